#include "store/practice.h"

struct touching {
    struct id id;
    clock_time now;
};
STEP(touch, struct touching, session_touch(w, x->id, x->now))

struct ending {
    struct id id;
    enum session_end how;
    clock_time at;
    bool changed;
};
STEP(end, struct ending, session_end(w, x->id, x->how, x->at, &x->changed))

struct summing {
    struct id id;
    const json *summary;
};
STEP(reconcile, struct summing, session_reconciled(w, x->id, x->summary))

STEP(claim, struct claiming, session_claim(w, x->id, x->lease, &x->try_no))
STEP(release, struct claiming, session_release(w, x->id, x->try_no, "timeout"))
STEP(suggested, struct claiming, session_suggested(w, x->id, x->try_no, 1700000900))

static struct session *stored(struct id user, struct id id)
{
    struct session *s;
    assert_int_equal(session_read(reading(user), id, &s), OK);
    assert_non_null(s);
    return s;
}

static json *some_summary(void)
{
    json *doc = json_new_object(fx.a);
    return json_put_text(fx.a, doc, "narrative", "You kept calm.");
}

static void test_session_comes_back_whole(void **state)
{
    (void)state;
    struct practice p = practise("session-whole");
    struct session *s = stored(p.user, p.session.id);
    assert_true(same(s->topic, p.session.topic));
    assert_string_equal(s->topic_name, "Classroom management");
    assert_string_equal(s->prescription, "3 x 4min @ medium / 60s");
    assert_int_equal(s->planned_seconds, 1500);
    assert_int_equal(s->started, 1700000150);
    assert_int_equal(s->last, 1700000150);
    assert_int_equal(s->ended, 0);
    assert_int_equal(s->how, SESSION_RUNNING);
    assert_false(s->reconciled);
    assert_null(s->summary);
}

static void test_same_session_twice_is_a_conflict(void **state)
{
    (void)state;
    struct practice p = practise("session-twice");
    assert_int_equal(run(p.user, begin_session, &p.session), ERR_CONFLICT);
}

static void test_session_on_no_topic_is_not_found(void **state)
{
    (void)state;
    struct practice p = practise("session-topic");
    struct session s = p.session;
    s.id = fresh_id();
    s.topic = fresh_id();
    assert_int_equal(run(p.user, begin_session, &s), ERR_NOT_FOUND);
}

static void test_touch_moves_on_and_never_back(void **state)
{
    (void)state;
    struct practice p = practise("session-touch");
    DONE(p.user, touch, (&(struct touching){p.session.id, 1700000900}));
    DONE(p.user, touch, (&(struct touching){p.session.id, 1700000800}));
    assert_int_equal(stored(p.user, p.session.id)->last, 1700000900);
}

static void test_ended_once(void **state)
{
    (void)state;
    struct practice p = practise("session-end");
    struct ending first = {p.session.id, SESSION_BY_HAND, 1700001000, false},
                  second = {p.session.id, SESSION_ABANDONED, 1700002000, true};
    DONE(p.user, end, &first);
    DONE(p.user, end, &second);
    assert_true(first.changed);
    assert_false(second.changed);
    struct session *s = stored(p.user, p.session.id);
    assert_int_equal(s->how, SESSION_BY_HAND);
    assert_int_equal(s->ended, 1700001000);
}

static void test_ending_an_unknown_session_is_not_found(void **state)
{
    (void)state;
    struct practice p = practise("session-end-unknown");
    struct ending e = {fresh_id(), SESSION_BY_HAND, 1700001000, true};
    assert_int_equal(run(p.user, end, &e), ERR_NOT_FOUND);
    e.id = p.session.id;
    assert_int_equal(run(new_user("session-end-theirs"), end, &e), ERR_NOT_FOUND);
    assert_int_equal(stored(p.user, p.session.id)->how, SESSION_RUNNING);
}

/* ---- its questions are asked for by one at a time ---- */

/* Another session of the same user, that has no questions yet. */
static struct claiming without_questions(const struct practice *p)
{
    struct session s = p->session;
    s.id = fresh_id();
    DONE(p->user, begin_session, &s);
    return (struct claiming){.id = s.id, .lease = 60};
}

