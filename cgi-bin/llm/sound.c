#include "llm/sound.h"
#include "base/num.h"
#include "base/text.h"
#include <stdbool.h>
#include <string.h>

/* How files begin: RIFF; RFC 9639, 6; RFC 3533, 6; RFC 8794, 11.2.1; ISO 14496-12, 4.3; id3.org, 2.4. The
 * first that fits counts. */
static const struct beginning {
    const char *bytes;
    size_t at;         /* where they stand */
    const char *first; /* what must stand at the very beginning as well; "" for nothing */
    const char *ending, *type;
} beginnings[] = {
    {"WAVE", 8, "RIFF", "wav", "audio/wav"}, {"fLaC", 0, "", "flac", "audio/flac"},
    {"OggS", 0, "", "ogg", "audio/ogg"},     {"\x1a\x45\xdf\xa3", 0, "", "webm", "audio/webm"},
    {"ftypM4A", 4, "", "m4a", "audio/mp4"},  {"ftyp", 4, "", "mp4", "audio/mp4"},
    {"ID3", 0, "", "mp3", "audio/mpeg"},
};

/* An MPEG audio frame without a tag before it (ISO 11172-3, 2.4.1.3): the sync word, then layer, bit rate and
 * sampling rate, none of which has its reserved value. */
static bool is_mpeg_frame(const char *bytes, size_t n)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return n >= 4 && b[0] == 0xff && (b[1] & 0xe0) == 0xe0 && (b[1] & 0x18) != 0x08 && (b[1] & 0x06) != 0 &&
           (b[2] & 0xf0) != 0xf0 && (b[2] & 0x0c) != 0x0c;
}

static bool begins(const struct beginning *beginning, const char *bytes, size_t n)
{
    const size_t first = strlen(beginning->first), len = strlen(beginning->bytes);
    return n >= beginning->at + len && memcmp(bytes, beginning->first, first) == 0 &&
           memcmp(bytes + beginning->at, beginning->bytes, len) == 0;
}

struct sound sound_of(const char *bytes, size_t n)
{
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (begins(&beginnings[i], bytes, n))
            return (struct sound){bytes, n, beginnings[i].ending, beginnings[i].type};
    if (is_mpeg_frame(bytes, n))
        return (struct sound){bytes, n, "mp3", "audio/mpeg"};
    return (struct sound){.bytes = "", .ending = "", .type = ""};
}

/* ---- the samples of a WAV file (Microsoft, Multimedia Programming Interface 1.0, 3) ---- */

enum { RATE = 16000, PCM = 1, EXTENSIBLE = 0xfffe };

static unsigned le16(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return b[0] | (unsigned)b[1] << 8;
}

static size_t le32(const char *at)
{
    return le16(at) | (size_t)le16(at + 2) << 16;
}

struct wave {
    unsigned channels, rate;
    const char *data; /* 16-bit samples, little end first, the channels in turn */
    size_t frames;
};

/* A chunk's body must lie within the file; the last one may claim more, as recorders that were cut off do. */
static bool find_data(const struct sound *sound, struct wave *wave)
{
    const char *p = sound->bytes + 12, *end = sound->bytes + sound->n;
    while (end - p >= 8) {
        const char *body = p + 8;
        const size_t left = (size_t)(end - body), n = num_min(le32(p + 4), left);
        if (memcmp(p, "fmt ", 4) == 0 && n >= 16) {
            if ((le16(body) != PCM && le16(body) != EXTENSIBLE) || le16(body + 14) != 16)
                return false;
            wave->channels = le16(body + 2);
            wave->rate = (unsigned)le32(body + 4);
        } else if (memcmp(p, "data", 4) == 0) {
            if (wave->channels < 1 || wave->channels > 2)
                return false;
            wave->data = body;
            wave->frames = n / (2 * wave->channels);
            return wave->rate >= 8000 && wave->rate <= 48000;
        }
        if (n == left)
            return false;
        p = body + n + (n & 1);
    }
    return false;
}

/* A frame's channels together. */
static int at(const struct wave *wave, size_t frame)
{
    if (wave->channels == 1)
        return (int16_t)le16(wave->data + 2 * frame);
    return ((int16_t)le16(wave->data + 4 * frame) + (int16_t)le16(wave->data + 4 * frame + 2)) / 2;
}

/* Each sample is the mean of the frames that fall into its time, or the nearest one: plain, and good enough
 * for speech. */
enum err sound_samples(struct arena *a, const struct sound *sound, int16_t **out, size_t *n)
{
    struct wave w = {0};
    if (!text_equal(sound->ending, "wav") || !find_data(sound, &w))
        return ERR_INPUT;
    *n = w.frames * RATE / w.rate;
    *out = arena_array(a, *n, sizeof **out);
    for (size_t i = 0; i < *n; i++) {
        const size_t from = i * w.rate / RATE, to = num_max((i + 1) * w.rate / RATE, from + 1);
        long sum = 0;
        for (size_t k = from; k < to; k++)
            sum += at(&w, k);
        (*out)[i] = (int16_t)(sum / (long)(to - from));
    }
    return OK;
}
