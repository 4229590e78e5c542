#include "crypto/fixture.h"
#include "crypto/password.h"
#include <time.h>

/* The least that is allowed, so that the tests are quick. */
static const struct password_cost cost = {.memory_kib = 19456, .passes = 2};

static char *hashed(const char *password)
{
    char *phc = NULL;
    assert_int_equal(password_hash(a, cost, password, &phc), OK);
    return phc;
}

static void test_hash_is_a_phc_string_that_names_its_cost(void **state)
{
    (void)state;
    const char *phc = hashed("correct horse battery");
    char salt[64], hash[64], rest[2];
    assert_int_equal(
        sscanf(phc, "$argon2id$v=19$m=19456,t=2,p=1$%22[A-Za-z0-9+/]$%43[A-Za-z0-9+/]%1s", salt, hash, rest),
        2);
    assert_int_equal(strlen(salt), 22); /* 16 bytes */
    assert_int_equal(strlen(hash), 43); /* 32 bytes */
}

static void test_cost_stands_in_the_string(void **state)
{
    (void)state;
    char *phc;
    assert_int_equal(password_hash(a, (struct password_cost){47104, 1}, "x", &phc), OK);
    assert_int_equal(strncmp(phc, "$argon2id$v=19$m=47104,t=1,p=1$", 31), 0);
}

static void test_right_password_matches_and_wrong_does_not(void **state)
{
    (void)state;
    const char *phc = hashed("correct horse battery");
    assert_true(password_matches(cost, phc, "correct horse battery"));
    assert_false(password_matches(cost, phc, "correct horse batterY"));
    assert_false(password_matches(cost, phc, "correct horse batter"));
    assert_false(password_matches(cost, phc, "correct horse battery "));
    assert_false(password_matches(cost, phc, ""));
}

static void test_hash_made_elsewhere_matches(void **state)
{
    (void)state;
    /* another library's Argon2id: salt "0123456789abcdef" */
    static const char phc[] =
        "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$69I7qCjDTsQwhQqFvpQJiqEI0lGQvxC84fXE0Ktxca4";
    assert_true(password_matches(cost, phc, "correct horse battery"));
    assert_false(password_matches(cost, phc, "correct horse staple"));
}

static void test_same_password_hashes_differently_each_time(void **state)
{
    (void)state;
    assert_string_not_equal(hashed("correct horse battery"), hashed("correct horse battery"));
}

static void test_nothing_is_trimmed_folded_or_normalised(void **state)
{
    (void)state;
    const char *phc = hashed("  \xc3\x9c"
                             "ber Stra\xc3\x9f"
                             "e \xf0\x9f\x94\x91 ");
    assert_true(password_matches(cost, phc,
                                 "  \xc3\x9c"
                                 "ber Stra\xc3\x9f"
                                 "e \xf0\x9f\x94\x91 "));
    assert_false(password_matches(cost, phc,
                                  "\xc3\x9c"
                                  "ber Stra\xc3\x9f"
                                  "e \xf0\x9f\x94\x91"));
    assert_false(password_matches(cost, phc,
                                  "  \xc3\xbc"
                                  "ber stra\xc3\x9f"
                                  "e \xf0\x9f\x94\x91 "));
    assert_false(password_matches(cost, phc,
                                  "  U\xcc\x88"
                                  "ber Stra\xc3\x9f"
                                  "e \xf0\x9f\x94\x91 "));
}

/* bcrypt would cut at 72. */
static void test_last_byte_of_a_long_password_counts(void **state)
{
    (void)state;
    static const size_t lengths[] = {64, 73, 1024};
    for (size_t i = 0; i < COUNT(lengths); i++) {
        char *password = arena_alloc(a, lengths[i] + 1);
        memset(password, 'p', lengths[i]);
        const char *phc = hashed(password);
        assert_true(password_matches(cost, phc, password));
        password[lengths[i] - 1] = 'q';
        assert_false(password_matches(cost, phc, password));
        password[lengths[i] - 1] = '\0';
        assert_false(password_matches(cost, phc, password));
    }
}

static void test_more_than_1024_bytes_is_refused_not_cut(void **state)
{
    (void)state;
    char *password = arena_alloc(a, 1026), *phc;
    memset(password, 'p', 1025);
    assert_int_equal(password_hash(a, cost, password, &phc), ERR_LIMIT);
    password[1024] = '\0';
    phc = hashed(password);
    password[1024] = 'p';
    assert_false(password_matches(cost, phc, password));
}

