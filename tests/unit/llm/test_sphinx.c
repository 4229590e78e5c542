#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/fixture.h"
#include "llm/provider.h"
#include "llm/sphinx.h"
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

/* With Debian's own model and a recording of its test data: "go forward ten meters". */

#define FOLDER "/usr/share/pocketsphinx"
#define MODEL FOLDER "/model/en-us"

static struct sound go_forward(void)
{
    static const unsigned char head[] = {'R', 'I', 'F', 'F', 0,   0,   0,   0,   'W', 'A', 'V',
                                         'E', 'f', 'm', 't', ' ', 16,  0,   0,   0,   1,   0,
                                         1,   0,   128, 62,  0,   0,   0,   125, 0,   0,   2,
                                         0,   16,  0,   'd', 'a', 't', 'a', 255, 255, 255, 127};
    struct buf b = buf_new(a, 1 << 20);
    char *raw;
    size_t n;
    assert_int_equal(file_read(a, FOLDER "/test/data/goforward.raw", 1 << 20, &raw, &n), OK);
    buf_add_bytes(&b, head, sizeof head);
    buf_add_bytes(&b, raw, n);
    assert_int_equal(buf_status(&b), OK);
    return sound_of(b.data, b.len);
}

static const struct speech *sphinx(void)
{
    struct speech *k = NULL;
    const char *why = "";
    if (sphinx_new(a, MODEL "/", &k, &why) != OK)
        fail_msg("%s", why);
    return k;
}

static void test_it_hears_what_was_said(void **state)
{
    (void)state;
    struct provider_reply r;
    const struct speech *k = sphinx();
    const struct sound s = go_forward();
    for (int i = 0; i < 2; i++) {
        assert_int_equal(k->hear(k, a, &s, clock_monotonic_ms() + 60000, &r), OK);
        assert_string_equal(r.text, "go forward ten meters");
        assert_int_equal(r.outcome, OUTCOME_OK);
    }
    assert_string_equal(k->provider, "local");
    assert_false(k->outside);
}

static void test_it_stops_at_its_deadline(void **state)
{
    (void)state;
    struct provider_reply r;
    const struct speech *k = sphinx();
    const struct sound s = go_forward();
    assert_int_equal(k->hear(k, a, &s, clock_monotonic_ms(), &r), ERR_TIMEOUT);
    assert_int_equal(r.outcome, OUTCOME_TIMEOUT);
    assert_string_equal(r.text, "");
}

static void test_one_is_heard_at_a_time(void **state)
{
    (void)state;
    struct provider_reply r;
    const struct speech *k = sphinx();
    const struct sound s = go_forward();
    const int other = open(MODEL, O_RDONLY | O_CLOEXEC);
    assert_int_equal(flock(other, LOCK_EX), 0);
    assert_int_equal(k->hear(k, a, &s, clock_monotonic_ms() + 200, &r), ERR_PROVIDER);
    assert_int_equal(r.outcome, OUTCOME_OVERLOADED);
    close(other);
    assert_int_equal(k->hear(k, a, &s, clock_monotonic_ms() + 60000, &r), OK);
}

static void test_what_is_no_plain_wav_is_not_heard(void **state)
{
    (void)state;
    struct provider_reply r;
    const struct speech *k = sphinx();
    const struct sound s = sound_of("OggS", 4);
    assert_int_equal(k->hear(k, a, &s, clock_monotonic_ms() + 1000, &r), ERR_PROVIDER);
    assert_int_equal(r.outcome, OUTCOME_REQUEST);
    assert_string_equal(k->formats, " wav ");
}

static void test_a_folder_without_a_model_is_refused(void **state)
{
    (void)state;
    struct speech *k;
    const char *why = "";
    assert_int_equal(sphinx_new(a, new_folder(), &k, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "there is no /"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_it_hears_what_was_said),
        TEST(test_it_stops_at_its_deadline),
        TEST(test_one_is_heard_at_a_time),
        TEST(test_what_is_no_plain_wav_is_not_heard),
        TEST(test_a_folder_without_a_model_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
