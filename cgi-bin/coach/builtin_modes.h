#ifndef COACH_BUILTIN_MODES_H
#define COACH_BUILTIN_MODES_H

#include "base/clock.h"
#include "base/json.h"
#include "coach/library.h"

/* One function a mode: the input document in, an answer that holds to the mode's contract out. Deterministic;
 * everything is in the arena. */
typedef json *(*builtin_mode)(const struct library *l, struct arena *a, const json *in);

json *builtin_chat(const struct library *l, struct arena *a, const json *in);      /* plan_chat */
json *builtin_plan(const struct library *l, struct arena *a, const json *in);      /* suggest_plan */
json *builtin_changes(const struct library *l, struct arena *a, const json *in);   /* suggest_plan_changes */
json *builtin_questions(const struct library *l, struct arena *a, const json *in); /* generate_questions */
json *builtin_mark(const struct library *l, struct arena *a, const json *in);      /* evaluate_answer */
json *builtin_story(const struct library *l, struct arena *a, const json *in);     /* build_story */
json *builtin_after(const struct library *l, struct arena *a, const json *in);     /* reconcile_session */
json *builtin_review(const struct library *l, struct arena *a, const json *in);    /* daily_review */

/* What a text says of days off ("days", "days_off") and of the interview's date, given the facts known
 * before: an object with these facts only. */
json *builtin_chat_days(struct arena *a, const json *known, clock_day today, const char *text);

/* ---- words (builtin_words.c) ---- */

/* A sentence or clause of a text: where it stands, letter for letter, and its stems. */
struct builtin_sentence {
    const char *text; /* a copy */
    char **stems;
    size_t n;
};
struct builtin_sentence *builtin_sentences(struct arena *a, const char *text, size_t *n);
/* Do the stems of a phrase stand in the sentence, one after another? */
bool builtin_has_phrase(struct arena *a, const struct builtin_sentence *s, const char *phrase);
bool builtin_is_common(const char *stem); /* "the", "and": carries no meaning by itself */

/* ---- roles (builtin_role.c) ---- */

/* -1 a first job ("graduate", "trainee"), 1 a senior one ("lead", "head", "sister"), else 0. */
int builtin_seniority(struct arena *a, const char *role);
/* A plan's mock interview is a topic that no file has: its key is the family's and this. */
#define BUILTIN_MOCK "/mock"
/* The key of topics that are made of the user's own words. */
#define BUILTIN_OWN "general/own-words"
const struct library_family *builtin_mock_family(const struct library *l,
                                                 const char *key); /* NULL: is none */

#endif
