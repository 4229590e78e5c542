#include "store/attempt.h"
#include "store/claim.h"
#include "store/doc.h"

#define COLUMNS                                                                                              \
    "SELECT id,"                                                                                             \
    " session,"                                                                                              \
    " question,"                                                                                             \
    " try_no::int8,"                                                                                         \
    " extract(epoch FROM opened)::int8,"                                                                     \
    " extract(epoch FROM answered)::int8,"                                                                   \
    " seconds::int8,"                                                                                        \
    " late,"                                                                                                 \
    " state::int8,"                                                                                          \
    " mark_try::int8,"                                                                                       \
    " extract(epoch FROM lease)::int8,"                                                                      \
    " extract(epoch FROM marked)::int8,"                                                                     \
    " sealed,"                                                                                               \
    " mark"                                                                                                  \
    " FROM gr.attempts"                                                                                      \
    " WHERE user_id = gr.me()"

static const struct statement attempt_one = {"attempt_one", COLUMNS " AND id = $1::uuid"};
static const struct statement attempt_session = {"attempt_session", COLUMNS " AND session = $1::uuid"
                                                                            " ORDER BY answered, try_no, id"};
static const struct statement attempt_question = {"attempt_question",
                                                  COLUMNS " AND question = $1::uuid"
                                                          " ORDER BY answered, try_no, id"};
static const struct statement attempt_beside = {"attempt_beside",
                                                COLUMNS " AND question = (SELECT question FROM gr.attempts"
                                                        " WHERE user_id = gr.me() AND id = $1::uuid)"
                                                        " ORDER BY answered, try_no, id"};
static const struct statement attempt_recent = {"attempt_recent",
                                                COLUMNS " ORDER BY answered DESC, try_no DESC, id"
                                                        " LIMIT $1::int8"};
static const struct statement attempt_since = {"attempt_since",
                                               COLUMNS " AND answered >= to_timestamp($1::int8)"
                                                       " ORDER BY answered, try_no, id"};

static const struct doc_field fields[] = {
    DOC_TEXT(struct attempt, answer),
    DOC_INT(struct attempt, self_score),
    DOC_BOOL(struct attempt, dictated),
};

static const struct doc_field landed_fields[] = {
    DOC_TEXT(struct landed, name),
    DOC_TEXT(struct landed, anchor),
    DOC_BOOL(struct landed, landed),
    DOC_TEXT(struct landed, quote),
};

/* ---- The mark: the names of evaluate_answer's schema ---- */

static json *points_to_json(struct arena *a, const char *const *points, size_t n)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < n; i++)
        json_add_text(a, list, points[i]);
    return list;
}

static void points_from_json(const json *list, const char *out[3], size_t *n)
{
    *n = json_len(list) < 3 ? json_len(list) : 3;
    for (size_t i = 0; i < *n; i++)
        out[i] = json_text(json_at(list, i), "");
}

json *attempt_mark_to_json(struct arena *a, const struct mark *m)
{
    if (!m)
        return NULL;
    json *doc = json_new_object(a);
    json *anchors = json_new_array(a);
    for (size_t i = 0; i < m->anchors_n; i++)
        json_add(a, anchors, doc_to_json(a, landed_fields, DOC_COUNT(landed_fields), &m->anchors[i]));
    json_put_int(a, doc, "score", m->score);
    json_put(a, doc, "positive_feedback", points_to_json(a, m->praise, m->praise_n));
    json_put(a, doc, "improvement_areas", points_to_json(a, m->improve, m->improve_n));
    json_put(a, doc, "anchors", anchors);
    return json_put_text(a, doc, "confidence", m->confidence ? m->confidence : "");
}

