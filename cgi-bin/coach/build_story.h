#ifndef COACH_BUILD_STORY_H
#define COACH_BUILD_STORY_H

#include "coach/coach.h"
#include "store/idempotency.h"
#include "store/story.h"

/* T1: an empty story for the question (its id is the form's), to be built by a turn (TURN_STORY). */
MUST_USE enum err build_story_begin(struct coach *coach, struct arena *a, struct id user, struct form form,
                                    struct id question, struct id *story);
/* All stories as one Markdown file. ERR_LIMIT over 16 MiB. */
MUST_USE enum err build_story_markdown(struct arena *a, const struct story *all, size_t n, const char **out);

#endif
