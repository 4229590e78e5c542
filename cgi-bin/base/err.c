#include "base/err.h"
#include <stddef.h>

/* THE table of what can go wrong. */
static const struct row {
    const char *name;
    int status;
    const char *what, *kept, *next;
} rows[] = {
    [OK] = {"ok", 200, "Everything is fine.", NULL, ""},
    [ERR_INPUT] = {"input", 400, "Something in the form can’t be used.", "What you typed is still there.",
                   "Look at the message beside the field and send it again."},
    [ERR_NOT_FOUND] = {"not_found", 404, "There is nothing here.", NULL,
                       "Go back, or start from the home page."},
    [ERR_FORBIDDEN] = {"forbidden", 403, "This can’t be done from here.", "Nothing was changed.",
                       "Open the page again and send the form from there."},
    [ERR_LOGIN] = {"login", 401, "You are not logged in.", "Nothing was changed.",
                   "Log in, then send it again."},
    [ERR_CONFLICT] = {"conflict", 409, "Something changed in the meantime.", "Nothing was overwritten.",
                      "Look at how it stands now, then decide again."},
    [ERR_REUSED] = {"reused", 409, "This was sent before, with something else in it.",
                    "What was sent first stands; what you sent now is not saved yet.",
                    "Look at it, then send it again: from here on it is a form of its own."},
    [ERR_LIMIT] = {"limit", 429, "That is more than fits just now.", "Nothing was changed.",
                   "Send less, or wait a moment and try again."},
    [ERR_BUSY] = {"busy", 503, "Somebody is just working on this.", "Nothing was stored half-way.",
                  "Wait a moment and try again."},
    [ERR_DB] = {"db", 503, "The database can’t be reached just now.", NULL,
                "Nothing you had saved is lost. Try again in a moment."},
    [ERR_OUTCOME] = {"outcome", 503, "We could not find out whether that was saved.", NULL,
                     "Send it again: it will count once."},
    [ERR_SEAL] = {"seal", 500, "A stored text could not be opened safely, so it is not shown.", NULL,
                  "Please tell whoever runs this site, with the number below."},
    [ERR_CRYPTO] = {"crypto", 500, "Something needed to keep your text safe failed.",
                    "Nothing was stored half-way.", "Try again in a moment."},
    [ERR_PROVIDER] = {"provider", 502, "The coach could not answer this time.", "What you wrote is saved.",
                      "Press Try again, or go on practising."},
    [ERR_TIMEOUT] = {"timeout", 504, "That took too long.", "What you wrote is saved.",
                     "Try again in a moment."},
    [ERR_CONFIG] = {"config", 500, "This site is not set up properly.", NULL, "Please tell whoever runs it."},
    [ERR_IO] = {"io", 500, "A file could not be read or written.", NULL, "Try again in a moment."},
    [ERR_MEMORY] = {"memory", 503, "The server has no room for this just now.",
                    "Nothing was stored half-way.", "Wait a moment and try again."},
    [ERR_INTERNAL] = {"internal", 500, "Something went wrong on our side.", "What was saved before is safe.",
                      "Please tell whoever runs this site, with the number below."},
};

static const struct row *row_of(enum err code)
{
    size_t i = (size_t)code;
    if (i >= sizeof rows / sizeof *rows)
        i = ERR_INTERNAL;
    return &rows[i];
}

const char *err_name(enum err code)
{
    return row_of(code)->name;
}

int err_status(enum err code)
{
    return row_of(code)->status;
}

struct fault err_fault(enum err code)
{
    const struct row *r = row_of(code);
    return (struct fault){.code = code, .what = r->what, .kept = r->kept, .next = r->next};
}
