#include "builtin/builtin_plan_say.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_own.h"
#include "builtin/builtin_role.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include <string.h>
#include <strings.h>

enum { RATIONALE_WORDS = 60, QUOTED_WORDS = 8, LOW = 1, MOST_NAMED = 3 };

/* A sentence more, if all of it fits. */
static void say(struct buf *buf, const char *sentence)
{
    if (sentence && text_words(buf->data) + text_words(sentence) <= RATIONALE_WORDS)
        buf_printf(buf, "%s%s", text_if(buf->len > 0, " "), sentence);
}

static const struct sentences *says(const struct builtin_planning *planning)
{
    return library_sentences(planning->library);
}

/* As many of their words as can be quoted. */
static const char *head_of(struct arena *a, const char *words)
{
    const char *head = text_head_words(a, words, QUOTED_WORDS);
    if (text_words(words) <= QUOTED_WORDS)
        return head;
    return arena_printf(a, "%s…", head);
}

static const char *quoted(struct arena *a, const char *words)
{
    return arena_printf(a, "“%s”", head_of(a, words));
}

/* In quotation marks, but where they said it otherwise ("I ramble") and it was only noted so ("rambling"). */
static const char *theirs(const struct builtin_planning *planning, const char *words)
{
    struct arena *a = planning->arena;
    const char *context = json_get_text(planning->in, "raw_context", "");
    size_t n, all_n;
    char **stems = stem_words(a, words, &n), **all = stem_words(a, context, &all_n);
    bool otherwise = !text_contains(text_fold(a, context), text_fold(a, words));
    for (size_t i = 0; i < n && otherwise; i++)
        otherwise = stem_among(all, all_n, stems[i]);
    if (otherwise)
        return head_of(a, words);
    return quoted(a, words);
}

/* "A", "A and B", "A, B and C" */
static const char *listed(const struct builtin_planning *planning, const char *const *items, size_t n)
{
    const char *all = items[0];
    for (size_t i = 1; i + 1 < n; i++)
        all = SAY(says(planning), planning->arena, SAY_LIST_MORE, {"first", all}, {"next", items[i]});
    if (n < 2)
        return all;
    return SAY(says(planning), planning->arena, SAY_LIST_LAST, {"first", all}, {"last", items[n - 1]});
}

static bool in_plan(const struct builtin_planning *planning, const char *topic)
{
    for (size_t i = 0; i < planning->kept; i++)
        if (text_equal(planning->list[i].name, topic))
            return true;
    return false;
}

/* What the work is about, of the topics in the plan; NULL: there is none. */
static const char *said_crafts(const struct builtin_planning *planning)
{
    const char *named[BUILTIN_CRAFTS];
    size_t n = 0;
    for (size_t i = 0; i < planning->crafts_n; i++)
        if (in_plan(planning, planning->crafts[i]))
            named[n++] = planning->crafts[i];
    if (!n)
        return NULL;
    return listed(planning, named, n);
}

static const char *doubt_said(const struct builtin_planning *planning, const struct builtin_doubt *doubt)
{
    const char *area = theirs(planning, doubt->words);
    if (!doubt->topic && !*builtin_own_name(planning->library, planning->arena, doubt->words))
        return SAY(says(planning), planning->arena, SAY_PLAN_ASKED_AGAIN, {"area", area});
    if (!doubt->topic)
        return SAY(says(planning), planning->arena, SAY_PLAN_ASKED_ABOUT, {"area", area});
    return SAY(says(planning), planning->arena, SAY_PLAN_MEANT, {"area", area},
               {"topic", doubt->topic->name});
}

static const char *say_unknown(const struct builtin_planning *planning)
{
    struct arena *a = planning->arena;
    if (planning->family || text_blank(planning->role))
        return NULL;
    const char *role = quoted(a, planning->role), *crafts = said_crafts(planning);
    if (crafts)
        return SAY(says(planning), a, SAY_PLAN_UNKNOWN_OWN, {"role", role}, {"own", crafts});
    return SAY(says(planning), a, SAY_PLAN_UNKNOWN, {"role", role});
}

static const char *say_nearest(const struct builtin_planning *planning)
{
    struct arena *a = planning->arena;
    if (!planning->nearest)
        return NULL;
    const char *role = quoted(a, planning->role), *crafts = said_crafts(planning);
    if (crafts)
        return SAY(says(planning), a, SAY_PLAN_NEAREST_OWN, {"role", role},
                   {"family", planning->family->name}, {"own", crafts});
    return SAY(says(planning), a, SAY_PLAN_NEAREST, {"role", role}, {"family", planning->family->name});
}

const char *builtin_plan_nerves(const struct builtin_planning *planning)
{
    if (!planning->nerves)
        return NULL;
    return SAY(says(planning), planning->arena, SAY_PLAN_NERVES,
               {"nerves", theirs(planning, planning->nerves)});
}

/* The first of what is asked back; the reply has all. */
static const char *say_doubt(const struct builtin_planning *planning)
{
    for (size_t i = 0; i < planning->doubts_n; i++)
        if (!planning->doubts[i].topic || !in_plan(planning, planning->doubts[i].topic->name))
            return doubt_said(planning, &planning->doubts[i]);
    return NULL;
}

static const char *say_rival(const struct builtin_planning *planning)
{
    if (!planning->rivals_n)
        return NULL;
    const char *rivals =
        builtin_role_families(says(planning), planning->arena, planning->rivals, planning->rivals_n);
    return SAY(says(planning), planning->arena, SAY_PLAN_RIVAL,
               {"role", quoted(planning->arena, planning->role)}, {"family", planning->family->name},
               {"rivals", rivals});
}

