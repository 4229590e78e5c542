#include "coach/curator.h"
#include "base/text.h"
#include "coach/builtin_modes.h"
#include "coach/stem.h"
#include <ctype.h>
#include <string.h>

enum {
    LEAST_FAMILIES = 12,
    LEAST_TOPICS = 60,
    LEAST_QUESTIONS = 600,
    LEAST_IN_TOPIC = 8,
    LEAST_KINDS = 3,
    MOST_STEMS = 64,
    LEAST_STEMS = 3
};
static const double nearly_same = 0.6, hardest_family = 9, hardest_text = 16;

/* ---- measures ---- */

/* A word's syllables: runs of vowels, without a silent e at the end. */
static int syllables(const char *word, size_t n)
{
    int count = 0;
    bool in_vowel = false;
    for (size_t i = 0; i < n; i++) {
        const bool vowel = strchr("aeiouy", tolower((unsigned char)word[i])) != NULL;
        count += vowel && !in_vowel;
        in_vowel = vowel;
    }
    if (count > 1 && tolower((unsigned char)word[n - 1]) == 'e' && tolower((unsigned char)word[n - 2]) != 'l')
        count--;
    return count > 0 ? count : 1;
}

/* The school grade (Flesch and Kincaid 1975) at which an English text reads easily; 0 for none. */
static double grade_of(const char *text)
{
    int words = 0, sentences = 0, parts = 0;
    for (const char *p = text; *p;) {
        size_t n = 0;
        while (isalpha((unsigned char)p[n]) || (n && p[n] == '\''))
            n++;
        if (n) {
            words++;
            parts += syllables(p, n);
            p += n;
            continue;
        }
        sentences += strchr(".!?:;", *p) && (!p[1] || strchr(" \"\n", p[1]));
        p++;
    }
    if (words == 0)
        return 0;
    sentences = sentences ? sentences : 1;
    return 0.39 * words / sentences + 11.8 * parts / words - 15.59;
}

/* The stems that carry meaning, each once. */
struct gist {
    const char *stems[MOST_STEMS];
    size_t n;
};

static bool holds(const struct gist *g, const char *stem)
{
    for (size_t i = 0; i < g->n; i++)
        if (strcmp(g->stems[i], stem) == 0)
            return true;
    return false;
}

static struct gist gist_of(struct arena *a, const char *text)
{
    struct gist g = {.n = 0};
    size_t n;
    char **stems = stem_words(a, text, &n);
    for (size_t i = 0; i < n && g.n < MOST_STEMS; i++)
        if (!builtin_is_common(stems[i]) && !holds(&g, stems[i]))
            g.stems[g.n++] = stems[i];
    return g;
}

/* How much of two gists is the same, 0..1: stems in both among stems in either. */
static double overlap(const struct gist *x, const struct gist *y)
{
    size_t shared = 0;
    for (size_t i = 0; i < x->n; i++)
        shared += holds(y, x->stems[i]);
    const size_t either = x->n + y->n - shared;
    return either ? (double)shared / (double)either : 0;
}

/* ---- checks ---- */

struct checking {
    const struct library *library;
    struct arena *arena;
    FILE *out;
    size_t faults, topics, questions;
    struct gist *gists; /* of every question seen so far */
    const char **keys;
};

static void fault(struct checking *c, const char *place, const char *what)
{
    fprintf(c->out, "FAULT %s: %s\n", place, what);
    c->faults++;
}

static void check_double(struct checking *c, const struct question *q)
{
    struct gist *g = &c->gists[c->questions];
    *g = gist_of(c->arena, q->text);
    c->keys[c->questions] = q->key;
    for (size_t i = 0; i < c->questions && g->n >= LEAST_STEMS; i++)
        if (c->gists[i].n >= LEAST_STEMS && overlap(g, &c->gists[i]) >= nearly_same)
            fault(c, q->key, arena_printf(c->arena, "nearly the words of %s", c->keys[i]));
    c->questions++;
}

static void check_question(struct checking *c, const struct question *q)
{
    check_double(c, q);
    for (size_t i = 0; i < q->anchors_n; i++)
        for (size_t k = 0; k < i; k++)
            if (text_equal(q->anchors[i].name, q->anchors[k].name))
                fault(c, q->key, arena_printf(c->arena, "the anchor %s stands twice", q->anchors[i].name));
    if (grade_of(q->text) > hardest_text)
        fault(c, q->key, "the question is hard to read");
    if (grade_of(q->good) > hardest_text)
        fault(c, q->key, "what good answers mention is hard to read");
}

static size_t kinds_of(const struct question *q, size_t n)
{
    static const char *const kinds[] = {"story", "explain", "design", "debug", "case", "roleplay"};
    size_t found = 0;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 0; i < n; i++)
            if (text_equal(q[i].kind, kinds[k])) {
                found++;
                break;
            }
    return found;
}

static void check_topic(struct checking *c, const struct library_topic *t, size_t levels[3])
{
    c->topics++;
    if (t->questions_n < LEAST_IN_TOPIC)
        fault(c, t->key,
              arena_printf(c->arena, "has %zu questions, fewer than %d", t->questions_n, LEAST_IN_TOPIC));
    for (size_t i = 0; i < t->questions_n; i++) {
        levels[t->questions[i].difficulty]++;
        check_question(c, &t->questions[i]);
    }
}

static void check_family(struct checking *c, const struct library_family *f)
{
    struct buf all = buf_new(c->arena, 1024 * 1024);
    size_t levels[3] = {0}, kinds = 0, before = c->questions;
    for (size_t i = 0; i < f->topics_n; i++) {
        check_topic(c, &f->topics[i], levels);
        const size_t here = kinds_of(f->topics[i].questions, f->topics[i].questions_n);
        kinds = here > kinds ? here : kinds;
        for (size_t k = 0; k < f->topics[i].questions_n; k++)
            buf_printf(&all, "%s %s\n", f->topics[i].questions[k].text, f->topics[i].questions[k].good);
    }
    const double grade = grade_of(all.data);
    fprintf(c->out,
            "%-18s %2zu topics %4zu questions (%zu easy, %zu medium, %zu hard), %zu titles, reads at grade "
            "%.1f\n",
            f->key, f->topics_n, c->questions - before, levels[EASY], levels[MEDIUM], levels[HARD],
            f->titles_n, grade);
    if (grade > hardest_family)
        fault(c, f->key, "is hard to read");
    if (kinds < LEAST_KINDS)
        fault(c, f->key, "has questions of too few kinds");
}

size_t curator_check(const struct library *l, struct arena *a, FILE *out)
{
    struct checking c = {.library = l, .arena = a, .out = out};
    size_t most = 0;
    for (size_t i = 0; i < library_count(l); i++)
        for (size_t k = 0; k < library_family(l, i)->topics_n; k++)
            most += library_family(l, i)->topics[k].questions_n;
    c.gists = arena_array(a, most + 1, sizeof *c.gists);
    c.keys = arena_array(a, most + 1, sizeof *c.keys);
    for (size_t i = 0; i < library_count(l); i++)
        check_family(&c, library_family(l, i));
    if (library_count(l) < LEAST_FAMILIES)
        fault(&c, "library", "has fewer than 12 families");
    if (c.topics < LEAST_TOPICS)
        fault(&c, "library", "has fewer than 60 topics");
    if (c.questions < LEAST_QUESTIONS)
        fault(&c, "library", "has fewer than 600 questions");
    fprintf(out, "%zu families, %zu topics, %zu questions: %s\n", library_count(l), c.topics, c.questions,
            c.faults ? "see the faults above" : "all within their limits");
    return c.faults;
}
