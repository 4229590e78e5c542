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

static const char *key_of(const struct library_family *f)
{
    return f ? f->key : "nothing";
}

static void check_title(struct library_lint *c, const struct library_family *f, size_t i)
{
    const char *title = f->titles[i];
    const struct library_family *found = library_titled(c->library, c->arena, title),
                                *rival = library_rival(c->library, c->arena, title);
    size_t homes = 0;
    for (size_t k = 0; k < i; k++)
        if (text_equal(text_fold(c->arena, f->titles[k]), text_fold(c->arena, title)))
            library_lint_report_fault(c, f->key, "the title “%s” stands twice; drop one", title);
    for (size_t k = 0; k < library_count(c->library); k++) {
        const struct library_family *other = library_family(c->library, k);
        for (size_t j = 0; j < other->titles_n; j++)
            homes += text_equal(other->titles[j], title);
    }
    if (homes > 2)
        library_lint_report_fault(
            c, f->key, "the title “%s” stands in %zu files; two can be asked about, not more", title, homes);
    if (found != f && rival != f)
        library_lint_report_fault(c, f->key, "the title “%s” leads to %s; word one of the two more closely",
                                  title, key_of(found));
    const struct library_family *other = rival;
    if (rival == f)
        other = found;
    if (homes == 1 && rival)
        library_lint_report_fault(c, f->key,
                                  "the title “%s” could be one of %s, too; word one of the two more closely",
                                  title, key_of(other));
}

void library_lint_plans_titles(struct library_lint *c, const struct library_family *f)
{
    if (f->titles_n == 0)
        library_lint_report_fault(c, f->key, "has no titles; nobody finds it");
    for (size_t i = 0; i < f->titles_n; i++)
        check_title(c, f, i);
}

/* ---- the order of the topics ---- */

static void check_order(struct library_lint *c, const struct library_family *f)
{
    size_t entry = 0, senior = 0, last_entry = 0, first_senior = f->topics_n;
    for (size_t i = 0; i < f->topics_n; i++) {
        if (f->topics[i].seniority < 0) {
            entry++;
            last_entry = i;
        } else if (f->topics[i].seniority > 0) {
            senior++;
            first_senior = num_min(i, first_senior);
        }
    }
    if (entry < LEAST_NAMED || senior < LEAST_NAMED)
        library_lint_report_fault(c, f->key,
                                  "names %zu topics for first jobs and %zu for senior ones; %d of each",
                                  entry, senior, LEAST_NAMED);
    else if (first_senior < last_entry)
        library_lint_report_fault(c, f->key,
                                  "%s is for senior posts and stands before %s, which is for first jobs",
                                  f->topics[first_senior].name, f->topics[last_entry].name);
}

/* ---- the weeks ---- */

/* A plan for somebody with so much time. */
struct course {
    const struct library_family *family;
    const char *role;
    int minutes, weeks;
    struct plan plan;
};

static void ask_for_plan(struct library_lint *c, struct course *k)
{
    struct arena *a = c->arena;
    json *in = json_new_object(a), *facts = json_new_object(a);
    json_put_int(a, facts, "minutes", k->minutes);
    json_put_text(a, facts, "interview_date", clock_date_text(a, FROM + 7 * k->weeks));
    json_put_text(a, in, "today", clock_date_text(a, FROM));
    json_put_text(a, in, "role", k->role);
    json_put(a, in, "facts", facts);
    plan_from_json(a, builtin_plan(c->coach, a, in), &k->plan.overview, &k->plan.topics, &k->plan.topics_n);
    k->plan.approved = (clock_time)FROM * 86400;
    for (size_t i = 0; i < k->plan.topics_n; i++)
        k->plan.topics[i].topic.b[0] = (unsigned char)(i + 1);
}

static bool is_mock(const struct library_lint *c, const struct course *k, const struct scheduled *s)
{
    return library_mock_family(c->library, k->plan.topics[s->topic.b[0] - 1].key) != NULL;
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

static void check_weeks(struct library_lint *c, const struct course *k, const struct scheduled *all, size_t n)
{
    double sum[MOST_WEEKS] = {0}, count[MOST_WEEKS] = {0};
    clock_day last_mock = 0;
    for (size_t i = 0; i < n; i++) {
        int questions;
        const double level = level_of(c->arena, all[i].prescription, &questions);
        if (questions == 0)
            library_lint_report_fault(c, k->family->key, "a plan for “%s” has a sitting of no shape: “%s”",
                                      k->role, all[i].prescription);
        if (is_mock(c, k, &all[i])) {
            last_mock = all[i].day;
            continue;
        }
        sum[(all[i].day - FROM) / 7] += level;
        count[(all[i].day - FROM) / 7] += questions;
    }
    if (last_mock < FROM + 7 * k->weeks - MOCK_WITHIN)
        library_lint_report_fault(c, k->family->key,
                                  "a plan for “%s” over %d weeks ends without a mock interview", k->role,
                                  k->weeks);
    for (int w = 1; w < k->weeks; w++)
        if (count[w] == 0 || sum[w] / count[w] < sum[w - 1] / count[w - 1] - noise)
            library_lint_report_fault(c, k->family->key, "a plan for “%s” gets easier in week %d of %d",
                                      k->role, w + 1, k->weeks);
    if (sum[k->weeks - 1] / count[k->weeks - 1] <= sum[0] / count[0])
        library_lint_report_fault(c, k->family->key, "a plan for “%s” over %d weeks is no harder at its end",
                                  k->role, k->weeks);
}

static void check_course(struct library_lint *c, struct course *k)
{
    struct facts facts = {.interview = FROM + 7 * k->weeks, .minutes = k->minutes};
    struct scheduled *all;
    size_t n, own = 0;
    ask_for_plan(c, k);
    for (size_t i = 0; i < k->plan.topics_n; i++)
        own += library_family_of(c->library, k->plan.topics[i].key) == k->family;
    if (own < LEAST_OF_OWN)
        library_lint_report_fault(c, k->family->key, "a plan for “%s” has %zu topics of the family", k->role,
                                  own);
    const struct schedule_from from = {
        .library = c->library, .plan = &k->plan, .facts = &facts, .today = FROM, .zone = "UTC"};
    schedule_make(c->arena, &from, 7 * k->weeks, &all, &n);
    check_weeks(c, k, all, n);
}

void library_lint_plans_check(struct library_lint *c, const struct library_family *f)
{
    static const char *const levels[] = {"junior ", "", "senior "};
    static const struct {
        int minutes, weeks;
    } times[] = {{20, 3}, {45, 4}, {90, MOST_WEEKS}};
    check_order(c, f);
    for (size_t i = 0; f->titles_n && i < sizeof levels / sizeof *levels; i++)
        for (size_t k = 0; k < sizeof times / sizeof *times; k++) {
            struct course one = {.family = f,
                                 .role = arena_printf(c->arena, "%s%s", levels[i], f->titles[0]),
                                 .minutes = times[k].minutes,
                                 .weeks = times[k].weeks};
            check_course(c, &one);
        }
}
