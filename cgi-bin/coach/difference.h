#ifndef COACH_DIFFERENCE_H
#define COACH_DIFFERENCE_H

#include "store/proposal.h"

/* Gives topics that the plan has already (same id, library key or name) that topic's id, key and, where they
 * have none, its prescription. */
void difference_adopt(const struct plan *base, struct plan_topic *topics, size_t n);

/* The differences of a proposal against a plan (NULL: no plan yet, all topics added): topics added, dropped,
 * minutes, priority, wording; each with its reason where `reasons` (array of {topic, what, reason, evidence:
 * [ref]}) gives one, and `plain` otherwise; evidence_ids: {ref: attempt id}. Numbers from 1. Topics of the
 * proposal must have their ids already (difference_adopt). */
void difference_find(struct arena *a, const struct plan *base, const struct proposal *proposal,
                     const json *reasons, const json *evidence_ids, const char *plain,
                     struct difference **out, size_t *n);

/* The rationale that the coach writes goes with its proposal and is no difference; one that the user wrote is
 * one of its own, of the overview, called "rationale". Adds it to the proposal's differences where it is
 * another than the plan's; is it that one? */
void difference_add_rationale(struct arena *a, const struct plan *base, struct proposal *proposal,
                              const char *plain);
bool difference_is_rationale(const struct difference *difference);
/* Is it one of the overview, but not of its role and weeks? */
bool difference_is_beside(const struct difference *difference);
/* One of the overview beside it, by its name: what it is and would be, and why. */
void difference_add(struct arena *a, struct proposal *proposal, const struct difference *difference);
/* Is the difference of the overview that has this name taken? Where there is none, nothing is left: yes. */
bool difference_takes(const struct proposal *proposal, const bool *take, const char *name);

/* The plan that results when only the differences with take[number - 1] are taken. Topics that stay where
 * they are keep their order, moved and added ones get the place the proposal gives them: all taken is the
 * proposal's order, none taken the plan's. Priorities are made a ranking again, minutes of the overview
 * follow the topics. The rationale is the proposal's where its difference is taken; where it has none, where
 * all are: it tells why all of it is so. */
void difference_apply(struct arena *a, const struct plan *base, const struct proposal *proposal,
                      const bool *take, struct plan *out);

const char *difference_kind_name(enum difference_kind kind); /* "added" ... */

#endif
