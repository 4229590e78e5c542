#include "admin/probe.h"
#include "base/clock.h"
#include "base/conf_server.h"
#include "base/file.h"
#include "base/text.h"
#include "llm/speech.h"
#include <string.h>

enum { MOST_FILE = 64 * 1024, MOST_WORDS = 300, DEPTH = 16 };

/* What a host can do about it; %s is the section of the settings ("openai", "server basement"). */
static const char *advice(enum outcome outcome)
{
    static const char *const sentences[] = {
        [OUTCOME_CONNECT] = "nobody listens at %s.url, or its host has no address",
        [OUTCOME_UNREACHED] = "no connection to %s.url within 5 seconds: a firewall, or model.proxy?",
        [OUTCOME_TLS] =
            "the certificate at %s.url is not good, or it speaks no TLS (model.ca_file names your "
            "own authority)",
        [OUTCOME_TIMEOUT] = "no answer in the mode's time: a smaller model, or a longer deadline_seconds "
                            "(prompts/*/settings.ini) for %s",
        [OUTCOME_SLOW] = "its answer dripped: see model.slow_seconds, and what slows %s down",
        [OUTCOME_TOO_LARGE] = "more than 1 MiB came: is %s.url the address of a model server?",
        [OUTCOME_REDIRECT] =
            "it points elsewhere, and redirects are not followed: set %s.url to where it points",
        [OUTCOME_CUT] = "the connection broke in the middle of the answer of %s",
        [OUTCOME_RATE_LIMITED] = "%s has had too many requests: try again later, or raise the limit there",
        [OUTCOME_NO_MONEY] = "the account behind %s.key_file has no money left, or reached its limit",
        [OUTCOME_OVERLOADED] = "%s has too much to do, or is still loading: try again later",
        [OUTCOME_SERVER] = "%s failed by its own fault: try again later",
        [OUTCOME_KEY] = "the key is not good: look at %s.key_file",
        [OUTCOME_NO_MODEL] = "no such model or no such address: look at the model's name in the order, at "
                             "%s.model, and at %s.url (most end in /v1)",
        [OUTCOME_REQUEST] =
            "it does not take the request: try %s.structured = plain, another %s.token_name or "
            "no %s.effort",
        [OUTCOME_TOO_LONG] = "the request is longer than the model takes: give %s's model a larger context",
        [OUTCOME_REFUSED] = "the model declined to mark a harmless answer: try another one at %s",
        [OUTCOME_FILTERED] = "a filter at %s held a harmless answer back",
        [OUTCOME_TRUNCATED] = "the answer ran into its limit of tokens: a model that thinks needs a larger "
                              "%s.thinking_tokens, or %s.effort = low",
        [OUTCOME_MALFORMED] = "what came is no answer of a model: is %s.url right? (most end in /v1)",
        [OUTCOME_INVALID] =
            "what it answered could not be used, twice: try a larger model, or %s.structured = "
            "plain",
        [OUTCOME_FAILED] = "what came from %s.url is not HTTP",
    };
    return text_or(sentences[outcome], "");
}

/* Every %s of a sentence filled in with one word. */
static const char *filled(struct arena *a, const char *sentence, const char *word)
{
    struct buf b = buf_new(a, 4096);
    for (const char *hole; (hole = strstr(sentence, "%s")); sentence = hole + 2) {
        buf_add_bytes(&b, sentence, (size_t)(hole - sentence));
        buf_add(&b, word);
    }
    buf_add(&b, sentence);
    return b.data;
}

/* A server's words for a terminal: one line, nothing that steers it, not too long. */
static const char *plain_words(struct arena *a, const char *words)
{
    char *line = arena_copy(a, text_head(a, words, MOST_WORDS));
    for (char *p = line; *p; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7f || (unsigned char)*p == 0xc2)
            *p = ' ';
    return line;
}

static void print_fine(FILE *out, const char *server, const struct ask_step *step)
{
    fprintf(out, "fine   %s: answered as %s in %.1f s, %lld tokens in and %lld out", server, step->model,
            (double)step->ms / 1000, (long long)step->usage.tokens_in, (long long)step->usage.tokens_out);
    if (step->outside && step->usage.estimated)
        fputs("; what it costs is not known: give the model a line in the file of model.prices", out);
    else if (step->outside)
        fprintf(out, ", which cost %.6f", (double)step->usage.cost_micro / 1e6);
    if (step->tries > 1)
        fprintf(out, " (%d requests: the log above says what it does not take)", step->tries);
    fputs("\n", out);
}

