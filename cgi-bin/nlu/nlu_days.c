#include "base/text.h"
#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>

/* On which days: "not on Fridays", "weekdays only", "Mondays and Wednesdays", "every evening but Sunday". */

enum { WEEKDAYS = 0x1f, WEEKEND = 0x60, ALL = 0x7f, NEAR = 48 };

static const struct {
    const char *word;
    unsigned days;
} names[] = {
    {"monday", 1},
    {"tuesday", 2},
    {"wednesday", 4},
    {"thursday", 8},
    {"friday", 16},
    {"saturday", 32},
    {"sunday", 64},
    {"mondays", 1},
    {"tuesdays", 2},
    {"wednesdays", 4},
    {"thursdays", 8},
    {"fridays", 16},
    {"saturdays", 32},
    {"sundays", 64},
    {"mon", 1},
    {"tue", 2},
    {"tues", 2},
    {"wed", 4},
    {"thu", 8},
    {"thur", 8},
    {"thurs", 8},
    {"fri", 16},
    {"sat", 32},
    {"sun", 64},
    {"weekday", WEEKDAYS},
    {"weekdays", WEEKDAYS},
    {"weekend", WEEKEND},
    {"weekends", WEEKEND},
    {"weeknights", WEEKDAYS},
    {"weeknight", WEEKDAYS},
};

/* How the words go on: are the next days named ones that can, or that cannot? */
enum mode { CAN, CANNOT };

static const struct {
    const char *phrase;
    enum mode mode;
} turns[] = {
    {"not", CANNOT},       {"no", CANNOT},     {"never", CANNOT},   {"nothing", CANNOT}, {"except", CANNOT},
    {"can't", CANNOT},     {"cannot", CANNOT}, {"don't", CANNOT},   {"without", CANNOT}, {"apart", CANNOT},
    {"excluding", CANNOT}, {"bar", CANNOT},    {"besides", CANNOT}, {"unable", CANNOT},  {"busy", CANNOT},
    {"won't", CANNOT},     {"isn't", CANNOT},  {"aren't", CANNOT},  {"skip", CANNOT},    {"only", CAN},
    {"just", CAN},         {"free", CAN},      {"available", CAN},  {"can", CAN},        {"including", CAN},
    {"fine", CAN},         {"keep", CANNOT},   {"reserve", CANNOT},
};

/* Behind named days: these cannot after all ("Fridays are out"). */
static const char *const out_after[] = {"off",
                                        "out",
                                        "busy",
                                        "taken",
                                        "full",
                                        "impossible",
                                        "don't",
                                        "doesn't",
                                        "no good",
                                        "won't",
                                        "difficult",
                                        "are not",
                                        "is not",
                                        "not possible",
                                        "packed",
                                        "blocked",
                                        "isn't",
                                        "aren't",
                                        "never",
                                        "sacred",
                                        "reserved",
                                        ("for family|church|the_family|my_family|"
                                         "rest|my_kids|the_kids|my_children|the_children"),
                                        "bad",
                                        "not good",
                                        NULL};

struct days {
    unsigned can, cannot;
    bool only;
};

static size_t word_length(const char *p)
{
    size_t n = 0;
    while (isalpha((unsigned char)p[n]) || (p[n] == '\'' && isalpha((unsigned char)p[n + 1])))
        n++;
    return n;
}

static unsigned named(const char *p, size_t n)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].word) == n && strncmp(p, names[i].word, n) == 0)
            return names[i].days;
    return 0;
}

/* Do the words right behind the named days (and others named with them) rule them out? */
static bool ruled_out(const char *behind)
{
    static const char *const joints[] = {"and",     "or",       "are",     "is",         "&",      "evenings",
                                         "evening", "mornings", "morning", "completely", "always", "usually",
                                         "mostly",  "i",        "i'm",     "am",         "my",     NULL};
    for (const char *p = behind;;) {
        p = nlu_skip_words(p, joints);
        const size_t n = word_length(p);
        if (!n)
            return false;
        if (named(p, n)) {
            p += n;
            continue;
        }
        size_t length;
        return nlu_first_of(p, out_after, &length) == p;
    }
}

