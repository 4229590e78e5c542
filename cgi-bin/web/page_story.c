#include "base/text.h"
#include "coach/build_story.h"
#include "store/idempotency.h"
#include "store/session.h"
#include "web/forms.h"
#include "web/maybe.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/show_coach.h"

/* The story file: building, editing, earlier versions, one Markdown file of all. */

static const char *story_path(struct request *r, struct id story)
{
    return arena_printf(r->arena, "/story/%s", id_text(r->arena, story));
}

/* What is told of a story, to be read; to a program, its fields. */
static void put_told(const struct request *r, json *view, const struct story *story)
{
    FORM_SHOW(r->arena, view, story, story);
    if (!r->json_out)
        json_put(r->arena, view, "parts", FORM_PARTS(r->arena, story, story));
}

/* Is anything told yet, but for the title? */
static bool is_told(struct arena *a, const struct story *story)
{
    const json *parts = FORM_PARTS(a, story, story);
    for (size_t i = 0; i < json_len(parts); i++)
        if (json_get_bool(json_at(parts, i), "told", false))
            return true;
    return false;
}

/* ---- the list and the file ---- */

struct stories_page {
    struct story *all;
    size_t n;
};

void page_story_list_want(struct request *r)
{
    struct stories_page *p = request_model(r, sizeof *p);
    story_want_all(r->work, &p->all, &p->n);
}

enum err page_story_list_show(struct request *r)
{
    struct arena *a = r->arena;
    const struct stories_page *p = r->model;
    json *view = json_new_object(a), *list = json_new_array(a);
    for (size_t i = 0; i < p->n; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "story_id", id_text(a, p->all[i].id));
        json_put_text(a, one, "story_title", p->all[i].title);
        json_put_text(a, one, "question", p->all[i].question_text);
        json_put_int(a, one, "version", p->all[i].version);
        json_put_bool(a, one, "to_build", p->all[i].state == STORY_ASKING);
        json_put_text(a, one, "changed", clock_rfc3339(a, p->all[i].changed));
        json_put_text(a, one, "changed_text", clock_moment(a, p->all[i].changed, r->user->zone));
        if (!r->json_out) {
            json_put_bool(a, one, "read", is_told(a, &p->all[i]));
            json_put(a, one, "parts", FORM_PARTS(a, story, &p->all[i]));
        }
        json_add(a, list, one);
    }
    json_put(a, view, "stories", list);
    json_put_bool(a, view, "has_stories", p->n > 0);
    return reply_page(r, "stories", "Your stories", view);
}

void page_story_file_want(struct request *r)
{
    struct stories_page *p = request_model(r, sizeof *p);
    story_want_all(r->work, &p->all, &p->n);
}

enum err page_story_file_show(struct request *r)
{
    const struct stories_page *p = r->model;
    const char *file;
    const enum err e = build_story_markdown(r->arena, p->all, p->n, &file);
    if (e != OK)
        return e;
    return reply_file(r, "text/markdown; charset=utf-8", "stories.md", file);
}

/* ---- one story ---- */

struct editing {
    struct story *story;
    struct story *versions; /* earlier ones, newest first */
    size_t versions_n;
    struct session *running;
};

static void want_story(struct work *w, struct id id, struct editing *editing)
{
    story_want(w, id, &editing->story);
    story_want_versions(w, id, &editing->versions, &editing->versions_n);
    session_want_running(w, &editing->running);
}

/* What is stored now. */
static enum err read_story(struct request *r, struct id id, struct editing *editing)
{
    struct work *w = work_reading_as(r->site->db, r->arena, r->user->id);
    want_story(w, id, editing);
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    return err_unless(editing->story != NULL, ERR_NOT_FOUND);
}

static json *versions_view(struct request *r, const struct editing *editing)
{
    struct arena *a = r->arena;
    json *list = json_new_array(a);
    for (size_t i = 0; i < editing->versions_n; i++) {
        json *one = json_new_object(a);
        json_put_int(a, one, "number", editing->versions[i].version);
        json_put_text(a, one, "saved_text", clock_moment(a, editing->versions[i].changed, r->user->zone));
        json_add(a, list, one);
    }
    return list;
}

