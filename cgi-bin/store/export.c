#include "store/export.h"
#include "store/attempt.h"
#include "store/call.h"
#include "store/chat.h"
#include "store/context.h"
#include "store/doc.h"
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

#define LIST(a, items, rows, n) doc_list_to_json((a), (items), DOC_COUNT(items), (rows), (n), sizeof *(rows))

/* Adds a part that is a list of rows with nothing nested. */
#define PLAIN_LIST(add, type, take_all, items)                                                               \
    static enum err add(struct work *w, ticket t, json **out)                                                \
    {                                                                                                        \
        type *rows;                                                                                          \
        size_t n;                                                                                            \
        enum err e = take_all(w, t, &rows, &n);                                                              \
        if (e == OK)                                                                                         \
            *out = LIST(w->arena, items, rows, n);                                                           \
        return e;                                                                                            \
    }

/* ---- The account ---- */

static const struct doc_field context_items[] = {
    DOC_ID(struct context, id),
    DOC_TEXT(struct context, text),
    DOC_TIME(struct context, added),
};

static const char *const chat_states[] = {
    [CHAT_SAVED] = "saved", [CHAT_ASKING] = "asking", [CHAT_ANSWERED] = "answered"};
static const struct doc_field chat_items[] = {
    DOC_ID(struct chat_message, id),           DOC_INT(struct chat_message, turn),
    DOC_BOOL(struct chat_message, from_user),  DOC_TEXT(struct chat_message, text),
    DOC_JSON(struct chat_message, understood), DOC_JSON(struct chat_message, call),
    DOC_TIME(struct chat_message, at),         DOC_WORD(struct chat_message, state, chat_states),
};

static const struct doc_field login_items[] = {
    DOC_ID(struct login, id),        DOC_TIME(struct login, created), DOC_TIME(struct login, last_used),
    DOC_TIME(struct login, expires), DOC_TEXT(struct login, where),
};

static const struct doc_field call_items[] = {
    DOC_ID(struct call, id),
    DOC_TEXT(struct call, mode),
    DOC_TEXT(struct call, provider),
    DOC_TEXT(struct call, model),
    DOC_TEXT(struct call, prompt_version),
    DOC_TEXT(struct call, outcome),
    DOC_INT64(struct call, tokens_in),
    DOC_INT64(struct call, tokens_out),
    DOC_INT64(struct call, tokens_cached),
    DOC_INT64(struct call, cost_micro),
    DOC_INT64(struct call, first_ms),
    DOC_INT64(struct call, ms),
    DOC_INT(struct call, tries),
    DOC_TIME(struct call, at),
};

static const char *const job_kinds[] = {
    [JOB_RECONCILE] = "reconcile",
    [JOB_MARK] = "mark",
    [JOB_REVIEW] = "review",
    [JOB_CLOSE_SESSION] = "close_session",
};
static const char *const job_states[] = {
    [JOB_WAITING] = "waiting",
    [JOB_CLAIMED] = "claimed",
    [JOB_DONE] = "done",
    [JOB_FAILED] = "failed",
};
static const struct doc_field job_items[] = {
    DOC_ID(struct job, id),
    DOC_WORD(struct job, kind, job_kinds),
    DOC_TEXT(struct job, period),
    DOC_WORD(struct job, state, job_states),
    DOC_TIME(struct job, due),
    DOC_INT(struct job, tries),
    DOC_TEXT(struct job, error_class),
};

static const struct doc_field parked_items[] = {
    DOC_ID(struct saved_form, id),
    DOC_TEXT(struct saved_form, path),
    DOC_TEXT(struct saved_form, form),
    DOC_TIME(struct saved_form, at),
};

PLAIN_LIST(add_contexts, struct context, context_take_all, context_items)

static ticket want_chat(struct work *w)
{
    return chat_want(w, INT_MAX);
}

PLAIN_LIST(add_chat, struct chat_message, chat_take, chat_items)

static ticket want_logins(struct work *w)
{
    static const uint8_t none[TOKEN_HASH_BYTES];
    return login_want_all(w, none);
}

PLAIN_LIST(add_logins, struct login, login_take_all, login_items)

static ticket want_calls(struct work *w)
{
    return call_want_recent(w, INT_MAX);
}

PLAIN_LIST(add_calls, struct call, call_take_all, call_items)

PLAIN_LIST(add_jobs, struct job, job_take_all, job_items)

PLAIN_LIST(add_parked, struct saved_form, saved_form_take_all, parked_items)

/* ---- The plan ---- */

