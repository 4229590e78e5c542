#include "base/clock.h"
#include "base/fixture.h"
#include <time.h>

static clock_time at(const char *text)
{
    clock_time t = 0;
    assert_int_equal(clock_parse(text, &t), OK);
    return t;
}

static clock_day day(const char *text)
{
    clock_day d = 0;
    assert_int_equal(clock_parse_date(text, &d), OK);
    return d;
}

static void test_now_is_the_wall_clock(void **state)
{
    (void)state;
    assert_int_equal(clock_shifted(), 0);
    const clock_time before = time(NULL), now = clock_now(), after = time(NULL);
    assert_in_range(now, before, after);
}

static void test_everything_can_happen_later(void **state)
{
    (void)state;
    clock_shift(86400);
    const clock_time now = clock_now(), wall = time(NULL);
    const int64_t shifted = clock_shifted();
    clock_shift(0);
    assert_int_equal(shifted, 86400);
    assert_in_range(now, wall + 86398, wall + 86400);
}

static void test_monotonic_goes_forward_and_ignores_the_shift(void **state)
{
    (void)state;
    const int64_t first = clock_monotonic_ms();
    clock_shift(-1000000);
    const int64_t second = clock_monotonic_ms();
    clock_shift(0);
    assert_in_range(second - first, 0, 5000);
}

static void test_known_zones(void **state)
{
    (void)state;
    static const char *const good[] = {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5",
                                       "Asia/Kolkata"};
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(clock_zone_known(good[i]));
}

static void test_zone_never_leaves_its_folder(void **state)
{
    (void)state;
    static const char *const bad[] = {
        NULL,
        "",
        "Nowhere/At_All",
        "/etc/localtime",
        "/usr/share/zoneinfo/UTC",
        "../../../etc/passwd",
        "Europe/../UTC",
        "Europe",
        "Europe/",
        "zone.tab",
        "tzdata.zi",
        "right/Europe/Berlin",
        "posix/UTC",
        ":UTC",
        "UTC\n",
        "Europe/Berlin ",
        "CET-1CEST,M3.5.0,M10.5.0",
        "Europe/Berlin/Europe/Berlin/Europe/Berlin/Europe/Berlin/Europe/Berlin"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(clock_zone_known(bad[i]));
}

static void test_local_day_depends_on_the_zone(void **state)
{
    (void)state;
    const clock_time t = at("2026-11-21T23:30:00Z");
    assert_int_equal(clock_local_day(t, "UTC"), day("2026-11-21"));
    assert_int_equal(clock_local_day(t, "Europe/Berlin"), day("2026-11-22"));
    assert_int_equal(clock_local_day(t, "America/New_York"), day("2026-11-21"));
    assert_int_equal(clock_local_day(at("2026-11-21T03:00:00Z"), "America/New_York"), day("2026-11-20"));
}

static void test_unknown_zone_counts_as_utc(void **state)
{
    (void)state;
    const clock_time t = at("2026-11-21T23:30:00Z");
    clock_local_day(t, "Asia/Tokyo");
    assert_int_equal(clock_local_day(t, "No/Where"), day("2026-11-21"));
    assert_int_equal(clock_local_day(t, NULL), day("2026-11-21"));
    assert_string_equal(clock_hms(a, t, "../etc"), "23:30:00");
}

static void test_day_starts_at_local_midnight(void **state)
{
    (void)state;
    assert_int_equal(clock_day_start(day("2026-11-21"), "UTC"), at("2026-11-21T00:00:00Z"));
    assert_int_equal(clock_day_start(day("2026-11-21"), "Europe/Berlin"), at("2026-11-20T23:00:00Z"));
    assert_int_equal(clock_day_start(day("2026-07-01"), "Europe/Berlin"), at("2026-06-30T22:00:00Z"));
    assert_int_equal(clock_day_start(day("2026-11-21"), "Asia/Kolkata"), at("2026-11-20T18:30:00Z"));
    assert_int_equal(clock_day_start(day("2026-11-21"), "Pacific/Kiritimati"), at("2026-11-20T10:00:00Z"));
    assert_int_equal(clock_day_start(day("2026-11-21"), "Etc/GMT+12"), at("2026-11-21T12:00:00Z"));
}

static void test_day_without_a_midnight_starts_when_it_starts(void **state)
{
    (void)state;
    /* clocks went from 23:59:59 to 01:00:00 */
    assert_int_equal(clock_day_start(day("2018-11-04"), "America/Sao_Paulo"), at("2018-11-04T03:00:00Z"));
    assert_int_equal(clock_local_day(at("2018-11-04T02:59:59Z"), "America/Sao_Paulo"), day("2018-11-03"));
    /* midnight came twice: clocks went from 00:59:59 back to 00:00:00 */
    assert_int_equal(clock_day_start(day("2026-11-01"), "America/Havana"), at("2026-11-01T04:00:00Z"));
    /* Samoa left out the 30th altogether */
    assert_int_equal(clock_day_start(day("2011-12-30"), "Pacific/Apia"),
                     clock_day_start(day("2011-12-31"), "Pacific/Apia"));
}

static void test_each_day_starts_on_that_day_and_not_before(void **state)
{
    (void)state;
    static const char *const zones[] = {
        "UTC",          "Europe/Berlin",       "America/Sao_Paulo", "Asia/Kathmandu",
        "Africa/Cairo", "Australia/Lord_Howe", "America/Santiago",  "Asia/Beirut"};
    for (size_t z = 0; z < COUNT(zones); z++)
        for (clock_day d = day("2014-01-01"); d < day("2019-01-01"); d++) {
            const clock_time start = clock_day_start(d, zones[z]);
            assert_int_equal(clock_local_day(start, zones[z]), d);
            assert_int_equal(clock_local_day(start - 1, zones[z]), d - 1);
        }
}

static void test_dates_come_back(void **state)
{
    (void)state;
    for (clock_day d = -800000; d < 800000; d += 37) {
        int y, m, dom;
        clock_date_of(d, &y, &m, &dom);
        assert_int_equal(clock_day_of(y, m, dom), d);
    }
    assert_int_equal(clock_day_of(1970, 1, 1), 0);
    assert_int_equal(day("2000-02-29"), 11016);
    assert_string_equal(clock_date_text(a, day("2024-02-29")), "2024-02-29");
    assert_string_equal(clock_date_text(a, -1), "1969-12-31");
}

static void test_what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {NULL,          "",           "2026-02-29", "2026-13-01", "2026-00-10",
                                      "2026-04-31",  "2026-01-00", "2026-1-1",   "26-01-01",   "2026/01/01",
                                      "2026-01-01 ", " 2026-01-0", "2026-01-1x", "1900-02-29", "-026-01-01"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        clock_day d = 99;
        assert_int_equal(clock_parse_date(bad[i], &d), ERR_INPUT);
    }
}

