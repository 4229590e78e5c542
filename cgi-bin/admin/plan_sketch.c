#include "admin/plan_sketch.h"
#include "base/clock.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_modes.h"
#include "llm/contract.h"
#include "nlu/nlu.h"
#include <stddef.h>
#include <string.h>

enum { MOST_MINUTES = 1440, MOST_WEEKS = 104, MOST_ROLE = 120 };

/* THE table: option, and the member it fills; most: the largest number it takes, 0 for words. */
static const struct option {
    const char *name;
    size_t at;
    int most;
} options[] = {
    {"--role", offsetof(struct plan_sketch, role), 0},
    {"--minutes", offsetof(struct plan_sketch, minutes), MOST_MINUTES},
    {"--weeks", offsetof(struct plan_sketch, weeks), MOST_WEEKS},
    {"--weak", offsetof(struct plan_sketch, weak), 0},
    {"--strong", offsetof(struct plan_sketch, strong), 0},
    {"--motivation", offsetof(struct plan_sketch, motivation), 0},
};

static const struct option *option_named(const char *name)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (text_equal(options[i].name, name))
            return &options[i];
    return NULL;
}

static enum err take_option(struct arena *a, const struct option *option, const char *word,
                            struct plan_sketch *sketch, const char **why)
{
    char *member = (char *)sketch + option->at;
    int64_t v;
    char *clean;
    *why = arena_printf(a, "%s takes a number from 1 to %d", option->name, option->most);
    if (option->most && num_int(word, 1, option->most, &v) != OK)
        return ERR_INPUT;
    if (option->most) {
        *(int *)(void *)member = (int)v;
        return OK;
    }
    *why = arena_printf(a, "%s takes words in UTF-8", option->name);
    if (text_clean(a, word, strlen(word), &clean) != OK)
        return ERR_INPUT;
    *(const char **)(void *)member = clean;
    return OK;
}

enum err plan_sketch_options(struct arena *a, int argc, char **argv, struct plan_sketch *out,
                             const char **why)
{
    unsigned seen = 0;
    *out = (struct plan_sketch){.role = "", .weak = "", .strong = "", .motivation = ""};
    for (int i = 0; i < argc; i += 2) {
        const struct option *o = option_named(argv[i]);
        unsigned bit = 0;
        if (o)
            bit = 1U << (o - options);
        *why = arena_printf(a, "%s: no such option, twice, or nothing behind it", argv[i]);
        if (!o || (seen & bit) || i + 1 == argc)
            return ERR_INPUT;
        seen |= bit;
        const enum err e = take_option(a, o, argv[i + 1], out, why);
        if (e != OK)
            return e;
    }
    return OK;
}

/* How much energy their words speak of, as the plan chat hears it. */
static void hear_energy(const struct library *library, struct arena *a, const char *words, json *facts)
{
    struct nlu k = {.arena = a, .library = library, .known = json_new_object(a), .facts = facts};
    const char *message = nlu_plain(library, a, words);
    while (nlu_next(&k, &message))
        nlu_energy(&k);
    if (!json_get(facts, "capacity"))
        json_put_int(a, facts, "capacity", nlu_energy_of(&k, text_fold(a, words)));
    json_put_text(a, facts, "motivation", words);
}

static json *sketch_input(const struct library *library, struct arena *a, const struct plan_sketch *sketch)
{
    const clock_day today = clock_local_day(clock_now(), "UTC");
    json *in = json_new_object(a), *facts = json_new_object(a);
    const char *role = text_head(a, text_trim(a, sketch->role), MOST_ROLE), *interview = "";
    if (sketch->weeks)
        interview = clock_date_text(a, today + 7 * sketch->weeks);
    json_put_text(a, facts, "role", role);
    json_put_int(a, facts, "minutes", sketch->minutes);
    json_put_text(a, facts, "weak", sketch->weak);
    json_put_text(a, facts, "strong", sketch->strong);
    json_put_text(a, facts, "interview_date", interview);
    hear_energy(library, a, sketch->motivation, facts);
    json_put_text(a, in, "today", clock_date_text(a, today));
    json_put_text(a, in, "role", role);
    json_put_text(a, in, "raw_context", arena_printf(a, "%s\n%s", sketch->weak, sketch->motivation));
    json_put(a, in, "facts", facts);
    return in;
}

enum err plan_sketch_make(struct arena *a, const struct builtin *coach, const struct mode *mode,
                          const struct plan_sketch *sketch, const char **text, const char **why)
{
    const json *in = sketch_input(coach->library, a, sketch), *answer = builtin_plan(coach, a, in);
    if (contract_check(a, mode->schema, answer, why) != OK ||
        contract_rules(a, mode->name, in, answer, why) != OK)
        return ERR_INTERNAL;
    *text = json_write(a, answer);
    return OK;
}
