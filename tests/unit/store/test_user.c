#include "store/fixture.h"

#include "store/call.h"
#include "store/chat.h"
#include "store/context.h"
#include "store/facts.h"
#include "store/saved_form.h"

static void blind(const char *name, uint8_t out[BLIND_BYTES])
{
    assert_int_equal(keyring_blind_name(fx.keys, name, out), OK);
}

static void test_user_is_found_by_login_name(void **state)
{
    (void)state;
    struct id user = new_user("found");
    uint8_t hash[BLIND_BYTES];
    blind("found", hash);
    struct user_found found;
    assert_int_equal(user_find(fx.app, fx.a, hash, &found), OK);
    assert_true(id_equal(found.id, user));
    assert_string_equal(found.password, "$argon2id$fake");
}

static void test_unknown_name_is_nobody(void **state)
{
    (void)state;
    uint8_t hash[BLIND_BYTES];
    blind("nobody-at-all", hash);
    struct user_found found;
    assert_int_equal(user_find(fx.app, fx.a, hash, &found), OK);
    assert_true(id_none(found.id));
    assert_null(found.password);
}

static void test_taken_name_is_a_conflict(void **state)
{
    (void)state;
    new_user("taken");
    struct user again = {
        .id = fresh_id(), .login_name = "taken", .name = "", .role = "", .zone = "UTC", .password = "x"};
    assert_int_equal(db_transact(fx.app, fx.a, again.id, insert_user, &again), ERR_CONFLICT);
}

static void test_same_sign_up_again_is_not_a_conflict(void **state)
{
    (void)state;
    struct user user = {
        .id = fresh_id(), .login_name = "again", .name = "", .role = "", .zone = "UTC", .password = "x"};
    assert_int_equal(db_transact(fx.app, fx.a, user.id, insert_user, &user), OK);
    assert_int_equal(db_transact(fx.app, fx.a, user.id, insert_user, &user), OK);
}

static enum err rename_user(struct work *w, void *ctx)
{
    struct user *u;
    enum err e = user_read(w, &u);
    if (e != OK)
        return e;
    u->name = ctx;
    u->builtin_only = true;
    return user_update(w, u);
}

static void test_profile_is_changed(void **state)
{
    (void)state;
    struct id user = new_user("profile");
    char name[] = "Sam";
    assert_int_equal(db_transact(fx.app, fx.a, user, rename_user, name), OK);
    struct user *u;
    assert_int_equal(user_read(work_reading_as(fx.app, fx.a, user), &u), OK);
    assert_string_equal(u->name, "Sam");
    assert_string_equal(u->login_name, "profile");
    assert_true(u->builtin_only);
}

static enum err fill(struct work *w, void *ctx)
{
    (void)ctx;
    struct id id;
    int try_no;
    enum err e = id_new(&id);
    if (e == OK)
        e = context_add(w, id, "I taught for nine years.");
    if (e == OK)
        e = facts_save(
            w, &(struct facts){
                   .role = "teacher", .days_off = 0x60, .interview = FACTS_NO_DATE, .weak_told = true});
    if (e == OK)
        e = chat_add_turn(w, &(struct chat_message){.id = id, .text = "Hello"});
    if (e == OK)
        e = chat_claim(w, id, 60, &try_no);
    if (e == OK)
        e = chat_answer(w, id, try_no, "Hello. Which role?", NULL, NULL);
    if (e == OK)
        e = saved_form_add(w, id, "/study/evaluate_answer/", "answer=Once");
    if (e == OK)
        e = call_add(
            w, &(struct call){
                   .id = id, .mode = "plan_chat", .provider = "builtin", .outcome = "ok", .tokens_in = 12});
    return e;
}

static enum err forget(struct work *w, void *ctx)
{
    (void)ctx;
    return user_delete(w);
}

