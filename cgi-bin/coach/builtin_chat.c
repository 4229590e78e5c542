#include "base/clock.h"
#include "base/num.h"
#include "base/text.h"
#include "coach/builtin_modes.h"
#include "coach/stem.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Understands ordinary sentences about role, time, weak areas, motivation and the interview's date, one
 * sentence at a time; a later one replaces what an earlier one said. What it is not sure of it leaves open,
 * and asks. */

enum { LOW = 1, MIDDLING = 2, HIGH = 3, MOST_LIST = 400 };

struct intake {
    struct arena *arena;
    const struct library *library;
    clock_day today;
    json *facts; /* what this message changed */
    const json *known;
    const char *text;   /* the sentence as typed */
    const char *folded; /* lower case, as long as it */
    bool only_asked_role;
};

/* ---- small tools over one sentence ---- */

/* Where a phrase stands as whole words; NULL if it does not. */
static const char *find(const char *folded, const char *phrase)
{
    const size_t n = strlen(phrase);
    for (const char *p = folded; (p = strstr(p, phrase)) != NULL; p++)
        if ((p == folded || !isalnum((unsigned char)p[-1])) && !isalnum((unsigned char)p[n]))
            return p;
    return NULL;
}

static const char *find_any(const char *folded, const char *const *phrases, const char **which)
{
    for (; *phrases; phrases++) {
        const char *p = find(folded, *phrases);
        if (!p)
            continue;
        if (which)
            *which = *phrases;
        return p;
    }
    return NULL;
}

/* The words of the sentence as typed that stand at `from` (in the folded copy), up to one of the stops. */
static char *words_from(const struct intake *k, const char *from, const char *const *stops)
{
    const char *start = k->text + (from - k->folded), *end = start + strlen(start);
    for (; *stops; stops++) {
        const char *p = strstr(from, *stops);
        if (p && k->text + (p - k->folded) < end)
            end = k->text + (p - k->folded);
    }
    size_t n = (size_t)(end - start);
    while (n && strchr(" .,;:!?", start[n - 1]))
        n--;
    return text_trim(k->arena, arena_text(k->arena, start, n));
}

static const char *skip(const char *p, const char *const *words)
{
    for (bool again = true; again;) {
        again = false;
        while (*p == ' ')
            p++;
        for (size_t i = 0; words[i]; i++) {
            const size_t n = strlen(words[i]);
            if (strncmp(p, words[i], n) == 0 && !isalnum((unsigned char)p[n])) {
                p += n;
                again = true;
            }
        }
    }
    return p;
}

static void put(struct intake *k, const char *key, const char *value)
{
    if (!text_blank(value))
        json_put_text(k->arena, k->facts, key, text_head(k->arena, value, 110));
}

/* ---- role ---- */

static const char *const articles[] = {"a",         "an",       "the",    "my",    "as", "for",
                                       "new",       "position", "role",   "job",   "of", "post",
                                       "interview", "to be",    "become", "being", NULL};
static const char *const role_stops[] = {" in two",   " in three", " in a ", " in one", " at ",  ",",
                                         ".",         ";",         "!",      " and ",   " but ", " with ",
                                         " because ", " position", " role",  " job",    " post", " interview",
                                         " next ",    " on ",      " i ",    "(",       NULL};

static bool plausible_role(const struct intake *k, const char *role)
{
    const size_t words = text_words(role);
    return words >= 1 && words <= 7 && text_length(role) >= 2 && !strpbrk(role, "?") && k;
}

