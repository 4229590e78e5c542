#ifndef ADMIN_COMMAND_USERS_H
#define ADMIN_COMMAND_USERS_H

#include "admin/command.h"

/* `greenroom-admin user code NAME`, `user delete NAME`: what a user may ask of the host. `verify`: opens
 * every sealed row of every user. */
int command_users_code(const struct command_given *given);
int command_users_delete(const struct command_given *given);
int command_users_verify(const struct command_given *given);

#endif
