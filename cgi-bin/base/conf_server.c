#include "base/conf_server.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ANTHROPIC_URL "https://api.anthropic.com/v1"
#define ANTHROPIC_MODEL "claude-haiku-4-5"

/* THE table of a server's settings. A row holds for every server, unless it says otherwise. */
static const struct row {
    struct conf_setting setting;
    bool given;         /* in a section of its own: it is what it is there */
    const char *speaks; /* only for servers that speak this; NULL: for all */
} rows[SERVER_SETTINGS] = {
    [SERVER_SPEAKS] =
        {.setting = {"speaks", CONF_TEXT, "openai", 1, 0,
                     "What it speaks: openai (chat completions) or anthropic (messages). Must be said."},
         .given = true},
    [SERVER_URL] = {.setting = {"url", CONF_TEXT, "", 0, 0,
                                "Its address. openai: must be said; anthropic, if empty: " ANTHROPIC_URL
                                "."}},
    [SERVER_KEY_FILE] = {.setting = {"key_file", CONF_TEXT, "", 0, 0,
                                     "File of its key, mode 0400 or 0600; empty: no key."}},
    [SERVER_INSIDE] =
        {.setting = {"inside", CONF_BOOL, "no", 0, 1,
                     "It counts as this machine: nobody need agree to it first, and no budget counts it."},
         .given = true},
    [SERVER_MODEL] = {.setting = {"model", CONF_TEXT, "default", 1, 0,
                                  "Model, where an order names the server alone."}},
    [SERVER_STRUCTURED] =
        {.setting = {"structured", CONF_TEXT, "auto", 1, 0,
                     "How answers are held to their form: auto, schema, tool, plain; openai: object, "
                     "too."}},
    [SERVER_TOKEN_NAME] =
        {.setting = {"token_name", CONF_TEXT, "auto", 1, 0,
                     "What the limit of tokens is called: auto, max_tokens or max_completion_tokens."},
         .speaks = "openai"},
    [SERVER_EFFORT] = {.setting = {"effort", CONF_TEXT, "", 0, 0,
                                   "Effort (openai: reasoning_effort) to ask for; empty: not sent."}},
    [SERVER_THINKING_TOKENS] = {.setting = {"thinking_tokens", CONF_INT, "4000", 0, 100000,
                                            "Tokens added for models that think before they answer."}},
};

/* What a server may speak; coach/models has who speaks it. */
static const struct dialect {
    const char *name;
    const char *url;   /* of a [server NAME] that names none; NULL: it must name one */
    const char *model; /* likewise; NULL: the table's */
} dialects[] = {
    {"openai", NULL, NULL},
    {"anthropic", ANTHROPIC_URL, ANTHROPIC_MODEL},
};
enum { DIALECTS = sizeof dialects / sizeof *dialects };

/* The sections of their own: where they differ from the table. */
static const struct conf_own {
    const char *name;
    const char *url; /* where it has none and a key; "": it must have one */
    const char *texts[SERVER_SETTINGS];
    const char *about; /* of its url, for the manual */
} owns[CONF_OWN_SECTIONS] = {
    {.name = "openai",
     .url = "https://api.openai.com/v1",
     .texts = {[SERVER_MODEL] = "gpt-5.4-mini"},
     .about = "An OpenAI-compatible server; empty, with a key: https://api.openai.com/v1."},
    {.name = "anthropic",
     .url = ANTHROPIC_URL,
     .texts = {[SERVER_SPEAKS] = "anthropic", [SERVER_MODEL] = ANTHROPIC_MODEL},
     .about = "A server that speaks Anthropic's messages; empty, with a key: " ANTHROPIC_URL "."},
    {.name = "other",
     .url = "",
     .about = "A second OpenAI-compatible server outside (https://openrouter.ai/api/v1, say)."},
    {.name = "local",
     .url = "",
     .texts = {[SERVER_INSIDE] = "yes", [SERVER_THINKING_TOKENS] = "0"},
     .about = "An OpenAI-compatible server that counts as inside this machine (Ollama, llama.cpp)."},
};

