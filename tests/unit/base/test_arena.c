#include "base/fixture.h"
#include <signal.h>
#include <stdalign.h>
#include <sys/wait.h>

/* What is wiped before it goes back to the system is seen by standing in for explicit_bzero. libc's header
 * makes that an inline function, and such a one may use no static variable. */
void __explicit_bzero_chk(void *p, size_t n, size_t room);

struct {
    size_t bytes;
    const char *looked_for;
    bool found;
} wiped;

void explicit_bzero(void *p, size_t n)
{
    wiped.bytes += n;
    wiped.found =
        wiped.found || (wiped.looked_for && memmem(p, n, wiped.looked_for, strlen(wiped.looked_for)));
    memset(p, 0, n);
}

void __explicit_bzero_chk(void *p, size_t n, size_t room)
{
    (void)room;
    explicit_bzero(p, n);
}

static void test_memory_is_zeroed_and_aligned_for_any_type(void **state)
{
    (void)state;
    for (size_t n = 0; n < 300; n++) {
        unsigned char *p = arena_alloc(a, n);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xff, n);
    }
}

static void test_things_do_not_overlap(void **state)
{
    (void)state;
    enum { THINGS = 500 };
    unsigned char *things[THINGS];
    size_t sizes[THINGS];
    for (int i = 0; i < THINGS; i++) {
        sizes[i] = (size_t)(i * 7919 % 5000) + (i % 50 == 0 ? 70000 : 1);
        things[i] = arena_alloc(a, sizes[i]);
        memset(things[i], i & 0xff, sizes[i]);
    }
    for (int i = 0; i < THINGS; i++)
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(things[i][k], i & 0xff);
}

static void test_large_thing_leaves_the_rest_of_the_block_in_use(void **state)
{
    (void)state;
    const char *before = arena_alloc(a, 64);
    arena_alloc(a, 200000);
    const char *after = arena_alloc(a, 64);
    assert_true(after > before && after < before + 1024);
}

static void test_copies_are_the_same_and_their_own(void **state)
{
    (void)state;
    char source[] = "one\0two";
    char *text = arena_text(a, source, 7), *copy = arena_copy(a, source);
    char *bytes = arena_bytes(a, source, 7);
    source[0] = 'X';
    assert_memory_equal(text, "one\0two", 8);
    assert_string_equal(copy, "one");
    assert_memory_equal(bytes, "one\0two", 7);
}

static void test_copy_of_nothing(void **state)
{
    (void)state;
    assert_null(arena_copy(a, NULL));
    assert_string_equal(arena_text(a, NULL, 0), "");
    assert_non_null(arena_bytes(a, NULL, 0));
}

static void test_printf_of_any_length(void **state)
{
    (void)state;
    assert_string_equal(arena_printf(a, "%d-%s", 7, "x"), "7-x");
    assert_string_equal(arena_printf(a, "%s", ""), "");
    assert_int_equal(strlen(arena_printf(a, "%100000d", 1)), 100000);
}

static char order[8];

static void note(void *thing)
{
    const size_t n = strlen(order);
    snprintf(order + n, sizeof order - n, "%c", *(const char *)thing);
}

static void test_clean_ups_run_newest_first(void **state)
{
    (void)state;
    struct arena *own = arena_new(1 << 20, false);
    order[0] = '\0';
    arena_defer(own, note, (void *)(uintptr_t) "1");
    arena_defer(own, note, (void *)(uintptr_t) "2");
    arena_defer(own, note, (void *)(uintptr_t) "3");
    assert_string_equal(order, "");
    arena_free(own);
    assert_string_equal(order, "321");
}

static void test_the_newest_clean_up_can_be_run_before_the_end(void **state)
{
    (void)state;
    struct arena *own = arena_new(1 << 20, false);
    order[0] = '\0';
    arena_defer(own, note, (void *)(uintptr_t) "1");
    arena_defer(own, note, (void *)(uintptr_t) "2");
    arena_release(own);
    assert_string_equal(order, "2");
    arena_free(own);
    assert_string_equal(order, "21");
}

static struct arena *defers_more;

static void note_and_defer(void *thing)
{
    note(thing);
    arena_defer(defers_more, note, (void *)(uintptr_t) "n");
}

static void test_clean_up_that_defers_more_is_run_too(void **state)
{
    (void)state;
    defers_more = arena_new(1 << 20, false);
    order[0] = '\0';
    arena_defer(defers_more, note, (void *)(uintptr_t) "1");
    arena_defer(defers_more, note_and_defer, (void *)(uintptr_t) "2");
    arena_free(defers_more);
    assert_string_equal(order, "2n1");
}

static void test_freeing_no_arena_is_allowed(void **state)
{
    (void)state;
    arena_free(NULL);
}

static void test_ceiling_goes_to_the_place_set(void **state)
{
    (void)state;
    struct arena *small = arena_new(4096, false);
    jmp_buf place;
    volatile int steps = 0;
    arena_on_failure(small, &place);
    if (setjmp(place) == 0) {
        for (;; steps++)
            memset(arena_alloc(small, 100), 1, 100);
    }
    assert_in_range(steps, 20, 40);
    assert_true(arena_used(small) <= 4096);
    arena_free(small);
}