static const struct doc_field plan_items[] = {
    DOC_ID(struct plan, id),         DOC_INT(struct plan, version), DOC_BOOL(struct plan, current),
    DOC_TIME(struct plan, approved), DOC_ID(struct plan, proposal), DOC_INT(struct plan, made_from),
};

static const char *const proposal_states[] = {
    [PROPOSAL_ASKING] = "asking",     [PROPOSAL_OPEN] = "open",         [PROPOSAL_APPROVED] = "approved",
    [PROPOSAL_DECLINED] = "declined", [PROPOSAL_REPLACED] = "replaced",
};
static const struct doc_field proposal_items[] = {
    DOC_ID(struct proposal, id),
    DOC_WORD(struct proposal, state, proposal_states),
    DOC_INT(struct proposal, base_version),
    DOC_BOOL(struct proposal, from_review),
    DOC_TEXT(struct proposal, feedback),
    DOC_TEXT(struct proposal, reply),
    DOC_ID(struct proposal, after),
    DOC_JSON(struct proposal, call),
    DOC_TIME(struct proposal, created),
};

static const char *const difference_kinds[] = {
    [DIFF_ADDED] = "added",       [DIFF_DROPPED] = "dropped", [DIFF_MINUTES] = "minutes",
    [DIFF_PRIORITY] = "priority", [DIFF_WORDS] = "words",     [DIFF_OVERVIEW] = "overview",
};
static const struct doc_field difference_items[] = {
    DOC_INT(struct difference, number),  DOC_WORD(struct difference, kind, difference_kinds),
    DOC_ID(struct difference, topic),    DOC_TEXT(struct difference, name),
    DOC_TEXT(struct difference, from),   DOC_TEXT(struct difference, to),
    DOC_TEXT(struct difference, reason),
};

static const struct doc_field topic_items[] = {
    DOC_ID(struct topic, id),
    DOC_BOOL(struct topic, in_plan),
    DOC_TEXT(struct topic, name),
    DOC_TEXT(struct topic, key),
    DOC_REAL(struct topic, strength),
    DOC_INT(struct topic, marked),
    DOC_INT64(struct topic, total_seconds),
    DOC_INT(struct topic, sessions),
    DOC_TIME(struct topic, last_practised),
};

static void put_plan(struct arena *a, json *doc, const struct overview *o, const struct plan_topic *topics,
                     size_t n)
{
    json *plan = plan_to_json(a, o, topics, n);
    json_put(a, doc, "plan_overview", json_get(plan, "plan_overview"));
    json_put(a, doc, "plan_topics", json_get(plan, "plan_topics"));
}

static enum err add_plans(struct work *w, ticket t, json **out)
{
    struct plan *rows;
    size_t n;
    enum err e = plan_take_all(w, t, &rows, &n);
    if (e != OK)
        return e;
    *out = LIST(w->arena, plan_items, rows, n);
    for (size_t i = 0; i < n; i++)
        put_plan(w->arena, json_at(*out, i), &rows[i].overview, rows[i].topics, rows[i].topics_n);
    return OK;
}

static json *differences(struct arena *a, const struct proposal *p)
{
    json *out = LIST(a, difference_items, p->differences, p->differences_n);
    for (size_t i = 0; i < p->differences_n; i++) {
        json *evidence = json_new_array(a);
        for (size_t k = 0; k < p->differences[i].evidence_n; k++)
            json_add_text(a, evidence, id_text(a, p->differences[i].evidence[k]));
        json_put(a, json_at(out, i), "evidence", evidence);
    }
    return out;
}

static enum err add_proposals(struct work *w, ticket t, json **out)
{
    struct proposal *rows;
    size_t n;
    enum err e = proposal_take_all(w, t, &rows, &n);
    if (e != OK)
        return e;
    *out = LIST(w->arena, proposal_items, rows, n);
    for (size_t i = 0; i < n; i++) {
        put_plan(w->arena, json_at(*out, i), &rows[i].overview, rows[i].topics, rows[i].topics_n);
        json_put(w->arena, json_at(*out, i), "differences", differences(w->arena, &rows[i]));
    }
    return OK;
}

PLAIN_LIST(add_topics, struct topic, topic_take_all, topic_items)

/* ---- Practice ---- */

