#ifndef WEB_VIEW_H
#define WEB_VIEW_H

#include "web/request.h"

/* What a page shows: one JSON document, built with base/json.h. HTML pages render a template from it (tpl.h
 * says how), programs get it as it is. */

/* A field of a form: puts name = what was typed (or the fallback), name_problem = its message if any. Dots in
 * the name become '_'. */
void view_field(struct request *r, json *view, const char *field, const char *fallback);
/* The same for an empty box of a page's form, which says nothing to a program: only a page gets it. */
void view_box(struct request *r, json *view, const char *field, const char *fallback);
#endif
