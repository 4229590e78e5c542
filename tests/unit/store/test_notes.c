#include "store/notes.h"
#include "store/practice.h"

STEP(save, struct note, notes_save(w, x))

static struct note *stored(struct id user, struct id topic)
{
    struct note *n;
    assert_int_equal(notes_read(reading(user), topic, &n), OK);
    assert_non_null(n);
    return n;
}

static struct note some_note(struct id topic)
{
    return (struct note){.topic = topic,
                         .topic_name = "Classroom management",
                         .text = "Names routines, forgets results.",
                         .corrected = "I did name the result."};
}

static void test_note_comes_back_whole(void **state)
{
    (void)state;
    struct practice p = practise("note-whole");
    struct note in = some_note(p.session.topic);
    DONE(p.user, save, &in);
    assert_int_equal(in.version, 1);
    struct note *n = stored(p.user, p.session.topic);
    assert_true(same(n->topic, p.session.topic));
    assert_string_equal(n->topic_name, in.topic_name);
    assert_string_equal(n->text, in.text);
    assert_string_equal(n->corrected, in.corrected);
    assert_int_equal(n->version, 1);
    assert_int_equal(n->changed, in.changed);
}

static void test_general_note_has_no_topic(void **state)
{
    (void)state;
    struct practice p = practise("note-general");
    struct note general = some_note((struct id){{0}}), topical = some_note(p.session.topic), *all;
    general.text = "Practises in the evening.";
    DONE(p.user, save, &general);
    DONE(p.user, save, &topical);
    struct note *n = stored(p.user, (struct id){{0}});
    assert_true(id_none(n->topic));
    assert_string_equal(n->text, "Practises in the evening.");
    struct work *w = reading(p.user);
    size_t count;
    notes_want_all(w, &all, &count);
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(count, 2);
    assert_true(id_none(all[0].topic));
}

static void test_saved_again_is_the_next_version(void **state)
{
    (void)state;
    struct id user = new_user("note-next");
    struct note n = some_note((struct id){{0}});
    DONE(user, save, &n);
    n.text = "Better now.";
    DONE(user, save, &n);
    assert_int_equal(n.version, 2);
    assert_string_equal(stored(user, n.topic)->text, "Better now.");
    assert_int_equal(stored(user, n.topic)->version, 2);
}

static void test_two_writers_are_a_conflict(void **state)
{
    (void)state;
    struct id user = new_user("note-tabs");
    struct note one = some_note((struct id){{0}}), other = one;
    DONE(user, save, &one);
    assert_int_equal(run(user, save, &other), ERR_CONFLICT); /* both were the first */
    other = one;
    DONE(user, save, &one);
    other.text = "From the second tab";
    assert_int_equal(run(user, save, &other), ERR_CONFLICT);
    assert_string_equal(stored(user, one.topic)->text, one.text);
}

static void test_note_on_anothers_topic_is_not_found(void **state)
{
    (void)state;
    struct practice p = practise("note-topic");
    struct note n = some_note(p.session.topic);
    assert_int_equal(run(new_user("note-topic-2"), save, &n), ERR_NOT_FOUND);
}

static void test_another_user_sees_no_note(void **state)
{
    (void)state;
    struct id user = new_user("note-mine");
    struct note n = some_note((struct id){{0}}), *back;
    DONE(user, save, &n);
    assert_int_equal(notes_read(reading(new_user("note-theirs")), n.topic, &back), OK);
    assert_null(back);
}

static void test_swapped_notes_do_not_open(void **state)
{
    (void)state;
    struct practice p = practise("note-swap");
    struct note first = some_note(p.session.topic), second = some_note(p.plan.topics[1].topic), *back;
    DONE(p.user, save, &first);
    DONE(p.user, save, &second);
    tamper("UPDATE gr.notes x SET sealed = y.sealed FROM gr.notes y WHERE x.id = '%s' AND y.id = '%s'",
           first.topic, second.topic);
    assert_int_equal(notes_read(reading(p.user), first.topic, &back), ERR_SEAL);
}

static void test_note_with_another_version_does_not_open(void **state)
{
    (void)state;
    struct practice p = practise("note-version");
    struct note n = some_note(p.session.topic), *back;
    DONE(p.user, save, &n);
    tamper("UPDATE gr.notes SET version = 2 WHERE id = '%s' AND user_id = '%s'", n.topic, p.user);
    assert_int_equal(notes_read(reading(p.user), n.topic, &back), ERR_SEAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_note_comes_back_whole),
        TEST(test_general_note_has_no_topic),
        TEST(test_saved_again_is_the_next_version),
        TEST(test_two_writers_are_a_conflict),
        TEST(test_note_on_anothers_topic_is_not_found),
        TEST(test_another_user_sees_no_note),
        TEST(test_swapped_notes_do_not_open),
        TEST(test_note_with_another_version_does_not_open),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
