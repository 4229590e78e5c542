#ifndef STORE_NOTES_H
#define STORE_NOTES_H

#include "store/row.h"

/* Progress notes: what the coach knows of the user's progress, topic by topic, which the user may read and
 * correct. */
struct note {
    struct id topic; /* nil: the general note */
    const char *topic_name;
    const char *text;      /* what the coach wrote */
    const char *corrected; /* the user's own words: they stand before the coach's and the coach never
                              overwrites them; "" none */
    int version;
    clock_time changed;
};

void notes_want_all(struct work *w, struct note **out, size_t *n);
MUST_USE enum err notes_read(struct work *w, struct id topic, struct note **out); /* NULL if none */
/* Insert or update; ERR_CONFLICT if the stored version is not note->version (0: none yet). */
MUST_USE enum err notes_save(struct work *w, struct note *note);

/* The row itself, for the download. */
const struct row_kind *notes_row(void);

#endif
