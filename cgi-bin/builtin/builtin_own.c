#include "builtin/builtin_own.h"
#include "base/text.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Topics of the user's own words, and what their work is about. */

enum {
    NAME_WORDS = 3,
    NAME_CHARACTERS = 60,
    SHORT_WORD = 4,
    MOST_OWN = 2,
    AREA_WORDS = 6,
    DESCRIPTION_WORDS = 20,
    SAID_WORDS = 14,
    LEAST_SAID = 5
};

/* ---- names ---- */

/* Without what a name doesn't begin with. */
static const char *without_beginning(const struct phrases *all, const char *from)
{
    const char *const *empty = phrases_list(all, HEAR_OWN_EMPTY);
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; empty[i] && !more; i++) {
            const size_t n = strlen(empty[i]);
            more = strncasecmp(from, empty[i], n) == 0;
            from += more ? n : 0;
        }
    }
    return from;
}

/* ... and without what it doesn't end with. */
static char *without_end(const struct phrases *all, struct arena *a, const char *text)
{
    const char *const *ends = phrases_list(all, HEAR_OWN_ENDS);
    char *name = text_trim(a, text);
    for (size_t i = 0; ends[i];) {
        const size_t n = strlen(ends[i]), all_n = strlen(name);
        i++;
        if (all_n <= n || strcasecmp(name + all_n - n, ends[i - 1]) != 0)
            continue;
        name[all_n - n] = '\0';
        i = 0;
    }
    return name;
}

/* Does a word of it show that it is part of a sentence? */
static bool is_fragment(const struct phrases *all, struct arena *a, const char *name)
{
    const char *const *never = phrases_list(all, HEAR_OWN_NO_NAME);
    size_t n, said = 0;
    const struct stem_word *words = stem_pairs(a, name, &n);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; never[k]; k++)
            if (strcmp(never[k], words[i].word) == 0)
                return true;
        said += !builtin_is_common(all, words[i].stem) && !isdigit((unsigned char)*words[i].word);
    }
    return said == 0;
}

const char *builtin_own_name(const struct library *library, struct arena *a, const char *area)
{
    const struct phrases *all = library_phrases(library);
    const char *from = without_beginning(all, text_trim(a, area));
    char *name = without_end(all, a, arena_text(a, from, strcspn(from, "(:;,.!?\n\"")));
    if (text_words(name) > NAME_WORDS || text_length(name) > NAME_CHARACTERS || is_fragment(all, a, name))
        return "";
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

/* The list behind a colon in the sentence that names the role: "as a beekeeper: hives, honey". */
static const char *talk_of_work(struct arena *a, const char *role, const char *sentence)
{
    const char *colon = strchr(sentence, ':');
    if (!colon || !strstr(text_fold(a, sentence), text_fold(a, role)))
        return NULL;
    return colon + 1;
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
                isdigit((unsigned char)w[k].word[0]) || of_a_place(library, talk, at))
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

/* ---- what the work is about, said plainly ---- */

/* Where the thing that is named behind a phrase ends. */
static size_t thing_length(const char *from)
{
    static const char *const ends[] = {
        ",",    ";",    ".",      ":",       "(",       "\n",     "!",       "?",        " and ",
        " or ", " to ", " that ", " which ", " where ", " for ",  " with ",  " within ", " across ",
        " in ", " at ", " is ",   " are ",   " on ",    " when ", " while ", " as "};
    size_t n = strlen(from);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *at = strstr(from, ends[i]);
        if (at && (size_t)(at - from) < n)
            n = (size_t)(at - from);
    }
    return n;
}

static bool is_planning(const struct library *library, struct arena *a, const char *name)
{
    size_t n;
    char **stems = stem_words(a, name, &n);
    for (size_t i = 0; i < n; i++)
        if (about_planning(library, stems[i]))
            return true;
    return false;
}

size_t builtin_own_craft(const struct library *library, struct arena *a, const char *text, const char **names,
                         size_t most)
{
    const char *const *phrases = phrases_list(library_phrases(library), HEAR_OWN_CRAFT);
    size_t sentences_n, n = 0;
    const struct builtin_sentence *all = builtin_sentences(a, text, &sentences_n);
    for (size_t s = 0; s < sentences_n; s++) {
        for (size_t i = 0; phrases[i] && n < most; i++) {
            const char *at = word_in(all[s].text, text_trim(a, phrases[i]));
            if (!at)
                continue;
            at += strlen(phrases[i]);
            const char *name = builtin_own_name(library, a, arena_text(a, at, thing_length(at)));
            bool known = text_blank(name) || is_planning(library, a, name);
            for (size_t k = 0; k < n; k++)
                known |= strcasecmp(names[k], name) == 0;
            if (!known)
                names[n++] = name;
        }
    }
    return n;
}

size_t builtin_own_sentences(const struct library *library, struct arena *a, const char *words,
                             const char *text, const char **said, size_t most)
{
    const struct phrases *phrases = library_phrases(library);
    size_t sentences_n, n = 0, wanted_n;
    const struct builtin_sentence *all = builtin_sentences(a, text, &sentences_n);
    char **wanted = stem_words(a, words, &wanted_n);
    for (size_t i = 0; i < sentences_n && n < most; i++) {
        size_t shared = 0, wants = 0;
        for (size_t k = 0; k < wanted_n; k++) {
            wants += !builtin_is_common(phrases, wanted[k]);
            shared += !builtin_is_common(phrases, wanted[k]) && stem_among(all[i].stems, all[i].n, wanted[k]);
        }
        if (2 * shared < wants || shared == 0 || text_words(all[i].text) < LEAST_SAID)
            continue;
        const char *head = text_head_words(a, all[i].text, SAID_WORDS);
        const size_t length = strcspn(head, "\n");
        char *one = text_trim(a, arena_text(a, head, length));
        if (text_words(all[i].text) > SAID_WORDS)
            one = arena_printf(a, "%s…", one);
        else if (*one && strchr(".!?", one[strlen(one) - 1]))
            one[strlen(one) - 1] = '\0';
        said[n++] = one;
    }
    return n;
}
