#include "library/lexicon.h"
#include "base/file.h"
#include "base/num.h"
#include <string.h>

enum { MOST_BYTES = 4 * 1024 * 1024 };

/* Lines "stem rarity =kin kin !opposite", sorted by the bytes of the stem, each ended by a line feed. */
struct lexicon {
    const char *bytes;
    size_t n;
};

static size_t stem_bytes(const char *line, const char *end)
{
    const char *p = line;
    while (p < end && *p != ' ' && *p != '\n')
        p++;
    return (size_t)(p - line);
}

static int compare(const char *left, size_t xn, const char *right, size_t yn)
{
    const int c = memcmp(left, right, num_min(xn, yn));
    if (c != 0)
        return c;
    return (xn > yn) - (xn < yn);
}

/* Sorted, and every line with a rarity of two digits: so that a search can't go astray. */
static bool is_whole(const struct lexicon *lexicon)
{
    const char *const end = lexicon->bytes + lexicon->n, *before = NULL;
    size_t before_n = 0;
    if (lexicon->n == 0 || end[-1] != '\n')
        return false;
    for (const char *line = lexicon->bytes; line < end;
         line = (const char *)memchr(line, '\n', (size_t)(end - line)) + 1) {
        const size_t n = stem_bytes(line, end);
        if (n == 0 || (size_t)(end - line) < n + 4 || line[n] != ' ' || line[n + 1] < '0' ||
            line[n + 1] > '9' || line[n + 2] < '0' || line[n + 2] > '9' ||
            (line[n + 3] != ' ' && line[n + 3] != '\n'))
            return false;
        if (before && compare(before, before_n, line, n) >= 0)
            return false;
        before = line;
        before_n = n;
    }
    return true;
}

enum err lexicon_read(struct arena *a, const char *path, struct lexicon **out, const char **why)
{
    struct lexicon *l = arena_alloc(a, sizeof *l);
    if (file_map(a, path, MOST_BYTES, &l->bytes, &l->n) != OK) {
        *why = arena_printf(a, "%s can't be read", path);
        return ERR_CONFIG;
    }
    if (!is_whole(l)) {
        *why = arena_printf(a, "%s is not a sorted list of stems with their rarity", path);
        return ERR_CONFIG;
    }
    *out = l;
    return OK;
}

struct lexicon_word lexicon_find(const struct lexicon *lexicon, const char *stem)
{
    const size_t want = strlen(stem);
    const char *const end = lexicon->bytes + lexicon->n;
    size_t low = 0, high = lexicon->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        while (middle > low && lexicon->bytes[middle - 1] != '\n')
            middle--;
        const char *line = lexicon->bytes + middle;
        const size_t n = stem_bytes(line, end);
        const int c = compare(stem, want, line, n);
        if (c == 0)
            return (struct lexicon_word){
                .rarity = (line[n + 1] - '0') * 10 + line[n + 2] - '0', .known = true, .kin = line + n + 3};
        if (c < 0)
            high = middle;
        else
            low = (size_t)((const char *)memchr(line, '\n', (size_t)(end - line)) + 1 - lexicon->bytes);
    }
    return (struct lexicon_word){.rarity = LEXICON_UNKNOWN, .kin = "\n"};
}

bool lexicon_next(const char **at, struct lexicon_kin *out)
{
    const char *p = *at;
    while (*p == ' ')
        p++;
    if (*p == '\n')
        return false;
    out->opposite = *p == '!';
    out->talk = *p == '=';
    p += out->opposite || out->talk;
    out->stem = p;
    while (*p != ' ' && *p != '\n')
        p++;
    out->n = (size_t)(p - out->stem);
    *at = p;
    return true;
}
