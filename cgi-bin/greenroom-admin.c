/* greenroom-admin: what the host's owner does from a shell. Every command is a row of the table at the end.
 * Exit: 0 fine, 1 something is wrong (said in plain words), 2 usage, 78 the installation is not fit to run.
 */
#include "base/log.h"
#include "base/num.h"
#include "base/text.h"
#include "coach/costs.h"
#include "coach/curator.h"
#include "coach/marker_lines.h"
#include "coach/memory_lines.h"
#include "coach/plan_sketch.h"
#include "coach/start.h"
#include "crypto/token.h"
#include "store/login.h"
#include "store/migrate.h"
#include "store/sealed.h"
#include "store/user.h"
#include "web/checkup.h"
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

enum {
    EXIT_WRONG = 1,
    EXIT_USAGE = 2,
    EXIT_UNFIT = 78,
    LIFE_BYTES = 256 * 1024 * 1024,
    USER_BYTES = 512 * 1024 * 1024
};

/* What a command is given. */
struct given {
    struct arena *life;
    const char *conf;
    const char *word; /* its argument, or NULL */
    char **rest;      /* all of its arguments */
    int rest_n;
};

static int unfit(const char *why)
{
    fprintf(stderr, "greenroom-admin: %s\n", why);
    return EXIT_UNFIT;
}

static int wrong(const char *what, enum err e)
{
    fprintf(stderr, "greenroom-admin: %s (%s)\n", what, err_name(e));
    return EXIT_WRONG;
}

/* ---- settings, check ---- */

static int settings(const struct given *g)
{
    struct conf *c;
    const char *why;
    if (text_equal(g->word, "show")) {
        if (conf_read(g->life, start_conf_path(g->conf), &c, &why) != OK)
            return unfit(why);
        conf_show(c, stdout);
        return 0;
    }
    conf_manual(stdout);
    return 0;
}

static int check(const struct given *g)
{
    return checkup_run(g->life, g->conf, stdout) ? 0 : EXIT_WRONG;
}

static int migrate(const struct given *g)
{
    struct start s = {0};
    const char *why = "";
    int applied = 0;
    if (start_db(g->life, g->conf, DB_OWNER, &s, &why) != OK)
        return unfit(why);
    if (migrate_run(s.coach.db, g->life, conf_text(s.conf, "paths.sql"), &applied, &why) != OK)
        return unfit(why);
    printf("greenroom-admin: %d migration%s applied\n", applied, applied == 1 ? "" : "s");
    return 0;
}

/* ---- keys ---- */

static int keys_make(const struct given *g, const char *path)
{
    const char *why = "";
    (void)g;
    if (keyring_create(path, &why) != OK)
        return unfit(why);
    printf("greenroom-admin: made %s. Keep a copy of it away from the database's backups: without it nothing "
           "can be read.\n",
           path);
    return 0;
}

static void print_key(uint32_t kid, bool active, const struct user_key_count *count)
{
    printf("master key %u%s", kid, active ? " (active)" : "");
    if (count)
        printf(": %lld data key%s", (long long)count->keys, count->keys == 1 ? "" : "s");
    puts("");
}

/* How many data keys each wraps: an old one may go when it is none. Without a database only what the file
 * holds. */
static int keys_list(const struct given *g)
{
    static const struct user_key_count none;
    struct start s = {0};
    struct user_key_count *counts;
    size_t n = 0;
    const char *why = "";
    if (start_keys(g->life, g->conf, &s, &why) != OK)
        return unfit(why);
    const bool counted = start_reconnect(g->life, DB_OWNER, &s, &why) == OK &&
                         user_count_keys(s.coach.db, g->life, &counts, &n) == OK;
    for (size_t i = 0; i < keyring_count(s.keys); i++) {
        const uint32_t kid = keyring_kid(s.keys, i);
        const struct user_key_count *count = counted ? &none : NULL;
        for (size_t k = 0; k < n; k++)
            if (counts[k].kid == kid)
                count = &counts[k];
        print_key(kid, kid == keyring_active(s.keys), count);
    }
    return 0;
}

static int keys_rotate(const struct given *g, const char *path)
{
    const char *why = "";
    uint32_t kid;
    struct start s = {0};
    int applied;
    if (keyring_add(path, &kid, &why) != OK)
        return unfit(why);
    if (start_db(g->life, g->conf, DB_OWNER, &s, &why) != OK)
        return unfit(why);
    if (migrate_run(s.coach.db, g->life, conf_text(s.conf, "paths.sql"), &applied, &why) !=
        OK) /* its check value */
        return unfit(why);
    printf("greenroom-admin: master key %u is made. Restart the workers, then run `greenroom-admin keys "
           "rewrap`.\n",
           kid);
    return 0;
}

