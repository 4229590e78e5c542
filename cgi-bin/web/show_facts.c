#include "web/show_facts.h"
#include "base/num.h"
#include "base/text.h"
#include "coach/read_back.h"
#include <string.h>

static const char *const day_names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
static const char *const capacity_names[] = {"not said", "little", "some", "plenty"};

/* What a day of the week has of its own: NULL as on any other day, 0 a day off. */
static json *own_minutes(struct arena *a, const struct facts *facts, int day)
{
    if (facts->days_off >> day & 1U)
        return json_new_int(a, 0);
    return facts->minutes_by_day[day] ? json_new_int(a, facts->minutes_by_day[day]) : NULL;
}

/* The table of weekdays, for programs, who send it back so. */
static json *week_json(struct arena *a, const struct facts *facts)
{
    json *week = json_new_object(a);
    for (int d = 0; d < FACTS_WEEKDAYS; d++)
        json_put(a, week, forms_week[d].name, own_minutes(a, facts, d));
    return week;
}

void show_facts_week(struct arena *a, json *view, const struct facts *facts)
{
    for (int d = 0; d < FACTS_WEEKDAYS; d++) {
        const json *own = own_minutes(a, facts, d);
        json_put_text(a, view, arena_printf(a, "week_%s", forms_week[d].name),
                      own ? num_text(a, json_int(own, 0)) : "");
    }
}

void show_facts_take_week(struct facts *facts, const struct form_week *week)
{
    const int days[FACTS_WEEKDAYS] = {week->monday, week->tuesday,  week->wednesday, week->thursday,
                                      week->friday, week->saturday, week->sunday};
    for (int d = 0; d < FACTS_WEEKDAYS; d++) {
        if (days[d] < 0)
            continue;
        facts->minutes_by_day[d] = days[d];
        facts->days_off &= ~(1U << d);
        if (days[d] == 0)
            facts->days_off |= 1U << d;
    }
}

bool show_facts_break_fits(struct request *r, const struct facts *facts)
{
    const clock_day from = facts->break_from, to = facts->break_to;
    const char *message = NULL;
    if (from == FACTS_NO_DATE && to == FACTS_NO_DATE)
        return true;
    if (from == FACTS_NO_DATE || to == FACTS_NO_DATE)
        message = "Give the first day and the last one, or leave both empty.";
    else if (to < from)
        message = "The last day comes before the first.";
    else if (to < clock_local_day(clock_now(), r->user->zone))
        message = "These days have passed. Give the next ones, or leave both empty.";
    if (message)
        request_problem(r, from == FACTS_NO_DATE ? "break_from" : "break_to", message);
    return !message;
}

json *show_facts(struct arena *a, const struct facts *facts)
{
    const json *row = row_to_json(a, facts_row(), facts);
    json *doc = json_new_object(a), *off = json_new_array(a), *levels = json_new_array(a);
    FORM_SHOW(a, doc, facts, (&(struct form_facts){.facts = *facts}));
    for (int d = 0; d < FACTS_WEEKDAYS; d++) {
        json *one = json_new_object(a);
        json_drop(doc, arena_printf(a, "week_%s", forms_week[d].name));
        json_put_int(a, one, "place", d + 1);
        json_put_text(a, one, "number", arena_printf(a, "%d", d));
        json_put_text(a, one, "day", day_names[d]);
        json_put_bool(a, one, "off", (facts->days_off >> d & 1U) != 0);
        json_add(a, off, one);
    }
    for (int c = 0; c < 4; c++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "number", arena_printf(a, "%d", c));
        json_put_text(a, one, "level", capacity_names[c]);
        json_put_bool(a, one, "chosen", facts->capacity == c);
        json_add(a, levels, one);
    }
    json_put(a, doc, "days_off", off);
    json_put(a, doc, "week", week_json(a, facts));
    json_put(a, doc, "capacities", levels);
    json_put_int(a, doc, "capacity", facts->capacity);
    json_put(a, doc, "sources", json_copy(a, json_get(row, "sources")));
    json_put(a, doc, "unsure", json_copy(a, json_get(row, "unsure")));
    json_put_int(a, doc, "version", facts->version);
    return doc;
}

bool show_facts_typed(const struct request *r, struct facts *typed)
{
    struct form_facts in = {0};
    struct form_facts came = {.facts.version = FACTS_ANY_VERSION, .week = {-1, -1, -1, -1, -1, -1, -1}};
    if (!FORM_FILL(r, facts, &in))
        return false;
    FORM_UPDATE(r, facts, &came); /* what did not come is not 0 */
    *typed = in.facts;
    typed->version = came.facts.version;
    typed->days = came.facts.days;
    show_facts_take_week(typed, &came.week);
    return true;
}

void show_facts_saved(struct request *r, const struct facts *typed, const struct facts *saved)
{
    request_problem(
        r, "",
        "What was understood was changed meanwhile, in another tab or by the coach. Your words are "
        "in the boxes; saving again means these.");
    FORM_NOTE_SAVED(r, facts, "", (&(struct form_facts){.facts = *typed}),
                    (&(struct form_facts){.facts = *saved}));
    if (!facts_same(typed, saved, FACT_DAYS_OFF) || !facts_same(typed, saved, FACT_MINUTES_BY_DAY))
        request_problem(r, "week",
                        arena_printf(r->arena, "The week, saved meanwhile: %s",
                                     read_back_week(r->site->coach.library, r->arena, saved)));
    if (typed->capacity != saved->capacity)
        request_problem(r, "capacity",
                        arena_printf(r->arena, "Energy for this, saved meanwhile: %s",
                                     capacity_names[num_clamp(saved->capacity, 0, 3)]));
}

json *show_facts_form(struct request *r, const struct facts *stored)
{
    struct facts shown = *stored, typed = {0};
    if (shown.break_to < clock_local_day(clock_now(), r->user->zone)) /* it has passed */
        facts_drop(&shown, FACT_BREAK);
    const bool given_back = show_facts_typed(r, &typed) && r->problems_n > 0;
    if (given_back) {
        shown = typed;
        memcpy(shown.source, stored->source, sizeof shown.source); /* a form brings none */
        shown.unsure = stored->unsure;
        if (r->conflict || typed.version == FACTS_ANY_VERSION)
            shown.version = stored->version;
    }
    json *doc = show_facts(r->arena, &shown);
    if (!r->json_out)
        show_facts_week(r->arena, doc, &shown);
    if (given_back)
        fields_give_back(r, doc, forms_facts);
    return doc;
}
