#ifndef COACH_BUILTIN_REVIEW_H
#define COACH_BUILTIN_REVIEW_H

#include "base/clock.h"
#include "base/json.h"
#include "coach/library.h"

/* What the daily review weighs: builtin_review.c decides, builtin_review_say.c says why the plan stands. */
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

bool builtin_review_evidence(const struct review_topic *s);
bool builtin_review_rises(const struct review_topic *s);
/* That the plan stands, most to the point first, and not in the words of the days before. */
const char *builtin_review_summary(const struct review_weighing *w);
/* How a topic stands, in a sentence. */
const char *builtin_review_reason(struct arena *a, const struct review_topic *s);

#endif
