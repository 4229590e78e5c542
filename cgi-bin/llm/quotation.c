#include "llm/quotation.h"
#include "base/plain.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>

/* Pairs of quotation marks, as they are set and as they are typed. */
static const struct quotation_pair {
    const char *open, *close[2];
    bool apostrophe; /* what closes it stands within words too */
} pairs[] = {
    {"“", {"”", "\""}, false}, {"\"", {"\"", "”"}, false}, {"„", {"“", "”"}, false},
    {"«", {"»", NULL}, false}, {"‘", {"’", NULL}, true},   {"'", {"'", NULL}, true},
};

static bool begins(const char *at, const char *sign)
{
    return strncmp(at, sign, strlen(sign)) == 0;
}

static bool is_blank(const char *at)
{
    return *at == ' ' || *at == '\n' || *at == '\t' || *at == '\r';
}

/* A typed mark opens nothing behind a word, nor in markup: x="y". */
static bool may_open_behind(const char *text, const char *at)
{
    return at == text || is_blank(at - 1) || strchr("([{-/:\"'", at[-1]) || (unsigned char)at[-1] >= 0x80;
}

/* "'90s", "'til": an apostrophe for what is left out. */
static bool is_elision(const char *at)
{
    static const char *const words[] = {"em", "til", "cause", "tis", "twas", "n"};
    if (*at++ != '\'')
        return false;
    if (isdigit((unsigned char)at[0]) && isdigit((unsigned char)at[1]))
        return !plain_word_at(at + 2) || at[2] == 's';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (begins(at, words[i]) && !plain_word_at(at + strlen(words[i])))
            return true;
    return false;
}

static bool opens(const char *text, const char *at, const struct quotation_pair *pair)
{
    if (!begins(at, pair->open) || plain_word_before(text, at) || !may_open_behind(text, at) ||
        is_elision(at))
        return false;
    const char *next = at + strlen(pair->open);
    return *next && !is_blank(next);
}

/* The quotation's next possible end at or behind a place. */
static bool ends(struct quotation *quotation, const char *at)
{
    const struct quotation_pair *pair = quotation->pair;
    for (; *at; at++)
        for (size_t i = 0; i < 2 && pair->close[i]; i++) {
            const char *behind = at + strlen(pair->close[i]);
            if (!begins(at, pair->close[i]) ||
                (pair->apostrophe && (plain_word_at(behind) || is_blank(at - 1))))
                continue;
            quotation->to = at;
            quotation->behind = behind;
            return true;
        }
    return false;
}

bool quotation_next(const char *text, const char *at, struct quotation *out)
{
    for (; *at; at++)
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
            if (!opens(text, at, &pairs[i]))
                continue;
            *out = (struct quotation){.pair = &pairs[i], .open = at, .from = at + strlen(pairs[i].open)};
            if (ends(out, out->from))
                return true;
        }
    return false;
}

bool quotation_longer(struct quotation *quotation)
{
    return quotation->pair->apostrophe && ends(quotation, quotation->behind);
}

/* ---- whose words they are said to be ---- */

/* What says that the person said it, if it is among the last n words before the quotation. */
static const struct {
    const char *words;
    size_t within;
} claims[] = {
    {" you said ", 4}, {" you wrote ", 4},  {" you mentioned ", 4},
    {" you told ", 4}, {" you called ", 4}, {" your ", 3},
};

/* What says that they might say it. */
static const char *const suggestions[] = {
    " say ",        " add ",      " e g ",        " eg ",     " for example ", " for instance ",
    " such as ",    " like ",     " try ",        " better ", " instead ",     " could ",
    " would ",      " might ",    " write ",      " use ",    " begin with ",  " open with ",
    " start with ", " end with ", " close with ", " name ",   " answer "};

/* The last sentence of what leads up to a quotation. */
static const char *last_sentence(const char *before)
{
    const char *from = before;
    for (const char *at = before; *at; at++) {
        const bool stop = *at == '.' || *at == '!' || *at == '?';
        const bool shortened = at >= before + 2 && at[-2] == '.'; /* e.g. */
        if ((stop && is_blank(at + 1) && !shortened) || *at == '\n')
            from = at + 1;
    }
    return from;
}

static const char *words_before(struct arena *a, const char *before)
{
    return plain_words(a, plain_new(a, last_sentence(before)));
}

/* The last n words of words alone. */
static const char *last_words(const char *words, size_t n)
{
    const char *at = words + strlen(words) - 1;
    for (; n > 0 && at > words; n--)
        do
            at--;
        while (*at != ' ');
    return at;
}

bool quotation_claimed(struct arena *a, const char *before)
{
    const char *words = words_before(a, before);
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++)
        if (text_contains(last_words(words, claims[i].within), claims[i].words))
            return true;
    return false;
}

bool quotation_suggested(struct arena *a, const char *before)
{
    const char *words = words_before(a, before);
    for (size_t i = 0; i < sizeof suggestions / sizeof *suggestions; i++)
        if (text_contains(words, suggestions[i]))
            return true;
    return false;
}
