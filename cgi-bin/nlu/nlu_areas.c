#include "base/text.h"
#include "nlu/nlu_reading.h"
#include <string.h>

/* Where somebody feels weak, and what they say is fine: areas in their own words. What clauses say is
 * nlu_frames.c's; here is what goes from one sentence to the next. */

enum { MOST_TOPIC = 4, MOST_REMARK = 6 };

/* "Phonics? No worries there." */
static void find_of_topic(struct nlu *heard)
{
    static const struct {
        enum phrase_list said;
        enum nlu_meaning plain, denied;
    } rows[] = {{HEAR_AREAS_TOPIC_FINE, NLU_FINE, NLU_WEAK}, {HEAR_AREAS_TOPIC_WEAK, NLU_WEAK, NLU_FINE}};
    if (!heard->topic || text_words(heard->text) > MOST_REMARK)
        return;
    const char *first = arena_text(heard->arena, heard->folded, strcspn(heard->folded, " "));
    const bool denied = nlu_is(heard, first, HEAR_SENTENCE_DENIALS); /* "Not so easy." */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t length;
        const char *at = nlu_first(heard, heard->folded, rows[i].said, &length);
        if (!at)
            continue;
        const enum nlu_meaning meaning =
            nlu_denied(heard, at) || (denied && at > heard->folded) ? rows[i].denied : rows[i].plain;
        if (nlu_put_area(heard, meaning, heard->topic))
            nlu_source(heard, nlu_area_key(meaning), heard->text);
        return;
    }
}

/* "Budgets? I freeze." */
static void find_of_asked(const struct nlu_reading *reading)
{
    static const struct {
        enum phrase_list said;
        enum nlu_meaning meaning;
    } rows[] = {{HEAR_CLAUSE_FAIL, NLU_WEAK},
                {HEAR_CLAUSE_FEAR, NLU_WEAK},
                {HEAR_CLAUSE_BAD, NLU_WEAK},
                {HEAR_CLAUSE_GOOD, NLU_FINE},
                {HEAR_CLAUSE_CAN, NLU_FINE}};
    struct nlu *heard = reading->heard;
    size_t at = nlu_says_at(reading, 0, HEAR_CLAUSE_WRITER);
    if (!heard->topic || !heard->topic_asked || !at || text_words(heard->text) > MOST_REMARK)
        return;
    while (at < reading->n && !nlu_says_at(reading, at, HEAR_CLAUSE_DENIALS) &&
           (nlu_says_at(reading, at, HEAR_CLAUSE_HELPERS) || nlu_says_at(reading, at, HEAR_CLAUSE_RARELY)))
        at++;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (nlu_says_at(reading, at, rows[i].said) && nlu_put_area(heard, rows[i].meaning, heard->topic)) {
            nlu_source(heard, nlu_area_key(rows[i].meaning), heard->text);
            return;
        }
}

/* Habits name their area themselves. */
static void hear_habits(struct nlu *heard, enum phrase_list which)
{
    const struct phrases *all = library_phrases(heard->library);
    const char *const *habits = phrases_list(all, which);
    for (size_t i = 0; habits[i]; i++) {
        size_t length;
        const char *at = nlu_place(heard, heard->folded, habits[i], &length);
        if (!at || nlu_denied(heard, at) || nlu_hears(heard, HEAR_AREAS_HABITS_NAMED))
            continue;
        nlu_list(heard, "weak", phrases_notes(all, which)[i]);
        if (!*json_get_text(json_get(heard->facts, "sources"), "weak", ""))
            nlu_source(heard, "weak", nlu_words(heard, nlu_clause(heard, at), nlu_clause_end(at)));
    }
}

void nlu_topic(struct nlu *heard, bool understood)
{
    const struct nlu_reading reading = nlu_read(heard);
    size_t from = 0, n;
    while ((n = nlu_says_at(&reading, from, HEAR_CLAUSE_OPENERS)) > 0)
        from += n;
    bool fits = !understood && text_words(heard->text) <= MOST_TOPIC && !strpbrk(heard->text, ",:") &&
                !nlu_says_in(&reading, 0, reading.n, HEAR_CLAUSE_FINITE);
    struct nlu topic = *heard;
    nlu_take(&topic, nlu_text_of(&reading, from, reading.n));
    const size_t length = strlen(heard->text);
    heard->topic_asked = length > 0 && heard->text[length - 1] == '?';
    heard->topic = fits && nlu_put_area(&topic, NLU_OPEN, topic.text) ? topic.text : NULL;
}

