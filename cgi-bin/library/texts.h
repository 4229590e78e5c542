#ifndef LIBRARY_TEXTS_H
#define LIBRARY_TEXTS_H

#include "base/err.h"
#include "base/json.h"

/* Texts that are data, read by a table: a row for each member of each file of a folder. What phrases.c and
 * sentences.c share. */
struct text_row {
    const char *file; /* <folder>/<file>.json, an object; the rows of a file stand together */
    const char *name; /* its member */
    const char *holes;
};

struct texts {
    struct arena *arena; /* what is kept is copied here */
    const char *folder;
    const char **why;
    const struct text_row *table;
    size_t table_n;
    /* Takes the i-th row's value; `into` is the taker's. */
    enum err (*take)(const struct texts *t, const json *value, size_t i, void *into);
};

/* Reads every row. ERR_CONFIG with *why for a file that is missing, for what `take` refuses, and for a member
 * (but "about") that no row has. */
MUST_USE enum err texts_read(const struct texts *texts, void *into);
/* ERR_CONFIG, with *why naming the i-th row's place. */
MUST_USE enum err texts_wrong(const struct texts *texts, size_t i, const char *what);

#endif
