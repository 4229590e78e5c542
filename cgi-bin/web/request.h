#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "base/json.h"
#include "coach/coach.h"
#include "crypto/token.h"
#include "llm/sound.h"
#include "store/idempotency.h"
#include "store/user.h"
#include <stdbool.h>

struct fcgi;
struct field;
struct inputs;
struct reply;
struct route;

/* What a worker has for its whole life. */
struct site {
    struct coach coach;
    const struct conf *conf;
    struct db *db;
    const struct keyring *keys;
    const char *origin; /* "http://127.0.0.1:8080" */
    bool secure;        /* https: the cookie is __Host-gr and Secure; else "gr", only on a loopback address */
    const char *name;   /* the site's name */
    const char *blocked; /* common passwords, one a line; refused at sign-up */
    size_t blocked_n;    /* its bytes */
    const char *style;   /* "/static/greenroom.css?v=<hash>" */
};

struct problem {
    const char *field;   /* dotted name: "plan_topics.2.name"; "" for the whole */
    const char *message; /* for a person: "Please choose at least 12 characters." */
};

/* One request. All of it lives in its arena. */
struct request {
    struct site *site;
    struct arena *arena;
    const char *id;     /* request id, hex, on every log line */
    const char *method; /* "GET" (HEAD counts as GET), "POST", "PUT" */
    const char *path;
    const struct route *route;
    struct id path_id[2];       /* the {ids} of the path, in order */
    int path_number;            /* an {n} of the path */
    bool json_in;               /* Content-Type: application/json */
    bool json_out;              /* json_in, or Accept prefers application/json */
    const struct field *fields; /* the form that came (forms.h); NULL before it is read */
    const json *in;     /* its fields, checked and typed: pages have them by fields_fill; never NULL */
    const json *given;  /* the same as typed, all text, for giving the form back; never NULL */
    struct sound sound; /* the recording that came with it; n is 0 if none did */
    struct problem *problems;
    size_t problems_n;
    struct form form; /* its own id (field "form", header Idempotency-Key for programs; made here if a program
                         sends none), and what it brought, without passwords */
    bool conflict;    /* the form is given back because of what came meanwhile, or before it: 409 */
    const json *beside;    /* members that a program's problem document has besides (reply.c); NULL: none */
    const char *next;      /* where a log-in goes on to (field "next"): a page of ours; else home */
    const char *form_sent; /* the form's id as it was sent; "" if none */
    struct work *work;     /* the page's reads: flushed once, by the dispatcher, between want and show */
    struct user *user;     /* NULL: nobody is logged in */
    uint8_t token_hash[TOKEN_HASH_BYTES]; /* of the login cookie, or of the pre-login cookie */
    const char *known; /* the cookie of a browser that has logged in before; NULL for none */
    bool has_token;
    void *model;         /* what the page's want reads and its show uses (request_model) */
    const char *address; /* REMOTE_ADDR */
    const char *content_type;
    const char *cookies;      /* the Cookie header, "" if none */
    const char *login_cookie; /* the login's token, whether or not there is a login; NULL: token_hash is of
                                 the pre-login cookie */
    uint8_t before_hash[TOKEN_HASH_BYTES]; /* of the pre-login cookie */
    bool has_before;
    struct inputs *inputs; /* what came in, flat (input.h) */
    struct fcgi *fcgi;
    int64_t began_ms;
    uint64_t began_trips; /* the connection's round trips before it (db_round_trips) */
    const char *agent;    /* User-Agent, for the coarse name of a login */
    struct reply *reply;
    struct trouble trouble; /* why the coach could not answer, if it was asked for this page */
};

/* Reads the request's line and headers (not its body) into *r; its arena, site and fcgi are set. */
void request_begin(struct request *r);
/* Reads the body (at most `most` bytes: ERR_LIMIT) or, for GET, the query, into r->inputs. ERR_INPUT for what
 * is not well-formed; ERR_IO when the browser has gone. */
MUST_USE enum err request_read(struct request *r, size_t most);
/* Room for what the page reads, a zeroed struct of its own: r->model. */
void *request_model(struct request *r, size_t size);
bool request_is_get(const struct request *r);
/* A field's text as typed, or the fallback. */
const char *request_given(const struct request *r, const char *field, const char *fallback);
/* Adds a problem found by a page function beyond what fields.h checks (a wrong current password, a
 * prescription); then return ERR_INPUT. */
void request_problem(struct request *r, const char *field, const char *message);

#endif
