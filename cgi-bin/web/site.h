#ifndef WEB_SITE_H
#define WEB_SITE_H

#include "coach/start.h"
#include "web/request.h"

/* What a worker has for its whole life: made of what start_coach gave, with templates loaded, the origin
 * checked and the blocked passwords read. ERR_CONFIG with *why: plain http on anything but a loopback
 * address, a template that can't be used, a password cost below the floor. */
MUST_USE enum err site_make(struct arena *life, const struct start *start, struct site **out,
                            const char **why);

#endif
