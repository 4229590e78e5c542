#ifndef BASE_JSON_FILE_H
#define BASE_JSON_FILE_H

#include "base/err.h"
#include "base/json.h"

/* Reads a file of ours that must hold one JSON document, of at most 4 MiB and 16 levels. ERR_CONFIG, with
 * *why naming the file, where it can't be read or holds something else. */
MUST_USE enum err json_file_read(struct arena *a, const char *path, json **out, const char **why);

#endif
