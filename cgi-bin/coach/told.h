#ifndef COACH_TOLD_H
#define COACH_TOLD_H

#include "store/facts.h"
#include "store/proposal.h"

struct sentences;

/* What a plan rests on, and what its user told since. */

/* The facts that a plan (or what is proposed) rests on. One of an earlier release doesn't say: then all of
 * what is known now but its role. */
const struct facts *told_basis(struct arena *a, const json *basis, const struct overview *overview,
                               const struct facts *now);
/* Within a plan's basis: the facts that were seen when it was approved, what was left of them included; what
 * is told since is another than these. */
#define TOLD_SEEN "seen"
const json *told_seen(const struct plan *plan, const struct proposal *declined);
const json *told_seen_in(const json *basis);
/* All that differs and that a plan follows: an array of {fact, from, to, words}, words being theirs, letter
 * for letter ("": set by hand, or not known). */
json *told_since(const struct sentences *says, struct arena *a, const struct facts *basis,
                 const struct facts *now);

/* What differs beside the plan's topics, each one difference of its own: its days, the interview, a break. */
struct told_part {
    const char *name; /* what the difference is called */
    unsigned facts;   /* a bit by enum fact */
};
enum { TOLD_PARTS = 3 };
extern const struct told_part told_parts[TOLD_PARTS];
bool told_part_same(const struct told_part *part, const struct facts *one, const struct facts *other);
const char *told_part_text(const struct sentences *says, struct arena *a, const struct told_part *part,
                           const struct facts *facts);
/* The words that it was heard in; "": not known. */
const char *told_part_words(const struct told_part *part, const struct facts *facts);
/* Takes one over from other facts, with its source. */
void told_part_take(const struct told_part *part, struct facts *into, const struct facts *from);

#endif
