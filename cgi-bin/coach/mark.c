#include "coach/mark.h"
#include "base/text.h"
#include "coach/asking.h"
#include "coach/doubt.h"
#include "coach/memory.h"
#include "coach/turn.h"
#include "coach/turn_modes.h"
#include "store/job.h"
#include "store/memory_log.h"
#include "store/session.h"

/* What a mark rests on. */
struct mark_turn {
    struct facts *facts;
    struct attempt *attempt;
    const struct attempt *before; /* the newest marked one at the same question before this; NULL if none */
    struct question *question;
    struct session *session;
    const char *doubt; /* of a model's mark, once it was looked at */
};

static const struct attempt *marked_before(const struct attempt *all, size_t n, const struct attempt *now)
{
    const struct attempt *best = NULL;
    for (size_t i = 0; i < n; i++)
        if (attempt_scored(&all[i]) && !id_equal(all[i].id, now->id) && all[i].answered <= now->answered &&
            (!best || all[i].answered >= best->answered))
            best = &all[i];
    return best;
}

enum err mark_read(struct work *w, struct turn *turn)
{
    struct mark_turn *own = turn->found = arena_alloc(turn->arena, sizeof *own);
    enum err e = attempt_read(w, turn->id, &own->attempt);
    if (e != OK)
        return e;
    if (!own->attempt)
        return ERR_NOT_FOUND;
    struct attempt *all;
    size_t n;
    user_want(w, &turn->account);
    facts_want(w, &own->facts);
    attempt_want_question(w, own->attempt->question, &all, &n);
    question_want(w, own->attempt->question, &own->question);
    session_want(w, own->attempt->session, &own->session);
    if ((e = work_flush(w)) != OK)
        return e;
    own->before = marked_before(all, n, own->attempt);
    return err_unless(own->question && own->session, ERR_NOT_FOUND);
}

static json *anchors_json(struct arena *a, const struct question *question)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < question->anchors_n; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "name", question->anchors[i].name);
        json_put_text(a, one, "anchor", question->anchors[i].text);
        json *words = json_from_lines(a, question->anchors[i].words);
        if (words)
            json_put(a, one, "words", words);
        json_add(a, list, one);
    }
    return list;
}

json *mark_input(struct turn *turn)
{
    const struct mark_turn *own = turn->found;
    struct arena *a = turn->arena;
    json *in = json_new_object(a);
    json_put_text(a, in, "key", own->question->key);
    json_put_text(a, in, "question", own->question->text);
    json_put_text(a, in, "kind", own->question->kind);
    json_put_text(a, in, "difficulty", difficulty_name(own->question->difficulty));
    json_put_text(a, in, "topic", own->session->topic_name);
    json_put_text(a, in, "role", own->facts->role);
    json_put(a, in, "anchors", anchors_json(a, own->question));
    json_put_text(a, in, "good", own->question->good);
    json_put_int(a, in, "seconds", own->question->seconds);
    json_put_int(a, in, "time_taken", own->attempt->seconds);
    json_put_bool(a, in, "late", own->attempt->late);
    json_put_text(a, in, "answer", own->attempt->answer);
    json *previous = NULL;
    if (own->before) {
        previous = json_new_object(a);
        json_put_text(a, previous, "answer", own->before->answer);
        json_put_int(a, previous, "score", own->before->mark->score);
    }
    json_put(a, in, "previous", previous);
    return in;
}

static size_t take_points(const json *list, const char *out[MARK_POINTS])
{
    size_t n = 0;
    for (; n < json_len(list) && n < MARK_POINTS; n++)
        out[n] = json_text(json_at(list, n), "");
    return n;
}

/* What an anchor is: as the answer has it, or as it was given. */
static const char *anchor_text(struct arena *a, const struct question *question, const json *one)
{
    const char *name = text_fold(a, text_trim(a, json_get_text(one, "name", "")));
    const char *said = json_get_text(one, "anchor", "");
    for (size_t i = 0; text_blank(said) && i < question->anchors_n; i++)
        if (text_equal(text_fold(a, text_trim(a, question->anchors[i].name)), name))
            said = question->anchors[i].text;
    return said;
}

/* A sentence that may be an anchor which is not landed: letter for letter of the answer, or none. */
static const char *take_perhaps(const json *one, const char *text)
{
    const char *perhaps = json_get_text(one, "perhaps", "");
    if (json_get_bool(one, "landed", false) || !text_contains(text, perhaps))
        return "";
    return perhaps;
}

void mark_take(struct arena *a, const json *answer, const struct question *question, const char *text,
               struct mark *out)
{
    const json *anchors = json_get(answer, "anchors");
    *out = (struct mark){
        .score = (int)json_get_int(answer, "score", 0),
        .why = "",
        .confidence = json_get_text(answer, "confidence", ""),
        .anchors_n = json_len(anchors),
        .anchors = arena_array(a, json_len(anchors), sizeof *out->anchors),
    };
    if (out->score == 0)
        out->why = json_get_text(answer, "why", "");
    out->praise_n = take_points(json_get(answer, "positive_feedback"), out->praise);
    out->improve_n = take_points(json_get(answer, "improvement_areas"), out->improve);
    for (size_t i = 0; i < out->anchors_n; i++) {
        const json *one = json_at(anchors, i);
        const char *quote = json_get_text(one, "quote", "");
        if (!text_contains(text, quote)) /* checked by the contract too: never shown otherwise */
            quote = "";
        out->anchors[i] = (struct landed){
            .name = json_get_text(one, "name", ""),
            .anchor = anchor_text(a, question, one),
            .landed = json_get_bool(one, "landed", false),
            .quote = quote,
            .perhaps = take_perhaps(one, text),
        };
    }
}

