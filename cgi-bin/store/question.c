#include "store/question.h"

static const char *const sources[] = {
    [FROM_LIBRARY] = "library", [FROM_MODEL] = "model", [FROM_USER] = "user"};

/* clang-format off */
#define QUESTION(C)                                           \
    C(COLUMN(1, ID, id))                                      \
    C(COLUMN(2, ID, topic))                                   \
    C(SEALED(TEXT, text))                                     \
    C(SEALED(TEXT, kind))                                     \
    C(SEALED_WORD(difficulty, difficulty_names))              \
    C(SEALED(INT, seconds))                                   \
    C(SEALED_WORD(source, sources))                           \
    C(SEALED(TEXT, key))                                      \
    C(SEALED(TEXT, good))                                     \
    C(SEALED(TEXT, follow_up))                                \
    C(SECRET_AS(REAL, stability, memory.stability))           \
    C(SECRET_AS(REAL, memory_difficulty, memory.difficulty))  \
    C(SEALED(INT, best_score))                                \
    C(SEALED(INT, last_score))                                \
    C(SEALED(BOOL, last_late))                                \
    C(COLUMN(3, INT, asked))                                  \
    C(COLUMN(4, TIME, created))                               \
    C(INNER_AS(5, INT, memory, memory.state))                 \
    C(INNER_AS(6, DAY, last_day, memory.last_day))            \
    C(INNER_AS(7, DAY, due_day, memory.due_day))              \
    C(INNER_AS(8, INT, reviews, memory.reviews))              \
    C(DOCUMENT(9))
/* clang-format on */

/* ---- Anchors and memory: objects within the document and the download ---- */

static const struct doc_field anchor_fields[] = {
    DOC_TEXT(struct anchor, name),
    DOC_TEXT(struct anchor, text),
    DOC_TEXT(struct anchor, words),
};

static const struct doc_field anchors_shown[] = {
    DOC_TEXT(struct anchor, name),
    DOC_TEXT(struct anchor, text),
    DOC_LINES(struct anchor, words),
};

static const char *const memory_states[] = {
    [MEMORY_NEW] = "new",
    [MEMORY_LEARNING] = "learning",
    [MEMORY_REVIEW] = "review",
    [MEMORY_RELEARNING] = "relearning",
};

static const struct doc_field memory_shown[] = {
    DOC_WORD(struct memory, state, memory_states),
    DOC_REAL(struct memory, stability),
    DOC_REAL(struct memory, difficulty),
    DOC_DAY(struct memory, last_day),
    DOC_DAY(struct memory, due_day),
    DOC_INT(struct memory, reviews),
};

static enum err open_anchors(struct arena *a, const json *doc, void *into)
{
    struct question *q = into;
    const json *anchors = json_get(doc, "anchors");
    q->mistakes = ""; /* by its key, from the library as it is now */
    q->anchors_n = json_len(anchors);
    q->anchors = arena_array(a, q->anchors_n, sizeof(*q->anchors));
    for (size_t i = 0; i < q->anchors_n; i++)
        doc_from_json(json_at(anchors, i), anchor_fields, DOC_COUNT(anchor_fields), &q->anchors[i]);
    return OK;
}

static void seal_anchors(struct arena *a, const void *from, json *doc)
{
    const struct question *q = from;
    json_put(a, doc, "anchors",
             doc_list_to_json(a, anchor_fields, DOC_COUNT(anchor_fields), q->anchors, q->anchors_n,
                              sizeof(*q->anchors)));
}

static void show(struct arena *a, const void *from, json *doc)
{
    const struct question *q = from;
    json_put(a, doc, "anchors",
             doc_list_to_json(a, anchors_shown, DOC_COUNT(anchors_shown), q->anchors, q->anchors_n,
                              sizeof(*q->anchors)));
    json_put(a, doc, "memory", doc_to_json(a, memory_shown, DOC_COUNT(memory_shown), &q->memory));
}

