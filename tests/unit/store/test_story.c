#include "store/practice.h"
#include "store/story.h"

STEP(insert, struct story, story_insert(w, x))
STEP(save, struct story, story_save(w, x))
STEP(claim, struct claiming, story_claim(w, x->id, x->lease, &x->try_no))
STEP(release, struct claiming, story_release(w, x->id, x->try_no, "timeout"))
STEP(delete, struct id, story_delete(w, *x))

static struct story *stored(struct id user, struct id id)
{
    struct story *s;
    assert_int_equal(story_read(reading(user), id, &s), OK);
    assert_non_null(s);
    return s;
}

static struct story some_story(struct id question)
{
    json *gaps = json_new_array(fx.a), *call = json_new_object(fx.a);
    json_add_text(fx.a, gaps, "What did the head say?");
    json_put_text(fx.a, call, "provider", "builtin");
    return (struct story){.id = fresh_id(),
                          .question = question,
                          .question_text = "Tell me about a hard class.",
                          .title = "The silent signal",
                          .situation = "Thirty children after lunch",
                          .task = "Start on time",
                          .action = "Taught a signal",
                          .result = "Ten minutes won a day",
                          .lesson = "Practise routines",
                          .text = "It was a wet October.",
                          .gaps = gaps,
                          .call = call,
                          .state = STORY_READY,
                          .created = 1700000600};
}

static struct story begun(struct id user)
{
    struct story s = some_story((struct id){{0}});
    DONE(user, insert, &s);
    return *stored(user, s.id);
}

static void test_story_comes_back_whole(void **state)
{
    (void)state;
    struct practice p = practise("story-whole");
    struct story in = some_story(p.questions[1].id);
    DONE(p.user, insert, &in);
    struct story *s = stored(p.user, in.id);
    assert_true(same(s->question, in.question));
    assert_string_equal(s->question_text, in.question_text);
    assert_string_equal(s->title, in.title);
    assert_string_equal(s->situation, in.situation);
    assert_string_equal(s->task, in.task);
    assert_string_equal(s->action, in.action);
    assert_string_equal(s->result, in.result);
    assert_string_equal(s->lesson, in.lesson);
    assert_string_equal(s->text, in.text);
    assert_string_equal(json_text(json_at(s->gaps, 0), ""), "What did the head say?");
    assert_string_equal(json_get_text(s->call, "provider", ""), "builtin");
    assert_int_equal(s->version, 1);
    assert_int_equal(s->state, STORY_READY);
    assert_int_equal(s->created, 1700000600);
    assert_int_equal(s->changed, 1700000600);
}

static void test_every_save_is_a_new_version(void **state)
{
    (void)state;
    struct id user = new_user("story-versions");
    struct story s = begun(user), *all, *every;
    s.title = "Second title";
    DONE(user, save, &s);
    assert_int_equal(s.version, 2);
    s.title = "Third title";
    DONE(user, save, &s);
    assert_string_equal(stored(user, s.id)->title, "Third title");
    assert_int_equal(stored(user, s.id)->version, 3);
    struct work *w = reading(user);
    size_t n, every_n;
    story_want_versions(w, s.id, &all, &n);
    story_want_all_versions(w, &every, &every_n);
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(n, 2);
    assert_int_equal(all[0].version, 2);
    assert_string_equal(all[0].title, "Second title");
    assert_string_equal(all[1].title, "The silent signal");
    assert_int_equal(all[1].changed, 1700000600);
    assert_int_equal(every_n, 2);
}

static void test_two_tabs_are_a_conflict(void **state)
{
    (void)state;
    struct id user = new_user("story-tabs");
    struct story one = begun(user), other = one;
    one.title = "From the first tab";
    other.title = "From the second tab";
    DONE(user, save, &one);
    assert_int_equal(run(user, save, &other), ERR_CONFLICT);
    assert_int_equal(other.version, 1);
    assert_string_equal(stored(user, one.id)->title, "From the first tab");
    assert_int_equal(stored(user, one.id)->version, 2);
}

struct meanwhile {
    struct id user;
    struct story mine, theirs;
    int runs;
};

