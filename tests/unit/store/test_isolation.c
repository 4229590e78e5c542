#include "store/fixture.h"

#include "store/context.h"

/* What PostgreSQL itself holds, whatever our statements say: row-level security, forced, for every table with
 * a user. */

/* A statement of the test's own, as the app's role with this user entered. */
struct raw {
    const struct statement s;
    struct param param;
    int64_t answer;
    size_t affected;
};

static enum err see_both(struct work *w, int statement, const struct into *into)
{
    struct raw *x = into->out;
    const enum err e = work_read_int(w, statement, &(struct into){.out = &x->answer});
    return e == OK ? work_read_count(w, statement, &(struct into){.out = &x->affected}) : e;
}

static enum err run_raw(struct work *w, void *ctx)
{
    struct raw *x = ctx;
    work_read(w, (struct into){.read = see_both, .out = x}, &x->s, &x->param, 1);
    return work_flush(w);
}

static enum err insert_context(struct work *w, void *ctx)
{
    const struct id *id = ctx;
    return context_add(w, *id, "Something told in confidence");
}

struct table {
    const char *name;
};

/* clang-format off */
#define TABLE(C)                             \
    C(EXPRESSION(1, TEXT, name, "c.relname::text"))
/* clang-format on */

static ROW_DEFINE_OPEN(table_row, struct table, TABLE);

static void assert_empty_for(struct db *db, struct id user, const char *why)
{
    struct work *names = work_reading(fx.super, fx.a, NULL);
    static const struct statement tables = {
        "test_tables",
        "SELECT " ROW_COLUMNS(TABLE) " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                                     " WHERE c.relnamespace = 'gr'::regnamespace AND c.relkind = 'r'"
                                     "   AND a.attname = 'user_id' AND NOT a.attisdropped ORDER BY 1"};
    struct table *all;
    size_t n;
    work_read(names, ROW_ALL(table_row(), &all, &n), &tables, NULL, 0);
    assert_int_equal(work_flush(names), OK);
    assert_true(n >= 20);
    for (size_t i = 0; i < n; i++) {
        const char *table = all[i].name;
        struct raw x = {{arena_printf(fx.life, "test_%s_%s", why, table),
                         arena_printf(fx.life, "SELECT count(*) FROM gr.%s WHERE $1::bool", table)},
                        P_BOOL(true),
                        -1,
                        0};
        assert_int_equal(db_transact(db, fx.a, user, run_raw, &x), OK);
        if (x.answer != 0)
            fail_msg("%s: %s shows %d rows", why, table, (int)x.answer);
    }
}

static struct id somebody_with_rows(const char *name)
{
    struct id user = new_user(name), id = fresh_id();
    log_in(user, fresh_hash());
    assert_int_equal(db_transact(fx.app, fx.a, user, insert_context, &id), OK);
    return user;
}

static void test_nobody_sees_nothing(void **state)
{
    (void)state;
    somebody_with_rows("n1");
    assert_empty_for(fx.app, (struct id){{0}}, "nobody");
}

static void test_other_user_sees_nothing(void **state)
{
    (void)state;
    somebody_with_rows("o1");
    assert_empty_for(fx.app, fresh_id(), "other");
}

static void test_batch_sees_nothing_but_jobs_before_it_acts_for_a_user(void **state)
{
    (void)state;
    somebody_with_rows("b1");
    assert_empty_for(fx.hourly, (struct id){{0}}, "batch");
}

static void test_owner_sees_nothing(void **state)
{
    (void)state;
    somebody_with_rows("w1");
    assert_int_equal(number(fx.owner, "SELECT count(*) FROM gr.users"), 0);
    assert_int_equal(number(fx.owner, "SELECT count(*) FROM gr.contexts"), 0);
}

static void test_user_sees_own_rows(void **state)
{
    (void)state;
    struct id user = somebody_with_rows("own");
    struct raw x = {{"test_own", "SELECT count(*) FROM gr.contexts WHERE $1::bool"}, P_BOOL(true), -1, 0};
    assert_int_equal(db_transact(fx.app, fx.a, user, run_raw, &x), OK);
    assert_int_equal(x.answer, 1);
}

