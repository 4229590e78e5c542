#include "web/show_plan.h"
#include "base/num.h"
#include "base/text.h"
#include "coach/difference.h"
#include "store/attempt.h"
#include "web/forms.h"
#include "web/show_coach.h"

enum { EMPTY_ROWS = 1, MOST_ROWS = 12, MOST_TYPED = 13 };

static json *difference_json(struct arena *a, const struct difference *difference)
{
    json *one = json_new_object(a), *evidence = json_new_array(a);
    for (size_t i = 0; i < difference->evidence_n; i++) {
        json *link = json_new_object(a);
        json_put_text(a, link, "attempt_id", id_text(a, difference->evidence[i]));
        json_put_int(a, link, "number", (int64_t)i + 1);
        json_add(a, evidence, link);
    }
    json_put_int(a, one, "number", difference->number);
    json_put_text(a, one, "kind", difference_kind_name(difference->kind));
    json_put_text(a, one, "name", difference->name);
    json_put_text(a, one, "from", difference->from);
    json_put_text(a, one, "to", difference->to);
    json_put_text(a, one, "reason", difference->reason);
    json_put_bool(a, one, "follows", difference->follows);
    json_put(a, one, "evidence", evidence);
    return one;
}

static const char *made_by(struct arena *a, const struct exchange *call)
{
    if (!call)
        return "you";
    if (text_equal(call->provider, "builtin"))
        return "the built-in coach, on this machine";
    return arena_printf(a, "%s (%s)", call->provider, call->model);
}

json *show_differences(struct arena *a, const struct proposal *proposal)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < proposal->differences_n; i++)
        json_add(a, list, difference_json(a, &proposal->differences[i]));
    return list;
}

static json *asks_json(struct arena *a, const struct proposal *proposal)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < json_len(proposal->asks); i++) {
        const json *ask = json_at(proposal->asks, i);
        json *one = json_new_object(a);
        json_put_text(a, one, "words", json_get_text(ask, "words", ""));
        json_put_text(a, one, "question", json_get_text(ask, "question", ""));
        json_put_text(a, one, "wish", json_get_text(ask, "wish", ""));
        json_add(a, list, one);
    }
    return list;
}

/* "answered" is what the store calls replaced: nothing came of it but a reply. */
static const char *state_of(const struct proposal *proposal)
{
    static const char *const states[] = {[PROPOSAL_ASKING] = "asking",
                                         [PROPOSAL_OPEN] = "open",
                                         [PROPOSAL_APPROVED] = "approved",
                                         [PROPOSAL_DECLINED] = "declined",
                                         [PROPOSAL_REPLACED] = "replaced"};
    if (proposal->state == PROPOSAL_REPLACED && proposal->answered)
        return "answered";
    return states[proposal->state];
}

json *show_proposal(struct arena *a, const struct proposal *proposal)
{
    json *doc = plan_to_json(a, &proposal->overview, proposal->topics, proposal->topics_n);
    const struct exchange *x = exchange_from_json(a, proposal->call);
    json_put_text(a, doc, "proposal_id", id_text(a, proposal->id));
    json_put_text(a, doc, "state", state_of(proposal));
    json_put_bool(a, doc, "answered", proposal->answered);
    json_put_bool(a, doc, "is_open", proposal->state == PROPOSAL_OPEN);
    json_put_bool(a, doc, "is_asking", proposal->state == PROPOSAL_ASKING);
    json_put_bool(a, doc, "settled", proposal->state > PROPOSAL_OPEN);
    json_put_int(a, doc, "version", proposal->version);
    json_put_int(a, doc, "base_version", proposal->base_version);
    json_put_bool(a, doc, "is_change", proposal->base_version > 0 || !id_none(proposal->after));
    json_put_bool(a, doc, "from_review", proposal->from_review);
    json_put_text(a, doc, "wish", proposal->feedback);
    json_put_text(a, doc, "reply", proposal->reply);
    json_put(a, doc, "asks", asks_json(a, proposal));
    json_put_bool(a, doc, "unchanged", proposal->differences_n == 0);
    json_put(a, doc, "differences", show_differences(a, proposal));
    if (!id_none(proposal->after))
        json_put_text(a, doc, "after", id_text(a, proposal->after));
    json_put_text(a, doc, "unanswered_text", show_coach_trouble(proposal->why));
    json_put_text(a, doc, "instead_text", show_coach_instead(a, x));
    json_put_text(a, doc, "made_by", x ? x->provider : "you");
    json_put_text(a, doc, "made_by_text", made_by(a, x));
    return doc;
}

