#include "base/buf.h"
#include "base/text.h"
#include "llm/fixture.h"
#include "llm/mask.h"

static struct mask *mask_of(const char *text)
{
    return mask_new(a, text);
}

static const char *restored(const struct mask *m, const char *text)
{
    return json_text(mask_restore_json(m, json_new_text(a, text)), "");
}

/* Masked it is `masked`, and put back it is what it was. */
static void assert_masked(const char *text, const char *masked)
{
    struct mask *m = mask_of(text);
    const char *out = mask_text(m, text);
    if (!text_equal(out, masked))
        fail_msg("“%s” became “%s”, not “%s”", text, out, masked);
    assert_string_equal(restored(m, out), text);
}

/* Nothing in it is anybody's. */
static void assert_kept(const char *text)
{
    assert_masked(text, text);
}

/* ---- what is masked ---- */

static void test_mail_addresses(void **state)
{
    (void)state;
    assert_masked("Write to joe.blogs+jobs@mail.example.co.uk, please.", "Write to [email 1], please.");
    assert_masked("joe@example.com", "[email 1]");
    assert_masked("(joe@example.com)", "([email 1])");
    assert_masked("“joe@example.com”.", "“[email 1]”.");
    assert_masked("mailto:joe_b@ex-ample.org?", "mailto:[email 1]?");
    assert_masked("'joe@example.com'", "'[email 1]'");
    assert_masked("jos\xc3\xa9@m\xc3\xbcnchen.example", "[email 1]");
    assert_masked("1234567890@example.com", "[email 1]");
    assert_masked("a@b.de,c@d.de;e@f.de", "[email 1],[email 2];[email 3]");
}

static void test_what_only_looks_like_a_mail_address(void **state)
{
    (void)state;
    assert_kept("@joe and joe@home and a @ b.de");
    assert_kept("joe@.com, joe@example., joe@example..com, joe@1.2, joe@x.y");
    assert_kept("@@@ a@@b.c@");
}

static void test_phone_numbers(void **state)
{
    (void)state;
    static const char *const numbers[] = {
        "+49 171 1234567",
        "+49 (0)30 123 456",
        "+441632960001",
        "+1-202-555-0143",
        "0049 30 1234567",
        "030 1234567",
        "030/1234567",
        "01632 960 001",
        "(030) 1234567",
        "0171-1234567",
        "(202) 555-0143",
        "202-555-0143",
        "202.555.0143",
        "1 202 555 0143",
        "2025550143",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "612 345 678",
        "+33 6 12 34 56 78",
        "(0171)1234567",
        "+49\xc2\xa0"
        "171\xc2\xa0"
        "1234567",
        "202\xe2\x80\x91"
        "555\xe2\x80\x91"
        "0143",
    };
    for (size_t i = 0; i < COUNT(numbers); i++) {
        assert_masked(numbers[i], "[phone 1]");
        assert_masked(arena_printf(a, "Ring %s, or write.", numbers[i]), "Ring [phone 1], or write.");
        assert_masked(arena_printf(a, "Ring me:%s\nThank you.", numbers[i]), "Ring me:[phone 1]\nThank you.");
    }
}

static void test_short_numbers_behind_a_word_for_a_phone(void **state)
{
    (void)state;
    assert_masked("My phone number is 123 4567.", "My phone number is [phone 1].");
    assert_masked("Tel.: 12 34 56 78", "Tel.: [phone 1]");
    assert_masked("my mobile: 9876543", "my mobile: [phone 1]");
    assert_kept("We were excellent: 123456 visits.");
    assert_kept("The phone rang 12 times.");
}

static void test_numbers_that_say_something_are_kept(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "On 2026-11-21 we met, again 21.11.2026 10:30, and 11/21/26.",
        "From 2019-2023 and 2019 - 2020 and 2019/2020.",
        "It took 1,000,000 requests, 1.000.000 rows, 1 000 000 users, 100 000 000 in all.",
        "Revenue grew by +20 000 000 and +15 %, from 1000000 to 12345678.",
        "The host 192.168.100.200 and 10.0.0.1:8080; version 1.22.333.",
        "0.333333333333 or 3.14159265358979, 1e10, 00:00:30, 9-5, 24/7.",
        "Order A1234567890, id 550e8400e29b41d4a716446655440000, x86_64.",
        "1/2 3/4 5/6 7/8 9/10",
        "01.02.2026 08 and 01.02.2026 03.04.2026",
        "1 2 3 4 5 6 7 8 9 10 11 12",
        "12345678901234567890123456789",
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        assert_kept(texts[i]);
}

static void test_card_numbers_by_luhns_rule(void **state)
{
    (void)state;
    assert_masked("4111 1111 1111 1111", "[number 1]");
    assert_masked("Card 5500-0000-0000-0004 12/27", "Card [number 1] 12/27");
    assert_masked("378282246310005", "[number 1]");
    assert_masked("6011000990139424", "[number 1]");
    assert_kept("4111 1111 1111 1112");
    assert_kept("0000000000000000");
    assert_kept("411111111111"); /* twelve digits */
}

/* ---- placeholders ---- */

