#ifndef COACH_PROPOSE_HEARD_H
#define COACH_PROPOSE_HEARD_H

#include "coach/propose.h"

/* As propose_wish, with what stands in its context heard as the chat hears it, before a plan is made of it.
 * Where nobody could hear it, it is kept, and asked again in the chat. The role that the wish names stands.
 */
MUST_USE enum err propose_heard_wish(struct coach *coach, struct arena *a, struct id user,
                                     const struct propose_wish *wish, struct id *proposal);

#endif