static void test_ceiling_can_be_reached_in_full(void **state)
{
    (void)state;
    enum { ROOM = 1 << 20 };
    struct arena *own = arena_new(ROOM, false);
    jmp_buf place;
    arena_on_failure(own, &place);
    if (setjmp(place) != 0)
        fail_msg("three quarters of the ceiling did not fit");
    for (int i = 0; i < ROOM / 4 * 3 / 8192; i++)
        arena_alloc(own, 8192 - 64);
    arena_free(own);
}

static bool runs_out(size_t ceiling, size_t count, size_t size)
{
    struct arena *own = arena_new(ceiling, false);
    jmp_buf place;
    volatile bool out = true;
    arena_on_failure(own, &place);
    if (setjmp(place) == 0) {
        arena_array(own, count, size);
        out = false;
    }
    arena_free(own);
    return out;
}

static void test_overflow_counts_as_running_out(void **state)
{
    (void)state;
    assert_true(runs_out(1 << 20, SIZE_MAX / 2, 3));
    assert_true(runs_out(1 << 20, SIZE_MAX, 1));
    assert_true(runs_out(SIZE_MAX, SIZE_MAX, 1));
    assert_true(runs_out(SIZE_MAX, SIZE_MAX - 20, 1));
    assert_false(runs_out(1 << 20, 1000, 10));
    assert_false(runs_out(1 << 20, 0, 10));
}

static void test_arena_is_usable_after_running_out(void **state)
{
    (void)state;
    struct arena *own = arena_new(8192, false);
    jmp_buf place;
    arena_on_failure(own, &place);
    if (setjmp(place) == 0)
        arena_alloc(own, 100000);
    assert_string_equal(arena_copy(own, "goes on"), "goes on");
    arena_free(own);
}

static int released;

static void count_release(void *thing)
{
    (void)thing;
    released++;
}

static void test_resource_is_released_once_when_it_can_not_be_noted(void **state)
{
    (void)state;
    struct arena *own = arena_new(2048, false);
    jmp_buf place;
    volatile int put = 0;
    released = 0;
    arena_on_failure(own, &place);
    if (setjmp(place) == 0) {
        for (;;) {
            put++;
            arena_defer(own, count_release, NULL);
        }
    }
    assert_int_equal(released, 1);
    arena_free(own);
    assert_int_equal(released, put);
}

static void test_without_a_place_the_process_ends(void **state)
{
    (void)state;
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        arena_on_failure(a, NULL);
        arena_fail(a);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void test_wiping_arena_overwrites_all_it_gave(void **state)
{
    (void)state;
    struct arena *secret = arena_new(1 << 20, true);
    arena_copy(secret, "fills a little");
    arena_alloc(secret, 100000);
    arena_copy(secret, "correct horse");
    const size_t used = arena_used(secret);
    memset(&wiped, 0, sizeof wiped);
    wiped.looked_for = "correct horse";
    arena_free(secret);
    assert_true(wiped.found);
    assert_true(wiped.bytes >= used);
}

static void test_other_arena_is_not_wiped(void **state)
{
    (void)state;
    struct arena *plain = arena_new(1 << 20, false);
    arena_copy(plain, "nothing private");
    memset(&wiped, 0, sizeof wiped);
    arena_free(plain);
    assert_int_equal(wiped.bytes, 0);
}

#if defined(__SANITIZE_ADDRESS__)
#define WATCHED 1
#elif defined(__has_feature)
#define WATCHED __has_feature(address_sanitizer)
#else
#define WATCHED 0
#endif

static bool child_survives_writing_at(volatile char *p)
{
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr))
            _exit(0);
        *p = 1;
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void test_sanitizer_sees_one_byte_too_many(void **state)
{
    (void)state;
    if (!WATCHED)
        skip();
    char *p = arena_alloc(a, 13);
    arena_alloc(a, 13);
    assert_true(child_survives_writing_at(p + 12));
    assert_false(child_survives_writing_at(p + 13));
    assert_false(child_survives_writing_at(p + 16));
}

static void test_used_counts_what_was_handed_out(void **state)
{
    (void)state;
    assert_int_equal(arena_used(a), 0);
    arena_alloc(a, 1000);
    assert_in_range(arena_used(a), 1000, 1100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_memory_is_zeroed_and_aligned_for_any_type),
        TEST(test_things_do_not_overlap),
        TEST(test_large_thing_leaves_the_rest_of_the_block_in_use),
        TEST(test_copies_are_the_same_and_their_own),
        TEST(test_copy_of_nothing),
        TEST(test_printf_of_any_length),
        TEST(test_clean_ups_run_newest_first),
        TEST(test_the_newest_clean_up_can_be_run_before_the_end),
        TEST(test_clean_up_that_defers_more_is_run_too),
        TEST(test_freeing_no_arena_is_allowed),
        TEST(test_ceiling_goes_to_the_place_set),
        TEST(test_ceiling_can_be_reached_in_full),
        TEST(test_overflow_counts_as_running_out),
        TEST(test_arena_is_usable_after_running_out),
        TEST(test_resource_is_released_once_when_it_can_not_be_noted),
        TEST(test_without_a_place_the_process_ends),
        TEST(test_wiping_arena_overwrites_all_it_gave),
        TEST(test_other_arena_is_not_wiped),
        TEST(test_sanitizer_sees_one_byte_too_many),
        TEST(test_used_counts_what_was_handed_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
