#include "base/conf.h"
#include "base/file.h"
#include "base/log.h"
#include "base/num.h"
#include "base/text.h"
#include <ini.h>
#include <stdlib.h>
#include <string.h>

enum kind { TEXT, INT, BOOL };

/* THE table of settings. `text` is the default, as it would stand in the file. */
static const struct setting {
    const char *name; /* section.name */
    enum kind kind;
    const char *text;
    int64_t min, max; /* of a number; 1 for a text that can't be empty */
    bool secret;
    const char *manual;
} settings[] = {
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
    {"openai.url", TEXT, "", 0, 0, false,
     "An OpenAI-compatible server; empty, with a key: https://api.openai.com/v1."},
    {"openai.key_file", TEXT, "", 0, 0, false, "File of its key, mode 0400 or 0600; empty: no key."},
    {"openai.model", TEXT, "gpt-5.4-mini", 1, 0, false, "Model, where an order names none (openai:NAME)."},
    {"openai.structured", TEXT, "auto", 1, 0, false,
     "How answers are held to their form: auto, schema, tool, object or plain."},
    {"openai.token_name", TEXT, "auto", 1, 0, false,
     "What the limit of tokens is called: auto, max_tokens or max_completion_tokens."},
    {"openai.effort", TEXT, "", 0, 0, false, "reasoning_effort to ask for; empty: not sent."},
    {"openai.thinking_tokens", INT, "4000", 0, 100000, false,
     "Tokens added for models that think before they answer."},
    {"anthropic.url", TEXT, "", 0, 0, false,
     "A server that speaks Anthropic's messages; empty, with a key: https://api.anthropic.com/v1."},
    {"anthropic.key_file", TEXT, "", 0, 0, false, "File of its key, mode 0400 or 0600; empty: no key."},
    {"anthropic.model", TEXT, "claude-haiku-4-5", 1, 0, false,
     "Model, where an order names none (anthropic:NAME)."},
    {"anthropic.structured", TEXT, "auto", 1, 0, false,
     "How answers are held to their form: auto, schema, tool or plain."},
    {"anthropic.effort", TEXT, "", 0, 0, false, "Effort to ask for; empty: not sent."},
    {"anthropic.thinking_tokens", INT, "4000", 0, 100000, false,
     "Tokens added for models that think before they answer."},
    {"other.url", TEXT, "", 0, 0, false,
     "A second OpenAI-compatible server outside (https://openrouter.ai/api/v1, say)."},
    {"other.key_file", TEXT, "", 0, 0, false, "File of its key, mode 0400 or 0600; empty: no key."},
    {"other.model", TEXT, "default", 1, 0, false, "Model, where an order names none (other:NAME)."},
    {"other.structured", TEXT, "auto", 1, 0, false,
     "How answers are held to their form: auto, schema, tool, object or plain."},
    {"other.token_name", TEXT, "auto", 1, 0, false,
     "What the limit of tokens is called: auto, max_tokens or max_completion_tokens."},
    {"other.effort", TEXT, "", 0, 0, false, "reasoning_effort to ask for; empty: not sent."},
    {"other.thinking_tokens", INT, "4000", 0, 100000, false,
     "Tokens added for models that think before they answer."},
    {"local.url", TEXT, "", 0, 0, false,
     "An OpenAI-compatible server that counts as inside this machine (Ollama, llama.cpp)."},
    {"local.key_file", TEXT, "", 0, 0, false, "File of its key, mode 0400 or 0600; empty: no key."},
    {"local.model", TEXT, "default", 1, 0, false, "Model, where an order names none (local:NAME)."},
    {"local.structured", TEXT, "auto", 1, 0, false,
     "How answers are held to their form: auto, schema, tool, object or plain."},
    {"local.token_name", TEXT, "auto", 1, 0, false,
     "What the limit of tokens is called: auto, max_tokens or max_completion_tokens."},
    {"local.effort", TEXT, "", 0, 0, false, "reasoning_effort to ask for; empty: not sent."},
    {"local.thinking_tokens", INT, "0", 0, 100000, false,
     "Tokens added for models that think before they answer."},
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
    struct value {
        const char *text;
        int64_t number;
        bool set;
    } values[SETTINGS];
};

