#ifndef TEST_STORE_PRACTICE_H
#define TEST_STORE_PRACTICE_H

/* A user who has practised: an approved plan of two topics, a session with two questions offered, and an
 * answer. */

#include "store/attempt.h"
#include "store/fixture.h"
#include "store/plan.h"
#include "store/question.h"
#include "store/session.h"
#include "store/session_question.h"
#include "store/topic.h"

/* A step of a test as a transaction's function: STEP(save, struct topic, topic_save(w, x)); then run(user,
 * save, &topic). */
#define STEP(name, type, call)                                                                               \
    static inline enum err name(struct work *w, void *ctx)                                                   \
    {                                                                                                        \
        type *x = ctx;                                                                                       \
        return call;                                                                                         \
    }

static inline enum err run(struct id user, enum err (*fn)(struct work *w, void *ctx), void *ctx)
{
    return db_transact(fx.app, fx.a, user, fn, ctx);
}

#define DONE(user, fn, x) assert_int_equal(run((user), (fn), (x)), OK)

static inline struct work *reading(struct id user)
{
    return work_reading_as(fx.app, fx.a, user);
}

static inline bool same(struct id x, struct id y)
{
    return id_equal(x, y);
}

static inline const char *hex(struct id id)
{
    return id_text(fx.a, id);
}

/* SQL as the superuser, with two ids put in: for what nobody may do through the product. */
#define tamper(format, x, y) execute(fx.super, arena_printf(fx.a, format, hex(x), hex(y)))

/* A claim on any entity, and giving it back. */
struct claiming {
    struct id id;
    int64_t lease;
    int try_no;
};

struct practice {
    struct id user;
    struct plan plan;
    struct session session;
    struct question questions[2];
    struct session_question picks[2];
    struct attempt attempt;
};

struct approval {
    struct plan *plan;
    int base;
};
STEP(approve, struct approval, plan_insert(w, x->plan, x->base))
STEP(begin_session, struct session, session_insert(w, x))
STEP(add_question, struct question, question_insert(w, x))
STEP(offer, struct session_question, session_question_insert(w, x))
STEP(answer, struct attempt, attempt_insert(w, x))

static inline struct plan two_topics(void)
{
    struct plan_topic *topics = arena_array(fx.a, 2, sizeof *topics);
    topics[0] = (struct plan_topic){.name = "Classroom management",
                                    .description = "Keeping a class of thirty with you",
                                    .priority = 1,
                                    .daily_minutes = 25,
                                    .outcome = "Calm answers with an example",
                                    .key = "teaching/classroom",
                                    .prescription = "3 x 4min @ medium / 60s"};
    topics[1] = (struct plan_topic){.name = "Safeguarding",
                                    .description = "What you do when you are told something",
                                    .priority = 2,
                                    .daily_minutes = 15,
                                    .outcome = "Knows the steps by heart",
                                    .key = "",
                                    .prescription = "2 x 5min @ hard"};
    return (struct plan){.overview = {.target_role = "Year 4 teacher",
                                      .total_daily_minutes = 40,
                                      .time_horizon_weeks = 3,
                                      .rationale = "You said behaviour is what you fear."},
                         .topics = topics,
                         .topics_n = 2};
}

static inline struct question some_question(struct id topic, const char *text)
{
    struct anchor *anchors = arena_array(fx.a, 2, sizeof *anchors);
    anchors[0] = (struct anchor){
        .name = "Routines", .text = "Names a routine that was taught", .words = "routine\ncue"};
    anchors[1] = (struct anchor){.name = "Result", .text = "Says what changed"};
    return (struct question){.id = fresh_id(),
                             .topic = topic,
                             .text = text,
                             .kind = "story",
                             .difficulty = HARD,
                             .seconds = 240,
                             .source = FROM_LIBRARY,
                             .key = "teaching/classroom/noise",
                             .anchors = anchors,
                             .anchors_n = 2,
                             .good = "A routine, practised, and its effect",
                             .follow_up = "And if it fails?",
                             .memory = {.state = MEMORY_REVIEW,
                                        .stability = 3.25,
                                        .difficulty = 6.5,
                                        .last_day = 20000,
                                        .due_day = 20003,
                                        .reviews = 2},
                             .best_score = 7,
                             .last_score = 5,
                             .last_late = true,
                             .asked = 2,
                             .created = 1700000100};
}

static inline struct attempt some_attempt(struct id session, struct id question, int try_no)
{
    return (struct attempt){.id = fresh_id(),
                            .session = session,
                            .question = question,
                            .try_no = try_no,
                            .opened = 1700000200,
                            .answered = 1700000400 + try_no,
                            .seconds = 200,
                            .late = true,
                            .answer = "I taught the class a silent signal.",
                            .self_score = 6,
                            .dictated = true};
}

static inline struct practice practise(const char *login_name)
{
    struct practice p = {.user = new_user(login_name), .plan = two_topics()};
    DONE(p.user, approve, (&(struct approval){&p.plan, 0}));
    struct id topic = p.plan.topics[0].topic;
    p.session = (struct session){.id = fresh_id(),
                                 .topic = topic,
                                 .topic_name = "Classroom management",
                                 .prescription = "3 x 4min @ medium / 60s",
                                 .planned_seconds = 1500,
                                 .started = 1700000150,
                                 .last = 1700000150};
    DONE(p.user, begin_session, &p.session);
    for (int i = 0; i < 2; i++) {
        p.questions[i] =
            some_question(topic, i == 0 ? "How do you get quiet?" : "Tell me about a hard class.");
        DONE(p.user, add_question, &p.questions[i]);
        p.picks[i] =
            (struct session_question){.session = p.session.id,
                                      .question = p.questions[i].id,
                                      .place = i + 1,
                                      .state = i == 0 ? SESSION_QUESTION_ANSWERED : SESSION_QUESTION_OPEN,
                                      .redo = i == 0 ? REDO_NONE : REDO_TIME_PRESSURE,
                                      .why = "You ran out of time last week.",
                                      .seconds = 240,
                                      .opened = 1700000200,
                                      .ends = 1700000440,
                                      .draft = "Once I",
                                      .form = fresh_id()};
        DONE(p.user, offer, &p.picks[i]);
    }
    p.attempt = some_attempt(p.session.id, p.questions[0].id, 1);
    DONE(p.user, answer, &p.attempt);
    return p;
}

#endif
