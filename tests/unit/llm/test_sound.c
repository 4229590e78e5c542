#include "base/buf.h"
#include "base/fixture.h"
#include "llm/sound.h"

static void is(const char *bytes, size_t n, const char *ending)
{
    const struct sound s = sound_of(bytes, n);
    if (strcmp(s.ending, ending) != 0)
        fail_msg("%s, not %s", s.ending, ending);
    assert_int_equal(s.n, *ending ? n : 0);
}

#define IS(bytes, ending) is(bytes, sizeof(bytes) - 1, ending)

static void test_recordings_are_known_by_how_they_begin(void **state)
{
    (void)state;
    IS("RIFF\x24\0\0\0WAVEfmt ", "wav");
    IS("fLaC\0\0\0\x22", "flac");
    IS("OggS\0\2", "ogg");
    IS("\x1a\x45\xdf\xa3\x01", "webm");
    IS("\0\0\0\x1c"
       "ftypM4A \0\0\2\0",
       "m4a");
    IS("\0\0\0\x18"
       "ftypmp42",
       "mp4");
    IS("ID3\4\0", "mp3");
    IS("\xff\xfb\x90\x64", "mp3");
    IS("\xff\xf3\x40\xc0", "mp3");
}

static void test_anything_else_is_none(void **state)
{
    (void)state;
    IS("", "");
    IS("R", "");
    IS("RIFF\x24\0\0\0AVI LIST", "");
    IS("riff\x24\0\0\0WAVE", "");
    IS("RIFF\x24\0\0\0WAV", ""); /* cut short */
    IS("ftyp", "");
    IS("<!DOCTYPE html>", "");
    IS("%PDF-1.7", "");
    IS("\x89PNG\r\n", "");
    IS("\xff\xd8\xff\xe0", ""); /* a picture */
    IS("\xff\xf1\x50\x80", ""); /* AAC without a container */
    IS("\xff\xfb\xf0\x64", ""); /* a bit rate that is none */
    IS("\xff\xfb\x9c\x64", ""); /* a sampling rate that is none */
    IS("\xff\xeb\x90\x64", ""); /* a version that is none */
    IS("\xff\xfb\x90", "");     /* cut short */
    IS(" OggS", "");
}

/* ---- samples ---- */

static struct sound wav(unsigned channels, unsigned rate, const int16_t *samples, size_t n)
{
    struct buf b = buf_new(a, 1 << 20);
    const uint32_t size = (uint32_t)(n * 2);
    const uint16_t format[] = {1,
                               (uint16_t)channels,
                               (uint16_t)rate,
                               0,
                               (uint16_t)(rate * channels * 2),
                               0,
                               (uint16_t)(channels * 2),
                               16};
    const uint32_t head = 16, all = 36 + size;
    buf_add(&b, "RIFF");
    buf_add_bytes(&b, &all, 4);
    buf_add(&b, "WAVEfmt ");
    buf_add_bytes(&b, &head, 4);
    buf_add_bytes(&b, format, 16);
    buf_add(&b, "LIST");
    buf_add_bytes(&b, (const uint32_t[]){3}, 4); /* an odd one in between is padded */
    buf_add_bytes(&b, "ab\0", 4);
    buf_add(&b, "data");
    buf_add_bytes(&b, &size, 4);
    buf_add_bytes(&b, samples, size);
    return sound_of(b.data, b.len);
}

static void samples_are(struct sound s, const int16_t *expected, size_t expected_n)
{
    int16_t *out;
    size_t n;
    assert_int_equal(sound_samples(a, &s, &out, &n), OK);
    assert_int_equal(n, expected_n);
    assert_memory_equal(out, expected, n * sizeof *out);
}

static void test_samples_come_in_one_channel_at_16000(void **state)
{
    (void)state;
    static const int16_t in[] = {100, 300, -32768, 32767, 5, 7, 9, 11, 1, 2, 3, 4};
    samples_are(wav(1, 16000, in, 12), in, 12);
    samples_are(wav(2, 16000, in, 12), (const int16_t[]){200, 0, 6, 10, 1, 3}, 6);
    samples_are(wav(1, 48000, in, 12), (const int16_t[]){-10789, 10926, 7, 3}, 4);
    samples_are(wav(1, 8000, in, 2), (const int16_t[]){100, 100, 300, 300}, 4);
    samples_are(wav(1, 16000, in, 0), in, 0);
    assert_int_equal(sound_samples(a, &(struct sound){"OggS", 4, "ogg", ""}, &(int16_t *){0}, &(size_t){0}),
                     ERR_INPUT);
}

static void test_what_is_cut_or_no_plain_wav_is_survived(void **state)
{
    (void)state;
    static const int16_t in[64] = {1, 2, 3};
    int16_t *out;
    size_t n;
    const struct sound whole = wav(1, 16000, in, 64);
    for (size_t cut = 12; cut <= whole.n; cut++) {
        const struct sound s = sound_of(arena_bytes(a, whole.bytes, cut), cut);
        const enum err e = sound_samples(a, &s, &out, &n);
        if (e == OK && n > 64)
            fail_msg("%zu bytes: %zu samples", cut, n);
    }
    struct sound s = wav(3, 16000, in, 63);
    assert_int_equal(sound_samples(a, &s, &out, &n), ERR_INPUT);
    s = wav(0, 16000, in, 64);
    assert_int_equal(sound_samples(a, &s, &out, &n), ERR_INPUT);
    s = wav(1, 7999, in, 64);
    assert_int_equal(sound_samples(a, &s, &out, &n), ERR_INPUT);
    s = wav(1, 48001, in, 64);
    assert_int_equal(sound_samples(a, &s, &out, &n), ERR_INPUT);
    char *eight = arena_bytes(a, whole.bytes, whole.n);
    eight[34] = 8; /* bits a sample */
    s = sound_of(eight, whole.n);
    assert_int_equal(sound_samples(a, &s, &out, &n), ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_recordings_are_known_by_how_they_begin),
        TEST(test_anything_else_is_none),
        TEST(test_samples_come_in_one_channel_at_16000),
        TEST(test_what_is_cut_or_no_plain_wav_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
