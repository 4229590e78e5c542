#ifndef LLM_OUTCOME_H
#define LLM_OUTCOME_H

#include <stdbool.h>

/* What became of one call to a provider: its class, for records, logs and the next decision. */
enum outcome {
    OUTCOME_OK,
    OUTCOME_CONNECT,      /* nobody listens, or the host has no address                     */
    OUTCOME_UNREACHED,    /* no connection in time                                          */
    OUTCOME_TLS,          /* the certificate or the handshake is not good                   */
    OUTCOME_TIMEOUT,      /* the deadline passed                                            */
    OUTCOME_SLOW,         /* it dripped                                                     */
    OUTCOME_TOO_LARGE,    /* over the ceiling of an answer                                  */
    OUTCOME_REDIRECT,     /* it said to look elsewhere                                      */
    OUTCOME_CUT,          /* it broke off before its end                                    */
    OUTCOME_RATE_LIMITED, /* too many requests or tokens                                    */
    OUTCOME_NO_MONEY,     /* a quota or spending limit: the host must act                   */
    OUTCOME_OVERLOADED,   /* the server has too much to do                                  */
    OUTCOME_SERVER,       /* the server failed                                              */
    OUTCOME_KEY,          /* the key is not good for this: the host must act                */
    OUTCOME_NO_MODEL,     /* no such model or address: the host must act                    */
    OUTCOME_REQUEST,      /* the server does not take the request as it is                  */
    OUTCOME_TOO_LONG,     /* what was sent is longer than the model takes                   */
    OUTCOME_REFUSED,      /* the model declined                                             */
    OUTCOME_FILTERED,     /* a filter of the provider's held the answer back                */
    OUTCOME_TRUNCATED,    /* the answer ran into its limit of tokens                        */
    OUTCOME_MALFORMED,    /* a success that is not in the protocol                          */
    OUTCOME_INVALID,      /* an answer that failed its checks                               */
    OUTCOME_FAILED        /* anything else                                                  */
};

/* One lower-case word ("rate_limited"; "ok"). Never NULL. */
const char *outcome_name(enum outcome outcome);

/* Does it speak against the server itself, so that the next request would probably fare no better? */
bool outcome_blames_server(enum outcome outcome);

#endif
