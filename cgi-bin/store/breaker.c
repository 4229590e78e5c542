#include "store/breaker.h"

#include "store/row.h"

/* clang-format off */
#define BREAKER(C)                           \
    C(COLUMN(1, TEXT, server))
/* clang-format on */

static ROW_DEFINE_OPEN(breaker_row, struct breaker, BREAKER);

#define FAILURES "3"

/* Of those who ask at the same moment after a rest, the one whose update took hold tries: the others find the
 * row changed when they get it, and their own snapshot, which would say that the rest is over, is not asked.
 */
static const struct statement breaker_resting = {
    "breaker_resting", "WITH trial AS ("
                       "    UPDATE gr.breakers SET until = now() + interval '30 seconds'"
                       "     WHERE failures >= " FAILURES " AND until <= now()"
                       "       AND (server = 'speech') = $1::bool"
                       " RETURNING server)"
                       " SELECT " ROW_COLUMNS(BREAKER) " FROM gr.breakers"
                                                       "  WHERE failures >= " FAILURES
                                                       " AND server NOT IN (SELECT server FROM trial)"};

enum err breaker_read_resting(struct db *db, struct arena *a, bool hears, struct breaker **out, size_t *n)
{
    return DB_SINGLE(db, a, ROW_ALL(breaker_row(), out, n), &breaker_resting, P_BOOL(hears));
}

static const struct statement breaker_state = {
    "breaker_state",
    "SELECT " ROW_COLUMNS(BREAKER) " FROM gr.breakers WHERE failures >= " FAILURES " AND until > now()"};

void breaker_want_state(struct work *w, struct breaker **out, size_t *n)
{
    work_read(w, ROW_ALL(breaker_row(), out, n), &breaker_state, NULL, 0);
}

static const struct statement breaker_fail = {
    "breaker_failed",
    "INSERT INTO gr.breakers AS b (server, failures, until) VALUES ($1::text, 1, now())"
    " ON CONFLICT (server) DO UPDATE"
    " SET failures = b.failures + 1,"
    "     until = now() + least(interval '15 minutes',"
    "                           interval '30 seconds' * power(2, least(b.failures + 1 - " FAILURES ", 10)))"};

enum err breaker_failed(struct db *db, struct arena *a, const char *server)
{
    return DB_SINGLE(db, a, WORK_NOTHING, &breaker_fail, P_TEXT(server));
}

static const struct statement breaker_hold = {"breaker_held",
                                              "DELETE FROM gr.breakers WHERE server = $1::text"};

enum err breaker_held(struct db *db, struct arena *a, const char *server)
{
    return DB_SINGLE(db, a, WORK_NOTHING, &breaker_hold, P_TEXT(server));
}