static void test_deleted_user_leaves_no_row(void **state)
{
    (void)state;
    struct id user = new_user("deleted");
    log_in(user, fresh_hash());
    assert_int_equal(db_transact(fx.app, fx.a, user, fill, NULL), OK);
    assert_int_equal(db_transact(fx.app, fx.a, user, forget, NULL), OK);
    const char *id = id_text(fx.a, user);
    static const char *const tables[] = {"users", "user_keys",     "logins",      "contexts",
                                         "facts", "chat_messages", "model_calls", "parked"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        assert_int_equal(
            number(fx.super,
                   arena_printf(fx.a, "SELECT count(*) FROM gr.%s WHERE user_id = '%s'", tables[i], id)),
            0);
    assert_int_equal(db_transact(fx.app, fx.a, user, forget, NULL), ERR_NOT_FOUND);
}

static void test_facts_come_back(void **state)
{
    (void)state;
    struct id user = new_user("facts");
    struct facts *f;
    assert_int_equal(facts_read(work_reading_as(fx.app, fx.a, user), &f), OK);
    assert_string_equal(f->role, "");
    assert_int_equal(f->interview, FACTS_NO_DATE);
    assert_int_equal(db_transact(fx.app, fx.a, user, fill, NULL), OK);
    assert_int_equal(facts_read(work_reading_as(fx.app, fx.a, user), &f), OK);
    assert_string_equal(f->role, "teacher");
    assert_string_equal(f->weak, "");
    assert_int_equal(f->days_off, 0x60);
    assert_int_equal(f->interview, FACTS_NO_DATE);
    assert_true(f->weak_told);
}

static enum err fill_week(struct work *w, void *ctx)
{
    struct facts facts = {.role = "nurse",
                          .minutes = 20,
                          .minutes_by_day = {0, 0, 0, 0, 0, 60, 0},
                          .days_off = 0x40,
                          .weeks = 6};
    (void)ctx;
    facts_set_source(&facts, FACT_ROLE, "I am going for a nurse's job", false);
    facts_set_source(&facts, FACT_MINUTES_BY_DAY, "an hour on Saturdays", true);
    return facts_save(w, &facts);
}

static void test_sources_and_weekdays_come_back(void **state)
{
    (void)state;
    struct id user = new_user("sources");
    struct facts *f;
    assert_int_equal(db_transact(fx.app, fx.a, user, fill_week, NULL), OK);
    assert_int_equal(facts_read(work_reading_as(fx.app, fx.a, user), &f), OK);
    assert_string_equal(f->source[FACT_ROLE], "I am going for a nurse's job");
    assert_string_equal(f->source[FACT_MINUTES_BY_DAY], "an hour on Saturdays");
    assert_string_equal(f->source[FACT_MINUTES], "");
    assert_int_equal(f->unsure, 1U << FACT_MINUTES_BY_DAY);
    assert_int_equal(f->weeks, 6);
    assert_int_equal(facts_minutes_on(f, 0), 20);
    assert_int_equal(facts_minutes_on(f, 5), 60);
    assert_int_equal(facts_minutes_on(f, 6), 0);
    facts_drop(f, FACT_MINUTES_BY_DAY);
    assert_int_equal(f->unsure, 0);
    assert_int_equal(facts_minutes_on(f, 5), 20);
}

static void test_how_long_they_practise_is_known_of_every_day_or_not(void **state)
{
    (void)state;
    struct facts f = {.minutes_by_day = {0, 0, 0, 0, 0, 60, 0}};
    assert_false(facts_minutes_known(&f));
    f.days_off = 0x5f;
    assert_true(facts_minutes_known(&f));
    f.days_off = 0x7f;
    assert_false(facts_minutes_known(&f));
    f = (struct facts){.minutes = 10};
    assert_true(facts_minutes_known(&f));
}

static void test_parked_answer_waits_for_its_user(void **state)
{
    (void)state;
    struct id user = new_user("parked"), other = new_user("elsewhere");
    assert_int_equal(db_transact(fx.app, fx.a, user, fill, NULL), OK);
    struct work *w = work_reading_as(fx.app, fx.a, user);
    struct saved_form *p;
    size_t n;
    saved_form_want_all(w, &p, &n);
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(n, 1);
    assert_string_equal(p[0].form, "answer=Once");
    assert_string_equal(p[0].path, "/study/evaluate_answer/");
    struct work *theirs = work_reading_as(fx.app, fx.a, other);
    saved_form_want_all(theirs, &p, &n);
    assert_int_equal(work_flush(theirs), OK);
    assert_int_equal(n, 0);
}

static void test_model_calls_are_summed(void **state)
{
    (void)state;
    struct id user = new_user("calls");
    assert_int_equal(db_transact(fx.app, fx.a, user, fill, NULL), OK);
    struct work *w = work_reading_as(fx.app, fx.a, user);
    struct call_sums sums;
    struct call *c;
    size_t n;
    call_want_today(w, 0, &sums);
    call_want_recent(w, 5, &c, &n);
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(sums.calls, 1);
    assert_int_equal(sums.tokens_in, 12);
    assert_int_equal(n, 1);
    assert_string_equal(c[0].provider, "builtin");
}

/* ---- The plan chat ---- */

struct turn {
    struct id id;
    int turn, try_no;
    enum err said, claimed, again, late, answered;
};

static enum err say(struct work *w, void *ctx)
{
    struct turn *x = ctx;
    struct chat_message said = {.id = x->id, .text = "I want to be a nurse"};
    x->said = chat_add_turn(w, &said);
    x->turn = said.turn;
    return x->said;
}

static enum err claim(struct work *w, void *ctx)
{
    struct turn *x = ctx;
    return x->claimed = chat_claim(w, x->id, 60, &x->try_no);
}

static enum err answer(struct work *w, void *ctx)
{
    struct turn *x = ctx;
    json *understood = json_put_text(w->arena, json_new_object(w->arena), "role", "nurse");
    return x->answered = chat_answer(w, x->id, x->try_no, "Noted: nurse.", understood, NULL);
}

static enum err release(struct work *w, void *ctx)
{
    struct turn *x = ctx;
    return chat_release(w, x->id, x->try_no, "timeout");
}

static void test_turn_is_answered_once_by_the_try_that_holds(void **state)
{
    (void)state;
    struct id user = new_user("chat");
    struct turn x = {.id = fresh_id()};
    assert_int_equal(db_transact(fx.app, fx.a, user, say, &x), OK);
    assert_int_equal(x.turn, 0);
    assert_int_equal(db_transact(fx.app, fx.a, user, claim, &x), OK);
    assert_int_equal(x.try_no, 1);
    assert_int_equal(db_transact(fx.app, fx.a, user, claim, &x), ERR_BUSY);
    clock_shift(120); /* the lease has run out */
    struct turn late = x;
    assert_int_equal(db_transact(fx.app, fx.a, user, claim, &x), OK);
    assert_int_equal(x.try_no, 2);
    clock_shift(0);
    assert_int_equal(db_transact(fx.app, fx.a, user, answer, &late), ERR_CONFLICT);
    assert_int_equal(db_transact(fx.app, fx.a, user, answer, &x), OK);
    assert_int_equal(db_transact(fx.app, fx.a, user, answer, &x), ERR_CONFLICT);
    assert_int_equal(db_transact(fx.app, fx.a, user, claim, &x), ERR_CONFLICT);
    struct work *w = work_reading_as(fx.app, fx.a, user);
    struct chat_message *m;
    size_t n;
    chat_want(w, 10, &m, &n);
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(n, 2);
    assert_true(m[0].from_user);
    assert_int_equal(m[0].state, CHAT_ANSWERED);
    assert_string_equal(m[1].text, "Noted: nurse.");
    assert_string_equal(json_get_text(m[1].understood, "role", ""), "nurse");
    assert_null(m[0].understood);
}

struct told {
    struct chat_message turn;
    struct context text;
    enum err gone;
};

static enum err tell(struct work *w, void *ctx)
{
    struct told *x = ctx;
    enum err e = chat_add_turn(w, &x->turn);
    if (e == OK)
        e = context_add_material(w, x->text.id, x->text.text);
    return e;
}

static enum err tell_otherwise(struct work *w, void *ctx)
{
    struct told *x = ctx;
    enum err e = chat_change(w, &x->turn);
    if (e == OK)
        e = context_change(w, &x->text);
    return e;
}

static enum err take_back(struct work *w, void *ctx)
{
    struct told *x = ctx;
    enum err e = chat_delete(w, &x->turn);
    if (e == OK)
        e = context_delete(w, x->text.id);
    x->gone = context_delete(w, x->text.id);
    return e;
}

static void read_told(struct id user, struct chat_message **turn, size_t *turns, struct context **text,
                      size_t *n)
{
    struct work *w = work_reading_as(fx.app, fx.a, user);
    chat_want(w, 10, turn, turns);
    context_want_all(w, text, n);
    assert_int_equal(work_flush(w), OK);
}

static void test_what_was_told_is_corrected_and_taken_back(void **state)
{
    (void)state;
    struct id user = new_user("told");
    const struct id id = fresh_id();
    struct told x = {.turn = {.id = id, .text = "Baker wanted", .material = true, .moved = true},
                     .text = {.id = id, .text = "Baker wanted"}};
    struct chat_message *turn;
    struct context *text;
    size_t turns, n;
    assert_int_equal(db_transact(fx.app, fx.a, user, tell, &x), OK);
    read_told(user, &turn, &turns, &text, &n);
    assert_int_equal(turns, 1);
    assert_true(turn->material && turn->moved && text->material);
    assert_int_equal(context_only(text, n, false), 0);
    x.turn = *turn;
    x.text = *text;
    x.turn.text = x.text.text = "Pastry baker wanted";
    assert_int_equal(db_transact(fx.app, fx.a, user, tell_otherwise, &x), OK);
    read_told(user, &turn, &turns, &text, &n);
    assert_string_equal(turn->text, "Pastry baker wanted");
    assert_string_equal(text->text, "Pastry baker wanted");
    assert_int_equal(text->added, x.text.added);
    assert_int_equal(db_transact(fx.app, fx.a, user, take_back, &x), OK);
    assert_int_equal(x.gone, ERR_NOT_FOUND);
    read_told(user, &turn, &turns, &text, &n);
    assert_int_equal(turns + n, 0);
}

static void test_released_turn_can_be_claimed_at_once(void **state)
{
    (void)state;
    struct id user = new_user("released");
    struct turn x = {.id = fresh_id()};
    assert_int_equal(db_transact(fx.app, fx.a, user, say, &x), OK);
    assert_int_equal(db_transact(fx.app, fx.a, user, claim, &x), OK);
    assert_int_equal(db_transact(fx.app, fx.a, user, release, &x), OK);
    assert_int_equal(db_transact(fx.app, fx.a, user, claim, &x), OK);
    assert_int_equal(x.try_no, 2);
}

static void test_second_message_leaves_room_for_the_answer_to_the_first(void **state)
{
    (void)state;
    struct id user = new_user("quick");
    struct turn x = {.id = fresh_id()}, y = {.id = fresh_id()};
    assert_int_equal(db_transact(fx.app, fx.a, user, say, &x), OK);
    assert_int_equal(db_transact(fx.app, fx.a, user, say, &y), OK);
    assert_int_equal(y.turn, 2);
    assert_int_equal(db_transact(fx.app, fx.a, user, claim, &x), OK);
    assert_int_equal(db_transact(fx.app, fx.a, user, answer, &x), OK);
}

static void test_unknown_turn_is_not_found(void **state)
{
    (void)state;
    struct id user = new_user("unknown");
    struct turn x = {.id = fresh_id()};
    assert_int_equal(db_transact(fx.app, fx.a, user, claim, &x), ERR_NOT_FOUND);
}

/* ---- Rotation ---- */

static enum err rewrap(struct work *w, void *ctx)
{
    return user_rewrap(w, ctx);
}

static void test_keys_are_wrapped_anew_after_a_rotation(void **state)
{
    (void)state;
    struct id user = new_user("rotate");
    bool changed;
    assert_int_equal(db_transact(fx.app, fx.a, user, rewrap, &changed), OK);
    assert_false(changed);
    const char *path = arena_printf(fx.life, "%s/keys", fx.folder);
    const char *why = "";
    uint32_t kid;
    assert_int_equal(keyring_add(path, &kid, &why), OK);
    struct keyring *old = fx.keys;
    assert_int_equal(keyring_read(fx.life, path, &fx.keys, &why), OK);
    struct db *db = open_as(fx.conf, DB_APP);
    assert_int_equal(db_transact(db, fx.a, user, rewrap, &changed), OK);
    assert_true(changed);
    assert_int_equal(db_transact(db, fx.a, user, rewrap, &changed), OK);
    assert_false(changed);
    struct user *u;
    assert_int_equal(user_read(work_reading_as(db, fx.a, user), &u), OK);
    assert_string_equal(u->login_name, "rotate");
    assert_int_equal(user_read(work_reading_as(fx.app, fx.a, user), &u),
                     ERR_SEAL); /* a ring without the new key */
    db_close(db);
    fx.keys = old;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_user_is_found_by_login_name),
        TEST(test_unknown_name_is_nobody),
        TEST(test_taken_name_is_a_conflict),
        TEST(test_same_sign_up_again_is_not_a_conflict),
        TEST(test_profile_is_changed),
        TEST(test_deleted_user_leaves_no_row),
        TEST(test_facts_come_back),
        TEST(test_sources_and_weekdays_come_back),
        TEST(test_how_long_they_practise_is_known_of_every_day_or_not),
        TEST(test_parked_answer_waits_for_its_user),
        TEST(test_model_calls_are_summed),
        TEST(test_turn_is_answered_once_by_the_try_that_holds),
        TEST(test_what_was_told_is_corrected_and_taken_back),
        TEST(test_released_turn_can_be_claimed_at_once),
        TEST(test_second_message_leaves_room_for_the_answer_to_the_first),
        TEST(test_unknown_turn_is_not_found),
        TEST(test_keys_are_wrapped_anew_after_a_rotation),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
