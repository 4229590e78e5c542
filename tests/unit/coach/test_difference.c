#include "base/fixture.h"
#include "base/text.h"
#include "coach/difference.h"

/* Topics are called by a letter; letter A has the id aaaa..., and so on. */
static struct id id_of(char letter)
{
    struct id id;
    memset(id.b, letter, sizeof id.b);
    return id;
}

static struct plan_topic topic(char letter, int priority, int minutes)
{
    return (struct plan_topic){
        .topic = id_of(letter),
        .name = arena_printf(a, "%c", letter),
        .description = arena_printf(a, "about %c", letter),
        .outcome = "better",
        .key = "",
        .prescription = "3 x 4min @ medium",
        .priority = priority,
        .daily_minutes = minutes,
    };
}

/* "ABC": topics in that order of priority, ten minutes each; a lower-case letter is a topic not yet known (no
 * id). */
static struct plan_topic *topics_of(const char *letters)
{
    struct plan_topic *t = arena_array(a, strlen(letters) + 1, sizeof *t);
    for (size_t i = 0; letters[i]; i++) {
        t[i] = topic(letters[i], (int)i + 1, 10);
        if (letters[i] >= 'a')
            t[i].topic = (struct id){0};
    }
    return t;
}

static const struct overview usual = {
    .target_role = "nurse", .total_daily_minutes = 30, .time_horizon_weeks = 4, .rationale = "because"};

static struct plan plan_of(const char *letters)
{
    return (struct plan){
        .version = 1, .overview = usual, .topics = topics_of(letters), .topics_n = strlen(letters)};
}

static struct proposal proposal_of(const char *letters)
{
    return (struct proposal){
        .base_version = 1, .overview = usual, .topics = topics_of(letters), .topics_n = strlen(letters)};
}

static void find(const struct plan *base, struct proposal *p)
{
    difference_find(a, base, p, NULL, NULL, "as asked", &p->differences, &p->differences_n);
}

/* "added:X priority:A": kinds and names in order. */
static const char *found(const struct proposal *p)
{
    const char *all = "";
    for (size_t i = 0; i < p->differences_n; i++) {
        const struct difference *d = &p->differences[i];
        assert_int_equal(d->number, (int)i + 1);
        all = arena_printf(a, "%s%s%s:%s", all, i ? " " : "", difference_kind_name(d->kind), d->name);
    }
    return all;
}

/* The names in order after taking the differences whose kind:name stand in `which` ("*": all). */
static struct plan take(const struct plan *base, const struct proposal *p, const char *which)
{
    struct plan out;
    bool *flags = arena_array(a, p->differences_n + 1, sizeof *flags);
    for (size_t i = 0; i < p->differences_n; i++) {
        const struct difference *d = &p->differences[i];
        flags[i] = *which == '*' ||
                   strstr(which, arena_printf(a, "%s:%s", difference_kind_name(d->kind), d->name)) != NULL;
    }
    difference_apply(a, base, p, flags, &out);
    int minutes = 0;
    for (size_t i = 0; i < out.topics_n; i++) {
        assert_int_equal(out.topics[i].priority, (int)i + 1);
        minutes += out.topics[i].daily_minutes;
    }
    assert_int_equal(out.overview.total_daily_minutes, minutes);
    return out;
}

static const char *names(const struct plan *p)
{
    const char *all = "";
    for (size_t i = 0; i < p->topics_n; i++)
        all = arena_printf(a, "%s%s", all, p->topics[i].name);
    return all;
}

static void assert_taken(const char *base_letters, const char *letters, const char *which, const char *wanted)
{
    const struct plan base = plan_of(base_letters);
    struct proposal p = proposal_of(letters);
    find(&base, &p);
    const struct plan out = take(&base, &p, which);
    if (!text_equal(names(&out), wanted))
        fail_msg("%s -> %s (%s), taking %s: %s, wanted %s", base_letters, letters, found(&p), which,
                 names(&out), wanted);
}

/* ---- finding ---- */

static void test_same_plan_has_no_difference(void **state)
{
    (void)state;
    const struct plan base = plan_of("ABC");
    struct proposal p = proposal_of("ABC");
    find(&base, &p);
    assert_int_equal(p.differences_n, 0);
}

