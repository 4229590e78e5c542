#include "store/question.h"
#include "store/doc.h"

#define COLUMNS                                                                                              \
    "SELECT id,"                                                                                             \
    " topic,"                                                                                                \
    " memory::int8,"                                                                                         \
    " last_day::int8,"                                                                                       \
    " due_day::int8,"                                                                                        \
    " reviews::int8,"                                                                                        \
    " asked::int8,"                                                                                          \
    " extract(epoch FROM created)::int8,"                                                                    \
    " sealed"                                                                                                \
    " FROM gr.questions"                                                                                     \
    " WHERE user_id = gr.me()"

static const struct statement question_one = {"question_one", COLUMNS " AND id = $1::uuid"};
static const struct statement question_topic = {"question_topic", COLUMNS " AND topic = $1::uuid"
                                                                          " ORDER BY created, id"};
static const struct statement question_session = {"question_session",
                                                  COLUMNS " AND id IN (SELECT question FROM gr.picks"
                                                          " WHERE user_id = gr.me() AND session = $1::uuid)"
                                                          " ORDER BY created, id"};
static const struct statement question_attempt = {"question_attempt",
                                                  COLUMNS " AND id = (SELECT question FROM gr.attempts"
                                                          " WHERE user_id = gr.me() AND id = $1::uuid)"};
static const struct statement question_all = {"question_all", COLUMNS " ORDER BY created, id"};

static const struct doc_field anchor_fields[] = {
    DOC_TEXT(struct anchor, name),
    DOC_TEXT(struct anchor, text),
    DOC_TEXT(struct anchor, words),
};

static const struct doc_field question_fields[] = {
    DOC_TEXT(struct question, text),
    DOC_TEXT(struct question, kind),
    DOC_INT(struct question, difficulty),
    DOC_INT(struct question, seconds),
    DOC_INT(struct question, source),
    DOC_TEXT(struct question, key),
    DOC_TEXT(struct question, good),
    DOC_TEXT(struct question, follow_up),
    {.name = "stability", .at = offsetof(struct question, memory.stability), .kind = DOC_IS_REAL},
    {.name = "memory_difficulty", .at = offsetof(struct question, memory.difficulty), .kind = DOC_IS_REAL},
    DOC_INT(struct question, best_score),
    DOC_INT(struct question, last_score),
    DOC_BOOL(struct question, last_late),
};

static enum err seal(struct work *w, const struct question *q, struct bytes *out)
{
    json *doc = doc_to_json(w->arena, question_fields, DOC_COUNT(question_fields), q);
    json *anchors = json_new_array(w->arena);
    for (size_t i = 0; i < q->anchors_n; i++)
        json_add(w->arena, anchors,
                 doc_to_json(w->arena, anchor_fields, DOC_COUNT(anchor_fields), &q->anchors[i]));
    json_put(w->arena, doc, "anchors", anchors);
    return doc_seal_json(w, SEALED_QUESTION, 1, q->id, 0, doc, out);
}

static enum err read_row(struct work *w, ticket t, size_t row, struct question *out)
{
    *out = (struct question){
        .id = work_id(w, t, row, 0),
        .topic = work_id(w, t, row, 1),
        .memory.state = (enum memory_state)work_int(w, t, row, 2),
        .memory.last_day = (clock_day)work_int(w, t, row, 3),
        .memory.due_day = (clock_day)work_int(w, t, row, 4),
        .memory.reviews = (int)work_int(w, t, row, 5),
        .asked = (int)work_int(w, t, row, 6),
        .created = work_int(w, t, row, 7),
    };
    json *doc;
    enum err e = doc_open_json(w, SEALED_QUESTION, 1, out->id, 0, work_bytes(w, t, row, 8), &doc);
    if (e != OK)
        return e;
    doc_from_json(doc, question_fields, DOC_COUNT(question_fields), out);
    const json *anchors = json_get(doc, "anchors");
    out->anchors_n = json_len(anchors);
    out->anchors = arena_array(w->arena, out->anchors_n, sizeof(*out->anchors));
    for (size_t i = 0; i < out->anchors_n; i++)
        doc_from_json(json_at(anchors, i), anchor_fields, DOC_COUNT(anchor_fields), &out->anchors[i]);
    return OK;
}

