#include "store/facts.h"
#include "base/text.h"
#include <string.h>

struct facts facts_none(void)
{
    return (struct facts){
        .role = "",
        .days = "",
        .weak = "",
        .strong = "",
        .motivation = "",
        .interview = FACTS_NO_DATE,
        .break_from = FACTS_NO_DATE,
        .break_to = FACTS_NO_DATE,
    };
}

/* ---- one fact ---- */

static const char *const names[FACTS_N] = {
    [FACT_ROLE] = "role",
    [FACT_MINUTES] = "minutes",
    [FACT_MINUTES_BY_DAY] = "minutes_by_day",
    [FACT_DAYS_OFF] = "days_off",
    [FACT_INTERVIEW_DATE] = "interview_date",
    [FACT_WEEKS] = "weeks",
    [FACT_WEAK] = "weak",
    [FACT_STRONG] = "strong",
    [FACT_CAPACITY] = "capacity",
    [FACT_BREAK] = "break",
};

const char *facts_name(enum fact fact)
{
    return names[fact];
}

static bool any_by_day(const struct facts *facts)
{
    for (int day = 0; day < FACTS_WEEKDAYS; day++)
        if (facts->minutes_by_day[day])
            return true;
    return false;
}

bool facts_known(const struct facts *facts, enum fact fact)
{
    const bool known[FACTS_N] = {
        [FACT_ROLE] = !text_blank(facts->role),
        [FACT_MINUTES] = facts->minutes > 0,
        [FACT_MINUTES_BY_DAY] = any_by_day(facts),
        [FACT_DAYS_OFF] = facts->days_off != 0,
        [FACT_INTERVIEW_DATE] = facts->interview != FACTS_NO_DATE || facts->no_interview_date,
        [FACT_WEEKS] = facts->weeks > 0,
        [FACT_WEAK] = facts->weak_told || !text_blank(facts->weak),
        [FACT_STRONG] = !text_blank(facts->strong),
        [FACT_CAPACITY] = facts->capacity > 0 || !text_blank(facts->motivation),
        [FACT_BREAK] = facts->break_to > 0,
    };
    return known[fact];
}

void facts_set_source(struct facts *facts, enum fact fact, const char *words, bool unsure)
{
    facts->source[fact] = text_or(words, "");
    facts->unsure &= ~(1U << fact);
    facts->from_job &= ~(1U << fact);
    if (unsure)
        facts->unsure |= 1U << fact;
}

/* Neither has one, or both have the same. */
static bool same_break(const struct facts *one, const struct facts *other)
{
    if (!facts_known(one, FACT_BREAK) || !facts_known(other, FACT_BREAK))
        return facts_known(one, FACT_BREAK) == facts_known(other, FACT_BREAK);
    return one->break_from == other->break_from && one->break_to == other->break_to;
}

bool facts_same(const struct facts *one, const struct facts *other, enum fact fact)
{
    const bool same[FACTS_N] = {
        [FACT_ROLE] = text_equal(text_or(one->role, ""), text_or(other->role, "")),
        [FACT_MINUTES] = one->minutes == other->minutes,
        [FACT_MINUTES_BY_DAY] =
            memcmp(one->minutes_by_day, other->minutes_by_day, sizeof one->minutes_by_day) == 0,
        [FACT_DAYS_OFF] = one->days_off == other->days_off,
        [FACT_INTERVIEW_DATE] =
            one->interview == other->interview && one->no_interview_date == other->no_interview_date,
        [FACT_WEEKS] = one->weeks == other->weeks,
        [FACT_WEAK] = text_equal(text_or(one->weak, ""), text_or(other->weak, "")) &&
                      one->weak_told == other->weak_told,
        [FACT_STRONG] = text_equal(text_or(one->strong, ""), text_or(other->strong, "")),
        [FACT_CAPACITY] = one->capacity == other->capacity &&
                          text_equal(text_or(one->motivation, ""), text_or(other->motivation, "")),
        [FACT_BREAK] = same_break(one, other),
    };
    return same[fact];
}

