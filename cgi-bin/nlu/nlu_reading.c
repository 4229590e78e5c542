#include "nlu/nlu_reading.h"
#include <ctype.h>
#include <string.h>

/* A sentence as words and their classes. */

static bool word_char(char letter)
{
    return isalnum((unsigned char)letter) || (unsigned char)letter >= 0x80;
}

/* The end of the word that begins at a place: "c++", "ci/cd", "node.js" and "i've" are one. */
static const char *word_end(const char *at)
{
    while (word_char(*at) || *at == '+' || *at == '#' || (strchr("'-./&", *at) && *at && word_char(at[1])))
        at++;
    return at;
}

static size_t tokens_within(const struct nlu_reading *reading, size_t from, const char *end)
{
    size_t n = 0;
    while (from + n < reading->n && reading->tokens[from + n].at < end)
        n++;
    return n;
}

/* Where each phrase of a class stands. */
static void mark_class(struct nlu_reading *reading, enum phrase_list class)
{
    const char *const *phrases = nlu_phrases(reading->heard, class);
    const uint32_t *initials = phrases_initials(library_phrases(reading->heard->library), class);
    for (size_t i = 0; phrases[i]; i++) {
        for (size_t k = 0; k < reading->n; k++) {
            struct nlu_token *token = &reading->tokens[k];
            if (token->mark || !phrase_may_begin(initials[i], *token->at))
                continue;
            const size_t length = nlu_stands(reading->heard, token->at, phrases[i]);
            const size_t n = length ? tokens_within(reading, k, token->at + length) : 0;
            if (n > token->reach[class - CLASS_FIRST])
                token->reach[class - CLASS_FIRST] = (unsigned char)n;
        }
    }
}

/* "ugh", "lol": they part clauses, as a mark does. */
static void mark_cries(struct nlu_reading *reading)
{
    for (size_t i = 0; i < reading->n; i++)
        for (size_t n = nlu_says_at(reading, i, HEAR_CLAUSE_CRIES); n > 0; n--)
            reading->tokens[i + n - 1].mark = '~';
}

static size_t count_tokens(const char *at)
{
    size_t n = 0;
    while (*(at += strspn(at, " \"")) != '\0') {
        at = word_char(*at) ? word_end(at) : at + 1;
        n++;
    }
    return n;
}

struct nlu_reading nlu_read(struct nlu *heard)
{
    if (heard->reading && heard->reading->folded == heard->folded) {
        heard->reading->heard = heard;
        return *heard->reading;
    }
    const char *at = heard->folded;
    const size_t n = count_tokens(at);
    struct nlu_reading reading = {.heard = heard,
                                  .folded = heard->folded,
                                  .tokens = arena_array(heard->arena, n + 1, sizeof *reading.tokens),
                                  .n = n,
                                  .taken = arena_alloc(heard->arena, sizeof *reading.taken)};
    *reading.taken = 0;
    for (size_t i = 0; i < n; i++) {
        struct nlu_token *token = &reading.tokens[i];
        memset(token, 0, sizeof *token);
        token->at = at += strspn(at, " \"");
        token->end = at = word_char(*at) ? word_end(at) : at + 1;
        if (!word_char(*token->at))
            token->mark = *token->at == '=' ? ':' : *token->at;
    }
    for (int which = CLASS_FIRST; which <= CLASS_LAST; which++)
        mark_class(&reading, (enum phrase_list)which);
    mark_cries(&reading);
    nlu_quote(&reading);
    nlu_resume(&reading);
    heard->reading = arena_alloc(heard->arena, sizeof reading);
    *heard->reading = reading;
    return reading;
}
