#ifndef WEB_SHOW_PLAN_H
#define WEB_SHOW_PLAN_H

#include "store/proposal.h"
#include "web/request.h"

/* Proposals as parts of a view. */

json *show_proposal(struct arena *a, const struct proposal *proposal);
json *show_differences(struct arena *a, const struct proposal *proposal);
/* The form that edits a proposal, and the version that it edits; of an earlier release it brings none:
 * PROPOSAL_AS_MADE. False, and an empty plan, where it was another form. */
bool show_edit_typed(const struct request *r, struct plan *typed);
/* One that others were faster than: tells what they saved, box by box. */
void show_edit_saved(struct request *r, const struct proposal *saved);
/* Puts the rows of that form: as typed where they were typed, and an empty one. */
void show_edit_rows(struct request *r, json *view, const struct proposal *proposal);

#endif
