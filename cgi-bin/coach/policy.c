#include "coach/policy.h"
#include "base/log.h"
#include "base/text.h"
#include "llm/speech.h"
#include "store/answer_cache.h"
#include "store/breaker.h"
#include "store/call.h"
#include "store/usage.h"

static clock_day utc_day(clock_time now)
{
    return clock_local_day(now, "UTC");
}

bool policy_agreed(const struct coach *coach, const struct user *user)
{
    return !user->builtin_only && (text_blank(coach->outside) || text_equal(user->agreed, coach->outside));
}

/* ---- budgets ---- */

/* THE table of budgets: what has been used, and the setting that limits it. */
struct budget {
    const char *setting;
    const char *name; /* as `instead` says it */
    size_t used;      /* where it stands in struct policy */
    bool money;
};
static const struct budget budgets[] = {
    {"budget.user_tokens", "budget_user", offsetof(struct policy, user_tokens), false},
    {"budget.user_micro", "budget_user", offsetof(struct policy, user_micro), true},
    {"budget.site_tokens", "budget_site", offsetof(struct policy, site_tokens), false},
    {"budget.site_micro", "budget_site", offsetof(struct policy, site_micro), true},
};
enum { BUDGETS = sizeof budgets / sizeof *budgets, ALERT_PER_CENT = 80 };

static int64_t used(const struct policy *policy, const struct budget *budget)
{
    return *(const int64_t *)(const void *)((const char *)policy + budget->used);
}

/* The first budget that is used up; NULL if none is. */
static const char *used_up(const struct coach *coach, const struct policy *policy)
{
    for (size_t i = 0; i < BUDGETS; i++) {
        const int64_t limit = conf_int(coach->conf, budgets[i].setting);
        if (limit > 0 && used(policy, &budgets[i]) >= limit)
            return budgets[i].name;
    }
    return NULL;
}

/* What a call takes of it. */
static int64_t taken(const struct budget *budget, const struct provider_usage *now)
{
    if (budget->money)
        return now->cost_micro;
    return now->tokens_in + now->tokens_out;
}

/* Says once that a budget is nearly, or quite, used up: when this call is the one that crosses the line. */
static void alert(const struct coach *coach, const struct policy *policy, const struct provider_usage *now)
{
    for (size_t i = 0; i < BUDGETS; i++) {
        const int64_t limit = conf_int(coach->conf, budgets[i].setting), before = used(policy, &budgets[i]);
        const int64_t after = before + taken(&budgets[i], now);
        const int64_t near = (limit * ALERT_PER_CENT + 99) / 100;
        if (limit > 0 && before < near && after >= near)
            log_event(LOG_WARN, "budget_near", LOG_WORD("setting", budgets[i].setting),
                      LOG_INT("used", after), LOG_INT("limit", limit));
        if (limit > 0 && before < limit && after >= limit)
            log_event(LOG_WARN, "budget_reached", LOG_WORD("setting", budgets[i].setting),
                      LOG_INT("used", after), LOG_INT("limit", limit));
    }
}

/* ---- before ---- */

static enum err read_resting(struct coach *coach, struct arena *a, bool hears, struct policy *policy)
{
    struct breaker *resting;
    size_t n;
    const enum err e = breaker_read_resting(coach->db, a, hears, &resting, &n);
    if (e != OK)
        return e;
    const char **names = arena_array(a, n, sizeof *names);
    for (size_t i = 0; i < n; i++)
        names[i] = resting[i].server;
    policy->resting = names;
    policy->resting_n = n;
    return OK;
}

static enum err read_sums(struct coach *coach, struct arena *a, const struct user *user,
                          struct policy *policy, int64_t *last_minute)
{
    const clock_time now = clock_now();
    const clock_day today = utc_day(now);
    struct work *w = work_reading_as(coach->db, a, user->id);
    const char *inside = conf_inside(coach->conf);
    struct call_load load;
    struct usage_today site;
    call_want_load(w, (clock_time)today * 86400, now, inside, &load);
    usage_want_today(w, today, inside, &site);
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    *last_minute = load.last_minute;
    policy->user_tokens = load.tokens;
    policy->user_micro = load.cost_micro;
    policy->site_tokens = site.tokens;
    policy->site_micro = site.cost_micro;
    if (!policy->asked)
        return OK;
    return answer_cache_read(w, policy->asked, &policy->kept);
}

