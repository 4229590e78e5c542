#include "store/export.h"

/* Every sealed value of the database: where it is bound (row, seq) and the bytes. A test holds this list
 * against the catalogue. */
static const struct value {
    enum sealed_table table;
    int column;
    struct statement all;
} values[] = {
    {SEALED_USER,
     1,
     {"verify_users", "SELECT user_id, 0::int8, sealed FROM gr.users WHERE user_id = gr.me()"}},
    {SEALED_CONTEXT,
     1,
     {"verify_contexts", "SELECT id, 0::int8, sealed FROM gr.contexts WHERE user_id = gr.me()"}},
    {SEALED_FACTS,
     1,
     {"verify_facts", "SELECT user_id, 0::int8, sealed FROM gr.facts WHERE user_id = gr.me()"}},
    {SEALED_CHAT,
     1,
     {"verify_chat", "SELECT id, turn::int8, sealed FROM gr.chat_messages WHERE user_id = gr.me()"}},
    {SEALED_LOGIN, 1, {"verify_logins", "SELECT id, 0::int8, sealed FROM gr.logins WHERE user_id = gr.me()"}},
    {SEALED_PARKED,
     3,
     {"verify_parked", "SELECT id, 0::int8, sealed FROM gr.parked WHERE user_id = gr.me()"}},
    {SEALED_KEPT_ANSWER,
     1,
     {"verify_kept_answers", "SELECT id, 0::int8, sealed FROM gr.kept_answers WHERE user_id = gr.me()"}},
    {SEALED_PLAN, 1, {"verify_plans", "SELECT id, 0::int8, sealed FROM gr.plans WHERE user_id = gr.me()"}},
    {SEALED_PROPOSAL,
     1,
     {"verify_proposals", "SELECT id, 0::int8, sealed FROM gr.proposals WHERE user_id = gr.me()"}},
    {SEALED_TOPIC, 1, {"verify_topics", "SELECT id, 0::int8, sealed FROM gr.topics WHERE user_id = gr.me()"}},
    {SEALED_SESSION,
     1,
     {"verify_sessions", "SELECT id, 0::int8, sealed FROM gr.sessions WHERE user_id = gr.me()"}},
    {SEALED_SESSION,
     2,
     {"verify_summaries",
      "SELECT id, 0::int8, summary FROM gr.sessions WHERE user_id = gr.me() AND summary IS NOT NULL"}},
    {SEALED_QUESTION,
     1,
     {"verify_questions", "SELECT id, 0::int8, sealed FROM gr.questions WHERE user_id = gr.me()"}},
    {SEALED_PICK,
     1,
     {"verify_picks", "SELECT session, place::int8, sealed FROM gr.picks WHERE user_id = gr.me()"}},
    {SEALED_ATTEMPT,
     1,
     {"verify_attempts", "SELECT id, 0::int8, sealed FROM gr.attempts WHERE user_id = gr.me()"}},
    {SEALED_ATTEMPT,
     2,
     {"verify_marks",
      "SELECT id, 0::int8, mark FROM gr.attempts WHERE user_id = gr.me() AND mark IS NOT NULL"}},
    {SEALED_RECALL,
     1,
     {"verify_recalls", "SELECT attempt, 0::int8, sealed FROM gr.recalls WHERE user_id = gr.me()"}},
    {SEALED_STORY,
     1,
     {"verify_stories", "SELECT id, version::int8, sealed FROM gr.stories WHERE user_id = gr.me()"}},
    {SEALED_STORY,
     1,
     {"verify_story_versions",
      "SELECT story, version::int8, sealed FROM gr.story_versions WHERE user_id = gr.me()"}},
    {SEALED_NOTE,
     1,
     {"verify_notes", "SELECT id, version::int8, sealed FROM gr.notes WHERE user_id = gr.me()"}},
    {SEALED_REVIEW,
     1,
     {"verify_reviews", "SELECT id, 0::int8, sealed FROM gr.reviews WHERE user_id = gr.me()"}},
};

static enum err open_all(struct work *w, const struct value *v, ticket t, int64_t *opened, int64_t *broken)
{
    for (size_t i = 0; i < work_count(w, t); i++) {
        const char *text;
        enum err e = work_open(w, v->table, v->column, work_id(w, t, i, 0), (uint32_t)work_int(w, t, i, 1),
                               work_bytes(w, t, i, 2), &text);
        if (e != OK && e != ERR_SEAL)
            return e;
        *(e == OK ? opened : broken) += 1;
    }
    return OK;
}

enum err export_verify(struct work *w, int64_t *opened, int64_t *broken)
{
    enum { VALUES_N = sizeof values / sizeof *values };
    ticket tickets[VALUES_N];
    *opened = *broken = 0;
    for (size_t i = 0; i < VALUES_N; i++)
        tickets[i] = work_want(w, &values[i].all, NULL, 0);
    enum err e = work_flush(w);
    for (size_t i = 0; i < VALUES_N && e == OK; i++)
        e = open_all(w, &values[i], tickets[i], opened, broken);
    return e;
}
