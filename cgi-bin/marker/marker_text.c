#include "marker/marker_text.h"
#include "base/num.h"
#include "base/text.h"
#include "library/stem.h"
#include "marker/marker_spell.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_SENTENCES = 400,
    HASHES = 256,
    MOST_SLIPS = 40,
    LONG_RUN = 34, /* a sentence of more words is a run of several */
    PART = 10,     /* words from which one of them may end */
    LEAST_PART = 6,
    REACH = 4, /* how many words a "not" denies */
    REACH_ALL = 1000
};

static int search(const struct marker_text *text, int i, const char *stem, size_t n)
{
    while (i >= 0 && (strncmp(text->words[i].stem, stem, n) != 0 || text->words[i].stem[n]))
        i = text->words[i].next;
    return i;
}

int marker_text_find(const struct marker_text *text, const char *stem, size_t stem_n, size_t from)
{
    int i = search(text, text->heads[text_hash(stem, stem_n) % HASHES], stem, stem_n);
    while (i >= 0 && (size_t)i < from)
        i = search(text, text->words[i].next, stem, stem_n);
    return i;
}

int marker_text_again(const struct marker_text *text, int i)
{
    return search(text, text->words[i].next, text->words[i].stem, strlen(text->words[i].stem));
}

/* ---- reading ---- */

/* Line breaks of Unicode: U+0085, U+2028, U+2029; how many bytes, 0 for no such character. */
static size_t line_break(const char *at)
{
    static const char *const breaks[] = {"\n", "\v", "\f", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++)
        if (strncmp(at, breaks[i], strlen(breaks[i])) == 0)
            return strlen(breaks[i]);
    return 0;
}

static bool is_blank(const char *at)
{
    return *at == ' ' || *at == '\t' || strncmp(at, "\xC2\xA0", 2) == 0 || line_break(at) > 0;
}

/* What may stand behind a full stop and belongs to its sentence; how many bytes, 0 for anything else. */
static size_t closing(const char *at)
{
    static const char *const closes[] = {".", "!", "?", "\"", ")", "\xE2\x80\x9D", "\xE2\x80\x99"};
    for (size_t i = 0; i < sizeof closes / sizeof *closes; i++)
        if (strncmp(at, closes[i], strlen(closes[i])) == 0)
            return strlen(closes[i]);
    return 0;
}

/* Where a sentence ends: how many bytes of the end belong to it, and how many are passed over. */
static bool ends_sentence(const char *text, const char *at, size_t *keep, size_t *skip)
{
    *keep = 0;
    *skip = *at == ';' ? 1 : line_break(at);
    if (*skip > 0)
        return !text_wraps(text, (size_t)(at - text));
    *keep = *skip = 1;
    for (size_t more; (more = closing(at + *keep)) > 0;)
        *keep = *skip = *keep + more;
    return (*at == '.' || *at == '!' || *at == '?') && (at[*keep] == '\0' || is_blank(at + *keep));
}

double marker_text_counts(bool asked)
{
    static const double counts[] = {[false] = 1, [true] = 0.25};
    return counts[asked];
}

double marker_text_tells(const struct marker_word *word)
{
    return sqrt(word->weight) * marker_text_counts(word->asked);
}

struct reader {
    struct marker_vocabulary *vocabulary;
    struct arena *arena;
    const struct marker_text *asked;
    struct marker_text *text;
    size_t room, sentences_room;
    bool typed, corrects;
    bool keep;    /* the text is the library's own */
    size_t slips; /* words looked at for slips: each costs some hundred look-ups */
};

/* What is most likely a slip counts as the word that was meant. */
static void correct(const struct reader *reader, const struct vocabulary_word *known,
                    struct marker_word *word)
{
    const struct lexicon *lexicon = marker_vocabulary_lexicon(reader->vocabulary);
    const char *stem = marker_spell_stem(lexicon, reader->arena, word->word);
    if (!stem)
        return;
    word->stem = stem;
    word->meaning = lexicon_find(lexicon, stem);
    word->weight = marker_vocabulary_weight(known, word->meaning);
}

/* "It is not true that" denies all that follows. */
static bool denies_all(const char *word)
{
    static const char *const of_all[] = {"true", "correct", "right", "case", "so"};
    return text_among(of_all, sizeof of_all / sizeof *of_all, word);
}

