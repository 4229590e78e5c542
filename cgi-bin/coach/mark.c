#include "coach/mark.h"
#include "base/log.h"
#include "base/text.h"
#include "coach/asking.h"
#include "coach/memory.h"
#include "store/job.h"
#include "store/memory_log.h"
#include "store/session.h"

enum { MOST_POINTS = 3 };

struct marking {
    struct coach *c;
    struct id id;
    int try_no;
    struct user *user;
    struct facts *facts;
    struct attempt *attempt;
    const struct attempt *before; /* the newest marked one at the same question before this; NULL if none */
    struct question *question;
    struct session *session;
    const struct ask_result *result;
};

static const struct attempt *marked_before(const struct attempt *all, size_t n, const struct attempt *now)
{
    const struct attempt *best = NULL;
    for (size_t i = 0; i < n; i++)
        if (all[i].mark && !id_equal(all[i].id, now->id) && all[i].answered <= now->answered &&
            (!best || all[i].answered >= best->answered))
            best = &all[i];
    return best;
}

static enum err read_for_marking(struct work *w, struct marking *m)
{
    enum err e = attempt_read(w, m->id, &m->attempt);
    if (e != OK)
        return e;
    if (!m->attempt)
        return ERR_NOT_FOUND;
    struct attempt *all;
    size_t n;
    const ticket question = question_want(w, m->attempt->question),
                 session = session_want(w, m->attempt->session);
    user_want(w, &m->user);
    facts_want(w, &m->facts);
    attempt_want_question(w, m->attempt->question, &all, &n);
    if ((e = work_flush(w)) != OK)
        return e;
    if ((e = question_take(w, question, &m->question)) != OK)
        return e;
    if ((e = session_take(w, session, &m->session)) != OK)
        return e;
    m->before = marked_before(all, n, m->attempt);
    return m->question && m->session ? OK : ERR_NOT_FOUND;
}

static enum err claim(struct work *w, void *ctx)
{
    struct marking *m = ctx;
    const enum err e = attempt_claim(w, m->id, conf_int(m->c->conf, "model.lease_seconds"), &m->try_no);
    return e != OK ? e : read_for_marking(w, m);
}

static json *anchors_json(struct arena *a, const struct question *q)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < q->anchors_n; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "name", q->anchors[i].name);
        json_put_text(a, one, "anchor", q->anchors[i].text);
        json *words = json_from_lines(a, q->anchors[i].words);
        if (words)
            json_put(a, one, "words", words);
        json_add(a, list, one);
    }
    return list;
}

static json *marking_input(struct arena *a, const struct marking *m)
{
    json *in = json_new_object(a);
    json_put_text(a, in, "question", m->question->text);
    json_put_text(a, in, "kind", m->question->kind);
    json_put_text(a, in, "difficulty", difficulty_name(m->question->difficulty));
    json_put_text(a, in, "topic", m->session->topic_name);
    json_put_text(a, in, "role", m->facts->role);
    json_put(a, in, "anchors", anchors_json(a, m->question));
    json_put_text(a, in, "good", m->question->good);
    json_put_int(a, in, "seconds", m->question->seconds);
    json_put_int(a, in, "time_taken", m->attempt->seconds);
    json_put_bool(a, in, "late", m->attempt->late);
    json_put_text(a, in, "answer", m->attempt->answer);
    json *previous = NULL;
    if (m->before) {
        previous = json_new_object(a);
        json_put_text(a, previous, "answer", m->before->answer);
        json_put_int(a, previous, "score", m->before->mark->score);
    }
    json_put(a, in, "previous", previous);
    return in;
}

static size_t take_points(const json *list, const char *out[MOST_POINTS])
{
    size_t n = 0;
    for (; n < json_len(list) && n < MOST_POINTS; n++)
        out[n] = json_text(json_at(list, n), "");
    return n;
}

/* What an anchor is: as the answer has it, or as it was given. */
static const char *anchor_text(struct arena *a, const struct question *q, const json *one)
{
    const char *name = text_fold(a, text_trim(a, json_get_text(one, "name", "")));
    const char *said = json_get_text(one, "anchor", "");
    for (size_t i = 0; text_blank(said) && i < q->anchors_n; i++)
        if (text_equal(text_fold(a, text_trim(a, q->anchors[i].name)), name))
            said = q->anchors[i].text;
    return said;
}

