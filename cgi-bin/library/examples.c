#include "library/examples.h"
#include "base/file.h"
#include "base/json_file.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_READING = 64 * 1024 * 1024 };

struct family_examples {
    const char *key;
    struct question_examples *list; /* sorted by key */
    size_t n;
};

struct examples {
    struct family_examples *list;
    size_t n;
};

/* What is being read: `keep` holds what lives on. */
struct reading {
    struct arena *keep;
    const char *file, **why;
};

static enum err wrong(const struct reading *reading, const char *question, const char *anchor,
                      const char *what)
{
    *reading->why = arena_printf(reading->keep, "%s: %s: %s: %s", reading->file, question, anchor, what);
    return ERR_CONFIG;
}

static const char **take_texts(const struct reading *reading, const json *list, size_t *n)
{
    *n = json_len(list);
    const char **out = arena_array(reading->keep, *n + 1, sizeof *out);
    for (size_t i = 0; i < *n; i++)
        out[i] = arena_copy(reading->keep, json_text(json_at(list, i), ""));
    return out;
}

static bool all_texts(const json *list)
{
    for (size_t i = 0; i < json_len(list); i++)
        if (text_blank(json_text(json_at(list, i), "")))
            return false;
    return true;
}

static enum err take_anchor(const struct reading *reading, const char *question, const char *key,
                            const json *doc, struct example *out)
{
    static const char *const lists[] = {"right", "wrong", "patterns"};
    const json *of[3];
    for (size_t i = 0; i < 3; i++) {
        of[i] = json_get(doc, lists[i]);
        if ((of[i] && json_kind_of(of[i]) != JSON_ARRAY) || !all_texts(of[i]))
            return wrong(reading, question, key,
                         arena_printf(reading->keep, "“%s” must be a list of sentences", lists[i]));
    }
    out->key = arena_copy(reading->keep, key);
    out->right = take_texts(reading, of[0], &out->right_n);
    out->wrong = take_texts(reading, of[1], &out->wrong_n);
    out->pattern = take_texts(reading, of[2], &out->pattern_n);
    out->part = arena_copy(reading->keep, json_get_text(doc, "part", ""));
    out->next = arena_copy(reading->keep, json_get_text(doc, "next", ""));
    return OK;
}

static int by_key(const void *left, const void *right)
{
    return strcmp(((const struct question_examples *)left)->key,
                  ((const struct question_examples *)right)->key);
}

static enum err take_question(const struct reading *reading, const char *key, const json *doc,
                              struct question_examples *out)
{
    const json *anchors = json_get(doc, "anchors"), *about = json_get(doc, "about");
    enum err e = OK;
    out->key = arena_copy(reading->keep, key);
    out->about = take_texts(reading, about, &out->about_n);
    out->list = arena_array(reading->keep, json_members(anchors) + 1, sizeof *out->list);
    if (json_kind_of(anchors) != JSON_OBJECT || !all_texts(about))
        return wrong(reading, key, "about", "must be a list of words, beside “anchors”");
    for (; out->n < json_members(anchors) && e == OK; out->n++) {
        const char *anchor;
        const json *given = json_member(anchors, out->n, &anchor);
        e = take_anchor(reading, key, anchor, given, &out->list[out->n]);
    }
    return e;
}

static enum err take_family(const struct reading *reading, const json *doc, struct family_examples *out)
{
    const size_t n = json_members(doc);
    enum err e = OK;
    out->key = arena_text(reading->keep, reading->file, strlen(reading->file) - strlen(".json"));
    out->list = arena_array(reading->keep, n + 1, sizeof *out->list);
    for (; out->n < n && e == OK; out->n++) {
        const char *key;
        const json *question = json_member(doc, out->n, &key);
        e = take_question(reading, key, question, &out->list[out->n]);
    }
    qsort(out->list, out->n, sizeof *out->list, by_key);
    return e;
}

static enum err read_file(const struct reading *reading, const char *folder, struct family_examples *out)
{
    struct arena *while_reading = arena_new(MOST_READING, false);
    json *doc;
    const char *why;
    enum err e;
    if (!while_reading)
        return ERR_LIMIT;
    if ((e = json_file_read(while_reading, arena_printf(reading->keep, "%s/%s", folder, reading->file), &doc,
                            &why)) == OK)
        e = take_family(reading, doc, out);
    else
        *reading->why = arena_copy(reading->keep, why);
    arena_free(while_reading);
    return e;
}

enum err examples_read(struct arena *a, const char *folder, struct examples **out, const char **why)
{
    char **files;
    size_t n;
    struct examples *all = arena_alloc(a, sizeof *all);
    if (file_list(a, folder, ".json", &files, &n) != OK) {
        *why = arena_printf(a, "%s can't be read", folder);
        return ERR_CONFIG;
    }
    all->list = arena_array(a, n + 1, sizeof *all->list);
    for (; all->n < n; all->n++) {
        const struct reading reading = {a, files[all->n], why};
        const enum err e = read_file(&reading, folder, &all->list[all->n]);
        if (e != OK)
            return e;
    }
    *out = all;
    return OK;
}

const struct question_examples *examples_family(const struct examples *examples, size_t i,
                                                const char **family, size_t *n)
{
    if (i >= examples->n)
        return NULL;
    *family = examples->list[i].key;
    *n = examples->list[i].n;
    return examples->list[i].list;
}

const struct question_examples *examples_question(const struct examples *examples, const char *question)
{
    const char *last = strrchr(text_or(question, ""), '/');
    if (!last || !examples)
        return NULL;
    const struct question_examples wanted = {.key = last + 1};
    for (size_t i = 0; i < examples->n; i++) {
        const struct family_examples *family = &examples->list[i];
        const size_t len = strlen(family->key);
        if (strncmp(question, family->key, len) == 0 && question[len] == '/')
            return bsearch(&wanted, family->list, family->n, sizeof *family->list, by_key);
    }
    return NULL;
}

const struct example *examples_find(const struct examples *examples, const char *question, const char *anchor)
{
    const struct question_examples *of = examples_question(examples, question);
    for (size_t i = 0; of && i < of->n; i++)
        if (text_equal(of->list[i].key, anchor))
            return &of->list[i];
    return NULL;
}
