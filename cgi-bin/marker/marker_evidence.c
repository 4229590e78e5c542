#include "marker/marker_evidence.h"
#include "base/num.h"
#include "base/text.h"
#include "marker/marker_story.h"
#include "marker/marker_turn.h"
#include <math.h>
#include <string.h>

static const double LEAST = 1; /* a text of few telling words is not said by one of them */

enum { FULL_PAIRS = 3 };

const char *marker_evidence_name(enum evidence which)
{
    static const char *const names[] = {
#define EVIDENCE_NAME(name) #name,
        EVIDENCE(EVIDENCE_NAME)
#undef EVIDENCE_NAME
    };
    return names[which];
}

/* How a sentence stands to the right and the wrong sentences of an anchor. */
struct standing {
    double covers, close, second, wrong;
    const struct wanted_text *closest; /* the right one */
    double denied;
};

static double harmonic(double one, double other)
{
    return num_share(2 * one * other, one + other);
}

static double close_to(const struct marker_answer *answer, const struct marker_wanted *wanted,
                       const struct wanted_text *text, size_t sentence, double *covers, double *denied)
{
    const struct wanted_said said = marker_wanted_said(wanted, text, sentence);
    *covers = said.said / fmax(text->weight, LEAST);
    *denied = num_share(said.denied, said.said);
    return harmonic(*covers, fmin(1, said.said / fmax(answer->weight[sentence], LEAST)));
}

static struct standing stand(const struct marker_answer *answer, const struct marker_wanted *wanted,
                             const struct wanted_anchor *anchor, size_t sentence)
{
    struct standing out = {.closest = &anchor->right[0]};
    double covers, denied;
    for (size_t i = 0; i < anchor->right_n; i++) {
        const double close = close_to(answer, wanted, &anchor->right[i], sentence, &covers, &denied);
        out.covers = fmax(out.covers, covers);
        if (close > out.close) {
            out.second = out.close;
            out.close = close;
            out.closest = &anchor->right[i];
            out.denied = denied;
        } else {
            out.second = fmax(out.second, close);
        }
    }
    for (size_t i = 0; i < anchor->wrong_n; i++)
        out.wrong = fmax(out.wrong, close_to(answer, wanted, &anchor->wrong[i], sentence, &covers, &denied));
    return out;
}

/* All that a sentence says of what shows the anchor; a word that shows others, too, counts the less. */
static double amount(const struct marker_wanted *wanted, size_t which, size_t sentence)
{
    double sum = 0;
    for (size_t i = 0; i < wanted->n; i++) {
        const struct wanted_word *word = &wanted->words[i];
        if (word->anchors & (1U << which))
            sum += word->weight * word->hits[sentence].undenied /
                   sqrt((double)__builtin_popcount(word->anchors));
    }
    return log1p(sum);
}

static double pairs(const struct marker_wanted *wanted, const struct wanted_text *text, size_t sentence)
{
    size_t n = 0;
    bool before = false;
    for (size_t i = 0; i < text->read->n; i++) {
        if (text->at[i] == WANTED_NONE)
            continue;
        const bool said = wanted->words[text->at[i]].hits[sentence].undenied >= 0.5;
        n += said && before;
        before = said;
    }
    return fmin(1, (double)n / FULL_PAIRS);
}

static bool has_number(const struct marker_text *text, size_t from, size_t to, const char *word)
{
    for (size_t i = from; i < to; i++)
        if (text->words[i].number && (!word || strcmp(text->words[i].word, word) == 0))
            return true;
    return false;
}

/* Both have figures, and none in common. */
static bool other_numbers(const struct marker_answer *answer, size_t sentence, const struct marker_text *text)
{
    const struct marker_sentence *at = &answer->text->sentences[sentence];
    if (!has_number(answer->text, at->from, at->from + at->n, NULL) || !has_number(text, 0, text->n, NULL))
        return false;
    for (size_t i = 0; i < text->n; i++)
        if (text->words[i].number &&
            has_number(answer->text, at->from, at->from + at->n, text->words[i].word))
            return false;
    return true;
}

static double asked(const struct marker_text *text, const struct marker_sentence *at)
{
    double of = 0, all = 0;
    for (size_t i = at->from; i < at->from + at->n; i++) {
        all += text->words[i].weight;
        of += text->words[i].asked ? text->words[i].weight : 0;
    }
    return num_share(of, all);
}

/* 1 at the edge, falling to 0 over a third of the sentences. */
static double near_edge(size_t from_edge, size_t sentences)
{
    return fmax(0, 1 - 3 * (double)from_edge / (double)sentences);
}

