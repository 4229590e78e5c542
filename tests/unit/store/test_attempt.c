#include "store/practice.h"

STEP(claim, struct claiming, attempt_claim(w, x->id, x->lease, &x->try_no))
STEP(release, struct claiming, attempt_release(w, x->id, x->try_no, "timeout"))

struct marking {
    struct id id;
    int mark_try;
    struct mark mark;
    struct exchange exchange;
};
STEP(mark, struct marking, attempt_mark(w, x->id, x->mark_try, &x->mark, &x->exchange))

STEP(reopen, struct claiming, attempt_reopen(w, x->id))

STEP(save_said, struct attempt, attempt_save_said(w, x))

struct self_marking {
    struct id id;
    int score;
};
STEP(self_score, struct self_marking, attempt_self_score(w, x->id, x->score))

static struct attempt *stored(struct id user, struct id id)
{
    struct attempt *t;
    assert_int_equal(attempt_read(reading(user), id, &t), OK);
    assert_non_null(t);
    return t;
}

static struct marking some_mark(struct id id, int mark_try)
{
    struct landed *anchors = arena_array(fx.a, 2, sizeof *anchors);
    anchors[0] = (struct landed){
        .name = "Routines", .anchor = "Names a routine", .landed = true, .quote = "a silent signal"};
    anchors[1] =
        (struct landed){.name = "Result", .anchor = "Says what changed", .landed = false, .quote = ""};
    return (struct marking){
        .id = id,
        .mark_try = mark_try,
        .mark = {.score = 6,
                 .praise = {"You named one routine.", "Short and clear."},
                 .praise_n = 2,
                 .improve = {"Say what changed.", "How long did it take?", "Whose idea was it?"},
                 .improve_n = 3,
                 .anchors = anchors,
                 .anchors_n = 2,
                 .confidence = "fairly sure"},
        .exchange = {.mode = "evaluate_answer",
                     .provider = "builtin",
                     .model = "builtin-1",
                     .prompt_version = "0a1b",
                     .system_text = "You mark one answer.",
                     .request_text = "The answer: ...",
                     .tokens_in = 5000000000,
                     .tokens_out = 321,
                     .tokens_cached = 7,
                     .cost_micro = 42,
                     .ms = 1234,
                     .tries = 2}};
}

static void test_answer_comes_back_whole(void **state)
{
    (void)state;
    struct practice p = practise("attempt-whole");
    struct attempt *t = stored(p.user, p.attempt.id);
    assert_true(same(t->session, p.session.id));
    assert_true(same(t->question, p.questions[0].id));
    assert_int_equal(t->try_no, 1);
    assert_int_equal(t->opened, 1700000200);
    assert_int_equal(t->answered, 1700000401);
    assert_int_equal(t->seconds, 200);
    assert_true(t->late);
    assert_string_equal(t->answer, p.attempt.answer);
    assert_int_equal(t->self_score, 6);
    assert_true(t->dictated);
    assert_int_equal(t->state, MARK_PENDING);
    assert_int_equal(t->mark_try, 0);
    assert_int_equal(t->lease, 0);
    assert_null(t->mark);
    assert_null(t->exchange);
    assert_int_equal(t->marked, 0);
}

static void test_mark_comes_back_whole(void **state)
{
    (void)state;
    struct practice p = practise("attempt-mark");
    struct claiming c = {.id = p.attempt.id, .lease = 60};
    DONE(p.user, claim, &c);
    assert_int_equal(stored(p.user, c.id)->state, MARK_ASKING);
    struct marking m = some_mark(c.id, c.try_no);
    DONE(p.user, mark, &m);
    struct attempt *t = stored(p.user, c.id);
    assert_int_equal(t->state, MARK_DONE);
    assert_int_not_equal(t->marked, 0);
    assert_int_equal(t->lease, 0);
    assert_string_equal(t->answer, p.attempt.answer);
    assert_int_equal(t->mark->score, 6);
    assert_int_equal(t->mark->praise_n, 2);
    assert_string_equal(t->mark->praise[1], "Short and clear.");
    assert_int_equal(t->mark->improve_n, 3);
    assert_string_equal(t->mark->improve[2], "Whose idea was it?");
    assert_int_equal(t->mark->anchors_n, 2);
    assert_true(t->mark->anchors[0].landed);
    assert_string_equal(t->mark->anchors[0].quote, "a silent signal");
    assert_false(t->mark->anchors[1].landed);
    assert_string_equal(t->mark->anchors[1].anchor, "Says what changed");
    assert_string_equal(t->mark->confidence, "fairly sure");
    assert_string_equal(t->exchange->mode, "evaluate_answer");
    assert_string_equal(t->exchange->provider, "builtin");
    assert_string_equal(t->exchange->model, "builtin-1");
    assert_string_equal(t->exchange->prompt_version, "0a1b");
    assert_string_equal(t->exchange->system_text, "You mark one answer.");
    assert_string_equal(t->exchange->request_text, "The answer: ...");
    assert_int_equal(t->exchange->tokens_in, 5000000000);
    assert_int_equal(t->exchange->tokens_out, 321);
    assert_int_equal(t->exchange->tokens_cached, 7);
    assert_int_equal(t->exchange->cost_micro, 42);
    assert_int_equal(t->exchange->ms, 1234);
    assert_int_equal(t->exchange->tries, 2);
}

