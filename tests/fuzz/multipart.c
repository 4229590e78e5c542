#include "web/input.h"
#include <stdlib.h>
#include <string.h>

/* Whatever stands in a body of parts: it is refused, or its values, put into parts again, come out the same.
 * The first line is the content type if it names a boundary. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static struct buf put_together(struct arena *a, const struct inputs *in)
{
    struct buf b = buf_new(a, 16 << 20);
    for (size_t i = 0; i < in->n; i++) {
        const struct input *one = &in->list[i];
        must(*one->name &&
             (one->kind == INPUT_FILE || (one->kind == INPUT_FORM && one->value[one->n] == '\0')));
        buf_printf(&b, "--b\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n", one->name,
                   one->kind == INPUT_FILE ? "; filename=\"f\"" : "");
        buf_add_bytes(&b, one->value, one->n);
        buf_add(&b, "\r\n");
    }
    buf_add(&b, "--b--");
    must(buf_status(&b) == OK);
    return b;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    static const char type[] = "multipart/form-data; boundary=b";
    struct arena *a = arena_new(64 << 20, false);
    struct inputs in = {0}, again = {0}, named = {0};
    const unsigned char *line = memchr(data, '\n', n);
    if (line) {
        const size_t head = (size_t)(line - data);
        const char *said = arena_text(a, (const char *)data, head);
        if (input_multipart(a, said, (const char *)line + 1, n - head - 1, &named) == OK)
            must(named.n <= INPUT_MOST);
    }
    if (input_multipart(a, type, (const char *)data, n, &in) == OK) {
        const struct buf b = put_together(a, &in);
        must(in.n <= INPUT_MOST && input_multipart(a, type, b.data, b.len, &again) == OK && in.n == again.n);
        for (size_t i = 0; i < in.n; i++)
            must(strcmp(in.list[i].name, again.list[i].name) == 0 && in.list[i].kind == again.list[i].kind &&
                 in.list[i].n == again.list[i].n &&
                 memcmp(in.list[i].value, again.list[i].value, in.list[i].n) == 0);
    }
    arena_free(a);
    return 0;
}
