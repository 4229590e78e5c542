#ifndef BUILTIN_BUILTIN_SUMMARY_H
#define BUILTIN_BUILTIN_SUMMARY_H

#include "builtin/builtin_tried.h"

/* What is said of a session: from its attempts and nothing else, in at most 80 words, whole sentences. */
const char *builtin_summary(const struct looking_back *back);

#endif
