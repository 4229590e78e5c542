#include "store/call.h"

/* clang-format off */
#define CALL(C)                              \
    C(COLUMN(1, ID, id))                     \
    C(COLUMN(2, TEXT, mode))                 \
    C(COLUMN(3, TEXT, provider))             \
    C(COLUMN(4, TEXT, model))                \
    C(COLUMN(5, TEXT, prompt_version))       \
    C(COLUMN(6, TEXT, outcome))              \
    C(COLUMN(7, INT64, tokens_in))           \
    C(COLUMN(8, INT64, tokens_out))          \
    C(COLUMN(9, INT64, tokens_cached))       \
    C(COLUMN(10, INT64, cost_micro))         \
    C(COLUMN(11, INT64, first_ms))           \
    C(COLUMN(12, INT64, ms))                 \
    C(COLUMN(13, INT, tries))                \
    C(COLUMN(14, TIME, at))
/* clang-format on */

ROW_DEFINE_OPEN(call_row, struct call, CALL);

static const struct statement call_insert = {"call_insert", ROW_INSERT("gr.model_calls", CALL)};

static const char *or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

enum err call_add(struct work *w, const struct call *call)
{
    struct call made = *call;
    made.mode = or_empty(call->mode);
    made.provider = or_empty(call->provider);
    made.model = or_empty(call->model);
    made.prompt_version = or_empty(call->prompt_version);
    made.outcome = or_empty(call->outcome);
    return row_insert(w, call_row(), &call_insert, &made);
}

static const struct statement call_recent = {"call_recent",
                                             "SELECT " ROW_COLUMNS(CALL) "  FROM gr.model_calls"
                                                                         " WHERE user_id = gr.me()"
                                                                         " ORDER BY at DESC, id"
                                                                         " LIMIT $1::int8"};

void call_want_recent(struct work *w, int limit, struct call **out, size_t *n)
{
    WORK_READ(w, ROW_ALL(call_row(), out, n), &call_recent, P_INT(limit));
}

/* clang-format off */
#define SUMS(C)                                                                \
    C(EXPRESSION(1, INT64, calls, "count(*)::int8"))                           \
    C(EXPRESSION(2, INT64, tokens_in, "coalesce(sum(tokens_in), 0)::int8"))    \
    C(EXPRESSION(3, INT64, tokens_out, "coalesce(sum(tokens_out), 0)::int8"))  \
    C(EXPRESSION(4, INT64, cost_micro, "coalesce(sum(cost_micro), 0)::int8"))
/* clang-format on */

static ROW_DEFINE_OPEN(sums_row, struct call_sums, SUMS);

static const struct statement call_sums = {
    "call_sums", "SELECT " ROW_COLUMNS(SUMS) "  FROM gr.model_calls"
                                             " WHERE user_id = gr.me() AND at >= to_timestamp($1::int8)"};

void call_want_today(struct work *w, clock_time since, struct call_sums *out)
{
    *out = (struct call_sums){.calls = 0};
    WORK_READ(w, ROW_HERE(sums_row(), out), &call_sums, P_INT(since));
}

#define OUTSIDE "provider <> 'local' AND provider <> ALL (string_to_array($3::text, ','))"

/* clang-format off */
#define LOAD(C)                                                                                                        \
    C(EXPRESSION(1, INT64, tokens, "coalesce(sum(tokens_in + tokens_out) FILTER (WHERE " OUTSIDE "), 0)::int8"))       \
    C(EXPRESSION(2, INT64, cost_micro, "coalesce(sum(cost_micro) FILTER (WHERE " OUTSIDE "), 0)::int8"))               \
    C(EXPRESSION(3, INT64, last_minute, "count(*) FILTER (WHERE at > to_timestamp($2::int8) - interval '1 minute')"))
/* clang-format on */

static ROW_DEFINE_OPEN(load_row, struct call_load, LOAD);

static const struct statement call_load = {
    "call_load",
    "SELECT " ROW_COLUMNS(
        LOAD) "  FROM gr.model_calls"
              " WHERE user_id = gr.me() AND at >= to_timestamp($1::int8) AND provider <> 'builtin'"};

void call_want_load(struct work *w, clock_time since, clock_time now, const char *inside,
                    struct call_load *out)
{
    *out = (struct call_load){.tokens = 0};
    WORK_READ(w, ROW_HERE(load_row(), out), &call_load, P_INT(since), P_INT(now), P_TEXT(inside));
}
