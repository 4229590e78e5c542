#include "admin/marker_task.h"

enum err marker_task_of(struct arena *a, const struct marker_lines *on, const json *line,
                        struct marker_task *out, const char **why)
{
    struct marker_anchor *anchors = arena_array(a, MARKER_ANCHORS, sizeof *anchors);
    const char *key = json_get_text(line, "question_key", NULL);
    const struct examples *examples = marker_examples(on->marker);
    *out = (struct marker_task){.answer = json_get_text(line, "answer", NULL), .anchors = anchors};
    *why = "has no answer";
    if (!out->answer)
        return ERR_INPUT;
    if (!key) {
        out->question = json_get_text(line, "question", "");
        out->kind = json_get_text(line, "kind", marker_kind(on->marker, a, out->question));
        out->good = json_get_text(line, "reference", json_get_text(line, "good", NULL));
        out->goods = json_get(line, "references");
        out->anchors_n =
            marker_wanted_take(json_get(line, "anchors"), examples, NULL, anchors, MARKER_ANCHORS);
        return OK;
    }
    const struct question *question = library_question(on->library, key);
    *why = "names a question that the library does not have";
    if (!question)
        return ERR_INPUT;
    out->key = question->key;
    out->question = question->text;
    out->kind = question->kind;
    out->good = question->good;
    out->anchors_n = marker_wanted_library(a, examples, question, anchors, MARKER_ANCHORS);
    return OK;
}
