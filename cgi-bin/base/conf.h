#ifndef BASE_CONF_H
#define BASE_CONF_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* THE table of settings (conf.c; of model servers conf_server.c): name, type, default, limits, and one line
 * of manual. None is secret: a key stands in a file of its own, which a setting names. Read from one INI file
 * (libinih). An unknown section or name, a value of the wrong type or out of range refuses to start, naming
 * the line. */
struct conf;
struct conf_servers;

/* Reads the file; `path` NULL gives the defaults. On ERR_CONFIG *why says what is wrong in plain words. The
 * conf lives in the arena. */
MUST_USE enum err conf_read(struct arena *a, const char *path, struct conf **out, const char **why);

/* Values by their "section.name". Asking for a name that is not in the table, or as another type, is a bug:
 * an alert in the log, and "", 0 or false. */
const char *conf_text(const struct conf *conf, const char *name);
int64_t conf_int(const struct conf *conf, const char *name);
bool conf_bool(const struct conf *conf, const char *name);

/* Where the file sets it, for people: "/etc/greenroom/greenroom.conf, line 12"; its name where it does not.
 */
const char *conf_place(const struct conf *conf, struct arena *a, const char *name);

/* The model servers (base/conf_server.h). */
const struct conf_servers *conf_servers(const struct conf *conf);
/* The names of every [server NAME] that counts as inside this machine, by commas; "" for none. */
const char *conf_inside(const struct conf *conf);

/* The manual: every setting with its default and meaning, as an example INI file. */
void conf_manual(FILE *out);
/* What is in force. */
void conf_show(const struct conf *conf, FILE *out);

#endif
