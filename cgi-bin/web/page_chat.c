#include "base/text.h"
#include "coach/intake.h"
#include "coach/intake_correct.h"
#include "store/chat.h"
#include "store/plan.h"
#include "store/proposal.h"
#include "web/forms.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/show_chat.h"
#include "web/show_coach.h"
#include "web/show_control.h"
#include "web/show_facts.h"

/* Telling the coach: the plan chat, and what was understood. */

enum { TURNS_SHOWN = 40 };

struct chat_page {
    struct facts *facts;
    struct chat_message *turns;
    size_t turns_n;
    struct plan *plan;
    struct proposal *open;
};

static void want_chat(struct work *w, struct chat_page *page)
{
    facts_want(w, &page->facts);
    chat_want(w, TURNS_SHOWN, &page->turns, &page->turns_n);
    plan_want_current(w, &page->plan);
    proposal_want_open(w, &page->open);
}

static json *chat_view(struct request *r, const struct chat_page *page)
{
    struct form_chat wanted = {.ask = ""};
    FORM_FILL(r, chat, &wanted);
    const struct conversation chat = {.turns = page->turns,
                                      .turns_n = page->turns_n,
                                      .facts = page->facts,
                                      .ask = intake_ask_of(wanted.ask)};
    json *view = show_chat(r, &chat);
    json_put_bool(r->arena, view, "has_plan", page->plan != NULL);
    json_put(r->arena, view, "choice", show_coach_choice(r));
    if (page->open)
        json_put_text(r->arena, view, "proposal_id", id_text(r->arena, page->open->id));
    if (!r->json_out)
        show_coach_speech(r, view);
    return view;
}

void page_chat_want(struct request *r)
{
    want_chat(r->work, request_model(r, sizeof(struct chat_page)));
}

enum err page_chat_show(struct request *r)
{
    json *view = chat_view(r, r->model);
    FORM_BOXES(r, view, say, NULL);
    return reply_page(r, "chat", "Tell the coach", view);
}

/* After something was asked and answered: what is stored now, read by itself. */
static enum err chat_now(struct request *r, json **out)
{
    struct chat_page p;
    struct work *w = work_reading_as(r->site->db, r->arena, r->user->id);
    want_chat(w, &p);
    const enum err e = work_flush(w);
    if (e == OK)
        *out = chat_view(r, &p);
    return e;
}

enum err page_chat_now(struct request *r, json **view)
{
    const enum err e = chat_now(r, view);
    if (e == OK)
        FORM_BOXES(r, *view, say, NULL);
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
        FORM_SHOW(r->arena, end, say, NULL);
    }
    return reply_stream_end(r, "chat_end", end);
}

enum err page_chat_say_show(struct request *r)
{
    struct id message;
    struct form_say in = {0};
    FORM_FILL(r, say, &in);
    if (text_blank(in.text) && text_blank(in.job)) {
        request_problem(r, "text", "Please write something first.");
        return ERR_INPUT;
    }
    const struct intake_words words = {.text = in.text, .job = in.job};
    const enum err e = intake_say(&r->site->coach, r->arena, r->user->id, r->form, &words, &message);
    if (e != OK)
        return e;
    return answer_turn(r, message, text_blank(in.text) ? in.job : in.text);
}

/* ERR_NOT_FOUND where it is no turn of theirs. */
static enum err read_message(struct request *r, struct id message)
{
    struct work *w = work_reading_as(r->site->db, r->arena, r->user->id);
    return chat_find_user(w, message);
}

enum err page_chat_say_again_show(struct request *r)
{
    struct form_message in = {0};
    FORM_FILL(r, message, &in);
    const enum err e = read_message(r, in.message);
    if (e != OK)
        return e;
    return answer_turn(r, in.message, "");
}

/* Two tabs, or the coach meanwhile: what was typed stays in the boxes, with what is stored beside it. */
static enum err facts_changed_meanwhile(struct request *r, const struct facts *typed)
{
    struct chat_page p;
    if (r->json_out)
        return reply_fault(r, &(struct fault){.code = ERR_CONFLICT,
                                              .what = "What was understood was changed meanwhile.",
                                              .kept = "What is stored stays as it is.",
                                              .next = "Read it again, and send its version."});
    struct work *w = work_reading_as(r->site->db, r->arena, r->user->id);
    want_chat(w, &p);
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    r->conflict = true;
    r->form_sent = ""; /* it comes back as a form of its own */
    show_facts_saved(r, typed, p.facts);
    json *view = chat_view(r, &p);
    FORM_BOXES(r, view, say, NULL);
    return reply_page(r, "chat", "Tell the coach", view);
}

/* An interview is still to come, or there is none. */
static bool interview_fits(struct request *r, const struct facts *facts)
{
    const char *message = NULL;
    if (facts->interview == FACTS_NO_DATE)
        return true;
    if (facts->no_interview_date)
        message = "Give a date, or say that there is none yet: not both.";
    else if (facts->interview < clock_local_day(clock_now(), r->user->zone))
        message = "This day has passed. Give the next date, or leave it empty.";
    if (message)
        request_problem(r, "interview", message);
    return !message;
}

/* Some day is left to practise on. */
static bool week_fits(struct request *r, const struct facts *facts)
{
    const bool fits = facts->days_off != (1U << FACTS_WEEKDAYS) - 1;
    if (!fits)
        request_problem(
            r, "week",
            "That takes every day off. Leave at least one day with some minutes: a few are enough.");
    return fits;
}

enum err page_chat_facts_show(struct request *r)
{
    struct facts f = {0};
    show_facts_typed(r, &f);
    f.weak_told = f.weak_told || !text_blank(f.weak);
    const bool date_fits = interview_fits(r, &f), break_fits = show_facts_break_fits(r, &f);
    if (!week_fits(r, &f) || !date_fits || !break_fits)
        return ERR_INPUT;
    struct intake_correction correction = {
        .form = r->form, .which = INTAKE_EVERY_FACT, .seen = f.version, .facts = &f};
    const enum err e = intake_correct(&r->site->coach, r->arena, r->user->id, &correction);
    if (e == ERR_CONFLICT || (e == ERR_REUSED && !r->json_out))
        return facts_changed_meanwhile(r, &f);
    if (e != OK)
        return e;
    return reply_done(r, "/chat", 200, show_facts(r->arena, &f));
}

enum err page_chat_control_show(struct request *r)
{
    struct facts facts;
    enum intake_ask ask;
    if (!show_control_typed(r, &ask, &facts))
        return ERR_INPUT;
    struct intake_correction correction = {
        .form = r->form, .which = intake_ask_facts(ask), .seen = FACTS_ANY_VERSION, .facts = &facts};
    const enum err e = intake_correct(&r->site->coach, r->arena, r->user->id, &correction);
    if (e != OK)
        return e;
    return reply_done(r, "/chat#ask", 200, show_facts(r->arena, &facts));
}

/* What was read back is right. Something else that came meanwhile has to be read first. */
enum err page_chat_confirm_show(struct request *r)
{
    struct form_confirm_facts in = {0};
    struct facts facts = facts_none();
    FORM_FILL(r, confirm_facts, &in);
    struct intake_correction correction = {
        .form = r->form, .which = INTAKE_EVERY_FACT, .seen = in.version, .as_it_is = true, .facts = &facts};
    const enum err e = intake_correct(&r->site->coach, r->arena, r->user->id, &correction);
    if (e != OK && (e != ERR_CONFLICT || r->json_out))
        return e;
    return reply_done(r, "/chat#understood", 200, show_facts(r->arena, &facts));
}