static void read_role(struct intake *k)
{
    static const char *const leads[] = {
        "applying for",   "apply for",        "applying to be",   "going for",     "interviewing for",
        "interview for",  "interview as",     "applying as",      "preparing for", "aiming for",
        "want to be",     "want to become",   "would like to be", "hoping to be",  "hope to become",
        "role is",        "role of",          "job as",           "position as",   "position of",
        "job of",         "role as",          "work as",          "job is",        "going to be",
        "i'd like to be", "trying to become", "interviewing as",  "post as",       NULL};
    static const char *const never[] = {"interview", "job",        "it",       "this",     "that",   "role",
                                        "them",      "interviews", "practice", "practise", "myself", NULL};
    const char *lead = NULL, *at = find_any(k->folded, leads, &lead);
    if (at) {
        const char *from = skip(at + strlen(lead), articles);
        const char *role = words_from(k, from, role_stops);
        for (size_t i = 0; never[i]; i++)
            if (strcasecmp(role, never[i]) == 0)
                return;
        if (plausible_role(k, role))
            put(k, "role", role);
        return;
    }
    const char *im = find(k->folded, "i am a");
    if (!im)
        im = find(k->folded, "i'm a");
    /* A bare "Year 4 teacher": a title that the library knows, standing by itself at the head of a short
     * sentence. */
    const char *head = words_from(k, skip(k->folded, articles), role_stops);
    const bool has_role = *json_get_text(k->known, "role", "") || *json_get_text(k->facts, "role", "");
    if (has_role || im)
        return;
    if (text_words(head) <= 5 && plausible_role(k, head) &&
        (library_nearest(k->library, k->arena, head, "") || k->only_asked_role))
        put(k, "role", head);
}

/* ---- numbers in words ---- */

static int small_number(const char *word)
{
    static const struct {
        const char *word;
        int value;
    } words[] = {{"a", 1},        {"an", 1},      {"one", 1},     {"two", 2},    {"a couple of", 2},
                 {"couple", 2},   {"three", 3},   {"four", 4},    {"five", 5},   {"six", 6},
                 {"seven", 7},    {"eight", 8},   {"nine", 9},    {"ten", 10},   {"twelve", 12},
                 {"fifteen", 15}, {"twenty", 20}, {"thirty", 30}, {"forty", 40}, {"forty-five", 45},
                 {"fifty", 50},   {"sixty", 60},  {"ninety", 90}};
    int64_t v;
    if (num_int(word, 0, 2000, &v) == OK)
        return (int)v;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, word) == 0)
            return words[i].value;
    return 0;
}

/* The word that stands before `at`. */
static char *word_before(const struct intake *k, const char *at)
{
    const char *end = at;
    while (end > k->folded && end[-1] == ' ')
        end--;
    const char *start = end;
    while (start > k->folded && (isalnum((unsigned char)start[-1]) || start[-1] == '-'))
        start--;
    return arena_text(k->arena, start, (size_t)(end - start));
}

/* ---- time ---- */

/* Minutes for a unit at p: "45 minutes", "45min", "an hour", "1.5 hours", "half an hour", "an hour and a
 * half". */
static int minutes_at(const struct intake *k, const char *p, int unit)
{
    const char *glued = p;
    while (glued > k->folded && isdigit((unsigned char)glued[-1]))
        glued--;
    int64_t v;
    if (glued < p && num_int(arena_text(k->arena, glued, (size_t)(p - glued)), 1, 1440, &v) == OK)
        return glued > k->folded + 1 && glued[-1] == '.' && unit == 60 ? (glued[-2] - '0') * 60 + (int)v * 6
                                                                       : (int)v * unit;
    const char *before = word_before(k, p);
    if (unit == 60 && (strcmp(before, "an") == 0 || strcmp(before, "a") == 0) &&
        find(k->folded, "half an hour"))
        return 30;
    const int n = small_number(before);
    int minutes = n * unit;
    if (unit == 60 && n && (find(k->folded, "hour and a half") || find(k->folded, "hours and a half")))
        minutes += 30;
    const char *end = p;
    while (end > k->folded && end[-1] == ' ')
        end--;
    const char *start = end;
    while (start > k->folded && (isdigit((unsigned char)start[-1]) || start[-1] == '.'))
        start--;
    double real;
    if (memchr(start, '.', (size_t)(end - start)) &&
        num_real(arena_text(k->arena, start, (size_t)(end - start)), 0.1, 24, &real) == OK)
        minutes = (int)(real * unit);
    return minutes;
}

static int said_minutes(const struct intake *k)
{
    static const struct {
        const char *word;
        int unit;
    } units[] = {{"minutes", 1}, {"minute", 1}, {"mins", 1}, {"min", 1},
                 {"hours", 60},  {"hour", 60},  {"hrs", 60}, {"hr", 60}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const size_t n = strlen(units[i].word);
        for (const char *p = k->folded; (p = strstr(p, units[i].word)) != NULL; p++) {
            if (isalnum((unsigned char)p[n]) || (p > k->folded && isalpha((unsigned char)p[-1])))
                continue;
            const int minutes = minutes_at(k, p, units[i].unit);
            if (minutes > 0)
                return minutes > 600 ? 600 : minutes;
        }
    }
    return find(k->folded, "quarter of an hour") ? 15 : 0;
}

