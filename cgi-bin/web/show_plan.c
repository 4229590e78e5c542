#include "web/show_plan.h"
#include "base/text.h"
#include "coach/difference.h"
#include "coach/intake.h"
#include "store/attempt.h"
#include "web/show_coach.h"
#include "web/view.h"

enum { EMPTY_ROWS = 1, MOST_ROWS = 12 };

json *show_facts(struct arena *a, const struct facts *f)
{
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    static const char *const capacities[] = {"not said", "little", "some", "plenty"};
    json *doc = json_new_object(a), *off = json_new_array(a), *levels = json_new_array(a);
    json_put_text(a, doc, "role", f->role);
    json_put_text(a, doc, "minutes", f->minutes ? arena_printf(a, "%d", f->minutes) : "");
    json_put_text(a, doc, "days", f->days);
    for (int d = 0; d < 7; d++) {
        json *one = json_new_object(a);
        json_put_int(a, one, "place", d + 1);
        json_put_text(a, one, "number", arena_printf(a, "%d", d));
        json_put_text(a, one, "day", days[d]);
        json_put_bool(a, one, "off", (f->days_off >> d & 1U) != 0);
        json_add(a, off, one);
    }
    for (int c = 0; c < 4; c++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "number", arena_printf(a, "%d", c));
        json_put_text(a, one, "level", capacities[c]);
        json_put_bool(a, one, "chosen", f->capacity == c);
        json_add(a, levels, one);
    }
    json_put(a, doc, "days_off", off);
    json_put(a, doc, "capacities", levels);
    json_put_int(a, doc, "capacity", f->capacity);
    json_put_text(a, doc, "weak", f->weak);
    json_put_text(a, doc, "strong", f->strong);
    json_put_text(a, doc, "motivation", f->motivation);
    json_put_text(a, doc, "interview", f->interview == FACTS_NO_DATE ? "" : clock_date_text(a, f->interview));
    json_put_bool(a, doc, "no_interview_date", f->no_interview_date);
    json_put_bool(a, doc, "weak_told", f->weak_told);
    return doc;
}

/* The form that is given back holds what was typed. */
static void give_back_facts(struct request *r, json *facts)
{
    static const char *const boxes[] = {"role",   "minutes",    "days",     "weak",
                                        "strong", "motivation", "interview"},
                             *const ticks[] = {"weak_told", "no_interview_date"};
    struct arena *a = r->arena;
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++)
        view_field(r, facts, boxes[i], "");
    for (size_t i = 0; i < sizeof ticks / sizeof *ticks; i++)
        json_put_bool(a, facts, ticks[i], *request_given(r, ticks[i], ""));
    json *off = json_get(facts, "days_off"), *levels = json_get(facts, "capacities");
    for (size_t d = 0; d < json_len(off); d++)
        json_put_bool(a, json_at(off, d), "off",
                      *request_given(r, arena_printf(a, "days_off.%zu", d + 1), ""));
    for (size_t c = 0; c < json_len(levels); c++)
        json_put_bool(
            a, json_at(levels, c), "chosen",
            text_equal(request_given(r, "capacity", ""), json_get_text(json_at(levels, c), "number", "")));
}

json *show_chat(struct request *r, const struct chat_message *turns, size_t n, const struct facts *f)
{
    struct arena *a = r->arena;
    json *view = json_new_object(a), *list = json_new_array(a), *missing = json_new_array(a);
    const char *still[4];
    const size_t missing_n = intake_missing(f, still);
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
    json_put_text(a, view, "greeting", intake_greeting());
    json_put(a, view, "turns", list);
    json *facts = show_facts(a, f);
    if (r->problems_n && text_equal(r->path, "/plan/facts"))
        give_back_facts(r, facts);
    json_put(a, view, "facts", facts);
    json_put(a, view, "missing", missing);
    json_put_bool(a, view, "enough", missing_n == 0);
    json_put_bool(a, view, "can_propose", !text_blank(f->role));
    return view;
}

static json *difference_json(struct arena *a, const struct difference *d)
{
    json *one = json_new_object(a), *evidence = json_new_array(a);
    for (size_t i = 0; i < d->evidence_n; i++) {
        json *link = json_new_object(a);
        json_put_text(a, link, "attempt_id", id_text(a, d->evidence[i]));
        json_put_int(a, link, "number", (int64_t)i + 1);
        json_add(a, evidence, link);
    }
    json_put_int(a, one, "number", d->number);
    json_put_text(a, one, "kind", difference_kind_name(d->kind));
    json_put_text(a, one, "name", d->name);
    json_put_text(a, one, "from", d->from);
    json_put_text(a, one, "to", d->to);
    json_put_text(a, one, "reason", d->reason);
    json_put(a, one, "evidence", evidence);
    return one;
}

