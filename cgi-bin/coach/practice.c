#include "coach/practice.h"
#include "base/log.h"
#include "base/text.h"
#include "coach/asking.h"
#include "coach/memory.h"
#include "coach/prescription.h"
#include "store/job.h"
#include "store/op.h"
#include "store/plan.h"

enum {
    GRACE = 10,          /* seconds after the clock's end that still count as in time: the form's way here */
    CONTEXT_WORDS = 300, /* what a question may be fitted to */
};

static char *session_path(struct arena *a, struct id session)
{
    return arena_printf(a, "/session/%s", id_text(a, session));
}

/* ---- ending ---- */

static enum err end_running(struct work *w, struct id session, enum session_end how)
{
    bool changed;
    enum err e = session_end(w, session, how, clock_now(), &changed);
    if (e != OK || !changed)
        return e;
    return job_queue(w, JOB_RECONCILE, id_text(w->arena, session), clock_now());
}

static bool clock_is_over(const struct session *s)
{
    return s->ended == 0 && clock_now() > s->started + s->planned_seconds;
}

/* ---- beginning ---- */

struct beginning {
    const struct practice_start *start;
    struct id session;
    const char **why;
};

static const struct plan_topic *topic_in(const struct plan *plan, struct id id)
{
    for (size_t i = 0; plan && i < plan->topics_n; i++)
        if (id_equal(plan->topics[i].topic, id))
            return &plan->topics[i];
    return NULL;
}

/* The shape of the session: the user's own, else the topic's usual one made as long as planned. */
static enum err shape(struct arena *a, const struct beginning *b, const struct plan_topic *t,
                      struct session *s)
{
    struct prescription p;
    const bool own = !text_blank(b->start->prescription);
    const char *text = own ? b->start->prescription : t->prescription;
    if (prescription_parse(a, text, &p, b->why) != OK) {
        if (own)
            return ERR_INPUT;
        p = prescription_make(t->daily_minutes * 60, 4 * 60, MIXED);
    }
    const int wanted = b->start->minutes > 0 ? b->start->minutes * 60 : 0;
    if (!own && wanted && (prescription_seconds(&p) > wanted + 60 || prescription_seconds(&p) < wanted - 180))
        p = prescription_make(wanted, p.blocks[0].seconds, p.blocks[0].level);
    s->prescription = prescription_text(a, &p);
    s->planned_seconds = wanted ? wanted : prescription_seconds(&p);
    return OK;
}

static enum err begin(struct work *w, void *ctx)
{
    struct beginning *b = ctx;
    const char *done;
    enum err e = op_begin(w, b->start->form, "session", &done);
    b->session = b->start->form;
    if (e != OK || done)
        return e;
    const ticket plan_t = plan_want_current(w), running_t = session_want_running(w);
    if ((e = work_flush(w)) != OK)
        return e;
    struct plan *plan;
    struct session *running;
    if ((e = plan_take(w, plan_t, &plan)) != OK)
        return e;
    if ((e = session_take(w, running_t, &running)) != OK)
        return e;
    const struct plan_topic *t = topic_in(plan, b->start->topic);
    if (!t)
        return ERR_NOT_FOUND;
    if (running && (e = end_running(w, running->id, SESSION_BY_HAND)) != OK)
        return e;
    struct session s = {.id = b->session, .topic = t->topic, .topic_name = t->name, .started = clock_now()};
    s.last = s.started;
    if ((e = shape(w->arena, b, t, &s)) != OK)
        return e;
    if ((e = session_insert(w, &s)) != OK)
        return e;
    return op_finish(w, b->start->form, session_path(w->arena, s.id));
}

enum err practice_begin(struct coach *c, struct arena *a, struct id user, const struct practice_start *s,
                        struct id *session, const char **why)
{
    struct beginning b = {.start = s, .why = why};
    const enum err e = db_transact(c->db, a, user, begin, &b);
    *session = b.session;
    return e;
}

/* ---- suggesting questions ---- */

