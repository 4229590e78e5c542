#include "coach/intake_told.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_modes.h"
#include "coach/asking.h"
#include "nlu/nlu.h"
#include "nlu/nlu_material.h"
#include "store/chat.h"
#include "store/context.h"
#include <limits.h>

struct intake_told_parts intake_told_part(const struct library *library, struct arena *a, const char *text)
{
    const struct nlu_plain plain = nlu_plain_of(library, a, text);
    const struct nlu_material parts = nlu_material_of(library, a, plain.text);
    if (parts.kind == MATERIAL_NONE)
        return (struct intake_told_parts){.own = text, .pasted = ""};
    return (struct intake_told_parts){.own = nlu_said(&plain, a, parts.own),
                                      .pasted = nlu_said(&plain, a, parts.pasted)};
}

/* ---- a text corrected or deleted ---- */

struct changing {
    const struct library *library;
    struct form form;
    struct id id;
    const char *text; /* NULL: it is deleted */
    struct user *user;
    struct facts *facts;
    struct context *told;
    size_t told_n;
    struct chat_message *turns;
    size_t turns_n;
};

static struct context *find(const struct changing *changing)
{
    for (size_t i = 0; i < changing->told_n; i++)
        if (id_equal(changing->told[i].id, changing->id))
            return &changing->told[i];
    return NULL;
}

/* The turn of the chat in which it was said. Accounts made before have another id for it: there the words
 * tell. */
static struct chat_message *turn_of(const struct changing *changing, const struct context *told)
{
    for (size_t i = 0; i < changing->turns_n; i++) {
        struct chat_message *turn = &changing->turns[i];
        if (turn->from_user && (id_equal(turn->id, told->id) || text_equal(turn->text, told->text)))
            return turn;
    }
    return NULL;
}

/* Drops what was heard in a text; a bit by enum fact for what was. */
static unsigned drop_heard(struct facts *facts, const char *text)
{
    unsigned dropped = 0;
    for (enum fact fact = 0; fact < FACTS_N; fact++) {
        const char *words = text_or(facts->source[fact], "");
        if (text_blank(words) || text_equal(words, FACTS_BY_HAND) || !text_contains(text, words))
            continue;
        facts_drop(facts, fact);
        dropped |= 1U << fact;
    }
    return dropped;
}

/* What the built-in coach hears in a text, as if it were all that was ever said. */
static const json *heard_in(const struct changing *changing, struct arena *a, const struct context *told)
{
    const struct facts nothing = facts_none();
    const struct builtin coach = {.library = changing->library};
    const clock_day day = clock_local_day(told->added, changing->user->zone);
    json *in = json_new_object(a);
    json_put_text(a, in, "today", clock_date_text(a, day));
    json_put(a, in, "facts", asking_facts(a, &nothing));
    json_put_bool(a, in, "has_plan", false);
    json_put(a, in, "greeting_asked_for", json_new_array(a));
    json_put_text(a, in, "message", told->material ? "" : told->text);
    json_put_text(a, in, "material", told->material ? told->text : "");
    json_put(a, in, "messages", json_new_array(a));
    return json_get(builtin_chat(&coach, a, in), "facts");
}

/* Takes one fact of others. */
static void take_over(struct facts *facts, const struct facts *other, enum fact fact)
{
    facts_copy(facts, other, fact);
    if (other->from_job >> fact & 1U)
        facts->from_job |= 1U << fact;
}

/* What was dropped, and what nobody knows yet of the text itself, is heard anew: the newest words count. */
static void hear_anew(const struct changing *changing, struct arena *a, unsigned dropped)
{
    struct facts *facts = changing->facts;
    for (size_t i = changing->told_n; i > 0; i--) {
        const struct context *told = &changing->told[i - 1];
        const bool itself = id_equal(told->id, changing->id);
        struct facts heard = facts_none();
        if (text_blank(told->text) || (!dropped && !itself))
            continue;
        asking_take_facts(a, heard_in(changing, a, told), &heard);
        for (enum fact fact = 0; fact < FACTS_N; fact++) {
            if (!facts_known(&heard, fact) || facts_known(facts, fact) || !(itself || dropped >> fact & 1U))
                continue;
            if (told->material)
                heard.from_job |= 1U << fact;
            take_over(facts, &heard, fact);
        }
    }
}

static enum err read_all(struct work *w, struct changing *changing)
{
    user_want(w, &changing->user);
    facts_want(w, &changing->facts);
    context_want_all(w, &changing->told, &changing->told_n);
    chat_want(w, INT_MAX, &changing->turns, &changing->turns_n);
    return work_flush(w);
}

/* In the conversation too: an answer to words that were never said does not stand. */
static enum err change_turn(struct work *w, struct chat_message *turn, const char *text)
{
    if (!text)
        return chat_delete(w, turn);
    turn->text = text;
    return chat_change(w, turn);
}

static enum err change_text(struct work *w, struct changing *changing, struct context *told)
{
    struct chat_message *turn = turn_of(changing, told);
    enum err e = OK;
    if (turn)
        e = change_turn(w, turn, changing->text);
    if (e != OK)
        return e;
    told->text = text_or(changing->text, "");
    return changing->text ? context_change(w, told) : context_delete(w, told->id);
}

static enum err change(struct work *w, void *ctx)
{
    struct changing *changing = ctx;
    const char *done;
    enum err e = idempotency_begin(w, changing->form, "told", &done);
    if (e != OK || done)
        return e;
    if ((e = read_all(w, changing)) != OK)
        return e;
    struct context *told = find(changing);
    if (!told || !changing->user)
        return ERR_NOT_FOUND;
    const unsigned dropped = drop_heard(changing->facts, told->text);
    if ((e = change_text(w, changing, told)) != OK)
        return e;
    hear_anew(changing, w->arena, dropped);
    if ((e = facts_save(w, changing->facts)) != OK)
        return e;
    changing->user->role = changing->facts->role;
    if ((e = user_update(w, changing->user)) != OK)
        return e;
    return idempotency_finish(w, changing->form.id, "/told");
}

enum err intake_told_change(struct coach *coach, struct arena *a, struct id user, struct form form,
                            struct id told, const char *text)
{
    struct changing changing = {.library = coach->library, .form = form, .id = told, .text = text};
    return db_transact(coach->db, a, user, change, &changing);
}
