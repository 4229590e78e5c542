#include "llm/mask_find.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { MOST_GROUPS = 10, MOST_DIGITS = 19, MOST_GAP = 3, WORDS_BACK = 3, MOST_WORD = 16 };

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

static bool is_word(char letter)
{
    return isalnum((unsigned char)letter) || letter == '_';
}

/* ---- e-mail addresses ---- */

/* Bytes of a letter beyond ASCII; punctuation (quotation marks, dashes, a no-break space) is none. */
static size_t letter_beyond(const char *at)
{
    const unsigned char c = (unsigned char)at[0];
    if (c < 0xc2)
        return 0;
    const unsigned char next = (unsigned char)at[1];
    const bool punctuation = (c == 0xe2 && next <= 0x81) || (c == 0xe3 && next == 0x80) ||
                             (c == 0xef && next == 0xbc) || (c == 0xc2 && next < 0xc0);
    if (punctuation)
        return 0;
    const size_t n = text_point_bytes(at[0]);
    for (size_t i = 1; i < n; i++)
        if (((unsigned char)at[i] & 0xc0) != 0x80)
            return 0;
    return n;
}

static size_t run_of(const char *at, const char *signs)
{
    size_t n = 0;
    for (;;) {
        const size_t letter = letter_beyond(at + n);
        if (letter)
            n += letter;
        else if (at[n] && (isalnum((unsigned char)at[n]) || strchr(signs, at[n])))
            n++;
        else
            return n;
    }
}

/* The host behind the @: two names at least with dots between them, the last of two letters or more; 0 if it
 * is none. */
static size_t host_of(const char *at)
{
    size_t n = run_of(at, ".-");
    while (n && (at[n - 1] == '.' || at[n - 1] == '-'))
        n--;
    size_t last = n;
    while (last && at[last - 1] != '.')
        last--;
    const bool named = last >= 2 && n - last >= 2 && at[0] != '.' && at[0] != '-' && !is_digit(at[last]);
    if (!named || memmem(at, n, "..", 2))
        return 0;
    return n;
}

/* The address that begins a run of letters, digits and signs at `p`; *run: where the next one may begin. */
static size_t email_at(const char *at, size_t *run)
{
    const size_t local = run_of(at, "._%+-'&");
    *run = local;
    if (local == 0 || at[local] != '@')
        return 0;
    const size_t host = host_of(at + local + 1);
    return host ? local + 1 + host : 0;
}

/* ---- numbers: groups of digits with little between them ---- */

struct group {
    const char *at;
    size_t n;
    char gap; /* what stands before it: one of "-./", '(' for brackets, else ' ' */
};

struct number {
    bool plus, bracket; /* before the first group */
    struct group groups[MOST_GROUPS];
    size_t n;
};

/* Bytes of one sign that may stand between groups; 0 if it is none. Hyphens and blanks beyond ASCII count as
 * '-' and ' '. */
static size_t sign_at(const char *at, char *sign)
{
    static const struct {
        const char *bytes;
        char sign;
    } beyond[] = {
        {"\xc2\xa0", ' '},     {"\xe2\x80\xaf", ' '}, {"\xe2\x80\x89", ' '},
        {"\xe2\x80\x90", '-'}, {"\xe2\x80\x91", '-'}, {"\xe2\x80\x93", '-'},
    };
    *sign = *at;
    if (*at && strchr(" -./()", *at))
        return 1;
    for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++) {
        const size_t n = strlen(beyond[i].bytes);
        if (strncmp(at, beyond[i].bytes, n) == 0) {
            *sign = beyond[i].sign;
            return n;
        }
    }
    return 0;
}

/* The gap at p: at most one of "-./", and brackets and blanks; 0 if no group follows it. */
static size_t gap_at(const char *at, char *gap)
{
    size_t n = 0;
    *gap = ' ';
    for (int signs = 0; signs < MOST_GAP; signs++) {
        char sign;
        const size_t one = sign_at(at + n, &sign);
        const bool strong = one && strchr("-./", sign);
        if (one == 0 || (strong && strchr("-./", *gap)))
            break;
        if (strong || ((sign == '(' || sign == ')') && *gap == ' '))
            *gap = sign;
        if (*gap == ')')
            *gap = '(';
        n += one;
    }
    return is_digit(at[n]) ? n : 0;
}

