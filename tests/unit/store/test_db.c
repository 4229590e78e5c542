#include "store/fixture.h"

#include "store/context.h"
#include "store/facts.h"
#include "store/idempotency.h"

/* ---- Transactions ---- */

struct adding {
    struct id id, op;
    const char *text, *content; /* content: what the form brought */
    int runs, fail_first;
    enum err answer;
    const char *done;
};

static enum err add_context(struct work *w, void *ctx)
{
    struct adding *x = ctx;
    x->runs++;
    enum err e = idempotency_begin(w, (struct form){x->op, x->content}, "test", &x->done);
    if (e != OK || x->done != NULL)
        return e;
    if ((e = context_add(w, x->id, x->text)) != OK)
        return e;
    if ((e = idempotency_finish(w, x->op, "/there/")) != OK)
        return e;
    return x->answer;
}

static int64_t contexts_of(struct id user)
{
    return number(fx.super, arena_printf(fx.a, "SELECT count(*) FROM gr.contexts WHERE user_id = '%s'",
                                         id_text(fx.a, user)));
}

static void test_same_form_twice_is_one_row(void **state)
{
    (void)state;
    struct id user = new_user("form");
    struct adding x = {.id = fresh_id(), .op = fresh_id(), .text = "Once"};
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    assert_null(x.done);
    x.id = fresh_id();
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    assert_string_equal(x.done, "/there/");
    assert_int_equal(contexts_of(user), 1);
}

static void test_same_form_with_the_same_in_it_is_one_row_and_with_something_else_is_told(void **state)
{
    (void)state;
    struct id user = new_user("content");
    struct adding x = {.id = fresh_id(), .op = fresh_id(), .text = "Once", .content = "{\"text\":\"one\"}"};
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    assert_string_equal(x.done, "/there/");
    x.content = "{\"text\":\"two\"}";
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), ERR_REUSED);
    assert_null(x.done);
    assert_int_equal(contexts_of(user), 1);
    x.content = "{\"text\":\"one\"}"; /* the first one stands */
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    assert_string_equal(x.done, "/there/");
}

/* Whoever has the database alone can't guess what was sent: only the user's key gives the hash. */
static void test_what_a_form_brought_is_kept_as_a_hash_of_its_users_key(void **state)
{
    (void)state;
    struct id op = fresh_id();
    for (int i = 0; i < 2; i++) {
        struct adding x = {.id = fresh_id(), .op = op, .text = "Once", .content = "{\"text\":\"yes\"}"};
        struct id user = new_user(arena_printf(fx.a, "hash%d", i));
        assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    }
    const char *of_it = arena_printf(fx.a, " FROM gr.ops WHERE id = '%s'", id_text(fx.a, op));
    assert_int_equal(number(fx.super, arena_printf(fx.a, "SELECT count(DISTINCT fingerprint)%s", of_it)), 2);
    assert_int_equal(
        number(fx.super,
               arena_printf(fx.a, "SELECT count(*)%s AND fingerprint = sha256('{\"text\":\"yes\"}')", of_it)),
        0);
}

/* A form that an earlier release took: nobody knows what it brought. */
static void test_form_of_unknown_content_is_taken_for_the_same(void **state)
{
    (void)state;
    struct id user = new_user("unknown");
    struct adding x = {.id = fresh_id(), .op = fresh_id(), .text = "Once"};
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    x.content = "{\"text\":\"one\"}";
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    assert_string_equal(x.done, "/there/");
}

static void test_form_of_another_kind_is_refused(void **state)
{
    (void)state;
    struct id user = new_user("kind");
    struct adding x = {.id = fresh_id(), .op = fresh_id(), .text = "Once"};
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    execute(fx.super, "UPDATE gr.ops SET kind = 'other'");
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), ERR_CONFLICT);
}

static void test_error_rolls_everything_back(void **state)
{
    (void)state;
    struct id user = new_user("back");
    struct adding x = {.id = fresh_id(), .op = fresh_id(), .text = "Never", .answer = ERR_INPUT};
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), ERR_INPUT);
    assert_int_equal(contexts_of(user), 0);
    x.answer = OK;
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    assert_null(x.done);
    assert_int_equal(contexts_of(user), 1);
}

