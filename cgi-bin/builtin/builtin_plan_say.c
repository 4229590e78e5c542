#include "builtin/builtin_plan_say.h"
#include "base/text.h"
#include "builtin/builtin_own.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include <string.h>
#include <strings.h>

enum { RATIONALE_WORDS = 60, QUOTED_WORDS = 8, LOW = 1, MOST_NAMED = 3 };

/* A sentence more, if all of it fits. */
static void say(struct buf *b, const char *sentence)
{
    if (sentence && text_words(b->data) + text_words(sentence) <= RATIONALE_WORDS)
        buf_printf(b, "%s%s", b->len ? " " : "", sentence);
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
        otherwise = stem_among(all, all_n, stems[i]);
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
    return p->own && in_plan(p, builtin_own_name(a, p->own))
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
