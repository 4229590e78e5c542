#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include <stddef.h>

/* Reads a whole file of at most `most` bytes into the arena, NUL-terminated. ERR_NOT_FOUND, ERR_LIMIT or
 * ERR_IO. */
MUST_USE enum err file_read(struct arena *a, const char *path, size_t most, char **out, size_t *n);

/* The same file without a copy: mapped read-only and shared by every process that maps it, until the arena is
 * freed. Not NUL-terminated. Whoever replaces such a file must put a new one in its place (rename), never
 * write into it. */
MUST_USE enum err file_map(struct arena *a, const char *path, size_t most, const char **out, size_t *n);

/* The names of a folder's entries that end in `ending` ("" for all), sorted by bytes; "." and ".." left out.
 */
MUST_USE enum err file_list(struct arena *a, const char *folder, const char *ending, char ***out, size_t *n);

#endif
