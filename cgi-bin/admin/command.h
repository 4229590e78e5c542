#ifndef ADMIN_COMMAND_H
#define ADMIN_COMMAND_H

#include "coach/start.h"

/* What greenroom-admin's commands share; the table of them is in greenroom-admin.c. A command prints what it
 * did to standard output, what is wrong to standard error, and returns the program's exit status. */
enum {
    COMMAND_WRONG = 1,  /* something is wrong, and was said in plain words */
    COMMAND_USAGE = 2,  /* the command's words are not as its row has them */
    COMMAND_UNFIT = 78, /* the installation can't be worked with */
};

struct command_given {
    struct arena *life;
    const char *conf; /* as start_conf_path takes it */
    const char *word; /* the argument, or NULL */
    char **rest;      /* all of the arguments */
    int rest_n;
};

/* Says it on standard error; the exit status for it. */
int command_unfit(const char *why);
int command_wrong(const char *what, enum err e);

/* Does something for every user, each in an arena of its own, as the role of the hourly run in *s;
 * COMMAND_WRONG if `one` said so of any. */
int command_each_user(const struct command_given *given, struct start *start,
                      int (*one)(struct start *start, struct arena *a, struct id user, void *ctx), void *ctx);

#endif
