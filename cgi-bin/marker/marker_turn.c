#include "marker/marker_turn.h"
#include "base/text.h"
#include <string.h>

enum { MOST_MOVES = 8, REACH = 6 };

static const double TELLS = 0.35; /* a word of this weight or more may be what rises or falls */

/* What rises (1) or falls (-1). */
struct move {
    const char *stem;
    int way;
};

/* -1, 0 or 1: the way that a word goes. */
static int way_of(const struct marker_cues *cues, const struct marker_word *word)
{
    return marker_cues_way(cues, word->stem);
}

/* The nearest word that tells something, before the move within reach, else after it. */
static const char *mover(const struct marker_cues *cues, const struct marker_text *text, size_t from,
                         size_t to, size_t at)
{
    for (size_t i = at; i-- > from && at - i <= REACH;)
        if (text->words[i].weight >= TELLS && way_of(cues, &text->words[i]) == 0)
            return text->words[i].stem;
    for (size_t i = at + 1; i < to && i - at <= REACH; i++)
        if (text->words[i].weight >= TELLS && way_of(cues, &text->words[i]) == 0)
            return text->words[i].stem;
    return NULL;
}

static size_t find_moves(const struct marker_cues *cues, const struct marker_text *text, size_t from,
                         size_t to, struct move out[MOST_MOVES])
{
    size_t n = 0;
    for (size_t i = from; i < to && n < MOST_MOVES; i++) {
        int way = way_of(cues, &text->words[i]);
        if (way == 0)
            continue;
        if (text->words[i].denied)
            way = -way;
        const char *stem = mover(cues, text, from, to, i);
        if (stem)
            out[n++] = (struct move){stem, way};
    }
    return n;
}

static int way_in(const struct move *moves, size_t n, const char *stem)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(moves[i].stem, stem) == 0)
            return moves[i].way;
    return 0;
}

/* Of what moves in both: all the same way, or all the other way ("falls when ... rises" is "rises when ...
 * falls"), is the same. */
static bool turns(const struct move *mine, size_t n, const struct move *theirs, size_t their_n)
{
    size_t same = 0, other = 0;
    for (size_t i = 0; i < n; i++) {
        const int way = way_in(theirs, their_n, mine[i].stem);
        same += way == mine[i].way;
        other += way == -mine[i].way;
    }
    return other > 0 && (same > 0 || other == 1);
}

/* ---- cause and effect ---- */

struct sides {
    size_t from, middle, to;
    int order; /* 1: the cause stands first; -1: it stands last; 0: no cause */
};

static struct sides find_sides(const struct marker_cues *cues, const struct marker_text *text, size_t from,
                               size_t to)
{
    for (size_t i = from + 1; i + 1 < to; i++) {
        const int order = marker_cues_cause(cues, text->words[i].stem);
        if (order)
            return (struct sides){from, i, to, order};
    }
    return (struct sides){from, to, to, 0};
}

static bool stands_in(const struct marker_text *text, size_t from, size_t to, const char *stem)
{
    for (size_t i = from; i < to; i++)
        if (strcmp(text->words[i].stem, stem) == 0)
            return true;
    return false;
}

/* How many telling words of [from, to) stand in another text's part. */
static size_t shared(const struct marker_text *text, size_t from, size_t to, const struct marker_text *other,
                     size_t other_from, size_t other_to)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++)
        n += text->words[i].weight >= TELLS && stands_in(other, other_from, other_to, text->words[i].stem);
    return n;
}

static bool swaps(const struct marker_text *text, struct sides mine, const struct marker_text *other,
                  struct sides theirs)
{
    if (mine.order == 0 || theirs.order == 0)
        return false;
    const size_t straight = shared(text, mine.from, mine.middle, other, theirs.from, theirs.middle) +
                            shared(text, mine.middle, mine.to, other, theirs.middle, theirs.to),
                 crossed = shared(text, mine.from, mine.middle, other, theirs.middle, theirs.to) +
                           shared(text, mine.middle, mine.to, other, theirs.from, theirs.middle);
    if (mine.order == theirs.order)
        return crossed >= 2 && crossed > 2 * straight;
    return straight >= 2 && straight > 2 * crossed;
}

bool marker_turn_is(const struct marker_cues *cues, const struct marker_text *text, size_t sentence,
                    const struct marker_text *other)
{
    struct move mine[MOST_MOVES], theirs[MOST_MOVES];
    const size_t from = text->sentences[sentence].from, to = from + text->sentences[sentence].n,
                 n = find_moves(cues, text, from, to, mine),
                 their_n = find_moves(cues, other, 0, other->n, theirs);
    if (turns(mine, n, theirs, their_n))
        return true;
    return swaps(text, find_sides(cues, text, from, to), other, find_sides(cues, other, 0, other->n));
}
