#ifndef NLU_NLU_H
#define NLU_NLU_H

#include "base/clock.h"
#include "base/json.h"
#include "library/library.h"

/* What the built-in coach hears in a message of the plan chat, one sentence at a time; a later one replaces
 * what an earlier one said. What it is not sure of it leaves open. One file a worry: nlu_role, _when (time,
 * days and dates), _areas, _energy. */
struct nlu {
    struct arena *arena;
    const struct library *library;
    clock_day today;
    const json *known;  /* the facts before this message */
    json *facts;        /* what this message changed */
    const char *text;   /* the sentence as typed */
    const char *folded; /* the same in ASCII lower case, byte for byte as long */
    bool of_interview;  /* the sentence before spoke of the interview */
    bool time_asked;    /* they were asked for the time they have */
    bool date_asked;    /* they were asked for the interview's date */
    bool wish;          /* it is a wish for a plan */
    struct when *room;  /* what nlu_when reads in */
    struct nlu_last {
        clock_day day; /* the date spoken of last; 0: none */
        int month;     /* the month that is named with no day; 0: none */
        unsigned days; /* the days of the week, a bit each */
        unsigned can;  /* those that they can practise on */
        int about;     /* what the sentence before gave a date: 1 the interview, 2 another thing */
        bool practice; /* it told of time or days for practice */
    } last;
    const char *topic;           /* what the sentence before named and said nothing of; or NULL */
    bool topic_asked;            /* ... as a question of one or a few words: "Budgets?" */
    struct nlu_reading *reading; /* of the sentence, once it was taken apart */
    bool torn;                   /* contrary things were said of their energy */
    int wondered;                /* what a question of their own asked about it ("Am I motivated?") */
    int echo, echo_denied; /* what the last thing said of an area means, said of another ("X does"); 0 open */
    int label;             /* what a list in the next line is, under a label of its own; 0: none is open */
    const char *aside;     /* what the plan makes of something said; or NULL */
    json *roles;           /* the roles that the message named so far */
    json *asks;            /* facts that are unclear, to be asked about */
    const char *doubt;     /* a question back about what could be meant in two ways; or NULL */
};

/* Straight quotes, plain blanks, one kind of dash, and the words that hearing turns on spelt right, so that
 * one spelling is enough for what follows. A line break stands for bullets and bars. */
char *nlu_plain(const struct library *library, struct arena *a, const char *message);
/* The same, with the place in the message as typed that each byte came from. */
struct nlu_plain {
    const char *raw, *text;
    const size_t *origin; /* for each byte of `text`, and its end */
};
struct nlu_plain nlu_plain_of(const struct library *library, struct arena *a, const char *message);
/* Words of the plain text as they were typed, letter for letter; the words themselves where they don't stand
 * in it. */
const char *nlu_said(const struct nlu_plain *plain, struct arena *a, const char *words);
/* Takes up the next sentence of a plain message and moves on behind it; false at its end. A very long one
 * comes in pieces, so that the work stays in proportion to the message. */
bool nlu_next(struct nlu *heard, const char **message);
/* Takes up a sentence, or a part of one. */
void nlu_take(struct nlu *heard, const char *sentence);

/* The one of a list that stands first at or behind `from`, the longest if several do there; *length: its own
 * in the sentence. NULL: none does. A phrase may be a pattern: in "is|are ~ my? weak_spot" each word has
 * alternatives ("_" is a blank in one), a word with "?" may be missing, and "~" stands for any of "really",
 * "a bit", "still"... */
const char *nlu_first(const struct nlu *heard, const char *from, enum phrase_list which, size_t *length);
/* The same of one phrase. */
const char *nlu_place(const struct nlu *heard, const char *from, const char *phrase, size_t *length);
/* The length of a phrase (or pattern) that stands at `at`; 0: it doesn't. */
size_t nlu_stands(const struct nlu *heard, const char *at, const char *phrase);
/* Does one of a list stand in a text; in the sentence? */
bool nlu_says(const struct nlu *heard, const char *text, enum phrase_list which);
bool nlu_hears(const struct nlu *heard, enum phrase_list which);
/* The length of the longest of a list that stands at `at`; 0: none does. *note, if asked for: the note on it.
 */
