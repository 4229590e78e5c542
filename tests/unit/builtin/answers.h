#ifndef TEST_BUILTIN_ANSWERS_H
#define TEST_BUILTIN_ANSWERS_H

/* The answers of tests/bench/marking-own.jsonl, and marks for them. */

#include "base/file.h"
#include "builtin/builtin_modes.h"
#include "builtin/modes.h"

enum { MOST_ANSWERS = 400 };

static struct {
    const json *rows[MOST_ANSWERS];
    size_t n;
} own;

static inline int read_answers(void **state)
{
    char *text, *line, *rest;
    size_t n;
    if (read_all(state) != 0 || file_read(life, "tests/bench/marking-own.jsonl", 8 << 20, &text, &n) != OK)
        return -1;
    for (line = text; *line && own.n < MOST_ANSWERS; line = rest + 1) {
        json *row;
        rest = strchr(line, '\n');
        assert_non_null(rest);
        assert_int_equal(json_parse(life, line, (size_t)(rest - line), 12, &row), OK);
        own.rows[own.n++] = row;
    }
    return 0;
}

static inline int level_of(const json *row)
{
    return (int)json_get_int(row, "level", 0);
}

static inline const char *answer_of(const json *row)
{
    return json_get_text(row, "answer", "");
}

/* The library's question: the first three parts of the row's name. */
static inline const char *key_of(const json *row)
{
    char *key = arena_copy(a, json_get_text(row, "id", ""));
    size_t parts = 0;
    for (char *p = key; *p; p++)
        if (*p == '/' && ++parts == 3)
            *p = '\0';
    return key;
}

/* The mode's input for another answer to the row's question. */
static inline json *input(const json *row, const char *text)
{
    json *in = json_new_object(a);
    json_put_text(a, in, "key", key_of(row));
    json_put_text(a, in, "question", json_get_text(row, "question", ""));
    json_put_text(a, in, "kind", json_get_text(row, "kind", ""));
    json_put_text(a, in, "difficulty", "medium");
    json_put_text(a, in, "topic", "");
    json_put_text(a, in, "role", "");
    json_put(a, in, "anchors", json_copy(a, json_get(row, "anchors")));
    json_put_text(a, in, "good", "");
    json_put_int(a, in, "seconds", json_get_int(row, "seconds", 240));
    json_put_int(a, in, "time_taken", 120);
    json_put_bool(a, in, "late", false);
    json_put_text(a, in, "answer", text);
    json_put(a, in, "previous", NULL);
    return in;
}

/* A row for a question of the library. */
static inline json *row_of(const struct question *q)
{
    json *row = json_new_object(a), *anchors = json_new_array(a);
    for (size_t i = 0; i < q->anchors_n; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "name", q->anchors[i].name);
        json_put_text(a, one, "anchor", q->anchors[i].text);
        json_put(a, one, "words", json_from_lines(a, q->anchors[i].words));
        json_add(a, anchors, one);
    }
    json_put_text(a, row, "id", q->key);
    json_put_text(a, row, "question", q->text);
    json_put_text(a, row, "kind", q->kind);
    json_put_int(a, row, "seconds", q->seconds);
    json_put(a, row, "anchors", anchors);
    return row;
}

static inline json *mark(const json *row, const char *text)
{
    return answer("evaluate_answer", input(row, text));
}

static inline int score(const json *row, const char *text)
{
    return (int)json_get_int(builtin_mark(builtin, a, input(row, text)), "score", 0);
}

static inline void assert_at_most(const json *row, const char *text, int most)
{
    const int is = score(row, text);
    if (is > most)
        fail_msg("%s: %d instead of at most %d for: %s", json_get_text(row, "id", ""), is, most, text);
}

#endif
