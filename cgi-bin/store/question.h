#ifndef STORE_QUESTION_H
#define STORE_QUESTION_H

#include "base/json.h"
#include "store/db.h"
#include "store/difficulty.h"

struct anchor {
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
    const char *good; /* what good answers tend to mention */
    const char *follow_up;
    struct memory memory;
    int best_score; /* 0 none yet; sealed */
    int last_score;
    bool last_late;
    int asked; /* times taken up in a session */
    clock_time created;
};

ticket question_want(struct work *w, struct id id);
ticket question_want_topic(struct work *w, struct id topic);
ticket question_want_session(struct work *w, struct id session); /* those offered in it */
ticket question_want_attempt(struct work *w, struct id attempt); /* the one it answers */
ticket question_want_all(struct work *w);
/* How many practised questions of each topic are due by a day: for a page, which needs no texts. */
struct question_due {
    struct id topic;
    clock_day day;
    int n;
};
ticket question_want_due(struct work *w, clock_day until);
MUST_USE enum err question_take_due(struct work *w, ticket t, struct question_due **out, size_t *n);
MUST_USE enum err question_take(struct work *w, ticket t, struct question **out);
MUST_USE enum err question_take_all(struct work *w, ticket t, struct question **out, size_t *n);
MUST_USE enum err question_read(struct work *w, struct id id, struct question **out);
MUST_USE enum err question_insert(struct work *w, const struct question *q);
/* Memory, scores, asked, anchors. */
MUST_USE enum err question_save(struct work *w, const struct question *q);

#endif
