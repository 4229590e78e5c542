#include "store/attempt.h"
#include "store/claim.h"
#include <string.h>

static const char *const states[] = {
    [MARK_PENDING] = "pending", [MARK_ASKING] = "asking", [MARK_DONE] = "done"};

/* clang-format off */
#define ATTEMPT(C)                           \
    C(COLUMN(1, ID, id))                     \
    C(COLUMN(2, ID, session))                \
    C(COLUMN(3, ID, question))               \
    C(COLUMN(4, INT, try_no))                \
    C(COLUMN(5, TIME_IF_ANY, opened))        \
    C(COLUMN(6, TIME, answered))             \
    C(COLUMN(7, INT, seconds))               \
    C(COLUMN(8, BOOL, late))                 \
    C(SEALED(TEXT, answer))                  \
    C(SEALED(INT, self_score))               \
    C(SEALED(BOOL, dictated))                \
    C(SEALED(INT, corrected_score))          \
    C(SEALED(BOOL, objected))                \
    C(SEALED(TEXT, objection))               \
    C(SEALED(BOOL, left_out))                \
    C(COLUMN_WORD(9, state, states))         \
    C(INNER(10, INT, mark_try))              \
    C(INNER(11, TIME_IF_ANY, lease))         \
    C(COLUMN(12, TIME_IF_ANY, marked))       \
    C(DOCUMENT(13))                          \
    C(BESIDE(14, mark))
/* clang-format on */

static const struct doc_field landed_fields[] = {
    DOC_TEXT(struct landed, name),  DOC_TEXT(struct landed, anchor),  DOC_BOOL(struct landed, landed),
    DOC_TEXT(struct landed, quote), DOC_TEXT(struct landed, perhaps),
};

/* ---- What the user put right ---- */

static const struct doc_field correction_fields[] = {
    DOC_TEXT(struct corrected, name),
    DOC_BOOL(struct corrected, landed),
    DOC_TEXT(struct corrected, quote),
};

static enum err open_corrections(struct arena *a, const json *doc, void *into)
{
    struct attempt *t = into;
    const json *list = json_get(doc, "corrections");
    t->corrections_n = json_len(list);
    t->corrections = arena_array(a, t->corrections_n, sizeof(*t->corrections));
    for (size_t i = 0; i < t->corrections_n; i++)
        doc_from_json(json_at(list, i), correction_fields, DOC_COUNT(correction_fields), &t->corrections[i]);
    return OK;
}

static void put_corrections(struct arena *a, const void *from, json *doc)
{
    const struct attempt *t = from;
    json_put(a, doc, "corrections",
             doc_list_to_json(a, correction_fields, DOC_COUNT(correction_fields), t->corrections,
                              t->corrections_n, sizeof(*t->corrections)));
}

static void put_right(struct mark *mark, const struct corrected *correction)
{
    for (size_t i = 0; i < mark->anchors_n; i++) {
        struct landed *anchor = &mark->anchors[i];
        if (strcmp(anchor->name, correction->name) != 0)
            continue;
        anchor->landed = correction->landed;
        anchor->quote = correction->quote;
        anchor->perhaps = "";
    }
}

/* The mark as it stands. */
static const struct mark *standing(struct arena *a, const struct attempt *attempt)
{
    const struct mark *given = attempt->given;
    if (!given || attempt->corrections_n == 0)
        return given;
    struct mark *mark = arena_alloc(a, sizeof(*mark));
    *mark = *given;
    mark->anchors = arena_array(a, given->anchors_n, sizeof(*mark->anchors));
    memcpy(mark->anchors, given->anchors, given->anchors_n * sizeof(*mark->anchors));
    for (size_t i = 0; i < attempt->corrections_n; i++)
        put_right(mark, &attempt->corrections[i]);
    if (attempt->corrected_score > 0)
        mark->score = attempt->corrected_score;
    return mark;
}

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

