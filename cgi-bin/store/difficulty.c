#include "store/difficulty.h"
#include "base/text.h"

const char *const difficulty_names[] = {
    [EASY] = "easy", [MEDIUM] = "medium", [HARD] = "hard", [MIXED] = "mixed"};

const char *difficulty_name(enum difficulty difficulty)
{
    return difficulty_names[difficulty];
}

bool difficulty_parse(const char *name, enum difficulty *out)
{
    for (size_t i = 0; i < sizeof(difficulty_names) / sizeof(*difficulty_names); i++)
        if (text_equal(name, difficulty_names[i])) {
            *out = (enum difficulty)i;
            return true;
        }
    return false;
}
