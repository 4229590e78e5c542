#ifndef MARKER_MARKER_H
#define MARKER_MARKER_H

#include "marker/marker_close.h"
#include "marker/marker_form.h"
#include "marker/marker_topic.h"
#include "marker/marker_weights.h"

/* The built-in marker: one answer to one question, marked by what it says. Pure: the same input always gets
 * the same mark, nothing is kept. What speaks for each sentence making the point of each anchor is measured
 * (marker_evidence), then what the answer is like as a whole (marker_profile); both are weighed as
 * weights.json says (marker_weights). What is no answer has a ceiling. cgi-bin/marker/README.md tells all. */

struct marker;

/* Reads words/ and anchors/ of a library's folder; `library` is what was read from it, and must live on.
 * ERR_CONFIG with *why. */
MUST_USE enum err marker_read(struct arena *a, const char *folder, const struct library *library,
                              struct marker **out, const char **why);

enum { MARKER_LEVELS = 10 };

struct marker_task {
    const char *key; /* the library's question; NULL or "" for another */
    const char *question, *kind, *answer;
    const char *good;  /* what a strong answer mentions, or a model answer; NULL for none */
    const json *goods; /* others that are as good: the closest counts; NULL for none */
    const struct marker_anchor *anchors;
    size_t anchors_n; /* the first six count; 0, and nothing good: those that any answer of its kind has */
};

enum marker_sure { SURE_NOT, SURE_FAIRLY, SURE_QUITE };

/* Whether an answer makes the point of an anchor. */
enum marker_landing { LANDING_NOT, LANDING_PERHAPS, LANDING_SHOWN };

struct marker_found {
    const struct marker_anchor *anchor;
    enum marker_landing landing;
    double sure;       /* 0..1: that the answer makes the point */
    const char *quote; /* the sentence of the answer that shows it, or that may; "" where there is none */
};

struct marker_mark {
    int score;     /* 1..10; 0: not marked, since it is in another language */
    int low, high; /* the marks that it may be, where several anchors are perhaps landed; else the score */
    double raw;    /* 0..1, unrounded: score is 1 + 9 * raw, rounded */
    struct marker_found found[MARKER_ANCHORS];
    size_t found_n;
    enum marker_way way;
    struct marker_form form;
    struct marker_profile profile;
    struct marker_closeness close; /* to what is good, where there is any */
    struct marker_place place;
    const char *language; /* what it is written in, where that is not English; "" otherwise */
    bool elsewhere;       /* it sounds like an answer to place.closest */
    enum marker_sure sure;
};

/* What is measured before anything is weighed. */
struct marker_measures {
    enum marker_way way;
    struct marker_answer answer;
    struct marker_wanted *wanted;
    struct marker_evidence *evidence; /* [anchor * sentences_n + sentence] */
    struct marker_profile profile;    /* all but what is landed */
    struct marker_closeness close;
    struct marker_place place;
};

/* What kind of answer a question seems to want, by how it is put, where nobody says: "explain" if there is no
 * sign. */
const char *marker_kind(const struct marker *marker, struct arena *a, const char *question);

const json *marker_feedback(const struct marker *marker);                 /* for marker_say */
const struct examples *marker_examples(const struct marker *marker);      /* how anchors are said */
const struct marker_weights *marker_weights(const struct marker *marker); /* for marker_land */
struct marker_vocabulary *marker_vocabulary(const struct marker *marker); /* for marker_text */

/* Everything lies in the arena. marker_measure is the first half of marker_mark: for benches and checks. */
struct marker_measures marker_measure(const struct marker *marker, struct arena *a,
                                      const struct marker_task *task);
struct marker_mark marker_mark(const struct marker *marker, struct arena *a, const struct marker_task *task);

#endif
