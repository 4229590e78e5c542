#include "base/buf.h"
#include "store/breaker.h"
#include "store/usage.h"
#include "web/page.h"
#include "web/reply.h"

/* Counts for Prometheus, in its text format (https://prometheus.io/docs/instrumenting/exposition_formats/).
 * nginx lets only this machine ask. Nobody's name, id or word is in them. */

enum { T_COUNTERS, T_COUNTS, T_RESTING, T_TODAY };
enum { METRICS_MOST = 1024 * 1024 };

void page_metrics_all_want(struct request *r)
{
    r->tickets[T_COUNTERS] = usage_want_counters(r->work);
    r->tickets[T_COUNTS] = usage_want_counts(r->work);
    r->tickets[T_RESTING] = breaker_want_state(r->work);
    r->tickets[T_TODAY] =
        usage_want_today(r->work, clock_local_day(clock_now(), "UTC"), conf_inside(r->site->coach.conf));
}

/* THE counters of model calls. */
static const struct {
    const char *name, *help;
    size_t at;
} counters[] = {
    {"greenroom_model_calls_total", "Model servers asked", offsetof(struct usage_sum, calls)},
    {"greenroom_model_requests_total", "Requests made, retries included", offsetof(struct usage_sum, tries)},
    {"greenroom_model_tokens_in_total", "Tokens sent", offsetof(struct usage_sum, tokens_in)},
    {"greenroom_model_tokens_cached_total", "Tokens sent that the provider had cached",
     offsetof(struct usage_sum, tokens_cached)},
    {"greenroom_model_tokens_out_total", "Tokens received", offsetof(struct usage_sum, tokens_out)},
    {"greenroom_model_cost_micro_total", "Cost in millionths of the currency",
     offsetof(struct usage_sum, cost_micro)},
    {"greenroom_model_milliseconds_total", "Time spent waiting", offsetof(struct usage_sum, ms)},
};

static void put_head(struct buf *b, const char *name, const char *type, const char *help)
{
    buf_printf(b, "# HELP %s %s.\n# TYPE %s %s\n", name, help, name, type);
}

/* Model names come from the settings: quotes and backslashes are escaped all the same. */
static void put_label(struct buf *b, const char *before, const char *name, const char *value)
{
    buf_printf(b, "%s%s=\"", before, name);
    for (; *value; value++)
        buf_printf(b, *value == '"' || *value == '\\' ? "\\%c" : "%c", *value == '\n' ? ' ' : *value);
    buf_add(b, "\"");
}

static void put_counters(struct buf *b, const struct usage_sum *all, size_t n)
{
    for (size_t c = 0; c < sizeof counters / sizeof *counters; c++) {
        put_head(b, counters[c].name, "counter", counters[c].help);
        for (size_t i = 0; i < n; i++) {
            const int64_t value = *(const int64_t *)(const void *)((const char *)&all[i] + counters[c].at);
            buf_add(b, counters[c].name);
            put_label(b, "{", "provider", all[i].provider);
            put_label(b, ",", "model", all[i].model);
            put_label(b, ",", "mode", all[i].mode);
            put_label(b, ",", "outcome", all[i].outcome);
            buf_printf(b, "} %lld\n", (long long)value);
        }
    }
}

/* The installation's budgets: what is used of them today, and their limits (0: none). */
static void put_budgets(struct request *r, struct buf *b)
{
    int64_t tokens, micro;
    usage_take_today(r->work, r->tickets[T_TODAY], &tokens, &micro);
    const struct {
        const char *setting;
        int64_t used;
    } budgets[] = {{"budget.site_tokens", tokens}, {"budget.site_micro", micro}};
    put_head(b, "greenroom_budget_used", "gauge", "Used of a budget today (UTC)");
    for (size_t i = 0; i < sizeof budgets / sizeof *budgets; i++)
        buf_printf(b, "greenroom_budget_used{budget=\"%s\"} %lld\n", budgets[i].setting,
                   (long long)budgets[i].used);
    put_head(b, "greenroom_budget_limit", "gauge", "A budget's limit for a day, 0 for none");
    for (size_t i = 0; i < sizeof budgets / sizeof *budgets; i++)
        buf_printf(b, "greenroom_budget_limit{budget=\"%s\"} %lld\n", budgets[i].setting,
                   (long long)conf_int(r->site->coach.conf, budgets[i].setting));
}

enum err page_metrics_all_show(struct request *r)
{
    struct buf b = buf_new(r->arena, METRICS_MOST);
    struct usage_sum *all;
    struct usage_count *counts;
    const char *const *resting;
    size_t all_n, counts_n, resting_n;
    usage_take_counters(r->work, r->tickets[T_COUNTERS], &all, &all_n);
    usage_take_counts(r->work, r->tickets[T_COUNTS], &counts, &counts_n);
    breaker_take_resting(r->work, r->tickets[T_RESTING], &resting, &resting_n);
    put_counters(&b, all, all_n);
    for (size_t i = 0; i < counts_n; i++) {
        const char *name = arena_printf(r->arena, "greenroom_%s", counts[i].what);
        put_head(&b, name, "gauge", "How many there are");
        buf_printf(&b, "%s %lld\n", name, (long long)counts[i].n);
    }
    put_budgets(r, &b);
    put_head(&b, "greenroom_server_resting", "gauge", "Model servers whose circuit breaker is open");
    for (size_t i = 0; i < resting_n; i++) {
        buf_add(&b, "greenroom_server_resting");
        put_label(&b, "{", "server", resting[i]);
        buf_add(&b, "} 1\n");
    }
    const enum err e = buf_status(&b);
    return e != OK ? e : reply_text(r, "text/plain; version=0.0.4; charset=utf-8", b.data);
}
