#ifndef WEB_FRAME_H
#define WEB_FRAME_H

#include "web/request.h"

/* Puts what the frame of every page shows into a view: title, site, navigation, who is logged in, the token
 * and id of its forms, what kept the coach from answering, and problems, each with the box to mend it in. */
void frame_put(struct request *r, const char *title, json *view);

#endif
