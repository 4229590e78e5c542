#include "base/clock.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_candidates.h"
#include "builtin/builtin_modes.h"
#include "builtin/builtin_plan_say.h"
#include "builtin/builtin_role.h"
#include "library/prescription.h"
#include <math.h>
#include <string.h>

/* The nearest curated plan, fitted to what the user said: their weak areas first, what is strong rests, as
 * many topics as the day and their energy carry, minutes in proportion, a mock interview for the end. */

enum {
    LEAST_TOPICS = 3,
    LOW_TOPICS = 3,
    CORE_TOPICS = 2,
    LEAST_SHARE = 2, /* minutes a day: a question every other day */
    USUAL_MINUTES = 30,
    LEAST_TOPIC_MINUTES = 5,
    USUAL_WEEKS = 4,
    MOST_WEEKS = 104,
    MOCK_FROM = 15, /* minutes a day from which a mock interview has room */
    LOW = 1
};

static const struct sentences *says(const struct builtin_planning *planning)
{
    return library_sentences(planning->library);
}

/* ---- choosing ---- */

static size_t how_many(int minutes, int capacity)
{
    static const int one_more_from[] = {20, 45, 75}; /* minutes */
    size_t n = LEAST_TOPICS;
    for (size_t i = 0; i < sizeof one_more_from / sizeof *one_more_from; i++)
        n += minutes >= one_more_from[i];
    if (capacity == LOW && n > LOW_TOPICS)
        n = LOW_TOPICS;
    while (n > 1 && minutes / (int)n < LEAST_TOPIC_MINUTES)
        n--;
    return n;
}

/* Is it what the role itself is asked: a topic of its family? */
static bool is_core(const struct builtin_planning *planning, const struct builtin_candidate *candidate)
{
    return planning->family &&
           library_family_of(planning->library, candidate->topic->key) == planning->family;
}

/* The place that a core topic may take: the last one that is none, with no weak area if there is such. */
static size_t place_for_core(const struct builtin_planning *planning)
{
    for (int area = 0; area < 2; area++)
        for (size_t i = planning->kept; i > 1; i--)
            if (!is_core(planning, &planning->list[i - 1]) && (area || !planning->list[i - 1].area))
                return i - 1;
    return planning->kept;
}

/* Some core topics stay in every plan, whatever is weak. */
static void keep_core(struct builtin_planning *planning)
{
    size_t core = 0;
    for (size_t i = 0; i < planning->kept; i++)
        core += is_core(planning, &planning->list[i]);
    for (size_t i = planning->kept; i < planning->n && core < CORE_TOPICS; i++) {
        size_t at = planning->kept;
        if (!is_core(planning, &planning->list[i]))
            continue;
        if (planning->kept > CORE_TOPICS || planning->minutes < LEAST_SHARE * ((int)planning->kept + 1))
            at = place_for_core(planning); /* else there is room for one more */
        else
            planning->kept++;
        if (at >= planning->kept)
            return;
        const struct builtin_candidate gives_way = planning->list[at];
        planning->list[at] = planning->list[i];
        planning->list[i] = gives_way;
        core++;
    }
}

/* The topics that are kept stand first; at least one of them is behavioural, where a weak area doesn't need
 * the place. */
static void choose(struct builtin_planning *planning, size_t wanted)
{
    bool behavioural = false;
    planning->kept = num_min(planning->n, wanted);
    for (size_t i = 0; i < planning->kept; i++)
        behavioural |= planning->list[i].behavioural;
    for (size_t i = planning->kept;
         i < planning->n && !behavioural && planning->kept > 0 && !planning->list[planning->kept - 1].area;
         i++) {
        if (!planning->list[i].behavioural)
            continue;
        planning->list[planning->kept - 1] = planning->list[i];
        behavioural = true;
    }
    keep_core(planning);
}

