#include "marker/marker_text.h"
#include "base/num.h"
#include "base/text.h"
#include "library/stem.h"
#include "marker/marker_spell.h"
#include <stdlib.h>
#include <string.h>

enum {
    MOST_SENTENCES = 400,
    HASHES = 512,
    MOST_SLIPS = 40,
    REACH = 4, /* how many words a "not" denies */
    REACH_ALL = 1000,
    RAREST = 62,   /* rarer words tell no more */
    COMMONEST = 15 /* as common as "the": tells nothing */
};

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static const char **sorted_stems(struct arena *a, const json *list, size_t *n)
{
    const char **out = arena_array(a, json_len(list) + 1, sizeof *out);
    *n = 0;
    for (size_t i = 0; i < json_len(list); i++) {
        size_t k;
        const struct stem_word *pairs = stem_pairs(a, json_text(json_at(list, i), ""), &k);
        if (k == 1)
            out[(*n)++] = pairs[0].stem;
    }
    qsort(out, *n, sizeof *out, by_text);
    return out;
}

struct marker_grammar marker_text_grammar(struct arena *a, const struct lexicon *lexicon, const json *tie,
                                          const json *deny)
{
    struct marker_grammar g = {.lexicon = lexicon};
    g.tie = sorted_stems(a, tie, &g.tie_n);
    g.deny = sorted_stems(a, deny, &g.deny_n);
    return g;
}

static bool among(const char *stem, const char **list, size_t n)
{
    return bsearch(&stem, list, n, sizeof *list, by_text) != NULL;
}

static unsigned hash(const char *stem, size_t n)
{
    unsigned h = 2166136261U;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)stem[i]) * 16777619U;
    return h % HASHES;
}

static int search(const struct marker_text *text, int i, const char *stem, size_t n)
{
    while (i >= 0 && (strncmp(text->words[i].stem, stem, n) != 0 || text->words[i].stem[n]))
        i = text->words[i].next;
    return i;
}

int marker_text_find(const struct marker_text *text, const char *stem, size_t stem_n, size_t from)
{
    int i = search(text, text->heads[hash(stem, stem_n)], stem, stem_n);
    while (i >= 0 && (size_t)i < from)
        i = search(text, text->words[i].next, stem, stem_n);
    return i;
}

int marker_text_again(const struct marker_text *text, int i)
{
    return search(text, text->words[i].next, text->words[i].stem, strlen(text->words[i].stem));
}

/* ---- reading ---- */

static bool ends_sentence(const char *at)
{
    if (*at == '\n' || *at == ';')
        return true;
    return (*at == '.' || *at == '!' || *at == '?') && (at[1] == ' ' || at[1] == '\n' || at[1] == '\0');
}

static bool is_number(const char *word)
{
    static const char *const numbers[] = {
        "two",      "three",   "four",    "five",   "six",     "seven", "eight", "nine",  "ten",
        "eleven",   "twelve",  "fifteen", "twenty", "thirty",  "forty", "fifty", "sixty", "hundred",
        "thousand", "million", "half",    "third",  "quarter", "twice", "double"};
    return (*word >= '0' && *word <= '9') || text_among(numbers, sizeof numbers / sizeof *numbers, word);
}

static double weight_of(const struct marker_word *word)
{
    if (word->tie || word->deny)
        return 0;
    const int r = (int)num_clamp(word->meaning.rarity, COMMONEST, RAREST);
    return num_share(r - COMMONEST, RAREST - COMMONEST);
}

double marker_text_counts(bool asked)
{
    static const double counts[] = {[false] = 1, [true] = 0.25};
    return counts[asked];
}

struct reader {
    const struct marker_grammar *g;
    struct arena *arena;
    const struct marker_text *asked;
    struct marker_text *text;
    size_t room;
    bool typed, corrects;
    size_t slips; /* words looked at for slips: each costs some hundred look-ups */
};

/* What is most likely a slip counts as the word that was meant. */
static void correct(const struct reader *reader, struct marker_word *word)
{
    const char *stem = marker_spell_stem(reader->g->lexicon, reader->arena, word->word);
    if (!stem)
        return;
    word->stem = stem;
    word->meaning = lexicon_find(reader->g->lexicon, stem);
}

/* "It is not true that" denies all that follows. */
static bool denies_all(const char *word)
{
    static const char *const of_all[] = {"true", "correct", "right", "case", "so"};
    return text_among(of_all, sizeof of_all / sizeof *of_all, word);
}

