#ifndef STORE_DOC_H
#define STORE_DOC_H

#include "base/json.h"
#include "store/db.h"
#include <stddef.h>

/* Fields of a struct as one JSON document, such as a row's private part (row.h). A const table says which:
 *
 *   static const struct doc_field fields[] = {DOC_TEXT(struct story, title), DOC_INT(struct story, version)};
 *
 * The member's name is its name in the document. */
enum doc_kind {
    DOC_IS_TEXT,
    DOC_IS_INT,
    DOC_IS_INT64,
    DOC_IS_REAL,
    DOC_IS_BOOL,
    DOC_IS_ID,
    DOC_IS_JSON,
    DOC_IS_TIME,
    DOC_IS_DAY,
    DOC_IS_WORD,
    DOC_IS_LINES
};

struct doc_field {
    const char *name;
    size_t at;
    enum doc_kind kind;
    const char *const *words; /* of DOC_IS_WORD, by the enum's number */
};

/* DOC_TEXT is a const char * (absent or NULL is read as ""), DOC_INT an int, unsigned, enum or clock_day,
 * DOC_INT64 an int64_t or clock_time, DOC_REAL a double, DOC_ID a struct id (nil is JSON null), DOC_JSON a
 * const json * (absent is read as NULL). For people only, written and never read back: DOC_TIME a clock_time
 * as RFC 3339, DOC_DAY a clock_day as a date (both null where there is none), DOC_WORD an enum's
 * word, DOC_LINES a text's lines as a list. A member of another type does not compile. */
/* clang-format off */
#define DOC_OF(type, member, kind, words, ...)                                                               \
    {#member,                                                                                                \
     offsetof(type, member) + 0 * sizeof(struct {                                                            \
         _Static_assert(_Generic(((type *)0)->member, __VA_ARGS__, default : 0), #member " is of another type"); \
         int unused;                                                                                         \
     }),                                                                                                     \
     kind, words}
#define DOC_TEXT(type, member) DOC_OF(type, member, DOC_IS_TEXT, NULL, const char * : 1, char * : 1)
#define DOC_LINES(type, member) DOC_OF(type, member, DOC_IS_LINES, NULL, const char * : 1)
#define DOC_INT(type, member) DOC_OF(type, member, DOC_IS_INT, NULL, int : 1, unsigned : 1)
#define DOC_WORD(type, member, words) DOC_OF(type, member, DOC_IS_WORD, words, int : 1, unsigned : 1)
#define DOC_INT64(type, member) DOC_OF(type, member, DOC_IS_INT64, NULL, int64_t : 1)
#define DOC_TIME(type, member) DOC_OF(type, member, DOC_IS_TIME, NULL, clock_time : 1)
#define DOC_DAY(type, member) DOC_OF(type, member, DOC_IS_DAY, NULL, clock_day : 1)
#define DOC_REAL(type, member) DOC_OF(type, member, DOC_IS_REAL, NULL, double : 1)
#define DOC_BOOL(type, member) DOC_OF(type, member, DOC_IS_BOOL, NULL, bool : 1)
#define DOC_ID(type, member) DOC_OF(type, member, DOC_IS_ID, NULL, struct id : 1)
#define DOC_JSON(type, member) DOC_OF(type, member, DOC_IS_JSON, NULL, const json * : 1, json * : 1)
/* clang-format on */
#define DOC_COUNT(fields) (sizeof(fields) / sizeof *(fields))

/* Fields of *from as an object, to which more may be put; and back. A key that is absent or of another kind
 * leaves 0, "", NULL. */
json *doc_to_json(struct arena *a, const struct doc_field *fields, size_t n, const void *from);
/* An array of `rows_n` structs of `size` bytes as a list of such objects. */
json *doc_list_to_json(struct arena *a, const struct doc_field *fields, size_t n, const void *rows,
                       size_t rows_n, size_t size);
void doc_from_json(const json *doc, const struct doc_field *fields, size_t n, void *into);

/* A JSON value sealed at its place (column 1 is the row's document, 2 a second one), and opened: ERR_SEAL for
 * what does not open there. */
MUST_USE enum err doc_seal_json(struct work *w, enum sealed_table table, int column, struct id row,
                                uint32_t seq, const json *doc, struct bytes *out);
MUST_USE enum err doc_open_json(struct work *w, enum sealed_table table, int column, struct id row,
                                uint32_t seq, struct bytes sealed, json **out);

#endif
