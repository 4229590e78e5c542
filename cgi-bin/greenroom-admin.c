/* greenroom-admin: what the host's owner does from a shell. Every command is a row of the table at the end.
 * Exit: 0 fine, 1 something is wrong (said in plain words), 2 usage, 78 the installation is not fit to run.
 */
#include "admin/anchor_report.h"
#include "admin/change_lines.h"
#include "admin/checkup.h"
#include "admin/command_keys.h"
#include "admin/command_users.h"
#include "admin/costs.h"
#include "admin/hear_lines.h"
#include "admin/library_lint.h"
#include "admin/marker_lines.h"
#include "admin/memory_lines.h"
#include "admin/plan_sketch.h"
#include "admin/probe.h"
#include "admin/title_lines.h"
#include "base/num.h"
#include "base/text.h"
#include "store/migrate.h"
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

enum { LIFE_BYTES = 256 * 1024 * 1024 };

static int wrong_unless(bool fine)
{
    return fine ? 0 : COMMAND_WRONG;
}

static int settings(const struct command_given *given)
{
    struct conf *c;
    const char *why;
    if (text_equal(given->word, "show")) {
        if (conf_read(given->life, start_conf_path(given->conf), &c, &why) != OK)
            return command_unfit(why);
        conf_show(c, stdout);
        return 0;
    }
    if (given->word)
        return COMMAND_USAGE;
    conf_manual(stdout);
    return 0;
}

static int check(const struct command_given *given)
{
    return wrong_unless(checkup_run(given->life, given->conf, stdout));
}

static int check_models(const struct command_given *given)
{
    struct start s = {0};
    const char *why = "";
    bool all_fine = false;
    if (start_models(given->life, given->conf, &s, &why) != OK ||
        probe_run(&s.coach, given->life, stdout, &all_fine, &why) != OK)
        return command_unfit(why);
    return wrong_unless(all_fine);
}

static int migrate(const struct command_given *given)
{
    struct start s = {0};
    const char *why = "";
    int applied = 0;
    if (start_db(given->life, given->conf, DB_OWNER, &s, &why) != OK)
        return command_unfit(why);
    if (migrate_run(s.coach.db, given->life, conf_text(s.conf, "paths.sql"), &applied, &why) != OK)
        return command_unfit(why);
    printf("greenroom-admin: %d migration%s applied\n", applied, text_plural(applied));
    return 0;
}

static int costs(const struct command_given *given)
{
    struct start s = {0};
    const char *why = "";
    int64_t days = 30;
    if (given->word && num_int(given->word, 1, 400, &days) != OK) {
        fputs("greenroom-admin: DAYS goes from 1 to 400\n", stderr);
        return COMMAND_USAGE;
    }
    if (start_fit(given->life, given->conf, DB_HOURLY, &s, &why) != OK)
        return command_unfit(why);
    return wrong_unless(costs_print(s.conf, s.coach.db, given->life, (int)days, stdout) == OK);
}

static int check_library(const struct command_given *given)
{
    struct conf *c;
    const char *why = "";
    if (conf_read(given->life, start_conf_path(given->conf), &c, &why) != OK)
        return command_unfit(why);
    const char *folder = arena_printf(given->life, "%s/library", conf_text(c, "paths.prompts"));
    return wrong_unless(library_lint_check(given->life, folder, stdout) == 0);
}

static int report_anchors(const struct command_given *given)
{
    struct conf *c;
    const char *why = "";
    if (conf_read(given->life, start_conf_path(given->conf), &c, &why) != OK)
        return command_unfit(why);
    const char *folder = arena_printf(given->life, "%s/library", conf_text(c, "paths.prompts"));
    const enum err e = anchor_report_print(given->life, folder, given->word, stdout, &why);
    if (e != OK)
        return command_wrong(why, e);
    return 0;
}

static int mark(const struct command_given *given)
{
    struct conf *c;
    struct marker *marker;
    struct library *library;
    size_t line;
    const char *why;
    if (conf_read(given->life, start_conf_path(given->conf), &c, &why) != OK)
        return command_unfit(why);
    const char *folder = arena_printf(given->life, "%s/library", conf_text(c, "paths.prompts"));
    if (library_read(given->life, folder, &library, &why) != OK ||
        marker_read(given->life, folder, library, &marker, &why) != OK)
        return command_unfit(why);
    const struct marker_lines on = {.library = library, .marker = marker};
    const enum err e = marker_lines(&on, stdin, stdout, &line);
    if (e != OK)
        return command_wrong(arena_printf(given->life, "line %zu can't be marked", line), e);
    return 0;
}

static int title(const struct command_given *given)
{
    struct conf *c;
    struct library *library;
    size_t line;
    const char *why;
    if (conf_read(given->life, start_conf_path(given->conf), &c, &why) != OK ||
        library_read(given->life, arena_printf(given->life, "%s/library", conf_text(c, "paths.prompts")),
                     &library, &why) != OK)
        return command_unfit(why);
    const enum err e = title_lines(library, stdin, stdout, &line);
    if (e != OK)
        return command_wrong(arena_printf(given->life, "line %zu is no title", line), e);
    return 0;
}

static int hear(const struct command_given *given)
{
    struct conf *c;
    struct builtin *coach;
    size_t line;
    const char *why;
    if (conf_read(given->life, start_conf_path(given->conf), &c, &why) != OK ||
        start_builtin(given->life, c, &coach, &why) != OK)
        return command_unfit(why);
    const enum err e = hear_lines(coach, stdin, stdout, &line);
    if (e != OK)
        return command_wrong(arena_printf(given->life, "line %zu is no message", line), e);
    return 0;
}

