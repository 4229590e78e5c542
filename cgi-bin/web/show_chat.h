#ifndef WEB_SHOW_CHAT_H
#define WEB_SHOW_CHAT_H

#include "coach/intake_ask.h"
#include "store/chat.h"
#include "store/facts.h"
#include "web/request.h"

/* The plan chat as a view: the conversation, what is asked now with the control that answers it, what was
 * understood read back. */
struct conversation {
    const struct chat_message *turns;
    size_t turns_n;
    const struct facts *facts;
    enum intake_ask ask; /* whose control they want; INTAKE_ASKS: the next one's */
};
json *show_chat(struct request *r, const struct conversation *chat);

#endif
