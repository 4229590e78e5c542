#include "base/text.h"
#include "coach/intake.h"
#include "store/chat.h"
#include "store/plan.h"
#include "store/proposal.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/show_coach.h"
#include "web/show_plan.h"
#include "web/view.h"

/* Telling the coach: the plan chat, and what was understood. */

enum { TURNS_SHOWN = 40 };

enum { T_CHAT, T_PLAN, T_PROPOSAL, T_TICKETS };

struct chat_page {
    struct facts *facts;
};

static void want_chat(struct work *w, ticket *t, struct chat_page *p)
{
    facts_want(w, &p->facts);
    t[T_CHAT] = chat_want(w, TURNS_SHOWN);
    t[T_PLAN] = plan_want_current(w);
    t[T_PROPOSAL] = proposal_want_open(w);
}

static enum err chat_view(struct request *r, struct work *w, const ticket *t, const struct chat_page *p,
                          json **out)
{
    struct chat_message *turns;
    struct plan *plan;
    struct proposal *open;
    size_t n;
    enum err e = chat_take(w, t[T_CHAT], &turns, &n);
    if (e == OK)
        e = plan_take(w, t[T_PLAN], &plan);
    if (e == OK)
        e = proposal_take(w, t[T_PROPOSAL], &open);
    if (e != OK)
        return e;
    *out = show_chat(r, turns, n, p->facts);
    json_put_bool(r->arena, *out, "has_plan", plan != NULL);
    json_put(r->arena, *out, "choice", show_coach_choice(r));
    if (open)
        json_put_text(r->arena, *out, "proposal_id", id_text(r->arena, open->id));
    if (!r->json_out)
        show_coach_speech(r, *out);
    return OK;
}

void page_chat_want(struct request *r)
{
    want_chat(r->work, r->tickets, request_model(r, sizeof(struct chat_page)));
}

enum err page_chat_show(struct request *r)
{
    json *view;
    const enum err e = chat_view(r, r->work, r->tickets, r->model, &view);
    if (e != OK)
        return e;
    view_box(r, view, "text", "");
    return reply_page(r, "chat", "Tell the coach", view);
}

/* After something was asked and answered: what is stored now, read by itself. */
static enum err chat_now(struct request *r, json **out)
{
    struct chat_page p;
    ticket t[T_TICKETS];
    struct work *w = work_reading_as(r->site->db, r->arena, r->user->id);
    want_chat(w, t, &p);
    const enum err e = work_flush(w);
    return e != OK ? e : chat_view(r, w, t, &p, out);
}

enum err page_chat_now(struct request *r, json **view)
{
    const enum err e = chat_now(r, view);
    if (e == OK)
        view_box(r, *view, "text", "");
    return e;
}

/* The coach answers a turn that is saved; the page ends with what holds, or with Retry. */
static enum err answer_turn(struct request *r, struct id message, const char *said)
{
    json *view = json_new_object(r->arena), *end;
    json_put_text(r->arena, view, "said", said);
    enum err e = reply_stream_begin(r, "chat_wait", "Tell the coach", view);
    if (e != OK)
        return e;
    const enum err answered = reply_turn(r, TURN_CHAT, message);
    if ((e = chat_now(r, &end)) != OK)
        return e;
    const bool done = answered == OK || answered == ERR_CONFLICT;
    const char *reply = json_get_text(end, "last_reply", "");
    json_put_bool(r->arena, end, "answered", done);
    json_put_text(r->arena, end, "message_id", id_text(r->arena, message));
    if (!r->json_out) {
        const json *turns = json_get(end, "turns"), *last = json_at(turns, json_len(turns) - 1);
        json_put_bool(r->arena, end, "replaced", done && !text_equal(reply, reply_streamed(r)));
        json_put_text(r->arena, end, "instead_text", json_get_text(last, "instead_text", ""));
        json_put_text(r->arena, end, "text", "");
    }
    return reply_stream_end(r, "chat_end", end);
}

enum err page_chat_say_show(struct request *r)
{
    struct id message;
    const char *text = request_text(r, "text");
    const enum err e = intake_say(&r->site->coach, r->arena, r->user->id, r->form, text, &message);
    return e != OK ? e : answer_turn(r, message, text);
}

enum err page_chat_say_again_show(struct request *r)
{
    return answer_turn(r, request_id(r, "message"), "");
}

/* "days_off.N" holds the number of a day. */
static unsigned days_off(const json *list)
{
    unsigned off = 0;
    for (size_t i = 0; i < json_len(list); i++)
        off |= 1U << (json_int(json_at(list, i), 0) % 7);
    return off;
}

enum err page_chat_facts_show(struct request *r)
{
    const json *in = r->in;
    clock_day interview;
    const char *date = json_get_text(in, "interview", "");
    const struct facts f = {
        .role = json_get_text(in, "role", ""),
        .minutes = (int)json_get_int(in, "minutes", 0),
        .days = json_get_text(in, "days", ""),
        .days_off = days_off(json_get(in, "days_off")),
        .weak = json_get_text(in, "weak", ""),
        .strong = json_get_text(in, "strong", ""),
        .motivation = json_get_text(in, "motivation", ""),
        .capacity = (int)json_get_int(in, "capacity", 0),
        .interview = clock_parse_date(date, &interview) == OK ? interview : FACTS_NO_DATE,
        .no_interview_date = json_get_bool(in, "no_interview_date", false),
        .weak_told = json_get_bool(in, "weak_told", false) || !text_blank(json_get_text(in, "weak", "")),
    };
    const enum err e = intake_correct(&r->site->coach, r->arena, r->user->id, r->form, &f);
    return e != OK ? e : reply_done(r, "/chat", 200, show_facts(r->arena, &f));
}
