#include "llm/ask.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/num.h"
#include "base/text.h"
#include "llm/contract.h"
#include "llm/mask.h"
#include "llm/strict.h"
#include <string.h>

enum { ANSWER_DEPTH = 32 };

struct asker {
    const struct modes *modes;
    const char *order;
    struct order_providers providers;
};

enum err ask_new(struct arena *life, const struct modes *modes, const char *order, struct asker **out,
                 const char **why)
{
    if (text_blank(order)) {
        *why = "model.order names no provider";
        return ERR_CONFIG;
    }
    *out = arena_alloc(life, sizeof **out);
    **out = (struct asker){.modes = modes, .order = order};
    return OK;
}

void ask_register(struct asker *asker, const struct provider *provider)
{
    struct order_providers *all = &asker->providers;
    if (all->n < ORDER_MOST)
        all->list[all->n++] = provider;
}

enum err ask_fit(const struct asker *asker, struct arena *life, const char *place, const char **why)
{
    enum err e = order_fit(&asker->providers, life, asker->order, place, why);
    for (size_t i = 0; e == OK && i < mode_count(asker->modes); i++) {
        const struct mode *m = mode_at(asker->modes, i);
        e = order_fit(&asker->providers, life, m->order, m->order_place, why);
    }
    return e;
}

/* Everything of one asking. */
struct asking {
    struct arena *arena;
    const struct mode *mode;
    const struct ask_request *request;
    struct provider_request to_provider;
    struct ask_result *result;
    int64_t deadline;       /* of everything together */
    const char *plain_text; /* the request as it stays on this machine */
    struct mask *mask;      /* what goes outside; made when somebody outside is asked */
    const json *masked_input;
    const char *masked_text;
    bool masked;                 /* the provider being asked gets that */
    struct mask_stream *showing; /* its words, with what was masked put back */
};

/* The request of a provider: masked for one outside. */
static enum err dress(struct asking *asking, const struct provider *provider)
{
    struct provider_request *q = &asking->to_provider;
    asking->masked = provider->outside && !asking->request->unmasked;
    if (asking->masked && !asking->masked_text) {
        asking->mask = mask_new(asking->arena, json_write(asking->arena, asking->request->input));
        asking->masked_input = mask_json(asking->mask, asking->request->input);
        const enum err e = mode_fill(asking->arena, asking->mode, asking->masked_input, &asking->masked_text);
        if (e != OK) {
            asking->masked_text = NULL;
            return e;
        }
    }
    q->input = asking->request->input;
    q->request_text = asking->plain_text;
    if (asking->masked) {
        q->input = asking->masked_input;
        q->request_text = asking->masked_text;
    }
    if (provider->outside || !asking->masked_text) /* what was sent out is what is told */
        asking->result->request_text = q->request_text;
    return OK;
}

/* An answer that parses, matches its schema and holds to the cross-field rules; else *why. `inside`: a
 * provider inside this program gave it. */
static enum err checked(const struct asking *asking, const char *text, bool inside, const json **answer,
                        const char **why)
{
    json *doc;
    if (json_parse(asking->arena, text, strlen(text), ANSWER_DEPTH, &doc) != OK) {
        *why = "the answer is not one JSON document";
        return ERR_INPUT;
    }
    doc = strict_settle(asking->arena, asking->mode->schema, doc, inside);
    enum err e = contract_check(asking->arena, asking->mode->schema, doc, why);
    if (e != OK)
        return e;
    if (asking
            ->masked) /* lengths were counted as it was written; quotations are compared with what was said */
        doc = mask_restore_json(asking->mask, doc);
    const char *mode = asking->mode->name;
    const json *input = asking->request->input;
    contract_quotes_mend(asking->arena, mode, input, doc);
    if ((e = contract_rules(asking->arena, mode, input, doc, why)) != OK)
        return e;
    if (!inside && (e = contract_quotes(asking->arena, mode, input, doc, why)) != OK)
        return e;
    *answer = doc;
    return OK;
}

static void take_reply(struct ask_result *result, const struct provider_reply *reply)
{
    struct ask_step *s = &result->steps[result->steps_n - 1];
    const int tries = (int)num_clamp(reply->tries, 1, INT32_MAX); /* one that counts none made one */
    provider_usage_add(&result->usage, &reply->usage);
    provider_usage_add(&s->usage, &reply->usage);
    s->tries += tries;
    s->first_ms = reply->first_ms;
    s->complaint = text_or(reply->complaint, "");
    result->tries += tries;
    result->first_ms = reply->first_ms;
    result->request_id = text_or(reply->request_id, "");
    result->retry_after = reply->retry_after;
    result->shown = result->shown || reply->shown;
    if (!text_blank(reply->model))
        result->model = s->model = reply->model;
}

static const char *class_name(enum err e, const struct provider_reply *reply)
{
    if (e == OK || reply->outcome == OUTCOME_OK)
        return err_name(e);
    return outcome_name(reply->outcome);
}

