#include "coach/intake.h"
#include "base/text.h"
#include "coach/asking.h"
#include "coach/intake_ask.h"
#include "coach/intake_heard.h"
#include "coach/turn.h"
#include "coach/turn_modes.h"
#include "library/library.h"
#include "store/context.h"
#include "store/idempotency.h"
#include "store/plan.h"

enum { TURNS_SENT = 12 };

struct said {
    struct form form;
    const char *text;
    struct id message;
};

static enum err say(struct work *w, void *ctx)
{
    struct said *said = ctx;
    const char *done;
    enum err e = idempotency_begin(w, said->form, "chat", &done);
    if (e != OK)
        return e;
    said->message = said->form.id;
    if (done)
        return OK;
    struct id context;
    int turn;
    if ((e = id_new(&context)) != OK)
        return e;
    if ((e = chat_add_user(w, said->message, said->text, &turn)) != OK)
        return e;
    if ((e = context_add(w, context, said->text)) != OK)
        return e;
    return idempotency_finish(w, said->form.id, "/chat");
}

enum err intake_say(struct coach *coach, struct arena *a, struct id user, struct form form, const char *text,
                    struct id *message)
{
    struct said said = {.form = form, .text = text};
    const enum err e = db_transact(coach->db, a, user, say, &said);
    *message = said.message;
    return e;
}

/* ---- what is still to be asked ---- */

/* Each kind of fact that a plan wants: its name in the contract, and in words. */
static const struct {
    const char *name;
    enum sentence words;
    enum intake_ask ask;
} kinds[] = {
    {"role", SAY_INTAKE_ROLE, ASK_ROLE},
    {"time", SAY_INTAKE_TIME, ASK_MINUTES},
    {"weak_areas", SAY_INTAKE_WEAK, ASK_WEAK},
    {"motivation", SAY_INTAKE_ENERGY, ASK_ENERGY},
};

size_t intake_missing(const struct library *library, const struct facts *facts, const char *out[4])
{
    size_t n = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (intake_ask_missing(facts, kinds[i].ask))
            out[n++] = sentences_text(library_sentences(library), kinds[i].words);
    return n;
}

/* ---- an answer to what was said ---- */

/* What it rests on. */
struct intake_turn {
    struct facts *facts;
    struct plan *plan;
    struct chat_message *messages;
    size_t messages_n;
};

enum err intake_read(struct work *w, struct turn *turn)
{
    struct intake_turn *own = turn->found = arena_alloc(turn->arena, sizeof *own);
    user_want(w, &turn->account);
    facts_want(w, &own->facts);
    plan_want_current(w, &own->plan);
    chat_want(w, TURNS_SENT, &own->messages, &own->messages_n);
    return work_flush(w);
}

json *intake_input(struct turn *turn)
{
    const struct intake_turn *own = turn->found;
    struct arena *a = turn->arena;
    json *in = json_new_object(a);
    json_put_text(a, in, "today", clock_date_text(a, clock_local_day(clock_now(), turn->account->zone)));
    json_put(a, in, "facts", asking_facts(a, own->facts));
    json_put_bool(a, in, "has_plan", own->plan != NULL);
    json *asked_for = json_new_array(a);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (intake_ask_missing(own->facts, kinds[i].ask))
            json_add_text(a, asked_for, kinds[i].name);
    json_put(a, in, "greeting_asked_for", asked_for);
    json *earlier = json_new_array(a);
    for (size_t i = 0; i < own->messages_n; i++) {
        const struct chat_message *message = &own->messages[i];
        if (id_equal(message->id, turn->id)) {
            json_put_text(a, in, "message", message->text);
            break;
        }
        const char *who = message->from_user ? "user" : "coach";
        json *one = json_new_object(a);
        json_put_text(a, one, "who", who);
        json_put_text(a, one, "text", message->text);
        json_add(a, earlier, one);
    }
    json_put(a, in, "messages", earlier);
    return in;
}

