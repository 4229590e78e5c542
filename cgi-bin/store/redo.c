#include "store/redo.h"
#include "base/text.h"

const char *const redo_names[] = {
    [REDO_NONE] = "",
    [REDO_WEAK_ANSWER] = "weak_answer",
    [REDO_INCOMPLETE] = "incomplete",
    [REDO_TIME_PRESSURE] = "time_pressure",
    [REDO_HIGH_VALUE] = "high_value",
};

const char *redo_name(enum redo_reason reason)
{
    return redo_names[reason];
}

enum redo_reason redo_parse(const char *name)
{
    for (size_t i = 0; i < sizeof(redo_names) / sizeof(*redo_names); i++)
        if (text_equal(name, redo_names[i]))
            return (enum redo_reason)i;
    return REDO_NONE;
}