static void read_number(const char *at, struct number *out)
{
    size_t digits = 0;
    char gap = ' ';
    out->n = 0;
    while (out->n < MOST_GROUPS) {
        size_t n = 0;
        while (is_digit(at[n]))
            n++;
        digits += n;
        if (n == 0 || digits > MOST_DIGITS)
            return;
        out->groups[out->n++] = (struct group){.at = at, .n = n, .gap = gap};
        const size_t skip = gap_at(at + n, &gap);
        if (skip == 0)
            return;
        at += n + skip;
    }
}

/* The digits of the first k groups. */
static size_t digits_of(const struct number *number, size_t k, char out[MOST_DIGITS + 1])
{
    size_t len = 0;
    for (size_t i = 0; i < k; i++) {
        memcpy(out + len, number->groups[i].at, number->groups[i].n);
        len += number->groups[i].n;
    }
    out[len] = '\0';
    return len;
}

/* Are the first groups so long? The shape is like "334". */
static bool has_shape(const struct number *number, size_t k, const char *shape)
{
    if (k != strlen(shape))
        return false;
    for (size_t i = 0; i < k; i++)
        if (number->groups[i].n != (size_t)(shape[i] - '0'))
            return false;
    return true;
}

static bool gaps_are(const struct number *number, size_t k, const char *allowed)
{
    for (size_t i = 1; i < k; i++)
        if (!strchr(allowed, number->groups[i].gap))
            return false;
    return true;
}

static int value(const struct group *group)
{
    int v = 0;
    for (size_t i = 0; i < group->n && v < 10000; i++)
        v = v * 10 + (group->at[i] - '0');
    return v;
}

/* 21.11.2026, 11/21/26, 2026-11-21: three groups with the same sign between them, and only those. */
static bool begins_with_date(const struct number *number)
{
    const struct group *g = number->groups;
    if (number->n < 3 || number->plus || g[1].gap == ' ' || g[1].gap != g[2].gap ||
        (number->n > 3 && g[3].gap == g[2].gap))
        return false;
    const int x = value(&g[0]), y = value(&g[1]), z = value(&g[2]);
    if (g[0].n == 4)
        return x >= 1900 && x < 2200 && y >= 1 && y <= 12 && z >= 1 && z <= 31;
    return g[0].n <= 2 && g[1].n <= 2 && (g[2].n == 2 || (g[2].n == 4 && z >= 1900 && z < 2200)) && x >= 1 &&
           y >= 1 && x <= 31 && y <= 31 && (x <= 12 || y <= 12);
}

static bool luhn(const char *digits, size_t n)
{
    int sum = 0;
    for (size_t i = 0; i < n; i++) {
        int d = digits[n - 1 - i] - '0';
        if (i % 2 == 1 && (d *= 2) > 9)
            d -= 9;
        sum += d;
    }
    return sum > 0 && sum % 10 == 0;
}

/* North America: area and exchange begin with 2 to 9. */
static bool american(const char *text, size_t n)
{
    if (n == 11 && text[0] == '1') {
        text++;
        n--;
    }
    return n == 10 && text[0] >= '2' && text[3] >= '2';
}

/* Does a word for a telephone stand before `p` ("my phone number is 1234567")? */
static bool called_phone(const char *text, const char *at)
{
    static const char *const phones[] = {"tel",       "telephone", "phone",    "mobile", "cell",
                                         "cellphone", "fax",       "whatsapp", "handy",  "telefon"};
    static const char *const between[] = {"is", "number", "no", "nr", "me", "on"};
    for (int words = 0; words < WORDS_BACK; words++) {
        while (at > text && strchr(" :.#(+-", at[-1]))
            at--;
        const char *end = at;
        while (at > text && isalpha((unsigned char)at[-1]))
            at--;
        const size_t n = (size_t)(end - at);
        bool goes_on = false;
        for (size_t i = 0; i < sizeof phones / sizeof *phones; i++)
            if (n == strlen(phones[i]) && strncasecmp(at, phones[i], n) == 0)
                return true;
        for (size_t i = 0; i < sizeof between / sizeof *between; i++)
            goes_on = goes_on || (n == strlen(between[i]) && strncasecmp(at, between[i], n) == 0);
        if (!goes_on)
            return false;
    }
    return false;
}

