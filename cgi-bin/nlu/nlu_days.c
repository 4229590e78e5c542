#include "base/text.h"
#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>

/* On which days: "not on Fridays", "weekdays only", "Mondays and Wednesdays", "every evening but Sunday". A
 * day is a bit, Monday's is 1. */

enum { WEEK = 7, SUNDAY = 1 << 6, WEEKEND = 0x60, ALL = 0x7f, MOST_TEXT = 110 };

/* How the words go on: are the next days named ones that can, or that cannot? */
enum mode { CAN, CANNOT };

struct days {
    unsigned can, cannot;
    bool only;
};

static size_t word_length(const char *at)
{
    size_t n = 0;
    while (isalpha((unsigned char)at[n]) || (at[n] == '\'' && isalpha((unsigned char)at[n + 1])))
        n++;
    return n;
}

/* The days that a word of n letters names. */
static unsigned named(const struct nlu *heard, const char *word, size_t n)
{
    const char *note = nlu_note(heard, word, n, HEAR_DAYS_DAYS);
    unsigned days = 0;
    for (; note && isdigit((unsigned char)*note); note++)
        days |= 1U << ((*note - '0') % WEEK);
    return days;
}

/* Do the words right behind the named days (and others named with them) rule them out? */
static bool ruled_out(const struct nlu *heard, const char *behind)
{
    for (const char *at = behind;;) {
        at = nlu_skip(heard, at, HEAR_DAYS_BEFORE_OUT);
        const size_t n = word_length(at);
        if (!n)
            return false;
        if (!named(heard, at, n))
            return nlu_begins(heard, at, HEAR_DAYS_OUT, NULL) > 0;
        at += n;
    }
}

/* "every day but Sunday" rules out; "not on Fridays, but Saturdays" begins anew. `folded`: what is read;
 * `at`: where "but" stands in it. */
static enum mode after_but(const struct nlu *heard, const char *folded, const char *at, enum mode mode)
{
    size_t length;
    const char *next = at + strlen("but");
    if (mode == CANNOT)
        return CAN;
    next += strspn(next, " ");
    if (!named(heard, next, word_length(next)))
        return mode;
    const char *every = nlu_first(heard, folded, HEAR_DAYS_EVERY_DAY, &length);
    return every && every < at ? CANNOT : mode;
}

/* A word that is no day: how the words go on behind it. */
static enum mode turned(const struct nlu *heard, const char *folded, const char *at, size_t n, enum mode mode)
{
    if (n == 3 && strncmp(at, "but", 3) == 0)
        return after_but(heard, folded, at, mode);
    if (nlu_note(heard, at, n, HEAR_DAYS_CAN))
        return CAN;
    return nlu_note(heard, at, n, HEAR_DAYS_CANNOT) ? CANNOT : mode;
}

static bool one_day(unsigned days)
{
    return days && !(days & (days - 1));
}

/* "Monday to Thursday", "mon-fri": all of them. `behind`: what follows the first; *end: what follows all. */
static unsigned range(const struct nlu *heard, unsigned first, const char *behind, const char **end)
{
    const char *next = behind + strspn(behind, " ");
    const size_t joint = nlu_begins(heard, next, HEAR_DAYS_RANGES, NULL);
    *end = behind;
    if (!joint)
        return first;
    next += joint + strspn(next + joint, " ");
    const size_t length = word_length(next);
    const unsigned last = named(heard, next, length);
    if (!one_day(first) || !one_day(last))
        return first;
    *end = next + length;
    unsigned days = first;
    for (unsigned day = first; day != last; days |= day)
        day = day == SUNDAY ? 1 : day << 1;
    return days;
}

static struct days read(const struct nlu *heard, const char *folded)
{
    struct days days = {0};
    enum mode mode = CAN;
    for (const char *at = folded, *end; *at; at = end) {
        const size_t n = word_length(at);
        unsigned here = named(heard, at, n);
        end = at + (n ? n : 1);
        if (here)
            here = range(heard, here, at + n, &end);
        if (here && (mode == CANNOT || ruled_out(heard, end)))
            days.cannot |= here;
        else if (here)
            days.can |= here;
        else if (n)
            mode = turned(heard, folded, at, n, mode);
        days.only |= n == 4 && strncmp(at, "only", 4) == 0;
    }
    return days;
}

