#include "base/text.h"
#include "nlu/nlu_reading.h"
#include <string.h>

/* The lists of weak areas and of what is fine: an area is in one of them. */

enum { MOST_LIST = 400, MOST_WORDS = 25 };

/* The next item of a list; *from moves behind it. */
static char *next_item(const struct nlu *heard, const char **from)
{
    const char *const *joints = nlu_phrases(heard, HEAR_LIST_JOINTS);
    const char *end = *from + strlen(*from), *behind = end, *open = strchr(*from, '('), *close = NULL;
    if (open)
        close = strchr(open, ')');
    for (size_t i = 0; joints[i]; i++) {
        const char *at = strstr(*from, joints[i]);
        if (at && close && at > open && at < close) /* "science (light, pests)" is one */
            at = strstr(close, joints[i]);
        if (at && at < end) {
            end = at;
            behind = at + strlen(joints[i]);
        }
    }
    char *item = text_trim(heard->arena, arena_text(heard->arena, *from, (size_t)(end - *from)));
    *from = behind;
    return item;
}

/* An area without the small words before it. */
static const char *bare(const struct nlu *heard, const char *area)
{
    return nlu_skip(heard, text_fold(heard->arena, area), HEAR_LIST_SMALL_WORDS);
}

static bool same_area(const struct nlu *heard, const char *area, const char *other)
{
    const char *one = bare(heard, area);
    return *one && strcmp(one, bare(heard, other)) == 0;
}

static bool in_list(const struct nlu *heard, const char *list, const char *item)
{
    for (const char *from = list; *from;)
        if (same_area(heard, next_item(heard, &from), item))
            return true;
    return false;
}

/* Takes the items of `area` out of a list of the facts, if any is in it. */
static void take_out(struct nlu *heard, const char *key, const char *area)
{
    const char *list = nlu_fact(heard, key), *rest = "";
    bool found = false;
    for (const char *from = list; *from;) {
        const char *item = next_item(heard, &from);
        if (in_list(heard, area, item))
            found = true;
        else if (*item)
            rest = *rest ? arena_printf(heard->arena, "%s, %s", rest, item) : item;
    }
    if (found)
        json_put_text(heard->arena, heard->facts, key, rest);
}

void nlu_list(struct nlu *heard, const char *key, const char *area)
{
    const bool weak = strcmp(key, "weak") == 0;
    const char *list = nlu_fact(heard, key), *added = text_head_words(heard->arena, area, MOST_WORDS);
    if (text_blank(added))
        return;
    take_out(heard, weak ? "strong" : "weak", added);
    if (weak)
        json_put_bool(heard->arena, heard->facts, "weak_told", true);
    if (text_contains(text_fold(heard->arena, list), text_fold(heard->arena, added)))
        return;
    if (!text_blank(list))
        added = arena_printf(heard->arena, "%s, %s", list, added);
    json_put_text(heard->arena, heard->facts, key, text_head(heard->arena, added, MOST_LIST));
}

const char *nlu_area_key(enum nlu_meaning meaning)
{
    return meaning == NLU_FINE ? "strong" : "weak";
}

/* Two areas of a sentence have one source, from the first to the last of their words. */
void nlu_area_source(const struct nlu_reading *reading, size_t from, size_t to, enum nlu_meaning meaning)
{
    struct nlu *heard = reading->heard;
    while (from > 0 && !nlu_mark_at(reading, from - 1) && !nlu_word_is(reading, from - 1, "but"))
        from--; /* the whole clause */
    const char *words = nlu_text_of(reading, from, to > reading->n ? reading->n : to);
    const char *known = json_get_text(json_get(heard->facts, "sources"), nlu_area_key(meaning), "");
    const char *earlier = *known ? strstr(heard->text, known) : NULL;
    if (meaning == NLU_OPEN || !*words)
        return;
    if (earlier && earlier < heard->text + (reading->tokens[from].at - heard->folded))
        words = nlu_words(heard, heard->folded + (earlier - heard->text),
                          reading->tokens[(to > reading->n ? reading->n : to) - 1].end);
    nlu_source(heard, nlu_area_key(meaning), words);
}

const char *nlu_next_area(const struct library *library, struct arena *a, const char **list)
{
    const struct nlu heard = {.arena = a, .library = library};
    const char *item = "";
    while (!*item && **list)
        item = next_item(&heard, list);
    return *item ? item : NULL;
}
