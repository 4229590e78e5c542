#ifndef LLM_STRICT_H
#define LLM_STRICT_H

#include "base/arena.h"
#include "base/json.h"

/* Our answer schemas and what vendors take: of JSON Schema, the part that OpenAI and Anthropic both compile
 * (their pages on structured outputs). */

/* The schema in that part: objects closed; bounds and maxWords told in the description, in few
 * signs ("1-10", "≤3", "≤30 words"), and held to afterwards by contract_check; without the members that only
 * a provider inside this program gives ("inside": true) or may leave empty ("inside": "null": its null), and
 * without the bounds of what stands at or below "told": true: the mode's instructions tell those.
 * `all_required`: what is optional becomes required and may be null (OpenAI); else it stays optional. */
json *strict_schema(struct arena *a, const json *schema, bool all_required);

/* An answer as our own schema has it: an optional member that is null is left out, an enum's word in other
 * capitals is written as the schema has it, 7.0 is 7 where a whole number is wanted. A null that only a
 * provider inside this program may give is left out of anybody else's (`inside` false), and so is found to be
 * missing. A copy; nothing else changes, and nothing is checked. */
json *strict_settle(struct arena *a, const json *schema, const json *document, bool inside);

#endif