static const struct statement question_due = {
    "question_due", "SELECT topic,"
                    " due_day::int8,"
                    " count(*)"
                    " FROM gr.questions"
                    " WHERE user_id = gr.me() AND reviews > 0 AND due_day <= $1::int8::integer"
                    " GROUP BY due_day, topic"};

ticket question_want_due(struct work *w, clock_day until)
{
    return WORK_WANT(w, &question_due, P_INT(until));
}

enum err question_take_due(struct work *w, ticket t, struct question_due **out, size_t *n)
{
    *n = work_count(w, t);
    *out = arena_array(w->arena, *n, sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = (struct question_due){
            .topic = work_id(w, t, i, 0),
            .day = (clock_day)work_int(w, t, i, 1),
            .n = (int)work_int(w, t, i, 2),
        };
    return OK;
}

ticket question_want(struct work *w, struct id id)
{
    return WORK_WANT(w, &question_one, P_ID(id));
}

ticket question_want_topic(struct work *w, struct id topic)
{
    return WORK_WANT(w, &question_topic, P_ID(topic));
}

ticket question_want_session(struct work *w, struct id session)
{
    return WORK_WANT(w, &question_session, P_ID(session));
}

ticket question_want_attempt(struct work *w, struct id attempt)
{
    return WORK_WANT(w, &question_attempt, P_ID(attempt));
}

ticket question_want_all(struct work *w)
{
    return work_want(w, &question_all, NULL, 0);
}

enum err question_take_all(struct work *w, ticket t, struct question **out, size_t *n)
{
    *n = work_count(w, t);
    *out = arena_array(w->arena, *n, sizeof(**out));
    for (size_t i = 0; i < *n; i++) {
        enum err e = read_row(w, t, i, &(*out)[i]);
        if (e != OK)
            return e;
    }
    return OK;
}

enum err question_take(struct work *w, ticket t, struct question **out)
{
    struct question *all;
    size_t n;
    enum err e = question_take_all(w, t, &all, &n);
    *out = e == OK && n > 0 ? all : NULL;
    return e;
}

enum err question_read(struct work *w, struct id id, struct question **out)
{
    *out = NULL;
    ticket t = question_want(w, id);
    enum err e = work_flush(w);
    return e == OK ? question_take(w, t, out) : e;
}

static const struct statement question_new = {
    "question_new", "INSERT INTO gr.questions (user_id, id, topic, memory, last_day, due_day, reviews, "
                    "asked, created, sealed)"
                    " VALUES (gr.me(), $1::uuid, $2::uuid, $3::int8, $4::int8, $5::int8, $6::int8, "
                    "$7::int8, to_timestamp($8::int8), $9::bytea)"
                    " ON CONFLICT DO NOTHING"};

enum err question_insert(struct work *w, const struct question *q)
{
    struct bytes sealed;
    enum err e = seal(w, q, &sealed);
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, &question_new, P_ID(q->id), P_ID(q->topic), P_INT(q->memory.state),
                 P_INT(q->memory.last_day), P_INT(q->memory.due_day), P_INT(q->memory.reviews),
                 P_INT(q->asked), P_INT(q->created ? q->created : clock_now()), P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}

static const struct statement question_update = {"question_update", "UPDATE gr.questions"
                                                                    " SET memory = $2::int8,"
                                                                    " last_day = $3::int8,"
                                                                    " due_day = $4::int8,"
                                                                    " reviews = $5::int8,"
                                                                    " asked = $6::int8,"
                                                                    " sealed = $7::bytea"
                                                                    " WHERE user_id = gr.me()"
                                                                    " AND id = $1::uuid"};

enum err question_save(struct work *w, const struct question *q)
{
    struct bytes sealed;
    enum err e = seal(w, q, &sealed);
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, &question_update, P_ID(q->id), P_INT(q->memory.state), P_INT(q->memory.last_day),
                 P_INT(q->memory.due_day), P_INT(q->memory.reviews), P_INT(q->asked), P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_NOT_FOUND;
}
