#ifndef WEB_RELOGIN_H
#define WEB_RELOGIN_H

#include "web/request.h"

/* A request that needs a login and has none any more. */

/* Sends a person to the log-in page, and from there to where they were going. A form that holds words is kept
 * for the user whose login it was, sealed, and offered after the log-in; where whose it was can't be told,
 * ERR_LOGIN: the page gives it back. ERR_LOGIN for a program. `token_held`: the form's token fits the login's
 * cookie. */
MUST_USE enum err relogin_ask(struct request *r, bool token_held);
/* A kept form (its id as the form has it, "" for none) has been sent at last: forgets it, if the reply is no
 * failure. */
void relogin_sent(struct request *r, const char *parked);

#endif
