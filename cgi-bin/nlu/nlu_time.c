#include "base/num.h"
#include "base/text.h"
#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>

/* The minutes a day somebody has: "45 minutes a day", "an hour and a half most evenings", "5 hours a week".
 */

enum {
    MOST_MINUTES = 600,
    MOST_A_WEEK = 30 * 60,
    LEAST_MINUTES = 5,
    STUDY_DAYS_A_WEEK = 5,
    FEW_WORDS = 6,
    FEW_IN_CLAUSE = 4,
    HOUR = 60
};

/* A unit of time where it stands in the sentence. */
struct unit {
    const char *at, *behind;
    int minutes;
};

/* The unit of a list that stands at `at`, glued to its digits or not; false: none does. */
static bool unit_at(const struct nlu *heard, const char *at, struct unit *unit)
{
    const struct phrases *all = library_phrases(heard->library);
    const char *const *units = phrases_list(all, HEAR_TIME_UNITS);
    const bool behind_digit = at > heard->folded && isdigit((unsigned char)at[-1]);
    for (size_t i = 0; units[i]; i++) {
        const size_t n = strlen(units[i]);
        if (strncmp(at, units[i], n) != 0 || isalpha((unsigned char)at[n]) || (n == 1 && !behind_digit))
            continue; /* "h" and "m" only as in "1h" */
        *unit = (struct unit){at, at + n, nlu_value(phrases_notes(all, HEAR_TIME_UNITS)[i])};
        return true;
    }
    return false;
}

/* The next unit of time at or behind a place. */
static bool next_unit(const struct nlu *heard, const char *from, struct unit *unit)
{
    for (const char *at = from; *at; at++)
        if (!(at > heard->folded && isalpha((unsigned char)at[-1])) && unit_at(heard, at, unit))
            return true;
    return false;
}

/* "1h30", "1 hour 30 minutes", "an hour and a half" */
static double and_more(const struct nlu *heard, const struct unit *unit)
{
    const char *from = unit->behind + strspn(unit->behind, " "), *note;
    int more = 0;
    if (unit->minutes != HOUR)
        return 0;
    if (nlu_prefix(heard, from, HEAR_TIME_AND_MORE, &note))
        return nlu_value(note);
    if (strncmp(from, "and ", 4) == 0)
        from += 4;
    const char *at = from;
    for (; isdigit((unsigned char)*at) && more < 100; at++)
        more = more * 10 + (*at - '0');
    if (at == from || more >= HOUR)
        return 0;
    at += strspn(at, " ");
    return *at == 'm' || !*at || from[-1] == 'h' ? more : 0;
}

/* Is it by the week? "five days a week" is not. */
static bool by_the_week(const struct nlu *heard, const char *from, const char *to)
{
    size_t length;
    const char *at = nlu_first(heard, from, HEAR_TIME_BY_THE_WEEK, &length);
    return at && at < to && !nlu_is(heard, nlu_word_before(heard, at, NULL), HEAR_TIME_COUNTED);
}

/* "in four hours", "within 20 minutes": until something, and no amount. */
static bool of_a_deadline(const struct nlu *heard, const char *unit)
{
    const char *at = unit;
    for (int i = 0; i < 4; i++) {
        const bool number = nlu_number(heard, at) > 0;
        const char *word = nlu_word_before(heard, at, &at);
        if (strcmp(word, "within") == 0)
            return true;
        if (strcmp(word, "in") == 0)
            return !nlu_says(heard, nlu_word_before(heard, at, NULL), HEAR_TIME_FITTED);
        if (!*word || !(number || nlu_says(heard, word, HEAR_TIME_SMALL_WORDS)))
            return false;
    }
    return false;
}

static bool of_study(const struct nlu *heard, const char *from, const char *unit, const char *to)
{
    struct nlu clause = *heard;
    nlu_take(&clause, nlu_words(heard, from, to));
    const char *behind = unit + strspn(unit, "abcdefghijklmnopqrstuvwxyz");
    behind += strspn(behind, " -");
    const bool few = text_words(heard->text) <= FEW_WORDS || text_words(clause.text) <= FEW_IN_CLAUSE;
    if (nlu_hears(&clause, HEAR_TIME_OTHERS) || nlu_begins(heard, behind, HEAR_TIME_PASTIMES, NULL))
        return false;
    if (nlu_hears(&clause, HEAR_TIME_PASTIMES))
        return nlu_hears(&clause, HEAR_TIME_OWN) || (heard->time_asked && few);
    return nlu_hears(&clause, HEAR_TIME_SIGNS) || few;
}

/* Is what stands before this amount taken back by it: "an hour, no, 30 minutes"? */
static bool corrects(const struct nlu *heard, const char *from, const char *to)
{
    size_t length;
    const char *at = nlu_first(heard, from, HEAR_TIME_CORRECTIONS, &length);
    return at && at < to;
}

