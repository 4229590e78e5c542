#include "store/migrate.h"

#include "base/file.h"
#include "base/num.h"
#include "crypto/digest.h"
#include "store/row.h"
#include <string.h>

enum { LARGEST_FILE = 1 << 20, NUMBER_DIGITS = 4 };

/* The number of the lock that keeps a second run of migrations waiting: "migrate" as bytes. */
static const int64_t MIGRATE_LOCK = 0x6d696772617465;

static const char FIRST[] = "CREATE SCHEMA IF NOT EXISTS gr;"
                            "CREATE TABLE IF NOT EXISTS gr.migrations ("
                            "    n       integer     PRIMARY KEY,"
                            "    name    text        NOT NULL,"
                            "    sha256  bytea       NOT NULL,"
                            "    applied timestamptz NOT NULL DEFAULT now());";

/* A migration that was applied; a master key's check value. */
struct noted {
    int64_t n;
    struct bytes sha256;
};
struct checked {
    struct bytes check;
};

/* clang-format off */
#define NOTED(C)                             \
    C(COLUMN(1, INT64, n))                   \
    C(INNER(2, BYTES, sha256))
/* clang-format on */

/* clang-format off */
#define CHECKED(C)                           \
    C(INNER_EXPRESSION(1, BYTES, check, "\"check\""))
/* clang-format on */

static ROW_DEFINE_OPEN(noted_row, struct noted, NOTED);
static ROW_DEFINE_OPEN(checked_row, struct checked, CHECKED);

static const struct statement migrate_lock = {"migrate_lock", "SELECT pg_advisory_lock($1::int8) IS NULL"};
static const struct statement migrate_unlock = {"migrate_unlock", "SELECT pg_advisory_unlock($1::int8)"};
static const struct statement migrate_has_table = {"migrate_has_table",
                                                   "SELECT to_regclass('gr.migrations') IS NOT NULL"};
static const struct statement migrate_all = {"migrate_all",
                                             "SELECT " ROW_COLUMNS(NOTED) " FROM gr.migrations ORDER BY n"};
static const struct statement migrate_newest_at = {
    "migrate_newest_at", "SELECT extract(epoch FROM max(applied))::int8 FROM gr.migrations"};
static const struct statement migrate_note = {
    "migrate_note",
    "INSERT INTO gr.migrations (n, name, sha256) VALUES ($1::int8::integer, $2::text, $3::bytea)"};
static const struct statement migrate_key = {"migrate_key",
                                             "INSERT INTO gr.keyring (kid, \"check\") VALUES "
                                             "($1::int8::integer, $2::bytea) ON CONFLICT (kid) DO NOTHING"};
static const struct statement migrate_keys = {
    "migrate_keys", "SELECT " ROW_COLUMNS(CHECKED) " FROM gr.keyring WHERE kid = $1::int8"};

struct migration {
    int64_t n;
    const char *name;
    const char *script;
    uint8_t sha256[DIGEST_BYTES];
};

/* "0001-accounts.sql" */
static enum err parse_name(struct arena *a, const char *file, int64_t *n)
{
    if (strlen(file) <= NUMBER_DIGITS || file[NUMBER_DIGITS] != '-')
        return ERR_NOT_FOUND;
    return num_int(arena_text(a, file, NUMBER_DIGITS), 1, 9999, n) == OK ? OK : ERR_NOT_FOUND;
}

static enum err read_migration(struct arena *a, const char *folder, const char *file,
                               struct migration *migration)
{
    char *script;
    size_t length;
    enum err e = file_read(a, arena_printf(a, "%s/%s", folder, file), LARGEST_FILE, &script, &length);
    if (e != OK)
        return e;
    migration->name = file;
    migration->script = script;
    return digest_sha256(script, length, migration->sha256);
}

/* The folder's migrations in order; other files (roles.sql) are left out. */
static enum err read_folder(struct arena *a, const char *folder, struct migration **out, size_t *n,
                            const char **why)
{
    char **files;
    size_t files_n;
    enum err e = file_list(a, folder, ".sql", &files, &files_n);
    *n = 0;
    *why = arena_printf(a, "The migrations in %s can't be read.", folder);
    if (e != OK)
        return e;
    *out = arena_array(a, files_n, sizeof **out);
    for (size_t i = 0; e == OK && i < files_n; i++) {
        struct migration *m = &(*out)[*n];
        if (parse_name(a, files[i], &m->n) != OK)
            continue;
        if (*n > 0 && m[-1].n == m->n) {
            *why = arena_printf(a, "%s has the number of %s: each migration wants its own.", files[i],
                                m[-1].name);
            return ERR_CONFIG;
        }
        e = read_migration(a, folder, files[i], m);
        *n += 1;
    }
    return e;
}

/* Whether the migration is noted; ERR_CONFIG when the noted one was another. */
static enum err find_noted(struct arena *a, const struct noted *noted, size_t n,
                           const struct migration *migration, bool *found, const char **why)
{
    *found = false;
    for (size_t i = 0; i < n; i++) {
        if (noted[i].n != migration->n)
            continue;
        const struct bytes sum = noted[i].sha256;
        *found = sum.len == DIGEST_BYTES && memcmp(sum.data, migration->sha256, DIGEST_BYTES) == 0;
        if (*found)
            return OK;
        *why = arena_printf(
            a, "%s was changed after it had been applied. Put it back as it was, and write a new one.",
            migration->name);
        return ERR_CONFIG;
    }
    return OK;
}