size_t nlu_begins(const struct nlu *heard, const char *at, enum phrase_list which, const char **note);
/* The same of the first of a list, whether or not a word ends behind it. No patterns. */
size_t nlu_prefix(const struct nlu *heard, const char *at, enum phrase_list which, const char **note);
/* The note on a word of n letters; NULL: it is not in the list. */
const char *nlu_note(const struct nlu *heard, const char *word, size_t n, enum phrase_list which);
bool nlu_is(const struct nlu *heard, const char *word, enum phrase_list which);
/* The number that a note is; 0 for NULL. */
int nlu_value(const char *note);
/* Skips blanks and any words of a list. */
const char *nlu_skip(const struct nlu *heard, const char *from, enum phrase_list which);
/* A list's phrases, NULL at its end. */
const char *const *nlu_phrases(const struct nlu *heard, enum phrase_list which);
/* The start of the clause that `at` stands in, and its end: at , ; : ( ) . ! ? and before "but". */
const char *nlu_clause(const struct nlu *heard, const char *at);
const char *nlu_clause_end(const char *at);
/* The word before `at` (and where it begins, if begin is given); "" if there is none. Punctuation ends the
 * search. */
char *nlu_word_before(const struct nlu *heard, const char *at, const char **begin);
/* Is what stands at `at` denied: "not", "don't", "no" in the three words before it? */
bool nlu_denied(const struct nlu *heard, const char *at);
/* The words as typed from one place of the folded sentence to another, trimmed; "" when they are
 * the wrong way round. */
char *nlu_words(const struct nlu *heard, const char *from, const char *to);

/* The words that a fact was heard in: those of the facts document, kept beside it. */
void nlu_source(struct nlu *heard, const char *fact, const char *words);
/* The reply will ask about this fact (the names of the contract's asks); once is enough. */
void nlu_ask(struct nlu *heard, const char *fact);
/* It was heard after all: nothing is to be asked about it. */
void nlu_settled(struct nlu *heard, const char *fact);
/* A fact of this message, or as known before. */
const char *nlu_fact(const struct nlu *heard, const char *key);

/* What the sentence names goes on the list of roles; nlu_role_settle makes the fact of it once the message is
 * read, or asks which it is. */
void nlu_role(struct nlu *heard);
void nlu_role_settle(struct nlu *heard);
/* The sentence answers the question for the role: any title will do, known or not. */
bool nlu_role_asked(struct nlu *heard);
/* The minutes a day, the days off, and the interview's date or the weeks that are left. */
void nlu_when(struct nlu *heard);
void nlu_areas(struct nlu *heard);
/* After all else: what a few words without a verb named, for the next sentence to speak of, unless something
 * was heard in them already. */
void nlu_topic(struct nlu *heard, bool understood);
/* Adds to the list "weak" (or "strong"), and takes it out of the other: an area is in one of them. */
void nlu_list(struct nlu *heard, const char *key, const char *area);
/* Adds every item of the list that begins at `from`: "mostly the coding round, and a bit the culture fit". */
void nlu_items(struct nlu *heard, const char *key, const char *from);
void nlu_energy(struct nlu *heard);
/* Does a bare word or two say how much? 0 none, 1 low, 2 middling, 3 high. */
int nlu_energy_of(const struct nlu *heard, const char *folded);

/* Adds what a message changed (a facts document) to what was known before it. */
void nlu_facts_add(struct arena *a, json *known, const json *heard);
/* The next area of a list of weak or fine ones ("budgets, science (light, pests)"); *list moves behind it.
 * NULL at its end. */
const char *nlu_next_area(const struct library *library, struct arena *a, const char **list);

/* What a wish says of time, days and dates, given the facts known before: these facts, and "break" {from, to}
 * for days without practice that end by themselves, "date_cancelled", "minutes_more" (less than 0: fewer) a
 * day, and "asks" where something is unclear. */
json *nlu_wish(const struct library *library, struct arena *a, const json *known, clock_day today,
               const char *text);

#endif