static void test_weekdays(void **state)
{
    (void)state;
    assert_int_equal(clock_weekday(day("2026-11-21")), 5);
    assert_int_equal(clock_weekday(0), 3);
    assert_int_equal(clock_weekday(-4), 6);
    assert_int_equal(clock_weekday(-1000000), (int)(((-1000000LL + 3) % 7 + 7) % 7));
}

static void test_times_for_people(void **state)
{
    (void)state;
    const clock_time t = at("2026-11-21T13:32:10Z");
    assert_string_equal(clock_hms(a, t, "Europe/Berlin"), "14:32:10");
    assert_string_equal(clock_hms(a, t, "UTC"), "13:32:10");
    assert_string_equal(clock_moment(a, t, "Europe/Berlin"), "21 Nov 2026, 14:32");
    assert_string_equal(clock_day_text(a, day("2026-11-21")), "Saturday 21 November");
    assert_string_equal(clock_day_text(a, day("2026-05-01")), "Friday 1 May");
}

static void test_rfc3339_comes_back(void **state)
{
    (void)state;
    static const char *const texts[] = {"1970-01-01T00:00:00Z", "2026-11-21T14:32:10Z",
                                        "1969-12-31T23:59:59Z", "2400-02-29T12:00:00Z"};
    for (size_t i = 0; i < COUNT(texts); i++)
        assert_string_equal(clock_rfc3339(a, at(texts[i])), texts[i]);
}

static void test_rfc3339_with_offset_and_fraction(void **state)
{
    (void)state;
    assert_int_equal(at("2026-11-21T14:32:10+02:00"), at("2026-11-21T12:32:10Z"));
    assert_int_equal(at("2026-11-21T14:32:10-05:30"), at("2026-11-21T20:02:10Z"));
    assert_int_equal(at("2026-11-21t14:32:10.987z"), at("2026-11-21T14:32:10Z"));
}

static void test_what_is_no_time_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {NULL,
                                      "",
                                      "now",
                                      "2026-11-21",
                                      "2026-11-21T14:32:10",
                                      "2026-11-21 14:32:10Z",
                                      "2026-11-21T24:00:00Z",
                                      "2026-11-21T14:60:00Z",
                                      "2026-11-21T14:32:61Z",
                                      "2026-11-31T14:32:10Z",
                                      "2026-11-21T14:32:10.Z",
                                      "2026-11-21T14:32:10Zx",
                                      "2026-11-21T14:32:10+0200",
                                      "2026-11-21T14:32:10+24:00",
                                      "2026-11-21T14:32:10+02:60",
                                      "2026-11-21T14:32:10.000000000000000000000000000001Z"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        clock_time t;
        assert_int_equal(clock_parse(bad[i], &t), ERR_INPUT);
    }
}

static void test_spans(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        const char *text;
    } known[] = {{-5, "0 s"},   {0, "0 s"},          {45, "45 s"},       {59, "59 s"},
                 {60, "1 min"}, {240, "4 min"},      {245, "4 min 5 s"}, {3599, "59 min"},
                 {3600, "1 h"}, {3900, "1 h 5 min"}, {90000, "25 h"}};
    for (size_t i = 0; i < COUNT(known); i++)
        assert_string_equal(clock_span(a, known[i].seconds), known[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_now_is_the_wall_clock),
        TEST(test_everything_can_happen_later),
        TEST(test_monotonic_goes_forward_and_ignores_the_shift),
        TEST(test_known_zones),
        TEST(test_zone_never_leaves_its_folder),
        TEST(test_local_day_depends_on_the_zone),
        TEST(test_unknown_zone_counts_as_utc),
        TEST(test_day_starts_at_local_midnight),
        TEST(test_day_without_a_midnight_starts_when_it_starts),
        TEST(test_each_day_starts_on_that_day_and_not_before),
        TEST(test_dates_come_back),
        TEST(test_what_is_no_date_is_refused),
        TEST(test_weekdays),
        TEST(test_times_for_people),
        TEST(test_rfc3339_comes_back),
        TEST(test_rfc3339_with_offset_and_fraction),
        TEST(test_what_is_no_time_is_refused),
        TEST(test_spans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