static const char *const session_ends[] = {
    [SESSION_RUNNING] = "running",
    [SESSION_BY_HAND] = "by_hand",
    [SESSION_BY_CLOCK] = "by_clock",
    [SESSION_ABANDONED] = "abandoned",
};
static const struct doc_field session_items[] = {
    DOC_ID(struct session, id),
    DOC_ID(struct session, topic),
    DOC_TEXT(struct session, topic_name),
    DOC_TEXT(struct session, prescription),
    DOC_INT(struct session, planned_seconds),
    DOC_TIME(struct session, started),
    DOC_TIME(struct session, last),
    DOC_TIME(struct session, ended),
    DOC_WORD(struct session, how, session_ends),
    DOC_BOOL(struct session, reconciled),
    DOC_JSON(struct session, summary),
};

static const char *const difficulties[] = {
    [EASY] = "easy", [MEDIUM] = "medium", [HARD] = "hard", [MIXED] = "mixed"};
static const char *const sources[] = {
    [FROM_LIBRARY] = "library", [FROM_MODEL] = "model", [FROM_USER] = "user"};
static const char *const memories[] = {
    [MEMORY_NEW] = "new",
    [MEMORY_LEARNING] = "learning",
    [MEMORY_REVIEW] = "review",
    [MEMORY_RELEARNING] = "relearning",
};
static const struct doc_field question_items[] = {
    DOC_ID(struct question, id),
    DOC_ID(struct question, topic),
    DOC_TEXT(struct question, text),
    DOC_TEXT(struct question, kind),
    DOC_WORD(struct question, difficulty, difficulties),
    DOC_INT(struct question, seconds),
    DOC_WORD(struct question, source, sources),
    DOC_TEXT(struct question, key),
    DOC_TEXT(struct question, good),
    DOC_TEXT(struct question, follow_up),
    DOC_INT(struct question, best_score),
    DOC_INT(struct question, last_score),
    DOC_BOOL(struct question, last_late),
    DOC_INT(struct question, asked),
    DOC_TIME(struct question, created),
};
static const struct doc_field memory_items[] = {
    DOC_WORD(struct memory, state, memories), DOC_REAL(struct memory, stability),
    DOC_REAL(struct memory, difficulty),      DOC_DAY(struct memory, last_day),
    DOC_DAY(struct memory, due_day),          DOC_INT(struct memory, reviews),
};
static const struct doc_field anchor_items[] = {
    DOC_TEXT(struct anchor, name),
    DOC_TEXT(struct anchor, text),
    DOC_LINES(struct anchor, words),
};

static const struct doc_field recall_items[] = {
    DOC_ID(struct memory_log, question),
    DOC_ID(struct memory_log, attempt),
    DOC_DAY(struct memory_log, day),
    DOC_INT(struct memory_log, rating),
};

static ticket want_sessions(struct work *w)
{
    return session_want_recent(w, INT_MAX);
}

PLAIN_LIST(add_sessions, struct session, session_take_all, session_items)

static enum err add_questions(struct work *w, ticket t, json **out)
{
    struct question *rows;
    size_t n;
    enum err e = question_take_all(w, t, &rows, &n);
    if (e != OK)
        return e;
    *out = LIST(w->arena, question_items, rows, n);
    for (size_t i = 0; i < n; i++) {
        json *doc = json_at(*out, i);
        json_put(w->arena, doc, "anchors", LIST(w->arena, anchor_items, rows[i].anchors, rows[i].anchors_n));
        json_put(w->arena, doc, "memory",
                 doc_to_json(w->arena, memory_items, DOC_COUNT(memory_items), &rows[i].memory));
    }
    return OK;
}

PLAIN_LIST(add_recalls, struct memory_log, memory_log_take_all, recall_items)

/* ---- Stories, notes, reviews ---- */

static const char *const story_states[] = {[STORY_ASKING] = "asking", [STORY_READY] = "ready"};
static const struct doc_field story_items[] = {
    DOC_ID(struct story, id),
    DOC_ID(struct story, question),
    DOC_TEXT(struct story, question_text),
    DOC_TEXT(struct story, title),
    DOC_TEXT(struct story, situation),
    DOC_TEXT(struct story, task),
    DOC_TEXT(struct story, action),
    DOC_TEXT(struct story, result),
    DOC_TEXT(struct story, lesson),
    DOC_TEXT(struct story, text),
    DOC_JSON(struct story, gaps),
    DOC_JSON(struct story, call),
    DOC_INT(struct story, version),
    DOC_WORD(struct story, state, story_states),
    DOC_TIME(struct story, created),
    DOC_TIME(struct story, changed),
};

static const struct doc_field note_items[] = {
    DOC_ID(struct note, topic),       DOC_TEXT(struct note, topic_name), DOC_TEXT(struct note, text),
    DOC_TEXT(struct note, corrected), DOC_INT(struct note, version),     DOC_TIME(struct note, changed),
};

