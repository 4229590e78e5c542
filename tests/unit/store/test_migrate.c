#include "store/fixture.h"

/* These tests build on each other: one database from empty to migrated. */

static const char *folder;

static void write_file(const char *name, const char *text)
{
    FILE *f = fopen(arena_printf(fx.a, "%s/%s", folder, name), "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static enum err run(int *applied, const char **why)
{
    *why = "";
    return migrate_run(fx.owner, fx.a, folder, applied, why);
}

static void copy_real_ones(void)
{
    folder = arena_printf(fx.life, "%s/sql", fx.folder);
    assert_int_equal(system(arena_printf(fx.a, "cp -r sql %s", folder)), 0);
}

static void test_everything_is_pending_at_first(void **state)
{
    (void)state;
    copy_real_ones();
    int pending;
    const char *why = "";
    assert_int_equal(migrate_pending(fx.owner, fx.a, folder, &pending, &why), OK);
    assert_true(pending >= 2);
    assert_int_equal(db_check(fx.owner, fx.a, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "migrate"));
}

static void test_first_run_applies_all(void **state)
{
    (void)state;
    int applied, pending;
    const char *why;
    assert_int_equal(run(&applied, &why), OK);
    assert_true(applied >= 2);
    assert_int_equal(migrate_pending(fx.owner, fx.a, folder, &pending, &why), OK);
    assert_int_equal(pending, 0);
    if (db_check(fx.owner, fx.a, &why) != OK)
        fail_msg("%s", why);
}

static void test_second_run_does_nothing(void **state)
{
    (void)state;
    int applied;
    const char *why;
    assert_int_equal(run(&applied, &why), OK);
    assert_int_equal(applied, 0);
}

static void test_new_file_is_applied(void **state)
{
    (void)state;
    int applied, pending;
    const char *why;
    write_file("0900-more.sql", "CREATE TABLE gr.more (n integer);");
    assert_int_equal(migrate_pending(fx.owner, fx.a, folder, &pending, &why), OK);
    assert_int_equal(pending, 1);
    assert_int_equal(run(&applied, &why), OK);
    assert_int_equal(applied, 1);
    assert_int_equal(number(fx.owner, "SELECT count(*) FROM gr.more"), 0);
}

static void test_changed_file_is_refused(void **state)
{
    (void)state;
    int applied, pending;
    const char *why;
    write_file("0900-more.sql", "CREATE TABLE gr.more (n bigint);");
    assert_int_equal(run(&applied, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "0900-more.sql was changed"));
    why = "";
    assert_int_equal(migrate_pending(fx.owner, fx.a, folder, &pending, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "0900-more.sql was changed"));
    write_file("0900-more.sql", "CREATE TABLE gr.more (n integer);");
    assert_int_equal(run(&applied, &why), OK);
}

static void test_failing_file_leaves_nothing(void **state)
{
    (void)state;
    int applied;
    const char *why;
    write_file("0901-wrong.sql", "CREATE TABLE gr.half (n integer); SELECT nonsense;");
    assert_int_equal(run(&applied, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "0901-wrong.sql"));
    assert_int_equal(number(fx.owner, "SELECT count(*) FROM gr.migrations WHERE n = 901"), 0);
    assert_int_equal(number(fx.owner, "SELECT count(*) FROM pg_class WHERE relname = 'half'"), 0);
    write_file("0901-wrong.sql", "CREATE TABLE gr.half (n integer);");
    assert_int_equal(run(&applied, &why), OK);
}

static void test_other_key_file_is_refused(void **state)
{
    (void)state;
    const char *path = arena_printf(fx.life, "%s/other-keys", fx.folder);
    const char *why = "";
    struct keyring *ours = fx.keys;
    assert_int_equal(keyring_create(path, &why), OK);
    assert_int_equal(keyring_read(fx.life, path, &fx.keys, &why), OK);
    struct db *db = open_as(fx.conf, DB_OWNER);
    int applied;
    assert_int_equal(migrate_run(db, fx.a, folder, &applied, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "Master key"));
    db_close(db);
    fx.keys = ours;
}

static void test_missing_folder_is_refused(void **state)
{
    (void)state;
    int applied;
    const char *why = "";
    assert_int_equal(migrate_run(fx.owner, fx.a, "/nowhere", &applied, &why), ERR_CONFIG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_everything_is_pending_at_first), TEST(test_first_run_applies_all),
        TEST(test_second_run_does_nothing),        TEST(test_new_file_is_applied),
        TEST(test_changed_file_is_refused),        TEST(test_failing_file_leaves_nothing),
        TEST(test_other_key_file_is_refused),      TEST(test_missing_folder_is_refused),
    };
    return cmocka_run_group_tests(tests, start_empty_cluster, stop_cluster);
}
