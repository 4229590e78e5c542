#include "coach/build_story.h"
#include "base/markdown.h"
#include "base/num.h"
#include "base/text.h"
#include "coach/asking.h"
#include "coach/turn.h"
#include "coach/turn_modes.h"
#include "store/context.h"
#include "store/idempotency.h"

enum { CONTEXT_WORDS = 2500 };

/* ---- a story begun (T1) ---- */

struct beginning {
    struct form form;
    struct id question, story;
};

static enum err begin(struct work *w, void *ctx)
{
    struct beginning *beginning = ctx;
    const char *done;
    enum err e = idempotency_begin(w, beginning->form, "story", &done);
    beginning->story = beginning->form.id;
    if (e != OK || done)
        return e;
    struct question *question;
    if ((e = question_read(w, beginning->question, &question)) != OK)
        return e;
    if (!question)
        return ERR_NOT_FOUND;
    const struct story story = {
        .id = beginning->story,
        .question = question->id,
        .question_text = question->text,
        .title = text_head_words(w->arena, question->text, 8),
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
    if ((e = story_insert(w, &story)) != OK)
        return e;
    return idempotency_finish(w, beginning->form.id,
                              arena_printf(w->arena, "/story/%s", id_text(w->arena, story.id)));
}

enum err build_story_begin(struct coach *coach, struct arena *a, struct id user, struct form form,
                           struct id question, struct id *story)
{
    struct beginning beginning = {.form = form, .question = question};
    const enum err e = db_transact(coach->db, a, user, begin, &beginning);
    *story = beginning.story;
    return e;
}

/* ---- its structure ---- */

/* What it is built from. */
struct build_story_turn {
    struct facts *facts;
    struct story *told;
    struct question *asked; /* the question that it answers; NULL for none */
    struct context *context;
    size_t context_n;
    struct story *others;
    size_t others_n;
};

enum err build_story_read(struct work *w, struct turn *turn)
{
    struct build_story_turn *own = turn->found = arena_alloc(turn->arena, sizeof *own);
    enum err e = story_read(w, turn->id, &own->told);
    if (e != OK)
        return e;
    if (!own->told)
        return ERR_NOT_FOUND;
    user_want(w, &turn->account);
    facts_want(w, &own->facts);
    context_want_all(w, &own->context, &own->context_n);
    story_want_all(w, &own->others, &own->others_n);
    if ((e = work_flush(w)) != OK)
        return e;
    own->context_n = context_only(own->context, own->context_n, false);
    return id_none(own->told->question) ? OK : question_read(w, own->told->question, &own->asked);
}

/* Their own words, newest first, as much as a mode takes. */
static const char *own_words(struct arena *a, const struct build_story_turn *own)
{
    struct buf b = buf_new(a, 512 * 1024);
    size_t left = CONTEXT_WORDS;
    for (size_t i = own->context_n; i > 0 && left > 0; i--) {
        const char *text = text_head_words(a, own->context[i - 1].text, left);
        const size_t words = text_words(text);
        left -= num_min(words, left);
        buf_add(&b, text);
        buf_add(&b, "\n\n");
    }
    return text_if(buf_status(&b) == OK, b.data);
}

json *build_story_input(struct turn *turn)
{
    const struct build_story_turn *own = turn->found;
    struct arena *a = turn->arena;
    json *in = json_new_object(a), *anchors = json_new_array(a), *titles = json_new_array(a);
    for (size_t i = 0; own->asked && i < own->asked->anchors_n; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "name", own->asked->anchors[i].name);
        json_put_text(a, one, "anchor", own->asked->anchors[i].text);
        json_add(a, anchors, one);
    }
    for (size_t i = 0; i < own->others_n; i++)
        if (!id_equal(own->others[i].id, turn->id))
            json_add_text(a, titles, own->others[i].title);
    json_put_text(a, in, "question", own->told->question_text);
    json_put(a, in, "anchors", anchors);
    json_put_text(a, in, "context", own_words(a, own));
    json_put(a, in, "stories", titles);
    json_put_text(a, in, "role", own->facts->role);
    return in;
}

enum err build_story_keep(struct work *w, struct turn *turn)
{
    const struct build_story_turn *own = turn->found;
    const json *answer = turn->result.answer;
    struct story story = *own->told;
    story.title = json_get_text(answer, "title", story.title);
    story.situation = json_get_text(answer, "situation", "");
    story.task = json_get_text(answer, "task", "");
    story.action = json_get_text(answer, "action", "");
    story.result = json_get_text(answer, "result", "");
    story.lesson = json_get_text(answer, "lesson", "");
    story.gaps = json_get(answer, "gaps");
    story.call = asking_call(w->arena, &turn->result);
    story.state = STORY_READY;
    story.try_no = turn->try_no;
    story.changed = clock_now();
    return story_save(w, &story);
}

/* ---- as a file ---- */

enum err build_story_markdown(struct arena *a, const struct story *all, size_t n, const char **out)
{
    enum { FILE_MOST = 16 * 1024 * 1024 };
    struct buf b = buf_new(a, FILE_MOST);
    buf_add(&b, "# My stories\n\n");
    for (size_t i = 0; i < n; i++) {
        const struct story *story = &all[i];
        markdown_heading(&b, story->title);
        markdown_part(&b, "Question", story->question_text);
        markdown_part(&b, "Situation", story->situation);
        markdown_part(&b, "Task", story->task);
        markdown_part(&b, "Action", story->action);
        markdown_part(&b, "Result", story->result);
        markdown_part(&b, "What I learned", story->lesson);
        markdown_part(&b, "As I would tell it", story->text);
    }
    *out = b.data;
    return buf_status(&b);
}
