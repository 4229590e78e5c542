#include "base/text.h"
#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>

/* Where somebody feels weak, and what they say is fine: areas in their own words. */

enum { MOST_ITEM = 3, MOST_SUBJECT = 12, MOST_TOPIC = 4, MOST_REMARK = 6 };

/* What says that something is weak, or fine. */
static const struct finding {
    enum phrase_list feelings; /* with a preposition, before the area: "nervous about" */
    enum phrase_list before;   /* before the area's name */
    enum phrase_list after;    /* behind it */
    bool strong;
} findings[] = {{HEAR_AREAS_WEAK_FEELINGS, HEAR_AREAS_WEAK_BEFORE, HEAR_AREAS_WEAK_AFTER, false},
                {HEAR_AREAS_STRONG_FEELINGS, HEAR_AREAS_STRONG_BEFORE, HEAR_AREAS_STRONG_AFTER, true}};

enum { FINDINGS = sizeof findings / sizeof *findings };

static const char *skip_fillers(const struct nlu *heard, const char *from)
{
    return nlu_skip(heard, from, HEAR_AREAS_FILLERS);
}

/* Could an interview ask about it? A life story's own troubles are none. */
static bool is_area(const struct nlu *heard, const char *words)
{
    return !nlu_is(heard, words, HEAR_AREAS_NEVER) && text_words(words) > 0 &&
           !isdigit((unsigned char)*words) && !nlu_begins(heard, words, HEAR_AREAS_HEADS, NULL) &&
           !nlu_says(heard, words, HEAR_AREAS_TIMES);
}

/* The end of an area that begins at a place. */
static const char *stop_behind(const struct nlu *heard, const char *from)
{
    const char *const *stops = nlu_phrases(heard, HEAR_AREAS_STOPS);
    const char *end = from + strlen(from);
    for (size_t i = 0; stops[i]; i++) {
        const char *at = strstr(from, stops[i]);
        if (at && at < end)
            end = at;
    }
    for (const char *at = from; at < end; at++)
        if (strchr(";!?(", *at) || (*at == '.' && (at[1] == ' ' || !at[1])))
            return at;
    return end;
}

/* "budgets, forecasts and ratios scare me": what stands before the clause belongs to it, as long as it is a
 * list of a few words each with nothing else said of them. */
static const char *list_before(const struct nlu *heard, const char *clause, const char *at)
{
    const char *joint = strstr(clause, " and "), *from = clause;
    while (joint && joint < at && from > heard->folded) {
        const char *comma = from - 1;
        while (comma > heard->folded && *comma == ' ')
            comma--;
        if (*comma != ',' || comma == heard->folded)
            break;
        const char *earlier = nlu_clause(heard, comma);
        struct nlu item = *heard;
        nlu_take(&item, nlu_words(heard, earlier, comma));
        if (text_words(item.text) > MOST_ITEM || nlu_hears(&item, HEAR_AREAS_VERBS))
            break;
        from = earlier;
    }
    return from;
}

/* The subject before "scares me": from where its clause begins, or behind "I am a teacher and". */
static const char *subject(const struct nlu *heard, const char *at)
{
    const char *from = list_before(heard, nlu_clause(heard, at), at), *joint;
    while ((joint = strstr(from, " and ")) && joint < at) {
        size_t length;
        const char *verb = nlu_first(heard, from, HEAR_AREAS_VERBS, &length);
        if (!verb || verb > joint)
            break;
        from = joint + strlen(" and ");
    }
    return skip_fillers(heard, from);
}

/* The first words at or behind `from` that an area follows; *length: their own. */
static const char *lead(const struct nlu *heard, const char *from, const struct finding *finding,
                        size_t *length)
{
    const char *first = nlu_first(heard, from, finding->before, length);
    size_t n;
    for (const char *at = from;
         (at = nlu_first(heard, at, finding->feelings, &n)) != NULL && (!first || at < first); at += n) {
        const char *behind = at + n + strspn(at + n, " ");
        const size_t preposition = nlu_begins(heard, behind, HEAR_AREAS_PREPOSITIONS, NULL);
        if (!preposition)
            continue;
        *length = (size_t)(behind - at) + preposition;
        return at;
    }
    return first;
}

