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
    {"site.origin", TEXT, "http://127.0.0.1:8080", 1, 0, false,
     "Where browsers reach the site. https, but for a loopback address."},
    {"site.name", TEXT, "Greenroom", 1, 0, false, "What the pages call the site."},
    {"paths.templates", TEXT, "templates", 1, 0, false, "Folder of the page templates."},
    {"paths.prompts", TEXT, "prompts", 1, 0, false, "Folder of the modes and of the question library."},
    {"paths.static", TEXT, "static", 1, 0, false,
     "Folder of the style sheet and icons (served by the web server)."},
    {"paths.sql", TEXT, "sql", 1, 0, false, "Folder of the migrations."},
    {"keys.file", TEXT, "var/keys", 1, 0, false,
     "File of the master keys, mode 0400; systemd's credential greenroom.keys goes before it."},
    {"database.socket", TEXT, "/run/postgresql", 1, 0, false, "Folder of PostgreSQL's Unix socket."},
    {"database.port", INT, "5432", 1, 65535, false, "Port, which names the socket."},
    {"database.name", TEXT, "greenroom", 1, 0, false, "Name of the database."},
    {"database.app_role", TEXT, "gr_app", 1, 0, false, "Role of the workers."},
    {"database.hourly_role", TEXT, "gr_hourly", 1, 0, false, "Role of greenroom-hourly."},
    {"database.owner_role", TEXT, "gr_owner", 1, 0, false, "Role of the schema's owner: migrations only."},
    {"password.min_length", INT, "12", 8, 64, false, "Shortest password, in characters."},
    {"password.memory_kib", INT, "47104", 19456, 1048576, false,
     "Memory of one password hash (Argon2id), in KiB."},
    {"password.passes", INT, "1", 1, 10, false, "Passes of one password hash."},
    {"password.blocked", TEXT, "", 0, 0, false,
     "File of common passwords to refuse, one a line; empty: none."},
    {"login.idle_minutes", INT, "720", 5, 43200, false, "A login unused for so long ends."},
    {"login.absolute_days", INT, "30", 1, 365, false, "A login ends after so many days in any case."},
    {"login.free_failures", INT, "5", 1, 100, false, "Wrong passwords before a log-in has to wait."},
    {"practice.abandoned_minutes", INT, "120", 5, 10080, false,
     "A session without interaction for so long is closed by the batch."},
    {"practice.questions_offered", INT, "6", 1, 20, false, "How many questions a session offers, at least."},
    {"practice.answer_seconds", INT, "240", 30, 3600, false,
     "Time for an answer where nothing else says it."},
    {"model.order", TEXT, "builtin", 1, 0, false,
     "Which providers answer, in this order, like: openai:gpt-5.4-mini, local:qwen3, builtin."},
    {"model.off", BOOL, "no", 0, 1, false,
     "yes: nobody but the built-in coach is asked, whatever the orders say, and no recording is sent."},
    {"model.lease_seconds", INT, "90", 5, 600, false,
     "How long a worker that asks a model holds what it works on."},
    {"model.prices", TEXT, "deploy/prices.conf", 1, 0, false,
     "File of what models cost; read if one outside is set."},
    {"model.mask", BOOL, "yes", 0, 1, false,
     "Are e-mail addresses, phone and card numbers kept from servers outside? They are put back in answers."},
    {"model.proxy", TEXT, "", 0, 0, false,
     "Proxy to the models, like http://proxy:3128; empty: none (the environment counts for nothing)."},
    {"model.ca_file", TEXT, "", 0, 0, false,
     "Certificates (PEM) that model servers must be signed by; empty: the system's."},
    {"model.slow_seconds", INT, "20", 1, 600, false,
     "An answer that drips below 10 bytes a second for so long is given up."},
    {"budget.user_tokens", INT, "150000", 0, 1000000000000, false,
     "Tokens (in and out) with outside servers for one user and UTC day; 0: no limit."},
    {"budget.user_micro", INT, "0", 0, 1000000000000, false,
     "The same in millionths of the currency of model.prices; 0: no limit."},
    {"budget.site_tokens", INT, "0", 0, 1000000000000, false,
     "Tokens with outside servers for all users together and UTC day; 0: no limit."},
    {"budget.site_micro", INT, "0", 0, 1000000000000, false,
     "The same in millionths of the currency; 0: no limit."},
    {"speech.url", TEXT, "", 0, 0, false,
     "A server that turns sound into text as OpenAI's does; empty, with a key: https://api.openai.com/v1."},
    {"speech.key_file", TEXT, "", 0, 0, false, "File of its key, mode 0400 or 0600; empty: no key."},
    {"speech.model", TEXT, "gpt-4o-mini-transcribe", 0, 0, false,
     "Its model; empty: not sent (whisper.cpp has only one)."},
    {"speech.language", TEXT, "", 0, 0, false,
     "The language people speak, like en or de; empty: the server finds out."},
    {"speech.inside", BOOL, "no", 0, 1, false,
     "Its server counts as this machine: nobody need agree to it first, and no budget counts it."},
    {"speech.sphinx", TEXT, "", 0, 0, false,
     "Folder of a PocketSphinx model, which hears on this machine where no server is set."},
    {"speech.seconds", INT, "50", 5, 60, false, "How long it may take over a recording."},
    {"hourly.children", INT, "4", 1, 64, false, "How many jobs greenroom-hourly works on at once."},
    {"hourly.deadline_minutes", INT, "50", 0, 59, false,
     "When greenroom-hourly stops taking up jobs; 0: it takes up none."},
    {"limits.asks_per_minute", INT, "30", 1, 10000, false,
     "Requests to model servers for one user and minute; beyond it the built-in coach answers."},
    {"limits.body_kib", INT, "960", 16, 16384, false, "Largest form, in KiB."},
    {"limits.sound_kib", INT, "10240", 16, 10240, false, "Largest recording, in KiB."},
    {"clock.shift_seconds", INT, "0", -315360000, 315360000, false,
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
static const char *section_in(const struct reading *r, const char *line)
{
    static const char mark[] = "\xef\xbb\xbf", white[] = " \t\r\v\f";
    const size_t before = r->line == 1 && strncmp(line, mark, strlen(mark)) == 0 ? strlen(mark) : 0;
    const size_t indent = strspn(line + before, white);
    const char *open = line + before + indent;
    if (*open != '[' || (indent && r->named))
        return NULL;
    const size_t n = strcspn(open + 1, "]");
    return open[1 + n] == ']' ? arena_text(r->arena, open + 1, n) : NULL;
}

static void note(struct reading *r, enum err e)
{
    if (e != OK && !r->why)
        r->why = "it can't be taken";
}

/* inih says nothing of a section in which nothing stands, nor of one that begins anew. */
static void look_for_section(struct reading *r, const char *line)
{
    const char *section = section_in(r, line);
    if (!section)
        return;
    r->named = false;
    note(r, conf_server_begin(&r->conf->servers, r->arena, section, r->line, &r->server, &r->why));
}

/* inih's reader, as fgets: a line that does not fit is refused, where inih would take its rest for a line. */
static char *next_line(char *out, int room, void *reading)
{
    struct reading *r = reading;
    if (r->why || !*r->at)
        return NULL;
    const size_t whole = strcspn(r->at, "\n");
    const size_t n = whole + (r->at[whole] == '\n');
    r->line++;
    if (n >= (size_t)room) {
        r->why = arena_printf(r->arena, "a line may have at most %d bytes", room - 2);
        return NULL;
    }
    memcpy(out, r->at, n);
    out[n] = '\0';
    r->at += n;
    look_for_section(r, out);
    return r->why ? NULL : out;
}

static void take_setting(struct reading *r, const char *section, const char *name, const char *text)
{
    const char *full = arena_printf(r->arena, "%s.%s", section, name);
    const int i = index_of(full);
    struct conf_value *values = r->conf->values;
    if (i < 0)
        r->why = arena_printf(r->arena, "there is no setting %s", full);
    else if (values[i].line)
        r->why = arena_printf(r->arena, "%s is set twice", full);
    else if (!conf_value_take(&settings[i], text, r->line, &values[i]))
        r->why = conf_value_wants(r->arena, &settings[i], full);
}

/* inih's handler: 1 goes on, 0 marks the line as wrong. */
static int on_value(void *user, const char *section, const char *name, const char *text)
{
    struct reading *r = user;
    const char *kept = arena_copy(r->arena, text);
    r->named = true;
    if (r->server)
        note(r, conf_server_take(r->server, r->arena, name, kept, r->line, &r->why));
    else
        take_setting(r, section, name, kept);
    return r->why == NULL;
}

static enum err read_file(struct arena *a, const char *path, struct conf *c, const char **why)
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
    struct reading r = {.arena = a, .conf = c, .at = text};
    const int bad = ini_parse_stream(next_line, &r, on_value, &r);
    if (bad == 0 && !r.why && conf_server_settle(&c->servers, a, &r.line, &r.why) == OK)
        return OK;
    const bool ours = bad == 0 || bad == r.line; /* inih reads on after a line that makes no sense to it */
    *why = arena_printf(a, "%s, line %d: %s", path, bad ? bad : r.line,
                        ours && r.why ? r.why : "this is neither [section] nor name = value");
    return ERR_CONFIG;
}

