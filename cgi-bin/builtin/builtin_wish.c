#include "builtin/builtin_wish.h"
#include "base/num.h"
#include "base/text.h"
#include "library/stem.h"
#include <string.h>

enum { NEAR = 3 }; /* families that are looked into first */

/* What says each, in the order in which it is looked for. */
static const struct {
    enum phrase_list which;
    enum builtin_wish wish;
} wishes[] = {
    {HEAR_CHANGES_DROP, WISH_DROP},     {HEAR_CHANGES_HALF, WISH_HALF},
    {HEAR_CHANGES_DOUBLE, WISH_DOUBLE}, {HEAR_CHANGES_EASIER, WISH_EASIER},
    {HEAR_CHANGES_HARDER, WISH_HARDER}, {HEAR_CHANGES_SHORTER, WISH_SHORTER},
    {HEAR_CHANGES_LESS, WISH_LESS},     {HEAR_CHANGES_LONGER, WISH_LONGER},
    {HEAR_CHANGES_FIRST, WISH_FRONT},   {HEAR_CHANGES_LAST, WISH_LAST},
    {HEAR_CHANGES_ADD, WISH_ADD},       {HEAR_CHANGES_MORE, WISH_MORE},
};

enum builtin_wish builtin_wish_of(const struct nlu *heard)
{
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++)
        if (nlu_hears(heard, wishes[i].which))
            return wishes[i].wish;
    return WISH_NONE;
}

/* ---- of which topic ---- */

bool builtin_wish_speaks_of(const struct library *library, struct arena *a,
                            const struct builtin_sentence *sentence, const json *topic)
{
    const char *name = json_get_text(topic, "name", "");
    const struct library_topic *t = library_topic(library, json_get_text(topic, "key", ""));
    size_t n;
    char **stems = stem_words(a, name, &n);
    const struct phrases *all = library_phrases(library);
    if (builtin_has_phrase(a, sentence, name))
        return true;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sentence->n; k++)
            if (!builtin_is_common(all, stems[i]) && strlen(stems[i]) > 3 &&
                strcmp(stems[i], "interview") != 0 && strcmp(stems[i], sentence->stems[k]) == 0)
                return true;
    for (size_t i = 0; t && i < t->weak_words_n; i++)
        if (builtin_has_phrase(a, sentence, t->weak_words[i]))
            return true;
    return false;
}

/* Is every word of the object that says something in a topic's name or its words? */
static bool covers(const struct phrases *all, struct arena *a, const struct library_topic *topic,
                   const char *object)
{
    size_t n, m;
    char **wanted = stem_words(a, object, &n);
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        bool there = builtin_is_common(all, wanted[i]);
        any |= !there;
        char **name = stem_words(a, topic->name, &m);
        for (size_t k = 0; k < m && !there; k++)
            there = strcmp(name[k], wanted[i]) == 0;
        for (size_t w = 0; w < topic->weak_words_n && !there; w++) {
            char **own = stem_words(a, topic->weak_words[w], &m);
            for (size_t k = 0; k < m && !there; k++)
                there = strcmp(own[k], wanted[i]) == 0;
        }
        if (!there)
            return false;
    }
    return any;
}

static const struct library_topic *covering(const struct library *library, struct arena *a,
                                            const struct library_family *family, const char *object)
{
    for (size_t i = 0; family && i < family->topics_n; i++)
        if (covers(library_phrases(library), a, &family->topics[i], object))
            return &family->topics[i];
    return NULL;
}

const struct library_topic *builtin_wish_topic(const struct library *library, struct arena *a,
                                               const char *role, const char *object)
{
    const struct library_family *near[NEAR] = {library_nearest(library, a, role, ""),
                                               library_find(library, "behavioural"),
                                               library_find(library, "general")};
    const struct library_topic *found = NULL;
    for (size_t i = 0; i < NEAR && !found; i++)
        found = covering(library, a, near[i], object);
    for (size_t i = 0; i < library_count(library) && !found; i++)
        found = covering(library, a, library_family(library, i), object);
    return found;
}

