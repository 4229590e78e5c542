#include "admin/command_keys.h"
#include "base/text.h"
#include "store/migrate.h"
#include "store/sealed.h"
#include "store/user.h"
#include <stdio.h>

/* Where the settings say that the file is. */
static enum err key_file(const struct command_given *given, const char **path, const char **why)
{
    struct conf *c;
    const enum err e = conf_read(given->life, start_conf_path(given->conf), &c, why);
    if (e == OK)
        *path = conf_text(c, "keys.file");
    return e;
}

int command_keys_make(const struct command_given *given)
{
    const char *why = "", *path;
    if (key_file(given, &path, &why) != OK || keyring_create(path, &why) != OK)
        return command_unfit(why);
    printf("greenroom-admin: made %s. Keep a copy of it away from the database's backups: without it nothing "
           "can be read.\n",
           path);
    return 0;
}

static void print_key(uint32_t kid, bool active, const struct user_key_count *count)
{
    printf("master key %u%s", kid, text_if(active, " (active)"));
    if (count)
        printf(": %lld data key%s", (long long)count->keys, text_plural(count->keys));
    puts("");
}

/* How many data keys each wraps: an old one may go when it is none. Without a database only what the file
 * holds. */
int command_keys_list(const struct command_given *given)
{
    static const struct user_key_count none;
    struct start s = {0};
    struct user_key_count *counts;
    size_t n = 0;
    const char *why = "";
    if (start_keys(given->life, given->conf, &s, &why) != OK)
        return command_unfit(why);
    const bool counted = start_reconnect(given->life, DB_OWNER, &s, &why) == OK &&
                         user_count_keys(s.coach.db, given->life, &counts, &n) == OK;
    for (size_t i = 0; i < keyring_count(s.keys); i++) {
        const uint32_t kid = keyring_kid(s.keys, i);
        const struct user_key_count *count = NULL;
        if (counted)
            count = &none;
        for (size_t k = 0; k < n; k++)
            if (counts[k].kid == kid)
                count = &counts[k];
        print_key(kid, kid == keyring_active(s.keys), count);
    }
    return 0;
}

int command_keys_rotate(const struct command_given *given)
{
    const char *why = "", *path;
    uint32_t kid;
    struct start s = {0};
    int applied;
    if (key_file(given, &path, &why) != OK || keyring_add(path, &kid, &why) != OK)
        return command_unfit(why);
    if (start_db(given->life, given->conf, DB_OWNER, &s, &why) != OK)
        return command_unfit(why);
    if (migrate_run(s.coach.db, given->life, conf_text(s.conf, "paths.sql"), &applied, &why) !=
        OK) /* its check value */
        return command_unfit(why);
    printf("greenroom-admin: master key %u is made. Restart the workers, then run `greenroom-admin keys "
           "rewrap`.\n",
           kid);
    return 0;
}

static enum err rewrap(struct work *w, void *ctx)
{
    return user_rewrap(w, ctx);
}

static int rewrap_one(struct start *start, struct arena *a, struct id user, void *ctx)
{
    int *rewrapped = ctx;
    bool changed = false;
    char text[37];
    const enum err e = db_transact(start->coach.db, a, user, rewrap, &changed);
    *rewrapped += changed;
    if (e == OK)
        return 0;
    id_write(user, text);
    return command_wrong(arena_printf(a, "user %s: the data key could not be wrapped anew", text), e);
}

int command_keys_rewrap(const struct command_given *given)
{
    struct start s = {0};
    int rewrapped = 0;
    const int status = command_each_user(given, &s, rewrap_one, &rewrapped);
    if (status == COMMAND_UNFIT)
        return status;
    printf("greenroom-admin: %d data key%s wrapped under master key %u\n", rewrapped, text_plural(rewrapped),
           keyring_active(s.keys));
    return status;
}

/* ---- new data keys ---- */

enum { RENEW_AT_ONCE = 50, RENEW_TRIES = 100, RENEW_BYTES = 512 * 1024 * 1024 };

struct renewal {
    int64_t renewed, broken; /* of one transaction */
    int64_t values, users;   /* of all */
};

static enum err begin_renewal(struct work *w, void *ctx)
{
    (void)ctx;
    return sealed_begin(w);
}

static enum err renew(struct work *w, void *ctx)
{
    struct renewal *n = ctx;
    return sealed_renew(w, RENEW_AT_ONCE, &n->renewed, &n->broken);
}

/* One transaction, in memory of its own. Where the user is writing all the time it is tried again. */
static enum err renew_some(struct start *start, struct id user, struct renewal *renewal)
{
    enum err e = ERR_BUSY;
    for (int tries = 0; e == ERR_BUSY && tries < RENEW_TRIES; tries++) {
        struct arena *a = arena_new(RENEW_BYTES, true);
        renewal->renewed = renewal->broken = 0;
        e = ERR_MEMORY;
        if (a)
            e = db_transact(start->coach.db, a, user, renew, renewal);
        arena_free(a);
    }
    if (e == OK)
        renewal->values += renewal->renewed;
    return e;
}

/* Goes on until nothing is left under an older key, or only what does not open. */
static int renew_one(struct start *start, struct arena *a, struct id user, void *ctx)
{
    struct renewal *n = ctx;
    char text[37];
    enum err e = db_transact(start->coach.db, a, user, begin_renewal, NULL);
    while (e == OK) {
        e = renew_some(start, user, n);
        if (n->renewed == 0)
            break;
    }
    if (e == OK && n->broken > 0)
        e = ERR_SEAL;
    n->users += e == OK;
    if (e == OK)
        return 0;
    id_write(user, text);
    return command_wrong(
        arena_printf(a, "user %s: the older data key stays, for not all that it sealed is renewed", text), e);
}

int command_keys_renew(const struct command_given *given)
{
    struct start s = {0};
    struct renewal n = {0};
    const int status = command_each_user(given, &s, renew_one, &n);
    if (status == COMMAND_UNFIT)
        return status;
    if (n.users == 1)
        printf("greenroom-admin: 1 data key is new, %lld sealed values are under it\n", (long long)n.values);
    else
        printf("greenroom-admin: %lld data keys are new, %lld sealed values are under them\n",
               (long long)n.users, (long long)n.values);
    return status;
}
