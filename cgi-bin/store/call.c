#include "store/call.h"

static const struct statement call_insert = {
    "call_insert",
    "INSERT INTO gr.model_calls (user_id, id, mode, provider, model, prompt_version, outcome,"
    "                            tokens_in, tokens_out, tokens_cached, cost_micro, ms, tries, at, first_ms)"
    " VALUES (gr.me(), $1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text,"
    "         $7::int8, $8::int8, $9::int8, $10::int8, $11::int8, $12::int8::integer, "
    "to_timestamp($13::int8), $14::int8)"};

static const char *or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

enum err call_add(struct work *w, const struct call *c)
{
    return WORK_RUN(w, NULL, &call_insert, P_ID(c->id), P_TEXT(or_empty(c->mode)),
                    P_TEXT(or_empty(c->provider)), P_TEXT(or_empty(c->model)),
                    P_TEXT(or_empty(c->prompt_version)), P_TEXT(or_empty(c->outcome)), P_INT(c->tokens_in),
                    P_INT(c->tokens_out), P_INT(c->tokens_cached), P_INT(c->cost_micro), P_INT(c->ms),
                    P_INT(c->tries), P_INT(c->at), P_INT(c->first_ms));
}

static const struct statement call_recent = {
    "call_recent",
    "SELECT id, mode, provider, model, prompt_version, outcome, tokens_in, tokens_out, tokens_cached,"
    "       cost_micro, ms, tries::int8, extract(epoch FROM at)::int8, first_ms"
    "  FROM gr.model_calls"
    " WHERE user_id = gr.me()"
    " ORDER BY at DESC, id"
    " LIMIT $1::int8"};

ticket call_want_recent(struct work *w, int limit)
{
    return WORK_WANT(w, &call_recent, P_INT(limit));
}

enum err call_take_all(struct work *w, ticket t, struct call **out, size_t *n)
{
    *n = work_count(w, t);
    *out = arena_array(w->arena, *n, sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = (struct call){
            .id = work_id(w, t, i, 0),
            .mode = work_text(w, t, i, 1),
            .provider = work_text(w, t, i, 2),
            .model = work_text(w, t, i, 3),
            .prompt_version = work_text(w, t, i, 4),
            .outcome = work_text(w, t, i, 5),
            .tokens_in = work_int(w, t, i, 6),
            .tokens_out = work_int(w, t, i, 7),
            .tokens_cached = work_int(w, t, i, 8),
            .cost_micro = work_int(w, t, i, 9),
            .ms = work_int(w, t, i, 10),
            .tries = (int)work_int(w, t, i, 11),
            .at = work_int(w, t, i, 12),
            .first_ms = work_int(w, t, i, 13),
        };
    return OK;
}

static const struct statement call_sums = {
    "call_sums",
    "SELECT count(*)::int8, coalesce(sum(tokens_in), 0)::int8, coalesce(sum(tokens_out), 0)::int8,"
    "       coalesce(sum(cost_micro), 0)::int8"
    "  FROM gr.model_calls"
    " WHERE user_id = gr.me() AND at >= to_timestamp($1::int8)"};

ticket call_want_today(struct work *w, clock_time since)
{
    return WORK_WANT(w, &call_sums, P_INT(since));
}

enum err call_take_today(struct work *w, ticket t, int64_t *calls, int64_t *tokens_in, int64_t *tokens_out,
                         int64_t *cost_micro)
{
    *calls = work_int(w, t, 0, 0);
    *tokens_in = work_int(w, t, 0, 1);
    *tokens_out = work_int(w, t, 0, 2);
    *cost_micro = work_int(w, t, 0, 3);
    return OK;
}

#define OUTSIDE "provider <> 'local' AND provider <> ALL (string_to_array($3::text, ','))"

static const struct statement call_load = {
    "call_load", "SELECT coalesce(sum(tokens_in + tokens_out) FILTER (WHERE " OUTSIDE "), 0)::int8,"
                 "       coalesce(sum(cost_micro) FILTER (WHERE " OUTSIDE "), 0)::int8,"
                 "       count(*) FILTER (WHERE at > to_timestamp($2::int8) - interval '1 minute')"
                 "  FROM gr.model_calls"
                 " WHERE user_id = gr.me() AND at >= to_timestamp($1::int8) AND provider <> 'builtin'"};

ticket call_want_load(struct work *w, clock_time since, clock_time now, const char *inside)
{
    return WORK_WANT(w, &call_load, P_INT(since), P_INT(now), P_TEXT(inside));
}

void call_take_load(struct work *w, ticket t, int64_t *tokens, int64_t *cost_micro, int64_t *last_minute)
{
    *tokens = work_int(w, t, 0, 0);
    *cost_micro = work_int(w, t, 0, 1);
    *last_minute = work_int(w, t, 0, 2);
}
