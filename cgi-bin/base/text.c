#include "base/text.h"
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* ---- code points ---- */

/* The code point at p of n bytes; its length, or 0 where it is not valid UTF-8. */
static size_t point(const char *at, size_t n, int32_t *out)
{
    const utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)at, (utf8proc_ssize_t)n, out);
    if (used < 0)
        return 0;
    return (size_t)used;
}

/* The same, but a byte that is not valid UTF-8 is taken for one of its own, so that a walk goes on behind it:
 * *out stays as it was. */
static size_t point_or_byte(const char *at, size_t n, int32_t *out)
{
    int32_t c;
    const size_t used = point(at, n, &c);
    if (used == 0)
        return 1;
    *out = c;
    return used;
}

static bool is_control(int32_t letter)
{
    return (letter < 0x20 && letter != '\t' && letter != '\n' && letter != '\r') ||
           (letter >= 0x7f && letter < 0xa0);
}

static bool is_blank(int32_t letter)
{
    const utf8proc_category_t k = utf8proc_category(letter);
    return (letter >= '\t' && letter <= '\r') || letter == ' ' || k == UTF8PROC_CATEGORY_ZS ||
           k == UTF8PROC_CATEGORY_ZL || k == UTF8PROC_CATEGORY_ZP;
}

static bool is_word(int32_t letter)
{
    const utf8proc_category_t k = utf8proc_category(letter);
    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
           (k >= UTF8PROC_CATEGORY_MN && k <= UTF8PROC_CATEGORY_NO);
}

/* How many of the first n bytes are plain ASCII and no NUL; eight are looked at together. */
static size_t plain_start(const char *bytes, size_t n)
{
    const uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
    size_t i = 0;
    for (uint64_t eight; i + sizeof eight <= n; i += sizeof eight) {
        memcpy(&eight, bytes + i, sizeof eight);
        if (((eight - ones) | eight) & highs) /* a byte of 0 or beyond 0x7f */
            break;
    }
    while (i < n && (signed char)bytes[i] > 0)
        i++;
    return i;
}

bool text_valid(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n;) {
        int32_t c;
        i += plain_start(bytes + i, n - i);
        if (i == n)
            break;
        const size_t used = point(bytes + i, n - i, &c);
        if (used == 0 || c == 0)
            return false;
        i += used;
    }
    return true;
}

bool text_fit(const char *text)
{
    const size_t n = strlen(text);
    for (size_t i = 0; i < n;) {
        int32_t c;
        const size_t used = point(text + i, n - i, &c);
        if (used == 0 || is_control(c))
            return false;
        i += used;
    }
    return true;
}

/* ---- cleaning ---- */

/* It may be private text, and free() alone would leave it lying about. */
static void free_mapped(void *mapped)
{
    explicit_bzero(mapped, strlen(mapped));
    free(mapped);
}

static enum err map(struct arena *a, const char *bytes, size_t n, utf8proc_option_t options, char **out)
{
    utf8proc_uint8_t *mapped = NULL;
    const utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)n, &mapped, options);
    if (len == UTF8PROC_ERROR_NOMEM)
        arena_fail(a);
    if (len < 0)
        return ERR_INPUT;
    arena_defer(a, free_mapped, mapped);
    *out = (char *)mapped;
    return OK;
}

static bool is_plain(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            return false;
    return true;
}

enum err text_clean(struct arena *a, const char *bytes, size_t n, char **out)
{
    char *copy = arena_alloc(a, n + 1);
    size_t len = 0;
    for (size_t i = 0; i < n;) {
        int32_t c;
        const size_t used = point(bytes + i, n - i, &c);
        if (used == 0 || is_control(c))
            return ERR_INPUT;
        if (c == '\r') {
            copy[len++] = '\n';
            i++;
            i += i < n && bytes[i] == '\n';
            continue;
        }
        memcpy(copy + len, bytes + i, used);
        len += used;
        i += used;
    }
    if (!is_plain(copy, len))
        return map(a, copy, len, UTF8PROC_STABLE | UTF8PROC_COMPOSE, out);
    *out = copy;
    return OK;
}

char *text_mend(struct arena *a, const char *bytes, size_t n)
{
    static const char mark[] = "\xef\xbf\xbd";
    const size_t mark_n = sizeof mark - 1;
    char *copy = arena_array(a, n + 1, mark_n), *out;
    size_t len = 0;
    for (size_t i = 0; i < n;) {
        int32_t c = '\0'; /* not valid is as bad as a control character */
        const size_t used = point_or_byte(bytes + i, n - i, &c);
        const char *from = bytes + i;
        size_t from_n = used;
        if (is_control(c)) {
            from = mark;
            from_n = mark_n;
        }
        memcpy(copy + len, from, from_n);
        len += from_n;
        i += used;
    }
    if (text_clean(a, copy, len, &out) != OK)
        return copy;
    return out;
}

char *text_trim(struct arena *a, const char *text)
{
    const size_t n = strlen(text);
    size_t from = n, to = n;
    for (size_t i = 0; i < n;) {
        int32_t c = '\0';
        const size_t used = point_or_byte(text + i, n - i, &c);
        if (!is_blank(c)) {
            if (from == n)
                from = i;
            to = i + used;
        }
        i += used;
    }
    return arena_text(a, text + from, to - from);
}

