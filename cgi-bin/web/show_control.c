#include "web/show_control.h"
#include "base/num.h"
#include "base/text.h"
#include "library/library.h"
#include "web/forms.h"
#include "web/show_facts.h"
#include <string.h>

enum { USUAL_MINUTES = 30, LEVELS = 3, SOME = 2 };

/* ---- areas: those of the role's family, and a line of their own ---- */

static const struct library_family *family_of(const struct request *r, const struct facts *facts)
{
    return library_title_of(r->site->coach.library, r->arena, facts->role).family;
}

/* The next of a comma separated list, trimmed; NULL at its end. */
static const char *next_area(struct arena *a, const char **list)
{
    const size_t n = strcspn(*list, ",");
    const char *area = text_trim(a, arena_text(a, *list, n));
    if (!**list)
        return NULL;
    *list += n + ((*list)[n] == ',');
    return area;
}

static bool is_named(struct arena *a, const char *list, const char *name)
{
    for (const char *area; (area = next_area(a, &list)) != NULL;)
        if (text_equal(text_fold(a, area), text_fold(a, name)))
            return true;
    return false;
}

static const char *with(struct arena *a, const char *list, const char *area)
{
    return text_blank(area) ? list : arena_printf(a, "%s%s%s", list, text_if(*list, ", "), area);
}

/* What of the list none of the boxes says. */
static const char *more_areas(struct arena *a, const struct library_family *family, const char *list)
{
    const char *more = "";
    for (const char *area; (area = next_area(a, &list)) != NULL;) {
        bool boxed = false;
        for (size_t i = 0; family && i < family->topics_n; i++)
            boxed = boxed || text_equal(text_fold(a, area), text_fold(a, family->topics[i].name));
        if (!boxed)
            more = with(a, more, area);
    }
    return more;
}

static void put_areas(struct request *r, json *view, const struct library_family *family, const char *weak)
{
    json *list = json_new_array(r->arena);
    for (size_t i = 0; family && i < family->topics_n; i++) {
        json *one = json_put_int(r->arena, json_new_object(r->arena), "place", (int64_t)i + 1);
        json_put_text(r->arena, one, "area", family->topics[i].name);
        json_put_bool(r->arena, one, "ticked", is_named(r->arena, weak, family->topics[i].name));
        json_add(r->arena, list, one);
    }
    json_put(r->arena, view, "areas", list);
}

/* ---- a role that is several jobs ---- */

static void put_nearer(struct request *r, json *view, const char *role)
{
    const struct library_title title = library_title_of(r->site->coach.library, r->arena, role);
    json *list = json_new_array(r->arena);
    for (size_t i = 0; title.asks && i < title.asked_n; i++)
        json_add(r->arena, list,
                 json_put_text(r->arena, json_new_object(r->arena), "family", title.asked[i]->name));
    json_put(r->arena, view, "families", list);
    json_put_bool(r->arena, view, "has_families", json_len(list) > 0);
}

/* ---- shown ---- */

static void put_levels(struct arena *a, json *view, int capacity)
{
    static const char *const levels[] = {"little: we go gently", "some", "plenty"};
    json *list = json_new_array(a);
    for (int level = 1; level <= LEVELS; level++) {
        json *one = json_put_int(a, json_new_object(a), "number", level);
        json_put_text(a, one, "level", levels[level - 1]);
        json_put_bool(a, one, "chosen", level == (capacity ? capacity : SOME));
        json_add(a, list, one);
    }
    json_put(a, view, "levels", list);
}

/* Which of the controls it is: each is a part of the page's form. */
static void put_kind(struct arena *a, json *view, enum intake_ask ask)
{
    json_put_text(a, view, "ask", intake_ask_name(ask));
    json_put_bool(a, view, "is_role", ask == ASK_ROLE);
    json_put_bool(a, view, "is_date", ask == ASK_DATE);
    json_put_bool(a, view, "is_time", ask == ASK_MINUTES || ask == ASK_DAYS);
    json_put_bool(a, view, "is_weak", ask == ASK_WEAK);
    json_put_bool(a, view, "is_energy", ask == ASK_ENERGY);
    json_put_bool(a, view, "is_break", ask == ASK_BREAK);
}