static json *mark_to_json(struct arena *a, const struct mark *mark)
{
    if (!mark)
        return NULL;
    json *doc = json_new_object(a);
    json *anchors = json_new_array(a);
    for (size_t i = 0; i < mark->anchors_n; i++)
        json_add(a, anchors, doc_to_json(a, landed_fields, DOC_COUNT(landed_fields), &mark->anchors[i]));
    json_put(a, doc, "score", mark->score > 0 ? json_new_int(a, mark->score) : NULL);
    json_put(a, doc, "positive_feedback", points_to_json(a, mark->praise, mark->praise_n));
    json_put(a, doc, "improvement_areas", points_to_json(a, mark->improve, mark->improve_n));
    json_put(a, doc, "anchors", anchors);
    json_put_text(a, doc, "confidence", mark->confidence ? mark->confidence : "");
    return json_put_text(a, doc, "why", mark->why ? mark->why : "");
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
    m->why = json_get_text(doc, "why", "");
    return m;
}

static void open_mark(struct arena *a, const json *doc, void *into)
{
    struct attempt *t = into;
    t->given = mark_from_json(a, json_get(doc, "mark"));
    t->mark = standing(a, t);
    t->exchange = exchange_from_json(a, json_get(doc, "exchange"));
}

static json *put_mark(struct arena *a, const struct mark *mark, const struct exchange *exchange, json *doc)
{
    json_put(a, doc, "mark", mark_to_json(a, mark));
    return json_put(a, doc, "exchange", exchange_to_json(a, exchange));
}

static void show_mark(struct arena *a, const void *from, json *doc)
{
    const struct attempt *t = from;
    put_mark(a, t->given, t->exchange, doc);
    put_corrections(a, from, doc);
}

ROW_DEFINE(attempt_row, struct attempt, ATTEMPT, .table = SEALED_ATTEMPT, .open_beside = open_mark,
           .open = open_corrections, .seal = put_corrections, .show = show_mark);

bool attempt_scored(const struct attempt *attempt)
{
    return attempt->mark && attempt->mark->score > 0;
}

bool attempt_counts(const struct attempt *attempt)
{
    return attempt_scored(attempt) && !attempt->left_out;
}

bool attempt_not_marked(const struct attempt *attempt)
{
    return attempt->mark && attempt->mark->score == 0;
}

/* ---- Reads ---- */

#define SELECT "SELECT " ROW_COLUMNS(ATTEMPT) " FROM gr.attempts WHERE user_id = gr.me()"

static const struct statement attempt_one = {"attempt_one", SELECT " AND id = $1::uuid"};

void attempt_want(struct work *w, struct id id, struct attempt **out)
{
    WORK_READ(w, ROW_ONE(attempt_row(), out), &attempt_one, P_ID(id));
}

enum err attempt_read(struct work *w, struct id id, struct attempt **out)
{
    attempt_want(w, id, out);
    return work_flush(w);
}

static const struct statement attempt_session = {"attempt_session", SELECT " AND session = $1::uuid"
                                                                           " ORDER BY answered, try_no, id"};

void attempt_want_session(struct work *w, struct id session, struct attempt **out, size_t *n)
{
    WORK_READ(w, ROW_ALL(attempt_row(), out, n), &attempt_session, P_ID(session));
}

static const struct statement attempt_question = {"attempt_question",
                                                  SELECT " AND question = $1::uuid"
                                                         " ORDER BY answered, try_no, id"};

void attempt_want_question(struct work *w, struct id question, struct attempt **out, size_t *n)
{
    WORK_READ(w, ROW_ALL(attempt_row(), out, n), &attempt_question, P_ID(question));
}

static const struct statement attempt_beside = {"attempt_beside",
                                                SELECT " AND question = (SELECT question FROM gr.attempts"
                                                       " WHERE user_id = gr.me() AND id = $1::uuid)"
                                                       " ORDER BY answered, try_no, id"};

void attempt_want_beside(struct work *w, struct id attempt, struct attempt **out, size_t *n)
{
    WORK_READ(w, ROW_ALL(attempt_row(), out, n), &attempt_beside, P_ID(attempt));
}

static const struct statement attempt_recent = {"attempt_recent",
                                                SELECT " ORDER BY answered DESC, try_no DESC, id"
                                                       " LIMIT $1::int8"};

