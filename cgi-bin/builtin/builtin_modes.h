#ifndef BUILTIN_BUILTIN_MODES_H
#define BUILTIN_BUILTIN_MODES_H

#include "base/json.h"

struct builtin;

/* One function a mode: the input document in, an answer that holds to the mode's contract out. Deterministic;
 * everything is in the arena. */
typedef json *(*builtin_mode)(const struct builtin *coach, struct arena *a, const json *in);

json *builtin_chat(const struct builtin *coach, struct arena *a, const json *in); /* plan_chat */
json *builtin_plan(const struct builtin *coach, struct arena *a, const json *in); /* suggest_plan */
json *builtin_changes(const struct builtin *coach, struct arena *a,
                      const json *in); /* suggest_plan_changes */
json *builtin_follow_changes(const struct builtin *coach, struct arena *a,
                             const json *in); /* the same, with what was told since */
json *builtin_questions(const struct builtin *coach, struct arena *a,
                        const json *in);                                           /* generate_questions */
json *builtin_mark(const struct builtin *coach, struct arena *a, const json *in);  /* evaluate_answer */
json *builtin_story(const struct builtin *coach, struct arena *a, const json *in); /* build_story */
json *builtin_reconcile(const struct builtin *coach, struct arena *a, const json *in); /* reconcile_session */
json *builtin_review(const struct builtin *coach, struct arena *a, const json *in);    /* daily_review */
json *builtin_follow_review(const struct builtin *coach, struct arena *a,
                            const json *in); /* the same, with what was told since */

#endif
