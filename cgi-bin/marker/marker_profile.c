#include "marker/marker_profile.h"
#include "base/num.h"
#include "base/text.h"
#include "marker/marker_story.h"
#include <math.h>
#include <string.h>

static const double EACH = 7; /* one in so many words is all that there can be */

const char *marker_profile_name(enum profile which)
{
    static const char *const names[] = {
#define PROFILE_NAME(name) #name,
        PROFILE(PROFILE_NAME)
#undef PROFILE_NAME
    };
    return names[which];
}

/* A count of so many or more is all that there can be. */
static double up_to(double count, double most)
{
    return fmin(1, count / most);
}

/* Capital letters inside a sentence: people, places, products. "I" is none. */
static size_t capitals(const struct marker_text *text)
{
    size_t n = 0;
    for (size_t s = 0; s < text->sentences_n; s++)
        for (const char *p = text->sentences[s].text; (p = strchr(p, ' ')) != NULL; p++)
            n += p[1] >= 'A' && p[1] <= 'Z' && p[2] >= 'a' && p[2] <= 'z';
    return n;
}

static double share_with(const struct marker_answer *answer, enum marker_cue cue)
{
    size_t n = 0;
    for (size_t s = 0; s < answer->text->sentences_n; s++)
        n += (answer->signs[s] & (1U << cue)) != 0;
    return num_share((double)n, (double)answer->text->sentences_n);
}

static double share_past(const struct marker_answer *answer)
{
    size_t n = 0;
    for (size_t s = 0; s < answer->text->sentences_n; s++)
        n += marker_story_past(answer, s);
    return num_share((double)n, (double)answer->text->sentences_n);
}

/* How few words stand together before a comma, an end or a joining word: in a list one or two. */
static double broken(const struct marker_text *text)
{
    static const char *const joins[] = {"and", "or", "also", "plus"};
    size_t breaks = 0, words = 0;
    for (size_t s = 0; s < text->sentences_n; s++) {
        const struct marker_sentence *at = &text->sentences[s];
        breaks++;
        for (const char *p = at->text; *p; p++)
            breaks += *p == ',' || *p == ':' || *p == '/';
        for (size_t i = at->from; i < at->from + at->n; i++) {
            const bool joined = text_among(joins, sizeof joins / sizeof *joins, text->words[i].word);
            breaks += joined;
            words += !joined;
        }
    }
    return fmin(1, fmax(0, (6 - num_share((double)words, (double)breaks)) / 4));
}

/* Of all that the answer says of what shows its anchors. */
static double denied(const struct marker_answer *answer, const struct marker_wanted *wanted)
{
    double said = 0, not_so = 0;
    for (size_t i = 0; i < wanted->n; i++) {
        const struct wanted_word *word = &wanted->words[i];
        for (size_t s = 0; s < answer->text->sentences_n && word->anchors; s++) {
            said += word->weight * word->hits[s].undenied;
            not_so += word->weight * (word->hits[s].undenied - word->hits[s].sure);
        }
    }
    return num_share(not_so, said);
}

/* Figures, and how the telling words stand to the question, the anchors and each other. */
struct told {
    double telling, rare, first, asked, wanted;
    size_t numbers, concrete, abstract;
};

static bool is_wanted(const struct marker_wanted *wanted, const char *stem)
{
    for (size_t i = 0; i < wanted->anchors_n; i++) {
        const struct wanted_anchor *anchor = &wanted->anchors[i];
        if (marker_text_find(anchor->text.read, stem, strlen(stem), 0) >= 0 ||
            marker_text_find(anchor->name.read, stem, strlen(stem), 0) >= 0)
            return true;
    }
    return false;
}

static struct told count(const struct marker_answer *answer, const struct marker_wanted *wanted)
{
    const struct marker_text *text = answer->text;
    struct told out = {0};
    for (size_t i = 0; i < text->n; i++) {
        const struct marker_word *word = &text->words[i];
        out.numbers += word->number;
        out.concrete += word->meaning.thing == THING_CONCRETE;
        out.abstract += word->meaning.thing == THING_ABSTRACT;
        if (word->weight <= 0)
            continue;
        out.telling++;
        out.rare += word->weight;
        out.first += marker_text_find(text, word->stem, strlen(word->stem), 0) == (int)i;
        out.asked += word->asked;
        out.wanted += word->asked || is_wanted(wanted, word->stem);
    }
    return out;
}

