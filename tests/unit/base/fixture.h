#ifndef TEST_BASE_FIXTURE_H
#define TEST_BASE_FIXTURE_H

/* A fresh arena for each test, in `a`, and a folder that is gone afterwards. */

#include "base/arena.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
/* cmocka wants those before itself */
#include <cmocka.h>

static struct arena *a;

static inline int with_arena(void **state)
{
    (void)state;
    a = arena_new(16 << 20, false);
    return a ? 0 : -1;
}

static inline int without_arena(void **state)
{
    (void)state;
    arena_free(a);
    a = NULL;
    return 0;
}

static void remove_folder(void *folder)
{
    char command[80];
    snprintf(command, sizeof command, "rm -rf '%s'", (const char *)folder);
    if (system(command) != 0)
        fail_msg("%s", command);
}

static inline char *new_folder(void)
{
    char *folder = arena_copy(a, "/tmp/greenroom-base-XXXXXX");
    assert_non_null(mkdtemp(folder));
    arena_defer(a, remove_folder, folder);
    return folder;
}

static inline const char *write_file(const char *folder, const char *name, const char *bytes, size_t n)
{
    const char *path = arena_printf(a, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    return path;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, with_arena, without_arena)
#define COUNT(array) (sizeof(array) / sizeof *(array))

#endif