/* Names of something else in orders and records. */
static const char *const reserved[] = {"builtin", "speech"};

/* ---- the table ---- */

/* A row as it is in a section of its own, or (NULL) in a [server NAME]. */
static struct conf_setting setting_of(const struct conf_own *own, size_t which)
{
    struct conf_setting s = rows[which].setting;
    if (own && own->texts[which])
        s.text = own->texts[which];
    if (own && which == SERVER_URL)
        s.manual = own->about;
    return s;
}

/* May the file say it? In a [server NAME], what it speaks is known at the end only. */
static bool has_row(const struct conf_own *own, size_t which)
{
    const struct row *row = &rows[which];
    if (!own)
        return true;
    return !row->given && (!row->speaks || text_equal(row->speaks, setting_of(own, SERVER_SPEAKS).text));
}

static enum err set_defaults(struct conf_server *server)
{
    for (size_t i = 0; i < SERVER_SETTINGS; i++) {
        const struct conf_setting setting = setting_of(server->own, i);
        if (!conf_value_take(&setting, setting.text, 0, &server->values[i]))
            return ERR_INTERNAL;
    }
    return OK;
}

enum err conf_server_defaults(struct conf_servers *all)
{
    *all = (struct conf_servers){.n = CONF_OWN_SECTIONS, .inside = ""};
    for (size_t i = 0; i < CONF_OWN_SECTIONS; i++) {
        struct conf_server *s = &all->list[i];
        *s = (struct conf_server){.name = owns[i].name, .section = owns[i].name, .own = &owns[i]};
        const enum err e = set_defaults(s);
        if (e != OK)
            return e;
    }
    return OK;
}

/* ---- reading ---- */

static const struct dialect *dialect_named(const char *name)
{
    for (size_t i = 0; i < DIALECTS; i++)
        if (text_equal(dialects[i].name, name))
            return &dialects[i];
    return NULL;
}

/* "openai or anthropic" */
static const char *all_dialects(struct arena *a)
{
    const char *list = dialects[0].name;
    for (size_t i = 1; i < DIALECTS; i++)
        list = arena_printf(a, "%s or %s", list, dialects[i].name);
    return list;
}

/* "server basement" -> "basement"; "" where the name is missing, NULL for another section. */
static const char *name_in(struct arena *a, const char *section)
{
    static const char word[] = "server";
    const size_t n = sizeof word - 1;
    if (strncmp(section, word, n) != 0)
        return NULL;
    if (section[n] && section[n] != ' ' && section[n] != '\t')
        return NULL;
    return text_trim(a, section + n);
}

static enum err name_fit(struct arena *a, const char *name, const char **why)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const size_t n = strlen(name);
    if (n == 0 || n > CONF_SERVER_NAME_MOST || strspn(name, allowed) != n) {
        *why = arena_printf(a, "a server's name has 1 to %d letters, digits, - and _: [server NAME]",
                            CONF_SERVER_NAME_MOST);
        return ERR_CONFIG;
    }
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (strcasecmp(name, reserved[i]) == 0) {
            *why = arena_printf(a, "a server can't be called %s: something else is", reserved[i]);
            return ERR_CONFIG;
        }
    return OK;
}

/* A section before this one that has its name. */
static const struct conf_server *earlier(const struct conf_servers *all, const char *name)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->list[i].line && text_equal(all->list[i].name, name))
            return &all->list[i];
    return NULL;
}

static enum err begin_own(struct conf_servers *all, struct arena *a, struct conf_server *server, int line,
                          const char **why)
{
    const struct conf_server *before = earlier(all, server->name);
    if (before && before != server) {
        *why = arena_printf(a, "[%s] and [%s] on line %d are one server: keep one of them", server->section,
                            before->section, before->line);
        return ERR_CONFIG;
    }
    if (!server->line)
        server->line = line;
    return OK;
}