struct suggesting {
    struct coach *c;
    struct id id;
    struct session *session;
    struct prescription prescription;
    struct user *user;
    struct facts *facts;
    struct plan *plan;
    struct question *questions;
    size_t questions_n;
    struct attempt *attempts;
    size_t attempts_n;
    bool suggested; /* already */
    const struct ask_result *result;
};

static enum err read_for_questions(struct work *w, void *ctx)
{
    struct suggesting *s = ctx;
    const ticket session = session_want(w, s->id), picks = pick_want_session(w, s->id), user = user_want(w),
                 facts = facts_want(w), plan = plan_want_current(w), questions = question_want_all(w),
                 attempts = attempt_want_recent(w, 200);
    struct pick *p;
    size_t n;
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    if ((e = session_take(w, session, &s->session)) != OK)
        return e;
    if (!s->session)
        return ERR_NOT_FOUND;
    if ((e = pick_take_all(w, picks, &p, &n)) != OK)
        return e;
    s->suggested = n > 0;
    if (s->suggested)
        return OK;
    if (s->session->ended)
        return ERR_CONFLICT;
    if ((e = user_take(w, user, &s->user)) != OK)
        return e;
    if ((e = facts_take(w, facts, &s->facts)) != OK)
        return e;
    if ((e = plan_take(w, plan, &s->plan)) != OK)
        return e;
    if ((e = question_take_all(w, questions, &s->questions, &s->questions_n)) != OK)
        return e;
    return attempt_take_all(w, attempts, &s->attempts, &s->attempts_n);
}

/* The share of anchors that the newest marked answer to a question landed; 1 when nothing is known. */
static double landed_share(const struct suggesting *s, struct id question)
{
    for (size_t i = 0; i < s->attempts_n; i++) { /* newest first */
        const struct attempt *t = &s->attempts[i];
        if (!id_equal(t->question, question) || !t->mark || t->mark->anchors_n == 0)
            continue;
        size_t landed = 0;
        for (size_t k = 0; k < t->mark->anchors_n; k++)
            landed += t->mark->anchors[k].landed;
        return (double)landed / (double)t->mark->anchors_n;
    }
    return 1;
}

static json *asked_before(struct arena *a, const struct suggesting *s, clock_day today)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < s->questions_n; i++) {
        const struct question *q = &s->questions[i];
        if (!id_equal(q->topic, s->session->topic) || q->asked == 0)
            continue;
        json *one = json_new_object(a);
        json_put_text(a, one, "question", q->text);
        json_put_text(a, one, "key", q->key);
        json_put_text(a, one, "difficulty", difficulty_name(q->difficulty));
        json_put_int(a, one, "best_score", q->best_score);
        json_put_int(a, one, "last_score", q->last_score);
        json_put_bool(a, one, "late", q->last_late);
        json_put_real(a, one, "landed_share", landed_share(s, q->id));
        json_put_int(a, one, "days_since", q->memory.reviews ? today - q->memory.last_day : -1);
        json_put_bool(a, one, "due", q->memory.reviews > 0 && q->memory.due_day <= today);
        json_put_real(a, one, "recall", q->memory.reviews ? memory_recall(&q->memory, today) : 0);
        json_put_int(a, one, "times", q->asked);
        json_add(a, list, one);
    }
    return list;
}

static json *questions_input(struct arena *a, const struct suggesting *s)
{
    const clock_day today = clock_local_day(clock_now(), s->user->zone);
    const struct plan_topic *t = topic_in(s->plan, s->session->topic);
    json *topic = json_new_object(a);
    json_put_text(a, topic, "name", s->session->topic_name);
    json_put_text(a, topic, "key", t ? t->key : "");
    json_put_text(a, topic, "description", t ? t->description : "");
    json_put_text(a, topic, "expected_outcome", t ? t->outcome : "");
    int count = prescription_questions(&s->prescription) + 2; /* a choice beyond what the shape asks for */
    const int usual = (int)conf_int(s->c->conf, "practice.questions_offered");
    count = count < usual ? usual : count;
    json *in = json_new_object(a);
    json_put(a, in, "topic", topic);
    json_put_text(a, in, "role", s->facts->role);
    json_put_text(a, in, "prescription", s->session->prescription);
    json_put_int(a, in, "count", count > 20 ? 20 : count);
    json_put_text(a, in, "level", difficulty_name(s->prescription.blocks[0].level));
    json_put_int(a, in, "days_left", asking_days_left(s->facts, today));
    json_put(a, in, "asked", asked_before(a, s, today));
    json_put_text(a, in, "weak", s->facts->weak);
    json_put_text(a, in, "context", text_head_words(a, s->facts->strong, CONTEXT_WORDS));
    return in;
}

