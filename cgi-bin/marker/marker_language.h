#ifndef MARKER_MARKER_LANGUAGE_H
#define MARKER_MARKER_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

/* The only door to libcld2, which tells the language of a text. Written in C++, like the library. */

#ifdef __cplusplus
extern "C" {
#endif

struct marker_language {
    const char *name; /* "German"; "" where it can't tell. Lives for ever */
    bool english;
    bool sure; /* the library's own word */
    int other; /* per cent of the text that are in another language than English, as far as it can tell */
};

/* Of valid UTF-8 in plain text. */
struct marker_language marker_language_of(const char *text, size_t n);

#ifdef __cplusplus
}
#endif

#endif
