#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "llm/ask.h"
#include "llm/prompts.h"
#include <fcntl.h>

/* A provider made here: it says what its script says, a line each time it is asked, and notes what it was
 * asked. The last line is said again and again. */
struct script {
    const char *lines[4];
    enum err errors[4];
    size_t n;
    const char *says; /* while it makes its answer; NULL: "Hello" */
    int asked;
    struct provider_request last;
};

static enum err say(const struct provider *self, struct arena *arena, const struct provider_request *q,
                    struct provider_reply *out)
{
    (void)arena;
    struct script *s = self->state;
    const size_t line = s->asked < (int)s->n ? (size_t)s->asked : s->n - 1;
    s->asked++;
    s->last = *q;
    if (s->errors[line] != OK)
        return s->errors[line]; /* and nothing is filled in */
    if (q->on_text)
        q->on_text(q->ctx, s->says ? s->says : "Hello", strlen(s->says ? s->says : "Hello"));
    out->text = s->lines[line];
    out->model = arena_printf(a, "%s-model", self->name);
    out->usage =
        (struct provider_usage){.tokens_in = 100, .tokens_out = 10, .tokens_cached = 50, .cost_micro = 7};
    return OK;
}

#define GOOD "{\"words\":\"good day\"}"
#define LONG "{\"words\":\"one two three four\"}"

static struct script first, second, inside;
static struct provider outer, other, builtin;

static struct asker *asker_with(const char *folder, const char *order)
{
    struct asker *k;
    const char *why = "";
    if (ask_new(a, modes_of(folder), order, &k, &why) != OK)
        fail_msg("%s", why);
    first = second = inside = (struct script){.lines = {GOOD}, .n = 1};
    outer = (struct provider){.name = "outer", .outside = true, .answer = say, .state = &first};
    other = (struct provider){.name = "other", .outside = true, .answer = say, .state = &second};
    builtin = (struct provider){.name = "builtin", .answer = say, .state = &inside};
    ask_register(k, &outer);
    ask_register(k, &other);
    ask_register(k, &builtin);
    return k;
}

static struct asker *asker(const char *order)
{
    return asker_with(new_prompts(), order);
}

static enum err ask(const struct asker *k, struct ask_result *out)
{
    const struct ask_request q = {.mode = "greet", .input = doc("{'name':'Ada'}")};
    return ask_mode(k, a, &q, out);
}

/* ---- an answer that holds ---- */

static void test_an_answer_comes_with_what_was_sent(void **state)
{
    (void)state;
    struct ask_result r;
    const struct asker *k = asker("outer:small, builtin");
    assert_int_equal(ask(k, &r), OK);
    assert_string_equal(json_get_text(r.answer, "words", ""), "good day");
    assert_string_equal(r.mode, "greet");
    assert_string_equal(r.provider, "outer");
    assert_string_equal(r.model, "outer-model"); /* the one that answered */
    assert_string_equal(r.system_text, "Greet people.\n");
    assert_string_equal(r.request_text, "Name: \"Ada\"\n");
    assert_int_equal(strlen(r.prompt_version), 16);
    assert_int_equal(r.tries, 1);
    assert_int_equal(r.usage.tokens_in, 100);
    assert_int_equal(inside.asked, 0);
}

static void test_a_provider_is_told_all_it_needs(void **state)
{
    (void)state;
    struct ask_result r;
    const int64_t began = clock_monotonic_ms();
    const struct asker *k = asker("outer:small");
    assert_int_equal(ask(k, &r), OK);
    const struct provider_request *q = &first.last;
    assert_string_equal(q->mode, "greet");
    assert_string_equal(q->model, "small");
    assert_string_equal(q->system_text, "Greet people.\n");
    assert_string_equal(q->request_text, "Name: \"Ada\"\n");
    assert_string_equal(json_get_text(q->input, "name", ""), "Ada");
    assert_string_equal(json_write(a, q->schema), greet_schema);
    assert_null(q->repair);
    assert_null(q->repaired);
    assert_int_equal(q->max_tokens, 700);
    assert_true(q->temperature > 0.39 && q->temperature < 0.41);
    assert_in_range(q->deadline - began, 1, 41000);
}

struct heard {
    struct buf text;
};

static void hear(void *ctx, const char *text, size_t n)
{
    buf_add_bytes(&((struct heard *)ctx)->text, text, n);
}

static void test_words_are_passed_on_as_they_come(void **state)
{
    (void)state;
    struct heard heard = {.text = buf_new(a, 1000)};
    struct ask_result r;
    const struct asker *k = asker("outer");
    const struct ask_request q = {.mode = "greet", .input = doc("{}"), .on_text = hear, .ctx = &heard};
    assert_int_equal(ask_mode(k, a, &q, &r), OK);
    assert_string_equal(heard.text.data, "Hello");
}

