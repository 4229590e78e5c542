#ifndef STORE_PROPOSAL_H
#define STORE_PROPOSAL_H

#include "store/plan.h"

enum proposal_state {
    PROPOSAL_ASKING,
    PROPOSAL_OPEN,
    PROPOSAL_APPROVED,
    PROPOSAL_DECLINED,
    PROPOSAL_REPLACED
};
enum { PROPOSAL_AS_MADE = -1 }; /* whoever names no version means the one that the coach made */
enum difference_kind { DIFF_ADDED, DIFF_DROPPED, DIFF_MINUTES, DIFF_PRIORITY, DIFF_WORDS, DIFF_OVERVIEW };

/* One difference between a proposal and the plan it was made from; each can be taken or left on its own. */
struct difference {
    int number; /* 1.. within the proposal */
    enum difference_kind kind;
    struct id topic;     /* of the current plan; nil for an added topic or the overview */
    const char *name;    /* the topic's name, or the overview field's */
    const char *from;    /* as text; "" for added */
    const char *to;      /* as text; "" for dropped */
    const char *reason;  /* at most 25 words; never empty in a review's proposal */
    bool follows;        /* nobody asked for it: minutes that shift because of another difference */
    struct id *evidence; /* attempts it rests on */
    size_t evidence_n;
};

/* A plan, or a change to it, suggested and not yet approved or declined. */
struct proposal {
    struct id id;
    enum proposal_state state;
    int base_version; /* the version it was made from; 0: no plan yet */
    bool from_review; /* who asked: the daily review, or the user */
    struct overview overview;
    struct plan_topic *topics;
    size_t topics_n;
    struct difference *differences; /* against base_version */
    size_t differences_n;
    const char *feedback; /* what the user asked for, in words */
    const char *reply;    /* what the coach did not understand of it or could not do; "": nothing */
    const json *basis;    /* the facts that it rests on: those known, with those that it would change */
    const json *wanted;   /* the facts that were told in its wishes: they count once it is approved */
    const json *asks;     /* what is asked back about areas that they named: [{words, question, wish}] */
    struct id after;      /* the proposal before this one, nil for the first */
    const json *call;     /* who made it: provider, model, prompt version, and the exchange (see attempt.h) */
    clock_time created;
    bool answered; /* what was asked changes nothing: it was only replied to, and what was open stands */
    int version;   /* how often it was made or edited: its revision */
    int made;      /* the version that the coach made; 0: of an earlier release, not known */
    const json *earlier; /* its last revisions before this one: [{version, plan_overview, plan_topics}] */
    int try_no;
    const char *why; /* as in struct chat_message */
};

/* T1: the wish is saved before anybody is asked (state ASKING). Replaces an older one of the same kind that
 * is still being asked for; what is open stands until there is an answer. */
MUST_USE enum err proposal_ask(struct work *w, struct id id, int base_version, bool from_review,
                               const char *feedback, struct id after);
MUST_USE enum err proposal_claim(struct work *w, struct id id, int64_t lease_seconds,
                                 int *try_no); /* as chat_claim */
/* As chat_release. */
MUST_USE enum err proposal_release(struct work *w, struct id id, int try_no, const char *why);
/* T2: ASKING -> OPEN with what was proposed, only where try_no matches. Replaces an older open proposal of
 * the same kind; one that is only `answered` is settled at once and replaces nothing. */
MUST_USE enum err proposal_answer(struct work *w, const struct proposal *proposal);
/* Saves the user's own edits of an OPEN proposal; of an ASKING one: the plan it is to start from (its state
 * stays). */
MUST_USE enum err proposal_edit(struct work *w, const struct proposal *proposal);
/* Wants. One: NULL if there is none. */
void proposal_want_open(struct work *w, struct proposal **out);     /* the newest ASKING or OPEN one */
void proposal_want_standing(struct work *w, struct proposal **out); /* the newest OPEN one */
void proposal_want(struct work *w, struct id id, struct proposal **out);
void proposal_want_all(struct work *w, struct proposal **out, size_t *n);
MUST_USE enum err proposal_read(struct work *w, struct id id, struct proposal **out);
/* OPEN (or ASKING, for declined) -> state; ERR_CONFLICT otherwise. */
MUST_USE enum err proposal_settle(struct work *w, struct id id, enum proposal_state state);
/* All others that are open are replaced: the plan that they were made from is another now. */
void proposal_replace_others(struct work *w, struct id id);
/* The newest one that was declined; NULL if there is none. */
void proposal_want_declined(struct work *w, struct proposal **out);
/* The revision that was seen, as a plan; NULL: it is not kept any more. */
const struct plan *proposal_revision(struct arena *a, const struct proposal *proposal, int version);

/* The row itself, for the download. */
const struct row_kind *proposal_row(void);

#endif
