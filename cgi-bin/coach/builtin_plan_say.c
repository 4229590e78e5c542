#include "base/text.h"
#include "coach/builtin_modes.h"
#include "coach/builtin_plan.h"
#include "coach/stem.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { RATIONALE_WORDS = 60, QUOTED_WORDS = 8, LOW = 1, MOST_OWN = 2, MOST_NAMED = 3, SHORT_WORD = 4 };

/* A sentence more, if all of it fits. */
static void say(struct buf *b, const char *sentence)
{
    if (sentence && text_words(b->data) + text_words(sentence) <= RATIONALE_WORDS)
        buf_printf(b, "%s%s", b->len ? " " : "", sentence);
}

static bool stands_among(char **stems, size_t n, const char *stem)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(stems[i], stem) == 0)
            return true;
    return false;
}

static const char *quoted(struct arena *a, const char *words, bool marks)
{
    const bool whole = text_words(words) <= QUOTED_WORDS;
    return arena_printf(a, marks ? "“%s%s”" : "%s%s", text_head_words(a, words, QUOTED_WORDS),
                        whole ? "" : "…");
}

/* In quotation marks, but where they said it otherwise ("I ramble") and it was only noted so ("rambling"). */
static const char *theirs(const struct builtin_planning *p, const char *words)
{
    struct arena *a = p->arena;
    const char *context = json_get_text(p->in, "raw_context", "");
    size_t n, all_n;
    char **stems = stem_words(a, words, &n), **all = stem_words(a, context, &all_n);
    bool otherwise = !text_contains(text_fold(a, context), text_fold(a, words));
    for (size_t i = 0; i < n && otherwise; i++)
        otherwise = stands_among(all, all_n, stems[i]);
    return quoted(a, words, !otherwise);
}

/* "A", "A and B", "A, B and C" */
static const char *listed(struct arena *a, const char *const *items, size_t n)
{
    struct buf b = buf_new(a, 2048);
    for (size_t i = 0; i < n; i++)
        buf_printf(&b, "%s%s", i == 0 ? "" : i + 1 == n ? " and " : ", ", items[i]);
    return b.data;
}

static bool in_plan(const struct builtin_planning *p, const char *topic)
{
    for (size_t i = 0; i < p->kept; i++)
        if (text_equal(p->list[i].name, topic))
            return true;
    return false;
}

static const char *say_unknown(const struct builtin_planning *p)
{
    struct arena *a = p->arena;
    if (p->family || text_blank(p->role))
        return NULL;
    return p->own && in_plan(p, builtin_plan_own_name(a, p->own))
               ? arena_printf(a,
                              "I have no curated plan for %s yet: this is what every interview turns on, and "
                              "your own %s.",
                              quoted(p->arena, p->role, true), p->own)
               : arena_printf(a, "I have no curated plan for %s yet: this is what every interview turns on.",
                              quoted(p->arena, p->role, true));
}

static const char *say_rival(const struct builtin_planning *p)
{
    if (!p->rival)
        return NULL;
    return arena_printf(p->arena, "%s can be two things: I took it as %s; tell me if it is %s.",
                        quoted(p->arena, p->role, true), p->family->name, p->rival->name);
}

static const char *say_weak(const struct builtin_planning *p)
{
    const char *named[BUILTIN_AREAS], *topics[BUILTIN_AREAS];
    size_t named_n = 0, topics_n = 0;
    for (size_t i = 0; i < p->areas_n && named_n < MOST_NAMED; i++) {
        bool told = false;
        if (!in_plan(p, p->areas[i].topic))
            continue;
        named[named_n++] = theirs(p, p->areas[i].words);
        for (size_t k = 0; k < topics_n; k++)
            told |= text_equal(topics[k], p->areas[i].topic);
        if (!told)
            topics[topics_n++] = p->areas[i].topic;
    }
    if (!named_n)
        return NULL;
    return arena_printf(p->arena, "You named %s: most time goes to %s.", listed(p->arena, named, named_n),
                        listed(p->arena, topics, topics_n));
}

/* What they named and there is no room for. */
static const char *say_left(const struct builtin_planning *p)
{
    const char *left[BUILTIN_AREAS];
    size_t n = 0;
    for (size_t i = 0; i < p->areas_n && n < MOST_NAMED; i++)
        if (!in_plan(p, p->areas[i].topic))
            left[n++] = theirs(p, p->areas[i].words);
    if (!n)
        return NULL;
    return arena_printf(p->arena, "%s %s to wait: %d minutes hold no more topics.", listed(p->arena, left, n),
                        n == 1 ? "has" : "have", p->minutes);
}

static const char *say_energy(const struct builtin_planning *p)
{
    struct arena *a = p->arena;
    const char *said = json_get_text(p->facts, "motivation", "");
    if (p->capacity != LOW)
        return NULL;
    return arena_printf(a, "You said %s: fewer topics, short sittings%s.",
                        text_blank(said) ? "energy is low" : theirs(p, said),
                        p->early ? arena_printf(a, ", and %s first for an early win", p->early) : "");
}

