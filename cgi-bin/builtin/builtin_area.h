#ifndef BUILTIN_BUILTIN_AREA_H
#define BUILTIN_BUILTIN_AREA_H

#include "library/library.h"

/* An area that somebody named, in their own words, and how surely a topic of the library answers it. */

enum builtin_surety {
    AREA_UNKNOWN, /* no word of it is a topic's */
    AREA_NEAR,    /* words of it stand beside others in a topic's: "did you mean ...?" */
    AREA_UNSURE,  /* part of it is a topic's: the same, and likely */
    AREA_SURE     /* all that it says is, or the topic's whole name */
};

struct builtin_match {
    const struct library_topic *topic; /* NULL: unknown */
    enum builtin_surety surety;
    int score; /* among matches as sure */
    bool half; /* half of what it says, at least, is the topic's */
};

/* The areas of a list in their words, "estimation, fractions (mixed) and nerves": at most `most` of them. */
size_t builtin_areas(const struct library *library, struct arena *a, const char *text, const char **areas,
                     size_t most);
/* An area, read once: its words, and which of them say something of a subject. */
struct builtin_area_words;
const struct builtin_area_words *builtin_area_read(const struct library *library, struct arena *a,
                                                   const char *area);
/* How surely one topic answers it. Words for a state of nerves don't count: "nervous about fractions" is
 * fractions. */
struct builtin_match builtin_area_match(struct arena *a, const struct builtin_area_words *area,
                                        const struct library_topic *topic);
/* What it speaks of, beside topics. */
enum builtin_subject {
    SUBJECT_NONE,   /* "interviews": it says nothing of a subject */
    SUBJECT_NERVES, /* a state of nerves ("going blank"), and nothing else */
    SUBJECT_SOME
};
enum builtin_subject builtin_area_subject(const struct builtin_area_words *area);

#endif
