#ifndef STORE_QUESTION_H
#define STORE_QUESTION_H

#include "store/difficulty.h"
#include "store/row.h"

struct anchor {
    const char *key;   /* never changes, though its name may; only of the library's own, never kept */
    const char *name;  /* at most 3 words */
    const char *text;  /* at most 50 words: one thing that a strong answer must land */
    const char *words; /* words and phrases that show it, one a line (library); NULL or "" otherwise */
};

enum question_source { FROM_LIBRARY, FROM_MODEL, FROM_USER };
enum memory_state { MEMORY_NEW, MEMORY_LEARNING, MEMORY_REVIEW, MEMORY_RELEARNING };

/* What FSRS keeps of a question. Stability, difficulty and the last rating are sealed; days and counts stay
 * readable. */
struct memory {
    enum memory_state state;
    double stability;  /* days; 0 when new */
    double difficulty; /* 1..10; 0 when new */
    clock_day last_day;
    clock_day due_day;
    int reviews;
};

struct question {
    struct id id;
    struct id topic;
    const char *text; /* at most 30 words */
    const char *kind; /* story, explain, design, debug, case, roleplay */
    enum difficulty difficulty;
    int seconds; /* fair answer time */
    enum question_source source;
    const char *key; /* "software/system-design/url-shortener"; "" if not of the library */
    struct anchor *anchors;
    size_t anchors_n;
    const char *good;      /* what good answers tend to mention */
    const char *follow_up; /* what is asked next */
    const char *mistakes;  /* the usual one; the library's questions only, as they are read: never stored */
    struct memory memory;
    int best_score; /* 0 none yet; sealed */
    int last_score;
    bool last_late;
    int asked; /* times taken up in a session */
    clock_time created;
};

/* Wants. One: NULL if there is none. */
void question_want(struct work *w, struct id id, struct question **out);
void question_want_attempt(struct work *w, struct id attempt, struct question **out); /* the one it answers */
void question_want_topic(struct work *w, struct id topic, struct question **out, size_t *n);
void question_want_session(struct work *w, struct id session, struct question **out,
                           size_t *n); /* those offered in it */
void question_want_all(struct work *w, struct question **out, size_t *n);
/* How many practised questions of each topic are due by a day: for a page, which needs no texts. */
struct question_due {
    struct id topic;
    clock_day day;
    int n;
};
void question_want_due(struct work *w, clock_day until, struct question_due **out, size_t *n);
MUST_USE enum err question_read(struct work *w, struct id id, struct question **out);
MUST_USE enum err question_insert(struct work *w, const struct question *question);
/* Memory, scores, asked, anchors. */
MUST_USE enum err question_save(struct work *w, const struct question *question);

/* The row itself, for the download. */
const struct row_kind *question_row(void);

#endif
