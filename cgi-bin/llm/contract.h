#ifndef LLM_CONTRACT_H
#define LLM_CONTRACT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"

/* Holds a document to a JSON Schema, in the subset used in prompts/: type, properties, required,
 * additionalProperties (false), items, minItems, maxItems, enum, const, minimum, maximum, minLength,
 * maxLength, and our own "maxWords"; no text has control characters but TAB, LF and CR. ERR_INPUT with *why
 * naming the place
 * ("/plan_topics/2/name: more than 3 words"), fit to be sent back to a model. */
MUST_USE enum err contract_check(struct arena *a, const json *schema, const json *document, const char **why);

/* The cross-field rules of a mode's answer, beyond its schema: THE table in contract_rules.c, by mode name.
 * Needs the input too: minutes add up to the total, priorities are a ranking, no topic twice, a redo carries
 * a reason and names a question that was asked, a quotation is in the answer letter for letter, an anchor not
 * landed has no quotation, no score comes with a reason, a change carries a reason. A mode without rules
 * holds. */
MUST_USE enum err contract_rules(struct arena *a, const char *mode, const json *input, const json *answer,
                                 const char **why);

/* A mark's quotations and what it may have heard, put right where they are in the answer but for a slip of
 * the pen: capitals, blanks, typographic signs, full stops at the end. Before contract_rules. */
void contract_quotes_mend(struct arena *a, const char *mode, const json *input, json *answer);

/* Whatever else stands in quotation marks in a mode's answer, for people to read, is in their own words that
 * the mode was given, letter for letter: THE table in contract_quotes.c, by mode and member. Slips of the pen
 * are put right there too. ERR_INPUT with *why. A mode or text that is not in the table holds. */
MUST_USE enum err contract_quotes(struct arena *a, const char *mode, const json *input, json *answer,
                                  const char **why);

/* Does the schema use only words of the subset, each set to what it may be? For mode_read_all and the build;
 * contract_check relies on it. */
MUST_USE enum err contract_known(struct arena *a, const json *schema, const char **why);

#endif
