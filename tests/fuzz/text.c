#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* Whatever the bytes: what text_clean takes is clean (cleaning it again changes nothing), and cutting,
 * trimming and folding it gives valid text of the size asked for. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static void must(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    struct arena *a = arena_new(64 << 20, false);
    char *text, *again;
    if (text_clean(a, (const char *)data, n, &text) == OK) {
        must(text_valid(text, strlen(text)) && !strchr(text, '\r'));
        must(text_clean(a, text, strlen(text), &again) == OK && text_equal(text, again));
        const size_t points = text_length(text), words = text_words(text);
        const char *head = text_head(a, text, points / 2), *few = text_head_words(a, text, words / 2);
        must(text_length(head) == points / 2 && text_valid(head, strlen(head)));
        must(text_words(few) == words / 2 && text_valid(few, strlen(few)));
        must(text_equal(text_head(a, text, points), text));
        const char *trimmed = text_trim(a, text);
        must(text_equal(text_trim(a, trimmed), trimmed) && text_blank(text) == (*trimmed == '\0'));
        const char *folded = text_fold(a, text);
        must(text_valid(folded, strlen(folded)));
    }
    arena_free(a);
    return 0;
}
