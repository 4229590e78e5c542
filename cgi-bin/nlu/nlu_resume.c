#include "nlu/nlu_reading.h"
#include <ctype.h>

/* "Budgets, those I'm good at", "budgets, they scare me", "budgets, that's what scares me": the pronoun takes
 * up what stands before the comma. Read without it, the clause is like any other: "budgets I'm good at",
 * "budgets is what scares me". The same with what is only thrown in: "budgets, on the other hand, I hate". */

enum { MOST_TAKEN_UP = 10 };

struct rewrite {
    struct nlu_reading *reading;
    struct nlu_token *out;
    size_t n;
};

static void keep(struct rewrite *rewrite, const struct nlu_token *token)
{
    rewrite->out[rewrite->n++] = *token;
}

static bool says(const struct nlu_token *token, enum phrase_list class)
{
    return token->reach[class - CLASS_FIRST] > 0;
}

/* Puts a break before what was kept at a place. */
static void part_at(struct rewrite *rewrite, size_t at)
{
    for (size_t i = rewrite->n; i > at; i--)
        rewrite->out[i] = rewrite->out[i - 1];
    rewrite->n++;
    struct nlu_token parting = {.at = rewrite->out[at + 1].at, .end = rewrite->out[at + 1].at, .mark = '-'};
    rewrite->out[at] = parting;
}

/* The doing that a clause ends in: "I'm used to calming parents". */
static bool part_doing(struct rewrite *rewrite, size_t from)
{
    for (size_t at = rewrite->n; at > from + 1; at--) {
        const struct nlu_token *token = &rewrite->out[at - 1];
        const bool doing = token->end - token->at > 4 && token->end[-1] == 'g' && token->end[-2] == 'n' &&
                           token->end[-3] == 'i';
        if (!doing || says(token - 1, HEAR_CLAUSE_BE) || says(token - 1, HEAR_CLAUSE_DETERMINERS))
            continue;
        part_at(rewrite, at - 1);
        return true;
    }
    return false;
}

/* What they did so often: "I've led fifty tours". */
static bool part_object(struct rewrite *rewrite, size_t from)
{
    size_t at = from;
    while (at < rewrite->n && !says(&rewrite->out[at], HEAR_CLAUSE_WRITER))
        at++;
    at++;
    while (at < rewrite->n && says(&rewrite->out[at], HEAR_CLAUSE_HELPERS))
        at++;
    at++; /* the verb */
    while (at < rewrite->n && (says(&rewrite->out[at], HEAR_CLAUSE_AMOUNTS) ||
                               isdigit((unsigned char)*rewrite->out[at].at) || rewrite->out[at].mark))
        at++;
    if (at >= rewrite->n)
        return false;
    for (size_t i = at; i < rewrite->n; i++)
        if (says(&rewrite->out[i], HEAR_CLAUSE_FINITE) || says(&rewrite->out[i], HEAR_CLAUSE_STOPS))
            return false;
    part_at(rewrite, at);
    return true;
}

/* Does what was kept end in something that a pronoun may take up? */
static bool is_named(struct rewrite *rewrite, bool part)
{
    size_t from = rewrite->n;
    if (!from || says(&rewrite->out[from - 1], HEAR_CLAUSE_RESUMES))
        return false;
    bool told = false, mine = false;
    while (from > 0 && !rewrite->out[from - 1].mark) {
        const struct nlu_token *token = &rewrite->out[--from];
        if (says(token, HEAR_CLAUSE_OTHER_FACTS) || says(token, HEAR_CLAUSE_WHAT))
            return false;
        mine = mine || says(token, HEAR_CLAUSE_WRITER);
        told = told || says(token, HEAR_CLAUSE_FINITE) ||
               (says(token, HEAR_CLAUSE_OTHERS) && !says(token, HEAR_CLAUSE_CLIENTS));
    }
    const struct nlu_token *last = &rewrite->out[rewrite->n - 1];
    if (last->end - last->at > 3 && last->end[-1] == 'd' && last->end[-2] == 'e') /* "my shift ended, ..." */
        return false;
    if (told || mine)
        return mine && (part_doing(rewrite, from) || (part && part_object(rewrite, from)));
    return rewrite->n > from && rewrite->n - from <= MOST_TAKEN_UP;
}

/* Does a clause begin at a token of the sentence as it was? */
static bool begins_clause(const struct nlu_reading *reading, size_t at)
{
    static const enum phrase_list classes[] = {HEAR_CLAUSE_WRITER, HEAR_CLAUSE_HELPERS, HEAR_CLAUSE_SCARES,
                                               HEAR_CLAUSE_WANTS_WORK, HEAR_CLAUSE_FLOWS};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (nlu_says_at(reading, at, classes[i]))
            return true;
    return false;
}

/* "so that part", "and this bit" */
static bool part_behind(const struct nlu_reading *reading, size_t at)
{
    return (nlu_word_is(reading, at, "so") || nlu_word_is(reading, at, "and") ||
            nlu_word_is(reading, at, "but")) &&
           nlu_says_at(reading, at + 1, HEAR_CLAUSE_RESUMES) > 1 && nlu_word_is(reading, at + 1, "that");
}

