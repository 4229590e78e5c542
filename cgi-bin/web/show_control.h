#ifndef WEB_SHOW_CONTROL_H
#define WEB_SHOW_CONTROL_H

#include "coach/intake_ask.h"
#include "store/facts.h"
#include "web/request.h"

/* The control that answers one thing the coach asks, so that nobody has to write: a date, a table of
 * weekdays, boxes of the role's topics, three levels of energy. */

/* NULL where nothing is asked. Where it is given back: that one, as it was sent. */
json *show_control(struct request *r, const struct facts *facts, enum intake_ask ask);
/* What came of it: what it answers, and with what. False, with its problems noted, where that can't be. */
bool show_control_typed(struct request *r, enum intake_ask *ask, struct facts *facts);

#endif
