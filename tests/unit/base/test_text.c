#include "base/fixture.h"
#include "base/text.h"

static const char *clean(const char *bytes)
{
    char *out = NULL;
    return text_clean(a, bytes, strlen(bytes), &out) == OK ? out : NULL;
}

#define LINE "We were three on the ward and the drug chart was"

static void test_plain_text_stays_as_it_is(void **state)
{
    (void)state;
    assert_string_equal(clean(""), "");
    assert_string_equal(clean("I led a team.\n\tThen I left."), "I led a team.\n\tThen I left.");
    assert_string_equal(clean("日本語 😀 é"), "日本語 😀 é");
}

static void test_line_ends_become_lf(void **state)
{
    (void)state;
    assert_string_equal(clean("a\r\nb\rc\nd\r\r\n\r"), "a\nb\nc\nd\n\n\n");
}

static void test_letters_are_composed(void **state)
{
    (void)state;
    assert_string_equal(clean("e\xcc\x81t\xc3\xa9"), "\xc3\xa9t\xc3\xa9");
    assert_string_equal(clean("\xe2\x84\xab"), "\xc3\x85"); /* the Angstrom sign is a letter */
    assert_string_equal(clean("ﬁne"), "ﬁne");               /* but nothing is replaced by something like it */
}

static void test_bad_bytes_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
    } bad[] = {
        {"\xff", 1},             /* no UTF-8 at all */
        {"a\x80", 2},            /* continuation alone */
        {"\xc3", 1},             /* cut short */
        {"\xe2\x82", 2},         /* cut short */
        {"\xc0\xaf", 2},         /* overlong */
        {"\xe0\x80\xaf", 3},     /* overlong */
        {"\xed\xa0\x80", 3},     /* surrogate */
        {"\xf4\x90\x80\x80", 4}, /* beyond U+10FFFF */
        {"a\0b", 3},             /* NUL */
        {"\x1b[31m", 5},         /* ESC */
        {"\x07", 1},             /* BEL */
        {"a\x7f", 2},            /* DEL */
        {"\xc2\x85", 2},         /* C1 */
        {"\xc2\x9b", 2},         /* C1 */
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        char *out;
        assert_int_equal(text_clean(a, bad[i].bytes, bad[i].n, &out), ERR_INPUT);
    }
}

static void test_no_bytes_are_an_empty_text(void **state)
{
    (void)state;
    char *out;
    assert_int_equal(text_clean(a, NULL, 0, &out), OK);
    assert_string_equal(out, "");
}

static void test_cleaning_twice_changes_nothing_more(void **state)
{
    (void)state;
    const char *once = clean("e\xcc\x81\r\n\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab A\xcc\x8a");
    assert_string_equal(clean(once), once);
}

static void test_anything_can_be_mended(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *mended;
        size_t n;
    } known[] = {
        {"Käse\n", "Käse\n", 6},
        {"one\ftwo", "one\xef\xbf\xbdtwo", 7},
        {"a\0b",
         "a\xef\xbf\xbd"
         "b",
         3},
        {"\xff\xc3", "\xef\xbf\xbd\xef\xbf\xbd", 2},
        {"line\r\nline\r", "line\nline\n", 11},
        {"", "", 0},
    };
    for (size_t i = 0; i < COUNT(known); i++) {
        char *again;
        const char *mended = text_mend(a, known[i].bytes, known[i].n);
        assert_string_equal(mended, known[i].mended);
        assert_int_equal(text_clean(a, mended, strlen(mended), &again), OK);
        assert_string_equal(again, mended);
    }
}

static void test_validity(void **state)
{
    (void)state;
    assert_true(text_valid("", 0));
    assert_true(text_valid("\x1b naïve 😀", 13));
    assert_false(text_valid("a\0", 2));
    assert_false(text_valid("\xed\xbf\xbf", 3));
    assert_false(text_valid("\xf0\x9f\x98", 3));
}

static void test_what_is_fit_to_show(void **state)
{
    (void)state;
    assert_true(text_fit(""));
    assert_true(text_fit("naïve\t😀\r\n\xc2\xa0"));
    assert_false(text_fit("\x1b[31m"));
    assert_false(text_fit("a\x7f"));
    assert_false(text_fit("\xc2\x85"));
    assert_false(text_fit("\xff"));
}

static void test_trim_takes_unicode_blanks_at_both_ends_only(void **state)
{
    (void)state;
    assert_string_equal(text_trim(a, "  a b \n\t"), "a b");
    assert_string_equal(text_trim(a, "\xc2\xa0\xe3\x80\x80 x\xe2\x80\xa8"), "x");
    assert_string_equal(text_trim(a, "x"), "x");
    assert_string_equal(text_trim(a, " \n "), "");
    assert_string_equal(text_trim(a, ""), "");
}

