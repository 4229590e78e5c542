#ifndef ADMIN_MARKER_TASK_H
#define ADMIN_MARKER_TASK_H

#include "library/library.h"
#include "marker/marker.h"

struct marker_lines {
    const struct library *library;
    const struct marker *marker;
};

/* What a line of `greenroom-admin mark` asks for. ERR_INPUT with *why. */
MUST_USE enum err marker_task_of(struct arena *a, const struct marker_lines *on, const json *line,
                                 struct marker_task *out, const char **why);

#endif
