#include "library/texts.h"
#include "base/json_file.h"
#include "base/text.h"

enum { MOST_READING = 16 * 1024 * 1024 };

static enum err wrong(const struct texts *t, const char *file, const char *name, const char *what)
{
    *t->why = arena_printf(t->arena, "%s/%s.json, %s: %s", t->folder, file, name, what);
    return ERR_CONFIG;
}

enum err texts_wrong(const struct texts *t, size_t i, const char *what)
{
    return wrong(t, t->table[i].file, t->table[i].name, what);
}

static bool is_known(const struct texts *t, const char *file, const char *name)
{
    for (size_t i = 0; i < t->table_n; i++)
        if (text_equal(t->table[i].file, file) && text_equal(t->table[i].name, name))
            return true;
    return text_equal(name, "about");
}

static enum err no_strangers(const struct texts *t, const json *doc, const char *file)
{
    for (size_t i = 0; i < json_members(doc); i++) {
        const char *name;
        json_member(doc, i, &name);
        if (!is_known(t, file, name))
            return wrong(t, file, name, "the program knows nothing of it");
    }
    return OK;
}

static enum err read_file(const struct texts *t, struct arena *while_reading, const char *file, json **doc)
{
    const char *path = arena_printf(t->arena, "%s/%s.json", t->folder, file), *why = "";
    const enum err e = json_file_read(while_reading, path, doc, &why);
    if (e == OK)
        return no_strangers(t, *doc, file);
    *t->why = arena_copy(t->arena, why);
    return e;
}

static enum err read_all(const struct texts *t, struct arena *while_reading, void *into)
{
    const char *file = "";
    json *doc = NULL;
    enum err e = OK;
    for (size_t i = 0; i < t->table_n && e == OK; i++) {
        if (!text_equal(file, t->table[i].file)) {
            file = t->table[i].file;
            e = read_file(t, while_reading, file, &doc);
        }
        if (e == OK)
            e = t->take(t, json_get(doc, t->table[i].name), i, into);
    }
    return e;
}

enum err texts_read(const struct texts *t, void *into)
{
    struct arena *while_reading = arena_new(MOST_READING, false);
    if (!while_reading) {
        *t->why = "there is no memory to read the texts with";
        return ERR_CONFIG;
    }
    const enum err e = read_all(t, while_reading, into);
    arena_free(while_reading);
    return e;
}