static int minutes_of(const struct nlu *heard, const struct unit *unit)
{
    const char *at = unit->at, *from = nlu_clause(heard, at), *to = nlu_clause_end(at);
    double minutes = nlu_number(heard, at) * unit->minutes;
    if (minutes <= 0 || of_a_deadline(heard, at) || !of_study(heard, from, at, to))
        return 0;
    minutes += and_more(heard, unit);
    if (by_the_week(heard, at, to)) {
        if (minutes > MOST_A_WEEK)
            return 0;
        minutes /= STUDY_DAYS_A_WEEK;
        if (minutes < LEAST_MINUTES)
            minutes = LEAST_MINUTES;
    }
    if (minutes < LEAST_MINUTES)
        return 0;
    return minutes > MOST_MINUTES ? MOST_MINUTES : (int)minutes;
}

/* Parts of one day: what is said of two of them adds up. */
static const enum phrase_list parts[] = {HEAR_TIME_MORNING, HEAR_TIME_NOON, HEAR_TIME_EVENING};

enum { PARTS = sizeof parts / sizeof *parts };

/* Which part of the day is named first between two places; *at: where. 0: none. */
static int part_of_day(const struct nlu *heard, const char *from, const char *to, const char **at)
{
    int part = 0;
    *at = to;
    for (int i = 0; i < PARTS; i++) {
        size_t length;
        const char *here = nlu_first(heard, from, parts[i], &length);
        if (here && here < *at) {
            part = i + 1;
            *at = here;
        }
    }
    return part;
}

/* "15 minutes in the morning and 15 at night": the number without a unit, of another part of the day. */
static int rest_of_day(const struct nlu *heard, const struct unit *unit)
{
    const char *end = unit->at + strlen(unit->at), *at, *next;
    const int part = part_of_day(heard, unit->at, end, &at);
    const int other = part ? part_of_day(heard, at + 1, end, &next) : 0;
    return other && other != part ? (int)(nlu_number(heard, next) * unit->minutes) : 0;
}

/* The figure of other days than the one said, in minutes: the number before them, or that of the last unit
 * between. */
static double other_figure(const struct nlu *heard, const struct unit *said, const char *days)
{
    const double number = nlu_number(heard, days);
    struct unit next, last = *said;
    if (number > 0)
        return number * said->minutes;
    while (next_unit(heard, last.behind, &next) && next.at < days)
        last = next;
    return last.at > said->at ? nlu_number(heard, last.at) * last.minutes : 0;
}

/* "20 minutes before work and 40 at the weekend": there is one figure a day; the other is said back. */
static void of_other_days(struct nlu *heard, const struct unit *said, int minutes)
{
    struct arena *a = heard->arena;
    size_t length;
    const char *days = nlu_first(heard, said->at, HEAR_TIME_OTHER_DAYS, &length);
    const double more = days ? other_figure(heard, said, days) : 0;
    if (more > minutes && more <= MOST_MINUTES)
        heard->aside =
            SAY(library_sentences(heard->library), a, SAY_CHAT_OTHER_DAYS, {"minutes", num_text(a, minutes)},
                {"days", arena_text(a, days, length)}, {"more", num_text(a, (int)more)});
}

/* "make that 30", "I meant 40": another figure for the one that is known. */
static int instead(const struct nlu *heard)
{
    size_t length;
    const char *at = nlu_first(heard, heard->folded, HEAR_TIME_INSTEAD, &length), *word;
    if (!at || json_get_int(heard->known, "minutes", json_get_int(heard->facts, "minutes", 0)) <= 0)
        return 0;
    const char *end = nlu_clause_end(at + length);
    const double minutes = nlu_number(heard, end);
    (void)nlu_word_before(heard, end, &word);
    if (word > at + length + 1 || minutes < LEAST_MINUTES || minutes > MOST_MINUTES)
        return 0;
    return (int)minutes;
}

/* The minutes that are said, and the unit of the last that counts; 0: none are. */
static int said_minutes(const struct nlu *heard, struct unit *said)
{
    const char *at;
    int minutes = 0;
    struct unit unit;
    for (const char *from = heard->folded; next_unit(heard, from, &unit); from = unit.behind) {
        const int here = minutes_of(heard, &unit);
        if (!here)
            continue;
        const int before = minutes ? part_of_day(heard, said->at, unit.at, &at) : 0;
        const int now = part_of_day(heard, unit.at, nlu_clause_end(unit.at), &at);
        if (before && now && before != now)
            minutes += here;
        else if (!minutes || corrects(heard, said->at, unit.at))
            minutes = here;
        else
            continue;
        *said = unit;
    }
    return minutes;
}

void nlu_time(struct nlu *heard)
{
    struct unit said = {0};
    int minutes = said_minutes(heard, &said);
    if (!minutes) {
        minutes = instead(heard);
        if (minutes > 0)
            json_put_int(heard->arena, heard->facts, "minutes", minutes);
        return;
    }
    minutes += rest_of_day(heard, &said);
    json_put_int(heard->arena, heard->facts, "minutes", minutes > MOST_MINUTES ? MOST_MINUTES : minutes);
    of_other_days(heard, &said, minutes);
}
