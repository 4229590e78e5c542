#include "store/export.h"
#include "store/attempt.h"
#include "store/call.h"
#include "store/chat.h"
#include "store/context.h"
#include "store/facts.h"
#include "store/job.h"
#include "store/login.h"
#include "store/notes.h"
#include "store/parked.h"
#include "store/pick.h"
#include "store/proposal.h"
#include "store/recall.h"
#include "store/review.h"
#include "store/session.h"
#include "store/story.h"
#include "store/topic.h"
#include "store/user.h"
#include <limits.h>
#include <stddef.h>

/* ---- What a member of a struct becomes ---- */

enum shape {
    AS_TEXT,
    AS_LINES,
    AS_INT,
    AS_INT64,
    AS_REAL,
    AS_BOOL,
    AS_ID,
    AS_JSON,
    AS_TIME,
    AS_DAY,
    AS_WORD
};

struct item {
    const char *name;
    size_t at;
    enum shape shape;
    const char *const *words; /* of AS_WORD, by the enum's number */
};

/* A pointer is what its shape says: a text, or a document. */
#define IS_TEXT(type, member) _Generic(((type *)0)->member, const char * : 1, char * : 1, default : 0)
#define IS_JSON(type, member) _Generic(((type *)0)->member, const json * : 1, json * : 1, default : 0)
#define ITEM(type, member, as)                                                                               \
    {                                                                                                        \
#member,                                                                                             \
            offsetof(type, member) +                                                                         \
                0 * sizeof(struct {                                                                          \
                    _Static_assert(((as) == AS_TEXT || (as) == AS_LINES) == IS_TEXT(type, member),           \
                                   "no text");                                                               \
                    _Static_assert(((as) == AS_JSON) == IS_JSON(type, member), "no document");               \
                    int unused;                                                                              \
                }),                                                                                          \
            as, NULL                                                                                         \
    }
#define WORD(type, member, list)                                                                             \
    {                                                                                                        \
#member, offsetof(type, member), AS_WORD, list                                                       \
    }
#define COUNT(array) (sizeof(array) / sizeof *(array))

static json *moment(struct arena *a, clock_time t)
{
    return t == 0 ? NULL : json_new_text(a, clock_rfc3339(a, t));
}

static json *date(struct arena *a, clock_day day)
{
    return day == 0 || day == FACTS_NO_DATE ? NULL : json_new_text(a, clock_date_text(a, day));
}

static json *value(struct arena *a, const struct item *i, const void *from)
{
    const void *at = (const char *)from + i->at;
    switch (i->shape) {
    case AS_TEXT:
        return json_new_text(a, *(const char *const *)at);
    case AS_INT:
        return json_new_int(a, *(const int *)at);
    case AS_INT64:
        return json_new_int(a, *(const int64_t *)at);
    case AS_REAL:
        return json_new_real(a, *(const double *)at);
    case AS_BOOL:
        return json_new_bool(a, *(const bool *)at);
    case AS_ID:
        return id_none(*(const struct id *)at) ? NULL : json_new_text(a, id_text(a, *(const struct id *)at));
    case AS_LINES:
        return json_from_lines(a, *(const char *const *)at);
    case AS_JSON:
        return *(json *const *)at;
    case AS_TIME:
        return moment(a, *(const clock_time *)at);
    case AS_DAY:
        return date(a, *(const clock_day *)at);
    case AS_WORD:
        return json_new_text(a, i->words[*(const int *)at]);
    }
    return NULL;
}

static json *object(struct arena *a, const struct item *items, size_t n, const void *from)
{
    json *doc = json_new_object(a);
    for (size_t i = 0; i < n; i++)
        json_put(a, doc, items[i].name, value(a, &items[i], from));
    return doc;
}

static json *list(struct arena *a, const struct item *items, size_t items_n, const void *rows, size_t n,
                  size_t size)
{
    json *out = json_new_array(a);
    for (size_t i = 0; i < n; i++)
        json_add(a, out, object(a, items, items_n, (const char *)rows + i * size));
    return out;
}
#define LIST(a, items, rows, n) list((a), (items), COUNT(items), (rows), (n), sizeof *(rows))

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

