#ifndef COACH_PROPOSE_INNER_H
#define COACH_PROPOSE_INNER_H

#include "coach/propose.h"
#include "library/library.h"
#include "store/facts.h"

/* What the files behind propose.h share: propose.c makes a proposal, propose_check.c holds a plan's own
 * rules, propose_edit.c takes edits by hand, propose_settle.c approves, declines and goes back,
 * propose_basis.c holds the facts that it rests on. */

/* Gives each topic what it lacks: an id, a shape of session. */
MUST_USE enum err propose_complete(struct arena *a, struct plan_topic *topics, size_t n);
/* Priorities as a ranking 1..n in the order of the numbers given, and the total that the topics add up to. */
void propose_rank(struct overview *overview, struct plan_topic *topics, size_t n);
/* The topics in proportion, so that a day is as long as the person said: whoever made them. Nothing happens
 * where there are fewer minutes than topics. */
void propose_hold(struct overview *overview, struct plan_topic *topics, size_t n, int minutes);
/* What differences are shown against: the current plan, or while there is none, the proposal before. NULL:
 * none. */
const struct plan *propose_base(struct arena *a, const struct plan *plan, const struct proposal *after);
/* Reads an open proposal and what it is compared with. ERR_NOT_FOUND; ERR_CONFLICT: it is not open any more.
 */
MUST_USE enum err propose_open(struct work *w, struct id id, struct proposal **proposal,
                               const struct plan **base);

/* ---- what it rests on beside its topics (propose_basis.c) ---- */

/* The facts that its wish told (`input` is what the mode was asked with), whoever answered it, with those of
 * the proposal before it (NULL: none): they count once it is approved. Minutes of a topic are none of a day,
 * and where the wish is asked back nothing was told. */
const json *propose_wanted(const struct library *library, struct arena *a, const struct facts *facts,
                           const struct proposal *after, const json *input);
/* What it would rest on, those included; NULL: one of an earlier release. */
const json *propose_basis(struct arena *a, const struct proposal *proposal);
/* Adds what differs beside the topics, its days and the interview, with the words that it was heard in. */
struct propose_parts {
    const struct plan *base;
    const struct facts *known;
    const char *plain;               /* the reason of what a wish asks for */
    const struct difference *before; /* differences of before an edit, whose reasons stay */
    size_t before_n;
};
void propose_add_parts(const struct sentences *says, struct arena *a, const struct propose_parts *parts,
                       struct proposal *proposal);
/* Approval: what was taken of it becomes known, and is what the plan rests on. */
MUST_USE enum err propose_rest_on(struct work *w, const struct proposal *proposal, const struct plan *base,
                                  const bool *take, struct plan *plan);

/* The reasons that a proposal's differences have, and the evidence that they name, {id: id}: so that an edit
 * elsewhere, or a newer wish, keeps them. */
json *propose_reasons(struct arena *a, const struct proposal *proposal, json *evidence_ids);

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
