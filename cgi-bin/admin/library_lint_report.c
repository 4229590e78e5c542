#include "admin/library_lint_report.h"
#include <stdarg.h>
#include <string.h>

void library_lint_report_fault(struct library_lint *lint, const char *place, const char *what, ...)
{
    va_list args;
    const char *slash = strchr(place, '/');
    va_start(args, what);
    fprintf(lint->out, "FAULT %.*s.json", (int)strcspn(place, "/"), place);
    if (slash)
        fprintf(lint->out, ", %s", slash + 1);
    fputs(": ", lint->out);
    vfprintf(lint->out, what, args);
    fputc('\n', lint->out);
    va_end(args);
    lint->faults++;
}