static int change(const struct command_given *given)
{
    struct conf *c;
    struct builtin *coach;
    size_t line;
    const char *why;
    if (conf_read(given->life, start_conf_path(given->conf), &c, &why) != OK ||
        start_builtin(given->life, c, &coach, &why) != OK)
        return command_unfit(why);
    const enum err e = change_lines(coach, stdin, stdout, &line);
    if (e != OK)
        return command_wrong(arena_printf(given->life, "line %zu is no wish for a plan", line), e);
    return 0;
}

static int fsrs(const struct command_given *given)
{
    size_t line;
    const enum err e = memory_lines(stdin, stdout, &line);
    if (e != OK)
        return command_wrong(arena_printf(given->life, "line %zu is no list of reviews", line), e);
    return 0;
}

static int plan(const struct command_given *given)
{
    struct conf *c;
    struct builtin *coach;
    struct modes *modes;
    struct plan_sketch s;
    const char *why = "", *text = "";
    if (plan_sketch_options(given->life, given->rest_n, given->rest, &s, &why) != OK) {
        fprintf(stderr, "greenroom-admin: %s\n", why);
        return COMMAND_USAGE;
    }
    if (conf_read(given->life, start_conf_path(given->conf), &c, &why) != OK ||
        start_builtin(given->life, c, &coach, &why) != OK ||
        mode_read_all(given->life, conf_text(c, "paths.prompts"), &modes, &why) != OK)
        return command_unfit(why);
    const enum err e =
        plan_sketch_make(given->life, coach, mode_find(modes, "suggest_plan"), &s, &text, &why);
    if (e != OK)
        return command_wrong(why, e);
    puts(text);
    return 0;
}

/* ---- the table ---- */

static const struct command {
    const char *name, *second; /* "user" "code"; second NULL: none */
    const char *argument; /* what follows, for the usage; NULL: nothing; "--…": any number of options */
    int (*run)(const struct command_given *g);
    const char *manual;
} commands[] = {
    {"check", "models", NULL, check_models,
     "asks each model server once, for real: is its address, key and model right? (costs a few hundred "
     "tokens each)"},
    {"check", NULL, NULL, check, "says what is wrong with this installation"},
    {"settings", NULL, "[show]", settings, "prints every setting with its meaning, or what is in force"},
    {"migrate", NULL, NULL, migrate, "brings the database up to date"},
    {"keys", "make", NULL, command_keys_make, "makes the file of master keys; never writes over one"},
    {"keys", "list", NULL, command_keys_list, "the master keys, and how many data keys each wraps"},
    {"keys", "rotate", NULL, command_keys_rotate, "adds a master key to the file"},
    {"keys", "rewrap", NULL, command_keys_rewrap, "wraps every data key under the newest master key"},
    {"keys", "renew", NULL, command_keys_renew, "gives every user a new data key, and seals everything anew"},
    {"user", "code", "NAME", command_users_code,
     "a one-time code with which a user who lost their password sets a new one"},
    {"user", "delete", "NAME", command_users_delete, "deletes an account and its key"},
    {"verify", NULL, NULL, command_users_verify, "opens every sealed row of every user"},
    {"library", "check", NULL, check_library,
     "holds the question library to its limits: counts, near-doubles, coverage, reading level"},
    {"library", "anchors", "[FAMILY]", report_anchors,
     "how well the sentences and patterns of each anchor tell it from its question's others"},
    {"costs", NULL, "[DAYS]", costs, "what asking models cost in the last days (30), and today's budgets"},
    {"mark", NULL, NULL, mark,
     "marks answers, one JSON object a line: id, question, anchors or reference, answer, kind"},
    {"title", NULL, NULL, title,
     "which family of the library each job title leads to, one JSON object a line: title"},
    {"hear", NULL, NULL, hear,
     "what the plan chat hears in messages, one JSON object a line: id, today, say, material"},
    {"change", NULL, NULL, change,
     "what a wish changes in a plan, one JSON object a line: id, today, plan of role, daily_minutes, topics; "
     "wish"},
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
        fprintf(stderr, "  %s", c->name);
        if (c->second)
            fprintf(stderr, " %s", c->second);
        if (c->argument)
            fprintf(stderr, " %s", c->argument);
        fprintf(stderr, "\n      %s\n", c->manual);
    }
    return COMMAND_USAGE;
}

/* Do the arguments begin with this command? *used is how many of them are its name. */
static bool names(const struct command *command, int argc, char **argv, int *used)
{
    *used = 1;
    if (argc < 1 || !text_equal(argv[0], command->name))
        return false;
    if (!command->second)
        return true;
    *used = 2;
    return argc >= 2 && text_equal(argv[1], command->second);
}

static const struct command *find_command(int argc, char **argv, int *used)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (names(&commands[i], argc, argv, used))
            return &commands[i];
    return NULL;
}

/* Does it take so many arguments behind its name? */
static bool takes(const struct command *command, int n)
{
    if (!command->argument)
        return n == 0;
    return n <= 1 || strncmp(command->argument, "--", 2) == 0;
}

int main(int argc, char **argv)
{
    struct command_given g = {0};
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
    if (!c || !takes(c, argc - used))
        return usage();
    g.rest = argv + used;
    g.rest_n = argc - used;
    if (g.rest_n > 0)
        g.word = g.rest[0];
    g.life = arena_new(LIFE_BYTES, true);
    if (!g.life)
        return COMMAND_WRONG;
    const int status = c->run(&g);
    arena_free(g.life);
    if (status == COMMAND_USAGE)
        return usage();
    return status;
}