static struct mark *mark_from_json(struct arena *a, const json *doc)
{
    struct mark *m = arena_alloc(a, sizeof(*m));
    const json *anchors = json_get(doc, "anchors");
    m->score = (int)json_get_int(doc, "score", 0);
    points_from_json(json_get(doc, "positive_feedback"), m->praise, &m->praise_n);
    points_from_json(json_get(doc, "improvement_areas"), m->improve, &m->improve_n);
    m->anchors_n = json_len(anchors);
    m->anchors = arena_array(a, m->anchors_n, sizeof(*m->anchors));
    for (size_t i = 0; i < m->anchors_n; i++)
        doc_from_json(json_at(anchors, i), landed_fields, DOC_COUNT(landed_fields), &m->anchors[i]);
    m->confidence = json_get_text(doc, "confidence", "");
    return m;
}

static enum err open_mark(struct work *w, struct id id, struct bytes sealed, struct attempt *out)
{
    json *doc;
    enum err e = doc_open_json(w, SEALED_ATTEMPT, 2, id, 0, sealed, &doc);
    if (e != OK)
        return e;
    out->mark = mark_from_json(w->arena, json_get(doc, "mark"));
    out->exchange = exchange_from_json(w->arena, json_get(doc, "exchange"));
    return OK;
}

static enum err read_row(struct work *w, ticket t, size_t row, struct attempt *out)
{
    *out = (struct attempt){
        .id = work_id(w, t, row, 0),
        .session = work_id(w, t, row, 1),
        .question = work_id(w, t, row, 2),
        .try_no = (int)work_int(w, t, row, 3),
        .opened = work_int(w, t, row, 4),
        .answered = work_int(w, t, row, 5),
        .seconds = (int)work_int(w, t, row, 6),
        .late = work_bool(w, t, row, 7),
        .state = (enum mark_state)work_int(w, t, row, 8),
        .mark_try = (int)work_int(w, t, row, 9),
        .lease = work_int(w, t, row, 10),
        .marked = work_int(w, t, row, 11),
    };
    enum err e =
        doc_open(w, SEALED_ATTEMPT, out->id, 0, work_bytes(w, t, row, 12), fields, DOC_COUNT(fields), out);
    if (e != OK || work_null(w, t, row, 13))
        return e;
    return open_mark(w, out->id, work_bytes(w, t, row, 13), out);
}

/* ---- Reads ---- */

ticket attempt_want(struct work *w, struct id id)
{
    return WORK_WANT(w, &attempt_one, P_ID(id));
}

ticket attempt_want_session(struct work *w, struct id session)
{
    return WORK_WANT(w, &attempt_session, P_ID(session));
}

ticket attempt_want_question(struct work *w, struct id question)
{
    return WORK_WANT(w, &attempt_question, P_ID(question));
}

ticket attempt_want_beside(struct work *w, struct id attempt)
{
    return WORK_WANT(w, &attempt_beside, P_ID(attempt));
}

ticket attempt_want_recent(struct work *w, int limit)
{
    return WORK_WANT(w, &attempt_recent, P_INT(limit));
}

ticket attempt_want_since(struct work *w, clock_time since)
{
    return WORK_WANT(w, &attempt_since, P_INT(since));
}

enum err attempt_take_all(struct work *w, ticket t, struct attempt **out, size_t *n)
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

enum err attempt_take(struct work *w, ticket t, struct attempt **out)
{
    struct attempt *all;
    size_t n;
    enum err e = attempt_take_all(w, t, &all, &n);
    *out = e == OK && n > 0 ? all : NULL;
    return e;
}

enum err attempt_read(struct work *w, struct id id, struct attempt **out)
{
    *out = NULL;
    ticket t = attempt_want(w, id);
    enum err e = work_flush(w);
    return e == OK ? attempt_take(w, t, out) : e;
}

/* ---- Writes ---- */

static enum err seal_answer(struct work *w, const struct attempt *t, struct bytes *out)
{
    return doc_seal(w, SEALED_ATTEMPT, t->id, 0, fields, DOC_COUNT(fields), t, out);
}

static const struct statement attempt_new = {
    "attempt_new",
    "INSERT INTO gr.attempts (user_id, id, session, question, try_no, opened, answered, seconds, late, "
    "state, sealed)"
    " VALUES (gr.me(), $1::uuid, $2::uuid, $3::uuid, $4::int8,"
    " to_timestamp(nullif($5::int8, 0)), to_timestamp($6::int8), $7::int8, $8::bool, 0, $9::bytea)"
    " ON CONFLICT DO NOTHING"};

