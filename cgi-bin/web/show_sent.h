#ifndef WEB_SHOW_SENT_H
#define WEB_SHOW_SENT_H

#include "web/input.h"
#include "web/request.h"

/* What somebody sent in a form, to be looked at and sent again: an array of {name, value, hidden, shown}.
 * Hidden fields go along; long texts, and those in which people write freely, are shown in boxes. A page has
 * also `label`, and `told` for what goes along unshown but was typed or chosen by a person. `fields` is the
 * form it was, NULL where that is not known. Neither tokens nor passwords are in it. */
json *show_sent(struct request *r, const struct inputs *in, const struct field *fields);
/* Are any texts shown? */
bool show_sent_words(const json *sent);

#endif
