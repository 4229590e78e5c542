/* greenroom-hourly: the work that nobody is waiting for. Started by cron once an hour (more often does no
 * harm).
 *
 * A lock lets one run at a time. It finds abandoned sessions, then children claim due jobs one by one, each
 * acting as that job's user, until none is due or the deadline comes. Prints one summary line. Exit: 0 fine
 * (or another run is at work), 1 an operator should look, 2 usage, 78 the installation is not fit to run. */
#include "base/log.h"
#include "base/num.h"
#include "base/text.h"
#include "coach/jobs.h"
#include "coach/start.h"
#include "store/login.h"
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    EXIT_LOOK = 1,
    EXIT_USAGE = 2,
    EXIT_UNFIT = 78,
    LIFE_BYTES = 64 * 1024 * 1024,
    JOB_BYTES = 128 * 1024 * 1024,
    LEASE_SECONDS = 600, /* a killed child's job is taken up again after this */
};

struct options {
    const char *conf;
    struct id user; /* nil: everybody */
    bool dry_run;
    int children; /* 0: as the settings say */
};

/* Counted by all children, in shared memory. */
struct counts {
    int done, later, failed, broken;
};

static int usage(void)
{
    fputs("usage: greenroom-hourly [--conf FILE] [--now TIME] [--user ID] [--children N] [--dry-run]\n"
          "  --now TIME   as if it were TIME (RFC 3339, 2026-12-01T08:00:00Z)\n"
          "  --user ID    only this user's work\n"
          "  --dry-run    says how much is due and does nothing\n",
          stderr);
    return EXIT_USAGE;
}

static bool read_now(const char *text)
{
    clock_time t;
    if (clock_parse(text, &t) != OK)
        return false;
    clock_shift(clock_shifted() + t - clock_now());
    return true;
}

static bool read_options(int argc, char **argv, struct options *options, const char **now)
{
    static const struct option longs[] = {
        {"conf", required_argument, NULL, 'c'}, {"now", required_argument, NULL, 'n'},
        {"user", required_argument, NULL, 'u'}, {"children", required_argument, NULL, 'k'},
        {"dry-run", no_argument, NULL, 'd'},    {NULL, 0, NULL, 0},
    };
    int64_t number = 0;
    for (int c; (c = getopt_long(argc, argv, "", longs, NULL)) != -1;) {
        switch (c) {
        case 'c':
            options->conf = optarg;
            break;
        case 'n':
            *now = optarg;
            break;
        case 'u':
            if (id_parse(optarg, &options->user) != OK)
                return false;
            break;
        case 'k':
            if (num_int(optarg, 1, 64, &number) != OK)
                return false;
            options->children = (int)number;
            break;
        case 'd':
            options->dry_run = true;
            break;
        default:
            return false;
        }
    }
    return optind == argc;
}

static void count(int *counter)
{
    __atomic_add_fetch(counter, 1, __ATOMIC_RELAXED);
}

static void count_job(struct counts *counts, enum err e)
{
    if (e == OK)
        count(&counts->done);
    else if (e == ERR_BUSY)
        count(&counts->later);
    else
        count(&counts->failed);
}

/* Does one job in an arena of its own; false when there is none left to do. */
static bool one_job(struct coach *coach, struct id only, struct counts *counts)
{
    struct arena *a = arena_new(JOB_BYTES, true);
    if (!a)
        return false;
    jmp_buf out_of_memory;
    struct job j = {0};
    enum err e;
    if (setjmp(out_of_memory)) {
        log_event(LOG_ALERT, "job_out_of_memory", LOG_INT("bytes", (int64_t)arena_used(a)));
        count(&counts->broken);
        arena_free(a);
        return true; /* its lease runs out; the others go on */
    }
    arena_on_failure(a, &out_of_memory);
    bool more = false;
    if ((e = job_claim(coach->db, a, clock_now(), LEASE_SECONDS, only, &j)) == OK && !id_none(j.id)) {
        more = true;
        count_job(counts, jobs_do(coach, a, &j));
    } else if (e != OK) {
        log_event(LOG_WARN, "job_not_claimed", LOG_WORD("class", err_name(e)));
        count(&counts->broken);
    }
    arena_free(a);
    return more;
}