static void test_same_form_twice_is_one_row(void **state)
{
    (void)state;
    struct practice p = practise("attempt-twice");
    struct attempt again = p.attempt;
    again.answer = "Something else";
    again.try_no = 2;
    assert_int_equal(run(p.user, answer, &again), ERR_CONFLICT);
    assert_string_equal(stored(p.user, p.attempt.id)->answer, p.attempt.answer);
}

static void test_same_try_number_twice_is_a_conflict(void **state)
{
    (void)state;
    struct practice p = practise("attempt-try");
    struct attempt other = some_attempt(p.session.id, p.questions[0].id, 1);
    assert_int_equal(run(p.user, answer, &other), ERR_CONFLICT);
}

static void test_answer_in_anothers_session_is_not_found(void **state)
{
    (void)state;
    struct practice p = practise("attempt-session"), q = practise("attempt-session-2");
    struct attempt t = some_attempt(p.session.id, q.questions[0].id, 1);
    assert_int_equal(run(q.user, answer, &t), ERR_NOT_FOUND);
}

static void test_claimed_is_busy_until_the_lease_ends(void **state)
{
    (void)state;
    struct practice p = practise("attempt-lease");
    struct claiming first = {.id = p.attempt.id, .lease = 60}, second = first;
    DONE(p.user, claim, &first);
    assert_int_equal(run(p.user, claim, &second), ERR_BUSY);
    clock_shift(61);
    enum err e = run(p.user, claim, &second);
    clock_shift(0);
    assert_int_equal(e, OK);
    assert_int_equal(second.try_no, first.try_no + 1);
}

static void test_released_stays_pending_and_can_be_claimed(void **state)
{
    (void)state;
    struct practice p = practise("attempt-release");
    struct claiming c = {.id = p.attempt.id, .lease = 60};
    DONE(p.user, claim, &c);
    DONE(p.user, release, &c);
    assert_int_equal(stored(p.user, c.id)->state, MARK_PENDING);
    DONE(p.user, claim, &c);
}

static void test_mark_of_a_superseded_try_is_dropped(void **state)
{
    (void)state;
    struct practice p = practise("attempt-late");
    struct claiming c = {.id = p.attempt.id, .lease = -1};
    DONE(p.user, claim, &c);
    DONE(p.user, claim, &c);
    struct marking late = some_mark(c.id, 1), right = some_mark(c.id, 2);
    late.mark.score = 1;
    assert_int_equal(run(p.user, mark, &late), ERR_CONFLICT);
    assert_null(stored(p.user, c.id)->mark);
    DONE(p.user, mark, &right);
    assert_int_equal(run(p.user, mark, &late), ERR_CONFLICT);
    assert_int_equal(run(p.user, mark, &right), ERR_CONFLICT);
    assert_int_equal(stored(p.user, c.id)->mark->score, 6);
}

static void test_marked_can_not_be_claimed(void **state)
{
    (void)state;
    struct practice p = practise("attempt-marked");
    struct claiming c = {.id = p.attempt.id, .lease = 60}, unknown = {.id = fresh_id(), .lease = 60};
    DONE(p.user, claim, &c);
    struct marking m = some_mark(c.id, c.try_no);
    DONE(p.user, mark, &m);
    assert_int_equal(run(p.user, claim, &c), ERR_CONFLICT);
    assert_int_equal(run(p.user, claim, &unknown), ERR_NOT_FOUND);
}

static void test_not_marked_is_kept_with_its_reason(void **state)
{
    (void)state;
    struct practice p = practise("attempt-not-marked");
    struct marking m = {.id = p.attempt.id, .mark = {.why = "It is in Spanish."}};
    assert_false(attempt_not_marked(stored(p.user, m.id)) || attempt_scored(stored(p.user, m.id)));
    DONE(p.user, mark, &m);
    struct attempt *t = stored(p.user, m.id);
    assert_int_equal(t->state, MARK_DONE);
    assert_int_equal(t->mark->score, 0);
    assert_string_equal(t->mark->why, "It is in Spanish.");
    assert_true(attempt_not_marked(t));
    assert_false(attempt_scored(t));
}

