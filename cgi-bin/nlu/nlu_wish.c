#include "nlu/nlu.h"

/* What a wish for a plan says of time, days and dates, by the ears of the plan chat. */

json *nlu_wish(const struct library *library, struct arena *a, const json *known, clock_day today,
               const char *text)
{
    struct nlu heard = {.arena = a,
                        .library = library,
                        .today = today,
                        .known = known,
                        .facts = json_new_object(a),
                        .wish = true};
    const char *message = nlu_plain(library, a, text);
    while (nlu_next(&heard, &message))
        nlu_when(&heard);
    if (heard.asks)
        json_put(a, heard.facts, "asks", heard.asks);
    return heard.facts;
}
