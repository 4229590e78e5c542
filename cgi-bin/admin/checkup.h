#ifndef ADMIN_CHECKUP_H
#define ADMIN_CHECKUP_H

#include <stdbool.h>
#include <stdio.h>

struct arena;

/* Looks at the whole installation as the programs would meet it and says, a line each, what is fine and what
 * is wrong, in plain words. True if all is fine. `conf_path` as start_conf_path takes it. */
bool checkup_run(struct arena *life, const char *conf_path, FILE *out);

#endif
