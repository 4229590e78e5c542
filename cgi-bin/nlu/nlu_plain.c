#include "base/buf.h"
#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

/* One spelling for what people and their programs type in several ways. */

/* What typing programs put in place of plain characters. */
static const struct {
    const char *fancy, *plain;
} characters[] = {
    {"\xe2\x80\x99", "'"},  {"\xe2\x80\x98", "'"}, {"\xe2\x80\x9c", "\""}, {"\xe2\x80\x9d", "\""},
    {"\xc2\xa0", " "},      {"\t", " "},           {"\xc2\xbd", ".5"},     {"\xe2\x80\xa6", ". "},
    {"\xe2\x80\xa2", "\n"}, {" - ", ", "},         {"...", ". "},
};

/* A long dash joins a range, and parts clauses elsewhere. */
static size_t dash(const char *message, const char *at, struct buf *out)
{
    if (strncmp(at, "\xe2\x80\x93", 3) != 0 && strncmp(at, "\xe2\x80\x94", 3) != 0)
        return 0;
    const bool range = at > message && isdigit((unsigned char)at[-1]) && isdigit((unsigned char)at[3]);
    buf_add(out, range ? "-" : ", ");
    return 3;
}

static size_t character(const char *at, struct buf *out)
{
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
        const size_t n = strlen(characters[i].fancy);
        if (strncmp(at, characters[i].fancy, n) != 0)
            continue;
        buf_add(out, characters[i].plain);
        return n;
    }
    return 0;
}

/* "/week" */
static size_t rate(const struct phrases *all, const char *at, struct buf *out)
{
    const char *const *rates = phrases_list(all, HEAR_SENTENCE_RATES);
    for (size_t i = 0; rates[i]; i++) {
        const size_t n = strlen(rates[i]);
        if (strncmp(at, rates[i], n) != 0)
            continue;
        buf_add(out, phrases_notes(all, HEAR_SENTENCE_RATES)[i]);
        return n;
    }
    return 0;
}

/* Words typed without their apostrophe, which goes where the note has it. */
static size_t unmarked(const struct phrases *all, const char *message, const char *at, struct buf *out)
{
    const char *const *words = phrases_list(all, HEAR_SENTENCE_APOSTROPHES);
    if (at > message && (isalnum((unsigned char)at[-1]) || at[-1] == '\'' || (unsigned char)at[-1] >= 0x80))
        return 0;
    for (size_t i = 0; words[i]; i++) {
        const size_t n = strlen(words[i]);
        if (strncasecmp(at, words[i], n) != 0 || isalnum((unsigned char)at[n]) || at[n] == '\'')
            continue;
        const size_t mark = strcspn(phrases_notes(all, HEAR_SENTENCE_APOSTROPHES)[i], "'");
        buf_printf(out, "%.*s'%.*s", (int)mark, at, (int)(n - mark), at + mark);
        return n;
    }
    return 0;
}

char *nlu_plain(const struct library *library, struct arena *a, const char *message)
{
    const struct phrases *all = library_phrases(library);
    struct buf b = buf_new(a, strlen(message) * 2 + 64);
    for (const char *at = message; *at;) {
        size_t n = dash(message, at, &b);
        if (!n)
            n = character(at, &b);
        if (!n)
            n = rate(all, at, &b);
        if (!n)
            n = unmarked(all, message, at, &b);
        if (!n) {
            buf_add_char(&b, *at);
            n = 1;
        }
        at += n;
    }
    return b.data;
}
