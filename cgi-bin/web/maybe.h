#ifndef WEB_MAYBE_H
#define WEB_MAYBE_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"

/* Values that may be missing, as parts of a view: NULL, which is JSON's null, where there is none. */

const char *maybe_id(struct arena *a, struct id id);                        /* nil: none */
const char *maybe_time(struct arena *a, clock_time at);                     /* 0: none; for programs */
const char *maybe_moment(struct arena *a, clock_time at, const char *zone); /* 0: none; date and time */
const char *maybe_hms(struct arena *a, clock_time at, const char *zone);    /* 0: none; the time of day */
const char *maybe_span(struct arena *a, int64_t seconds);                   /* 0: none */
json *maybe_int(struct arena *a, int64_t value);                            /* 0: none */
/* A copy of a list: an empty one, not NULL, where there is none. */
json *maybe_list(struct arena *a, const json *list);

#endif
