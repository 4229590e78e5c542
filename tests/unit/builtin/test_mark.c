#include "builtin/answers.h"

/* What the built-in marker must not be taken in by, for questions of every family, and what it must not mind.
 */

/* One question of each topic of each family in turn. */
static void each_question(void (*holds)(const json *row, const struct question *q))
{
    for (size_t f = 0; f < library_count(library); f++)
        for (size_t t = 0; t < library_family(library, f)->topics_n; t++) {
            const struct library_topic *topic = &library_family(library, f)->topics[t];
            const struct question *q = &topic->questions[(f + t) % topic->questions_n];
            fresh();
            holds(row_of(q), q);
        }
}

/* ---- no answer ---- */

static void test_no_words_are_no_answer(void **state)
{
    (void)state;
    static const char *const nothing[] = {"", " ", ".", "?!", "no", "I pass", "...", "\n\n"};
    for (size_t i = 0; i < COUNT(nothing); i++)
        assert_int_equal(score(own.rows[i * 7], nothing[i]), 1);
}

static void test_gibberish_gets_the_lowest_score(void **state)
{
    (void)state;
    static const char *const nonsense[] = {
        "asdf jkl qwer zxcv uiop hjkl asdf jkl qwer zxcv uiop hjkl",
        "Blorp fnarg wibbleth quonk zzt. Grelk vomtar plixen shubbo krank, drelm fospit.",
        "xjdhf 8347 jfhg jdhf jdhg skdjf ksjdhf kjsdhf 9834 kjsdhf",
        "aaaaaaa bbbbbbb ccccccc ddddddd eeeeeee fffffff ggggggg hhhhhhh",
    };
    for (size_t i = 0; i < COUNT(nonsense); i++)
        for (size_t k = 0; k < own.n; k += 11) {
            fresh();
            assert_at_most(own.rows[k], nonsense[i], 1);
        }
}

/* Nothing is said against such an answer: it is not marked. */
static void test_other_languages_are_not_marked(void **state)
{
    (void)state;
    static const char *const foreign[] = {
        "Ich habe damals mit meinem Team ein neues Verfahren eingeführt und danach waren alle Kunden "
        "zufrieden.",
        "J'ai travaillé avec mon équipe pendant trois mois et nous avons réussi à réduire les coûts de "
        "moitié.",
        "Trabajé durante dos años en un hospital y aprendí a escuchar a los pacientes y a sus familias.",
        "Pracowałem w sklepie przez dwa lata i nauczyłem się rozmawiać z trudnymi klientami spokojnie.",
        "我在团队里负责沟通和协调，最后项目按时完成，客户很满意。",
    };
    for (size_t i = 0; i < COUNT(foreign); i++)
        for (size_t k = 0; k < own.n; k += 11) {
            fresh();
            const json *m = builtin_mark(builtin, a, input(own.rows[k], foreign[i]));
            assert_true(json_has(m, "score"));
            assert_null(json_get(m, "score"));
            assert_non_null(strstr(json_get_text(m, "why", ""), "English only"));
        }
}

static void holds_for_question_itself(const json *row, const struct question *q)
{
    assert_at_most(row, q->text, 2);
    assert_at_most(row, arena_printf(a, "%s %s %s", q->text, q->text, q->text), 2);
    assert_at_most(row, arena_printf(a, "The question is: %s Good question.", q->text), 2);
}

static void test_the_question_pasted_back_gets_at_most_two(void **state)
{
    (void)state;
    each_question(holds_for_question_itself);
}

/* ---- key words ---- */

static const char *key_words(const struct question *q, const char *between)
{
    const char *all = "";
    for (size_t i = 0; i < q->anchors_n; i++) {
        const json *words = json_from_lines(a, q->anchors[i].words);
        for (size_t w = 0; w < json_len(words); w++)
            all = arena_printf(a, "%s%s%s", all, *all ? between : "", json_text(json_at(words, w), ""));
    }
    return all;
}

static size_t lists, taken_for_more;

static void count_list(const json *row, const char *text)
{
    lists++;
    taken_for_more += score(row, text) > 3;
}

static void holds_for_lists(const json *row, const struct question *q)
{
    const char *names = "";
    for (size_t i = 0; i < q->anchors_n; i++)
        names = arena_printf(a, "%s%s, ", names, q->anchors[i].name);
    count_list(row, names);
    count_list(row, key_words(q, ", "));
    count_list(row, key_words(q, ". "));
    count_list(row, key_words(q, " and "));
    count_list(row, key_words(q, "\n"));
    count_list(row, key_words(q, " "));
}

