#include "coach/asking.h"
#include "base/log.h"
#include "base/text.h"
#include "store/answer_cache.h"
#include "store/call.h"
#include <math.h>

bool asking_allows(struct id user, enum stage s, enum action wanted)
{
    if (stage_allows(s, wanted))
        return true;
    log_event(LOG_WARN, "action_refused", LOG_ID("user", user), LOG_WORD("stage", stage_name(s)),
              LOG_WORD("action", stage_action_name(wanted)));
    return false;
}

/* What is recorded of an asking: a row for each provider that was asked, without content, and the answer for
 * the exact cache. */
struct record {
    const struct ask_result *result;
    const struct policy *terms;
    struct id ids[ASK_MOST_STEPS];
    clock_time at;
};

static json *to_keep(struct arena *a, const struct ask_result *r)
{
    json *doc = exchange_to_json(a, asking_exchange(a, r));
    return json_put(a, doc, "answer", json_copy(a, r->answer));
}

static bool worth_keeping(const struct record *k)
{
    const struct ask_result *r = k->result;
    return k->terms->asked && r->answer && r->steps_n && r->steps[r->steps_n - 1].on_wire;
}

static enum err record_calls(struct work *w, void *ctx)
{
    const struct record *k = ctx;
    const struct ask_result *r = k->result;
    enum err e = OK;
    for (size_t i = 0; i < r->steps_n && e == OK; i++) {
        const struct ask_step *s = &r->steps[i];
        const struct call call = {
            .id = k->ids[i],
            .mode = r->mode,
            .provider = s->provider,
            .model = s->model,
            .prompt_version = r->prompt_version,
            .outcome = outcome_name(s->outcome),
            .tokens_in = s->usage.tokens_in,
            .tokens_out = s->usage.tokens_out,
            .tokens_cached = s->usage.tokens_cached,
            .cost_micro = s->usage.cost_micro,
            .first_ms = s->first_ms,
            .ms = s->ms,
            .tries = s->tries,
            .at = k->at,
        };
        e = call_add(w, &call);
    }
    if (e == OK && worth_keeping(k))
        e = answer_cache_add(w, k->terms->asked, to_keep(w->arena, r));
    return e;
}

void asking_record(struct coach *c, struct arena *a, struct id user, const struct policy *terms,
                   const struct ask_result *r)
{
    struct record k = {.result = r, .terms = terms, .at = clock_now()};
    enum err e = OK;
    for (size_t i = 0; i < r->steps_n && e == OK; i++)
        e = id_new(&k.ids[i]);
    if (e == OK)
        e = db_transact(c->db, a, user, record_calls, &k);
    if (e != OK)
        log_event(LOG_WARN, "call_not_recorded", LOG_ID("user", user), LOG_WORD("class", err_name(e)));
    policy_note(c, a, terms, r);
}

/* The very same was answered before. */
static void take_kept(struct arena *a, const struct policy *t, const char *mode, struct ask_result *out)
{
    const struct exchange *x = exchange_from_json(a, t->kept);
    *out = (struct ask_result){
        .answer = json_get(t->kept, "answer"),
        .mode = mode,
        .provider = x->provider,
        .model = x->model,
        .prompt_version = x->prompt_version,
        .system_text = x->system_text,
        .request_text = x->request_text,
        .request_id = "",
        .instead = t->instead,
    };
}

enum err asking_do(struct coach *c, struct arena *a, struct id user, const struct asking *q,
                   struct ask_result *out)
{
    struct policy terms;
    if (!asking_allows(user, q->stage, q->action))
        return ERR_FORBIDDEN;
    policy_read(c, a, q->user, q->mode, q->input, &terms);
    if (terms.kept) {
        take_kept(a, &terms, q->mode, out);
        return OK;
    }
    const struct ask_request request = {
        .mode = q->mode,
        .input = q->input,
        .inside_only = terms.inside_only,
        .at_once = terms.off,
        .unmasked = !conf_bool(c->conf, "model.mask"),
        .resting = terms.resting,
        .resting_n = terms.resting_n,
        .on_text = q->to.on_text,
        .ctx = q->to.ctx,
    };
    const enum err outcome = ask_mode(c->asker, a, &request, out);
    if (q->to.taken_back)
        *q->to.taken_back = out->replaced;
    out->instead = *terms.instead              ? terms.instead
                   : out->missed != OUTCOME_OK ? outcome_name(out->missed)
                   : out->escalated            ? "unsure"
                   : out->rested               ? "resting"
                   : outcome != OK             ? "alone"
                                               : "";
    if (outcome != OK && q->to.trouble)
        *q->to.trouble = asking_trouble(out);
    asking_record(c, a, user, &terms, out);
    return outcome;
}

struct trouble asking_trouble(const struct ask_result *r)
{
    const int64_t day = 86400;
    int64_t wait = r->retry_after;
    if (wait > day)
        wait = day;
    return (struct trouble){.why = r->instead ? r->instead : "alone",
                            .again = wait > 0 ? clock_now() + wait : 0};
}

struct giving_up {
    const struct asking_claim *claim;
    const char *why;
};

