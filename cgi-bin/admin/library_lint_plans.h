#ifndef ADMIN_LIBRARY_LINT_PLANS_H
#define ADMIN_LIBRARY_LINT_PLANS_H

#include "admin/library_lint_report.h"

/* Does every title lead to its family? Does every plan go from easier to harder, with a mock interview at the
 * end? */
void library_lint_plans_titles(struct library_lint *lint, const struct library_family *family);
void library_lint_plans_check(struct library_lint *lint, const struct library_family *family);

#endif