static const char *const day_names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};

/* Days they cannot: "not on Fridays", "except weekends", "weekdays only". */
static void read_days(struct intake *k)
{
    static const char *const except[] = {"not",     "no",  "nothing",    "except",  "never",
                                         "but not", "off", "apart from", "free on", NULL};
    unsigned off = 0;
    const bool denied = find_any(k->folded, except, NULL) != NULL;
    for (int d = 0; d < 7; d++)
        if (denied && strstr(k->folded, day_names[d]))
            off |= 1U << d;
    if (find(k->folded, "weekends only") || find(k->folded, "only weekends") ||
        find(k->folded, "only at weekends") || find(k->folded, "only on weekends"))
        off |= 0x1f;
    else if (find(k->folded, "weekdays") || find(k->folded, "weekday") ||
             (denied && (find(k->folded, "weekend") || find(k->folded, "weekends"))))
        off |= 0x60;
    if (!off || off == 0x7f)
        return;
    json *list = json_new_array(k->arena);
    for (int d = 0; d < 7; d++)
        if (off & (1U << d))
            json_add(k->arena, list, json_new_int(k->arena, d));
    json_put(k->arena, k->facts, "days_off", list);
    put(k, "days", k->text);
}

/* Does the sentence speak of time to study? A life story has minutes of its own. */
static bool of_study(const struct intake *k)
{
    static const char *const signs[] = {
        "can",       "could",   "study",    "practise", "practice", "spend",   "have",
        "available", "free",    "only",     "manage",   "prepare",  "evening", "evenings",
        "day",       "daily",   "every",    "night",    "nights",   "morning", "mornings",
        "most",      "weekday", "weekdays", "lunch",    "week",     "weekly",  NULL};
    static const char *const others[] = {"years", "commute", "drive", "took",    "lasted", "late", "lost",
                                         "was",   "were",    "had",   "instead", "saved",  "used", NULL};
    return !find_any(k->folded, others, NULL) &&
           (find_any(k->folded, signs, NULL) || text_words(k->text) <= 6);
}

static void read_time(struct intake *k)
{
    static const char *const every[] = {"evening",  "evenings", "day",      "daily", "every",
                                        "night",    "morning",  "mornings", "most",  "weekday",
                                        "weekdays", "lunch",    NULL};
    static const char *const week[] = {"a week", "per week", "weekly", "each week", NULL};
    int minutes = said_minutes(k);
    if (minutes && find_any(k->folded, week, NULL) && !find_any(k->folded, every, NULL))
        minutes = minutes / 5 > 5 ? minutes / 5 : 5;
    if (minutes && of_study(k)) {
        json_put_int(k->arena, k->facts, "minutes", minutes);
        if (find_any(k->folded, every, NULL) && !json_get(k->facts, "days"))
            put(k, "days", k->text);
    }
    read_days(k);
}

/* ---- weak and strong ---- */

static void join(struct intake *k, const char *key, const char *value)
{
    const char *known = json_get_text(k->facts, key, json_get_text(k->known, key, ""));
    if (text_blank(value) || text_words(value) > 12 ||
        text_contains(text_fold(k->arena, known), text_fold(k->arena, value)))
        return;
    const char *both = text_blank(known) ? value : arena_printf(k->arena, "%s, %s", known, value);
    json_put_text(k->arena, k->facts, key, text_head(k->arena, both, MOST_LIST));
}

static const char *const area_stops[] = {".",       ";",       "!",       " but ", " because ", " and i ",
                                         " though", " which ", " since ", " so ",  " when ",    NULL};
static const char *const fillers[] = {"with",
                                      "at",
                                      "in",
                                      "about",
                                      "is",
                                      "are",
                                      "my",
                                      "the",
                                      "of",
                                      "on",
                                      "to",
                                      "especially",
                                      "mostly",
                                      "mainly",
                                      "always",
                                      "really",
                                      "when it comes to",
                                      "by",
                                      "for",
                                      "me",
                                      ":",
                                      NULL};

