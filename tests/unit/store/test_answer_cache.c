#include "store/answer_cache.h"
#include "store/practice.h"

struct keeping {
    const char *asked;
    const json *answer;
};

STEP(keep, struct keeping, answer_cache_add(w, x->asked, x->answer))

static const json *found(struct id user, const char *asked)
{
    const json *doc;
    assert_int_equal(answer_cache_read(reading(user), asked, &doc), OK);
    return doc;
}

static json *said(const char *text)
{
    return json_put_text(fx.a, json_new_object(fx.a), "answer", text);
}

static void test_the_very_same_is_found_again(void **state)
{
    (void)state;
    struct id user = new_user("kept-same");
    struct keeping k = {"evaluate_answer v1 openai\n{\"answer\":\"I led a team.\"}", said("seven")};
    DONE(user, keep, &k);
    assert_string_equal(json_get_text(found(user, k.asked), "answer", ""), "seven");
}

static void test_anything_else_is_not(void **state)
{
    (void)state;
    struct id user = new_user("kept-else");
    struct keeping k = {"asked one way", said("seven")};
    DONE(user, keep, &k);
    assert_null(found(user, "asked one way "));
    assert_null(found(user, ""));
}

static void test_nobody_finds_what_another_asked(void **state)
{
    (void)state;
    struct id mine = new_user("kept-mine"), theirs = new_user("kept-theirs");
    struct keeping k = {"the same words", said("seven")};
    DONE(mine, keep, &k);
    assert_null(found(theirs, "the same words"));
    DONE(theirs, keep, &k);
    assert_int_equal(
        number(fx.super,
               "SELECT count(DISTINCT key)::int8 FROM gr.kept_answers WHERE at > now() - interval '1 day'"
               " AND user_id IN (SELECT user_id FROM gr.users)") >= 2,
        1);
}

static void test_the_newest_answer_stands(void **state)
{
    (void)state;
    struct id user = new_user("kept-twice");
    struct keeping first = {"again", said("seven")}, second = {"again", said("eight")};
    DONE(user, keep, &first);
    DONE(user, keep, &second);
    assert_string_equal(json_get_text(found(user, "again"), "answer", ""), "eight");
}

static void test_after_a_day_it_is_forgotten(void **state)
{
    (void)state;
    struct id user = new_user("kept-old");
    struct keeping k = {"old", said("seven")};
    int64_t swept;
    DONE(user, keep, &k);
    number(fx.super, "WITH old AS (UPDATE gr.kept_answers SET at = now() - interval '25 hours' RETURNING 1) "
                     "SELECT count(*)::int8 FROM old");
    assert_null(found(user, "old"));
    assert_int_equal(login_sweep(fx.hourly, fx.a, &swept), OK);
    assert_int_equal(number(fx.super, "SELECT count(*)::int8 FROM gr.kept_answers"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_very_same_is_found_again),    TEST(test_anything_else_is_not),
        TEST(test_nobody_finds_what_another_asked), TEST(test_the_newest_answer_stands),
        TEST(test_after_a_day_it_is_forgotten),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
