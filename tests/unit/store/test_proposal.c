#include "store/practice.h"
#include "store/proposal.h"

struct asking {
    struct id id;
    int base;
    bool from_review;
    const char *feedback;
    struct id after;
};
STEP(ask, struct asking, proposal_ask(w, x->id, x->base, x->from_review, x->feedback, x->after))
STEP(claim, struct claiming, proposal_claim(w, x->id, x->lease, &x->try_no))
STEP(release, struct claiming, proposal_release(w, x->id, x->try_no, "timeout"))
STEP(answer_it, struct proposal, proposal_answer(w, x))
STEP(edit, struct proposal, proposal_edit(w, x))

struct settling {
    struct id id;
    enum proposal_state state;
};
STEP(settle, struct settling, proposal_settle(w, x->id, x->state))

static struct id asked(struct id user, bool from_review)
{
    struct asking a = {.id = fresh_id(), .from_review = from_review, .feedback = "Less safeguarding, please"};
    DONE(user, ask, &a);
    return a.id;
}

static struct proposal suggestion(struct id id, int try_no)
{
    struct plan plan = two_topics();
    plan.topics[0].topic = fresh_id();
    struct difference *d = arena_array(fx.a, 2, sizeof *d);
    struct id *evidence = arena_array(fx.a, 2, sizeof *evidence);
    evidence[0] = fresh_id();
    evidence[1] = fresh_id();
    d[0] = (struct difference){.number = 1,
                               .kind = DIFF_MINUTES,
                               .topic = plan.topics[0].topic,
                               .name = "Classroom management",
                               .from = "20",
                               .to = "25",
                               .reason = "Two weak answers this week.",
                               .evidence = evidence,
                               .evidence_n = 2};
    d[1] = (struct difference){.number = 2,
                               .kind = DIFF_ADDED,
                               .name = "Safeguarding",
                               .from = "",
                               .to = "15",
                               .reason = "You asked."};
    json *call = json_new_object(fx.a);
    json_put_text(fx.a, call, "provider", "builtin");
    return (struct proposal){.id = id,
                             .overview = plan.overview,
                             .topics = plan.topics,
                             .topics_n = plan.topics_n,
                             .differences = d,
                             .differences_n = 2,
                             .call = call,
                             .try_no = try_no};
}

static struct proposal *stored(struct id user, struct id id)
{
    struct proposal *p;
    assert_int_equal(proposal_read(reading(user), id, &p), OK);
    assert_non_null(p);
    return p;
}

/* Asked, claimed, answered. */
static struct proposal opened(struct id user, bool from_review)
{
    struct claiming c = {.id = asked(user, from_review), .lease = 60};
    DONE(user, claim, &c);
    struct proposal p = suggestion(c.id, c.try_no);
    DONE(user, answer_it, &p);
    return p;
}

static void test_wish_is_kept_before_anybody_is_asked(void **state)
{
    (void)state;
    struct id user = new_user("proposal-wish"), before = asked(user, false);
    struct asking a = {.id = fresh_id(), .base = 3, .feedback = "More phonics", .after = before};
    DONE(user, ask, &a);
    struct proposal *p = stored(user, a.id);
    assert_int_equal(p->state, PROPOSAL_ASKING);
    assert_int_equal(p->base_version, 3);
    assert_false(p->from_review);
    assert_string_equal(p->feedback, "More phonics");
    assert_true(same(p->after, before));
    assert_int_equal(p->topics_n, 0);
    assert_int_not_equal(p->created, 0);
}