enum err conf_read(struct arena *a, const char *path, struct conf **out, const char **why)
{
    struct conf *c = arena_alloc(a, sizeof *c);
    c->path = path;
    for (int i = 0; i < SETTINGS; i++)
        if (!conf_value_take(&settings[i], settings[i].text, 0, &c->values[i]))
            return ERR_INTERNAL;
    const enum err e = conf_server_defaults(&c->servers);
    if (e != OK)
        return e;
    *out = c;
    return path ? read_file(a, path, c, why) : OK;
}

static const struct conf_value *value_of(const struct conf *c, const char *name, enum conf_kind kind)
{
    static const struct conf_value none = {.text = ""};
    const int i = index_of(name);
    if (i >= 0 && settings[i].kind == kind)
        return &c->values[i];
    log_event(LOG_ALERT, "conf_name", LOG_WORD("name", name)); /* a bug in the caller */
    return &none;
}

const char *conf_text(const struct conf *c, const char *name)
{
    return value_of(c, name, TEXT)->text;
}

int64_t conf_int(const struct conf *c, const char *name)
{
    return value_of(c, name, INT)->number;
}

bool conf_bool(const struct conf *c, const char *name)
{
    return value_of(c, name, BOOL)->number != 0;
}

const char *conf_place(const struct conf *c, struct arena *a, const char *name)
{
    const int i = index_of(name);
    if (i < 0 || !c->values[i].line)
        return name;
    return arena_printf(a, "%s, line %d", c->path, c->values[i].line);
}

const struct conf_servers *conf_servers(const struct conf *c)
{
    return &c->servers;
}

const char *conf_inside(const struct conf *c)
{
    return c->servers.inside;
}

/* Prints the table in sections; with a conf its values, without one the manual. */
static void print(FILE *out, const struct conf *c)
{
    const char *section = "";
    for (int i = 0; i < SETTINGS; i++) {
        const struct conf_setting *s = &settings[i];
        const char *dot = strchr(s->name, '.');
        const size_t n = (size_t)(dot - s->name);
        if (strncmp(section, s->name, n + 1) != 0)
            fprintf(out, "%s[%.*s]\n", i ? "\n" : "", (int)n, s->name);
        section = s->name;
        if (c)
            conf_value_show(out, s, dot + 1, &c->values[i]);
        else
            conf_value_explain(out, s, dot + 1);
    }
}

void conf_manual(FILE *out)
{
    print(out, NULL);
    conf_server_explain(out);
}

void conf_show(const struct conf *c, FILE *out)
{
    print(out, c);
    conf_server_show(&c->servers, out);
}
