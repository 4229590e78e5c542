#include "builtin/builtin_role.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"

/* What the words of a role say besides the profession: how senior it is. */

int builtin_seniority(const struct library *library, struct arena *a, const char *role)
{
    const struct phrases *all = library_phrases(library);
    struct builtin_sentence s = {.text = role};
    s.stems = stem_words(a, role, &s.n);
    if (builtin_has_any(all, a, &s, HEAR_SENIORITY_JUNIOR))
        return -1;
    return builtin_has_any(all, a, &s, HEAR_SENIORITY_SENIOR);
}

const char *builtin_role_families(const struct sentences *says, struct arena *a,
                                  const struct library_family *const *families, size_t n)
{
    const char *all = families[0]->name;
    for (size_t i = 1; i + 1 < n; i++)
        all = SAY(says, a, SAY_LIST_MORE, {"first", all}, {"next", families[i]->name});
    if (n < 2)
        return all;
    return SAY(says, a, SAY_LIST_OR, {"first", all}, {"last", families[n - 1]->name});
}
