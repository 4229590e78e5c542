#ifndef LLM_WIRE_H
#define LLM_WIRE_H

#include "llm/answer.h"
#include "llm/http.h"
#include "llm/price.h"

/* One exchange with a server, as often as it is worth while: sends, collects a whole answer or a stream of
 * events, tells what became of it, waits and tries again, counts and prices what was used. What is said in
 * which words is the dialect's business. */
struct dialect {
    /* One event of a stream. Sets the answer's outcome when it knows the end; not OK: nothing more is wanted.
     */
    enum err (*on_event)(struct answer *w, const char *name, const json *doc);
    /* A whole answer, which tells no error at its root. */
    void (*on_whole)(struct answer *w, const json *doc);
};

struct wire {
    const char *provider; /* its name */
    const char *url;
    const char *const *headers;
    struct http *http;
    const struct prices *prices; /* NULL: it costs nothing */
    const struct dialect *dialect;
};

/* A server to be asked, whatever it speaks. */
struct wire_settings {
    const char *name;       /* in orders and records: "openai", "basement" */
    const char *section;    /* where its settings stand, for people: "openai", "server basement" */
    bool outside;           /* does text leave this machine? */
    const char *url;        /* "https://api.openai.com/v1" */
    const char *key_file;   /* "": no key */
    const char *model;      /* where an order names none */
    const char *structured; /* "auto", "schema", "tool", "plain", for OpenAI's dialect "object" too */
    const char *token_name; /* OpenAI's only: "auto", "max_tokens", "max_completion_tokens" */
    const char *effort;     /* "": not sent */
    int thinking_tokens;    /* added to the limit of a model that thinks before it answers */
    struct http *http;
    const struct prices *prices; /* NULL: it costs nothing */
};

struct wire_call {
    const struct provider_request *request;
    const char *body;
    size_t n;     /* bytes of the body */
    bool stream;  /* does the body ask for one? */
    bool by_tool; /* does it force a tool? */
};

/* Fills *out, which may hold usage and tries of earlier calls already: they add up. OK with a text;
 * ERR_TIMEOUT, ERR_LIMIT (rate or money) or ERR_PROVIDER. *complaint: what the server said about the request,
 * "" if nothing (for learning what it does not take). */
MUST_USE enum err wire_ask(const struct wire *wire, struct arena *a, const struct wire_call *call,
                           struct provider_reply *out, const char **complaint);

/* Reads a key from its file, which only its owner may read (mode 0400 or 0600). ERR_CONFIG with *why. */
MUST_USE enum err wire_read_key(struct arena *life, const char *path, const char **out, const char **why);

/* base + path with one slash between; ERR_CONFIG with *why if it may not be asked (http_url_fit). */
MUST_USE enum err wire_url(struct arena *life, const char *base, const char *path, const char **out,
                           const char **why);

/* The host of an address, with its port if it names one: "api.openai.com". */
const char *wire_host(struct arena *life, const char *url);

#endif
