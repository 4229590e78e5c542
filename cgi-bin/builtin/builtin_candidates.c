#include "builtin/builtin_candidates.h"
#include "base/text.h"
#include "builtin/builtin_own.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include <string.h>

enum { CANDIDATES = 40, MOST_AREAS = BUILTIN_AREAS, AREA_CHARACTERS = 80, DESCRIPTION_WORDS = 20 };
static const double weak_pull = 6, strong_pull = -4, level_pull = 1.5,
                    own_pull = 4.7; /* with who you are and why you want it, before stories */

static const struct sentences *says(const struct builtin_planning *planning)
{
    return library_sentences(planning->library);
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
static size_t areas_of(const struct library *library, struct arena *a, const char *text,
                       const char *areas[MOST_AREAS])
{
    const char *const *joints = phrases_list(library_phrases(library), HEAR_PLAN_JOINTS);
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
static size_t touches(const struct library *library, struct arena *a, const struct library_topic *topic,
                      const char *area)
{
    struct builtin_sentence s = {.text = area};
    size_t best = 0, n, shared = 0;
    s.stems = stem_words(a, area, &s.n);
    if (builtin_has_phrase(a, &s, topic->name))
        return 100;
    for (size_t i = 0; i < topic->weak_words_n; i++) {
        stem_words(a, topic->weak_words[i], &n);
        if (!builtin_has_phrase(a, &s, topic->weak_words[i]))
            continue;
        if (10 * n > best)
            best = 10 * n + (best > 0); /* two of its words say more than one */
        else
            best++;
    }
    char **name = stem_words(a, topic->name, &n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < s.n && !builtin_is_common(library_phrases(library), name[i]); k++)
            shared += strcmp(name[i], s.stems[k]) == 0;
    return best + 4 * shared;
}

static struct builtin_candidate *touched_most(const struct builtin_planning *planning, const char *area)
{
    struct builtin_candidate *best = NULL;
    struct builtin_planning *mine = (struct builtin_planning *)planning;
    size_t most = 0;
    for (size_t i = 0; i < planning->n; i++) {
        const size_t here = touches(planning->library, planning->arena, planning->list[i].topic, area);
        if (here > most) { /* the family's own stand before the behavioural ones */
            most = here;
            best = &mine->list[i];
        }
    }
    return best;
}

/* ---- candidates ---- */

static void add(struct builtin_planning *planning, const struct library_topic *topic, bool behavioural,
                double pull)
{
    if (topic && planning->n < CANDIDATES)
        planning->list[planning->n++] = (struct builtin_candidate){.topic = topic,
                                                                   .name = topic->name,
                                                                   .description = topic->description,
                                                                   .behavioural = behavioural,
                                                                   .pull = pull};
}

static void add_family(struct builtin_planning *planning, const struct library_family *family,
                       bool behavioural)
{
    for (size_t i = 0; family && i < family->topics_n; i++) {
        const struct library_topic *t = &family->topics[i];
        double pull = t->weight;
        if (planning->seniority && t->seniority == planning->seniority)
            pull += level_pull;
        else if (planning->seniority && t->seniority)
            pull -= level_pull;
        if (behavioural) /* one of them always, the others when there is room */
            pull -= 0.5 + 0.3 * (double)i;
        add(planning, t, behavioural, pull);
    }
}

/* A topic made of their own words, with the questions that fit any. */
static struct builtin_candidate *add_own(struct builtin_planning *planning, const char *name,
                                         const char *description)
{
    const struct library_family *general = library_find(planning->library, "general");
    if (!general || !general->own || text_blank(name) || planning->n == CANDIDATES)
        return NULL;
    add(planning, general->own, false, general->own->weight);
    planning->list[planning->n - 1].name = name;
    planning->list[planning->n - 1].description = description;
    return &planning->list[planning->n - 1];
}

static void add_candidates(struct builtin_planning *planning)
{
    struct arena *a = planning->arena;
    const struct library_family *behavioural = library_find(planning->library, "behavioural");
    if (planning->family)
        add_family(planning, planning->family, planning->family == behavioural);
    else
        add_family(planning, library_find(planning->library, "general"), false);
    if (planning->family != behavioural)
        add_family(planning, behavioural, true);
    if (planning->family && planning->seniority > 0 && !text_equal(planning->family->key, "leadership"))
        add(planning, library_topic(planning->library, "leadership/leading-people"), false, 4);
    if (!planning->family)
        planning->own = builtin_own_words(planning->library, a, planning->role,
                                          json_get_text(planning->in, "raw_context", ""));
    if (!planning->own)
        return;
    struct builtin_candidate *c =
        add_own(planning, builtin_own_name(planning->library, a, planning->own),
                text_head_words(a, SAY(says(planning), a, SAY_PLAN_OWN_WORK, {"own", planning->own}),
                                DESCRIPTION_WORDS));
    if (c)
        c->pull = own_pull;
}

/* What no topic of the family speaks of may be one of every interview ("rambling", "salary"). */
static struct builtin_candidate *from_general(struct builtin_planning *planning, const char *area,
                                              size_t more_than)
{
    const struct library_family *general = library_find(planning->library, "general");
    const struct library_topic *best = NULL;
    for (size_t i = 0; planning->family && general && i < general->topics_n; i++) {
        const size_t here = touches(planning->library, planning->arena, &general->topics[i], area);
        if (here > more_than) {
            more_than = here;
            best = &general->topics[i];
        }
    }
    if (!best || planning->n == CANDIDATES)
        return NULL;
    for (size_t i = 0; i < planning->n; i++)
        if (planning->list[i].topic == best)
            return &planning->list[i];
    add(planning, best, true, best->weight);
    return &planning->list[planning->n - 1];
}

/* The candidate that answers an area of theirs; NULL: none, and none can be made. */
static struct builtin_candidate *answer_to(struct builtin_planning *planning, const char *area)
{
    struct builtin_candidate *own = touched_most(planning, area), *general;
    size_t much = 0;
    if (own)
        much = touches(planning->library, planning->arena, own->topic, area);
    general = from_general(planning, area, much);
    if (general)
        return general;
    if (own)
        return own;
    return add_own(planning, builtin_own_name(planning->library, planning->arena, area),
                   builtin_own_description(planning->library, planning->arena, area));
}

static void pull_weak(struct builtin_planning *planning)
{
    const char *areas[MOST_AREAS];
    const size_t n =
        areas_of(planning->library, planning->arena, json_get_text(planning->facts, "weak", ""), areas);
    for (size_t i = 0; i < n; i++) {
        struct builtin_candidate *c = answer_to(planning, areas[i]);
        if (!c)
            continue;
        if (planning->areas_n < BUILTIN_AREAS)
            planning->areas[planning->areas_n++] = (struct builtin_area){areas[i], c->name};
        if (c->area)
            continue;
        c->area = areas[i];
        c->pull += weak_pull - 0.4 * (double)i;
    }
}

static void rest_strong(struct builtin_planning *planning)
{
    const char *areas[MOST_AREAS];
    const size_t n =
        areas_of(planning->library, planning->arena, json_get_text(planning->facts, "strong", ""), areas);
    for (size_t i = 0; i < n; i++) {
        struct builtin_candidate *c = touched_most(planning, areas[i]);
        if (!c || c->area)
            continue;
        c->pull += strong_pull;
        if (!planning->rested)
            planning->rested = areas[i];
    }
}

/* ---- in order ---- */

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

static bool same_name(struct arena *a, const char *left, const char *right)
{
    return text_equal(text_fold(a, left), text_fold(a, right));
}

/* The same name twice: the one that pulls less goes. */
static void drop_doubles(struct builtin_planning *planning)
{
    size_t n = 0;
    for (size_t i = 0; i < planning->n; i++) {
        bool there = false;
        for (size_t k = 0; k < n; k++)
            there |= same_name(planning->arena, planning->list[k].name, planning->list[i].name);
        if (!there)
            planning->list[n++] = planning->list[i];
    }
    planning->n = n;
}

void builtin_candidates(struct builtin_planning *planning)
{
    add_candidates(planning);
    pull_weak(planning);
    rest_strong(planning);
    sort(planning->list, planning->n);
    drop_doubles(planning);
}