static struct question *known_question(const struct suggesting *s, const json *q)
{
    const char *key = json_get_text(q, "key", "");
    for (size_t i = 0; i < s->questions_n; i++) {
        struct question *k = &s->questions[i];
        if (id_equal(k->topic, s->session->topic) &&
            (text_equal(k->text, json_get_text(q, "question", "")) || (*key && text_equal(k->key, key))))
            return k;
    }
    return NULL;
}

static void take_anchors(struct arena *a, const json *list, struct question *q)
{
    q->anchors_n = json_len(list);
    q->anchors = arena_array(a, q->anchors_n, sizeof *q->anchors);
    for (size_t i = 0; i < q->anchors_n; i++) {
        const json *one = json_at(list, i);
        q->anchors[i] = (struct anchor){
            .name = json_get_text(one, "name", ""),
            .text = json_get_text(one, "anchor", ""),
            .words = json_get(one, "words"),
        };
    }
}

static enum err new_question(struct work *w, const struct suggesting *s, const json *doc,
                             struct question **out)
{
    struct question *q = arena_alloc(w->arena, sizeof *q);
    const char *key = json_get_text(doc, "key", "");
    *q = (struct question){
        .topic = s->session->topic,
        .text = json_get_text(doc, "question", ""),
        .kind = json_get_text(doc, "kind", "explain"),
        .seconds = (int)json_get_int(doc, "seconds", conf_int(s->c->conf, "practice.answer_seconds")),
        .source = *key ? FROM_LIBRARY : FROM_MODEL,
        .key = key,
        .good = json_get_text(doc, "good", ""),
        .follow_up = json_get_text(doc, "follow_up", ""),
        .created = clock_now(),
    };
    q->memory.last_day = q->memory.due_day = clock_local_day(clock_now(), s->user->zone);
    if (!difficulty_parse(json_get_text(doc, "difficulty", ""), &q->difficulty))
        q->difficulty = MEDIUM;
    take_anchors(w->arena, json_get(doc, "anchors"), q);
    *out = q;
    const enum err e = id_new(&q->id);
    return e != OK ? e : question_insert(w, q);
}

static const char *why_asked(enum redo_reason r)
{
    static const char *const words[] = {
        [REDO_NONE] = "New: you have not been asked this yet.",
        [REDO_WEAK_ANSWER] = "Again: your last answer was weak.",
        [REDO_INCOMPLETE] = "Again: your last answer left important points out.",
        [REDO_TIME_PRESSURE] = "Again: last time the clock ran out.",
        [REDO_HIGH_VALUE] = "Again: it is asked often and worth keeping fresh.",
    };
    return words[r];
}

static enum err offer(struct work *w, const struct suggesting *s, const json *doc, int place)
{
    struct question *q = known_question(s, doc);
    const bool is_new = q == NULL;
    if (is_new) {
        const enum err e = new_question(w, s, doc, &q);
        if (e != OK)
            return e;
    }
    const bool redo = !is_new && q->asked > 0;
    enum redo_reason reason = redo_parse(json_get_text(doc, "redo_reason", ""));
    if (redo && reason == REDO_NONE)
        reason = REDO_HIGH_VALUE;
    const struct prescription_block *b = prescription_of(&s->prescription, place - 1);
    const struct pick p = {
        .session = s->id,
        .question = q->id,
        .place = place,
        .state = PICK_OFFERED,
        .redo = redo ? reason : REDO_NONE,
        .why = json_get_text(doc, "why", why_asked(redo ? reason : REDO_NONE)),
        .seconds = b ? b->seconds : s->prescription.blocks[s->prescription.blocks_n - 1].seconds,
        .draft = "",
    };
    return pick_insert(w, &p);
}

