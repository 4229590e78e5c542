#include "nlu/nlu.h"
#include "base/buf.h"
#include "base/num.h"
#include "base/text.h"
#include <ctype.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

enum { LONGEST_SENTENCE = 600 };

/* ---- the sentence ---- */

/* What typing programs put in place of plain characters. */
static const struct {
    const char *fancy, *plain;
} spellings[] = {
    {"\xe2\x80\x99", "'"},  {"\xe2\x80\x98", "'"}, {"\xe2\x80\x9c", "\""}, {"\xe2\x80\x9d", "\""},
    {"\xc2\xa0", " "},      {"\t", " "},           {"\xc2\xbd", ".5"},     {"\xe2\x80\xa6", ". "},
    {"\xe2\x80\xa2", "\n"}, {" - ", ", "},         {"...", ". "},          {"/week", " a week"},
    {"/day", " a day"},     {"/wk", " a week"},
};

/* A long dash joins a range, and parts clauses elsewhere. */
static size_t dash(const char *message, const char *p, struct buf *out)
{
    if (strncmp(p, "\xe2\x80\x93", 3) != 0 && strncmp(p, "\xe2\x80\x94", 3) != 0)
        return 0;
    const bool range = p > message && isdigit((unsigned char)p[-1]) && isdigit((unsigned char)p[3]);
    buf_add(out, range ? "-" : ", ");
    return 3;
}

static size_t spelling(const char *p, struct buf *out)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        const size_t n = strlen(spellings[i].fancy);
        if (strncmp(p, spellings[i].fancy, n) != 0)
            continue;
        buf_add(out, spellings[i].plain);
        return n;
    }
    return 0;
}

/* Words typed without their apostrophe. */
static size_t unmarked(const char *message, const char *p, struct buf *out)
{
    static const struct {
        const char *word;
        size_t mark; /* where the apostrophe belongs */
    } words[] = {{"im", 1},    {"ive", 1},    {"dont", 3},    {"cant", 3},    {"wont", 3},   {"isnt", 3},
                 {"arent", 4}, {"wasnt", 4},  {"didnt", 4},   {"doesnt", 5},  {"havent", 5}, {"hasnt", 4},
                 {"thats", 4}, {"theres", 5}, {"couldnt", 6}, {"wouldnt", 6}, {"theyre", 4}, {"theyve", 4}};
    if (p > message && (isalnum((unsigned char)p[-1]) || p[-1] == '\'' || (unsigned char)p[-1] >= 0x80))
        return 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t n = strlen(words[i].word);
        if (strncasecmp(p, words[i].word, n) != 0 || isalnum((unsigned char)p[n]) || p[n] == '\'')
            continue;
        buf_printf(out, "%.*s'%.*s", (int)words[i].mark, p, (int)(n - words[i].mark), p + words[i].mark);
        return n;
    }
    return 0;
}

char *nlu_plain(const struct library *library, struct arena *a, const char *message)
{
    (void)library;
    struct buf b = buf_new(a, strlen(message) * 2 + 64);
    for (const char *p = message; *p;) {
        size_t n = dash(message, p, &b);
        if (!n)
            n = spelling(p, &b);
        if (!n)
            n = unmarked(message, p, &b);
        if (!n) {
            buf_add_char(&b, *p);
            n = 1;
        }
        p += n;
    }
    return b.data;
}

