#include "library/lexicon.h"
#include "base/file.h"
#include "base/num.h"
#include <string.h>

enum { MOST_BYTES = 4 * 1024 * 1024 };

/* Lines "stem rarity * =kin kin !opposite" (`*` concrete, `~` abstract, or neither), sorted by the bytes of
 * the stem, each ended by a line feed. */
struct lexicon {
    const char *bytes;
    size_t n;
    unsigned from[256 * 256 + 1]; /* by a stem's first two bytes: where its lines begin */
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

/* What stems of these two bytes come first; a stem of one byte has 0 for the second. */
static size_t place_of(const char *stem, size_t n)
{
    return (size_t)(unsigned char)stem[0] * 256 + (n > 1 ? (unsigned char)stem[1] : 0);
}

static void index_lines(struct lexicon *lexicon)
{
    const char *const end = lexicon->bytes + lexicon->n;
    size_t next = 0;
    for (const char *line = lexicon->bytes; line < end;
         line = (const char *)memchr(line, '\n', (size_t)(end - line)) + 1)
        for (const size_t place = place_of(line, stem_bytes(line, end)); next <= place; next++)
            lexicon->from[next] = (unsigned)(line - lexicon->bytes);
    for (; next <= 256 * 256; next++)
        lexicon->from[next] = (unsigned)lexicon->n;
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
    index_lines(l);
    *out = l;
    return OK;
}

/* What stands behind a stem. */
static struct lexicon_word read_line(const char *line)
{
    struct lexicon_word out = {
        .rarity = (line[1] - '0') * 10 + line[2] - '0', .known = true, .kin = line + 3};
    if (line[3] != ' ' || (line[4] != '*' && line[4] != '~'))
        return out;
    out.thing = line[4] == '*' ? THING_CONCRETE : THING_ABSTRACT;
    out.kin = line + 5;
    return out;
}

struct lexicon_word lexicon_find(const struct lexicon *lexicon, const char *stem)
{
    const size_t want = strlen(stem);
    const char *const end = lexicon->bytes + lexicon->n;
    const size_t place = place_of(stem, want);
    size_t low = lexicon->from[place], high = lexicon->from[place + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        while (middle > low && lexicon->bytes[middle - 1] != '\n')
            middle--;
        const char *line = lexicon->bytes + middle;
        const size_t n = stem_bytes(line, end);
        const int c = compare(stem, want, line, n);
        if (c == 0)
            return read_line(line + n);
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
