#ifndef MARKER_MARKER_LAND_H
#define MARKER_MARKER_LAND_H

#include "marker/marker.h"

/* Which anchors an answer lands, and where. */

struct marker_landed {
    struct {
        double sure; /* 0..1 */
        enum marker_landing landing;
        size_t sentence; /* its best; 0 where there are no sentences */
        const char *quote;
        double at[LANDINGS]; /* what that was worked out from */
    } anchors[MARKER_ANCHORS];
    double wrong; /* of the three worst sentences together: how much closer to wrong than to right ones */
};

/* In the answer's arena. */
struct marker_landed marker_land(const struct marker_weights *weights, const struct marker_measures *measured,
                                 const struct marker_profile *profile);

/* The anchors that any answer of a kind has, for a question that has none of its own. Returns how many. */
size_t marker_land_usual(const json *feedback, const char *kind, struct marker_anchor out[MARKER_ANCHORS]);

#endif
