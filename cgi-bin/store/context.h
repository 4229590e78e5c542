#ifndef STORE_CONTEXT_H
#define STORE_CONTEXT_H

#include "store/row.h"

/* Raw context: everything a user has told us about themselves, in their own words, each addition with its
 * time. And material: texts they brought that aren't about what they want (the job's advert, a CV, notes). */
struct context {
    struct id id; /* what was said in the chat has its message's */
    const char *text;
    bool material;
    clock_time added;
};

MUST_USE enum err context_add(struct work *w, struct id id, const char *text);
MUST_USE enum err context_add_material(struct work *w, struct id id, const char *text);
/* With another text, in its old place; and gone. ERR_NOT_FOUND where there is none of that id. */
MUST_USE enum err context_change(struct work *w, const struct context *context);
MUST_USE enum err context_delete(struct work *w, struct id id);
/* Leaves those that are material, or those that are not; how many there are then. */
size_t context_only(struct context *all, size_t n, bool material);
void context_want_all(struct work *w, struct context **out, size_t *n); /* oldest first */

/* The row itself, for the download. */
const struct row_kind *context_row(void);

#endif