json *show_proposal(struct arena *a, const struct proposal *p)
{
    static const char *const states[] = {[PROPOSAL_ASKING] = "asking",
                                         [PROPOSAL_OPEN] = "open",
                                         [PROPOSAL_APPROVED] = "approved",
                                         [PROPOSAL_DECLINED] = "declined",
                                         [PROPOSAL_REPLACED] = "replaced"};
    json *doc = plan_to_json(a, &p->overview, p->topics, p->topics_n), *list = json_new_array(a);
    const struct exchange *x = p->call ? exchange_from_json(a, p->call) : NULL;
    for (size_t i = 0; i < p->differences_n; i++)
        json_add(a, list, difference_json(a, &p->differences[i]));
    json_put_text(a, doc, "proposal_id", id_text(a, p->id));
    json_put_text(a, doc, "state", states[p->state]);
    json_put_bool(a, doc, "is_open", p->state == PROPOSAL_OPEN);
    json_put_bool(a, doc, "is_asking", p->state == PROPOSAL_ASKING);
    json_put_bool(a, doc, "settled", p->state > PROPOSAL_OPEN);
    json_put_int(a, doc, "base_version", p->base_version);
    json_put_bool(a, doc, "is_change", p->base_version > 0 || !id_none(p->after));
    json_put_bool(a, doc, "from_review", p->from_review);
    json_put_text(a, doc, "wish", p->feedback);
    json_put_text(a, doc, "reply", p->reply);
    json_put_bool(a, doc, "unchanged", p->differences_n == 0);
    json_put(a, doc, "differences", list);
    json_put_text(a, doc, "unanswered_text", show_coach_trouble(p->why));
    json_put_text(a, doc, "instead_text", show_coach_instead(a, x));
    json_put_text(a, doc, "made_by", x ? x->provider : "you");
    json_put_text(a, doc, "made_by_text",
                  !x                                   ? "you"
                  : text_equal(x->provider, "builtin") ? "the built-in coach, on this machine"
                                                       : arena_printf(a, "%s (%s)", x->provider, x->model));
    return doc;
}

static void put_row(struct request *r, json *rows, int place, const struct plan_topic *t)
{
    struct arena *a = r->arena;
    json *row = json_new_object(a);
    const struct {
        const char *key, *value;
    } fields[] = {
        {"name", t->name},
        {"description", t->description},
        {"priority", t->priority ? arena_printf(a, "%d", t->priority) : ""},
        {"daily_study_minutes", t->daily_minutes ? arena_printf(a, "%d", t->daily_minutes) : ""},
        {"expected_outcome", t->outcome},
        {"prescription", t->prescription},
        {"key", t->key},
        {"topic_id", id_none(t->topic) ? "" : id_text(a, t->topic)},
    };
    json_put_int(a, row, "place", place);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *name = arena_printf(a, "plan_topics.%d.%s", place, fields[i].key);
        json_put_text(a, row, fields[i].key, request_given(r, name, fields[i].value ? fields[i].value : ""));
        for (size_t k = 0; k < r->problems_n; k++)
            if (text_equal(r->problems[k].field, name))
                json_put_text(a, row, arena_printf(a, "%s_problem", fields[i].key), r->problems[k].message);
    }
    json_put_bool(a, row, "is_new", text_blank(t->name));
    json_add(a, rows, row);
}

void show_edit_rows(struct request *r, json *view, const struct proposal *p)
{
    static const struct plan_topic empty;
    json *rows = json_new_array(r->arena);
    int place = 0;
    for (size_t i = 0; i < p->topics_n; i++)
        put_row(r, rows, ++place, &p->topics[i]);
    for (int i = 0; i < EMPTY_ROWS && place < MOST_ROWS; i++)
        put_row(r, rows, ++place, &empty);
    json_put(r->arena, view, "rows", rows);
    view_field(r, view, "plan_overview.target_role", p->overview.target_role);
    view_field(r, view, "plan_overview.time_horizon_weeks",
               arena_printf(r->arena, "%d", p->overview.time_horizon_weeks));
    view_field(r, view, "plan_overview.rationale", p->overview.rationale);
}