/* What limits the next asking, and what rests. */
static void read_limits(struct coach *coach, struct arena *a, const struct user *user, bool hears,
                        struct policy *out)
{
    int64_t last_minute = 0;
    enum err e = read_sums(coach, a, user, out, &last_minute);
    if (e == OK)
        e = read_resting(coach, a, hears, out);
    if (e != OK)
        log_event(LOG_WARN, "policy_not_read", LOG_ID("user", user->id), LOG_WORD("class", err_name(e)));
    const char *gone = used_up(coach, out);
    if (e == OK && !gone && last_minute >= conf_int(coach->conf, "limits.asks_per_minute"))
        gone = "rate";
    if (out->kept) {
        out->instead = "kept";
    } else if (gone && !out->inside_only) {
        out->inside_only = true;
        out->instead = gone;
        log_event(LOG_INFO, "built_in_instead", LOG_ID("user", user->id), LOG_WORD("why", gone));
    }
}

/* The host's switch. */
static bool is_off(const struct coach *coach, struct policy *out)
{
    out->off = conf_bool(coach->conf, "model.off");
    if (out->off)
        out->instead = "off";
    return out->off;
}

void policy_read(struct coach *coach, struct arena *a, const struct user *user, const char *mode,
                 const json *input, struct policy *out)
{
    *out = (struct policy){.inside_only = !policy_agreed(coach, user), .instead = ""};
    if (!ask_on_wire(coach->asker, a, mode, out->inside_only))
        return;
    if (is_off(coach, out))
        return;
    out->asked = arena_printf(a, "%s %d\n%s", ask_identity(coach->asker, a, mode), out->inside_only,
                              json_write(a, input));
    read_limits(coach, a, user, false, out);
}

void policy_read_speech(struct coach *coach, struct arena *a, const struct user *user, struct policy *out)
{
    *out =
        (struct policy){.inside_only = coach->speech->outside && !policy_agreed(coach, user), .instead = ""};
    if (!is_off(coach, out))
        read_limits(coach, a, user, true, out);
}

/* ---- after ---- */

static enum err note_step(struct coach *coach, struct arena *a, const char *mode, const struct ask_step *step)
{
    const struct usage_sum spent = {
        .day = utc_day(clock_now()),
        .provider = step->provider,
        .model = step->model,
        .mode = mode,
        .outcome = outcome_name(step->outcome),
        .tries = step->tries,
        .tokens_in = step->usage.tokens_in,
        .tokens_out = step->usage.tokens_out,
        .tokens_cached = step->usage.tokens_cached,
        .cost_micro = step->usage.cost_micro,
        .ms = step->ms,
    };
    const enum err e = usage_add(coach->db, a, &spent);
    if (e != OK)
        return e;
    return outcome_blames_server(step->outcome) ? breaker_failed(coach->db, a, step->server)
                                                : breaker_held(coach->db, a, step->server);
}

void policy_note(struct coach *coach, struct arena *a, const struct policy *policy,
                 const struct ask_result *result)
{
    struct provider_usage outside = {0};
    for (size_t i = 0; i < result->steps_n; i++) {
        const struct ask_step *s = &result->steps[i];
        if (!s->on_wire)
            continue;
        const enum err e = note_step(coach, a, result->mode, s);
        if (e != OK)
            log_event(LOG_WARN, "policy_not_noted", LOG_WORD("provider", s->provider),
                      LOG_WORD("class", err_name(e)));
        if (s->outside) {
            outside.tokens_in += s->usage.tokens_in;
            outside.tokens_out += s->usage.tokens_out;
            outside.cost_micro += s->usage.cost_micro;
        }
    }
    alert(coach, policy, &outside);
}
