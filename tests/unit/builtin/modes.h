#ifndef TEST_BUILTIN_MODES_H
#define TEST_BUILTIN_MODES_H

/* The built-in coach asked as any provider is: a mode and its input document in, an answer that must hold the
 * mode's contract out. */

#include "base/fixture.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "llm/contract.h"
#include "llm/mode.h"

static struct arena *life;
static struct builtin *builtin;
static const struct library *library;
static struct modes *modes;
static struct provider coach;

static inline int read_all(void **state)
{
    (void)state;
    const char *why = "";
    life = arena_new(256 << 20, false);
    if (builtin_read(life, "prompts/library", &builtin, &why) != OK ||
        mode_read_all(life, "prompts", &modes, &why) != OK)
        fail_msg("%s", why);
    library = builtin->library;
    coach = builtin_provider(builtin);
    return 0;
}

static inline int free_all(void **state)
{
    (void)state;
    arena_free(life);
    return 0;
}

/* Strings in C that stand for JSON: 'single' quotes for "double" ones. */
static inline json *doc(const char *text)
{
    json *value = NULL;
    char *quoted = arena_copy(a, text);
    for (char *c = quoted; *c; c++)
        if (*c == '\'')
            *c = '"';
    if (json_parse(a, quoted, strlen(quoted), 12, &value) != OK)
        fail_msg("not JSON: %s", quoted);
    return value;
}

static inline const char *answer_text(const char *mode, const json *in)
{
    const struct provider_request q = {.mode = mode, .model = "", .input = in};
    struct provider_reply reply;
    assert_int_equal(coach.answer(&coach, a, &q, &reply), OK);
    assert_string_equal(reply.model, "builtin-1");
    return reply.text;
}

/* Checked against schema and rules; asked a second time the answer is the same, byte for byte. */
static inline json *answer(const char *mode, const json *in)
{
    json *out = NULL;
    const char *why = "", *text = answer_text(mode, in);
    assert_string_equal(text, answer_text(mode, in));
    assert_int_equal(json_parse(a, text, strlen(text), 12, &out), OK);
    if (contract_check(a, mode_find(modes, mode)->schema, out, &why) != OK ||
        contract_rules(a, mode, in, out, &why) != OK)
        fail_msg("%s breaks its contract: %s\nin:  %s\nout: %s", mode, why, json_write(a, in), text);
    return out;
}

/* Forgets all documents: for loops over many. */
static inline void fresh(void)
{
    void *none = NULL;
    without_arena(&none);
    assert_int_equal(with_arena(&none), 0);
}

/* Roles of families far apart, and one that the library doesn't know. */
static const char *const roles[] = {
    "software engineer", "sales representative", "year 4 teacher", "staff nurse",
    "accountant",        "product manager",      "beekeeper",      ""};

#endif
