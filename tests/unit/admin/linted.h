#ifndef TEST_ADMIN_LINTED_H
#define TEST_ADMIN_LINTED_H

/* A family of the library that ships, changed, in a folder of its own, and what `library check` says to it.
 */

#include "admin/library_lint.h"
#include "base/file.h"
#include "base/fixture.h"
#include "base/json.h"

static inline const char *checked(struct arena *life, const char *folder, size_t *faults)
{
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    assert_non_null(out);
    *faults = library_lint_check(life, folder, out);
    fclose(out);
    const char *told = arena_copy(a, text);
    free(text);
    return told;
}

static inline json *family(const char *name)
{
    char *text;
    size_t n;
    json *doc;
    assert_int_equal(file_read(a, arena_printf(a, "prompts/library/%s.json", name), 1 << 20, &text, &n), OK);
    assert_int_equal(json_parse(a, text, n, 12, &doc), OK);
    return doc;
}

static inline json *topic(json *doc, size_t i)
{
    return json_at(json_get(doc, "topics"), i);
}

static inline json *question(json *doc, size_t t, size_t i)
{
    return json_at(json_get(topic(doc, t), "questions"), i);
}

static inline json *anchor(json *doc, size_t t, size_t i, size_t k)
{
    return json_at(json_get(question(doc, t, i), "anchors"), k);
}

/* A folder as it ships, in another. */
static inline void take_as_it_ships(const char *folder, const char *name)
{
    char *shipped = realpath(arena_printf(a, "prompts/library/%s", name), NULL);
    assert_int_equal(symlink(shipped, arena_printf(a, "%s/%s", folder, name)), 0);
    free(shipped);
}

/* Of anchors/ the files of these families; `changed` for the first of them, NULL as it ships. */
static inline void take_anchors(const char *folder, const char *const *names, size_t n, const json *changed)
{
    const char *anchors = arena_printf(a, "%s/anchors", folder);
    assert_int_equal(mkdir(anchors, 0700), 0);
    for (size_t i = 0; i < n; i++) {
        const char *file = arena_printf(a, "anchors/%s.json", names[i]);
        if (i > 0 || !changed) {
            take_as_it_ships(folder, file);
            continue;
        }
        const char *text = json_write(a, changed);
        write_file(folder, file, text, strlen(text));
    }
}

/* The families of a folder of their own. */
static inline const char *told_of(const char *const *names, json *const *docs, size_t n, const json *anchors,
                                  size_t *faults)
{
    struct arena *life = arena_new(256 << 20, false);
    const char *folder = new_folder();
    for (size_t i = 0; i < n; i++) {
        const char *text = json_write(a, docs[i]);
        write_file(folder, arena_printf(a, "%s.json", names[i]), text, strlen(text));
    }
    take_as_it_ships(folder, "words");
    take_as_it_ships(folder, "hears");
    take_as_it_ships(folder, "says");
    take_as_it_ships(folder, "titles");
    take_anchors(folder, names, n, anchors);
    const char *told = checked(life, folder, faults);
    arena_free(life);
    return told;
}

static inline const char *told_after(void (*change)(json *doc), size_t *faults)
{
    json *doc = family("nursing");
    change(doc);
    return told_of((const char *const[]){"nursing"}, &doc, 1, NULL, faults);
}

#endif
