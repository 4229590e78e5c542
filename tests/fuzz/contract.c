#include "llm/contract.h"
#include "base/text.h"
#include "llm/mode.h"
#include <stdlib.h>
#include <string.h>

/* Whatever a model answers: it holds to its mode's schema and rules, or it doesn't and the reason is fit to
 * be sent back; and whatever a schema says, it is in the subset or not, and then any document can be held to
 * it. The first byte chooses: a mode, by its number, or a schema of one's own. Then come JSON documents, one
 * a line: the answer and the input; the schema and the answer. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void must_say(const char *why)
{
    must(why && *why && text_valid(why, strlen(why)));
}

static const struct mode *numbered(size_t number)
{
    static const char *const names[] = {
        "build_story", "daily_review",      "evaluate_answer", "generate_questions",
        "plan_chat",   "reconcile_session", "suggest_plan",    "suggest_plan_changes",
    };
    static struct arena *life;
    static struct modes *all;
    const char *why = "";
    if (number >= sizeof names / sizeof *names)
        return NULL;
    if (!life)
        life = arena_new(64 << 20, false);
    if (!all)
        must(mode_read_all(life, "prompts", &all, &why) == OK);
    return mode_find(all, names[number]);
}

/* What holds in an answer that passed. */
static void must_be_true(const struct mode *m, const json *input, const json *answer)
{
    const json *anchors = json_get(answer, "anchors"), *topics = json_get(answer, "plan_topics");
    int64_t sum = 0;
    if (strcmp(m->name, "evaluate_answer") == 0)
        for (size_t i = 0; i < json_len(anchors); i++)
            must(text_contains(json_get_text(input, "answer", ""),
                               json_get_text(json_at(anchors, i), "quote", "")));
    if (strcmp(m->name, "suggest_plan") == 0) {
        for (size_t i = 0; i < json_len(topics); i++)
            sum += json_get_int(json_at(topics, i), "daily_study_minutes", 0);
        must(sum == json_get_int(json_get(answer, "plan_overview"), "total_daily_minutes", -1));
    }
}

static void of_a_mode(struct arena *a, const struct mode *m, json *answer, const json *input)
{
    const char *why = NULL;
    const enum err shape = contract_check(a, m->schema, answer, &why);
    if (shape != OK)
        must_say(why);
    why = NULL;
    contract_quotes_mend(a, m->name, input, answer);
    const enum err rules = contract_rules(a, m->name, input, answer, &why);
    if (rules != OK)
        must_say(why);
    if (shape == OK && rules == OK)
        must_be_true(m, input, answer);
    why = NULL;
    if (shape == OK && contract_quotes(a, m->name, input, answer, &why) != OK)
        must_say(why);
}

static void of_its_own(struct arena *a, const json *schema, const json *answer)
{
    const char *why = NULL;
    if (contract_known(a, schema, &why) != OK) {
        must_say(why);
        return;
    }
    if (contract_check(a, schema, answer, &why) != OK)
        must_say(why);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    if (n < 1)
        return 0;
    struct arena *a = arena_new(256 << 20, false);
    const char *text = (const char *)data + 1, *end = (const char *)data + n;
    const char *line = memchr(text, '\n', (size_t)(end - text));
    json *first, *second = NULL;
    const char *stop = line ? line : end;
    if (json_parse(a, text, (size_t)(stop - text), 40, &first) == OK &&
        (!line || json_parse(a, line + 1, (size_t)(end - line - 1), 40, &second) == OK)) {
        const struct mode *m = numbered(data[0] - (size_t)'0');
        if (m)
            of_a_mode(a, m, first, second);
        else
            of_its_own(a, first, second);
    }
    arena_free(a);
    return 0;
}
