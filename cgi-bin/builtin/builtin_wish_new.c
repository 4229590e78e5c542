#include "builtin/builtin_wish_new.h"
#include "base/text.h"
#include "builtin/builtin_own.h"
#include "builtin/builtin_wish_topics.h"

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
    if (!found)
        made->description = builtin_own_description(library, a, words);
    return made->key && !text_blank(made->name);
}
