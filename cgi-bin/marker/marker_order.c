#include "marker/marker_order.h"
#include "base/json_file.h"
#include "base/num.h"
#include "base/text.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_CLASSES = 256,
    MOST_READING = 16 * 1024 * 1024,
    LEAST_WORDS = 18,
    SHUFFLES = 12,
    EDGE = 0, /* the class of what stands before the first word and after the last of a sentence */
    NUMBER = 1,
    OTHER = 2,
    FIRST_ENDING = 3,
    LEAST_STEM = 2 /* letters of a word before its ending */
};

static const double BACK_OFF = 4; /* how many times a pair must be seen to count more than its second word */

struct marker_order {
    const char **words; /* sorted; the class of words[i] is first_word + i */
    size_t words_n, first_word, classes;
    const char **endings; /* the class of endings[i] is FIRST_ENDING + i */
    size_t endings_n;
    float likely[MOST_CLASSES][MOST_CLASSES]; /* the logarithm of how likely the second follows the first */
};

static enum err wrong(struct arena *a, const char *path, const char **why)
{
    *why = arena_printf(a, "%s is not a table of pairs, as make-order makes it", path);
    return ERR_CONFIG;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static const char **take_list(struct arena *a, const json *list, size_t *n)
{
    const char **out = arena_array(a, json_len(list) + 1, sizeof *out);
    for (*n = 0; *n < json_len(list); (*n)++)
        out[*n] = arena_copy(a, json_text(json_at(list, *n), ""));
    return out;
}

/* A row of the table: how often each class follows this one. */
static bool take_row(struct arena *a, const char *row, size_t n, double *out)
{
    char *rest = arena_copy(a, row), *one;
    int64_t times;
    size_t taken = 0;
    while ((one = strsep(&rest, " "))) {
        if (taken == n || num_int(one, 0, INT32_MAX, &times) != OK)
            return false;
        out[taken++] = (double)times;
    }
    return taken == n;
}

static bool take_table(struct marker_order *order, struct arena *a, const json *rows)
{
    const size_t n = order->classes;
    double *count = arena_array(a, n * n, sizeof *count), *single = arena_array(a, n, sizeof *single),
           all = 0;
    if (json_len(rows) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!take_row(a, json_text(json_at(rows, i), ""), n, &count[i * n]))
            return false;
    for (size_t i = 0; i < n * n; i++) {
        single[i % n] += count[i];
        all += count[i];
    }
    for (size_t i = 0; i < n; i++) {
        double before = 0;
        for (size_t k = 0; k < n; k++)
            before += count[i * n + k];
        for (size_t k = 0; k < n; k++) {
            const double alone = (single[k] + 0.5) / (all + 0.5 * (double)n);
            order->likely[i][k] = (float)log((count[i * n + k] + BACK_OFF * alone) / (before + BACK_OFF));
        }
    }
    return true;
}

enum err marker_order_read(struct arena *a, const char *path, struct marker_order **out, const char **why)
{
    struct arena *while_reading = arena_new(MOST_READING, false);
    struct marker_order *order = *out = arena_alloc(a, sizeof *order);
    const char *said;
    json *doc;
    enum err e;
    if (!while_reading)
        return ERR_LIMIT;
    if ((e = json_file_read(while_reading, path, &doc, &said)) != OK) {
        *why = arena_copy(a, said);
    } else {
        order->words = take_list(a, json_get(doc, "words"), &order->words_n);
        order->endings = take_list(a, json_get(doc, "endings"), &order->endings_n);
        order->first_word = FIRST_ENDING + order->endings_n;
        order->classes = order->first_word + order->words_n;
        qsort(order->words, order->words_n, sizeof *order->words, by_text);
        if (order->words_n == 0 || order->classes > MOST_CLASSES ||
            !take_table(order, while_reading, json_get(doc, "pairs")))
            e = wrong(a, path, why);
    }
    arena_free(while_reading);
    return e;
}

static unsigned char class_of(const struct marker_order *order, const char *word)
{
    const size_t n = strlen(word);
    const char *const *known = bsearch(&word, order->words, order->words_n, sizeof *order->words, by_text);
    if (known)
        return (unsigned char)(order->first_word + (size_t)(known - order->words));
    if (*word >= '0' && *word <= '9')
        return NUMBER;
    for (size_t i = 0; i < order->endings_n; i++) {
        const size_t ending = strlen(order->endings[i]);
        if (n > ending + LEAST_STEM && strcmp(word + n - ending, order->endings[i]) == 0)
            return (unsigned char)(FIRST_ENDING + i);
    }
    return OTHER;
}

static double likely(const struct marker_order *order, const unsigned char *classes, size_t n)
{
    double sum = 0;
    unsigned char before = EDGE;
    for (size_t i = 0; i < n; i++) {
        sum += order->likely[before][classes[i]];
        before = classes[i];
    }
    return (sum + order->likely[before][EDGE]) / (double)(n + 1);
}

/* Always the same shuffle for the same state (a multiplicative generator; Lehmer 1951). */
static void shuffle(unsigned char *classes, size_t n, uint64_t *state)
{
    for (size_t i = n; i > 1; i--) {
        *state = *state * 48271 % 2147483647;
        const size_t k = *state % i;
        const unsigned char one = classes[i - 1];
        classes[i - 1] = classes[k];
        classes[k] = one;
    }
}

double marker_order_natural(const struct marker_order *order, struct arena *a, const struct marker_text *text)
{
    if (text->n < LEAST_WORDS)
        return MARKER_ORDER_UNKNOWN;
    unsigned char *classes = arena_array(a, text->n, sizeof *classes);
    uint64_t state = 1;
    double shuffled = 0;
    for (size_t i = 0; i < text->n; i++)
        classes[i] = class_of(order, text->words[i].word);
    const double real = likely(order, classes, text->n);
    for (size_t k = 0; k < SHUFFLES; k++) {
        shuffle(classes, text->n, &state);
        shuffled += likely(order, classes, text->n);
    }
    return real - shuffled / SHUFFLES;
}
