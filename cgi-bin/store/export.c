#include "store/export.h"
#include "store/attempt.h"
#include "store/call.h"
#include "store/chat.h"
#include "store/context.h"
#include "store/facts.h"
#include "store/job.h"
#include "store/login.h"
#include "store/memory_log.h"
#include "store/notes.h"
#include "store/proposal.h"
#include "store/review.h"
#include "store/saved_form.h"
#include "store/session.h"
#include "store/session_question.h"
#include "store/story.h"
#include "store/topic.h"
#include "store/user.h"
#include <limits.h>

/* What a part wants: rows of some struct, and how many. */
#define PART(want, type, call)                                                                               \
    static void want(struct work *w, void **to, size_t *n)                                                   \
    {                                                                                                        \
        type **rows = (type **)to;                                                                           \
        *n = 1; /* of those that are no list */                                                              \
        call;                                                                                                \
    }

static const uint8_t no_login[TOKEN_HASH_BYTES];

/* clang-format off */
PART(want_user, struct user, user_want(w, rows))
PART(want_facts, struct facts, facts_want(w, rows))
PART(want_raw_context, struct context, context_want_all(w, rows, n))
PART(want_chat, struct chat_message, chat_want(w, INT_MAX, rows, n))
PART(want_plans, struct plan, plan_want_all(w, rows, n))
PART(want_proposals, struct proposal, proposal_want_all(w, rows, n))
PART(want_topics, struct topic, topic_want_all(w, rows, n))
PART(want_sessions, struct session, session_want_recent(w, INT_MAX, rows, n))
PART(want_picks, struct session_question, session_question_want_all(w, rows, n))
PART(want_questions, struct question, question_want_all(w, rows, n))
PART(want_attempts, struct attempt, attempt_want_since(w, 0, rows, n))
PART(want_recalls, struct memory_log, memory_log_want_all(w, rows, n))
PART(want_stories, struct story, story_want_all(w, rows, n))
PART(want_story_versions, struct story, story_want_all_versions(w, rows, n))
PART(want_notes, struct note, notes_want_all(w, rows, n))
PART(want_reviews, struct review, review_want_all(w, rows, n))
PART(want_logins, struct login, login_want_all(w, no_login, rows, n))
PART(want_model_calls, struct call, call_want_recent(w, INT_MAX, rows, n))
PART(want_jobs, struct job, job_want_all(w, rows, n))
PART(want_parked, struct saved_form, saved_form_want_all(w, rows, n))
/* clang-format on */

/* The parts of a download, in their order. */
static const struct part {
    const char *name;
    void (*want)(struct work *w, void **to, size_t *n);
    const struct row_kind *(*row)(void);
    bool one; /* one row and no list */
} parts[] = {
    {"user", want_user, user_row, true},
    {"facts", want_facts, facts_row, true},
    {"raw_context", want_raw_context, context_row, false},
    {"chat", want_chat, chat_row, false},
    {"plans", want_plans, plan_row, false},
    {"proposals", want_proposals, proposal_row, false},
    {"topics", want_topics, topic_row, false},
    {"sessions", want_sessions, session_row, false},
    {"picks", want_picks, session_question_row, false},
    {"questions", want_questions, question_row, false},
    {"attempts", want_attempts, attempt_row, false},
    {"recalls", want_recalls, memory_log_row, false},
    {"stories", want_stories, story_row, false},
    {"story_versions", want_story_versions, story_row, false},
    {"notes", want_notes, notes_row, false},
    {"reviews", want_reviews, review_row, false},
    {"logins", want_logins, login_row, false},
    {"model_calls", want_model_calls, call_row, false},
    {"jobs", want_jobs, job_row, false},
    {"parked", want_parked, saved_form_row, false},
};
enum { PARTS = sizeof parts / sizeof *parts };

static json *part_to_json(struct arena *a, const struct part *part, const void *rows, size_t n)
{
    if (!part->one)
        return row_list_to_json(a, part->row(), rows, n);
    return rows ? row_to_json(a, part->row(), rows) : NULL;
}

enum err export_user(struct work *w, json **out)
{
    void *rows[PARTS];
    size_t n[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        parts[i].want(w, &rows[i], &n[i]);
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    json *doc = json_new_object(w->arena);
    json_put_text(w->arena, doc, "format", "greenroom export 1");
    json_put_text(w->arena, doc, "exported", clock_rfc3339(w->arena, clock_now()));
    for (size_t i = 0; i < PARTS; i++)
        json_put(w->arena, doc, parts[i].name, part_to_json(w->arena, &parts[i], rows[i], n[i]));
    *out = doc;
    return OK;
}
