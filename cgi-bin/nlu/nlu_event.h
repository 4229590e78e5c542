#ifndef NLU_EVENT_H
#define NLU_EVENT_H

#include "nlu/nlu_when.h"

/* What a date is of, and the date that counts. */

enum about { ABOUT_NOTHING, ABOUT_INTERVIEW, ABOUT_ANOTHER };

/* A date, or a day of the week that may be one. */
bool nlu_when_is_date(const struct when_part *part);
/* Does the sentence name an event that isn't the interview? */
bool nlu_when_names_event(const struct when *when);
/* The nearest event before a word, and the first behind; *at: where; *crossed: another date is between. */
enum about nlu_when_event_before(const struct when *when, size_t from, size_t *at, bool *crossed);
enum about nlu_when_event_behind(const struct when *when, size_t from, size_t *at);
/* What the date is of; *at: where that is said. */
enum about nlu_when_about(const struct when *when, const struct when_part *part, size_t *at);
/* Is that over, somebody else's, or only hoped for? */
bool nlu_when_speaks_against(const struct when *when, const struct when_part *part, size_t event);
/* The word before a date, but for small ones; is it of this kind? */
size_t nlu_when_lead(const struct when *when, const struct when_part *part);
bool nlu_when_led_by(const struct when *when, const struct when_part *part, enum word_kind kind);
/* "not the 3rd but the 10th": the 3rd is. */
bool nlu_when_is_replaced(const struct when *when, size_t part);
bool nlu_when_only_likely(const struct when *when, const struct when_part *part);
bool nlu_when_date_known(const struct nlu *heard);
/* Does the sentence begin as one that goes on about the same? */
bool nlu_when_goes_on(const struct nlu *heard);
/* Nothing but a date between two words. */
bool nlu_when_is_bare_date(const struct when *when, size_t from, size_t to);

/* The date that counts so far. */
struct found {
    struct when_part date;
    size_t event;
    bool any, unsure;
    clock_day before; /* the day that it was on; 0: not said */
};

/* The facts, with their sources. */
void nlu_when_put_date(const struct when *when, const struct found *found);
/* The date is unclear: asked about with this question, unless there is one already. */
void nlu_when_ask_date(struct nlu *heard, enum sentence question);
void nlu_when_put_weeks(const struct when *when, int days, size_t from, size_t to);
/* The time that is left, where there is no date. */
void nlu_when_find_left(const struct when *when);

#endif
