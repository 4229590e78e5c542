#include "base/text.h"
#include "coach/hearing.h"
#include <limits.h>
#include <string.h>

/* The interview's date. Of all dates in a sentence the one nearest after the word "interview" wins; a date
 * that belongs to something else ("a new job in six months", "I started in March") never does. */

enum { FARTHEST = 730, BEFORE_IT = 200, WISHED = 1000, SOON = 60 };

static const char *const of_it[] = {"interview",
                                    "interviews",
                                    "interview's",
                                    "interviewing",
                                    "interviewed",
                                    "final round",
                                    "first round",
                                    "second round",
                                    "last round",
                                    "onsite",
                                    "on-site",
                                    "assessment centre",
                                    "assessment center",
                                    "assessment day",
                                    "panel",
                                    "phone screen",
                                    "hiring manager",
                                    NULL};
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
static bool replaced(const struct hearing *k, const char *at)
{
    static const char *const words[] = {"not", "from", "instead", "than", "longer", "except"};
    const char *p = at;
    for (int i = 0; i < 4; i++) {
        const char *word = hearing_word_before(k, p, &p);
        if (!*word || strcmp(word, "to") == 0 || strcmp(word, "but") == 0)
            return false;
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (strcmp(word, words[w]) == 0)
                return true;
    }
    return false;
}

/* How far a date is from the words about the interview; INT_MAX: it isn't the interview's. */
static int distance(const struct hearing_calendar *d, const char *cue, const char *behind_last)
{
    const char *from = cue < d->at ? cue : d->end, *to = cue < d->at ? d->at : cue;
    /* a wish has the date that follows it, and no other */
    const char *since = from < behind_last && behind_last < to ? behind_last : from;
    size_t n;
    const char *wish = since < to ? hearing_first(since, wishes, &n) : NULL;
    return (int)(to - from) + (cue < d->at ? 0 : BEFORE_IT) + (wish && wish < to ? WISHED : 0);
}

static int nearest_cue(const struct hearing *k, const struct hearing_calendar *d, const char *behind_last)
{
    int best = INT_MAX;
    size_t n;
    for (const char *p = k->folded; (p = hearing_first(p, of_it, &n)) != NULL; p += n) {
        const int far = distance(d, p, behind_last);
        best = far < best ? far : best;
    }
    return best;
}

/* Does the sentence go on about the interview of the sentence before, or correct its date? */
static bool goes_on(const struct hearing *k)
{
    static const char *const heads[] = {"it", "it's",  "it is",    "that's",     "that", "this", "on",
                                        "no", "sorry", "actually", "wait",       "the",  "date", "they",
                                        "in", "so",    "now",      "correction", "oh",   NULL};
    static const char *const changes[] = {"moved",           "rescheduled", "postponed",
                                          "brought forward", "actually",    "put back",
                                          "changed",         "the date",    NULL};
    size_t n;
    const bool known = *hearing_fact(k, "interview_date") != '\0';
    if (k->of_interview || known)
        if (hearing_first(k->folded, heads, &n) == k->folded && k->of_interview)
            return true;
    return known && hearing_says(k->folded, changes);
}

/* Without a word about the interview a date counts only when nothing better is known and nothing speaks
 * against it. */
static bool likely(const struct hearing *k, const struct hearing_calendar *d)
{
    if (*hearing_fact(k, "interview_date") || hearing_says(k->folded, wishes) ||
        hearing_says(k->folded, over) || hearing_says(k->folded, past))
        return false;
    return d->sort == FULL_DATE || d->sort == MONTH_DAY || (d->sort == SPAN && d->day <= k->today + SOON);
}

static bool possible(const struct hearing *k, const struct hearing_calendar *d)
{
    return d->day >= k->today && d->day <= k->today + FARTHEST && !replaced(k, d->at);
}

static void put_date(struct hearing *k, clock_day day)
{
    json_put_text(k->arena, k->facts, "interview_date", clock_date_text(k->arena, day));
    json_put_bool(k->arena, k->facts, "no_interview_date", false);
}

static bool none_yet(const struct hearing *k)
{
    static const char *const none[] = {"no date",
                                       "no interview yet",
                                       "not scheduled",
                                       "no interview date",
                                       "don't have a date",
                                       "dont have a date",
                                       "do not have a date",
                                       "date is not set",
                                       "no fixed date",
                                       "haven't got a date",
                                       "not set yet",
                                       "open date",
                                       "no interviews lined up",
                                       "no interview lined up",
                                       "nothing scheduled",
                                       "don't have an interview",
                                       "do not have an interview",
                                       "no interview scheduled",
                                       "no interviews yet",
                                       "haven't got an interview",
                                       "not been invited",
                                       "date isn't set",
                                       "date is open",
                                       "no set date",
                                       "don't know when the interview",
                                       "don't know the date",
                                       "interview was cancelled",
                                       "interview was canceled",
                                       "interview is cancelled",
                                       "interview got cancelled",
                                       "not invited yet",
                                       "without a date",
                                       "no specific date",
                                       NULL};
    return hearing_says(k->folded, none);
}

void hearing_date(struct hearing *k)
{
    const bool about = hearing_says(k->folded, of_it), before = k->of_interview;
    struct hearing_calendar d;
    clock_day day = 0;
    int best = INT_MAX;
    const char *behind_last = k->folded;
    for (const char *p = k->folded; *p; p++) {
        if (!hearing_calendar(k, p, &d))
            continue;
        int far = INT_MAX;
        if (about && !hearing_says(k->folded, over))
            far = nearest_cue(k, &d, behind_last);
        else if (!about && (goes_on(k) || likely(k, &d)))
            far = d.sort;
        if (far < WISHED && far < best && possible(k, &d)) {
            best = far;
            day = d.day;
        }
        behind_last = d.end;
        p = d.end - 1;
    }
    k->of_interview = about || (before && best < INT_MAX);
    if (best < INT_MAX) {
        put_date(k, day);
    } else if (none_yet(k)) {
        json_put_bool(k->arena, k->facts, "no_interview_date", true);
        json_put_text(k->arena, k->facts, "interview_date", "");
    }
}