/* "every day but Sunday" rules out; "not on Fridays, but Saturdays" begins anew. */
static enum mode after_but(const char *folded, const char *at, const char *behind, enum mode mode)
{
    static const char *const all[] = {"every day",   "everyday",      "any day",     "every evening",
                                      "all days",    "daily",         "every night", "a day",
                                      "any evening", "every morning", "evenings",    NULL};
    size_t n;
    const char *before = nlu_first_of(folded, all, &n);
    while (*behind == ' ')
        behind++;
    if (mode == CANNOT)
        return CAN;
    return named(behind, word_length(behind)) && before && before < at ? CANNOT : mode;
}

/* A word that is no day: how the words go on behind it. */
static enum mode turned(const char *folded, const char *p, size_t n, enum mode mode)
{
    if (n == 3 && strncmp(p, "but", 3) == 0)
        return after_but(folded, p, p + n, mode);
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
        if (strlen(turns[i].phrase) == n && strncmp(p, turns[i].phrase, n) == 0)
            return turns[i].mode;
    return mode;
}

/* "Monday to Thursday", "mon-fri": all of them; *n then takes the whole. */
static unsigned range(const char *p, size_t *n, unsigned first)
{
    static const char *const joints[] = {"to|through|thru|till|until", "-", NULL};
    size_t m;
    const char *q = p + *n + strspn(p + *n, " ");
    if (nlu_first_of(q, joints, &m) != q)
        return first;
    q += m + strspn(q + m, " ");
    const unsigned last = named(q, word_length(q));
    if (!last || (last & (last - 1)) || (first & (first - 1)))
        return first;
    *n = (size_t)(q - p) + word_length(q);
    unsigned days = first;
    for (unsigned day = first; day != last; days |= day)
        day = day == 64 ? 1 : day << 1;
    return days;
}

static struct days read(const char *folded)
{
    struct days d = {0};
    enum mode mode = CAN;
    size_t n;
    for (const char *p = folded; *p; p += n ? n : 1) {
        n = word_length(p);
        unsigned days = n ? named(p, n) : 0;
        days = days ? range(p, &n, days) : 0;
        if (days && (mode == CANNOT || ruled_out(p + n)))
            d.cannot |= days;
        else if (days)
            d.can |= days;
        else if (n)
            mode = turned(folded, p, n, mode);
        d.only |= n == 4 && strncmp(p, "only", 4) == 0;
    }
    return d;
}

static void put_off(struct nlu *heard, unsigned off)
{
    json *list = json_new_array(heard->arena);
    for (int day = 0; day < 7; day++)
        if (off & (1U << day))
            json_add(heard->arena, list, json_new_int(heard->arena, day));
    json_put(heard->arena, heard->facts, "days_off", list);
}

static unsigned known_off(const struct nlu *heard)
{
    const json *list = json_get(heard->facts, "days_off");
    unsigned off = 0;
    list = list ? list : json_get(heard->known, "days_off");
    for (size_t i = 0; i < json_len(list); i++)
        off |= 1U << (json_int(json_at(list, i), 0) % 7);
    return off;
}

/* What they said about when, in their words: from the first word about it to the end of what belongs to it.
 */
static void put_words(struct nlu *heard)
{
    static const char *const first_words[] = {"most",
                                              "every",
                                              "each",
                                              "weekday",
                                              "weekdays",
                                              "weekend",
                                              "weekends",
                                              "on monday",
                                              "on mondays",
                                              "on tuesday",
                                              "on tuesdays",
                                              "on wednesday",
                                              "on wednesdays",
                                              "on thursday",
                                              "on thursdays",
                                              "on friday",
                                              "on fridays",
                                              "on saturday",
                                              "on saturdays",
                                              "on sunday",
                                              "on sundays",
                                              "mondays",
                                              "tuesdays",
                                              "wednesdays",
                                              "thursdays",
                                              "fridays",
                                              "saturdays",
                                              "sundays",
                                              "in the evening",
                                              "in the evenings",
                                              "in the morning",
                                              "in the mornings",
                                              "evenings",
                                              "mornings",
                                              "at night",
                                              "nights",
                                              "after work",
                                              "before work",
                                              "at lunch",
                                              "lunch",
                                              "lunchtime",
                                              "not on",
                                              "except",
                                              "daily",
                                              "only at",
                                              "only on",
                                              "nothing on",
                                              "no weekends",
                                              "any day",
                                              "days a week",
                                              "at weekends",
                                              "at the weekend",
                                              NULL};
    static const char *const more[] = {"not ",      "no ",         "except",     "never ",  "nothing ",
                                       "and not",   "and no",      "only ",      "but not", "but no",
                                       "but never", "but nothing", "apart from", NULL};
    size_t n;
    const char *from = nlu_first_of(heard->folded, first_words, &n);
    if (!from)
        return;
    const char *to = nlu_clause_end(from);
    for (bool again = true; again;) {
        again = false;
        const char *next = to + strspn(to, " ,");
        for (size_t i = 0; *to && more[i]; i++)
            if (strncmp(next, more[i], strlen(more[i])) == 0) {
                to = nlu_clause_end(next + 4);
                again = true;
                break;
            }
    }
    const char *words = nlu_words(heard, from, to);
    if (!text_blank(words))
        json_put_text(heard->arena, heard->facts, "days", text_head(heard->arena, words, 110));
}