static int index_of(const char *name)
{
    for (int i = 0; i < SETTINGS; i++)
        if (strcmp(settings[i].name, name) == 0)
            return i;
    return -1;
}

static bool take(const struct setting *s, const char *text, struct value *v)
{
    v->text = text;
    switch (s->kind) {
    case INT:
        return num_int(text, s->min, s->max, &v->number) == OK;
    case TEXT:
        return strlen(text) >= (size_t)s->min;
    case BOOL:
        v->number = text_equal(text, "yes");
        return v->number || text_equal(text, "no");
    }
    return false;
}

/* The file, in memory, as it is read line by line. The first thing wrong ends the reading. */
struct reading {
    struct arena *arena;
    struct conf *conf;
    const char *at;
    int line;
    const char *why;
};

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
    return out;
}

static const char *what_it_wants(struct arena *a, const struct setting *s)
{
    switch (s->kind) {
    case INT:
        return arena_printf(a, "%s wants a whole number from %lld to %lld", s->name, (long long)s->min,
                            (long long)s->max);
    case BOOL:
        return arena_printf(a, "%s wants yes or no", s->name);
    case TEXT:
        break;
    }
    return arena_printf(a, "%s can't be empty", s->name);
}

/* inih's handler: 1 goes on, 0 marks the line as wrong. */
static int on_value(void *user, const char *section, const char *name, const char *text)
{
    struct reading *r = user;
    const char *full = arena_printf(r->arena, "%s.%s", section, name);
    const int i = index_of(full);
    if (i < 0)
        r->why = arena_printf(r->arena, "there is no setting %s", full);
    else if (r->conf->values[i].set)
        r->why = arena_printf(r->arena, "%s is set twice", full);
    else if (!take(&settings[i], arena_copy(r->arena, text), &r->conf->values[i]))
        r->why = what_it_wants(r->arena, &settings[i]);
    else
        r->conf->values[i].set = true;
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
    if (bad == 0 && !r.why)
        return OK;
    const bool ours = bad == 0 || bad == r.line; /* inih reads on after a line that makes no sense to it */
    *why = arena_printf(a, "%s, line %d: %s", path, bad ? bad : r.line,
                        ours && r.why ? r.why : "this is neither [section] nor name = value");
    return ERR_CONFIG;
}

enum err conf_read(struct arena *a, const char *path, struct conf **out, const char **why)
{
    struct conf *c = arena_alloc(a, sizeof *c);
    for (int i = 0; i < SETTINGS; i++)
        if (!take(&settings[i], settings[i].text, &c->values[i]))
            return ERR_INTERNAL;
    *out = c;
    return path ? read_file(a, path, c, why) : OK;
}

static const struct value *value_of(const struct conf *c, const char *name, enum kind kind)
{
    static const struct value none = {.text = ""};
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

/* Prints all settings in sections; with a conf its values, without one the manual. */
static void print(FILE *out, const struct conf *c)
{
    const char *section = "";
    for (int i = 0; i < SETTINGS; i++) {
        const struct setting *s = &settings[i];
        const char *dot = strchr(s->name, '.');
        const size_t n = (size_t)(dot - s->name);
        if (strncmp(section, s->name, n + 1) != 0)
            fprintf(out, "%s[%.*s]\n", i ? "\n" : "", (int)n, s->name);
        section = s->name;
        if (!c) {
            fprintf(out, "; %s", s->manual);
            if (s->kind == INT)
                fprintf(out, " (%lld to %lld)", (long long)s->min, (long long)s->max);
            fprintf(out, "\n;%s = %s\n", dot + 1, s->text);
        } else
            fprintf(out, "%s = %s\n", dot + 1, s->secret && *c->values[i].text ? "(set)" : c->values[i].text);
    }
}

void conf_manual(FILE *out)
{
    print(out, NULL);
}

void conf_show(const struct conf *c, FILE *out)
{
    print(out, c);
}
