#include "base/markdown.h"
#include "base/text.h"
#include <string.h>

void markdown_part(struct buf *b, const char *label, const char *text)
{
    if (text_blank(text))
        return;
    buf_printf(b, "**%s.** ", label);
    bool line_start = true;
    for (const char *p = text; *p; p++) {
        if (line_start && strchr("#>-*+=", *p))
            buf_add_char(b, '\\');
        buf_add_char(b, *p);
        line_start = *p == '\n';
    }
    buf_add(b, "\n\n");
}
