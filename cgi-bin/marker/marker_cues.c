#include "marker/marker_cues.h"
#include "library/stem.h"
#include <stdlib.h>
#include <string.h>

static const double COMMON = 0.4; /* a word of this weight or less tells nothing by itself */

enum { LEAST_TELLING = 1, LONG = 8, REGULAR = 5 }; /* words from which a sentence ought to tell something */

static const char *const names[CUES] = {
    [CUE_SITUATION] = "situation",
    [CUE_TASK] = "task",
    [CUE_OWN] = "own",
    [CUE_OUTCOME] = "outcome",
    [CUE_LESSON] = "lesson",
    [CUE_REASON] = "reason",
    [CUE_STEPS] = "steps",
    [CUE_WEIGH] = "weigh",
    [CUE_EXAMPLE] = "example",
    [CUE_ASK] = "ask",
    [CUE_EMPATHY] = "empathy",
    [CUE_COMMIT] = "commit",
    [CUE_WE] = "we",
    [CUE_HABIT] = "habit",
    [CUE_SPEECH] = "speech",
    [CUE_TIME] = "time",
    [CUE_VAGUE] = "vague",
    [CUE_BOAST] = "boast",
    [CUE_HEDGE] = "hedge",
    [CUE_EMPTY] = "empty",
    [CUE_NONE] = "none",
    [CUE_REFUSE] = "refuse",
};

struct phrase {
    const struct stem_word *words;
    size_t n;
    enum marker_cue cue;
};

struct phrases {
    struct phrase *list; /* sorted by first stem */
    size_t n;
};

/* Words that go one way or the other, by their stems, sorted. */
struct ways {
    char **plus, **minus;
    size_t plus_n, minus_n;
};

struct marker_cues {
    struct phrases cues, roles;
    struct ways moves, causes;
    const char **past; /* sorted */
    size_t past_n;
};

static int by_first(const void *left, const void *right)
{
    return strcmp(((const struct phrase *)left)->words[0].stem,
                  ((const struct phrase *)right)->words[0].stem);
}

static void add_phrases(struct arena *a, struct phrases *phrases, const json *list, enum marker_cue cue)
{
    for (size_t i = 0; i < json_len(list); i++) {
        struct phrase *one = &phrases->list[phrases->n];
        one->words = stem_pairs(a, json_text(json_at(list, i), ""), &one->n);
        one->cue = cue;
        phrases->n += one->n > 0;
    }
}

