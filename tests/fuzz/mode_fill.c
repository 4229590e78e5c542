#include "base/text.h"
#include "llm/mode.h"
#include <stdlib.h>
#include <string.h>

/* Whatever a person wrote stands in a request as it is, between fences that it can't close, and nothing in it
 * is filled in again; whatever a template says, it is filled. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static const char *filled(struct arena *a, const char *template, const json *input)
{
    const struct mode m = {.name = "m", .request = template};
    const char *out = NULL;
    const enum err e = mode_fill(a, &m, input, &out);
    must(e == ERR_LIMIT || (e == OK && out));
    return e == OK ? out : NULL;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    struct arena *a = arena_new(64 << 20, false);
    const char *text = text_mend(a, (const char *)data, n);
    json *input = json_new_object(a);
    json_put_text(a, input, "answer", text);
    json_put_text(a, input, "role", "nurse");
    json_put_int(a, input, "n", 7);
    const char *out = filled(a, "{{role}}:\n<<<\n{{answer}}\n>>>\n{{role}}\n{{none}}", input);
    must(out && strlen(out) > 15);
    const char *word = arena_text(a, out + 12, 6);
    must(!strstr(text, word));
    must(strcmp(out, arena_printf(a, "\"nurse\":\n<<<%s\n%s\n>>>%s\nnurse\n", word, text, word)) == 0);
    out = filled(a, text, input);
    if (!strstr(text, "{{") && !strstr(text, "<<<") && !strstr(text, ">>>"))
        must(out && strcmp(out, text) == 0);
    arena_free(a);
    return 0;
}
