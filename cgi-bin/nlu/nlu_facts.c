#include "base/text.h"
#include "nlu/nlu.h"

/* The facts document: what is known of somebody, and where it was heard. */

static json *sources_of(struct arena *a, json *facts)
{
    json *sources = json_get(facts, "sources");
    if (!sources) {
        sources = json_new_object(a);
        json_put(a, facts, "sources", sources);
    }
    return sources;
}

void nlu_facts_add(struct arena *a, json *known, const json *heard)
{
    const char *name;
    for (size_t i = 0; i < json_members(heard); i++) {
        const json *value = json_member(heard, i, &name);
        if (!text_equal(name, "sources"))
            json_put(a, known, name, json_copy(a, value));
    }
    const json *sources = json_get(heard, "sources");
    for (size_t i = 0; i < json_members(sources); i++) {
        const json *words = json_member(sources, i, &name);
        json_put(a, sources_of(a, known), name, json_copy(a, words));
    }
}

void nlu_source(struct nlu *heard, const char *fact, const char *words)
{
    json_put_text(heard->arena, sources_of(heard->arena, heard->facts), fact, words);
}

void nlu_ask(struct nlu *heard, const char *fact)
{
    for (size_t i = 0; i < json_len(heard->asks); i++)
        if (text_equal(json_text(json_at(heard->asks, i), ""), fact))
            return;
    if (!heard->asks)
        heard->asks = json_new_array(heard->arena);
    json_add_text(heard->arena, heard->asks, fact);
}

void nlu_settled(struct nlu *heard, const char *fact)
{
    json *rest = json_new_array(heard->arena);
    const size_t before = json_len(heard->asks);
    const char *asked = text_equal(fact, "days_off") ? "days" : fact;
    for (size_t i = 0; i < before; i++)
        if (!text_equal(json_text(json_at(heard->asks, i), ""), asked))
            json_add_text(heard->arena, rest, json_text(json_at(heard->asks, i), ""));
    if (json_len(rest) == before)
        return;
    heard->asks = rest;
    if (text_equal(asked, "interview_date"))
        heard->doubt = NULL;
}