static void test_a_list_of_key_words_gets_at_most_three(void **state)
{
    (void)state;
    each_question(holds_for_lists);
    assert_true(lists > 400);
    assert_true(taken_for_more * 50 <= lists); /* one of fifty may pass for sentences */
}

/* ---- denial ---- */

static void holds_for_denial(const json *row, const struct question *q)
{
    const char *first = "", *second = "";
    for (size_t i = 0; i < q->anchors_n; i++) {
        const json *words = json_from_lines(a, q->anchors[i].words);
        first = arena_printf(a, "%sI don't care about %s, and I never look at %s. ", first,
                             q->anchors[i].name, json_text(json_at(words, 0), ""));
        second = arena_printf(a, "%sThere was no %s. I did not %s or %s. ", second, q->anchors[i].name,
                              json_text(json_at(words, 0), ""), json_text(json_at(words, 1), ""));
    }
    assert_at_most(row, first, 4);
    assert_at_most(row, second, 4);
}

static void test_denying_the_anchors_gets_at_most_four(void **state)
{
    (void)state;
    each_question(holds_for_denial);
}

static const json *row_named(const char *id)
{
    for (size_t i = 0; i < own.n; i++)
        if (text_equal(json_get_text(own.rows[i], "id", ""), id))
            return own.rows[i];
    fail_msg("no answer %s", id);
    return NULL;
}

static void test_denials_as_people_say_them(void **state)
{
    (void)state;
    static const struct {
        const char *id, *text;
    } cases[] = {
        {"software/delivery/secure-login/5",
         "I never hash passwords, a slow salted hash is not needed. I don't use random session tokens and no "
         "secure cookies. I wouldn't limit guesses, and there is no second factor. Reset links never expire. "
         "I "
         "don't trust libraries."},
        {"nursing/compassion-communication/dignity-washing/5",
         "I don't introduce myself and I don't ask for permission. I never close the curtain, the body isn't "
         "covered. They can't choose anything and do nothing themselves. I don't talk and I don't look at "
         "the "
         "skin."},
        {"sales/objections/too-expensive/5",
         "I don't ask compared to what. I never come back to the value or the cost of the problem. I don't "
         "compare the total cost. I wouldn't change the scope instead of giving a discount."},
        {"customer-service/difficult-customers/threat-violence/5",
         "I don't think about safety and I keep no distance. I never press the alarm and don't call the "
         "police. "
         "I wouldn't stay calm. Afterwards I don't report it and I don't care for the colleague."},
        {"data/machine-learning/baseline-first/5", "I don't ask what decision it is for. I never build a "
                                                   "baseline, not even a simple rule. I don't look at "
                                                   "missing values or leakage. No metric, no split."},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_at_most(row_named(cases[i].id), cases[i].text, 4);
}

/* ---- padding ---- */

static const char *const padding[] = {
    "I would say that this is something which everybody knows, and it is of course not always easy. One has "
    "to see "
    "it from different sides, and it is up to everyone to see what suits them best.",
    "At the end of the day what counts is that you do your best and keep a positive attitude. As I said, "
    "there are "
    "many aspects and it really depends on the situation, but in general I think one should stay flexible.",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et "
    "dolore "
    "magna aliqua. Ut enim ad minim veniam.",
    "I have thought about this a lot over the years and I have talked about it with many people. Everyone "
    "has "
    "their own way of doing things, and that is fine with me.",
    "This is a really interesting question and I am glad that you asked it. Let me think about it for a "
    "moment, because there is a lot that one could say here.",
    "There are good days and bad days, but you have to keep going and never give up. I hope that this "
    "answers your question, and I would be happy to tell you more.",
};

static int padded(const json *row, size_t p, int way)
{
    const char *text = answer_of(row), *more = padding[p];
    fresh();
    return score(row, way == 0   ? arena_printf(a, "%s %s", text, more)
                      : way == 1 ? arena_printf(a, "%s %s", more, text)
                                 : arena_printf(a, "%s %s %s", text, more, more));
}

/* More than a point in one of twenty cases at most. */
static void test_padding_adds_at_most_a_point(void **state)
{
    (void)state;
    size_t tried = 0, more = 0;
    for (size_t i = 0; i < own.n; i++) {
        fresh();
        const int plain = score(own.rows[i], answer_of(own.rows[i]));
        for (size_t p = 0; p < COUNT(padding) * 3; p++) {
            const int after = padded(own.rows[i], p / 3, (int)(p % 3));
            more += after > plain + 1;
            tried++;
        }
    }
    assert_true(more * 20 <= tried);
}

static void test_saying_it_twice_adds_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < own.n; i += 3) {
        fresh();
        const char *text = answer_of(own.rows[i]);
        assert_at_most(own.rows[i], arena_printf(a, "%s %s", text, text), score(own.rows[i], text) + 1);
    }
}