bool show_edit_typed(const struct request *r, struct plan *typed)
{
    struct plan came = {.version = PROPOSAL_AS_MADE};
    if (!FORM_FILL(r, edit, typed))
        return false;
    FORM_UPDATE(r, edit, &came);
    typed->version = came.version;
    return true;
}

static const char *row_name(const struct request *r, size_t place)
{
    return arena_printf(r->arena, "plan_topics.%zu", place);
}

static const struct plan_topic *saved_topic(const struct proposal *saved, struct id topic)
{
    for (size_t i = 0; i < saved->topics_n; i++)
        if (id_equal(saved->topics[i].topic, topic))
            return &saved->topics[i];
    return NULL;
}

void show_edit_saved(struct request *r, const struct proposal *saved)
{
    struct plan typed = {0};
    size_t next = 0;
    show_edit_typed(r, &typed);
    request_problem(r, "",
                    "This proposal was edited meanwhile, in another tab. Your words are in the boxes; saving "
                    "again means these.");
    FORM_NOTE_SAVED(r, edit, "", &typed, &(struct plan){.overview = saved->overview});
    for (size_t place = 1; place <= MOST_TYPED && next < typed.topics_n; place++) {
        const char *row = row_name(r, place);
        if (!fields_came(r, row))
            continue; /* the rows' numbers may have gaps, what was typed has none */
        const struct plan_topic *topic = &typed.topics[next++];
        const struct plan_topic *now = saved_topic(saved, topic->topic);
        if (now)
            FORM_NOTE_SAVED(r, topic, row, topic, now);
        else if (!id_none(topic->topic) && !text_blank(topic->name))
            request_problem(r, arena_printf(r->arena, "%s.name", row), "This topic was dropped meanwhile.");
    }
}

/* How many rows there are: as many as topics, and an empty one; where the form is given back, all that came.
 */
static size_t rows_of(const struct request *r, const struct proposal *proposal)
{
    size_t n = proposal->topics_n;
    if (n < MOST_ROWS)
        n += EMPTY_ROWS;
    for (size_t place = n + 1; place <= MOST_TYPED; place++)
        if (fields_came(r, row_name(r, place)))
            n = place;
    return n;
}

void show_edit_rows(struct request *r, json *view, const struct proposal *proposal)
{
    static const struct plan_topic empty;
    const struct plan proposed = {.overview = proposal->overview};
    struct arena *a = r->arena;
    struct plan typed = {0};
    json *rows = json_new_array(a);
    const size_t n = rows_of(r, proposal);
    for (size_t i = 0; i < n; i++) {
        const struct plan_topic *topic = &empty;
        if (i < proposal->topics_n)
            topic = &proposal->topics[i];
        json *row = FORM_ROW(r, topic, "plan_topics", (int)i + 1, topic);
        json_add(a, rows, json_put_bool(a, row, "is_new", text_blank(topic->name)));
    }
    json_put(a, view, "rows", rows);
    FORM_BOXES(r, view, edit, &proposed);
    /* A form that is given back still means the version it was opened with. */
    if (show_edit_typed(r, &typed) && typed.version != PROPOSAL_AS_MADE && !r->conflict)
        json_put_int(a, view, "version", typed.version);
    json_put_bool(a, view, "editing", r->fields == forms_edit && r->problems_n > 0);
}
