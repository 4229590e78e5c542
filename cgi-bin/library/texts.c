#include "library/texts.h"
#include "base/json_file.h"
#include "base/text.h"

enum { MOST_READING = 16 * 1024 * 1024 };

static enum err wrong(const struct texts *texts, const char *file, const char *name, const char *what)
{
    *texts->why = arena_printf(texts->arena, "%s/%s.json, %s: %s", texts->folder, file, name, what);
    return ERR_CONFIG;
}

enum err texts_wrong(const struct texts *texts, size_t i, const char *what)
{
    return wrong(texts, texts->table[i].file, texts->table[i].name, what);
}

static bool is_known(const struct texts *texts, const char *file, const char *name)
{
    for (size_t i = 0; i < texts->table_n; i++)
        if (text_equal(texts->table[i].file, file) && text_equal(texts->table[i].name, name))
            return true;
    return text_equal(name, "about");
}

static enum err no_strangers(const struct texts *texts, const json *doc, const char *file)
{
    for (size_t i = 0; i < json_members(doc); i++) {
        const char *name;
        json_member(doc, i, &name);
        if (!is_known(texts, file, name))
            return wrong(texts, file, name, "the program knows nothing of it");
    }
    return OK;
}

static enum err read_file(const struct texts *texts, struct arena *while_reading, const char *file,
                          json **doc)
{
    const char *path = arena_printf(texts->arena, "%s/%s.json", texts->folder, file), *why = "";
    const enum err e = json_file_read(while_reading, path, doc, &why);
    if (e == OK)
        return no_strangers(texts, *doc, file);
    *texts->why = arena_copy(texts->arena, why);
    return e;
}

static enum err read_all(const struct texts *texts, struct arena *while_reading, void *into)
{
    const char *file = "";
    json *doc = NULL;
    enum err e = OK;
    for (size_t i = 0; i < texts->table_n && e == OK; i++) {
        if (!text_equal(file, texts->table[i].file)) {
            file = texts->table[i].file;
            e = read_file(texts, while_reading, file, &doc);
        }
        if (e == OK)
            e = texts->take(texts, json_get(doc, texts->table[i].name), i, into);
    }
    return e;
}

enum err texts_read(const struct texts *texts, void *into)
{
    struct arena *while_reading = arena_new(MOST_READING, false);
    if (!while_reading) {
        *texts->why = "there is no memory to read the texts with";
        return ERR_CONFIG;
    }
    const enum err e = read_all(texts, while_reading, into);
    arena_free(while_reading);
    return e;
}
