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
