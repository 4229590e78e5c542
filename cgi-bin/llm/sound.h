#ifndef LLM_SOUND_H
#define LLM_SOUND_H

#include "base/arena.h"
#include "base/err.h"
#include <stddef.h>
#include <stdint.h>

/* A recording, in memory and nowhere else. What it is its first bytes say; what it was called is nobody's
 * business. */
struct sound {
    const char *bytes; /* borrowed */
    size_t n;
    const char *ending; /* of a file of this kind: "m4a" */
    const char *type;   /* "audio/mp4" */
};

/* What these bytes are, by how WAV, FLAC, Ogg, WebM (Matroska), MP4 and MP3 files begin. n is 0 if they are
 * none of these. */
struct sound sound_of(const char *bytes, size_t n);

/* What is heard in a WAV file: samples of one channel at 16,000 a second, in the arena. ERR_INPUT for
 * anything but 16-bit PCM of one or two channels at 8,000 to 48,000 a second. */
MUST_USE enum err sound_samples(struct arena *a, const struct sound *sound, int16_t **out, size_t *n);

#endif
