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

/* The plan that results when only the differences with take[number - 1] are taken. Topics that stay where
 * they are keep their order, moved and added ones get the place the proposal gives them: all taken is the
 * proposal's order, none taken the plan's. Priorities are made a ranking again, minutes of the overview
 * follow the topics. */
void difference_apply(struct arena *a, const struct plan *base, const struct proposal *proposal,
                      const bool *take, struct plan *out);

const char *difference_kind_name(enum difference_kind kind); /* "added" ... */

#endif