static enum err rewrap(struct work *w, void *ctx)
{
    return user_rewrap(w, ctx);
}

/* Does something for every user, each in an arena of its own; how many failed. */
static int each_user(const struct given *g, struct start *s,
                     int (*one)(struct start *s, struct arena *a, struct id user, void *ctx), void *ctx)
{
    struct id *users;
    size_t n;
    int failed = 0;
    const enum err e = user_list(s->coach.db, g->life, &users, &n);
    if (e != OK)
        return wrong("the users can't be listed", e);
    for (size_t i = 0; i < n; i++) {
        struct arena *a = arena_new(USER_BYTES, true);
        failed += !a || one(s, a, users[i], ctx) != 0;
        arena_free(a);
    }
    return failed ? EXIT_WRONG : 0;
}

static int rewrap_one(struct start *s, struct arena *a, struct id user, void *ctx)
{
    int *rewrapped = ctx;
    bool changed = false;
    char text[37];
    const enum err e = db_transact(s->coach.db, a, user, rewrap, &changed);
    *rewrapped += changed;
    if (e == OK)
        return 0;
    id_write(user, text);
    return wrong(arena_printf(a, "user %s: the data key could not be wrapped anew", text), e);
}

static int keys_rewrap(const struct given *g)
{
    struct start s = {0};
    const char *why = "";
    int rewrapped = 0;
    if (start_fit(g->life, g->conf, DB_HOURLY, &s, &why) != OK)
        return unfit(why);
    const int status = each_user(g, &s, rewrap_one, &rewrapped);
    printf("greenroom-admin: %d data key%s wrapped under master key %u\n", rewrapped,
           rewrapped == 1 ? "" : "s", keyring_active(s.keys));
    return status;
}

/* ---- new data keys ---- */

enum { RENEW_AT_ONCE = 50 };

struct renewal {
    int64_t renewed, broken; /* of one transaction */
    int64_t values, users;   /* of all */
};

static enum err begin_renewal(struct work *w, void *ctx)
{
    (void)ctx;
    return sealed_begin(w);
}

static enum err renew(struct work *w, void *ctx)
{
    struct renewal *n = ctx;
    return sealed_renew(w, RENEW_AT_ONCE, &n->renewed, &n->broken);
}

/* Goes on until nothing is left under an older key, or only what does not open. */
static int renew_one(struct start *s, struct arena *a, struct id user, void *ctx)
{
    struct renewal *n = ctx;
    char text[37];
    enum err e = db_transact(s->coach.db, a, user, begin_renewal, NULL);
    do {
        struct arena *some = arena_new(USER_BYTES, true);
        n->renewed = n->broken = 0;
        if (e == OK)
            e = some ? db_transact(s->coach.db, some, user, renew, n) : ERR_MEMORY;
        arena_free(some);
        n->values += n->renewed;
    } while (e == OK && n->renewed > 0);
    n->users += e == OK && n->broken == 0;
    if (e == OK && n->broken == 0)
        return 0;
    id_write(user, text);
    return wrong(
        arena_printf(a, "user %s: the older data key stays, for not all that it sealed is renewed", text),
        e == OK ? ERR_SEAL : e);
}

static int keys_renew(const struct given *g)
{
    struct start s = {0};
    struct renewal n = {0};
    const char *why = "";
    if (start_fit(g->life, g->conf, DB_HOURLY, &s, &why) != OK)
        return unfit(why);
    const int status = each_user(g, &s, renew_one, &n);
    printf("greenroom-admin: %lld data keys are new, %lld sealed values are under them\n", (long long)n.users,
           (long long)n.values);
    return status;
}

static int keys(const struct given *g)
{
    struct conf *c;
    const char *why = "";
    if (conf_read(g->life, start_conf_path(g->conf), &c, &why) != OK)
        return unfit(why);
    const char *path = conf_text(c, "keys.file");
    if (text_equal(g->word, "make"))
        return keys_make(g, path);
    if (text_equal(g->word, "list"))
        return keys_list(g);
    if (text_equal(g->word, "rotate"))
        return keys_rotate(g, path);
    if (text_equal(g->word, "rewrap"))
        return keys_rewrap(g);
    if (text_equal(g->word, "renew"))
        return keys_renew(g);
    return EXIT_USAGE;
}

/* ---- users ---- */