/* ---- spelling ---- */

/* Two letters swapped, or one left out, in every fourth longer word. */
static char *with_slips(const char *text)
{
    char *out = arena_alloc(a, strlen(text) + 1), *to = out;
    size_t longer = 0;
    for (const char *p = text; *p;) {
        const size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyz");
        memcpy(to, p, n);
        to += n;
        if (n >= 6 && ++longer % 4 == 0) {
            const char kept = to[-2];
            to[-2] = to[-3];
            to[-3] = kept;
        } else if (n >= 6 && longer % 4 == 2) {
            to[-3] = to[-2];
            to[-2] = to[-1];
            to--;
        }
        p += n;
        if (*p)
            *to++ = *p++;
    }
    return out;
}

/* A point in nine of ten cases, never more than two. */
static void test_spelling_mistakes_cost_a_good_answer_at_most_a_point(void **state)
{
    (void)state;
    size_t tried = 0, more = 0;
    for (size_t i = 0; i < own.n; i++) {
        fresh();
        const char *text = answer_of(own.rows[i]), *slips = with_slips(text);
        if (level_of(own.rows[i]) < 4)
            continue;
        tried++;
        assert_string_not_equal(text, slips);
        const int clean = score(own.rows[i], text), typed = score(own.rows[i], slips);
        if (abs(clean - typed) > 2)
            fail_msg("%s: %d, with slips %d: %s", json_get_text(own.rows[i], "id", ""), clean, typed, slips);
        more += abs(clean - typed) > 1;
    }
    assert_true(tried > 80);
    assert_true(more * 10 <= tried);
}

/* ---- an answer to something else ---- */

/* Each strong answer against seven other questions. Of stories words can't tell what question they answer. */
static void test_a_good_answer_to_another_question_is_none_to_this(void **state)
{
    (void)state;
    double there = 0, here = 0;
    size_t n = 0, taken_in = 0;
    for (size_t i = 0; i < own.n; i++) {
        if (level_of(own.rows[i]) != 5)
            continue;
        for (size_t k = 1; k <= 7; k++) {
            fresh();
            const json *row = own.rows[i], *other = own.rows[(i + k * own.n / 8) % own.n];
            if (text_equal(json_get_text(other, "kind", ""), "story") ||
                text_equal(json_get_text(other, "question", ""), json_get_text(row, "question", "")))
                continue;
            const int elsewhere = score(other, answer_of(row));
            there += elsewhere;
            here += score(row, answer_of(row));
            taken_in += elsewhere > 4;
            n++;
        }
    }
    assert_true(n > 150);
    assert_true(there / (double)n <= 3.2);
    assert_true(taken_in * 7 <= n);
    assert_true(here / (double)n >= there / (double)n + 5);
}

/* ---- a scale that means something ---- */

static void test_better_answers_get_higher_marks(void **state)
{
    (void)state;
    double sum[6] = {0}, n[6] = {0};
    for (size_t i = 0; i < own.n; i++) {
        fresh();
        sum[level_of(own.rows[i])] += score(own.rows[i], answer_of(own.rows[i]));
        n[level_of(own.rows[i])]++;
    }
    for (int level = 2; level <= 5; level++)
        assert_true(sum[level] / n[level] >= sum[level - 1] / n[level - 1] + 0.7);
    assert_true(sum[1] / n[1] < 2.5);
    assert_true(sum[5] / n[5] > 7.5);
}

/* ---- what is said about it ---- */

/* What stands between typographic quotation marks in a point is in the answer. */
static void assert_quoted(const char *point, const char *text)
{
    const char *open = "\xe2\x80\x9c", *close = "\xe2\x80\x9d";
    for (const char *p = point; (p = strstr(p, open)) != NULL;) {
        p += strlen(open);
        const char *end = strstr(p, close);
        if (!end)
            fail_msg("a quotation without an end: %s", point);
        const char *quote = arena_text(a, p, (size_t)(end - p));
        if (!text_contains(text, quote))
            fail_msg("“%s” is not in the answer", quote);
    }
}

