#include "base/json_lines.h"
#include "base/text.h"
#include <setjmp.h>
#include <stdlib.h>

enum { MOST_LINE = 1024 * 1024, LINE_BYTES = 64 * 1024 * 1024, DEPTH = 8 };

struct filter {
    FILE *out;
    json_lines_answer answer;
    void *ctx;
};

static enum err answer_in(struct arena *a, const struct filter *filter, const char *text, size_t n)
{
    json *line, *told = NULL;
    enum err e = json_parse(a, text, n, DEPTH, &line);
    if (e == OK && json_kind_of(line) != JSON_OBJECT)
        e = ERR_INPUT;
    if (e == OK)
        e = filter->answer(a, line, filter->ctx, &told);
    if (e != OK)
        return e;
    return err_unless(fprintf(filter->out, "%s\n", json_write(a, told)) >= 0, ERR_IO);
}

static enum err answer_line(const struct filter *filter, const char *text, size_t n)
{
    jmp_buf no_room;
    struct arena *a = arena_new(LINE_BYTES, true);
    if (!a)
        return ERR_LIMIT;
    if (setjmp(no_room) != 0) {
        arena_free(a);
        return ERR_LIMIT;
    }
    arena_on_failure(a, &no_room);
    const enum err e = answer_in(a, filter, text, n);
    arena_free(a);
    return e;
}

enum err json_lines(FILE *in, FILE *out, json_lines_answer answer, void *ctx, size_t *line)
{
    const struct filter filter = {.out = out, .answer = answer, .ctx = ctx};
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
            e = answer_line(&filter, text, (size_t)n);
    }
    free(text);
    if (e == OK && (ferror(in) || fflush(out) != 0))
        e = ERR_IO;
    return e;
}
