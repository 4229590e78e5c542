#include "store/practice.h"

STEP(save_topic, struct topic, topic_save(w, x))

static void assert_same_topic(const struct plan_topic *x, const struct plan_topic *y)
{
    assert_true(same(x->topic, y->topic));
    assert_string_equal(x->name, y->name);
    assert_string_equal(x->description, y->description);
    assert_int_equal(x->priority, y->priority);
    assert_int_equal(x->daily_minutes, y->daily_minutes);
    assert_string_equal(x->outcome, y->outcome);
    assert_string_equal(x->key, y->key);
    assert_string_equal(x->prescription, y->prescription);
}

static void test_plan_comes_back_whole(void **state)
{
    (void)state;
    struct id user = new_user("plan-whole");
    struct plan plan = two_topics(), *back;
    DONE(user, approve, (&(struct approval){&plan, 0}));
    assert_int_equal(plan_read_current(reading(user), &back), OK);
    assert_true(same(back->id, plan.id));
    assert_int_equal(back->version, 1);
    assert_true(back->current);
    assert_int_equal(back->made_from, 0);
    assert_int_equal(back->approved, plan.approved);
    assert_true(id_none(back->proposal));
    assert_string_equal(back->overview.target_role, plan.overview.target_role);
    assert_int_equal(back->overview.total_daily_minutes, 40);
    assert_int_equal(back->overview.time_horizon_weeks, 3);
    assert_string_equal(back->overview.rationale, plan.overview.rationale);
    assert_int_equal(back->topics_n, 2);
    for (size_t i = 0; i < 2; i++)
        assert_same_topic(&back->topics[i], &plan.topics[i]);
}

static void test_no_plan_is_null(void **state)
{
    (void)state;
    struct plan *back = &(struct plan){0};
    assert_int_equal(plan_read_current(reading(new_user("plan-none")), &back), OK);
    assert_null(back);
}

static void test_earlier_versions_stay_readable(void **state)
{
    (void)state;
    struct id user = new_user("plan-versions");
    struct plan first = two_topics(), second, *back, *all;
    size_t n;
    DONE(user, approve, (&(struct approval){&first, 0}));
    second = first;
    second.id = (struct id){{0}};
    second.overview.target_role = "Head of year";
    DONE(user, approve, (&(struct approval){&second, 1}));
    assert_int_equal(plan_read_version(reading(user), 1, &back), OK);
    assert_string_equal(back->overview.target_role, "Year 4 teacher");
    assert_false(back->current);
    assert_int_equal(plan_read_current(reading(user), &back), OK);
    assert_int_equal(back->version, 2);
    assert_int_equal(back->made_from, 1);
    struct work *w = reading(user);
    plan_want_all(w, &all, &n);
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(n, 2);
    assert_int_equal(all[0].version, 2);
}

static void test_approving_against_a_superseded_version_is_a_conflict(void **state)
{
    (void)state;
    struct id user = new_user("plan-race");
    struct plan first = two_topics(), one = two_topics(), other = two_topics(), *back;
    DONE(user, approve, (&(struct approval){&first, 0}));
    DONE(user, approve, (&(struct approval){&one, 1}));
    assert_int_equal(run(user, approve, &(struct approval){&other, 1}), ERR_CONFLICT);
    assert_int_equal(plan_read_current(reading(user), &back), OK);
    assert_int_equal(back->version, 2);
    assert_true(same(back->id, one.id));
}

static void test_first_plan_twice_is_a_conflict(void **state)
{
    (void)state;
    struct id user = new_user("plan-first");
    struct plan one = two_topics(), other = two_topics();
    DONE(user, approve, (&(struct approval){&one, 0}));
    assert_int_equal(run(user, approve, &(struct approval){&other, 0}), ERR_CONFLICT);
}

static void test_approving_a_version_to_come_is_a_conflict(void **state)
{
    (void)state;
    struct id user = new_user("plan-ahead");
    struct plan one = two_topics(), other = two_topics();
    DONE(user, approve, (&(struct approval){&one, 0}));
    assert_int_equal(run(user, approve, &(struct approval){&other, 2}), ERR_CONFLICT);
    assert_int_equal(run(new_user("plan-ahead-2"), approve, &(struct approval){&other, 1}), ERR_CONFLICT);
}

