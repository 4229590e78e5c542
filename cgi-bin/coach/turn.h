#ifndef COACH_TURN_H
#define COACH_TURN_H

#include "coach/coach.h"

struct user;

/* What a model is asked for: each is a row of THE table of modes (turn.c). */
enum turn_mode {
    TURN_CHAT,      /* what was said in the plan chat is answered */
    TURN_PLAN,      /* a proposal is made: the first plan ... */
    TURN_CHANGE,    /* ... or a change; asked for as TURN_PLAN, what is stored decides */
    TURN_QUESTIONS, /* a session gets its questions */
    TURN_MARK,      /* an attempt is marked */
    TURN_STORY,     /* a story gets its structure */
    TURN_RECONCILE, /* an ended session is looked back at */
    TURN_REVIEW     /* the daily review */
};

/* One asking, from its claim to what is kept of the answer (cgi-bin/README.md, "A request that needs a
 * model"). Whoever asks fills in the first part; the rest is the turn's own and its row's (turn_modes.h). */
struct turn {
    struct coach *coach;
    struct arena *arena;
    enum turn_mode mode;
    struct id user;
    struct id id; /* what it is about: message of the chat, proposal, session, attempt, story, review */
    struct listener listener;
    bool held;  /* by whoever asks, as try_no (the batch, a job's): neither claimed nor given back here */
    int try_no; /* of the claim */

    struct user *account; /* found by the row's read: what they agreed to decides who may be asked */
    void *found;          /* and what else it found, in a struct of its file's own */
    struct id *unmarked;  /* attempts that have to be marked first; then all is read anew */
    size_t unmarked_n;
    struct ask_result result;
    struct trouble trouble; /* what kept anybody from answering */
};

/* Claims, asks with no transaction open, keeps the answer where the claim still holds. ERR_NOT_FOUND: there
 * is nothing of that id; ERR_CONFLICT: it is done already or was meanwhile (fine); ERR_BUSY: another is at
 * it; ERR_PROVIDER: nobody could answer. Where it failed the claim is given back with the reason: what was
 * asked for stays to be done, and Retry works at once. */
MUST_USE enum err turn_run(struct turn *turn);

#endif
