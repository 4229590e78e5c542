#ifndef STORE_STORY_H
#define STORE_STORY_H

#include "store/row.h"

/* A structure the user builds for a behavioural answer. Every save is a new version; earlier ones stay
 * readable. */
struct story {
    struct id id;
    struct id question; /* nil if made without one */
    const char *question_text;
    const char *title;
    const char *situation, *task, *action, *result, *lesson; /* the structure */
    const char *text; /* the story told whole, as they would say it; "" */
    const json *gaps; /* questions the coach still has: array of text; may be NULL */
    const json *call; /* who proposed the structure; NULL if by hand */
    int version;
    enum { STORY_ASKING, STORY_READY } state;
    int try_no;
    const char *why; /* as in struct chat_message */
    clock_time created, changed;
};

MUST_USE enum err story_insert(struct work *w, const struct story *story);
MUST_USE enum err story_claim(struct work *w, struct id id, int64_t lease_seconds, int *try_no);
/* As chat_release. */
MUST_USE enum err story_release(struct work *w, struct id id, int try_no, const char *why);
/* A new version; ERR_CONFLICT if the stored version is not story->version (two tabs) or the try not
 * story->try_no (a superseded asker). On success story->version is the new number. */
MUST_USE enum err story_save(struct work *w, struct story *story);
MUST_USE enum err story_delete(struct work *w, struct id id);
/* Wants. One: NULL if there is none. */
void story_want(struct work *w, struct id id, struct story **out);
void story_want_all(struct work *w, struct story **out, size_t *n);
void story_want_versions(struct work *w, struct id id, struct story **out,
                         size_t *n); /* earlier versions, newest first */
void story_want_all_versions(struct work *w, struct story **out,
                             size_t *n); /* of all stories, newest first */
MUST_USE enum err story_read(struct work *w, struct id id, struct story **out);

/* The row itself, for the download. */
const struct row_kind *story_row(void);

#endif
