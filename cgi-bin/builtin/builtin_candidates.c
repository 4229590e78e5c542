#include "builtin/builtin_candidates.h"
#include "base/text.h"
#include "builtin/builtin_area.h"
#include "builtin/builtin_own.h"

enum {
    CANDIDATES = 40,
    MOST_AREAS = BUILTIN_AREAS,
    DESCRIPTION_WORDS = 20,
    PLAIN_SCORE = 20 /* two words of the topic's, or its name: one word alone is many things */
};
static const char first_topic[] = "general/introducing-yourself";
static const double weak_pull = 6, strong_pull = -4, level_pull = 1.5,
                    own_pull = 5.5; /* the work itself, before what every interview asks */

static const struct sentences *says(const struct builtin_planning *planning)
{
    return library_sentences(planning->library);
}

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
        if (planning->nearest && family == planning->family && !t->transfers)
            continue;
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

/* What the work itself is about, where the library has no plan of it: of the advert first, then of their own
 * words. */
static void add_crafts(struct builtin_planning *planning)
{
    struct arena *a = planning->arena;
    const char *context = json_get_text(planning->in, "raw_context", "");
    const char *own = builtin_own_words(planning->library, a, planning->role, context);
    size_t n = builtin_own_craft(planning->library, a, planning->material, planning->crafts, BUILTIN_CRAFTS);
    if (n < BUILTIN_CRAFTS && own && *builtin_own_name(planning->library, a, own))
        planning->crafts[n++] = builtin_own_name(planning->library, a, own);
    if (n < BUILTIN_CRAFTS)
        n += builtin_own_craft(planning->library, a, context, planning->crafts + n, BUILTIN_CRAFTS - n);
    planning->crafts_n = n;
    for (size_t i = 0; i < n; i++) {
        const char *about = SAY(says(planning), a, SAY_PLAN_OWN_WORK, {"own", planning->crafts[i]});
        struct builtin_candidate *made =
            add_own(planning, planning->crafts[i], text_head_words(a, about, DESCRIPTION_WORDS));
        if (made)
            made->pull = own_pull - 0.2 * (double)i;
    }
}

static void add_candidates(struct builtin_planning *planning)
{
    const struct library_family *behavioural = library_find(planning->library, "behavioural");
    if (planning->family)
        add_family(planning, planning->family, planning->family == behavioural);
    if (!planning->family || planning->nearest)
        add_family(planning, library_find(planning->library, "general"), false);
    if (planning->family != behavioural)
        add_family(planning, behavioural, true);
    if (planning->family && planning->seniority > 0 && !text_equal(planning->family->key, "leadership"))
        add(planning, library_topic(planning->library, "leadership/leading-people"), false, 4);
    if (!planning->family || planning->nearest)
        add_crafts(planning);
}

/* ---- weak areas ---- */

static bool better(struct builtin_match one, struct builtin_match other)
{
    if (one.surety != other.surety)
        return one.surety > other.surety;
    return one.score > other.score;
}

/* Of the topics that may go into the plan: the family's own stand before the others. */
static struct builtin_match best_candidate(const struct builtin_planning *planning,
                                           const struct builtin_area_words *area)
{
    struct builtin_match best = {0};
    for (size_t i = 0; i < planning->n; i++) {
        const struct builtin_match here = builtin_area_match(planning->arena, area, planning->list[i].topic);
        if (here.topic && better(here, best))
            best = here;
    }
    return best;
}

/* Of a family; every interview's topics are what a role is asked, too. */
static struct builtin_match best_of(const struct builtin_planning *planning,
                                    const struct library_family *family,
                                    const struct builtin_area_words *area)
{
    struct builtin_match best = {0};
    for (size_t i = 0; family && i < family->topics_n; i++) {
        const struct builtin_match here = builtin_area_match(planning->arena, area, &family->topics[i]);
        if (here.topic && better(here, best))
            best = here;
    }
    return best;
}

/* Of other professions: never taken, but asked about. */
static struct builtin_match best_elsewhere(const struct builtin_planning *planning,
                                           const struct builtin_area_words *area)
{
    struct builtin_match best = {0};
    for (size_t i = 0; i < library_count(planning->library); i++) {
        const struct builtin_match here = best_of(planning, library_family(planning->library, i), area);
        if (here.surety == AREA_SURE && here.score >= PLAIN_SCORE && better(here, best))
            best = here;
    }
    return best;
}

static struct builtin_candidate *candidate_for(struct builtin_planning *planning,
                                               const struct library_topic *topic)
{
    for (size_t i = 0; i < planning->n; i++)
        if (planning->list[i].topic == topic)
            return &planning->list[i];
    if (planning->n == CANDIDATES)
        return NULL;
    add(planning, topic, true, topic->weight);
    return &planning->list[planning->n - 1];
}

static void doubt(struct builtin_planning *planning, const char *area, const struct library_topic *topic)
{
    if (planning->doubts_n < BUILTIN_AREAS)
        planning->doubts[planning->doubts_n++] = (struct builtin_doubt){area, topic};
}

static bool of_family(const struct builtin_planning *planning, const struct library_topic *topic)
{
    const struct library_family *f = library_family_of(planning->library, topic->key);
    if (!planning->family)
        return text_equal(f->key, "general");
    return f == planning->family;
}