static enum err swallow(struct work *w, void *ctx)
{
    struct adding *x = ctx;
    enum err e = context_add(w, x->id, x->text);
    if (e == OK)
        e = context_add(w, x->id, x->text);
    x->answer = e;
    return OK; /* a careless caller */
}

static void test_swallowed_failure_still_fails_the_transaction(void **state)
{
    (void)state;
    struct id user = new_user("careless");
    struct adding x = {.id = fresh_id(), .text = "Twice"};
    assert_int_equal(db_transact(fx.app, fx.a, user, swallow, &x), ERR_CONFLICT);
    assert_int_equal(x.answer, ERR_CONFLICT);
    assert_int_equal(contexts_of(user), 0);
}

static enum err forget_to_flush(struct work *w, void *ctx)
{
    struct adding *x = ctx;
    const enum err e = context_add(w, x->id, x->text);
    struct facts *facts;
    facts_want(w, &facts);
    return e;
}

static void test_rows_that_nobody_waited_for_fail_the_transaction(void **state)
{
    (void)state;
    struct id user = new_user("unseen");
    struct adding x = {.id = fresh_id(), .text = "Unseen"};
    assert_int_equal(db_transact(fx.app, fx.a, user, forget_to_flush, &x), ERR_INTERNAL);
    assert_int_equal(contexts_of(user), 0);
}

/* Changes the facts on another connection between reading and writing them, the first `fail_first` times. */
static enum err race(struct work *w, void *ctx)
{
    struct adding *x = ctx;
    struct facts *f;
    enum err e = facts_read(w, &f);
    if (e != OK)
        return e;
    if (x->runs++ < x->fail_first)
        execute(fx.super, arena_printf(fx.a, "UPDATE gr.facts SET changed = now() WHERE user_id = '%s'",
                                       id_text(fx.a, w->user)));
    f->minutes++;
    return facts_save(w, f);
}

static void test_serialization_failure_runs_again(void **state)
{
    (void)state;
    struct id user = new_user("serial");
    struct adding x = {.fail_first = 0};
    assert_int_equal(db_transact(fx.app, fx.a, user, race, &x), OK);
    x = (struct adding){.fail_first = 2};
    assert_int_equal(db_transact(fx.app, fx.a, user, race, &x), OK);
    assert_int_equal(x.runs, 3);
    struct work *w = work_reading_as(fx.app, fx.a, user);
    struct facts *f;
    assert_int_equal(facts_read(w, &f), OK);
    assert_int_equal(f->minutes, 2);
}

static void test_endless_serialization_failures_say_busy(void **state)
{
    (void)state;
    struct id user = new_user("endless");
    struct adding x = {.fail_first = 0};
    assert_int_equal(db_transact(fx.app, fx.a, user, race, &x), OK);
    x = (struct adding){.fail_first = 1000};
    assert_int_equal(db_transact(fx.app, fx.a, user, race, &x), ERR_BUSY);
    assert_int_equal(x.runs, 6);
    x.fail_first = 0;
    assert_int_equal(db_transact(fx.app, fx.a, user, race, &x), OK);
}

/* ---- Lost connections ---- */

static void end_app_connections(void)
{
    number(fx.super,
           "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE usename = 'gr_app'");
}

static void test_connection_lost_between_requests_is_not_noticed(void **state)
{
    (void)state;
    struct id user = new_user("idle");
    const uint8_t *hash = fresh_hash();
    log_in(user, hash);
    end_app_connections();
    struct work *w = work_reading(fx.app, fx.a, hash);
    struct user *u;
    assert_int_equal(user_read(w, &u), OK);
    assert_non_null(u);
}

static enum err lose_once(struct work *w, void *ctx)
{
    struct adding *x = ctx;
    enum err e = add_context(w, x);
    if (x->runs == 1)
        end_app_connections();
    return e;
}

static void test_connection_lost_before_commit_runs_again(void **state)
{
    (void)state;
    struct id user = new_user("lost");
    struct adding x = {.id = fresh_id(), .op = fresh_id(), .text = "Kept"};
    assert_int_equal(db_transact(fx.app, fx.a, user, lose_once, &x), OK);
    assert_int_equal(x.runs, 2);
    assert_int_equal(contexts_of(user), 1);
}

