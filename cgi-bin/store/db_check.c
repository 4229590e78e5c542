#include "store/db_inner.h"

#include "base/log.h"
#include "store/row.h"
#include <string.h>

/* The newest migration that this program needs (the number of the last file in sql/). */
enum { NEWEST_MIGRATION = 12, OLDEST_POSTGRES = 150014 };

/* How PostgreSQL is set, and who we are there. */
struct fitness {
    bool fsync, synchronous_commit, full_page_writes;
    int version;
    bool passes_security;
    bool checksums;
    bool migrated;
};

/* clang-format off */
#define FITNESS(C)                                                                                \
    C(EXPRESSION(1, BOOL, fsync, "current_setting('fsync') = 'on'"))                              \
    C(EXPRESSION(2, BOOL, synchronous_commit, "current_setting('synchronous_commit') <> 'off'"))  \
    C(EXPRESSION(3, BOOL, full_page_writes, "current_setting('full_page_writes') = 'on'"))        \
    C(EXPRESSION(4, INT, version, "current_setting('server_version_num')::int8"))                 \
    C(EXPRESSION(5, BOOL, passes_security, "rolsuper OR rolbypassrls"))                           \
    C(EXPRESSION(6, BOOL, checksums, "current_setting('data_checksums') = 'on'"))                 \
    C(EXPRESSION(7, BOOL, migrated, "to_regclass('gr.migrations') IS NOT NULL"))
/* clang-format on */

static ROW_DEFINE_OPEN(fitness_row, struct fitness, FITNESS);

static const struct statement fitness = {
    "db_fitness", "SELECT " ROW_COLUMNS(FITNESS) "  FROM pg_roles WHERE rolname = session_user"};
static const struct statement newest_migration = {"db_newest_migration",
                                                  "SELECT coalesce(max(n), 0)::int8 FROM gr.migrations"};

/* A master key as the database knows it. */
struct known_key {
    uint32_t kid;
    struct bytes check;
};

/* clang-format off */
#define KNOWN_KEY(C)                         \
    C(COLUMN(1, INT, kid))                   \
    C(INNER_EXPRESSION(2, BYTES, check, "\"check\""))
/* clang-format on */

static ROW_DEFINE_OPEN(known_key_row, struct known_key, KNOWN_KEY);

static const struct statement master_checks = {"db_master_checks",
                                               "SELECT " ROW_COLUMNS(KNOWN_KEY) " FROM gr.keyring"};

/* Every master key of the ring that the database knows must be the same key there. */
static enum err check_keys(struct work *w, const struct known_key *known, size_t n, const char **why)
{
    const struct keyring *keys = w->db->keys;
    bool active_known = false;
    for (size_t i = 0; i < n; i++) {
        const uint32_t kid = known[i].kid;
        const struct bytes stored = known[i].check;
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

static const char *unfit(const struct fitness *found)
{
    if (!found->fsync)
        return "PostgreSQL runs with fsync off: what it says is saved may be lost.";
    if (!found->synchronous_commit)
        return "PostgreSQL runs with synchronous_commit off: what it says is saved may be lost.";
    if (!found->full_page_writes)
        return "PostgreSQL runs with full_page_writes off: a crash can tear its pages.";
    if (found->version < OLDEST_POSTGRES)
        return "PostgreSQL is older than 15.14: update it.";
    if (found->passes_security)
        return "The database role is a superuser or passes row-level security by: run sql/roles.sql.";
    if (!found->migrated)
        return "The database has no tables yet: run greenroom-admin migrate.";
    return NULL;
}

enum err db_check(struct db *db, struct arena *a, const char **why)
{
    struct work *w = work_reading(db, a, NULL);
    struct fitness f = {.version = 0};
    work_read(w, ROW_HERE(fitness_row(), &f), &fitness, NULL, 0);
    enum err e = work_flush(w);
    if (e != OK) {
        *why = "PostgreSQL does not answer.";
        return e;
    }
    if ((*why = unfit(&f)) != NULL)
        return ERR_CONFIG;
    if (!f.checksums)
        log_event(LOG_WARN, "db_no_data_checksums", LOG_INT("version", f.version));
    int64_t newest;
    struct known_key *known;
    size_t known_n;
    work_read(w, WORK_INT(&newest), &newest_migration, NULL, 0);
    work_read(w, ROW_ALL(known_key_row(), &known, &known_n), &master_checks, NULL, 0);
    e = work_flush(w);
    if (e == OK && newest >= NEWEST_MIGRATION)
        return check_keys(w, known, known_n, why);
    *why = "The database lacks migrations that this program needs: run greenroom-admin migrate.";
    return ERR_CONFIG;
}
