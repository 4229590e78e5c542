#ifndef STORE_FACTS_H
#define STORE_FACTS_H

#include "store/row.h"

/* What was understood of the user so far: read back to them before a plan is proposed, and theirs to correct.
 * One row a user. Unknown is "" / 0 / FACTS_NO_DATE. */
enum {
    FACTS_NO_DATE = INT32_MIN,
    FACTS_ANY_VERSION = -1,
    FACTS_WEEKDAYS = 7,
    FACTS_MOST_MINUTES = 600, /* of one day */
    FACTS_MOST_WEEKS = 104
};

/* Those that are heard in words of theirs. */
enum fact {
    FACT_ROLE,
    FACT_MINUTES,
    FACT_MINUTES_BY_DAY,
    FACT_DAYS_OFF,
    FACT_INTERVIEW_DATE, /* that there is none yet, too */
    FACT_WEEKS,
    FACT_WEAK, /* that there is nothing, too */
    FACT_STRONG,
    FACT_CAPACITY,
    FACT_BREAK,
    FACTS_N
};

/* The source of what they set themselves, on a page or by a program. */
#define FACTS_BY_HAND "you set it on this page"

struct facts {
    const char *role;                   /* "year 4 teacher" */
    int minutes;                        /* on an ordinary practice day; 0 unknown */
    int minutes_by_day[FACTS_WEEKDAYS]; /* Monday first; 0: as on any other day */
    const char *days;                   /* in their words: "most evenings, not Fridays"; "" unknown */
    unsigned days_off;                  /* bit 0 Monday .. bit 6 Sunday */
    const char *weak;                   /* comma separated areas; "" unknown */
    const char *strong;                 /* areas they say are fine */
    const char *motivation;             /* in their words; "" unknown */
    int capacity;                       /* 0 unknown, 1 low, 2 middling, 3 high */
    clock_day interview;                /* FACTS_NO_DATE unknown */
    int weeks;                          /* the time left where no date is known; 0 unknown */
    bool no_interview_date;             /* they said there is none yet */
    clock_day break_from, break_to;     /* days without practice, both among them; FACTS_NO_DATE none */
    bool weak_told;                     /* they said there is nothing weak, or named some */
    const char *source[FACTS_N];        /* the words of theirs it was heard in, letter for letter; "" or NULL:
                                           not known (accounts made before sources were kept) */
    unsigned from_job;                  /* bit by enum fact: the source stands in material of theirs */
    unsigned unsure;                    /* bit by enum fact: kept, but to be confirmed */
    unsigned asked; /* bit by enum intake_ask (coach/intake_ask.h): what the last reply asks */
    int version;    /* how often they were saved */
};

/* Nothing is known. */
struct facts facts_none(void);
/* "minutes_by_day", as in the plan chat's contract. */
const char *facts_name(enum fact fact);
/* Is there anything known of it? */
bool facts_known(const struct facts *facts, enum fact fact);
/* Where it was heard, and whether it is to be confirmed; a source of "" or NULL: not known. */
void facts_set_source(struct facts *facts, enum fact fact, const char *words, bool unsure);
/* Does it say the same in both? */
bool facts_same(const struct facts *one, const struct facts *other, enum fact fact);
/* Takes it over from others, with its source; and makes it unknown. */
void facts_copy(struct facts *facts, const struct facts *from, enum fact fact);
void facts_drop(struct facts *facts, enum fact fact);

/* The break from one day to another; one that has passed, or that can't be, is none. */
void facts_set_break(struct facts *facts, clock_day from, clock_day to);
/* Is it one of the days of the break? */
bool facts_on_break(const struct facts *facts, clock_day day);

/* The minutes of a weekday (0 Monday): 0 where it is off, or nothing is known. */
int facts_minutes_on(const struct facts *facts, int weekday);
/* Where each day has minutes of its own and none is called ordinary, the commonest are (of equals the
 * fewest): a plan counts with an ordinary day. */
void facts_settle_week(struct facts *facts);
/* Is it known how long they practise on every day that is not off? */
bool facts_minutes_known(const struct facts *facts);

/* Empty facts if there is no row yet. */
void facts_want(struct work *w, struct facts **out);
MUST_USE enum err facts_read(struct work *w, struct facts **out);
/* As one version more than *facts say. */
MUST_USE enum err facts_save(struct work *w, const struct facts *facts);

/* The row itself, for the download. */
const struct row_kind *facts_row(void);

#endif
