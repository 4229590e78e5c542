#include "builtin/builtin_wish_new.h"
#include "base/text.h"
#include "builtin/builtin_own.h"
#include "builtin/builtin_wish_topics.h"
#include "library/stem.h"

enum { NAME_WORDS = 3 };

static bool parts_name(const struct library *library, const char *word)
{
    const char *const *words = phrases_list(library_phrases(library), HEAR_CHANGES_BEHIND_NAME);
    for (size_t i = 0; words[i]; i++)
        if (text_equal(words[i], word))
            return true;
    return false;
}

/* "small talk with guests" is named "small talk", "advanced pivot table formulas" by what it is. */
static const char *short_name(const struct library *library, struct arena *a, const char *words)
{
    size_t n, to = 1;
    const char **all = stem_split(a, words, &n), *name = "";
    while (to < n && !parts_name(library, all[to]))
        to++;
    for (size_t i = to > NAME_WORDS ? to - NAME_WORDS : 0; i < to && i < n; i++)
        name = arena_printf(a, "%s%s%s", name, text_if(*name, " "), all[i]);
    return builtin_own_name(library, a, name);
}

bool builtin_wish_new_topic(const struct library *library, struct arena *a, const char *role,
                            const char *words, struct library_topic *made)
{
    const struct library_family *general = library_find(library, "general");
    bool named;
    const struct library_topic *found = builtin_wish_topics_library(library, a, role, words, &named);
    *made = (struct library_topic){0};
    if (found)
        *made = *found;
    else if (general && general->own)
        *made = *general->own;
    if (!found || !named)
        made->name = builtin_own_name(library, a, words);
    if (text_blank(made->name))
        made->name = short_name(library, a, words);
    if (!found)
        made->description = builtin_own_description(library, a, words);
    return made->key && !text_blank(made->name);
}