static void put_off(struct nlu *heard, unsigned off)
{
    json *list = json_new_array(heard->arena);
    for (int day = 0; day < WEEK; day++)
        if (off & (1U << day))
            json_add(heard->arena, list, json_new_int(heard->arena, day));
    json_put(heard->arena, heard->facts, "days_off", list);
}

static unsigned known_off(const struct nlu *heard)
{
    const json *list = json_get(heard->facts, "days_off");
    unsigned off = 0;
    if (!list)
        list = json_get(heard->known, "days_off");
    for (size_t i = 0; i < json_len(list); i++)
        off |= 1U << (json_int(json_at(list, i), 0) % WEEK);
    return off;
}

/* What they said about when, in their words: from the first word about it to the end of what belongs to it.
 */
static void put_words(struct nlu *heard)
{
    size_t length;
    const char *from = nlu_first(heard, heard->folded, HEAR_DAYS_FIRST_WORDS, &length);
    if (!from)
        return;
    const char *to = nlu_clause_end(from);
    for (const char *next = to; *to; next = to) {
        next += strspn(next, " ,");
        if (!nlu_prefix(heard, next, HEAR_DAYS_MORE, NULL))
            break;
        to = nlu_clause_end(next + 4);
    }
    const char *words = nlu_words(heard, from, to);
    if (!text_blank(words))
        json_put_text(heard->arena, heard->facts, "days", text_head(heard->arena, words, MOST_TEXT));
}

static bool minutes_heard(const struct nlu *heard)
{
    return json_get(heard->facts, "minutes") != NULL;
}

/* Is it about when they can, and not about their life ("I teach on Mondays", "the interview is on Monday")?
 */
static bool of_study(const struct nlu *heard)
{
    const bool signs = nlu_hears(heard, HEAR_DAYS_SIGNS);
    if ((signs && minutes_heard(heard)) || nlu_hears(heard, HEAR_DAYS_RULED_OUT))
        return true;
    return signs && !nlu_hears(heard, HEAR_DAYS_OTHERS);
}

/* The sentence without what it says of the interview, whose own day is no day to study. */
static const char *without_interview(const struct nlu *heard)
{
    size_t length;
    const char *about = nlu_first(heard, heard->folded, HEAR_DAYS_INTERVIEW, &length);
    if (!about)
        return heard->folded;
    const char *from = nlu_clause(heard, about), *to = nlu_clause_end(about);
    char *without = arena_copy(heard->arena, heard->folded);
    memset(without + (from - heard->folded), ' ', (size_t)(to - from));
    return without;
}

/* "Mondays, not then": the days named just before it cannot. */
static void not_then(const struct nlu *heard, struct days *days)
{
    size_t length;
    const char *then = nlu_first(heard, heard->folded, HEAR_DAYS_NOT_THEN, &length);
    if (!then)
        return;
    const char *from = nlu_clause(heard, then);
    const struct days here = read(heard, arena_text(heard->arena, from, (size_t)(then - from)));
    days->cannot |= here.can | here.cannot;
    days->can &= ~days->cannot;
}

/* The days off that follow; 0, or ALL, when nothing is said that could be kept. */
static unsigned days_off(const struct nlu *heard, const struct days *days)
{
    unsigned off = days->cannot;
    if (off && !days->can && !days->only) /* one more day that is out: those out before stay so */
        off |= known_off(heard);
    if (!off && days->can && (days->only || days->can != WEEKEND))
        off = ALL & ~days->can;
    return off;
}

void nlu_days(struct nlu *heard)
{
    if (!of_study(heard) || (nlu_hears(heard, HEAR_DAYS_LEAVE) && nlu_find(heard->folded, "off")))
        return;
    const char *text = without_interview(heard);
    struct days days = read(heard, text);
    not_then(heard, &days);
    const unsigned off = days_off(heard, &days);
    const bool some = off && off != ALL, any = nlu_says(heard, text, HEAR_DAYS_ALL);
    if (some)
        put_off(heard, off);
    else if (any)
        put_off(heard, 0);
    if (some || any || (minutes_heard(heard) && nlu_says(heard, text, HEAR_DAYS_WHEN)))
        put_words(heard);
}
