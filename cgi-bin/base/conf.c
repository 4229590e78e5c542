#include "base/conf.h"
#include "base/conf_server.h"
#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include <ini.h>
#include <string.h>

#define TEXT CONF_TEXT
#define INT CONF_INT
#define BOOL CONF_BOOL

/* THE table of settings, by "section.name"; those of model servers are in conf_server.c. */
static const struct conf_setting settings[] = {
    {"site.origin", TEXT, "http://127.0.0.1:8080", 1, 0,
     "Where browsers reach the site. https, but for a loopback address."},
    {"site.name", TEXT, "Greenroom", 1, 0, "What the pages call the site."},
    {"paths.templates", TEXT, "templates", 1, 0, "Folder of the page templates."},
    {"paths.prompts", TEXT, "prompts", 1, 0, "Folder of the modes and of the question library."},
    {"paths.static", TEXT, "static", 1, 0, "Folder of the style sheet and icons (served by the web server)."},
    {"paths.sql", TEXT, "sql", 1, 0, "Folder of the migrations."},
    {"keys.file", TEXT, "var/keys", 1, 0,
     "File of the master keys, mode 0400; systemd's credential greenroom.keys goes before it."},
    {"database.socket", TEXT, "/run/postgresql", 1, 0, "Folder of PostgreSQL's Unix socket."},
    {"database.port", INT, "5432", 1, 65535, "Port, which names the socket."},
    {"database.name", TEXT, "greenroom", 1, 0, "Name of the database."},
    {"database.app_role", TEXT, "gr_app", 1, 0, "Role of the workers."},
    {"database.hourly_role", TEXT, "gr_hourly", 1, 0, "Role of greenroom-hourly."},
    {"database.owner_role", TEXT, "gr_owner", 1, 0, "Role of the schema's owner: migrations only."},
    {"password.min_length", INT, "12", 8, 64, "Shortest password, in characters."},
    {"password.memory_kib", INT, "47104", 19456, 1048576, "Memory of one password hash (Argon2id), in KiB."},
    {"password.passes", INT, "1", 1, 10, "Passes of one password hash."},
    {"password.blocked", TEXT, "", 0, 0, "File of common passwords to refuse, one a line; empty: none."},
    {"login.idle_minutes", INT, "720", 5, 43200, "A login unused for so long ends."},
    {"login.absolute_days", INT, "30", 1, 365, "A login ends after so many days in any case."},
    {"login.free_failures", INT, "5", 1, 100, "Wrong passwords before a log-in has to wait."},
    {"practice.abandoned_minutes", INT, "120", 5, 10080,
     "A session without interaction for so long is closed by the batch."},
    {"practice.questions_offered", INT, "6", 1, 20, "How many questions a session offers, at least."},
    {"practice.answer_seconds", INT, "240", 30, 3600, "Time for an answer where nothing else says it."},
    {"model.order", TEXT, "builtin", 1, 0,
     "Which providers answer, in this order, like: openai:gpt-5.4-mini, local:qwen3, builtin."},
    {"model.off", BOOL, "no", 0, 1,
     "yes: nobody but the built-in coach is asked, whatever the orders say, and no recording is sent."},
    {"model.lease_seconds", INT, "90", 5, 600, "How long a worker that asks a model holds what it works on."},
    {"model.prices", TEXT, "deploy/prices.conf", 1, 0,
     "File of what models cost; read if one outside is set."},
    {"model.mask", BOOL, "yes", 0, 1,
     "Are e-mail addresses, phone and card numbers kept from servers outside? They are put back in answers."},
    {"model.proxy", TEXT, "", 0, 0,
     "Proxy to the models, like http://proxy:3128; empty: none (the environment counts for nothing)."},
    {"model.ca_file", TEXT, "", 0, 0,
     "Certificates (PEM) that model servers must be signed by; empty: the system's."},
    {"model.slow_seconds", INT, "20", 1, 600,
     "An answer that drips below 10 bytes a second for so long is given up."},
    {"budget.user_tokens", INT, "150000", 0, 1000000000000,
     "Tokens (in and out) with outside servers for one user and UTC day; 0: no limit."},
    {"budget.user_micro", INT, "0", 0, 1000000000000,
     "The same in millionths of the currency of model.prices; 0: no limit."},
    {"budget.site_tokens", INT, "0", 0, 1000000000000,
     "Tokens with outside servers for all users together and UTC day; 0: no limit."},
    {"budget.site_micro", INT, "0", 0, 1000000000000, "The same in millionths of the currency; 0: no limit."},
    {"speech.url", TEXT, "", 0, 0,
     "A server that turns sound into text as OpenAI's does; empty, with a key: https://api.openai.com/v1."},
    {"speech.key_file", TEXT, "", 0, 0, "File of its key, mode 0400 or 0600; empty: no key."},
    {"speech.model", TEXT, "gpt-4o-mini-transcribe", 0, 0,
     "Its model; empty: not sent (whisper.cpp has only one)."},
    {"speech.language", TEXT, "", 0, 0,
     "The language people speak, like en or de; empty: the server finds out."},
    {"speech.inside", BOOL, "no", 0, 1,
     "Its server counts as this machine: nobody need agree to it first, and no budget counts it."},
    {"speech.sphinx", TEXT, "", 0, 0,
     "Folder of a PocketSphinx model, which hears on this machine where no server is set."},
    {"speech.seconds", INT, "50", 5, 60, "How long it may take over a recording."},
    {"hourly.children", INT, "4", 1, 64, "How many jobs greenroom-hourly works on at once."},
    {"hourly.deadline_minutes", INT, "50", 0, 59,
     "When greenroom-hourly stops taking up jobs; 0: it takes up none."},
    {"limits.asks_per_minute", INT, "30", 1, 10000,
     "Requests to model servers for one user and minute; beyond it the built-in coach answers."},
    {"limits.body_kib", INT, "960", 16, 16384, "Largest form, in KiB."},
    {"limits.sound_kib", INT, "10240", 16, 10240, "Largest recording, in KiB."},
    {"clock.shift_seconds", INT, "0", -315360000, 315360000,
     "Everything happens so much later: for rehearsals and tests."},
};
enum { SETTINGS = sizeof settings / sizeof *settings };