static void listen_to(struct asking *asking, bool wanted)
{
    struct provider_request *q = &asking->to_provider;
    asking->showing = NULL;
    q->on_text = asking->request->on_text;
    q->ctx = asking->request->ctx;
    if (!wanted)
        q->on_text = NULL;
    if (!q->on_text || !asking->masked)
        return;
    asking->showing = mask_stream_new(asking->mask, q->on_text, q->ctx);
    q->on_text = mask_feed;
    q->ctx = asking->showing;
}

/* One round with a provider: ERR_INPUT with *why if its answer does not hold (NULL: if it gave none). */
static enum err ask_once(struct asking *asking, const struct order_step *step, struct provider_reply *reply,
                         const char **why)
{
    struct ask_result *r = asking->result;
    struct provider_request *q = &asking->to_provider;
    const bool shown = r->shown;
    listen_to(asking, !shown); /* words are not shown twice */
    *reply = (struct provider_reply){0};
    enum err e = step->provider->answer(step->provider, asking->arena, q, reply);
    if (q->on_text && asking->showing)
        mask_feed_end(asking->showing);
    take_reply(r, reply);
    if (e == OK)
        e = checked(asking, reply->text, !step->provider->on_wire, &r->answer, why);
    else if (reply->outcome == OUTCOME_MALFORMED)
        e = ERR_INPUT;
    if (e == ERR_INPUT && *why)
        reply->outcome = OUTCOME_INVALID;
    r->replaced = r->shown && (shown || e != OK);
    /* One on the wire has a line for each of its calls already (llm/wire). */
    if (!asking->request->unlogged && (!step->provider->on_wire || reply->outcome == OUTCOME_INVALID))
        log_event(log_level_of(e == OK), "answer", LOG_WORD("mode", asking->mode->name),
                  LOG_WORD("provider", step->provider->name), LOG_WORD("model", q->model),
                  LOG_WORD("class", class_name(e, reply)));
    return e;
}

/* Asks one provider; what fails its checks goes back to it with what was wrong, as often as the mode says. */
static enum err ask_step(struct asking *asking, const struct order_step *step)
{
    struct provider_request *q = &asking->to_provider;
    struct provider_reply reply;
    struct ask_step *told = &asking->result->steps[asking->result->steps_n++];
    *told = (struct ask_step){
        .server = step->server,
        .provider = step->provider->name,
        .model = step->model,
        .outcome = OUTCOME_FAILED,
        .complaint = "",
        .on_wire = step->provider->on_wire,
        .outside = step->provider->outside,
    };
    const enum err dressed = dress(asking, step->provider);
    if (dressed != OK)
        return dressed;
    q->model = step->model;
    q->repair = q->repaired = NULL;
    asking->result->provider = step->provider->name;
    asking->result->model = step->model;
    for (int round = 0; round < asking->mode->tries; round++) {
        const char *why = NULL;
        enum err e = ask_once(asking, step, &reply, &why);
        if (e == OK) {
            told->outcome = OUTCOME_OK;
            return OK;
        }
        told->outcome = reply.outcome;
        if (reply.outcome == OUTCOME_OK)
            told->outcome = OUTCOME_FAILED;
        if (step->provider->on_wire)
            asking->result->missed = reply.outcome;
        if (e != ERR_INPUT)
            return e;
        q->repaired = NULL;
        if (!why)
            continue;
        if (asking->masked)
            why = mask_text(asking->mask, why);
        if ((e = mode_fill_repair(asking->arena, asking->mode, why, &q->repair)) != OK)
            return e;
        q->repaired = reply.text;
    }
    return ERR_PROVIDER;
}

/* A share of what is left: one that hangs leaves a third to those after it. */
static int64_t deadline_of(const struct asking *asking, const struct order_step *steps, size_t n, size_t i)
{
    const int64_t now = clock_monotonic_ms(), left = asking->deadline - now;
    for (size_t j = i + 1; j < n; j++)
        if (steps[j].provider->on_wire)
            return now + left * 2 / 3;
    return now + left;
}

static bool rests(const struct ask_request *request, const char *server)
{
    return text_among(request->resting, request->resting_n, server);
}

/* May this step of the order be taken at all? */
static bool may_ask(const struct ask_request *request, const struct order_step *step)
{
    const struct provider *p = step->provider;
    return !(request->inside_only && p->outside) && !(request->at_once && p->on_wire);
}

/* ---- a weak answer goes on to the next model ---- */

static bool is_weak(const struct mode *mode, const json *answer)
{
    return mode->weak_member && text_equal(json_get_text(answer, mode->weak_member, ""), mode->weak_value);
}

static bool has_next(const struct ask_request *request, const struct order_step *steps, size_t n, size_t i)
{
    for (size_t j = i + 1; j < n; j++)
        if (steps[j].provider->on_wire && may_ask(request, &steps[j]) && !rests(request, steps[j].server))
            return true;
    return false;
}