/* A child works until nothing is due or the deadline (clock_monotonic_ms) is near. */
static int child(struct start *start, const struct options *options, int64_t deadline, struct counts *counts)
{
    struct arena *life = arena_new(LIFE_BYTES, false);
    const char *why;
    if (!life || start_reconnect(life, DB_HOURLY, start, &why) != OK)
        return EXIT_LOOK;
    while (clock_monotonic_ms() < deadline && one_job(&start->coach, options->user, counts)) {
    }
    arena_free(life);
    return 0;
}

static void run_children(struct start *start, const struct options *options, int64_t deadline,
                         struct counts *counts)
{
    int wanted = options->children;
    if (wanted == 0)
        wanted = (int)conf_int(start->conf, "hourly.children");
    for (int i = 0; i < wanted; i++) {
        const pid_t pid = fork();
        if (pid == 0)
            _exit(child(start, options, deadline, counts));
        if (pid < 0)
            log_event(LOG_WARN, "child_not_started", LOG_INT("number", i));
    }
    for (int status; wait(&status) > 0;)
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
            counts->broken++;
}

/* What there is to do, and nothing done. */
static int dry_run(struct arena *life, struct start *start, const struct options *options)
{
    struct jobs_search found = {.only = options->user, .look_only = true};
    int64_t due;
    if (jobs_find(&start->coach, life, &found) != OK ||
        job_count_due(start->coach.db, life, clock_now(), options->user, &due) != OK)
        return EXIT_LOOK;
    printf("greenroom-hourly: dry run: %lld jobs due, %lld sessions abandoned\n", (long long)due,
           (long long)found.sessions);
    return found.failed ? EXIT_LOOK : 0;
}

static int work(struct arena *life, struct start *start, const struct options *options)
{
    const int64_t began = clock_monotonic_ms();
    const int64_t deadline = began + conf_int(start->conf, "hourly.deadline_minutes") * 60 * 1000;
    struct jobs_search found = {.only = options->user};
    int64_t due = 0, swept = 0;
    struct counts *n = mmap(NULL, sizeof *n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (n == MAP_FAILED)
        return EXIT_LOOK;
    memset(n, 0, sizeof *n);
    if (jobs_find(&start->coach, life, &found) != OK)
        n->broken++;
    n->broken += (int)found.failed;
    if (id_none(options->user) && login_sweep(start->coach.db, life, &swept) != OK)
        n->broken++;
    run_children(start, options, deadline, n);
    if (job_count_due(start->coach.db, life, clock_now(), options->user, &due) != OK)
        n->broken++;
    printf("greenroom-hourly: %d done, %d put off, %d failed, %d broken, %lld left, %lld sessions abandoned, "
           "%lld old records swept, %lld ms\n",
           n->done, n->later, n->failed, n->broken, (long long)due, (long long)found.sessions,
           (long long)swept, (long long)(clock_monotonic_ms() - began));
    return n->failed || n->broken || due ? EXIT_LOOK : 0;
}

static int run(struct arena *life, struct start *start, const struct options *options)
{
    bool taken;
    if (options->dry_run)
        return dry_run(life, start, options);
    if (job_take_hourly_lock(start->coach.db, life, &taken) != OK) {
        fputs("greenroom-hourly: the database does not answer\n", stderr);
        return EXIT_LOOK;
    }
    if (taken)
        return work(life, start, options);
    puts("greenroom-hourly: another run is at work; nothing done");
    return 0;
}

int main(int argc, char **argv)
{
    struct options o = {0};
    const char *now = NULL, *why = "";
    prctl(PR_SET_DUMPABLE, 0); /* no core file may hold keys or what people wrote */
    if (!read_options(argc, argv, &o, &now))
        return usage();
    struct arena *life = arena_new(LIFE_BYTES, true);
    if (!life)
        return EXIT_LOOK;
    struct start s = {0};
    int status = EXIT_UNFIT;
    if (start_coach(life, o.conf, DB_HOURLY, &s, &why) != OK)
        fprintf(stderr, "greenroom-hourly: %s\n", why);
    else if (now && !read_now(now))
        status = usage();
    else
        status = run(life, &s, &o);
    arena_free(life);
    return status;
}
