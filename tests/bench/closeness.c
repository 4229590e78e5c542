/* For tests/bench/marking-fit: JSON lines {question, reference, answer} in, the parts of the answer's
 * closeness to the reference out, a line each, with tabs between. */
#include "base/json.h"
#include "marker/marker.h"
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_LINE = 64 * 1024 * 1024, DEPTH = 8 };

static void print_parts(const struct marker *k, const char *line, size_t n)
{
    struct arena *a = arena_new(MOST_LINE, false);
    jmp_buf no_room;
    json *in;
    if (!a || setjmp(no_room) != 0)
        exit(1);
    arena_on_failure(a, &no_room);
    if (json_parse(a, line, n, DEPTH, &in) != OK)
        exit(1);
    const struct marker_task task = {.question = json_get_text(in, "question", ""),
                                     .kind = "explain",
                                     .reference = json_get_text(in, "reference", ""),
                                     .answer = json_get_text(in, "answer", "")};
    const struct marker_closeness c = marker_mark(k, a, &task).close;
    printf("%.5f\t%.5f\t%.5f\t%.5f\t%d\n", c.both, c.angle, c.letters, c.shorter, c.lost_not);
    arena_free(a);
}

int main(void)
{
    struct marker *k;
    const char *why = "";
    char *line = NULL;
    size_t room = 0;
    struct arena *a = arena_new(MOST_LINE, false);
    if (!a || marker_read(a, "prompts/library/words", &k, &why) != OK) {
        fprintf(stderr, "%s\n", why);
        return 1;
    }
    for (ssize_t n; (n = getline(&line, &room, stdin)) > 0;)
        print_parts(k, line, (size_t)n);
    free(line);
    arena_free(a);
    return 0;
}
