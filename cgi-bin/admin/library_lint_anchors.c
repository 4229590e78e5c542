#include "admin/library_lint_anchors.h"
#include "base/text.h"
#include "marker/marker_pattern.h"
#include <stdlib.h>
#include <string.h>

enum { LEAST_WORDS = 4, MOST_WORDS = 24, MOST_NEXT = 20, LEAST_ABOUT = 20 };

/* An anchor being looked at, and where it stands. */
struct of_anchor {
    const char *question; /* "nursing/falls-case": without its topic */
    const char *anchor;
};

/* A sentence of some anchor. */
struct said {
    const char *folded;
    struct of_anchor place;
};

struct all_said {
    struct said *list;
    size_t n;
};

/* "nursing/falls-case" of "nursing/patient-safety/falls-case". */
static const char *without_topic(struct arena *a, const char *key)
{
    return arena_printf(a, "%.*s/%s", (int)strcspn(key, "/"), key, text_behind_last(key, '/'));
}

/* ---- an anchor's sentences ---- */

/* THE table: of how many sentences each list of an anchor is. */
static const struct list {
    const char *name;
    size_t least, most;
} right = {"right", 3, 6}, wrong = {"wrong", 2, 3};

static void check_sentences(struct library_lint *lint, const struct of_anchor *place, const struct list *of,
                            const char **list, size_t n)
{
    if (n < of->least || n > of->most)
        library_lint_report_anchor(lint, place->question, place->anchor,
                                   "has %zu %s sentences; it wants %zu to %zu", n, of->name, of->least,
                                   of->most);
    for (size_t i = 0; i < n; i++) {
        const size_t words = text_words(list[i]);
        if (words < LEAST_WORDS || words > MOST_WORDS)
            library_lint_report_anchor(lint, place->question, place->anchor,
                                       "a sentence has %zu words; say it in %d to %d: “%s”", words,
                                       LEAST_WORDS, MOST_WORDS, list[i]);
    }
}

static void check_anchor(struct library_lint *lint, const struct of_anchor *place,
                         const struct example *example, bool story)
{
    const char *why;
    if (!story) {
        check_sentences(lint, place, &right, example->right, example->right_n);
        check_sentences(lint, place, &wrong, example->wrong, example->wrong_n);
    }
    if (*example->part && !marker_wanted_is_part(example->part))
        library_lint_report_anchor(
            lint, place->question, place->anchor,
            "“%s” is no part of a story; use one that cgi-bin/library/examples.h names", example->part);
    if (text_blank(example->next))
        library_lint_report_anchor(lint, place->question, place->anchor,
                                   "has no “next”; say what to do to land it");
    else if (text_words(example->next) > MOST_NEXT)
        library_lint_report_anchor(lint, place->question, place->anchor,
                                   "“next” has %zu words; say it in %d at most", text_words(example->next),
                                   MOST_NEXT);
    for (size_t i = 0; i < example->pattern_n; i++)
        if (!marker_pattern_fit(example->pattern[i], &why))
            library_lint_report_anchor(lint, place->question, place->anchor, "the pattern “%s” %s; mend it",
                                       example->pattern[i], why);
}

/* ---- questions ---- */

static void check_question(struct library_lint *lint, const struct question *question)
{
    const struct examples *examples = marker_examples(lint->coach->marker);
    const struct question_examples *known = examples_question(examples, question->key);
    const bool story = text_equal(question->kind, "story");
    struct of_anchor place = {without_topic(lint->arena, question->key), ""};
    if (!known) {
        library_lint_report_anchor(lint, place.question, "", "is missing; say how its anchors are said");
        return;
    }
    if (story && known->about_n < LEAST_ABOUT)
        library_lint_report_anchor(lint, place.question, "", "has %zu words in “about”; it wants %d at least",
                                   known->about_n, LEAST_ABOUT);
    for (size_t i = 0; i < question->anchors_n; i++) {
        const struct example *example = examples_find(examples, question->key, question->anchors[i].key);
        place.anchor = question->anchors[i].key;
        if (example)
            check_anchor(lint, &place, example, story);
        else
            library_lint_report_anchor(lint, place.question, place.anchor,
                                       "is missing; say how this anchor is said");
    }
}

/* The library's question; NULL if it has none. */
static const struct question *find_question(const struct library_family *family, const char *key)
{
    for (size_t t = 0; family && t < family->topics_n; t++)
        for (size_t i = 0; i < family->topics[t].questions_n; i++)
            if (text_equal(text_behind_last(family->topics[t].questions[i].key, '/'), key))
                return &family->topics[t].questions[i];
    return NULL;
}

