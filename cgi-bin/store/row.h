#ifndef STORE_ROW_H
#define STORE_ROW_H

#include "store/doc.h"

/* A table's row and the struct it is read into, said once: a macro that hands every column and every sealed
 * field to another macro C. From it come the columns of a SELECT and of an INSERT, what reads a row and what
 * seals one, and the fields of a user's download.
 *
 *     #define NOTE(C)                          \
 *         C(COLUMN_AS(1, ID, id, topic))       \
 *         C(SEALED(TEXT, text))                \
 *         C(COLUMN(2, INT, version))           \
 *         C(DOCUMENT(3))
 *     ROW_DEFINE(note_row, struct note, NOTE, .table = SEALED_NOTE, .seq = ROW_AT(version));
 *
 *     "SELECT " ROW_COLUMNS(NOTE) " FROM gr.notes WHERE user_id = gr.me()"
 *
 * Columns are numbered from 1, as PostgreSQL numbers what an INSERT is given; the numbers, and the members'
 * types, are checked while compiling. The order of sealed fields is that of the stored document, the order of
 * all of them that of the download.
 *
 *     COLUMN    a column, and the member of that name       INNER    ... that is not in the download
 *     SEALED    a field of the sealed document              SECRET   ... that is not in the download
 *     EXPRESSION    a member that a SELECT works out; INNER_EXPRESSION: not in the download
 *     DOCUMENT      the column "sealed": the document of the SEALED fields. Behind the columns that say where
 *                   it belongs (.id and .seq).
 *     BESIDE        a second sealed document, in a column of its own; not part of an INSERT, and last
 *     TEXT_ALONE    the column "sealed" where it is one text and no document
 *
 * Those ending in _AS have a column or field of another name than the member; those in _WORD an enum, whose
 * words a download shows. Kinds: ID a struct id, INT an int, an unsigned or an enum, INT64 an int64_t, TIME a
 * clock_time (TIME_IF_ANY: 0 is NULL), DAY a clock_day, BOOL, TEXT a const char * (NULL where a column is
 * NULL), BYTES a struct bytes; in sealed fields also REAL, JSON. */
/* clang-format off */
#define COLUMN(place, kind, name) \
    COLUMN, place, kind, name, name, NULL, ROW_SQL_##kind(#name)
#define COLUMN_AS(place, kind, name, member) \
    COLUMN, place, kind, name, member, NULL, ROW_SQL_##kind(#name)
