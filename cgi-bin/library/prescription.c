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

static void blanks(struct parsing *parsing)
{
    while (*parsing->p == ' ' || *parsing->p == '\t')
        parsing->p++;
}

static bool fail(struct parsing *parsing, const char *expected)
{
    if (!parsing->expected) {
        parsing->expected = expected;
        parsing->at = (size_t)(parsing->p - parsing->text);
    }
    return false;
}

static bool symbol(struct parsing *parsing, char letter, const char *expected)
{
    blanks(parsing);
    if (*parsing->p != letter)
        return fail(parsing, expected);
    parsing->p++;
    return true;
}

static bool number(struct parsing *parsing, const char *expected, int *out)
{
    blanks(parsing);
    if (*parsing->p < '0' || *parsing->p > '9')
        return fail(parsing, expected);
    const char *start = parsing->p;
    *out = 0;
    for (; *parsing->p >= '0' && *parsing->p <= '9'; parsing->p++)
        if (*out < 100000)
            *out = *out * 10 + (*parsing->p - '0');
    if (*out < 100000)
        return true;
    parsing->p = start;
    return fail(parsing, expected);
}

/* Does a word stand here, whole? Then it is taken. */
static bool word(struct parsing *parsing, const char *text)
{
    const size_t n = strlen(text);
    if (strncmp(parsing->p, text, n) != 0 || isalnum((unsigned char)parsing->p[n]))
        return false;
    parsing->p += n;
    return true;
}

/* A number with "s" or "min", in seconds from least to most. */
static bool duration(struct parsing *parsing, int least, int most, const char *range, int *out)
{
    int n = 0;
    blanks(parsing);
    const char *start = parsing->p;
    if (!number(parsing, range, &n))
        return false;
    blanks(parsing);
    if (word(parsing, "min"))
        n *= 60;
    else if (!word(parsing, "s"))
        return fail(parsing, "s or min");
    *out = n;
    if (n >= least && n <= most)
        return true;
    parsing->p = start;
    return fail(parsing, range);
}

static bool level(struct parsing *parsing, enum difficulty *out)
{
    static const struct {
        const char *word;
        enum difficulty level;
    } levels[] = {{"easy", EASY}, {"medium", MEDIUM}, {"hard", HARD}, {"mixed", MIXED}};
    blanks(parsing);
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (!word(parsing, levels[i].word))
            continue;
        *out = levels[i].level;
        return true;
    }
    return fail(parsing, "easy, medium, hard or mixed");
}

static bool block(struct parsing *parsing, struct prescription_block *block)
{
    static const char count[] = "a number of questions from 1 to 20";
    blanks(parsing);
    const char *start = parsing->p;
    if (!number(parsing, count, &block->count))
        return false;
    if (block->count < 1 || block->count > MOST_COUNT) {
        parsing->p = start;
        return fail(parsing, count);
    }
    if (!symbol(parsing, 'x', "x") ||
        !duration(parsing, LEAST_LENGTH, MOST_LENGTH, "a length from 30s to 60min", &block->seconds) ||
        !symbol(parsing, '@', "@") || !level(parsing, &block->level))
        return false;
    blanks(parsing);
    parsing->paused = *parsing->p == '/';
    if (!parsing->paused)
        return true;
    parsing->p++;
    return duration(parsing, 0, MOST_PAUSE, "a pause from 0s to 10min", &block->pause);
}

static bool blocks(struct parsing *parsing, struct prescription *out)
{
    do {
        if (out->blocks_n == PRESCRIPTION_BLOCKS)
            return fail(parsing, "at most eight blocks");
        if (!block(parsing, &out->blocks[out->blocks_n]))
            return false;
        out->blocks_n++;
        blanks(parsing);
    } while (*parsing->p == ',' && parsing->p++);
    if (*parsing->p == '\0')
        return true;
    if (parsing->paused)
        return fail(parsing, "a comma or the end");
    return fail(parsing, "/, a comma or the end");
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

static void add_length(struct buf *buf, int seconds)
{
    if (seconds % 60 == 0 && seconds > 0)
        buf_printf(buf, "%dmin", seconds / 60);
    else
        buf_printf(buf, "%ds", seconds);
}

char *prescription_text(struct arena *a, const struct prescription *prescription)
{
    struct buf b = buf_new(a, 1024);
    for (int i = 0; i < prescription->blocks_n; i++) {
        const struct prescription_block *k = &prescription->blocks[i];
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

int prescription_questions(const struct prescription *prescription)
{
    int n = 0;
    for (int i = 0; i < prescription->blocks_n; i++)
        n += prescription->blocks[i].count;
    return n;
}

int prescription_seconds(const struct prescription *prescription)
{
    int seconds = 0;
    for (int i = 0; i < prescription->blocks_n; i++)
        seconds += prescription->blocks[i].count * prescription->blocks[i].seconds +
                   (prescription->blocks[i].count - 1) * prescription->blocks[i].pause;
    return seconds;
}

const struct prescription_block *prescription_of(const struct prescription *prescription, int i)
{
    for (int k = 0; k < prescription->blocks_n; k++) {
        if (i < prescription->blocks[k].count)
            return &prescription->blocks[k];
        i -= prescription->blocks[k].count;
    }
    return NULL;
}

struct prescription prescription_make(int seconds, int each, enum difficulty difficulty)
{
    const int one = (int)num_clamp(each, LEAST_LENGTH, MOST_LENGTH);
    const int count = (int)num_clamp((seconds + one / 2) / one, 1, MOST_COUNT);
    return (struct prescription){.blocks = {{.count = count, .seconds = one, .level = difficulty}},
                                 .blocks_n = 1};
}
