#ifndef BUILTIN_BUILTIN_WEIGH_H
#define BUILTIN_BUILTIN_WEIGH_H

#include "base/clock.h"
#include "base/json.h"
#include "library/library.h"

/* What the daily review weighs: builtin_review decides by it, builtin_review_say says why the plan stands. */
enum {
    REVIEW_MARKS = 4,  /* so many at least, */
    REVIEW_DAYS = 2,   /* given on so many days, are evidence */
    REVIEW_LOOKED = 6, /* of each topic so many of the newest are looked at */
    REVIEW_RECENT = 3,
    REVIEW_TOPICS = 12,
    REVIEW_QUIET = 3,   /* days after a proposal on which nothing is proposed; */
    REVIEW_DECLINED = 8 /* if it was declined */
};

/* How a topic stands. */
struct review_topic {
    const char *name, *key;
    int minutes, priority, sessions;
    int marks;                  /* of the last REVIEW_LOOKED, newest first */
    int days;                   /* on which they were given */
    double mean, newest, older; /* of all of them; of the REVIEW_RECENT newest; of those before */
    clock_day last;
    bool mock;
    int scores[REVIEW_LOOKED]; /* newest first */
    const char *refs[REVIEW_LOOKED];
};

struct review_weighing {
    const struct library *library;
    struct arena *arena;
    const json *in, *attempts;
    struct review_topic s[REVIEW_TOPICS];
    size_t n;
    clock_day today, last;         /* last: of the newest mark; 0: none yet */
    bool declined;                 /* the last proposal of a review was */
    int days_left, since_proposal; /* -1: not known; none yet */
    const struct review_topic
        *stuck; /* stays weak, and no other topic can spare minutes for it; NULL: none */
};

/* Reads what a review is given: how each topic of the plan stands. w->library, arena, in and attempts are
 * set.
 */
void builtin_weigh_all(struct review_weighing *weighing);
/* Are there marks enough, of days enough, to conclude anything from? */
bool builtin_weigh_evidence(const struct review_topic *topic);
/* Are the newest marks better than those before by a point or more? */
bool builtin_weigh_rises(const struct review_topic *topic);

#endif