/* ---- how long ---- */

/* The number before "minutes" or "hours" in a clause, in minutes; 0 if there is none. */
static int said_minutes(const struct builtin_sentence *sentence)
{
    for (size_t i = 0; i + 1 < sentence->n; i++) {
        int64_t v;
        if (num_int(sentence->stems[i], 1, 1440, &v) != OK)
            continue;
        if (strncmp(sentence->stems[i + 1], "min", 3) == 0)
            return (int)v;
        if (strncmp(sentence->stems[i + 1], "hour", 4) == 0 && v <= 12)
            return (int)v * 60;
    }
    return 0;
}

/* ... or said otherwise: "half an hour", "an hour and a half". */
int builtin_wish_minutes(const struct library *library, struct arena *a,
                         const struct builtin_sentence *sentence)
{
    struct nlu heard = {.arena = a,
                        .library = library,
                        .known = json_new_object(a),
                        .facts = json_new_object(a),
                        .wish = true};
    const int said = said_minutes(sentence);
    if (said)
        return said;
    nlu_take(&heard, nlu_plain(library, a, sentence->text));
    nlu_when(&heard);
    return (int)json_get_int(heard.facts, "minutes", 0);
}

int builtin_wish_weeks(const struct nlu *heard)
{
    struct nlu of = *heard;
    clock_day day;
    of.facts = json_new_object(heard->arena);
    if (nlu_hears(heard, HEAR_CHANGES_RATES) || nlu_hears(heard, HEAR_CHANGES_WHICH_WEEK) || !heard->today)
        return 0;
    nlu_when(&of);
    if (clock_parse_date(json_get_text(of.facts, "interview_date", ""), &day) == OK && day > of.today)
        return (day - of.today + 6) / 7;
    return (int)json_get_int(of.facts, "weeks", 0);
}

/* ---- a clause in parts ---- */

const char *builtin_wish_object(const struct nlu *heard)
{
    const char *from = heard->folded, *end = from + strlen(from), *word;
    for (size_t n; (n = nlu_begins(heard, from, HEAR_CHANGES_EMPTY, NULL)) > 0;)
        from += n + strspn(from + n, " ,");
    while (end > from) {
        (void)nlu_word_before(heard, end, &word);
        if (word <= from || word == end || !nlu_begins(heard, word, HEAR_CHANGES_EMPTY, NULL))
            break;
        end = word;
    }
    return nlu_words(heard, from, end);
}

bool builtin_wish_in_two(const struct nlu *heard, const char **goes, const char **comes)
{
    size_t n;
    const char *end = heard->folded + strlen(heard->folded);
    const char *verb = nlu_first(heard, heard->folded, HEAR_CHANGES_SWAP, &n), *joint = NULL;
    if (verb)
        joint = nlu_first(heard, verb + n, HEAR_CHANGES_BY, &n);
    if (joint) {
        *goes = nlu_words(heard, verb + strcspn(verb, " "), joint);
        *comes = nlu_words(heard, joint + n, end);
        return true;
    }
    joint = nlu_first(heard, heard->folded, HEAR_CHANGES_INSTEAD, &n);
    if (!joint)
        return false;
    *goes = nlu_words(heard, joint + n, end);
    *comes = nlu_words(heard, heard->folded, joint);
    return true;
}

const char *builtin_wish_clauses(const struct library *library, struct arena *a, const char *text)
{
    const char *const *joints = phrases_list(library_phrases(library), HEAR_CHANGES_JOINTS);
    char *t = arena_copy(a, text);
    for (size_t i = 0; joints[i]; i++)
        for (char *at = t; (at = strstr(at, joints[i])) != NULL;)
            memset(at, ';', strlen(joints[i]));
    return t;
}
