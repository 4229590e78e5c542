#ifndef BASE_CONF_VALUE_H
#define BASE_CONF_VALUE_H

#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* A row of a table of settings, and what stands in force for it: shared by the two tables, conf.c's and
 * conf_server.c's. */
enum conf_kind { CONF_TEXT, CONF_INT, CONF_BOOL };

struct conf_setting {
    const char *name;
    enum conf_kind kind;
    const char *text;   /* the default, as it would stand in the file */
    int64_t min, max;   /* of a number; min 1 for a text that can't be empty */
    const char *manual; /* one line, for people */
};

struct conf_value {
    const char *text;
    int64_t number; /* of a number; 1 and 0 for yes and no */
    int line;       /* of the file; 0: the default */
};

/* Takes a text as the setting's value: false if it is none (its type, its range). The text is kept. */
bool conf_value_take(const struct conf_setting *setting, const char *text, int line, struct conf_value *out);
/* What a setting wants, to be said where something else stood: "hourly.children wants a whole number from 1
 * to 64". `full`: its name with its section. */
const char *conf_value_wants(struct arena *a, const struct conf_setting *setting, const char *full);

/* One setting of the manual, with its default and commented out; and of what is in force. `name`: as it
 * stands in its section. */
void conf_value_explain(FILE *out, const struct conf_setting *setting, const char *name);
void conf_value_show(FILE *out, const char *name, const struct conf_value *value);

#endif