static void test_the_same_value_has_the_same_placeholder(void **state)
{
    (void)state;
    assert_masked("a@b.de, c@d.de, a@b.de; 0171 1234567 and 0171 1234567; 0171/1234567",
                  "[email 1], [email 2], [email 1]; [phone 1] and [phone 1]; [phone 2]");
    struct mask *m = mask_of("");
    assert_string_equal(mask_text(m, "a@b.de"), "[email 1]");
    assert_string_equal(mask_text(m, "c@d.de a@b.de"), "[email 2] [email 1]");
}

static void test_a_placeholder_that_the_user_typed_stays_theirs(void **state)
{
    (void)state;
    assert_masked("[email 1] a@b.de [phone 7] 0171 1234567", "[email 1] [email 2] [phone 7] [phone 8]");
    assert_masked("[EMAIL 3] a@b.de", "[EMAIL 3] [email 4]");
    assert_masked("[email 999999999999] a@b.de", "[email 999999999999] [email 1]");
    assert_masked("[email 0] [email 01] [email] [mail 1] a@b.de",
                  "[email 0] [email 01] [email] [mail 1] [email 1]");
}

static void test_what_was_never_handed_out_stays(void **state)
{
    (void)state;
    struct mask *m = mask_of("");
    assert_string_equal(restored(m, "[email 1]"), "[email 1]");
    assert_string_equal(mask_text(m, "a@b.de"), "[email 1]");
    assert_string_equal(restored(m, "[email 2] [phone 1] [email 1 [email [[email 1]]"),
                        "[email 2] [phone 1] [email 1 [email [a@b.de]");
    assert_string_equal(restored(m, "[Email 1] and [EMAIL 1]"), "a@b.de and a@b.de");
}

static void test_documents_are_masked_text_by_text(void **state)
{
    (void)state;
    json *input = doc("{'a':'joe@b.de','n':1234567890123,'list':['x',{'b':'see joe@b.de'},null,true,1.5],"
                      "'joe@c.de':''}");
    struct mask *m = mask_of(json_write(a, input));
    json *masked = mask_json(m, input);
    assert_true(json_equal(masked, doc("{'a':'[email 1]','n':1234567890123,'list':['x',{'b':'see [email "
                                       "1]'},null,true,1.5],'joe@c.de':''}")));
    assert_true(json_equal(mask_restore_json(m, masked), input));
}

/* ---- in pieces ---- */

static struct buf seen;

static void see(void *ctx, const char *text, size_t n)
{
    (void)ctx;
    assert_true(n > 0);
    if (!text_valid(text, n))
        fail_msg("not UTF-8: %.*s", (int)n, text);
    buf_add_bytes(&seen, text, n);
}

static void assert_streamed(const struct mask *m, const char *text, size_t first, size_t step)
{
    const size_t n = strlen(text);
    seen = buf_new(a, 1 << 20);
    struct mask_stream *s = mask_stream_new(m, see, NULL);
    mask_feed(s, text, first);
    for (size_t i = first; i < n; i += step)
        mask_feed(s, text + i, step < n - i ? step : n - i);
    mask_feed_end(s);
    if (!text_equal(seen.data, restored(m, text)))
        fail_msg("cut at %zu, then by %zu: “%s”", first, step, seen.data);
}

static void test_every_cut_gives_the_same(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Write to [email 1] or [email 2], or ring [phone 1] ([number 1]).",
        "[email 1]",
        "[[email 1][email 1]] [em [email 12] [email 1",
        "[",
        "[Email 1]x[email x] [phone 999999999999999999999999] [email 1]",
        "A list [of things] and [emails] and [1] end.",
    };
    struct mask *m = mask_of("");
    mask_text(m, "a@b.de c@d.de 0171 1234567 4111111111111111");
    for (size_t i = 0; i < COUNT(texts); i++)
        for (size_t cut = 0; cut <= strlen(texts[i]); cut++) {
            assert_streamed(m, texts[i], cut, 1000);
            assert_streamed(m, texts[i], cut, 1);
        }
}

static void test_words_do_not_wait(void **state)
{
    (void)state;
    struct mask *m = mask_of("");
    mask_text(m, "a@b.de");
    seen = buf_new(a, 1000);
    struct mask_stream *s = mask_stream_new(m, see, NULL);
    mask_feed(s, "Write to [em", 12);
    assert_string_equal(seen.data, "Write to ");
    mask_feed(s, "ail 1] now", 10);
    assert_string_equal(seen.data, "Write to a@b.de now");
    mask_feed(s, " [see", 5);
    assert_string_equal(seen.data, "Write to a@b.de now [see");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_mail_addresses),
        TEST(test_what_only_looks_like_a_mail_address),
        TEST(test_phone_numbers),
        TEST(test_short_numbers_behind_a_word_for_a_phone),
        TEST(test_numbers_that_say_something_are_kept),
        TEST(test_card_numbers_by_luhns_rule),
        TEST(test_the_same_value_has_the_same_placeholder),
        TEST(test_a_placeholder_that_the_user_typed_stays_theirs),
        TEST(test_what_was_never_handed_out_stays),
        TEST(test_documents_are_masked_text_by_text),
        TEST(test_every_cut_gives_the_same),
        TEST(test_words_do_not_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