/* Another lead ends an area: "good at people, bad at numbers". */
static const char *end_of(const struct nlu *heard, const char *from)
{
    const char *end = stop_behind(heard, from);
    for (size_t i = 0; i < FINDINGS; i++) {
        size_t length;
        const char *next = lead(heard, from, &findings[i], &length);
        if (next && next < end)
            end = next;
    }
    return end;
}

/* "estimation: money" is "estimation (money)": what it is made of stays with it. */
static const char *with_its_parts(struct arena *a, const char *area)
{
    const char *colon = strstr(area, ": ");
    if (!colon)
        return area;
    return arena_printf(a, "%.*s (%s)", (int)(colon - area), area, colon + 2);
}

/* Puts words down as an area, weak or strong, if they are one. "It" and "that" stand for what a short
 * question before named ("Closing deals? Awful at it."). */
static void put_area(struct nlu *heard, bool strong, const char *words)
{
    struct nlu area = *heard;
    nlu_take(&area, words);
    if (heard->topic && nlu_is(heard, area.folded, HEAR_AREAS_PRONOUNS))
        nlu_take(&area, heard->topic);
    if (is_area(heard, area.folded) && text_words(area.text) <= MOST_SUBJECT)
        nlu_list(heard, strong ? "strong" : "weak", with_its_parts(heard->arena, area.text));
}

/* "Python I'm solid on": the area stands in front of its sentence. */
static const char *in_front(const struct nlu *heard, const char *at)
{
    const char *clause = nlu_clause(heard, at), *from = list_before(heard, clause, at);
    size_t length;
    const char *verb = nlu_first(heard, clause, HEAR_AREAS_WHO, &length);
    return verb && verb < at ? nlu_words(heard, skip_fillers(heard, from), verb) : "";
}

static void find_before(struct nlu *heard, const struct finding *finding)
{
    size_t length;
    for (const char *at = heard->folded; (at = lead(heard, at, finding, &length)) != NULL; at += length) {
        const char *from = skip_fillers(heard, at + length), *end = end_of(heard, from);
        const char *area = nlu_words(heard, from, end);
        const bool denied = nlu_denied(heard, at);
        if (strchr(",.;!?", at[length]))
            area = in_front(heard, at);
        if (!denied || !nlu_begins(heard, at, HEAR_AREAS_MOODS, NULL)) /* not happy is no weakness */
            put_area(heard, finding->strong != denied, area);
    }
}

/* "used to scare me" */
static bool once(const struct nlu *heard, const char *at)
{
    const char *before;
    return strcmp(nlu_word_before(heard, at, &before), "to") == 0 &&
           strcmp(nlu_word_before(heard, before, NULL), "used") == 0;
}

static void find_after(struct nlu *heard, const struct finding *finding)
{
    size_t length;
    for (const char *at = heard->folded; (at = nlu_first(heard, at, finding->after, &length)) != NULL;
         at += length)
        if (at > heard->folded && !nlu_denied(heard, at) && (finding->strong || !once(heard, at)))
            put_area(heard, finding->strong, nlu_words(heard, subject(heard, at), at));
}

