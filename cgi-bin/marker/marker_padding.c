#include "marker/marker_padding.h"
#include "base/buf.h"
#include "marker/marker_story.h"

enum { SHORTEST = 10 }; /* shorter sentences may be what a person says who has little to add */

static const double COMMON = 0.4; /* a word of this weight or less is everybody's */
static const double ENOUGH = 0.3; /* beyond that, in all, a sentence says something of its own */

static bool is_padding(const struct marker_answer *answer, size_t sentence)
{
    const struct marker_sentence *at = &answer->text->sentences[sentence];
    double own = 0;
    if (at->n < SHORTEST || marker_story_past(answer, sentence))
        return false;
    for (size_t i = at->from; i < at->from + at->n; i++) {
        const struct marker_word *word = &answer->text->words[i];
        if (word->number)
            return false;
        if (!word->in_cue && word->weight > COMMON)
            own += word->weight - COMMON;
    }
    return own < ENOUGH;
}

const char *marker_padding_without(const struct marker_answer *answer)
{
    struct buf rest = buf_new(answer->arena, 1 << 20);
    bool any = false;
    for (size_t s = 0; s < answer->text->sentences_n; s++) {
        if (is_padding(answer, s))
            any = true;
        else
            buf_printf(&rest, "%s\n\n", answer->text->sentences[s].text);
    }
    return any && rest.len ? rest.data : NULL;
}
