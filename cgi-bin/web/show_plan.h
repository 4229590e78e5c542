#ifndef WEB_SHOW_PLAN_H
#define WEB_SHOW_PLAN_H

#include "store/chat.h"
#include "store/facts.h"
#include "store/proposal.h"
#include "web/request.h"

/* The chat, what was understood, and proposals, as parts of a view. */

json *show_facts(struct arena *a, const struct facts *facts);
json *show_chat(struct request *r, const struct chat_message *turns, size_t n, const struct facts *facts);
/* A form of what was understood that others were faster than: tells what they saved, box by box. */
void show_facts_saved(struct request *r, const struct facts *typed, const struct facts *saved);
/* The form that came, and the version that it corrects; of an earlier release it brings none:
 * FACTS_ANY_VERSION. False, and empty facts, where it was another form. */
bool show_facts_typed(const struct request *r, struct facts *typed);
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
