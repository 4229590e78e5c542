#include "base/buf.h"
#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

/* One spelling for what people and their programs type in several ways. For each byte of it is kept where it
 * came from, so that the words as typed are found again. */

enum { SHORTEST_SWAPPED = 4, SHORTEST_SLIP = 5, SHORTEST_CHANGED = 7, LONGEST_WORD = 20 };

struct plain_text {
    const struct library *library;
    struct arena *arena;
    const char *raw;
    struct buf out;
    size_t *origin;
    size_t origin_room;
};

/* Adds n bytes of `words` in place of what stands at `from` of the text as typed. */
static void add(struct plain_text *plain, const char *from, const char *words, size_t n)
{
    const size_t wanted = plain->out.len + n + 1;
    if (wanted > plain->origin_room) {
        size_t *more = arena_alloc(plain->arena, 2 * wanted * sizeof *more);
        memcpy(more, plain->origin, plain->origin_room * sizeof *more);
        plain->origin = more;
        plain->origin_room = 2 * wanted;
    }
    for (size_t i = 0; i < n; i++) {
        plain->origin[plain->out.len] = (size_t)(from - plain->raw);
        buf_add_char(&plain->out, words[i]);
    }
}

/* What typing programs put in place of plain characters. Bullets and bars begin a line of their own. */
static const struct {
    const char *fancy, *plain;
} characters[] = {
    {"\xe2\x80\x99", "'"},  {"\xe2\x80\x98", "'"},  {"\xe2\x80\x9c", "\""},
    {"\xe2\x80\x9d", "\""}, {"\xc2\xa0", " "},      {"\t", " "},
    {"\xc2\xbd", ".5"},     {"\xe2\x80\xa6", ". "}, {"...", ". "},
    {"\xe2\x80\xa2", "\n"}, {"\xc2\xb7", "\n"},     {"\xe2\x97\x8f", "\n"},
    {"\xe2\x96\xaa", "\n"}, {" | ", "\n"},          {" / ", ", "},
    {"\xc2\xad", ""},       {"\xe2\x80\xa8", "\n"}, {"\xe2\x80\xa9", "\n"},
    {"\x0b", "\n"},         {"\x0c", "\n"},         {"\xc2\x85", "\n"},
    {"\r", "\n"},           {"\xe2\x80\x8b", ""},   {"\xe2\x80\x8d", ""},
    {"\xef\xbb\xbf", ""},   {"\xe2\x80\xaf", " "},  {"\xe3\x80\x80", " "},
    {"\xef\xb8\x8f", ""},   {"\xc3\x97", " x "},    {"\xc2\xbc", ".25"},
    {"\xc2\xbe", ".75"},    {"\xe2\x81\xa0", ""},
};

static size_t character(struct plain_text *plain, const char *at)
{
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
        const size_t n = strlen(characters[i].fancy);
        if (strncmp(at, characters[i].fancy, n) != 0)
            continue;
        add(plain, at, characters[i].plain, strlen(characters[i].plain));
        return n;
    }
    return 0;
}

/* Pictures and other signs that stand for no sound: U+2190 to U+2BFF, U+2000 to U+200A, U+1F000 and beyond.
 */
static size_t picture(struct plain_text *plain, const char *at)
{
    const unsigned char *bytes = (const unsigned char *)at;
    const bool sign = bytes[0] == 0xe2 && bytes[1] >= 0x86 && bytes[1] <= 0xaf;
    const bool blank = bytes[0] == 0xe2 && bytes[1] == 0x80 && bytes[2] >= 0x80 && bytes[2] <= 0x8a;
    const bool face = bytes[0] == 0xf0 && bytes[1] == 0x9f;
    if (!sign && !blank && !face)
        return 0;
    add(plain, at, " ", 1);
    size_t n = 1;
    while (((unsigned char)at[n] & 0xc0) == 0x80)
        n++;
    return n;
}

/* ---- dashes ---- */