enum err attempt_insert(struct work *w, const struct attempt *t)
{
    struct bytes sealed;
    enum err e = seal_answer(w, t, &sealed);
    if (e != OK)
        return e;
    ticket done;
    e = WORK_RUN(w, &done, &attempt_new, P_ID(t->id), P_ID(t->session), P_ID(t->question), P_INT(t->try_no),
                 P_INT(t->opened), P_INT(t->answered), P_INT(t->seconds), P_BOOL(t->late), P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, done) == 1 ? OK : ERR_CONFLICT;
}

static const struct claim claim = {
    .take = {"attempt_claim", "UPDATE gr.attempts"
                              " SET state = 1,"
                              " mark_try = mark_try + 1,"
                              " lease = to_timestamp($3::int8)"
                              " WHERE user_id = gr.me()"
                              " AND id = $1::uuid"
                              " AND state <> 2"
                              " AND (lease IS NULL OR lease <= to_timestamp($2::int8))"
                              " RETURNING mark_try::int8"},
    .look = {"attempt_claim_look", "SELECT (state = 2)::int::int8"
                                   " FROM gr.attempts"
                                   " WHERE user_id = gr.me()"
                                   " AND id = $1::uuid"},
    .release = {"attempt_release", "UPDATE gr.attempts"
                                   " SET state = 0,"
                                   " lease = NULL"
                                   " WHERE user_id = gr.me()"
                                   " AND id = $1::uuid"
                                   " AND mark_try = $2::int8"
                                   " AND state = 1"},
};

enum err attempt_claim(struct work *w, struct id id, int64_t lease_seconds, int *mark_try)
{
    return claim_take(w, &claim, id, lease_seconds, mark_try);
}

enum err attempt_release(struct work *w, struct id id, int mark_try)
{
    ticket t; /* why is told by the job that will try again */
    return WORK_RUN(w, &t, &claim.release, P_ID(id), P_INT(mark_try));
}

static const struct statement attempt_marked = {"attempt_marked", "UPDATE gr.attempts"
                                                                  " SET state = 2,"
                                                                  " lease = NULL,"
                                                                  " marked = to_timestamp($3::int8),"
                                                                  " mark = $4::bytea"
                                                                  " WHERE user_id = gr.me()"
                                                                  " AND id = $1::uuid"
                                                                  " AND mark_try = $2::int8"
                                                                  " AND state <> 2"};

enum err attempt_mark(struct work *w, struct id id, int mark_try, const struct mark *m,
                      const struct exchange *x)
{
    json *doc = json_new_object(w->arena);
    json_put(w->arena, doc, "mark", attempt_mark_to_json(w->arena, m));
    json_put(w->arena, doc, "exchange", exchange_to_json(w->arena, x));
    struct bytes sealed;
    enum err e = doc_seal_json(w, SEALED_ATTEMPT, 2, id, 0, doc, &sealed);
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, &attempt_marked, P_ID(id), P_INT(mark_try), P_INT(clock_now()), P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}

static const struct statement attempt_reseal = {"attempt_reseal", "UPDATE gr.attempts"
                                                                  " SET sealed = $2::bytea"
                                                                  " WHERE user_id = gr.me()"
                                                                  " AND id = $1::uuid"};

enum err attempt_self_score(struct work *w, struct id id, int self_score)
{
    struct attempt *stored;
    struct bytes sealed;
    enum err e = attempt_read(w, id, &stored);
    if (e != OK)
        return e;
    if (!stored)
        return ERR_NOT_FOUND;
    stored->self_score = self_score;
    if ((e = seal_answer(w, stored, &sealed)) != OK)
        return e;
    ticket t;
    return WORK_RUN(w, &t, &attempt_reseal, P_ID(id), P_BYTES(sealed));
}
