#include "store/difficulty.h"
#include "base/text.h"

static const char *const difficulties[] = {
    [EASY] = "easy", [MEDIUM] = "medium", [HARD] = "hard", [MIXED] = "mixed"};

const char *difficulty_name(enum difficulty d)
{
    return difficulties[d];
}

bool difficulty_parse(const char *name, enum difficulty *out)
{
    for (size_t i = 0; i < sizeof(difficulties) / sizeof(*difficulties); i++)
        if (text_equal(name, difficulties[i])) {
            *out = (enum difficulty)i;
            return true;
        }
    return false;
}
