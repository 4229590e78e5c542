#include "store/row.h"

#include <string.h>

enum { DOCUMENT_COLUMN = 1, BESIDE_COLUMN = 2, TEXT_COLUMN = 3 };

/* ---- One row ---- */

static struct id id_of(const struct work *w, const struct row_kind *row, const void *from)
{
    const void *id = (const char *)from + row->id;
    return row->of_user ? w->user : *(const struct id *)id;
}

static uint32_t seq_of(const struct row_kind *row, const void *from)
{
    const void *seq = (const char *)from + row->seq;
    return row->seq == 0 ? 0 : (uint32_t) * (const int *)seq;
}

enum err row_open(struct work *w, const struct row_kind *row, struct bytes sealed, void *into)
{
    json *doc;
    enum err e =
        doc_open_json(w, row->table, DOCUMENT_COLUMN, id_of(w, row, into), seq_of(row, into), sealed, &doc);
    if (e == OK && json_kind_of(doc) != JSON_OBJECT)
        e = ERR_SEAL;
    if (e == OK && row->open != NULL)
        e = row->open(w->arena, doc, into);
    if (e == OK)
        doc_from_json(doc, row->sealed, row->sealed_n, into);
    return e;
}

static enum err open_beside(struct work *w, const struct row_kind *row, struct bytes sealed, void *into)
{
    json *doc;
    const enum err e =
        doc_open_json(w, row->table, BESIDE_COLUMN, id_of(w, row, into), seq_of(row, into), sealed, &doc);
    if (e == OK)
        row->open_beside(w->arena, doc, into);
    return e;
}

static enum err read_value(struct work *w, const struct row_kind *row, const struct column *column,
                           const unsigned char *value, size_t n, void *into)
{
    void *at = (char *)into + column->at;
    switch (column->kind) {
    case COLUMN_IS_ID:
        *(struct id *)at = work_decode_id(value, n);
        break;
    case COLUMN_IS_INT:
        *(int *)at = (int)work_decode_int(value, n);
        break;
    case COLUMN_IS_INT64:
        *(int64_t *)at = work_decode_int(value, n);
        break;
    case COLUMN_IS_BOOL:
        *(bool *)at = n == 1 && value[0] != 0;
        break;
    case COLUMN_IS_TEXT:
        *(const char **)at = value == NULL ? NULL : arena_text(w->arena, (const char *)value, n);
        break;
    case COLUMN_IS_BYTES:
        *(struct bytes *)at = (struct bytes){value == NULL ? NULL : arena_bytes(w->arena, value, n), n};
        break;
    case COLUMN_IS_DOCUMENT:
        return row_open(w, row, (struct bytes){value, n}, into);
    case COLUMN_IS_BESIDE:
        return value == NULL ? OK : open_beside(w, row, (struct bytes){value, n}, into);
    case COLUMN_IS_TEXT_ALONE:
        return work_open(w, row->table, TEXT_COLUMN, id_of(w, row, into), seq_of(row, into),
                         (struct bytes){value, n}, (const char **)at);
    }
    return OK;
}

static enum err read_row(struct work *w, int statement, size_t i, const struct row_kind *row, void *into)
{
    enum err e = OK;
    for (size_t k = 0; k < row->columns_n && e == OK; k++) {
        size_t n;
        const unsigned char *value = work_value(w, statement, i, k, &n);
        e = read_value(w, row, &row->columns[k], value, n, into);
    }
    return e;
}

/* ---- Destinations ---- */

/* A pointer to some struct, told as one to any. */
static void set_pointer(void *out, void *value)
{
    memcpy(out, &value, sizeof value);
}

enum err row_read_one(struct work *w, int statement, const struct into *into)
{
    set_pointer(into->out, NULL);
    if (into->size != into->row->size)
        return ERR_INTERNAL;
    if (work_rows(w, statement) == 0)
        return OK;
    void *one = arena_alloc(w->arena, into->size);
    const enum err e = read_row(w, statement, 0, into->row, one);
    if (e == OK)
        set_pointer(into->out, one);
    return e;
}

