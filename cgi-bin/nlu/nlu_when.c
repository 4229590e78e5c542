#include "nlu/nlu_when.h"
#include "base/num.h"
#include "base/text.h"
#include <string.h>

/* What a sentence says of time, days and dates. */

enum { MOST_SOURCE = 40, MOST_LETTERS = 400 };

void when_source(const struct when *w, const char *fact, size_t from, size_t to)
{
    to = num_min(to, from + MOST_SOURCE);
    nlu_source(w->heard, fact, text_head(w->heard->arena, when_said(w, from, to), MOST_LETTERS));
}

static json *without(struct arena *a, const json *list, const char *fact)
{
    json *rest = json_new_array(a);
    for (size_t i = 0; i < json_len(list); i++)
        if (!text_equal(json_text(json_at(list, i), ""), fact))
            json_add_text(a, rest, json_text(json_at(list, i), ""));
    return rest;
}

static json *unsure_of(const struct nlu *heard)
{
    json *unsure = json_get(heard->facts, "unsure");
    return unsure ? unsure : json_get(heard->known, "unsure");
}

void when_sure(struct nlu *heard, const char *fact)
{
    const json *unsure = unsure_of(heard);
    json *rest = without(heard->arena, unsure, fact);
    if (json_len(rest) < json_len(unsure))
        json_put(heard->arena, heard->facts, "unsure", rest);
    nlu_settled(heard, fact);
}

void when_unsure(struct nlu *heard, const char *fact)
{
    json *list = without(heard->arena, unsure_of(heard), fact);
    json_add_text(heard->arena, list, fact);
    json_put(heard->arena, heard->facts, "unsure", list);
    nlu_settled(heard, fact);
}

void nlu_when(struct nlu *heard)
{
    struct when w = when_read(heard);
    when_parse(&w);
    when_judge(&w);
    if (heard->wish)
        when_wish(&w);
    when_week(&w);
    when_date(&w);
}
