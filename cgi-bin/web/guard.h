#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "web/request.h"

/* Serves one request: finds its route, enforces the route's row (method, origin, form token, login, body
 * limit, fields), makes its reads in one round trip, calls its page function and turns an error into an
 * answer. */
void guard_serve(struct fcgi *fcgi, void *site);

#endif
