#include "library/phrases.h"
#include "base/text.h"
#include "library/texts.h"

static const struct text_row table[] = {
#define PHRASES_ROW(id, file, name) [HEAR_##id] = {file, name, NULL},
    PHRASES(PHRASES_ROW)
#undef PHRASES_ROW
};

struct phrases {
    struct list {
        const char **phrases, **notes; /* NULL at their ends */
        uint32_t *initials;
    } lists[PHRASE_LISTS];
};

/* A phrase, or a pair of a phrase and its note. */
static bool take_item(struct arena *a, const json *item, const char **phrase, const char **note)
{
    const json *text = item;
    *note = "";
    if (json_kind_of(item) == JSON_ARRAY && json_len(item) == 2) {
        text = json_at(item, 0);
        *note = arena_copy(a, json_text(json_at(item, 1), ""));
    }
    *phrase = arena_copy(a, json_text(text, ""));
    return **phrase != '\0';
}

/* Of a pattern's first word "is|are" both letters; where that may be missing, or stands for others, any. */
static uint32_t initials_of(const char *phrase)
{
    uint32_t letters = 0;
    bool begins = true;
    for (const char *at = phrase; *at && *at != ' '; at++) {
        if (*at == '~' || *at == '?' || (begins && !(*at >= 'a' && *at <= 'z')))
            return PHRASE_ANY;
        if (begins)
            letters |= 1u << (*at - 'a');
        begins = *at == '|';
    }
    return letters;
}

static enum err take(const struct texts *texts, const json *items, size_t i, void *into)
{
    struct list *list = &((struct phrases *)into)->lists[i];
    const size_t n = json_len(items);
    if (json_kind_of(items) != JSON_ARRAY || n == 0)
        return texts_wrong(texts, i, "must be a list of phrases");
    list->phrases = arena_array(texts->arena, n + 1, sizeof *list->phrases);
    list->notes = arena_array(texts->arena, n + 1, sizeof *list->notes);
    list->initials = arena_array(texts->arena, n, sizeof *list->initials);
    for (size_t k = 0; k < n; k++) {
        if (!take_item(texts->arena, json_at(items, k), &list->phrases[k], &list->notes[k]))
            return texts_wrong(texts, i, "has an item that is no phrase");
        list->initials[k] = initials_of(list->phrases[k]);
    }
    return OK;
}

enum err phrases_read(struct arena *a, const char *folder, struct phrases **out, const char **why)
{
    const struct texts t = {
        .arena = a, .folder = folder, .why = why, .table = table, .table_n = PHRASE_LISTS, .take = take};
    *out = arena_alloc(a, sizeof **out);
    return texts_read(&t, *out);
}

const char *const *phrases_list(const struct phrases *all, enum phrase_list which)
{
    return all->lists[which].phrases;
}

const char *const *phrases_notes(const struct phrases *all, enum phrase_list which)
{
    return all->lists[which].notes;
}

const uint32_t *phrases_initials(const struct phrases *all, enum phrase_list which)
{
    return all->lists[which].initials;
}
