#ifndef TEST_LLM_FIXTURE_H
#define TEST_LLM_FIXTURE_H

#include "base/fixture.h"
#include "base/json.h"

/* A JSON document written with single quotes, which C needs no backslashes for. */
static inline json *doc(const char *quoted)
{
    json *v = NULL;
    char *text = arena_copy(a, quoted);
    for (char *p = text; *p; p++)
        if (*p == '\'')
            *p = '"';
    if (json_parse(a, text, strlen(text), 64, &v) != OK)
        fail_msg("not JSON: %s", text);
    return v;
}

#endif
