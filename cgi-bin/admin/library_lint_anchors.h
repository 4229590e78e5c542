#ifndef ADMIN_LIBRARY_LINT_ANCHORS_H
#define ADMIN_LIBRARY_LINT_ANCHORS_H

#include "admin/library_lint_report.h"

/* Does prompts/library/anchors/ know how each anchor is said, in sentences of a fair length, each said once?
 * Are its patterns some, and the parts of its stories? */
void library_lint_anchors_check(struct library_lint *lint);

#endif
