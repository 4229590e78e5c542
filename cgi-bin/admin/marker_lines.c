#include "admin/marker_lines.h"
#include "base/json_lines.h"

static json *as_told(struct arena *a, const json *line, const struct marker_mark *mark)
{
    static const char *const sure[] = {[SURE_NOT] = "low", [SURE_FAIRLY] = "fair", [SURE_QUITE] = "high"};
    json *out = json_new_object(a), *landed = json_new_array(a), *quotes = json_new_array(a);
    for (size_t i = 0; i < mark->found_n; i++) {
        if (!mark->found[i].landed)
            continue;
        json_add_text(a, landed, mark->found[i].anchor.name);
        json_add_text(a, quotes, mark->found[i].quote);
    }
    json_put(a, out, "id", json_get(line, "id"));
    json_put_int(a, out, "score", mark->score);
    json_put_real(a, out, "raw", mark->raw);
    json_put(a, out, "landed", landed);
    json_put(a, out, "quotes", quotes);
    json_put_text(a, out, "confidence", sure[mark->sure]);
    return out;
}

static enum err mark_line(struct arena *a, const json *line, void *ctx, json **out)
{
    const struct marker *const *k = ctx;
    struct marker_anchor anchors[MARKER_ANCHORS];
    if (json_kind_of(json_get(line, "answer")) != JSON_TEXT)
        return ERR_INPUT;
    const struct marker_task task = {
        .question = json_get_text(line, "question", ""),
        .kind = json_get_text(line, "kind", marker_kind(*k, a, json_get_text(line, "question", ""))),
        .answer = json_get_text(line, "answer", ""),
        .reference = json_get_text(line, "reference", NULL),
        .references = json_get(line, "references"),
        .anchors = anchors,
        .anchors_n = marker_anchor_take(json_get(line, "anchors"), anchors, MARKER_ANCHORS),
        .seconds = json_get_int(line, "seconds", 0)};
    const struct marker_mark m = marker_mark(*k, a, &task);
    *out = as_told(a, line, &m);
    return OK;
}

enum err marker_lines(const struct marker *marker, FILE *in, FILE *out, size_t *line)
{
    return json_lines(in, out, mark_line, &marker, line);
}
