#ifndef BASE_MARKDOWN_H
#define BASE_MARKDOWN_H

#include "base/buf.h"

/* Text in a Markdown file: it stays text (CommonMark 2.4). What would begin a heading, list, quotation or
 * code at the start of one of its lines is escaped, and everywhere what would begin a link, an image or HTML.
 */

/* A heading of the second level, in one line. */
void markdown_heading(struct buf *buf, const char *text);
/* A paragraph that begins with its label in bold; nothing where the text is blank. */
void markdown_part(struct buf *buf, const char *label, const char *text);

#endif
