#include "admin/library_lint_plans.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_modes.h"
#include "coach/schedule.h"
#include "library/prescription.h"
#include <string.h>

/* The curated plans, as people of three levels would get them, laid out over their weeks. */

enum {
    MOST_WEEKS = 8,
    FROM = 20458,    /* 5 January 2026, a Monday */
    LEAST_NAMED = 2, /* topics that a level names */
    MOCK_WITHIN = 2, /* days before the interview */
    LEAST_OF_OWN = 2 /* topics of the family itself in its plan */
};
static const double noise = 0.1; /* of a week's mean level: sittings differ in length */

/* ---- titles ---- */

static const char *key_of(const struct library_family *family)
{
    return family ? family->key : "nothing";
}

static bool is_asked(const struct library_title *title, const struct library_family *family)
{
    for (size_t i = 0; i < title->asked_n; i++)
        if (title->asked[i] == family)
            return true;
    return false;
}

static size_t homes_of(const struct library *library, const char *title)
{
    size_t homes = 0;
    for (size_t k = 0; k < library_count(library); k++) {
        const struct library_family *other = library_family(library, k);
        for (size_t j = 0; j < other->titles_n; j++)
            homes += text_equal(other->titles[j], title);
    }
    return homes;
}

static void check_title(struct library_lint *lint, const struct library_family *family, size_t i)
{
    const char *title = family->titles[i];
    const struct library_title found = library_title_of(lint->library, lint->arena, title);
    const size_t homes = homes_of(lint->library, title);
    for (size_t k = 0; k < i; k++)
        if (text_equal(text_fold(lint->arena, family->titles[k]), text_fold(lint->arena, title)))
            library_lint_report_fault(lint, family->key, "the title “%s” stands twice; drop one", title);
    if (homes > 2)
        library_lint_report_fault(lint, family->key,
                                  "the title “%s” stands in %zu files; two can be asked about, not more",
                                  title, homes);
    if (found.asks ? !is_asked(&found, family) : found.family != family || found.nearest)
        library_lint_report_fault(lint, family->key,
                                  "the title “%s” leads to %s; word one of the two more closely", title,
                                  key_of(found.family));
}

void library_lint_plans_titles(struct library_lint *lint, const struct library_family *family)
{
    if (family->titles_n == 0)
        library_lint_report_fault(lint, family->key, "has no titles; nobody finds it");
    for (size_t i = 0; i < family->titles_n; i++)
        check_title(lint, family, i);
}

/* ---- the order of the topics ---- */

static void check_order(struct library_lint *lint, const struct library_family *family)
{
    size_t entry = 0, senior = 0, last_entry = 0, first_senior = family->topics_n;
    for (size_t i = 0; i < family->topics_n; i++) {
        if (family->topics[i].seniority < 0) {
            entry++;
            last_entry = i;
        } else if (family->topics[i].seniority > 0) {
            senior++;
            first_senior = num_min(i, first_senior);
        }
    }
    if (entry < LEAST_NAMED || senior < LEAST_NAMED)
        library_lint_report_fault(lint, family->key,
                                  "names %zu topics for first jobs and %zu for senior ones; %d of each",
                                  entry, senior, LEAST_NAMED);
    else if (first_senior < last_entry)
        library_lint_report_fault(lint, family->key,
                                  "%s is for senior posts and stands before %s, which is for first jobs",
                                  family->topics[first_senior].name, family->topics[last_entry].name);
}

/* ---- the weeks ---- */

/* A plan for somebody with so much time. */
struct course {
    const struct library_family *family;
    const char *role;
    int minutes, weeks;
    struct plan plan;
};

static void ask_for_plan(struct library_lint *lint, struct course *course)
{
    struct arena *a = lint->arena;
    json *in = json_new_object(a), *facts = json_new_object(a);
    json_put_int(a, facts, "minutes", course->minutes);
    json_put_text(a, facts, "interview_date", clock_date_text(a, FROM + 7 * course->weeks));
    json_put_text(a, in, "today", clock_date_text(a, FROM));
    json_put_text(a, in, "role", course->role);
    json_put(a, in, "facts", facts);
    plan_from_json(a, builtin_plan(lint->coach, a, in), &course->plan.overview, &course->plan.topics,
                   &course->plan.topics_n);
    course->plan.approved = (clock_time)FROM * 86400;
    for (size_t i = 0; i < course->plan.topics_n; i++)
        course->plan.topics[i].topic.b[0] = (unsigned char)(i + 1);
}