/* With little energy something that goes well comes before what is hard. */
static void early_win(struct builtin_planning *planning)
{
    size_t at = 0;
    if (planning->nerves) /* that is how it begins already */
        return;
    while (at < planning->kept && planning->list[at].area)
        at++;
    if (planning->capacity != LOW || at == planning->kept)
        return;
    const struct builtin_candidate win = planning->list[at];
    memmove(&planning->list[1], &planning->list[0], at * sizeof *planning->list);
    planning->list[0] = win;
    planning->early = win.name;
}

/* ---- minutes and shapes ---- */

/* Minutes in proportion to the pull, in fives where there is room, adding up to the total. */
static void share_minutes(const struct builtin_candidate *list, size_t n, int total, int *minutes)
{
    double pull = 0;
    int given = 0;
    int step = 1;
    if (n == 0)
        return;
    if (total >= 10 * (int)n)
        step = 5;
    for (size_t i = 0; i < n; i++)
        pull += fmax(list[i].pull, 1);
    for (size_t i = 0; i < n; i++) {
        const double share = fmax(list[i].pull, 1) / pull * total;
        minutes[i] = (int)(share / step) * step;
        if (minutes[i] < step)
            minutes[i] = step;
        given += minutes[i];
    }
    for (size_t i = 0; given < total; i = (i + 1) % n) {
        const int more = (int)num_clamp(total - given, 0, step);
        minutes[i] += more;
        given += more;
    }
    for (size_t i = n; given > total; i--) { /* the last gives first */
        if (i == 0)
            i = n;
        const bool less = minutes[i - 1] > 1;
        minutes[i - 1] -= less;
        given -= less;
    }
}

/* Little energy: a quarter of an hour at most, and an easy one first. */
static const char *session_shape(const struct builtin_planning *planning, const struct library_topic *topic)
{
    struct prescription shape;
    const char *why;
    if (planning->capacity != LOW || prescription_parse(planning->arena, topic->session, &shape, &why) != OK)
        return topic->session;
    shape = prescription_make(720, (int)num_clamp(shape.blocks[0].seconds, 0, 240), MIXED);
    if (shape.blocks[0].count > 1) {
        shape.blocks[1] = shape.blocks[0];
        shape.blocks[1].count--;
        shape.blocks_n = 2;
    }
    shape.blocks[0].count = 1;
    shape.blocks[0].level = EASY;
    return prescription_text(planning->arena, &shape);
}

static int weeks_until(const json *in, bool *dated)
{
    clock_day today, interview;
    *dated = clock_parse_date(json_get_text(in, "today", ""), &today) == OK &&
             clock_parse_date(json_get_text(json_get(in, "facts"), "interview_date", ""), &interview) == OK &&
             interview > today;
    const int told = (int)json_get_int(json_get(in, "facts"), "weeks", 0);
    if (!*dated)
        return told > 0 ? (int)num_clamp(told, 1, MOST_WEEKS) : USUAL_WEEKS;
    return (int)num_clamp((interview - today + 6) / 7, 1, MOST_WEEKS);
}

/* ---- the answer ---- */

static void put_topic(struct arena *a, json *list, const char *name, const char *description, int minutes,
                      const char *outcome, const char *key, const char *shape)
{
    json *one = json_new_object(a);
    json_put_text(a, one, "name", name);
    json_put_text(a, one, "description", description);
    json_put_int(a, one, "priority", (int64_t)json_len(list) + 1);
    json_put_int(a, one, "daily_study_minutes", minutes);
    json_put_text(a, one, "expected_outcome", outcome);
    json_put_text(a, one, "key", key);
    json_put_text(a, one, "prescription", shape);
    json_add(a, list, one);
}

static int mock_minutes(const struct builtin_planning *planning)
{
    if (!planning->mock)
        return 0;
    return planning->minutes >= 45 ? 5 : 3;
}

static void put_mock(const struct builtin_planning *planning, json *list, int minutes)
{
    static const char *const by_low[] = {"1 x 2min @ easy, 5 x 3min @ mixed",
                                         "1 x 2min @ easy, 3 x 3min @ mixed"};
    const char *family = planning->family ? planning->family->key : "general";
    put_topic(planning->arena, list, sentences_text(says(planning), SAY_PLAN_MOCK_NAME),
              sentences_text(says(planning), SAY_PLAN_MOCK_DESCRIPTION), minutes,
              sentences_text(says(planning), SAY_PLAN_MOCK_OUTCOME),
              arena_printf(planning->arena, "%s" LIBRARY_MOCK, family), by_low[planning->capacity == LOW]);
}

