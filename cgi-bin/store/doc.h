#ifndef STORE_DOC_H
#define STORE_DOC_H

#include "base/json.h"
#include "store/db.h"
#include <stddef.h>

/* A row's private part: the fields of a struct that are sealed, as one JSON document. A const table says
 * which:
 *
 *   static const struct doc_field fields[] = {DOC_TEXT(struct story, title), DOC_INT(struct story, version)};
 *
 * The member's name is its name in the document. */
enum doc_kind { DOC_IS_TEXT, DOC_IS_INT, DOC_IS_INT64, DOC_IS_REAL, DOC_IS_BOOL, DOC_IS_ID, DOC_IS_JSON };

struct doc_field {
    const char *name;
    size_t at;
    enum doc_kind kind;
};

/* DOC_TEXT is a const char * (absent or NULL is read as ""), DOC_INT an int, unsigned, enum or clock_day,
 * DOC_INT64 an int64_t or clock_time, DOC_REAL a double, DOC_ID a struct id (nil is JSON null), DOC_JSON a
 * const json * (absent is read as NULL). */
/* clang-format off */
#define DOC_TEXT(type, member) {#member, offsetof(type, member), DOC_IS_TEXT}
#define DOC_INT(type, member) {#member, offsetof(type, member), DOC_IS_INT}
#define DOC_INT64(type, member) {#member, offsetof(type, member), DOC_IS_INT64}
#define DOC_REAL(type, member) {#member, offsetof(type, member), DOC_IS_REAL}
#define DOC_BOOL(type, member) {#member, offsetof(type, member), DOC_IS_BOOL}
#define DOC_ID(type, member) {#member, offsetof(type, member), DOC_IS_ID}
#define DOC_JSON(type, member) {#member, offsetof(type, member), DOC_IS_JSON}
/* clang-format on */
#define DOC_COUNT(fields) (sizeof(fields) / sizeof *(fields))

/* Fields of *from as an object, to which more may be put; and back. A key that is absent or of another kind
 * leaves 0, "", NULL. */
json *doc_to_json(struct arena *a, const struct doc_field *fields, size_t n, const void *from);
void doc_from_json(const json *doc, const struct doc_field *fields, size_t n, void *into);

/* The same, sealed under the row's place (column 1), and opened. ERR_SEAL for what does not open there or is
 * no object. */
MUST_USE enum err doc_seal(struct work *w, enum sealed_table table, struct id row, uint32_t seq,
                           const struct doc_field *fields, size_t n, const void *from, struct bytes *out);
MUST_USE enum err doc_open(struct work *w, enum sealed_table table, struct id row, uint32_t seq,
                           struct bytes sealed, const struct doc_field *fields, size_t n, void *into);

/* A JSON value sealed at any column, for documents that are built by hand. */
MUST_USE enum err doc_seal_json(struct work *w, enum sealed_table table, int column, struct id row,
                                uint32_t seq, const json *doc, struct bytes *out);
MUST_USE enum err doc_open_json(struct work *w, enum sealed_table table, int column, struct id row,
                                uint32_t seq, struct bytes sealed, json **out);

#endif