/* Nobody did better: the weak answer stands, with what was counted since. */
static void take_back(struct ask_result *out, const struct ask_result *weak)
{
    out->answer = weak->answer;
    out->provider = weak->provider;
    out->model = weak->model;
    out->request_id = weak->request_id;
    out->missed = weak->missed;
    out->system_text = weak->system_text;
    out->request_text = weak->request_text;
    out->replaced = out->shown && weak->replaced;
}

/* ---- what could be asked ---- */

static const char *order_of(const struct asker *asker, const struct mode *mode)
{
    return text_or(mode->order, asker->order);
}

size_t ask_servers(const struct asker *asker, struct arena *a, const char *const **out)
{
    const size_t modes = mode_count(asker->modes);
    const char **all = arena_array(a, modes * ORDER_MOST, sizeof *all);
    size_t n = 0;
    for (size_t m = 0; m < modes; m++) {
        struct order_step steps[ORDER_MOST];
        const size_t in_order =
            order_read(&asker->providers, a, order_of(asker, mode_at(asker->modes, m)), steps, NULL);
        for (size_t i = 0; i < in_order; i++)
            if (steps[i].provider->on_wire && !text_among(all, n, steps[i].server))
                all[n++] = steps[i].server;
    }
    *out = all;
    return n;
}

const char *ask_outside(const struct asker *asker, struct arena *a)
{
    const char *list = "";
    for (size_t i = 0; i < asker->providers.n; i++) {
        const struct provider *p = asker->providers.list[i];
        if (p->outside)
            list = arena_printf(a, "%s%s%s (%s)", list, text_if(*list, ", "), p->name, p->host);
    }
    return list;
}

bool ask_on_wire(const struct asker *asker, struct arena *a, const char *mode, bool inside_only)
{
    const struct mode *m = mode_find(asker->modes, mode);
    struct order_step steps[ORDER_MOST];
    if (!m)
        return false;
    const size_t n = order_read(&asker->providers, a, order_of(asker, m), steps, NULL);
    for (size_t i = 0; i < n; i++)
        if (steps[i].provider->on_wire && !(inside_only && steps[i].provider->outside))
            return true;
    return false;
}

const char *ask_identity(const struct asker *asker, struct arena *a, const char *mode)
{
    const struct mode *m = mode_find(asker->modes, mode);
    if (!m)
        return "";
    return arena_printf(a, "%s %s %s", m->name, m->version, order_of(asker, m));
}

/* ---- asking ---- */

static struct asking begin(struct arena *a, const struct mode *mode, const struct ask_request *request,
                           struct ask_result *out)
{
    out->prompt_version = mode->version;
    out->system_text = mode->instructions;
    return (struct asking){
        .arena = a,
        .mode = mode,
        .request = request,
        .result = out,
        .deadline = clock_monotonic_ms() + (int64_t)mode->deadline_seconds * 1000,
        .to_provider = {.mode = mode->name,
                        .system_text = mode->instructions,
                        .schema = mode->schema,
                        .plain_text = mode->plain,
                        .visible = mode->visible,
                        .temperature = mode->temperature,
                        .max_tokens = mode->max_tokens},
    };
}

enum err ask_mode(const struct asker *asker, struct arena *a, const struct ask_request *request,
                  struct ask_result *out)
{
    const int64_t began = clock_monotonic_ms();
    *out = (struct ask_result){
        .mode = request->mode, .provider = "", .model = "", .prompt_version = "", .request_id = ""};
    const struct mode *mode = mode_find(asker->modes, request->mode);
    if (!mode)
        return ERR_INTERNAL;
    struct asking asking = begin(a, mode, request, out);
    enum err e = mode_fill(a, mode, request->input, &out->request_text);
    if (e != OK)
        return e;
    asking.plain_text = out->request_text;
    struct order_step steps[ORDER_MOST];
    const size_t n =
        order_read(&asker->providers, a, text_or(request->order, order_of(asker, mode)), steps, NULL);
    struct ask_result weak = {0};
    e = ERR_PROVIDER;
    for (size_t i = 0; i < n && e != OK; i++) {
        if (!may_ask(request, &steps[i]) || (weak.answer && !steps[i].provider->on_wire))
            continue;
        if (rests(request, steps[i].server)) {
            out->rested++;
            continue;
        }
        asking.to_provider.deadline = deadline_of(&asking, steps, n, i);
        const int64_t from = clock_monotonic_ms();
        e = ask_step(&asking, &steps[i]);
        out->steps[out->steps_n - 1].ms = clock_monotonic_ms() - from;
        if (e == OK && is_weak(mode, out->answer) && has_next(request, steps, n, i)) {
            weak = *out;
            out->answer = NULL;
            e = ERR_PROVIDER;
        }
    }
    if (e != OK && weak.answer) {
        take_back(out, &weak);
        e = OK;
    } else {
        out->escalated = weak.answer != NULL;
    }
    out->ms = clock_monotonic_ms() - began;
    return err_unless(e == OK, ERR_PROVIDER);
}