/* Where the settings of an order's "basement:model" stand. */
static const char *section_of(const struct coach *coach, struct arena *a, const char *server)
{
    const char *name = arena_text(a, server, strcspn(server, ":"));
    const struct conf_server *s = conf_server_named(conf_servers(coach->conf), name);
    return s ? s->section : name;
}

static void print_wrong(const struct coach *coach, struct arena *a, FILE *out, const char *server,
                        enum outcome outcome, const char *words)
{
    const char *section = section_of(coach, a, server);
    fprintf(out, "WRONG  %s: %s", server, filled(a, advice(outcome), section));
    if (!text_blank(words))
        fprintf(out, "; it said: %s", plain_words(a, words));
    fputs("\n", out);
}

static bool try_server(const struct coach *coach, struct arena *a, const json *trial, const char *server,
                       FILE *out)
{
    struct ask_result r;
    const struct ask_request q = {
        .mode = json_get_text(trial, "mode", ""), .input = json_get(trial, "input"), .order = server};
    static const struct ask_step none = {.model = "", .outcome = OUTCOME_FAILED, .complaint = ""};
    const enum err e = ask_mode(coach->asker, a, &q, &r);
    const struct ask_step *s = &none;
    if (r.steps_n)
        s = &r.steps[0];
    if (e == OK)
        print_fine(out, server, s);
    else
        print_wrong(coach, a, out, server, s->outcome, s->complaint);
    return e == OK;
}

/* A second of silence: a WAV file of 8,000 samples of 16 bits. */
static struct sound silence(struct arena *a)
{
    static const unsigned char head[44] = {'R', 'I', 'F',  'F',  0xa4, 0x3e, 0,    0,    'W',  'A', 'V',
                                           'E', 'f', 'm',  't',  ' ',  16,   0,    0,    0,    1,   0,
                                           1,   0,   0x40, 0x1f, 0,    0,    0x80, 0x3e, 0,    0,   2,
                                           0,   16,  0,    'd',  'a',  't',  'a',  0x80, 0x3e, 0,   0};
    const size_t n = sizeof head + 16000;
    char *wav = arena_alloc(a, n);
    memset(wav, 0, n);
    memcpy(wav, head, sizeof head);
    return sound_of(wav, n);
}

static bool try_hearing(const struct coach *coach, struct arena *a, FILE *out)
{
    struct provider_reply r = {0};
    const struct sound s = silence(a);
    const int64_t began = clock_monotonic_ms();
    const enum err e =
        coach->speech->hear(coach->speech, a, &s, began + conf_int(coach->conf, "speech.seconds") * 1000, &r);
    if (e == OK)
        fprintf(out, "fine   speech: %s listened for %.1f s\n",
                coach->speech->host ? coach->speech->host : "this machine",
                (double)(clock_monotonic_ms() - began) / 1000);
    else
        print_wrong(coach, a, out, "speech", r.outcome, r.complaint);
    return e == OK;
}

enum err probe_run(const struct coach *coach, struct arena *a, FILE *out, bool *all_fine, const char **why)
{
    char *text;
    size_t length;
    json *trial;
    const char *const *servers;
    const char *path = arena_printf(a, "%s/probe.json", conf_text(coach->conf, "paths.prompts"));
    if (file_read(a, path, MOST_FILE, &text, &length) != OK ||
        json_parse(a, text, length, DEPTH, &trial) != OK) {
        *why = arena_printf(a, "can't read %s", path);
        return ERR_CONFIG;
    }
    const size_t n = ask_servers(coach->asker, a, &servers);
    *all_fine = true;
    for (size_t i = 0; i < n; i++)
        *all_fine &= try_server(coach, a, trial, servers[i], out);
    if (coach->speech)
        *all_fine &= try_hearing(coach, a, out);
    if (n == 0)
        fputs("No order names a model server: the built-in coach does everything (model.order).\n", out);
    return OK;
}