static void read_weak(struct intake *k)
{
    static const char *const before[] = {"weak at",
                                         "weak in",
                                         "weak on",
                                         "weak areas are",
                                         "weak area is",
                                         "weakness is",
                                         "weaknesses are",
                                         "weakest at",
                                         "weakest in",
                                         "struggle with",
                                         "struggling with",
                                         "bad at",
                                         "not good at",
                                         "not great at",
                                         "worried about",
                                         "nervous about",
                                         "afraid of",
                                         "scared of",
                                         "terrible at",
                                         "poor at",
                                         "shaky on",
                                         "rusty on",
                                         "rusty at",
                                         "rusty in",
                                         "trouble with",
                                         "difficulty with",
                                         "need help with",
                                         "need work on",
                                         "need to work on",
                                         "improve my",
                                         "get better at",
                                         "not confident with",
                                         "not confident about",
                                         "not confident in",
                                         "unsure about",
                                         "hate",
                                         "dread",
                                         "no idea about",
                                         "know little about",
                                         "never done",
                                         "lack of",
                                         "i lack",
                                         "fail at",
                                         "stuck on",
                                         "panic at",
                                         "panic about",
                                         "less sure about",
                                         "weakness:",
                                         "weak:",
                                         NULL};
    static const char *const after[] = {"scares me",
                                        "scare me",
                                        "is weak",
                                        "are weak",
                                        "is hard for me",
                                        "are hard for me",
                                        "worries me",
                                        "worry me",
                                        "frightens me",
                                        "is my weakness",
                                        "is my weak spot",
                                        "is my weak point",
                                        "are my weakness",
                                        "are my weak spot",
                                        "makes me nervous",
                                        "make me nervous",
                                        "terrifies me",
                                        "are difficult for me",
                                        "is difficult for me",
                                        "is rusty",
                                        "are rusty",
                                        "trips me up",
                                        "trip me up",
                                        NULL};
    static const char *const none[] = {"nothing weak",
                                       "no weak",
                                       "no weaknesses",
                                       "no particular weak",
                                       "not weak anywhere",
                                       "don't know where i am weak",
                                       "not sure where i am weak",
                                       "no idea where i",
                                       NULL};
    const char *which = NULL, *at = find_any(k->folded, none, NULL);
    if (at) {
        json_put_bool(k->arena, k->facts, "weak_told", true);
        return;
    }
    const char *area = NULL;
    if ((at = find_any(k->folded, before, &which)))
        area = words_from(k, skip(at + strlen(which), fillers), area_stops);
    else if ((at = find_any(k->folded, after, &which)) && at > k->folded) {
        const char *start = at;
        while (start > k->folded && !strchr(",.;:", start[-1]))
            start--;
        area = text_trim(k->arena, arena_text(k->arena, k->text + (skip(start, fillers) - k->folded),
                                              (size_t)(at - skip(start, fillers))));
    }
    if (!area || text_blank(area))
        return;
    join(k, "weak", area);
    json_put_bool(k->arena, k->facts, "weak_told", true);
}

static void read_strong(struct intake *k)
{
    static const char *const after[] = {
        "is fine",      "are fine",    "is no problem",  "are no problem", "is ok",
        "is okay",      "are ok",      "are okay",       "is my strength", "are my strength",
        "comes easily", "come easily", "is easy for me", "is solid",       "are solid",
        "is strong",    NULL};
    static const char *const before[] = {
        "good at",         "strong at",        "strong in",   "confident with", "confident in",
        "confident about", "comfortable with", "strength is", "strengths are",  NULL};
    static const char *const denied[] = {
        "not good at", "not strong", "not confident", "not comfortable", "less confident",
        "get good at", NULL};
    const char *which = NULL, *at = find_any(k->folded, after, &which);
    if (find_any(k->folded, denied, NULL))
        return;
    if (at && at > k->folded) {
        const char *start = at;
        while (start > k->folded && !strchr(",.;:", start[-1]))
            start--;
        start = skip(start, fillers);
        join(k, "strong",
             text_trim(k->arena, arena_text(k->arena, k->text + (start - k->folded), (size_t)(at - start))));
        return;
    }
    if ((at = find_any(k->folded, before, &which)))
        join(k, "strong", words_from(k, skip(at + strlen(which), fillers), area_stops));
}