static bool has_anchor(const struct question *question, const char *key)
{
    for (size_t i = 0; i < question->anchors_n; i++)
        if (text_equal(question->anchors[i].key, key))
            return true;
    return false;
}

/* Questions and anchors that the library does not have. */
static void check_known(struct library_lint *lint, const char *family, const struct question_examples *known)
{
    const char *key = arena_printf(lint->arena, "%s/%s", family, known->key);
    const struct question *question = find_question(library_find(lint->library, family), known->key);
    if (!question) {
        library_lint_report_anchor(lint, key, "", "the library has no such question; drop it");
        return;
    }
    for (size_t i = 0; i < known->n; i++)
        if (!has_anchor(question, known->list[i].key))
            library_lint_report_anchor(lint, key, known->list[i].key,
                                       "the question has no such anchor; drop it");
}

/* ---- keys, which anchors/ names without their topics ---- */

static void check_keys(struct library_lint *lint, const struct library_family *family,
                       const struct question *question)
{
    if (find_question(family, text_behind_last(question->key, '/')) != question)
        library_lint_report_fault(lint, question->key,
                                  "another topic of the family has a question of this key; rename one");
    for (size_t i = 0; i < question->anchors_n; i++)
        for (size_t k = 0; k < i; k++)
            if (text_equal(question->anchors[i].key, question->anchors[k].key))
                library_lint_report_fault(lint, question->key, "two anchors have the key %s; rename one",
                                          question->anchors[i].key);
}

/* ---- what is said twice ---- */

static int by_folded(const void *left, const void *right_one)
{
    const struct said *one = left, *other = right_one;
    return strcmp(one->folded, other->folded);
}

static void add_said(struct library_lint *lint, struct all_said *all, const struct of_anchor *place,
                     const char **list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        all->list[all->n++] = (struct said){text_fold(lint->arena, list[i]), *place};
}

static void add_question(struct library_lint *lint, struct all_said *all, const char *family,
                         const struct question_examples *known)
{
    struct of_anchor place = {arena_printf(lint->arena, "%s/%s", family, known->key), ""};
    for (size_t i = 0; i < known->n; i++) {
        place.anchor = known->list[i].key;
        add_said(lint, all, &place, known->list[i].right, known->list[i].right_n);
        add_said(lint, all, &place, known->list[i].wrong, known->list[i].wrong_n);
    }
}

static size_t count_said(const struct examples *examples)
{
    const char *family;
    size_t n, sum = 0;
    const struct question_examples *list;
    for (size_t i = 0; (list = examples_family(examples, i, &family, &n)); i++)
        for (size_t q = 0; q < n; q++)
            for (size_t k = 0; k < list[q].n; k++)
                sum += list[q].list[k].right_n + list[q].list[k].wrong_n;
    return sum;
}

static void check_twice(struct library_lint *lint, const struct all_said *all)
{
    qsort(all->list, all->n, sizeof *all->list, by_folded);
    for (size_t i = 1; i < all->n; i++)
        if (strcmp(all->list[i].folded, all->list[i - 1].folded) == 0)
            library_lint_report_anchor(lint, all->list[i].place.question, all->list[i].place.anchor,
                                       "a sentence stands at %s, %s, too; say it otherwise: “%s”",
                                       all->list[i - 1].place.question, all->list[i - 1].place.anchor,
                                       all->list[i].folded);
}

void library_lint_anchors_check(struct library_lint *lint)
{
    const struct examples *examples = marker_examples(lint->coach->marker);
    const size_t most = count_said(examples);
    struct all_said all = {.list = arena_array(lint->arena, most + 1, sizeof *all.list)};
    const struct question_examples *list;
    const char *family;
    size_t n;
    for (size_t f = 0; f < library_count(lint->library); f++) {
        const struct library_family *of = library_family(lint->library, f);
        for (size_t t = 0; t < of->topics_n; t++)
            for (size_t i = 0; i < of->topics[t].questions_n; i++) {
                check_keys(lint, of, &of->topics[t].questions[i]);
                check_question(lint, &of->topics[t].questions[i]);
            }
    }
    for (size_t i = 0; (list = examples_family(examples, i, &family, &n)); i++)
        for (size_t q = 0; q < n; q++) {
            check_known(lint, family, &list[q]);
            add_question(lint, &all, family, &list[q]);
        }
    check_twice(lint, &all);
}
