#include "base/fixture.h"
#include "base/id.h"
#include <errno.h>
#include <sys/random.h>
#include <sys/syscall.h>

/* Stands in for the system's random source, so that it can be made to fail. */
static enum { WORKS, FAILS, GIVES_HALF } source = WORKS;

ssize_t getrandom(void *out, size_t n, unsigned flags)
{
    if (source == FAILS) {
        errno = ENOSYS;
        return -1;
    }
    return syscall(SYS_getrandom, out, source == GIVES_HALF ? n / 2 : n, flags);
}

#define TEXT "00112233-4455-6677-8899-aabbccddeeff"

static void test_new_id_is_a_random_uuid(void **state)
{
    (void)state;
    struct id before = {{0}};
    for (int i = 0; i < 1000; i++) {
        struct id id;
        assert_int_equal(id_new(&id), OK);
        assert_int_equal(id.b[6] >> 4, 4);
        assert_int_equal(id.b[8] >> 6, 2);
        assert_false(id_none(id));
        assert_false(id_equal(id, before));
        before = id;
    }
}

static void test_no_id_without_randomness(void **state)
{
    (void)state;
    struct id id;
    memset(&id, 7, sizeof id);
    source = FAILS;
    const enum err failed = id_new(&id);
    const bool none = id_none(id);
    source = GIVES_HALF;
    memset(&id, 7, sizeof id);
    const enum err half = id_new(&id);
    source = WORKS;
    assert_int_equal(failed, ERR_CRYPTO);
    assert_true(none);
    assert_int_equal(half, ERR_CRYPTO);
    assert_true(id_none(id));
}

static void test_text_comes_back(void **state)
{
    (void)state;
    struct id id, back;
    assert_int_equal(id_parse(TEXT, &id), OK);
    assert_memory_equal(id.b, "\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff", 16);
    assert_string_equal(id_text(a, id), TEXT);
    assert_int_equal(id_new(&id), OK);
    assert_int_equal(id_parse(id_text(a, id), &back), OK);
    assert_true(id_equal(id, back));
}

static void test_any_case_is_read_lower_case_written(void **state)
{
    (void)state;
    struct id id;
    char text[37];
    assert_int_equal(id_parse("00112233-4455-6677-8899-AABBccDDEEFF", &id), OK);
    id_write(id, text);
    assert_string_equal(text, TEXT);
}

static void test_anything_else_is_refused_and_gives_none(void **state)
{
    (void)state;
    static const char *const bad[] = {NULL,
                                      "",
                                      "0",
                                      "00112233-4455-6677-8899-aabbccddeef",
                                      "00112233-4455-6677-8899-aabbccddeeff0",
                                      "00112233445566778899aabbccddeeff",
                                      "{00112233-4455-6677-8899-aabbccddeeff}",
                                      "001122334455-6677-8899-aabb-ccddeeff",
                                      "0011223--4455-6677-8899-aabbccddeeff",
                                      "g0112233-4455-6677-8899-aabbccddeeff",
                                      " 0112233-4455-6677-8899-aabbccddeeff",
                                      "00112233-4455-6677-8899-aabbccddeef\xff"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct id id;
        memset(&id, 7, sizeof id);
        assert_int_equal(id_parse(bad[i], &id), ERR_INPUT);
        assert_true(id_none(id));
    }
}

static void test_one_bit_makes_another_id(void **state)
{
    (void)state;
    struct id id, other;
    assert_int_equal(id_parse(TEXT, &id), OK);
    for (int i = 0; i < 128; i++) {
        other = id;
        other.b[i / 8] ^= (uint8_t)(1 << i % 8);
        assert_false(id_equal(id, other));
    }
    assert_true(id_none((struct id){{0}}));
    assert_false(id_none((struct id){{[15] = 1}}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_new_id_is_a_random_uuid),
        TEST(test_no_id_without_randomness),
        TEST(test_text_comes_back),
        TEST(test_any_case_is_read_lower_case_written),
        TEST(test_anything_else_is_refused_and_gives_none),
        TEST(test_one_bit_makes_another_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
