#ifndef STORE_FACTS_H
#define STORE_FACTS_H

#include "store/row.h"

/* What was understood of the user so far: shown beside the chat as editable fields. One row a user. Unknown
 * is "" / 0 / FACTS_NO_DATE. */
enum { FACTS_NO_DATE = INT32_MIN, FACTS_ANY_VERSION = -1 };

struct facts {
    const char *role;       /* "year 4 teacher" */
    int minutes;            /* a day; 0 unknown */
    const char *days;       /* in their words: "most evenings, not Fridays"; "" unknown */
    unsigned days_off;      /* bit 0 Monday .. bit 6 Sunday */
    const char *weak;       /* comma separated areas; "" unknown */
    const char *strong;     /* areas they say are fine */
    const char *motivation; /* in their words; "" unknown */
    int capacity;           /* 0 unknown, 1 low, 2 middling, 3 high */
    clock_day interview;    /* FACTS_NO_DATE unknown */
    bool no_interview_date; /* they said there is none yet */
    bool weak_told;         /* they said there is nothing weak, or named some */
    int version;            /* how often they were saved */
};

/* Empty facts if there is no row yet. */
void facts_want(struct work *w, struct facts **out);
MUST_USE enum err facts_read(struct work *w, struct facts **out);
/* As one version more than *facts say. */
MUST_USE enum err facts_save(struct work *w, const struct facts *facts);

/* The row itself, for the download. */
const struct row_kind *facts_row(void);

#endif