#define COLUMN_WORD(place, name, words) \
    COLUMN, place, WORD, name, name, words, ROW_SQL_INT(#name)
#define INNER(place, kind, name) \
    INNER, place, kind, name, name, NULL, ROW_SQL_##kind(#name)
#define INNER_AS(place, kind, name, member) \
    INNER, place, kind, name, member, NULL, ROW_SQL_##kind(#name)
#define EXPRESSION(place, kind, name, sql) \
    COLUMN, place, kind, name, name, NULL, sql
#define INNER_EXPRESSION(place, kind, name, sql) \
    INNER, place, kind, name, name, NULL, sql
#define DOCUMENT(place) \
    DOCUMENT, place, DOCUMENT, sealed, sealed, NULL, "sealed"
#define BESIDE(place, name) \
    BESIDE, place, BESIDE, name, name, NULL, #name
#define TEXT_ALONE(place, member) \
    TEXT_ALONE, place, TEXT_ALONE, sealed, member, NULL, "sealed"
#define SEALED(kind, name) \
    SEALED, 0, kind, name, name, NULL, ""
#define SEALED_WORD(name, words) \
    SEALED, 0, WORD, name, name, words, ""
#define SECRET(kind, name) \
    SECRET, 0, kind, name, name, NULL, ""
#define SECRET_AS(kind, name, member) \
    SECRET, 0, kind, name, member, NULL, ""

/* How a column is read and written. */
#define ROW_SQL_ID(name) name
#define ROW_SQL_INT(name) name "::int8"
#define ROW_SQL_INT64(name) name
#define ROW_SQL_TIME(name) "extract(epoch FROM " name ")::int8"
#define ROW_SQL_TIME_IF_ANY(name) ROW_SQL_TIME(name)
#define ROW_SQL_DAY(name) name "::int8"
#define ROW_SQL_BOOL(name) name
#define ROW_SQL_TEXT(name) name
#define ROW_SQL_BYTES(name) name
#define ROW_VALUE_ID(n) "$" #n "::uuid"
#define ROW_VALUE_INT(n) "$" #n "::int8"
#define ROW_VALUE_WORD(n) "$" #n "::int8"
#define ROW_VALUE_INT64(n) "$" #n "::int8"
#define ROW_VALUE_TIME(n) "to_timestamp($" #n "::int8)"
#define ROW_VALUE_TIME_IF_ANY(n) "to_timestamp(nullif($" #n "::int8, 0))"
#define ROW_VALUE_DAY(n) "$" #n "::int8"
#define ROW_VALUE_BOOL(n) "$" #n "::bool"
#define ROW_VALUE_TEXT(n) "$" #n "::text"
#define ROW_VALUE_BYTES(n) "$" #n "::bytea"

/* What may be a member of a kind, and how it is in documents: what is a word, a day or a time for people is a
 * number where it is stored. */
#define ROW_TYPE_ID struct id : 1
#define ROW_TYPE_INT int : 1, unsigned : 1
#define ROW_TYPE_WORD int : 1, unsigned : 1
#define ROW_TYPE_INT64 int64_t : 1
#define ROW_TYPE_TIME clock_time : 1
#define ROW_TYPE_TIME_IF_ANY clock_time : 1
#define ROW_TYPE_DAY clock_day : 1
#define ROW_TYPE_BOOL bool : 1
#define ROW_TYPE_TEXT const char * : 1, char * : 1
#define ROW_TYPE_BYTES struct bytes : 1
#define ROW_TYPE_REAL double : 1
#define ROW_TYPE_JSON const json * : 1, json * : 1
#define ROW_TYPE_TEXT_ALONE const char * : 1
#define ROW_STORED_ID DOC_IS_ID
#define ROW_STORED_INT DOC_IS_INT
#define ROW_STORED_WORD DOC_IS_INT
#define ROW_STORED_INT64 DOC_IS_INT64
#define ROW_STORED_DAY DOC_IS_INT
#define ROW_STORED_BOOL DOC_IS_BOOL
#define ROW_STORED_TEXT DOC_IS_TEXT
#define ROW_STORED_REAL DOC_IS_REAL
#define ROW_STORED_JSON DOC_IS_JSON
#define ROW_SHOWN_ID DOC_IS_ID
#define ROW_SHOWN_INT DOC_IS_INT
#define ROW_SHOWN_WORD DOC_IS_WORD
#define ROW_SHOWN_INT64 DOC_IS_INT64
#define ROW_SHOWN_TIME DOC_IS_TIME
#define ROW_SHOWN_TIME_IF_ANY DOC_IS_TIME
#define ROW_SHOWN_DAY DOC_IS_DAY
#define ROW_SHOWN_BOOL DOC_IS_BOOL
#define ROW_SHOWN_TEXT DOC_IS_TEXT
#define ROW_SHOWN_REAL DOC_IS_REAL
#define ROW_SHOWN_JSON DOC_IS_JSON

/* The columns of a SELECT, with DOCUMENT and BESIDE where they stand. */
#define ROW_COLUMNS(ROW) ROW(ROW_SELECT)
#define ROW_SELECT(...) ROW_SELECT_AS(__VA_ARGS__)
#define ROW_SELECT_AS(where, place, kind, name, member, words, sql) ROW_SELECT_##where(place, sql)
#define ROW_SELECT_COLUMN(place, sql) ROW_COMMA_##place sql
#define ROW_SELECT_INNER(place, sql) ROW_COMMA_##place sql
#define ROW_SELECT_DOCUMENT(place, sql) ROW_COMMA_##place sql
#define ROW_SELECT_BESIDE(place, sql) ROW_COMMA_##place sql
#define ROW_SELECT_TEXT_ALONE(place, sql) ROW_COMMA_##place sql
#define ROW_SELECT_SEALED(place, sql)
#define ROW_SELECT_SECRET(place, sql)

/* An INSERT of the user's own row, whole: row_insert gives it its values. */
#define ROW_INSERT(table, ROW) \
    "INSERT INTO " table " (user_id" ROW(ROW_NAME) ") VALUES (gr.me()" ROW(ROW_VALUE) ")"
#define ROW_NAME(...) ROW_NAME_AS(__VA_ARGS__)
#define ROW_NAME_AS(where, place, kind, name, member, words, sql) ROW_NAME_##where(name)
#define ROW_NAME_COLUMN(name) ", " #name
#define ROW_NAME_INNER(name) ", " #name
#define ROW_NAME_DOCUMENT(name) ", " #name
#define ROW_NAME_TEXT_ALONE(name) ", " #name
#define ROW_NAME_BESIDE(name)
#define ROW_NAME_SEALED(name)
#define ROW_NAME_SECRET(name)
#define ROW_VALUE(...) ROW_VALUE_AS(__VA_ARGS__)
#define ROW_VALUE_AS(where, place, kind, name, member, words, sql) ROW_PUT_##where(place, kind)
#define ROW_PUT_COLUMN(place, kind) ", " ROW_VALUE_##kind(place)
#define ROW_PUT_INNER(place, kind) ", " ROW_VALUE_##kind(place)
#define ROW_PUT_DOCUMENT(place, kind) ", " ROW_VALUE_BYTES(place)
#define ROW_PUT_TEXT_ALONE(place, kind) ", " ROW_VALUE_BYTES(place)
#define ROW_PUT_BESIDE(place, kind)
#define ROW_PUT_SEALED(place, kind)
#define ROW_PUT_SECRET(place, kind)

enum { ROW_COLUMNS_MOST = 16 };
#define ROW_COMMA_1
#define ROW_COMMA_2 ", "
#define ROW_COMMA_3 ", "
#define ROW_COMMA_4 ", "
#define ROW_COMMA_5 ", "
#define ROW_COMMA_6 ", "
#define ROW_COMMA_7 ", "
#define ROW_COMMA_8 ", "
#define ROW_COMMA_9 ", "
#define ROW_COMMA_10 ", "
#define ROW_COMMA_11 ", "
#define ROW_COMMA_12 ", "
#define ROW_COMMA_13 ", "
#define ROW_COMMA_14 ", "
#define ROW_COMMA_15 ", "
#define ROW_COMMA_16 ", "

/* The same as tables. */
enum column_kind {
    COLUMN_IS_ID,
    COLUMN_IS_INT,
    COLUMN_IS_INT64,
    COLUMN_IS_BOOL,
    COLUMN_IS_TEXT,
    COLUMN_IS_BYTES,
    COLUMN_IS_DOCUMENT,
    COLUMN_IS_BESIDE,
    COLUMN_IS_TEXT_ALONE
};

struct column {
    size_t at;
    enum column_kind kind;
};

struct row_kind {
    size_t size;
    const struct column *columns;
    const struct doc_field *sealed, *shown;
    size_t columns_n, sealed_n, shown_n;
    /* Where its documents belong. */
    enum sealed_table table;
    size_t id;    /* where in the struct its id is: the first member, unless said */
    size_t seq;   /* where its number is (an int); 0: it has none */
    bool of_user; /* one row a user, under the user's id */
    /* What is no plain field. open sees the columns as they came, and runs before the SEALED fields are read;
     * ERR_SEAL for what can't be. seal adds to the document, open_beside reads the second one, show adds to
     * the download. */
    enum err (*open)(struct arena *a, const json *doc, void *into);
    void (*seal)(struct arena *a, const void *from, json *doc);
    void (*open_beside)(struct arena *a, const json *doc, void *into);
    void (*show)(struct arena *a, const void *from, json *doc);
};

#define ROW_AT(member) offsetof(row_type, member)
/* Defines the function that gives the row. */
#define ROW_DEFINE(function, type, ROW, ...)                                                                  \
    const struct row_kind *function(void)                                                                     \
    {                                                                                                         \
        typedef type row_type;                                                                                \
        enum { ROW(ROW_ORDINAL) row_places };                                                                 \
        ROW(ROW_CHECK)                                                                                        \
        _Static_assert((int)row_places <= (int)ROW_COLUMNS_MOST, "more columns than there is room for");        \
        static const struct column columns[] = {ROW(ROW_READ){.at = 0}};                                      \
        static const struct doc_field sealed[] = {ROW(ROW_STORE){.name = NULL}};                              \
        static const struct doc_field shown[] = {ROW(ROW_SHOW){.name = NULL}};                                \
        static const struct row_kind row = {                                                                  \
            .size = sizeof(row_type),                                                                         \
            .columns = columns,                                                                               \
            .sealed = sealed,                                                                                 \
            .shown = shown,                                                                                   \
            .columns_n = sizeof columns / sizeof *columns - 1,                                                \
            .sealed_n = DOC_COUNT(sealed) - 1,                                                                \
            .shown_n = DOC_COUNT(shown) - 1,                                                                  \
            __VA_ARGS__};                                                                                     \
        return &row;                                                                                          \
    }                                                                                                         \
    _Static_assert(1, "a semicolon follows")
/* ... of a row that has nothing sealed. */
#define ROW_DEFINE_OPEN(function, type, ROW) ROW_DEFINE(function, type, ROW, .table = (enum sealed_table)0)

#define ROW_ORDINAL(...) ROW_ORDINAL_AS(__VA_ARGS__)
#define ROW_ORDINAL_AS(where, place, kind, name, member, words, sql) ROW_ORDINAL_##where(name)
#define ROW_ORDINAL_COLUMN(name) row_place_##name,
#define ROW_ORDINAL_INNER(name) row_place_##name,
#define ROW_ORDINAL_DOCUMENT(name) row_place_##name,
#define ROW_ORDINAL_BESIDE(name) row_place_##name,
#define ROW_ORDINAL_TEXT_ALONE(name) row_place_##name,
#define ROW_ORDINAL_SEALED(name)
#define ROW_ORDINAL_SECRET(name)

#define ROW_CHECK(...) ROW_CHECK_AS(__VA_ARGS__)
#define ROW_CHECK_AS(where, place, kind, name, member, words, sql) ROW_CHECK_##where(place, name)
#define ROW_CHECK_COLUMN(place, name) \
    _Static_assert(row_place_##name + 1 == place, #name " has another place");
#define ROW_CHECK_INNER(place, name) ROW_CHECK_COLUMN(place, name)
#define ROW_CHECK_DOCUMENT(place, name) ROW_CHECK_COLUMN(place, name)
#define ROW_CHECK_BESIDE(place, name) ROW_CHECK_COLUMN(place, name)
#define ROW_CHECK_TEXT_ALONE(place, name) ROW_CHECK_COLUMN(place, name)
#define ROW_CHECK_SEALED(place, name)
#define ROW_CHECK_SECRET(place, name)

#define ROW_IN(member, kind)                                                                                 \
    (offsetof(row_type, member) + 0 * sizeof(struct {                                                        \
         _Static_assert(_Generic(((row_type *)0)->member, ROW_TYPE_##kind, default : 0),                     \
                        #member " is of another type");                                                      \
         int unused;                                                                                         \
     }))
#define ROW_READ(...) ROW_READ_AS(__VA_ARGS__)
#define ROW_READ_AS(where, place, kind, name, member, words, sql) ROW_READ_##where(kind, member)
#define ROW_READ_COLUMN(kind, member) {ROW_IN(member, kind), ROW_READ_AS_##kind},
#define ROW_READ_INNER(kind, member) ROW_READ_COLUMN(kind, member)
#define ROW_READ_TEXT_ALONE(kind, member) {ROW_IN(member, kind), COLUMN_IS_TEXT_ALONE},
#define ROW_READ_DOCUMENT(kind, member) {0, COLUMN_IS_DOCUMENT},
#define ROW_READ_BESIDE(kind, member) {0, COLUMN_IS_BESIDE},
#define ROW_READ_SEALED(kind, member)
#define ROW_READ_SECRET(kind, member)
#define ROW_READ_AS_ID COLUMN_IS_ID
#define ROW_READ_AS_INT COLUMN_IS_INT
#define ROW_READ_AS_WORD COLUMN_IS_INT
#define ROW_READ_AS_DAY COLUMN_IS_INT
#define ROW_READ_AS_INT64 COLUMN_IS_INT64
#define ROW_READ_AS_TIME COLUMN_IS_INT64
#define ROW_READ_AS_TIME_IF_ANY COLUMN_IS_INT64
#define ROW_READ_AS_BOOL COLUMN_IS_BOOL
#define ROW_READ_AS_TEXT COLUMN_IS_TEXT
#define ROW_READ_AS_BYTES COLUMN_IS_BYTES

#define ROW_STORE(...) ROW_STORE_AS(__VA_ARGS__)
#define ROW_STORE_AS(where, place, kind, name, member, words, sql) ROW_STORE_##where(kind, name, member)
#define ROW_STORE_SEALED(kind, name, member) {#name, ROW_IN(member, kind), ROW_STORED_##kind, NULL},
#define ROW_STORE_SECRET(kind, name, member) ROW_STORE_SEALED(kind, name, member)
#define ROW_STORE_COLUMN(kind, name, member)
#define ROW_STORE_INNER(kind, name, member)
#define ROW_STORE_DOCUMENT(kind, name, member)
#define ROW_STORE_BESIDE(kind, name, member)
#define ROW_STORE_TEXT_ALONE(kind, name, member)

#define ROW_SHOW(...) ROW_SHOW_AS(__VA_ARGS__)
#define ROW_SHOW_AS(where, place, kind, name, member, words, sql) ROW_SHOW_##where(kind, member, words)
#define ROW_SHOW_COLUMN(kind, member, words) {#member, ROW_IN(member, kind), ROW_SHOWN_##kind, words},
#define ROW_SHOW_SEALED(kind, member, words) ROW_SHOW_COLUMN(kind, member, words)
#define ROW_SHOW_TEXT_ALONE(kind, member, words) ROW_SHOW_COLUMN(TEXT, member, NULL)
#define ROW_SHOW_INNER(kind, member, words)
#define ROW_SHOW_SECRET(kind, member, words)
#define ROW_SHOW_DOCUMENT(kind, member, words)
#define ROW_SHOW_BESIDE(kind, member, words)
/* clang-format on */

/* Destinations of a want (work.h). ROW_ONE: a struct t **, the first row in the arena, NULL where there is
 * none. ROW_ALL: a struct t ** and a size_t *, the rows as an array. ROW_HERE: a struct t *, the first row in
 * place; where there is none it stays as it is. A sealed part that does not open is ERR_SEAL. */
#define ROW_ONE(row_, out_) ROW_INTO_AS(row_read_one, row_, out_, NULL, sizeof **(out_))
#define ROW_ALL(row_, out_, n_) ROW_INTO_AS(row_read_all, row_, out_, n_, sizeof **(out_))
#define ROW_HERE(row_, out_) ROW_INTO_AS(row_read_here, row_, out_, NULL, sizeof *(out_))
#define ROW_INTO_AS(read_, row_, out_, n_, size_)                                                            \
    ((struct into){.read = (read_), .row = (row_), .out = (out_), .n = (n_), .size = (size_)})
MUST_USE enum err row_read_one(struct work *w, int statement, const struct into *into);
MUST_USE enum err row_read_all(struct work *w, int statement, const struct into *into);
MUST_USE enum err row_read_here(struct work *w, int statement, const struct into *into);

/* The row's document, sealed at its place; and its SEALED fields from a document that came by another way. */
MUST_USE enum err row_seal(struct work *w, const struct row_kind *row, const void *from, struct bytes *out);
MUST_USE enum err row_open(struct work *w, const struct row_kind *row, struct bytes sealed, void *into);
/* Queues a ROW_INSERT, which may go on with ON CONFLICT. row_insert runs it too: ERR_CONFLICT where nothing
 * was inserted. */
MUST_USE enum err row_put(struct work *w, const struct row_kind *row, const struct statement *statement,
                          const void *from, struct into into);
MUST_USE enum err row_insert(struct work *w, const struct row_kind *row, const struct statement *statement,
                             const void *from);

/* What a download shows of n rows: a list of objects. */
json *row_list_to_json(struct arena *a, const struct row_kind *row, const void *rows, size_t n);
json *row_to_json(struct arena *a, const struct row_kind *row, const void *from);

#endif
