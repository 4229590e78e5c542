#include "coach/intake.h"
#include "base/text.h"
#include "coach/asking.h"
#include "coach/intake_ask.h"
#include "coach/intake_correct.h"
#include "coach/intake_heard.h"
#include "coach/intake_told.h"
#include "coach/turn.h"
#include "coach/turn_modes.h"
#include "library/library.h"
#include "store/context.h"
#include "store/idempotency.h"
#include "store/plan.h"

enum { TURNS_SENT = 12, MATERIAL_WORDS = 2000 };

/* ---- what was said (T1) ---- */

struct said {
    const struct library *library;
    struct form form;
    const struct intake_words *words;
    struct id message;
};

static enum err keep_material(struct work *w, const char *text)
{
    struct id id;
    const enum err e = text_blank(text) ? OK : id_new(&id);
    if (e != OK || text_blank(text))
        return e;
    return context_add_material(w, id, text);
}

/* An advert, a description or a CV alone: in a box of its own, or in that for their own words. */
static enum err bring(struct work *w, const struct said *said, const char *text, bool moved)
{
    struct chat_message turn = {.id = said->message, .text = text, .material = true, .moved = moved};
    const enum err e = chat_add_turn(w, &turn);
    if (e != OK)
        return e;
    return context_add_material(w, said->message, text);
}

/* Their own words; what they pasted among them is kept apart. */
static enum err tell(struct work *w, const struct said *said)
{
    const char *text = said->words->text;
    const struct intake_told_parts parts = intake_told_part(said->library, w->arena, text);
    struct chat_message turn = {.id = said->message, .text = text, .moved = !text_blank(parts.pasted)};
    if (text_blank(parts.own))
        return bring(w, said, text, true);
    enum err e = chat_add_turn(w, &turn);
    if (e == OK)
        e = context_add(w, said->message, parts.own);
    return e == OK ? keep_material(w, parts.pasted) : e;
}

/* The job beside their own words is no turn of its own. */
static enum err tell_or_bring(struct work *w, const struct said *said)
{
    if (text_blank(said->words->text))
        return bring(w, said, said->words->job, false);
    const enum err e = tell(w, said);
    return e == OK ? keep_material(w, said->words->job) : e;
}

enum err intake_keep_said(struct work *w, const struct library *library, struct id message,
                          const struct intake_words *words)
{
    const struct said said = {.library = library, .words = words, .message = message};
    return tell_or_bring(w, &said);
}

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
    if ((e = tell_or_bring(w, said)) != OK)
        return e;
    return idempotency_finish(w, said->form.id, "/chat");
}

enum err intake_say(struct coach *coach, struct arena *a, struct id user, struct form form,
                    const struct intake_words *words, struct id *message)
{
    struct said said = {.library = coach->library, .form = form, .words = words};
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
    struct context *told; /* and brought */
    size_t told_n;
};

static const struct chat_message *message_of(const struct turn *turn)
{
    static const struct chat_message none = {.text = ""};
    const struct intake_turn *own = turn->found;
    for (size_t i = 0; i < own->messages_n; i++)
        if (id_equal(own->messages[i].id, turn->id))
            return &own->messages[i];
    return &none;
}

/* Their own words in this turn, without what they pasted among them. */
static const char *own_words(const struct turn *turn)
{
    const struct intake_turn *own = turn->found;
    const struct chat_message *message = message_of(turn);
    for (size_t i = 0; i < own->told_n; i++)
        if (id_equal(own->told[i].id, message->id) && !own->told[i].material)
            return own->told[i].text;
    return message->material ? "" : message->text;
}

/* What they brought with it. */
static const char *material_of(const struct turn *turn)
{
    const struct intake_turn *own = turn->found;
    const struct chat_message *message = message_of(turn);
    const char *all = "";
    for (size_t i = 0; i < own->told_n; i++) {
        const struct context *one = &own->told[i];
        if (one->material && (id_equal(one->id, message->id) || one->added == message->at))
            all = arena_printf(turn->arena, "%s%s%s", all, text_if(*all, "\n\n"), one->text);
    }
    return text_head_words(turn->arena, all, MATERIAL_WORDS);
}

enum err intake_read(struct work *w, struct turn *turn)
{
    struct intake_turn *own = turn->found = arena_alloc(turn->arena, sizeof *own);
    user_want(w, &turn->account);
    facts_want(w, &own->facts);
    plan_want_current(w, &own->plan);
    chat_want(w, TURNS_SENT, &own->messages, &own->messages_n);
    context_want_all(w, &own->told, &own->told_n);
    return work_flush(w);
}

/* What they may be answering: what the last reply asked about, else all that is missing. */
static json *asked_for(struct arena *a, const struct facts *facts)
{
    json *list = json_new_array(a);
    for (enum intake_ask ask = 0; ask < INTAKE_ASKS; ask++)
        if (facts->asked >> ask & 1U)
            json_add_text(a, list, intake_ask_name(ask));
    if (facts->asked >> ASK_MINUTES & 1U || facts->asked >> ASK_DAYS & 1U)
        json_add_text(a, list, "time");
    for (size_t i = 0; !facts->asked && i < sizeof kinds / sizeof *kinds; i++)
        if (intake_ask_missing(facts, kinds[i].ask))
            json_add_text(a, list, kinds[i].name);
    return list;
}

json *intake_input(struct turn *turn)
{
    const struct intake_turn *own = turn->found;
    struct arena *a = turn->arena;
    json *in = json_new_object(a);
    json_put_text(a, in, "today", clock_date_text(a, clock_local_day(clock_now(), turn->account->zone)));
    json_put(a, in, "facts", asking_facts(a, own->facts));
    json_put_bool(a, in, "has_plan", own->plan != NULL);
    json_put(a, in, "greeting_asked_for", asked_for(a, own->facts));
    json_put_text(a, in, "message", own_words(turn));
    json_put_text(a, in, "material", material_of(turn));
    json *earlier = json_new_array(a);
    for (size_t i = 0; i < own->messages_n && !id_equal(own->messages[i].id, turn->id); i++) {
        const struct chat_message *message = &own->messages[i];
        if (message->material)
            continue;
        json *one = json_new_object(a);
        json_put_text(a, one, "who", message->from_user ? "user" : "coach");
        json_put_text(a, one, "text", message->text);
        json_add(a, earlier, one);
    }
    json_put(a, in, "messages", earlier);
    return in;
}

enum err intake_keep(struct work *w, struct turn *turn)
{
    const json *answer = turn->result.answer;
    const char *words = own_words(turn), *material = material_of(turn);
    const json *understood = intake_heard_facts(w->arena, &turn->result, words, material);
    struct facts *facts;
    enum err e = facts_read(w, &facts); /* anew: the user may have corrected a field meanwhile */
    if (e != OK)
        return e;
    const unsigned asked = intake_heard_asks(answer), before = facts->asked;
    const bool heard = json_members(understood) > 0;
    facts->asked = asked;
    if ((heard || asked != before) && asking_allows(w->user, STAGE_INTAKE, ACTION_NOTE_FACT)) {
        asking_take_facts(w->arena, understood, facts);
        intake_heard_in_job(facts, words, material);
        if ((e = facts_save(w, facts)) != OK)
            return e;
        if ((e = intake_correct_role(w, facts->role)) != OK)
            return e;
    }
    return chat_answer(w, turn->id, turn->try_no, json_get_text(answer, "reply", ""), understood,
                       asking_call(w->arena, &turn->result));
}

const char *intake_greeting(const struct library *library)
{
    return sentences_text(library_sentences(library), SAY_INTAKE_HELLO);
}