/* Plain ASCII folds letter by letter; most of what is read is that, and the library takes its time. NULL for
 * any other text. */
static char *fold_ascii(struct arena *a, const char *text)
{
    const size_t n = strlen(text);
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)text[i] >= 0x80)
            return NULL;
    char *out = arena_text(a, text, n);
    for (size_t i = 0; i < n; i++)
        if (out[i] >= 'A' && out[i] <= 'Z')
            out[i] = (char)(out[i] - 'A' + 'a');
    return out;
}

char *text_fold(struct arena *a, const char *text)
{
    char *out = fold_ascii(a, text);
    if (out)
        return out;
    if (map(a, text, strlen(text), UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD, &out) != OK)
        return arena_copy(a, text);
    return out;
}

/* ---- counting and cutting ---- */

size_t text_length(const char *text)
{
    size_t points = 0;
    for (const char *p = text; *p; p++)
        points += ((unsigned char)*p & 0xc0) != 0x80;
    return points;
}

static bool joins(int32_t letter)
{
    return letter == '\'' || letter == '-' || letter == '_' || letter == '.' || letter == 0x2019 ||
           letter == 0x2011;
}

/* Walks the words of a text: calls it done at `most` words. The end of the last word in bytes; *count how
 * many there were. */
static size_t walk_words(const char *text, size_t most, size_t *count)
{
    const size_t n = strlen(text);
    size_t end = 0;
    bool inside = false;
    *count = 0;
    for (size_t i = 0; i < n;) {
        int32_t c = ' ';
        const size_t used = point_or_byte(text + i, n - i, &c);
        if (is_word(c)) {
            if (!inside && *count == most)
                return end;
            *count += !inside;
            inside = true;
            end = i + used;
        } else if (!(inside && joins(c))) {
            inside = false;
        } else {
            int32_t next = ' ';
            if (i + used < n)
                point(text + i + used, n - i - used, &next);
            inside = is_word(next);
        }
        i += used;
    }
    return n;
}

size_t text_words(const char *text)
{
    size_t count;
    walk_words(text, SIZE_MAX, &count);
    return count;
}

char *text_head_words(struct arena *a, const char *text, size_t words)
{
    size_t count;
    return arena_text(a, text, walk_words(text, words, &count));
}

char *text_head(struct arena *a, const char *text, size_t points)
{
    const char *p = text;
    for (size_t seen = 0; *p; p++) {
        if (((unsigned char)*p & 0xc0) == 0x80)
            continue;
        if (seen++ == points)
            break;
    }
    return arena_text(a, text, (size_t)(p - text));
}

/* ---- comparing ---- */

bool text_contains(const char *whole, const char *part)
{
    return strstr(whole, part) != NULL;
}

bool text_equal(const char *one, const char *text)
{
    return one == text || (one && text && strcmp(one, text) == 0);
}

bool text_among(const char *const *list, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (text_equal(list[i], text))
            return true;
    return false;
}

bool text_blank(const char *text)
{
    const size_t n = strlen(text_or(text, ""));
    for (size_t i = 0; i < n;) {
        int32_t c;
        const size_t used = point(text + i, n - i, &c);
        if (used == 0 || !is_blank(c))
            return false;
        i += used;
    }
    return true;
}

/* ---- what is only sometimes said ---- */

const char *text_or(const char *text, const char *fallback)
{
    if (text && *text)
        return text;
    return fallback;
}

const char *text_if(bool said, const char *text)
{
    return said ? text : "";
}

const char *text_plural(int64_t count)
{
    return text_if(count != 1, "s");
}

/* ---- parts ---- */

const char *text_behind_last(const char *text, char sign)
{
    const char *last = strrchr(text, sign);
    if (!last)
        return text;
    return last + 1;
}

size_t text_point_bytes(char lead)
{
    const unsigned char c = (unsigned char)lead;
    if (c >= 0xf0)
        return 4;
    if (c >= 0xe0)
        return 3;
    if (c >= 0xc0)
        return 2;
    return 1;
}

uint32_t text_hash(const char *bytes, size_t n)
{
    uint32_t h = 2166136261U;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)bytes[i]) * 16777619U;
    return h;
}

bool text_wraps(const char *text, size_t at)
{
    enum { WIDE = 50 }; /* mails are 65 to 78 wide (RFC 5322, 2.1.1), less a long word */
    size_t end = at, next = at + 1, from;
    while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\r'))
        end--;
    for (from = end; from > 0 && text[from - 1] != '\n' && end - from < WIDE; from--) {
    }
    if (text[at] != '\n' || end - from < WIDE || strchr(".!?:;", text[end - 1]))
        return false;
    if (text[next] >= '0' && text[next] <= '9')
        return text[next + strspn(&text[next], "0123456789")] == ' '; /* else the number of an item */
    return (text[next] >= 'a' && text[next] <= 'z') ||
           (text[next] == 'I' && (text[next + 1] == ' ' || text[next + 1] == '\''));
}