/* ---- motivation ---- */

static void read_motivation(struct intake *k)
{
    static const struct {
        const char *phrase;
        int capacity;
    } signs[] = {
        {"burnt out", LOW},
        {"burned out", LOW},
        {"exhausted", LOW},
        {"tired", LOW},
        {"low energy", LOW},
        {"little energy", LOW},
        {"not much energy", LOW},
        {"no energy", LOW},
        {"unmotivated", LOW},
        {"not motivated", LOW},
        {"not very motivated", LOW},
        {"hard to focus", LOW},
        {"struggling to find", LOW},
        {"drained", LOW},
        {"overwhelmed", LOW},
        {"low motivation", LOW},
        {"motivation is low", LOW},
        {"demotivated", LOW},
        {"not feeling", LOW},
        {"fairly motivated", MIDDLING},
        {"somewhat motivated", MIDDLING},
        {"okay motivated", MIDDLING},
        {"quite motivated", MIDDLING},
        {"some energy", MIDDLING},
        {"average motivation", MIDDLING},
        {"moderately", MIDDLING},
        {"so-so", MIDDLING},
        {"medium", MIDDLING},
        {"reasonable", MIDDLING},
        {"very motivated", HIGH},
        {"highly motivated", HIGH},
        {"really motivated", HIGH},
        {"super motivated", HIGH},
        {"motivated", HIGH},
        {"excited", HIGH},
        {"keen", HIGH},
        {"eager", HIGH},
        {"determined", HIGH},
        {"lots of energy", HIGH},
        {"plenty of energy", HIGH},
        {"full of energy", HIGH},
        {"high energy", HIGH},
        {"motivation is high", HIGH},
        {"energetic", HIGH},
        {"raring", HIGH},
        {"really want", HIGH},
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!find(k->folded, signs[i].phrase))
            continue;
        json_put_int(k->arena, k->facts, "capacity", signs[i].capacity);
        put(k, "motivation", k->text);
        return;
    }
}

/* ---- the interview's date ---- */

static void set_date(struct intake *k, clock_day day)
{
    if (day < k->today || day > k->today + 730)
        return;
    json_put_text(k->arena, k->facts, "interview_date", clock_date_text(k->arena, day));
    json_put_bool(k->arena, k->facts, "no_interview_date", false);
}

/* "in three weeks", "in 10 days", "in a month" */
static bool read_span(struct intake *k)
{
    static const struct {
        const char *word;
        int days;
    } units[] = {{"days", 1},    {"day", 1},    {"weeks", 7},     {"week", 7},
                 {"months", 30}, {"month", 30}, {"fortnight", 14}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        for (const char *p = k->folded; (p = strstr(p, units[i].word)) != NULL; p++) {
            if (isalnum((unsigned char)p[strlen(units[i].word)]))
                continue;
            const char *before = word_before(k, p);
            const int n = small_number(before);
            const char *in = find(k->folded, "in");
            if (n > 0 && in && in < p && p - in < 24) {
                set_date(k, k->today + n * units[i].days);
                return true;
            }
        }
    return false;
}

static int month_at(const char *p)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    for (int m = 0; m < 12; m++)
        if (strncmp(p, months[m], 3) == 0)
            return m + 1;
    return 0;
}

/* A day of the month near a month's name: "12 January", "January 12th", "the 3rd of March". The next such
 * day. */
static bool read_month(struct intake *k)
{
    for (const char *p = k->folded; *p; p++) {
        const int month = (p == k->folded || !isalpha((unsigned char)p[-1])) ? month_at(p) : 0;
        if (!month)
            continue;
        const char *end = p;
        while (isalpha((unsigned char)*end))
            end++;
        int day = 0;
        const char *q = p;
        while (q > k->folded && (q[-1] == ' ' || isalpha((unsigned char)q[-1])) && p - q < 7)
            q--;
        while (q > k->folded && isdigit((unsigned char)q[-1]))
            q--;
        for (; isdigit((unsigned char)*q) && day < 100; q++)
            day = day * 10 + (*q - '0');
        for (q = end + strspn(end, " "); day == 0 && isdigit((unsigned char)*q) && day < 100; q++)
            day = day * 10 + (*q - '0');
        if (day < 1 || day > 31 || (strncmp(p, "may", 3) == 0 && end - p == 3 && day == 0))
            continue;
        int year, m, d;
        clock_date_of(k->today, &year, &m, &d);
        clock_day when = clock_day_of(year, month, day);
        if (when < k->today)
            when = clock_day_of(year + 1, month, day);
        set_date(k, when);
        return true;
    }
    return false;
}

