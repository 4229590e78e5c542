#ifndef TEST_LLM_PROMPTS_H
#define TEST_LLM_PROMPTS_H

#include "llm/fixture.h"
#include "llm/mode.h"

/* A prompts folder of the test's own, with one mode, "greet". */
static const char greet_schema[] =
    "{\"type\":\"object\",\"properties\":{\"words\":{\"type\":\"string\",\"maxWords\":3},"
    "\"number\":{\"type\":\"integer\"}},\"required\":[\"words\"],"
    "\"additionalProperties\":false}";

static inline void write_part(const char *folder, const char *mode, const char *file, const char *text)
{
    const char *path = arena_printf(a, "%s/%s", folder, mode);
    if (mkdir(path, 0700) != 0)
        assert_int_equal(access(path, W_OK), 0);
    write_file(path, file, text, strlen(text));
}

static inline void write_mode(const char *folder, const char *mode)
{
    write_part(folder, mode, "instructions.txt", "Greet people.\n");
    write_part(folder, mode, "request.txt", "Name: {{name}}\n");
    write_part(folder, mode, "answer.schema.json", greet_schema);
    write_part(folder, mode, "settings.ini",
               "; a comment\norder =\nmax_tokens = 700\ntemperature = 0.4\n"
               "deadline_seconds = 40\ntries = 2\n");
}

static inline char *new_prompts(void)
{
    char *folder = new_folder();
    write_file(folder, "plain.txt", "Answer with JSON: {{schema}}\n", 29);
    write_file(folder, "repair.txt", "What was wrong: {{why}}\n", 24);
    write_mode(folder, "greet");
    return folder;
}

static inline struct modes *modes_of(const char *folder)
{
    struct modes *all;
    const char *why = "";
    if (mode_read_all(a, folder, &all, &why) != OK)
        fail_msg("%s", why);
    return all;
}

#endif
