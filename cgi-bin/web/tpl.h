#ifndef WEB_TPL_H
#define WEB_TPL_H

#include "base/json.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The only door to ctemplate. Every template escapes by its AUTOESCAPE pragma; one without it is refused. */

/* Loads every *.tpl of a folder, and forgets those before. False with *why (static) when one can't be used,
 * includes one that is not there or itself, or one of `needed` (names with a blank between) is not there: it
 * would be missed only when its page is asked for. */
bool tpl_load(const char *folder, const char *needed, const char **why);

/* Renders "plan" (plan.tpl) from a view document; `out` gets the bytes. False if there is no such template.
 *   text, number   {{name}}; and, unless empty or zero, {{#name}}...{{/name}} shows once
 *   true           {{#name}}...{{/name}} shows once
 *   object         {{#name}} shows once with its members inside
 *   array          {{#name}} repeats: objects with their members, texts as {{value}}
 *   {{>part}}      part.tpl, which sees the same names; it stands in text, never inside a tag
 *   anything empty, false, zero or null: {{#no_name}}...{{/no_name}} shows once */
bool tpl_render(const char *name, const json *view, void (*out)(void *ctx, const char *bytes, size_t n),
                void *ctx);

#ifdef __cplusplus
}
#endif

#endif
