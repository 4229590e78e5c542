#include "admin/library_lint_report.h"
#include <stdarg.h>
#include <string.h>

void library_lint_report_fault(struct library_lint *c, const char *place, const char *what, ...)
{
    va_list args;
    const char *slash = strchr(place, '/');
    va_start(args, what);
    fprintf(c->out, "FAULT %.*s.json%s%s: ", slash ? (int)(slash - place) : (int)strlen(place), place,
            slash ? ", " : "", slash ? slash + 1 : "");
    vfprintf(c->out, what, args);
    fputc('\n', c->out);
    va_end(args);
    c->faults++;
}
