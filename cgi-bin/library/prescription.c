#include "library/prescription.h"
#include "base/buf.h"
#include "base/num.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>

enum { MOST_COUNT = 20, LEAST_LENGTH = 30, MOST_LENGTH = 3600, MOST_PAUSE = 600 };

/* Where the parser stands; the first thing that did not fit stops it. */
struct parsing {
    const char *text, *p;
    const char *expected; /* NULL while all is well */
    size_t at;
    bool paused; /* the newest block has its pause */
};

static void blanks(struct parsing *k)
{
    while (*k->p == ' ' || *k->p == '\t')
        k->p++;
}

static bool fail(struct parsing *k, const char *expected)
{
    if (!k->expected) {
        k->expected = expected;
        k->at = (size_t)(k->p - k->text);
    }
    return false;
}

static bool symbol(struct parsing *k, char c, const char *expected)
{
    blanks(k);
    if (*k->p != c)
        return fail(k, expected);
    k->p++;
    return true;
}

static bool number(struct parsing *k, const char *expected, int *out)
{
    blanks(k);
    if (*k->p < '0' || *k->p > '9')
        return fail(k, expected);
    const char *start = k->p;
    *out = 0;
    for (; *k->p >= '0' && *k->p <= '9'; k->p++)
        if (*out < 100000)
            *out = *out * 10 + (*k->p - '0');
    if (*out < 100000)
        return true;
    k->p = start;
    return fail(k, expected);
}

/* Does a word stand here, whole? Then it is taken. */
static bool word(struct parsing *k, const char *w)
{
    const size_t n = strlen(w);
    if (strncmp(k->p, w, n) != 0 || isalnum((unsigned char)k->p[n]))
        return false;
    k->p += n;
    return true;
}

/* A number with "s" or "min", in seconds from least to most. */
static bool duration(struct parsing *k, int least, int most, const char *range, int *out)
{
    int n = 0;
    blanks(k);
    const char *start = k->p;
    if (!number(k, range, &n))
        return false;
    blanks(k);
    if (word(k, "min"))
        n *= 60;
    else if (!word(k, "s"))
        return fail(k, "s or min");
    *out = n;
    if (n >= least && n <= most)
        return true;
    k->p = start;
    return fail(k, range);
}

static bool level(struct parsing *k, enum difficulty *out)
{
    static const struct {
        const char *word;
        enum difficulty level;
    } levels[] = {{"easy", EASY}, {"medium", MEDIUM}, {"hard", HARD}, {"mixed", MIXED}};
    blanks(k);
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (!word(k, levels[i].word))
            continue;
        *out = levels[i].level;
        return true;
    }
    return fail(k, "easy, medium, hard or mixed");
}

static bool block(struct parsing *k, struct prescription_block *b)
{
    static const char count[] = "a number of questions from 1 to 20";
    blanks(k);
    const char *start = k->p;
    if (!number(k, count, &b->count))
        return false;
    if (b->count < 1 || b->count > MOST_COUNT) {
        k->p = start;
        return fail(k, count);
    }
    if (!symbol(k, 'x', "x") ||
        !duration(k, LEAST_LENGTH, MOST_LENGTH, "a length from 30s to 60min", &b->seconds) ||
        !symbol(k, '@', "@") || !level(k, &b->level))
        return false;
    blanks(k);
    k->paused = *k->p == '/';
    if (!k->paused)
        return true;
    k->p++;
    return duration(k, 0, MOST_PAUSE, "a pause from 0s to 10min", &b->pause);
}

static bool blocks(struct parsing *k, struct prescription *out)
{
    do {
        if (out->blocks_n == PRESCRIPTION_BLOCKS)
            return fail(k, "at most eight blocks");
        if (!block(k, &out->blocks[out->blocks_n]))
            return false;
        out->blocks_n++;
        blanks(k);
    } while (*k->p == ',' && k->p++);
    if (*k->p == '\0')
        return true;
    if (k->paused)
        return fail(k, "a comma or the end");
    return fail(k, "/, a comma or the end");
}

enum err prescription_parse(struct arena *a, const char *text, struct prescription *out, const char **why)
{
    const char *t = text_or(text, "");
    struct parsing k = {.text = t, .p = t};
    *out = (struct prescription){0};
    if (strnlen(t, PRESCRIPTION_TEXT + 1) > PRESCRIPTION_TEXT) {
        *why = "a prescription has at most 200 characters";
        return ERR_INPUT;
    }
    if (!blocks(&k, out)) {
        *why = arena_printf(a, "%s: at %zu, expected %s", t, k.at, k.expected);
        return ERR_INPUT;
    }
    /* What is kept is the canonical notation: it must be readable again, and fit the fields that hold it.
     * (Its blanks never make a text twice as long.) */
    if (strlen(t) <= PRESCRIPTION_TEXT / 2 || strlen(prescription_text(a, out)) <= PRESCRIPTION_TEXT)
        return OK;
    *why = "a prescription has at most 200 characters, written with its blanks";
    return ERR_INPUT;
}

static void add_length(struct buf *b, int seconds)
{
    if (seconds % 60 == 0 && seconds > 0)
        buf_printf(b, "%dmin", seconds / 60);
    else
        buf_printf(b, "%ds", seconds);
}

char *prescription_text(struct arena *a, const struct prescription *p)
{
    struct buf b = buf_new(a, 1024);
    for (int i = 0; i < p->blocks_n; i++) {
        const struct prescription_block *k = &p->blocks[i];
        buf_add(&b, text_if(i > 0, ", "));
        buf_add_int(&b, k->count);
        buf_add(&b, " x ");
        add_length(&b, k->seconds);
        buf_add(&b, " @ ");
        buf_add(&b, difficulty_name(k->level));
        if (k->pause)
            buf_printf(&b, " / %ds", k->pause);
    }
    return b.data;
}

int prescription_questions(const struct prescription *p)
{
    int n = 0;
    for (int i = 0; i < p->blocks_n; i++)
        n += p->blocks[i].count;
    return n;
}

int prescription_seconds(const struct prescription *p)
{
    int seconds = 0;
    for (int i = 0; i < p->blocks_n; i++)
        seconds += p->blocks[i].count * p->blocks[i].seconds + (p->blocks[i].count - 1) * p->blocks[i].pause;
    return seconds;
}

const struct prescription_block *prescription_of(const struct prescription *p, int i)
{
    for (int k = 0; k < p->blocks_n; k++) {
        if (i < p->blocks[k].count)
            return &p->blocks[k];
        i -= p->blocks[k].count;
    }
    return NULL;
}

struct prescription prescription_make(int seconds, int each, enum difficulty l)
{
    const int one = (int)num_clamp(each, LEAST_LENGTH, MOST_LENGTH);
    const int count = (int)num_clamp((seconds + one / 2) / one, 1, MOST_COUNT);
    return (struct prescription){.blocks = {{.count = count, .seconds = one, .level = l}}, .blocks_n = 1};
}