/* Is it about when they can, and not about their life ("I teach on Mondays", "the interview is on Monday")?
 */
static bool of_study(const struct nlu *heard)
{
    /* ruled out in so many words */
    static const char *const out[] = {
        "mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekends ~ never",
        ("mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekends are|is "
         "sacred|reserved|out|off|full|taken|impossible|blocked|packed|for"),
        "not|never then",
        "busy on",
        "nothing|not|never on|at",
        "no sitting|sittings|session|sessions|practice|practising|study on|at",
        NULL};
    static const char *const others[] = {"interview", "i teach",  "i work on", "assessment", "ago",
                                         "last",      "was",      "were",      "tomorrow",   "deadline",
                                         "started",   "happened", "we met",    NULL};
    static const char *const signs[] = {
        "can",        "can't",       "cannot",          "could",    "free",     "available",   "practise",
        "practice",   "study",       "prepare",         "spare",    "evenings", "evening",     "morning",
        "mornings",   "only",        "except",          "every",    "most",     "daily",       "not on",
        "nothing on", "no weekends", "not at",          "never on", "off",      "days a week", "weekdays",
        "time",       "minutes",     "mins|min|hrs|hr", "busy",     "hour",     "hours",       "weekends",
        "weekend",    NULL};
    if ((json_get(heard->facts, "minutes") && nlu_says_one(heard->folded, signs)) ||
        nlu_says_one(heard->folded, out))
        return true;
    return nlu_says_one(heard->folded, signs) && !nlu_says_one(heard->folded, others);
}

void nlu_days(struct nlu *heard)
{
    static const char *const all_days[] = {"any day",
                                           "seven days",
                                           "7 days",
                                           "all week",
                                           "every single day",
                                           "weekends too",
                                           "including weekends",
                                           "weekends included",
                                           "weekends as well",
                                           "every day of the week",
                                           NULL};
    static const char *const when[] = {
        "most",  "every",  "each",  "daily",     "evening",    "evenings",    "morning",     "mornings",
        "night", "nights", "lunch", "lunchtime", "after work", "before work", "days a week", NULL};
    static const char *const interview[] = {"interview", "interviews", NULL};
    static const char *const leave[] = {"taken|taking|took|booked", NULL};
    if (!of_study(heard) || (nlu_says_one(heard->folded, leave) && nlu_find(heard->folded, "off")))
        return;
    /* the interview's own day is no day to study */
    const char *text = heard->folded;
    size_t n;
    const char *about = nlu_first_of(text, interview, &n);
    if (about) {
        const char *from = nlu_clause(heard, about), *to = nlu_clause_end(about);
        char *without = arena_copy(heard->arena, text);
        memset(without + (from - text), ' ', (size_t)(to - from));
        text = without;
    }
    static const char *const not_then[] = {"not|never then", "not that day", NULL};
    struct days d = read(text);
    const char *then = nlu_first_of(heard->folded, not_then, &n);
    if (then) { /* of the days named just before it */
        const struct days here =
            read(arena_text(heard->arena, nlu_clause(heard, then), (size_t)(then - nlu_clause(heard, then))));
        d.cannot |= here.can | here.cannot;
        d.can &= ~d.cannot;
    }
    unsigned off = d.cannot;
    if (off && !d.can && !d.only) /* one more day that is out: those out before stay so */
        off |= known_off(heard);
    if (!off && d.can && (d.only || d.can != WEEKEND))
        off = ALL & ~d.can;
    if (off && off != ALL)
        put_off(heard, off);
    else if (nlu_says_one(text, all_days))
        put_off(heard, 0);
    if ((off && off != ALL) || (json_get(heard->facts, "minutes") && nlu_says_one(text, when)) ||
        nlu_says_one(text, all_days))
        put_words(heard);
}
