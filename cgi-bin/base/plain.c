#include "base/plain.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>

struct plain {
    char *text;
    size_t n;
    size_t *from, *to; /* of each of its bytes: what it stands for, in bytes of the text as it was given */
};

/* Signs that are written in several ways, and the one that is read. */
static const struct {
    const char *sign, *plain;
} signs[] = {{"\u00a0", " "},  {"\u1680", " "},  {"\u2000", " "},  {"\u2001", " "},  {"\u2002", " "},
             {"\u2003", " "},  {"\u2004", " "},  {"\u2005", " "},  {"\u2006", " "},  {"\u2007", " "},
             {"\u2008", " "},  {"\u2009", " "},  {"\u200a", " "},  {"\u2028", " "},  {"\u2029", " "},
             {"\u202f", " "},  {"\u205f", " "},  {"\u3000", " "},  {"\u2018", "'"},  {"\u2019", "'"},
             {"\u201a", "'"},  {"\u201b", "'"},  {"\u2032", "'"},  {"\u00b4", "'"},  {"\u201c", "\""},
             {"\u201d", "\""}, {"\u201e", "\""}, {"\u201f", "\""}, {"\u2033", "\""}, {"\u00ab", "\""},
             {"\u00bb", "\""}, {"\u2010", "-"},  {"\u2011", "-"},  {"\u2012", "-"},  {"\u2013", "-"},
             {"\u2014", "-"},  {"\u2015", "-"},  {"\u2212", "-"},  {"\u2026", "..."}};

static bool is_sign(const char *at, const char **plain)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (strncmp(at, signs[i].sign, strlen(signs[i].sign)) != 0)
            continue;
        *plain = signs[i].plain;
        return true;
    }
    return false;
}

static bool is_ascii(char byte)
{
    return (unsigned char)byte < 0x80;
}

/* The bytes of the character at a place; never beyond the text's end. */
static size_t bytes_at(const char *at)
{
    return strnlen(at, text_point_bytes(*at));
}

/* How the character of n bytes at a place is read. */
static const char *reading(struct arena *a, const char *at, size_t n, char one[2])
{
    const char *plain;
    if (is_ascii(*at)) {
        one[0] = (char)tolower((unsigned char)*at);
        one[1] = '\0';
        if (isspace((unsigned char)*at))
            one[0] = ' ';
        if (*at == '`')
            one[0] = '\'';
        return one;
    }
    if (is_sign(at, &plain))
        return plain;
    return text_fold(a, arena_text(a, at, n));
}

/* Takes up what the bytes [from, to) are read as; blanks in a row are one. */
static void take(struct plain *plain, const char *read, size_t from, size_t to)
{
    if (*read == ' ' && plain->n > 0 && plain->text[plain->n - 1] == ' ') {
        plain->to[plain->n - 1] = to;
        return;
    }
    for (; *read; read++) {
        plain->text[plain->n] = *read;
        plain->from[plain->n] = from;
        plain->to[plain->n++] = to;
    }
}

/* Room for the text and its end. Folding makes at most three bytes of one (Unicode, CaseFolding.txt). */
static size_t room_for(const char *text)
{
    enum { LONGEST_FOLD = 3 };
    size_t n = 1;
    for (const char *at = text; *at; at++)
        n += is_ascii(*at) ? 1 : LONGEST_FOLD;
    return n;
}

struct plain *plain_new(struct arena *a, const char *text)
{
    const size_t room = room_for(text);
    struct plain *plain = arena_alloc(a, sizeof *plain);
    char one[2];
    *plain = (struct plain){.text = arena_array(a, room, 1),
                            .from = arena_array(a, room, sizeof *plain->from),
                            .to = arena_array(a, room, sizeof *plain->to)};
    for (size_t at = 0; text[at];) {
        const size_t n = bytes_at(&text[at]);
        take(plain, reading(a, &text[at], n, one), at, at + n);
        at += n;
    }
    plain->text[plain->n] = '\0';
    return plain;
}

/* ---- words ---- */

bool plain_word_at(const char *at)
{
    const char *plain;
    if (is_ascii(*at))
        return isalnum((unsigned char)*at);
    return !is_sign(at, &plain);
}

bool plain_word_before(const char *text, const char *at)
{
    if (at == text)
        return false;
    do
        at--;
    while (at > text && ((unsigned char)*at & 0xc0) == 0x80);
    return plain_word_at(at);
}

/* In a text that is plain already all that is not ASCII is letters. */
static bool word_byte(char byte)
{
    return isalnum((unsigned char)byte) || !is_ascii(byte);
}

/* ---- one text in another ---- */

bool plain_find(const struct plain *whole, const struct plain *part, size_t *from, size_t *to)
{
    const char *wanted = part->text + strspn(part->text, " ");
    size_t n = strlen(wanted);
    if (n > 0 && wanted[n - 1] == ' ')
        n--;
    if (n == 0)
        return false;
    for (size_t i = 0; i + n <= whole->n; i++) {
        const char *at = &whole->text[i];
        if (strncmp(at, wanted, n) != 0 || (i > 0 && word_byte(*at) && word_byte(at[-1])) ||
            (word_byte(at[n - 1]) && word_byte(at[n])))
            continue;
        *from = whole->from[i];
        *to = whole->to[i + n - 1];
        return true;
    }
    return false;
}

const char *plain_words(struct arena *a, const struct plain *text)
{
    char *out = arena_alloc(a, 2 * text->n + 2);
    size_t n = 0;
    out[n++] = ' ';
    for (const char *at = text->text; *at;) {
        if (!word_byte(*at)) {
            at++;
            continue;
        }
        while (word_byte(*at) || (*at == '\'' && word_byte(at[1])))
            out[n++] = *at++;
        out[n++] = ' ';
    }
    out[n] = '\0';
    return out;
}

/* Behind the run of n words that begins with the blank at a place, at the blank that ends it; NULL: there are
 * fewer. */
static const char *run_end(const char *at, size_t n)
{
    for (; at && n > 0; n--)
        at = strchr(at + 1, ' ');
    return at;
}

bool plain_shares(struct arena *a, const struct plain *one, const struct plain *other, size_t n)
{
    const char *text = plain_words(a, other), *at = plain_words(a, one), *end;
    for (; n > 0 && (end = run_end(at, n)) != NULL; at = strchr(at + 1, ' '))
        if (text_contains(text, arena_text(a, at, (size_t)(end - at) + 1)))
            return true;
    return false;
}