struct meanwhile {
    struct id user;
    struct approval mine, theirs;
    int runs;
};

/* Reads the plan; then, the first time, another connection approves before this one does. */
static enum err approve_meanwhile(struct work *w, void *ctx)
{
    struct meanwhile *m = ctx;
    struct plan *seen;
    enum err e = plan_read_current(w, &seen);
    if (e == OK && m->runs++ == 0)
        e = db_transact(fx.other, fx.a, m->user, approve, &m->theirs);
    return e == OK ? plan_insert(w, m->mine.plan, m->mine.base) : e;
}

static void test_two_approvals_at_once_make_one_plan(void **state)
{
    (void)state;
    struct id user = new_user("plan-at-once");
    struct plan first = two_topics(), mine = two_topics(), theirs = two_topics(), *back;
    DONE(user, approve, (&(struct approval){&first, 0}));
    struct meanwhile m = {user, {&mine, 1}, {&theirs, 1}, 0};
    assert_int_equal(run(user, approve_meanwhile, &m), ERR_CONFLICT);
    assert_int_equal(plan_read_current(reading(user), &back), OK);
    assert_true(same(back->id, theirs.id));
    assert_int_equal(
        number(fx.super,
               arena_printf(fx.a, "SELECT count(*)::int8 FROM gr.topics WHERE user_id = '%s'", hex(user))),
        4);
}

static int64_t rows_of(struct id user, const char *table)
{
    return number(fx.super, arena_printf(fx.a, "SELECT count(*)::int8 FROM gr.%s WHERE user_id = '%s'", table,
                                         hex(user)));
}

static void test_changed_plan_keeps_progress_and_history(void **state)
{
    (void)state;
    struct practice p = practise("plan-keeps");
    struct id kept = p.plan.topics[0].topic, dropped = p.plan.topics[1].topic;
    for (int i = 0; i < 2; i++)
        DONE(p.user, save_topic,
             (&(struct topic){.id = p.plan.topics[i].topic,
                              .in_plan = true,
                              .name = p.plan.topics[i].name,
                              .key = "",
                              .strength = 4.5 + i,
                              .marked = 3,
                              .total_seconds = 900,
                              .sessions = 2,
                              .last_practised = 1700000500}));
    struct plan changed = two_topics();
    changed.topics[0].topic = kept;
    changed.topics[0].name = "Behaviour";
    changed.topics[1].name = "Phonics"; /* a new one, and safeguarding is gone */
    DONE(p.user, approve, (&(struct approval){&changed, 1}));
    struct topic *t;
    assert_int_equal(topic_read(reading(p.user), kept, &t), OK);
    assert_true(t->in_plan);
    assert_string_equal(t->name, "Behaviour");
    assert_float_equal(t->strength, 4.5, 0);
    assert_int_equal(t->marked, 3);
    assert_int_equal(t->total_seconds, 900);
    assert_int_equal(t->sessions, 2);
    assert_int_equal(t->last_practised, 1700000500);
    assert_int_equal(topic_read(reading(p.user), dropped, &t), OK);
    assert_false(t->in_plan);
    assert_float_equal(t->strength, 5.5, 0);
    assert_int_equal(topic_read(reading(p.user), changed.topics[1].topic, &t), OK);
    assert_true(t->in_plan);
    assert_float_equal(t->strength, -1, 0);
    assert_int_equal(rows_of(p.user, "topics"), 3);
    assert_int_equal(rows_of(p.user, "sessions"), 1);
    assert_int_equal(rows_of(p.user, "questions"), 2);
    assert_int_equal(rows_of(p.user, "picks"), 2);
    assert_int_equal(rows_of(p.user, "attempts"), 1);
}

