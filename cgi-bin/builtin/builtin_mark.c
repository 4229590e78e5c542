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
        const char *quote = text_head(a, f->quote, MOST_QUOTE);
        json *one = json_new_object(a);
        json_put_text(a, one, "name", f->anchor->name);
        json_put_text(a, one, "anchor", f->anchor->text);
        json_put_bool(a, one, "landed", f->landing == LANDING_SHOWN);
        json_put_text(a, one, "quote", text_if(f->landing == LANDING_SHOWN, quote));
        if (f->landing == LANDING_PERHAPS)
            json_put_text(a, one, "perhaps", quote);
        json_add(a, list, one);
    }
    return list;
}

json *builtin_mark(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct marker *k = coach->marker;
    const struct question *question = library_question(coach->library, json_get_text(in, "key", ""));
    const char *good = json_get_text(in, "good", NULL);
    struct marker_anchor anchors[MARKER_ANCHORS];
    if (text_blank(good))
        good = NULL;
    const struct marker_task task = {.key = json_get_text(in, "key", ""),
                                     .question = json_get_text(in, "question", ""),
                                     .kind = json_get_text(in, "kind", "explain"),
                                     .answer = json_get_text(in, "answer", ""),
                                     .good = good,
                                     .anchors = anchors,
                                     .anchors_n =
                                         marker_wanted_take(json_get(in, "anchors"), marker_examples(k),
                                                            question, anchors, MARKER_ANCHORS)};
    const struct marker_mark m = marker_mark(k, a, &task);
    const struct marker_said said = marker_say(marker_feedback(k), a, task.kind, &m);
    json *answer = json_new_object(a);
    json_put(a, answer, "score", m.score > 0 ? json_new_int(a, m.score) : NULL);
    if (m.score == 0)
        json_put_text(a, answer, "why", marker_say_why(marker_feedback(k), a, &m));
    json_put(a, answer, "positive_feedback", said.praise);
    json_put(a, answer, "improvement_areas", said.improve);
    json_put(a, answer, "anchors", anchors_told(a, &m));
    json_put_text(a, answer, "confidence", said.confidence);
    return answer;
}
