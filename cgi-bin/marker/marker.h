#ifndef MARKER_MARKER_H
#define MARKER_MARKER_H

#include "marker/marker_close.h"
#include "marker/marker_form.h"

/* The built-in marker: one answer to one question, marked by what it says and how it is built. Pure: the same
 * input always gets the same mark, nothing is kept. Coverage of the anchors by meaning (word stems, words
 * that stand for one another, rarity, spelling) makes most of the mark; the rest is the structure that the
 * kind of answer wants, what is concrete in it, and its length on the question. What is no answer, or denies
 * the anchors, has a ceiling. */

struct marker;

/* Reads words.txt, cues.json and feedback.json of a folder. ERR_CONFIG with *why. */
MUST_USE enum err marker_read(struct arena *a, const char *folder, struct marker **out, const char **why);

enum { MARKER_ANCHORS = 6, MARKER_SECONDS = 240, MARKER_LEVELS = 10 };

struct marker_task {
    const char *question, *kind, *answer;
    const char *reference;  /* a model answer to be close to, instead of anchors; NULL for none */
    const json *references; /* others that are as good: the closest counts; NULL for none */
    const struct marker_anchor *anchors;
    size_t anchors_n; /* the first six count; 0: those that any answer of its kind has */
    int64_t seconds;  /* fair time; 0: as usual */
};

enum marker_sure { SURE_NOT, SURE_FAIRLY, SURE_QUITE };

struct marker_mark {
    int score;  /* 1..10 */
    double raw; /* 0..1, unrounded: score is 1 + 9 * raw, rounded */
    struct marker_found found[MARKER_ANCHORS];
    size_t found_n;
    struct marker_form form;
    struct marker_closeness close; /* to the reference, where there is one */
    double on_question;            /* 0..1 */
    double topic;                  /* marker_close_topic */
    bool denies;                   /* the answer denies what the anchors stand for */
    enum marker_sure sure;
};

/* What kind of answer a question seems to want, by how it is put, where nobody says: "explain" if there is no
 * sign. */
const char *marker_kind(const struct marker *marker, struct arena *a, const char *question);

const json *marker_feedback(const struct marker *marker); /* for marker_say */

struct marker_mark marker_mark(const struct marker *marker, struct arena *a, const struct marker_task *task);

#endif
