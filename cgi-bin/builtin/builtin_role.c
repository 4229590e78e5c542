#include "builtin/builtin_role.h"
#include "base/text.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include <string.h>

/* What the words of a role say besides the profession: how senior it is. */

static const struct {
    const char *words;
    int seniority;
} signs[] = {
    {"junior", -1},
    {"graduate", -1},
    {"trainee", -1},
    {"intern", -1},
    {"internship", -1},
    {"student", -1},
    {"apprentice", -1},
    {"newly qualified", -1},
    {"nqt", -1},
    {"ect", -1},
    {"entry level", -1},
    {"first job", -1},
    {"working student", -1},
    {"school leaver", -1},
    {"senior", 1},
    {"sr", 1},
    {"lead", 1},
    {"principal", 1},
    {"head", 1},
    {"chief", 1},
    {"director", 1},
    {"vp", 1},
    {"vice president", 1},
    {"sister", 1},
    {"matron", 1},
    {"charge nurse", 1},
    {"ward manager", 1},
    {"staff engineer", 1},
    {"architect", 1},
    {"cto", 1},
    {"cfo", 1},
    {"ceo", 1},
    {"coo", 1},
    {"cmo", 1},
    {"deputy", 1},
};

int builtin_seniority(struct arena *a, const char *role)
{
    struct builtin_sentence s = {.text = role};
    s.stems = stem_words(a, role, &s.n);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (builtin_has_phrase(a, &s, signs[i].words))
            return signs[i].seniority;
    return 0;
}
