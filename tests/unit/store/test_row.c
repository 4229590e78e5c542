#include "store/practice.h"
#include "store/row.h"

/* A row of every kind of column. */
struct thing {
    struct id id;
    int small;
    int64_t big;
    clock_time at;
    clock_day day;
    bool yes;
    const char *text;
    struct bytes bytes;
    enum { NEW, OLD } age;
    const char *note;
};

static const char *const ages[] = {[NEW] = "new", [OLD] = "old"};

/* clang-format off */
#define THING(C)                             \
    C(COLUMN(1, ID, id))                     \
    C(COLUMN(2, INT, small))                 \
    C(COLUMN(3, INT64, big))                 \
    C(COLUMN(4, TIME, at))                   \
    C(COLUMN(5, DAY, day))                   \
    C(COLUMN(6, BOOL, yes))                  \
    C(COLUMN_AS(7, TEXT, words, text))       \
    C(INNER(8, BYTES, bytes))                \
    C(COLUMN_WORD(9, age, ages))
/* clang-format on */

static ROW_DEFINE_OPEN(thing_row, struct thing, THING);

/* clang-format off */
#define NOTED(C)                             \
    C(COLUMN(1, ID, id))                     \
    C(COLUMN(2, TIME_IF_ANY, at))            \
    C(SEALED(TEXT, note))                    \
    C(SEALED_WORD(age, ages))                \
    C(DOCUMENT(3))                           \
    C(BESIDE(4, mark))
/* clang-format on */

static ROW_DEFINE(noted_row, struct thing, NOTED, .table = SEALED_CONTEXT);

/* clang-format off */
#define SUM(C)                                     \
    C(EXPRESSION(1, INT64, big, "sum(big)::int8")) \
    C(INNER_EXPRESSION(2, BOOL, yes, "$1::bool"))
/* clang-format on */

static ROW_DEFINE_OPEN(sum_row, struct thing, SUM);

/* ---- What a table says ---- */

static void test_columns_are_those_of_a_select(void **state)
{
    (void)state;
    assert_string_equal(ROW_COLUMNS(THING),
                        "id, small::int8, big, extract(epoch FROM at)::int8, day::int8, yes, words, bytes, "
                        "age::int8");
    assert_string_equal(ROW_COLUMNS(NOTED), "id, extract(epoch FROM at)::int8, sealed, mark");
    assert_string_equal(ROW_COLUMNS(SUM), "sum(big)::int8, $1::bool");
}

static void test_an_insert_is_whole_but_for_what_comes_later(void **state)
{
    (void)state;
    assert_string_equal(ROW_INSERT("gr.things", THING),
                        "INSERT INTO gr.things (user_id, id, small, big, at, day, yes, words, bytes, age)"
                        " VALUES (gr.me(), $1::uuid, $2::int8, $3::int8, to_timestamp($4::int8),"
                        " $5::int8, $6::bool, $7::text, $8::bytea, $9::int8)");
    assert_string_equal(ROW_INSERT("gr.things", NOTED),
                        "INSERT INTO gr.things (user_id, id, at, sealed)"
                        " VALUES (gr.me(), $1::uuid, to_timestamp(nullif($2::int8, 0)), $3::bytea)");
}

static void test_a_download_has_words_days_and_times_and_nothing_inner(void **state)
{
    (void)state;
    const struct thing things[] = {
        {.small = 7, .at = 1700000000, .day = 19676, .text = "a", .age = OLD},
        {.small = 8, .note = "b"},
    };
    json *list = row_list_to_json(fx.a, thing_row(), things, 2);
    assert_string_equal(json_write(fx.a, json_at(list, 0)),
                        "{\"id\":null,\"small\":7,\"big\":0,\"at\":\"2023-11-14T22:13:20Z\","
                        "\"day\":\"2023-11-15\",\"yes\":false,\"text\":\"a\",\"age\":\"old\"}");
    assert_int_equal(json_len(list), 2);
    assert_string_equal(json_write(fx.a, row_to_json(fx.a, noted_row(), &things[1])),
                        "{\"id\":null,\"at\":null,\"note\":\"b\",\"age\":\"new\"}");
    assert_string_equal(
        json_write(fx.a, row_to_json(fx.a, sum_row(), &(struct thing){.big = 9, .yes = true})),
        "{\"big\":9}");
}

/* ---- Reading ---- */

static const struct statement echo = {
    "test_row_echo",
    "SELECT " ROW_COLUMNS(THING) " FROM (SELECT $1::uuid AS id, $2::int8::integer AS small, $3::int8 AS big,"
                                 " to_timestamp($4::int8) AS at, $5::int8::smallint AS day, $6::bool AS yes,"
                                 " $7::text AS words, $8::bytea AS bytes, 1::smallint AS age"
                                 " FROM generate_series(1, $9::int8)) AS t"};

#define ECHO(w, into, id, n)                                                                                 \
    WORK_READ((w), (into), &echo, P_ID(id), P_INT(-7), P_INT(INT64_MIN), P_INT(1700000000), P_INT(-8),       \
              P_BOOL(true), P_TEXT("Gr\303\274\303\237e"),                                                   \
              P_BYTES(((struct bytes){(const unsigned char *)"a\0b", 3})), P_INT(n))

