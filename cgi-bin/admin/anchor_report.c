#include "admin/anchor_report.h"
#include "base/buf.h"
#include "base/text.h"
#include "marker/marker_land.h"
#include "marker/marker_pattern.h"

enum { MOST_MEASURING = 64 * 1024 * 1024, MOST_TOLD = 1024 * 1024 };

struct sums {
    size_t anchors, right, hits, unknown_hits, wrong, bad, unknown_bad, patterns, pattern_hits, pattern_bad;
};

/* A question whose anchors are looked at. */
struct looked_at {
    const struct marker *marker;
    const struct question *question;
    struct marker_anchor anchors[MARKER_ANCHORS];
    size_t n;
    struct arena *arena; /* for this question */
};

/* What is told of an anchor: its sums, and a line for each thing that fails. */
struct told {
    struct sums sums;
    struct buf lines;
};

/* ---- sentences ---- */

static const char **without(struct arena *a, const char **list, size_t n, size_t but)
{
    const char **out = arena_array(a, n, sizeof *out);
    for (size_t i = 0, k = 0; i < n; i++)
        if (i != but)
            out[k++] = list[i];
    return out;
}

/* What a sentence of an anchor is taken for, as an answer. */
struct taken {
    size_t most; /* the anchor that it speaks for most */
    bool shown;  /* its own counts as shown */
};

/* `known`: what is known of its own anchor. */
static struct taken take(const struct looked_at *at, size_t which, const struct example *known,
                         const char *sentence)
{
    struct arena *a = arena_new(MOST_MEASURING, false);
    struct marker_anchor anchors[MARKER_ANCHORS];
    struct taken out = {0};
    if (!a)
        arena_fail(at->arena);
    for (size_t i = 0; i < at->n; i++)
        anchors[i] = at->anchors[i];
    anchors[which].example = known;
    const struct marker_task task = {.key = at->question->key,
                                     .question = at->question->text,
                                     .kind = at->question->kind,
                                     .answer = sentence,
                                     .good = at->question->good,
                                     .anchors = anchors,
                                     .anchors_n = at->n};
    const struct marker_measures measured = marker_measure(at->marker, a, &task);
    const struct marker_landed landed = marker_land(marker_weights(at->marker), &measured, &measured.profile);
    for (size_t i = 0; i < at->n; i++)
        if (landed.anchors[i].at[LANDING_best] > landed.anchors[out.most].at[LANDING_best])
            out.most = i;
    out.shown = landed.anchors[which].landing == LANDING_SHOWN;
    arena_free(a);
    return out;
}

static void take_right(const struct looked_at *at, size_t which, struct told *told)
{
    const struct example *example = at->anchors[which].example;
    for (size_t i = 0; i < example->right_n; i++) {
        struct example known = *example;
        const size_t most = take(at, which, example, example->right[i]).most;
        known.right = without(at->arena, example->right, example->right_n, i);
        known.right_n--;
        told->sums.right++;
        told->sums.hits += most == which;
        told->sums.unknown_hits += take(at, which, &known, example->right[i]).most == which;
        if (most != which)
            buf_printf(&told->lines, "    miss, taken for “%s”: %s\n", at->anchors[most].key,
                       example->right[i]);
    }
}

static void take_wrong(const struct looked_at *at, size_t which, struct told *told)
{
    const struct example *example = at->anchors[which].example;
    for (size_t i = 0; i < example->wrong_n; i++) {
        struct example known = *example;
        const bool shown = take(at, which, example, example->wrong[i]).shown;
        known.wrong = without(at->arena, example->wrong, example->wrong_n, i);
        known.wrong_n--;
        told->sums.wrong++;
        told->sums.bad += shown;
        told->sums.unknown_bad += take(at, which, &known, example->wrong[i]).shown;
        if (shown)
            buf_printf(&told->lines, "    bad, shown by a wrong sentence: %s\n", example->wrong[i]);
    }
}

/* ---- patterns ---- */

/* How many of an anchor's sentences meet a pattern; a line each where they should not. `whose`: NULL where
 * they should. */
