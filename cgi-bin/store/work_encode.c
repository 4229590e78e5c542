#include "store/db_inner.h"

#include <endian.h>
#include <string.h>

const char *work_encode(struct arena *a, const struct param *param, int *length)
{
    uint64_t number = htobe64((uint64_t)param->number);
    switch (param->as) {
    case P_IS_ID:
        *length = 16;
        return id_none(param->id) ? NULL : arena_bytes(a, param->id.b, 16);
    case P_IS_INT:
        *length = 8;
        return arena_bytes(a, &number, 8);
    case P_IS_TEXT:
        *length = param->text == NULL ? 0 : (int)strlen(param->text);
        return arena_copy(a, param->text);
    case P_IS_BYTES:
        *length = (int)param->bytes.len;
        return param->bytes.data == NULL ? NULL : arena_bytes(a, param->bytes.data, param->bytes.len);
    case P_IS_BOOL:
        *length = 1;
        return arena_bytes(a, param->number != 0 ? "\1" : "\0", 1);
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
