#include "web/show_chat.h"
#include "base/text.h"
#include "coach/intake.h"
#include "coach/read_back.h"
#include "web/show_coach.h"
#include "web/show_control.h"
#include "web/show_facts.h"

enum { WORDS_OF_JOB = 40 };

/* What they brought is as long as it is: its beginning tells which it was. */
static const char *text_shown(const struct request *r, const struct chat_message *turn)
{
    if (!turn->material || r->json_out)
        return turn->text;
    const char *head = text_head_words(r->arena, turn->text, WORDS_OF_JOB);
    return arena_printf(r->arena, "%s%s", head, text_if(!text_equal(head, turn->text), " …"));
}

static json *turns_view(struct request *r, const struct conversation *chat, const char **last_reply)
{
    struct arena *a = r->arena;
    json *list = json_new_array(a);
    for (size_t i = 0; i < chat->turns_n; i++) {
        const struct chat_message *turn = &chat->turns[i];
        json *one = json_new_object(a);
        json_put_text(a, one, "message_id", id_text(a, turn->id));
        json_put_bool(a, one, "user", turn->from_user);
        json_put_bool(a, one, "coach", !turn->from_user);
        json_put_text(a, one, "text", text_shown(r, turn));
        json_put_bool(a, one, "material", turn->material);
        json_put_bool(a, one, "moved", turn->moved);
        json_put_bool(a, one, "unanswered", turn->from_user && turn->state != CHAT_ANSWERED);
        json_put_text(a, one, "unanswered_text", show_coach_trouble(turn->why));
        json_put_text(a, one, "instead_text", show_coach_instead_of(a, turn->call));
        json_put_text(a, one, "at", clock_rfc3339(a, turn->at));
        json_add(a, list, one);
        if (!turn->from_user)
            *last_reply = turn->text;
    }
    return list;
}

static json *understood_view(struct request *r, const struct facts *facts, bool *unsure)
{
    struct arena *a = r->arena;
    struct read_back lines[READ_BACK_MOST];
    const clock_day today = clock_local_day(clock_now(), r->user->zone);
    const size_t n = read_back(r->site->coach.library, a, facts, today, lines);
    json *list = json_new_array(a);
    for (size_t i = 0; i < n; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "text", lines[i].text);
        json_put_text(a, one, "source", lines[i].source);
        json_put_bool(a, one, "unsure", lines[i].unsure);
        *unsure = *unsure || lines[i].unsure;
        json_put_text(a, one, "ask", intake_ask_name(lines[i].ask));
        if (!r->json_out) {
            json_put_int(a, one, "place", (int64_t)i + 1);
            json_put_text(a, one, "change",
                          arena_printf(a, "/chat?ask=%s#ask", intake_ask_name(lines[i].ask)));
        }
        json_add(a, list, one);
    }
    return list;
}

/* One action of a page is the primary one: to tell at first, then to answer what is asked, then to have a
 * plan proposed. */
static void put_primary(struct arena *a, json *view, bool told, bool asking, bool enough)
{
    json_put_bool(a, view, "primary_say", !told);
    json_put_bool(a, view, "primary_answer", told && asking);
    json_put_bool(a, view, "primary_propose", told && !asking && enough);
}

json *show_chat(struct request *r, const struct conversation *chat)
{
    struct arena *a = r->arena;
    const struct facts *facts = chat->facts;
    const char *still[4], *last_reply = "";
    const size_t missing_n = intake_missing(r->site->coach.library, facts, still);
    const enum intake_ask next = intake_ask_next(facts);
    bool unsure = false;
    json *view = json_new_object(a), *missing = json_new_array(a);
    json *turns = turns_view(r, chat, &last_reply), *understood = understood_view(r, facts, &unsure);
    for (size_t i = 0; i < missing_n; i++)
        json_add_text(a, missing, still[i]);
    json_put_text(a, view, "greeting", intake_greeting(r->site->coach.library));
    json_put(a, view, "turns", turns);
    json_put_text(a, view, "last_reply", last_reply);
    json_put(a, view, "facts", show_facts_form(r, facts));
    json_put(a, view, "understood", understood);
    json_put_bool(a, view, "has_understood", json_len(understood) > 0);
    json_put(a, view, "missing", missing);
    json_put_text(a, view, "asks", next < INTAKE_ASKS ? intake_ask_name(next) : "");
    json_put_bool(a, view, "enough", missing_n == 0);
    json_put_bool(a, view, "can_propose", !text_blank(facts->role));
    if (r->json_out)
        return view;
    json *asking = show_control(r, facts, chat->ask < INTAKE_ASKS ? chat->ask : next);
    json_put(a, view, "asking", asking);
    if (unsure)
        json_put(a, view, "to_confirm", json_put_int(a, json_new_object(a), "facts_version", facts->version));
    json_put_bool(a, view, "facts_open", r->fields == forms_facts && r->problems_n > 0);
    put_primary(a, view, chat->turns_n > 0 || json_len(understood) > 0, asking != NULL, missing_n == 0);
    return view;
}