static void add_word(struct reader *reader, const struct vocabulary_word *known, int *reach)
{
    struct marker_text *t = reader->text;
    struct marker_word *w = &t->words[t->n++];
    *w = (struct marker_word){.word = known->word,
                              .stem = known->stem,
                              .meaning = known->meaning,
                              .weight = known->weight,
                              .sentence = (unsigned)t->sentences_n,
                              .tie = known->tie,
                              .deny = known->deny,
                              .number = known->number,
                              .next = -1};
    if (reader->corrects && !w->meaning.known && reader->slips++ < MOST_SLIPS)
        correct(reader, known, w);
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
static bool mostly_known(const struct vocabulary_word *const *words, size_t n)
{
    size_t known = 0;
    for (size_t i = 0; i < n; i++)
        known += words[i]->meaning.known;
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
    if (text_blank(text) || t->sentences_n == reader->sentences_room)
        return;
    if (said_before(t, text)) {
        t->again += text_words(text);
        return;
    }
    const char **words = stem_split(reader->arena, text, &n);
    const struct vocabulary_word **known =
        arena_array(reader->arena, n + 1, sizeof(const struct vocabulary_word *));
    for (size_t i = 0; i < n; i++)
        known[i] = marker_vocabulary_find(reader->vocabulary, reader->arena, words[i], reader->keep);
    reader->corrects = reader->typed && mostly_known(known, n);
    t->sentences[t->sentences_n] = (struct marker_sentence){.text = text, .from = t->n};
    for (size_t i = 0; i < n && t->n < reader->room; i++)
        add_word(reader, known[i], &reach);
    t->sentences[t->sentences_n].n = t->n - t->sentences[t->sentences_n].from;
    t->sentences_n += t->sentences[t->sentences_n].n > 0;
}

/* What is dictated comes without full stops: words that a sentence may begin with part it. */
static bool may_begin(const char *word)
{
    static const char *const begins[] = {"and",    "so",     "but",    "then",  "because", "which",
                                         "when",   "after",  "while",  "where", "until",   "since",
                                         "before", "though", "i",      "we",    "it",      "they",
                                         "he",     "she",    "that's", "this",  "there",   "now"};
    return text_among(begins, sizeof begins / sizeof *begins, word);
}

static size_t word_bytes(const char *at, const char *end)
{
    size_t n = 0;
    while (at + n < end && at[n] != ' ' && at[n] != '\n')
        n++;
    return n;
}

/* Up to a full stop or its like. A run that is far too long for a sentence is cut where a new one may begin.
 */
static void add_run(struct reader *reader, const char *from, size_t len)
{
    const char *const end = from + len;
    size_t left = text_words(arena_text(reader->arena, from, len)), words = 0;
    if (!reader->typed || left <= LONG_RUN) {
        add_sentence(reader, from, len);
        return;
    }
    for (const char *p = from; p < end; left--, words++) {
        const size_t n = word_bytes(p, end);
        const bool comma = p > from + 1 && p[-2] == ',';
        if (left >= LEAST_PART && words >= (comma ? LEAST_PART : PART) &&
            (comma || may_begin(text_fold(reader->arena, arena_text(reader->arena, p, n))))) {
            add_sentence(reader, from, (size_t)(p - from));
            from = p;
            words = 0;
        }
        p += n;
        while (p < end && (*p == ' ' || *p == '\n'))
            p++;
    }
    add_sentence(reader, from, (size_t)(end - from));
}

static void index_words(struct marker_text *text, struct arena *a)
{
    text->heads = arena_array(a, HASHES, sizeof *text->heads);
    for (size_t i = 0; i < HASHES; i++)
        text->heads[i] = -1;
    for (size_t i = text->n; i-- > 0;) { /* backwards, so that each chain is in the text's order */
        const char *stem = text->words[i].stem;
        int *head = &text->heads[text_hash(stem, strlen(stem)) % HASHES];
        text->words[i].next = *head;
        *head = (int)i;
    }
}

enum source { OF_LIBRARY, OF_OTHERS, TYPED };

static struct marker_text *read_text(struct marker_vocabulary *vocabulary, struct arena *a, const char *text,
                                     const struct marker_text *asked, enum source source)
{
    struct marker_text *t = arena_alloc(a, sizeof *t);
    struct reader k = {.vocabulary = vocabulary,
                       .arena = a,
                       .asked = asked,
                       .text = t,
                       .typed = source == TYPED,
                       .keep = source == OF_LIBRARY};
    size_t sentences = 2;
    k.room = 2;
    for (const char *p = text; *p; p++) {
        const bool parts = !isalnum((unsigned char)*p);
        k.room += parts;
        sentences += parts && *p != ' ' && *p != ',';
    }
    k.sentences_room = num_min(sentences + k.room / LEAST_PART, MOST_SENTENCES);
    t->words = arena_array(a, k.room, sizeof *t->words);
    t->sentences = arena_array(a, k.sentences_room, sizeof *t->sentences);
    for (const char *from = text, *p = text; *from; p = from) {
        size_t keep = 0, skip = 0;
        while (*p && !ends_sentence(text, p, &keep, &skip))
            p++;
        if (!*p)
            keep = skip = 0;
        add_run(&k, from, (size_t)(p - from) + keep);
        from = p + skip;
    }
    index_words(t, a);
    return t;
}

struct marker_text *marker_text_library(struct marker_vocabulary *vocabulary, struct arena *a,
                                        const char *text, const struct marker_text *asked)
{
    return read_text(vocabulary, a, text, asked, OF_LIBRARY);
}

struct marker_text *marker_text_read(struct marker_vocabulary *vocabulary, struct arena *a, const char *text,
                                     const struct marker_text *asked)
{
    return read_text(vocabulary, a, text, asked, OF_OTHERS);
}

struct marker_text *marker_text_typed(struct marker_vocabulary *vocabulary, struct arena *a, const char *text,
                                      const struct marker_text *asked)
{
    return read_text(vocabulary, a, text, asked, TYPED);
}