static enum err apply(struct db *db, struct arena *a, const struct migration *migration, const char **why)
{
    const struct param note[] = {P_INT(migration->n), P_TEXT(migration->name),
                                 P_BYTES(((struct bytes){migration->sha256, DIGEST_BYTES}))};
    const char *said = "";
    enum err e = db_apply(db, a, migration->script, &migrate_note, note, sizeof note / sizeof *note, &said);
    if (e != OK)
        *why = arena_printf(a, "%s could not be applied; nothing of it was kept. %s", migration->name, said);
    return e;
}

static enum err apply_missing(struct db *db, struct arena *a, const char *folder, int *applied,
                              const char **why)
{
    struct migration *all = NULL;
    size_t n;
    enum err e = read_folder(a, folder, &all, &n, why);
    if (e != OK || n == 0)
        return ERR_CONFIG;
    struct work *w = work_reading(db, a, NULL);
    struct noted *noted = NULL;
    size_t noted_n = 0;
    work_read(w, ROW_ALL(noted_row(), &noted, &noted_n), &migrate_all, NULL, 0);
    if ((e = work_flush(w)) != OK)
        return e;
    for (size_t i = 0; i < n; i++) {
        bool found;
        if ((e = find_noted(a, noted, noted_n, &all[i], &found, why)) != OK)
            return e;
        if (found)
            continue;
        if ((e = apply(db, a, &all[i], why)) != OK)
            return e;
        *applied += 1;
    }
    return OK;
}

/* A check value is written once; a ring whose key of that number is another one is refused. */
static enum err store_key(struct work *w, const struct keyring *keys, uint32_t kid, const char **why)
{
    uint8_t check[MASTER_CHECK_BYTES];
    enum err e = keyring_check(keys, kid, check);
    if (e != OK)
        return e;
    struct checked checked = {.check = {NULL, 0}};
    WORK_WRITE(w, &migrate_key, P_INT(kid), P_BYTES(((struct bytes){check, sizeof check})));
    WORK_READ(w, ROW_HERE(checked_row(), &checked), &migrate_keys, P_INT(kid));
    if ((e = work_flush(w)) != OK)
        return e;
    const struct bytes stored = checked.check;
    if (stored.len == sizeof check && memcmp(stored.data, check, sizeof check) == 0)
        return OK;
    *why = arena_printf(w->arena, "Master key %u of the key file is not the key this database was made with.",
                        kid);
    return ERR_CONFIG;
}

static enum err store_keys(struct db *db, struct arena *a, const char **why)
{
    const struct keyring *keys = db_keys(db);
    struct work *w = work_reading(db, a, NULL);
    enum err e = OK;
    for (size_t i = 0; e == OK && i < keyring_count(keys); i++)
        e = store_key(w, keys, keyring_kid(keys, i), why);
    return e;
}

enum err migrate_run(struct db *db, struct arena *a, const char *folder, int *applied, const char **why)
{
    *applied = 0;
    *why = "PostgreSQL does not answer.";
    struct work *w = work_reading(db, a, NULL);
    WORK_WRITE(w, &migrate_lock, P_INT(MIGRATE_LOCK));
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    e = db_apply(db, a, FIRST, NULL, NULL, 0, why);
    if (e == OK)
        e = apply_missing(db, a, folder, applied, why);
    if (e == OK)
        e = store_keys(db, a, why);
    WORK_WRITE(w, &migrate_unlock, P_INT(MIGRATE_LOCK));
    const enum err unlocked = work_flush(w);
    return e != OK ? e : unlocked;
}

enum err migrate_pending(struct db *db, struct arena *a, const char *folder, int *pending, const char **why)
{
    struct migration *all = NULL;
    size_t n;
    *pending = 0;
    enum err e = read_folder(a, folder, &all, &n, why);
    if (e != OK)
        return e;
    *why = "PostgreSQL does not answer.";
    struct work *w = work_reading(db, a, NULL);
    int64_t there;
    struct noted *noted = NULL;
    size_t noted_n = 0;
    work_read(w, WORK_INT(&there), &migrate_has_table, NULL, 0);
    if ((e = work_flush(w)) != OK)
        return e;
    if (there)
        work_read(w, ROW_ALL(noted_row(), &noted, &noted_n), &migrate_all, NULL, 0);
    if ((e = work_flush(w)) != OK)
        return e;
    for (size_t i = 0; e == OK && i < n; i++) {
        bool found;
        e = find_noted(a, noted, noted_n, &all[i], &found, why);
        *pending += !found;
    }
    return e;
}

enum err migrate_newest(struct db *db, struct arena *a, clock_time *applied)
{
    struct work *w = work_reading(db, a, NULL);
    work_read(w, WORK_INT(applied), &migrate_newest_at, NULL, 0);
    return work_flush(w);
}