/* The editor: what was typed, where a form is given back, else what is stored. */
static json *story_view(struct request *r, const struct editing *editing)
{
    struct arena *a = r->arena;
    const bool asking = editing->story->state == STORY_ASKING;
    const char *state = "ready", *unanswered = "";
    struct id session = {0};
    if (asking) {
        state = "to_build";
        unanswered = show_coach_trouble(editing->story->why);
    }
    if (editing->running)
        session = editing->running->id;
    json *view = json_new_object(a);
    json_put_text(a, view, "story_id", id_text(a, editing->story->id));
    json_put_text(a, view, "question_id", maybe_id(a, editing->story->question));
    json_put_text(a, view, "question", editing->story->question_text);
    json_put_int(a, view, "version", editing->story->version);
    json_put_text(a, view, "state", state);
    json_put_bool(a, view, "to_build", asking);
    json_put_text(a, view, "unanswered_text", unanswered);
    json_put_text(a, view, "instead_text", show_coach_instead_of(a, editing->story->call));
    json_put(a, view, "gaps", maybe_list(a, editing->story->gaps));
    json_put_bool(a, view, "has_gaps", json_len(editing->story->gaps) > 0);
    json_put_text(a, view, "changed", clock_rfc3339(a, editing->story->changed));
    json_put_text(a, view, "changed_text", clock_moment(a, editing->story->changed, r->user->zone));
    json_put(a, view, "versions", versions_view(r, editing));
    json_put_bool(a, view, "has_versions", editing->versions_n > 0);
    json_put_text(a, view, "session_id", maybe_id(a, session));
    if (!r->json_out) { /* to be read first; while the coach still asks, or a form is given back, the boxes
                           are open */
        json_put_bool(a, view, "read",
                      request_is_get(r) && is_told(a, editing->story) && json_len(editing->story->gaps) == 0);
        show_coach_speech(r, view);
    }
    put_told(r, view, editing->story);
    fields_give_back(r, view, forms_story);
    return view;
}

/* A form that is given back still means the version it was opened with: what was saved meanwhile in another
 * window is not overwritten unseen. */
static json *given_back(struct request *r, const struct editing *editing)
{
    struct story typed = {0};
    json *view = story_view(r, editing);
    const bool came = FORM_FILL(r, story, &typed) || FORM_FILL(r, hear_story, &typed);
    if (came && typed.version > 0)
        json_put_int(r->arena, view, "version", typed.version);
    return view;
}

enum err page_story_editor_now(struct request *r, json **view)
{
    struct editing s = {0};
    const enum err e = read_story(r, r->path_id[0], &s);
    if (e == OK)
        *view = given_back(r, &s);
    return e;
}

void page_story_editor_want(struct request *r)
{
    want_story(r->work, r->path_id[0], request_model(r, sizeof(struct editing)));
}

enum err page_story_editor_show(struct request *r)
{
    const struct editing *s = r->model;
    if (!s->story)
        return ERR_NOT_FOUND;
    return reply_page(r, "story", s->story->title, given_back(r, s));
}

/* ---- saving ---- */

/* Is every part of its structure told? */
static bool is_whole(const struct story *story)
{
    return !text_blank(story->situation) && !text_blank(story->task) && !text_blank(story->action) &&
           !text_blank(story->result) && !text_blank(story->lesson);
}

/* The same save twice is once: what is stored says the same already. Another save meanwhile: ERR_CONFLICT.
 * What a program leaves out stays as it is. */
static enum err save(struct work *w, void *ctx)
{
    const struct request *r = ctx;
    struct story *stored;
    enum err e = story_read(w, r->path_id[0], &stored);
    if (e != OK)
        return e;
    if (!stored)
        return ERR_NOT_FOUND;
    struct story typed = *stored;
    FORM_UPDATE(r, story, &typed);
    if (FORM_SAME(story, stored, &typed))
        return OK;
    if (stored->version != typed.version)
        return ERR_CONFLICT;
    if (is_whole(&typed)) /* what the coach asked for is answered */
        typed.gaps = NULL;
    typed.state = STORY_READY;
    typed.changed = clock_now();
    return story_save(w, &typed);
}