static struct phrases read_phrases(struct arena *a, const json *doc)
{
    struct phrases p = {0};
    size_t room = 1;
    for (size_t i = 0; i < CUES; i++)
        room += json_len(json_get(doc, names[i]));
    p.list = arena_array(a, room, sizeof *p.list);
    for (size_t i = 0; i < CUES; i++)
        add_phrases(a, &p, json_get(doc, names[i]), (enum marker_cue)i);
    qsort(p.list, p.n, sizeof *p.list, by_first);
    return p;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static char **read_stems(struct arena *a, const json *list, size_t *n)
{
    char **out = arena_array(a, json_len(list) + 1, sizeof *out);
    for (*n = 0; *n < json_len(list); (*n)++)
        out[*n] = (char *)stem_one(a, json_text(json_at(list, *n), ""));
    qsort(out, *n, sizeof *out, by_text);
    return out;
}

static struct ways read_ways(struct arena *a, const json *doc, const char *plus, const char *minus)
{
    struct ways out;
    out.plus = read_stems(a, json_get(doc, plus), &out.plus_n);
    out.minus = read_stems(a, json_get(doc, minus), &out.minus_n);
    return out;
}

static int way(const struct ways *ways, const char *stem)
{
    return (bsearch(&stem, ways->plus, ways->plus_n, sizeof *ways->plus, by_text) != NULL) -
           (bsearch(&stem, ways->minus, ways->minus_n, sizeof *ways->minus, by_text) != NULL);
}

int marker_cues_way(const struct marker_cues *cues, const char *stem)
{
    return way(&cues->moves, stem);
}

int marker_cues_cause(const struct marker_cues *cues, const char *stem)
{
    return way(&cues->causes, stem);
}

bool marker_cues_past(const struct marker_cues *cues, const char *word)
{
    const size_t n = strlen(word);
    return (n >= REGULAR && strcmp(word + n - 2, "ed") == 0) ||
           bsearch(&word, cues->past, cues->past_n, sizeof *cues->past, by_text) != NULL;
}

enum err marker_cues_read(struct arena *a, const json *doc, struct marker_cues **out, const char **why)
{
    for (size_t i = 0; i < CUES; i++) {
        if (json_len(json_get(doc, names[i])) > 0)
            continue;
        *why = arena_printf(a, "cues.json has no list “%s”", names[i]);
        return ERR_CONFIG;
    }
    *out = arena_alloc(a, sizeof **out);
    **out = (struct marker_cues){.cues = read_phrases(a, doc),
                                 .roles = read_phrases(a, json_get(doc, "roles")),
                                 .moves = read_ways(a, doc, "rises", "falls"),
                                 .causes = read_ways(a, doc, "therefore", "because"),
                                 .past_n = json_len(json_get(doc, "past"))};
    (*out)->past = arena_array(a, (*out)->past_n + 1, sizeof *(*out)->past);
    for (size_t i = 0; i < (*out)->past_n; i++)
        (*out)->past[i] = json_text(json_at(json_get(doc, "past"), i), "");
    qsort((*out)->past, (*out)->past_n, sizeof *(*out)->past, by_text);
    return OK;
}

static bool stands_at(const struct phrase *phrase, const struct marker_text *text, size_t i)
{
    if (i + phrase->n > text->n || text->words[i].sentence != text->words[i + phrase->n - 1].sentence)
        return false;
    for (size_t k = 1; k < phrase->n; k++)
        if (strcmp(phrase->words[k].stem, text->words[i + k].stem) != 0)
            return false;
    return true;
}

/* The first phrase that begins with the stem; n if none does. */
static size_t first_phrase(const struct phrases *phrases, const char *stem)
{
    size_t low = 0, high = phrases->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (strcmp(phrases->list[middle].words[0].stem, stem) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t cues_at(const struct phrases *phrases, struct marker_text *text, size_t i,
                        unsigned count[CUES])
{
    uint32_t cues = 0;
    for (size_t k = first_phrase(phrases, text->words[i].stem);
         k < phrases->n && strcmp(phrases->list[k].words[0].stem, text->words[i].stem) == 0; k++) {
        const uint32_t bit = 1U << phrases->list[k].cue;
        if (!stands_at(&phrases->list[k], text, i))
            continue;
        for (size_t w = i; w < i + phrases->list[k].n; w++)
            text->words[w].in_cue = true;
        if (cues & bit)
            continue;
        cues |= bit;
        count[phrases->list[k].cue]++;
    }
    return cues;
}

/* A sentence of nothing but such phrases says nothing. */
static bool is_hollow(const struct marker_text *text, const struct marker_sentence *sentence)
{
    size_t tells = 0;
    for (size_t i = sentence->from; i < sentence->from + sentence->n; i++)
        tells += !text->words[i].in_cue && (text->words[i].weight > COMMON || text->words[i].word[0] <= '9');
    return sentence->n >= LONG && tells < LEAST_TELLING;
}

uint32_t *marker_cues_find(const struct marker_cues *marker_cues, struct arena *a, struct marker_text *text,
                           unsigned count[CUES])
{
    uint32_t *cues = arena_array(a, text->sentences_n + 1, sizeof *cues);
    memset(count, 0, CUES * sizeof *count);
    for (size_t i = 0; i < text->n; i++)
        cues[text->words[i].sentence] |= cues_at(&marker_cues->cues, text, i, count);
    for (size_t s = 0; s < text->sentences_n; s++)
        if (is_hollow(text, &text->sentences[s]))
            cues[s] |= 1U << CUE_EMPTY;
    return cues;
}

uint32_t marker_cues_roles(const struct marker_cues *cues, struct marker_text *text)
{
    uint32_t roles = 0;
    unsigned count[CUES] = {0};
    for (size_t i = 0; i < text->n; i++)
        roles |= cues_at(&cues->roles, text, i, count);
    return roles;
}
