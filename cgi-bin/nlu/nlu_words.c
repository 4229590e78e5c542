#include "base/num.h"
#include "nlu/nlu_when.h"
#include <ctype.h>
#include <string.h>

/* The words of a sentence, each with the kinds that it is of. */

enum { USUAL_WORDS = 60 };

static const struct kind {
    const char *name;
    enum phrase_list list;
} kinds[] = {
#define KIND_ROW(id, name, list) [IS_##id] = {name, HEAR_##list},
    WORD_KINDS(KIND_ROW)
#undef KIND_ROW
};

static bool is_letter(char letter)
{
    return isalpha((unsigned char)letter) || (unsigned char)letter >= 0x80;
}

/* The end of the word, figure or sign at `at`. */
static const char *end_of(const char *at)
{
    const char *end = at;
    if (isdigit((unsigned char)*at)) {
        while (isdigit((unsigned char)*end))
            end++;
        return end;
    }
    while (is_letter(*end) || (*end == '\'' && end > at && is_letter(end[1])))
        end++;
    return end > at ? end : at + 1;
}

/* How many words from i on a phrase of n letters takes. */
static unsigned char words_in(const struct when *when, size_t i, size_t n)
{
    const char *end = when->words[i].at + n;
    unsigned char count = 0;
    while (i + count < when->words_n && when->words[i + count].at < end && count < 200)
        count++;
    return count;
}

static void find_kinds(struct when *when, size_t i)
{
    for (size_t kind = 0; kind < WORD_KINDS_N; kind++) {
        const size_t n = nlu_begins(when->heard, when->words[i].at, kinds[kind].list, NULL);
        if (n)
            when->words[i].kinds[kind] = words_in(when, i, n);
    }
}

static bool is_word(const char *at)
{
    return *at != ' ' && *at != '\'' && *at != '"';
}

static size_t count_words(const char *text)
{
    size_t n = 0;
    for (const char *at = text; *at; at = end_of(at))
        n += is_word(at);
    return n;
}

/* Room for a sentence of n words; that of the sentence before is used again, so that a long message needs no
 * more than a short one. */
static struct when room_for(struct nlu *heard, size_t n)
{
    struct arena *a = heard->arena;
    if (!heard->room || heard->room->most < n) {
        heard->room = arena_alloc(a, sizeof *heard->room);
        heard->room->most = num_max(n, USUAL_WORDS);
        heard->room->words = arena_array(a, heard->room->most + 1, sizeof *heard->room->words);
        heard->room->parts = arena_array(a, heard->room->most + 1, sizeof *heard->room->parts);
        heard->room->part_of = arena_array(a, heard->room->most + 1, sizeof *heard->room->part_of);
    }
    memset(heard->room->part_of, 0, (n + 1) * sizeof *heard->room->part_of);
    struct when when = *heard->room;
    when.heard = heard;
    return when;
}

struct when nlu_when_read(struct nlu *heard)
{
    struct when when = room_for(heard, count_words(heard->folded));
    for (const char *at = heard->folded; *at; at = end_of(at))
        if (is_word(at))
            when.words[when.words_n++] = (struct when_word){.at = at, .end = end_of(at)};
    for (size_t i = 0; i < when.words_n; i++)
        find_kinds(&when, i);
    return when;
}

const char *nlu_when_note(const struct when *when, size_t i, enum word_kind kind)
{
    const char *note = NULL;
    if (nlu_when_is(when, i, kind))
        (void)nlu_begins(when->heard, when->words[i].at, kinds[kind].list, &note);
    return note;
}

int nlu_when_value(const struct when *when, size_t i, enum word_kind kind)
{
    return nlu_value(nlu_when_note(when, i, kind));
}

bool nlu_when_word_is(const struct when *when, size_t i, const char *text)
{
    if (i >= when->words_n)
        return false;
    const size_t n = (size_t)(when->words[i].end - when->words[i].at);
    return strlen(text) == n && strncmp(when->words[i].at, text, n) == 0;
}

bool nlu_when_figure(const struct when *when, size_t i, int *value, size_t *digits)
{
    if (i >= when->words_n || !isdigit((unsigned char)*when->words[i].at))
        return false;
    *digits = (size_t)(when->words[i].end - when->words[i].at);
    *value = 0;
    for (const char *at = when->words[i].at; at < when->words[i].end && *digits < 7; at++)
        *value = *value * 10 + (*at - '0');
    return *digits < 7;
}

bool nlu_when_glued(const struct when *when, size_t i)
{
    return i + 1 < when->words_n && when->words[i].end == when->words[i + 1].at;
}

enum word_kind nlu_when_kind_of(const char *name, size_t n)
{
    size_t kind = 0;
    while (kind < WORD_KINDS_N && (strlen(kinds[kind].name) != n || strncmp(kinds[kind].name, name, n) != 0))
        kind++;
    return (enum word_kind)kind;
}

bool nlu_when_between(const struct when *when, size_t from, size_t to, enum word_kind kind, size_t *at)
{
    bool found = false;
    for (size_t i = from; i < to && i < when->words_n; i++) {
        if (!nlu_when_is(when, i, kind))
            continue;
        found = true;
        if (at)
            *at = i;
    }
    return found;
}

const char *nlu_when_said(const struct when *when, size_t from, size_t to)
{
    if (from >= to || to > when->words_n)
        return "";
    return nlu_words(when->heard, when->words[from].at, when->words[to - 1].end);
}

const struct capture *nlu_when_captured(const struct captures *captures, int kind, size_t nth)
{
    for (size_t i = 0; i < captures->n; i++)
        if (captures->list[i].kind == kind && nth-- == 0)
            return &captures->list[i];
    return NULL;
}

int nlu_when_captured_int(const struct captures *captures, int kind, size_t nth, int fallback)
{
    const struct capture *found = nlu_when_captured(captures, kind, nth);
    return found ? (int)found->value : fallback;
}