struct conf {
    const char *path; /* NULL: the defaults */
    struct conf_value values[SETTINGS];
    struct conf_servers servers;
};

static int index_of(const char *name)
{
    for (int i = 0; i < SETTINGS; i++)
        if (strcmp(settings[i].name, name) == 0)
            return i;
    return -1;
}

/* The file, in memory, as it is read line by line. The first thing wrong ends the reading. */
struct reading {
    struct arena *arena;
    struct conf *conf;
    const char *at;
    int line;
    struct conf_server *server; /* whose section this is; NULL: another section */
    bool named;                 /* a setting stands in this section, which an indented line would continue */
    const char *why;
};

/* The section that a line begins, as inih sees it; NULL if it begins none. */
static const char *section_in(const struct reading *from, const char *line)
{
    static const char mark[] = "\xef\xbb\xbf", white[] = " \t\r\v\f";
    if (from->line == 1 && strncmp(line, mark, strlen(mark)) == 0)
        line += strlen(mark);
    const size_t indent = strspn(line, white);
    const char *open = line + indent;
    if (*open != '[' || (indent && from->named))
        return NULL;
    const size_t n = strcspn(open + 1, "]");
    if (open[1 + n] != ']')
        return NULL;
    return arena_text(from->arena, open + 1, n);
}

static void note(struct reading *from, enum err e)
{
    if (e != OK && !from->why)
        from->why = "it can't be taken";
}

/* inih says nothing of a section in which nothing stands, nor of one that begins anew. */
static void look_for_section(struct reading *from, const char *line)
{
    const char *section = section_in(from, line);
    if (!section)
        return;
    from->named = false;
    note(from, conf_server_begin(&from->conf->servers, from->arena, section, from->line, &from->server,
                                 &from->why));
}

/* inih's reader, as fgets: a line that does not fit is refused, where inih would take its rest for a line. */
static char *next_line(char *out, int room, void *reading)
{
    struct reading *from = reading;
    if (from->why || !*from->at)
        return NULL;
    const size_t whole = strcspn(from->at, "\n");
    const size_t n = whole + (from->at[whole] == '\n');
    from->line++;
    if (n >= (size_t)room) {
        from->why = arena_printf(from->arena, "a line may have at most %d bytes", room - 2);
        return NULL;
    }
    memcpy(out, from->at, n);
    out[n] = '\0';
    from->at += n;
    look_for_section(from, out);
    if (from->why)
        return NULL;
    return out;
}

static void take_setting(struct reading *from, const char *section, const char *name, const char *text)
{
    const char *full = arena_printf(from->arena, "%s.%s", section, name);
    const int i = index_of(full);
    struct conf_value *values = from->conf->values;
    if (i < 0)
        from->why = arena_printf(from->arena, "there is no setting %s", full);
    else if (values[i].line)
        from->why = arena_printf(from->arena, "%s is set twice", full);
    else if (!conf_value_take(&settings[i], text, from->line, &values[i]))
        from->why = conf_value_wants(from->arena, &settings[i], full);
}

