#include "builtin/builtin_area.h"
#include "base/text.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include <string.h>

enum { AREA_CHARACTERS = 80, MOST_STEMS = 24, WHOLE_NAME = 100, LONG_PHRASE = 2 };

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

size_t builtin_areas(const struct library *library, struct arena *a, const char *text, const char **areas,
                     size_t most)
{
    const char *const *joints = phrases_list(library_phrases(library), HEAR_PLAN_JOINTS);
    size_t n = 0, width = 1;
    for (const char *from = text; width > 0 && n < most;) {
        const char *end = first_joint(joints, from, &width);
        const char *one = text_trim(a, arena_text(a, from, (size_t)(end - from)));
        if (!text_blank(one))
            areas[n++] = text_head(a, one, AREA_CHARACTERS);
        from = end + width;
    }
    return n;
}

/* ---- what an area says ---- */

struct builtin_area_words {
    struct builtin_sentence words;
    bool says[MOST_STEMS]; /* of each stem: does it say something of a subject? */
    size_t says_n;
    bool nerves;
};

/* Marks the stems of a phrase, wherever it stands in the words; how many of them were marked. */
static size_t mark_phrase(struct arena *a, const struct builtin_sentence *words, const char *phrase,
                          bool *marks)
{
    size_t n, marked = 0;
    char **stems = stem_words(a, phrase, &n);
    for (size_t start = 0; n && start + n <= words->n; start++) {
        size_t k = 0;
        while (k < n && strcmp(words->stems[start + k], stems[k]) == 0)
            k++;
        for (size_t i = 0; k == n && i < n; i++) {
            marked += !marks[start + i];
            marks[start + i] = true;
        }
    }
    return marked;
}

const struct builtin_area_words *builtin_area_read(const struct library *library, struct arena *a,
                                                   const char *area)
{
    const struct phrases *all = library_phrases(library);
    const char *const *nerves = phrases_list(all, HEAR_PLAN_NERVES);
    const char *const *empty = phrases_list(all, HEAR_PLAN_EMPTY);
    bool aside[MOST_STEMS] = {false};
    struct builtin_area_words *read = arena_alloc(a, sizeof *read);
    read->words.text = area;
    read->words.stems = stem_words(a, area, &read->words.n);
    if (read->words.n > MOST_STEMS)
        read->words.n = MOST_STEMS;
    for (size_t i = 0; nerves[i]; i++)
        read->nerves |= mark_phrase(a, &read->words, nerves[i], aside) > 0;
    for (size_t i = 0; empty[i]; i++)
        (void)mark_phrase(a, &read->words, empty[i], aside);
    for (size_t i = 0; i < read->words.n; i++) {
        read->says[i] = !aside[i] && !builtin_is_common(all, read->words.stems[i]);
        read->says_n += read->says[i];
    }
    return read;
}

enum builtin_subject builtin_area_subject(const struct builtin_area_words *area)
{
    if (area->says_n > 0)
        return SUBJECT_SOME;
    return area->nerves ? SUBJECT_NERVES : SUBJECT_NONE;
}

/* How many of its words stand in the topic's, beside others. */
static int near_words(struct arena *a, const struct builtin_area_words *area,
                      const struct library_topic *topic)
{
    bool near[MOST_STEMS] = {false};
    size_t n;
    int count = 0;
    for (size_t i = 0; i < topic->weak_words_n; i++) {
        char **stems = stem_words(a, topic->weak_words[i], &n);
        for (size_t k = 0; k < area->words.n; k++)
            near[k] |= area->says[k] && stem_among(stems, n, area->words.stems[k]);
    }
    for (size_t k = 0; k < area->words.n; k++)
        count += near[k];
    return count;
}

/* Does the topic's description speak of all that it says? */
static bool described(struct arena *a, const struct builtin_area_words *area,
                      const struct library_topic *topic)
{
    size_t n;
    char **stems = stem_words(a, topic->description, &n);
    for (size_t k = 0; k < area->words.n; k++)
        if (area->says[k] && !stem_among(stems, n, area->words.stems[k]))
            return false;
    return area->says_n > 0;
}

struct builtin_match builtin_area_match(struct arena *a, const struct builtin_area_words *area,
                                        const struct library_topic *topic)
{
    struct builtin_match match = {0};
    bool met[MOST_STEMS] = {false};
    size_t n, covered = 0;
    int longest = 0;
    const bool whole = mark_phrase(a, &area->words, topic->name, met) > 0;
    for (size_t i = 0; i < topic->weak_words_n; i++) {
        const int here = (int)mark_phrase(a, &area->words, topic->weak_words[i], met);
        if (here > longest)
            longest = here;
    }
    char **name = stem_words(a, topic->name, &n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < area->words.n; k++)
            met[k] |= strcmp(name[i], area->words.stems[k]) == 0;
    for (size_t k = 0; k < area->words.n; k++)
        covered += met[k] && area->says[k];
    match.score = WHOLE_NAME * whole + 10 * (int)covered + longest;
    if (covered == 0 && !whole && described(a, area, topic))
        return (struct builtin_match){.topic = topic, .surety = AREA_UNSURE, .score = 1, .half = true};
    if (covered == 0 && !whole) {
        match.score = near_words(a, area, topic);
        if (match.score == 0 || 2 * (size_t)match.score < area->says_n)
            return (struct builtin_match){0};
        match.topic = topic;
        match.surety = AREA_NEAR;
        return match;
    }
    match.topic = topic;
    match.surety = AREA_UNSURE;
    match.half = 2 * covered >= area->says_n;
    if (whole || covered == area->says_n || (longest >= LONG_PHRASE && 2 * covered >= area->says_n))
        match.surety = AREA_SURE;
    return match;
}
