#ifndef TEST_MARKER_READER_H
#define TEST_MARKER_READER_H

/* The marker as it ships, read once a program. */

#include "base/fixture.h"
#include "marker/marker.h"

static struct arena *life;
static struct library *library;
static struct marker *marker;

static inline int with_marker(void **state)
{
    const char *why = "";
    (void)state;
    life = arena_new(512 << 20, false);
    if (life && library_read(life, "prompts/library", &library, &why) == OK &&
        marker_read(life, "prompts/library", library, &marker, &why) == OK)
        return 0;
    fprintf(stderr, "%s\n", why);
    return -1;
}

static inline int without_marker(void **state)
{
    (void)state;
    arena_free(life);
    return 0;
}

/* An answer to a question of the library. */
static inline struct marker_task answer_to(const char *key, const char *answer)
{
    const struct question *question = library_question(library, key);
    struct marker_anchor *anchors = arena_array(a, MARKER_ANCHORS, sizeof *anchors);
    if (!question)
        fail_msg("the library has no %s", key);
    return (struct marker_task){
        .key = question->key,
        .question = question->text,
        .kind = question->kind,
        .good = question->good,
        .answer = answer,
        .anchors = anchors,
        .anchors_n = marker_wanted_library(a, marker_examples(marker), question, anchors, MARKER_ANCHORS)};
}

static inline struct marker_mark mark_of(const char *key, const char *answer)
{
    const struct marker_task task = answer_to(key, answer);
    return marker_mark(marker, a, &task);
}

#endif
