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

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_recordings_are_known_by_how_they_begin),
        TEST(test_anything_else_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
