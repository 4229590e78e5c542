#include "builtin/builtin_own.h"
#include "base/text.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Topics of the user's own words, and what their work is about. */

enum { NAME_WORDS = 3, SHORT_WORD = 4, MOST_OWN = 2, AREA_WORDS = 6, DESCRIPTION_WORDS = 20 };

/* At most three words of an area, with a capital: a topic's name. */
const char *builtin_own_name(const struct library *library, struct arena *a, const char *area)
{
    const char *const *empty = phrases_list(library_phrases(library), HEAR_OWN_EMPTY);
    const char *from = area;
    for (size_t i = 0; empty[i]; i++)
        if (strncmp(from, empty[i], strlen(empty[i])) == 0)
            from += strlen(empty[i]);
    from = arena_text(a, from, strcspn(from, "(:"));
    char *name = text_trim(a, text_head(a, text_head_words(a, from, NAME_WORDS), 60));
    if (*name && !isupper((unsigned char)name[1])) /* not "pH" */
        name[0] = (char)toupper((unsigned char)name[0]);
    return name;
}

const char *builtin_own_description(const struct library *library, struct arena *a, const char *area)
{
    const char *text =
        SAY(library_sentences(library), a, SAY_PLAN_OWN_AREA, {"area", text_head_words(a, area, AREA_WORDS)});
    return text_head_words(a, text, DESCRIPTION_WORDS);
}

/* Words of talk about interviews and time, which say nothing about the work. */
static bool about_planning(const struct library *library, const char *stem)
{
    const char *const *words = phrases_list(library_phrases(library), HEAR_OWN_PLANNING);
    for (size_t i = 0; words[i]; i++)
        if (strcmp(words[i], stem) == 0)
            return true;
    return false;
}

/* The words that follow a colon or the role in the sentence that names it. */
static const char *talk_of_work(struct arena *a, const char *role, const char *sentence)
{
    const char *colon = strchr(sentence, ':');
    const char *at = strstr(text_fold(a, sentence), text_fold(a, role));
    if (!at)
        return NULL;
    if (colon)
        return colon + 1;
    return sentence;
}

/* Where a word stands in a text, as a whole word in any case; NULL: nowhere. */
static const char *word_in(const char *text, const char *word)
{
    const size_t n = strlen(word);
    for (const char *p = text; *p; p++)
        if ((p == text || !isalnum((unsigned char)p[-1])) && strncasecmp(p, word, n) == 0 &&
            !isalnum((unsigned char)p[n]))
            return p;
    return NULL;
}

/* A name, or a place: "in Northumberland", "at a house". */
static bool of_a_place(const struct library *library, const char *talk, const char *at)
{
    const char *const *before = phrases_list(library_phrases(library), HEAR_OWN_PLACE);
    const size_t offset = (size_t)(at - talk);
    if (offset > 0 && isupper((unsigned char)*at))
        return true;
    for (size_t i = 0; before[i]; i++) {
        const size_t n = strlen(before[i]);
        if (offset > n && strncasecmp(talk + (offset - n), before[i], n) == 0)
            return true;
    }
    return false;
}

const char *builtin_own_words(const struct library *library, struct arena *a, const char *role,
                              const char *context)
{
    size_t n, role_n, words_n;
    const struct builtin_sentence *all = builtin_sentences(a, context, &n);
    char **role_stems = stem_words(a, role, &role_n);
    const char *found[MOST_OWN], *where[MOST_OWN];
    size_t found_n = 0;
    for (size_t i = 0; i < n && found_n < MOST_OWN && !text_blank(role); i++) {
        const char *talk = talk_of_work(a, role, all[i].text);
        const struct stem_word *w = stem_pairs(a, text_or(talk, ""), &words_n);
        for (size_t k = 0; k < words_n && found_n < MOST_OWN; k++) {
            const char *at = word_in(talk, w[k].word);
            if (!at || strlen(w[k].word) < SHORT_WORD ||
                builtin_is_common(library_phrases(library), w[k].stem) ||
                about_planning(library, w[k].stem) || stem_among(role_stems, role_n, w[k].stem) ||
                isdigit((unsigned char)w[k].word[0]) || of_a_place(library, talk, at) ||
                (talk[0] != ' ' && k == 0)) /* a list behind a colon, or further on */
                continue;
            where[found_n] = at;
            found[found_n++] = w[k].word;
        }
    }
    if (found_n < MOST_OWN)
        return NULL;
    const char *after = where[0] + strlen(found[0]);
    const bool together = *after == ' ' && where[1] == after + 1;
    if (together)
        return arena_printf(a, "%s %s", found[0], found[1]);
    return SAY(library_sentences(library), a, SAY_LIST_LAST, {"first", found[0]}, {"last", found[1]});
}