static void test_answer_comes_back_whole(void **state)
{
    (void)state;
    struct id user = new_user("proposal-whole");
    struct proposal in = opened(user, true), *p = stored(user, in.id);
    assert_int_equal(p->state, PROPOSAL_OPEN);
    assert_true(p->from_review);
    assert_string_equal(p->feedback, "Less safeguarding, please");
    assert_string_equal(p->overview.rationale, in.overview.rationale);
    assert_int_equal(p->topics_n, 2);
    assert_true(same(p->topics[0].topic, in.topics[0].topic));
    assert_true(id_none(p->topics[1].topic));
    assert_string_equal(p->topics[1].prescription, "2 x 5min @ hard");
    assert_int_equal(p->differences_n, 2);
    const struct difference *d = &p->differences[0];
    assert_int_equal(d->number, 1);
    assert_int_equal(d->kind, DIFF_MINUTES);
    assert_true(same(d->topic, in.topics[0].topic));
    assert_string_equal(d->from, "20");
    assert_string_equal(d->to, "25");
    assert_string_equal(d->reason, "Two weak answers this week.");
    assert_int_equal(d->evidence_n, 2);
    assert_true(same(d->evidence[1], in.differences[0].evidence[1]));
    assert_int_equal(p->differences[1].evidence_n, 0);
    assert_string_equal(json_get_text(p->call, "provider", ""), "builtin");
}

static void test_newer_wish_replaces_the_open_one_of_its_kind(void **state)
{
    (void)state;
    struct id user = new_user("proposal-replace");
    struct proposal mine = opened(user, false), review = opened(user, true);
    struct id newer = asked(user, false);
    assert_int_equal(stored(user, mine.id)->state, PROPOSAL_REPLACED);
    assert_int_equal(stored(user, review.id)->state, PROPOSAL_OPEN);
    assert_int_equal(stored(user, newer)->state, PROPOSAL_ASKING);
}

static void test_same_form_twice_is_a_conflict(void **state)
{
    (void)state;
    struct id user = new_user("proposal-twice");
    struct asking a = {.id = asked(user, false), .feedback = "Other words"};
    assert_int_equal(run(user, ask, &a), ERR_CONFLICT);
    assert_string_equal(stored(user, a.id)->feedback, "Less safeguarding, please");
}

static void test_claimed_is_busy_until_the_lease_ends(void **state)
{
    (void)state;
    struct id user = new_user("proposal-lease");
    struct claiming first = {.id = asked(user, false), .lease = 60}, second = first;
    DONE(user, claim, &first);
    assert_int_equal(first.try_no, 1);
    assert_int_equal(run(user, claim, &second), ERR_BUSY);
    clock_shift(61);
    enum err e = run(user, claim, &second);
    clock_shift(0);
    assert_int_equal(e, OK);
    assert_int_equal(second.try_no, 2);
}

static void test_released_can_be_claimed_at_once(void **state)
{
    (void)state;
    struct id user = new_user("proposal-release");
    struct claiming c = {.id = asked(user, false), .lease = 60};
    DONE(user, claim, &c);
    DONE(user, release, &c);
    assert_string_equal(stored(user, c.id)->why, "timeout");
    DONE(user, claim, &c);
    assert_int_equal(c.try_no, 2);
    assert_null(stored(user, c.id)->why);
}

static void test_superseded_release_changes_nothing(void **state)
{
    (void)state;
    struct id user = new_user("proposal-late-release");
    struct claiming c = {.id = asked(user, false), .lease = -1}, late;
    DONE(user, claim, &c);
    late = c;
    c.lease = 60;
    DONE(user, claim, &c);
    DONE(user, release, &late);
    assert_int_equal(run(user, claim, &c), ERR_BUSY);
}

static void test_superseded_answer_is_dropped(void **state)
{
    (void)state;
    struct id user = new_user("proposal-late");
    struct claiming c = {.id = asked(user, false), .lease = -1};
    DONE(user, claim, &c);
    DONE(user, claim, &c);
    struct proposal late = suggestion(c.id, 1), right = suggestion(c.id, 2);
    assert_int_equal(run(user, answer_it, &late), ERR_CONFLICT);
    DONE(user, answer_it, &right);
    assert_int_equal(run(user, answer_it, &right), ERR_CONFLICT);
    assert_int_equal(run(user, claim, &c), ERR_CONFLICT);
}

static void test_unknown_proposal_is_not_found(void **state)
{
    (void)state;
    struct id user = new_user("proposal-unknown");
    struct claiming c = {.id = fresh_id(), .lease = 60};
    struct proposal p = suggestion(c.id, 0);
    assert_int_equal(run(user, claim, &c), ERR_NOT_FOUND);
    assert_int_equal(run(user, edit, &p), ERR_NOT_FOUND);
}