/* The words that are being answered. */
static const char *message_of(const struct turn *turn)
{
    const struct intake_turn *own = turn->found;
    for (size_t i = 0; i < own->messages_n; i++)
        if (id_equal(own->messages[i].id, turn->id))
            return own->messages[i].text;
    return "";
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

enum err intake_keep(struct work *w, struct turn *turn)
{
    const json *answer = turn->result.answer;
    const json *understood = intake_heard_facts(w->arena, &turn->result, message_of(turn));
    struct facts *facts;
    enum err e = facts_read(w, &facts); /* anew: the user may have corrected a field meanwhile */
    if (e != OK)
        return e;
    const unsigned asked = intake_heard_asks(answer), before = facts->asked;
    const bool heard = json_members(understood) > 0;
    facts->asked = asked;
    if ((heard || asked != before) && asking_allows(w->user, STAGE_INTAKE, ACTION_NOTE_FACT)) {
        asking_take_facts(w->arena, understood, facts);
        if ((e = facts_save(w, facts)) != OK)
            return e;
        if ((e = keep_role(w, facts->role)) != OK)
            return e;
    }
    return chat_answer(w, turn->id, turn->try_no, json_get_text(answer, "reply", ""), understood,
                       asking_call(w->arena, &turn->result));
}

/* ---- corrected by hand ---- */

struct correction {
    struct form form;
    struct facts *facts;
    int seen; /* the version that was corrected */
};

/* Do they say the same? Of what has no box the first may say nothing. */
static bool same_facts(const struct facts *one, const struct facts *other)
{
    for (enum fact fact = 0; fact < FACTS_N; fact++)
        if (!facts_same(one, other, fact))
            return false;
    return !one->days || text_equal(one->days, text_or(other->days, ""));
}

/* What was set by hand has that as its source, and is sure; so is what was seen and left as it was. What is
 * as it was heard before keeps its words. */
static void by_hand(const struct facts *before, struct facts *facts)
{
    for (enum fact fact = 0; fact < FACTS_N; fact++) {
        const char *words = before->source[fact];
        const bool heard = facts_same(before, facts, fact) && !text_blank(text_or(words, "")) &&
                           !(before->unsure >> fact & 1U);
        if (!facts_known(facts, fact))
            facts_set_source(facts, fact, "", false);
        else if (heard)
            facts_set_source(facts, fact, words, false);
        else
            facts_set_source(facts, fact, FACTS_BY_HAND, false);
    }
}

/* Their words on when they practise have no box: they hold as long as the week is what they said. */
static void keep_days(const struct facts *stored, struct facts *facts)
{
    const bool same =
        facts_same(stored, facts, FACT_DAYS_OFF) && facts_same(stored, facts, FACT_MINUTES_BY_DAY);
    if (!facts->days)
        facts->days = same ? stored->days : "";
}

static enum err correct(struct work *w, void *ctx)
{
    struct correction *correction = ctx;
    struct facts *stored;
    const char *done;
    enum err e = idempotency_begin(w, correction->form, "facts", &done);
    if (e != OK)
        return e;
    if ((e = facts_read(w, &stored)) != OK)
        return e;
    correction->facts->version = stored->version;
    if (done)
        return OK;
    const bool known = correction->seen == FACTS_ANY_VERSION || correction->seen == stored->version;
    if (!known && !same_facts(correction->facts, stored))
        return ERR_CONFLICT;
    by_hand(stored, correction->facts);
    keep_days(stored, correction->facts);
    intake_ask_settle(stored, correction->facts);
    if ((e = keep_role(w, correction->facts->role)) != OK)
        return e;
    if ((e = facts_save(w, correction->facts)) != OK)
        return e;
    correction->facts->version++;
    return idempotency_finish(w, correction->form.id, "/chat");
}

enum err intake_correct(struct coach *coach, struct arena *a, struct id user, struct form form,
                        struct facts *facts)
{
    struct correction correction = {.form = form, .facts = facts, .seen = facts->version};
    return db_transact(coach->db, a, user, correct, &correction);
}

const char *intake_greeting(const struct library *library)
{
    return sentences_text(library_sentences(library), SAY_INTAKE_HELLO);
}
