#include "nlu/nlu.h"
#include "base/num.h"
#include "base/text.h"
#include <ctype.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

enum { SHORT_FORM = 5, LONGEST_WORD = 1200, LONGEST_SENTENCE = 600 };

/* ---- the sentence ---- */

void nlu_take(struct nlu *heard, const char *sentence)
{
    char *folded = arena_copy(heard->arena, sentence);
    for (char *c = folded; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    heard->text = sentence;
    heard->folded = folded;
}

/* "approx. 30 minutes", "Sr. Engineer": no end. */
static bool abbreviated(const struct nlu *heard, const char *from, const char *stop)
{
    const char *const *forms = nlu_phrases(heard, HEAR_SENTENCE_SHORT_FORMS);
    const size_t before = (size_t)(stop - from);
    for (size_t i = 0; forms[i]; i++) {
        const size_t n = strlen(forms[i]);
        if (before >= n && strncasecmp(stop - n, forms[i], n) == 0 &&
            (before == n || stop[-(ptrdiff_t)n - 1] == ' ') && stop[1] == ' ')
            return true;
    }
    return false;
}

/* "Sept. 10", "Mon. to Fri.", "14.12. at ten", "14. December": a date goes on. */
static bool within_date(const struct nlu *heard, const char *from, const char *stop)
{
    char word[8] = "";
    const char *begin = stop, *next = stop + 1 + strspn(stop + 1, " "), *end = next;
    while (begin > from && isalpha((unsigned char)begin[-1]))
        begin--;
    while (isalpha((unsigned char)*end))
        end++;
    const size_t n = (size_t)(stop - begin);
    if (n == 0 && stop > from && isdigit((unsigned char)stop[-1])) {
        const char *month = text_fold(heard->arena, arena_text(heard->arena, next, (size_t)(end - next)));
        const char *day = stop - 1 - (stop - from > 1 && isdigit((unsigned char)stop[-2]));
        const bool numbers = day > from + 1 && day[-1] == '.' && isdigit((unsigned char)day[-2]);
        return (numbers && islower((unsigned char)*next)) || nlu_is(heard, month, HEAR_CALENDAR_MONTHS);
    }
    if (n == 0 || n > SHORT_FORM || !(islower((unsigned char)*next) || isdigit((unsigned char)*next)))
        return false;
    for (size_t i = 0; i < n; i++)
        word[i] = (char)tolower((unsigned char)begin[i]);
    return nlu_is(heard, word, HEAR_CALENDAR_MONTHS) || nlu_is(heard, word, HEAR_CALENDAR_WEEKDAYS) ||
           nlu_is(heard, word, HEAR_TIME_UNITS);
}

static bool ends_sentence(const struct nlu *heard, const char *from, const char *at)
{
    if (*at == '\0' || *at == '\n' || *at == ';')
        return true;
    if ((*at != '.' && *at != '!' && *at != '?') || (at[1] && at[1] != ' ' && at[1] != '\n'))
        return false;
    return *at != '.' || !(abbreviated(heard, from, at) || within_date(heard, from, at));
}

/* Is a piece so long that it ends at a blank, or, in one word without end, at any character? */
static bool too_long(const char *from, const char *at)
{
    const bool inside = ((unsigned char)*at & 0xc0) == 0x80;
    return (at - from >= LONGEST_SENTENCE && *at == ' ') || (at - from >= LONGEST_WORD && !inside);
}

bool nlu_next(struct nlu *heard, const char **message)
{
    const char *from = *message + strspn(*message, " \n;");
    if (!*from)
        return false;
    const char *at = from;
    while (!ends_sentence(heard, from, at) && !too_long(from, at))
        at++;
    const bool marked = *at == '.' || *at == '!' || *at == '?';
    const char *end = at + marked;
    nlu_take(heard, text_trim(heard->arena, arena_text(heard->arena, from, (size_t)(end - from))));
    *message = end;
    return true;
}

/* ---- phrases ---- */

static bool word_char(char letter)
{
    return isalnum((unsigned char)letter) || (unsigned char)letter >= 0x80;
}

/* Does a word end here? "can't" is not "can". */
static bool ends_word(const char *at)
{
    return !word_char(*at) && !(*at == '\'' && word_char(at[1]));
}

/* Does a phrase of n letters, found at a place, end there as a whole word? */
static bool whole(const char *at, const char *phrase, size_t n)
{
    return !word_char(phrase[n - 1]) || ends_word(at + n);
}

const char *nlu_find(const char *from, const char *phrase)
{
    const size_t n = strlen(phrase);
    for (const char *at = from; (at = strstr(at, phrase)) != NULL; at++)
        if ((at == from || !word_char(at[-1])) && whole(at, phrase, n))
            return at;
    return NULL;
}

/* The longest of the alternatives of one word of a pattern ("is|are|comes_down_to") that stands at a place.
 */
static size_t alternative(const char *at, const char *word, const char *end)
{
    size_t best = 0;
    for (const char *from = word; from < end;) {
        const char *to = from;
        size_t n = 0;
        bool same = true;
        for (; to < end && *to != '|'; to++, n++)
            same = same && at[n] == (*to == '_' ? ' ' : *to);
        if (same && n > best && whole(at, at, n))
            best = n;
        from = to + 1;
    }
    return best;
}

/* Skips blanks and any of these words. */
static const char *skip(const char *from, const char *const *words)
{
    const char *at = from;
    for (bool again = true; again;) {
        again = false;
        while (*at == ' ')
            at++;
        for (size_t i = 0; words[i]; i++) {
            const size_t n = strlen(words[i]);
            if (strncmp(at, words[i], n) != 0 || !whole(at, words[i], n))
                continue;
            at += n;
            again = true;
        }
    }
    return at;
}

/* How much of the text at a place a pattern takes; 0: it doesn't fit. `small`: what "~" stands for. */
static size_t pattern_at(const char *text, const char *pattern, const char *const *small)
{
    const char *at = text, *end = text;
    while (*pattern) {
        const char *word = pattern, *to = word + strcspn(word, " ");
        pattern = to + (*to == ' ');
        if (*word == '~') {
            const char *next = skip(at, small);
            if (next > at + strspn(at, " "))
                end = next - (next[-1] == ' ');
            at = next;
            continue;
        }
        const bool may_lack = to[-1] == '?';
        if (at > text)
            at += strspn(at, " ");
        const size_t n = alternative(at, word, to - may_lack);
        if (n)
            at = end = at + n;
        else if (!may_lack)
            return 0;
    }
    return (size_t)(end - text);
}

static bool is_pattern(const char *phrase)
{
    return strpbrk(phrase, "|~?") != NULL;
}

/* Where a pattern stands first; `initials`: the letters that it may begin with. */
static const char *find_pattern(const char *from, const char *pattern, const char *const *small,
                                uint32_t initials, size_t *length)
{
    for (const char *at = from; *at; at++) {
        if (*at == ' ' || !phrase_may_begin(initials, *at) || (at > from && word_char(at[-1])))
            continue;
        *length = pattern_at(at, pattern, small);
        if (*length)
            return at;
    }
    return NULL;
}

static const char *find(const char *from, const char *phrase, const char *const *small, uint32_t initials,
                        size_t *length)
{
    if (is_pattern(phrase))
        return find_pattern(from, phrase, small, initials, length);
    *length = strlen(phrase);
    return nlu_find(from, phrase);
}

const char *const *nlu_phrases(const struct nlu *heard, enum phrase_list which)
{
    return phrases_list(library_phrases(heard->library), which);
}

static const char *const *small_words(const struct nlu *heard)
{
    return nlu_phrases(heard, HEAR_SENTENCE_SMALL_WORDS);
}

const char *nlu_place(const struct nlu *heard, const char *from, const char *phrase, size_t *length)
{
    return find(from, phrase, small_words(heard), PHRASE_ANY, length);
}

const char *nlu_first(const struct nlu *heard, const char *from, enum phrase_list which, size_t *length)
{
    const char *const *small = small_words(heard), *const *phrases = nlu_phrases(heard, which), *first = NULL;
    const uint32_t *initials = phrases_initials(library_phrases(heard->library), which);
    for (size_t i = 0; phrases[i]; i++) {
        size_t n;
        const char *at = find(from, phrases[i], small, initials[i], &n);
        if (!at || (first && (at > first || (at == first && n <= *length))))
            continue;
        first = at;
        *length = n;
    }
    return first;
}

bool nlu_says(const struct nlu *heard, const char *text, enum phrase_list which)
{
    size_t length;
    return nlu_first(heard, text, which, &length) != NULL;
}

bool nlu_hears(const struct nlu *heard, enum phrase_list which)
{
    return nlu_says(heard, heard->folded, which);
}

static size_t length_at(const char *at, const char *phrase, const char *const *small)
{
    if (is_pattern(phrase))
        return *at == ' ' ? 0 : pattern_at(at, phrase, small);
    const size_t n = strlen(phrase);
    return strncmp(at, phrase, n) == 0 && whole(at, phrase, n) ? n : 0;
}

size_t nlu_stands(const struct nlu *heard, const char *at, const char *phrase)
{
    return length_at(at, phrase, small_words(heard));
}

size_t nlu_begins(const struct nlu *heard, const char *at, enum phrase_list which, const char **note)
{
    const struct phrases *all = library_phrases(heard->library);
    const char *const *phrases = phrases_list(all, which), *const *small = small_words(heard);
    const uint32_t *initials = phrases_initials(all, which);
    size_t longest = 0;
    for (size_t i = 0; phrases[i]; i++) {
        if (!phrase_may_begin(initials[i], *at))
            continue;
        const size_t n = length_at(at, phrases[i], small);
        if (n > longest && note)
            *note = phrases_notes(all, which)[i];
        if (n > longest)
            longest = n;
    }
    return longest;
}

size_t nlu_prefix(const struct nlu *heard, const char *at, enum phrase_list which, const char **note)
{
    const struct phrases *all = library_phrases(heard->library);
    const char *const *phrases = phrases_list(all, which);
    for (size_t i = 0; phrases[i]; i++) {
        const size_t n = strlen(phrases[i]);
        if (strncmp(at, phrases[i], n) != 0)
            continue;
        if (note)
            *note = phrases_notes(all, which)[i];
        return n;
    }
    return 0;
}

const char *nlu_note(const struct nlu *heard, const char *word, size_t n, enum phrase_list which)
{
    const struct phrases *all = library_phrases(heard->library);
    const char *const *phrases = phrases_list(all, which);
    for (size_t i = 0; n && phrases[i]; i++)
        if (strncmp(phrases[i], word, n) == 0 && phrases[i][n] == '\0')
            return phrases_notes(all, which)[i];
    return NULL;
}

bool nlu_is(const struct nlu *heard, const char *word, enum phrase_list which)
{
    return nlu_note(heard, word, strlen(word), which) != NULL;
}

int nlu_value(const char *note)
{
    int64_t value = 0;
    return note && num_int(note, 0, INT_MAX, &value) == OK ? (int)value : 0;
}

const char *nlu_skip(const struct nlu *heard, const char *from, enum phrase_list which)
{
    return skip(from, nlu_phrases(heard, which));
}

/* ---- clauses and words ---- */

static bool parts_clauses(const char *at)
{
    const char c = *at;
    if (c == ';' || c == ':' || c == '(' || c == ')' || c == '!' || c == '?' || c == '\n')
        return true;
    /* not within "1,5" or "node.js" */
    return (c == ',' || c == '.') && !word_char(at[1]);
}

const char *nlu_clause(const struct nlu *heard, const char *at)
{
    const char *from = at;
    while (from > heard->folded && !parts_clauses(from - 1) && strncmp(from, " but ", 5) != 0)
        from--;
    if (strncmp(from, " but ", 5) == 0)
        from += 5;
    while (*from == ' ')
        from++;
    return from;
}

const char *nlu_clause_end(const char *at)
{
    const char *end = at;
    while (*end && !parts_clauses(end) && strncmp(end, " but ", 5) != 0)
        end++;
    return end;
}

char *nlu_word_before(const struct nlu *heard, const char *at, const char **begin)
{
    const char *end = at;
    while (end > heard->folded && (end[-1] == ' ' || end[-1] == '"'))
        end--;
    const char *start = end;
    while (start > heard->folded && (word_char(start[-1]) || strchr("'-.,+", start[-1])))
        start--;
    if (end > start && strchr(",.", end[-1]))
        start = end;
    if (begin)
        *begin = start;
    return arena_text(heard->arena, start, (size_t)(end - start));
}

bool nlu_denied(const struct nlu *heard, const char *at)
{
    for (int i = 0; i < 3; i++) {
        const char *word = nlu_word_before(heard, at, &at);
        if (!*word || nlu_is(heard, word, HEAR_SENTENCE_JOINTS))
            return false;
        if (nlu_is(heard, word, HEAR_SENTENCE_DENIALS))
            return true;
    }
    return false;
}

char *nlu_words(const struct nlu *heard, const char *from, const char *to)
{
    while (from < to && strchr(" .,;:!?\"", *from))
        from++;
    while (to > from && strchr(" .,;:!?\"(", to[-1]))
        to--;
    if (to <= from)
        return arena_copy(heard->arena, "");
    return arena_text(heard->arena, heard->text + (from - heard->folded), (size_t)(to - from));
}

const char *nlu_fact(const struct nlu *heard, const char *key)
{
    return json_get_text(heard->facts, key, json_get_text(heard->known, key, ""));
}
