#include "base/text.h"
#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>

/* How much energy somebody has for it: little, some, plenty. */

enum { NONE, LOW, MIDDLING, HIGH, MOST_TEXT = 110, MARK_LOW = 3, MARK_MIDDLING = 6 };

/* The signs of each, in the order in which they are looked for. */
static const struct measure {
    enum phrase_list signs;
    int capacity;
} measures[] = {{HEAR_ENERGY_LOW, LOW}, {HEAR_ENERGY_MIDDLING, MIDDLING}, {HEAR_ENERGY_HIGH, HIGH}};

enum { MEASURES = sizeof measures / sizeof *measures };

static int of_mark(int mark)
{
    if (mark <= MARK_LOW)
        return LOW;
    return mark <= MARK_MIDDLING ? MIDDLING : HIGH;
}

/* "motivation 7/10", "energy: 3 out of 10" */
static int out_of_ten(const struct nlu *heard)
{
    if (!nlu_hears(heard, HEAR_ENERGY_SCALE))
        return NONE;
    for (const char *at = heard->folded; *at; at++) {
        if (!isdigit((unsigned char)*at) || (at > heard->folded && isalnum((unsigned char)at[-1])))
            continue;
        const bool ten = at[0] == '1' && at[1] == '0';
        const char *behind = at + 1 + ten;
        behind += strspn(behind, " ");
        if (nlu_prefix(heard, behind, HEAR_ENERGY_OF_TEN, NULL))
            return ten ? HIGH : of_mark(*at - '0');
    }
    return NONE;
}

/* Was it so once ("was exhausted in 2019"), and not now? */
static bool long_ago(const struct nlu *heard, const char *at)
{
    for (int i = 0; i < 3; i++) {
        const char *word = nlu_word_before(heard, at, &at), *owner = nlu_word_before(heard, at, NULL);
        if (strcmp(word, "got") == 0 && (strstr(owner, "'ve") || strcmp(owner, "have") == 0))
            return false;
        if (nlu_is(heard, word, HEAR_ENERGY_THEN))
            return true;
    }
    return false;
}

/* What a sign means where it stands; NONE: it is denied or long past. */
static int meant(const struct nlu *heard, const char *at, size_t length, int capacity)
{
    if (long_ago(heard, at) || strncmp(at + length, " of ", 4) == 0) /* "tired of my job" is not about it */
        return NONE;
    if (!nlu_denied(heard, at))
        return capacity;
    return capacity == HIGH ? LOW : NONE;
}

int nlu_energy_of(const struct nlu *heard, const char *folded)
{
    if (nlu_says(heard, folded, HEAR_ENERGY_BARE_LOW))
        return LOW;
    if (nlu_says(heard, folded, HEAR_ENERGY_BARE_HIGH))
        return HIGH;
    return nlu_says(heard, folded, HEAR_ENERGY_BARE_MIDDLING) ? MIDDLING : NONE;
}

/* The first of the signs of one measure that means something, and where; NONE: none does. */
static int signs_heard(const struct nlu *heard, const struct measure *measure, const char **at)
{
    const char *const *signs = nlu_phrases(heard, measure->signs);
    for (size_t i = 0; signs[i]; i++) {
        size_t length;
        *at = nlu_place(heard, heard->folded, signs[i], &length);
        const int capacity = *at ? meant(heard, *at, length, measure->capacity) : NONE;
        if (capacity != NONE)
            return capacity;
    }
    return NONE;
}

void nlu_energy(struct nlu *heard)
{
    const char *at, *words = heard->text;
    int capacity = out_of_ten(heard);
    for (size_t i = 0; i < MEASURES && capacity == NONE; i++) {
        capacity = signs_heard(heard, &measures[i], &at);
        if (capacity != NONE)
            words = nlu_words(heard, nlu_clause(heard, at), nlu_clause_end(at));
    }
    if (capacity == NONE)
        return;
    json_put_int(heard->arena, heard->facts, "capacity", capacity);
    json_put_text(heard->arena, heard->facts, "motivation", text_head(heard->arena, words, MOST_TEXT));
}