static bool read_iso(struct intake *k)
{
    for (const char *p = k->folded; *p; p++) {
        clock_day day;
        if (strnlen(p, 10) == 10 && isdigit((unsigned char)*p) &&
            clock_parse_date(arena_text(k->arena, p, 10), &day) == OK) {
            set_date(k, day);
            return true;
        }
    }
    return false;
}

static bool read_weekday(struct intake *k)
{
    if (!find(k->folded, "interview"))
        return false;
    if (find(k->folded, "tomorrow")) {
        set_date(k, k->today + 1);
        return true;
    }
    if (find(k->folded, "next week")) {
        set_date(k, k->today + 7);
        return true;
    }
    for (int d = 0; d < 7; d++) {
        const char *p = find(k->folded, day_names[d]);
        if (!p)
            continue;
        int ahead = (d - clock_weekday(k->today) + 7) % 7;
        ahead = ahead == 0 ? 7 : ahead;
        set_date(k, k->today + ahead);
        return true;
    }
    return false;
}

static void read_date(struct intake *k)
{
    static const char *const none[] = {"no date yet",
                                       "no date",
                                       "no interview yet",
                                       "not scheduled",
                                       "no interview date",
                                       "don't have a date",
                                       "do not have a date",
                                       "date is not set",
                                       "no fixed date",
                                       "haven't got a date",
                                       "not set yet",
                                       "open date",
                                       NULL};
    if (find_any(k->folded, none, NULL)) {
        json_put_bool(k->arena, k->facts, "no_interview_date", true);
        json_put_text(k->arena, k->facts, "interview_date", "");
        return;
    }
    static const char *const about_it[] = {"interview", "interviews", "start", "final round", "assessment",
                                           "by",        "on",         "in",    "date",        NULL};
    if (read_iso(k) || read_month(k) || read_weekday(k))
        return;
    if (find_any(k->folded, about_it, NULL))
        read_span(k);
}

/* ---- the answer ---- */