static enum err begin_named(struct conf_servers *all, struct arena *a, const char *name, int line,
                            struct conf_server **out, const char **why)
{
    enum err e = name_fit(a, name, why);
    if (e != OK)
        return e;
    const struct conf_server *before = earlier(all, name);
    if (before) {
        *why = arena_printf(a, "[server %s] and [%s] on line %d are one server: keep one of them", name,
                            before->section, before->line);
        return ERR_CONFIG;
    }
    if (all->n == sizeof all->list / sizeof *all->list) {
        *why = arena_printf(a, "[server %s] is one too many: there may be %d", name, CONF_MOST_SERVERS);
        return ERR_CONFIG;
    }
    *out = &all->list[all->n++];
    **out = (struct conf_server){.name = name, .section = arena_printf(a, "server %s", name), .line = line};
    return set_defaults(*out);
}

enum err conf_server_begin(struct conf_servers *all, struct arena *a, const char *section, int line,
                           struct conf_server **out, const char **why)
{
    *out = NULL;
    const char *name = name_in(a, section);
    if (name)
        return begin_named(all, a, name, line, out, why);
    for (size_t i = 0; i < CONF_OWN_SECTIONS; i++)
        if (text_equal(all->list[i].section, section)) {
            *out = &all->list[i];
            return begin_own(all, a, *out, line, why);
        }
    return OK;
}

static size_t row_named(const struct conf_server *server, const char *name)
{
    size_t i = 0;
    while (i < SERVER_SETTINGS && !(text_equal(rows[i].setting.name, name) && has_row(server->own, i)))
        i++;
    return i;
}

enum err conf_server_take(struct conf_server *server, struct arena *a, const char *name, const char *text,
                          int line, const char **why)
{
    const char *full = arena_printf(a, "%s.%s", server->section, name);
    const size_t i = row_named(server, name);
    if (i == SERVER_SETTINGS)
        *why = arena_printf(a, "there is no setting %s", full);
    else if (server->values[i].line)
        *why = arena_printf(a, "%s is set twice", full);
    else if (i == SERVER_SPEAKS && !dialect_named(text))
        *why = arena_printf(a, "%s wants %s", full, all_dialects(a));
    else if (!conf_value_take(&rows[i].setting, text, line, &server->values[i]))
        *why = conf_value_wants(a, &rows[i].setting, full);
    else
        return OK;
    return ERR_CONFIG;
}

/* ---- when all has been read ---- */

/* Has a row a meaning for what the server speaks? */
static bool speaks_row(const struct conf_server *server, size_t which)
{
    return !rows[which].speaks || text_equal(rows[which].speaks, conf_server_text(server, SERVER_SPEAKS));
}

/* A setting of a [server NAME] that has none; SERVER_SETTINGS: all do. */
static size_t out_of_place(const struct conf_server *server)
{
    size_t i = 0;
    while (i < SERVER_SETTINGS && (!server->values[i].line || speaks_row(server, i)))
        i++;
    return i;
}

static enum err settle(struct conf_server *server, struct arena *a, int *line, const char **why)
{
    *line = server->line;
    if (!server->values[SERVER_SPEAKS].line) {
        *why = arena_printf(a, "[%s] does not say what it speaks: %s", server->section, all_dialects(a));
        return ERR_CONFIG;
    }
    const struct dialect *dialect = dialect_named(conf_server_text(server, SERVER_SPEAKS));
    const bool inside = conf_server_bool(server, SERVER_INSIDE);
    if (text_blank(conf_server_text(server, SERVER_URL)) && (!dialect->url || inside)) {
        *why = arena_printf(a, "[%s] does not say where it is: it wants a url", server->section);
        return ERR_CONFIG;
    }
    if (text_equal(server->name, "local") && !inside) {
        *why = arena_printf(a, "[%s] wants inside = yes: what records call local never left the machine",
                            server->section);
        return ERR_CONFIG;
    }
    const size_t stray = out_of_place(server);
    if (stray < SERVER_SETTINGS) {
        *line = server->values[stray].line;
        *why = arena_printf(a, "%s.%s is for a server that speaks %s", server->section,
                            rows[stray].setting.name, rows[stray].speaks);
        return ERR_CONFIG;
    }
    if (dialect->model && !server->values[SERVER_MODEL].line)
        server->values[SERVER_MODEL].text = dialect->model;
    return OK;
}

