/* For `make bench`: gives a user three years of practice, 1,000 sessions with 10 answers each, by the store's
 * own functions, so that every row is sealed as the product seals it. Usage: history USER-ID, settings from
 * GREENROOM_CONF. */
#include "coach/start.h"
#include "store/attempt.h"
#include "store/memory_log.h"
#include "store/plan.h"
#include "store/session.h"
#include "store/session_question.h"
#include "store/topic.h"
#include <stdio.h>

enum { SESSIONS = 1000, ANSWERS = 10, QUESTIONS = 600, DAYS = 1095, DAY = 86400 };

struct history {
    struct plan *plan;
    struct id questions[QUESTIONS];
    clock_day today;
    int session; /* the one to be made next */
};

static const struct plan_topic *topic_of(const struct history *h, int i)
{
    return &h->plan->topics[(size_t)i % h->plan->topics_n];
}

static struct id fresh(void)
{
    struct id id;
    return id_new(&id) == OK ? id : (struct id){{0}};
}

static enum err make_questions(struct work *w, void *ctx)
{
    struct history *h = ctx;
    struct anchor anchors[] = {{.name = "Routines", .text = "Names a routine that was taught"},
                               {.name = "Result", .text = "Says what changed by it"}};
    enum err e = plan_read_current(w, &h->plan);
    for (int i = 0; e == OK && i < QUESTIONS; i++) {
        h->questions[i] = fresh();
        e = question_insert(w, &(struct question){
                                   .id = h->questions[i],
                                   .topic = topic_of(h, i)->topic,
                                   .text = "How do you bring a room to quiet at the start of a lesson?",
                                   .kind = "explain",
                                   .difficulty = MEDIUM,
                                   .seconds = 240,
                                   .key = "",
                                   .anchors = anchors,
                                   .anchors_n = 2,
                                   .good = "A routine, practised, and its effect",
                                   .follow_up = "And if it fails?",
                                   .memory = {.state = MEMORY_REVIEW,
                                              .stability = 30,
                                              .difficulty = 5,
                                              .last_day = h->today - 40,
                                              .due_day = h->today - 20 + i % 200,
                                              .reviews = 6},
                                   .best_score = 7,
                                   .last_score = 6,
                                   .asked = 16,
                                   .created = (clock_time)(h->today - DAYS) * DAY,
                               });
    }
    return e;
}

static enum err make_answer(struct work *w, const struct history *h, struct id session, int k, clock_time at)
{
    const struct id question = h->questions[(h->session * ANSWERS + k) % QUESTIONS], id = fresh();
    const struct mark mark = {.score = 1 + (h->session + k) % 10,
                              .praise = {"You name a routine."},
                              .praise_n = 1,
                              .improve = {"Say what changed."},
                              .improve_n = 1,
                              .confidence = ""};
    const struct exchange by = {.mode = "evaluate_answer", .provider = "builtin", .model = "builtin-1"};
    int mark_try = 0;
    enum err e = session_question_insert(w, &(struct session_question){.session = session,
                                                                       .question = question,
                                                                       .place = k + 1,
                                                                       .state = SESSION_QUESTION_ANSWERED,
                                                                       .why = "",
                                                                       .seconds = 240,
                                                                       .draft = ""});
    if (e == OK)
        e = attempt_insert(
            w, &(struct attempt){
                   .id = id,
                   .session = session,
                   .question = question,
                   .try_no = 1,
                   .opened = at,
                   .answered = at + 200,
                   .seconds = 200,
                   .answer = "I taught the class a silent signal, and we practised it until it was quick."});
    if (e == OK)
        e = attempt_claim(w, id, 60, &mark_try);
    if (e == OK)
        e = attempt_mark(w, id, mark_try, &mark, &by);
    return e == OK ? memory_log_add(w, &(struct memory_log){.question = question,
                                                            .attempt = id,
                                                            .day = (clock_day)(at / DAY),
                                                            .rating = 3})
                   : e;
}

static enum err make_session(struct work *w, void *ctx)
{
    const struct history *h = ctx;
    const struct plan_topic *topic = topic_of(h, h->session);
    const struct id id = fresh();
    const clock_time at = (clock_time)(h->today - DAYS + h->session * DAYS / SESSIONS) * DAY + 36000;
    bool changed;
    enum err e = session_insert(w, &(struct session){.id = id,
                                                     .topic = topic->topic,
                                                     .topic_name = topic->name,
                                                     .prescription = "10 x 4min @ medium",
                                                     .planned_seconds = 2400,
                                                     .started = at,
                                                     .last = at});
    for (int k = 0; e == OK && k < ANSWERS; k++)
        e = make_answer(w, h, id, k, at + 240 * k);
    return e == OK ? session_end(w, id, SESSION_BY_HAND, at + 2400, &changed) : e;
}

static enum err sum_up(struct work *w, void *ctx)
{
    const struct history *h = ctx;
    struct topic *all;
    size_t n;
    topic_want_all(w, &all, &n);
    enum err e = work_flush(w);
    for (size_t i = 0; e == OK && i < n; i++) {
        all[i].total_seconds = SESSIONS / (int)h->plan->topics_n * 2400;
        all[i].sessions = SESSIONS / (int)h->plan->topics_n;
        all[i].last_practised = (clock_time)(h->today - 1) * DAY;
        all[i].strength = 6.2;
        all[i].marked = SESSIONS / (int)h->plan->topics_n * ANSWERS;
        e = topic_save(w, &all[i]);
    }
    return e;
}

/* A session has an arena of its own: all of them would not fit in one. */
static enum err make_all(const struct start *s, struct arena *life, struct id user, struct history *h)
{
    enum err e = db_transact(s->coach.db, life, user, make_questions, h);
    for (; e == OK && h->session < SESSIONS; h->session++) {
        struct arena *a = arena_new(16 << 20, false);
        e = a ? db_transact(s->coach.db, a, user, make_session, h) : ERR_MEMORY;
        arena_free(a);
    }
    return e == OK ? db_transact(s->coach.db, life, user, sum_up, h) : e;
}

int main(int argc, char **argv)
{
    struct arena *life = arena_new(256 << 20, true);
    struct start s = {0};
    struct id user;
    const char *why = "";
    if (!life || argc != 2 || id_parse(argv[1], &user) != OK ||
        start_db(life, start_conf_path(NULL), DB_APP, &s, &why) != OK) {
        fprintf(stderr, "history USER-ID: %s\n", why);
        return 2;
    }
    struct history h = {.today = clock_local_day(clock_now(), "UTC")};
    const enum err e = make_all(&s, life, user, &h);
    if (e != OK)
        fprintf(stderr, "history: %s at session %d\n", err_name(e), h.session);
    arena_free(life);
    return e == OK ? 0 : 1;
}