enum err row_read_all(struct work *w, int statement, const struct into *into)
{
    const size_t rows = work_rows(w, statement);
    set_pointer(into->out, NULL);
    *into->n = 0;
    if (into->size != into->row->size)
        return ERR_INTERNAL;
    char *all = arena_array(w->arena, rows, into->size);
    enum err e = OK;
    for (size_t i = 0; i < rows && e == OK; i++)
        e = read_row(w, statement, i, into->row, all + i * into->size);
    if (e != OK)
        return e;
    set_pointer(into->out, all);
    *into->n = rows;
    return OK;
}

enum err row_read_here(struct work *w, int statement, const struct into *into)
{
    if (into->size != into->row->size)
        return ERR_INTERNAL;
    return work_rows(w, statement) == 0 ? OK : read_row(w, statement, 0, into->row, into->out);
}

/* ---- Writing ---- */

enum err row_seal(struct work *w, const struct row_kind *row, const void *from, struct bytes *out)
{
    json *doc = doc_to_json(w->arena, row->sealed, row->sealed_n, from);
    if (row->seal != NULL)
        row->seal(w->arena, from, doc);
    return doc_seal_json(w, row->table, DOCUMENT_COLUMN, id_of(w, row, from), seq_of(row, from), doc, out);
}

static enum err param_of(struct work *w, const struct row_kind *row, const struct column *column,
                         const void *from, struct param *out)
{
    const void *at = (const char *)from + column->at;
    struct bytes sealed = {NULL, 0};
    enum err e = OK;
    switch (column->kind) {
    case COLUMN_IS_ID:
        *out = P_ID(*(const struct id *)at);
        break;
    case COLUMN_IS_INT:
        *out = P_INT(*(const int *)at);
        break;
    case COLUMN_IS_INT64:
        *out = P_INT(*(const int64_t *)at);
        break;
    case COLUMN_IS_BOOL:
        *out = P_BOOL(*(const bool *)at);
        break;
    case COLUMN_IS_TEXT:
        *out = P_TEXT(*(const char *const *)at);
        break;
    case COLUMN_IS_BYTES:
        *out = P_BYTES(*(const struct bytes *)at);
        break;
    case COLUMN_IS_DOCUMENT:
        e = row_seal(w, row, from, &sealed);
        *out = P_BYTES(sealed);
        break;
    case COLUMN_IS_TEXT_ALONE:
        e = work_seal(w, row->table, TEXT_COLUMN, id_of(w, row, from), seq_of(row, from),
                      *(const char *const *)at, &sealed);
        *out = P_BYTES(sealed);
        break;
    case COLUMN_IS_BESIDE:
        *out = P_NULL;
        break;
    }
    return e;
}

enum err row_put(struct work *w, const struct row_kind *row, const struct statement *statement,
                 const void *from, struct into into)
{
    struct param params[ROW_COLUMNS_MOST];
    size_t n = 0;
    enum err e = OK;
    for (size_t i = 0; i < row->columns_n && e == OK; i++)
        if (row->columns[i].kind != COLUMN_IS_BESIDE)
            e = param_of(w, row, &row->columns[i], from, &params[n++]);
    if (e == OK)
        work_read(w, into, statement, params, n);
    return e;
}

enum err row_insert(struct work *w, const struct row_kind *row, const struct statement *statement,
                    const void *from)
{
    size_t inserted;
    enum err e = row_put(w, row, statement, from, WORK_COUNT(&inserted));
    if (e == OK)
        e = work_flush(w);
    if (e != OK)
        return e;
    return inserted == 1 ? OK : ERR_CONFLICT;
}

/* ---- The download ---- */

json *row_to_json(struct arena *a, const struct row_kind *row, const void *from)
{
    json *doc = doc_to_json(a, row->shown, row->shown_n, from);
    if (row->show != NULL)
        row->show(a, from, doc);
    return doc;
}

json *row_list_to_json(struct arena *a, const struct row_kind *row, const void *rows, size_t n)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < n; i++)
        json_add(a, list, row_to_json(a, row, (const char *)rows + i * row->size));
    return list;
}
