#include "coach/asking.h"
#include "base/log.h"
#include "base/text.h"
#include "store/answer_cache.h"
#include "store/call.h"
#include <math.h>

bool asking_allows(struct id user, enum stage stage, enum action wanted)
{
    if (stage_allows(stage, wanted))
        return true;
    log_event(LOG_WARN, "action_refused", LOG_ID("user", user), LOG_WORD("stage", stage_name(stage)),
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

static json *to_keep(struct arena *a, const struct ask_result *result)
{
    json *doc = exchange_to_json(a, asking_exchange(a, result));
    return json_put(a, doc, "answer", json_copy(a, result->answer));
}

static bool worth_keeping(const struct record *record)
{
    const struct ask_result *result = record->result;
    if (!record->terms->asked || !result->answer || !result->steps_n)
        return false;
    return result->steps[result->steps_n - 1].on_wire;
}

static enum err record_calls(struct work *w, void *ctx)
{
    const struct record *record = ctx;
    const struct ask_result *result = record->result;
    enum err e = OK;
    for (size_t i = 0; i < result->steps_n && e == OK; i++) {
        const struct ask_step *step = &result->steps[i];
        const struct call call = {
            .id = record->ids[i],
            .mode = result->mode,
            .provider = step->provider,
            .model = step->model,
            .prompt_version = result->prompt_version,
            .outcome = outcome_name(step->outcome),
            .tokens_in = step->usage.tokens_in,
            .tokens_out = step->usage.tokens_out,
            .tokens_cached = step->usage.tokens_cached,
            .cost_micro = step->usage.cost_micro,
            .first_ms = step->first_ms,
            .ms = step->ms,
            .tries = step->tries,
            .at = record->at,
        };
        e = call_add(w, &call);
    }
    if (e == OK && worth_keeping(record))
        e = answer_cache_add(w, record->terms->asked, to_keep(w->arena, result));
    return e;
}

void asking_record(struct coach *coach, struct arena *a, struct id user, const struct policy *terms,
                   const struct ask_result *result)
{
    struct record record = {.result = result, .terms = terms, .at = clock_now()};
    enum err e = OK;
    for (size_t i = 0; i < result->steps_n && e == OK; i++)
        e = id_new(&record.ids[i]);
    if (e == OK)
        e = db_transact(coach->db, a, user, record_calls, &record);
    if (e != OK)
        log_event(LOG_WARN, "call_not_recorded", LOG_ID("user", user), LOG_WORD("class", err_name(e)));
    policy_note(coach, a, terms, result);
}

/* The very same was answered before. */
static void take_kept(struct arena *a, const struct policy *terms, const char *mode, struct ask_result *out)
{
    const struct exchange *kept = exchange_from_json(a, terms->kept);
    *out = (struct ask_result){
        .answer = json_get(terms->kept, "answer"),
        .mode = mode,
        .provider = kept->provider,
        .model = kept->model,
        .prompt_version = kept->prompt_version,
        .system_text = kept->system_text,
        .request_text = kept->request_text,
        .request_id = "",
        .instead = terms->instead,
    };
}

/* Why not somebody else; "" if there is nothing to say. */
static const char *instead_of_whom(const struct policy *terms, const struct ask_result *result,
                                   enum err outcome)
{
    if (*terms->instead)
        return terms->instead;
    if (result->missed != OUTCOME_OK)
        return outcome_name(result->missed);
    if (result->escalated)
        return "unsure";
    if (result->rested)
        return "resting";
    if (outcome == OK)
        return "";
    if (result->steps_n)
        return outcome_name(result->steps[result->steps_n - 1].outcome);
    return "alone"; /* nobody was asked at all */
}

enum err asking_do(struct coach *coach, struct arena *a, struct id user, const struct asking *asking,
                   struct ask_result *out)
{
    struct policy terms;
    if (!asking_allows(user, asking->stage, asking->action))
        return ERR_FORBIDDEN;
    policy_read(coach, a, asking->user, asking->mode, asking->input, &terms);
    if (terms.kept) {
        take_kept(a, &terms, asking->mode, out);
        return OK;
    }
    const struct listener *to = &asking->to;
    const struct ask_request request = {
        .mode = asking->mode,
        .input = asking->input,
        .inside_only = terms.inside_only,
        .at_once = terms.off,
        .unmasked = !conf_bool(coach->conf, "model.mask"),
        .resting = terms.resting,
        .resting_n = terms.resting_n,
        .on_text = to->on_text,
        .ctx = to->ctx,
    };
    const enum err outcome = ask_mode(coach->asker, a, &request, out);
    if (to->taken_back)
        *to->taken_back = out->replaced;
    out->instead = instead_of_whom(&terms, out, outcome);
    if (outcome != OK && to->trouble)
        *to->trouble = asking_trouble(out);
    asking_record(coach, a, user, &terms, out);
    return outcome;
}

struct trouble asking_trouble(const struct ask_result *result)
{
    const int64_t day = 86400;
    struct trouble trouble = {.why = result->instead};
    int64_t wait = result->retry_after;
    if (!trouble.why)
        trouble.why = "alone";
    if (wait > day)
        wait = day;
    if (wait > 0)
        trouble.again = clock_now() + wait;
    return trouble;
}

struct exchange *asking_exchange(struct arena *a, const struct ask_result *result)
{
    struct exchange *exchange = arena_alloc(a, sizeof *exchange);
    *exchange = (struct exchange){
        .mode = result->mode,
        .provider = result->provider,
        .model = result->model,
        .prompt_version = result->prompt_version,
        .system_text = result->system_text,
        .request_text = result->request_text,
        .tokens_in = result->usage.tokens_in,
        .tokens_out = result->usage.tokens_out,
        .tokens_cached = result->usage.tokens_cached,
        .cost_micro = result->usage.cost_micro,
        .ms = result->ms,
        .tries = result->tries,
        .instead = text_or(result->instead, ""),
    };
    return exchange;
}

const json *asking_call(struct arena *a, const struct ask_result *result)
{
    return exchange_to_json(a, asking_exchange(a, result));
}

/* The weekdays of a set of bits, 0 Monday. */
static json *weekdays(struct arena *a, unsigned set)
{
    json *list = json_new_array(a);
    for (int day = 0; day < FACTS_WEEKDAYS; day++)
        if (set >> day & 1U)
            json_add(a, list, json_new_int(a, day));
    return list;
}

json *asking_facts(struct arena *a, const struct facts *facts)
{
    /* by day, sources and unsure are in the row as they are in the contract */
    const json *row = row_to_json(a, facts_row(), facts);
    json *doc = json_new_object(a);
    json_put_text(a, doc, "role", facts->role);
    json_put_int(a, doc, "minutes", facts->minutes);
    json_put(a, doc, "minutes_by_day", json_copy(a, json_get(row, "minutes_by_day")));
    json_put_text(a, doc, "days", facts->days);
    json_put(a, doc, "days_off", weekdays(a, facts->days_off));
    json_put_text(a, doc, "weak", facts->weak);
    json_put_text(a, doc, "strong", facts->strong);
    json_put_text(a, doc, "motivation", facts->motivation);
    json_put_int(a, doc, "capacity", facts->capacity);
    const char *date = "";
    if (facts->interview != FACTS_NO_DATE)
        date = clock_date_text(a, facts->interview);
    json_put_text(a, doc, "interview_date", date);
    json_put_bool(a, doc, "no_interview_date", facts->no_interview_date);
    json_put_int(a, doc, "weeks", facts->weeks);
    json_put_bool(a, doc, "weak_told", facts->weak_told);
    if (facts_known(facts, FACT_BREAK))
        json_put(a, doc, "break", json_copy(a, json_get(row, "break")));
    json_put(a, doc, "sources", json_copy(a, json_get(row, "sources")));
    json_put(a, doc, "unsure", json_copy(a, json_get(row, "unsure")));
    return doc;
}

/* ---- what an answer understood ---- */

/* What can't be isn't taken: it is for the coach to ask about. */
static int minutes_in(const json *value, int otherwise)
{
    const int64_t minutes = json_int(value, -1);
    return minutes < 0 || minutes > FACTS_MOST_MINUTES ? otherwise : (int)minutes;
}

static void take_days(const json *understood, struct facts *facts)
{
    const unsigned all = (1U << FACTS_WEEKDAYS) - 1;
    const json *off = json_get(understood, "days_off"), *by_day = json_get(understood, "minutes_by_day");
    unsigned set = 0;
    for (size_t i = 0; i < json_len(off); i++)
        set |= 1U << (json_int(json_at(off, i), 0) % FACTS_WEEKDAYS);
    if (json_kind_of(off) == JSON_ARRAY && set != all)
        facts->days_off = set;
    for (size_t day = 0; day < FACTS_WEEKDAYS && json_kind_of(by_day) == JSON_ARRAY; day++)
        facts->minutes_by_day[day] = minutes_in(json_at(by_day, day), facts->minutes_by_day[day]);
}

static void take_date(const json *understood, struct facts *facts)
{
    const char *date = json_get_text(understood, "interview_date", NULL);
    if (date && clock_parse_date(date, &facts->interview) == OK)
        facts->no_interview_date = false;
    else if (date)
        facts->interview = FACTS_NO_DATE;
    facts->no_interview_date = json_get_bool(understood, "no_interview_date", facts->no_interview_date);
    const int64_t weeks = json_get_int(understood, "weeks", facts->weeks);
    if (weeks >= 0 && weeks <= FACTS_MOST_WEEKS)
        facts->weeks = (int)weeks;
    if (facts->interview != FACTS_NO_DATE)
        facts->weeks = 0;
}

/* Two days that no break has are none; without days it ends. */
static void take_break(const json *understood, struct facts *facts)
{
    const json *away = json_get(understood, "break");
    const char *first = json_get_text(away, "from", ""), *last = json_get_text(away, "to", "");
    clock_day from, to;
    if (!json_has(understood, "break"))
        return;
    if (text_blank(first) && text_blank(last))
        facts->break_from = facts->break_to = FACTS_NO_DATE;
    else if (clock_parse_date(first, &from) == OK && clock_parse_date(last, &to) == OK && from <= to)
        facts_set_break(facts, from, to);
}

/* Is it spoken of in what was understood? */
static bool is_in(const json *understood, enum fact fact)
{
    static const char *const more[FACTS_N] = {[FACT_INTERVIEW_DATE] = "no_interview_date",
                                              [FACT_WEAK] = "weak_told",
                                              [FACT_CAPACITY] = "motivation"};
    return json_has(understood, facts_name(fact)) || (more[fact] && json_has(understood, more[fact]));
}

static bool is_listed(const json *list, const char *name)
{
    for (size_t i = 0; i < json_len(list); i++)
        if (text_equal(json_text(json_at(list, i), ""), name))
            return true;
    return false;
}

/* Whatever was spoken of has the source that it was heard in now; what fell away with it has none. */
static void take_sources(struct arena *a, const json *understood, const struct facts *before,
                         struct facts *facts)
{
    const json *sources = json_get(understood, "sources"), *unsure = json_get(understood, "unsure");
    for (enum fact fact = 0; fact < FACTS_N; fact++) {
        const char *words = json_get_text(sources, facts_name(fact), "");
        if (fact == FACT_CAPACITY && !*words) /* how they feel is in words of theirs itself */
            words = json_get_text(understood, "motivation", "");
        const bool same = facts_same(before, facts, fact);
        if (!facts_known(facts, fact))
            facts_set_source(facts, fact, "", false);
        else if (is_in(understood, fact) && (!same || *words))
            facts_set_source(facts, fact, arena_copy(a, words), is_listed(unsure, facts_name(fact)));
    }
}

void asking_take_facts(struct arena *a, const json *understood, struct facts *facts)
{
    const struct facts before = *facts;
    facts->role = arena_copy(a, json_get_text(understood, "role", facts->role));
    facts->minutes = minutes_in(json_get(understood, "minutes"), facts->minutes);
    facts->days = arena_copy(a, json_get_text(understood, "days", facts->days));
    take_days(understood, facts);
    facts->weak = arena_copy(a, json_get_text(understood, "weak", facts->weak));
    facts->strong = arena_copy(a, json_get_text(understood, "strong", facts->strong));
    facts->motivation = arena_copy(a, json_get_text(understood, "motivation", facts->motivation));
    facts->capacity = (int)json_get_int(understood, "capacity", facts->capacity);
    take_date(understood, facts);
    take_break(understood, facts);
    facts->weak_told = json_get_bool(understood, "weak_told", facts->weak_told || !text_blank(facts->weak));
    take_sources(a, understood, &before, facts);
    facts_settle_week(facts);
}

json *asking_plan(struct arena *a, const struct overview *overview, const struct plan_topic *topics, size_t n)
{
    json *plan = plan_to_json(a, overview, topics, n);
    const json *list = json_get(plan, "plan_topics");
    for (size_t i = 0; i < json_len(list); i++)
        json_drop(json_at(list, i), "topic_id");
    return plan;
}

double asking_strength(const struct topic *topic)
{
    if (!topic->marked)
        return -1;
    return round(topic->strength * 10) / 10;
}

json *asking_progress(struct arena *a, const struct topic *topics, size_t n)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < n; i++) {
        const struct topic *topic = &topics[i];
        if (!topic->in_plan)
            continue;
        json *one = json_new_object(a);
        json_put_text(a, one, "name", topic->name);
        json_put_real(a, one, "strength", asking_strength(topic));
        json_put_int(a, one, "minutes_spent", topic->total_seconds / 60);
        json_put_int(a, one, "sessions", topic->sessions);
        json_put_int(a, one, "marked", topic->marked);
        json_add(a, list, one);
    }
    return list;
}

int asking_days_left(const struct facts *facts, clock_day today)
{
    if (facts->interview == FACTS_NO_DATE || facts->interview < today)
        return -1;
    return facts->interview - today;
}