static const char *const review_states[] = {
    [REVIEW_QUEUED] = "queued", [REVIEW_ASKING] = "asking", [REVIEW_DONE] = "done"};
static const struct doc_field review_items[] = {
    DOC_ID(struct review, id),
    DOC_DAY(struct review, day),
    DOC_WORD(struct review, state, review_states),
    DOC_TEXT(struct review, verdict),
    DOC_TEXT(struct review, summary),
    DOC_JSON(struct review, reasons),
    DOC_ID(struct review, proposal),
    DOC_JSON(struct review, call),
    DOC_TIME(struct review, at),
};

PLAIN_LIST(add_stories, struct story, story_take_all, story_items)

PLAIN_LIST(add_notes, struct note, notes_take_all, note_items)

PLAIN_LIST(add_reviews, struct review, review_take_all, review_items)

/* ---- The whole ---- */

/* A part that is a list of rows. */
#define LIST_OF(want, type, call)                                                                            \
    static void want(struct work *w, void **rows, size_t *n)                                                 \
    {                                                                                                        \
        call(w, (type **)rows, n);                                                                           \
    }

LIST_OF(list_picks, struct session_question, session_question_want_all)

static void read_user(struct work *w, void **row, size_t *n)
{
    *n = 1;
    user_want(w, (struct user **)row);
}

static void read_facts(struct work *w, void **row, size_t *n)
{
    *n = 1;
    facts_want(w, (struct facts **)row);
}

static void list_attempts(struct work *w, void **rows, size_t *n)
{
    attempt_want_since(w, 0, (struct attempt **)rows, n);
}

static const struct section {
    const char *name;
    ticket (*want)(struct work *w);
    enum err (*add)(struct work *w, ticket t, json **out);
    void (*list)(struct work *w, void **rows, size_t *n);
    const struct row *(*row)(void);
    bool one; /* one row and no list */
} sections[] = {
    {"user", .list = read_user, .row = user_row, .one = true},
    {"facts", .list = read_facts, .row = facts_row, .one = true},
    {"raw_context", .want = context_want_all, .add = add_contexts},
    {"chat", .want = want_chat, .add = add_chat},
    {"plans", .want = plan_want_all, .add = add_plans},
    {"proposals", .want = proposal_want_all, .add = add_proposals},
    {"topics", .want = topic_want_all, .add = add_topics},
    {"sessions", .want = want_sessions, .add = add_sessions},
    {"picks", .list = list_picks, .row = session_question_row},
    {"questions", .want = question_want_all, .add = add_questions},
    {"attempts", .list = list_attempts, .row = attempt_row},
    {"recalls", .want = memory_log_want_all, .add = add_recalls},
    {"stories", .want = story_want_all, .add = add_stories},
    {"story_versions", .want = story_want_all_versions, .add = add_stories},
    {"notes", .want = notes_want_all, .add = add_notes},
    {"reviews", .want = review_want_all, .add = add_reviews},
    {"logins", .want = want_logins, .add = add_logins},
    {"model_calls", .want = want_calls, .add = add_calls},
    {"jobs", .want = job_want_all, .add = add_jobs},
    {"parked", .want = saved_form_want_all, .add = add_parked},
};

static json *part_to_json(struct arena *a, const struct section *s, const void *rows, size_t n)
{
    if (!s->one)
        return row_list_to_json(a, s->row(), rows, n);
    return rows != NULL ? row_to_json(a, s->row(), rows) : NULL;
}

enum err export_user(struct work *w, json **out)
{
    ticket tickets[DOC_COUNT(sections)];
    void *rows[DOC_COUNT(sections)];
    size_t n[DOC_COUNT(sections)];
    for (size_t i = 0; i < DOC_COUNT(sections); i++)
        if (sections[i].want != NULL)
            tickets[i] = sections[i].want(w);
        else
            sections[i].list(w, &rows[i], &n[i]);
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    json *doc = json_new_object(w->arena);
    json_put_text(w->arena, doc, "format", "greenroom export 1");
    json_put_text(w->arena, doc, "exported", clock_rfc3339(w->arena, clock_now()));
    for (size_t i = 0; i < DOC_COUNT(sections); i++) {
        json *part = NULL;
        if (sections[i].want == NULL)
            part = part_to_json(w->arena, &sections[i], rows[i], n[i]);
        else if ((e = sections[i].add(w, tickets[i], &part)) != OK)
            return e;
        json_put(w->arena, doc, sections[i].name, part);
    }
    *out = doc;
    return OK;
}
