#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

/* What can go wrong. A function that can fail returns one of these and its result must be used. */
enum err {
    OK = 0,
    ERR_INPUT,     /* what came in is not acceptable: say where and why                */
    ERR_NOT_FOUND, /* no such thing, or not this user's: the two look the same         */
    ERR_FORBIDDEN, /* known, but not allowed (form token, origin, stage)               */
    ERR_LOGIN,     /* needs a login first                                              */
    ERR_CONFLICT,  /* somebody or something changed it meanwhile                       */
    ERR_REUSED,    /* the same form came before, with something else in it             */
    ERR_LIMIT,     /* too many, too large, too often                                   */
    ERR_BUSY,      /* try again in a moment: serialization failure, lease held         */
    ERR_DB,        /* the database can't be reached or refused                         */
    ERR_OUTCOME,   /* a COMMIT whose outcome is unknown: look it up, never guess       */
    ERR_SEAL,      /* a sealed row did not open: wrong place, flipped bit, wrong key   */
    ERR_CRYPTO,    /* the cryptographic library or the random source failed            */
    ERR_PROVIDER,  /* no provider gave an answer that holds                            */
    ERR_TIMEOUT,   /* a deadline passed                                                */
    ERR_CONFIG,    /* the installation is not fit to run                               */
    ERR_IO,        /* a file or socket failed                                          */
    ERR_MEMORY,    /* out of memory                                                    */
    ERR_INTERNAL   /* a bug: something that must hold does not                         */
};

#define MUST_USE __attribute__((warn_unused_result))

/* OK where it holds, else the error. */
MUST_USE static inline enum err err_unless(bool holds, enum err otherwise)
{
    return holds ? OK : otherwise;
}

/* The class of an error as one lower-case word for logs and records ("not_found"). Never NULL. */
const char *err_name(enum err code);

/* The HTTP status that fits the error (OK -> 200, ERR_INPUT -> 400, ERR_NOT_FOUND -> 404 ...). */
int err_status(enum err code);

/* A failure told to a person: what happened, what was kept, what to do next. Static or arena text; no
 * secrets. */
struct fault {
    enum err code;
    const char *what; /* "The coach could not be reached."                        */
    const char *kept; /* "Your answer is saved."                  may be NULL       */
    const char *next; /* "Press Try again, or go on practising."  may be NULL       */
};

/* The plain words used for an error when nothing better is known. Never NULL members but kept. */
struct fault err_fault(enum err code);

#endif
