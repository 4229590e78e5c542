#ifndef WEB_FORMS_H
#define WEB_FORMS_H

#include "coach/correct.h"
#include "coach/practice.h"
#include "coach/propose.h"
#include "store/facts.h"
#include "store/notes.h"
#include "store/plan.h"
#include "store/story.h"
#include "store/user.h"
#include "web/fields.h"

/* THE forms (forms.c): what each route takes, and the struct that it fills. Where the fields are a thing of
 * the product, it is that thing's own struct; else it stands here. */

/* ---- trying, accounts ---- */

struct form_try {
    const char *q; /* the question's key; "": any */
    const char *answer;
};
FORM(try_page, struct form_try);
FORM(try, struct form_try);

struct form_signup {
    const char *username, *password, *name, *zone;
    const char *try_question, *try_answer; /* what was tried before; "" */
};
FORM(signup, struct form_signup);

struct form_login {
    const char *username, *password;
    bool kept; /* what was sent before is kept until the log-in */
};
FORM(login_page, struct form_login);
FORM(login, struct form_login);

struct form_recover {
    const char *username, *code, *password;
};
FORM(recover, struct form_recover);

/* ---- practice ---- */

struct form_self {
    int self_score;
};
struct form_session {
    struct id session;
};
FORM(start_session, struct practice_start);
FORM(answer, struct practice_answer);
FORM(draft, struct practice_answer);       /* sent from the answer's form */
FORM(hear_answer, struct practice_answer); /* the same with a recording */
FORM(self, struct form_self);
FORM(session, struct form_session);
FORM(tick, struct correct_tick);
FORM(objection, struct correct_objection);

/* ---- the chat and the plan ---- */

struct form_say {
    const char *text; /* their own words */
    const char *job;  /* an advert, a description, a CV */
};
struct form_message {
    struct id message;
};
FORM(say, struct form_say);
FORM(hear_chat, struct form_say);
FORM(message, struct form_message);

/* The minutes of each weekday; -1: as on any other, 0: a day off. */
struct form_week {
    int monday, tuesday, wednesday, thursday, friday, saturday, sunday;
};
FORM(week, struct form_week);
struct form_facts {
    struct facts facts;
    struct form_week week;
};
FORM(facts, struct form_facts);

/* The control that answers one thing the coach asks. */
struct form_control {
    const char *ask; /* what it is, as in the plan chat's contract */
    struct facts facts;
    struct form_week week;
    const char **areas; /* weak ones that were ticked */
    size_t areas_n;
    const char *more;   /* and in their words */
    const char *nearer; /* of a role that is several jobs: the family it is nearer to; "" */
};
struct form_chat {
    const char *ask; /* whose control is to be shown; "": the next one's */
};
struct form_told {
    const char *text;
};
struct form_confirm_facts {
    int version; /* that they saw */
};
FORM(chat, struct form_chat);
FORM(confirm_facts, struct form_confirm_facts);
FORM(control, struct form_control);
FORM(told, struct form_told);

struct form_changes {
    struct id proposal; /* the one whose page it was sent from; nil: the plan's */
    const char *context;
    const char **feedback; /* what should be different, in their words */
    size_t feedback_n;
    struct plan plan; /* overview and topics as a program has them; no topics: as it stands */
};
struct form_approve {
    struct id proposal;
    int *take; /* numbers of differences; NULL if none were named */
    size_t take_n;
    bool chosen;      /* only what is ticked counts */
    int total;        /* minutes a day that were shown for it */
    struct plan plan; /* overview and topics as a program edited them; no topics: as proposed */
};
FORM(topic, struct plan_topic);
FORM(edit, struct plan);
FORM(suggest_new, struct propose_wish);
FORM(suggest_changes, struct form_changes);
FORM(approve, struct form_approve);

/* ---- stories and notes ---- */

FORM(story, struct story);
FORM(hear_story, struct story); /* sent from the story's form, with a recording */
FORM(correct, struct note);

/* ---- settings ---- */

struct form_coach {
    const char *coach; /* "builtin", "outside" */
};
struct form_confirm {
    const char *current;  /* their password now */
    const char *password; /* and the new one */
    const char *confirm;  /* the word delete */
};
struct form_end_login {
    struct id login;
};
struct form_drop {
    struct id id; /* of what was kept when a login ran out */
};
FORM(profile, struct user);
FORM(coach, struct form_coach);
FORM(password, struct form_confirm);
FORM(current, struct form_confirm);
FORM(delete, struct form_confirm);
FORM(end_login, struct form_end_login);
FORM(drop, struct form_drop);

#endif
