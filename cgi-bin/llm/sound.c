#include "llm/sound.h"
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

static bool begins(const struct beginning *k, const char *bytes, size_t n)
{
    const size_t first = strlen(k->first), len = strlen(k->bytes);
    return n >= k->at + len && memcmp(bytes, k->first, first) == 0 &&
           memcmp(bytes + k->at, k->bytes, len) == 0;
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
