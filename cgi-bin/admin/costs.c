#include "admin/costs.h"
#include "base/text.h"
#include "store/say.h"
#include "store/usage.h"
#include <inttypes.h>

static void add(struct usage_sum *sum, const struct usage_sum *usage)
{
    sum->calls += usage->calls;
    sum->tries += usage->tries;
    sum->tokens_in += usage->tokens_in;
    sum->tokens_cached += usage->tokens_cached;
    sum->tokens_out += usage->tokens_out;
    sum->cost_micro += usage->cost_micro;
}

static void print_line(FILE *out, const char *day, const char *who, const struct usage_sum *sum)
{
    fprintf(out,
            "%-10s  %-32s %7" PRId64 " %8" PRId64 " %11" PRId64 " %11" PRId64 " %11" PRId64 " %8" PRId64
            ".%06" PRId64 "\n",
            day, who, sum->calls, sum->tries, sum->tokens_in, sum->tokens_cached, sum->tokens_out,
            sum->cost_micro / 1000000, sum->cost_micro % 1000000);
}

static const char *warning(int64_t used, int64_t limit)
{
    if (used >= limit)
        return ": used up, the built-in coach has taken over until midnight UTC";
    return text_if(used >= (limit * 80 + 99) / 100, ": nearly used up");
}

static void print_budget(FILE *out, const struct conf *conf, const char *setting, int64_t used)
{
    const int64_t limit = conf_int(conf, setting);
    if (limit > 0)
        fprintf(out, "%s: %" PRId64 " of %" PRId64 " used today (%" PRId64 " %%)%s\n", setting, used, limit,
                used * 100 / limit, warning(used, limit));
    else
        fprintf(out, "%s: no limit, %" PRId64 " used today\n", setting, used);
}

/* What people had to say of the marks, by who had given them. */
static enum err print_says(struct db *db, struct arena *a, clock_day since, FILE *out)
{
    struct say_sum *all;
    size_t n;
    const enum err e = say_by_day(db, a, since, &all, &n);
    if (e != OK || n == 0)
        return e;
    fprintf(out, "\n%-10s  %-32s %-12s %7s\n", "day", "marked by", "said", "times");
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%-10s  %-32s %-12s %7" PRId64 "\n", clock_date_text(a, all[i].day),
                arena_printf(a, "%s:%s", all[i].provider, all[i].model), all[i].kind, all[i].n);
    return OK;
}

enum err costs_print(const struct conf *conf, struct db *db, struct arena *a, int days, FILE *out)
{
    const clock_day today = clock_local_day(clock_now(), "UTC");
    struct usage_sum *all, sum = {0};
    size_t n;
    enum err e = usage_by_day(db, a, today - days + 1, &all, &n);
    if (e != OK)
        return e;
    struct work *w = work_reading(db, a, NULL);
    struct usage_today used;
    usage_want_today(w, today, conf_inside(conf), &used);
    if ((e = work_flush(w)) != OK)
        return e;
    fprintf(out, "%-10s  %-32s %7s %8s %11s %11s %11s %15s\n", "day", "provider and model", "calls",
            "requests", "tokens in", "of cache", "tokens out", "cost");
    for (size_t i = 0; i < n; i++) {
        print_line(out, clock_date_text(a, all[i].day),
                   arena_printf(a, "%s:%s", all[i].provider, all[i].model), &all[i]);
        add(&sum, &all[i]);
    }
    print_line(out, "sum", arena_printf(a, "%d days", days), &sum);
    print_budget(out, conf, "budget.site_tokens", used.tokens);
    print_budget(out, conf, "budget.site_micro", used.cost_micro);
    return print_says(db, a, today - days + 1, out);
}