static void test_what_was_not_marked_can_be_marked_again(void **state)
{
    (void)state;
    struct practice p = practise("attempt-again");
    struct claiming c = {.id = p.attempt.id, .lease = 60};
    struct marking none = {.id = c.id, .mark = {.why = "It is in Spanish."}};
    assert_int_equal(run(p.user, reopen, &c), ERR_CONFLICT);
    DONE(p.user, mark, &none);
    DONE(p.user, reopen, &c);
    assert_int_equal(stored(p.user, c.id)->state, MARK_PENDING);
    assert_null(stored(p.user, c.id)->mark);
    DONE(p.user, claim, &c);
    struct marking m = some_mark(c.id, c.try_no);
    DONE(p.user, mark, &m);
    assert_int_equal(run(p.user, reopen, &c), ERR_CONFLICT);
    assert_true(attempt_scored(stored(p.user, c.id)));
}

static void test_what_is_put_right_stands_beside_what_was_given(void **state)
{
    (void)state;
    struct practice p = practise("attempt-right");
    struct marking m = some_mark(p.attempt.id, 0);
    DONE(p.user, mark, &m);
    struct corrected right[] = {{.name = "Result", .landed = true, .quote = "the class"},
                                {.name = "Routines", .landed = false, .quote = ""}};
    struct attempt said = {.id = p.attempt.id,
                           .corrections = right,
                           .corrections_n = 2,
                           .corrected_score = 8,
                           .objected = true,
                           .objection = "I named it.",
                           .left_out = true};
    DONE(p.user, save_said, &said);
    struct attempt *t = stored(p.user, p.attempt.id);
    assert_int_equal(t->mark->score, 8);
    assert_int_equal(t->given->score, 6);
    assert_false(t->mark->anchors[0].landed);
    assert_string_equal(t->mark->anchors[0].quote, "");
    assert_true(t->mark->anchors[1].landed);
    assert_string_equal(t->mark->anchors[1].quote, "the class");
    assert_true(t->given->anchors[0].landed);
    assert_false(t->given->anchors[1].landed);
    assert_true(t->objected);
    assert_string_equal(t->objection, "I named it.");
    assert_true(attempt_scored(t));
    assert_false(attempt_counts(t));
    assert_string_equal(t->answer, p.attempt.answer);
    assert_int_equal(t->self_score, 6);
    DONE(p.user, save_said, (&(struct attempt){.id = p.attempt.id, .objection = ""}));
    t = stored(p.user, p.attempt.id);
    assert_int_equal(t->mark->score, 6);
    assert_true(attempt_counts(t));
    assert_int_equal(run(p.user, save_said, &(struct attempt){.id = fresh_id()}), ERR_NOT_FOUND);
}

static void test_self_score_keeps_what_was_put_right(void **state)
{
    (void)state;
    struct practice p = practise("attempt-right-self");
    struct corrected right[] = {{.name = "Result", .landed = true, .quote = "the class"}};
    struct attempt said = {.id = p.attempt.id, .corrections = right, .corrections_n = 1, .objected = true};
    DONE(p.user, save_said, &said);
    DONE(p.user, self_score, (&(struct self_marking){p.attempt.id, 9}));
    struct attempt *t = stored(p.user, p.attempt.id);
    assert_int_equal(t->corrections_n, 1);
    assert_true(t->objected);
    assert_int_equal(t->self_score, 9);
}

static void test_self_score_changes_nothing_else(void **state)
{
    (void)state;
    struct practice p = practise("attempt-self");
    DONE(p.user, self_score, (&(struct self_marking){p.attempt.id, 9}));
    struct attempt *t = stored(p.user, p.attempt.id);
    assert_int_equal(t->self_score, 9);
    assert_string_equal(t->answer, p.attempt.answer);
    assert_true(t->dictated);
    assert_int_equal(run(p.user, self_score, &(struct self_marking){fresh_id(), 9}), ERR_NOT_FOUND);
}

static void test_lists_in_their_order(void **state)
{
    (void)state;
    struct practice p = practise("attempt-lists");
    struct attempt second = some_attempt(p.session.id, p.questions[0].id, 2),
                   third = some_attempt(p.session.id, p.questions[1].id, 1);
    struct attempt *of_session, *of_question, *beside, *recent, *since;
    size_t of_session_n, of_question_n, beside_n, recent_n, since_n;
    third.answered = 1700009000;
    DONE(p.user, answer, &second);
    DONE(p.user, answer, &third);
    struct work *w = reading(p.user);
    uint64_t before = db_round_trips(fx.app);
    attempt_want_session(w, p.session.id, &of_session, &of_session_n);
    attempt_want_question(w, p.questions[0].id, &of_question, &of_question_n);
    attempt_want_beside(w, second.id, &beside, &beside_n);
    attempt_want_recent(w, 2, &recent, &recent_n);
    attempt_want_since(w, 1700009000, &since, &since_n);
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(db_round_trips(fx.app) - before, 1);
    assert_int_equal(of_session_n, 3);
    assert_true(same(of_session[0].id, p.attempt.id));
    assert_true(same(of_session[2].id, third.id));
    assert_int_equal(of_question_n, 2);
    assert_int_equal(beside_n, 2);
    assert_true(same(beside[0].id, p.attempt.id));
    assert_int_equal(recent_n, 2);
    assert_true(same(recent[0].id, third.id));
    assert_int_equal(since_n, 1);
}