static void take_mark(struct arena *a, const json *answer, const struct question *q, const char *text,
                      struct mark *m)
{
    const json *anchors = json_get(answer, "anchors");
    *m = (struct mark){
        .score = (int)json_get_int(answer, "score", 0),
        .confidence = json_get_text(answer, "confidence", ""),
        .anchors_n = json_len(anchors),
        .anchors = arena_array(a, json_len(anchors), sizeof *m->anchors),
    };
    m->praise_n = take_points(json_get(answer, "positive_feedback"), m->praise);
    m->improve_n = take_points(json_get(answer, "improvement_areas"), m->improve);
    for (size_t i = 0; i < m->anchors_n; i++) {
        const json *one = json_at(anchors, i);
        const char *quote = json_get_text(one, "quote", "");
        m->anchors[i] = (struct landed){
            .name = json_get_text(one, "name", ""),
            .anchor = anchor_text(a, q, one),
            .landed = json_get_bool(one, "landed", false),
            .quote = text_contains(text, quote) ? quote
                                                : "", /* checked by the contract too: never shown otherwise */
        };
    }
}

/* The question remembers: FSRS on the user's local day, with the interview as the horizon. */
static enum err remember(struct work *w, const struct marking *m, int score)
{
    struct question *q;
    enum err e = question_read(w, m->question->id, &q); /* anew: another mark may have come in */
    if (e != OK)
        return e;
    if (!q)
        return ERR_NOT_FOUND;
    const clock_day day = clock_local_day(m->attempt->answered, m->user->zone);
    const struct memory_log r = {
        .question = q->id, .attempt = m->attempt->id, .day = day, .rating = (int)memory_rating(score)};
    q->memory = memory_review(q->memory, memory_rating(score), day, m->facts->interview);
    q->last_score = score;
    q->last_late = m->attempt->late;
    if (score > q->best_score)
        q->best_score = score;
    if (q->anchors_n == 0) { /* a model's question: its anchors are what the first mark looked for */
        q->anchors_n = 0;
        const json *list = json_get(m->result->answer, "anchors");
        q->anchors = arena_array(w->arena, json_len(list), sizeof *q->anchors);
        for (; q->anchors_n < json_len(list); q->anchors_n++)
            q->anchors[q->anchors_n] = (struct anchor){
                .name = json_get_text(json_at(list, q->anchors_n), "name", ""),
                .text = json_get_text(json_at(list, q->anchors_n), "anchor", ""),
            };
    }
    if ((e = memory_log_add(w, &r)) != OK)
        return e;
    return question_save(w, q);
}

static enum err keep(struct work *w, void *ctx)
{
    struct marking *m = ctx;
    struct mark mark;
    take_mark(w->arena, m->result->answer, m->question, m->attempt->answer, &mark);
    enum err e = attempt_mark(w, m->id, m->try_no, &mark, asking_exchange(w->arena, m->result));
    if (e != OK)
        return e;
    if ((e = remember(w, m, mark.score)) != OK)
        return e;
    return job_done_by_hand(w, JOB_MARK, id_text(w->arena, m->id));
}

static enum err give_back(struct work *w, void *ctx)
{
    const struct marking *m = ctx;
    const struct trouble t = asking_trouble(m->result);
    const enum err e = attempt_release(w, m->id, m->try_no);
    if (e != OK)
        return e;
    return job_put_off(w, JOB_MARK, id_text(w->arena, m->id), t.again ? t.again : clock_now(), t.why);
}

enum err mark_attempt(struct coach *c, struct arena *a, struct id user, struct id attempt, struct listener to)
{
    struct marking m = {.c = c, .id = attempt};
    enum err e = db_transact(c->db, a, user, claim, &m);
    if (e != OK)
        return e;
    struct ask_result result = {0};
    const struct asking q = {
        .stage = STAGE_PRACTICE,
        .action = ACTION_MARK,
        .mode = "evaluate_answer",
        .input = marking_input(a, &m),
        .user = m.user,
        .to = to,
    };
    m.result = &result;
    if ((e = asking_do(c, a, user, &q, &result)) != OK) {
        const enum err back = db_transact(c->db, a, user, give_back, &m);
        if (back != OK) /* the lease runs out by itself */
            log_event(LOG_WARN, "claim_not_released", LOG_ID("user", user),
                      LOG_WORD("class", err_name(back)));
        return e;
    }
    return db_transact(c->db, a, user, keep, &m);
}

static bool landed_in(const struct mark *m, const char *name)
{
    for (size_t i = 0; i < m->anchors_n; i++)
        if (m->anchors[i].landed && text_equal(m->anchors[i].name, name))
            return true;
    return false;
}

static void landed_only_in(struct arena *a, const struct mark *in, const struct mark *other,
                           const char ***out, size_t *n)
{
    *out = arena_array(a, in->anchors_n, sizeof **out);
    *n = 0;
    for (size_t i = 0; i < in->anchors_n; i++)
        if (in->anchors[i].landed && !landed_in(other, in->anchors[i].name))
            (*out)[(*n)++] = in->anchors[i].name;
}

void mark_compare(struct arena *a, const struct mark *before, const struct mark *now, struct mark_change *out)
{
    *out = (struct mark_change){.score_before = before->score, .score_now = now->score};
    landed_only_in(a, now, before, &out->gained, &out->gained_n);
    landed_only_in(a, before, now, &out->lost, &out->lost_n);
}
