#include "base/id.h"
#include "base/num.h"
#include <string.h>
#include <sys/random.h>

enum { TEXT_LENGTH = 36 };

enum err id_new(struct id *out)
{
    *out = (struct id){0};
    struct id id;
    if (getrandom(id.b, sizeof id.b, 0) != (ssize_t)sizeof id.b)
        return ERR_CRYPTO;
    id.b[6] = (uint8_t)((id.b[6] & 0x0f) | 0x40); /* version 4, RFC 9562 */
    id.b[8] = (uint8_t)((id.b[8] & 0x3f) | 0x80);
    *out = id;
    return OK;
}

static bool is_dash_place(int i)
{
    return i == 8 || i == 13 || i == 18 || i == 23;
}

enum err id_parse(const char *text, struct id *out)
{
    struct id id = {0};
    *out = id;
    if (!text || strnlen(text, TEXT_LENGTH + 1) != TEXT_LENGTH)
        return ERR_INPUT;
    int nibble = 0;
    for (int i = 0; i < TEXT_LENGTH; i++) {
        if (is_dash_place(i)) {
            if (text[i] != '-')
                return ERR_INPUT;
            continue;
        }
        const int d = num_hex_digit(text[i]);
        if (d < 0)
            return ERR_INPUT;
        id.b[nibble / 2] = (uint8_t)(id.b[nibble / 2] << 4 | d);
        nibble++;
    }
    *out = id;
    return OK;
}

void id_write(struct id id, char out[37])
{
    static const char digits[] = "0123456789abcdef";
    int nibble = 0;
    for (int i = 0; i < TEXT_LENGTH; i++) {
        if (is_dash_place(i)) {
            out[i] = '-';
            continue;
        }
        const int shift = 4 * (nibble % 2 == 0); /* the high half of a byte comes first */
        out[i] = digits[id.b[nibble / 2] >> shift & 15];
        nibble++;
    }
    out[TEXT_LENGTH] = '\0';
}

char *id_text(struct arena *a, struct id id)
{
    char *text = arena_alloc(a, TEXT_LENGTH + 1);
    id_write(id, text);
    return text;
}

bool id_equal(struct id id, struct id other)
{
    return memcmp(id.b, other.b, sizeof id.b) == 0;
}

bool id_none(struct id id)
{
    return id_equal(id, (struct id){0});
}
