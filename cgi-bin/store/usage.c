#include "store/usage.h"

/* Days travel as numbers from 1970-01-01, as clock_day counts them. */
#define DAY(param) "(date '1970-01-01' + " param "::int8::integer)"

static const struct statement usage_sum = {
    "usage_add",
    "INSERT INTO gr.spent AS s (day, provider, model, mode, outcome, calls, tries, tokens_in, tokens_out,"
    "                           tokens_cached, cost_micro, ms)"
    " VALUES (" DAY(
        "$1") ", $2::text, $3::text, $4::text, $5::text, 1, $6::int8, $7::int8, $8::int8, $9::int8,"
              "         $10::int8, $11::int8)"
              " ON CONFLICT (day, provider, model, mode, outcome) DO UPDATE"
              " SET calls = s.calls + 1, tries = s.tries + excluded.tries,"
              "     tokens_in = s.tokens_in + excluded.tokens_in, tokens_out = s.tokens_out + "
              "excluded.tokens_out,"
              "     tokens_cached = s.tokens_cached + excluded.tokens_cached,"
              "     cost_micro = s.cost_micro + excluded.cost_micro, ms = s.ms + excluded.ms"};

enum err usage_add(struct db *db, struct arena *a, const struct usage_sum *s)
{
    struct work *w;
    ticket t;
    return DB_SINGLE(db, a, &w, &t, &usage_sum, P_INT(s->day), P_TEXT(s->provider), P_TEXT(s->model),
                     P_TEXT(s->mode), P_TEXT(s->outcome), P_INT(s->tries), P_INT(s->tokens_in),
                     P_INT(s->tokens_out), P_INT(s->tokens_cached), P_INT(s->cost_micro), P_INT(s->ms));
}

static const struct statement usage_today = {
    "usage_today", "SELECT coalesce(sum(tokens_in + tokens_out), 0)::int8, coalesce(sum(cost_micro), 0)::int8"
                   "  FROM gr.spent"
                   " WHERE day = " DAY("$1") " AND provider NOT IN ('builtin', 'local')"
                                             "   AND provider <> ALL (string_to_array($2::text, ','))"};

ticket usage_want_today(struct work *w, clock_day day, const char *inside)
{
    return WORK_WANT(w, &usage_today, P_INT(day), P_TEXT(inside));
}

void usage_take_today(struct work *w, ticket t, int64_t *tokens, int64_t *cost_micro)
{
    *tokens = work_int(w, t, 0, 0);
    *cost_micro = work_int(w, t, 0, 1);
}

static const struct statement usage_days = {
    "usage_days",
    "SELECT (day - date '1970-01-01')::int8, provider, model, sum(calls)::int8, sum(tries)::int8,"
    "       sum(tokens_in)::int8, sum(tokens_out)::int8, sum(tokens_cached)::int8, sum(cost_micro)::int8, "
    "sum(ms)::int8"
    "  FROM gr.spent"
    " WHERE day >= " DAY("$1") " GROUP BY day, provider, model"
                               " ORDER BY day DESC, provider, model"};

enum err usage_by_day(struct db *db, struct arena *a, clock_day since, struct usage_sum **out, size_t *n)
{
    struct work *w;
    ticket t;
    *n = 0;
    const enum err e = DB_SINGLE(db, a, &w, &t, &usage_days, P_INT(since));
    if (e != OK)
        return e;
    *n = work_count(w, t);
    *out = arena_array(a, *n, sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = (struct usage_sum){
            .day = (clock_day)work_int(w, t, i, 0),
            .provider = work_text(w, t, i, 1),
            .model = work_text(w, t, i, 2),
            .calls = work_int(w, t, i, 3),
            .tries = work_int(w, t, i, 4),
            .tokens_in = work_int(w, t, i, 5),
            .tokens_out = work_int(w, t, i, 6),
            .tokens_cached = work_int(w, t, i, 7),
            .cost_micro = work_int(w, t, i, 8),
            .ms = work_int(w, t, i, 9),
        };
    return OK;
}

static const struct statement usage_counters = {
    "usage_counters",
    "SELECT provider, model, mode, outcome, sum(calls)::int8, sum(tries)::int8, sum(tokens_in)::int8,"
    "       sum(tokens_out)::int8, sum(tokens_cached)::int8, sum(cost_micro)::int8, sum(ms)::int8"
    "  FROM gr.spent"
    " GROUP BY provider, model, mode, outcome"
    " ORDER BY provider, model, mode, outcome"};

ticket usage_want_counters(struct work *w)
{
    return work_want(w, &usage_counters, NULL, 0);
}

void usage_take_counters(struct work *w, ticket t, struct usage_sum **out, size_t *n)
{
    *n = work_count(w, t);
    *out = arena_array(w->arena, *n, sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = (struct usage_sum){
            .provider = work_text(w, t, i, 0),
            .model = work_text(w, t, i, 1),
            .mode = work_text(w, t, i, 2),
            .outcome = work_text(w, t, i, 3),
            .calls = work_int(w, t, i, 4),
            .tries = work_int(w, t, i, 5),
            .tokens_in = work_int(w, t, i, 6),
            .tokens_out = work_int(w, t, i, 7),
            .tokens_cached = work_int(w, t, i, 8),
            .cost_micro = work_int(w, t, i, 9),
            .ms = work_int(w, t, i, 10),
        };
}

static const struct statement usage_counts = {"usage_counts", "SELECT what, n FROM gr.counts()"};

ticket usage_want_counts(struct work *w)
{
    return work_want(w, &usage_counts, NULL, 0);
}

void usage_take_counts(struct work *w, ticket t, struct usage_count **out, size_t *n)
{
    *n = work_count(w, t);
    *out = arena_array(w->arena, *n, sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = (struct usage_count){.what = work_text(w, t, i, 0), .n = work_int(w, t, i, 1)};
}
