#include "base/json_file.h"
#include "base/file.h"

enum { MOST_FILE = 4 * 1024 * 1024, DEPTH = 16 };

enum err json_file_read(struct arena *a, const char *path, json **out, const char **why)
{
    char *text;
    size_t n;
    if (file_read(a, path, MOST_FILE, &text, &n) == OK && json_parse(a, text, n, DEPTH, out) == OK && *out)
        return OK;
    *why = arena_printf(a, "%s can't be read, or is not JSON", path);
    return ERR_CONFIG;
}