static const char *say_weeks(const struct builtin_planning *p)
{
    struct arena *a = p->arena;
    const char *weeks = p->weeks == 1 ? "one week" : arena_printf(a, "%d weeks", p->weeks);
    if (p->dated)
        return arena_printf(a, "Your interview is within %s: breadth first, then what is weak%s.", weeks,
                            p->mock ? ", a mock interview at the end" : "");
    return p->mock
               ? arena_printf(
                     a, "No date yet, so it runs %s, from easy to hard, with a mock interview at the end.",
                     weeks)
               : NULL;
}

static const char *say_minutes(const struct builtin_planning *p)
{
    return arena_printf(p->arena,
                        p->minutes_told ? "%d minutes a day, as you said."
                                        : "You have not said how long: %d minutes a day to begin with.",
                        p->minutes);
}

const char *builtin_plan_rationale(const struct builtin_planning *p)
{
    struct arena *a = p->arena;
    struct buf b = buf_new(a, 4096);
    size_t n;
    say(&b, say_unknown(p));
    say(&b, say_rival(p));
    say(&b, say_weak(p));
    say(&b, say_energy(p));
    say(&b, say_left(p));
    say(&b, p->rested ? arena_printf(a, "%s is fine, you said, so it rests.", theirs(p, p->rested)) : NULL);
    say(&b, say_weeks(p));
    say(&b, p->minutes_told || p->kept ? say_minutes(p) : NULL);
    const struct builtin_sentence *all = builtin_sentences(a, p->family ? p->family->overview : "", &n);
    for (size_t i = 0; i < n; i++)
        say(&b, all[i].text);
    return b.data;
}

/* ---- their own words ---- */

/* Words of talk about interviews and time, which say nothing about the work. */
static bool about_planning(const char *stem)
{
    static const char *const words[] = {
        "interview", "minut", "hour",    "day",    "week",   "month",  "even",     "weekend", "role",
        "job",       "posit", "weak",    "strong", "energi", "motiv",  "plan",     "studi",   "practis",
        "appli",     "would", "becom",   "year",   "enough", "plenti", "littl",    "some",    "shy",
        "nervous",   "feel",  "struggl", "experi", "learn",  "always", "interest", "love",    "start",
        "help",      "peopl", "show",    "round",  "someth", "anyth",  "noth",     "company", "place"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], stem) == 0)
            return true;
    return false;
}

/* The words that follow a colon or the role in the sentence that names it. */
static const char *talk_of_work(struct arena *a, const char *role, const char *sentence)
{
    const char *colon = strchr(sentence, ':');
    const char *at = strstr(text_fold(a, sentence), text_fold(a, role));
    if (!at)
        return NULL;
    return colon ? colon + 1 : sentence;
}

/* Where a word stands in a text, as a whole word in any case; NULL: nowhere. */
static const char *word_in(const char *text, const char *word)
{
    const size_t n = strlen(word);
    for (const char *p = text; *p; p++)
        if ((p == text || !isalnum((unsigned char)p[-1])) && strncasecmp(p, word, n) == 0 &&
            !isalnum((unsigned char)p[n]))
            return p;
    return NULL;
}

/* A name, or a place: "in Northumberland", "at a house". */
static bool of_a_place(const char *talk, const char *at)
{
    static const char *const before[] = {"at a ", "at the ", "at ",   "in a ", "in the ",
                                         "in ",   "near ",   "from ", "at an "};
    const size_t offset = (size_t)(at - talk);
    if (offset > 0 && isupper((unsigned char)*at))
        return true;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        const size_t n = strlen(before[i]);
        if (offset > n && strncasecmp(talk + (offset - n), before[i], n) == 0)
            return true;
    }
    return false;
}

const char *builtin_plan_own_words(struct arena *a, const char *role, const char *context)
{
    size_t n, role_n, words_n;
    const struct builtin_sentence *all = builtin_sentences(a, context, &n);
    char **role_stems = stem_words(a, role, &role_n);
    const char *found[MOST_OWN], *where[MOST_OWN];
    size_t found_n = 0;
    for (size_t i = 0; i < n && found_n < MOST_OWN && !text_blank(role); i++) {
        const char *talk = talk_of_work(a, role, all[i].text);
        const struct stem_word *w = stem_pairs(a, talk ? talk : "", &words_n);
        for (size_t k = 0; k < words_n && found_n < MOST_OWN; k++) {
            const char *at = word_in(talk, w[k].word);
            if (!at || strlen(w[k].word) < SHORT_WORD || builtin_is_common(w[k].stem) ||
                about_planning(w[k].stem) || stands_among(role_stems, role_n, w[k].stem) ||
                isdigit((unsigned char)w[k].word[0]) || of_a_place(talk, at) ||
                (talk[0] != ' ' && k == 0)) /* a list behind a colon, or further on */
                continue;
            where[found_n] = at;
            found[found_n++] = w[k].word;
        }
    }
    if (found_n < MOST_OWN)
        return NULL;
    const char *after = where[0] + strlen(found[0]);
    const bool together = *after == ' ' && where[1] == after + 1;
    return arena_printf(a, together ? "%s %s" : "%s and %s", found[0], found[1]);
}
