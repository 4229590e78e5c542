#ifndef NLU_WHEN_H
#define NLU_WHEN_H

#include "nlu/nlu.h"

/* How a sentence is read for amounts, days and dates: its words, each with the kinds it is of; the parts that
 * the grammar finds among them (hears/calendar.json has its rules); what governs each part; and what follows.
 * Shared by nlu_words, nlu_grammar, nlu_amount, nlu_calendar, nlu_sense, nlu_week, nlu_date and nlu_when. */

/* Kinds of words, and the list of each. */
/* clang-format off */
#define WORD_KINDS(K) \
    K(NUMBER, "number word", NUMBER_VALUES) K(ORDINAL, "ordinal", NUMBER_ORDINALS) \
    K(OFTEN, "often", NUMBER_TIMES) K(APPROX, "approx", NUMBER_APPROX) K(LIMIT, "limit", NUMBER_LIMITS) \
    K(FILLER, "filler", NUMBER_FILLERS) K(TAIL, "tail", NUMBER_TAILS) K(VAGUE, "vague", NUMBER_VAGUE) \
    K(UNIT, "unit", TIME_UNITS) K(PART, "part", TIME_PARTS) K(PRACTICE, "practice", TIME_PRACTICE) \
    K(HAVE, "have", TIME_HAVE) K(LIFE, "life", TIME_LIFE) K(PLACES, "places", TIME_PLACES) \
    K(PAST, "past", TIME_PAST) K(OTHERS, "others", TIME_OTHERS) K(UNREAL, "unreal", TIME_UNREAL) \
    K(IDEAL, "ideal", TIME_IDEAL) K(CORRECT, "correct", TIME_CORRECTIONS) K(BOUND, "bound", TIME_BOUNDS) \
    K(JOINT, "joint", TIME_JOINTS) K(SUBJECT, "subject", TIME_SUBJECTS) K(FIRST, "first person", TIME_FIRST_PERSON) \
    K(SMALL, "small", TIME_SMALL) K(BARE, "bare", TIME_BARE) \
    K(DAYS, "days", DAYS_DAYS) K(PLURAL, "plural", DAYS_PLURAL) K(ALL, "all", DAYS_ALL) K(REST, "rest", DAYS_REST) \
    K(OPEN, "open", DAYS_OPEN) K(THEN, "then", DAYS_THEN) K(NOT, "not", DAYS_NOT) \
    K(NOT_ALONE, "not alone", DAYS_NOT_ALONE) K(EXCEPT, "except", DAYS_EXCEPT) K(ONLY, "only", DAYS_ONLY) \
    K(SKIP, "skip", DAYS_SKIP) K(OUT, "out", DAYS_OUT) K(OUT_BEFORE, "out before", DAYS_OUT_BEFORE) \
    K(FREE, "free", DAYS_FREE) K(TOO, "too", DAYS_TOO) K(BETWEEN, "between", DAYS_BETWEEN) \
    K(OWN_OFF, "own off", DAYS_OWN_OFF) \
    K(MONTH, "month", CALENDAR_MONTHS) K(WEEKDAY, "weekday", CALENDAR_WEEKDAYS) K(SPAN, "span", CALENDAR_SPANS) \
    K(AHEAD, "ahead", CALENDAR_AHEAD) K(FEAST, "feast", CALENDAR_FEASTS) K(BEHIND_DAY, "behind day", CALENDAR_BEHIND_DAY) \
    K(LOOSE, "loose", CALENDAR_LOOSE) K(HALFDAY, "halfday", CALENDAR_HALFDAY) K(MONEY, "money", CALENDAR_MONEY) \
    K(LONGER, "longer", TIME_LONGER) K(SHORTER, "shorter", TIME_SHORTER) K(AWAY, "away", DAYS_AWAY) \
    K(INTERVIEW, "interview", DATE_INTERVIEW) K(EVENT, "event", DATE_EVENTS) K(OVER, "over", DATE_OVER) \
    K(OTHERS_DATE, "others date", DATE_OTHERS) K(HOPED, "hoped", DATE_HOPED) K(REPLACED, "replaced", DATE_REPLACED) \
    K(CHANGES, "changes", DATE_CHANGES) K(LATER_ROUND, "later round", DATE_LATER_ROUND) K(MOVES, "moves", DATE_MOVES) \
    K(EARLIER, "earlier", DATE_EARLIER) K(UNTIL_THEN, "until then", DATE_UNTIL_THEN) K(HAS_TIME, "has time", DATE_HAS_TIME) \
    K(BARE_DATE, "bare date", DATE_BARE) K(BETTER, "better", TIME_BETTER) K(HEDGE, "hedge", TIME_HEDGES) \
    K(SLOT, "slot", DATE_SLOTS) K(TALK, "talk", DATE_TALKS)
