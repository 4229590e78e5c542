#include "nlu/nlu_reading.h"
#include <string.h>

/* What stands where in a sentence that was taken apart. */

size_t nlu_says_at(const struct nlu_reading *reading, size_t at, enum phrase_list class)
{
    return at < reading->n ? reading->tokens[at].reach[class - CLASS_FIRST] : 0;
}

bool nlu_ends_at(const struct nlu_reading *reading, size_t end, enum phrase_list class, size_t *begin)
{
    enum { LONGEST = 8 };
    bool found = false;
    for (size_t at = end; at > 0 && end - (at - 1) <= LONGEST; at--)
        if (nlu_says_at(reading, at - 1, class) == end - (at - 1)) {
            *begin = at - 1;
            found = true;
        }
    return found;
}

bool nlu_says_in(const struct nlu_reading *reading, size_t from, size_t to, enum phrase_list class)
{
    for (size_t at = from; at < to; at++)
        if (nlu_says_at(reading, at, class))
            return true;
    return false;
}

char nlu_mark_at(const struct nlu_reading *reading, size_t at)
{
    return at < reading->n ? reading->tokens[at].mark : '.';
}

bool nlu_word_is(const struct nlu_reading *reading, size_t at, const char *word)
{
    const size_t n = strlen(word);
    return at < reading->n && (size_t)(reading->tokens[at].end - reading->tokens[at].at) == n &&
           strncmp(reading->tokens[at].at, word, n) == 0;
}

bool nlu_joint_at(const struct nlu_reading *reading, size_t at)
{
    const char mark = nlu_mark_at(reading, at);
    return mark == ',' || mark == '&' || mark == '/' || nlu_word_is(reading, at, "and") ||
           nlu_word_is(reading, at, "or");
}

char *nlu_text_of(const struct nlu_reading *reading, size_t from, size_t to)
{
    if (from >= to || to > reading->n)
        return arena_copy(reading->heard->arena, "");
    return nlu_words(reading->heard, reading->tokens[from].at, reading->tokens[to - 1].end);
}
