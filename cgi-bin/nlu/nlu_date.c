#include "base/text.h"
#include "nlu/nlu.h"
#include <limits.h>
#include <string.h>

/* The interview's date. Of all dates in a sentence the one nearest after the word "interview" wins; a date
 * that belongs to something else ("a new job in six months", "I started in March") never does. */

enum { FARTHEST = 730, BEFORE_IT = 200, WISHED = 1000, SOON = 60, SPAN_BEHIND = 60 };

static const char *const of_it[] = {
    "interview",    "interviews",        "interview's",       "interviewing",         "interviewed",
    "final round",  "first round",       "second round",      "last round",           "onsite",
    "on-site",      "assessment centre", "assessment center", "assessment day",       "panel",
    "phone screen", "hiring manager",    "to see|meet me",    "invited me for|on|to", NULL};
/* Between the interview and a date these make it another thing's date. */
static const char *const wishes[] = {"want",
                                     "wish",
                                     "hope",
                                     "would like",
                                     "i'd like",
                                     "looking",
                                     "new job",
                                     "plan to",
                                     "planning",
                                     "goal",
                                     "start",
                                     "starting",
                                     "begin",
                                     "move",
                                     "moving",
                                     "relocate",
                                     "leave",
                                     "leaving",
                                     "contract",
                                     "notice",
                                     "deadline",
                                     "finish",
                                     "graduate",
                                     "lease",
                                     "baby",
                                     "wedding",
                                     "holiday",
                                     "holidays",
                                     "birthday",
                                     "apply by",
                                     "applications close",
                                     "born",
                                     "since",
                                     "joined",
                                     "started",
                                     "married",
                                     "exam",
                                     "exams",
                                     NULL};
/* The sentence tells of an interview that is over. */
static const char *const over[] = {"had an interview",
                                   "had interviews",
                                   "had my",
                                   "failed",
                                   "was interviewed",
                                   "previous interview",
                                   "last interview",
                                   "was rejected",
                                   "didn't get",
                                   "last year",
                                   NULL};
static const char *const past[] = {"last month", "last week", "ago", "used to", "was", "were", "had", NULL};

/* "not on the 3rd", "instead of the 3rd", "moved from the 3rd (to the 10th)" */
static bool replaced(const struct nlu *heard, const char *at)
{
    static const char *const words[] = {"not", "from", "instead", "than", "longer", "except"};
    const char *p = at;
    for (int i = 0; i < 4; i++) {
        const char *word = nlu_word_before(heard, p, &p);
        if (!*word || strcmp(word, "to") == 0 || strcmp(word, "but") == 0)
            return false;
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (strcmp(word, words[w]) == 0)
                return true;
    }
    return false;
}

/* How far a date is from the words about the interview; INT_MAX: it isn't the interview's. */
static int distance(const struct nlu_calendar *d, const char *cue, const char *behind_last)
{
    const char *from = cue < d->at ? cue : d->end, *to = cue < d->at ? d->at : cue;
    /* a wish has the date that follows it, and no other */
    const char *since = from < behind_last && behind_last < to ? behind_last : from;
    size_t n;
    const char *wish = since < to ? nlu_first_of(since, wishes, &n) : NULL;
    return (int)(to - from) + (cue < d->at ? 0 : BEFORE_IT) + (wish && wish < to ? WISHED : 0);
}

static int nearest_cue(const struct nlu *heard, const struct nlu_calendar *d, const char *behind_last)
{
    int best = INT_MAX;
    size_t n;
    for (const char *p = heard->folded; (p = nlu_first_of(p, of_it, &n)) != NULL; p += n) {
        const int far = distance(d, p, behind_last);
        best = far < best ? far : best;
    }
    return best;
}

/* Does the sentence go on about the interview of the sentence before, or correct its date? */
static bool goes_on(const struct nlu *heard)
{
    static const char *const heads[] = {"it", "it's",  "it is",    "that's",     "that", "this", "on",
                                        "no", "sorry", "actually", "wait",       "the",  "date", "they",
                                        "in", "so",    "now",      "correction", "oh",   NULL};
    static const char *const changes[] = {"moved",
                                          "rescheduled",
                                          "postponed",
                                          "brought forward",
                                          "actually",
                                          "put back",
                                          "changed",
                                          "the date",
                                          "no_wait|wait|sorry|correction|i_meant|make_that|instead|after_all",
                                          NULL};
    size_t n;
    const bool known = *nlu_fact(heard, "interview_date") != '\0';
    if (heard->of_interview || known)
        if (nlu_first_of(heard->folded, heads, &n) == heard->folded && heard->of_interview)
            return true;
    return known && nlu_says_one(heard->folded, changes) && !nlu_says_one(heard->folded, wishes);
}

/* Without a word about the interview a date counts only when nothing better is known and nothing speaks
 * against it. */
static bool likely(const struct nlu *heard, const struct nlu_calendar *d)
{
    if (*nlu_fact(heard, "interview_date") || nlu_says_one(heard->folded, wishes) ||
        nlu_says_one(heard->folded, over) || nlu_says_one(heard->folded, past))
        return false;
    return d->sort == FULL_DATE || d->sort == MONTH_DAY || (d->sort == SPAN && d->day <= heard->today + SOON);
}

static bool possible(const struct nlu *heard, const struct nlu_calendar *d)
{
    return d->day >= heard->today && d->day <= heard->today + FARTHEST && !replaced(heard, d->at);
}