static void test_row_for_another_user_is_refused(void **state)
{
    (void)state;
    struct id user = somebody_with_rows("i1"), other = somebody_with_rows("i2");
    struct raw x = {{"test_insert_other", "INSERT INTO gr.contexts (user_id, id, added, sealed)"
                                          " VALUES ($1::uuid, gen_random_uuid(), now(), '')"},
                    P_ID(other),
                    0,
                    0};
    assert_int_equal(db_transact(fx.app, fx.a, user, run_raw, &x), ERR_FORBIDDEN);
    struct raw y = {{"test_give_away", "UPDATE gr.contexts SET user_id = $1::uuid"}, P_ID(other), 0, 0};
    assert_int_equal(db_transact(fx.app, fx.a, user, run_raw, &y), ERR_FORBIDDEN);
}

static void test_rows_of_another_user_are_not_changed(void **state)
{
    (void)state;
    struct id user = somebody_with_rows("c1"), other = somebody_with_rows("c2");
    struct raw x = {
        {"test_delete_other", "DELETE FROM gr.contexts WHERE user_id = $1::uuid"}, P_ID(other), 0, 0};
    assert_int_equal(db_transact(fx.app, fx.a, user, run_raw, &x), OK);
    assert_int_equal(x.affected, 0);
}

static void test_child_of_another_users_row_is_refused(void **state)
{
    (void)state;
    int64_t plain =
        number(fx.super, "SELECT count(*) FROM pg_constraint k"
                         " WHERE k.contype = 'f' AND k.connamespace = 'gr'::regnamespace"
                         "   AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.conrelid"
                         "                      AND a.attnum = ANY (k.conkey) AND a.attname = 'user_id')");
    assert_int_equal(plain, 0);
}

/* ---- The second layer: our own statements, with the first taken away ---- */

static void set_row_security(const char *how)
{
    execute(
        fx.super,
        arena_printf(fx.a,
                     "DO $$ DECLARE t regclass; BEGIN FOR t IN SELECT oid FROM pg_class"
                     " WHERE relnamespace = 'gr'::regnamespace AND relkind = 'r' AND relname <> 'migrations'"
                     "   AND relname NOT IN ('keyring', 'throttle', 'spent', 'says', 'breakers')"
                     " LOOP EXECUTE format('ALTER TABLE %%s %s ROW LEVEL SECURITY', t); END LOOP; END $$",
                     how));
}

static void test_without_row_security_our_statements_still_keep_users_apart(void **state)
{
    (void)state;
    struct id user = somebody_with_rows("s1");
    struct id other = somebody_with_rows("s2");
    set_row_security("DISABLE");
    struct work *w = work_reading_as(fx.app, fx.a, user), *theirs = work_reading_as(fx.app, fx.a, other);
    struct user *who, *they;
    user_want(w, &who);
    struct context *told, *none;
    struct login *logins;
    size_t told_n, none_n, logins_n;
    context_want_all(w, &told, &told_n);
    login_want_all(w, fresh_hash(), &logins, &logins_n);
    enum err e = work_flush(w);
    enum err g = user_read(theirs, &they);
    struct work *nobody = work_reading(fx.app, fx.a, fresh_hash());
    context_want_all(nobody, &none, &none_n);
    enum err f = work_flush(nobody);
    set_row_security("ENABLE");
    assert_int_equal(e, OK);
    assert_int_equal(f, OK);
    assert_int_equal(g, OK);
    assert_true(id_equal(who->id, user));
    assert_true(id_equal(they->id, other));
    assert_int_equal(told_n, 1);
    assert_int_equal(logins_n, 1);
    assert_int_equal(none_n, 0);
}

/* ---- The catalogue ---- */

#define USER_TABLES                                                                                          \
    " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"                                             \
    " WHERE c.relnamespace = 'gr'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'user_id'"

static void test_every_user_table_is_forced(void **state)
{
    (void)state;
    assert_true(number(fx.super, "SELECT count(*)" USER_TABLES) >= 23);
    assert_int_equal(number(fx.super, "SELECT count(*)" USER_TABLES
                                      " AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"),
                     0);
}

static void test_every_user_table_has_its_policy(void **state)
{
    (void)state;
    assert_int_equal(
        number(fx.super,
               "SELECT count(*)" USER_TABLES
               " AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'self'"
               "   AND p.polcmd = '*' AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL)"),
        0);
}