static void add_word(struct reader *reader, const struct stem_word *pair, int *reach)
{
    struct marker_text *t = reader->text;
    struct marker_word *w = &t->words[t->n++];
    *w = (struct marker_word){.word = pair->word,
                              .stem = pair->stem,
                              .meaning = lexicon_find(reader->g->lexicon, pair->stem),
                              .sentence = (unsigned)t->sentences_n,
                              .tie = among(pair->stem, reader->g->tie, reader->g->tie_n),
                              .deny = among(pair->stem, reader->g->deny, reader->g->deny_n),
                              .number = is_number(pair->word),
                              .next = -1};
    if (reader->corrects && !w->meaning.known && reader->slips++ < MOST_SLIPS)
        correct(reader, w);
    w->weight = weight_of(w);
    w->asked = reader->asked && marker_text_find(reader->asked, w->stem, strlen(w->stem), 0) >= 0;
    if (w->deny) {
        *reach = REACH;
    } else if (*reach > 0) {
        w->denied = true;
        if (denies_all(w->word) && *reach == REACH)
            *reach = REACH_ALL;
        *reach -= !w->tie; /* the tying words in between are free */
    }
}

/* In a sentence of another language nothing is a slip of an English word. */
static bool mostly_known(const struct lexicon *lexicon, const struct stem_word *pairs, size_t n)
{
    size_t known = 0;
    for (size_t i = 0; i < n; i++)
        known += lexicon_find(lexicon, pairs[i].stem).known;
    return known * 3 > n * 2;
}

/* A sentence said twice is said once. */
static bool said_before(const struct marker_text *marked, const char *text)
{
    for (size_t s = 0; s < marked->sentences_n; s++)
        if (strcmp(marked->sentences[s].text, text) == 0)
            return true;
    return false;
}

static void add_sentence(struct reader *reader, const char *from, size_t len)
{
    struct marker_text *t = reader->text;
    const char *text = text_trim(reader->arena, arena_text(reader->arena, from, len));
    size_t n;
    int reach = 0;
    if (text_blank(text) || t->sentences_n == MOST_SENTENCES)
        return;
    if (said_before(t, text))
        return;
    const struct stem_word *pairs = stem_pairs(reader->arena, text, &n);
    reader->corrects = reader->typed && mostly_known(reader->g->lexicon, pairs, n);
    t->sentences[t->sentences_n] = (struct marker_sentence){.text = text, .from = t->n};
    for (size_t i = 0; i < n && t->n < reader->room; i++)
        add_word(reader, &pairs[i], &reach);
    t->sentences[t->sentences_n].n = t->n - t->sentences[t->sentences_n].from;
    t->sentences_n += t->sentences[t->sentences_n].n > 0;
}

static void index_words(struct marker_text *text, struct arena *a)
{
    text->heads = arena_array(a, HASHES, sizeof *text->heads);
    for (size_t i = 0; i < HASHES; i++)
        text->heads[i] = -1;
    for (size_t i = text->n; i-- > 0;) { /* backwards, so that each chain is in the text's order */
        int *head = &text->heads[hash(text->words[i].stem, strlen(text->words[i].stem))];
        text->words[i].next = *head;
        *head = (int)i;
    }
}

static struct marker_text *read_text(const struct marker_grammar *grammar, struct arena *a, const char *text,
                                     const struct marker_text *asked, bool typed)
{
    struct marker_text *t = arena_alloc(a, sizeof *t);
    struct reader k = {
        .g = grammar, .arena = a, .asked = asked, .text = t, .room = strlen(text) / 2 + 2, .typed = typed};
    size_t sentences = 2;
    for (const char *p = text; *p; p++)
        sentences += ends_sentence(p);
    t->words = arena_array(a, k.room, sizeof *t->words);
    t->sentences = arena_array(a, sentences, sizeof *t->sentences);
    const char *from = text, *p = text;
    for (; *p; p++) {
        if (!ends_sentence(p))
            continue;
        add_sentence(&k, from, (size_t)(p - from) + (*p != '\n' && *p != ';'));
        from = p + 1;
    }
    add_sentence(&k, from, (size_t)(p - from));
    index_words(t, a);
    return t;
}

struct marker_text *marker_text_read(const struct marker_grammar *grammar, struct arena *a, const char *text,
                                     const struct marker_text *asked)
{
    return read_text(grammar, a, text, asked, false);
}

struct marker_text *marker_text_typed(const struct marker_grammar *grammar, struct arena *a, const char *text,
                                      const struct marker_text *asked)
{
    return read_text(grammar, a, text, asked, true);
}
