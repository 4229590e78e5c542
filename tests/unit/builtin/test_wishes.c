#include "base/rows.h"
#include "builtin/builtin_changes.h"
#include "builtin/modes.h"

/* What is made of a wish for a plan: a table, each row a wish and what it asks for. Today is Monday 30
 * November 2026. */

struct topic {
    const char *name;
    int minutes;
};

static const struct plan {
    const char *key, *role, *interview;
    int minutes;
    struct topic topics[6];
} plans[] = {
    {"software",
     "software engineer",
     "",
     40,
     {{"System design", 12},
      {"Coding aloud", 10},
      {"Debugging and incidents", 8},
      {"Testing and delivery", 6},
      {"Behavioural stories", 4}}},
    {"nurse",
     "staff nurse",
     "",
     30,
     {{"Patient safety", 10},
      {"Drug calculations", 8},
      {"Clinical judgement", 6},
      {"Team and pressure", 4},
      {"Mock interview", 2}}},
    {"analyst",
     "data analyst",
     "2026-12-14",
     45,
     {{"SQL queries", 15},
      {"Statistics", 10},
      {"Data cleaning", 8},
      {"Data storytelling", 7},
      {"Case interviews", 5}}},
    {"chef",
     "sous chef",
     "",
     20,
     {{"Menu costing", 6}, {"Food safety", 6}, {"Kitchen leadership", 5}, {"Trial shift", 3}}},
    {"teacher",
     "year 4 teacher",
     "",
     35,
     {{"Lesson planning", 10},
      {"Behaviour and climate", 10},
      {"Safeguarding", 8},
      {"First aid", 4},
      {"Parents' evenings", 3}}},
    {"sales",
     "account executive",
     "",
     30,
     {{"Discovery and value", 8},
      {"Handling objections", 8},
      {"Closing and negotiating", 6},
      {"Cold calls", 5},
      {"Presentation skills", 3}}},
    {"care",
     "support worker",
     "",
     40,
     {{"Moving and handling", 12},
      {"Medication", 10},
      {"Safeguarding adults", 8},
      {"Record keeping", 6},
      {"Why care work", 4}}},
    {"driver",
     "bus driver",
     "2026-12-15",
     30,
     {{"Highway code", 10},
      {"Passengers with disabilities", 8},
      {"Route planning", 7},
      {"Conflict on board", 5}}},
    {"bank",
     "relationship manager",
     "",
     60,
     {{"Credit analysis", 20},
      {"Regulation and compliance", 15},
      {"Client conversations", 15},
      {"Excel modelling", 10}}},
    {"lab",
     "research technician",
     "",
     50,
     {{"PCR and cloning", 20}, {"Cell culture", 15}, {"Lab safety", 10}, {"Presenting data", 5}}},
};

static const struct plan *plan_named(const char *key)
{
    for (size_t i = 0; i < COUNT(plans); i++)
        if (text_equal(plans[i].key, key))
            return &plans[i];
    fail_msg("no plan “%s”", key);
    return NULL;
}

static json *topic_doc(const struct topic *topic, int priority)
{
    json *one = json_new_object(a);
    json_put_text(a, one, "name", topic->name);
    json_put_text(a, one, "description", topic->name);
    json_put_int(a, one, "priority", priority);
    json_put_int(a, one, "daily_study_minutes", topic->minutes);
    json_put_text(a, one, "expected_outcome", topic->name);
    json_put_text(a, one, "prescription", "3 x 3min @ medium");
    return one;
}

static json *input(const struct plan *plan, const char *wish)
{
    json *in = doc("{'today':'2026-11-30','raw_context':'','progress':[]}"), *overview = json_new_object(a),
         *topics = json_new_array(a), *facts = json_new_object(a), *feedback = json_new_array(a),
         *whole = json_new_object(a);
    for (int i = 0; i < 6 && plan->topics[i].name; i++)
        json_add(a, topics, topic_doc(&plan->topics[i], i + 1));
    json_put_text(a, overview, "target_role", plan->role);
    json_put_int(a, overview, "total_daily_minutes", plan->minutes);
    json_put_int(a, overview, "time_horizon_weeks", 4);
    json_put_text(a, overview, "rationale", "What interviews turn on.");
    json_put(a, whole, "plan_overview", overview);
    json_put(a, whole, "plan_topics", topics);
    json_put_text(a, facts, "role", plan->role);
    json_put_int(a, facts, "minutes", plan->minutes);
    json_put_text(a, facts, "interview_date", plan->interview);
    json_add_text(a, feedback, wish);
    json_put_text(a, in, "role", plan->role);
    json_put(a, in, "plan", whole);
    json_put(a, in, "facts", facts);
    json_put(a, in, "feedback", feedback);
    return in;
}

/* ---- what was understood, in words ---- */

static const char *word_for(enum builtin_op op)
{
    static const char *const words[] = {
        [BUILTIN_OP_MORE] = "more",      [BUILTIN_OP_LESS] = "less",      [BUILTIN_OP_DROP] = "drop",
        [BUILTIN_OP_ADD] = "add",        [BUILTIN_OP_HARDER] = "harder",  [BUILTIN_OP_EASIER] = "easier",
        [BUILTIN_OP_PLACE] = "priority", [BUILTIN_OP_MINUTES] = "minutes"};
    return words[op];
}

static const char *as_words(const struct builtin_wish *wish, size_t i)
{
    const struct builtin_operation *operation = &wish->operations[i];
    const char *name = operation->words;
    if (operation->topic != BUILTIN_WISH_NEW)
        name = json_get_text(json_at(wish->topics, operation->topic), "name", "");
    if (operation->op == BUILTIN_OP_MINUTES || operation->op == BUILTIN_OP_PLACE)
        return arena_printf(a, "%s %s %d", word_for(operation->op), name, operation->to);
    return arena_printf(a, "%s %s", word_for(operation->op), name);
}