static void test_edits_keep_what_was_asked_and_who_answered(void **state)
{
    (void)state;
    struct id user = new_user("proposal-edit");
    struct proposal p = opened(user, false);
    p.overview.total_daily_minutes = 30;
    p.topics_n = 1;
    p.call = NULL;
    DONE(user, edit, &p);
    struct proposal *back = stored(user, p.id);
    assert_int_equal(back->overview.total_daily_minutes, 30);
    assert_int_equal(back->topics_n, 1);
    assert_string_equal(back->feedback, "Less safeguarding, please");
    assert_string_equal(json_get_text(back->call, "provider", ""), "builtin");
}

static void test_settled_twice_is_a_conflict(void **state)
{
    (void)state;
    struct id user = new_user("proposal-settle");
    struct proposal p = opened(user, false);
    DONE(user, settle, (&(struct settling){p.id, PROPOSAL_APPROVED}));
    assert_int_equal(run(user, settle, &(struct settling){p.id, PROPOSAL_APPROVED}), ERR_CONFLICT);
    assert_int_equal(run(user, settle, &(struct settling){p.id, PROPOSAL_DECLINED}), ERR_CONFLICT);
    assert_int_equal(run(user, edit, &p), ERR_CONFLICT);
    assert_int_equal(stored(user, p.id)->state, PROPOSAL_APPROVED);
}

static void test_one_being_asked_for_can_be_declined_not_approved(void **state)
{
    (void)state;
    struct id user = new_user("proposal-asking"), id = asked(user, false);
    assert_int_equal(run(user, settle, &(struct settling){id, PROPOSAL_APPROVED}), ERR_CONFLICT);
    DONE(user, settle, (&(struct settling){id, PROPOSAL_DECLINED}));
}

static void test_newest_open_is_found_until_settled(void **state)
{
    (void)state;
    struct id user = new_user("proposal-open");
    struct proposal p = opened(user, false), *back;
    struct work *w = reading(user);
    proposal_want_open(w, &back);
    assert_int_equal(work_flush(w), OK);
    assert_true(same(back->id, p.id));
    DONE(user, settle, (&(struct settling){p.id, PROPOSAL_DECLINED}));
    proposal_want_open(w, &back);
    assert_int_equal(work_flush(w), OK);
    assert_null(back);
}

static void test_another_user_sees_none(void **state)
{
    (void)state;
    struct proposal p = opened(new_user("proposal-mine"), false), *back;
    struct id other = new_user("proposal-theirs");
    assert_int_equal(proposal_read(reading(other), p.id, &back), OK);
    assert_null(back);
    assert_int_equal(run(other, settle, &(struct settling){p.id, PROPOSAL_APPROVED}), ERR_CONFLICT);
    assert_int_equal(run(other, claim, &(struct claiming){.id = p.id, .lease = 60}), ERR_NOT_FOUND);
}

static void test_swapped_proposals_do_not_open(void **state)
{
    (void)state;
    struct id user = new_user("proposal-swap");
    struct proposal p = opened(user, false), q = opened(user, true), *back;
    tamper(
        "UPDATE gr.proposals x SET sealed = y.sealed FROM gr.proposals y WHERE x.id = '%s' AND y.id = '%s'",
        p.id, q.id);
    assert_int_equal(proposal_read(reading(user), p.id, &back), ERR_SEAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_wish_is_kept_before_anybody_is_asked),
        TEST(test_answer_comes_back_whole),
        TEST(test_newer_wish_replaces_the_open_one_of_its_kind),
        TEST(test_same_form_twice_is_a_conflict),
        TEST(test_claimed_is_busy_until_the_lease_ends),
        TEST(test_released_can_be_claimed_at_once),
        TEST(test_superseded_release_changes_nothing),
        TEST(test_superseded_answer_is_dropped),
        TEST(test_unknown_proposal_is_not_found),
        TEST(test_edits_keep_what_was_asked_and_who_answered),
        TEST(test_settled_twice_is_a_conflict),
        TEST(test_one_being_asked_for_can_be_declined_not_approved),
        TEST(test_newest_open_is_found_until_settled),
        TEST(test_another_user_sees_none),
        TEST(test_swapped_proposals_do_not_open),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
