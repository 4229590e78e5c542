#include "admin/checkup.h"
#include "coach/start.h"
#include "store/migrate.h"
#include "store/user.h"
#include "web/site.h"
#include <libgen.h>
#include <sys/statvfs.h>

enum { LEAST_FREE_MIB = 512, SLACK_SECONDS = 60 };

/* What is looked at, and what was found so far. */
struct checkup {
    struct arena *life;
    const char *conf_path;
    FILE *out;
    struct start app, owner;
    const char *why; /* of the last step that failed */
    bool all_fine;
};

static bool say(struct checkup *checkup, enum err e, const char *what)
{
    const bool fine = e == OK;
    if (fine)
        fprintf(checkup->out, "fine   %s\n", what);
    else
        fprintf(checkup->out, "WRONG  %s: %s\n", what, checkup->why);
    checkup->all_fine &= fine;
    checkup->why = "";
    return fine;
}

/* Origin, passwords, templates: what the workers need beyond the coach. */
static enum err look_at_site(struct checkup *checkup)
{
    struct site *site;
    return site_make(checkup->life, &checkup->app, &site, &checkup->why);
}

static enum err look_at_library(struct checkup *checkup)
{
    struct builtin *coach;
    return start_builtin(checkup->life, checkup->app.conf, &coach, &checkup->why);
}

/* Room where a full file system stops everything: beside the keys (with `make run` the database is there
 * too), and where Debian has PostgreSQL's data. */
static enum err look_at_disk(struct checkup *checkup)
{
    const char *const places[] = {
        dirname(arena_copy(checkup->life, conf_text(checkup->app.conf, "keys.file"))), "/var/lib/postgresql"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct statvfs there;
        if (statvfs(places[i], &there) != 0)
            continue;
        const uint64_t mib = (uint64_t)there.f_bavail * there.f_frsize >> 20;
        if (mib >= LEAST_FREE_MIB)
            continue;
        checkup->why = arena_printf(checkup->life, "only %llu MiB are free at %s: make room (%d at least)",
                                    (unsigned long long)mib, places[i], LEAST_FREE_MIB);
        return ERR_CONFIG;
    }
    return OK;
}

/* A clock that goes wrong makes logins and questions end too early or never. */
static enum err look_at_clock(struct checkup *checkup)
{
    clock_time migrated;
    const enum err e = migrate_newest(checkup->owner.coach.db, checkup->life, &migrated);
    checkup->why = "the database does not answer";
    if (e != OK)
        return e;
    checkup->why = "clock.shift_seconds moves it, which is for rehearsals only";
    if (clock_shifted() != 0)
        return ERR_CONFIG;
    checkup->why =
        arena_printf(checkup->life, "it says %s, but the database was last migrated at %s: set it right",
                     clock_rfc3339(checkup->life, clock_now()), clock_rfc3339(checkup->life, migrated));
    return err_unless(migrated <= clock_now() + SLACK_SECONDS, ERR_CONFIG);
}

/* The database as the hourly run meets it. */
static enum err look_at_hourly(struct checkup *checkup)
{
    struct start s = {0};
    const enum err e = start_db(checkup->life, checkup->conf_path, DB_HOURLY, &s, &checkup->why);
    if (e != OK)
        return e;
    return db_check(s.coach.db, checkup->life, &checkup->why);
}

static enum err look_at_migrations(struct checkup *checkup)
{
    int pending = 0;
    enum err e = start_db(checkup->life, checkup->conf_path, DB_OWNER, &checkup->owner, &checkup->why);
    if (e != OK)
        return e;
    e = migrate_pending(checkup->owner.coach.db, checkup->life, conf_text(checkup->app.conf, "paths.sql"),
                        &pending, &checkup->why);
    if (e != OK || pending == 0)
        return e;
    checkup->why = arena_printf(checkup->life, "%d not applied yet: run `greenroom-admin migrate`", pending);
    return ERR_CONFIG;
}

/* Every data key must be wrapped under a master key that is in the key file. */
static enum err look_at_data_keys(struct checkup *checkup)
{
    struct user_key_count *counts;
    size_t n;
    const enum err e = user_count_keys(checkup->owner.coach.db, checkup->life, &counts, &n);
    checkup->why = "can't be counted";
    for (size_t i = 0; e == OK && i < n; i++) {
        uint8_t check[MASTER_CHECK_BYTES];
        if (keyring_check(checkup->app.keys, counts[i].kid, check) == OK)
            continue;
        checkup->why = arena_printf(
            checkup->life, "%lld data keys need master key %u, which is not in the key file: put it back",
            (long long)counts[i].keys, counts[i].kid);
        return ERR_CONFIG;
    }
    return e;
}

static enum err look_at_coach(struct checkup *checkup)
{
    struct start s = {0};
    return start_coach(checkup->life, checkup->conf_path, DB_APP, &s, &checkup->why);
}

static void look_at_database(struct checkup *checkup)
{
    if (!say(checkup, start_reconnect(checkup->life, DB_APP, &checkup->app, &checkup->why), "database"))
        return;
    say(checkup, db_check(checkup->app.coach.db, checkup->life, &checkup->why),
        "database settings, roles and keys");
    say(checkup, look_at_hourly(checkup), "database for the hourly run");
    if (say(checkup, look_at_migrations(checkup), "migrations")) {
        say(checkup, look_at_data_keys(checkup), "data keys");
        say(checkup, look_at_clock(checkup), "clock");
    }
    say(checkup, look_at_coach(checkup), "coach");
}

bool checkup_run(struct arena *life, const char *conf_path, FILE *out)
{
    struct checkup c = {.life = life, .conf_path = conf_path, .out = out, .why = "", .all_fine = true};
    if (say(&c, conf_read(life, start_conf_path(conf_path), &c.app.conf, &c.why), "settings")) {
        say(&c, look_at_disk(&c), "disk");
        say(&c, look_at_site(&c), "site");
        say(&c, look_at_library(&c), "library");
        if (say(&c, start_keys(life, conf_path, &c.app, &c.why), "keys"))
            look_at_database(&c);
    }
    if (c.all_fine)
        fputs("Everything is as it should be.\n", out);
    else
        fputs("Something needs your attention: see the lines that say WRONG.\n", out);
    return c.all_fine;
}
