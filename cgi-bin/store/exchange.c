#include "store/exchange.h"
#include "store/doc.h"

static const struct doc_field exchange_fields[] = {
    DOC_TEXT(struct exchange, mode),
    DOC_TEXT(struct exchange, provider),
    DOC_TEXT(struct exchange, model),
    DOC_TEXT(struct exchange, prompt_version),
    DOC_TEXT(struct exchange, system_text),
    DOC_TEXT(struct exchange, request_text),
    DOC_INT64(struct exchange, tokens_in),
    DOC_INT64(struct exchange, tokens_out),
    DOC_INT64(struct exchange, tokens_cached),
    DOC_INT64(struct exchange, cost_micro),
    DOC_INT64(struct exchange, ms),
    DOC_INT(struct exchange, tries),
    DOC_TEXT(struct exchange, instead),
};

json *exchange_to_json(struct arena *a, const struct exchange *exchange)
{
    return exchange ? doc_to_json(a, exchange_fields, DOC_COUNT(exchange_fields), exchange) : NULL;
}

struct exchange *exchange_from_json(struct arena *a, const json *doc)
{
    if (json_kind_of(doc) != JSON_OBJECT)
        return NULL;
    struct exchange *x = arena_alloc(a, sizeof(*x));
    doc_from_json(doc, exchange_fields, DOC_COUNT(exchange_fields), x);
    return x;
}
