#ifndef WEB_SHOW_FACTS_H
#define WEB_SHOW_FACTS_H

#include "store/facts.h"
#include "web/forms.h"
#include "web/request.h"

/* What was understood, as parts of a view. */

#define SHOW_FACTS_NO_DAY                                                                                    \
    "That takes every day off. Leave at least one day with some minutes: a few are enough."

json *show_facts(struct arena *a, const struct facts *facts);
/* The same as a page's form; where it is given back, what was typed, of the version that it was opened with:
 * once the person has been told what was saved meanwhile, of the one that is stored. */
json *show_facts_form(struct request *r, const struct facts *stored);
/* Puts the text of each box of the table of weekdays; and takes such a table, as it was sent. */
void show_facts_week(struct arena *a, json *view, const struct facts *facts);
void show_facts_take_week(struct facts *facts, const struct form_week *week);
/* Two days to come, the first one first, or none: a problem where it isn't so. */
bool show_facts_break_fits(struct request *r, const struct facts *facts);
/* A form of what was understood that others were faster than: tells what they saved, box by box. */
void show_facts_saved(struct request *r, const struct facts *typed, const struct facts *saved);
/* The form that came, and the version that it corrects; of an earlier release it brings none:
 * FACTS_ANY_VERSION. False, and empty facts, where it was another form. */
bool show_facts_typed(const struct request *r, struct facts *typed);

#endif
