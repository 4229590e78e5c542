#include "base/clock.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_modes.h"
#include "builtin/builtin_own.h"
#include "builtin/builtin_plan_say.h"
#include "builtin/builtin_role.h"
#include "builtin/builtin_words.h"
#include "library/prescription.h"
#include "library/stem.h"
#include <math.h>
#include <string.h>

/* The nearest curated plan, fitted to what the user said: their weak areas first, what is strong rests, as
 * many topics as the day and their energy carry, minutes in proportion, a mock interview for the end. */

enum {
    LEAST_TOPICS = 3,
    LOW_TOPICS = 3,
    USUAL_MINUTES = 30,
    LEAST_TOPIC_MINUTES = 5,
    USUAL_WEEKS = 4,
    MOST_WEEKS = 104,
    CANDIDATES = 40,
    MOST_AREAS = BUILTIN_AREAS,
    AREA_CHARACTERS = 80,
    MOCK_FROM = 15, /* minutes a day from which a mock interview has room */
    DESCRIPTION_WORDS = 20,
    LOW = 1
};
static const double weak_pull = 6, strong_pull = -4, level_pull = 1.5,
                    own_pull = 4.7; /* with who you are and why you want it, before stories */

static const struct sentences *says(const struct builtin_planning *p)
{
    return library_sentences(p->library);
}

/* ---- areas in their words ---- */

/* Where a joint stands: not within brackets, "science (light, pests)" is one. */
static const char *joint_at(const char *from, const char *joint)
{
    const char *at = strstr(from, joint), *open = strchr(from, '('), *close = NULL;
    if (open)
        close = strchr(open, ')');
    if (at && close && at > open && at < close)
        return strstr(close, joint);
    return at;
}

/* Where the first of them stands, and how long it is; the end of the text, and 0, where there is none. */
static const char *first_joint(const char *const *joints, const char *from, size_t *width)
{
    const char *first = from + strlen(from);
    *width = 0;
    for (size_t i = 0; joints[i]; i++) {
        const char *at = joint_at(from, joints[i]);
        if (!at || at >= first)
            continue;
        first = at;
        *width = strlen(joints[i]);
    }
    return first;
}

/* "estimation, fractions and nerves": each of them, as much as can be quoted. */
static size_t areas_of(const struct library *l, struct arena *a, const char *text,
                       const char *areas[MOST_AREAS])
{
    const char *const *joints = phrases_list(library_phrases(l), HEAR_PLAN_JOINTS);
    size_t n = 0, width = 1;
    for (const char *from = text; width > 0 && n < MOST_AREAS;) {
        const char *end = first_joint(joints, from, &width);
        const char *one = text_trim(a, arena_text(a, from, (size_t)(end - from)));
        if (!text_blank(one))
            areas[n++] = text_head(a, one, AREA_CHARACTERS);
        from = end + width;
    }
    return n;
}

/* How much of a topic stands in an area: the longest phrase of its own in stems; its name counts for more. */
static size_t touches(const struct library *l, struct arena *a, const struct library_topic *t,
                      const char *area)
{
    struct builtin_sentence s = {.text = area};
    size_t best = 0, n, shared = 0;
    s.stems = stem_words(a, area, &s.n);
    if (builtin_has_phrase(a, &s, t->name))
        return 100;
    for (size_t i = 0; i < t->weak_words_n; i++) {
        stem_words(a, t->weak_words[i], &n);
        if (!builtin_has_phrase(a, &s, t->weak_words[i]))
            continue;
        if (10 * n > best)
            best = 10 * n + (best > 0); /* two of its words say more than one */
        else
            best++;
    }
    char **name = stem_words(a, t->name, &n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < s.n && !builtin_is_common(library_phrases(l), name[i]); k++)
            shared += strcmp(name[i], s.stems[k]) == 0;
    return best + 4 * shared;
}

static struct builtin_candidate *touched_most(const struct builtin_planning *p, const char *area)
{
    struct builtin_candidate *best = NULL;
    struct builtin_planning *mine = (struct builtin_planning *)p;
    size_t most = 0;
    for (size_t i = 0; i < p->n; i++) {
        const size_t here = touches(p->library, p->arena, p->list[i].topic, area);
        if (here > most) { /* the family's own stand before the behavioural ones */
            most = here;
            best = &mine->list[i];
        }
    }
    return best;
}

/* ---- candidates ---- */

static void add(struct builtin_planning *p, const struct library_topic *t, bool behavioural, double pull)
{
    if (t && p->n < CANDIDATES)
        p->list[p->n++] = (struct builtin_candidate){.topic = t,
                                                     .name = t->name,
                                                     .description = t->description,
                                                     .behavioural = behavioural,
                                                     .pull = pull};
}

static void add_family(struct builtin_planning *p, const struct library_family *f, bool behavioural)
{
    for (size_t i = 0; f && i < f->topics_n; i++) {
        const struct library_topic *t = &f->topics[i];
        double pull = t->weight;
        if (p->seniority && t->seniority == p->seniority)
            pull += level_pull;
        else if (p->seniority && t->seniority)
            pull -= level_pull;
        if (behavioural) /* one of them always, the others when there is room */
            pull -= 0.5 + 0.3 * (double)i;
        add(p, t, behavioural, pull);
    }
}