static const struct item user_items[] = {
    ITEM(struct user, id, AS_ID),       ITEM(struct user, login_name, AS_TEXT),
    ITEM(struct user, name, AS_TEXT),   ITEM(struct user, role, AS_TEXT),
    ITEM(struct user, zone, AS_TEXT),   ITEM(struct user, builtin_only, AS_BOOL),
    ITEM(struct user, agreed, AS_TEXT), ITEM(struct user, created, AS_TIME),
};

static const struct item facts_items[] = {
    ITEM(struct facts, role, AS_TEXT),       ITEM(struct facts, minutes, AS_INT),
    ITEM(struct facts, days, AS_TEXT),       ITEM(struct facts, days_off, AS_INT),
    ITEM(struct facts, weak, AS_TEXT),       ITEM(struct facts, strong, AS_TEXT),
    ITEM(struct facts, motivation, AS_TEXT), ITEM(struct facts, capacity, AS_INT),
    ITEM(struct facts, interview, AS_DAY),   ITEM(struct facts, no_interview_date, AS_BOOL),
    ITEM(struct facts, weak_told, AS_BOOL),
};

static const struct item context_items[] = {
    ITEM(struct context, id, AS_ID),
    ITEM(struct context, text, AS_TEXT),
    ITEM(struct context, added, AS_TIME),
};

static const char *const chat_states[] = {
    [CHAT_SAVED] = "saved", [CHAT_ASKING] = "asking", [CHAT_ANSWERED] = "answered"};
static const struct item chat_items[] = {
    ITEM(struct chat_message, id, AS_ID),           ITEM(struct chat_message, turn, AS_INT),
    ITEM(struct chat_message, from_user, AS_BOOL),  ITEM(struct chat_message, text, AS_TEXT),
    ITEM(struct chat_message, understood, AS_JSON), ITEM(struct chat_message, call, AS_JSON),
    ITEM(struct chat_message, at, AS_TIME),         WORD(struct chat_message, state, chat_states),
};

static const struct item login_items[] = {
    ITEM(struct login, id, AS_ID),          ITEM(struct login, created, AS_TIME),
    ITEM(struct login, last_used, AS_TIME), ITEM(struct login, expires, AS_TIME),
    ITEM(struct login, where, AS_TEXT),
};