/* What stands around an area: "I find ratios tricky", "I've got the algorithms covered". */
static void find_between(struct nlu *heard)
{
    static const struct {
        enum phrase_list lead, tail;
        bool strong;
    } rows[] = {{HEAR_AREAS_FIND, HEAR_AREAS_HARD, false},
                {HEAR_AREAS_FIND, HEAR_AREAS_EASY, true},
                {HEAR_AREAS_HAVE, HEAR_AREAS_DONE, true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t length, tail_length;
        const char *at = nlu_first(heard, heard->folded, rows[i].lead, &length);
        if (!at)
            continue;
        const char *tail = nlu_first(heard, at + length, rows[i].tail, &tail_length);
        if (tail && tail < nlu_clause_end(at))
            put_area(heard, rows[i].strong != nlu_denied(heard, at),
                     nlu_words(heard, skip_fillers(heard, at + length), tail));
    }
}

/* "Python I'm solid on, pandas less so". `known`: what was strong before this sentence. */
static void find_contrast(struct nlu *heard, const char *known)
{
    size_t length;
    const char *at = nlu_first(heard, heard->folded, HEAR_AREAS_CONTRAST, &length);
    if (at && strcmp(json_get_text(heard->facts, "strong", ""), known) != 0)
        put_area(heard, false, nlu_words(heard, skip_fillers(heard, nlu_clause(heard, at)), at));
}

/* "Planning under pressure, fine." */
static bool remarked(struct nlu *heard)
{
    const char *comma = strrchr(heard->folded, ',');
    if (!comma)
        return false;
    const char *remark = comma + 1 + (comma[1] == ' ');
    const size_t length = nlu_begins(heard, remark, HEAR_AREAS_REMARK, NULL);
    if (!length || strcspn(comma + 2 + length, ".!") > 0 || nlu_hears(heard, HEAR_AREAS_VERBS))
        return false;
    put_area(heard, true, nlu_words(heard, skip_fillers(heard, heard->folded), comma));
    return true;
}

/* "Phonics? No worries there." */
static void find_of_topic(struct nlu *heard)
{
    size_t length;
    if (remarked(heard) || !heard->topic || text_words(heard->text) > MOST_REMARK)
        return;
    const char *fine = nlu_first(heard, heard->folded, HEAR_AREAS_TOPIC_FINE, &length);
    if (fine) {
        put_area(heard, !nlu_denied(heard, fine), heard->topic);
        return;
    }
    const char *weak = nlu_first(heard, heard->folded, HEAR_AREAS_WEAK_FEELINGS, &length);
    if (weak)
        put_area(heard, nlu_denied(heard, weak), heard->topic);
}

/* Habits name their area themselves. */
static void hear_habits(struct nlu *heard, enum phrase_list which)
{
    const struct phrases *all = library_phrases(heard->library);
    const char *const *habits = phrases_list(all, which);
    for (size_t i = 0; habits[i]; i++) {
        size_t length;
        const char *at = nlu_place(heard, heard->folded, habits[i], &length);
        if (at && !nlu_denied(heard, at) && !nlu_hears(heard, HEAR_AREAS_HABITS_NAMED))
            nlu_list(heard, "weak", phrases_notes(all, which)[i]);
    }
}

void nlu_topic(struct nlu *heard, bool understood)
{
    struct nlu topic = *heard;
    const bool fits = !understood && text_words(heard->text) <= MOST_TOPIC && !strpbrk(heard->text, ",:") &&
                      !nlu_hears(heard, HEAR_AREAS_VERBS);
    nlu_take(&topic,
             nlu_words(heard, skip_fillers(heard, heard->folded), heard->folded + strlen(heard->folded)));
    heard->topic = fits && is_area(heard, topic.folded) ? topic.text : NULL;
}

static const char *fact_now(const struct nlu *heard, const char *key)
{
    return arena_copy(heard->arena, json_get_text(heard->facts, key, ""));
}

void nlu_areas(struct nlu *heard)
{
    if (nlu_hears(heard, HEAR_AREAS_NONE) || nlu_hears(heard, HEAR_AREAS_UNKNOWN)) {
        json_put_bool(heard->arena, heard->facts, "weak_told", true);
        return;
    }
    const char *weak = fact_now(heard, "weak"), *strong = fact_now(heard, "strong");
    for (size_t i = 0; i < FINDINGS; i++) {
        find_before(heard, &findings[i]);
        find_after(heard, &findings[i]);
    }
    find_between(heard);
    find_contrast(heard, strong);
    find_of_topic(heard);
    const bool found = strcmp(weak, json_get_text(heard->facts, "weak", "")) != 0;
    hear_habits(heard, HEAR_AREAS_HABITS);
    if (!found)
        hear_habits(heard, HEAR_AREAS_OTHER_HABITS);
}