/* "They put it back a week": the day it is on then; 0: it was not moved like that. */
static clock_day moved(const struct nlu *heard)
{
    static const char *const moves[] = {("put|pushed|moved|postponed|delayed|shifted|brought "
                                         "it|the_interview|things|that? back|by|forward|on?"),
                                        NULL};
    static const char *const units[] = {"day|days|week|weeks|fortnight", NULL}, *const earlier[] = {
                                                                                    "forward|earlier", NULL};
    clock_day known;
    size_t n;
    const char *at = nlu_first_of(heard->folded, moves, &n), *unit = at ? nlu_first_of(at, units, &n) : NULL;
    if (!unit || unit > nlu_clause_end(at) ||
        clock_parse_date(nlu_fact(heard, "interview_date"), &known) != OK)
        return 0;
    const int length = *unit == 'd' ? 1 : *unit == 'w' ? 7 : 14, many = (int)nlu_number(heard, unit) * length;
    return many <= 0 ? 0 : nlu_says_one(at, earlier) ? known - many : known + many;
}

static void put_date(struct nlu *heard, clock_day day)
{
    json_put_text(heard->arena, heard->facts, "interview_date", clock_date_text(heard->arena, day));
    json_put_bool(heard->arena, heard->facts, "no_interview_date", false);
}

static bool none_yet(const struct nlu *heard)
{
    static const char *const none[] = {
        "no ~ fixed|set|exact|specific|concrete|firm|interview? date|dates",
        "no interview|interviews yet|so_far|scheduled|lined_up|planned|booked|arranged",
        ("nothing|not|isn't|hasn't_been ~ "
         "scheduled|booked|planned|lined_up|arranged|been_invited|invited|fixed_yet|set_yet"),
        ("don't|dont|do_not|haven't|have_not have|got|had? a|an|any "
         "date|interview|interviews|invitation|dates"),
        "don't|dont|do_not know when the|my? interview|it",
        "don't|dont|do_not know the date",
        "haven't|have_not|not ~ heard back? about|on|when the|a? date|interview",
        "date is ~ open|unknown|tbc|tbd|to_be_confirmed|up_in_the_air",
        "date isn't|is_not|not|hasn't_been ~ set|fixed|known|confirmed",
        "interview was|is|got|has_been|been cancelled|canceled",
        "waiting for a|the|my ~ date|invitation|invite",
        "open date",
        "without a date",
        NULL};
    return nlu_says_one(heard->folded, none);
}

static int of_digits(const char *p, size_t n)
{
    return n == 1 ? *p - '0' : (*p - '0') * 10 + p[1] - '0';
}

/* "3/12", "13.1.": two short numbers with a stroke between them, the first at p. */
static bool two_ways(const char *p)
{
    const size_t n = strspn(p, "0123456789"), m = p[n] == '/' ? strspn(p + n + 1, "0123456789") : 0;
    return n > 0 && n < 3 && m > 0 && m < 3 && of_digits(p, n) <= 12 && of_digits(p + n + 1, m) <= 12 &&
           of_digits(p, n) != of_digits(p + n + 1, m);
}

/* An interview with a date that can't be told to the day: asked about, not guessed. */
static void doubt(struct nlu *heard)
{
    static const char *const vague[] = {
        ("in|mid|early|late|sometime|some_time|beginning|start|middle|during|around of|in|the? "
         "january|february|march|"
         "april|may|june|july|august|september|october|november|december|spring|summer|autumn"),
        ("mid-january|mid-february|mid-march|mid-april|mid-may|mid-june|mid-july|mid-august|mid-september|"
         "mid-"
         "october|"
         "mid-november|mid-december"),
        "next month|year",
        "this month|year",
        "some time|day",
        "soon",
        "before christmas|easter",
        NULL};
    static const char *const is[] = {"is", "interview:", "have", "got", "invited", "it's", "will be", NULL};
    for (const char *p = heard->folded; *p; p++)
        if (two_ways(p) && (p == heard->folded || p[-1] == ' ')) {
            heard->doubt = "I can't tell the day from the month in that date. Which is it? Please write the "
                           "month as a word.";
            return;
        }
    if (nlu_says_one(heard->folded, vague) && nlu_says_one(heard->folded, is))
        heard->doubt =
            "Which day is the interview exactly? If it isn't fixed yet, “no date yet” is an answer too.";
}

void nlu_date(struct nlu *heard)
{
    const bool about = nlu_says_one(heard->folded, of_it), before = heard->of_interview;
    struct nlu_calendar d;
    clock_day day = 0;
    int best = INT_MAX;
    const char *behind_last = heard->folded;
    for (const char *p = heard->folded; *p; p++) {
        if (!nlu_calendar(heard, p, &d))
            continue;
        int far = INT_MAX;
        if (about && !nlu_says_one(heard->folded, over))
            far = nearest_cue(heard, &d, behind_last);
        else if (!about && (goes_on(heard) || likely(heard, &d)))
            far = d.sort;
        if (far < WISHED && d.sort == SPAN) /* a date says more than "in two weeks" */
            far += SPAN_BEHIND;
        if (far < WISHED && far < best && possible(heard, &d)) {
            best = far;
            day = d.day;
        }
        behind_last = d.end;
        p = d.end - 1;
    }
    if (best == INT_MAX && (day = moved(heard)) >= heard->today && day <= heard->today + FARTHEST)
        best = 0;
    heard->of_interview = about || (before && best < INT_MAX);
    if (best < INT_MAX) {
        heard->doubt = NULL;
        put_date(heard, day);
    } else if (none_yet(heard)) {
        json_put_bool(heard->arena, heard->facts, "no_interview_date", true);
        json_put_text(heard->arena, heard->facts, "interview_date", "");
    } else if (about && !nlu_says_one(heard->folded, over) && !nlu_says_one(heard->folded, past)) {
        doubt(heard);
    }
}