/* A topic made of their own words, with the questions that fit any. */
static struct builtin_candidate *add_own(struct builtin_planning *p, const char *name,
                                         const char *description)
{
    const struct library_family *general = library_find(p->library, "general");
    if (!general || !general->own || text_blank(name) || p->n == CANDIDATES)
        return NULL;
    add(p, general->own, false, general->own->weight);
    p->list[p->n - 1].name = name;
    p->list[p->n - 1].description = description;
    return &p->list[p->n - 1];
}

static void add_candidates(struct builtin_planning *p)
{
    struct arena *a = p->arena;
    const struct library_family *behavioural = library_find(p->library, "behavioural");
    if (p->family)
        add_family(p, p->family, p->family == behavioural);
    else
        add_family(p, library_find(p->library, "general"), false);
    if (p->family != behavioural)
        add_family(p, behavioural, true);
    if (p->family && p->seniority > 0 && !text_equal(p->family->key, "leadership"))
        add(p, library_topic(p->library, "leadership/leading-people"), false, 4);
    if (!p->family)
        p->own = builtin_own_words(p->library, a, p->role, json_get_text(p->in, "raw_context", ""));
    if (!p->own)
        return;
    struct builtin_candidate *c =
        add_own(p, builtin_own_name(p->library, a, p->own),
                text_head_words(a, SAY(says(p), a, SAY_PLAN_OWN_WORK, {"own", p->own}), DESCRIPTION_WORDS));
    if (c)
        c->pull = own_pull;
}

/* What no topic of the family speaks of may be one of every interview ("rambling", "salary"). */
static struct builtin_candidate *from_general(struct builtin_planning *p, const char *area, size_t more_than)
{
    const struct library_family *general = library_find(p->library, "general");
    const struct library_topic *best = NULL;
    for (size_t i = 0; p->family && general && i < general->topics_n; i++) {
        const size_t here = touches(p->library, p->arena, &general->topics[i], area);
        if (here > more_than) {
            more_than = here;
            best = &general->topics[i];
        }
    }
    if (!best || p->n == CANDIDATES)
        return NULL;
    for (size_t i = 0; i < p->n; i++)
        if (p->list[i].topic == best)
            return &p->list[i];
    add(p, best, true, best->weight);
    return &p->list[p->n - 1];
}

/* The candidate that answers an area of theirs; NULL: none, and none can be made. */
static struct builtin_candidate *answer_to(struct builtin_planning *p, const char *area)
{
    struct builtin_candidate *own = touched_most(p, area), *general;
    size_t much = 0;
    if (own)
        much = touches(p->library, p->arena, own->topic, area);
    general = from_general(p, area, much);
    if (general)
        return general;
    if (own)
        return own;
    return add_own(p, builtin_own_name(p->library, p->arena, area),
                   builtin_own_description(p->library, p->arena, area));
}

static void pull_weak(struct builtin_planning *p)
{
    const char *areas[MOST_AREAS];
    const size_t n = areas_of(p->library, p->arena, json_get_text(p->facts, "weak", ""), areas);
    for (size_t i = 0; i < n; i++) {
        struct builtin_candidate *c = answer_to(p, areas[i]);
        if (!c)
            continue;
        if (p->areas_n < BUILTIN_AREAS)
            p->areas[p->areas_n++] = (struct builtin_area){areas[i], c->name};
        if (c->area)
            continue;
        c->area = areas[i];
        c->pull += weak_pull - 0.4 * (double)i;
    }
}

static void rest_strong(struct builtin_planning *p)
{
    const char *areas[MOST_AREAS];
    const size_t n = areas_of(p->library, p->arena, json_get_text(p->facts, "strong", ""), areas);
    for (size_t i = 0; i < n; i++) {
        struct builtin_candidate *c = touched_most(p, areas[i]);
        if (!c || c->area)
            continue;
        c->pull += strong_pull;
        if (!p->rested)
            p->rested = areas[i];
    }
}

/* ---- choosing ---- */

static void sort(struct builtin_candidate *list, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const struct builtin_candidate c = list[i];
        size_t k = i;
        for (; k > 0 && list[k - 1].pull < c.pull; k--)
            list[k] = list[k - 1];
        list[k] = c;
    }
}

static bool same_name(struct arena *a, const char *x, const char *y)
{
    return text_equal(text_fold(a, x), text_fold(a, y));
}

/* The same name twice: the one that pulls less goes. */
static void drop_doubles(struct builtin_planning *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++) {
        bool there = false;
        for (size_t k = 0; k < n; k++)
            there |= same_name(p->arena, p->list[k].name, p->list[i].name);
        if (!there)
            p->list[n++] = p->list[i];
    }
    p->n = n;
}

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

/* The topics that are kept stand first; at least one of them is behavioural, where a weak area doesn't need
 * the place. */