static void test_length_counts_code_points(void **state)
{
    (void)state;
    assert_int_equal(text_length(""), 0);
    assert_int_equal(text_length("abc"), 3);
    assert_int_equal(text_length("é😀日"), 3);
}

static void test_words_are_runs_of_letters_and_digits(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t words;
    } known[] = {{"", 0},
                 {" \n.,;- ", 0},
                 {"one", 1},
                 {"one two  three\nfour", 4},
                 {"don't re-use file_name v1.2", 4},
                 {"I don’t know", 3},
                 {"end. Next", 2},
                 {"a - b", 2},
                 {"--a--b--", 2},
                 {"naïve Zoë 42", 3},
                 {"Größe/Länge", 2},
                 {"'quoted'", 1}};
    for (size_t i = 0; i < COUNT(known); i++)
        assert_int_equal(text_words(known[i].text), known[i].words);
}

static void test_head_is_cut_between_characters(void **state)
{
    (void)state;
    assert_string_equal(text_head(a, "é😀日x", 0), "");
    assert_string_equal(text_head(a, "é😀日x", 2), "é😀");
    assert_string_equal(text_head(a, "é😀日x", 4), "é😀日x");
    assert_string_equal(text_head(a, "é😀日x", 99), "é😀日x");
}

static void test_head_of_words_is_cut_after_a_word(void **state)
{
    (void)state;
    assert_string_equal(text_head_words(a, "one two three", 2), "one two");
    assert_string_equal(text_head_words(a, "one two. Three", 2), "one two");
    assert_string_equal(text_head_words(a, "one two.", 2), "one two.");
    assert_string_equal(text_head_words(a, "don't stop-me now", 2), "don't stop-me");
    assert_string_equal(text_head_words(a, "one", 0), "");
    assert_string_equal(text_head_words(a, "", 3), "");
}

static void test_head_of_words_has_no_more_than_asked(void **state)
{
    (void)state;
    const char *text = "We'd re-written v1.2 of the co-op's file_name: it's 3.5x faster -- really!";
    for (size_t n = 0; n < 20; n++) {
        const char *head = text_head_words(a, text, n);
        assert_true(text_words(head) == (n < text_words(text) ? n : text_words(text)));
    }
}

static void test_fold_makes_cases_alike(void **state)
{
    (void)state;
    assert_string_equal(text_fold(a, "STRASSE"), text_fold(a, "straße"));
    assert_string_equal(text_fold(a, "ÉCOLE"), text_fold(a, "e\xcc\x81"
                                                            "cole"));
    assert_string_equal(text_fold(a, "ΣΊΣΥΦΟΣ"), text_fold(a, "σίσυφος"));
    assert_string_not_equal(text_fold(a, "resume"), text_fold(a, "résumé"));
}

static void test_contains_is_byte_for_byte(void **state)
{
    (void)state;
    assert_true(text_contains("I led the team", "led the"));
    assert_true(text_contains("anything", ""));
    assert_false(text_contains("I led the team", "Led"));
    assert_false(text_contains("", "x"));
}

static void test_equal_knows_nothing(void **state)
{
    (void)state;
    assert_true(text_equal(NULL, NULL));
    assert_true(text_equal("a", "a"));
    assert_false(text_equal(NULL, ""));
    assert_false(text_equal("a", NULL));
    assert_false(text_equal("a", "A"));
}

static void test_blank(void **state)
{
    (void)state;
    assert_true(text_blank(NULL));
    assert_true(text_blank(""));
    assert_true(text_blank(" \t\n\xc2\xa0"));
    assert_false(text_blank(" . "));
    assert_false(text_blank("\xe2\x80\x8b")); /* a zero-width space is a format character, not white space */
}

static void test_broken_text_is_survived(void **state)
{
    (void)state;
    static const char *const broken[] = {"\xff", "a\xc3", "\x80\x80", " \xe2\x82 ", "x\xf0\x9f"};
    for (size_t i = 0; i < COUNT(broken); i++) {
        text_trim(a, broken[i]);
        text_length(broken[i]);
        text_words(broken[i]);
        text_head(a, broken[i], 1);
        text_head_words(a, broken[i], 1);
        assert_false(text_blank(broken[i]));
        assert_string_equal(text_fold(a, broken[i]), broken[i]);
    }
}