/* inih's handler: 1 goes on, 0 marks the line as wrong. */
static int on_value(void *reading, const char *section, const char *name, const char *text)
{
    struct reading *from = reading;
    const char *kept = arena_copy(from->arena, text);
    from->named = true;
    if (from->server)
        note(from, conf_server_take(from->server, from->arena, name, kept, from->line, &from->why));
    else
        take_setting(from, section, name, kept);
    return from->why == NULL;
}

static enum err read_file(struct arena *a, const char *path, struct conf *conf, const char **why)
{
    enum { MOST_BYTES = 1024 * 1024 };
    char *text;
    size_t n;
    if (file_read(a, path, MOST_BYTES, &text, &n) != OK) {
        *why = arena_printf(a, "can't read the settings file %s", path);
        return ERR_CONFIG;
    }
    if (!text_valid(text, n)) {
        *why = arena_printf(a, "%s is not a text in UTF-8", path);
        return ERR_CONFIG;
    }
    struct reading from = {.arena = a, .conf = conf, .at = text};
    const int bad = ini_parse_stream(next_line, &from, on_value, &from);
    if (bad == 0 && !from.why && conf_server_settle(&conf->servers, a, &from.line, &from.why) == OK)
        return OK;
    /* inih reads on after a line that makes no sense to it: what we say of a later one does not count. */
    const char *what = "this is neither [section] nor name = value";
    if (from.why && (bad == 0 || bad == from.line))
        what = from.why;
    if (bad)
        from.line = bad;
    *why = arena_printf(a, "%s, line %d: %s", path, from.line, what);
    return ERR_CONFIG;
}

enum err conf_read(struct arena *a, const char *path, struct conf **out, const char **why)
{
    struct conf *conf = arena_alloc(a, sizeof *conf);
    conf->path = path;
    for (int i = 0; i < SETTINGS; i++)
        if (!conf_value_take(&settings[i], settings[i].text, 0, &conf->values[i]))
            return ERR_INTERNAL;
    const enum err e = conf_server_defaults(&conf->servers);
    if (e != OK)
        return e;
    *out = conf;
    if (!path)
        return OK;
    return read_file(a, path, conf, why);
}

static const struct conf_value *value_of(const struct conf *conf, const char *name, enum conf_kind kind)
{
    static const struct conf_value none = {.text = ""};
    const int i = index_of(name);
    if (i >= 0 && settings[i].kind == kind)
        return &conf->values[i];
    log_event(LOG_ALERT, "conf_name", LOG_WORD("name", name)); /* a bug in the caller */
    return &none;
}

const char *conf_text(const struct conf *conf, const char *name)
{
    return value_of(conf, name, TEXT)->text;
}

int64_t conf_int(const struct conf *conf, const char *name)
{
    return value_of(conf, name, INT)->number;
}

bool conf_bool(const struct conf *conf, const char *name)
{
    return value_of(conf, name, BOOL)->number != 0;
}

const char *conf_place(const struct conf *conf, struct arena *a, const char *name)
{
    const int i = index_of(name);
    if (i < 0 || !conf->values[i].line)
        return name;
    return arena_printf(a, "%s, line %d", conf->path, conf->values[i].line);
}

const struct conf_servers *conf_servers(const struct conf *conf)
{
    return &conf->servers;
}

const char *conf_inside(const struct conf *conf)
{
    return conf->servers.inside;
}

/* Prints the table in sections; with a conf its values, without one the manual. */
static void print(FILE *out, const struct conf *conf)
{
    const char *section = "";
    for (int i = 0; i < SETTINGS; i++) {
        const struct conf_setting *setting = &settings[i];
        const char *dot = strchr(setting->name, '.');
        const size_t n = (size_t)(dot - setting->name);
        if (strncmp(section, setting->name, n + 1) != 0)
            fprintf(out, "%s[%.*s]\n", text_if(i > 0, "\n"), (int)n, setting->name);
        section = setting->name;
        if (conf)
            conf_value_show(out, dot + 1, &conf->values[i]);
        else
            conf_value_explain(out, setting, dot + 1);
    }
}

void conf_manual(FILE *out)
{
    print(out, NULL);
    conf_server_explain(out);
}

void conf_show(const struct conf *conf, FILE *out)
{
    print(out, conf);
    conf_server_show(&conf->servers, out);
}