static bool is_mock(const struct library_lint *lint, const struct course *course,
                    const struct scheduled *scheduled)
{
    return library_mock_family(lint->library, course->plan.topics[scheduled->topic.b[0] - 1].key) != NULL;
}

/* How hard a sitting is: the mean of its questions, 1 easy to 3 hard; a mixed one follows the user. */
static double level_of(struct arena *a, const char *prescription, int *n)
{
    static const double levels[] = {[EASY] = 1, [MEDIUM] = 2, [HARD] = 3, [MIXED] = 2};
    struct prescription p;
    const char *why;
    double sum = 0;
    *n = 0;
    if (prescription_parse(a, prescription, &p, &why) != OK)
        return 0;
    for (int i = 0; i < p.blocks_n; i++) {
        *n += p.blocks[i].count;
        sum += levels[p.blocks[i].level] * p.blocks[i].count;
    }
    return sum;
}

static void check_weeks(struct library_lint *lint, const struct course *course, const struct scheduled *all,
                        size_t n)
{
    double sum[MOST_WEEKS] = {0}, count[MOST_WEEKS] = {0};
    clock_day last_mock = 0;
    for (size_t i = 0; i < n; i++) {
        int questions;
        const double level = level_of(lint->arena, all[i].prescription, &questions);
        if (questions == 0)
            library_lint_report_fault(lint, course->family->key,
                                      "a plan for “%s” has a sitting of no shape: “%s”", course->role,
                                      all[i].prescription);
        if (is_mock(lint, course, &all[i])) {
            last_mock = all[i].day;
            continue;
        }
        sum[(all[i].day - FROM) / 7] += level;
        count[(all[i].day - FROM) / 7] += questions;
    }
    if (last_mock < FROM + 7 * course->weeks - MOCK_WITHIN)
        library_lint_report_fault(lint, course->family->key,
                                  "a plan for “%s” over %d weeks ends without a mock interview", course->role,
                                  course->weeks);
    for (int w = 1; w < course->weeks; w++)
        if (count[w] == 0 || sum[w] / count[w] < sum[w - 1] / count[w - 1] - noise)
            library_lint_report_fault(lint, course->family->key,
                                      "a plan for “%s” gets easier in week %d of %d", course->role, w + 1,
                                      course->weeks);
    if (sum[course->weeks - 1] / count[course->weeks - 1] <= sum[0] / count[0])
        library_lint_report_fault(lint, course->family->key,
                                  "a plan for “%s” over %d weeks is no harder at its end", course->role,
                                  course->weeks);
}

static void check_course(struct library_lint *lint, struct course *course)
{
    struct facts facts = {.interview = FROM + 7 * course->weeks, .minutes = course->minutes};
    struct scheduled *all;
    size_t n, own = 0;
    ask_for_plan(lint, course);
    for (size_t i = 0; i < course->plan.topics_n; i++)
        own += library_family_of(lint->library, course->plan.topics[i].key) == course->family;
    if (own < LEAST_OF_OWN)
        library_lint_report_fault(lint, course->family->key, "a plan for “%s” has %zu topics of the family",
                                  course->role, own);
    const struct schedule_from from = {
        .library = lint->library, .plan = &course->plan, .facts = &facts, .today = FROM, .zone = "UTC"};
    schedule_make(lint->arena, &from, 7 * course->weeks, &all, &n);
    check_weeks(lint, course, all, n);
}

void library_lint_plans_check(struct library_lint *lint, const struct library_family *family)
{
    static const char *const levels[] = {"junior ", "", "senior "};
    static const struct {
        int minutes, weeks;
    } times[] = {{20, 3}, {45, 4}, {90, MOST_WEEKS}};
    check_order(lint, family);
    for (size_t i = 0; family->titles_n && i < sizeof levels / sizeof *levels; i++)
        for (size_t k = 0; k < sizeof times / sizeof *times; k++) {
            struct course one = {.family = family,
                                 .role = arena_printf(lint->arena, "%s%s", levels[i], family->titles[0]),
                                 .minutes = times[k].minutes,
                                 .weeks = times[k].weeks};
            check_course(lint, &one);
        }
}
