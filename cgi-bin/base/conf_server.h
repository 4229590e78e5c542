#ifndef BASE_CONF_SERVER_H
#define BASE_CONF_SERVER_H

#include "base/conf_value.h"
#include "base/err.h"

/* The model servers of the settings: THE table of a server's settings (conf_server.c), the same for each.
 * A server is a section [server NAME]; four sections of their own, [openai], [anthropic], [other] and
 * [local], are such servers too, in which some settings are given (what it speaks, whether it counts as
 * inside) and some defaults differ. */
enum conf_server_setting {
    SERVER_SPEAKS,     /* "openai" or "anthropic" */
    SERVER_URL,        /* conf_server_url says more */
    SERVER_KEY_FILE,   /* "": no key */
    SERVER_INSIDE,     /* does it count as this machine? */
    SERVER_MODEL,      /* where an order names none */
    SERVER_STRUCTURED, /* "auto", "schema", "tool", "object", "plain" */
    SERVER_TOKEN_NAME, /* "auto", "max_tokens", "max_completion_tokens" */
    SERVER_EFFORT,     /* "": not sent */
    SERVER_THINKING_TOKENS,
    SERVER_SETTINGS
};

enum { CONF_OWN_SECTIONS = 4, CONF_MOST_SERVERS = 32, CONF_SERVER_NAME_MOST = 32 };

struct conf_server {
    const char *name;           /* in orders, records and metrics: "openai", "basement" */
    const char *section;        /* in the settings: "openai", "server basement" */
    int line;                   /* where its section begins; 0: nowhere */
    const struct conf_own *own; /* the section of its own that it is; NULL: a [server NAME] */
    struct conf_value values[SERVER_SETTINGS];
};

/* The four sections of their own, in the order of their table; then every [server NAME], by name, so that
 * moving a section changes nothing that users agreed to. */
struct conf_servers {
    struct conf_server list[CONF_OWN_SECTIONS + CONF_MOST_SERVERS];
    size_t n;
    const char *inside; /* the names of every [server NAME] that counts as inside, by commas */
};

/* ---- what conf.c reads; on ERR_CONFIG *why says what is wrong ---- */

/* No [server NAME]; the sections of their own have their defaults. */
MUST_USE enum err conf_server_defaults(struct conf_servers *all);
/* A section begins: *out is its server, NULL if it is a section of something else. */
MUST_USE enum err conf_server_begin(struct conf_servers *all, struct arena *a, const char *section, int line,
                                    struct conf_server **out, const char **why);
/* A line of its section; the texts are kept. */
MUST_USE enum err conf_server_take(struct conf_server *server, struct arena *a, const char *name,
                                   const char *text, int line, const char **why);
/* All has been read: does every server say what it must? *line: the line that is wrong. */
MUST_USE enum err conf_server_settle(struct conf_servers *all, struct arena *a, int *line, const char **why);

/* ---- what others ask ---- */

const char *conf_server_text(const struct conf_server *server, enum conf_server_setting which);
int64_t conf_server_int(const struct conf_server *server, enum conf_server_setting which);
bool conf_server_bool(const struct conf_server *server, enum conf_server_setting which);
/* May it be asked? A section of its own is set up by its url or key_file, a [server NAME] by being there. */
bool conf_server_is_set(const struct conf_server *server);
/* Its address: the one set, else its vendor's; "" where neither is known ([other], [local]). */
const char *conf_server_url(const struct conf_server *server);
/* The server of that name that is set up; NULL if there is none. */
const struct conf_server *conf_server_named(const struct conf_servers *all, const char *name);

/* Their part of conf_manual and conf_show. */
void conf_server_explain(FILE *out);
void conf_server_show(const struct conf_servers *all, FILE *out);

#endif