static bool is_wanted(const json *wanted, const char *words)
{
    for (size_t i = 0; i < json_len(wanted); i++) {
        const char *one = json_text(json_at(wanted, i), "");
        const size_t n = strlen(one);
        if (text_equal(text_fold(a, one), text_fold(a, words)) ||
            (n > 1 && one[n - 1] == '*' && strncmp(one, words, n - 1) == 0))
            return true;
    }
    return false;
}

static bool as_wanted(const struct builtin_wish *wish, const json *wanted, size_t topics)
{
    size_t n = json_len(wanted);
    if (n == 1 && strchr(json_text(json_at(wanted, 0), ""), '*'))
        n = topics;
    if (wish->operations_n != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!is_wanted(wanted, as_words(wish, i)))
            return false;
    return true;
}

static const char *off_days(const json *facts)
{
    static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    json *list = json_new_array(a);
    const json *off = json_get(facts, "days_off");
    for (size_t i = 0; i < json_len(off); i++)
        json_add_text(a, list, names[json_int(json_at(off, i), 0) % 7]);
    return json_write(a, list);
}

/* As the rows have them: {"sat":60}. */
static const char *own_minutes(const json *facts)
{
    static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    json *days = json_new_object(a);
    const json *by_day = json_get(facts, "minutes_by_day");
    for (size_t i = 0; i < json_len(by_day); i++)
        if (json_int(json_at(by_day, i), 0) > 0)
            json_put_int(a, days, names[i], json_int(json_at(by_day, i), 0));
    return json_members(days) ? json_write(a, days) : "null";
}

static bool facts_wanted(const struct builtin_wish *wish, const json *row)
{
    const json *off = json_get(row, "off"), *date = NULL;
    const char *wanted_off = "[]";
    if (off)
        wanted_off = json_write(a, off);
    if (json_find(row, "interview", &date) &&
        !text_equal(json_get_text(wish->facts, "interview_date", ""), json_text(date, "")))
        return false;
    return text_equal(own_minutes(wish->facts), text_or(json_write(a, json_get(row, "by_day")), "")) &&
           wish->day == json_get_int(row, "daily", 0) && text_equal(off_days(wish->facts), wanted_off) &&
           text_equal(json_get_text(wish->facts, "role", ""), json_get_text(row, "role", ""));
}

static const char *understood(const struct builtin_wish *wish)
{
    const char *all = "";
    for (size_t i = 0; i < wish->operations_n; i++)
        all = arena_printf(a, "%s%s; ", all, as_words(wish, i));
    return arena_printf(a, "%sday %d, %s", all, wish->day, json_write(a, wish->facts));
}

/* Where it is asked back nothing changes; else minutes and topics agree, and each difference has its reason
 * (the mode's contract). */
static void look_at_wish(const json *row)
{
    fresh();
    const char *text = json_get_text(row, "wish", ""), *asks = json_get_text(row, "asks", "");
    const json *in = input(plan_named(json_get_text(row, "plan", "")), text);
    const json *before = json_get(json_get(in, "plan"), "plan_topics");
    const struct builtin_changes_made made = builtin_changes_make(library, a, in);
    const bool asked = made.wish->asked_n > 0, must = json_get_bool(row, "asks", false);
    const json *answered = answer("suggest_plan_changes", in);
    const bool done = as_wanted(made.wish, json_get(row, "changes"), json_len(before)) &&
                      facts_wanted(made.wish, row) && !must && !asked;
    if (!done && !(asked && (must || text_equal(asks, "may"))))
        found_wrong(arena_printf(a, "“%s”: %s; %s", text, understood(made.wish),
                                 json_get_text(made.answer, "reply", "")));
    if (asked && json_len(json_get(answered, "reasons")))
        found_wrong(arena_printf(a, "“%s”: asks and changes", text));
    if (text_blank(json_get_text(answered, "reply", "")))
        found_wrong(arena_printf(a, "“%s”: says nothing", text));
}

static void test_wishes(void **state)
{
    (void)state;
    static const char *const known[] = {"of",     "plan", "wish",      "changes", "asks",  "daily",
                                        "by_day", "off",  "interview", "role",    "weeks", NULL};
    each_row("tests/unit/builtin/wishes.jsonl", 300, known, look_at_wish);
}

/* Days without practice change no topic; they have the words of their own sentence, not of the next one. */
static void test_a_break_has_its_words(void **state)
{
    (void)state;
    const json *in =
        input(plan_named("nurse"), "We are away from 12 to 19 December. An hour on Saturdays then.");
    const struct builtin_changes_made made = builtin_changes_make(library, a, in);
    const json *facts = made.wish->facts, *away = json_get(facts, "break");
    assert_int_equal(made.wish->asked_n, 0);
    assert_int_equal(made.wish->operations_n, 0);
    assert_string_equal(json_get_text(away, "from", ""), "2026-12-12");
    assert_string_equal(json_get_text(away, "to", ""), "2026-12-19");
    const char *words = json_get_text(json_get(facts, "sources"), "break", "");
    assert_non_null(strstr(words, "12 to 19 December"));
    assert_null(strstr(words, "Saturdays"));
    assert_int_equal(json_len(json_get(made.answer, "reasons")), 0);
}

#define MODE_TEST(f) cmocka_unit_test_setup_teardown(f, with_arena, without_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MODE_TEST(test_wishes),
        MODE_TEST(test_a_break_has_its_words),
    };
    return cmocka_run_group_tests(tests, read_all, free_all);
}