static int by_name(const void *one, const void *other)
{
    return strcmp(((const struct conf_server *)one)->name, ((const struct conf_server *)other)->name);
}

enum err conf_server_settle(struct conf_servers *all, struct arena *a, int *line, const char **why)
{
    struct conf_server *named = &all->list[CONF_OWN_SECTIONS];
    const size_t n = all->n - CONF_OWN_SECTIONS;
    for (size_t i = 0; i < n; i++) {
        const enum err e = settle(&named[i], a, line, why);
        if (e != OK)
            return e;
    }
    qsort(named, n, sizeof *named, by_name);
    for (size_t i = 0; i < n; i++)
        if (conf_server_bool(&named[i], SERVER_INSIDE))
            all->inside = arena_printf(a, "%s%s%s", all->inside, text_if(*all->inside, ","), named[i].name);
    return OK;
}

/* ---- asking ---- */

const char *conf_server_text(const struct conf_server *server, enum conf_server_setting which)
{
    return server->values[which].text;
}

int64_t conf_server_int(const struct conf_server *server, enum conf_server_setting which)
{
    return server->values[which].number;
}

bool conf_server_bool(const struct conf_server *server, enum conf_server_setting which)
{
    return server->values[which].number != 0;
}

bool conf_server_is_set(const struct conf_server *server)
{
    return !server->own || !text_blank(conf_server_text(server, SERVER_URL)) ||
           !text_blank(conf_server_text(server, SERVER_KEY_FILE));
}

const char *conf_server_url(const struct conf_server *server)
{
    const char *set = conf_server_text(server, SERVER_URL);
    if (!text_blank(set))
        return set;
    if (server->own)
        return server->own->url;
    return dialect_named(conf_server_text(server, SERVER_SPEAKS))->url;
}

const struct conf_server *conf_server_named(const struct conf_servers *all, const char *name)
{
    for (size_t i = 0; i < all->n; i++)
        if (text_equal(all->list[i].name, name) && conf_server_is_set(&all->list[i]))
            return &all->list[i];
    return NULL;
}

/* ---- printing ---- */

static void explain(FILE *out, const struct conf_own *own)
{
    for (size_t i = 0; i < SERVER_SETTINGS; i++) {
        const struct conf_setting setting = setting_of(own, i);
        if (has_row(own, i))
            conf_value_explain(out, &setting, setting.name);
    }
}

void conf_server_explain(FILE *out)
{
    for (size_t i = 0; i < CONF_OWN_SECTIONS; i++) {
        fprintf(out, "\n[%s]\n", owns[i].name);
        explain(out, &owns[i]);
    }
    fprintf(out,
            "\n; Any server by a NAME of yours (letters, digits, - and _), which orders call NAME:MODEL;\n"
            "; a section for each, %d at most. The four above are such servers, too, set up beforehand.\n"
            "; With speaks = anthropic, model is " ANTHROPIC_MODEL " unless it says another.\n"
            ";[server NAME]\n",
            CONF_MOST_SERVERS);
    explain(out, NULL);
}

/* Is this section of its own out of use, since a [server NAME] has its name? */
static bool is_replaced(const struct conf_servers *all, const struct conf_server *server)
{
    const struct conf_server *used = earlier(all, server->name);
    return used && used != server;
}

void conf_server_show(const struct conf_servers *all, FILE *out)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct conf_server *s = &all->list[i];
        if (is_replaced(all, s))
            continue;
        fprintf(out, "\n[%s]\n", s->section);
        for (size_t j = 0; j < SERVER_SETTINGS; j++)
            if (has_row(s->own, j) && speaks_row(s, j))
                conf_value_show(out, rows[j].setting.name, &s->values[j]);
    }
}