static const char *say_weak(const struct builtin_planning *planning)
{
    const char *named[BUILTIN_AREAS], *topics[BUILTIN_AREAS];
    size_t named_n = 0, topics_n = 0;
    for (size_t i = 0; i < planning->areas_n && named_n < MOST_NAMED; i++) {
        bool told = false;
        if (!in_plan(planning, planning->areas[i].topic))
            continue;
        named[named_n++] = theirs(planning, planning->areas[i].words);
        for (size_t k = 0; k < topics_n; k++)
            told |= text_equal(topics[k], planning->areas[i].topic);
        if (!told)
            topics[topics_n++] = planning->areas[i].topic;
    }
    if (!named_n)
        return NULL;
    return SAY(says(planning), planning->arena, SAY_PLAN_WEAK, {"areas", listed(planning, named, named_n)},
               {"topics", listed(planning, topics, topics_n)});
}

/* What they named and there is no room for. */
static const char *say_left(const struct builtin_planning *planning)
{
    const char *left[BUILTIN_AREAS];
    size_t n = 0;
    for (size_t i = 0; i < planning->areas_n && n < MOST_NAMED; i++)
        if (!in_plan(planning, planning->areas[i].topic))
            left[n++] = theirs(planning, planning->areas[i].words);
    if (!n)
        return NULL;
    return fill_holes(planning->arena, sentences_count(says(planning), SAY_PLAN_LEFT, (long)n),
                      (const struct hole[]){{"areas", listed(planning, left, n)},
                                            {"minutes", num_text(planning->arena, planning->minutes)}},
                      2);
}

static const char *say_energy(const struct builtin_planning *planning)
{
    struct arena *a = planning->arena;
    const char *said = json_get_text(planning->facts, "motivation", "");
    if (planning->capacity != LOW)
        return NULL;
    const char *energy = sentences_text(says(planning), SAY_PLAN_ENERGY_LOW);
    if (!text_blank(said))
        energy = theirs(planning, said);
    if (planning->early)
        return SAY(says(planning), a, SAY_PLAN_ENERGY_EARLY, {"energy", energy}, {"topic", planning->early});
    return SAY(says(planning), a, SAY_PLAN_ENERGY, {"energy", energy});
}

/* THE table of what is said of the weeks: with a date or none, with a mock interview or none. */
static const char *say_weeks(const struct builtin_planning *planning)
{
    static const enum sentence of[2][2] = {{SENTENCES_MOST, SAY_PLAN_WEEKS_MOCK},
                                           {SAY_PLAN_DATED, SAY_PLAN_DATED_MOCK}};
    const enum sentence which = of[planning->dated][planning->mock];
    if (which == SENTENCES_MOST)
        return NULL;
    const char *weeks =
        fill_holes(planning->arena, sentences_count(says(planning), SAY_PLAN_WEEKS, planning->weeks),
                   &(const struct hole){"weeks", num_text(planning->arena, planning->weeks)}, 1);
    return SAY(says(planning), planning->arena, which, {"weeks", weeks});
}

static const char *say_minutes(const struct builtin_planning *planning)
{
    enum sentence which = SAY_PLAN_MINUTES_USUAL;
    if (!planning->minutes_told && !planning->kept)
        return NULL;
    if (planning->minutes_now)
        which = SAY_PLAN_MINUTES_NOW;
    else if (planning->minutes_told)
        which = SAY_PLAN_MINUTES_TOLD;
    return SAY(says(planning), planning->arena, which,
               {"minutes", num_text(planning->arena, planning->minutes)});
}

static const char *say_rested(const struct builtin_planning *planning)
{
    if (!planning->rested)
        return NULL;
    return SAY(says(planning), planning->arena, SAY_PLAN_RESTED,
               {"area", theirs(planning, planning->rested)});
}

const char *builtin_plan_rationale(const struct builtin_planning *planning)
{
    static const char *(*const parts[])(const struct builtin_planning *planning) = {
        say_unknown, say_nearest, say_rival,  say_weak,  builtin_plan_nerves, say_doubt,
        say_energy,  say_left,    say_rested, say_weeks, say_minutes};
    struct arena *a = planning->arena;
    struct buf b = buf_new(a, 4096);
    size_t n;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        say(&b, parts[i](planning));
    const struct builtin_sentence *all =
        builtin_sentences(a, planning->family ? planning->family->overview : "", &n);
    for (size_t i = 0; i < n; i++)
        say(&b, all[i].text);
    return b.data;
}

/* The wish that says yes; "": it has to be said in their own words. */
static const char *wish_of(const struct builtin_planning *planning, const struct builtin_doubt *doubt)
{
    const char *name = builtin_own_name(planning->library, planning->arena, doubt->words);
    if (doubt->topic && in_plan(planning, doubt->topic->name))
        return "";
    if (doubt->topic)
        name = doubt->topic->name;
    if (!*name)
        return "";
    return SAY(says(planning), planning->arena, SAY_PLAN_WISH, {"topic", name});
}

void builtin_plan_ask(const struct builtin_planning *planning, json *answer)
{
    struct arena *a = planning->arena;
    json *asks = json_new_array(a);
    for (size_t i = 0; i < planning->doubts_n; i++) {
        const struct builtin_doubt *doubt = &planning->doubts[i];
        json *one = json_new_object(a);
        json_put_text(a, one, "words", doubt->words);
        json_put_text(a, one, "question", doubt_said(planning, doubt));
        json_put_text(a, one, "wish", wish_of(planning, doubt));
        json_add(a, asks, one);
    }
    if (json_len(asks))
        json_put(a, answer, "asks", asks);
}
