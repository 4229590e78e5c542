#ifndef COACH_POLICY_H
#define COACH_POLICY_H

#include "coach/coach.h"
#include "store/user.h"

/* On what terms a mode may be asked on a user's behalf: who may be asked, what the day's budget leaves, which
 * servers rest, what was answered before. Read before the asking, noted after it, with no transaction open in
 * between. */
struct policy {
    bool inside_only;
    bool off; /* the host has switched all servers off */
    /* Why servers that the user agreed to are passed over: "" if they are not; "off", "budget_user",
     * "budget_site", "rate", "resting"; "kept" if the answer is the one of an earlier, equal asking. */
    const char *instead;
    const char *const *resting;
    size_t resting_n;
    const json *kept;  /* an answer that holds, with who gave it; NULL if there is none */
    const char *asked; /* what the exact cache knows it by; NULL where nothing is kept */
    int64_t user_tokens, user_micro, site_tokens, site_micro; /* today so far */
};

/* May this user's text go to the servers outside that the installation has? */
bool policy_agreed(const struct coach *coach, const struct user *user);
/* A failure to read is no reason not to answer: then only what needs no terms is asked. */
void policy_read(struct coach *coach, struct arena *a, const struct user *user, const char *mode,
                 const json *input, struct policy *out);
/* The same for turning sound into text. inside_only: the server, being outside, may not be asked. */
void policy_read_speech(struct coach *coach, struct arena *a, const struct user *user, struct policy *out);
/* After an asking: sums, circuit breakers, alerts at 80 and 100 per cent of a budget. */
void policy_note(struct coach *coach, struct arena *a, const struct policy *policy,
                 const struct ask_result *result);

#endif