static enum err lose_in_the_middle(struct work *w, void *ctx)
{
    struct adding *x = ctx;
    x->runs++;
    enum err e = context_add(w, x->id, x->text);
    if (e != OK)
        return e;
    if (x->runs == 1)
        end_app_connections();
    struct facts *f;
    return facts_read(w, &f);
}

static void test_connection_lost_in_the_middle_runs_again(void **state)
{
    (void)state;
    struct id user = new_user("middle");
    struct adding x = {.id = fresh_id(), .text = "Kept"};
    assert_int_equal(db_transact(fx.app, fx.a, user, lose_in_the_middle, &x), OK);
    assert_int_equal(x.runs, 2);
    assert_int_equal(contexts_of(user), 1);
}

static void test_crashed_server_is_an_error_and_back_again_it_works(void **state)
{
    (void)state;
    struct id user = new_user("crash");
    struct adding x = {.id = fresh_id(), .op = fresh_id(), .text = "Later"};
    cluster("crash");
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), ERR_DB);
    cluster("again");
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    assert_int_equal(contexts_of(user), 1);
}

static enum err run_out_of_memory(struct work *w, void *ctx)
{
    enum err e = add_context(w, ctx);
    if (e == OK)
        arena_fail(w->arena);
    return e;
}

static void test_memory_running_out_leaves_no_transaction_open(void **state)
{
    (void)state;
    struct id user = new_user("memory");
    struct adding x = {.id = fresh_id(), .op = fresh_id(), .text = "Never"};
    struct arena *a = arena_new(ARENA_CEILING, true);
    jmp_buf place;
    if (setjmp(place) == 0) {
        arena_on_failure(a, &place);
        enum err e = db_transact(fx.app, a, user, run_out_of_memory, &x);
        fail_msg("came back with %d", e);
    }
    arena_free(a);
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    assert_null(x.done);
    assert_int_equal(contexts_of(user), 1);
}

/* ---- A COMMIT whose outcome is not known ---- */

/* A standby that does not exist makes every COMMIT wait. */
#define HAUNT                                                                                                \
    "-c \"ALTER SYSTEM SET synchronous_standby_names = 'ghost'\" -c 'SELECT pg_reload_conf()' -c 'SELECT "   \
    "pg_sleep(0.3)'"
#define EXORCISE                                                                                             \
    "-c 'ALTER SYSTEM RESET synchronous_standby_names' -c 'SELECT pg_reload_conf()' -c 'SELECT "             \
    "pg_sleep(0.3)'"
#define WAITING " FROM pg_stat_activity WHERE usename = 'gr_app' AND wait_event = 'SyncRep'\""
#define CANCEL_WAIT "-c \"SELECT pg_cancel_backend(pid)" WAITING
#define END_WAIT "-c \"SELECT pg_terminate_backend(pid)" WAITING

static void psql(const char *arguments)
{
    assert_int_equal(system(arena_printf(fx.a, "psql -h %s -U postgres -d greenroom -Xqt %s >/dev/null",
                                         fx.folder, arguments)),
                     0);
}

static void psql_soon(const char *arguments)
{
    psql(arena_printf(fx.a,
                      "-c '' && (sleep 1; psql -h %s -U postgres -d greenroom -Xqt %s >/dev/null 2>&1) &",
                      fx.folder, arguments));
}

static void test_commit_that_no_replica_confirmed_is_not_called_saved(void **state)
{
    (void)state;
    struct id user = new_user("replica");
    struct adding x = {.id = fresh_id(), .op = fresh_id(), .text = "Perhaps"};
    psql(HAUNT);
    psql_soon(CANCEL_WAIT);
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), ERR_OUTCOME);
    psql(EXORCISE);
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    assert_string_equal(x.done, "/there/");
    assert_int_equal(contexts_of(user), 1);
}

/* The rows are there, but the connection went before PostgreSQL said so. */
static void test_commit_that_went_through_unheard_is_found_by_its_form(void **state)
{
    (void)state;
    struct id user = new_user("unheard");
    struct adding x = {.id = fresh_id(), .op = fresh_id(), .text = "There"};
    psql(HAUNT);
    psql_soon(END_WAIT " " EXORCISE);
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    assert_int_equal(x.runs, 2);
    assert_string_equal(x.done, "/there/");
    assert_int_equal(contexts_of(user), 1);
}