static const struct item call_items[] = {
    ITEM(struct call, id, AS_ID),
    ITEM(struct call, mode, AS_TEXT),
    ITEM(struct call, provider, AS_TEXT),
    ITEM(struct call, model, AS_TEXT),
    ITEM(struct call, prompt_version, AS_TEXT),
    ITEM(struct call, outcome, AS_TEXT),
    ITEM(struct call, tokens_in, AS_INT64),
    ITEM(struct call, tokens_out, AS_INT64),
    ITEM(struct call, tokens_cached, AS_INT64),
    ITEM(struct call, cost_micro, AS_INT64),
    ITEM(struct call, first_ms, AS_INT64),
    ITEM(struct call, ms, AS_INT64),
    ITEM(struct call, tries, AS_INT),
    ITEM(struct call, at, AS_TIME),
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
static const struct item job_items[] = {
    ITEM(struct job, id, AS_ID),
    WORD(struct job, kind, job_kinds),
    ITEM(struct job, period, AS_TEXT),
    WORD(struct job, state, job_states),
    ITEM(struct job, due, AS_TIME),
    ITEM(struct job, tries, AS_INT),
    ITEM(struct job, error_class, AS_TEXT),
};

static const struct item parked_items[] = {
    ITEM(struct parked, id, AS_ID),
    ITEM(struct parked, path, AS_TEXT),
    ITEM(struct parked, form, AS_TEXT),
    ITEM(struct parked, at, AS_TIME),
};

/* The password's hash is no use to its owner and stays. */
static enum err add_user(struct work *w, ticket t, json **out)
{
    struct user *user;
    enum err e = user_take(w, t, &user);
    if (e == OK)
        *out = user ? object(w->arena, user_items, COUNT(user_items), user) : NULL;
    return e;
}

static enum err add_facts(struct work *w, ticket t, json **out)
{
    struct facts *facts;
    enum err e = facts_take(w, t, &facts);
    if (e == OK)
        *out = object(w->arena, facts_items, COUNT(facts_items), facts);
    return e;
}

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

PLAIN_LIST(add_parked, struct parked, parked_take_all, parked_items)

/* ---- The plan ---- */

static const struct item plan_items[] = {
    ITEM(struct plan, id, AS_ID),        ITEM(struct plan, version, AS_INT),
    ITEM(struct plan, current, AS_BOOL), ITEM(struct plan, approved, AS_TIME),
    ITEM(struct plan, proposal, AS_ID),  ITEM(struct plan, made_from, AS_INT),
};

static const char *const proposal_states[] = {
    [PROPOSAL_ASKING] = "asking",     [PROPOSAL_OPEN] = "open",         [PROPOSAL_APPROVED] = "approved",
    [PROPOSAL_DECLINED] = "declined", [PROPOSAL_REPLACED] = "replaced",
};
static const struct item proposal_items[] = {
    ITEM(struct proposal, id, AS_ID),
    WORD(struct proposal, state, proposal_states),
    ITEM(struct proposal, base_version, AS_INT),
    ITEM(struct proposal, from_review, AS_BOOL),
    ITEM(struct proposal, feedback, AS_TEXT),
    ITEM(struct proposal, after, AS_ID),
    ITEM(struct proposal, call, AS_JSON),
    ITEM(struct proposal, created, AS_TIME),
};

static const char *const difference_kinds[] = {
    [DIFF_ADDED] = "added",       [DIFF_DROPPED] = "dropped", [DIFF_MINUTES] = "minutes",
    [DIFF_PRIORITY] = "priority", [DIFF_WORDS] = "words",     [DIFF_OVERVIEW] = "overview",
};
static const struct item difference_items[] = {
    ITEM(struct difference, number, AS_INT),  WORD(struct difference, kind, difference_kinds),
    ITEM(struct difference, topic, AS_ID),    ITEM(struct difference, name, AS_TEXT),
    ITEM(struct difference, from, AS_TEXT),   ITEM(struct difference, to, AS_TEXT),
    ITEM(struct difference, reason, AS_TEXT),
};

static const struct item topic_items[] = {
    ITEM(struct topic, id, AS_ID),
    ITEM(struct topic, in_plan, AS_BOOL),
    ITEM(struct topic, name, AS_TEXT),
    ITEM(struct topic, key, AS_TEXT),
    ITEM(struct topic, strength, AS_REAL),
    ITEM(struct topic, marked, AS_INT),
    ITEM(struct topic, total_seconds, AS_INT64),
    ITEM(struct topic, sessions, AS_INT),
    ITEM(struct topic, last_practised, AS_TIME),
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
static const struct item session_items[] = {
    ITEM(struct session, id, AS_ID),
    ITEM(struct session, topic, AS_ID),
    ITEM(struct session, topic_name, AS_TEXT),
    ITEM(struct session, prescription, AS_TEXT),
    ITEM(struct session, planned_seconds, AS_INT),
    ITEM(struct session, started, AS_TIME),
    ITEM(struct session, last, AS_TIME),
    ITEM(struct session, ended, AS_TIME),
    WORD(struct session, how, session_ends),
    ITEM(struct session, reconciled, AS_BOOL),
    ITEM(struct session, summary, AS_JSON),
};

static const char *const pick_states[] = {
    [PICK_OFFERED] = "offered",
    [PICK_OPEN] = "open",
    [PICK_ANSWERED] = "answered",
    [PICK_SKIPPED] = "skipped",
};
static const char *const redos[] = {
    [REDO_NONE] = "",
    [REDO_WEAK_ANSWER] = "weak_answer",
    [REDO_INCOMPLETE] = "incomplete",
    [REDO_TIME_PRESSURE] = "time_pressure",
    [REDO_HIGH_VALUE] = "high_value",
};
static const struct item pick_items[] = {
    ITEM(struct pick, session, AS_ID),    ITEM(struct pick, question, AS_ID),
    ITEM(struct pick, place, AS_INT),     WORD(struct pick, state, pick_states),
    WORD(struct pick, redo, redos),       ITEM(struct pick, why, AS_TEXT),
    ITEM(struct pick, seconds, AS_INT),   ITEM(struct pick, opened, AS_TIME),
    ITEM(struct pick, ends, AS_TIME),     ITEM(struct pick, draft, AS_TEXT),
    ITEM(struct pick, dictated, AS_BOOL),
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
static const struct item question_items[] = {
    ITEM(struct question, id, AS_ID),
    ITEM(struct question, topic, AS_ID),
    ITEM(struct question, text, AS_TEXT),
    ITEM(struct question, kind, AS_TEXT),
    WORD(struct question, difficulty, difficulties),
    ITEM(struct question, seconds, AS_INT),
    WORD(struct question, source, sources),
    ITEM(struct question, key, AS_TEXT),
    ITEM(struct question, good, AS_TEXT),
    ITEM(struct question, follow_up, AS_TEXT),
    ITEM(struct question, best_score, AS_INT),
    ITEM(struct question, last_score, AS_INT),
    ITEM(struct question, last_late, AS_BOOL),
    ITEM(struct question, asked, AS_INT),
    ITEM(struct question, created, AS_TIME),
};
static const struct item memory_items[] = {
    WORD(struct memory, state, memories),     ITEM(struct memory, stability, AS_REAL),
    ITEM(struct memory, difficulty, AS_REAL), ITEM(struct memory, last_day, AS_DAY),
    ITEM(struct memory, due_day, AS_DAY),     ITEM(struct memory, reviews, AS_INT),
};
static const struct item anchor_items[] = {
    ITEM(struct anchor, name, AS_TEXT),
    ITEM(struct anchor, text, AS_TEXT),
    ITEM(struct anchor, words, AS_LINES),
};

static const char *const mark_states[] = {
    [MARK_PENDING] = "pending", [MARK_ASKING] = "asking", [MARK_DONE] = "done"};
static const struct item attempt_items[] = {
    ITEM(struct attempt, id, AS_ID),         ITEM(struct attempt, session, AS_ID),
    ITEM(struct attempt, question, AS_ID),   ITEM(struct attempt, try_no, AS_INT),
    ITEM(struct attempt, opened, AS_TIME),   ITEM(struct attempt, answered, AS_TIME),
    ITEM(struct attempt, seconds, AS_INT),   ITEM(struct attempt, late, AS_BOOL),
    ITEM(struct attempt, answer, AS_TEXT),   ITEM(struct attempt, self_score, AS_INT),
    ITEM(struct attempt, dictated, AS_BOOL), WORD(struct attempt, state, mark_states),
    ITEM(struct attempt, marked, AS_TIME),
};

static const struct item recall_items[] = {
    ITEM(struct recall, question, AS_ID),
    ITEM(struct recall, attempt, AS_ID),
    ITEM(struct recall, day, AS_DAY),
    ITEM(struct recall, rating, AS_INT),
};

static ticket want_sessions(struct work *w)
{
    return session_want_recent(w, INT_MAX);
}

PLAIN_LIST(add_sessions, struct session, session_take_all, session_items)

PLAIN_LIST(add_picks, struct pick, pick_take_all, pick_items)

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
                 object(w->arena, memory_items, COUNT(memory_items), &rows[i].memory));
    }
    return OK;
}

