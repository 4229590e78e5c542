#include "nlu/nlu_when.h"

/* Numbers: "45", "1.5", "forty-five", "a couple of", "three quarters of an", "20-30". */

enum { MOST_FIGURE = 5000, TENS = 20, NINE = 9 };

/* "45", "1.5", "1,5", "2 .5", "45ish" */
static size_t figures(const struct when *when, size_t i, double *value)
{
    int whole = 0, part;
    size_t digits, more;
    const bool bare_point = nlu_when_word_is(when, i, ".") && nlu_when_glued(when, i);
    if (!bare_point && !nlu_when_figure(when, i, &whole, &digits))
        return 0;
    const size_t point = bare_point ? i : i + 1;
    *value = whole;
    if (point < when->words_n && (nlu_when_word_is(when, point, ".") || nlu_when_word_is(when, point, ",")) &&
        nlu_when_glued(when, point) && nlu_when_figure(when, point + 1, &part, &more) && more <= 2 &&
        !(nlu_when_word_is(when, point + 2, ".") && nlu_when_glued(when, point + 1) &&
          nlu_when_glued(when, point + 2))) {
        *value += more == 1 ? part / 10.0 : part / 100.0;
        return point + 2;
    }
    if (bare_point || *value > MOST_FIGURE)
        return 0;
    return nlu_when_word_is(when, i + 1, "ish") && nlu_when_glued(when, i) ? i + 2 : i + 1;
}

/* "forty-five", "a couple of" */
static size_t in_words(const struct when *when, size_t i, double *value)
{
    const size_t couple = nlu_when_word_is(when, i, "a") ? i + 1 : i;
    if (nlu_when_word_is(when, couple, "couple")) {
        *value = 2;
        return couple + 1 + nlu_when_word_is(when, couple + 1, "of");
    }
    if (!nlu_when_is(when, i, IS_NUMBER))
        return 0;
    *value = nlu_when_value(when, i, IS_NUMBER);
    const size_t next = i + 1 + nlu_when_word_is(when, i + 1, "-");
    const int ones = nlu_when_value(when, next, IS_NUMBER);
    if (*value >= TENS && ones >= 1 && ones <= NINE) {
        *value += ones;
        return next + 1;
    }
    if (nlu_when_word_is(when, i + 1, "hundred")) {
        double rest = 0;
        *value *= 100;
        const size_t end = in_words(when, i + 2 + nlu_when_word_is(when, i + 2, "and"), &rest);
        *value += rest;
        return end ? end : i + 2;
    }
    return i + 1;
}

size_t nlu_when_article(const struct when *when, size_t i)
{
    return i + (nlu_when_word_is(when, i, "a") || nlu_when_word_is(when, i, "an"));
}

/* "half an", "a quarter of an", "three quarters of an", "two and a half" */
static size_t fraction(const struct when *when, size_t i, double *value)
{
    const size_t bare = nlu_when_article(when, i);
    if (nlu_when_word_is(when, bare, "half") && !nlu_when_word_is(when, bare + 1, "past")) {
        *value = 0.5;
        return nlu_when_article(when, bare + 1 + nlu_when_word_is(when, bare + 1, "-"));
    }
    double count = 1;
    size_t at = in_words(when, i, &count);
    at = at ? at + nlu_when_word_is(when, at, "-") : bare;
    if ((nlu_when_word_is(when, at, "quarter") || nlu_when_word_is(when, at, "quarters")) &&
        (nlu_when_word_is(when, at + 1, "of") || nlu_when_word_is(when, at + 1, "hour"))) {
        *value = count / 4;
        return nlu_when_article(when, at + 1 + nlu_when_word_is(when, at + 1, "of"));
    }
    return 0;
}

size_t nlu_when_one_number(const struct when *when, size_t i, double *value)
{
    size_t end = fraction(when, i, value);
    if (end)
        return end;
    end = figures(when, i, value);
    if (!end)
        end = in_words(when, i, value);
    if (end && nlu_when_word_is(when, end, "and") &&
        nlu_when_word_is(when, nlu_when_article(when, end + 1), "half")) {
        *value += 0.5;
        return nlu_when_article(when, end + 1) + 1;
    }
    if (!end && nlu_when_article(when, i) > i) {
        *value = 1;
        return i + 1;
    }
    return end;
}

/* Does a word join the two ends of a range? */
size_t nlu_when_range_joint(const struct when *when, size_t i, bool between)
{
    if (nlu_when_word_is(when, i, "-") || nlu_when_word_is(when, i, "to") || nlu_when_word_is(when, i, "or"))
        return i + 1;
    return between && nlu_when_word_is(when, i, "and") ? i + 1 : 0;
}

static bool was_between(const struct when *when, size_t i)
{
    while (i > 0 && nlu_when_is(when, i - 1, IS_APPROX)) {
        if (nlu_when_word_is(when, i - 1, "between"))
            return true;
        i--;
    }
    return false;
}

size_t nlu_when_number(const struct when *when, size_t i, double *low, double *high)
{
    double other;
    const size_t end = nlu_when_one_number(when, i, low);
    *high = *low;
    if (!end)
        return 0;
    const size_t next = nlu_when_range_joint(when, end, was_between(when, i));
    const bool an = nlu_when_word_is(when, next, "a") || nlu_when_word_is(when, next, "an");
    const size_t behind = next && !an ? nlu_when_one_number(when, next, &other) : 0;
    if (!behind || other <= *low)
        return end;
    *high = other;
    return behind;
}
