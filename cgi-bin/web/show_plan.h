#ifndef WEB_SHOW_PLAN_H
#define WEB_SHOW_PLAN_H

#include "store/chat.h"
#include "store/facts.h"
#include "store/proposal.h"
#include "web/request.h"

/* The chat, what was understood, and proposals, as parts of a view. */

json *show_facts(struct arena *a, const struct facts *facts);
json *show_chat(struct request *r, const struct chat_message *turns, size_t n, const struct facts *facts);
json *show_proposal(struct arena *a, const struct proposal *proposal);
/* Puts the rows of the form that edits a proposal: as typed where they were typed, and two empty ones. */
void show_edit_rows(struct request *r, json *view, const struct proposal *proposal);

#endif