static enum err keep_questions(struct work *w, void *ctx)
{
    struct suggesting *s = ctx;
    enum err e = read_for_questions(w, s); /* anew: another tab may have been first */
    if (e != OK || s->suggested)
        return e;
    const json *list = json_get(s->result->answer, "questions");
    for (size_t i = 0; i < json_len(list); i++)
        if ((e = offer(w, s, json_at(list, i), (int)i + 1)) != OK)
            return e;
    return session_touch(w, s->id, clock_now());
}

enum err practice_suggest(struct coach *c, struct arena *a, struct id user, struct id session,
                          struct listener to)
{
    struct suggesting s = {.c = c, .id = session};
    enum err e = db_transact(c->db, a, user, read_for_questions, &s);
    if (e != OK || s.suggested)
        return e;
    const char *why;
    if (prescription_parse(a, s.session->prescription, &s.prescription, &why) != OK)
        s.prescription = prescription_make(s.session->planned_seconds, 4 * 60, MIXED);
    struct ask_result result = {0};
    const struct asking q = {
        .stage = STAGE_PRACTICE,
        .action = ACTION_SUGGEST_QUESTIONS,
        .mode = "generate_questions",
        .input = questions_input(a, &s),
        .inside_only = s.user->builtin_only,
        .to = to,
    };
    if ((e = asking_do(c, a, user, &q, &result)) != OK)
        return e;
    s.result = &result;
    return db_transact(c->db, a, user, keep_questions, &s);
}

/* ---- taking, skipping, drafts ---- */

struct picking {
    struct id form, session, question;
    const char *kind;
    const char *draft;
    enum err (*change)(struct work *w, const struct picking *k, struct session *s, struct pick *p);
};

static enum err on_pick(struct work *w, void *ctx)
{
    const struct picking *k = ctx;
    const char *done;
    enum err e = op_begin(w, k->form, k->kind, &done);
    if (e != OK || done)
        return e;
    struct session *s;
    struct pick *p;
    if ((e = session_read(w, k->session, &s)) != OK)
        return e;
    if ((e = pick_read(w, k->session, k->question, &p)) != OK)
        return e;
    if (!s || !p)
        return ERR_NOT_FOUND;
    if ((e = k->change(w, k, s, p)) != OK)
        return e;
    if ((e = pick_save(w, p)) != OK)
        return e;
    if ((e = session_touch(w, k->session, clock_now())) != OK)
        return e;
    return op_finish(w, k->form, session_path(w->arena, k->session));
}

static enum err open_pick(struct work *w, const struct picking *k, struct session *s, struct pick *p)
{
    if (s->ended)
        return ERR_CONFLICT;
    if (p->state == PICK_OPEN && p->ends > clock_now())
        return OK; /* the back button: its clock runs on */
    struct question *q;
    enum err e = question_read(w, k->question, &q);
    if (e != OK)
        return e;
    if (!q)
        return ERR_NOT_FOUND;
    if (p->opened == 0) {
        q->asked++;
        if ((e = question_save(w, q)) != OK)
            return e;
    }
    p->state = PICK_OPEN;
    p->opened = clock_now();
    p->ends = p->opened + p->seconds;
    return id_new(&p->form);
}

static enum err skip_pick(struct work *w, const struct picking *k, struct session *s, struct pick *p)
{
    (void)w;
    (void)k;
    if (s->ended || p->state == PICK_ANSWERED)
        return ERR_CONFLICT;
    p->state = PICK_SKIPPED;
    return OK;
}

static enum err draft_pick(struct work *w, const struct picking *k, struct session *s, struct pick *p)
{
    (void)w;
    (void)s;
    p->draft = k->draft;
    return OK;
}

/* The planned time is over: the next step that is not an answer ends the session by the clock. */
struct timing_out {
    struct id session;
    bool over;
};

