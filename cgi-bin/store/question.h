#ifndef STORE_QUESTION_H
#define STORE_QUESTION_H

#include "base/json.h"
#include "store/db.h"

struct anchor {
    const char *name;   /* at most 3 words */
    const char *text;   /* at most 50 words: one thing that a strong answer must land */
    const json *words;  /* words and phrases that show it (library); NULL otherwise */
};

enum difficulty { EASY, MEDIUM, HARD, MIXED };
enum question_source { FROM_LIBRARY, FROM_MODEL, FROM_USER };
enum memory_state { MEMORY_NEW, MEMORY_LEARNING, MEMORY_REVIEW, MEMORY_RELEARNING };

/* What FSRS keeps of a question. Stability, difficulty and the last rating are sealed; days and counts stay readable. */
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
MUST_USE enum err question_take(struct work *w, ticket t, struct question **out);
MUST_USE enum err question_take_all(struct work *w, ticket t, struct question **out, size_t *n);
MUST_USE enum err question_read(struct work *w, struct id id, struct question **out);
MUST_USE enum err question_insert(struct work *w, const struct question *q);
MUST_USE enum err question_save(struct work *w, const struct question *q); /* memory, scores, asked, anchors */

/* A question offered in a session. */
enum pick_state { PICK_OFFERED, PICK_OPEN, PICK_ANSWERED, PICK_SKIPPED };
enum redo_reason { REDO_NONE, REDO_WEAK_ANSWER, REDO_INCOMPLETE, REDO_TIME_PRESSURE, REDO_HIGH_VALUE };

struct pick {
    struct id session;
    struct id question;
    int place; /* 1.. in the order offered */
    enum pick_state state;
    enum redo_reason redo; /* REDO_NONE: new. Sealed */
    const char *why; /* one plain sentence for the user; sealed */
    int seconds;        /* the time its clock gives */
    clock_time opened;  /* when its clock began (the newest opening); 0 not yet */
    clock_time ends;    /* when its clock ends; 0 not yet */
    const char *draft;  /* what was typed and kept, not yet an answer; sealed; "" none */
    struct id form;     /* the id the next answer to it must carry (op id of the answer form), so that GET changes nothing; nil before opening */
};

ticket pick_want_session(struct work *w, struct id session);
ticket pick_want_attempt(struct work *w, struct id attempt); /* of the session it was made in */
ticket pick_want_all(struct work *w);
MUST_USE enum err pick_take_all(struct work *w, ticket t, struct pick **out, size_t *n); /* by place */
MUST_USE enum err pick_read(struct work *w, struct id session, struct id question, struct pick **out); /* NULL if none */
MUST_USE enum err pick_insert(struct work *w, const struct pick *p); /* ERR_CONFLICT: the question or the place is taken in this session */
MUST_USE enum err pick_save(struct work *w, const struct pick *p);   /* all but session, question and place, which stay */

/* The full review log, so that a later scheduler can replay it. */
struct recall {
    struct id question;
    struct id attempt;
    clock_day day;
    int rating; /* 1..4, sealed */
};
MUST_USE enum err recall_add(struct work *w, const struct recall *r); /* one an attempt: ERR_CONFLICT for a second */
ticket recall_want_all(struct work *w);
MUST_USE enum err recall_take_all(struct work *w, ticket t, struct recall **out, size_t *n);

const char *difficulty_name(enum difficulty d);            /* "easy" ... */
bool difficulty_parse(const char *name, enum difficulty *out);
const char *redo_name(enum redo_reason r); /* "weak_answer"; "" for none */
enum redo_reason redo_parse(const char *name);

#endif