void attempt_want_recent(struct work *w, int limit, struct attempt **out, size_t *n)
{
    WORK_READ(w, ROW_ALL(attempt_row(), out, n), &attempt_recent, P_INT(limit));
}

static const struct statement attempt_since = {"attempt_since",
                                               SELECT " AND answered >= to_timestamp($1::int8)"
                                                      " ORDER BY answered, try_no, id"};

void attempt_want_since(struct work *w, clock_time since, struct attempt **out, size_t *n)
{
    WORK_READ(w, ROW_ALL(attempt_row(), out, n), &attempt_since, P_INT(since));
}

/* ---- Writes ---- */

static const struct statement attempt_new = {"attempt_new",
                                             ROW_INSERT("gr.attempts", ATTEMPT) " ON CONFLICT DO NOTHING"};

enum err attempt_insert(struct work *w, const struct attempt *attempt)
{
    return row_insert(w, attempt_row(), &attempt_new, attempt);
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

enum err attempt_release(struct work *w, struct id id, int mark_try, const char *why)
{
    (void)why;
    WORK_WRITE(w, &claim.release, P_ID(id), P_INT(mark_try));
    return work_flush(w);
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

enum err attempt_mark(struct work *w, struct id id, int mark_try, const struct mark *mark,
                      const struct exchange *exchange)
{
    const json *doc = put_mark(w->arena, mark, exchange, json_new_object(w->arena));
    struct bytes sealed;
    enum err e = doc_seal_json(w, SEALED_ATTEMPT, 2, id, 0, doc, &sealed);
    if (e != OK)
        return e;
    return WORK_CHANGE(w, ERR_CONFLICT, &attempt_marked, P_ID(id), P_INT(mark_try), P_INT(clock_now()),
                       P_BYTES(sealed));
}

static const struct statement attempt_waits = {"attempt_waits", "UPDATE gr.attempts"
                                                                " SET state = 0,"
                                                                " marked = NULL,"
                                                                " mark = NULL"
                                                                " WHERE user_id = gr.me()"
                                                                " AND id = $1::uuid"
                                                                " AND state = 2"};

enum err attempt_reopen(struct work *w, struct id id)
{
    struct attempt *stored;
    const enum err e = attempt_read(w, id, &stored);
    if (e != OK)
        return e;
    if (!stored || !attempt_not_marked(stored))
        return ERR_CONFLICT;
    return WORK_CHANGE(w, ERR_CONFLICT, &attempt_waits, P_ID(id));
}

static const struct statement attempt_reseal = {"attempt_reseal", "UPDATE gr.attempts"
                                                                  " SET sealed = $2::bytea"
                                                                  " WHERE user_id = gr.me()"
                                                                  " AND id = $1::uuid"};

/* Everything of the user's own words, as it is now. */
static enum err reseal(struct work *w, const struct attempt *attempt)
{
    struct bytes sealed;
    const enum err e = row_seal(w, attempt_row(), attempt, &sealed);
    if (e != OK)
        return e;
    return WORK_CHANGE(w, ERR_NOT_FOUND, &attempt_reseal, P_ID(attempt->id), P_BYTES(sealed));
}

enum err attempt_self_score(struct work *w, struct id id, int self_score)
{
    struct attempt *stored;
    const enum err e = attempt_read(w, id, &stored);
    if (e != OK)
        return e;
    if (!stored)
        return ERR_NOT_FOUND;
    stored->self_score = self_score;
    return reseal(w, stored);
}

enum err attempt_save_said(struct work *w, const struct attempt *attempt)
{
    struct attempt *stored;
    const enum err e = attempt_read(w, attempt->id, &stored);
    if (e != OK)
        return e;
    if (!stored)
        return ERR_NOT_FOUND;
    stored->corrections = attempt->corrections;
    stored->corrections_n = attempt->corrections_n;
    stored->corrected_score = attempt->corrected_score;
    stored->objected = attempt->objected;
    stored->objection = attempt->objection;
    stored->left_out = attempt->left_out;
    return reseal(w, stored);
}