static void test_claimed_is_busy_until_the_lease_ends(void **state)
{
    (void)state;
    struct practice p = practise("session-lease");
    struct claiming first = without_questions(&p), second = first;
    DONE(p.user, claim, &first);
    assert_int_equal(run(p.user, claim, &second), ERR_BUSY);
    clock_shift(61);
    enum err e = run(p.user, claim, &second);
    clock_shift(0);
    assert_int_equal(e, OK);
    assert_int_equal(second.try_no, first.try_no + 1);
}

static void test_released_says_why_and_can_be_claimed(void **state)
{
    (void)state;
    struct practice p = practise("session-release");
    struct claiming c = without_questions(&p);
    assert_null(stored(p.user, c.id)->why);
    DONE(p.user, claim, &c);
    DONE(p.user, release, &c);
    assert_string_equal(stored(p.user, c.id)->why, "timeout");
    DONE(p.user, claim, &c);
    assert_null(stored(p.user, c.id)->why);
}

static void test_superseded_try_neither_gives_back_nor_suggests(void **state)
{
    (void)state;
    struct practice p = practise("session-late");
    struct claiming late = without_questions(&p), right = late;
    late.lease = -1;
    DONE(p.user, claim, &late);
    DONE(p.user, claim, &right);
    DONE(p.user, release, &late);
    assert_null(stored(p.user, late.id)->why);
    assert_int_equal(run(p.user, suggested, &late), ERR_CONFLICT);
    DONE(p.user, suggested, &right);
    assert_int_equal(stored(p.user, right.id)->last, 1700000900);
}

static void test_session_with_questions_can_not_be_claimed(void **state)
{
    (void)state;
    struct practice p = practise("session-offered");
    struct claiming c = {.id = p.session.id, .lease = 60};
    assert_int_equal(run(p.user, claim, &c), ERR_CONFLICT);
    assert_int_equal(run(p.user, suggested, &c), ERR_CONFLICT);
}

static void test_ended_or_unknown_session_can_not_be_claimed(void **state)
{
    (void)state;
    struct practice p = practise("session-over");
    struct claiming c = without_questions(&p), unknown = {.id = fresh_id(), .lease = 60};
    DONE(p.user, claim, &c);
    DONE(p.user, end, (&(struct ending){c.id, SESSION_BY_HAND, 1700001000, false}));
    assert_int_equal(run(p.user, suggested, &c), ERR_CONFLICT);
    assert_int_equal(run(p.user, claim, &c), ERR_CONFLICT);
    assert_int_equal(run(p.user, claim, &unknown), ERR_NOT_FOUND);
    assert_int_equal(run(new_user("session-over-theirs"), claim, &c), ERR_NOT_FOUND);
}

static void test_summary_is_kept_once(void **state)
{
    (void)state;
    struct practice p = practise("session-summary");
    struct summing in = {p.session.id, some_summary()};
    assert_int_equal(run(p.user, reconcile, &in), ERR_CONFLICT); /* still running */
    DONE(p.user, end, (&(struct ending){p.session.id, SESSION_BY_CLOCK, 1700001000, false}));
    DONE(p.user, reconcile, &in);
    struct session *s = stored(p.user, p.session.id);
    assert_true(s->reconciled);
    assert_string_equal(json_get_text(s->summary, "narrative", ""), "You kept calm.");
    assert_int_equal(run(p.user, reconcile, &in), ERR_CONFLICT);
}

static void test_running_one_is_found_until_it_ends(void **state)
{
    (void)state;
    struct practice p = practise("session-running");
    struct session *s;
    struct work *w = reading(p.user);
    session_want_running(w, &s);
    assert_int_equal(work_flush(w), OK);
    assert_true(same(s->id, p.session.id));
    DONE(p.user, end, (&(struct ending){p.session.id, SESSION_BY_HAND, 1700001000, false}));
    session_want_running(w, &s);
    assert_int_equal(work_flush(w), OK);
    assert_null(s);
}

