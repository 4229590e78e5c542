#ifndef BASE_MARKDOWN_H
#define BASE_MARKDOWN_H

#include "base/buf.h"

/* A paragraph that begins with its label in bold; nothing where the text is blank. What would begin a
 * heading, list or quotation at the start of one of its lines is escaped (CommonMark 2.4). */
void markdown_part(struct buf *b, const char *label, const char *text);

#endif
