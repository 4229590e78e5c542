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
static unsigned char words_in(const struct when *w, size_t i, size_t n)
{
    const char *end = w->words[i].at + n;
    unsigned char count = 0;
    while (i + count < w->words_n && w->words[i + count].at < end && count < 200)
        count++;
    return count;
}

static void find_kinds(struct when *w, size_t i)
{
    for (size_t kind = 0; kind < WORD_KINDS_N; kind++) {
        const size_t n = nlu_begins(w->heard, w->words[i].at, kinds[kind].list, NULL);
        if (n)
            w->words[i].kinds[kind] = words_in(w, i, n);
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
    struct when w = *heard->room;
    w.heard = heard;
    return w;
}

struct when when_read(struct nlu *heard)
{
    struct when w = room_for(heard, count_words(heard->folded));
    for (const char *at = heard->folded; *at; at = end_of(at))
        if (is_word(at))
            w.words[w.words_n++] = (struct when_word){.at = at, .end = end_of(at)};
    for (size_t i = 0; i < w.words_n; i++)
        find_kinds(&w, i);
    return w;
}

const char *when_note(const struct when *w, size_t i, enum word_kind kind)
{
    const char *note = NULL;
    if (when_is(w, i, kind))
        (void)nlu_begins(w->heard, w->words[i].at, kinds[kind].list, &note);
    return note;
}

int when_value(const struct when *w, size_t i, enum word_kind kind)
{
    return nlu_value(when_note(w, i, kind));
}

bool when_word_is(const struct when *w, size_t i, const char *text)
{
    if (i >= w->words_n)
        return false;
    const size_t n = (size_t)(w->words[i].end - w->words[i].at);
    return strlen(text) == n && strncmp(w->words[i].at, text, n) == 0;
}

bool when_figure(const struct when *w, size_t i, int *value, size_t *digits)
{
    if (i >= w->words_n || !isdigit((unsigned char)*w->words[i].at))
        return false;
    *digits = (size_t)(w->words[i].end - w->words[i].at);
    *value = 0;
    for (const char *at = w->words[i].at; at < w->words[i].end && *digits < 7; at++)
        *value = *value * 10 + (*at - '0');
    return *digits < 7;
}

bool when_glued(const struct when *w, size_t i)
{
    return i + 1 < w->words_n && w->words[i].end == w->words[i + 1].at;
}

enum word_kind when_kind_of(const char *name, size_t n)
{
    size_t kind = 0;
    while (kind < WORD_KINDS_N && (strlen(kinds[kind].name) != n || strncmp(kinds[kind].name, name, n) != 0))
        kind++;
    return (enum word_kind)kind;
}

bool when_between(const struct when *w, size_t from, size_t to, enum word_kind kind, size_t *at)
{
    bool found = false;
    for (size_t i = from; i < to && i < w->words_n; i++) {
        if (!when_is(w, i, kind))
            continue;
        found = true;
        if (at)
            *at = i;
    }
    return found;
}

const char *when_said(const struct when *w, size_t from, size_t to)
{
    if (from >= to || to > w->words_n)
        return "";
    return nlu_words(w->heard, w->words[from].at, w->words[to - 1].end);
}