/* The tokens of a mark and what is thrown in behind it, up to the mark that ends it; 0: nothing is. */
static size_t thrown_in(const struct nlu_reading *reading, size_t at)
{
    const size_t length = nlu_says_at(reading, at + 1, HEAR_CLAUSE_THROWN_IN);
    if (!length || nlu_mark_at(reading, at + 1 + length) != ',')
        return 0;
    const bool pronoun = nlu_says_at(reading, at + length + 2, HEAR_CLAUSE_RESUMES) ||
                         nlu_says_at(reading, at + length + 2, HEAR_CLAUSE_RESUMES_BEING);
    return pronoun ? length + 1 : length + 2; /* the second comma parts "..., well, that's hard" */
}

/* "..., it's the theory that scares me": what follows is named there, not before. */
static bool cleft_at(const struct nlu_reading *reading, size_t at)
{
    static const char *const begins[] = {"the", "my", "not", "when", "these", "those"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (nlu_word_is(reading, at, begins[i]))
            return nlu_says_at(reading, at, HEAR_CLAUSE_WHAT) < 2;
    return false;
}

/* Skips a mark and the pronoun behind it; where the sentence goes on, `at` when nothing is taken up. */
static size_t take_up(struct rewrite *rewrite, size_t at)
{
    const struct nlu_reading *reading = rewrite->reading;
    const size_t pronoun = nlu_says_at(reading, at + 1, HEAR_CLAUSE_RESUMES),
                 with_is = nlu_says_at(reading, at + 1, HEAR_CLAUSE_RESUMES_BEING);
    if (pronoun > with_is) {
        const size_t behind = at + 1 + pronoun;
        if (!begins_clause(reading, behind) || !is_named(rewrite, pronoun > 1))
            return at;
        reading->tokens[behind].takes_up = true;
        return behind;
    }
    if (!with_is || cleft_at(reading, at + 1 + with_is) || !is_named(rewrite, with_is > 2))
        return at;
    struct nlu_token is = reading->tokens[at + with_is];
    for (size_t i = 0; i < CLASSES; i++)
        is.reach[i] = 0;
    is.reach[HEAR_CLAUSE_BE - CLASS_FIRST] = is.reach[HEAR_CLAUSE_HELPERS - CLASS_FIRST] =
        is.reach[HEAR_CLAUSE_EQUALS - CLASS_FIRST] = is.reach[HEAR_CLAUSE_FINITE - CLASS_FIRST] = 1;
    keep(rewrite, &is);
    return at + 1 + with_is;
}

/* Is there anything to be left out? */
static bool anything(const struct nlu_reading *reading)
{
    for (size_t at = 1; at < reading->n; at++) {
        const bool pronoun = nlu_says_at(reading, at + 1, HEAR_CLAUSE_RESUMES) ||
                             nlu_says_at(reading, at + 1, HEAR_CLAUSE_RESUMES_BEING);
        if ((nlu_mark_at(reading, at) && (pronoun || thrown_in(reading, at))) || part_behind(reading, at))
            return true;
    }
    return false;
}

void nlu_resume(struct nlu_reading *reading)
{
    if (!anything(reading))
        return;
    struct rewrite rewrite = {
        .reading = reading,
        .out = arena_array(reading->heard->arena, 2 * reading->n + 1, sizeof *rewrite.out)};
    for (size_t at = 0; at < reading->n;) {
        const char mark = nlu_mark_at(reading, at);
        size_t behind = at;
        if (at > 0 && mark == ',')
            behind += thrown_in(reading, at);
        if (behind == at && at > 0 && (mark == ',' || mark == ':' || mark == '-' || part_behind(reading, at)))
            behind = take_up(&rewrite, at);
        if (behind == at)
            keep(&rewrite, &reading->tokens[at++]);
        at = behind > at ? behind : at;
    }
    reading->tokens = rewrite.out;
    reading->n = rewrite.n;
}

/* ---- what is quoted ---- */

/* Behind the quotation that begins at a token, if it has a verb or a person in it; 0: none does. */
static size_t saying_end(const struct nlu_reading *reading, size_t from)
{
    const struct nlu_token *first = &reading->tokens[from];
    if (first->at == reading->folded || first->at[-1] != '"')
        return 0;
    size_t end = from;
    while (end < reading->n && *reading->tokens[end].end != '"')
        end++;
    if (end >= reading->n || end == from)
        return 0;
    return nlu_says_in(reading, from, end + 1, HEAR_CLAUSE_FINITE) ||
                   nlu_says_in(reading, from, end + 1, HEAR_CLAUSE_ME) ||
                   nlu_says_in(reading, from, end + 1, HEAR_CLAUSE_OTHERS)
               ? end + 1
               : 0;
}

void nlu_quote(struct nlu_reading *reading)
{
    size_t n = 0;
    for (size_t at = 0; at < reading->n; n++) {
        const size_t end = saying_end(reading, at);
        struct nlu_token token = reading->tokens[at];
        if (end) {
            for (size_t i = 0; i < CLASSES; i++)
                token.reach[i] = 0;
            token.mark = 0;
            token.end = reading->tokens[end - 1].end;
        }
        at = end ? end : at + 1;
        reading->tokens[n] = token;
    }
    reading->n = n;
}
