#include "store/usage.h"

#include "store/row.h"

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

enum err usage_add(struct db *db, struct arena *a, const struct usage_sum *sum)
{
    return DB_SINGLE(db, a, WORK_NOTHING, &usage_sum, P_INT(sum->day), P_TEXT(sum->provider),
                     P_TEXT(sum->model), P_TEXT(sum->mode), P_TEXT(sum->outcome), P_INT(sum->tries),
                     P_INT(sum->tokens_in), P_INT(sum->tokens_out), P_INT(sum->tokens_cached),
                     P_INT(sum->cost_micro), P_INT(sum->ms));
}

/* clang-format off */
#define TODAY(C)                                                                       \
    C(EXPRESSION(1, INT64, tokens, "coalesce(sum(tokens_in + tokens_out), 0)::int8"))  \
    C(EXPRESSION(2, INT64, cost_micro, "coalesce(sum(cost_micro), 0)::int8"))
/* clang-format on */

static ROW_DEFINE_OPEN(today_row, struct usage_today, TODAY);

static const struct statement usage_today = {
    "usage_today",
    "SELECT " ROW_COLUMNS(TODAY) "  FROM gr.spent"
                                 " WHERE day = " DAY(
                                     "$1") " AND provider NOT IN ('builtin', 'local')"
                                           "   AND provider <> ALL (string_to_array($2::text, ','))"};

void usage_want_today(struct work *w, clock_day day, const char *inside, struct usage_today *out)
{
    *out = (struct usage_today){.tokens = 0};
    WORK_READ(w, ROW_HERE(today_row(), out), &usage_today, P_INT(day), P_TEXT(inside));
}

/* clang-format off */
#define SUMS(C)                                                         \
    C(EXPRESSION(1, INT64, calls, "sum(calls)::int8"))                  \
    C(EXPRESSION(2, INT64, tries, "sum(tries)::int8"))                  \
    C(EXPRESSION(3, INT64, tokens_in, "sum(tokens_in)::int8"))          \
    C(EXPRESSION(4, INT64, tokens_out, "sum(tokens_out)::int8"))        \
    C(EXPRESSION(5, INT64, tokens_cached, "sum(tokens_cached)::int8"))  \
    C(EXPRESSION(6, INT64, cost_micro, "sum(cost_micro)::int8"))        \
    C(EXPRESSION(7, INT64, ms, "sum(ms)::int8"))                        \
    C(COLUMN(8, TEXT, provider))                                        \
    C(COLUMN(9, TEXT, model))
/* clang-format on */

/* clang-format off */
#define BY_DAY(C)                            \
    SUMS(C)                                  \
    C(EXPRESSION(10, DAY, day, "(day - date '1970-01-01')::int8"))

#define COUNTERS(C)                          \
    SUMS(C)                                  \
    C(COLUMN(10, TEXT, mode))                \
    C(COLUMN(11, TEXT, outcome))
/* clang-format on */

static ROW_DEFINE_OPEN(by_day_row, struct usage_sum, BY_DAY);
static ROW_DEFINE_OPEN(counters_row, struct usage_sum, COUNTERS);

static const struct statement usage_days = {
    "usage_days",
    "SELECT " ROW_COLUMNS(BY_DAY) "  FROM gr.spent"
                                  " WHERE day >= " DAY("$1") " GROUP BY day, provider, model"
                                                             " ORDER BY day DESC, provider, model"};

enum err usage_by_day(struct db *db, struct arena *a, clock_day since, struct usage_sum **out, size_t *n)
{
    return DB_SINGLE(db, a, ROW_ALL(by_day_row(), out, n), &usage_days, P_INT(since));
}

static const struct statement usage_counters = {
    "usage_counters", "SELECT " ROW_COLUMNS(COUNTERS) "  FROM gr.spent"
                                                      " GROUP BY provider, model, mode, outcome"
                                                      " ORDER BY provider, model, mode, outcome"};

void usage_want_counters(struct work *w, struct usage_sum **out, size_t *n)
{
    work_read(w, ROW_ALL(counters_row(), out, n), &usage_counters, NULL, 0);
}

/* clang-format off */
#define COUNT(C)                             \
    C(COLUMN(1, TEXT, what))                 \
    C(COLUMN(2, INT64, n))
/* clang-format on */

static ROW_DEFINE_OPEN(count_row, struct usage_count, COUNT);

static const struct statement usage_counts = {"usage_counts",
                                              "SELECT " ROW_COLUMNS(COUNT) " FROM gr.counts()"};

void usage_want_counts(struct work *w, struct usage_count **out, size_t *n)
{
    work_read(w, ROW_ALL(count_row(), out, n), &usage_counts, NULL, 0);
}