void nlu_take(struct nlu *heard, const char *sentence)
{
    char *folded = arena_copy(heard->arena, sentence);
    for (char *c = folded; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    heard->text = sentence;
    heard->folded = folded;
}

/* "approx. 30 minutes", "Sr. Engineer": no end. */
static bool abbreviated(const char *from, const char *stop)
{
    static const char *const short_forms[] = {"approx", "e.g", "i.e", "sr", "jr", "dr",
                                              "st",     "mr",  "mrs", "ms", "ca", "min"};
    for (size_t i = 0; i < sizeof short_forms / sizeof *short_forms; i++) {
        const size_t n = strlen(short_forms[i]);
        if ((size_t)(stop - from) >= n && strncasecmp(stop - n, short_forms[i], n) == 0 &&
            ((size_t)(stop - from) == n || stop[-(ptrdiff_t)n - 1] == ' ') && stop[1] == ' ')
            return true;
    }
    return false;
}

static bool ends_sentence(const char *from, const char *p)
{
    if (*p == '\0' || *p == '\n' || *p == ';')
        return true;
    if ((*p != '.' && *p != '!' && *p != '?') || (p[1] && p[1] != ' ' && p[1] != '\n'))
        return false;
    return *p != '.' || !abbreviated(from, p);
}

bool nlu_next(struct nlu *heard, const char **message)
{
    const char *from = *message + strspn(*message, " \n;");
    if (!*from)
        return false;
    const char *p = from;
    while (!ends_sentence(from, p) && (p - from < LONGEST_SENTENCE || *p != ' '))
        p++;
    const char *end = *p == '.' || *p == '!' || *p == '?' ? p + 1 : p;
    nlu_take(heard, text_trim(heard->arena, arena_text(heard->arena, from, (size_t)(end - from))));
    *message = end;
    return true;
}

/* ---- phrases ---- */

static bool word_char(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Does a word end here? "can't" is not "can". */
static bool ends_word(const char *p)
{
    return !word_char(*p) && !(*p == '\'' && word_char(p[1]));
}

const char *nlu_find(const char *from, const char *phrase)
{
    const size_t n = strlen(phrase);
    for (const char *p = from; (p = strstr(p, phrase)) != NULL; p++)
        if ((p == from || !word_char(p[-1])) && (!word_char(phrase[n - 1]) || ends_word(p + n)))
            return p;
    return NULL;
}

/* The longest of the alternatives of one word of a pattern ("is|are|comes_down_to") that stands at p. */
static size_t alternative(const char *p, const char *word, const char *end)
{
    size_t best = 0;
    for (const char *from = word; from < end;) {
        const char *to = from;
        size_t n = 0;
        bool same = true;
        for (; to < end && *to != '|'; to++, n++)
            same = same && p[n] == (*to == '_' ? ' ' : *to);
        if (same && n > best && (!word_char(p[n - 1]) || ends_word(p + n)))
            best = n;
        from = to + 1;
    }
    return best;
}

/* How much of the text at p a pattern takes; 0: it doesn't fit. */
static size_t pattern_at(const char *p, const char *pattern)
{
    static const char *const small[] = {
        "a bit",      "a little",   "a lot",        "really",    "always",     "still",      "just",
        "quite",      "very",       "so",           "also",      "usually",    "often",      "mostly",
        "definitely", "honestly",   "probably",     "totally",   "completely", "pretty",     "rather",
        "most",       "more",       "too",          "super",     "extremely",  "kind of",    "sort of",
        "somewhat",   "absolutely", "particularly", "certainly", "currently",  "slightly",   "fairly",
        "actually",   "generally",  "now",          "all",       "only",       "especially", NULL};
    const char *start = p, *end = p;
    while (*pattern) {
        const char *word = pattern, *to = word + strcspn(word, " ");
        pattern = to + (*to == ' ');
        if (*word == '~') {
            const char *next = nlu_skip_words(p, small);
            end = next > p + strspn(p, " ") ? next - (next[-1] == ' ') : end;
            p = next;
            continue;
        }
        const bool may_lack = to[-1] == '?';
        const char *at = p + (p > start ? strspn(p, " ") : 0);
        const size_t n = alternative(at, word, to - may_lack);
        if (n)
            p = end = at + n;
        else if (!may_lack)
            return 0;
    }
    return (size_t)(end - start);
}

static const char *find_pattern(const char *from, const char *pattern, size_t *n)
{
    for (const char *p = from; *p; p++)
        if (*p != ' ' && (p == from || !word_char(p[-1])) && (*n = pattern_at(p, pattern)) > 0)
            return p;
    return NULL;
}

const char *nlu_first_of(const char *from, const char *const *phrases, size_t *n)
{
    const char *first = NULL;
    for (; *phrases; phrases++) {
        size_t length = strlen(*phrases);
        const char *p =
            strpbrk(*phrases, "|~?") ? find_pattern(from, *phrases, &length) : nlu_find(from, *phrases);
        if (!p || (first && (p > first || (p == first && length <= *n))))
            continue;
        first = p;
        *n = length;
    }
    return first;
}

bool nlu_says_one(const char *folded, const char *const *phrases)
{
    size_t n;
    return nlu_first_of(folded, phrases, &n) != NULL;
}

const char *nlu_skip_words(const char *p, const char *const *words)
{
    for (bool again = true; again;) {
        again = false;
        while (*p == ' ')
            p++;
        for (size_t i = 0; words[i]; i++) {
            const size_t n = strlen(words[i]);
            if (strncmp(p, words[i], n) == 0 && (!word_char(words[i][n - 1]) || ends_word(p + n))) {
                p += n;
                again = true;
            }
        }
    }
    return p;
}

/* ---- by the list's id ---- */

const char *const *nlu_phrases(const struct nlu *heard, enum phrase_list which)
{
    return phrases_list(library_phrases(heard->library), which);
}

const char *nlu_place(const struct nlu *heard, const char *from, const char *phrase, size_t *n)
{
    const char *const one[] = {phrase, NULL};
    (void)heard;
    return nlu_first_of(from, one, n);
}

const char *nlu_first(const struct nlu *heard, const char *from, enum phrase_list which, size_t *n)
{
    return nlu_first_of(from, nlu_phrases(heard, which), n);
}

bool nlu_says(const struct nlu *heard, const char *text, enum phrase_list which)
{
    size_t n;
    return nlu_first(heard, text, which, &n) != NULL;
}

bool nlu_hears(const struct nlu *heard, enum phrase_list which)
{
    return nlu_says(heard, heard->folded, which);
}

size_t nlu_begins(const struct nlu *heard, const char *at, enum phrase_list which, const char **note)
{
    const struct phrases *all = library_phrases(heard->library);
    const char *const *phrases = phrases_list(all, which);
    size_t longest = 0, n;
    for (size_t i = 0; phrases[i]; i++) {
        const char *const one[] = {phrases[i], NULL};
        if (nlu_first_of(at, one, &n) != at || n <= longest)
            continue;
        longest = n;
        if (note)
            *note = phrases_notes(all, which)[i];
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
    return nlu_skip_words(from, nlu_phrases(heard, which));
}

/* ---- clauses and words ---- */

static bool parts_clauses(const char *p)
{
    const char c = *p;
    if (c == ';' || c == ':' || c == '(' || c == ')' || c == '!' || c == '?' || c == '\n')
        return true;
    /* not within "1,5" or "node.js" */
    return (c == ',' || c == '.') && !word_char(p[1]);
}

const char *nlu_clause(const struct nlu *heard, const char *at)
{
    const char *p = at;
    while (p > heard->folded && !parts_clauses(p - 1) && strncmp(p, " but ", 5) != 0)
        p--;
    if (strncmp(p, " but ", 5) == 0)
        p += 5;
    while (*p == ' ')
        p++;
    return p;
}

const char *nlu_clause_end(const char *at)
{
    const char *p = at;
    while (*p && !parts_clauses(p) && strncmp(p, " but ", 5) != 0)
        p++;
    return p;
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

static bool one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

bool nlu_denied(const struct nlu *heard, const char *at)
{
    static const char *const no[] = {"not",    "no",    "never",  "don't",   "dont",    "doesn't", "isn't",
                                     "aren't", "ain't", "wasn't", "didn't",  "longer",  "without", "nor",
                                     "cannot", "can't", "won't",  "haven't", "stopped", "less",    NULL};
    static const char *const parting[] = {"and", "but", "so", "because", "or", "though", "although", NULL};
    const char *p = at;
    for (int i = 0; i < 3; i++) {
        const char *word = nlu_word_before(heard, p, &p);
        if (!*word || one_of(word, parting))
            return false;
        if (one_of(word, no))
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

/* ---- numbers ---- */

static double named(const char *word)
{
    static const struct {
        const char *word;
        int value;
    } words[] = {{"one", 1},     {"two", 2},     {"three", 3},    {"four", 4},    {"five", 5},
                 {"six", 6},     {"seven", 7},   {"eight", 8},    {"nine", 9},    {"ten", 10},
                 {"eleven", 11}, {"twelve", 12}, {"fifteen", 15}, {"twenty", 20}, {"thirty", 30},
                 {"forty", 40},  {"fourty", 40}, {"fifty", 50},   {"sixty", 60},  {"seventy", 70},
                 {"eighty", 80}, {"ninety", 90}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, word) == 0)
            return words[i].value;
    return 0;
}

/* "45", "1.5", "1,5", "20-30", "forty-five"; "~45" and "c.45" too. */
static double one_word(struct arena *a, const char *word)
{
    char *w = arena_copy(a, word);
    while (*w && !isalnum((unsigned char)*w) && *w != '.')
        w++;
    const size_t n = strlen(w);
    if (n > 4 && isdigit((unsigned char)*w) && strcmp(w + n - 3, "ish") == 0)
        w[n - 3] = '\0';
    char *hyphen = strchr(w, '-');
    if (hyphen) {
        *hyphen = '\0';
        const double tens = one_word(a, w), rest = named(hyphen + 1);
        return tens >= 20 && rest > 0 && rest < 10 && !isdigit((unsigned char)*w) ? tens + rest : tens;
    }
    for (char *c = w; *c; c++)
        if (*c == ',')
            *c = '.';
    double v;
    return num_real(w, 0, 5000, &v) == OK ? v : named(w);
}

/* "an hour", "half an hour", "three quarters of an hour" */
static double article(const struct nlu *heard, const char *p)
{
    const char *word = nlu_word_before(heard, p, &p);
    if (strcmp(word, "half") == 0)
        return 0.5;
    if (strcmp(word, "of") != 0)
        return 1;
    word = nlu_word_before(heard, p, &p);
    if (strcmp(word, "quarter") == 0)
        return 0.25;
    return strcmp(word, "quarters") == 0 ? 0.75 : 1;
}

double nlu_number(const struct nlu *heard, const char *at)
{
    static const char *const fillers[] = {"good",  "full", "solid", "whole",   "free", "spare",
                                          "short", "more", "extra", "focused", NULL};
    const char *p = at;
    char *word = nlu_word_before(heard, p, &p);
    while (one_of(word, fillers))
        word = nlu_word_before(heard, p, &p);
    if (strcmp(word, "a") == 0 || strcmp(word, "an") == 0)
        return article(heard, p);
    if (strcmp(word, "half") == 0) { /* "two and a half" */
        const char *q = p, *joint = nlu_word_before(heard, q, &q);
        if (strcmp(joint, "a") == 0)
            joint = nlu_word_before(heard, q, &q);
        return strcmp(joint, "and") != 0 ? 0.5
                                         : one_word(heard->arena, nlu_word_before(heard, q, NULL)) + 0.5;
    }
    if (strcmp(word, "of") == 0)
        word = nlu_word_before(heard, p, &p);
    if (strcmp(word, "couple") == 0)
        return 2;
    const double v = one_word(heard->arena, word);
    if (v <= 0)
        return 0;
    const char *before = p, *joint = nlu_word_before(heard, p, &before);
    const double first = one_word(heard->arena, nlu_word_before(heard, before, &before));
    if (first > 0 && (strcmp(joint, "to") == 0 || strcmp(joint, "or") == 0))
        return first;
    if (first > 0 && strcmp(joint, "and") == 0 &&
        strcmp(nlu_word_before(heard, before, NULL), "between") == 0)
        return first;
    const double tens = named(joint);
    return tens >= 20 && v < 10 && v == named(word) ? tens + v : v;
}
