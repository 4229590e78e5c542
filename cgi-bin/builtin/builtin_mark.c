#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_modes.h"
#include "marker/marker_say.h"

/* evaluate_answer, answered by the built-in marker (marker.c): this only takes the mode's input apart and
 * puts its answer together. */

enum { MOST_QUOTE = 600 };

static json *anchors_told(struct arena *a, const struct marker_mark *mark)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < mark->found_n; i++) {
        const struct marker_found *f = &mark->found[i];
        json *one = json_new_object(a);
        json_put_text(a, one, "name", f->anchor.name);
        json_put_text(a, one, "anchor", f->anchor.text);
        json_put_bool(a, one, "landed", f->landed);
        json_put_text(a, one, "quote", text_head(a, f->quote, MOST_QUOTE));
        json_add(a, list, one);
    }
    return list;
}

json *builtin_mark(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct marker *k = coach->marker;
    struct marker_anchor anchors[MARKER_ANCHORS];
    const struct marker_task task = {.question = json_get_text(in, "question", ""),
                                     .kind = json_get_text(in, "kind", "explain"),
                                     .answer = json_get_text(in, "answer", ""),
                                     .anchors = anchors,
                                     .anchors_n =
                                         marker_anchor_take(json_get(in, "anchors"), anchors, MARKER_ANCHORS),
                                     .seconds = json_get_int(in, "seconds", 0)};
    const struct marker_mark m = marker_mark(k, a, &task);
    const struct marker_said said = marker_say(marker_feedback(k), a, task.kind, &m);
    json *answer = json_new_object(a);
    json_put_int(a, answer, "score", m.score);
    json_put(a, answer, "positive_feedback", said.praise);
    json_put(a, answer, "improvement_areas", said.improve);
    json_put(a, answer, "anchors", anchors_told(a, &m));
    json_put_text(a, answer, "confidence", said.confidence);
    return answer;
}