static json *topics_of(const struct builtin_planning *planning)
{
    json *list = json_new_array(planning->arena);
    const int mock = mock_minutes(planning);
    int shares[sizeof planning->list / sizeof *planning->list];
    share_minutes(planning->list, planning->kept, planning->minutes - mock, shares);
    for (size_t i = 0; i < planning->kept; i++) {
        const struct builtin_candidate *c = &planning->list[i];
        put_topic(planning->arena, list, c->name, c->description, shares[i], c->topic->outcome, c->topic->key,
                  session_shape(planning, c->topic));
    }
    if (mock)
        put_mock(planning, list, mock);
    return list;
}

/* Is the family only the nearest; which others may be meant, where their story doesn't tell? */
static void take_title(struct builtin_planning *planning)
{
    const struct library_title title = library_title_of(planning->library, planning->arena, planning->role);
    planning->nearest = planning->family && title.nearest;
    for (size_t i = 0; title.asks && planning->family && i < title.asked_n; i++)
        if (title.asked[i] != planning->family)
            planning->rivals[planning->rivals_n++] = title.asked[i];
    if (planning->family != library_nearest(planning->library, planning->arena, planning->role, ""))
        planning->rivals_n = 0; /* their story decided */
}

/* On an ordinary day; where only some days have minutes of their own, what they have on average. */
static int minutes_of_day(const json *facts)
{
    const json *by_day = json_get(facts, "minutes_by_day");
    int sum = 0, days = 0;
    for (size_t i = 0; i < json_len(by_day); i++) {
        const int minutes = (int)json_int(json_at(by_day, i), 0);
        sum += minutes;
        days += minutes > 0;
    }
    const int usual = (int)json_get_int(facts, "minutes", 0);
    if (usual > 0 || days == 0)
        return usual;
    return sum / days;
}

struct builtin_planning *builtin_plan_begin(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct library *l = coach->library;
    struct builtin_planning *p = arena_alloc(a, sizeof *p);
    const json *facts = json_get(in, "facts");
    const int minutes = minutes_of_day(facts);
    *p = (struct builtin_planning){.library = l,
                                   .arena = a,
                                   .in = in,
                                   .facts = facts,
                                   .role = json_get_text(in, "role", ""),
                                   .material = json_get_text(in, "material", "")};
    p->family = library_nearest(l, a, p->role, json_get_text(in, "raw_context", ""));
    if (p->family == library_find(l, "general"))
        p->family = NULL;
    take_title(p);
    p->minutes_told = minutes > 0;
    p->minutes = p->minutes_told ? minutes : USUAL_MINUTES;
    p->weeks = weeks_until(in, &p->dated);
    p->capacity = (int)json_get_int(facts, "capacity", 0);
    p->seniority = builtin_seniority(l, a, p->role);
    p->mock = p->minutes >= MOCK_FROM;
    builtin_candidates(p);
    return p;
}

json *builtin_plan(const struct builtin *coach, struct arena *a, const json *in)
{
    struct builtin_planning *p = builtin_plan_begin(coach, a, in);
    choose(p, how_many(p->minutes, p->capacity));
    early_win(p);

    json *answer = json_new_object(a), *overview = json_new_object(a);
    json_put_text(a, overview, "target_role",
                  text_blank(p->role) ? sentences_text(says(p), SAY_PLAN_NO_ROLE)
                                      : text_head(a, p->role, 110));
    json_put_int(a, overview, "total_daily_minutes", p->minutes);
    json_put_int(a, overview, "time_horizon_weeks", p->weeks);
    json_put_text(a, overview, "rationale", builtin_plan_rationale(p));
    json_put(a, answer, "plan_overview", overview);
    json_put(a, answer, "plan_topics", topics_of(p));
    builtin_plan_ask(p, answer);
    return answer;
}
