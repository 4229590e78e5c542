/* For tests/bench/marking-fit: JSON lines {question_key, answer} or {question, kind, anchors, good, answer}
 * in; out, a line each, what the marker measures: {way, sentences, anchors, evidence:
 * [anchor][sentence][...], profile: [...], close: {...}}. Alone with "names": their names. */
#include "admin/marker_task.h"
#include "base/json_lines.h"
#include "base/text.h"
#include "marker/marker.h"
#include <stdio.h>

enum { MOST_MEMORY = 512 * 1024 * 1024 };

static json *numbers(struct arena *a, const double *values, size_t n)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < n; i++)
        json_add(a, list, json_new_real(a, values[i]));
    return list;
}

static json *evidence(struct arena *a, const struct marker_measures *measured)
{
    json *anchors = json_new_array(a);
    const size_t n = measured->answer.text->sentences_n;
    for (size_t i = 0; i < measured->wanted->anchors_n; i++) {
        json *sentences = json_new_array(a);
        for (size_t s = 0; s < n; s++)
            json_add(a, sentences, numbers(a, measured->evidence[i * n + s].at, EVIDENCES));
        json_add(a, anchors, sentences);
    }
    return anchors;
}

static enum err measure(struct arena *a, const json *line, void *ctx, json **out)
{
    const struct marker_lines *on = ctx;
    struct marker_task task;
    const char *why;
    if (marker_task_of(a, on, line, &task, &why) != OK)
        return ERR_INPUT;
    const struct marker_measures m = marker_measure(on->marker, a, &task);
    json *sentences = json_new_array(a), *anchors = json_new_array(a), *hows = json_new_array(a);
    for (size_t s = 0; s < m.answer.text->sentences_n; s++)
        json_add_text(a, sentences, m.answer.text->sentences[s].text);
    for (size_t i = 0; i < m.wanted->anchors_n; i++) {
        json_add_text(a, anchors, m.wanted->anchors[i].given->key);
        json_add(a, hows, json_new_int(a, m.wanted->anchors[i].how));
    }
    *out = json_new_object(a);
    json_put(a, *out, "id", json_get(line, "id"));
    json_put_int(a, *out, "way", m.way);
    json_put(a, *out, "sentences", sentences);
    json_put(a, *out, "anchors", anchors);
    json_put(a, *out, "hows", hows);
    json_put(a, *out, "evidence", evidence(a, &m));
    json_put(a, *out, "profile", numbers(a, m.profile.at, PROFILES));
    const double close[] = {m.close.both, m.close.angle, m.close.letters, m.close.shorter, m.close.lost_not};
    json_put(a, *out, "close", numbers(a, close, sizeof close / sizeof *close));
    return OK;
}

static void print_names(void)
{
    for (size_t i = 0; i < EVIDENCES; i++)
        printf("evidence %s\n", marker_evidence_name((enum evidence)i));
    for (size_t i = 0; i < PROFILES; i++)
        printf("profile %s\n", marker_profile_name((enum profile)i));
}

int main(int count, char **words)
{
    struct library *library;
    struct marker *marker;
    const char *why = "";
    size_t line;
    struct arena *a = arena_new(MOST_MEMORY, false);
    if (count > 1 && text_equal(words[1], "names")) {
        print_names();
        return 0;
    }
    if (!a || library_read(a, "prompts/library", &library, &why) != OK ||
        marker_read(a, "prompts/library", library, &marker, &why) != OK) {
        fprintf(stderr, "%s\n", why);
        return 1;
    }
    struct marker_lines on = {.library = library, .marker = marker};
    return json_lines(stdin, stdout, measure, &on, &line) != OK;
}
