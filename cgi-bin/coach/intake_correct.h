#ifndef COACH_INTAKE_CORRECT_H
#define COACH_INTAKE_CORRECT_H

#include "coach/coach.h"
#include "store/facts.h"
#include "store/idempotency.h"

/* What was understood, set by hand: its source is that then, and it is sure. So is what was seen and left as
 * it was; what has its words keeps them. */
struct intake_correction {
    struct form form;
    unsigned which; /* the facts that were set, a bit by enum fact */
    int seen;       /* the version that they saw; FACTS_ANY_VERSION: whichever there is */
    bool as_it_is;  /* they say that all is right as it is stored */
    /* In: as they are to be (days or motivation NULL: not spoken of). Out: as they are stored, of whatever
     * version. */
    struct facts *facts;
};
enum { INTAKE_EVERY_FACT = (1U << FACTS_N) - 1 };

/* ERR_CONFLICT: others were saved meanwhile. */
MUST_USE enum err intake_correct(struct coach *coach, struct arena *a, struct id user,
                                 struct intake_correction *correction);
/* The user's role is that of the facts. */
MUST_USE enum err intake_correct_role(struct work *w, const char *role);

#endif
