#include "coach/practice_inner.h"

#include "base/text.h"
#include "library/library.h"
#include "store/idempotency.h"
#include "store/user.h"

/* What is asked next after an answer, answered in the same session. */

struct following {
    const struct coach *coach;
    struct form form;
    struct id attempt;
    struct practice_next next;
    bool before; /* the form was sent before */
};

/* What the new question is made of. */
struct follows {
    struct question *after;
    struct session *session;
    struct session_question *picks;
    size_t picks_n;
    struct question *known; /* all of the topic */
    size_t known_n;
    clock_day today;
};

static enum err read_follows(struct work *w, struct id attempt, struct follows *out)
{
    struct user *user;
    user_want(w, &user);
    question_want_attempt(w, attempt, &out->after);
    session_want_attempt(w, attempt, &out->session);
    session_question_want_attempt(w, attempt, &out->picks, &out->picks_n);
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    if (!out->after || !out->session || text_blank(out->after->follow_up))
        return ERR_NOT_FOUND;
    out->today = clock_local_day(clock_now(), user->zone);
    question_want_topic(w, out->after->topic, &out->known, &out->known_n);
    return work_flush(w);
}

static const struct question *asked_already(const struct follows *from)
{
    for (size_t i = 0; i < from->known_n; i++)
        if (text_equal(from->known[i].text, from->after->follow_up))
            return &from->known[i];
    return NULL;
}

/* Whoever thought of the first thought of what follows; what to look for nobody has said yet. */
static enum err make_question(struct work *w, const struct follows *from, struct id *id)
{
    struct question made = {
        .topic = from->after->topic,
        .text = from->after->follow_up,
        .kind = from->after->kind,
        .difficulty = from->after->difficulty,
        .seconds = from->after->seconds,
        .source = from->after->source,
        .key = "",
        .good = "",
        .follow_up = "",
        .memory = {.last_day = from->today, .due_day = from->today},
    };
    const enum err e = id_new(&made.id);
    *id = made.id;
    if (e != OK)
        return e;
    return question_insert(w, &made);
}

static bool is_offered(const struct follows *from, struct id question)
{
    for (size_t i = 0; i < from->picks_n; i++)
        if (id_equal(from->picks[i].question, question))
            return true;
    return false;
}

static int last_place(const struct follows *from)
{
    int last = 0;
    for (size_t i = 0; i < from->picks_n; i++)
        if (from->picks[i].place > last)
            last = from->picks[i].place;
    return last;
}

/* With the time that the question before it had. */
static int seconds_of(const struct follows *from)
{
    for (size_t i = 0; i < from->picks_n; i++)
        if (id_equal(from->picks[i].question, from->after->id))
            return from->picks[i].seconds;
    return from->after->seconds;
}

static enum err offer(struct work *w, const struct following *following, const struct follows *from)
{
    const struct session_question offered = {
        .session = from->session->id,
        .question = following->next.question,
        .place = last_place(from) + 1,
        .state = SESSION_QUESTION_OFFERED,
        .why = sentences_text(library_sentences(following->coach->library), SAY_PRACTICE_FOLLOW),
        .seconds = seconds_of(from),
        .draft = "",
    };
    return session_question_insert(w, &offered);
}

static enum err follow(struct work *w, void *ctx)
{
    struct following *following = ctx;
    struct follows from = {0};
    const char *done;
    enum err e = idempotency_begin(w, following->form, "follow", &done);
    if (e == OK)
        e = read_follows(w, following->attempt, &from);
    if (e != OK)
        return e;
    following->before = done != NULL;
    following->next.session = from.session->id;
    if (from.session->ended)
        return ERR_CONFLICT;
    const struct question *known = asked_already(&from);
    if (known)
        following->next.question = known->id;
    else if ((e = make_question(w, &from, &following->next.question)) != OK)
        return e;
    if (!is_offered(&from, following->next.question) && (e = offer(w, following, &from)) != OK)
        return e;
    return idempotency_finish(w, following->form.id, practice_path(w->arena, from.session->id));
}

enum err practice_follow(struct coach *coach, struct arena *a, struct id user, struct form form,
                         struct id attempt, struct practice_next *out)
{
    struct following following = {.coach = coach, .form = form, .attempt = attempt};
    struct form opening = {0};
    enum err e = db_transact(coach->db, a, user, follow, &following);
    *out = following.next;
    if (e != OK || following.before)
        return e;
    if ((e = id_new(&opening.id)) != OK)
        return e;
    return practice_open(coach, a, user, opening, out->session, out->question);
}
