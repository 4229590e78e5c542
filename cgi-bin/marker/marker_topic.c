#include "marker/marker_topic.h"
#include "base/num.h"
#include "base/text.h"
#include "library/stem.h"
#include <math.h>
#include <string.h>

enum { HEADS = 16384, MOST_READING = 64 * 1024 * 1024, ASKED_TWICE = 2 };

/* A word and the questions that have it. */
struct term {
    const char *stem;
    int next;    /* the next one with the same hash, -1 for none */
    double rare; /* the logarithm of how few questions have it */
    struct posting {
        unsigned question;
        float weight; /* times; then the share of the question's length */
    } * postings;
    size_t n, room;
};

struct marker_topic {
    const struct question **questions;
    size_t questions_n;
    struct term *terms;
    size_t terms_n, terms_room;
    int heads[HEADS];
};

static struct term *find(const struct marker_topic *topic, const char *stem)
{
    for (int i = topic->heads[text_hash(stem, strlen(stem)) % HEADS]; i >= 0; i = topic->terms[i].next)
        if (strcmp(topic->terms[i].stem, stem) == 0)
            return &topic->terms[i];
    return NULL;
}

/* Twice the room, with what is there copied. */
static void *grown(struct arena *a, const void *list, size_t n, size_t *room, size_t size)
{
    *room = num_max(*room * 2, 4);
    void *out = arena_array(a, *room, size);
    if (n > 0)
        memcpy(out, list, n * size);
    return out;
}

static struct term *find_or_add(struct marker_topic *topic, struct arena *a, const char *stem)
{
    struct term *term = find(topic, stem);
    if (term)
        return term;
    if (topic->terms_n == topic->terms_room)
        topic->terms = grown(a, topic->terms, topic->terms_n, &topic->terms_room, sizeof *topic->terms);
    int *head = &topic->heads[text_hash(stem, strlen(stem)) % HEADS];
    term = &topic->terms[topic->terms_n];
    *term = (struct term){.stem = arena_copy(a, stem), .next = *head};
    *head = (int)topic->terms_n++;
    return term;
}

/* What the index is made with. */
struct indexing {
    struct marker_topic *topic;
    struct arena *life, *reading;
    const struct examples *examples;
    struct marker_vocabulary *vocabulary;
};

static void add_text(const struct indexing *indexing, unsigned question, const char *text)
{
    size_t n;
    struct arena *a = indexing->life;
    const char **words = stem_split(indexing->reading, text_or(text, ""), &n);
    for (size_t i = 0; i < n; i++) {
        const struct vocabulary_word *word =
            marker_vocabulary_find(indexing->vocabulary, indexing->reading, words[i], true);
        struct term *term = find_or_add(indexing->topic, a, word->stem);
        if (term->n == 0 || term->postings[term->n - 1].question != question) {
            if (term->n == term->room)
                term->postings = grown(a, term->postings, term->n, &term->room, sizeof *term->postings);
            term->postings[term->n++] = (struct posting){.question = question};
        }
        term->postings[term->n - 1].weight++;
    }
}

static void add_question(const struct indexing *indexing, const struct question *question)
{
    struct marker_topic *topic = indexing->topic;
    const unsigned which = (unsigned)topic->questions_n;
    topic->questions[topic->questions_n++] = question;
    for (size_t i = 0; i < ASKED_TWICE; i++)
        add_text(indexing, which, question->text);
    add_text(indexing, which, question->good);
    for (size_t i = 0; i < question->anchors_n; i++) {
        add_text(indexing, which, question->anchors[i].name);
        add_text(indexing, which, question->anchors[i].text);
        add_text(indexing, which, question->anchors[i].words);
    }
    const struct question_examples *known = examples_question(indexing->examples, question->key);
    for (size_t i = 0; known && i < known->about_n; i++)
        add_text(indexing, which, known->about[i]);
    for (size_t i = 0; known && i < known->n; i++)
        for (size_t k = 0; k < known->list[i].right_n; k++)
            add_text(indexing, which, known->list[i].right[k]);
}

/* From times to the cosine's shares: of each question the root of the sum of squares is 1. */
static void weigh(struct marker_topic *topic, struct arena *a)
{
    double *squares = arena_array(a, topic->questions_n + 1, sizeof *squares);
    for (size_t i = 0; i < topic->terms_n; i++) {
        struct term *term = &topic->terms[i];
        term->rare = log((double)topic->questions_n / (double)term->n);
        for (size_t k = 0; k < term->n; k++) {
            term->postings[k].weight = (float)((1 + log((double)term->postings[k].weight)) * term->rare);
            squares[term->postings[k].question] += pow((double)term->postings[k].weight, 2);
        }
    }
    for (size_t i = 0; i < topic->terms_n; i++)
        for (size_t k = 0; k < topic->terms[i].n; k++) {
            struct posting *posting = &topic->terms[i].postings[k];
            posting->weight = (float)num_share(posting->weight, sqrt(squares[posting->question]));
        }
}

struct marker_topic *marker_topic_index(struct arena *a, const struct library *library,
                                        const struct examples *examples, struct marker_vocabulary *vocabulary)
{
    struct marker_topic *topic = arena_alloc(a, sizeof *topic);
    struct arena *reading = arena_new(MOST_READING, false);
    size_t n = 0;
    const struct indexing indexing = {topic, a, reading, examples, vocabulary};
    if (!reading)
        arena_fail(a);
    for (size_t i = 0; i < HEADS; i++)
        topic->heads[i] = -1;
    for (size_t f = 0; f < library_count(library); f++)
        for (size_t t = 0; t < library_family(library, f)->topics_n; t++)
            n += library_family(library, f)->topics[t].questions_n;
    topic->questions = arena_array(a, n + 1, sizeof(const struct question *));
    for (size_t f = 0; f < library_count(library); f++)
        for (size_t t = 0; t < library_family(library, f)->topics_n; t++) {
            const struct library_topic *of = &library_family(library, f)->topics[t];
            for (size_t i = 0; i < of->questions_n; i++)
                add_question(&indexing, &of->questions[i]);
        }
    weigh(topic, reading);
    arena_free(reading);
    return topic;
}

struct marker_place marker_topic_place(const struct marker_topic *topic, struct arena *a,
                                       const struct marker_text *answer, const char *key)
{
    struct marker_place out = {0};
    double *close = arena_array(a, topic->questions_n + 1, sizeof *close), squares = 0;
    for (size_t i = 0; i < answer->n; i++) {
        const char *stem = answer->words[i].stem;
        const struct term *term = find(topic, stem);
        size_t times = 0;
        if (!term || marker_text_find(answer, stem, strlen(stem), 0) < (int)i)
            continue;
        for (int k = (int)i; k >= 0; k = marker_text_again(answer, k))
            times++;
        const double weight = (1 + log((double)times)) * term->rare;
        squares += weight * weight;
        for (size_t k = 0; k < term->n; k++)
            close[term->postings[k].question] += weight * term->postings[k].weight;
    }
    for (size_t i = 0; i < topic->questions_n; i++) {
        const double here = num_share(close[i], sqrt(squares));
        if (text_equal(topic->questions[i]->key, key)) {
            out.own = here;
        } else if (here > out.best || !out.closest) {
            out.best = here;
            out.closest = topic->questions[i];
        }
    }
    return out;
}
