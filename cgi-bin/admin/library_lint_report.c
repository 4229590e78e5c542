#include "admin/library_lint_report.h"
#include <stdarg.h>
#include <string.h>

__attribute__((format(printf, 2, 0))) static void tell(struct library_lint *lint, const char *what,
                                                       va_list args)
{
    fputs(": ", lint->out);
    vfprintf(lint->out, what, args);
    fputc('\n', lint->out);
    lint->faults++;
}

void library_lint_report_fault(struct library_lint *lint, const char *place, const char *what, ...)
{
    va_list args;
    const char *slash = strchr(place, '/');
    va_start(args, what);
    fprintf(lint->out, "FAULT %.*s.json", (int)strcspn(place, "/"), place);
    if (slash)
        fprintf(lint->out, ", %s", slash + 1);
    tell(lint, what, args);
    va_end(args);
}

void library_lint_report_anchor(struct library_lint *lint, const char *question, const char *anchor,
                                const char *what, ...)
{
    va_list args;
    const size_t family = strcspn(question, "/");
    va_start(args, what);
    fprintf(lint->out, "FAULT anchors/%.*s.json", (int)family, question);
    if (question[family])
        fprintf(lint->out, ", %s", question + family + 1);
    if (*anchor)
        fprintf(lint->out, ", %s", anchor);
    tell(lint, what, args);
    va_end(args);
}
