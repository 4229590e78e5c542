#ifndef TEST_MARKER_WORDS_H
#define TEST_MARKER_WORDS_H

/* The words that ship, read once a program: what a test makes of them lies in `a`, and dies with it. */

#include "base/fixture.h"
#include "base/json_file.h"
#include "marker/marker_cues.h"

static struct arena *life;
static struct lexicon *lexicon;
static struct marker_cues *cues;
static struct marker_vocabulary *vocabulary;

static inline int with_words(void **state)
{
    const char *why = "";
    json *lists;
    (void)state;
    life = arena_new(256 << 20, false);
    if (!life || lexicon_read(life, "prompts/library/words/words.txt", &lexicon, &why) != OK ||
        json_file_read(life, "prompts/library/words/cues.json", &lists, &why) != OK ||
        marker_cues_read(life, lists, &cues, &why) != OK) {
        fprintf(stderr, "%s\n", why);
        return -1;
    }
    vocabulary = marker_vocabulary_new(life, lexicon, json_get(lists, "tie"), json_get(lists, "deny"));
    return 0;
}

static inline int without_words(void **state)
{
    (void)state;
    arena_free(life);
    return 0;
}

static inline struct marker_text *typed(const char *text)
{
    return marker_text_typed(vocabulary, a, text, NULL);
}

#endif
