#include "llm/price.h"
#include "base/file.h"
#include "base/num.h"
#include "base/text.h"
#include <string.h>

enum { MOST_FILE = 64 * 1024, MOST_LINES = 256, RATES = 4, MILLION = 1000000 };

struct prices {
    struct price {
        const char *model;
        int64_t rates[RATES]; /* in, cached, written, out */
    } lines[MOST_LINES];
    size_t n;
};

static const char *word(struct arena *a, const char **at)
{
    const char *begin = *at + strspn(*at, " \t\r");
    const size_t n = strcspn(begin, " \t\r");
    *at = begin + n;
    return arena_text(a, begin, n);
}

static bool read_line(struct arena *a, struct prices *prices, const char *line)
{
    const char *model = word(a, &line);
    if (!*model || *model == '#')
        return true;
    if (prices->n == MOST_LINES)
        return false;
    struct price *one = &prices->lines[prices->n++];
    one->model = model;
    for (int i = 0; i < RATES; i++)
        if (num_int(word(a, &line), 0, (int64_t)MILLION * MILLION, &one->rates[i]) != OK)
            return false;
    const char *rest = word(a, &line);
    return !*rest || *rest == '#';
}

enum err price_read(struct arena *life, const char *path, struct prices **out, const char **why)
{
    char *text;
    size_t n;
    struct prices *p = arena_alloc(life, sizeof *p);
    if (file_read(life, path, MOST_FILE, &text, &n) != OK) {
        *why = arena_printf(life, "can't read the price file %s", path);
        return ERR_CONFIG;
    }
    int number = 1;
    for (char *line = text, *next; line; line = next, number++) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        if (!read_line(life, p, line)) {
            *why = arena_printf(life, "price file %s, line %d: not a model and four whole numbers", path,
                                number);
            return ERR_CONFIG;
        }
    }
    *out = p;
    return OK;
}

static const struct price *find(const struct prices *prices, const char *model)
{
    const struct price *best = NULL, *other = NULL;
    for (size_t i = 0; i < prices->n; i++) {
        const struct price *one = &prices->lines[i];
        const size_t n = strlen(one->model);
        if (text_equal(one->model, "*"))
            other = one;
        else if (strncmp(model, one->model, n) == 0 && (!best || n > strlen(best->model)))
            best = one;
    }
    const char *slash = strrchr(model, '/');
    if (best)
        return best;
    if (slash)
        return find(prices, slash + 1); /* "openai/gpt-x", as brokers name them */
    return other;
}

/* Tokens times rates may pass 64 bits before they are divided; a type of 128 is gcc's and clang's own. */
__extension__ typedef __int128 wide;

void price_add(const struct prices *prices, const char *model, struct provider_usage *usage)
{
    const struct price *one = find(prices, model);
    if (!one) {
        usage->estimated = true;
        return;
    }
    const int64_t plain =
        num_clamp(usage->tokens_in - usage->tokens_cached - usage->tokens_written, 0, INT64_MAX);
    const int64_t amounts[RATES] = {plain, usage->tokens_cached, usage->tokens_written, usage->tokens_out};
    wide sum = 0;
    for (int i = 0; i < RATES; i++)
        sum += (wide)amounts[i] * one->rates[i];
    usage->cost_micro += (int64_t)((sum + MILLION - 1) / MILLION);
    usage->estimated = usage->estimated || text_equal(one->model, "*");
}
