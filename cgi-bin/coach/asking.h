#ifndef COACH_ASKING_H
#define COACH_ASKING_H

#include "coach/coach.h"
#include "coach/policy.h"
#include "coach/stage.h"
#include "store/attempt.h"
#include "store/facts.h"
#include "store/plan.h"
#include "store/topic.h"
#include "store/user.h"

/* Asks a mode on a user's behalf, with no transaction open: is the action allowed at this stage, may text
 * leave the machine, what is recorded of the call (a row without content, whatever the outcome). */
struct asking {
    enum stage stage;
    enum action action;
    const char *mode;
    const json *input;
    const struct user *user; /* what they agreed to decides who may be asked */
    struct listener to;
};

/* ERR_FORBIDDEN if the stage does not list the action; else as ask_mode. */
MUST_USE enum err asking_do(struct coach *coach, struct arena *a, struct id user, const struct asking *asking,
                            struct ask_result *out);
/* Why nobody could answer; never to be asked again later than a day from now. */
struct trouble asking_trouble(const struct ask_result *result);
/* What was asked, recorded and counted: rows without content, sums, circuit breakers, the exact cache. For
 * askings that are no mode's (coach/dictation). */
void asking_record(struct coach *coach, struct arena *a, struct id user, const struct policy *terms,
                   const struct ask_result *result);
/* Is what an answer asks for allowed here? If not, that is logged and the answer's part is to be dropped. */
bool asking_allows(struct id user, enum stage stage, enum action wanted);

/* Who answered and what exactly was sent, to be sealed with the result. */
struct exchange *asking_exchange(struct arena *a, const struct ask_result *result);
const json *asking_call(struct arena *a, const struct ask_result *result);

/* Documents for a mode's input. */
json *asking_facts(struct arena *a, const struct facts *facts);
/* Takes over what an answer understood, with the words it was heard in; only members that are there, and not
 * what can't be (seven days off, more minutes than a day of practice has). */
void asking_take_facts(struct arena *a, const json *understood, struct facts *facts);
/* A plan in the names of the answers' schemas (prompts/suggest_plan), without ids: those are nobody else's
 * business. */
json *asking_plan(struct arena *a, const struct overview *overview, const struct plan_topic *topics,
                  size_t n);
json *asking_progress(struct arena *a, const struct topic *topics, size_t n);
double asking_strength(const struct topic *topic); /* 0 to 10, to a tenth; -1 where nothing is marked */
int asking_days_left(const struct facts *facts, clock_day today); /* to the interview; -1 unknown or past */

#endif