/* A model's question has none of its own: they are what the first mark looked for. */
static void take_anchors(struct arena *a, const json *list, struct question *question)
{
    question->anchors_n = json_len(list);
    question->anchors = arena_array(a, question->anchors_n, sizeof *question->anchors);
    for (size_t i = 0; i < question->anchors_n; i++)
        question->anchors[i] = (struct anchor){
            .name = json_get_text(json_at(list, i), "name", ""),
            .text = json_get_text(json_at(list, i), "anchor", ""),
        };
}

/* The question remembers: FSRS on the user's local day, with the interview as the horizon. */
static enum err remember(struct work *w, const struct turn *turn, int score)
{
    const struct mark_turn *own = turn->found;
    struct question *question;
    enum err e = question_read(w, own->question->id, &question); /* anew: another mark may have come in */
    if (e != OK)
        return e;
    if (!question)
        return ERR_NOT_FOUND;
    const clock_day day = clock_local_day(own->attempt->answered, turn->account->zone);
    const struct memory_log log = {.question = question->id,
                                   .attempt = own->attempt->id,
                                   .day = day,
                                   .rating = (int)memory_rating(score)};
    question->memory = memory_review(question->memory, memory_rating(score), day, own->facts->interview);
    question->last_score = score;
    question->last_late = own->attempt->late;
    if (score > question->best_score)
        question->best_score = score;
    if (question->anchors_n == 0)
        take_anchors(w->arena, json_get(turn->result.answer, "anchors"), question);
    if ((e = memory_log_add(w, &log)) != OK)
        return e;
    return question_save(w, question);
}

enum err mark_keep(struct work *w, struct turn *turn)
{
    struct mark_turn *own = turn->found;
    struct mark mark;
    mark_take(w->arena, turn->result.answer, own->question, own->attempt->answer, &mark);
    if (!own->doubt)
        own->doubt = doubt_of_mark(turn->coach, turn->arena, mark_input(turn), &turn->result);
    if (own->doubt) /* no model says of itself how sure it is */
        mark.confidence = own->doubt;
    enum err e = attempt_mark(w, turn->id, turn->try_no, &mark, asking_exchange(w->arena, &turn->result));
    if (e != OK)
        return e;
    if (mark.score > 0 && (e = remember(w, turn, mark.score)) != OK)
        return e;
    return job_done_by_hand(w, JOB_MARK, id_text(w->arena, turn->id));
}

enum err mark_put_off(struct work *w, struct id attempt, const struct trouble *trouble)
{
    clock_time due = trouble->again;
    if (due == 0)
        due = clock_now();
    return job_put_off(w, JOB_MARK, id_text(w->arena, attempt), due, trouble->why);
}

bool mark_by_model(const struct coach *coach, struct arena *a, const struct user *user)
{
    return !conf_bool(coach->conf, "model.off") &&
           ask_on_wire(coach->asker, a, "evaluate_answer", !policy_agreed(coach, user));
}

static enum err reopen(struct work *w, void *ctx)
{
    const struct id *attempt = ctx;
    enum err e = attempt_reopen(w, *attempt);
    if (e != OK)
        return e;
    const struct attempt nothing_said = {.id = *attempt,
                                         .objection = ""}; /* that was of the mark that went */
    if ((e = attempt_save_said(w, &nothing_said)) != OK)
        return e;
    return job_queue_again(w, JOB_MARK, id_text(w->arena, *attempt), clock_now());
}

enum err mark_reopen(struct coach *coach, struct arena *a, struct id user, struct id attempt)
{
    return db_transact(coach->db, a, user, reopen, &attempt);
}

static bool landed_in(const struct mark *mark, const char *name)
{
    for (size_t i = 0; i < mark->anchors_n; i++)
        if (mark->anchors[i].landed && text_equal(mark->anchors[i].name, name))
            return true;
    return false;
}

static void landed_only_in(struct arena *a, const struct mark *in, const struct mark *other,
                           const char ***out, size_t *n)
{
    *out = arena_array(a, in->anchors_n, sizeof **out);
    *n = 0;
    for (size_t i = 0; i < in->anchors_n; i++)
        if (in->anchors[i].landed && !landed_in(other, in->anchors[i].name))
            (*out)[(*n)++] = in->anchors[i].name;
}

void mark_compare(struct arena *a, const struct mark *before, const struct mark *now, struct mark_change *out)
{
    *out = (struct mark_change){.score_before = before->score, .score_now = now->score};
    landed_only_in(a, now, before, &out->gained, &out->gained_n);
    landed_only_in(a, before, now, &out->lost, &out->lost_n);
}