static const char *ascii_lower(struct arena *a, const char *text)
{
    char *p = arena_copy(a, text);
    for (char *c = p; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return p;
}

/* Bare answers to what was asked last: "45" to the time, "nothing really" to weak areas. */
static void read_bare(struct intake *k, const json *asked_for, const char *message)
{
    const char *first = json_text(json_at(asked_for, 0), "");
    const char *text = text_trim(k->arena, message);
    int64_t v;
    if (json_members(k->facts))
        return;
    if (text_equal(first, "time") && num_int(text, 5, 600, &v) == OK)
        json_put_int(k->arena, k->facts, "minutes", v);
    else if (text_equal(first, "role") && text_words(text) <= 6)
        put(k, "role", text);
    else if (text_equal(first, "weak_areas") && text_words(text) <= 12) {
        const char *lower = ascii_lower(k->arena, text);
        if (!find(lower, "nothing") && !find(lower, "none") && !find(lower, "no"))
            join(k, "weak", text);
        json_put_bool(k->arena, k->facts, "weak_told", true);
    } else if (text_equal(first, "motivation") && text_words(text) <= 12) {
        const char *lower = ascii_lower(k->arena, text);
        const int capacity = find(lower, "low") || find(lower, "little")                           ? LOW
                             : find(lower, "high") || find(lower, "plenty") || find(lower, "lots") ? HIGH
                                                                                                   : MIDDLING;
        json_put_int(k->arena, k->facts, "capacity", capacity);
        put(k, "motivation", text);
    }
}

static bool known(const struct intake *k, const char *key)
{
    return !text_blank(json_get_text(k->facts, key, json_get_text(k->known, key, "")));
}

static int64_t number(const struct intake *k, const char *key)
{
    return json_get_int(k->facts, key, json_get_int(k->known, key, 0));
}

static json *missing(const struct intake *k)
{
    json *list = json_new_array(k->arena);
    if (!known(k, "role"))
        json_add_text(k->arena, list, "role");
    if (number(k, "minutes") <= 0)
        json_add_text(k->arena, list, "time");
    if (!known(k, "weak") &&
        !json_get_bool(k->facts, "weak_told", json_get_bool(k->known, "weak_told", false)))
        json_add_text(k->arena, list, "weak_areas");
    if (number(k, "capacity") == 0 && !known(k, "motivation"))
        json_add_text(k->arena, list, "motivation");
    return list;
}

static const char *question_for(const char *what)
{
    static const struct {
        const char *what, *question;
    } questions[] = {
        {"role", "Which role are you going for?"},
        {"time", "How many minutes a day could you give it, and on which days?"},
        {"weak_areas", "Where do you feel least sure of yourself? “Nothing in particular” is an answer too."},
        {"motivation", "How much energy do you have for this just now: little, some or plenty?"},
    };
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (strcmp(questions[i].what, what) == 0)
            return questions[i].question;
    return "";
}

/* What was taken from this message, said back in a few words. */
static void say_back(const struct intake *k, struct buf *b)
{
    const json *f = k->facts;
    if (json_members(f) == 0) {
        buf_add(b,
                "Thank you. I have kept every word, but I am not sure I understood what I need for a plan. ");
        return;
    }
    buf_add(b, "Thank you. I understood: ");
    const char *gap = "";
    if (json_get(f, "role")) {
        buf_printf(b, "%s", json_get_text(f, "role", ""));
        gap = "; ";
    }
    if (json_get(f, "minutes")) {
        buf_printf(b, "%s%lld minutes a day", gap, (long long)json_get_int(f, "minutes", 0));
        gap = "; ";
    }
    if (json_get(f, "weak")) {
        buf_printf(b, "%sless sure about %s", gap,
                   text_head_words(k->arena, json_get_text(f, "weak", ""), 12));
        gap = "; ";
    }
    if (json_get(f, "strong")) {
        buf_printf(b, "%s%s is fine", gap, text_head_words(k->arena, json_get_text(f, "strong", ""), 10));
        gap = "; ";
    }
    if (*json_get_text(f, "interview_date", "")) {
        buf_printf(b, "%syour interview is on %s", gap, json_get_text(f, "interview_date", ""));
        gap = "; ";
    }
    if (json_get(f, "capacity")) {
        static const char *const levels[] = {"", "little energy just now, so we go gently", "some energy",
                                             "plenty of energy"};
        buf_printf(b, "%s%s", gap, levels[json_get_int(f, "capacity", 0) & 3]);
        gap = "; ";
    }
    if (!*gap)
        buf_add(b, "what you said about your days");
    buf_add(b, ". ");
}

json *builtin_chat(const struct library *l, struct arena *a, const json *in)
{
    size_t n;
    struct intake k = {.arena = a, .library = l, .known = json_get(in, "facts"), .facts = json_new_object(a)};
    const char *message = json_get_text(in, "message", "");
    const json *asked_for = json_get(in, "greeting_asked_for");
    if (clock_parse_date(json_get_text(in, "today", ""), &k.today) != OK)
        k.today = 0;
    const struct builtin_sentence *all = builtin_sentences(a, message, &n);
    for (size_t i = 0; i < n; i++) {
        k.text = all[i].text;
        k.folded = ascii_lower(a, k.text);
        k.only_asked_role = n == 1 && json_len(asked_for) == 1;
        read_role(&k);
        read_time(&k);
        read_weak(&k);
        read_strong(&k);
        read_motivation(&k);
        read_date(&k);
    }
    read_bare(&k, asked_for, message);

    json *still = missing(&k), *answer = json_new_object(a);
    struct buf b = buf_new(a, 4096);
    say_back(&k, &b);
    for (size_t i = 0; i < json_len(still) && i < 2; i++)
        buf_printf(&b, "%s%s", i ? " " : "", question_for(json_text(json_at(still, i), "")));
    if (json_len(still) == 0)
        buf_add(&b, "That is enough for a plan. Look over the fields beside this, correct what is off, and "
                    "press “Propose a plan”.");
    json_put_text(a, answer, "reply", text_head_words(a, b.data, 120));
    json_put(a, answer, "facts", k.facts);
    json_put(a, answer, "missing", still);
    json_put_bool(a, answer, "enough", json_len(still) == 0);
    return answer;
}
