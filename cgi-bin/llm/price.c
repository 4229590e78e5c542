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

static bool read_line(struct arena *a, struct prices *p, const char *line)
{
    const char *model = word(a, &line);
    if (!*model || *model == '#')
        return true;
    if (p->n == MOST_LINES)
        return false;
    struct price *one = &p->lines[p->n++];
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

static const struct price *find(const struct prices *p, const char *model)
{
    const struct price *best = NULL, *other = NULL;
    for (size_t i = 0; i < p->n; i++) {
        const struct price *one = &p->lines[i];
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
        return find(p, slash + 1); /* "openai/gpt-x", as brokers name them */
    return other;
}

/* Tokens times rates may pass 64 bits before they are divided; a type of 128 is gcc's and clang's own. */
__extension__ typedef __int128 wide;

void price_add(const struct prices *p, const char *model, struct provider_usage *u)
{
    const struct price *one = find(p, model);
    if (!one) {
        u->estimated = true;
        return;
    }
    const int64_t plain = num_clamp(u->tokens_in - u->tokens_cached - u->tokens_written, 0, INT64_MAX);
    const int64_t amounts[RATES] = {plain, u->tokens_cached, u->tokens_written, u->tokens_out};
    wide sum = 0;
    for (int i = 0; i < RATES; i++)
        sum += (wide)amounts[i] * one->rates[i];
    u->cost_micro += (int64_t)((sum + MILLION - 1) / MILLION);
    u->estimated = u->estimated || text_equal(one->model, "*");
}