static void test_every_user_table_has_the_user_first_in_its_key(void **state)
{
    (void)state;
    assert_int_equal(
        number(fx.super, "SELECT count(*)" USER_TABLES
                         " AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary"
                         "   AND i.indkey[0] = a.attnum)"),
        0);
}

static void test_no_table_is_open_to_everybody(void **state)
{
    (void)state;
    assert_int_equal(number(fx.super, "SELECT count(*) FROM pg_class c, aclexplode(c.relacl) x"
                                      " WHERE c.relnamespace = 'gr'::regnamespace AND x.grantee = 0"),
                     0);
    assert_int_equal(number(fx.super, "SELECT count(*) FROM pg_proc p"
                                      " WHERE p.pronamespace = 'gr'::regnamespace"
                                      "   AND has_function_privilege('public', p.oid, 'EXECUTE')"),
                     0);
}

static void test_roles_may_no_more_than_they_need(void **state)
{
    (void)state;
    assert_int_equal(
        number(fx.super,
               "SELECT count(*) FROM pg_roles WHERE rolname IN ('gr_app', 'gr_hourly', 'gr_auth', 'gr_owner')"
               " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)"),
        0);
    assert_int_equal(number(fx.super,
                            "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
                            " WHERE r.rolname IN ('gr_app', 'gr_hourly', 'gr_auth')"),
                     0);
    assert_int_equal(
        number(
            fx.super,
            "SELECT count(*) FROM pg_class c, aclexplode(c.relacl) x JOIN pg_roles r ON r.oid = x.grantee"
            " WHERE c.relnamespace = 'gr'::regnamespace AND r.rolname IN ('gr_app', 'gr_hourly', 'gr_auth')"
            "   AND x.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')"),
        0);
    assert_int_equal(
        number(fx.super,
               "SELECT count(*) FROM (VALUES ('gr_app'), ('gr_hourly'), ('gr_auth')) r (n)"
               " WHERE has_schema_privilege(n, 'gr', 'CREATE') OR has_schema_privilege(n, 'public', 'CREATE')"
               "    OR has_database_privilege(n, 'greenroom', 'CREATE, TEMP')"),
        0);
}

static void test_functions_with_more_rights_belong_to_the_role_without_login(void **state)
{
    (void)state;
    assert_int_equal(number(fx.super, "SELECT count(*) FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner"
                                      " WHERE p.pronamespace = 'gr'::regnamespace AND p.prosecdef"
                                      "   AND (r.rolname <> 'gr_auth' OR p.proconfig IS NULL)"),
                     0);
}

static void test_app_can_not_list_users(void **state)
{
    (void)state;
    struct user_listed *users;
    size_t n;
    struct id user = new_user("listed");
    assert_int_equal(user_list(fx.app, fx.a, &users, &n), ERR_FORBIDDEN);
    assert_int_equal(user_list(fx.hourly, fx.a, &users, &n), OK);
    bool found = false;
    for (size_t i = 0; i < n; i++)
        found = found || id_equal(users[i].id, user);
    assert_true(found);
    assert_int_equal(user_list(fx.owner, fx.a, &users, &n), OK);
}

static void test_values_never_reach_the_servers_log(void **state)
{
    (void)state;
    assert_int_equal(number(fx.app, "SELECT current_setting('log_parameter_max_length')::integer"), 0);
    assert_int_equal(
        number(fx.hourly, "SELECT current_setting('log_parameter_max_length_on_error')::integer"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_nobody_sees_nothing),
        TEST(test_other_user_sees_nothing),
        TEST(test_batch_sees_nothing_but_jobs_before_it_acts_for_a_user),
        TEST(test_owner_sees_nothing),
        TEST(test_user_sees_own_rows),
        TEST(test_row_for_another_user_is_refused),
        TEST(test_rows_of_another_user_are_not_changed),
        TEST(test_child_of_another_users_row_is_refused),
        TEST(test_without_row_security_our_statements_still_keep_users_apart),
        TEST(test_every_user_table_is_forced),
        TEST(test_every_user_table_has_its_policy),
        TEST(test_every_user_table_has_the_user_first_in_its_key),
        TEST(test_no_table_is_open_to_everybody),
        TEST(test_roles_may_no_more_than_they_need),
        TEST(test_functions_with_more_rights_belong_to_the_role_without_login),
        TEST(test_app_can_not_list_users),
        TEST(test_values_never_reach_the_servers_log),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