/* clang-format on */

enum word_kind {
#define WORD_KIND(id, name, list) IS_##id,
    WORD_KINDS(WORD_KIND)
#undef WORD_KIND
        WORD_KINDS_N
};

/* A word, a figure or a sign of the sentence. `kinds`: for each kind, how many words a phrase of it takes
 * from here on; 0: none begins here. */
struct when_word {
    const char *at, *end;
    unsigned char kinds[WORD_KINDS_N];
};

enum when_sort {
    WHEN_AMOUNT, /* minutes */
    WHEN_RATE,   /* a day, a week, per session */
    WHEN_TIMES,  /* twice a day, three evenings a week */
    WHEN_HOUR,   /* a part of the day, or what it is before or after */
    WHEN_DAYS,
    WHEN_DATE,
    WHEN_LEFT, /* a span of time */
    WHEN_BARE, /* "20-30", "9-5": two figures with no unit */
    WHEN_CLOCK,
    WHEN_ASIDE, /* knowingly none of these: money, ages, times of the clock, what is past */
};

/* How sure a date is. */
enum when_doubt { DATE_SURE, DATE_NEAR, DATE_TWO_WAYS, DATE_NO_SUCH, DATE_VAGUE, DATE_UNSURE };

struct when_part {
    enum when_sort sort;
    size_t from, to; /* words */
    /* amounts */
    int low, high;     /* of a clock: the minutes between its two hours; 0: there is one */
    bool under, glued; /* less than that; "12-hour": says what something is like */
    bool tentative;    /* taken, but to be confirmed */
    bool ideal;        /* a wish */
    /* rates */
    int per, times; /* days; 0: a sitting */
    int hour;       /* 1 morning, 2 noon, 3 evening */
    /* days: a bit each, Monday's is 1 */
    unsigned days;
    bool plural, all, rest, open, then;
    bool each;              /* "on each of those": the days named before, with an amount */
    bool of_work, off_work; /* days that they work, or don't; nothing of practice */
    int polarity;           /* 1 can, -1 cannot, 2 these only, 0 nothing said */
    /* dates and spans */
    clock_day day, other;
    enum when_doubt doubt;
    int month;          /* that a vague date names */
    int span;           /* days */
    bool counted;       /* in whole days or weeks, with no "about" */
    bool left, lasting; /* it is the time that is left, in so many words; "for two weeks" */
    /* what became of it */
    bool aside;
    struct when_part *of; /* the amount that it belongs to */
};

struct when {
    struct nlu *heard;
    struct when_word *words;
    size_t words_n;
    struct when_part *parts;
    size_t parts_n;
    size_t *part_of; /* for each word 1 + its part; 0: none */
    size_t most;     /* words that there is room for */
};

/* ---- words ---- */
struct when nlu_when_read(struct nlu *heard);
static inline bool nlu_when_is(const struct when *when, size_t i, enum word_kind kind)
{
    return i < when->words_n && when->words[i].kinds[kind] > 0;
}
/* The number that the list has as a note on what begins here. */
int nlu_when_value(const struct when *when, size_t i, enum word_kind kind);
const char *nlu_when_note(const struct when *when, size_t i, enum word_kind kind);
bool nlu_when_word_is(const struct when *when, size_t i, const char *text);
bool nlu_when_figure(const struct when *when, size_t i, int *value, size_t *digits);
bool nlu_when_glued(const struct when *when, size_t i); /* no blank between it and the next */
enum word_kind nlu_when_kind_of(const char *name, size_t n);
/* Does a phrase of a kind stand between two places? *at: where the last does. */
bool nlu_when_between(const struct when *when, size_t from, size_t to, enum word_kind kind, size_t *at);
/* The words as typed. */
const char *nlu_when_said(const struct when *when, size_t from, size_t to);