static void test_quotations_are_letter_for_letter(void **state)
{
    (void)state;
    for (size_t i = 0; i < own.n; i++) {
        fresh();
        const char *text = answer_of(own.rows[i]);
        const json *m = mark(own.rows[i], text); /* holds the contract: quotes of anchors, limits */
        const json *sides[] = {json_get(m, "positive_feedback"), json_get(m, "improvement_areas")};
        assert_true(json_len(sides[1]) >= 1);
        for (size_t s = 0; s < 2; s++)
            for (size_t k = 0; k < json_len(sides[s]); k++) {
                const char *point = json_text(json_at(sides[s], k), "");
                if (!strstr(point, "Say \xe2\x80\x9cI\xe2\x80\x9d") && !strstr(point, "One \xe2\x80\x9c"))
                    assert_quoted(point, text);
                assert_null(strstr(point, "{{"));
            }
    }
}

/* One thing to do next: the library's own line for what is not there yet, or that it is good enough. */
static void test_one_thing_to_do_next(void **state)
{
    (void)state;
    const struct examples *examples = marker_examples(builtin->marker);
    size_t known = 0;
    for (size_t i = 0; i < own.n; i++) {
        fresh();
        const json *m = mark(own.rows[i], answer_of(own.rows[i])), *list = json_get(m, "improvement_areas"),
                   *anchors = json_get(m, "anchors");
        assert_int_equal(json_len(list), 1);
        for (size_t k = 0; k < json_len(anchors); k++) {
            const json *one = json_at(anchors, k);
            const struct example *example =
                examples_find(examples, key_of(own.rows[i]), json_get_text(one, "name", ""));
            if (!example || !text_equal(example->next, json_text(json_at(list, 0), "")))
                continue;
            known++;
            assert_false(json_get_bool(one, "landed", true)); /* nothing that the answer already does */
        }
    }
    assert_true(known * 2 > own.n);
}

/* What is kept is quoted, and is what landed. */
static void test_what_to_keep_is_what_landed(void **state)
{
    (void)state;
    size_t strong = 0, praised = 0;
    for (size_t i = 0; i < own.n; i++) {
        fresh();
        const json *m = mark(own.rows[i], answer_of(own.rows[i])), *anchors = json_get(m, "anchors");
        size_t landed = 0;
        for (size_t k = 0; k < json_len(anchors); k++)
            landed += json_get_bool(json_at(anchors, k), "landed", false);
        const size_t kept = json_len(json_get(m, "positive_feedback"));
        assert_true(kept <= landed);
        if (level_of(own.rows[i]) < 5)
            continue;
        strong++;
        praised += kept > 0;
    }
    assert_true(praised * 4 >= strong * 3);
}

/* All landed is never below 7, none landed above 5 only for a story whose parts may be there. */
static void test_marks_and_ticks_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < own.n; i++) {
        fresh();
        const json *m = mark(own.rows[i], answer_of(own.rows[i])), *anchors = json_get(m, "anchors");
        size_t landed = 0, perhaps = 0;
        for (size_t k = 0; k < json_len(anchors); k++) {
            landed += json_get_bool(json_at(anchors, k), "landed", false);
            perhaps += json_has(json_at(anchors, k), "perhaps");
        }
        const int64_t score = json_get_int(m, "score", 0);
        if (landed == json_len(anchors))
            assert_true(score >= 7);
        if (landed == 0 && score > 5)
            assert_true(text_equal(json_get_text(own.rows[i], "kind", ""), "story") && perhaps > 0);
    }
}

static void test_a_question_without_anchors_gets_the_usual_ones(void **state)
{
    (void)state;
    static const char *const kinds[] = {"story", "explain", "case", "unheard-of"};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        json *in = input(own.rows[4], answer_of(own.rows[4]));
        json_put(a, in, "anchors", json_new_array(a));
        json_put_text(a, in, "kind", kinds[i]);
        assert_int_equal(json_len(json_get(answer("evaluate_answer", in), "anchors")), 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_no_words_are_no_answer),
        TEST(test_gibberish_gets_the_lowest_score),
        TEST(test_other_languages_are_not_marked),
        TEST(test_the_question_pasted_back_gets_at_most_two),
        TEST(test_a_list_of_key_words_gets_at_most_three),
        TEST(test_denying_the_anchors_gets_at_most_four),
        TEST(test_denials_as_people_say_them),
        TEST(test_padding_adds_at_most_a_point),
        TEST(test_saying_it_twice_adds_nothing),
        TEST(test_spelling_mistakes_cost_a_good_answer_at_most_a_point),
        TEST(test_a_good_answer_to_another_question_is_none_to_this),
        TEST(test_better_answers_get_higher_marks),
        TEST(test_quotations_are_letter_for_letter),
        TEST(test_one_thing_to_do_next),
        TEST(test_what_to_keep_is_what_landed),
        TEST(test_marks_and_ticks_agree),
        TEST(test_a_question_without_anchors_gets_the_usual_ones),
    };
    return cmocka_run_group_tests(tests, read_answers, free_all);
}
