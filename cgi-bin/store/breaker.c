#include "store/breaker.h"

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
                       " SELECT server FROM gr.breakers"
                       "  WHERE failures >= " FAILURES " AND server NOT IN (SELECT server FROM trial)"};

enum err breaker_read_resting(struct db *db, struct arena *a, bool hears, struct work **w, ticket *t)
{
    return DB_SINGLE(db, a, w, t, &breaker_resting, P_BOOL(hears));
}

void breaker_take_resting(struct work *w, ticket t, const char *const **out, size_t *n)
{
    *n = work_count(w, t);
    const char **list = arena_array(w->arena, *n, sizeof *list);
    for (size_t i = 0; i < *n; i++)
        list[i] = work_text(w, t, i, 0);
    *out = list;
}

static const struct statement breaker_state = {
    "breaker_state", "SELECT server FROM gr.breakers WHERE failures >= " FAILURES " AND until > now()"};

ticket breaker_want_state(struct work *w)
{
    return work_want(w, &breaker_state, NULL, 0);
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
    struct work *w;
    ticket t;
    return DB_SINGLE(db, a, &w, &t, &breaker_fail, P_TEXT(server));
}

static const struct statement breaker_hold = {"breaker_held",
                                              "DELETE FROM gr.breakers WHERE server = $1::text"};

enum err breaker_held(struct db *db, struct arena *a, const char *server)
{
    struct work *w;
    ticket t;
    return DB_SINGLE(db, a, &w, &t, &breaker_hold, P_TEXT(server));
}