static enum err end_if_over(struct work *w, void *ctx)
{
    struct timing_out *t = ctx;
    struct session *s;
    enum err e = session_read(w, t->session, &s);
    if (e != OK)
        return e;
    if (!s)
        return ERR_NOT_FOUND;
    t->over = clock_is_over(s);
    return t->over ? end_running(w, t->session, SESSION_BY_CLOCK) : OK;
}

enum err practice_open(struct coach *c, struct arena *a, struct id user, struct id form, struct id session,
                       struct id question)
{
    struct timing_out t = {.session = session};
    const enum err e = db_transact(c->db, a, user, end_if_over, &t);
    if (e != OK)
        return e;
    if (t.over)
        return ERR_CONFLICT;
    struct picking k = {
        .form = form, .session = session, .question = question, .kind = "open", .change = open_pick};
    return db_transact(c->db, a, user, on_pick, &k);
}

enum err practice_skip(struct coach *c, struct arena *a, struct id user, struct id form, struct id session,
                       struct id question)
{
    struct picking k = {
        .form = form, .session = session, .question = question, .kind = "skip", .change = skip_pick};
    return db_transact(c->db, a, user, on_pick, &k);
}

enum err practice_draft(struct coach *c, struct arena *a, struct id user, struct id form, struct id session,
                        struct id question, const char *text)
{
    struct picking k = {.form = form,
                        .session = session,
                        .question = question,
                        .kind = "draft",
                        .draft = text,
                        .change = draft_pick};
    return db_transact(c->db, a, user, on_pick, &k);
}

/* ---- answering (T1) ---- */

struct answering {
    const struct practice_answer *in;
    struct id attempt;
    bool other_text; /* the same form brought another text: kept as a draft */
};

/* The form was used before. The same text: that attempt. Another text (two tabs): the first stands, this one
 * is kept as a draft. */
static enum err answered_already(struct work *w, struct answering *k)
{
    struct attempt *first;
    struct pick *p;
    enum err e = attempt_read(w, k->in->form, &first);
    if (e != OK)
        return e;
    if (!first)
        return ERR_INTERNAL;
    k->other_text = !text_equal(first->answer, k->in->answer);
    if (!k->other_text)
        return OK;
    if ((e = pick_read(w, k->in->session, k->in->question, &p)) != OK)
        return e;
    if (!p)
        return ERR_NOT_FOUND;
    p->draft = k->in->answer;
    return pick_save(w, p);
}

static int tries_so_far(const struct attempt *all, size_t n, struct id question)
{
    int tries = 0;
    for (size_t i = 0; i < n; i++)
        tries += id_equal(all[i].question, question);
    return tries;
}

static enum err save_answer(struct work *w, const struct answering *k, const struct session *s,
                            struct pick *p, int try_no)
{
    const clock_time now = clock_now();
    const clock_time opened = p->opened ? p->opened : now;
    const struct attempt t = {
        .id = k->in->form,
        .session = s->id,
        .question = p->question,
        .try_no = try_no,
        .opened = opened,
        .answered = now,
        .seconds = (int)(now - opened),
        .late = p->ends && now > p->ends + GRACE,
        .answer = k->in->answer,
        .self_score = k->in->self_score,
        .dictated = k->in->dictated,
        .state = MARK_PENDING,
    };
    enum err e = attempt_insert(w, &t);
    if (e != OK)
        return e;
    p->state = PICK_ANSWERED;
    p->draft = "";
    if ((e = pick_save(w, p)) != OK)
        return e;
    return job_queue(w, JOB_MARK, id_text(w->arena, t.id), now);
}

