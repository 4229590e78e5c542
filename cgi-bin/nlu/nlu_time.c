#include "base/text.h"
#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>

/* The minutes a day somebody has: "45 minutes a day", "an hour and a half most evenings", "5 hours a week".
 */

enum { MOST_MINUTES = 600, MOST_A_WEEK = 30 * 60, LEAST_MINUTES = 5, STUDY_DAYS_A_WEEK = 5, FEW_WORDS = 6 };

static const struct unit {
    const char *word;
    int minutes;
} units[] = {{"minutes", 1}, {"minute", 1}, {"mins", 1}, {"min", 1}, {"m", 1},
             {"hours", 60},  {"hour", 60},  {"hrs", 60}, {"hr", 60}, {"h", 60}};

/* The next unit of time at or behind p, glued to its digits or not. */
static const char *next_unit(const struct nlu *heard, const char *p, const struct unit **unit)
{
    for (; *p; p++) {
        if (p > heard->folded && isalpha((unsigned char)p[-1]))
            continue;
        for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
            const size_t n = strlen(units[i].word);
            if (strncmp(p, units[i].word, n) != 0 || isalpha((unsigned char)p[n]))
                continue;
            if (n == 1 && !(p > heard->folded && isdigit((unsigned char)p[-1])))
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
static bool by_the_week(const struct nlu *heard, const char *from, const char *to)
{
    static const char *const week[] = {"a week",     "per week", "weekly", "each week",
                                       "every week", "the week", NULL};
    static const char *const days[] = {"days",       "times",   "evenings",   "mornings", "nights",
                                       "afternoons", "lunches", "lunchtimes", "sessions", NULL};
    size_t n;
    const char *at = nlu_first(from, week, &n);
    if (!at || at >= to)
        return false;
    const char *before = nlu_word_before(heard, at, NULL);
    for (size_t i = 0; days[i]; i++)
        if (strcmp(before, days[i]) == 0)
            return false;
    return true;
}

/* "in four hours", "within 20 minutes": until something, and no amount. */
static bool of_a_deadline(const struct nlu *heard, const char *unit)
{
    static const char *const fitted[] = {"squeeze|put|fit|get|cram|slot|work|sneak", NULL};
    static const char *const small[] = {"a|an|about|of|half|couple|less|than|the|next|another", NULL};
    const char *p = unit;
    for (int i = 0; i < 4; i++) {
        const bool number = nlu_number(heard, p) > 0;
        const char *word = nlu_word_before(heard, p, &p);
        if (strcmp(word, "within") == 0)
            return true;
        if (strcmp(word, "in") == 0)
            return !nlu_says(nlu_word_before(heard, p, NULL), fitted);
        if (!*word || !(number || nlu_says(word, small)))
            return false;
    }
    return false;
}

/* What minutes in a life are spent on: behind a unit ("a 12 hour shift") or around it, unless they say that
 * the time is theirs ("30 minutes between shifts"). */
static const char *const pastimes[] = {("shift|shifts|meeting|meetings|lesson|lessons|presentation|train|bus|"
                                        "test|exam|call|calls|walk|lecture|flight|take|"
                                        "earlier|later|round|task|interview|slot|drive|break"),
                                       NULL};

static bool of_study(const struct nlu *heard, const char *from, const char *unit, const char *to)
{
    static const char *const others[] = {
        ("years|commute|commuting|drive|driving|took|takes|lasts|lasted|late|lost|was|were|had|instead|saved|"
         "used|ago"),
        "i work|sleep|slept",
        "working|worked|away|assessment|queue|waited|cut|from|notice|contract|contracted|each_way",
        "interview is|lasts",
        "long interview",
        "interview went",
        NULL};
    static const char *const own[] = {("i|i've|i'd|i'll|only|could|can|maybe|perhaps|probably ~ "
                                       "have|got|get|spare|squeeze|manage|do|give|put_in|fit_in|"
                                       "find|commit|spend|set_aside|practise|practice|study|use"),
                                      "i've got|only?", "a|per|each|every day|evening|morning|night", NULL};
    static const char *const signs[] = {
        ("can|could|study|studying|practise|practice|practising|practicing|"
         "spend|have|i've|available|free|only|manage"),
        ("prepare|prep|evening|evenings|day|days|daily|every|night|nights|"
         "morning|mornings|most|weekday|weekdays|lunch"),
        ("week|weekly|weekend|weekends|afternoon|give|spare|make_it|realistic|"
         "each|after_work|before_work|fit_in"),
        ("monday|mondays|tuesday|tuesdays|wednesday|wednesdays|thursday|"
         "thursdays|friday|fridays|saturday|saturdays"),
        ("sunday|sundays|mon|tue|wed|thu|fri|sat|sun|commit|squeeze|around|"
         "maximum|max|at_most|no_more|tops|maybe|"
         "perhaps"),
        NULL};
    struct nlu c = *heard;
    nlu_take(&c, nlu_words(heard, from, to));
    size_t n;
    const char *behind = unit + strspn(unit, "abcdefghijklmnopqrstuvwxyz");
    behind += strspn(behind, " -");
    const bool few = text_words(heard->text) <= FEW_WORDS || text_words(c.text) <= 4;
    if (nlu_says(c.folded, others) || nlu_first(behind, pastimes, &n) == behind)
        return false;
    if (nlu_says(c.folded, pastimes))
        return nlu_says(c.folded, own) || (heard->time_asked && few);
    return nlu_says(c.folded, signs) || few;
}

/* Is what stands before this amount taken back by it: "an hour, no, 30 minutes"? */
static bool corrects(const char *from, const char *to)
{
    static const char *const signs[] = {"but",     "actually",      "rather", "more like", "no", "sorry",
                                        "make it", "realistically", "only",   "i mean",    NULL};
    size_t n;
    const char *at = nlu_first(from, signs, &n);
    return at && at < to;
}

static int minutes_of(const struct nlu *heard, const char *at, const struct unit *u)
{
    const char *from = nlu_clause(heard, at), *to = nlu_clause_end(at);
    double minutes = nlu_number(heard, at) * u->minutes;
    if (minutes <= 0 || of_a_deadline(heard, at) || !of_study(heard, from, at, to))
        return 0;
    minutes += and_more(at + strlen(u->word), u->minutes);
    if (by_the_week(heard, at, to) && minutes > MOST_A_WEEK)
        return 0;
    if (by_the_week(heard, at, to))
        minutes = minutes / STUDY_DAYS_A_WEEK > LEAST_MINUTES ? minutes / STUDY_DAYS_A_WEEK : LEAST_MINUTES;
    return minutes < LEAST_MINUTES ? 0 : minutes > MOST_MINUTES ? MOST_MINUTES : (int)minutes;
}

/* Parts of one day: what is said of two of them adds up. */
static const char *const *const parts[] = {
    (const char *const[]){"in_the|every|each morning|mornings", "before work|breakfast|school",
                          "at breakfast", "first thing", NULL},
    (const char *const[]){"at|over|during|in my|the? lunch|lunchtime|lunch_break", NULL},
    (const char *const[]){"in_the|every|each evening|evenings", "at night",
                          "after work|dinner|tea|supper|school", "before bed", NULL}};

enum { PARTS = sizeof parts / sizeof *parts };

/* Which part of the day is named first between two places; *at: where. 0: none. */
static int part_of_day(const char *from, const char *to, const char **at)
{
    int part = 0;
    size_t n;
    *at = to;
    for (int i = 0; i < PARTS; i++) {
        const char *p = nlu_first(from, parts[i], &n);
        if (p && p < *at) {
            part = i + 1;
            *at = p;
        }
    }
    return part;
}

/* "15 minutes in the morning and 15 at night": the number without a unit, of another part of the day. */
static int rest_of_day(const struct nlu *heard, const char *from, const struct unit *u)
{
    const char *end = from + strlen(from), *at, *next;
    const int part = part_of_day(from, end, &at);
    const int other = part ? part_of_day(at + 1, end, &next) : 0;
    return other && other != part ? (int)(nlu_number(heard, next) * u->minutes) : 0;
}

/* "20 minutes before work and 40 at the weekend": there is one figure a day; the other is said back. */
static void of_other_days(struct nlu *heard, const char *said, const struct unit *u, int minutes)
{
    static const char *const days[] = {"at|on the? weekend|weekends",
                                       "on|each|every saturday|saturdays|sunday|sundays", NULL};
    size_t n;
    const char *at = said ? nlu_first(said, days, &n) : NULL;
    double more = at ? nlu_number(heard, at) : 0;
    const struct unit *own;
    const char *unit = said;
    for (const char *p = said; at && more <= 0 && (p = next_unit(heard, p, &own)) != NULL && p < at;
         p += strlen(own->word))
        unit = p;
    if (at && more <= 0 && unit > said && next_unit(heard, unit, &own)) {
        more = nlu_number(heard, unit);
        u = own;
    }
    if (more * u->minutes > minutes && more * u->minutes <= MOST_MINUTES)
        heard->aside = arena_printf(
            heard->arena,
            "The plan counts with %d minutes a day; for a longer sitting %.*s choose %d minutes when "
            "you start it.",
            minutes, (int)n, at, (int)(more * u->minutes));
}

/* "make that 30", "I meant 40": another figure for the one that is known. */
static int instead(const struct nlu *heard)
{
    static const char *const signs[] = {"make|say it|that ~", "i meant|mean ~", "let's say ~",
                                        "more like ~",        "rather ~",       NULL};
    size_t n;
    const char *at = nlu_first(heard->folded, signs, &n);
    if (!at || json_get_int(heard->known, "minutes", json_get_int(heard->facts, "minutes", 0)) <= 0)
        return 0;
    const char *end = nlu_clause_end(at + n), *word;
    const double v = nlu_number(heard, end);
    (void)nlu_word_before(heard, end, &word);
    return word <= at + n + 1 && v >= LEAST_MINUTES && v <= MOST_MINUTES ? (int)v : 0;
}

void nlu_time(struct nlu *heard)
{
    const struct unit *u, *unit = NULL;
    const char *said = NULL, *at;
    int minutes = 0;
    for (const char *p = heard->folded; (p = next_unit(heard, p, &u)) != NULL; p += strlen(u->word)) {
        const int here = minutes_of(heard, p, u);
        if (!here)
            continue;
        const int before = said ? part_of_day(said, p, &at) : 0, now = part_of_day(p, nlu_clause_end(p), &at);
        if (before && now && before != now)
            minutes += here;
        else if (!said || corrects(said, p))
            minutes = here;
        else
            continue;
        said = p;
        unit = u;
    }
    if (!minutes && (minutes = instead(heard)) > 0)
        json_put_int(heard->arena, heard->facts, "minutes", minutes);
    if (!said)
        return;
    minutes += rest_of_day(heard, said, unit);
    json_put_int(heard->arena, heard->facts, "minutes", minutes > MOST_MINUTES ? MOST_MINUTES : minutes);
    of_other_days(heard, said, unit, minutes);
}