/* ---- order ---- */

static void test_the_order_decides_who_is_asked(void **state)
{
    (void)state;
    struct ask_result r;
    static const struct {
        const char *order, *provider, *model;
    } orders[] = {
        {"outer, other, builtin", "outer", ""},
        {"other:llama3:8b, outer", "other", "llama3:8b"}, /* a model's name may hold a colon */
        {" builtin ,outer", "builtin", ""},
        {"nobody, , other", "other", ""},
        {"OUTER,other", "other", ""},
    };
    for (size_t i = 0; i < COUNT(orders); i++) {
        const struct asker *k = asker(orders[i].order);
        assert_int_equal(ask(k, &r), OK);
        assert_string_equal(r.provider, orders[i].provider);
        const struct script *s = first.asked ? &first : second.asked ? &second : &inside;
        assert_string_equal(s->last.model, orders[i].model);
        assert_int_equal(first.asked + second.asked + inside.asked, 1);
    }
}

static void test_a_modes_own_order_goes_before_the_installations(void **state)
{
    (void)state;
    struct ask_result r;
    const char *folder = new_prompts();
    write_part(folder, "greet", "settings.ini", "order = other:large, builtin\n");
    assert_int_equal(ask(asker_with(folder, "outer"), &r), OK);
    assert_string_equal(r.provider, "other");
    assert_string_equal(second.last.model, "large");
}

static void test_an_order_that_names_nobody_is_no_order(void **state)
{
    (void)state;
    struct asker *k;
    const char *why = NULL;
    assert_int_equal(ask_new(a, modes_of(new_prompts()), " ", &k, &why), ERR_CONFIG);
    assert_non_null(why);
    struct ask_result r;
    assert_int_equal(ask(asker("nobody, nothing"), &r), ERR_PROVIDER);
    assert_int_equal(r.tries, 0);
    assert_null(r.answer);
}

static void assert_not_fit(const struct asker *k, const char *place, const char *because)
{
    const char *why = "";
    assert_int_equal(ask_fit(k, a, "greenroom.conf, line 3", &why), ERR_CONFIG);
    if (strncmp(why, place, strlen(place)) != 0 || !strstr(why, because))
        fail_msg("“%s” does not say “%s” of “%s”", why, because, place);
}

static void test_an_order_that_names_a_stranger_is_not_fit(void **state)
{
    (void)state;
    const char *why = "";
    assert_int_equal(ask_fit(asker("outer:small, builtin"), a, "", &why), OK);
    assert_not_fit(asker("outer, opena1:small, builtin"), "greenroom.conf, line 3: ", "“opena1”");
    char *folder = new_prompts();
    write_part(folder, "greet", "settings.ini", "; whom to ask\n\norder = elsewhere, builtin\ntries = 2\n");
    assert_not_fit(asker_with(folder, "builtin"), "mode greet: settings.ini, line 3: ", "“elsewhere”");
}

static void test_an_order_may_be_as_long_as_there_can_be_servers(void **state)
{
    (void)state;
    const char *why = "", *order = "builtin";
    for (int i = 1; i < ASK_MOST_STEPS; i++)
        order = arena_printf(a, "outer:%d, %s", i, order);
    const struct asker *k = asker(order);
    const char *const *all;
    assert_int_equal(ask_fit(k, a, "", &why), OK);
    outer.on_wire = true;
    assert_int_equal(ask_servers(k, a, &all), ASK_MOST_STEPS - 1);
    assert_not_fit(asker(arena_printf(a, "outer:40, %s", order)), "greenroom.conf, line 3: ", "at most 40");
}

/* ---- the next one ---- */

static void test_one_that_fails_hands_over_to_the_next(void **state)
{
    (void)state;
    static const enum err failures[] = {ERR_TIMEOUT, ERR_LIMIT, ERR_PROVIDER};
    for (size_t i = 0; i < COUNT(failures); i++) {
        struct ask_result r;
        const struct asker *k = asker("outer, other, builtin");
        first.errors[0] = failures[i];
        assert_int_equal(ask(k, &r), OK);
        assert_string_equal(r.provider, "other");
        assert_string_equal(r.model, "other-model");
        assert_int_equal(first.asked, 1); /* a failure is not repaired */
        assert_int_equal(r.tries, 2);
        assert_int_equal(r.usage.tokens_in, 100);
        assert_int_equal(inside.asked, 0);
    }
}

