#include "llm/outcome.h"

const char *outcome_name(enum outcome outcome)
{
    static const char *const names[] = {
        [OUTCOME_OK] = "ok",
        [OUTCOME_CONNECT] = "connect",
        [OUTCOME_UNREACHED] = "unreached",
        [OUTCOME_TLS] = "tls",
        [OUTCOME_TIMEOUT] = "timeout",
        [OUTCOME_SLOW] = "slow",
        [OUTCOME_TOO_LARGE] = "too_large",
        [OUTCOME_REDIRECT] = "redirect",
        [OUTCOME_CUT] = "cut",
        [OUTCOME_RATE_LIMITED] = "rate_limited",
        [OUTCOME_NO_MONEY] = "no_money",
        [OUTCOME_OVERLOADED] = "overloaded",
        [OUTCOME_SERVER] = "server",
        [OUTCOME_KEY] = "key",
        [OUTCOME_NO_MODEL] = "no_model",
        [OUTCOME_REQUEST] = "request",
        [OUTCOME_TOO_LONG] = "too_long",
        [OUTCOME_REFUSED] = "refused",
        [OUTCOME_FILTERED] = "filtered",
        [OUTCOME_TRUNCATED] = "truncated",
        [OUTCOME_MALFORMED] = "malformed",
        [OUTCOME_INVALID] = "invalid",
        [OUTCOME_FAILED] = "failed",
    };
    return names[outcome];
}

bool outcome_blames_server(enum outcome outcome)
{
    static const bool blames[] = {
        [OUTCOME_CONNECT] = true,    [OUTCOME_UNREACHED] = true, [OUTCOME_TLS] = true,
        [OUTCOME_TIMEOUT] = true,    [OUTCOME_SLOW] = true,      [OUTCOME_REDIRECT] = true,
        [OUTCOME_CUT] = true,        [OUTCOME_NO_MONEY] = true,  [OUTCOME_RATE_LIMITED] = true,
        [OUTCOME_OVERLOADED] = true, [OUTCOME_SERVER] = true,    [OUTCOME_KEY] = true,
        [OUTCOME_NO_MODEL] = true,   [OUTCOME_FAILED] = false,
    };
    return blames[outcome];
}
