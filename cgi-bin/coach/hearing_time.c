#include "base/text.h"
#include "coach/hearing.h"
#include <ctype.h>
#include <string.h>

/* The minutes a day somebody has: "45 minutes a day", "an hour and a half most evenings", "5 hours a week".
 */

enum { MOST_MINUTES = 600, LEAST_MINUTES = 5, STUDY_DAYS_A_WEEK = 5, FEW_WORDS = 6 };

static const struct unit {
    const char *word;
    int minutes;
} units[] = {{"minutes", 1}, {"minute", 1}, {"mins", 1}, {"min", 1}, {"m", 1},
             {"hours", 60},  {"hour", 60},  {"hrs", 60}, {"hr", 60}, {"h", 60}};

/* The next unit of time at or behind p, glued to its digits or not. */
static const char *next_unit(const struct hearing *k, const char *p, const struct unit **unit)
{
    for (; *p; p++) {
        if (p > k->folded && isalpha((unsigned char)p[-1]))
            continue;
        for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
            const size_t n = strlen(units[i].word);
            if (strncmp(p, units[i].word, n) != 0 || isalpha((unsigned char)p[n]))
                continue;
            if (n == 1 && !(p > k->folded && isdigit((unsigned char)p[-1])))
                continue; /* "h" and "m" only as in "1h" */
            *unit = &units[i];
            return p;
        }
    }
    return NULL;
}

/* "1h30", "1 hour 30 minutes", "an hour and a half" */
static double and_more(const char *after, int unit)
{
    int more = 0;
    while (*after == ' ')
        after++;
    if (unit != 60)
        return 0;
    if (strncmp(after, "and a half", 10) == 0 || strncmp(after, "and half", 8) == 0)
        return 30;
    if (strncmp(after, "and a quarter", 13) == 0)
        return 15;
    if (strncmp(after, "and ", 4) == 0)
        after += 4;
    const char *p = after;
    for (; isdigit((unsigned char)*p) && more < 100; p++)
        more = more * 10 + (*p - '0');
    while (*p == ' ')
        p++;
    return p > after && more < 60 && (strncmp(p, "min", 3) == 0 || !*p || *p == 'm' || after[-1] == 'h')
               ? more
               : 0;
}

/* Is it by the week? "five days a week" is not. */
static bool by_the_week(const struct hearing *k, const char *from, const char *to)
{
    static const char *const week[] = {"a week",     "per week", "weekly", "each week",
                                       "every week", "the week", NULL};
    static const char *const days[] = {"days",       "times",   "evenings",   "mornings", "nights",
                                       "afternoons", "lunches", "lunchtimes", "sessions", NULL};
    size_t n;
    const char *at = hearing_first(from, week, &n);
    if (!at || at >= to)
        return false;
    const char *before = hearing_word_before(k, at, NULL);
    for (size_t i = 0; days[i]; i++)
        if (strcmp(before, days[i]) == 0)
            return false;
    return true;
}

/* Does the clause speak of time to study? A life story has minutes of its own. */
static bool of_study(const struct hearing *k, const char *from, const char *to)
{
    static const char *const others[] = {"years",
                                         "commute",
                                         "commuting",
                                         "drive",
                                         "driving",
                                         "took",
                                         "takes",
                                         "take",
                                         "lasts",
                                         "lasted",
                                         "late",
                                         "lost",
                                         "was",
                                         "were",
                                         "had",
                                         "instead",
                                         "saved",
                                         "used",
                                         "ago",
                                         "shift",
                                         "shifts",
                                         "meeting",
                                         "meetings",
                                         "lesson",
                                         "presentation",
                                         "train",
                                         "bus",
                                         "i work",
                                         "working",
                                         "worked",
                                         "sleep",
                                         "test",
                                         "exam",
                                         "call",
                                         "calls",
                                         "away",
                                         "interview lasts",
                                         "long interview",
                                         "interview is",
                                         "assessment",
                                         "earlier",
                                         "later",
                                         "lecture",
                                         "queue",
                                         "waited",
                                         "walk",
                                         "flight",
                                         "each way",
                                         "within",
                                         "cut",
                                         "from",
                                         "notice",
                                         NULL};
    static const char *const signs[] = {
        "can",         "could",         "study",        "studying",   "practise",
        "practice",    "practising",    "practicing",   "spend",      "have",
        "i've",        "available",     "free",         "only",       "manage",
        "prepare",     "prep",          "evening",      "evenings",   "day",
        "days",        "daily",         "every",        "night",      "nights",
        "morning",     "mornings",      "most",         "weekday",    "weekdays",
        "lunch",       "week",          "weekly",       "weekend",    "weekends",
        "afternoon",   "give",          "spare",        "make it",    "realistic",
        "each",        "after work",    "before work",  "fit in",     "on mondays",
        "on tuesdays", "on wednesdays", "on thursdays", "on fridays", "on saturdays",
        "on sundays",  "commit",        "squeeze",      "around",     "maximum",
        "max",         "at most",       "no more",      NULL};
    const char *clause = hearing_words(k, from, to);
    struct hearing c = *k;
    hearing_take(&c, clause);
    size_t n;
    const char *other = hearing_first(c.folded, others, &n);
    if (other)
        return false;
    return hearing_says(c.folded, signs) || text_words(k->text) <= FEW_WORDS || text_words(clause) <= 4;
}

/* Is what stands before this amount taken back by it: "an hour, no, 30 minutes"? */
static bool corrects(const char *from, const char *to)
{
    static const char *const signs[] = {"but",     "actually",      "rather", "more like", "no", "sorry",
                                        "make it", "realistically", "only",   "i mean",    NULL};
    size_t n;
    const char *at = hearing_first(from, signs, &n);
    return at && at < to;
}

static int minutes_of(const struct hearing *k, const char *at, const struct unit *u)
{
    const char *from = hearing_clause(k, at), *to = hearing_clause_end(at);
    double minutes = hearing_number(k, at) * u->minutes;
    if (minutes <= 0 || !of_study(k, from, to))
        return 0;
    minutes += and_more(at + strlen(u->word), u->minutes);
    if (by_the_week(k, at, to))
        minutes = minutes / STUDY_DAYS_A_WEEK > LEAST_MINUTES ? minutes / STUDY_DAYS_A_WEEK : LEAST_MINUTES;
    return minutes < LEAST_MINUTES ? 0 : minutes > MOST_MINUTES ? MOST_MINUTES : (int)minutes;
}

void hearing_time(struct hearing *k)
{
    const struct unit *u;
    const char *said = NULL;
    int minutes = 0;
    for (const char *p = k->folded; (p = next_unit(k, p, &u)) != NULL; p += strlen(u->word)) {
        const int here = minutes_of(k, p, u);
        if (!here || (said && !corrects(said, p)))
            continue;
        minutes = here;
        said = p;
    }
    if (minutes)
        json_put_int(k->arena, k->facts, "minutes", minutes);
}
