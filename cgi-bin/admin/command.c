#include "admin/command.h"
#include "store/user.h"
#include <stdio.h>

enum { USER_BYTES = 512 * 1024 * 1024 };

int command_unfit(const char *why)
{
    fprintf(stderr, "greenroom-admin: %s\n", why);
    return COMMAND_UNFIT;
}

int command_wrong(const char *what, enum err e)
{
    fprintf(stderr, "greenroom-admin: %s (%s)\n", what, err_name(e));
    return COMMAND_WRONG;
}

int command_each_user(const struct command_given *given, struct start *start,
                      int (*one)(struct start *start, struct arena *a, struct id user, void *ctx), void *ctx)
{
    struct user_listed *users;
    const char *why = "";
    size_t n;
    int failed = 0;
    if (start_fit(given->life, given->conf, DB_HOURLY, start, &why) != OK)
        return command_unfit(why);
    const enum err e = user_list(start->coach.db, given->life, &users, &n);
    if (e != OK)
        return command_wrong("the users can't be listed", e);
    for (size_t i = 0; i < n; i++) {
        struct arena *a = arena_new(USER_BYTES, true);
        failed += !a || one(start, a, users[i].id, ctx) != 0;
        arena_free(a);
    }
    return failed ? COMMAND_WRONG : 0;
}
