#ifndef STORE_ATTEMPT_H
#define STORE_ATTEMPT_H

#include "store/exchange.h"
#include "store/question.h"
#include "store/row.h"

enum mark_state { MARK_PENDING, MARK_ASKING, MARK_DONE };

struct landed {
    const char *name;
    const char *anchor;
    bool landed;
    const char *quote;   /* from the answer, letter for letter; "" where not landed */
    const char *perhaps; /* a sentence of the answer that may be it, of one not landed; "" for none */
};

struct mark {
    int score;       /* 1..10; 0: it was looked at and not marked */
    const char *why; /* it was not marked; "" where it was */
    const char *praise[3];
    size_t praise_n;
    const char *improve[3];
    size_t improve_n;
    struct landed *anchors;
    size_t anchors_n;
    const char *confidence; /* how sure the marker is, in its words; "" */
};

/* A tick that the user put right. */
struct corrected {
    const char *name; /* of the anchor */
    bool landed;
    const char *quote; /* where they said it, letter for letter; "" where they did not */
};

/* One answer to one question in one session. */
struct attempt {
    struct id id; /* is the form's id: sent twice is one row */
    struct id session;
    struct id question;
    int try_no; /* 1, 2 ... for this question in this session */
    clock_time opened;
    clock_time answered;
    int seconds; /* time taken */
    bool late;
    const char *answer;
    int self_score; /* 0 not given */
    bool dictated;
    enum mark_state state;
    int mark_try;                    /* fencing number of the marking */
    clock_time lease;                /* until when a marking holds it */
    const struct mark *mark;         /* as it stands, with what the user put right; NULL until marked */
    const struct mark *given;        /* as it was given */
    const struct exchange *exchange; /* who marked it, what was sent */
    clock_time marked;
    /* What the user had to say of the mark. */
    struct corrected *corrections;
    size_t corrections_n;
    int corrected_score;   /* what they make of the score; 0: it is as it was given */
    bool objected;         /* they call the mark wrong */
    const char *objection; /* and why; "" for no word */
    bool left_out;         /* so that strength, best score and schedule pass over it */
};

/* Has it got a score? False while its mark is to come, and where it was not marked. */
bool attempt_scored(const struct attempt *attempt);
/* Does its score count: in the strength of its topic, for the best score, for what is asked when? */
bool attempt_counts(const struct attempt *attempt);
/* Was it looked at, and not marked? */
bool attempt_not_marked(const struct attempt *attempt);

MUST_USE enum err attempt_insert(struct work *w, const struct attempt *attempt); /* T1 */
/* Claims the marking. ERR_BUSY while a lease holds, ERR_CONFLICT when it is marked. */
MUST_USE enum err attempt_claim(struct work *w, struct id id, int64_t lease_seconds, int *mark_try);
/* Gives the claim back (no provider answered): stays pending. Why is not kept here: the job that will ask
 * again tells it (job_put_off). */
MUST_USE enum err attempt_release(struct work *w, struct id id, int mark_try, const char *why);
/* T2: only where mark_try still matches and it is not marked; ERR_CONFLICT otherwise. */
MUST_USE enum err attempt_mark(struct work *w, struct id id, int mark_try, const struct mark *mark,
                               const struct exchange *exchange);
/* One that was looked at and not marked waits for a mark again. ERR_CONFLICT for any other. */
MUST_USE enum err attempt_reopen(struct work *w, struct id id);
MUST_USE enum err attempt_self_score(struct work *w, struct id id, int self_score);
/* Keeps what the user had to say of the mark: corrections to objection. */
MUST_USE enum err attempt_save_said(struct work *w, const struct attempt *attempt);
/* Wants: filled by the flush. One: NULL if there is none. */
void attempt_want(struct work *w, struct id id, struct attempt **out);
void attempt_want_session(struct work *w, struct id session, struct attempt **out,
                          size_t *n); /* oldest first */
void attempt_want_question(struct work *w, struct id question, struct attempt **out,
                           size_t *n); /* oldest first, all sessions */
void attempt_want_beside(struct work *w, struct id attempt, struct attempt **out,
                         size_t *n); /* all at its question, itself too; oldest first */
void attempt_want_recent(struct work *w, int limit, struct attempt **out, size_t *n);       /* newest first */
void attempt_want_since(struct work *w, clock_time since, struct attempt **out, size_t *n); /* oldest first */
MUST_USE enum err attempt_read(struct work *w, struct id id, struct attempt **out);

/* The row itself, for the download. */
const struct row_kind *attempt_row(void);

#endif