void facts_copy(struct facts *facts, const struct facts *from, enum fact fact)
{
    switch (fact) {
    case FACT_ROLE:
        facts->role = from->role;
        break;
    case FACT_MINUTES:
        facts->minutes = from->minutes;
        break;
    case FACT_MINUTES_BY_DAY:
        memcpy(facts->minutes_by_day, from->minutes_by_day, sizeof facts->minutes_by_day);
        break;
    case FACT_DAYS_OFF:
        facts->days_off = from->days_off;
        facts->days = from->days;
        break;
    case FACT_INTERVIEW_DATE:
        facts->interview = from->interview;
        facts->no_interview_date = from->no_interview_date;
        break;
    case FACT_WEEKS:
        facts->weeks = from->weeks;
        break;
    case FACT_WEAK:
        facts->weak = from->weak;
        facts->weak_told = from->weak_told;
        break;
    case FACT_STRONG:
        facts->strong = from->strong;
        break;
    case FACT_CAPACITY:
        facts->capacity = from->capacity;
        facts->motivation = from->motivation;
        break;
    case FACT_BREAK:
        facts->break_from = from->break_from;
        facts->break_to = from->break_to;
        break;
    case FACTS_N:
        return;
    }
    facts_set_source(facts, fact, from->source[fact], from->unsure >> fact & 1U);
}

void facts_drop(struct facts *facts, enum fact fact)
{
    const struct facts nothing = facts_none();
    facts_copy(facts, &nothing, fact);
}

/* Nobody knows the user's zone here: a day more is kept, which is over in none. */
void facts_set_break(struct facts *facts, clock_day from, clock_day to)
{
    const clock_day over = clock_local_day(clock_now(), "UTC") - 1;
    facts->break_from = facts->break_to = FACTS_NO_DATE;
    if (from > to || to < over)
        return;
    facts->break_from = from;
    facts->break_to = to;
}

bool facts_on_break(const struct facts *facts, clock_day day)
{
    return facts_known(facts, FACT_BREAK) && day >= facts->break_from && day <= facts->break_to;
}

int facts_minutes_on(const struct facts *facts, int weekday)
{
    if (facts->days_off >> weekday & 1U)
        return 0;
    if (facts->minutes_by_day[weekday])
        return facts->minutes_by_day[weekday];
    return facts->minutes;
}

bool facts_minutes_known(const struct facts *facts)
{
    bool any = false;
    for (int day = 0; day < FACTS_WEEKDAYS; day++) {
        const bool off = facts->days_off >> day & 1U;
        any = any || !off;
        if (!off && facts_minutes_on(facts, day) <= 0)
            return false;
    }
    return any;
}

/* The days that have so many minutes. */
static int days_with(const struct facts *facts, int minutes)
{
    int days = 0;
    for (int day = 0; day < FACTS_WEEKDAYS; day++)
        days += facts_minutes_on(facts, day) == minutes;
    return days;
}

void facts_settle_week(struct facts *facts)
{
    int best = 0, most = 0;
    if (facts->minutes > 0 || !facts_minutes_known(facts))
        return;
    for (int day = 0; day < FACTS_WEEKDAYS; day++) {
        const int minutes = facts_minutes_on(facts, day), days = days_with(facts, minutes);
        if (minutes == 0 || days < most || (days == most && minutes > best))
            continue;
        best = minutes;
        most = days;
    }
    facts->minutes = best;
    facts_set_source(facts, FACT_MINUTES, facts->source[FACT_MINUTES_BY_DAY],
                     facts->unsure >> FACT_MINUTES_BY_DAY & 1U);
}

/* ---- the row ---- */

/* clang-format off */
#define FACTS(C)                             \
    C(SEALED(TEXT, role))                    \
    C(SEALED(INT, minutes))                  \
    C(SEALED(TEXT, days))                    \
    C(SEALED(INT, days_off))                 \
    C(SEALED(TEXT, weak))                    \
    C(SEALED(TEXT, strong))                  \
    C(SEALED(TEXT, motivation))              \
    C(SEALED(INT, capacity))                 \
    C(SEALED(DAY, interview))                \
    C(SEALED(INT, weeks))                    \
    C(SEALED(BOOL, no_interview_date))       \
    C(SEALED(BOOL, weak_told))               \
    C(SECRET(INT, from_job))                 \
    C(SECRET(INT, asked))                    \
    C(SECRET(INT, version))                  \
    C(DOCUMENT(1))
