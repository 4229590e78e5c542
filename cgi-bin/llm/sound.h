#ifndef LLM_SOUND_H
#define LLM_SOUND_H

#include <stddef.h>

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

#endif
