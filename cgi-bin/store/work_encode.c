#include "store/db_inner.h"

#include <endian.h>
#include <string.h>

const char *work_encode(struct arena *a, const struct param *p, int *length)
{
    uint64_t number = htobe64((uint64_t)p->number);
    switch (p->as) {
    case P_IS_ID:
        *length = 16;
        return id_none(p->id) ? NULL : arena_bytes(a, p->id.b, 16);
    case P_IS_INT:
        *length = 8;
        return arena_bytes(a, &number, 8);
    case P_IS_TEXT:
        *length = p->text == NULL ? 0 : (int)strlen(p->text);
        return arena_copy(a, p->text);
    case P_IS_BYTES:
        *length = (int)p->bytes.len;
        return p->bytes.data == NULL ? NULL : arena_bytes(a, p->bytes.data, p->bytes.len);
    case P_IS_BOOL:
        *length = 1;
        return arena_bytes(a, p->number != 0 ? "\1" : "\0", 1);
    case P_IS_NULL:
        break;
    }
    *length = 0;
    return NULL;
}

struct id work_decode_id(const unsigned char *value, size_t n)
{
    struct id id = {{0}};
    if (value != NULL && n == sizeof id.b)
        memcpy(id.b, value, n);
    return id;
}

int64_t work_decode_int(const unsigned char *value, size_t n)
{
    if (value == NULL || n == 0 || n > 8)
        return 0;
    uint64_t number = n > 1 && value[0] & 0x80 ? UINT64_MAX : 0; /* a bool is one byte and has no sign */
    for (size_t i = 0; i < n; i++)
        number = number << 8 | value[i];
    return (int64_t)number;
}
