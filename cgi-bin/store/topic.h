#ifndef STORE_TOPIC_H
#define STORE_TOPIC_H

#include "store/row.h"

/* Topic progress: one row per plan topic that ever was in the plan. */
struct topic {
    struct id id;
    bool in_plan;
    const char *name;      /* as in the newest plan that had it */
    const char *key;       /* library key or "" */
    double strength;       /* 0..10, sealed; -1 not known yet */
    int marked;            /* marks that the strength rests on (sealed) */
    int64_t total_seconds; /* time spent */
    int sessions;
    clock_time last_practised; /* 0 never */
};

void topic_want_all(struct work *w, struct topic **out, size_t *n);             /* those in the plan first */
MUST_USE enum err topic_read(struct work *w, struct id id, struct topic **out); /* NULL if none */
/* Progress; ERR_NOT_FOUND if there is no such row. */
MUST_USE enum err topic_save(struct work *w, const struct topic *topic);

/* A topic as a plan names it. */
struct topic_named {
    struct id id;
    const char *name;
    const char *key;
};
/* Which topics are in the plan from now on: each gets its row, or its name as the plan has it; the others are
 * marked as not in it. Progress stays. */
MUST_USE enum err topic_set_plan(struct work *w, const struct topic_named *in, size_t n);

/* The row itself, for the download. */
const struct row_kind *topic_row(void);

#endif
