#include "admin/marker_lines.h"
#include "base/json_lines.h"
#include "base/text.h"
#include "marker/marker_say.h"

static json *as_told(struct arena *a, const json *line, const json *feedback, const struct marker_mark *mark)
{
    static const char *const sure[] = {[SURE_NOT] = "low", [SURE_FAIRLY] = "fair", [SURE_QUITE] = "high"};
    json *out = json_new_object(a), *landed = json_new_array(a), *perhaps = json_new_array(a),
         *quotes = json_new_array(a), *score = NULL;
    for (size_t i = 0; i < mark->found_n; i++) {
        const struct marker_found *found = &mark->found[i];
        if (found->landing == LANDING_PERHAPS)
            json_add_text(a, perhaps, found->anchor->key);
        if (found->landing != LANDING_SHOWN)
            continue;
        json_add_text(a, landed, found->anchor->key);
        json_add_text(a, quotes, found->quote);
    }
    if (mark->score > 0)
        score = json_new_int(a, mark->score);
    json_put(a, out, "id", json_get(line, "id"));
    json_put(a, out, "score", score);
    json_put_real(a, out, "raw", mark->raw);
    json_put(a, out, "landed", landed);
    json_put(a, out, "perhaps", perhaps);
    json_put(a, out, "quotes", quotes);
    json_put_text(a, out, "confidence", sure[mark->sure]);
    json_put_text(a, out, "why", marker_say_why(feedback, a, mark));
    return out;
}

static enum err mark_line(struct arena *a, const json *line, void *ctx, json **out)
{
    const struct marker_lines *on = ctx;
    struct marker_task task;
    const char *why;
    const enum err e = marker_task_of(a, on, line, &task, &why);
    if (e != OK)
        return e;
    const struct marker_mark m = marker_mark(on->marker, a, &task);
    *out = as_told(a, line, marker_feedback(on->marker), &m);
    return OK;
}

enum err marker_lines(const struct marker_lines *on, FILE *in, FILE *out, size_t *line)
{
    struct marker_lines ctx = *on;
    return json_lines(in, out, mark_line, &ctx, line);
}
