#include "base/markdown.h"
#include "base/text.h"
#include <string.h>

/* Where a line's number of a list ends ("12." or "12)"); NULL where it does not begin with one. */
static const char *end_of_number(const char *line)
{
    const size_t n = strspn(line, "0123456789");
    if (n && (line[n] == '.' || line[n] == ')'))
        return line + n;
    return NULL;
}

static void add_escaped(struct buf *buf, const char *text)
{
    bool line_start = true;
    const char *number = NULL;
    for (const char *p = text; *p; p++) {
        if (line_start)
            number = end_of_number(p);
        if (strchr("\\`<[", *p) || (line_start && strchr("#>-*+=~", *p)) || p == number)
            buf_add_char(buf, '\\');
        buf_add_char(buf, *p);
        line_start = *p == '\n' || (line_start && (*p == ' ' || *p == '\t'));
    }
}

void markdown_heading(struct buf *buf, const char *text)
{
    buf_add(buf, "## ");
    for (const char *p = text; *p; p += strcspn(p, "\n") + 1) { /* a heading is one line */
        add_escaped(buf, arena_text(buf->arena, p, strcspn(p, "\n")));
        if (!p[strcspn(p, "\n")])
            break;
        buf_add_char(buf, ' ');
    }
    buf_add(buf, "\n\n");
}

void markdown_part(struct buf *buf, const char *label, const char *text)
{
    if (text_blank(text))
        return;
    buf_printf(buf, "**%s.** ", label);
    add_escaped(buf, text);
    buf_add(buf, "\n\n");
}