static enum err save_meanwhile(struct work *w, void *ctx)
{
    struct meanwhile *m = ctx;
    struct story *seen;
    enum err e = story_read(w, m->mine.id, &seen);
    if (e == OK && m->runs++ == 0)
        e = db_transact(fx.other, fx.a, m->user, save, &m->theirs);
    return e == OK ? story_save(w, &m->mine) : e;
}

static void test_two_saves_at_once_keep_the_first(void **state)
{
    (void)state;
    struct id user = new_user("story-at-once");
    struct story s = begun(user);
    struct meanwhile m = {user, s, s, 0};
    m.theirs.title = "They were first";
    assert_int_equal(run(user, save_meanwhile, &m), ERR_CONFLICT);
    assert_string_equal(stored(user, s.id)->title, "They were first");
}

static void test_superseded_structure_is_dropped(void **state)
{
    (void)state;
    struct id user = new_user("story-late");
    struct story s = some_story((struct id){{0}});
    s.state = STORY_ASKING;
    DONE(user, insert, &s);
    struct claiming c = {.id = s.id, .lease = -1};
    DONE(user, claim, &c);
    DONE(user, claim, &c);
    struct story late = *stored(user, s.id), right = late;
    late.try_no = 1;
    right.try_no = 2;
    right.state = STORY_READY;
    assert_int_equal(run(user, save, &late), ERR_CONFLICT);
    DONE(user, save, &right);
    assert_int_equal(stored(user, s.id)->state, STORY_READY);
    assert_int_equal(run(user, claim, &c), ERR_CONFLICT);
}

static void test_claimed_is_busy_until_released(void **state)
{
    (void)state;
    struct id user = new_user("story-claim");
    struct story s = some_story((struct id){{0}});
    s.state = STORY_ASKING;
    DONE(user, insert, &s);
    struct claiming c = {.id = s.id, .lease = 60}, second = c;
    DONE(user, claim, &c);
    assert_int_equal(run(user, claim, &second), ERR_BUSY);
    DONE(user, release, &c);
    assert_string_equal(stored(user, s.id)->why, "timeout");
    DONE(user, claim, &second);
    assert_null(stored(user, s.id)->why);
}

static void test_deleted_with_its_versions(void **state)
{
    (void)state;
    struct id user = new_user("story-delete");
    struct story s = begun(user), *back;
    DONE(user, save, &s);
    DONE(user, delete, &s.id);
    assert_int_equal(story_read(reading(user), s.id, &back), OK);
    assert_null(back);
    assert_int_equal(
        number(fx.super,
               arena_printf(fx.a, "SELECT count(*)::int8 FROM gr.story_versions WHERE user_id = '%s'",
                            hex(user))),
        0);
    assert_int_equal(run(user, delete, &s.id), ERR_NOT_FOUND);
}

static void test_another_user_sees_no_story(void **state)
{
    (void)state;
    struct id user = new_user("story-mine"), other = new_user("story-theirs");
    struct story s = begun(user), *back;
    assert_int_equal(story_read(reading(other), s.id, &back), OK);
    assert_null(back);
    assert_int_equal(run(other, save, &s), ERR_CONFLICT);
    assert_int_equal(run(other, delete, &s.id), ERR_NOT_FOUND);
    assert_int_equal(run(other, claim, &(struct claiming){.id = s.id, .lease = 60}), ERR_NOT_FOUND);
}

static void test_earlier_version_in_the_place_of_a_later_does_not_open(void **state)
{
    (void)state;
    struct id user = new_user("story-swap");
    struct story s = begun(user), *back;
    DONE(user, save, &s);
    tamper("UPDATE gr.stories x SET sealed = y.sealed FROM gr.story_versions y WHERE x.id = '%s' AND y.story "
           "= '%s'",
           s.id, s.id);
    assert_int_equal(story_read(reading(user), s.id, &back), ERR_SEAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_story_comes_back_whole),
        TEST(test_every_save_is_a_new_version),
        TEST(test_two_tabs_are_a_conflict),
        TEST(test_two_saves_at_once_keep_the_first),
        TEST(test_superseded_structure_is_dropped),
        TEST(test_claimed_is_busy_until_released),
        TEST(test_deleted_with_its_versions),
        TEST(test_another_user_sees_no_story),
        TEST(test_earlier_version_in_the_place_of_a_later_does_not_open),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
