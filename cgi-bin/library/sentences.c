#include "library/sentences.h"
#include "base/text.h"
#include "library/texts.h"
#include <string.h>

static const struct text_row table[] = {
#define SENTENCES_ROW(id, file, name, holes) [SAY_##id] = {file, name, holes},
    SENTENCES(SENTENCES_ROW)
#undef SENTENCES_ROW
};

struct sentences {
    struct said {
        const char **texts;
        size_t n;
    } said[SENTENCES_MOST];
};

/* Does a word stand in a list of words with blanks between them? */
static bool stands_in(const char *words, const char *word)
{
    const size_t n = strlen(word);
    for (const char *at = words; n && (at = strstr(at, word)) != NULL; at += n)
        if ((at == words || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
            return true;
    return false;
}

static enum err check_holes(const struct texts *texts, const char *text, size_t i)
{
    const char *name;
    while ((name = fill_next_hole(texts->arena, &text)) != NULL)
        if (!stands_in(texts->table[i].holes, name))
            return texts_wrong(texts, i, arena_printf(texts->arena, "nothing is there for {{%s}}", name));
    return OK;
}

static enum err take(const struct texts *texts, const json *value, size_t i, void *into)
{
    struct said *said = &((struct sentences *)into)->said[i];
    const bool list = json_kind_of(value) == JSON_ARRAY;
    said->n = 1;
    if (list)
        said->n = json_len(value);
    said->texts = arena_array(texts->arena, said->n + 1, sizeof *said->texts);
    for (size_t k = 0; k < said->n; k++) {
        const json *text = value;
        if (list)
            text = json_at(value, k);
        said->texts[k] = arena_copy(texts->arena, json_text(text, ""));
        if (*said->texts[k] == '\0')
            return texts_wrong(texts, i, "must be a text, or a list of texts");
        const enum err e = check_holes(texts, said->texts[k], i);
        if (e != OK)
            return e;
    }
    return said->n ? OK : texts_wrong(texts, i, "must be a text, or a list of texts");
}

enum err sentences_read(struct arena *a, const char *folder, struct sentences **out, const char **why)
{
    const struct texts t = {
        .arena = a, .folder = folder, .why = why, .table = table, .table_n = SENTENCES_MOST, .take = take};
    *out = arena_alloc(a, sizeof **out);
    return texts_read(&t, *out);
}

const char *sentences_text(const struct sentences *all, enum sentence which)
{
    return all->said[which].texts[0];
}

const char *sentences_variant(const struct sentences *all, enum sentence which, size_t i)
{
    return all->said[which].texts[i % all->said[which].n];
}

size_t sentences_variants(const struct sentences *all, enum sentence which)
{
    return all->said[which].n;
}

const char *sentences_count(const struct sentences *all, enum sentence which, long n)
{
    return sentences_variant(all, which, n != 1);
}