/* clang-format on */

/* {from, to}; null: none. */
static json *break_json(struct arena *a, const struct facts *facts)
{
    if (!facts_known(facts, FACT_BREAK))
        return NULL;
    json *days = json_put_text(a, json_new_object(a), "from", clock_date_text(a, facts->break_from));
    return json_put_text(a, days, "to", clock_date_text(a, facts->break_to));
}

/* minutes_by_day, break, sources and unsure, as the facts document has them. */
static void put_more(struct arena *a, const void *from, json *doc)
{
    const struct facts *facts = from;
    json *by_day = json_new_array(a), *sources = json_new_object(a), *unsure = json_new_array(a);
    for (int day = 0; day < FACTS_WEEKDAYS; day++)
        json_add(a, by_day, json_new_int(a, facts->minutes_by_day[day]));
    for (enum fact fact = 0; fact < FACTS_N; fact++) {
        if (!text_blank(text_or(facts->source[fact], "")))
            json_put_text(a, sources, names[fact], facts->source[fact]);
        if (facts->unsure >> fact & 1U)
            json_add_text(a, unsure, names[fact]);
    }
    json_put(a, doc, "minutes_by_day", by_day);
    json_put(a, doc, "break", break_json(a, facts));
    json_put(a, doc, "sources", sources);
    json_put(a, doc, "unsure", unsure);
}

/* Rows of an earlier release have none of these. */
static enum err open_more(struct arena *a, const json *doc, void *into)
{
    (void)a;
    struct facts *facts = into;
    const json *by_day = json_get(doc, "minutes_by_day"), *sources = json_get(doc, "sources"),
               *unsure = json_get(doc, "unsure"), *away = json_get(doc, "break");
    clock_day from, to;
    facts->unsure = 0;
    facts->break_from = facts->break_to = FACTS_NO_DATE;
    if (clock_parse_date(json_get_text(away, "from", ""), &from) == OK &&
        clock_parse_date(json_get_text(away, "to", ""), &to) == OK)
        facts_set_break(facts, from, to);
    for (size_t day = 0; day < FACTS_WEEKDAYS; day++)
        facts->minutes_by_day[day] = (int)json_int(json_at(by_day, day), 0);
    for (enum fact fact = 0; fact < FACTS_N; fact++) {
        facts->source[fact] = json_get_text(sources, names[fact], "");
        for (size_t i = 0; i < json_len(unsure); i++)
            if (text_equal(json_text(json_at(unsure, i), ""), names[fact]))
                facts->unsure |= 1U << fact;
    }
    return OK;
}

ROW_DEFINE(facts_row, struct facts, FACTS, .table = SEALED_FACTS, .of_user = true, .open = open_more,
           .seal = put_more, .show = put_more);

static const struct statement facts_current = {
    "facts_current", "SELECT " ROW_COLUMNS(FACTS) " FROM gr.facts WHERE user_id = gr.me()"};

void facts_want(struct work *w, struct facts **out)
{
    *out = arena_alloc(w->arena, sizeof **out);
    **out = facts_none();
    work_read(w, ROW_HERE(facts_row(), *out), &facts_current, NULL, 0);
}

enum err facts_read(struct work *w, struct facts **out)
{
    facts_want(w, out);
    return work_flush(w);
}

static const struct statement facts_store = {
    "facts_store",
    "INSERT INTO gr.facts (user_id, changed, sealed)"
    " VALUES (gr.me(), now(), $1::bytea)"
    " ON CONFLICT (user_id) DO UPDATE SET changed = excluded.changed, sealed = excluded.sealed"};

enum err facts_save(struct work *w, const struct facts *facts)
{
    struct bytes sealed;
    struct facts next = *facts;
    next.version++;
    const enum err e = row_seal(w, facts_row(), &next, &sealed);
    if (e != OK)
        return e;
    WORK_WRITE(w, &facts_store, P_BYTES(sealed));
    return work_flush(w);
}
