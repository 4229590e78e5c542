#ifndef COACH_BUILD_STORY_H
#define COACH_BUILD_STORY_H

#include "coach/coach.h"
#include "store/story.h"

/* T1: an empty story for the question (its id is the form's). */
MUST_USE enum err build_story_begin(struct coach *c, struct arena *a, struct id user, struct id form,
                                    struct id question, struct id *story);
/* Claims, asks build_story from the user's own context, stores the structure (T2). Errors as intake_answer.
 */
MUST_USE enum err build_story_run(struct coach *c, struct arena *a, struct id user, struct id story,
                                  struct listener to);
/* All stories as one Markdown file. ERR_LIMIT over 16 MiB. */
MUST_USE enum err build_story_markdown(struct arena *a, const struct story *all, size_t n, const char **out);

#endif
