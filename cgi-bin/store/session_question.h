#ifndef STORE_SESSION_QUESTION_H
#define STORE_SESSION_QUESTION_H

#include "store/db.h"
#include "store/redo.h"
#include "store/row.h"

/* A question offered in a session. */
enum session_question_state {
    SESSION_QUESTION_OFFERED,
    SESSION_QUESTION_OPEN,
    SESSION_QUESTION_ANSWERED,
    SESSION_QUESTION_SKIPPED
};

struct session_question {
    struct id session;
    struct id question;
    int place; /* 1.. in the order offered */
    enum session_question_state state;
    enum redo_reason redo; /* REDO_NONE: new. Sealed */
    const char *why;       /* one plain sentence for the user; sealed */
    int seconds;           /* the time its clock gives */
    clock_time opened;     /* when its clock began (the newest opening); 0 not yet */
    clock_time ends;       /* when its clock ends; 0 not yet */
    const char *draft;     /* what was typed and kept, not yet an answer; sealed; "" none */
    int self_score;        /* what they would give themselves for the draft; sealed; 0 none */
    bool dictated;         /* some of the draft was dictated; sealed */
    struct id form; /* the id the next answer to it must carry (op id of the answer form), so that GET changes
                       nothing; nil before opening */
};

/* "offered" ... */
const char *session_question_state_name(enum session_question_state state);

/* Wants, by place. */
void session_question_want_session(struct work *w, struct id session, struct session_question **out,
                                   size_t *n);
void session_question_want_attempt(struct work *w, struct id attempt, struct session_question **out,
                                   size_t *n); /* of the session it was made in */
void session_question_want_all(struct work *w, struct session_question **out, size_t *n);
/* NULL if none. */
MUST_USE enum err session_question_read(struct work *w, struct id session, struct id question,
                                        struct session_question **out);
/* ERR_CONFLICT: the question or the place is taken in this session. */
MUST_USE enum err session_question_insert(struct work *w, const struct session_question *offered);
/* All but session, question and place, which stay. */
MUST_USE enum err session_question_save(struct work *w, const struct session_question *offered);

/* The row itself, for the download. */
const struct row_kind *session_question_row(void);

#endif