static void test_when_nobody_can_the_result_is_filled_all_the_same(void **state)
{
    (void)state;
    struct ask_result r;
    const struct asker *k = asker("outer, builtin");
    first.errors[0] = ERR_TIMEOUT;
    inside.lines[0] = LONG;
    assert_int_equal(ask(k, &r), ERR_PROVIDER);
    assert_null(r.answer);
    assert_string_equal(r.mode, "greet");
    assert_string_equal(r.provider, "builtin");
    assert_string_equal(r.system_text, "Greet people.\n");
    assert_string_equal(r.request_text, "Name: \"Ada\"\n");
    assert_int_equal(strlen(r.prompt_version), 16);
    assert_int_equal(r.tries, 3);
    assert_int_equal(r.usage.tokens_in, 200);
    assert_true(r.ms >= 0);
}

static void test_an_unknown_mode_is_a_bug(void **state)
{
    (void)state;
    struct ask_result r;
    const struct ask_request q = {.mode = "gret", .input = doc("{}")};
    const struct asker *k = asker("outer");
    assert_int_equal(ask_mode(k, a, &q, &r), ERR_INTERNAL);
    assert_null(r.answer);
    assert_int_equal(first.asked, 0);
}

/* ---- repair ---- */

static void test_what_does_not_hold_goes_back_once_with_what_was_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *answer, *why;
    } bad[] = {
        {LONG, "/words: more than 3 words"},
        {"{}", "/words: is missing"},
        {"{\"words\":\"a\",\"extra\":1}", "/extra: is not expected here"},
        {"Sure! " GOOD, "the answer is not one JSON document"},
        {"", "the answer is not one JSON document"},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct ask_result r;
        const struct asker *k = asker("outer, builtin");
        first = (struct script){.lines = {bad[i].answer, GOOD}, .n = 2};
        assert_int_equal(ask(k, &r), OK);
        assert_string_equal(r.provider, "outer");
        assert_int_equal(first.asked, 2);
        assert_non_null(strstr(first.last.repair, bad[i].why));
        assert_string_equal(first.last.repaired, bad[i].answer);
        assert_int_equal(r.tries, 2);
    }
}

static void test_after_one_repair_the_next_is_asked_from_the_start(void **state)
{
    (void)state;
    struct ask_result r;
    const struct asker *k = asker("outer, other");
    first.lines[0] = LONG;
    assert_int_equal(ask(k, &r), OK);
    assert_int_equal(first.asked, 2);
    assert_string_equal(r.provider, "other");
    assert_null(second.last.repair);
    assert_null(second.last.repaired);
}

static void test_an_answer_is_held_to_the_rules_of_its_mode_too(void **state)
{
    (void)state;
    struct ask_result r;
    struct asker *k = asker_with("prompts", "outer");
    static const char mark[] = "{\"score\":5,\"positive_feedback\":[],\"improvement_areas\":[],\"anchors\":[{"
                               "\"name\":\"n\",\"anchor\":\"t\",\"landed\":true,\"quote\":\"never said\"}]}";
    first.lines[0] = mark;
    const struct ask_request q = {.mode = "evaluate_answer", .input = doc("{'answer':'I said this.'}")};
    assert_int_equal(ask_mode(k, a, &q, &r), ERR_PROVIDER);
    assert_null(r.answer);
    assert_non_null(strstr(first.last.repair, "/anchors/0/quote: is not in the answer letter for letter"));
    const struct ask_request said = {.mode = "evaluate_answer",
                                     .input = doc("{'answer':'I never said this.'}")};
    assert_int_equal(ask_mode(k, a, &said, &r), OK);
}

/* ---- what stays on this machine ---- */

static void test_inside_only_keeps_outside_providers_away(void **state)
{
    (void)state;
    struct ask_result r;
    const struct asker *k = asker("outer, other, builtin");
    const struct ask_request q = {.mode = "greet", .input = doc("{}"), .inside_only = true};
    assert_int_equal(ask_mode(k, a, &q, &r), OK);
    assert_string_equal(r.provider, "builtin");
    assert_int_equal(first.asked + second.asked, 0);
    inside.errors[0] = ERR_PROVIDER;
    assert_int_equal(ask_mode(k, a, &q, &r), ERR_PROVIDER); /* not even when it fails */
    assert_int_equal(first.asked + second.asked, 0);
}

/* ---- what is masked ---- */

#define ADDRESS "{'name':'Ada, ada@lace.example, 0171 1234567, ada@lace.example'}"

