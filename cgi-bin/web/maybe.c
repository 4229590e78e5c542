#include "web/maybe.h"

const char *maybe_id(struct arena *a, struct id id)
{
    if (id_none(id))
        return NULL;
    return id_text(a, id);
}

const char *maybe_time(struct arena *a, clock_time at)
{
    if (!at)
        return NULL;
    return clock_rfc3339(a, at);
}

const char *maybe_moment(struct arena *a, clock_time at, const char *zone)
{
    if (!at)
        return NULL;
    return clock_moment(a, at, zone);
}

const char *maybe_hms(struct arena *a, clock_time at, const char *zone)
{
    if (!at)
        return NULL;
    return clock_hms(a, at, zone);
}

const char *maybe_span(struct arena *a, int64_t seconds)
{
    if (!seconds)
        return NULL;
    return clock_span(a, seconds);
}

json *maybe_int(struct arena *a, int64_t value)
{
    if (!value)
        return NULL;
    return json_new_int(a, value);
}

json *maybe_list(struct arena *a, const json *list)
{
    if (!list)
        return json_new_array(a);
    return json_copy(a, list);
}