static void test_recent_ones_newest_first(void **state)
{
    (void)state;
    struct practice p = practise("session-recent");
    struct session later = p.session, *all, *first;
    later.id = fresh_id();
    later.started += 86400;
    later.last = later.started;
    DONE(p.user, begin_session, &later);
    struct work *w = reading(p.user);
    size_t n, one;
    session_want_recent(w, 10, &all, &n);
    session_want_recent(w, 1, &first, &one);
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(n, 2);
    assert_true(same(all[0].id, later.id));
    assert_int_equal(one, 1);
}

static bool listed(clock_time before, const struct practice *p)
{
    struct session_ref *refs;
    size_t n;
    assert_int_equal(session_list_abandoned(fx.hourly, fx.a, before, &refs, &n), OK);
    for (size_t i = 0; i < n; i++)
        if (same(refs[i].session, p->session.id))
            return same(refs[i].user, p->user);
    return false;
}

static void test_batch_finds_abandoned_sessions(void **state)
{
    (void)state;
    struct practice p = practise("session-abandoned");
    assert_true(listed(1700000151, &p));
    assert_false(listed(1700000150, &p));
    DONE(p.user, end, (&(struct ending){p.session.id, SESSION_BY_HAND, 1700001000, false}));
    assert_false(listed(1700000151, &p));
}

static void test_workers_may_not_list_abandoned_sessions(void **state)
{
    (void)state;
    struct session_ref *refs;
    size_t n;
    assert_int_equal(session_list_abandoned(fx.app, fx.a, 1700000151, &refs, &n), ERR_FORBIDDEN);
}

static void test_another_user_sees_no_session(void **state)
{
    (void)state;
    struct practice p = practise("session-mine");
    struct session *s;
    assert_int_equal(session_read(reading(new_user("session-theirs")), p.session.id, &s), OK);
    assert_null(s);
}

static void test_summary_does_not_open_as_the_session(void **state)
{
    (void)state;
    struct practice p = practise("session-columns");
    struct session *s;
    DONE(p.user, end, (&(struct ending){p.session.id, SESSION_BY_HAND, 1700001000, false}));
    DONE(p.user, reconcile, (&(struct summing){p.session.id, some_summary()}));
    tamper("UPDATE gr.sessions SET sealed = summary, summary = sealed WHERE id = '%s' AND user_id = '%s'",
           p.session.id, p.user);
    assert_int_equal(session_read(reading(p.user), p.session.id, &s), ERR_SEAL);
}

static void test_another_sessions_summary_does_not_open(void **state)
{
    (void)state;
    struct practice p = practise("session-swap");
    struct session other = p.session, *s;
    other.id = fresh_id();
    DONE(p.user, begin_session, &other);
    DONE(p.user, end, (&(struct ending){p.session.id, SESSION_BY_HAND, 1700001000, false}));
    DONE(p.user, reconcile, (&(struct summing){p.session.id, some_summary()}));
    tamper(
        "UPDATE gr.sessions x SET summary = y.summary FROM gr.sessions y WHERE x.id = '%s' AND y.id = '%s'",
        other.id, p.session.id);
    assert_int_equal(session_read(reading(p.user), other.id, &s), ERR_SEAL);
    assert_int_equal(session_read(reading(p.user), p.session.id, &s), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_session_comes_back_whole),
        TEST(test_same_session_twice_is_a_conflict),
        TEST(test_session_on_no_topic_is_not_found),
        TEST(test_touch_moves_on_and_never_back),
        TEST(test_ended_once),
        TEST(test_ending_an_unknown_session_is_not_found),
        TEST(test_claimed_is_busy_until_the_lease_ends),
        TEST(test_released_says_why_and_can_be_claimed),
        TEST(test_superseded_try_neither_gives_back_nor_suggests),
        TEST(test_session_with_questions_can_not_be_claimed),
        TEST(test_ended_or_unknown_session_can_not_be_claimed),
        TEST(test_summary_is_kept_once),
        TEST(test_running_one_is_found_until_it_ends),
        TEST(test_recent_ones_newest_first),
        TEST(test_batch_finds_abandoned_sessions),
        TEST(test_workers_may_not_list_abandoned_sessions),
        TEST(test_another_user_sees_no_session),
        TEST(test_summary_does_not_open_as_the_session),
        TEST(test_another_sessions_summary_does_not_open),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
