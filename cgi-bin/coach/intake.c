#include "coach/intake.h"
#include "base/text.h"
#include "coach/asking.h"
#include "store/context.h"
#include "store/idempotency.h"
#include "store/plan.h"

enum { TURNS_SENT = 12 };

struct said {
    struct id form;
    const char *text;
    struct id message;
};

static enum err say(struct work *w, void *ctx)
{
    struct said *s = ctx;
    const char *done;
    enum err e = idempotency_begin(w, s->form, "chat", &done);
    if (e != OK)
        return e;
    s->message = s->form;
    if (done)
        return OK;
    struct id context;
    int turn;
    if ((e = id_new(&context)) != OK)
        return e;
    if ((e = chat_add_user(w, s->message, s->text, &turn)) != OK)
        return e;
    if ((e = context_add(w, context, s->text)) != OK)
        return e;
    return idempotency_finish(w, s->form, "/chat");
}

enum err intake_say(struct coach *c, struct arena *a, struct id user, struct id form, const char *text,
                    struct id *message)
{
    struct said s = {.form = form, .text = text};
    const enum err e = db_transact(c->db, a, user, say, &s);
    *message = s.message;
    return e;
}

/* What answering one turn needs, and what came of it. */
struct turn {
    struct coach *c;
    struct id message;
    int try_no;
    struct user *user;
    struct facts *facts;
    struct plan *plan;
    struct chat_message *messages;
    size_t messages_n;
    const struct ask_result *result;
};

static enum err claim_turn(struct work *w, void *ctx)
{
    struct turn *t = ctx;
    enum err e = chat_claim(w, t->message, conf_int(t->c->conf, "model.lease_seconds"), &t->try_no);
    if (e != OK)
        return e;
    user_want(w, &t->user);
    facts_want(w, &t->facts);
    const ticket plan = plan_want_current(w), chat = chat_want(w, TURNS_SENT);
    if ((e = work_flush(w)) != OK)
        return e;
    if ((e = plan_take(w, plan, &t->plan)) != OK)
        return e;
    return chat_take(w, chat, &t->messages, &t->messages_n);
}

/* Each kind of fact that is still missing: its name in the contract, and in words. */
static const struct {
    const char *name, *words;
} kinds[] = {
    {"role", "the role you are going for"},
    {"time", "the time you have"},
    {"weak_areas", "where you feel weak"},
    {"motivation", "how much energy you have for this"},
};

static bool is_missing(const struct facts *f, size_t kind)
{
    switch (kind) {
    case 0:
        return text_blank(f->role);
    case 1:
        return f->minutes <= 0;
    case 2:
        return !f->weak_told && text_blank(f->weak);
    default:
        return f->capacity == 0 && text_blank(f->motivation);
    }
}

size_t intake_missing(const struct facts *f, const char *out[4])
{
    size_t n = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_missing(f, i))
            out[n++] = kinds[i].words;
    return n;
}

static json *turn_input(struct arena *a, const struct turn *t)
{
    json *in = json_new_object(a);
    json_put_text(a, in, "today", clock_date_text(a, clock_local_day(clock_now(), t->user->zone)));
    json_put(a, in, "facts", asking_facts(a, t->facts));
    json_put_bool(a, in, "has_plan", t->plan != NULL);
    json *asked_for = json_new_array(a);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_missing(t->facts, i))
            json_add_text(a, asked_for, kinds[i].name);
    json_put(a, in, "greeting_asked_for", asked_for);
    json *earlier = json_new_array(a);
    for (size_t i = 0; i < t->messages_n; i++) {
        const struct chat_message *m = &t->messages[i];
        if (id_equal(m->id, t->message)) {
            json_put_text(a, in, "message", m->text);
            break;
        }
        json *one = json_new_object(a);
        json_put_text(a, one, "who", m->from_user ? "user" : "coach");
        json_put_text(a, one, "text", m->text);
        json_add(a, earlier, one);
    }
    json_put(a, in, "messages", earlier);
    return in;
}

/* The user anew: their password or name may have changed while the coach was thinking. */
static enum err keep_role(struct work *w, const char *role)
{
    struct user *user;
    const enum err e = user_read(w, &user);
    if (e != OK)
        return e;
    if (!user)
        return ERR_NOT_FOUND;
    if (text_equal(user->role, role))
        return OK;
    user->role = role;
    return user_update(w, user);
}

static enum err keep_turn(struct work *w, void *ctx)
{
    struct turn *t = ctx;
    const json *answer = t->result->answer;
    const json *understood = json_get(answer, "facts");
    struct facts *f;
    enum err e = facts_read(w, &f); /* anew: the user may have corrected a field meanwhile */
    if (e != OK)
        return e;
    if (json_members(understood) > 0 && asking_allows(w->user, STAGE_INTAKE, ACTION_NOTE_FACT)) {
        asking_take_facts(w->arena, understood, f);
        if ((e = facts_save(w, f)) != OK)
            return e;
        if ((e = keep_role(w, f->role)) != OK)
            return e;
    }
    return chat_answer(w, t->message, t->try_no, json_get_text(answer, "reply", ""), understood,
                       asking_call(w->arena, t->result));
}

enum err intake_answer(struct coach *c, struct arena *a, struct id user, struct id message,
                       struct listener to)
{
    struct turn t = {.c = c, .message = message};
    enum err e = db_transact(c->db, a, user, claim_turn, &t);
    if (e != OK)
        return e;
    struct ask_result result = {0};
    const struct asking q = {
        .stage = STAGE_INTAKE,
        .action = ACTION_ASK,
        .mode = "plan_chat",
        .input = turn_input(a, &t),
        .user = t.user,
        .to = to,
    };
    if ((e = asking_do(c, a, user, &q, &result)) != OK)
        return asking_gave_up(c, a, user, &(struct asking_claim){chat_release, message, t.try_no}, &result,
                              e);
    t.result = &result;
    return db_transact(c->db, a, user, keep_turn, &t);
}

struct correction {
    struct id form;
    const struct facts *facts;
};

static enum err correct(struct work *w, void *ctx)
{
    const struct correction *k = ctx;
    const char *done;
    enum err e = idempotency_begin(w, k->form, "facts", &done);
    if (e != OK || done)
        return e;
    if ((e = keep_role(w, k->facts->role)) != OK)
        return e;
    if ((e = facts_save(w, k->facts)) != OK)
        return e;
    return idempotency_finish(w, k->form, "/chat");
}

enum err intake_correct(struct coach *c, struct arena *a, struct id user, struct id form,
                        const struct facts *f)
{
    struct correction k = {.form = form, .facts = f};
    return db_transact(c->db, a, user, correct, &k);
}

const char *intake_greeting(void)
{
    return "Hello, I am glad you are here. Tell me which role you are going for, how much time you have for "
           "practice, "
           "where you feel weak, and how much energy you have for this. In any order, in your own words; you "
           "can also "
           "paste your whole story.";
}
