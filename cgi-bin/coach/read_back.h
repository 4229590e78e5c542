#ifndef COACH_READ_BACK_H
#define COACH_READ_BACK_H

#include "coach/intake_ask.h"
#include "library/library.h"

/* What was understood, in plain words, each line with the words it was heard in: shown before a plan is
 * proposed. */
struct read_back {
    const char *text;    /* "You can practise: Mondays to Fridays, 30 minutes." */
    const char *source;  /* "you said “30 minutes Monday – Friday”" */
    bool unsure;         /* to be confirmed, or of nobody knows which words */
    enum intake_ask ask; /* whose control changes it */
};
enum { READ_BACK_MOST = 9 };

size_t read_back(const struct library *library, struct arena *a, const struct facts *facts, clock_day today,
                 struct read_back out[READ_BACK_MOST]);
/* The week in plain words: "Mondays to Fridays, 30 minutes; Saturdays, an hour; Sundays off"; "" where
 * nothing is known of it. */
const char *read_back_week(const struct library *library, struct arena *a, const struct facts *facts);
/* The days of the break: "from Saturday 12 to Saturday 19 December", "on Tuesday 8 December"; "": it has
 * none.
 */
const char *read_back_break(const struct sentences *says, struct arena *a, const struct facts *facts);

#endif