static void test_what_goes_outside_is_masked_and_what_comes_is_not(void **state)
{
    (void)state;
    struct heard heard = {.text = buf_new(a, 1000)};
    struct ask_result r;
    const struct asker *k = asker("outer");
    first.lines[0] = "{\"words\":\"[email 1] [phone 2]\"}";
    first.says = "Write to [email 1].";
    const struct ask_request q = {.mode = "greet", .input = doc(ADDRESS), .on_text = hear, .ctx = &heard};
    assert_int_equal(ask_mode(k, a, &q, &r), ERR_PROVIDER); /* four words, as the model wrote it */
    first.lines[0] = "{\"words\":\"[email 1]\"}";
    first.asked = 0;
    heard.text.len = 0;
    assert_int_equal(ask_mode(k, a, &q, &r), OK);
    assert_string_equal(first.last.request_text, "Name: \"Ada, [email 1], [phone 1], [email 1]\"\n");
    assert_string_equal(json_get_text(first.last.input, "name", ""), "Ada, [email 1], [phone 1], [email 1]");
    assert_string_equal(r.request_text, first.last.request_text); /* what was sent, as it was sent */
    assert_string_equal(json_get_text(r.answer, "words", ""), "ada@lace.example");
    assert_string_equal(heard.text.data, "Write to ada@lace.example.");
}

static void test_what_stays_inside_is_not_masked(void **state)
{
    (void)state;
    struct ask_result r;
    const struct asker *k = asker("outer, builtin");
    const struct ask_request q = {.mode = "greet", .input = doc(ADDRESS), .inside_only = true};
    assert_int_equal(ask_mode(k, a, &q, &r), OK);
    assert_non_null(strstr(inside.last.request_text, "ada@lace.example, 0171 1234567"));
    assert_string_equal(r.request_text, inside.last.request_text);
}

static void test_after_one_outside_has_failed_the_one_inside_gets_it_all(void **state)
{
    (void)state;
    struct ask_result r;
    const struct asker *k = asker("outer, builtin");
    first.errors[0] = ERR_TIMEOUT;
    const struct ask_request q = {.mode = "greet", .input = doc(ADDRESS)};
    assert_int_equal(ask_mode(k, a, &q, &r), OK);
    assert_string_equal(r.provider, "builtin");
    assert_non_null(strstr(inside.last.request_text, "ada@lace.example"));
    assert_string_equal(json_get_text(inside.last.input, "name", ""), json_get_text(q.input, "name", ""));
    assert_null(strstr(r.request_text, "ada@lace.example")); /* what left the machine is what is told */
}

static void test_masking_can_be_turned_off(void **state)
{
    (void)state;
    struct ask_result r;
    const struct asker *k = asker("outer, builtin");
    const struct ask_request q = {.mode = "greet", .input = doc(ADDRESS), .unmasked = true};
    assert_int_equal(ask_mode(k, a, &q, &r), OK);
    assert_non_null(strstr(first.last.request_text, "ada@lace.example, 0171 1234567"));
}

static void test_what_was_wrong_is_masked_too(void **state)
{
    (void)state;
    struct ask_result r;
    char *folder = new_prompts();
    write_mode(folder, "evaluate_answer");
    write_part(folder, "evaluate_answer", "answer.schema.json", "{\"type\":\"object\"}");
    const struct asker *k = asker_with(folder, "outer");
    first.lines[0] = "{\"anchors\":[{\"anchor\":\"x\",\"landed\":true,\"quote\":\"write [email 1]\"}]}";
    const struct ask_request q = {.mode = "evaluate_answer", .input = doc("{'answer':'ada@lace.example'}")};
    assert_int_equal(ask_mode(k, a, &q, &r), ERR_PROVIDER);
    assert_int_equal(first.asked, 2);
    assert_non_null(first.last.repair);
    assert_null(strstr(first.last.repair, "ada@"));
    assert_null(strstr(first.last.repaired, "ada@"));
    first.lines[0] = "{\"anchors\":[{\"anchor\":\"x\",\"landed\":true,\"quote\":\"[email 1]\"}]}";
    assert_int_equal(ask_mode(k, a, &q, &r), OK); /* letter for letter what was answered */
    assert_non_null(strstr(json_write(a, r.answer), "\"quote\":\"ada@lace.example\""));
}

/* ---- usage ---- */

static void test_usage_is_summed_over_all_tries(void **state)
{
    (void)state;
    struct ask_result r;
    const struct asker *k = asker("outer, other");
    first.lines[0] = LONG;
    assert_int_equal(ask(k, &r), OK);
    assert_int_equal(r.tries, 3);
    assert_int_equal(r.usage.tokens_in, 300);
    assert_int_equal(r.usage.tokens_out, 30);
    assert_int_equal(r.usage.tokens_cached, 150);
    assert_int_equal(r.usage.cost_micro, 21);
}