static enum err give_up(struct work *w, void *ctx)
{
    const struct giving_up *g = ctx;
    return g->claim->release(w, g->claim->id, g->claim->try_no, g->why);
}

enum err asking_gave_up(struct coach *c, struct arena *a, struct id user, const struct asking_claim *claim,
                        const struct ask_result *r, enum err failed)
{
    struct giving_up g = {.claim = claim, .why = asking_trouble(r).why};
    const enum err e = db_transact(c->db, a, user, give_up, &g);
    if (e != OK) /* the lease runs out by itself */
        log_event(LOG_WARN, "claim_not_released", LOG_ID("user", user), LOG_WORD("class", err_name(e)));
    return failed;
}

struct exchange *asking_exchange(struct arena *a, const struct ask_result *r)
{
    struct exchange *x = arena_alloc(a, sizeof *x);
    *x = (struct exchange){
        .mode = r->mode,
        .provider = r->provider,
        .model = r->model,
        .prompt_version = r->prompt_version,
        .system_text = r->system_text,
        .request_text = r->request_text,
        .tokens_in = r->usage.tokens_in,
        .tokens_out = r->usage.tokens_out,
        .tokens_cached = r->usage.tokens_cached,
        .cost_micro = r->usage.cost_micro,
        .ms = r->ms,
        .tries = r->tries,
        .instead = r->instead ? r->instead : "",
    };
    return x;
}

const json *asking_call(struct arena *a, const struct ask_result *r)
{
    return exchange_to_json(a, asking_exchange(a, r));
}

json *asking_facts(struct arena *a, const struct facts *f)
{
    json *doc = json_new_object(a);
    json_put_text(a, doc, "role", f->role);
    json_put_int(a, doc, "minutes", f->minutes);
    json_put_text(a, doc, "days", f->days);
    json *off = json_new_array(a);
    for (int day = 0; day < 7; day++)
        if (f->days_off & (1U << day))
            json_add(a, off, json_new_int(a, day));
    json_put(a, doc, "days_off", off);
    json_put_text(a, doc, "weak", f->weak);
    json_put_text(a, doc, "strong", f->strong);
    json_put_text(a, doc, "motivation", f->motivation);
    json_put_int(a, doc, "capacity", f->capacity);
    json_put_text(a, doc, "interview_date",
                  f->interview == FACTS_NO_DATE ? "" : clock_date_text(a, f->interview));
    json_put_bool(a, doc, "no_interview_date", f->no_interview_date);
    json_put_bool(a, doc, "weak_told", f->weak_told);
    return doc;
}

void asking_take_facts(struct arena *a, const json *u, struct facts *f)
{
    f->role = arena_copy(a, json_get_text(u, "role", f->role));
    f->minutes = (int)json_get_int(u, "minutes", f->minutes);
    f->days = arena_copy(a, json_get_text(u, "days", f->days));
    const json *off = json_get(u, "days_off");
    if (json_kind_of(off) == JSON_ARRAY) {
        f->days_off = 0;
        for (size_t i = 0; i < json_len(off); i++)
            f->days_off |= 1U << (json_int(json_at(off, i), 0) % 7);
    }
    f->weak = arena_copy(a, json_get_text(u, "weak", f->weak));
    f->strong = arena_copy(a, json_get_text(u, "strong", f->strong));
    f->motivation = arena_copy(a, json_get_text(u, "motivation", f->motivation));
    f->capacity = (int)json_get_int(u, "capacity", f->capacity);
    const char *date = json_get_text(u, "interview_date", NULL);
    if (date) {
        clock_day day;
        f->interview = clock_parse_date(date, &day) == OK ? day : FACTS_NO_DATE;
        if (f->interview != FACTS_NO_DATE)
            f->no_interview_date = false;
    }
    f->no_interview_date = json_get_bool(u, "no_interview_date", f->no_interview_date);
    f->weak_told = json_get_bool(u, "weak_told", f->weak_told || !text_blank(f->weak));
}

json *asking_plan(struct arena *a, const struct overview *o, const struct plan_topic *topics, size_t n)
{
    json *plan = plan_to_json(a, o, topics, n);
    const json *list = json_get(plan, "plan_topics");
    for (size_t i = 0; i < json_len(list); i++)
        json_drop(json_at(list, i), "topic_id");
    return plan;
}

json *asking_progress(struct arena *a, const struct topic *topics, size_t n)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < n; i++) {
        if (!topics[i].in_plan)
            continue;
        json *t = json_new_object(a);
        json_put_text(a, t, "name", topics[i].name);
        json_put_real(a, t, "strength", topics[i].marked ? round(topics[i].strength * 10) / 10 : -1);
        json_put_int(a, t, "minutes_spent", topics[i].total_seconds / 60);
        json_put_int(a, t, "sessions", topics[i].sessions);
        json_put_int(a, t, "marked", topics[i].marked);
        json_add(a, list, t);
    }
    return list;
}

int asking_days_left(const struct facts *f, clock_day today)
{
    if (f->interview == FACTS_NO_DATE || f->interview < today)
        return -1;
    return f->interview - today;
}
