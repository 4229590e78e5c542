#include "base/num.h"
#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>

/* Numbers, in digits or words. */

static double named(const struct nlu *heard, const char *word)
{
    return nlu_value(nlu_note(heard, word, strlen(word), HEAR_NUMBER_VALUES));
}

/* "forty-five"; of "20-30" the lower end. */
static double two_words(const struct nlu *heard, char *word, char *hyphen);

/* "45", "1.5", "1,5", "20-30", "forty-five"; "~45" and "c.45" too. */
static double one_word(const struct nlu *heard, const char *said)
{
    char *word = arena_copy(heard->arena, said);
    while (*word && !isalnum((unsigned char)*word) && *word != '.')
        word++;
    const size_t n = strlen(word);
    if (n > 4 && isdigit((unsigned char)*word) && strcmp(word + n - 3, "ish") == 0)
        word[n - 3] = '\0';
    char *hyphen = strchr(word, '-');
    if (hyphen)
        return two_words(heard, word, hyphen);
    for (char *c = word; *c; c++)
        if (*c == ',')
            *c = '.';
    double value;
    return num_real(word, 0, 5000, &value) == OK ? value : named(heard, word);
}

static double two_words(const struct nlu *heard, char *word, char *hyphen)
{
    *hyphen = '\0';
    const double tens = one_word(heard, word), rest = named(heard, hyphen + 1);
    const bool both = tens >= 20 && rest > 0 && rest < 10 && !isdigit((unsigned char)*word);
    return both ? tens + rest : tens;
}

/* "an hour", "half an hour", "three quarters of an hour" */
static double article(const struct nlu *heard, const char *at)
{
    const char *word = nlu_word_before(heard, at, &at);
    if (strcmp(word, "half") == 0)
        return 0.5;
    if (strcmp(word, "of") != 0)
        return 1;
    word = nlu_word_before(heard, at, &at);
    if (strcmp(word, "quarter") == 0)
        return 0.25;
    return strcmp(word, "quarters") == 0 ? 0.75 : 1;
}

/* "half", "two and a half" */
static double half(const struct nlu *heard, const char *at)
{
    const char *joint = nlu_word_before(heard, at, &at);
    if (strcmp(joint, "a") == 0)
        joint = nlu_word_before(heard, at, &at);
    if (strcmp(joint, "and") != 0)
        return 0.5;
    return one_word(heard, nlu_word_before(heard, at, NULL)) + 0.5;
}

/* What a number is with the words before it: of "20 to 30" the lower end, of "forty five" both. */
static double with_first(const struct nlu *heard, const char *word, double value, const char *at)
{
    const char *joint = nlu_word_before(heard, at, &at);
    const double first = one_word(heard, nlu_word_before(heard, at, &at)), tens = named(heard, joint);
    if (first > 0 && (strcmp(joint, "to") == 0 || strcmp(joint, "or") == 0))
        return first;
    if (first > 0 && strcmp(joint, "and") == 0 && strcmp(nlu_word_before(heard, at, NULL), "between") == 0)
        return first;
    return tens >= 20 && value < 10 && value == named(heard, word) ? tens + value : value;
}

double nlu_number(const struct nlu *heard, const char *at)
{
    char *word = nlu_word_before(heard, at, &at);
    while (nlu_is(heard, word, HEAR_NUMBER_FILLERS))
        word = nlu_word_before(heard, at, &at);
    if (strcmp(word, "a") == 0 || strcmp(word, "an") == 0)
        return article(heard, at);
    if (strcmp(word, "half") == 0)
        return half(heard, at);
    if (strcmp(word, "of") == 0)
        word = nlu_word_before(heard, at, &at);
    if (strcmp(word, "couple") == 0)
        return 2;
    const double value = one_word(heard, word);
    return value <= 0 ? 0 : with_first(heard, word, value, at);
}