static bool is_phone(const struct number *number, size_t k, const char *text, size_t len, bool called)
{
    const size_t first = number->groups[0].n;
    const bool round = len >= 6 && strcmp(text + len - 6, "000000") == 0;
    if (number->plus)
        return len >= 8 && len <= 15 && !round;
    if (begins_with_date(number))
        return false;
    if (called && len >= 6 && len <= 15)
        return true;
    if (text[0] == '0' && text[1] == '0')
        return len >= 10 && len <= 17 && text[2] != '0' && (k == 1 || first >= 2);
    if (text[0] == '0')
        return len >= (number->bracket ? 7U : 9U) && len <= 13 && first >= 2;
    if (has_shape(number, k, "334") || (text[0] == '1' && has_shape(number, k, "1334")))
        return !round;
    if (has_shape(number, k, "333"))
        return gaps_are(number, k, " -") && strcmp(text + 6, "000") != 0;
    return k == 1 && american(text, len) && !round;
}

static bool is_card(const struct number *number, size_t k, const char *text, size_t len)
{
    return !number->plus && len >= 13 && luhn(text, len) && gaps_are(number, k, " -");
}

/* The longest head of the number at p that is one of a person's. */
static size_t number_at(const char *text, const char *at, enum mask_kind *kind)
{
    const char *start = at;
    struct number n = {.plus = *at == '+', .bracket = *at == '('};
    at += n.plus || n.bracket;
    if (n.plus && *at == '(')
        at++;
    if (!is_digit(*at))
        return 0;
    read_number(at, &n);
    if (n.n == 0 || (n.bracket && at[n.groups[0].n] != ')'))
        return 0;
    const bool called = called_phone(text, start);
    for (size_t k = n.n; k > 0; k--) {
        char d[MOST_DIGITS + 1];
        const struct group *last = &n.groups[k - 1];
        const size_t len = digits_of(&n, k, d);
        const bool card = is_card(&n, k, d, len);
        if (is_word(last->at[last->n]) || (!card && !is_phone(&n, k, d, len, called)))
            continue;
        *kind = card ? MASK_NUMBER : MASK_PHONE;
        return (size_t)(last->at + last->n - start);
    }
    return 0;
}

/* May a number begin here? Not within a word, another number or an amount. */
static bool number_begins(const char *text, size_t i, size_t from)
{
    if (!is_digit(text[i]) && text[i] != '+' && text[i] != '(')
        return false;
    if (i == from)
        return true;
    const char before = text[i - 1];
    if (is_word(before) || before == '+')
        return false;
    return !((before == '.' || before == ',') && i >= 2 && is_digit(text[i - 2]));
}

/* Where the address begins that may begin at i: not with a sign. */
static size_t email_next(const char *text, size_t i, size_t *run_end)
{
    if (i < *run_end)
        return 0;
    *run_end = i + 1;
    if (!isalnum((unsigned char)text[i]) && !letter_beyond(text + i))
        return 0;
    size_t run;
    const size_t n = email_at(text + i, &run);
    *run_end = i + run;
    return n;
}

bool mask_find_next(const char *text, size_t from, struct mask_span *out)
{
    size_t run_end = from; /* no address begins before this */
    for (size_t i = from; text[i]; i++) {
        *out = (struct mask_span){.kind = MASK_EMAIL, .at = i, .n = email_next(text, i, &run_end)};
        if (out->n == 0 && number_begins(text, i, from))
            out->n = number_at(text, text + i, &out->kind);
        if (out->n > 0)
            return true;
    }
    return false;
}
