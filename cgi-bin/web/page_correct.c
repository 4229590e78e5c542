#include "base/text.h"
#include "coach/correct.h"
#include "web/forms.h"
#include "web/page.h"
#include "web/reply.h"

/* What a person has to say about a mark: a tick put right, the mark called wrong. */

/* Back to the mark. */
static enum err said(struct request *r)
{
    json *view;
    const enum err e = page_answer_now(r, r->path_id[0], &view);
    if (e != OK)
        return e;
    return reply_done(r, arena_printf(r->arena, "/attempt/%s", id_text(r->arena, r->path_id[0])), 200, view);
}

/* There is no mark, or none with a score: the page says so. */
static enum err no_mark(struct request *r)
{
    if (!r->json_out)
        return said(r);
    return reply_fault(r, &(struct fault){.code = ERR_CONFLICT,
                                          .what = "This answer has no mark yet.",
                                          .kept = "The answer is kept.",
                                          .next = "Say it once the mark is there."});
}

enum err page_correct_tick_show(struct request *r)
{
    struct correct_tick in = {.attempt = r->path_id[0]};
    const char *wrong = NULL;
    FORM_UPDATE(r, tick, &in);
    const enum err e = correct_tick(&r->site->coach, r->arena, r->user->id, &in, &wrong);
    if (e == ERR_CONFLICT)
        return no_mark(r);
    if (e == ERR_INPUT && text_equal(wrong, "name"))
        request_problem(r, "name", "This mark has no anchor of that name.");
    else if (e == ERR_INPUT)
        request_problem(r, "quote", "Please choose the sentence of your answer in which you said it.");
    if (e != OK)
        return e;
    return said(r);
}

enum err page_correct_objection_show(struct request *r)
{
    struct correct_objection in = {.attempt = r->path_id[0]};
    FORM_UPDATE(r, objection, &in);
    const enum err e = correct_object(&r->site->coach, r->arena, r->user->id, &in);
    if (e == ERR_CONFLICT)
        return no_mark(r);
    if (e != OK)
        return e;
    return said(r);
}
