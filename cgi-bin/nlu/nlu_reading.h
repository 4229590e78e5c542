#ifndef NLU_NLU_READING_H
#define NLU_NLU_READING_H

#include "nlu/nlu.h"

/* A sentence as words, each with the classes of words (hears/clause.json) that begin there: what nlu_areas
 * and nlu_frames put clauses together of. */

enum { CLASS_FIRST = HEAR_CLAUSE_WRITER, CLASS_LAST = HEAR_CLAUSE_SETTLED };
enum { CLASSES = CLASS_LAST - CLASS_FIRST + 1 };

struct nlu_token {
    const char *at, *end;
    char mark;                    /* the punctuation that it is; 0: a word */
    bool takes_up;                /* a pronoun before it took up what stands before */
    bool of_role;                 /* it is a word of the role that the sentence names */
    unsigned char reach[CLASSES]; /* the tokens of the longest phrase of each class that begins here */
};

struct nlu_reading {
    struct nlu *heard;
    const char *folded; /* the sentence */
    struct nlu_token *tokens;
    size_t n;
    size_t *taken; /* up to here something was heard; no later subject reaches into it */
};

/* Makes one word of each question or saying in quotation marks: nothing in it is said by the writer. */
void nlu_quote(struct nlu_reading *reading);
/* Leaves out the pronouns that take up what is named before them, and what is only thrown in. */
void nlu_resume(struct nlu_reading *reading);
/* Takes the sentence apart; once, whoever asks. */
struct nlu_reading nlu_read(struct nlu *heard);
/* The tokens of the phrase of a class that begins at a token; 0: none does. */
size_t nlu_says_at(const struct nlu_reading *reading, size_t at, enum phrase_list class);
/* Does a phrase of a class end before `end`? *begin: where it begins. */
bool nlu_ends_at(const struct nlu_reading *reading, size_t end, enum phrase_list class, size_t *begin);
/* Does one stand in [from, to)? */
bool nlu_says_in(const struct nlu_reading *reading, size_t from, size_t to, enum phrase_list class);
/* The mark at a token; 0: a word, '.': the end. */
char nlu_mark_at(const struct nlu_reading *reading, size_t at);
bool nlu_joint_at(const struct nlu_reading *reading, size_t at);
/* Is it a word that begins with these letters and is no longer? */
bool nlu_word_is(const struct nlu_reading *reading, size_t at, const char *word);
char *nlu_text_of(const struct nlu_reading *reading, size_t from, size_t to);

/* What is said of an area. */
enum nlu_meaning { NLU_OPEN, NLU_WEAK, NLU_FINE };

/* Puts down the areas that begin at a token, as far as they are a list of noun phrases. Where the list ends;
 * `from` when there is none. */
size_t nlu_areas_behind(const struct nlu_reading *reading, size_t from, enum nlu_meaning meaning);
/* The same of those that end before a token, as what the clause is about; false: there are none. */
bool nlu_areas_before(const struct nlu_reading *reading, size_t end, enum nlu_meaning meaning);
/* Those between two tokens. */
bool nlu_areas_between(const struct nlu_reading *reading, size_t from, size_t to, enum nlu_meaning meaning);
/* What stands before words that say something of somebody. */
struct nlu_before {
    size_t from;       /* where its words begin: the subject, or the first of them */
    bool mine, others; /* the subject is the writer, or somebody else */
    bool near;         /* ... and stands right here */
    bool denied, past, is, never;
};
struct nlu_before nlu_look_before(const struct nlu_reading *reading, size_t at);
/* Is what is said in [from, at] asked or imagined, not told? */
bool nlu_only_imagined(const struct nlu_reading *reading, size_t from, size_t at);

/* Does something that is said of oneself or of an area begin here? */
bool nlu_frame_at(const struct nlu_reading *reading, size_t at);
/* Behind all phrases of a class that follow one another. */
size_t nlu_skip_class(const struct nlu_reading *reading, size_t at, enum phrase_list class);
/* The tokens of what stands between a clause and what it names: "is", a colon; 0: none. */
size_t nlu_equals(const struct nlu_reading *reading, size_t at);
/* Puts down what the words that begin here say of areas; where they end, 0: nothing. */
size_t nlu_core_at(const struct nlu_reading *reading, size_t at);
/* All that the sentence says of areas; false: nothing. */
bool nlu_frames(const struct nlu_reading *reading);
/* Puts words down as an area, if they are one. */
bool nlu_put_area(struct nlu *heard, enum nlu_meaning meaning, const char *words);
/* The fact that a meaning is: "weak", "strong". */
const char *nlu_area_key(enum nlu_meaning meaning);
/* Words of the sentence as the source of what was heard last. */
void nlu_area_source(const struct nlu_reading *reading, size_t from, size_t to, enum nlu_meaning meaning);

#endif
