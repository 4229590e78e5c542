#include "coach/propose_heard.h"
#include "base/log.h"
#include "base/text.h"
#include "coach/turn.h"

enum err propose_heard_wish(struct coach *coach, struct arena *a, struct id user,
                            const struct propose_wish *wish, struct id *proposal)
{
    struct id message;
    const enum err e = propose_wish(coach, a, user, wish, proposal, &message);
    if (e != OK || id_none(message))
        return e;
    struct turn chat = {.coach = coach, .arena = a, .mode = TURN_CHAT, .user = user, .id = message};
    const enum err heard = turn_run(&chat);
    if (heard != OK)
        log_event(LOG_WARN, "context_not_heard", LOG_ID("user", user), LOG_WORD("class", err_name(heard)));
    if (text_blank(wish->role))
        return OK;
    return propose_role(coach, a, user, wish->role);
}