static void test_another_user_sees_no_attempt(void **state)
{
    (void)state;
    struct practice p = practise("attempt-mine");
    struct id other = new_user("attempt-theirs");
    struct attempt *t;
    struct marking m = some_mark(p.attempt.id, 0);
    assert_int_equal(attempt_read(reading(other), p.attempt.id, &t), OK);
    assert_null(t);
    assert_int_equal(run(other, claim, &(struct claiming){.id = p.attempt.id, .lease = 60}), ERR_NOT_FOUND);
    assert_int_equal(run(other, mark, &m), ERR_CONFLICT);
    assert_int_equal(run(other, self_score, &(struct self_marking){p.attempt.id, 9}), ERR_NOT_FOUND);
}

static void test_swapped_answers_do_not_open(void **state)
{
    (void)state;
    struct practice p = practise("attempt-swap");
    struct attempt second = some_attempt(p.session.id, p.questions[0].id, 2), *t;
    DONE(p.user, answer, &second);
    tamper("UPDATE gr.attempts x SET sealed = y.sealed FROM gr.attempts y WHERE x.id = '%s' AND y.id = '%s'",
           second.id, p.attempt.id);
    assert_int_equal(attempt_read(reading(p.user), second.id, &t), ERR_SEAL);
}

static void test_mark_does_not_open_as_the_answer(void **state)
{
    (void)state;
    struct practice p = practise("attempt-columns");
    struct attempt *t;
    struct marking m = some_mark(p.attempt.id, 0);
    DONE(p.user, mark, &m);
    tamper("UPDATE gr.attempts SET sealed = mark, mark = sealed WHERE id = '%s' AND user_id = '%s'",
           p.attempt.id, p.user);
    assert_int_equal(attempt_read(reading(p.user), p.attempt.id, &t), ERR_SEAL);
}

static void test_mark_of_another_attempt_does_not_open(void **state)
{
    (void)state;
    struct practice p = practise("attempt-mark-swap");
    struct attempt second = some_attempt(p.session.id, p.questions[0].id, 2), *t;
    DONE(p.user, answer, &second);
    struct marking m = some_mark(p.attempt.id, 0);
    DONE(p.user, mark, &m);
    tamper("UPDATE gr.attempts x SET mark = y.mark, state = 2, marked = y.marked FROM gr.attempts y WHERE "
           "x.id = '%s' AND y.id = '%s'",
           second.id, p.attempt.id);
    assert_int_equal(attempt_read(reading(p.user), second.id, &t), ERR_SEAL);
}

static void test_exchange_that_is_none_is_null(void **state)
{
    (void)state;
    assert_null(exchange_from_json(fx.a, NULL));
    assert_null(exchange_to_json(fx.a, NULL));
    const json *doc = row_to_json(fx.a, attempt_row(), &(struct attempt){.answer = ""});
    assert_int_equal(json_kind_of(json_get(doc, "mark")), JSON_NULL);
    assert_int_equal(json_kind_of(json_get(doc, "exchange")), JSON_NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_answer_comes_back_whole),
        TEST(test_mark_comes_back_whole),
        TEST(test_same_form_twice_is_one_row),
        TEST(test_same_try_number_twice_is_a_conflict),
        TEST(test_answer_in_anothers_session_is_not_found),
        TEST(test_claimed_is_busy_until_the_lease_ends),
        TEST(test_released_stays_pending_and_can_be_claimed),
        TEST(test_mark_of_a_superseded_try_is_dropped),
        TEST(test_marked_can_not_be_claimed),
        TEST(test_not_marked_is_kept_with_its_reason),
        TEST(test_what_was_not_marked_can_be_marked_again),
        TEST(test_what_is_put_right_stands_beside_what_was_given),
        TEST(test_self_score_keeps_what_was_put_right),
        TEST(test_self_score_changes_nothing_else),
        TEST(test_lists_in_their_order),
        TEST(test_another_user_sees_no_attempt),
        TEST(test_swapped_answers_do_not_open),
        TEST(test_mark_does_not_open_as_the_answer),
        TEST(test_mark_of_another_attempt_does_not_open),
        TEST(test_exchange_that_is_none_is_null),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
