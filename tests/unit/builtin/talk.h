#ifndef TEST_BUILTIN_TALK_H
#define TEST_BUILTIN_TALK_H

/* A talk with the built-in coach in the plan chat, and the library it knows. Today is Saturday 21 November
 * 2026. */

#include "base/fixture.h"
#include "base/rows.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_modes.h"
#include "llm/contract.h"
#include "llm/mode.h"

static struct arena *life;
static struct builtin *builtin;
static const struct library *library;
static const struct mode *chat_mode;

static inline int read_library(void **state)
{
    (void)state;
    struct modes *modes;
    const char *why = "";
    life = arena_new(256 << 20, false);
    if (builtin_read(life, "prompts/library", &builtin, &why) != OK ||
        mode_read_all(life, "prompts", &modes, &why) != OK)
        fail_msg("%s", why);
    library = builtin->library;
    chat_mode = mode_find(modes, "plan_chat");
    return 0;
}

static inline int free_library(void **state)
{
    (void)state;
    arena_free(life);
    return 0;
}

/* What is known, what is still asked for, the newest answer, and the turns before. */
static struct talk {
    json *facts, *missing, *answer, *turns;
} talk;

static inline int begin_talk(void **state)
{
    if (with_arena(state) != 0)
        return -1;
    talk.facts = json_new_object(a);
    talk.missing = json_new_array(a);
    talk.turns = json_new_array(a);
    json_add_text(a, talk.missing, "role");
    json_add_text(a, talk.missing, "time");
    json_add_text(a, talk.missing, "weak_areas");
    json_add_text(a, talk.missing, "motivation");
    return 0;
}

static inline void add_turn(const char *who, const char *text)
{
    json *turn = json_new_object(a);
    json_put_text(a, turn, "who", who);
    json_put_text(a, turn, "text", text);
    json_add(a, talk.turns, turn);
}

/* One turn: the answer must hold its contract, and what it understood is known from then on. */
static inline void say(const char *message)
{
    const char *why = "";
    json *in = json_new_object(a);
    json_put_text(a, in, "today", "2026-11-21");
    json_put(a, in, "facts", json_copy(a, talk.facts));
    json_put_bool(a, in, "has_plan", false);
    json_put_text(a, in, "message", message);
    json_put(a, in, "messages", json_copy(a, talk.turns));
    json_put(a, in, "greeting_asked_for", talk.missing);
    talk.answer = builtin_chat(builtin, a, in);
    if (contract_check(a, chat_mode->schema, talk.answer, &why) != OK ||
        contract_rules(a, "plan_chat", in, talk.answer, &why) != OK)
        found_wrong(arena_printf(a, "“%s”: the answer breaks its contract: %s", message, why));
    const json *said = json_get(talk.answer, "facts");
    for (size_t i = 0; i < json_members(said); i++) {
        const char *key;
        json *value = json_member(said, i, &key);
        json_put(a, talk.facts, key, value);
    }
    talk.missing = json_get(talk.answer, "missing");
    add_turn("user", message);
    add_turn("coach", json_get_text(talk.answer, "reply", ""));
}

static inline void start_over(void)
{
    void *none = NULL;
    without_arena(&none);
    begin_talk(&none);
}

/* One message to a coach who knows nothing yet, and what is understood of it; `date` "-": said to have none.
 * NULL or 0: must be left open. */
struct row {
    const char *message;
    const char *role;
    int minutes;
    const char *off; /* days off, Monday is 0 */
    const char *weak, *strong;
    int capacity;
    const char *date;
};

static inline const char *days_off(void)
{
    const json *list = json_get(talk.facts, "days_off");
    char *text = arena_alloc(a, 8);
    for (size_t i = 0; i < json_len(list); i++)
        text[i] = (char)('0' + json_int(json_at(list, i), 0));
    return text;
}

static inline void assert_text(const char *message, const char *what, const char *is, const char *wanted)
{
    if (!text_equal(text_fold(a, is), text_fold(a, wanted ? wanted : "")))
        found_wrong(
            arena_printf(a, "“%s”: %s is “%s”, wanted “%s”", message, what, is, wanted ? wanted : ""));
}

static inline void assert_number(const char *message, const char *what, int64_t is, int64_t wanted)
{
    if (is != wanted)
        found_wrong(arena_printf(a, "“%s”: %s is %lld, wanted %lld", message, what, (long long)is,
                                 (long long)wanted));
}

static inline void assert_known(const struct row *r)
{
    const char *date = json_get_text(talk.facts, "interview_date", "");
    assert_text(r->message, "role", json_get_text(talk.facts, "role", ""), r->role);
    assert_number(r->message, "minutes", json_get_int(talk.facts, "minutes", 0), r->minutes);
    assert_text(r->message, "days off", days_off(), r->off);
    assert_text(r->message, "weak", json_get_text(talk.facts, "weak", ""), r->weak);
    assert_text(r->message, "strong", json_get_text(talk.facts, "strong", ""), r->strong);
    assert_number(r->message, "capacity", json_get_int(talk.facts, "capacity", 0), r->capacity);
    assert_text(r->message, "date", json_get_bool(talk.facts, "no_interview_date", false) ? "-" : date,
                r->date);
}

static inline void look_at_talk(const json *row)
{
    start_over();
    say(json_get_text(row, "says", ""));
    assert_known(&(struct row){
        .message = json_get_text(row, "says", ""),
        .role = json_get_text(row, "role", ""),
        .minutes = (int)json_get_int(row, "minutes", 0),
        .off = json_get_text(row, "off", ""),
        .weak = json_get_text(row, "weak", ""),
        .strong = json_get_text(row, "strong", ""),
        .capacity = (int)json_get_int(row, "capacity", 0),
        .date = json_get_text(row, "date", ""),
    });
}

/* A table of messages; `of` says what its rows are about. */
static inline void assert_heard(const char *file, size_t least)
{
    static const char *const known[] = {"of",   "says",   "role",     "minutes", "off",
                                        "weak", "strong", "capacity", "date",    NULL};
    each_row(file, least, known, look_at_talk);
}

#define TALK_TEST(f) cmocka_unit_test_setup_teardown(f, begin_talk, without_arena)

#endif
