#ifndef WEB_VIEW_H
#define WEB_VIEW_H

#include "web/request.h"

/* What a page shows: one JSON document. HTML pages render a template from it, programs get it as it is. In a
 * template {{name}} prints a text or number (escaped by ctemplate), {{#name}}...{{/name}} repeats for each
 * object of an array, shows once for a non-empty object (its members inside) or for true / a non-empty text
 * with the section's own scope being the parent's; {{^name}} does not exist: use view_not, which puts
 * "no_name" when name is empty. Build it with base/json.h: json_put_text(r->arena, view, "role", ...). */

/* A field of a form: puts name = what was typed (or the fallback), name_problem = its message if any. Dots in
 * the name become '_'. */
void view_field(struct request *r, json *view, const char *field, const char *fallback);
/* "no_<name>": true when name is missing, null, false, "", [] or {}. */
void view_not(struct request *r, json *view, const char *name);

#endif
