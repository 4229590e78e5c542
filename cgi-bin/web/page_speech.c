#include "base/text.h"
#include "coach/dictation.h"
#include "coach/practice.h"
#include "web/forms.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/show_coach.h"

/* Recordings turned into text. The sound is in this request's memory and nowhere else. */

/* What did not become text: for a program a problem; a page says so beside the field. */
static enum err unheard(struct request *r, enum err e, const char *why, const char *kept)
{
    const char *sentence = show_coach_unheard(r->arena, why);
    if (!r->json_out) {
        request_problem(r, "audio", sentence);
        return OK;
    }
    return reply_fault(
        r, &(struct fault){
               .code = e, .what = "This recording did not become text.", .kept = kept, .next = sentence});
}

/* What a page says of what was heard. */
static void put_heard(struct request *r, json *view, const struct dictation_heard *heard, bool failed)
{
    if (r->json_out) {
        json_put_text(r->arena, view, "heard", heard->text);
        return;
    }
    json_put_bool(r->arena, view, "heard", !failed && !text_blank(heard->text));
    json_put_bool(r->arena, view, "silence", !failed && text_blank(heard->text));
}

/* ---- an answer ---- */

/* The question again, with what was heard in its box. */
static enum err show_question(struct request *r, const struct dictation_heard *heard, bool failed)
{
    json *view;
    fields_retype(r, "answer", NULL); /* the draft has it, and more */
    const enum err e = page_question_now(r, &view);
    if (e != OK)
        return e;
    put_heard(r, view, heard, failed);
    return reply_stream_end(r, "question", view);
}

static enum err hear_answer(struct request *r, const struct practice_dictation *in)
{
    struct dictation_heard heard;
    struct coach *c = &r->site->coach;
    const enum err outcome = dictation_hear(c, r->arena, r->user, in->sound, &heard);
    enum err e = OK;
    if (outcome == OK)
        e = practice_dictate_end(c, r->arena, r->user->id, in, heard.text);
    else
        e = unheard(r, outcome, heard.why, "What you typed is kept as the question’s draft.");
    if (e != OK || (outcome != OK && r->json_out))
        return e;
    return show_question(r, &heard, outcome != OK);
}

enum err page_speech_answer_show(struct request *r)
{
    bool before;
    struct arena *a = r->arena;
    struct practice_answer typed = {0};
    FORM_FILL(r, hear_answer, &typed);
    const struct practice_dictation in = {
        .form = r->form.id,
        .session = r->path_id[0],
        .question = r->path_id[1],
        .typed = typed.answer,
        .self_score = typed.self_score,
        .sound = &r->sound,
    };
    const char *back =
        arena_printf(a, "/session/%s/question/%s", id_text(a, in.session), id_text(a, in.question));
    enum err e = practice_dictate_begin(&r->site->coach, a, r->user->id, &in, &before);
    if (e != OK)
        return e;
    if (before && !r->json_out)
        return reply_done(r, back, 303, NULL);
    if (before)
        return show_question(r, &(struct dictation_heard){.text = "", .why = ""}, false);
    json *head = json_put_text(a, json_new_object(a), "back", back);
    if ((e = reply_stream_begin(r, "hearing", "Your recording is being turned into text", head)) != OK)
        return e;
    return hear_answer(r, &in);
}

/* ---- a form of which nothing is kept before it is sent: a message to the coach, a story ---- */

/* What was typed into the box, and what was heard after it. */
static void put_text(struct request *r, const char *typed, const char *heard)
{
    if (text_blank(heard))
        return;
    if (!text_blank(typed))
        heard = arena_printf(r->arena, "%s\n%s", typed, heard);
    fields_retype(r, "text", heard);
}

/* Hears; then what the form is now, as `now` reads it, or for a program what was heard. *view is NULL where
 * all has been said. */
static enum err hear_form(struct request *r, const char *title, const char *typed,
                          enum err (*now)(struct request *r, json **view), json **view)
{
    struct dictation_heard heard;
    *view = NULL;
    enum err e = reply_stream_begin(r, "hearing", title, json_new_object(r->arena));
    if (e != OK)
        return e;
    const enum err outcome = dictation_hear(&r->site->coach, r->arena, r->user, &r->sound, &heard);
    if (outcome != OK && (e = unheard(r, outcome, heard.why, NULL)) != OK)
        return e;
    if (r->json_out && outcome != OK)
        return OK;
    if (outcome == OK)
        put_text(r, typed, heard.text);
    json *form = json_new_object(r->arena);
    if (!r->json_out && (e = now(r, &form)) != OK)
        return e;
    put_heard(r, form, &heard, outcome != OK);
    *view = form;
    return OK;
}

enum err page_speech_chat_show(struct request *r)
{
    json *view;
    struct form_say said = {0};
    FORM_FILL(r, hear_chat, &said);
    const enum err e = hear_form(r, "Tell the coach", said.text, page_chat_now, &view);
    if (e != OK || !view)
        return e;
    return reply_stream_end(r, "chat", view);
}

enum err page_speech_story_show(struct request *r)
{
    json *view;
    struct story told = {0};
    FORM_FILL(r, hear_story, &told);
    enum err e = page_story_editor_now(r, &view); /* is there such a story, before anybody hears? */
    if (e == OK)
        e = hear_form(r, "Your story", told.text, page_story_editor_now, &view);
    if (e != OK || !view)
        return e;
    return reply_stream_end(r, "story", view);
}
