#include "builtin/builtin_candidates.h"
#include "base/text.h"
#include "builtin/builtin_own.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include <string.h>

enum { CANDIDATES = 40, MOST_AREAS = BUILTIN_AREAS, AREA_CHARACTERS = 80, DESCRIPTION_WORDS = 20 };
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

void builtin_candidates(struct builtin_planning *p)
{
    add_candidates(p);
    pull_weak(p);
    rest_strong(p);
    sort(p->list, p->n);
    drop_doubles(p);
}