static void test_without_a_plan_all_topics_are_added(void **state)
{
    (void)state;
    struct proposal p = proposal_of("abc");
    find(NULL, &p);
    assert_string_equal(found(&p), "added:a added:b added:c");
    assert_true(id_none(p.differences[0].topic));
    assert_string_equal(p.differences[0].from, "");
    assert_string_equal(p.differences[0].to, "10 min a day, priority 1: about a");
}

static void test_added_and_dropped_topics(void **state)
{
    (void)state;
    const struct plan base = plan_of("ABC");
    struct proposal p = proposal_of("AxC");
    find(&base, &p);
    assert_string_equal(found(&p), "added:x dropped:B");
    assert_true(id_equal(p.differences[1].topic, id_of('B')));
    assert_string_equal(p.differences[1].from, "10 min a day, priority 2: about B");
    assert_string_equal(p.differences[1].to, "");
}

static void test_minutes_up_and_down(void **state)
{
    (void)state;
    const struct plan base = plan_of("AB");
    struct proposal p = proposal_of("AB");
    p.topics[0].daily_minutes = 15;
    p.topics[1].daily_minutes = 5;
    find(&base, &p);
    assert_string_equal(found(&p), "minutes:A minutes:B");
    assert_string_equal(p.differences[0].from, "10 min a day");
    assert_string_equal(p.differences[0].to, "15 min a day");
    assert_string_equal(p.differences[1].to, "5 min a day");
}

static void test_moved_priority(void **state)
{
    (void)state;
    const struct plan base = plan_of("ABC");
    struct proposal p = proposal_of("ACB");
    find(&base, &p);
    assert_string_equal(found(&p), "priority:C priority:B");
    assert_string_equal(p.differences[0].from, "priority 3");
    assert_string_equal(p.differences[0].to, "priority 2");
}

static void test_adding_or_dropping_others_moves_nobody(void **state)
{
    (void)state;
    const struct plan base = plan_of("ABC");
    struct proposal p = proposal_of("xAC");
    find(&base, &p);
    assert_string_equal(found(&p), "added:x dropped:B");
}

static void test_other_words_and_another_overview(void **state)
{
    (void)state;
    const struct plan base = plan_of("AB");
    struct proposal p = proposal_of("AB");
    p.topics[1].outcome = "best";
    p.overview.time_horizon_weeks = 6;
    p.overview.rationale = "another rationale is no difference";
    find(&base, &p);
    assert_string_equal(found(&p), "overview:overview words:B");
    assert_string_equal(p.differences[0].from, "nurse, 4 weeks");
    assert_string_equal(p.differences[0].to, "nurse, 6 weeks");
}

static void test_a_rationale_of_the_users_own_is_a_difference(void **state)
{
    (void)state;
    const struct plan base = plan_of("AB");
    struct proposal p = proposal_of("AB");
    find(&base, &p);
    difference_add_rationale(a, &base, &p, "by hand");
    assert_int_equal(p.differences_n, 0); /* it is the plan's own */
    p.overview.rationale = "my own words";
    difference_add_rationale(a, NULL, &p, "by hand");
    assert_int_equal(p.differences_n, 0); /* of a first plan it goes with the whole */
    difference_add_rationale(a, &base, &p, "by hand");
    assert_string_equal(found(&p), "overview:rationale");
    assert_true(difference_is_rationale(&p.differences[0]));
    assert_string_equal(p.differences[0].from, "because");
    assert_string_equal(p.differences[0].to, "my own words");
}

static void test_each_difference_has_its_reason_or_the_plain_one(void **state)
{
    (void)state;
    const struct plan base = plan_of("ABC");
    struct proposal p = proposal_of("ACB");
    json *reasons, *ids;
    static const char given[] = "[{\"topic\":\"c\",\"what\":\"priority\",\"reason\":\"C is "
                                "weak\",\"evidence\":[\"a1\",\"a9\",\"a2\"]},"
                                "{\"topic\":\"B\",\"what\":\"minutes\",\"reason\":\"not this one\"}]";
    static const char refs[] = "{\"a1\":\"00000000-0000-4000-8000-000000000001\","
                               "\"a2\":\"00000000-0000-4000-8000-000000000002\"}";
    assert_int_equal(json_parse(a, given, strlen(given), 8, &reasons), OK);
    assert_int_equal(json_parse(a, refs, strlen(refs), 8, &ids), OK);
    difference_find(a, &base, &p, reasons, ids, "as asked", &p.differences, &p.differences_n);
    assert_string_equal(found(&p), "priority:C priority:B");
    assert_string_equal(p.differences[0].reason, "C is weak");
    assert_int_equal(p.differences[0].evidence_n, 2);
    assert_string_equal(id_text(a, p.differences[0].evidence[1]), "00000000-0000-4000-8000-000000000002");
    assert_string_equal(p.differences[1].reason, "as asked");
    assert_int_equal(p.differences[1].evidence_n, 0);
}

