#include "admin/command_users.h"
#include "base/text.h"
#include "crypto/token.h"
#include "store/login.h"
#include "store/sealed.h"
#include "store/user.h"
#include <stdio.h>

static int find_user(const struct command_given *given, struct start *start, struct id *out)
{
    uint8_t blind[BLIND_BYTES];
    struct user_found found;
    const char *why = "";
    if (!given->word)
        return COMMAND_USAGE;
    if (start_fit(given->life, given->conf, DB_APP, start, &why) != OK)
        return command_unfit(why);
    if (keyring_blind_name(start->keys, text_fold(given->life, given->word), blind) != OK)
        return command_wrong("the name can't be looked up", ERR_CRYPTO);
    const enum err e = user_find(start->coach.db, given->life, blind, &found);
    if (e != OK)
        return command_wrong("the user can't be looked up", e);
    if (id_none(found.id))
        return command_wrong("there is no user of that name", ERR_NOT_FOUND);
    *out = found.id;
    return 0;
}

static enum err save_code(struct work *w, void *ctx)
{
    return login_add_code(w, ctx, 24 * 3600);
}

int command_users_code(const struct command_given *given)
{
    struct start s = {0};
    struct id user;
    char code[24];
    uint8_t hash[TOKEN_HASH_BYTES];
    const int status = find_user(given, &s, &user);
    if (status != 0)
        return status;
    enum err e = token_recovery(code);
    if (e == OK)
        e = token_recovery_hash(code, hash);
    if (e == OK)
        e = db_transact(s.coach.db, given->life, user, save_code, hash);
    if (e != OK)
        return command_wrong("no code could be made", e);
    printf("%s\nGive it to the user in person. It sets a new password at /recover, once, within 24 hours.\n",
           code);
    return 0;
}

static enum err delete_user(struct work *w, void *ctx)
{
    (void)ctx;
    return user_delete(w);
}

int command_users_delete(const struct command_given *given)
{
    struct start s = {0};
    struct id user;
    const int status = find_user(given, &s, &user);
    if (status != 0)
        return status;
    const enum err e = db_transact(s.coach.db, given->life, user, delete_user, NULL);
    if (e != OK)
        return command_wrong("the account could not be deleted", e);
    puts("greenroom-admin: the account, everything in it and its key are gone. Backups keep them until they "
         "expire.");
    return 0;
}

struct verified {
    int64_t opened, broken;
};

static enum err verify_rows(struct work *w, void *ctx)
{
    struct verified *v = ctx;
    return sealed_verify(w, &v->opened, &v->broken);
}

static int verify_one(struct start *start, struct arena *a, struct id user, void *ctx)
{
    struct verified *all = ctx, one = {0};
    char text[37];
    enum err e = db_transact(start->coach.db, a, user, verify_rows, &one);
    all->opened += one.opened;
    all->broken += one.broken;
    if (e == OK && one.broken == 0)
        return 0;
    if (e == OK)
        e = ERR_SEAL;
    id_write(user, text);
    return command_wrong(arena_printf(a, "user %s: %lld rows do not open", text, (long long)one.broken), e);
}

int command_users_verify(const struct command_given *given)
{
    struct start s = {0};
    struct verified v = {0};
    const int status = command_each_user(given, &s, verify_one, &v);
    if (status == COMMAND_UNFIT)
        return status;
    printf("greenroom-admin: %lld sealed values opened, %lld did not\n", (long long)v.opened,
           (long long)v.broken);
    return status;
}