static enum err answer(struct work *w, void *ctx)
{
    struct answering *k = ctx;
    const char *done;
    enum err e = op_begin(w, k->in->form, "answer", &done);
    k->attempt = k->in->form;
    k->other_text = false;
    if (e != OK)
        return e;
    if (done)
        return answered_already(w, k);
    const ticket session_t = session_want(w, k->in->session),
                 attempts_t = attempt_want_session(w, k->in->session);
    if ((e = work_flush(w)) != OK)
        return e;
    struct session *s;
    struct attempt *all;
    struct pick *p;
    size_t n;
    if ((e = session_take(w, session_t, &s)) != OK)
        return e;
    if ((e = attempt_take_all(w, attempts_t, &all, &n)) != OK)
        return e;
    if ((e = pick_read(w, k->in->session, k->in->question, &p)) != OK)
        return e;
    if (!s || !p)
        return ERR_NOT_FOUND;
    if ((e = save_answer(w, k, s, p, tries_so_far(all, n, p->question) + 1)) != OK)
        return e;
    if ((e = session_touch(w, s->id, clock_now())) != OK)
        return e;
    return op_finish(w, k->in->form, arena_printf(w->arena, "/attempt/%s", id_text(w->arena, k->attempt)));
}

enum err practice_answer(struct coach *c, struct arena *a, struct id user, const struct practice_answer *in,
                         struct id *attempt)
{
    struct answering k = {.in = in};
    const enum err e = db_transact(c->db, a, user, answer, &k);
    *attempt = k.attempt;
    return e == OK && k.other_text ? ERR_CONFLICT : e;
}

/* ---- ending by hand or clock ---- */

struct ending {
    struct id form, session;
    enum session_end how;
};

static enum err end(struct work *w, void *ctx)
{
    const struct ending *k = ctx;
    const char *done;
    enum err e = id_none(k->form) ? OK : op_begin(w, k->form, "end", &done);
    if (e != OK || (!id_none(k->form) && done))
        return e;
    struct session *s;
    if ((e = session_read(w, k->session, &s)) != OK)
        return e;
    if (!s)
        return ERR_NOT_FOUND;
    if ((e = end_running(w, k->session, k->how)) != OK || id_none(k->form))
        return e;
    return op_finish(w, k->form, arena_printf(w->arena, "%s/summary", session_path(w->arena, k->session)));
}

enum err practice_end(struct coach *c, struct arena *a, struct id user, struct id form, struct id session,
                      enum session_end how)
{
    struct ending k = {.form = form, .session = session, .how = how};
    return db_transact(c->db, a, user, end, &k);
}

/* ---- counting ---- */

static const struct question *question_of(const struct question *all, size_t n, struct id id)
{
    for (size_t i = 0; i < n; i++)
        if (id_equal(all[i].id, id))
            return &all[i];
    return NULL;
}

static void count_attempts(struct practice_best *b, const struct attempt *attempts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!id_equal(attempts[i].question, b->question))
            continue;
        b->attempts++;
        const struct mark *m = attempts[i].mark;
        if (!m || m->score <= b->best_score)
            continue;
        b->best_score = m->score;
        b->best_anchors = m->anchors;
        b->best_anchors_n = m->anchors_n;
    }
}

void practice_count(struct arena *a, const struct session *s, const struct pick *picks, size_t picks_n,
                    const struct question *questions, size_t questions_n, const struct attempt *attempts,
                    size_t attempts_n, struct practice_tally *out)
{
    *out = (struct practice_tally){.offered = (int)picks_n, .attempts = (int)attempts_n};
    const clock_time end = s->ended && s->how == SESSION_BY_HAND ? s->ended : s->last;
    out->seconds = end > s->started ? end - s->started : 0;
    out->questions = arena_array(a, picks_n, sizeof *out->questions);
    for (size_t i = 0; i < attempts_n; i++) {
        out->late += attempts[i].late;
        out->pending += attempts[i].state != MARK_DONE;
    }
    for (size_t i = 0; i < picks_n; i++) {
        out->skipped += picks[i].state == PICK_SKIPPED;
        const struct question *q = question_of(questions, questions_n, picks[i].question);
        struct practice_best b = {.question = picks[i].question, .text = q ? q->text : ""};
        count_attempts(&b, attempts, attempts_n);
        if (b.attempts == 0)
            continue;
        out->answered++;
        if (b.best_score > out->best_score)
            out->best_score = b.best_score;
        out->questions[out->questions_n++] = b;
    }
}
