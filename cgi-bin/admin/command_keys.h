#ifndef ADMIN_COMMAND_KEYS_H
#define ADMIN_COMMAND_KEYS_H

#include "admin/command.h"

/* `greenroom-admin keys make`, `list`, `rotate`, `rewrap`: the file of master keys, and the data keys wrapped
 * under them. `renew`: new data keys, and everything sealed anew. */
int command_keys_make(const struct command_given *given);
int command_keys_list(const struct command_given *given);
int command_keys_rotate(const struct command_given *given);
int command_keys_rewrap(const struct command_given *given);
int command_keys_renew(const struct command_given *given);

#endif
