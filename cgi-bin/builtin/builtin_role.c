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
