#ifndef STORE_PLAN_H
#define STORE_PLAN_H

#include "store/row.h"

struct overview {
    const char *target_role;
    int total_daily_minutes;
    int time_horizon_weeks;
    const char *rationale; /* at most 60 words */
};

struct plan_topic {
    struct id topic;         /* the same in all versions; nil in a suggestion for a topic not yet in it */
    const char *name;        /* at most 3 words */
    const char *description; /* at most 20 words */
    int priority;            /* 1 = highest; a ranking */
    int daily_minutes;
    const char *outcome;      /* expected outcome, at most 15 words */
    const char *key;          /* "software/system-design" in the library; "" if it came from elsewhere */
    const char *prescription; /* the usual shape of its sessions, section 6's notation */
};

/* An approved version of the plan. At most one is current. */
struct plan {
    struct id id;
    int version; /* 1, 2, 3 ... */
    bool current;
    struct overview overview;
    struct plan_topic *topics;
    size_t topics_n;
    clock_time approved;
    struct id proposal; /* what it was made from */
    int made_from;      /* the version it followed; 0 for the first */
    const json
        *basis; /* the facts that it rests on, as the plan chat has them; NULL: of an earlier release */
};

/* Wants. One: NULL if there is none. */
void plan_want_current(struct work *w, struct plan **out);
void plan_want_version(struct work *w, int version, struct plan **out);
void plan_want_all(struct work *w, struct plan **out, size_t *n); /* newest first */
MUST_USE enum err plan_read_current(struct work *w, struct plan **out);
MUST_USE enum err plan_read_version(struct work *w, int version, struct plan **out);
/* Makes it current as version base_version + 1. ERR_CONFLICT if the current version is not base_version (0:
 * none yet). Topics with a nil id get one and a topic row; rows of topics no longer in the plan stay, marked
 * as not in it, with their progress and history. */
MUST_USE enum err plan_insert(struct work *w, struct plan *plan, int base_version);

/* Overview and topics <-> JSON in the names of the answers' schemas (plan_overview, plan_topics). */
json *plan_to_json(struct arena *a, const struct overview *overview, const struct plan_topic *topic,
                   size_t n);
json *plan_put(struct arena *a, json *doc, const struct overview *overview, const struct plan_topic *topic,
               size_t n); /* ... into an object that there is */
void plan_from_json(struct arena *a, const json *doc, struct overview *overview, struct plan_topic **topic,
                    size_t *n);

/* The row itself, for the download. */
const struct row_kind *plan_row(void);

#endif
