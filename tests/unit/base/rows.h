#ifndef TEST_BASE_ROWS_H
#define TEST_BASE_ROWS_H

/* A table of cases that stands beside its test as text: a file of JSON objects, one a line. Every row is
 * looked at; what is otherwise than wanted is told of with the file and the line, and in the end the test
 * fails. */

#include "base/file.h"
#include "base/fixture.h"
#include "base/json.h"
#include "base/text.h"

static struct {
    const char *file; /* NULL: no table is being read */
    size_t line, wrong;
} rows;

/* Something is otherwise than wanted: told of for the present row, and the next is looked at; without a table
 * it is the end of the test. */
static inline void found_wrong(const char *what)
{
    if (!rows.file)
        fail_msg("%s", what);
    rows.wrong++;
    print_error("%s:%zu: %s\n", rows.file, rows.line, what);
}

/* A misspelt wish would be none. */
static inline void assert_members_known(const json *row, const char *const *known)
{
    for (size_t i = 0; i < json_members(row); i++) {
        const char *key;
        size_t k = 0;
        json_member(row, i, &key);
        while (known[k] && !text_equal(known[k], key))
            k++;
        if (!known[k])
            found_wrong(arena_printf(a, "a row has no “%s”", key));
    }
}

/* Looks at each row of a file that must hold `least` rows of these members, NULL after the last. `look` may
 * forget all that is in `a`: the row lies elsewhere. */
static inline void each_row(const char *file, size_t least, const char *const *known,
                            void (*look)(const json *row))
{
    struct arena *of_file = arena_new(64 << 20, false);
    char *text, *next;
    size_t n;
    rows.file = file;
    rows.line = rows.wrong = 0;
    if (file_read(of_file, file, 8 << 20, &text, &n) != OK)
        fail_msg("%s can't be read", file);
    for (char *line = text; *line; line = next) {
        const size_t len = strcspn(line, "\n");
        json *row;
        next = line + len + (line[len] == '\n');
        rows.line++;
        if (json_parse(of_file, line, len, 4, &row) != OK) {
            found_wrong("not a JSON object");
            continue;
        }
        assert_members_known(row, known);
        look(row);
    }
    if (rows.line < least)
        found_wrong(arena_printf(a, "only %zu rows", rows.line));
    rows.file = NULL;
    arena_free(of_file);
    assert_int_equal(rows.wrong, 0);
}

#endif