/* How a sentence is made, whatever it is about: what part of a story it may play. */
static void measure_form(const struct marker_answer *answer, size_t sentence, struct marker_evidence *out)
{
    static const struct {
        enum evidence to;
        enum marker_cue cue;
    } cues[] = {
        {EVIDENCE_own, CUE_OWN},         {EVIDENCE_we, CUE_WE},           {EVIDENCE_habit, CUE_HABIT},
        {EVIDENCE_time, CUE_TIME},       {EVIDENCE_scene, CUE_SITUATION}, {EVIDENCE_task, CUE_TASK},
        {EVIDENCE_outcome, CUE_OUTCOME}, {EVIDENCE_lesson, CUE_LESSON},   {EVIDENCE_reason, CUE_REASON},
        {EVIDENCE_speech, CUE_SPEECH},
    };
    const struct marker_sentence *at = &answer->text->sentences[sentence];
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        out->at[cues[i].to] = (answer->signs[sentence] & (1U << cues[i].cue)) != 0;
    out->at[EVIDENCE_first] = near_edge(sentence, answer->text->sentences_n);
    out->at[EVIDENCE_last] = near_edge(answer->text->sentences_n - 1 - sentence, answer->text->sentences_n);
    out->at[EVIDENCE_figure] = has_number(answer->text, at->from, at->from + at->n, NULL);
    for (size_t i = at->from; i < at->from + at->n; i++)
        out->at[EVIDENCE_concrete] += answer->text->words[i].meaning.thing == THING_CONCRETE;
    out->at[EVIDENCE_concrete] = fmin(1, out->at[EVIDENCE_concrete] / FULL_PAIRS);
    out->at[EVIDENCE_past] = marker_story_past(answer, sentence);
    out->at[EVIDENCE_rare] = marker_story_tells(answer, sentence);
}

/* What needs no other sentence or anchor. */
static void measure(const struct marker_answer *answer, const struct marker_wanted *wanted, size_t which,
                    size_t sentence, struct marker_evidence *out)
{
    const struct wanted_anchor *anchor = &wanted->anchors[which];
    const struct standing at = stand(answer, wanted, anchor, sentence);
    out->at[EVIDENCE_one] = 1;
    out->at[EVIDENCE_covers] = at.covers;
    out->at[EVIDENCE_close] = at.close;
    out->at[EVIDENCE_second] = at.second;
    out->at[EVIDENCE_shown] = anchor->shown[sentence];
    out->at[EVIDENCE_amount] = amount(wanted, which, sentence);
    out->at[EVIDENCE_pattern] = anchor->pattern[sentence];
    out->at[EVIDENCE_wrong] = at.wrong;
    out->at[EVIDENCE_wronger] = fmax(0, at.wrong - at.close);
    out->at[EVIDENCE_pairs] = pairs(wanted, at.closest, sentence);
    out->at[EVIDENCE_length] = log1p((double)answer->text->sentences[sentence].n);
    out->at[EVIDENCE_denied] = at.denied;
    out->at[EVIDENCE_numbers] = other_numbers(answer, sentence, at.closest->read);
    out->at[EVIDENCE_turned] =
        at.close > 0 && marker_turn_is(answer->cues, answer->text, sentence, at.closest->read);
    out->at[EVIDENCE_empty] =
        (answer->signs[sentence] & (1U << CUE_EMPTY | 1U << CUE_HEDGE | 1U << CUE_REFUSE)) != 0;
    out->at[EVIDENCE_asked] = asked(answer->text, &answer->text->sentences[sentence]);
    measure_form(answer, sentence, out);
}

/* What others are: the anchors beside this one, and its other sentences. */
static void compare(const struct marker_answer *answer, const struct marker_wanted *wanted, size_t which,
                    struct marker_evidence *all)
{
    const size_t n = answer->text->sentences_n;
    struct marker_evidence *mine = &all[which * n];
    double best = 0;
    for (size_t s = 0; s < n; s++)
        best = fmax(best, mine[s].at[EVIDENCE_close]);
    for (size_t s = 0; s < n; s++) {
        double other = 0;
        for (size_t i = 0; i < wanted->anchors_n; i++)
            if (i != which)
                other = fmax(other, all[i * n + s].at[EVIDENCE_close]);
        mine[s].at[EVIDENCE_other] = other;
        mine[s].at[EVIDENCE_othered] = fmax(0, other - mine[s].at[EVIDENCE_close]);
        mine[s].at[EVIDENCE_rank] = best > 0 && mine[s].at[EVIDENCE_close] >= best;
    }
}

struct marker_evidence *marker_evidence_find(const struct marker_answer *answer,
                                             const struct marker_wanted *wanted)
{
    const size_t n = answer->text->sentences_n;
    struct marker_evidence *all = arena_array(answer->arena, wanted->anchors_n * n + 1, sizeof *all);
    for (size_t i = 0; i < wanted->anchors_n; i++)
        for (size_t s = 0; s < n; s++)
            measure(answer, wanted, i, s, &all[i * n + s]);
    for (size_t i = 0; i < wanted->anchors_n; i++)
        compare(answer, wanted, i, all);
    return all;
}