/* How many of the words that a story on the question has. 1 where nobody knows them. */
static double about(const struct marker_answer *answer, const struct question_examples *known)
{
    size_t n = 0;
    if (!known || known->about_n == 0)
        return 1;
    for (size_t i = 0; i < known->about_n; i++) {
        const struct marker_text *phrase =
            marker_text_library(answer->vocabulary, answer->arena, known->about[i], NULL);
        int at = -1;
        if (phrase->n > 0)
            at = marker_text_find(answer->text, phrase->words[0].stem, strlen(phrase->words[0].stem), 0);
        for (; at >= 0; at = marker_text_again(answer->text, at)) {
            size_t k = 0;
            while (k < phrase->n && (size_t)at + k < answer->text->n &&
                   strcmp(answer->text->words[(size_t)at + k].stem, phrase->words[k].stem) == 0)
                k++;
            if (k < phrase->n)
                continue;
            n++;
            break;
        }
    }
    return up_to((double)n, 3);
}

struct marker_profile marker_profile_find(const struct marker_answer *answer,
                                          const struct marker_wanted *wanted,
                                          const struct question_examples *known)
{
    const struct marker_text *text = answer->text;
    const struct told told = count(answer, wanted);
    const double words = (double)text->n;
    struct marker_profile out = {0};
    out.at[PROFILE_one] = 1;
    out.at[PROFILE_numbers] = up_to((double)told.numbers, 5);
    out.at[PROFILE_names] = up_to((double)capitals(text), 5);
    out.at[PROFILE_own] = share_with(answer, CUE_OWN);
    out.at[PROFILE_we] = share_with(answer, CUE_WE);
    out.at[PROFILE_past] = share_past(answer);
    out.at[PROFILE_habit] = share_with(answer, CUE_HABIT);
    out.at[PROFILE_hedge] = fmin(1, num_share(10.0 * answer->count[CUE_HEDGE], words));
    out.at[PROFILE_vague] = fmin(1, num_share(10.0 * answer->count[CUE_VAGUE], words));
    out.at[PROFILE_boast] = up_to(answer->count[CUE_BOAST], 3);
    out.at[PROFILE_empty] = share_with(answer, CUE_EMPTY);
    out.at[PROFILE_situation] = answer->count[CUE_SITUATION] > 0;
    out.at[PROFILE_task] = answer->count[CUE_TASK] > 0;
    out.at[PROFILE_outcome] = answer->count[CUE_OUTCOME] > 0;
    out.at[PROFILE_lesson] = answer->count[CUE_LESSON] > 0;
    out.at[PROFILE_reason] = up_to(answer->count[CUE_REASON], 2);
    out.at[PROFILE_example] = answer->count[CUE_EXAMPLE] > 0;
    out.at[PROFILE_told] = marker_story_told(answer);
    out.at[PROFILE_concrete] = fmin(1, num_share(EACH * (double)told.concrete, words));
    out.at[PROFILE_abstract] = fmin(1, num_share(EACH * (double)told.abstract, words));
    out.at[PROFILE_rare] = num_share(told.rare, told.telling);
    out.at[PROFILE_distinct] = num_share(told.first, told.telling);
    out.at[PROFILE_asked] = num_share(told.asked, told.telling);
    out.at[PROFILE_wanted] = num_share(told.wanted, told.telling);
    out.at[PROFILE_speech] = answer->count[CUE_SPEECH] > 0;
    out.at[PROFILE_time] = up_to(answer->count[CUE_TIME], 3);
    out.at[PROFILE_broken] = broken(text);
    out.at[PROFILE_denied] = denied(answer, wanted);
    out.at[PROFILE_about] = about(answer, known);
    return out;
}
