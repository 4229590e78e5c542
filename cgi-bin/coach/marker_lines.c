#include "coach/marker_lines.h"
#include "base/json.h"
#include "base/text.h"
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LINE = 256 * 1024, LINE_BYTES = 64 * 1024 * 1024, DEPTH = 8 };

static json *as_told(struct arena *a, const json *line, const struct marker_mark *m)
{
    static const char *const sure[] = {[SURE_NOT] = "low", [SURE_FAIRLY] = "fair", [SURE_QUITE] = "high"};
    json *out = json_new_object(a), *landed = json_new_array(a), *quotes = json_new_array(a);
    for (size_t i = 0; i < m->found_n; i++) {
        if (!m->found[i].landed)
            continue;
        json_add_text(a, landed, m->found[i].anchor.name);
        json_add_text(a, quotes, m->found[i].quote);
    }
    json_put(a, out, "id", json_get(line, "id"));
    json_put_int(a, out, "score", m->score);
    json_put_real(a, out, "raw", m->raw);
    json_put(a, out, "landed", landed);
    json_put(a, out, "quotes", quotes);
    json_put_text(a, out, "confidence", sure[m->sure]);
    return out;
}

static json *marked(const struct marker *k, struct arena *a, const json *line)
{
    struct marker_anchor anchors[MARKER_ANCHORS];
    const struct marker_task task = {
        .question = json_get_text(line, "question", ""),
        .kind = json_get_text(line, "kind", "explain"),
        .answer = json_get_text(line, "answer", ""),
        .reference = json_get_text(line, "reference", NULL),
        .anchors = anchors,
        .anchors_n = marker_anchor_take(json_get(line, "anchors"), anchors, MARKER_ANCHORS),
        .seconds = json_get_int(line, "seconds", 0)};
    const struct marker_mark m = marker_mark(k, a, &task);
    return as_told(a, line, &m);
}

static enum err mark_line(const struct marker *k, const char *text, size_t n, FILE *out)
{
    json *line;
    struct arena *a = arena_new(LINE_BYTES, true);
    if (!a)
        return ERR_LIMIT;
    jmp_buf no_room;
    if (setjmp(no_room) != 0) {
        arena_free(a);
        return ERR_LIMIT;
    }
    arena_on_failure(a, &no_room);
    enum err e = json_parse(a, text, n, DEPTH, &line);
    if (e == OK && (json_kind_of(line) != JSON_OBJECT || json_kind_of(json_get(line, "answer")) != JSON_TEXT))
        e = ERR_INPUT;
    if (e == OK && fprintf(out, "%s\n", json_write(a, marked(k, a, line))) < 0)
        e = ERR_IO;
    arena_free(a);
    return e;
}

enum err marker_lines(const struct marker *k, FILE *in, FILE *out, size_t *line)
{
    char *text = NULL;
    size_t room = 0;
    enum err e = OK;
    *line = 0;
    for (ssize_t n; e == OK && (n = getline(&text, &room, in)) >= 0;) {
        ++*line;
        if (n && text[n - 1] == '\n')
            text[--n] = '\0';
        if (n > MOST_LINE)
            e = ERR_LIMIT;
        else if (!text_blank(text))
            e = mark_line(k, text, (size_t)n, out);
    }
    free(text);
    if (e == OK && (ferror(in) || fflush(out) != 0))
        e = ERR_IO;
    return e;
}