static void choose(struct builtin_planning *p, size_t wanted)
{
    bool behavioural = false;
    p->kept = num_min(p->n, wanted);
    for (size_t i = 0; i < p->kept; i++)
        behavioural |= p->list[i].behavioural;
    for (size_t i = p->kept; i < p->n && !behavioural && p->kept > 0 && !p->list[p->kept - 1].area; i++) {
        if (!p->list[i].behavioural)
            continue;
        p->list[p->kept - 1] = p->list[i];
        behavioural = true;
    }
}

/* With little energy something that goes well comes before what is hard. */
static void early_win(struct builtin_planning *p)
{
    size_t at = 0;
    while (at < p->kept && p->list[at].area)
        at++;
    if (p->capacity != LOW || at == p->kept)
        return;
    const struct builtin_candidate win = p->list[at];
    memmove(&p->list[1], &p->list[0], at * sizeof *p->list);
    p->list[0] = win;
    p->early = win.name;
}

/* ---- minutes and shapes ---- */

/* Minutes in proportion to the pull, in fives where there is room, adding up to the total. */
static void share_minutes(const struct builtin_candidate *list, size_t n, int total, int *minutes)
{
    double pull = 0;
    int given = 0;
    const int step = total >= 10 * (int)n ? 5 : 1;
    if (n == 0)
        return;
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
static const char *session_shape(const struct builtin_planning *p, const struct library_topic *t)
{
    struct prescription shape;
    const char *why;
    if (p->capacity != LOW || prescription_parse(p->arena, t->session, &shape, &why) != OK)
        return t->session;
    shape = prescription_make(720, (int)num_clamp(shape.blocks[0].seconds, 0, 240), MIXED);
    if (shape.blocks[0].count > 1) {
        shape.blocks[1] = shape.blocks[0];
        shape.blocks[1].count--;
        shape.blocks_n = 2;
    }
    shape.blocks[0].count = 1;
    shape.blocks[0].level = EASY;
    return prescription_text(p->arena, &shape);
}

static int weeks_until(const json *in, bool *dated)
{
    clock_day today, interview;
    *dated = clock_parse_date(json_get_text(in, "today", ""), &today) == OK &&
             clock_parse_date(json_get_text(json_get(in, "facts"), "interview_date", ""), &interview) == OK &&
             interview > today;
    if (!*dated)
        return USUAL_WEEKS;
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

static int mock_minutes(const struct builtin_planning *p)
{
    if (!p->mock)
        return 0;
    return p->minutes >= 45 ? 5 : 3;
}

static void put_mock(const struct builtin_planning *p, json *list, int minutes)
{
    static const char *const by_low[] = {"1 x 2min @ easy, 5 x 3min @ mixed",
                                         "1 x 2min @ easy, 3 x 3min @ mixed"};
    const char *family = p->family ? p->family->key : "general";
    put_topic(p->arena, list, sentences_text(says(p), SAY_PLAN_MOCK_NAME),
              sentences_text(says(p), SAY_PLAN_MOCK_DESCRIPTION), minutes,
              sentences_text(says(p), SAY_PLAN_MOCK_OUTCOME),
              arena_printf(p->arena, "%s" LIBRARY_MOCK, family), by_low[p->capacity == LOW]);
}

static json *topics_of(const struct builtin_planning *p)
{
    json *list = json_new_array(p->arena);
    const int mock = mock_minutes(p);
    int shares[CANDIDATES];
    share_minutes(p->list, p->kept, p->minutes - mock, shares);
    for (size_t i = 0; i < p->kept; i++) {
        const struct builtin_candidate *c = &p->list[i];
        put_topic(p->arena, list, c->name, c->description, shares[i], c->topic->outcome, c->topic->key,
                  session_shape(p, c->topic));
    }
    if (mock)
        put_mock(p, list, mock);
    return list;
}

json *builtin_plan(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct library *l = coach->library;
    struct builtin_planning *p = arena_alloc(a, sizeof *p);
    const json *facts = json_get(in, "facts");
    const int minutes = (int)json_get_int(facts, "minutes", 0);
    *p = (struct builtin_planning){
        .library = l, .arena = a, .in = in, .facts = facts, .role = json_get_text(in, "role", "")};
    p->family = library_nearest(l, a, p->role, json_get_text(in, "raw_context", ""));
    p->rival = library_rival(l, a, p->role);
    if (p->rival == p->family) /* their story decided for the other */
        p->rival = NULL;
    if (p->family == library_find(l, "general"))
        p->family = NULL;
    if (!p->family) /* there is no first of the two */
        p->rival = NULL;
    p->minutes_told = minutes > 0;
    p->minutes = p->minutes_told ? minutes : USUAL_MINUTES;
    p->weeks = weeks_until(in, &p->dated);
    p->capacity = (int)json_get_int(facts, "capacity", 0);
    p->seniority = builtin_seniority(l, a, p->role);
    p->mock = p->minutes >= MOCK_FROM;
    add_candidates(p);
    pull_weak(p);
    rest_strong(p);
    sort(p->list, p->n);
    drop_doubles(p);
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
    return answer;
}