json *show_control(struct request *r, const struct facts *facts, enum intake_ask ask)
{
    struct arena *a = r->arena;
    struct form_control typed = {0}, boxes = {.facts = *facts};
    const bool given_back = FORM_FILL(r, control, &typed) && r->problems_n > 0;
    const struct library_family *family = family_of(r, facts);
    json *view = json_new_object(a);
    if (given_back && intake_ask_of(typed.ask) < INTAKE_ASKS)
        ask = intake_ask_of(typed.ask);
    if (ask == INTAKE_ASKS)
        return NULL;
    boxes.more = more_areas(a, family, facts->weak);
    if (boxes.facts.minutes == 0)
        boxes.facts.minutes = USUAL_MINUTES;
    FORM_SHOW(a, view, control, &boxes);
    show_facts_week(a, view, facts);
    put_kind(a, view, ask);
    put_nearer(r, view, facts->role);
    put_areas(r, view, family, facts->weak);
    put_levels(a, view, facts->capacity);
    if (given_back)
        fields_give_back(r, view, forms_control);
    return view;
}

/* ---- typed: each fills the facts that it answers; a problem where that can't be ---- */

static void take_role(struct request *r, const struct form_control *in, struct facts *facts)
{
    if (text_blank(facts->role))
        request_problem(r, "role", "Please say which role, in a few words.");
    else if (!text_blank(in->nearer))
        facts->role = text_head(r->arena, arena_printf(r->arena, "%s (%s)", facts->role, in->nearer), 120);
}

static void take_date(struct request *r, const struct form_control *in, struct facts *facts)
{
    (void)in;
    facts->no_interview_date = facts->interview == FACTS_NO_DATE;
    if (!facts->no_interview_date && facts->interview < clock_local_day(clock_now(), r->user->zone))
        request_problem(r, "interview", "This day has passed. Give the next date, or leave it empty.");
}

static void take_time(struct request *r, const struct form_control *in, struct facts *facts)
{
    struct form_control came = {.week = {-1, -1, -1, -1, -1, -1, -1}};
    (void)in;
    FORM_UPDATE(r, control, &came); /* what did not come is not 0 */
    show_facts_take_week(facts, &came.week);
    if (facts->days_off == (1U << FACTS_WEEKDAYS) - 1)
        request_problem(r, "week", SHOW_FACTS_NO_DAY);
    else if (!facts_minutes_known(facts))
        request_problem(r, "minutes", "Please give the minutes of an ordinary day: five are a beginning.");
}

static void take_weak(struct request *r, const struct form_control *in, struct facts *facts)
{
    const char *weak = "";
    for (size_t i = 0; i < in->areas_n; i++)
        weak = with(r->arena, weak, in->areas[i]);
    facts->weak = text_head(r->arena, with(r->arena, weak, in->more), 500);
    facts->weak_told = true;
}

static void take_energy(struct request *r, const struct form_control *in, struct facts *facts)
{
    (void)in;
    if (facts->capacity == 0)
        request_problem(r, "capacity", "Please choose one of the three.");
}

static void take_break(struct request *r, const struct form_control *in, struct facts *facts)
{
    (void)in;
    (void)show_facts_break_fits(r, facts);
}

bool show_control_typed(struct request *r, enum intake_ask *ask, struct facts *facts)
{
    static void (*const takes[])(struct request * r, const struct form_control *in, struct facts *facts) = {
        [ASK_ROLE] = take_role, [ASK_DATE] = take_date,     [ASK_MINUTES] = take_time, [ASK_DAYS] = take_time,
        [ASK_WEAK] = take_weak, [ASK_ENERGY] = take_energy, [ASK_BREAK] = take_break,
    };
    struct form_control in = {0};
    FORM_FILL(r, control, &in);
    *facts = in.facts;
    facts->motivation = NULL; /* no control asks for their words */
    *ask = intake_ask_of(in.ask);
    takes[*ask](r, &in, facts);
    return r->problems_n == 0;
}