static ticket want_attempts(struct work *w)
{
    return attempt_want_since(w, 0);
}

static enum err add_attempts(struct work *w, ticket t, json **out)
{
    struct attempt *rows;
    size_t n;
    enum err e = attempt_take_all(w, t, &rows, &n);
    if (e != OK)
        return e;
    *out = LIST(w->arena, attempt_items, rows, n);
    for (size_t i = 0; i < n; i++) {
        json *doc = json_at(*out, i);
        json_put(w->arena, doc, "mark", attempt_mark_to_json(w->arena, rows[i].mark));
        json_put(w->arena, doc, "exchange", exchange_to_json(w->arena, rows[i].exchange));
    }
    return OK;
}

PLAIN_LIST(add_recalls, struct recall, recall_take_all, recall_items)

/* ---- Stories, notes, reviews ---- */

static const char *const story_states[] = {[STORY_ASKING] = "asking", [STORY_READY] = "ready"};
static const struct item story_items[] = {
    ITEM(struct story, id, AS_ID),
    ITEM(struct story, question, AS_ID),
    ITEM(struct story, question_text, AS_TEXT),
    ITEM(struct story, title, AS_TEXT),
    ITEM(struct story, situation, AS_TEXT),
    ITEM(struct story, task, AS_TEXT),
    ITEM(struct story, action, AS_TEXT),
    ITEM(struct story, result, AS_TEXT),
    ITEM(struct story, lesson, AS_TEXT),
    ITEM(struct story, text, AS_TEXT),
    ITEM(struct story, gaps, AS_JSON),
    ITEM(struct story, call, AS_JSON),
    ITEM(struct story, version, AS_INT),
    WORD(struct story, state, story_states),
    ITEM(struct story, created, AS_TIME),
    ITEM(struct story, changed, AS_TIME),
};