static void test_values_come_back_as_they_went(void **state)
{
    (void)state;
    const struct id id = fresh_id();
    struct work *w = work_reading(fx.app, fx.a, NULL);
    struct thing *one, *all, here;
    size_t n;
    ECHO(w, ROW_ONE(thing_row(), &one), id, 1);
    ECHO(w, ROW_ALL(thing_row(), &all, &n), id, 3);
    ECHO(w, ROW_HERE(thing_row(), &here), id, 1);
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(n, 3);
    const struct thing *each[] = {one, &all[0], &all[2], &here};
    for (size_t i = 0; i < 4; i++) {
        assert_true(id_equal(each[i]->id, id));
        assert_int_equal(each[i]->small, -7);
        assert_true(each[i]->big == INT64_MIN);
        assert_int_equal(each[i]->at, 1700000000);
        assert_int_equal(each[i]->day, -8);
        assert_true(each[i]->yes);
        assert_string_equal(each[i]->text, "Gr\303\274\303\237e");
        assert_int_equal(each[i]->bytes.len, 3);
        assert_memory_equal(each[i]->bytes.data, "a\0b", 3);
        assert_int_equal(each[i]->age, OLD);
    }
}

static void test_null_comes_back_as_nothing(void **state)
{
    (void)state;
    struct work *w = work_reading(fx.app, fx.a, NULL);
    struct thing *one;
    WORK_READ(w, ROW_ONE(thing_row(), &one), &echo, P_ID(((struct id){{0}})), P_NULL, P_NULL, P_NULL, P_NULL,
              P_NULL, P_TEXT(NULL), P_NULL, P_INT(1));
    assert_int_equal(work_flush(w), OK);
    assert_true(id_none(one->id));
    assert_int_equal(one->small, 0);
    assert_int_equal(one->big, 0);
    assert_int_equal(one->at, 0);
    assert_int_equal(one->day, 0);
    assert_false(one->yes);
    assert_null(one->text);
    assert_null(one->bytes.data);
}

static void test_no_row_is_null_or_none_or_what_was_there(void **state)
{
    (void)state;
    struct work *w = work_reading(fx.app, fx.a, NULL);
    struct thing old, *one = &old, *all = &old, here = {.small = 5};
    size_t n = 9;
    ECHO(w, ROW_ONE(thing_row(), &one), fresh_id(), 0);
    ECHO(w, ROW_ALL(thing_row(), &all, &n), fresh_id(), 0);
    ECHO(w, ROW_HERE(thing_row(), &here), fresh_id(), 0);
    assert_null(one); /* before the flush too */
    assert_int_equal(n, 0);
    assert_int_equal(work_flush(w), OK);
    assert_null(one);
    assert_int_equal(n, 0);
    assert_int_equal(here.small, 5);
}

static void test_destination_of_another_type_is_refused(void **state)
{
    (void)state;
    struct work *w = work_reading(fx.app, fx.a, NULL);
    struct id *other;
    size_t n;
    ECHO(w, ROW_ALL(thing_row(), &other, &n), fresh_id(), 1);
    assert_int_equal(work_flush(w), ERR_INTERNAL);
    w = work_reading(fx.app, fx.a, NULL);
    ECHO(w, ROW_ONE(thing_row(), &other), fresh_id(), 1);
    assert_int_equal(work_flush(w), ERR_INTERNAL);
}

/* ---- Sealed rows ---- */

static void test_what_does_not_open_leaves_its_destination_empty_and_fills_the_others(void **state)
{
    (void)state;
    struct practice p = practise("row-broken");
    tamper("UPDATE gr.attempts SET sealed = set_byte(sealed, 80, get_byte(sealed, 80) # 1)"
           " WHERE id = '%s' AND user_id = '%s'",
           p.attempt.id, p.user);
    struct work *w = reading(p.user);
    struct user *before;
    struct attempt *one, *all;
    struct session_question *after;
    size_t n, after_n;
    user_want(w, &before);
    attempt_want(w, p.attempt.id, &one);
    attempt_want_session(w, p.session.id, &all, &n);
    session_question_want_session(w, p.session.id, &after, &after_n);
    assert_int_equal(work_flush(w), ERR_SEAL);
    assert_non_null(before);
    assert_null(one);
    assert_null(all);
    assert_int_equal(n, 0);
    assert_int_equal(after_n, 2);
    assert_int_equal(work_flush(w), ERR_SEAL);
}

static void test_a_second_insert_of_a_row_is_a_conflict(void **state)
{
    (void)state;
    struct practice p = practise("row-twice");
    assert_int_equal(run(p.user, answer, &p.attempt), ERR_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_columns_are_those_of_a_select),
        TEST(test_an_insert_is_whole_but_for_what_comes_later),
        TEST(test_a_download_has_words_days_and_times_and_nothing_inner),
        TEST(test_values_come_back_as_they_went),
        TEST(test_null_comes_back_as_nothing),
        TEST(test_no_row_is_null_or_none_or_what_was_there),
        TEST(test_destination_of_another_type_is_refused),
        TEST(test_what_does_not_open_leaves_its_destination_empty_and_fills_the_others),
        TEST(test_a_second_insert_of_a_row_is_a_conflict),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
