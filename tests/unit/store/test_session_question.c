#include "store/practice.h"
#include "store/session_question.h"

STEP(save, struct session_question, session_question_save(w, x))

static struct session_question *stored(struct id user, const struct session_question *of)
{
    struct session_question *p;
    assert_int_equal(session_question_read(reading(user), of->session, of->question, &p), OK);
    assert_non_null(p);
    return p;
}

static void test_pick_comes_back_whole(void **state)
{
    (void)state;
    struct practice p = practise("pick-whole");
    const struct session_question *in = &p.picks[1], *k = stored(p.user, in);
    assert_true(same(k->session, in->session));
    assert_true(same(k->question, in->question));
    assert_int_equal(k->place, 2);
    assert_int_equal(k->state, SESSION_QUESTION_OPEN);
    assert_int_equal(k->redo, REDO_TIME_PRESSURE);
    assert_string_equal(k->why, in->why);
    assert_int_equal(k->seconds, 240);
    assert_int_equal(k->opened, 1700000200);
    assert_int_equal(k->ends, 1700000440);
    assert_string_equal(k->draft, "Once I");
    assert_true(same(k->form, in->form));
}

static void test_offered_pick_has_no_clock_and_no_form(void **state)
{
    (void)state;
    struct practice p = practise("pick-offered");
    struct question q = some_question(p.session.topic, "A third one");
    DONE(p.user, add_question, &q);
    struct session_question k = {.session = p.session.id, .question = q.id, .place = 3};
    DONE(p.user, offer, &k);
    struct session_question *back = stored(p.user, &k);
    assert_int_equal(back->opened, 0);
    assert_int_equal(back->ends, 0);
    assert_true(id_none(back->form));
    assert_int_equal(back->redo, REDO_NONE);
    assert_string_equal(back->draft, "");
}

static void test_draft_and_state_are_saved(void **state)
{
    (void)state;
    struct practice p = practise("pick-save");
    struct session_question k = p.picks[1];
    k.state = SESSION_QUESTION_SKIPPED;
    k.draft = "Once I taught a class that";
    k.self_score = 7;
    k.form = fresh_id();
    k.ends = 0;
    DONE(p.user, save, &k);
    struct session_question *back = stored(p.user, &k);
    assert_int_equal(back->state, SESSION_QUESTION_SKIPPED);
    assert_string_equal(back->draft, k.draft);
    assert_int_equal(back->self_score, 7);
    assert_true(same(back->form, k.form));
    assert_int_equal(back->ends, 0);
    assert_string_equal(back->why, p.picks[1].why);
}

static void test_unknown_pick_is_not_found(void **state)
{
    (void)state;
    struct practice p = practise("pick-unknown");
    struct session_question k = p.picks[0], *back;
    k.question = fresh_id();
    assert_int_equal(run(p.user, save, &k), ERR_NOT_FOUND);
    assert_int_equal(session_question_read(reading(p.user), k.session, k.question, &back), OK);
    assert_null(back);
}

static void test_question_or_place_twice_in_a_session_is_a_conflict(void **state)
{
    (void)state;
    struct practice p = practise("pick-twice");
    struct session_question again = p.picks[0];
    again.place = 7;
    assert_int_equal(run(p.user, offer, &again), ERR_CONFLICT);
    struct question q = some_question(p.session.topic, "A third one");
    DONE(p.user, add_question, &q);
    struct session_question placed = {.session = p.session.id, .question = q.id, .place = 2};
    assert_int_equal(run(p.user, offer, &placed), ERR_CONFLICT);
}

static void test_picks_by_place(void **state)
{
    (void)state;
    struct practice p = practise("pick-list");
    struct work *w = reading(p.user);
    struct session_question *of_session, *of_attempt, *all, *none;
    size_t of_session_n, of_attempt_n, all_n, none_n;
    session_question_want_session(w, p.session.id, &of_session, &of_session_n);
    session_question_want_attempt(w, p.attempt.id, &of_attempt, &of_attempt_n);
    session_question_want_all(w, &all, &all_n);
    session_question_want_session(w, fresh_id(), &none, &none_n);
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(of_session_n, 2);
    assert_int_equal(of_session[0].place, 1);
    assert_int_equal(of_session[1].place, 2);
    assert_int_equal(of_attempt_n, 2);
    assert_int_equal(all_n, 2);
    assert_int_equal(none_n, 0);
}

static void test_another_user_sees_no_pick(void **state)
{
    (void)state;
    struct practice p = practise("pick-mine");
    struct id other = new_user("pick-theirs");
    struct session_question *k;
    assert_int_equal(session_question_read(reading(other), p.session.id, p.questions[0].id, &k), OK);
    assert_null(k);
    assert_int_equal(run(other, save, &p.picks[0]), ERR_NOT_FOUND);
}

static void test_swapped_picks_do_not_open(void **state)
{
    (void)state;
    struct practice p = practise("pick-swap");
    struct session_question *k;
    tamper("UPDATE gr.picks x SET sealed = y.sealed FROM gr.picks y WHERE x.question = '%s' AND y.question = "
           "'%s'",
           p.questions[0].id, p.questions[1].id);
    assert_int_equal(session_question_read(reading(p.user), p.session.id, p.questions[0].id, &k), ERR_SEAL);
}

static void test_pick_given_another_question_does_not_open(void **state)
{
    (void)state;
    struct practice p = practise("pick-question");
    struct question q = some_question(p.session.topic, "A third one");
    struct session_question *k;
    DONE(p.user, add_question, &q);
    tamper("UPDATE gr.picks SET question = '%s' WHERE question = '%s'", q.id, p.questions[0].id);
    assert_int_equal(session_question_read(reading(p.user), p.session.id, q.id, &k), ERR_SEAL);
}

static void test_redo_names(void **state)
{
    (void)state;
    for (enum redo_reason r = REDO_NONE; r <= REDO_HIGH_VALUE; r++)
        assert_int_equal(redo_parse(redo_name(r)), r);
    assert_int_equal(redo_parse("because"), REDO_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_pick_comes_back_whole),
        TEST(test_offered_pick_has_no_clock_and_no_form),
        TEST(test_draft_and_state_are_saved),
        TEST(test_unknown_pick_is_not_found),
        TEST(test_question_or_place_twice_in_a_session_is_a_conflict),
        TEST(test_picks_by_place),
        TEST(test_another_user_sees_no_pick),
        TEST(test_swapped_picks_do_not_open),
        TEST(test_pick_given_another_question_does_not_open),
        TEST(test_redo_names),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
