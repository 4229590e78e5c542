#ifndef BUILTIN_BUILTIN_WISH_AMOUNT_H
#define BUILTIN_BUILTIN_WISH_AMOUNT_H

#include "builtin/builtin_wish_items.h"

/* A sentence being read for items, and its amounts, numbers and dates. What takes an item says with which
 * word it goes on: the same where there is none. */

struct builtin_scan {
    const struct nlu *heard;
    const struct builtin_wish_topics *topics;
    const struct builtin_wish_word *words;
    size_t n;
    struct builtin_item *items;
    size_t items_n;
};

/* Adds an item of the words from..to. */
void builtin_wish_amount_put(struct builtin_scan *scan, struct builtin_item item, size_t from, size_t to);
const char *builtin_wish_amount_end(const struct builtin_wish_word *word);
/* The first word that begins at or behind a place. */
size_t builtin_wish_amount_behind(const struct builtin_scan *scan, size_t from, const char *place);
/* Does a phrase of the list begin at a word? */
bool builtin_wish_amount_in(const struct builtin_scan *scan, size_t i, enum phrase_list which);
/* "20 minutes", "ten more minutes", "an hour and a half": the word behind it. */
size_t builtin_wish_amount_at(const struct builtin_scan *scan, size_t i, double *minutes, int *sign);
size_t builtin_wish_amount_take(struct builtin_scan *scan, size_t i);
/* A date, or the day of a month. */
size_t builtin_wish_amount_date(struct builtin_scan *scan, size_t i);
/* A number without a unit. */
size_t builtin_wish_amount_number(struct builtin_scan *scan, size_t i);

#endif