/* A try that failed before it used anything does not count the one before it again. */
static void test_a_failed_repair_counts_nothing_twice(void **state)
{
    (void)state;
    struct ask_result r;
    const struct asker *k = asker("outer, builtin");
    first = (struct script){.lines = {LONG, ""}, .errors = {OK, ERR_TIMEOUT}, .n = 2};
    inside.errors[0] = ERR_PROVIDER;
    assert_int_equal(ask(k, &r), ERR_PROVIDER);
    assert_int_equal(r.tries, 3);
    assert_int_equal(r.usage.tokens_in, 100);
    assert_int_equal(r.usage.cost_micro, 7);
}

/* ---- a weak answer ---- */

#define WEAK "{\"words\":\"well then\",\"number\":0}"
#define SETTINGS                                                                                             \
    "order =\nmax_tokens = 700\ntemperature = 0.4\ndeadline_seconds = 40\ntries = 2\nescalate = words: "     \
    "well then\n"

static struct asker *escalating(const char *order)
{
    const char *folder = new_prompts();
    write_part(folder, "greet", "settings.ini", SETTINGS);
    struct asker *k = asker_with(folder, order);
    outer.on_wire = other.on_wire = true;
    first.lines[0] = WEAK;
    return k;
}

static void test_an_answer_that_calls_itself_weak_goes_on_to_the_next_model(void **state)
{
    (void)state;
    struct ask_result r;
    const struct asker *k = escalating("outer:small, other:large, builtin");
    assert_int_equal(ask(k, &r), OK);
    assert_string_equal(json_get_text(r.answer, "words", ""), "good day");
    assert_string_equal(r.provider, "other");
    assert_true(r.escalated);
    assert_int_equal(r.steps_n, 2);
    assert_int_equal(r.usage.tokens_in, 200);
    assert_int_equal(inside.asked, 0);
}

static void test_a_weak_answer_stands_where_nobody_does_better(void **state)
{
    (void)state;
    struct ask_result r;
    const struct asker *k = escalating("outer:small, other:large, builtin");
    second.errors[0] = ERR_TIMEOUT;
    assert_int_equal(ask(k, &r), OK);
    assert_string_equal(json_get_text(r.answer, "words", ""), "well then");
    assert_string_equal(r.provider, "outer");
    assert_false(r.escalated);
    assert_int_equal(r.missed, OUTCOME_OK);
    assert_int_equal(inside.asked, 0); /* never worse than what was there */
}

static void test_a_weak_answer_is_good_enough_without_another_model(void **state)
{
    (void)state;
    struct ask_result r;
    const struct asker *k = escalating("outer:small, builtin");
    assert_int_equal(ask(k, &r), OK);
    assert_string_equal(r.provider, "outer");
    assert_int_equal(inside.asked, 0);
}

int main(void)
{
    log_to(open("/dev/null", O_WRONLY | O_CLOEXEC));
    const struct CMUnitTest tests[] = {
        TEST(test_an_answer_comes_with_what_was_sent),
        TEST(test_a_provider_is_told_all_it_needs),
        TEST(test_words_are_passed_on_as_they_come),
        TEST(test_the_order_decides_who_is_asked),
        TEST(test_a_modes_own_order_goes_before_the_installations),
        TEST(test_an_order_that_names_nobody_is_no_order),
        TEST(test_an_order_that_names_a_stranger_is_not_fit),
        TEST(test_an_order_may_be_as_long_as_there_can_be_servers),
        TEST(test_one_that_fails_hands_over_to_the_next),
        TEST(test_when_nobody_can_the_result_is_filled_all_the_same),
        TEST(test_an_unknown_mode_is_a_bug),
        TEST(test_what_does_not_hold_goes_back_once_with_what_was_wrong),
        TEST(test_after_one_repair_the_next_is_asked_from_the_start),
        TEST(test_an_answer_is_held_to_the_rules_of_its_mode_too),
        TEST(test_inside_only_keeps_outside_providers_away),
        TEST(test_what_goes_outside_is_masked_and_what_comes_is_not),
        TEST(test_what_stays_inside_is_not_masked),
        TEST(test_after_one_outside_has_failed_the_one_inside_gets_it_all),
        TEST(test_masking_can_be_turned_off),
        TEST(test_what_was_wrong_is_masked_too),
        TEST(test_usage_is_summed_over_all_tries),
        TEST(test_a_failed_repair_counts_nothing_twice),
        TEST(test_an_answer_that_calls_itself_weak_goes_on_to_the_next_model),
        TEST(test_a_weak_answer_stands_where_nobody_does_better),
        TEST(test_a_weak_answer_is_good_enough_without_another_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