/* ---- knowing a topic again ---- */

static void test_a_topic_is_known_again_by_name_or_key(void **state)
{
    (void)state;
    struct plan base = plan_of("AB");
    base.topics[1].key = "nursing/b";
    struct plan_topic *t = topics_of("abc");
    t[1].name = "quite another name";
    t[1].key = "nursing/b";
    t[0].prescription = "";
    t[1].prescription = "1 x 2min @ easy";
    difference_adopt(&base, t, 3);
    assert_true(id_equal(t[0].topic, id_of('A')));
    assert_string_equal(t[0].prescription, "3 x 4min @ medium");
    assert_true(id_equal(t[1].topic, id_of('B')));
    assert_string_equal(t[1].prescription, "1 x 2min @ easy");
    assert_true(id_none(t[2].topic));
}

static void test_a_name_counts_before_a_key(void **state)
{
    (void)state;
    struct plan base = plan_of("AB");
    base.topics[0].key = "nursing/a";
    struct plan_topic *t = topics_of("xa");
    t[0].key = "nursing/a";
    difference_adopt(&base, t, 2);
    assert_true(id_none(t[0].topic));
    assert_true(id_equal(t[1].topic, id_of('A')));
}

static void test_no_topic_is_known_twice(void **state)
{
    (void)state;
    struct plan base = plan_of("A");
    struct plan_topic *t = topics_of("aa");
    difference_adopt(&base, t, 2);
    assert_true(id_equal(t[0].topic, id_of('A')));
    assert_true(id_none(t[1].topic));
}

static void test_without_a_plan_nothing_is_adopted(void **state)
{
    (void)state;
    struct plan_topic *t = topics_of("a");
    difference_adopt(NULL, t, 1);
    assert_true(id_none(t[0].topic));
}

/* ---- taking and leaving ---- */

static void test_taking_all_gives_the_proposal(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"ABC", "ABC"},  {"ABC", "CBA"},   {"ABC", "xABC"},  {"ABC", "AxBC"},
        {"ABC", "ABCx"}, {"ABC", "BC"},    {"ABC", "BCx"},   {"ABC", "xC"},
        {"ABC", "xyz"},  {"ABC", ""},      {"ABCD", "DBxC"}, {"ABCDE", "yEDxA"},
        {"A", "xAy"},    {"ABCD", "BCDA"}, {"ABCD", "DABC"}, {"ABCDEF", "FxBAyDC"}};
    for (size_t i = 0; i < COUNT(pairs); i++)
        assert_taken(pairs[i][0], pairs[i][1], "*", pairs[i][1]);
}

static void test_taking_none_gives_the_plan_as_it_was(void **state)
{
    (void)state;
    assert_taken("ABC", "xCyA", "", "ABC");
    assert_taken("ABC", "CBA", "", "ABC");
}

static void test_one_of_several_is_taken(void **state)
{
    (void)state;
    assert_taken("ABC", "AxC", "added:x", "AxBC");
    assert_taken("ABC", "AxC", "dropped:B", "AC");
    assert_taken("ABC", "xyABC", "added:y", "AyBC");
}

static void test_a_topic_taken_up_or_down_gets_its_place(void **state)
{
    (void)state;
    assert_taken("AB", "BA", "priority:A", "BA");
    assert_taken("AB", "BA", "priority:B", "BA");
    assert_taken("ABCD", "BCDA", "priority:A", "BCDA");
    assert_taken("ABCD", "DABC", "priority:D", "DABC");
    assert_taken("ABCD", "BCDA", "priority:C", "ACBD");
}

static void test_minutes_are_taken_topic_by_topic(void **state)
{
    (void)state;
    const struct plan base = plan_of("AB");
    struct proposal p = proposal_of("AB");
    p.topics[0].daily_minutes = 25;
    p.topics[1].daily_minutes = 5;
    find(&base, &p);
    const struct plan out = take(&base, &p, "minutes:A");
    assert_int_equal(out.topics[0].daily_minutes, 25);
    assert_int_equal(out.topics[1].daily_minutes, 10);
    assert_int_equal(out.overview.total_daily_minutes, 35);
}

