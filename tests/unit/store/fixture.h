#ifndef TEST_STORE_FIXTURE_H
#define TEST_STORE_FIXTURE_H

/* A real PostgreSQL of its own for one test program: a private cluster in a temporary folder, migrated, with
 * a key file, and a connection in each role. One more connection is the cluster's superuser's: it ages rows,
 * ends connections and looks at what the roles may not. */

#include "base/log.h"
#include "store/db.h"
#include "store/login.h"
#include "store/migrate.h"
#include "store/user.h"
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants those before itself */
#include <cmocka.h>

enum { ARENA_CEILING = 64 << 20 };

static struct fixture {
    char folder[64];
    struct arena *life;
    struct arena *a; /* of the present test */
    struct conf *conf, *super_conf;
    struct keyring *keys;
    struct db *owner, *app, *other, *hourly, *super;
} fx;

static inline void cluster(const char *verb)
{
    char command[256];
    snprintf(command, sizeof command, "tests/unit/store/cluster.sh %s %s", verb, fx.folder);
    assert_int_equal(system(command), 0);
}

static inline struct conf *write_conf(const char *name, const char *owner_role)
{
    const char *path = arena_printf(fx.life, "%s/%s", fx.folder, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f, "[database]\nsocket = %s\nname = greenroom\nowner_role = %s\n", fx.folder, owner_role);
    fclose(f);
    struct conf *conf;
    const char *why = "";
    if (conf_read(fx.life, path, &conf, &why) != OK)
        fail_msg("%s", why);
    return conf;
}

static inline struct db *open_as(const struct conf *conf, enum db_role role)
{
    struct db *db;
    const char *why = "";
    if (db_open(fx.life, conf, fx.keys, role, &db, &why) != OK)
        fail_msg("%s", why);
    return db;
}

static inline int stop_cluster(void **state)
{
    (void)state;
    arena_free(fx.life);
    cluster("stop");
    return 0;
}

/* `verb`: start, an empty database; copy, a migrated one. */
static inline void begin_cluster(const char *verb)
{
    log_to(open("/dev/null", O_WRONLY | O_CLOEXEC)); /* these tests cause what is logged */
    snprintf(fx.folder, sizeof fx.folder, "/tmp/greenroom-XXXXXX");
    assert_non_null(mkdtemp(fx.folder));
    cluster(verb);
    fx.life = arena_new(ARENA_CEILING, true);
    const char *why = "";
    const char *key_file = arena_printf(fx.life, "%s/keys", fx.folder);
    assert_int_equal(keyring_create(key_file, &why), OK);
    assert_int_equal(keyring_read(fx.life, key_file, &fx.keys, &why), OK);
    fx.conf = write_conf("greenroom.conf", "gr_owner");
    fx.super_conf = write_conf("super.conf", "postgres");
    fx.owner = open_as(fx.conf, DB_OWNER);
}

static inline int start_empty_cluster(void **state)
{
    (void)state;
    begin_cluster("start");
    return 0;
}

static inline int start_cluster(void **state)
{
    (void)state;
    begin_cluster("copy");
    struct arena *a = arena_new(ARENA_CEILING, true);
    int applied;
    const char *why = "";
    if (migrate_run(fx.owner, a, "sql", &applied, &why) != OK)
        fail_msg("%s", why);
    arena_free(a);
    fx.app = open_as(fx.conf, DB_APP);
    fx.other = open_as(fx.conf, DB_APP);
    fx.hourly = open_as(fx.conf, DB_HOURLY);
    fx.super = open_as(fx.super_conf, DB_OWNER);
    return 0;
}

static inline int new_arena(void **state)
{
    (void)state;
    fx.a = arena_new(ARENA_CEILING, true);
    return 0;
}

static inline int free_arena(void **state)
{
    (void)state;
    arena_free(fx.a);
    return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, new_arena, free_arena)

static inline struct id fresh_id(void)
{
    struct id id;
    assert_int_equal(id_new(&id), OK);
    return id;
}

/* One whole number from SQL as whoever `db` is. */
static inline int64_t number(struct db *db, const char *sql)
{
    static int serial;
    const struct statement s = {arena_printf(fx.life, "test_%d", serial++), arena_copy(fx.life, sql)};
    struct work *w = work_reading(db, fx.a, NULL);
    int64_t value;
    work_read(w, WORK_INT(&value), &s, NULL, 0);
    assert_int_equal(work_flush(w), OK);
    return value;
}

static inline void execute(struct db *db, const char *sql)
{
    const char *why = "";
    if (db_apply(db, fx.a, sql, NULL, NULL, 0, &why) != OK)
        fail_msg("%s", why);
}

static inline enum err insert_user(struct work *w, void *ctx)
{
    struct user *user = ctx;
    uint8_t blind[BLIND_BYTES];
    enum err e = keyring_blind_name(db_keys(w->db), user->login_name, blind);
    return e == OK ? user_create(w, user, blind) : e;
}

/* A user of their own for a test. */
static inline struct id new_user(const char *login_name)
{
    struct user user = {.id = fresh_id(),
                        .login_name = login_name,
                        .name = "Robin",
                        .role = "year 4 teacher",
                        .zone = "Europe/Berlin",
                        .password = "$argon2id$fake",
                        .created = 1700000000};
    assert_int_equal(db_transact(fx.app, fx.a, user.id, insert_user, &user), OK);
    return user.id;
}

struct new_login {
    const uint8_t *hash;
    int64_t idle, absolute;
};

static inline enum err insert_login(struct work *w, void *ctx)
{
    const struct new_login *l = ctx;
    struct id id;
    enum err e = id_new(&id);
    return e == OK ? login_create(w, id, l->hash, "Firefox on Linux, 192.0.2.x", l->idle, l->absolute) : e;
}

static inline void log_in(struct id user, const uint8_t hash[32])
{
    struct new_login l = {hash, 3600, 36000};
    assert_int_equal(db_transact(fx.app, fx.a, user, insert_login, &l), OK);
}

/* A token hash that nobody else has. */
static inline const uint8_t *fresh_hash(void)
{
    uint8_t *hash = arena_alloc(fx.a, 32);
    struct id x = fresh_id(), y = fresh_id();
    memcpy(hash, x.b, 16);
    memcpy(hash + 16, y.b, 16);
    return hash;
}

#endif
