#include "coach/intake_heard.h"
#include "base/text.h"
#include "coach/intake_ask.h"

/* What goes with a fact: the same words say both. */
static const char *const beside[FACTS_N] = {
    [FACT_DAYS_OFF] = "days",
    [FACT_INTERVIEW_DATE] = "no_interview_date",
    [FACT_WEAK] = "weak_told",
    [FACT_CAPACITY] = "motivation",
};

/* The words that a model quoted for a fact; "" if there are none, or the message does not have them. */
static const char *quoted(const json *answer, const char *message, const char *fact)
{
    const json *heard = json_get(answer, "heard");
    for (size_t i = 0; i < json_len(heard); i++) {
        const json *one = json_at(heard, i);
        const char *words = json_get_text(one, "words", "");
        if (text_equal(json_get_text(one, "fact", ""), fact) && !text_blank(words) &&
            text_contains(message, words))
            return words;
    }
    return "";
}

static const char *heard_in(const json *answer, const char *message, const char *material, enum fact fact)
{
    const char *words = quoted(answer, message, facts_name(fact));
    if (!*words && fact == FACT_ROLE)
        words = quoted(answer, material, facts_name(fact));
    return words;
}

const json *intake_heard_facts(struct arena *a, const struct ask_result *result, const char *message,
                               const char *material)
{
    const json *answer = result->answer;
    if (text_equal(result->provider, "builtin"))
        return json_get(answer, "facts");
    json *facts = json_copy(a, json_get(answer, "facts")), *sources = json_new_object(a);
    for (enum fact fact = 0; facts && fact < FACTS_N; fact++) {
        const char *name = facts_name(fact), *words = heard_in(answer, message, material, fact);
        if (*words) {
            json_put_text(a, sources, name, words);
            continue;
        }
        json_drop(facts, name);
        if (beside[fact])
            json_drop(facts, beside[fact]);
    }
    json_drop(facts, "sources");
    if (json_members(sources) > 0)
        json_put(a, facts, "sources", sources);
    else
        json_drop(facts, "unsure");
    return facts;
}

void intake_heard_in_job(struct facts *facts, const char *message, const char *material)
{
    for (enum fact fact = 0; fact < FACTS_N; fact++) {
        const char *words = text_or(facts->source[fact], "");
        if (!text_blank(words) && !text_contains(message, words) && text_contains(material, words))
            facts->from_job |= 1U << fact;
    }
}

unsigned intake_heard_asks(const json *answer)
{
    const json *asks = json_get(answer, "asks");
    unsigned set = 0;
    for (size_t i = 0; i < json_len(asks); i++) {
        const enum intake_ask ask = intake_ask_of(json_text(json_at(asks, i), ""));
        if (ask < INTAKE_ASKS)
            set |= 1U << ask;
    }
    return set;
}