static size_t meet(const struct looked_at *at, struct marker_vocabulary *vocabulary, const char *pattern,
                   const char **list, size_t n, const char *whose, struct buf *lines)
{
    size_t met_n = 0;
    for (size_t i = 0; i < n; i++) {
        const struct marker_text *text = marker_text_typed(vocabulary, at->arena, list[i], NULL);
        bool *met = arena_array(at->arena, text->sentences_n + 1, sizeof *met), any = false;
        marker_pattern_find(at->arena, text, pattern, met);
        for (size_t s = 0; s < text->sentences_n; s++)
            any |= met[s];
        met_n += any;
        if (any && whose)
            buf_printf(lines, "    bad, the pattern “%s” is met by %s: %s\n", pattern, whose, list[i]);
    }
    return met_n;
}

static void try_patterns(const struct looked_at *at, size_t which, struct told *told)
{
    const struct example *example = at->anchors[which].example;
    struct marker_vocabulary *vocabulary = marker_vocabulary(at->marker);
    for (size_t p = 0; p < example->pattern_n; p++) {
        const char *pattern = example->pattern[p];
        told->sums.patterns++;
        told->sums.pattern_hits +=
            meet(at, vocabulary, pattern, example->right, example->right_n, NULL, &told->lines);
        told->sums.pattern_bad +=
            meet(at, vocabulary, pattern, example->wrong, example->wrong_n, "a wrong sentence", &told->lines);
        for (size_t i = 0; i < at->n; i++) {
            const struct example *other = at->anchors[i].example;
            if (i != which && other)
                told->sums.pattern_bad +=
                    meet(at, vocabulary, pattern, other->right, other->right_n,
                         arena_printf(at->arena, "one of “%s”", at->anchors[i].key), &told->lines);
        }
    }
}

/* ---- all of them ---- */

static void add(struct sums *all, const struct sums *one)
{
    all->anchors++;
    all->right += one->right;
    all->hits += one->hits;
    all->unknown_hits += one->unknown_hits;
    all->wrong += one->wrong;
    all->bad += one->bad;
    all->unknown_bad += one->unknown_bad;
    all->patterns += one->patterns;
    all->pattern_hits += one->pattern_hits;
    all->pattern_bad += one->pattern_bad;
}

static void print_sums(FILE *out, const struct sums *sums)
{
    fprintf(out, "of %zu right %zu hits (%zu if not known), of %zu wrong %zu bad (%zu)", sums->right,
            sums->hits, sums->unknown_hits, sums->wrong, sums->bad, sums->unknown_bad);
    fprintf(out, "; patterns %zu, hits %zu, bad %zu\n", sums->patterns, sums->pattern_hits,
            sums->pattern_bad);
}

static void print_question(const struct marker *marker, const struct question *question, FILE *out,
                           struct sums *all)
{
    struct looked_at at = {.marker = marker, .question = question, .arena = arena_new(MOST_MEASURING, false)};
    if (!at.arena)
        return;
    at.n = marker_wanted_library(at.arena, marker_examples(marker), question, at.anchors, MARKER_ANCHORS);
    for (size_t i = 0; i < at.n; i++) {
        struct told told = {.lines = buf_new(at.arena, MOST_TOLD)};
        if (!at.anchors[i].example || at.anchors[i].example->right_n == 0)
            continue;
        take_right(&at, i, &told);
        take_wrong(&at, i, &told);
        try_patterns(&at, i, &told);
        fprintf(out, "%s, %s: ", question->key, at.anchors[i].key);
        print_sums(out, &told.sums);
        fwrite(told.lines.data, 1, told.lines.len, out);
        add(all, &told.sums);
    }
    arena_free(at.arena);
}

enum err anchor_report_print(struct arena *a, const char *folder, const char *family, FILE *out,
                             const char **why)
{
    struct library *library;
    struct marker *marker;
    struct sums all = {0};
    enum err e = library_read(a, folder, &library, why);
    if (e == OK)
        e = marker_read(a, folder, library, &marker, why);
    if (e != OK)
        return e;
    *why = "the library has no such family";
    if (family && !library_find(library, family))
        return ERR_CONFIG;
    for (size_t f = 0; f < library_count(library); f++) {
        const struct library_family *of = library_family(library, f);
        for (size_t t = 0; t < of->topics_n && (!family || text_equal(of->key, family)); t++)
            for (size_t i = 0; i < of->topics[t].questions_n; i++)
                print_question(marker, &of->topics[t].questions[i], out, &all);
    }
    fprintf(out, "%zu anchors: ", all.anchors);
    print_sums(out, &all);
    return OK;
}
