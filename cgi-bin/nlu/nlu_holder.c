#include "nlu/nlu_reading.h"

/* Whose it is what a clause says, and whether it is denied, past or only imagined: read off the words before
 * it. */

/* Is it asked or imagined, not told? */
bool nlu_only_imagined(const struct nlu_reading *reading, size_t from, size_t at)
{
    while (from > 0 && !nlu_mark_at(reading, from - 1))
        from--;
    for (size_t i = from; i < at; i++)
        if (nlu_says_at(reading, i, HEAR_CLAUSE_OPEN_MOODS) &&
            !nlu_says_at(reading, i, HEAR_CLAUSE_SAID_ANYWAY))
            return true;
    size_t end = at;
    while (end < reading->n && !nlu_mark_at(reading, end))
        end++;
    return nlu_mark_at(reading, end) == '?' && nlu_says_at(reading, from, HEAR_CLAUSE_QUESTIONS);
}

/* Whose it is where the subject isn't beside it: "the advert wants somebody strong in Excel". */
static void find_holder(const struct nlu_reading *reading, struct nlu_before *before)
{
    bool crossed = false;
    for (size_t at = before->from; at > 0; at--) {
        const size_t token = at - 1;
        if (nlu_mark_at(reading, token) == ',') {
            crossed = true;
            continue;
        }
        if (nlu_mark_at(reading, token) || nlu_word_is(reading, token, "but"))
            return;
        if (nlu_says_at(reading, token, HEAR_CLAUSE_WRITER)) {
            before->mine = !crossed;
            return;
        }
        if (!nlu_says_at(reading, token, HEAR_CLAUSE_OTHERS))
            continue;
        bool said = !crossed || nlu_says_in(reading, token, before->from, HEAR_CLAUSE_DEMANDS);
        for (size_t i = token; i < before->from && !said; i++)
            said = nlu_frame_at(reading, i);
        before->others = said;
        return;
    }
}

/* Takes in the words that end at before->from, if they only go with a core: "am really not". */
static bool take_helper(const struct nlu_reading *reading, struct nlu_before *before)
{
    const size_t end = before->from;
    size_t begin;
    if (!nlu_ends_at(reading, end, HEAR_CLAUSE_HELPERS, &begin) &&
        !nlu_ends_at(reading, end, HEAR_CLAUSE_RARELY, &begin))
        return false;
    if (nlu_says_in(reading, begin, end, HEAR_CLAUSE_DENIALS) &&
        !nlu_says_at(reading, begin, HEAR_CLAUSE_NO_DENIALS))
        before->denied = true;
    before->past = before->past || nlu_says_in(reading, begin, end, HEAR_CLAUSE_PAST);
    before->never = before->never || nlu_word_is(reading, begin, "never");
    before->is = before->is || nlu_says_in(reading, begin, end, HEAR_CLAUSE_BE);
    before->from = begin;
    return true;
}

struct nlu_before nlu_look_before(const struct nlu_reading *reading, size_t at)
{
    struct nlu_before before = {.from = at};
    while (before.from > 0 && !nlu_mark_at(reading, before.from - 1)) {
        const size_t token = before.from - 1;
        if (nlu_says_at(reading, token, HEAR_CLAUSE_WRITER)) {
            before.mine = before.near = true;
            before.is = before.is || nlu_says_at(reading, token, HEAR_CLAUSE_BE);
            before.from = token;
            break;
        }
        if (!take_helper(reading, &before))
            break;
    }
    size_t doubt; /* "I don't think I'm good at it" */
    if (before.mine && nlu_ends_at(reading, before.from, HEAR_CLAUSE_DOUBTS, &doubt))
        before.denied = !before.denied;
    if (!before.mine)
        find_holder(reading, &before);
    return before;
}