/* Of the role's own topics the only one that has words of it, and of half of it: no other can be meant. */
static bool is_only_one(const struct builtin_planning *planning, const struct builtin_area_words *words,
                        struct builtin_match match)
{
    if (match.surety != AREA_UNSURE || !match.half || !of_family(planning, match.topic))
        return false;
    const struct library_family *family = library_family_of(planning->library, match.topic->key);
    for (size_t i = 0; i < family->topics_n; i++)
        if (&family->topics[i] != match.topic &&
            builtin_area_match(planning->arena, words, &family->topics[i]).surety >= AREA_UNSURE)
            return false;
    return true;
}

/* Is it one that may go into the plan anyway, or one of every interview? */
static bool fits_the_role(const struct builtin_planning *planning, const struct library_topic *topic)
{
    for (size_t i = 0; i < planning->n; i++)
        if (planning->list[i].topic == topic)
            return true;
    return text_equal(library_family_of(planning->library, topic->key)->key, "general");
}

/* A topic of their own words, where the advert asks for it: then it is something interviewers ask about. */
static struct builtin_candidate *from_material(struct builtin_planning *planning, const char *area)
{
    const char *said, *name = builtin_own_name(planning->library, planning->arena, area);
    if (!*name ||
        !builtin_own_sentences(planning->library, planning->arena, area, planning->material, &said, 1))
        return NULL;
    return add_own(planning, name, builtin_own_description(planning->library, planning->arena, area));
}

/* The candidate that answers an area of theirs; NULL: none, and it is asked back. */
static struct builtin_candidate *answer_to(struct builtin_planning *planning, const char *area,
                                           const struct builtin_area_words *words)
{
    const struct library_family *general = library_find(planning->library, "general");
    struct builtin_match match = best_candidate(planning, words);
    const struct builtin_match any = best_of(planning, general, words);
    if (any.topic && better(any, match))
        match = any;
    if (!match.topic) /* one that doesn't transfer, for a role that the family is only the nearest to */
        match = best_of(planning, planning->family, words);
    if (match.surety == AREA_SURE || is_only_one(planning, words, match))
        return candidate_for(planning, match.topic);
    struct builtin_candidate *own = from_material(planning, area);
    if (own)
        return own;
    const bool taken = match.surety == AREA_UNSURE && (of_family(planning, match.topic) ||
                                                       (match.half && fits_the_role(planning, match.topic)));
    struct builtin_match elsewhere = {0};
    if (match.surety < AREA_UNSURE || !taken)
        elsewhere = best_elsewhere(planning, words);
    if (elsewhere.topic)
        match = elsewhere;
    doubt(planning, area, match.topic);
    return taken ? candidate_for(planning, match.topic) : NULL;
}

/* Nerves are no topic: who can speak about themselves has begun. */
static void take_nerves(struct builtin_planning *planning, const char *area)
{
    const struct library_topic *first = library_topic(planning->library, first_topic);
    struct builtin_candidate *c = first && !planning->nerves ? candidate_for(planning, first) : NULL;
    if (!c)
        return;
    planning->nerves = area;
    c->area = area; /* it comes first, and takes no time from the role's own topics */
}

static void pull_weak(struct builtin_planning *planning)
{
    const char *areas[MOST_AREAS];
    const size_t n = builtin_areas(planning->library, planning->arena,
                                   json_get_text(planning->facts, "weak", ""), areas, MOST_AREAS);
    for (size_t i = 0; i < n; i++) {
        const struct builtin_area_words *words =
            builtin_area_read(planning->library, planning->arena, areas[i]);
        const enum builtin_subject subject = builtin_area_subject(words);
        if (subject == SUBJECT_NERVES)
            take_nerves(planning, areas[i]);
        if (subject != SUBJECT_SOME)
            continue;
        struct builtin_candidate *c = answer_to(planning, areas[i], words);
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
    const size_t n = builtin_areas(planning->library, planning->arena,
                                   json_get_text(planning->facts, "strong", ""), areas, MOST_AREAS);
    for (size_t i = 0; i < n; i++) {
        const struct builtin_match match =
            best_candidate(planning, builtin_area_read(planning->library, planning->arena, areas[i]));
        struct builtin_candidate *c = NULL;
        if (match.surety == AREA_SURE && match.score >= PLAIN_SCORE)
            c = candidate_for(planning, match.topic);
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

/* Whoever is nervous begins with what is spoken of most easily. */
static void speaking_first(struct builtin_planning *planning)
{
    size_t at = 0;
    while (at < planning->n && !text_equal(planning->list[at].topic->key, first_topic))
        at++;
    if (at == planning->n)
        return;
    const struct builtin_candidate first = planning->list[at];
    for (; at > 0; at--)
        planning->list[at] = planning->list[at - 1];
    planning->list[0] = first;
}

void builtin_candidates(struct builtin_planning *planning)
{
    add_candidates(planning);
    pull_weak(planning);
    rest_strong(planning);
    sort(planning->list, planning->n);
    drop_doubles(planning);
    if (planning->nerves)
        speaking_first(planning);
}