static void test_the_coachs_rationale_goes_with_the_whole(void **state)
{
    (void)state;
    const struct plan base = plan_of("AB");
    struct proposal p = proposal_of("AxB");
    p.topics[0].daily_minutes = 25;
    p.overview.rationale = "more of A, and x";
    find(&base, &p);
    assert_string_equal(take(&base, &p, "*").overview.rationale, "more of A, and x");
    assert_string_equal(take(&base, &p, "added:x").overview.rationale, "because");
    assert_string_equal(take(&base, &p, "").overview.rationale, "because");
}

static void test_a_rationale_of_the_users_own_is_taken_or_left(void **state)
{
    (void)state;
    const struct plan base = plan_of("AB");
    struct proposal p = proposal_of("AxB");
    p.overview.time_horizon_weeks = 6;
    p.overview.rationale = "my own words";
    find(&base, &p);
    difference_add_rationale(a, &base, &p, "by hand");
    struct plan out = take(&base, &p, "overview:rationale");
    assert_string_equal(out.overview.rationale, "my own words");
    assert_int_equal(out.overview.time_horizon_weeks, 4);
    assert_string_equal(names(&out), "AB");
    out = take(&base, &p, "overview:overview added:x");
    assert_string_equal(out.overview.rationale, "because");
    assert_int_equal(out.overview.time_horizon_weeks, 6);
}

static void test_words_and_overview_are_taken_or_left(void **state)
{
    (void)state;
    const struct plan base = plan_of("AB");
    struct proposal p = proposal_of("AB");
    p.topics[0].description = "new words";
    p.overview.target_role = "ward manager";
    find(&base, &p);
    struct plan out = take(&base, &p, "words:A");
    assert_string_equal(out.topics[0].description, "new words");
    assert_string_equal(out.overview.target_role, "nurse");
    out = take(&base, &p, "overview:overview");
    assert_string_equal(out.topics[0].description, "about A");
    assert_string_equal(out.overview.target_role, "ward manager");
}

static void test_topics_keep_their_ids(void **state)
{
    (void)state;
    const struct plan base = plan_of("ABC");
    struct proposal p = proposal_of("CxB");
    find(&base, &p);
    const struct plan out = take(&base, &p, "*");
    assert_true(id_equal(out.topics[0].topic, id_of('C')));
    assert_true(id_none(out.topics[1].topic));
    assert_true(id_equal(out.topics[2].topic, id_of('B')));
}

static void test_first_plan_may_be_taken_in_part(void **state)
{
    (void)state;
    struct proposal p = proposal_of("abc");
    find(NULL, &p);
    const struct plan out = take(NULL, &p, "added:a added:c");
    assert_string_equal(names(&out), "ac");
    assert_string_equal(out.overview.target_role, "nurse");
    assert_int_equal(out.overview.total_daily_minutes, 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_same_plan_has_no_difference),
        TEST(test_without_a_plan_all_topics_are_added),
        TEST(test_added_and_dropped_topics),
        TEST(test_minutes_up_and_down),
        TEST(test_moved_priority),
        TEST(test_adding_or_dropping_others_moves_nobody),
        TEST(test_other_words_and_another_overview),
        TEST(test_a_rationale_of_the_users_own_is_a_difference),
        TEST(test_each_difference_has_its_reason_or_the_plain_one),
        TEST(test_a_topic_is_known_again_by_name_or_key),
        TEST(test_a_name_counts_before_a_key),
        TEST(test_no_topic_is_known_twice),
        TEST(test_without_a_plan_nothing_is_adopted),
        TEST(test_taking_all_gives_the_proposal),
        TEST(test_taking_none_gives_the_plan_as_it_was),
        TEST(test_one_of_several_is_taken),
        TEST(test_a_topic_taken_up_or_down_gets_its_place),
        TEST(test_minutes_are_taken_topic_by_topic),
        TEST(test_the_coachs_rationale_goes_with_the_whole),
        TEST(test_a_rationale_of_the_users_own_is_taken_or_left),
        TEST(test_words_and_overview_are_taken_or_left),
        TEST(test_topics_keep_their_ids),
        TEST(test_first_plan_may_be_taken_in_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
