#include "coach/build_story.h"
#include "base/markdown.h"
#include "base/text.h"
#include "coach/asking.h"
#include "store/context.h"
#include "store/idempotency.h"

enum { CONTEXT_WORDS = 2500 };

struct telling {
    struct coach *c;
    struct id form, question, story;
    int try_no;
    struct user *user;
    struct facts *facts;
    struct story *told;
    struct question *asked;
    struct context *context;
    size_t context_n;
    struct story *others;
    size_t others_n;
    const struct ask_result *result;
};

static enum err begin(struct work *w, void *ctx)
{
    struct telling *t = ctx;
    const char *done;
    enum err e = idempotency_begin(w, t->form, "story", &done);
    t->story = t->form;
    if (e != OK || done)
        return e;
    struct question *q;
    if ((e = question_read(w, t->question, &q)) != OK)
        return e;
    if (!q)
        return ERR_NOT_FOUND;
    const struct story s = {
        .id = t->story,
        .question = q->id,
        .question_text = q->text,
        .title = text_head_words(w->arena, q->text, 8),
        .situation = "",
        .task = "",
        .action = "",
        .result = "",
        .lesson = "",
        .text = "",
        .version = 1,
        .state = STORY_ASKING,
        .created = clock_now(),
        .changed = clock_now(),
    };
    if ((e = story_insert(w, &s)) != OK)
        return e;
    return idempotency_finish(w, t->form, arena_printf(w->arena, "/story/%s", id_text(w->arena, s.id)));
}

enum err build_story_begin(struct coach *c, struct arena *a, struct id user, struct id form,
                           struct id question, struct id *story)
{
    struct telling t = {.c = c, .form = form, .question = question};
    const enum err e = db_transact(c->db, a, user, begin, &t);
    *story = t.story;
    return e;
}

static enum err claim(struct work *w, void *ctx)
{
    struct telling *t = ctx;
    enum err e = story_claim(w, t->story, conf_int(t->c->conf, "model.lease_seconds"), &t->try_no);
    if (e != OK)
        return e;
    if ((e = story_read(w, t->story, &t->told)) != OK)
        return e;
    if (!t->told)
        return ERR_NOT_FOUND;
    user_want(w, &t->user);
    facts_want(w, &t->facts);
    const ticket context = context_want_all(w), others = story_want_all(w);
    if ((e = work_flush(w)) != OK)
        return e;
    if ((e = context_take_all(w, context, &t->context, &t->context_n)) != OK)
        return e;
    if ((e = story_take_all(w, others, &t->others, &t->others_n)) != OK)
        return e;
    t->asked = NULL;
    return id_none(t->told->question) ? OK : question_read(w, t->told->question, &t->asked);
}

/* Their own words, newest first, as much as a mode takes. */
static const char *own_words(struct arena *a, const struct telling *t)
{
    struct buf b = buf_new(a, 512 * 1024);
    size_t left = CONTEXT_WORDS;
    for (size_t i = t->context_n; i > 0 && left > 0; i--) {
        const char *text = text_head_words(a, t->context[i - 1].text, left);
        const size_t words = text_words(text);
        left = words < left ? left - words : 0;
        buf_add(&b, text);
        buf_add(&b, "\n\n");
    }
    return buf_status(&b) == OK ? b.data : "";
}

static json *story_input(struct arena *a, const struct telling *t)
{
    json *in = json_new_object(a), *anchors = json_new_array(a), *titles = json_new_array(a);
    for (size_t i = 0; t->asked && i < t->asked->anchors_n; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "name", t->asked->anchors[i].name);
        json_put_text(a, one, "anchor", t->asked->anchors[i].text);
        json_add(a, anchors, one);
    }
    for (size_t i = 0; i < t->others_n; i++)
        if (!id_equal(t->others[i].id, t->story))
            json_add_text(a, titles, t->others[i].title);
    json_put_text(a, in, "question", t->told->question_text);
    json_put(a, in, "anchors", anchors);
    json_put_text(a, in, "context", own_words(a, t));
    json_put(a, in, "stories", titles);
    json_put_text(a, in, "role", t->facts->role);
    return in;
}

static enum err keep(struct work *w, void *ctx)
{
    struct telling *t = ctx;
    const json *answer = t->result->answer;
    struct story s = *t->told;
    s.title = json_get_text(answer, "title", s.title);
    s.situation = json_get_text(answer, "situation", "");
    s.task = json_get_text(answer, "task", "");
    s.action = json_get_text(answer, "action", "");
    s.result = json_get_text(answer, "result", "");
    s.lesson = json_get_text(answer, "lesson", "");
    s.gaps = json_get(answer, "gaps");
    s.call = asking_call(w->arena, t->result);
    s.state = STORY_READY;
    s.try_no = t->try_no;
    s.changed = clock_now();
    return story_save(w, &s);
}

enum err build_story_run(struct coach *c, struct arena *a, struct id user, struct id story,
                         struct listener to)
{
    struct telling t = {.c = c, .story = story};
    enum err e = db_transact(c->db, a, user, claim, &t);
    if (e != OK)
        return e;
    struct ask_result result = {0};
    const struct asking q = {
        .stage = STAGE_PRACTICE,
        .action = ACTION_BUILD_STORY,
        .mode = "build_story",
        .input = story_input(a, &t),
        .user = t.user,
        .to = to,
    };
    if ((e = asking_do(c, a, user, &q, &result)) != OK)
        return asking_gave_up(c, a, user, &(struct asking_claim){story_release, story, t.try_no}, &result, e);
    t.result = &result;
    return db_transact(c->db, a, user, keep, &t);
}

enum err build_story_markdown(struct arena *a, const struct story *all, size_t n, const char **out)
{
    enum { FILE_MOST = 16 * 1024 * 1024 };
    struct buf b = buf_new(a, FILE_MOST);
    buf_add(&b, "# My stories\n\n");
    for (size_t i = 0; i < n; i++) {
        const struct story *s = &all[i];
        markdown_heading(&b, s->title);
        markdown_part(&b, "Question", s->question_text);
        markdown_part(&b, "Situation", s->situation);
        markdown_part(&b, "Task", s->task);
        markdown_part(&b, "Action", s->action);
        markdown_part(&b, "Result", s->result);
        markdown_part(&b, "What I learned", s->lesson);
        markdown_part(&b, "As I would tell it", s->text);
    }
    *out = b.data;
    return buf_status(&b);
}