/* A backend that always goes at COMMIT: a deferred trigger ends it there. */
static void test_commit_that_is_never_answered_is_not_guessed(void **state)
{
    (void)state;
    struct id user = new_user("at-commit");
    execute(fx.super,
            "CREATE FUNCTION public.die() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN"
            "  PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NULL; END $$;"
            "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON gr.contexts DEFERRABLE INITIALLY DEFERRED"
            "  FOR EACH ROW EXECUTE FUNCTION public.die()");
    struct adding x = {.id = fresh_id(), .op = fresh_id(), .text = "Never"};
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), ERR_OUTCOME);
    assert_int_equal(x.runs, 3);
    execute(fx.super, "DROP TRIGGER die ON gr.contexts");
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    assert_int_equal(contexts_of(user), 1);
}

/* ---- Start-up ---- */

static void test_sound_database_is_fit(void **state)
{
    (void)state;
    const char *why = "";
    if (db_check(fx.app, fx.a, &why) != OK)
        fail_msg("%s", why);
}

static void test_superuser_is_refused(void **state)
{
    (void)state;
    const char *why = "";
    assert_int_equal(db_check(fx.super, fx.a, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "superuser"));
}

static void test_other_key_file_is_refused(void **state)
{
    (void)state;
    const char *path = arena_printf(fx.life, "%s/other-keys", fx.folder);
    struct keyring *ours = fx.keys;
    const char *why = "";
    assert_int_equal(keyring_create(path, &why), OK);
    assert_int_equal(keyring_read(fx.life, path, &fx.keys, &why), OK);
    struct db *db = open_as(fx.conf, DB_APP);
    assert_int_equal(db_check(db, fx.a, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "Master key 1"));
    db_close(db);
    fx.keys = ours;
}

static void test_lax_commit_is_refused(void **state)
{
    (void)state;
    const char *why = "";
    execute(fx.super, "ALTER ROLE gr_app SET synchronous_commit = off");
    struct db *db = open_as(fx.conf, DB_APP);
    assert_int_equal(db_check(db, fx.a, &why), ERR_CONFIG);
    execute(fx.super, "ALTER ROLE gr_app RESET synchronous_commit");
    db_close(db);
}

/* ---- Sealing ---- */

static void test_sealed_row_moved_to_another_place_does_not_open(void **state)
{
    (void)state;
    struct id user = new_user("moved");
    struct adding x = {.id = fresh_id(), .op = fresh_id(), .text = "Mine"};
    assert_int_equal(db_transact(fx.app, fx.a, user, add_context, &x), OK);
    execute(fx.super, arena_printf(fx.a, "UPDATE gr.contexts SET id = gen_random_uuid() WHERE user_id = '%s'",
                                   id_text(fx.a, user)));
    struct work *w = work_reading_as(fx.app, fx.a, user);
    struct context *c;
    size_t n;
    context_want_all(w, &c, &n);
    assert_int_equal(work_flush(w), ERR_SEAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_same_form_twice_is_one_row),
        TEST(test_same_form_with_the_same_in_it_is_one_row_and_with_something_else_is_told),
        TEST(test_what_a_form_brought_is_kept_as_a_hash_of_its_users_key),
        TEST(test_form_of_unknown_content_is_taken_for_the_same),
        TEST(test_form_of_another_kind_is_refused),
        TEST(test_error_rolls_everything_back),
        TEST(test_swallowed_failure_still_fails_the_transaction),
        TEST(test_rows_that_nobody_waited_for_fail_the_transaction),
        TEST(test_serialization_failure_runs_again),
        TEST(test_endless_serialization_failures_say_busy),
        TEST(test_connection_lost_between_requests_is_not_noticed),
        TEST(test_connection_lost_before_commit_runs_again),
        TEST(test_connection_lost_in_the_middle_runs_again),
        TEST(test_crashed_server_is_an_error_and_back_again_it_works),
        TEST(test_memory_running_out_leaves_no_transaction_open),
        TEST(test_commit_that_no_replica_confirmed_is_not_called_saved),
        TEST(test_commit_that_went_through_unheard_is_found_by_its_form),
        TEST(test_commit_that_is_never_answered_is_not_guessed),
        TEST(test_sound_database_is_fit),
        TEST(test_superuser_is_refused),
        TEST(test_other_key_file_is_refused),
        TEST(test_lax_commit_is_refused),
        TEST(test_sealed_row_moved_to_another_place_does_not_open),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