/* Two tabs: what was typed stays in the boxes, beside what is stored; saving again means these words. */
static enum err saved_elsewhere(struct request *r)
{
    struct editing s = {0};
    if (r->json_out)
        return reply_fault(r, &(struct fault){.code = ERR_CONFLICT,
                                              .what = "This story was saved meanwhile, with other words.",
                                              .kept = "What is stored stays as it is.",
                                              .next = "Read it again, and save with its version."});
    const enum err e = read_story(r, r->path_id[0], &s);
    if (e != OK)
        return e;
    json *view = story_view(r, &s), *stored = json_new_object(r->arena);
    put_told(r, stored, s.story);
    json_put(r->arena, view, "stored", stored);
    return reply_page_status(r, 409, "story", "This story was changed meanwhile", view);
}

enum err page_story_save_show(struct request *r)
{
    struct editing s = {0};
    enum err e = db_transact(r->site->db, r->arena, r->user->id, save, r);
    if (e == ERR_CONFLICT)
        return saved_elsewhere(r);
    if (e == OK)
        e = read_story(r, r->path_id[0], &s);
    if (e != OK)
        return e;
    return reply_done(r, story_path(r, r->path_id[0]), 200, story_view(r, &s));
}

static enum err drop(struct work *w, void *ctx)
{
    const struct request *r = ctx;
    const char *done;
    enum err e = idempotency_begin(w, r->form, "story_delete", &done);
    if (e != OK || done)
        return e;
    if ((e = story_delete(w, r->path_id[0])) != OK)
        return e;
    return idempotency_finish(w, r->form.id, "/stories");
}

enum err page_story_delete_show(struct request *r)
{
    const enum err e = db_transact(r->site->db, r->arena, r->user->id, drop, r);
    if (e != OK)
        return e;
    json *view = json_new_object(r->arena);
    json_put_text(r->arena, view, "story_id", id_text(r->arena, r->path_id[0]));
    json_put_bool(r->arena, view, "deleted", true);
    return reply_done(r, "/stories", 200, view);
}

/* ---- building with the coach ---- */

/* The story exists: asks for its structure while the page arrives, then shows what is stored. */
static enum err build_now(struct request *r, struct id story)
{
    struct editing s = {0};
    json *head = json_new_object(r->arena);
    json_put_text(r->arena, head, "story_id", id_text(r->arena, story));
    enum err e = reply_stream_begin(r, "story_build", "Building your story", head);
    if (e != OK)
        return e;
    const enum err built = reply_turn(r, TURN_STORY, story);
    if ((e = read_story(r, story, &s)) != OK)
        return e;
    json *view = story_view(r, &s);
    if (!r->json_out) {
        json_put_bool(r->arena, view, "elsewhere", built == ERR_BUSY && s.story->state == STORY_ASKING);
        json_put_bool(r->arena, view, "failed", built != ERR_BUSY && s.story->state == STORY_ASKING);
    }
    return reply_stream_end(r, "story", view);
}

enum err page_story_begin_show(struct request *r)
{
    struct id story;
    const enum err e =
        build_story_begin(&r->site->coach, r->arena, r->user->id, r->form, r->path_id[0], &story);
    if (e != OK)
        return e;
    return build_now(r, story);
}

enum err page_story_build_show(struct request *r)
{
    struct editing s = {0};
    const enum err e = read_story(r, r->path_id[0], &s);
    if (e != OK)
        return e;
    return build_now(r, r->path_id[0]);
}

/* ---- earlier versions ---- */

void page_story_version_want(struct request *r)
{
    want_story(r->work, r->path_id[0], request_model(r, sizeof(struct editing)));
}

static struct story *version_of(struct editing *editing, int number)
{
    if (editing->story && editing->story->version == number)
        return editing->story;
    for (size_t i = 0; i < editing->versions_n; i++)
        if (editing->versions[i].version == number)
            return &editing->versions[i];
    return NULL;
}

enum err page_story_version_show(struct request *r)
{
    struct arena *a = r->arena;
    struct editing *s = r->model;
    struct story *old = version_of(s, r->path_number);
    if (!s->story || !old)
        return ERR_NOT_FOUND;
    json *view = json_new_object(a);
    put_told(r, view, old);
    json_put_text(a, view, "story_id", id_text(a, s->story->id));
    json_put_text(a, view, "question", old->question_text);
    json_put_int(a, view, "number", old->version);
    json_put_int(a, view, "version", s->story->version);
    json_put_bool(a, view, "earlier", old->version != s->story->version);
    json_put_text(a, view, "saved_text", clock_moment(a, old->changed, r->user->zone));
    return reply_page(r, "story_version", "An earlier version", view);
}
