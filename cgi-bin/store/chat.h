#ifndef STORE_CHAT_H
#define STORE_CHAT_H

#include "store/row.h"

/* One turn of the plan chat. A user's turn is committed before anybody is asked; the coach's turn answers it
 * (same turn number + 1). */
enum chat_state { CHAT_SAVED, CHAT_ASKING, CHAT_ANSWERED }; /* of a user's turn: has the coach answered? */

struct chat_message {
    struct id id;
    int turn; /* 0, 1, 2 ... in the conversation; bound into the seal */
    bool from_user;
    const char *text;
    bool material;          /* a user's turn: no words of theirs, but the job's advert, a CV ... */
    bool moved;             /* such came in the box for their own words, alone or with these */
    const json *understood; /* what was taken from it: {"role": ..., ...}; may be NULL */
    const json *call;       /* coach's turns: who wrote it (provider, model, prompt version) */
    clock_time at;
    enum chat_state state;
    int try_no;
    const char *why; /* nobody answered the last time, as a class; NULL if that is not known */
};

/* The newest `last` messages, oldest first. */
void chat_want(struct work *w, int last, struct chat_message **out, size_t *n);
/* ERR_NOT_FOUND where there is no such turn of the user's. */
MUST_USE enum err chat_find_user(struct work *w, struct id user_message);
MUST_USE enum err chat_add_turn(struct work *w,
                                struct chat_message *said); /* its id, text, material, moved */
/* A user's turn with another text; and gone, with what the coach answered. */
MUST_USE enum err chat_change(struct work *w, const struct chat_message *turn);
MUST_USE enum err chat_delete(struct work *w, const struct chat_message *turn);
/* Claims the answer to a user's turn: try number + lease. ERR_BUSY while another holds the lease,
 * ERR_CONFLICT when it is answered. */
MUST_USE enum err chat_claim(struct work *w, struct id user_message, int64_t lease_seconds, int *try_no);
/* Gives the claim back when nobody could answer, and why (a class): Retry works at once. Nothing happens if
 * the try no longer matches. */
MUST_USE enum err chat_release(struct work *w, struct id user_message, int try_no, const char *why);
/* Stores the coach's turn only where the try still matches: ERR_CONFLICT otherwise. */
MUST_USE enum err chat_answer(struct work *w, struct id user_message, int try_no, const char *text,
                              const json *understood, const json *call);

/* The row itself, for the download. */
const struct row_kind *chat_row(void);

#endif
