#include "base/num.h"
#include "base/text.h"
#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DIGITS = 40 };

enum err num_int(const char *text, int64_t min, int64_t max, int64_t *out)
{
    const char *p = text_or(text, "");
    const bool negative = *p == '-';
    p += negative;
    if (!*p)
        return ERR_INPUT;
    int64_t v = 0;
    for (; *p; p++) {
        if (*p < '0' || *p > '9' || __builtin_mul_overflow(v, 10, &v))
            return ERR_INPUT;
        int64_t d = *p - '0';
        if (negative)
            d = -d;
        if (__builtin_add_overflow(v, d, &v))
            return ERR_INPUT;
    }
    if (v < min || v > max)
        return ERR_INPUT;
    *out = v;
    return OK;
}

enum err num_real(const char *text, double min, double max, double *out)
{
    if (!text || !*text || strnlen(text, MOST_DIGITS) == MOST_DIGITS ||
        strspn(text, "+-.0123456789eE") != strlen(text))
        return ERR_INPUT;
    static locale_t c_locale;
    if (!c_locale)
        c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c_locale)
        return ERR_MEMORY;
    char *end;
    errno = 0;
    const double v = strtod_l(text, &end, c_locale);
    if (errno || *end || !isfinite(v) || v < min || v > max)
        return ERR_INPUT;
    *out = v;
    return OK;
}

int num_hex_digit(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    if (letter >= 'a' && letter <= 'f')
        return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F')
        return letter - 'A' + 10;
    return -1;
}

const char *num_text(struct arena *a, int64_t value)
{
    return arena_printf(a, "%lld", (long long)value);
}

const char *num_decimal(struct arena *a, double value)
{
    return arena_printf(a, "%.1f", value);
}
