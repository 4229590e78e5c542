#ifndef COACH_PROPOSE_INNER_H
#define COACH_PROPOSE_INNER_H

#include "coach/propose.h"

/* What the files behind propose.h share: propose.c makes a proposal, propose_check.c holds a plan's own
 * rules, propose_edit.c takes edits by hand, propose_settle.c approves, declines and goes back. */

/* Gives each topic what it lacks: an id, a shape of session. */
MUST_USE enum err propose_complete(struct arena *a, struct plan_topic *topics, size_t n);
/* Priorities as a ranking 1..n in the order of the numbers given, and the total that the topics add up to. */
void propose_rank(struct overview *overview, struct plan_topic *topics, size_t n);
/* What differences are shown against: the current plan, or while there is none, the proposal before. NULL:
 * none. */
const struct plan *propose_base(struct arena *a, const struct plan *plan, const struct proposal *after);
/* Reads an open proposal and what it is compared with. ERR_NOT_FOUND; ERR_CONFLICT: it is not open any more.
 */
MUST_USE enum err propose_open(struct work *w, struct id id, struct proposal **proposal,
                               const struct plan **base);

/* Is it the version that was seen? One made by an earlier release doesn't say which the coach made: any is.
 */
bool propose_is_seen(const struct proposal *proposal, int seen);

/* Edits by hand, checked and kept in the proposal. ERR_INPUT with *why; ERR_CONFLICT: it is another version.
 */
struct propose_editing {
    const struct library *library;
    struct form form;
    struct id proposal;
    int seen;                 /* which version of it */
    const struct plan *edits; /* overview and topics */
    const char **why;
    struct proposal *edited; /* the result */
    const struct plan *base;
};
MUST_USE enum err propose_apply(struct work *w, struct propose_editing *editing);

#endif
