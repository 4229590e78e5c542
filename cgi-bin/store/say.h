#ifndef STORE_SAY_H
#define STORE_SAY_H

#include "store/exchange.h"
#include "store/row.h"

/* What people had to say about marks, counted for the host by UTC day and by who had marked. Nobody's id, no
 * content. */
enum say_kind { SAY_CORRECTION, SAY_OBJECTION };

struct say_sum {
    clock_day day;
    const char *provider, *model;
    const char *kind; /* "correction", "objection" */
    int64_t n;
};

/* One more today. `exchange`: of the mark; NULL counts as nobody's. */
MUST_USE enum err say_count(struct db *db, struct arena *a, enum say_kind kind,
                            const struct exchange *exchange);
/* Since that day, newest first. */
MUST_USE enum err say_by_day(struct db *db, struct arena *a, clock_day since, struct say_sum **out,
                             size_t *n);

#endif