static void test_dropped_topic_comes_back_with_its_progress(void **state)
{
    (void)state;
    struct id user = new_user("plan-undo");
    struct plan first = two_topics(), second, again;
    DONE(user, approve, (&(struct approval){&first, 0}));
    DONE(user, save_topic,
         (&(struct topic){
             .id = first.topics[1].topic, .in_plan = true, .name = "Safeguarding", .strength = 8}));
    second = first;
    second.id = (struct id){{0}};
    second.topics_n = 1;
    DONE(user, approve, (&(struct approval){&second, 1}));
    again = first;
    again.id = (struct id){{0}};
    DONE(user, approve, (&(struct approval){&again, 2}));
    struct topic *t;
    assert_int_equal(topic_read(reading(user), first.topics[1].topic, &t), OK);
    assert_true(t->in_plan);
    assert_float_equal(t->strength, 8, 0);
}

static void test_another_user_sees_no_plan(void **state)
{
    (void)state;
    struct practice p = practise("plan-mine");
    struct plan *back;
    struct topic *topic;
    struct id other = new_user("plan-theirs");
    assert_int_equal(plan_read_current(reading(other), &back), OK);
    assert_null(back);
    assert_int_equal(topic_read(reading(other), p.plan.topics[0].topic, &topic), OK);
    assert_null(topic);
}

static void test_swapped_plans_do_not_open(void **state)
{
    (void)state;
    struct id user = new_user("plan-swap");
    struct plan first = two_topics(), second = two_topics(), *back;
    DONE(user, approve, (&(struct approval){&first, 0}));
    DONE(user, approve, (&(struct approval){&second, 1}));
    tamper("UPDATE gr.plans x SET sealed = y.sealed FROM gr.plans y WHERE x.id = '%s' AND y.id = '%s'",
           second.id, first.id);
    assert_int_equal(plan_read_current(reading(user), &back), ERR_SEAL);
}

static void test_plan_moved_to_another_user_does_not_open(void **state)
{
    (void)state;
    struct id mine = new_user("plan-move-a"), theirs = new_user("plan-move-b");
    struct plan plan = two_topics(), *back;
    DONE(mine, approve, (&(struct approval){&plan, 0}));
    tamper("INSERT INTO gr.plans SELECT '%s', id, version, current, made_from, proposal, approved, sealed"
           " FROM gr.plans WHERE id = '%s'",
           theirs, plan.id);
    assert_int_equal(plan_read_current(reading(theirs), &back), ERR_SEAL);
    assert_int_equal(plan_read_current(reading(mine), &back), OK);
}

static void test_json_has_the_contracts_names(void **state)
{
    (void)state;
    struct plan plan = two_topics();
    json *doc = plan_to_json(fx.a, &plan.overview, plan.topics, plan.topics_n);
    assert_string_equal(json_get_text(json_get(doc, "plan_overview"), "target_role", ""), "Year 4 teacher");
    const json *topic = json_at(json_get(doc, "plan_topics"), 0);
    assert_int_equal(json_get_int(topic, "daily_study_minutes", 0), 25);
    assert_string_equal(json_get_text(topic, "expected_outcome", ""), "Calm answers with an example");
}

static void test_json_that_is_no_plan_is_empty(void **state)
{
    (void)state;
    struct overview o;
    struct plan_topic *topics;
    size_t n;
    plan_from_json(fx.a, NULL, &o, &topics, &n);
    assert_int_equal(n, 0);
    assert_string_equal(o.target_role, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_plan_comes_back_whole),
        TEST(test_no_plan_is_null),
        TEST(test_earlier_versions_stay_readable),
        TEST(test_approving_against_a_superseded_version_is_a_conflict),
        TEST(test_first_plan_twice_is_a_conflict),
        TEST(test_approving_a_version_to_come_is_a_conflict),
        TEST(test_two_approvals_at_once_make_one_plan),
        TEST(test_changed_plan_keeps_progress_and_history),
        TEST(test_dropped_topic_comes_back_with_its_progress),
        TEST(test_another_user_sees_no_plan),
        TEST(test_swapped_plans_do_not_open),
        TEST(test_plan_moved_to_another_user_does_not_open),
        TEST(test_json_has_the_contracts_names),
        TEST(test_json_that_is_no_plan_is_empty),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