/* The lines under a label ("Weak areas:") are its list, as long as they say nothing else. */
static bool under_label(const struct nlu_reading *reading)
{
    struct nlu *heard = reading->heard;
    const enum nlu_meaning meaning = (enum nlu_meaning)heard->label;
    heard->label = NLU_OPEN;
    if (!meaning || !reading->n || nlu_says_in(reading, 0, reading->n, HEAR_CLAUSE_FINITE) ||
        nlu_says_in(reading, 0, reading->n, HEAR_CLAUSE_OTHER_FACTS) ||
        nlu_says_in(reading, 0, reading->n, HEAR_CLAUSE_WRITER) || strchr(heard->text, ':'))
        return false;
    const size_t end = nlu_areas_behind(reading, 0, meaning);
    if (!end)
        return false;
    nlu_area_source(reading, 0, end, meaning);
    heard->label = (int)meaning;
    return true;
}

/* The words of the roles that the sentence names: "train guard" is no wish to train. */
static void mark_roles(const struct nlu_reading *reading)
{
    const struct nlu *heard = reading->heard;
    for (size_t i = 0; i < json_len(heard->roles); i++) {
        const char *role = json_get_text(json_at(heard->roles, i), "role", "");
        size_t length;
        const char *at = NULL;
        if (*role && !strpbrk(role, "|~?")) /* no pattern */
            at = nlu_place(heard, heard->folded, text_fold(heard->arena, role), &length);
        if (heard->label || (at && at[strlen(role)] == ':')) /* a list's own words */
            continue;
        for (size_t k = 0; at && k < reading->n; k++)
            if (reading->tokens[k].at >= at && reading->tokens[k].end <= at + strlen(role))
                reading->tokens[k].of_role = true;
    }
}

void nlu_areas(struct nlu *heard)
{
    const bool but = nlu_hears(heard, HEAR_CLAUSE_EXCEPT);
    if (!but && (nlu_hears(heard, HEAR_AREAS_NONE) || nlu_hears(heard, HEAR_AREAS_UNKNOWN))) {
        json_put_bool(heard->arena, heard->facts, "weak_told", true);
        return;
    }
    const struct nlu_reading reading = nlu_read(heard);
    mark_roles(&reading);
    const char *weak = arena_copy(heard->arena, json_get_text(heard->facts, "weak", ""));
    const bool framed = under_label(&reading) || nlu_frames(&reading);
    if (!framed)
        find_of_topic(heard);
    if (!framed)
        find_of_asked(&reading);
    hear_habits(heard, HEAR_AREAS_HABITS);
    if (strcmp(weak, json_get_text(heard->facts, "weak", "")) == 0)
        hear_habits(heard, HEAR_AREAS_OTHER_HABITS);
}

/* An item of a bare list, behind "mostly the" and the like. */
static void put_item(struct nlu *heard, const char *key, const char *words)
{
    struct nlu item = *heard;
    size_t n;
    nlu_take(&item, words);
    const char *from = item.folded;
    while ((n = nlu_begins(&item, from, HEAR_LIST_OPENINGS, NULL)) > 0)
        from += n + strspn(from + n, " ,");
    const char *area = nlu_words(&item, from, from + strlen(from));
    if (!text_blank(area))
        nlu_list(heard, key, area);
}

void nlu_items(struct nlu *heard, const char *key, const char *from)
{
    const struct nlu_reading reading = nlu_read(heard);
    if (from == heard->folded &&
        (nlu_says_at(&reading, 0, HEAR_CLAUSE_NO_ANSWERS) || nlu_says_in(&reading, 0, 1, HEAR_CLAUSE_FINITE)))
        return;
    const enum nlu_meaning meaning = strcmp(key, nlu_area_key(NLU_FINE)) == 0 ? NLU_FINE : NLU_WEAK;
    const size_t end = from == heard->folded ? nlu_areas_behind(&reading, 0, meaning) : 0;
    if (end) {
        nlu_area_source(&reading, 0, end, meaning);
        return;
    }
    const char *list = heard->text + (from - heard->folded);
    for (const char *area; (area = nlu_next_area(heard->library, heard->arena, &list)) != NULL;)
        put_item(heard, key, area);
    nlu_source(heard, key, heard->text);
}