static int find_user(const struct given *g, struct start *s, struct id *out)
{
    uint8_t blind[BLIND_BYTES];
    struct user_found found;
    const char *why = "";
    if (!g->word)
        return EXIT_USAGE;
    if (start_fit(g->life, g->conf, DB_APP, s, &why) != OK)
        return unfit(why);
    if (keyring_blind_name(s->keys, text_fold(g->life, g->word), blind) != OK)
        return wrong("the name can't be looked up", ERR_CRYPTO);
    const enum err e = user_find(s->coach.db, g->life, blind, &found);
    if (e != OK)
        return wrong("the user can't be looked up", e);
    if (id_none(found.id))
        return wrong("there is no user of that name", ERR_NOT_FOUND);
    *out = found.id;
    return 0;
}

static enum err save_code(struct work *w, void *ctx)
{
    return login_add_code(w, ctx, 24 * 3600);
}

static int user_code(const struct given *g)
{
    struct start s = {0};
    struct id user;
    char code[24];
    uint8_t hash[TOKEN_HASH_BYTES];
    const int status = find_user(g, &s, &user);
    if (status != 0)
        return status;
    enum err e = token_recovery(code);
    if (e == OK)
        e = token_recovery_hash(code, hash);
    if (e == OK)
        e = db_transact(s.coach.db, g->life, user, save_code, hash);
    if (e != OK)
        return wrong("no code could be made", e);
    printf("%s\nGive it to the user in person. It sets a new password at /recover, once, within 24 hours.\n",
           code);
    return 0;
}

static enum err delete_user(struct work *w, void *ctx)
{
    (void)ctx;
    return user_delete(w);
}

static int user_remove(const struct given *g)
{
    struct start s = {0};
    struct id user;
    const int status = find_user(g, &s, &user);
    if (status != 0)
        return status;
    const enum err e = db_transact(s.coach.db, g->life, user, delete_user, NULL);
    if (e != OK)
        return wrong("the account could not be deleted", e);
    puts("greenroom-admin: the account, everything in it and its key are gone. Backups keep them until they "
         "expire.");
    return 0;
}

/* ---- verify, library ---- */

struct verified {
    int64_t opened, broken;
};

static enum err verify_rows(struct work *w, void *ctx)
{
    struct verified *v = ctx;
    return sealed_verify(w, &v->opened, &v->broken);
}

static int verify_one(struct start *s, struct arena *a, struct id user, void *ctx)
{
    struct verified *all = ctx, one = {0};
    char text[37];
    const enum err e = db_transact(s->coach.db, a, user, verify_rows, &one);
    all->opened += one.opened;
    all->broken += one.broken;
    if (e == OK && one.broken == 0)
        return 0;
    id_write(user, text);
    return wrong(arena_printf(a, "user %s: %lld rows do not open", text, (long long)one.broken),
                 e == OK ? ERR_SEAL : e);
}

static int verify(const struct given *g)
{
    struct start s = {0};
    struct verified v = {0};
    const char *why = "";
    if (start_fit(g->life, g->conf, DB_HOURLY, &s, &why) != OK)
        return unfit(why);
    const int status = each_user(g, &s, verify_one, &v);
    printf("greenroom-admin: %lld sealed values opened, %lld did not\n", (long long)v.opened,
           (long long)v.broken);
    return status;
}

static int costs(const struct given *g)
{
    struct start s = {0};
    const char *why = "";
    int64_t days = 30;
    if (g->word && num_int(g->word, 1, 400, &days) != OK) {
        fputs("greenroom-admin: DAYS goes from 1 to 400\n", stderr);
        return EXIT_USAGE;
    }
    if (start_fit(g->life, g->conf, DB_HOURLY, &s, &why) != OK)
        return unfit(why);
    return costs_print(s.conf, s.coach.db, g->life, (int)days, stdout) == OK ? 0 : EXIT_WRONG;
}

static int check_library(const struct given *g)
{
    struct conf *c;
    struct library *l;
    const char *why = "";
    if (conf_read(g->life, start_conf_path(g->conf), &c, &why) != OK)
        return unfit(why);
    if (start_library(g->life, c, &l, &why) != OK)
        return unfit(why);
    return curator_check(l, g->life, stdout) ? EXIT_WRONG : 0;
}

static int mark(const struct given *g)
{
    struct conf *c;
    struct marker *k;
    size_t line;
    const char *why;
    if (conf_read(g->life, start_conf_path(g->conf), &c, &why) != OK)
        return unfit(why);
    if (marker_read(g->life, arena_printf(g->life, "%s/library/words", conf_text(c, "paths.prompts")), &k,
                    &why) != OK)
        return unfit(why);
    const enum err e = marker_lines(k, stdin, stdout, &line);
    return e == OK ? 0 : wrong(arena_printf(g->life, "line %zu can't be marked", line), e);
}

