#ifndef COACH_PROPOSE_H
#define COACH_PROPOSE_H

#include "coach/coach.h"
#include "store/idempotency.h"
#include "store/proposal.h"

/* Proposals: made, revised, edited, approved, declined, undone. */

/* T1 of a first plan or of a change asked for in words. role and context, when given, are kept as facts and
 * raw context first. *proposal is its id (the form's id; also when sent twice), to be made by TURN_PLAN
 * (coach/turn.h). */
struct propose_wish {
    struct form form;
    const char *role;     /* may be NULL: as in the facts */
    const char *context;  /* raw context to add; may be NULL */
    const char *feedback; /* in words; NULL for a first plan */
    const struct plan
        *edited; /* suggest_changes by a program: overview and topics as it has them; else NULL */
};
/* *message: their context, as a turn of the chat that is yet to be heard; nil: none. propose_heard_wish
 * (propose_heard.h) hears it, too. */
MUST_USE enum err propose_wish(struct coach *coach, struct arena *a, struct id user,
                               const struct propose_wish *wish, struct id *proposal, struct id *message);
/* The role that they go for, whatever else they told. */
MUST_USE enum err propose_role(struct coach *coach, struct arena *a, struct id user, const char *role);
/* The user's own edits of an open proposal: overview and topics as edited, of which version of the proposal
 * (edited->version, or PROPOSAL_AS_MADE). ERR_INPUT with *why; ERR_CONFLICT: it was edited meanwhile, or is
 * settled. */
MUST_USE enum err propose_edit(struct coach *coach, struct arena *a, struct id user, struct form form,
                               struct id proposal, const struct plan *edited, const char **why);
/* What is approved. */
enum { PROPOSE_ANY_TOTAL = -1 };
struct propose_approval {
    struct form form;
    struct id proposal;
    int seen;                  /* which version of the proposal, or PROPOSAL_AS_MADE */
    int total;                 /* minutes a day that were shown for what is taken, or PROPOSE_ANY_TOTAL */
    const bool *take;          /* one flag per difference; NULL: all */
    size_t take_n;             /* flags */
    const struct plan *edited; /* a program's: overview and topics as it edited them, whole; else NULL */
};
/* What became of it. */
struct propose_approved {
    int version;     /* the new plan's */
    int total;       /* minutes a day of what was taken, where another number of them was shown; else 0 */
    const char *why; /* for ERR_INPUT: what is wrong with what was edited; NULL: nothing was taken */
};
/* Approves: one transaction against the version it was made from. ERR_CONFLICT if the current plan is not
 * that version any more, the proposal another than was seen, or what is taken makes another day than was
 * shown (then nothing changes); ERR_INPUT where nothing is taken, or what was edited is no plan. */
MUST_USE enum err propose_approve(struct coach *coach, struct arena *a, struct id user,
                                  const struct propose_approval *approval, struct propose_approved *out);
MUST_USE enum err propose_decline(struct coach *coach, struct arena *a, struct id user, struct form form,
                                  struct id proposal);
/* Proposes an earlier version again (undo): an open proposal against the current plan, with its differences
 * and the reason "You asked to go back to version N". */
MUST_USE enum err propose_again(struct coach *coach, struct arena *a, struct id user, struct form form,
                                int version, struct id *proposal);
/* A plan's own rules (word limits, minutes, ranking, no topic twice); ERR_INPUT with *why. */
MUST_USE enum err propose_check(struct arena *a, const struct overview *overview,
                                const struct plan_topic *topics, size_t n, const char **why);

#endif
