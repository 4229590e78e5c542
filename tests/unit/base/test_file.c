#include "base/file.h"
#include "base/fixture.h"

static void test_whole_file_is_read(void **state)
{
    (void)state;
    char *text;
    size_t n;
    const char *path = write_file(new_folder(), "x", "one\0two", 7);
    assert_int_equal(file_read(a, path, 7, &text, &n), OK);
    assert_int_equal(n, 7);
    assert_memory_equal(text, "one\0two", 8);
}

static void test_empty_file_is_empty_text(void **state)
{
    (void)state;
    char *text;
    size_t n;
    assert_int_equal(file_read(a, write_file(new_folder(), "x", "", 0), 0, &text, &n), OK);
    assert_int_equal(n, 0);
    assert_string_equal(text, "");
}

static void test_file_beyond_its_limit_is_refused(void **state)
{
    (void)state;
    char *text;
    size_t n;
    assert_int_equal(file_read(a, write_file(new_folder(), "x", "1234", 4), 3, &text, &n), ERR_LIMIT);
}

static void test_missing_file_is_not_found(void **state)
{
    (void)state;
    char *text;
    size_t n;
    assert_int_equal(file_read(a, "/nowhere/at/all", 10, &text, &n), ERR_NOT_FOUND);
}

static void test_folder_or_pipe_is_no_file(void **state)
{
    (void)state;
    char *text;
    size_t n;
    const char *folder = new_folder(), *fifo = arena_printf(a, "%s/fifo", folder);
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_int_equal(file_read(a, folder, 10, &text, &n), ERR_IO);
    assert_int_equal(file_read(a, fifo, 10, &text, &n), ERR_IO);
}

static void test_running_out_leaves_nothing_open(void **state)
{
    (void)state;
    enum { BIG = 100000 };
    const char *path = write_file(new_folder(), "x", arena_alloc(a, BIG), BIG);
    const int before = dup(STDIN_FILENO);
    close(before);
    struct arena *small = arena_new(4096, false);
    jmp_buf place;
    arena_on_failure(small, &place);
    if (setjmp(place) == 0) {
        char *text;
        size_t n;
        const enum err e = file_read(small, path, BIG, &text, &n);
        fail_msg("read a file that does not fit: %d", (int)e);
    }
    arena_free(small);
    const int after = dup(STDIN_FILENO);
    close(after);
    assert_int_equal(after, before);
}

static void test_names_come_sorted_by_bytes(void **state)
{
    (void)state;
    static const char *const sorted[] = {"B.json", "a.json", "a10.json", "a2.json"};
    const char *folder = new_folder();
    char **names;
    size_t n;
    for (size_t i = COUNT(sorted); i-- > 0;)
        write_file(folder, sorted[i], "", 0);
    write_file(folder, "a.txt", "", 0);
    write_file(folder, "json", "", 0);
    assert_int_equal(file_list(a, folder, ".json", &names, &n), OK);
    assert_int_equal(n, COUNT(sorted));
    for (size_t i = 0; i < n; i++)
        assert_string_equal(names[i], sorted[i]);
    assert_int_equal(file_list(a, folder, "", &names, &n), OK);
    assert_int_equal(n, COUNT(sorted) + 2);
}

static void test_missing_folder_is_not_found(void **state)
{
    (void)state;
    char **names;
    size_t n;
    assert_int_equal(file_list(a, "/nowhere/at/all", "", &names, &n), ERR_NOT_FOUND);
}

static void test_mapped_file_is_the_file(void **state)
{
    (void)state;
    const char *bytes, *folder = new_folder();
    size_t n;
    assert_int_equal(file_map(a, write_file(folder, "some", "one\0two", 7), 7, &bytes, &n), OK);
    assert_int_equal(n, 7);
    assert_memory_equal(bytes, "one\0two", 7);
    assert_int_equal(file_map(a, write_file(folder, "none", "", 0), 7, &bytes, &n), OK);
    assert_int_equal(n, 0);
}

static void test_what_can_not_be_mapped_is_said(void **state)
{
    (void)state;
    const char *bytes, *folder = new_folder();
    size_t n;
    assert_int_equal(file_map(a, write_file(folder, "long", "12345678", 8), 7, &bytes, &n), ERR_LIMIT);
    assert_int_equal(file_map(a, arena_printf(a, "%s/no", folder), 7, &bytes, &n), ERR_NOT_FOUND);
    assert_int_equal(file_map(a, folder, 7, &bytes, &n), ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_whole_file_is_read),
        TEST(test_empty_file_is_empty_text),
        TEST(test_file_beyond_its_limit_is_refused),
        TEST(test_missing_file_is_not_found),
        TEST(test_folder_or_pipe_is_no_file),
        TEST(test_running_out_leaves_nothing_open),
        TEST(test_names_come_sorted_by_bytes),
        TEST(test_missing_folder_is_not_found),
        TEST(test_mapped_file_is_the_file),
        TEST(test_what_can_not_be_mapped_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