static void test_a_broken_hash_matches_nothing(void **state)
{
    (void)state;
    char *phc = hashed("correct horse battery");
    static const char *const broken[] = {"", "x", "$argon2id$", "$argon2id$v=19$m=19456,t=2,p=1$",
                                         "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"};
    for (size_t i = 0; i < COUNT(broken); i++)
        assert_false(password_matches(cost, broken[i], "correct horse battery"));
    phc[strlen(phc) - 5] ^= 1;
    assert_false(password_matches(cost, phc, "correct horse battery"));
}

static double cpu_seconds(const char *phc)
{
    const clock_t start = clock();
    assert_false(password_matches(cost, phc, "some password or other"));
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static void test_no_hash_says_no_and_takes_as_long(void **state)
{
    (void)state;
    const char *phc = hashed("correct horse battery");
    double real = 1e9, dummy = 1e9, s;
    for (int i = 0; i < 5; i++) {
        real = (s = cpu_seconds(phc)) < real ? s : real;
        dummy = (s = cpu_seconds(NULL)) < dummy ? s : dummy;
    }
    assert_true(dummy > real * 0.6);
    assert_true(dummy < real * 1.6);
}

static void test_floor_of_the_cost(void **state)
{
    (void)state;
    static const struct {
        struct password_cost cost;
        bool fits;
    } costs[] = {
        {{19456, 2}, true}, {{19456, 3}, true},  {{19455, 2}, false},  {{19456, 1}, false},
        {{47104, 1}, true}, {{47103, 1}, false}, {{65536, 3}, true},   {{47104, 0}, false},
        {{0, 0}, false},    {{0, 100}, false},   {{19455, 99}, false}, {{1048576, 0}, false},
    };
    for (size_t i = 0; i < COUNT(costs); i++)
        assert_int_equal(password_cost_fits(costs[i].cost), costs[i].fits);
}

static void test_hash_of_less_cost_is_weak(void **state)
{
    (void)state;
    static const struct {
        const char *phc;
        bool weak;
    } hashes[] = {
        {"$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", false},
        {"$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA", false},
        {"$argon2id$v=19$m=19455,t=2,p=1$c2FsdA$aGFzaA", true},
        {"$argon2id$v=19$m=19456,t=1,p=1$c2FsdA$aGFzaA", true},
        {"$argon2i$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", true},
        {"$argon2d$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", true},
        {"$argon2id$v=16$m=19456,t=2,p=1$c2FsdA$aGFzaA", true},
        {"$scrypt$ln=17,r=8,p=1$c2FsdA$aGFzaA", true},
        {"", true},
        {NULL, true},
    };
    for (size_t i = 0; i < COUNT(hashes); i++)
        assert_int_equal(password_is_weak(cost, hashes[i].phc), hashes[i].weak);
    assert_false(password_is_weak(cost, hashed("correct horse battery")));
    assert_true(password_is_weak((struct password_cost){19457, 2}, hashed("correct horse battery")));
}

static void test_no_random_source_no_hash(void **state)
{
    (void)state;
    char *phc;
    randomness.broken = true;
    assert_int_equal(password_hash(a, cost, "correct horse battery", &phc), ERR_CRYPTO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CRYPTO_TEST(test_hash_is_a_phc_string_that_names_its_cost),
        CRYPTO_TEST(test_cost_stands_in_the_string),
        CRYPTO_TEST(test_right_password_matches_and_wrong_does_not),
        CRYPTO_TEST(test_hash_made_elsewhere_matches),
        CRYPTO_TEST(test_same_password_hashes_differently_each_time),
        CRYPTO_TEST(test_nothing_is_trimmed_folded_or_normalised),
        CRYPTO_TEST(test_last_byte_of_a_long_password_counts),
        CRYPTO_TEST(test_more_than_1024_bytes_is_refused_not_cut),
        CRYPTO_TEST(test_a_broken_hash_matches_nothing),
        CRYPTO_TEST(test_no_hash_says_no_and_takes_as_long),
        CRYPTO_TEST(test_floor_of_the_cost),
        CRYPTO_TEST(test_hash_of_less_cost_is_weak),
        CRYPTO_TEST(test_no_random_source_no_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