/* ---- grammar ---- */
enum capture_kind { CAP_NUMBER = WORD_KINDS_N, CAP_DAY, CAP_YEAR, CAP_FIGURE, CAP_RANK, CAP_HOUR, CAP_HALF };
enum { MOST_CAPTURES = 12 };
struct captures {
    struct capture {
        int kind;
        double value, high;
        size_t word;
    } list[MOST_CAPTURES];
    size_t n;
};
/* The nth capture of a kind; NULL: there is none. */
const struct capture *nlu_when_captured(const struct captures *captures, int kind, size_t nth);
int nlu_when_captured_int(const struct captures *captures, int kind, size_t nth, int fallback);
/* Finds the parts of the sentence. */
void nlu_when_parse(struct when *when);
/* Two parts, one right behind the other, become one. */
void nlu_when_merge(struct when *when, size_t first, size_t next);
void nlu_when_join_dates(struct when *when);
/* Makes of a rule's captures what its note says ("weekday next"); false: it is none after all. */
bool nlu_when_make_date(const struct when *when, const char *note, const struct captures *captures,
                        struct when_part *part);
bool nlu_when_make_other(const struct when *when, const char *note, const struct captures *captures,
                         struct when_part *part);
/* Makers that stand in nlu_weekday. */
bool nlu_when_weekday(const struct when *when, const char *arg, const struct captures *captures,
                      struct when_part *part);
bool nlu_when_weekday_pair(const struct when *when, const char *arg, const struct captures *captures,
                           struct when_part *part);
bool nlu_when_ranked(const struct when *when, const char *arg, const struct captures *captures,
                     struct when_part *part);
bool nlu_when_week_of(const struct when *when, const char *arg, const struct captures *captures,
                      struct when_part *part);
bool nlu_when_weekend(const struct when *when, const char *arg, const struct captures *captures,
                      struct when_part *part);
bool nlu_when_is_rate(const struct when *when, const struct captures *captures, const struct when_part *part);
int nlu_when_span_days(const struct captures *captures);

/* ---- amounts ---- */
/* Where a number that begins here ends; 0: none does. Of a range both ends. */
size_t nlu_when_number(const struct when *when, size_t i, double *low, double *high);
size_t nlu_when_article(const struct when *when, size_t i);
size_t nlu_when_range_joint(const struct when *when, size_t i, bool between);
size_t nlu_when_one_number(const struct when *when, size_t i, double *value);
size_t nlu_when_amount(const struct when *when, size_t i, struct when_part *part);
/* "20 on weekdays and 40 minutes at weekends": numbers without their unit. */
void nlu_when_loose_numbers(struct when *when);

/* ---- what governs a part ---- */
bool nlu_when_ends_clause(const struct when *when, size_t i);
size_t nlu_when_clause(const struct when *when, size_t at);
size_t nlu_when_clause_end(const struct when *when, size_t at);
/* Does a clause of its own begin here without a sign: "30 minutes a day interview is on Tuesday"? */
bool nlu_when_begins_anew(const struct when *when, size_t i);
/* How the clause around an amount speaks: over, of somebody else, of what isn't so, denied, only wished. */
struct when_sense {
    size_t from, at, to; /* where their own part of it begins; the amount; its end */
    bool past, others, unreal, denied, ideal;
};
struct when_sense nlu_when_sense_of(const struct when *when, const struct when_part *part);
bool nlu_when_is_deadline(const struct when *when, const struct when_part *part);
/* Is what begins at i "is more like it", "would be better"? */
bool nlu_when_fits_better(const struct when *when, size_t i);
/* Does the clause of these days tell what else is on then, and nothing of practice? */
bool nlu_when_tells_life(const struct when *when, const struct when_part *days);
/* Sets `aside` on amounts that are none for practice, and the polarity of days. */
void nlu_when_judge(struct when *when);
void nlu_when_judge_days(struct when *when);

/* ---- what follows ---- */
/* Sets `of`: which amount days, rates and parts of the day belong to. */
void nlu_when_bind(struct when *when);
void nlu_when_week(struct when *when);
void nlu_when_date(struct when *when);
void nlu_when_wish(struct when *when);
/* The fact's source: the words from one place to another. */
void nlu_when_source(const struct when *when, const char *fact, size_t from, size_t to);
void nlu_when_unsure(struct nlu *heard, const char *fact);
void nlu_when_sure(struct nlu *heard, const char *fact);

#endif