static size_t dash_bytes(const char *at)
{
    static const char *const dashes[] = {"-",
                                         "\xe2\x80\x90",
                                         "\xe2\x80\x91",
                                         "\xe2\x80\x92",
                                         "\xe2\x80\x93",
                                         "\xe2\x80\x94",
                                         "\xe2\x80\x95",
                                         "\xe2\x88\x92"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (strncmp(at, dashes[i], strlen(dashes[i])) == 0)
            return strlen(dashes[i]);
    return 0;
}

/* The letters or digits at a place. */
static size_t word_bytes(const char *at)
{
    size_t n = 0;
    while (isalnum((unsigned char)at[n]))
        n++;
    return n;
}

/* Can this word be one end of a range: a figure, a weekday, a month, a number, a unit of time? */
static bool is_end(const struct plain_text *plain, const char *word, size_t n)
{
    static const enum phrase_list ends[] = {HEAR_DAYS_DAYS, HEAR_CALENDAR_MONTHS, HEAR_NUMBER_VALUES,
                                            HEAR_SENTENCE_RANGE_ENDS};
    char folded[LONGEST_WORD + 1];
    if (n == 0 || n > LONGEST_WORD)
        return false;
    for (size_t i = 0; i < n; i++)
        folded[i] = (char)tolower((unsigned char)word[i]);
    folded[n] = '\0';
    if (isdigit((unsigned char)*folded))
        return true;
    const struct phrases *all = library_phrases(plain->library);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        for (const char *const *known = phrases_list(all, ends[i]); *known; known++)
            if (strcmp(*known, folded) == 0)
                return true;
    return false;
}

static bool joins_range(const struct plain_text *plain, const char *at, const char *behind)
{
    const char *end = at;
    while (end > plain->raw && end[-1] == ' ')
        end--;
    const char *begin = end;
    while (begin > plain->raw && isalnum((unsigned char)begin[-1]))
        begin--;
    behind += strspn(behind, " ");
    return is_end(plain, begin, (size_t)(end - begin)) && is_end(plain, behind, word_bytes(behind));
}

/* Does a dash at `at`, of n bytes, stand inside a word ("self-checkouts")? A long one without blanks parts.
 */
static bool inside_word(const struct plain_text *plain, const char *at, size_t n)
{
    const bool parts = n == 3 && (unsigned char)at[2] >= 0x94 && (unsigned char)at[1] == 0x80;
    return !parts && at > plain->raw && isalnum((unsigned char)at[-1]) && isalnum((unsigned char)at[n]);
}

/* A dash joins a range or the parts of a word; elsewhere it parts clauses, and at the head of a line it is a
 * bullet. */
static size_t dash(struct plain_text *plain, const char *at)
{
    const size_t n = dash_bytes(at);
    if (!n)
        return 0;
    if (at == plain->raw || at[-1] == '\n') {
        add(plain, at, " ", 1);
    } else if (inside_word(plain, at, n) || joins_range(plain, at, at + n)) {
        add(plain, at, "-", 1);
    } else {
        while (plain->out.len && plain->out.data[plain->out.len - 1] == ' ')
            plain->out.data[--plain->out.len] = '\0';
        add(plain, at, ", ", 2);
        return n + strspn(at + n, " ");
    }
    return n;
}

/* ---- words ---- */

/* "/week" */
static size_t rate(struct plain_text *plain, const char *at)
{
    const struct phrases *all = library_phrases(plain->library);
    const char *const *rates = phrases_list(all, HEAR_SENTENCE_RATES);
    for (size_t i = 0; rates[i]; i++) {
        const size_t n = strlen(rates[i]);
        if (strncasecmp(at, rates[i], n) != 0 || isalnum((unsigned char)at[n]))
            continue;
        const char *note = phrases_notes(all, HEAR_SENTENCE_RATES)[i];
        add(plain, at, note, strlen(note));
        return n;
    }
    return 0;
}

static bool begins_word(const struct plain_text *plain, const char *at)
{
    return at == plain->raw ||
           !(isalnum((unsigned char)at[-1]) || at[-1] == '\'' || (unsigned char)at[-1] >= 0x80);
}

/* Words typed without their apostrophe, which goes where the note has it. */
static size_t unmarked(struct plain_text *plain, const char *at)
{
    const struct phrases *all = library_phrases(plain->library);
    const char *const *words = phrases_list(all, HEAR_SENTENCE_APOSTROPHES);
    if (!begins_word(plain, at))
        return 0;
    for (size_t i = 0; words[i]; i++) {
        const size_t n = strlen(words[i]);
        if (strncasecmp(at, words[i], n) != 0 || isalnum((unsigned char)at[n]) || at[n] == '\'')
            continue;
        const size_t mark = strcspn(phrases_notes(all, HEAR_SENTENCE_APOSTROPHES)[i], "'");
        add(plain, at, at, mark);
        add(plain, at + mark, "'", 1);
        add(plain, at + mark, at + mark, n - mark);
        return n;
    }
    return 0;
}

/* Is a folded word one slip away from the right one: two letters swapped, one left out, one too many, or, in
 * a long word, one wrong? The first letter is hardly ever the wrong one. */
static bool is_slip(const char *word, size_t n, const char *right)
{
    const size_t m = strlen(right);
    size_t at = 1;
    if (n + 1 < m || n > m + 1 || word[0] != right[0])
        return false;
    while (at < n && at < m && word[at] == right[at])
        at++;
    if (n == m && at + 1 < n && word[at] == right[at + 1] && word[at + 1] == right[at])
        return n >= SHORTEST_SWAPPED && strncmp(word + at + 2, right + at + 2, n - at - 2) == 0;
    if (n + 1 == m)
        return m >= SHORTEST_SLIP && strncmp(word + at, right + at + 1, n - at) == 0;
    if (n == m + 1)
        return m >= SHORTEST_SLIP && strncmp(word + at + 1, right + at, m - at) == 0;
    return n >= SHORTEST_CHANGED && at < n && strncmp(word + at + 1, right + at + 1, n - at - 1) == 0;
}

/* Words typed short, read in full. */
static size_t shorthand(struct plain_text *plain, const char *at)
{
    const struct phrases *all = library_phrases(plain->library);
    const char *const *words = phrases_list(all, HEAR_SENTENCE_SHORTHAND);
    if (!begins_word(plain, at))
        return 0;
    for (size_t i = 0; words[i]; i++) {
        const size_t n = strlen(words[i]);
        if (strncasecmp(at, words[i], n) != 0 || isalnum((unsigned char)at[n]) || at[n] == '\'')
            continue;
        const char *note = phrases_notes(all, HEAR_SENTENCE_SHORTHAND)[i];
        add(plain, at, note, strlen(note));
        return n;
    }
    return 0;
}

/* The words that the hearing turns on, where one of them is misspelt. */
static size_t misspelt(struct plain_text *plain, const char *at)
{
    char folded[LONGEST_WORD + 1];
    const size_t n = word_bytes(at);
    const struct phrases *all = library_phrases(plain->library);
    const char *slip_of = NULL;
    if (!begins_word(plain, at) || n < SHORTEST_SWAPPED || n > LONGEST_WORD)
        return 0;
    for (size_t i = 0; i < n; i++)
        folded[i] = (char)tolower((unsigned char)at[i]);
    folded[n] = '\0';
    for (const char *const *word = phrases_list(all, HEAR_SENTENCE_NO_SLIPS); *word; word++)
        if (strcmp(*word, folded) == 0)
            return 0;
    for (const char *const *word = phrases_list(all, HEAR_SENTENCE_SPELLED); *word; word++) {
        if (strcmp(*word, folded) == 0)
            return 0;
        if (!slip_of && is_slip(folded, n, *word))
            slip_of = *word;
    }
    if (!slip_of)
        return 0;
    add(plain, at, slip_of, strlen(slip_of));
    return n;
}

struct nlu_plain nlu_plain_of(const struct library *library, struct arena *a, const char *message)
{
    static size_t (*const readers[])(struct plain_text * plain, const char *at) = {
        dash, character, picture, rate, unmarked, shorthand, misspelt};
    const size_t room = strlen(message) * 2 + 64;
    struct plain_text plain = {.library = library,
                               .arena = a,
                               .raw = message,
                               .out = buf_new(a, room),
                               .origin = arena_alloc(a, room * sizeof *plain.origin),
                               .origin_room = room};
    for (const char *at = message; *at;) {
        size_t n = 0;
        for (size_t i = 0; i < sizeof readers / sizeof *readers && !n; i++)
            n = readers[i](&plain, at);
        if (!n) {
            n = isalnum((unsigned char)*at) ? word_bytes(at) : 1;
            for (size_t i = 0; i < n; i++)
                add(&plain, at + i, at + i, 1);
        }
        at += n;
    }
    plain.origin[plain.out.len] = strlen(message);
    return (struct nlu_plain){.raw = message, .text = plain.out.data, .origin = plain.origin};
}

char *nlu_plain(const struct library *library, struct arena *a, const char *message)
{
    return arena_copy(a, nlu_plain_of(library, a, message).text);
}

const char *nlu_said(const struct nlu_plain *plain, struct arena *a, const char *words)
{
    const char *at = *words ? strstr(plain->text, words) : NULL;
    if (!at)
        return words;
    const size_t from = plain->origin[at - plain->text], last = (size_t)(at - plain->text) + strlen(words);
    size_t to = plain->origin[last];
    while (to > from && strchr(" \n\t", plain->raw[to - 1]))
        to--;
    return arena_text(a, plain->raw + from, to - from);
}
