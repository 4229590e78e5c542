#include "base/buf.h"
#include "store/breaker.h"
#include "store/usage.h"
#include "web/page.h"
#include "web/reply.h"

/* Counts for Prometheus, in its text format (https://prometheus.io/docs/instrumenting/exposition_formats/).
 * nginx lets only this machine ask. Nobody's name, id or word is in them. */

enum { METRICS_MOST = 1024 * 1024 };

struct metrics_page {
    struct usage_sum *counters;
    struct usage_count *counts;
    struct breaker *resting;
    size_t counters_n, counts_n, resting_n;
    struct usage_today today;
};

void page_metrics_all_want(struct request *r)
{
    struct metrics_page *p = request_model(r, sizeof *p);
    usage_want_counters(r->work, &p->counters, &p->counters_n);
    usage_want_counts(r->work, &p->counts, &p->counts_n);
    breaker_want_state(r->work, &p->resting, &p->resting_n);
    usage_want_today(r->work, clock_local_day(clock_now(), "UTC"), conf_inside(r->site->coach.conf),
                     &p->today);
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

static void put_head(struct buf *buf, const char *name, const char *type, const char *help)
{
    buf_printf(buf, "# HELP %s %s.\n# TYPE %s %s\n", name, help, name, type);
}

/* Model names come from the settings: quotes and backslashes are escaped all the same. */
static void put_label(struct buf *buf, const char *before, const char *name, const char *value)
{
    buf_printf(buf, "%s%s=\"", before, name);
    for (; *value; value++) {
        if (*value == '"' || *value == '\\')
            buf_add_char(buf, '\\');
        buf_add_char(buf, *value == '\n' ? ' ' : *value);
    }
    buf_add(buf, "\"");
}

static void put_counters(struct buf *buf, const struct usage_sum *all, size_t n)
{
    for (size_t c = 0; c < sizeof counters / sizeof *counters; c++) {
        put_head(buf, counters[c].name, "counter", counters[c].help);
        for (size_t i = 0; i < n; i++) {
            const int64_t value = *(const int64_t *)(const void *)((const char *)&all[i] + counters[c].at);
            buf_add(buf, counters[c].name);
            put_label(buf, "{", "provider", all[i].provider);
            put_label(buf, ",", "model", all[i].model);
            put_label(buf, ",", "mode", all[i].mode);
            put_label(buf, ",", "outcome", all[i].outcome);
            buf_printf(buf, "} %lld\n", (long long)value);
        }
    }
}

/* The installation's budgets: what is used of them today, and their limits (0: none). */
static void put_budgets(struct request *r, struct buf *buf, const struct usage_today *today)
{
    const struct {
        const char *setting;
        int64_t used;
    } budgets[] = {{"budget.site_tokens", today->tokens}, {"budget.site_micro", today->cost_micro}};
    put_head(buf, "greenroom_budget_used", "gauge", "Used of a budget today (UTC)");
    for (size_t i = 0; i < sizeof budgets / sizeof *budgets; i++)
        buf_printf(buf, "greenroom_budget_used{budget=\"%s\"} %lld\n", budgets[i].setting,
                   (long long)budgets[i].used);
    put_head(buf, "greenroom_budget_limit", "gauge", "A budget's limit for a day, 0 for none");
    for (size_t i = 0; i < sizeof budgets / sizeof *budgets; i++)
        buf_printf(buf, "greenroom_budget_limit{budget=\"%s\"} %lld\n", budgets[i].setting,
                   (long long)conf_int(r->site->coach.conf, budgets[i].setting));
}

enum err page_metrics_all_show(struct request *r)
{
    struct buf b = buf_new(r->arena, METRICS_MOST);
    const struct metrics_page *p = r->model;
    put_counters(&b, p->counters, p->counters_n);
    for (size_t i = 0; i < p->counts_n; i++) {
        const char *name = arena_printf(r->arena, "greenroom_%s", p->counts[i].what);
        put_head(&b, name, "gauge", "How many there are");
        buf_printf(&b, "%s %lld\n", name, (long long)p->counts[i].n);
    }
    put_budgets(r, &b, &p->today);
    put_head(&b, "greenroom_server_resting", "gauge", "Model servers whose circuit breaker is open");
    for (size_t i = 0; i < p->resting_n; i++) {
        buf_add(&b, "greenroom_server_resting");
        put_label(&b, "{", "server", p->resting[i].server);
        buf_add(&b, "} 1\n");
    }
    const enum err e = buf_status(&b);
    if (e != OK)
        return e;
    return reply_text(r, "text/plain; version=0.0.4; charset=utf-8", b.data);
}