static int fsrs(const struct given *g)
{
    size_t line;
    const enum err e = memory_lines(stdin, stdout, &line);
    return e == OK ? 0 : wrong(arena_printf(g->life, "line %zu is no list of reviews", line), e);
}

static int plan(const struct given *g)
{
    struct conf *c;
    struct library *l;
    struct modes *modes;
    struct plan_sketch s;
    const char *why = "", *text = "";
    if (plan_sketch_options(g->life, g->rest_n, g->rest, &s, &why) != OK) {
        fprintf(stderr, "greenroom-admin: %s\n", why);
        return EXIT_USAGE;
    }
    if (conf_read(g->life, start_conf_path(g->conf), &c, &why) != OK ||
        start_library(g->life, c, &l, &why) != OK ||
        mode_read_all(g->life, conf_text(c, "paths.prompts"), &modes, &why) != OK)
        return unfit(why);
    const enum err e = plan_sketch_make(g->life, l, mode_find(modes, "suggest_plan"), &s, &text, &why);
    if (e != OK)
        return wrong(why, e);
    puts(text);
    return 0;
}

/* ---- the table ---- */

static const struct command {
    const char *name, *second; /* "user" "code"; second NULL: none */
    const char *argument; /* what follows, for the usage; NULL: nothing; "--…": any number of options */
    int (*run)(const struct given *g);
    const char *manual;
} commands[] = {
    {"check", NULL, NULL, check, "says what is wrong with this installation"},
    {"settings", NULL, "[show]", settings, "prints every setting with its meaning, or what is in force"},
    {"migrate", NULL, NULL, migrate, "brings the database up to date"},
    {"keys", NULL, "make|list|rotate|rewrap|renew", keys,
     "the master keys: makes the file, lists, adds one, wraps data keys anew; new data keys, everything "
     "sealed anew"},
    {"user", "code", "NAME", user_code,
     "a one-time code with which a user who lost their password sets a new one"},
    {"user", "delete", "NAME", user_remove, "deletes an account and its key"},
    {"verify", NULL, NULL, verify, "opens every sealed row of every user"},
    {"library", "check", NULL, check_library,
     "holds the question library to its limits: counts, near-doubles, coverage, reading level"},
    {"costs", NULL, "[DAYS]", costs, "what asking models cost in the last days (30), and today's budgets"},
    {"mark", NULL, NULL, mark,
     "marks answers, one JSON object a line: id, question, anchors or reference, answer, kind"},
    {"fsrs", NULL, NULL, fsrs,
     "stability, difficulty and next interval after each review, one JSON object a line: reviews of day, "
     "rating"},
    {"plan", NULL, "--role R --minutes M --weeks W --weak \"…\" --motivation \"…\"", plan,
     "prints the plan that the built-in coach would propose"},
};

static int usage(void)
{
    fputs("usage: greenroom-admin [--conf FILE] COMMAND\n", stderr);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const struct command *c = &commands[i];
        fprintf(stderr, "  %s%s%s %s\n      %s\n", c->name, c->second ? " " : "", c->second ? c->second : "",
                c->argument ? c->argument : "", c->manual);
    }
    return EXIT_USAGE;
}

static const struct command *find_command(int argc, char **argv, int *used)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const struct command *c = &commands[i];
        *used = c->second ? 2 : 1;
        if (argc >= *used && text_equal(argv[0], c->name) && (!c->second || text_equal(argv[1], c->second)))
            return c;
    }
    return NULL;
}

static bool takes_options(const struct command *c)
{
    return c->argument && strncmp(c->argument, "--", 2) == 0;
}

int main(int argc, char **argv)
{
    struct given g = {0};
    prctl(PR_SET_DUMPABLE, 0); /* no core file may hold keys or what people wrote */
    argc--;
    argv++;
    if (argc >= 2 && text_equal(argv[0], "--conf")) {
        g.conf = argv[1];
        argc -= 2;
        argv += 2;
    }
    int used = 0;
    const struct command *c = find_command(argc, argv, &used);
    if (!c || (argc - used > (c->argument ? 1 : 0) && !takes_options(c)))
        return usage();
    g.word = argc > used ? argv[used] : NULL;
    g.rest = argv + used;
    g.rest_n = argc - used;
    g.life = arena_new(LIFE_BYTES, true);
    if (!g.life)
        return EXIT_WRONG;
    const int status = c->run(&g);
    arena_free(g.life);
    return status == EXIT_USAGE ? usage() : status;
}
