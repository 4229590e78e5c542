#include "store/say.h"

/* Days travel as numbers from 1970-01-01, as clock_day counts them. */
#define DAY(param) "(date '1970-01-01' + " param "::int8::integer)"

static const char *const kinds[] = {[SAY_CORRECTION] = "correction", [SAY_OBJECTION] = "objection"};

static const struct statement one_more = {
    "say_count", "INSERT INTO gr.says AS s (day, provider, model, kind, n)"
                 " VALUES (" DAY("$1") ", $2::text, $3::text, $4::text, 1)"
                                       " ON CONFLICT (day, provider, model, kind) DO UPDATE"
                                       " SET n = s.n + 1"};

enum err say_count(struct db *db, struct arena *a, enum say_kind kind, const struct exchange *exchange)
{
    static const struct exchange nobody = {.provider = "", .model = ""};
    if (!exchange)
        exchange = &nobody;
    return DB_SINGLE(db, a, WORK_NOTHING, &one_more, P_INT(clock_local_day(clock_now(), "UTC")),
                     P_TEXT(exchange->provider), P_TEXT(exchange->model), P_TEXT(kinds[kind]));
}

/* clang-format off */
#define SAY(C)                                                              \
    C(EXPRESSION(1, DAY, day, "(day - date '1970-01-01')::int8"))           \
    C(COLUMN(2, TEXT, provider))                                            \
    C(COLUMN(3, TEXT, model))                                               \
    C(COLUMN(4, TEXT, kind))                                                \
    C(COLUMN(5, INT64, n))
/* clang-format on */

static ROW_DEFINE_OPEN(say_row, struct say_sum, SAY);

static const struct statement days = {
    "say_days", "SELECT " ROW_COLUMNS(SAY) " FROM gr.says"
                                           " WHERE day >= " DAY(
                                               "$1") " ORDER BY gr.says.day DESC, provider, model, kind"};

enum err say_by_day(struct db *db, struct arena *a, clock_day since, struct say_sum **out, size_t *n)
{
    return DB_SINGLE(db, a, ROW_ALL(say_row(), out, n), &days, P_INT(since));
}