ROW_DEFINE(question_row, struct question, QUESTION, .table = SEALED_QUESTION, .open = open_anchors,
           .seal = seal_anchors, .show = show);

/* ---- Reads ---- */

#define SELECT "SELECT " ROW_COLUMNS(QUESTION) " FROM gr.questions WHERE user_id = gr.me()"

static const struct statement question_one = {"question_one", SELECT " AND id = $1::uuid"};

void question_want(struct work *w, struct id id, struct question **out)
{
    WORK_READ(w, ROW_ONE(question_row(), out), &question_one, P_ID(id));
}

enum err question_read(struct work *w, struct id id, struct question **out)
{
    question_want(w, id, out);
    return work_flush(w);
}

static const struct statement question_attempt = {"question_attempt",
                                                  SELECT " AND id = (SELECT question FROM gr.attempts"
                                                         " WHERE user_id = gr.me() AND id = $1::uuid)"};

void question_want_attempt(struct work *w, struct id attempt, struct question **out)
{
    WORK_READ(w, ROW_ONE(question_row(), out), &question_attempt, P_ID(attempt));
}

static const struct statement question_topic = {"question_topic", SELECT " AND topic = $1::uuid"
                                                                         " ORDER BY created, id"};

void question_want_topic(struct work *w, struct id topic, struct question **out, size_t *n)
{
    WORK_READ(w, ROW_ALL(question_row(), out, n), &question_topic, P_ID(topic));
}

static const struct statement question_session = {"question_session",
                                                  SELECT " AND id IN (SELECT question FROM gr.picks"
                                                         " WHERE user_id = gr.me() AND session = $1::uuid)"
                                                         " ORDER BY created, id"};

void question_want_session(struct work *w, struct id session, struct question **out, size_t *n)
{
    WORK_READ(w, ROW_ALL(question_row(), out, n), &question_session, P_ID(session));
}

static const struct statement question_all = {"question_all", SELECT " ORDER BY created, id"};

void question_want_all(struct work *w, struct question **out, size_t *n)
{
    work_read(w, ROW_ALL(question_row(), out, n), &question_all, NULL, 0);
}

/* clang-format off */
#define DUE(C)                                   \
    C(COLUMN(1, ID, topic))                      \
    C(EXPRESSION(2, DAY, day, "due_day::int8"))  \
    C(EXPRESSION(3, INT, n, "count(*)"))
/* clang-format on */

static ROW_DEFINE_OPEN(due_row, struct question_due, DUE);

static const struct statement question_due = {
    "question_due",
    "SELECT " ROW_COLUMNS(DUE) " FROM gr.questions"
                               " WHERE user_id = gr.me() AND reviews > 0 AND due_day <= $1::int8::integer"
                               " GROUP BY due_day, topic"};

void question_want_due(struct work *w, clock_day until, struct question_due **out, size_t *n)
{
    WORK_READ(w, ROW_ALL(due_row(), out, n), &question_due, P_INT(until));
}

/* ---- Writes ---- */

static const struct statement question_new = {"question_new",
                                              ROW_INSERT("gr.questions", QUESTION) " ON CONFLICT DO NOTHING"};

enum err question_insert(struct work *w, const struct question *question)
{
    struct question made = *question;
    if (made.created == 0)
        made.created = clock_now();
    return row_insert(w, question_row(), &question_new, &made);
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

enum err question_save(struct work *w, const struct question *question)
{
    struct bytes sealed;
    const enum err e = row_seal(w, question_row(), question, &sealed);
    if (e != OK)
        return e;
    return WORK_CHANGE(w, ERR_NOT_FOUND, &question_update, P_ID(question->id), P_INT(question->memory.state),
                       P_INT(question->memory.last_day), P_INT(question->memory.due_day),
                       P_INT(question->memory.reviews), P_INT(question->asked), P_BYTES(sealed));
}
