#include "coach/marker_lines.h"
#include "base/json.h"
#include "base/text.h"
#include "coach/builtin_modes.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_LINE = 256 * 1024, LINE_BYTES = 64 * 1024 * 1024, DEPTH = 8 };

static json *as_asked(struct arena *a, const json *line)
{
    json *in = json_copy(a, line);
    if (json_get(line, "reference")) {
        json *one = json_new_object(a);
        json_put_text(a, one, "name", "Reference");
        json_put_text(a, one, "anchor", json_get_text(line, "reference", ""));
        json_put(a, in, "anchors", json_add(a, json_new_array(a), one));
    }
    return in;
}

static json *as_told(struct arena *a, const json *line, const json *mark)
{
    json *out = json_new_object(a), *landed = json_new_array(a), *quotes = json_new_array(a);
    const json *anchors = json_get(mark, "anchors");
    for (size_t i = 0; i < json_len(anchors); i++) {
        const json *one = json_at(anchors, i);
        if (!json_get_bool(one, "landed", false))
            continue;
        json_add_text(a, landed, json_get_text(one, "name", ""));
        json_add_text(a, quotes, json_get_text(one, "quote", ""));
    }
    const int64_t score = json_get_int(mark, "score", 1);
    json_put(a, out, "id", json_get(line, "id"));
    json_put_int(a, out, "score", score);
    json_put_real(a, out, "raw", (double)(score - 1) / 9);
    json_put(a, out, "landed", landed);
    json_put(a, out, "quotes", quotes);
    json_put_text(a, out, "confidence", json_get_text(mark, "confidence", ""));
    return out;
}

static enum err mark_line(const char *text, size_t n, FILE *out)
{
    json *line;
    struct arena *a = arena_new(LINE_BYTES, true);
    if (!a)
        return ERR_LIMIT;
    enum err e = json_parse(a, text, n, DEPTH, &line);
    if (e == OK && (json_kind_of(line) != JSON_OBJECT || json_kind_of(json_get(line, "answer")) != JSON_TEXT))
        e = ERR_INPUT;
    if (e == OK &&
        fprintf(out, "%s\n", json_write(a, as_told(a, line, builtin_mark(NULL, a, as_asked(a, line))))) < 0)
        e = ERR_IO;
    arena_free(a);
    return e;
}

enum err marker_lines(FILE *in, FILE *out, size_t *line)
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
            e = mark_line(text, (size_t)n, out);
    }
    free(text);
    if (e == OK && (ferror(in) || fflush(out) != 0))
        e = ERR_IO;
    return e;
}
