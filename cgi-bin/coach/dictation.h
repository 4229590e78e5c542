#ifndef COACH_DICTATION_H
#define COACH_DICTATION_H

#include "coach/coach.h"
#include "llm/sound.h"
#include "store/user.h"

/* A recording turned into text on a user's behalf. It is never stored; what is recorded of the asking is a
 * row without content, as for every other. */

enum dictation_offer {
    DICTATION_NONE,  /* nothing here can hear                                   */
    DICTATION_AGREE, /* a server outside could, which this user has not allowed */
    DICTATION_READY
};
enum dictation_offer dictation_offered(const struct coach *coach, const struct user *user);

struct dictation_heard {
    const char *text; /* "" if nothing was said */
    /* Why there is none: "" if there is one; "none", "agree", "format", "budget_user", "budget_site", "rate",
     * "resting", or what became of the asking ("timeout", "too_long"). */
    const char *why;
};

/* OK; ERR_FORBIDDEN (not offered), ERR_INPUT (not this kind of sound), ERR_LIMIT, ERR_PROVIDER, ERR_TIMEOUT,
 * each with out->why. */
MUST_USE enum err dictation_hear(struct coach *coach, struct arena *a, const struct user *user,
                                 const struct sound *sound, struct dictation_heard *out);

#endif
