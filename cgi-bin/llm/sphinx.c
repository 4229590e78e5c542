#include "llm/sphinx.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/num.h"
#include "base/text.h"
#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* Its library is no dependency: it is opened by name where it is set, for it brings BLAS, LAPACK and
 * Fortran's run time along. This is all that is asked of it (pocketsphinx.h, cmd_ln.h and err.h of version
 * 0.8). */
struct library {
    const void *(*ps_args)(void);
    void *(*cmd_ln_init)(void *, const void *definitions, int strict, ...);
    int (*cmd_ln_free_r)(void *config);
    void (*err_set_logfp)(FILE *);
    void *(*ps_init)(void *config);
    int (*ps_free)(void *decoder);
    int (*ps_start_utt)(void *decoder);
    int (*ps_process_raw)(void *decoder, const int16_t *samples, size_t n, int no_search, int all);
    int (*ps_end_utt)(void *decoder);
    const char *(*ps_get_hyp)(void *decoder, int *score);
};

static const struct symbol {
    const char *name;
    size_t at;
} symbols[] = {
#define SYMBOL(name)                                                                                         \
    {                                                                                                        \
#name, offsetof(struct library, name)                                                                \
    }
    SYMBOL(ps_args), SYMBOL(cmd_ln_init),  SYMBOL(cmd_ln_free_r),  SYMBOL(err_set_logfp), SYMBOL(ps_init),
    SYMBOL(ps_free), SYMBOL(ps_start_utt), SYMBOL(ps_process_raw), SYMBOL(ps_end_utt),    SYMBOL(ps_get_hyp),
};

enum { AT_ONCE = 1600, WAIT_MS = 50 }; /* a tenth of a second of sound */

struct sphinx {
    struct library library;
    const char *folder, *hmm, *lm, *dict;
};

/* ---- hearing ---- */

/* What is used while it hears. */
struct listening {
    const struct sphinx *sphinx;
    int turn; /* the model's folder, locked */
    void *config, *decoder;
};

static void end_hearing(void *hearing)
{
    struct listening *h = hearing;
    if (h->decoder)
        h->sphinx->library.ps_free(h->decoder);
    if (h->config)
        h->sphinx->library.cmd_ln_free_r(h->config);
    if (h->turn >= 0)
        close(h->turn);
    h->decoder = h->config = NULL;
    h->turn = -1;
}

static enum outcome wait_turn(struct listening *heard, int64_t deadline)
{
    heard->turn = open(heard->sphinx->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (heard->turn < 0)
        return OUTCOME_FAILED;
    while (flock(heard->turn, LOCK_EX | LOCK_NB) != 0) {
        if (clock_monotonic_ms() >= deadline)
            return OUTCOME_OVERLOADED;
        poll(NULL, 0, WAIT_MS);
    }
    return OUTCOME_OK;
}

static enum outcome hear_samples(struct listening *heard, const int16_t *samples, size_t n, int64_t deadline)
{
    const struct sphinx *k = heard->sphinx;
    const struct library *l = &k->library;
    l->err_set_logfp(NULL); /* it would write down what it hears */
    heard->config =
        l->cmd_ln_init(NULL, l->ps_args(), 1, "-hmm", k->hmm, "-lm", k->lm, "-dict", k->dict, NULL);
    if (heard->config)
        heard->decoder = l->ps_init(heard->config);
    if (!heard->decoder || l->ps_start_utt(heard->decoder) != 0)
        return OUTCOME_FAILED;
    for (size_t i = 0; i < n; i += AT_ONCE) {
        if (clock_monotonic_ms() >= deadline)
            return OUTCOME_TIMEOUT;
        if (l->ps_process_raw(heard->decoder, samples + i, num_min(n - i, AT_ONCE), 0, 0) < 0)
            return OUTCOME_FAILED;
    }
    return l->ps_end_utt(heard->decoder) == 0 ? OUTCOME_OK : OUTCOME_FAILED;
}

static enum err hear(const struct speech *self, struct arena *a, const struct sound *sound, int64_t deadline,
                     struct provider_reply *out)
{
    struct listening *h = arena_alloc(a, sizeof *h);
    int16_t *samples;
    size_t n;
    const int64_t began = clock_monotonic_ms();
    *h = (struct listening){.sphinx = self->state, .turn = -1};
    *out =
        (struct provider_reply){.model = "pocketsphinx", .text = "", .outcome = OUTCOME_REQUEST, .tries = 1};
    if (sound_samples(a, sound, &samples, &n) == OK) {
        arena_defer(a, end_hearing, h);
        out->outcome = wait_turn(h, deadline);
        if (out->outcome == OUTCOME_OK)
            out->outcome = hear_samples(h, samples, n, deadline);
    }
    if (out->outcome == OUTCOME_OK) {
        const char *heard = h->sphinx->library.ps_get_hyp(h->decoder, NULL);
        char *clean;
        if (heard && text_clean(a, heard, strlen(heard), &clean) == OK)
            out->text = clean;
    }
    end_hearing(h);
    log_event(log_level_of(out->outcome == OUTCOME_OK), "model_call", LOG_WORD("provider", "pocketsphinx"),
              LOG_WORD("class", outcome_name(out->outcome)), LOG_INT("ms", clock_monotonic_ms() - began));
    if (out->outcome == OUTCOME_OK)
        return OK;
    return out->outcome == OUTCOME_TIMEOUT ? ERR_TIMEOUT : ERR_PROVIDER;
}

/* ---- its making ---- */

static enum err open_library(struct arena *life, struct library *library, const char **why)
{
    void *lib = dlopen("libpocketsphinx.so.3", RTLD_NOW | RTLD_LOCAL);
    if (!lib) {
        *why = "speech.sphinx is set, but PocketSphinx (libpocketsphinx3) is not installed";
        return ERR_CONFIG;
    }
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        void *found = dlsym(lib, symbols[i].name);
        if (!found) {
            *why = arena_printf(life, "this PocketSphinx has no %s: version 0.8 does", symbols[i].name);
            return ERR_CONFIG;
        }
        memcpy((char *)library + symbols[i].at, &found, sizeof found);
    }
    return OK;
}

static enum err find_model(struct arena *life, struct sphinx *sphinx, const char *folder, const char **why)
{
    size_t n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    sphinx->folder = arena_text(life, folder, n);
    const char *name = text_behind_last(sphinx->folder, '/');
    sphinx->hmm = arena_printf(life, "%s/%s", sphinx->folder, name);
    sphinx->lm = arena_printf(life, "%s/%s.lm.bin", sphinx->folder, name);
    sphinx->dict = arena_printf(life, "%s/cmudict-%s.dict", sphinx->folder, name);
    const char *const parts[] = {sphinx->hmm, sphinx->lm, sphinx->dict};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (access(parts[i], R_OK) != 0) {
            *why = arena_printf(life, "speech.sphinx: there is no %s", parts[i]);
            return ERR_CONFIG;
        }
    return OK;
}

enum err sphinx_new(struct arena *life, const char *folder, struct speech **out, const char **why)
{
    struct sphinx *k = arena_alloc(life, sizeof *k);
    enum err e = find_model(life, k, folder, why);
    if (e == OK)
        e = open_library(life, &k->library, why);
    *out = arena_alloc(life, sizeof **out);
    **out = (struct speech){.provider = "local", .host = "", .formats = " wav ", .hear = hear, .state = k};
    return e;
}
