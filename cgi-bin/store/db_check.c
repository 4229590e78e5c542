#include "store/db_inner.h"

#include "base/log.h"
#include <string.h>

/* The newest migration that this program needs (the number of the last file in sql/). */
enum { NEWEST_MIGRATION = 10, OLDEST_POSTGRES = 150014 };

static const struct statement fitness = {"db_fitness",
                                         "SELECT current_setting('fsync') = 'on',"
                                         "       current_setting('synchronous_commit') <> 'off',"
                                         "       current_setting('full_page_writes') = 'on',"
                                         "       current_setting('server_version_num')::int8,"
                                         "       rolsuper OR rolbypassrls,"
                                         "       current_setting('data_checksums') = 'on',"
                                         "       to_regclass('gr.migrations') IS NOT NULL"
                                         "  FROM pg_roles WHERE rolname = session_user"};
static const struct statement newest_migration = {"db_newest_migration",
                                                  "SELECT coalesce(max(n), 0)::int8 FROM gr.migrations"};
static const struct statement master_checks = {"db_master_checks",
                                               "SELECT kid::int8, \"check\" FROM gr.keyring"};

/* Every master key of the ring that the database knows must be the same key there. */
static enum err check_keys(struct work *w, ticket t, const char **why)
{
    const struct keyring *keys = w->db->keys;
    bool active_known = false;
    for (size_t i = 0; i < work_count(w, t); i++) {
        uint32_t kid = (uint32_t)work_int(w, t, i, 0);
        struct bytes stored = work_bytes(w, t, i, 1);
        uint8_t ours[MASTER_CHECK_BYTES];
        enum err e = keyring_check(keys, kid, ours);
        if (e == ERR_NOT_FOUND)
            continue; /* an old key that was taken out after a rotation */
        if (e != OK)
            return e;
        if (stored.len != sizeof ours || memcmp(stored.data, ours, sizeof ours) != 0) {
            *why = arena_printf(
                w->arena, "Master key %u of the key file is not the key this database was made with.", kid);
            return ERR_CONFIG;
        }
        active_known = active_known || kid == keyring_active(keys);
    }
    if (active_known)
        return OK;
    *why = "The database does not know the key file's newest master key: run greenroom-admin migrate.";
    return ERR_CONFIG;
}

enum err db_check(struct db *db, struct arena *a, const char **why)
{
    static const char *const unfit[] = {
        "PostgreSQL runs with fsync off: what it says is saved may be lost.",
        "PostgreSQL runs with synchronous_commit off: what it says is saved may be lost.",
        "PostgreSQL runs with full_page_writes off: a crash can tear its pages.",
    };
    struct work *w = work_reading(db, a, NULL);
    ticket t;
    enum err e = work_run(w, &fitness, NULL, 0, &t);
    if (e != OK) {
        *why = "PostgreSQL does not answer.";
        return e;
    }
    *why = NULL;
    for (int i = 0; i < 3 && *why == NULL; i++)
        if (!work_bool(w, t, 0, i))
            *why = unfit[i];
    if (*why == NULL && work_int(w, t, 0, 3) < OLDEST_POSTGRES)
        *why = "PostgreSQL is older than 15.14: update it.";
    if (*why == NULL && work_bool(w, t, 0, 4))
        *why = "The database role is a superuser or passes row-level security by: run sql/roles.sql.";
    if (*why == NULL && !work_bool(w, t, 0, 6))
        *why = "The database has no tables yet: run greenroom-admin migrate.";
    if (*why != NULL)
        return ERR_CONFIG;
    if (!work_bool(w, t, 0, 5))
        log_event(LOG_WARN, "db_no_data_checksums", LOG_INT("version", work_int(w, t, 0, 3)));
    ticket newest = work_want(w, &newest_migration, NULL, 0);
    ticket checks = work_want(w, &master_checks, NULL, 0);
    e = work_flush(w);
    if (e == OK && work_int(w, newest, 0, 0) >= NEWEST_MIGRATION)
        return check_keys(w, checks, why);
    *why = "The database lacks migrations that this program needs: run greenroom-admin migrate.";
    return ERR_CONFIG;
}
