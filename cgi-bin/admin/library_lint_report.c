#include "admin/library_lint_report.h"
#include <stdarg.h>
#include <string.h>

void library_lint_report_fault(struct library_lint *c, const char *place, const char *what, ...)
{
    va_list args;
    const char *slash = strchr(place, '/');
    va_start(args, what);
    fprintf(c->out, "FAULT %.*s.json", (int)strcspn(place, "/"), place);
    if (slash)
        fprintf(c->out, ", %s", slash + 1);
    fputs(": ", c->out);
    vfprintf(c->out, what, args);
    fputc('\n', c->out);
    va_end(args);
    c->faults++;
}
