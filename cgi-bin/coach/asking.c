#include "coach/asking.h"
#include "base/log.h"
#include "base/text.h"
#include "store/call.h"

bool asking_allows(struct id user, enum stage s, enum action wanted)
{
    if (stage_allows(s, wanted))
        return true;
    log_event(LOG_WARN, "action_refused", LOG_ID("user", user), LOG_WORD("stage", stage_name(s)),
              LOG_WORD("action", stage_action_name(wanted)));
    return false;
}

struct record {
    const struct ask_result *result;
    enum err outcome;
    struct id id;
    clock_time at;
};

/* The class of what became of a call: why nobody answered, if nobody did. */
static const char *class_of(const struct record *r)
{
    if (r->outcome != OK && r->result->missed != OUTCOME_OK)
        return outcome_name(r->result->missed);
    return err_name(r->outcome);
}

static enum err record_call(struct work *w, void *ctx)
{
    const struct record *r = ctx;
    const struct call call = {
        .id = r->id,
        .mode = r->result->mode,
        .provider = r->result->provider,
        .model = r->result->model,
        .prompt_version = r->result->prompt_version,
        .outcome = class_of(r),
        .tokens_in = r->result->usage.tokens_in,
        .tokens_out = r->result->usage.tokens_out,
        .tokens_cached = r->result->usage.tokens_cached,
        .cost_micro = r->result->usage.cost_micro,
        .ms = r->result->ms,
        .tries = r->result->tries,
        .at = r->at,
    };
    return call_add(w, &call);
}

enum err asking_do(struct coach *c, struct arena *a, struct id user, const struct asking *q,
                   struct ask_result *out)
{
    if (!asking_allows(user, q->stage, q->action))
        return ERR_FORBIDDEN;
    const struct ask_request request = {
        .mode = q->mode,
        .input = q->input,
        .inside_only = q->inside_only,
        .on_text = q->to.on_text,
        .ctx = q->to.ctx,
    };
    const enum err outcome = ask_mode(c->asker, a, &request, out);

    struct record record = {.result = out, .outcome = outcome, .at = clock_now()};
    enum err e = id_new(&record.id);
    if (e == OK)
        e = db_transact(c->db, a, user, record_call, &record);
    if (e != OK)
        log_event(LOG_WARN, "call_not_recorded", LOG_ID("user", user), LOG_WORD("class", err_name(e)));
    return outcome;
}

struct giving_up {
    enum err (*release)(struct work *w, struct id id, int try_no);
    struct id id;
    int try_no;
};

static enum err give_up(struct work *w, void *ctx)
{
    const struct giving_up *g = ctx;
    return g->release(w, g->id, g->try_no);
}

enum err asking_gave_up(struct coach *c, struct arena *a, struct id user,
                        enum err (*release)(struct work *w, struct id id, int try_no), struct id id,
                        int try_no, enum err why)
{
    struct giving_up g = {.release = release, .id = id, .try_no = try_no};
    const enum err e = db_transact(c->db, a, user, give_up, &g);
    if (e != OK) /* the lease runs out by itself */
        log_event(LOG_WARN, "claim_not_released", LOG_ID("user", user), LOG_WORD("class", err_name(e)));
    return why;
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
        json_put_real(a, t, "strength", topics[i].marked ? topics[i].strength : -1);
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
