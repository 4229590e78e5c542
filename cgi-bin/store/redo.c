#include "store/redo.h"
#include "base/text.h"

static const char *const redos[] = {
    [REDO_NONE] = "",
    [REDO_WEAK_ANSWER] = "weak_answer",
    [REDO_INCOMPLETE] = "incomplete",
    [REDO_TIME_PRESSURE] = "time_pressure",
    [REDO_HIGH_VALUE] = "high_value",
};

const char *redo_name(enum redo_reason r)
{
    return redos[r];
}

enum redo_reason redo_parse(const char *name)
{
    for (size_t i = 0; i < sizeof(redos) / sizeof(*redos); i++)
        if (text_equal(name, redos[i]))
            return (enum redo_reason)i;
    return REDO_NONE;
}
