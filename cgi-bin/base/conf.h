#ifndef BASE_CONF_H
#define BASE_CONF_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* THE table of settings (conf.c): name, type, default, limits, secret or not, and one line of manual. Read
 * from one INI file (libinih). An unknown section or name, a value of the wrong type or out of range refuses
 * to start, naming the line. */
struct conf;

/* Reads the file; `path` NULL gives the defaults. On ERR_CONFIG *why says what is wrong in plain words. The
 * conf lives in the arena. */
MUST_USE enum err conf_read(struct arena *a, const char *path, struct conf **out, const char **why);

/* Values by their "section.name". Asking for a name that is not in the table, or as another type, is a bug:
 * an alert in the log, and "", 0 or false. */
const char *conf_text(const struct conf *c, const char *name);
int64_t conf_int(const struct conf *c, const char *name);
bool conf_bool(const struct conf *c, const char *name);

/* The manual: every setting with its default and meaning, as an example INI file. */
void conf_manual(FILE *out);
/* What is in force, secrets shown as "(set)". */
void conf_show(const struct conf *c, FILE *out);

#endif
