#include "web/show_plan.h"
#include "base/text.h"
#include "coach/difference.h"
#include "coach/intake.h"
#include "store/attempt.h"
#include "web/forms.h"
#include "web/show_coach.h"

enum { EMPTY_ROWS = 1, MOST_ROWS = 12 };

json *show_facts(struct arena *a, const struct facts *facts)
{
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    static const char *const capacities[] = {"not said", "little", "some", "plenty"};
    json *doc = json_new_object(a), *off = json_new_array(a), *levels = json_new_array(a);
    FORM_SHOW(a, doc, facts, facts);
    for (int d = 0; d < 7; d++) {
        json *one = json_new_object(a);
        json_put_int(a, one, "place", d + 1);
        json_put_text(a, one, "number", arena_printf(a, "%d", d));
        json_put_text(a, one, "day", days[d]);
        json_put_bool(a, one, "off", (facts->days_off >> d & 1U) != 0);
        json_add(a, off, one);
    }
    for (int c = 0; c < 4; c++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "number", arena_printf(a, "%d", c));
        json_put_text(a, one, "level", capacities[c]);
        json_put_bool(a, one, "chosen", facts->capacity == c);
        json_add(a, levels, one);
    }
    json_put(a, doc, "days_off", off);
    json_put(a, doc, "capacities", levels);
    json_put_int(a, doc, "capacity", facts->capacity);
    return doc;
}

/* What was understood; where its form is given back, what was typed. */
static json *facts_view(struct request *r, const struct facts *stored)
{
    struct facts typed = {0};
    if (!FORM_FILL(r, facts, &typed) || r->problems_n == 0)
        return show_facts(r->arena, stored);
    json *doc = show_facts(r->arena, &typed);
    fields_give_back(r, doc, forms_facts);
    return doc;
}

json *show_chat(struct request *r, const struct chat_message *turns, size_t n, const struct facts *facts)
{
    struct arena *a = r->arena;
    json *view = json_new_object(a), *list = json_new_array(a), *missing = json_new_array(a);
    const char *still[4];
    const size_t missing_n = intake_missing(r->site->coach.library, facts, still);
    for (size_t i = 0; i < n; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "message_id", id_text(a, turns[i].id));
        json_put_bool(a, one, "user", turns[i].from_user);
        json_put_bool(a, one, "coach", !turns[i].from_user);
        json_put_text(a, one, "text", turns[i].text);
        json_put_bool(a, one, "unanswered", turns[i].from_user && turns[i].state != CHAT_ANSWERED);
        json_put_text(a, one, "unanswered_text", show_coach_trouble(turns[i].why));
        json_put_text(a, one, "instead_text", show_coach_instead_of(a, turns[i].call));
        json_put_text(a, one, "at", clock_rfc3339(a, turns[i].at));
        json_add(a, list, one);
        if (!turns[i].from_user)
            json_put_text(a, view, "last_reply", turns[i].text);
    }
    for (size_t i = 0; i < missing_n; i++)
        json_add_text(a, missing, still[i]);
    json_put_text(a, view, "greeting", intake_greeting(r->site->coach.library));
    json_put(a, view, "turns", list);
    json_put(a, view, "facts", facts_view(r, facts));
    json_put(a, view, "missing", missing);
    json_put_bool(a, view, "enough", missing_n == 0);
    json_put_bool(a, view, "can_propose", !text_blank(facts->role));
    return view;
}

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

json *show_proposal(struct arena *a, const struct proposal *proposal)
{
    static const char *const states[] = {[PROPOSAL_ASKING] = "asking",
                                         [PROPOSAL_OPEN] = "open",
                                         [PROPOSAL_APPROVED] = "approved",
                                         [PROPOSAL_DECLINED] = "declined",
                                         [PROPOSAL_REPLACED] = "replaced"};
    json *doc = plan_to_json(a, &proposal->overview, proposal->topics, proposal->topics_n),
         *list = json_new_array(a);
    const struct exchange *x = exchange_from_json(a, proposal->call);
    for (size_t i = 0; i < proposal->differences_n; i++)
        json_add(a, list, difference_json(a, &proposal->differences[i]));
    json_put_text(a, doc, "proposal_id", id_text(a, proposal->id));
    json_put_text(a, doc, "state", states[proposal->state]);
    json_put_bool(a, doc, "is_open", proposal->state == PROPOSAL_OPEN);
    json_put_bool(a, doc, "is_asking", proposal->state == PROPOSAL_ASKING);
    json_put_bool(a, doc, "settled", proposal->state > PROPOSAL_OPEN);
    json_put_int(a, doc, "base_version", proposal->base_version);
    json_put_bool(a, doc, "is_change", proposal->base_version > 0 || !id_none(proposal->after));
    json_put_bool(a, doc, "from_review", proposal->from_review);
    json_put_text(a, doc, "wish", proposal->feedback);
    json_put_text(a, doc, "reply", proposal->reply);
    json_put_bool(a, doc, "unchanged", proposal->differences_n == 0);
    json_put(a, doc, "differences", list);
    json_put_text(a, doc, "unanswered_text", show_coach_trouble(proposal->why));
    json_put_text(a, doc, "instead_text", show_coach_instead(a, x));
    json_put_text(a, doc, "made_by", x ? x->provider : "you");
    json_put_text(a, doc, "made_by_text", made_by(a, x));
    return doc;
}

void show_edit_rows(struct request *r, json *view, const struct proposal *proposal)
{
    static const struct plan_topic empty;
    const struct plan proposed = {.overview = proposal->overview};
    struct arena *a = r->arena;
    json *rows = json_new_array(a);
    const size_t n = proposal->topics_n + EMPTY_ROWS;
    for (size_t i = 0; i < n && (i < proposal->topics_n || i < MOST_ROWS); i++) {
        const struct plan_topic *topic = &empty;
        if (i < proposal->topics_n)
            topic = &proposal->topics[i];
        json *row = FORM_ROW(r, topic, "plan_topics", (int)i + 1, topic);
        json_add(a, rows, json_put_bool(a, row, "is_new", text_blank(topic->name)));
    }
    json_put(a, view, "rows", rows);
    FORM_BOXES(r, view, edit, &proposed);
    json_put_bool(a, view, "editing", r->fields == forms_edit && r->problems_n > 0);
}