static const struct item note_items[] = {
    ITEM(struct note, topic, AS_ID),    ITEM(struct note, topic_name, AS_TEXT),
    ITEM(struct note, text, AS_TEXT),   ITEM(struct note, corrected, AS_TEXT),
    ITEM(struct note, version, AS_INT), ITEM(struct note, changed, AS_TIME),
};

static const char *const review_states[] = {
    [REVIEW_QUEUED] = "queued", [REVIEW_ASKING] = "asking", [REVIEW_DONE] = "done"};
static const struct item review_items[] = {
    ITEM(struct review, id, AS_ID),
    ITEM(struct review, day, AS_DAY),
    WORD(struct review, state, review_states),
    ITEM(struct review, verdict, AS_TEXT),
    ITEM(struct review, summary, AS_TEXT),
    ITEM(struct review, reasons, AS_JSON),
    ITEM(struct review, proposal, AS_ID),
    ITEM(struct review, call, AS_JSON),
    ITEM(struct review, at, AS_TIME),
};

PLAIN_LIST(add_stories, struct story, story_take_all, story_items)

PLAIN_LIST(add_notes, struct note, notes_take_all, note_items)

PLAIN_LIST(add_reviews, struct review, review_take_all, review_items)

/* ---- The whole ---- */

static const struct section {
    const char *name;
    ticket (*want)(struct work *w);
    enum err (*add)(struct work *w, ticket t, json **out);
} sections[] = {
    {"user", user_want, add_user},
    {"facts", facts_want, add_facts},
    {"raw_context", context_want_all, add_contexts},
    {"chat", want_chat, add_chat},
    {"plans", plan_want_all, add_plans},
    {"proposals", proposal_want_all, add_proposals},
    {"topics", topic_want_all, add_topics},
    {"sessions", want_sessions, add_sessions},
    {"picks", pick_want_all, add_picks},
    {"questions", question_want_all, add_questions},
    {"attempts", want_attempts, add_attempts},
    {"recalls", recall_want_all, add_recalls},
    {"stories", story_want_all, add_stories},
    {"story_versions", story_want_all_versions, add_stories},
    {"notes", notes_want_all, add_notes},
    {"reviews", review_want_all, add_reviews},
    {"logins", want_logins, add_logins},
    {"model_calls", want_calls, add_calls},
    {"jobs", job_want_all, add_jobs},
    {"parked", parked_want_all, add_parked},
};

enum err export_user(struct work *w, json **out)
{
    ticket tickets[COUNT(sections)];
    for (size_t i = 0; i < COUNT(sections); i++)
        tickets[i] = sections[i].want(w);
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    json *doc = json_new_object(w->arena);
    json_put_text(w->arena, doc, "format", "greenroom export 1");
    json_put(w->arena, doc, "exported", moment(w->arena, clock_now()));
    for (size_t i = 0; i < COUNT(sections); i++) {
        json *part = NULL;
        if ((e = sections[i].add(w, tickets[i], &part)) != OK)
            return e;
        json_put(w->arena, doc, sections[i].name, part);
    }
    *out = doc;
    return OK;
}
