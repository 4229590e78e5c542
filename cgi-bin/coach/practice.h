#ifndef COACH_PRACTICE_H
#define COACH_PRACTICE_H

#include "coach/coach.h"
#include "llm/sound.h"
#include "store/attempt.h"
#include "store/idempotency.h"
#include "store/session.h"
#include "store/session_question.h"

/* Study sessions: start, questions, answers, end. The server's clock decides. */
struct practice_start {
    struct form form;
    struct id topic;
    int minutes;              /* planned study time; 0: as the plan says */
    const char *prescription; /* the user's own; NULL or "" : the topic's */
};
/* ERR_NOT_FOUND for a topic not in the plan; ERR_INPUT with *why for the prescription. A running session of
 * the user is ended by this (by hand). Its questions are suggested by TURN_QUESTIONS (coach/turn.h). */
MUST_USE enum err practice_begin(struct coach *coach, struct arena *a, struct id user,
                                 const struct practice_start *start, struct id *session, const char **why);
/* Takes a question: its clock starts (again for another try). ERR_CONFLICT: session ended. */
MUST_USE enum err practice_open(struct coach *coach, struct arena *a, struct id user, struct form form,
                                struct id session, struct id question);
/* What is asked next after an answer becomes a question of its own, of the same topic, and is taken at once
 * in the session of that answer. ERR_CONFLICT: the session has ended (*out names it); ERR_NOT_FOUND: nothing
 * is known to be asked next. Sent twice it is one question, and its clock runs on. */
struct practice_next {
    struct id session, question;
};
MUST_USE enum err practice_follow(struct coach *coach, struct arena *a, struct id user, struct form form,
                                  struct id attempt, struct practice_next *out);
/* Recorded as skipped, never as failed. */
MUST_USE enum err practice_skip(struct coach *coach, struct arena *a, struct id user, struct form form,
                                struct id session, struct id question);
/* An answer dictated, in part: what is typed is kept as the draft before anybody is asked to hear, what was
 * heard is added to it afterwards. Sent twice it is added once: *heard says that it was. */
struct practice_dictation {
    struct id form, session, question;
    const char *typed;
    int self_score; /* 0 none */
    const struct sound *sound;
};
MUST_USE enum err practice_dictate_begin(struct coach *coach, struct arena *a, struct id user,
                                         const struct practice_dictation *in, bool *heard);
MUST_USE enum err practice_dictate_end(struct coach *coach, struct arena *a, struct id user,
                                       const struct practice_dictation *in, const char *text);
/* T1: the answer is kept: late if past its end, never refused for lateness (nor because the session ended
 * meanwhile). Same form: the same attempt. */
struct practice_answer {
    struct id form; /* becomes the attempt's id */
    struct id session;
    struct id question;
    const char *answer;
    int self_score; /* 0 none */
    bool dictated;
};
/* Keeps what is typed without counting it as the answer, and what they would give themselves for it. */
MUST_USE enum err practice_draft(struct coach *coach, struct arena *a, struct id user,
                                 const struct practice_answer *draft);
MUST_USE enum err practice_answer(struct coach *coach, struct arena *a, struct id user,
                                  const struct practice_answer *in, struct id *attempt);
/* Ends it and queues reconciliation. Ending twice is once. */
MUST_USE enum err practice_end(struct coach *coach, struct arena *a, struct id user, struct form form,
                               struct id session, enum session_end how);

/* The facts of a session, counted by the program, never taken from a model. */
struct practice_tally {
    int offered, answered, skipped, attempts, late, pending, not_marked;
    int best_score; /* 0 none */
    int64_t seconds;
    struct practice_best {
        struct id question;
        const char *text;
        int attempts;
        int pending; /* of them, whose mark is to come */
        int best_score;
        struct landed *best_anchors;
        size_t best_anchors_n;
    } * questions;
    size_t questions_n;
};
void practice_count(struct arena *a, const struct session *session, const struct session_question *picks,
                    size_t picks_n, const struct question *questions, size_t questions_n,
                    const struct attempt *attempts, size_t attempts_n, struct practice_tally *out);

#endif