static void test_among_is_one_of_a_list(void **state)
{
    (void)state;
    static const char *const list[] = {"one", "two", ""};
    assert_true(text_among(list, 3, "two"));
    assert_true(text_among(list, 3, ""));
    assert_false(text_among(list, 1, "two"));
    assert_false(text_among(list, 3, "tw"));
    assert_false(text_among(list, 0, "one"));
}

static void test_a_text_that_says_nothing_has_a_fallback(void **state)
{
    (void)state;
    assert_string_equal(text_or("said", "else"), "said");
    assert_string_equal(text_or(" ", "else"), " ");
    assert_string_equal(text_or("", "else"), "else");
    assert_string_equal(text_or(NULL, ""), "");
    assert_null(text_or(NULL, NULL));
}

static void test_a_text_is_said_only_where_it_should_be(void **state)
{
    (void)state;
    assert_string_equal(text_if(true, ", "), ", ");
    assert_string_equal(text_if(false, ", "), "");
}

static void test_plural_is_of_any_number_but_one(void **state)
{
    (void)state;
    assert_string_equal(text_plural(1), "");
    assert_string_equal(text_plural(0), "s");
    assert_string_equal(text_plural(2), "s");
    assert_string_equal(text_plural(-1), "s");
}

static void test_part_behind_the_last_sign(void **state)
{
    (void)state;
    assert_string_equal(text_behind_last("a/b/c", '/'), "c");
    assert_string_equal(text_behind_last("abc", '/'), "abc");
    assert_string_equal(text_behind_last("abc/", '/'), "");
    assert_string_equal(text_behind_last("", '/'), "");
}

static void test_first_byte_says_how_long_a_character_is(void **state)
{
    (void)state;
    static const char *const characters[] = {"a", "é", "日", "😀"};
    for (size_t i = 0; i < COUNT(characters); i++)
        assert_int_equal(text_point_bytes(characters[i][0]), strlen(characters[i]));
    assert_int_equal(text_point_bytes('\0'), 1);
    assert_int_equal(text_point_bytes('\x80'), 1);
    assert_int_equal(text_point_bytes('\xff'), 4);
}

static void test_a_line_that_only_a_window_ended_wraps(void **state)
{
    (void)state;
    static const struct {
        const char *line, *next;
        bool wraps;
    } known[] = {
        {LINE " missing", "so I rang the pharmacy.", true},
        {LINE " missing when ", "I came on.", true},
        {LINE " due at", "6 in the morning.", true},
        {LINE " missing.", "so I rang the pharmacy.", false}, /* an end is an end */
        {LINE " missing", "The pharmacy rang back", false},   /* points on lines of their own */
        {LINE " missing", "Include the doses", false},
        {LINE " missing", "2. I rang the pharmacy", false},
        {LINE " missing", "- rang the pharmacy", false},
        {LINE " missing", "\nso I rang the pharmacy", false},
        {"rang the pharmacy", "checked the doses", false}, /* far from full */
        {"", "so I rang", false},
    };
    for (size_t i = 0; i < COUNT(known); i++) {
        const char *text = arena_printf(a, "First of all.\n%s\n%s", known[i].line, known[i].next);
        assert_int_equal(text_wraps(text, strlen("First of all.\n") + strlen(known[i].line)), known[i].wraps);
        assert_false(text_wraps(text, 0) || text_wraps(text, strlen("First of all.")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_plain_text_stays_as_it_is),
        TEST(test_line_ends_become_lf),
        TEST(test_letters_are_composed),
        TEST(test_bad_bytes_are_refused),
        TEST(test_no_bytes_are_an_empty_text),
        TEST(test_cleaning_twice_changes_nothing_more),
        TEST(test_anything_can_be_mended),
        TEST(test_validity),
        TEST(test_what_is_fit_to_show),
        TEST(test_trim_takes_unicode_blanks_at_both_ends_only),
        TEST(test_length_counts_code_points),
        TEST(test_words_are_runs_of_letters_and_digits),
        TEST(test_head_is_cut_between_characters),
        TEST(test_head_of_words_is_cut_after_a_word),
        TEST(test_head_of_words_has_no_more_than_asked),
        TEST(test_fold_makes_cases_alike),
        TEST(test_contains_is_byte_for_byte),
        TEST(test_equal_knows_nothing),
        TEST(test_blank),
        TEST(test_broken_text_is_survived),
        TEST(test_among_is_one_of_a_list),
        TEST(test_a_text_that_says_nothing_has_a_fallback),
        TEST(test_a_text_is_said_only_where_it_should_be),
        TEST(test_plural_is_of_any_number_but_one),
        TEST(test_part_behind_the_last_sign),
        TEST(test_a_line_that_only_a_window_ended_wraps),
        TEST(test_first_byte_says_how_long_a_character_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
