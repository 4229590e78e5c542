#include "admin/library_lint.h"
#include "admin/library_lint_anchors.h"
#include "admin/library_lint_plans.h"
#include "base/num.h"
#include "base/text.h"
#include "library/prescription.h"
#include <stdlib.h>
#include <string.h>

enum {
    LEAST_FAMILIES = 12,
    LEAST_TOPICS = 60,
    LEAST_QUESTIONS = 600,
    LEAST_IN_TOPIC = 8,
    LEAST_OF_LEVEL = 2,
    LEAST_KINDS = 3,
    LEAST_WORDS = 6, /* of a text whose share of rare words says anything */
    LEVELS = 3
};
/* Of unrelated questions hardly any two are more than 0.4 alike; of unrelated sets of anchors, 0.3. */
static const double nearly_same = 0.5, nearly_same_anchors = 0.4, hardest_family = 9;
static const double shortest_share = 0.66, longest_share = 1.35; /* of a session's time for a question */

/* A question, and what it and its anchors are about. */
struct library_lint_asked {
    const struct question *question;
    const char *folded;
    struct library_lint_gist gist, anchors;
};

/* THE table: how hard each sort of text may be to read. Lists of things (anchors, descriptions) score high by
 * the formula for being lists. */
enum sort { QUESTION, GOOD, FOLLOW_UP, ANCHOR, DESCRIPTION, OUTCOME, OVERVIEW };
static const struct reading {
    const char *name;
    double grade, rare;
} readings[] = {
    [QUESTION] = {"the question", 13, 0.25},       [GOOD] = {"what good answers mention", 13, 0.25},
    [FOLLOW_UP] = {"the follow-up", 12, 0.25},     [ANCHOR] = {"an anchor", 18, 0.4},
    [DESCRIPTION] = {"the description", 16, 0.25}, [OUTCOME] = {"the outcome", 12, 0.25},
    [OVERVIEW] = {"the overview", 11, 0.15},
};

static void check_reading(struct library_lint *lint, const char *place, enum sort sort, const char *text)
{
    const struct reading *r = &readings[sort];
    size_t n;
    const double grade = library_lint_grade(text),
                 rare = library_lint_rare(lint->lexicon, lint->arena, text, &n);
    if (grade > r->grade)
        library_lint_report_fault(
            lint, place, "%s reads at grade %.1f, at most %.0f; use shorter words or two sentences: “%s”",
            r->name, grade, r->grade, text);
    if (n >= LEAST_WORDS && rare > r->rare)
        library_lint_report_fault(lint, place,
                                  "%s has %.0f rare words in a hundred, at most %.0f; say it plainly: “%s”",
                                  r->name, 100 * rare, 100 * r->rare, text);
}

/* ---- doubles ---- */

static const char *all_anchors(struct arena *a, const struct question *question)
{
    const char *all = "";
    for (size_t i = 0; i < question->anchors_n; i++)
        all = arena_printf(a, "%s%s\n", all, question->anchors[i].text);
    return all;
}

static void check_doubles(struct library_lint *lint, const struct question *question)
{
    struct library_lint_asked *mine = &lint->asked[lint->questions];
    const struct phrases *all = library_phrases(lint->library);
    *mine = (struct library_lint_asked){
        .question = question,
        .folded = text_fold(lint->arena, question->text),
        .gist = library_lint_gist(lint->lexicon, all, lint->arena, question->text),
        .anchors = library_lint_gist(lint->lexicon, all, lint->arena, all_anchors(lint->arena, question)),
    };
    for (size_t i = 0; i < lint->questions; i++) {
        const struct library_lint_asked *other = &lint->asked[i];
        if (text_equal(mine->folded, other->folded) ||
            library_lint_likeness(&mine->gist, &other->gist) >= nearly_same)
            library_lint_report_fault(lint, question->key,
                                      "nearly the words of %s; ask something else, or drop one",
                                      other->question->key);
        if (library_lint_likeness(&mine->anchors, &other->anchors) >= nearly_same_anchors)
            library_lint_report_fault(lint, question->key,
                                      "nearly the anchors of %s; say what this question wants of its own",
                                      other->question->key);
    }
    lint->questions++;
}

/* An anchor of some question. */
struct copied {
    const char *folded, *place;
};

static int by_text(const void *left, const void *right)
{
    const struct copied *p = left, *q = right;
    return strcmp(p->folded, q->folded);
}

static void check_copied(struct library_lint *lint)
{
    size_t n = 0;
    for (size_t i = 0; i < lint->questions; i++)
        n += lint->asked[i].question->anchors_n;
    struct copied *all = arena_array(lint->arena, n + 1, sizeof *all);
    n = 0;
    for (size_t i = 0; i < lint->questions; i++)
        for (size_t k = 0; k < lint->asked[i].question->anchors_n; k++)
            all[n++] = (struct copied){text_fold(lint->arena, lint->asked[i].question->anchors[k].text),
                                       lint->asked[i].question->key};
    qsort(all, n, sizeof *all, by_text);
    for (size_t i = 1; i < n; i++)
        if (strcmp(all[i].folded, all[i - 1].folded) == 0)
            library_lint_report_fault(lint, all[i].place,
                                      "the anchor “%s” stands at %s, too; say it for this question",
                                      all[i].folded, all[i - 1].place);
}

/* ---- questions, topics, families ---- */

static void check_question(struct library_lint *lint, const struct question *question)
{
    check_doubles(lint, question);
    check_reading(lint, question->key, QUESTION, question->text);
    check_reading(lint, question->key, GOOD, question->good);
    check_reading(lint, question->key, FOLLOW_UP, question->follow_up);
    for (size_t i = 0; i < question->anchors_n; i++) {
        check_reading(lint, question->key, ANCHOR, question->anchors[i].text);
        for (size_t k = 0; k < i; k++)
            if (text_equal(question->anchors[i].name, question->anchors[k].name))
                library_lint_report_fault(lint, question->key, "two anchors have the name %s; rename one",
                                          question->anchors[i].name);
    }
}

static size_t kinds_of(const struct question *question, size_t n)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < i && !text_equal(question[i].kind, question[k].kind))
            k++;
        found += k == i;
    }
    return found;
}

/* The topic's session gives a question about the time that its questions want. */
static void check_session(struct library_lint *lint, const struct library_topic *topic)
{
    struct prescription p;
    const char *why;
    double seconds = 0;
    for (size_t i = 0; i < topic->questions_n; i++)
        seconds += topic->questions[i].seconds / (double)topic->questions_n;
    if (prescription_parse(lint->arena, topic->session, &p, &why) != OK) /* library_read has seen to that */
        return;
    const double share = seconds / p.blocks[0].seconds;
    if (share < shortest_share || share > longest_share)
        library_lint_report_fault(lint, topic->key,
                                  "its session gives a question %d s, its questions want %.0f s; change one",
                                  p.blocks[0].seconds, seconds);
}

static void check_topic(struct library_lint *lint, const struct library_topic *topic, size_t levels[LEVELS])
{
    size_t here[LEVELS] = {0};
    double seconds[LEVELS] = {0};
    lint->topics++;
    for (size_t i = 0; i < topic->questions_n; i++) {
        const struct question *q = &topic->questions[i];
        here[q->difficulty]++;
        levels[q->difficulty]++;
        seconds[q->difficulty] += q->seconds;
        check_question(lint, q);
    }
    if (topic->questions_n < LEAST_IN_TOPIC)
        library_lint_report_fault(lint, topic->key, "has %zu questions; write %zu more", topic->questions_n,
                                  LEAST_IN_TOPIC - topic->questions_n);
    for (size_t d = EASY; d <= HARD; d++)
        if (here[d] < LEAST_OF_LEVEL)
            library_lint_report_fault(lint, topic->key, "has only %zu %s; it wants %d at least", here[d],
                                      difficulty_name((enum difficulty)d), LEAST_OF_LEVEL);
    if (here[EASY] && here[HARD] && seconds[HARD] / (double)here[HARD] < seconds[EASY] / (double)here[EASY])
        library_lint_report_fault(lint, topic->key,
                                  "gives hard questions less time than easy ones; look at their seconds");
    check_session(lint, topic);
    check_reading(lint, topic->key, DESCRIPTION, topic->description);
    check_reading(lint, topic->key, OUTCOME, topic->outcome);
}

static void check_family(struct library_lint *lint, const struct library_family *family)
{
    struct buf all = buf_new(lint->arena, 1024 * 1024);
    size_t levels[LEVELS] = {0}, kinds = 0;
    const size_t before = lint->questions;
    for (size_t i = 0; i < family->topics_n; i++) {
        const struct library_topic *t = &family->topics[i];
        const size_t here = kinds_of(t->questions, t->questions_n);
        check_topic(lint, t, levels);
        kinds = num_max(here, kinds);
        for (size_t k = 0; k < t->questions_n; k++)
            buf_printf(&all, "%s %s\n", t->questions[k].text, t->questions[k].good);
    }
    if (family->own)
        check_topic(lint, family->own, levels);
    const double grade = library_lint_grade(all.data);
    fprintf(lint->out,
            "%-18s %2zu topics %4zu questions (%zu easy, %zu medium, %zu hard), %zu titles, reads at grade "
            "%.1f\n",
            family->key, family->topics_n, lint->questions - before, levels[EASY], levels[MEDIUM],
            levels[HARD], family->titles_n, grade);
    check_reading(lint, family->key, OVERVIEW, family->overview);
    if (grade > hardest_family)
        library_lint_report_fault(lint, family->key, "reads at grade %.1f, at most %.0f; use shorter words",
                                  grade, hardest_family);
    if (kinds < LEAST_KINDS)
        library_lint_report_fault(lint, family->key, "no topic has questions of %d kinds; vary them",
                                  LEAST_KINDS);
    library_lint_plans_titles(lint, family);
    library_lint_plans_check(lint, family);
}

static void check_least(struct library_lint *lint, const char *what, size_t n, size_t least)
{
    if (n >= least)
        return;
    fprintf(lint->out, "FAULT the library has %zu %s; it wants %zu at least\n", n, what, least);
    lint->faults++;
}

static size_t check_all(struct library_lint *lint)
{
    const struct library *l = lint->library;
    size_t most = 0;
    for (size_t i = 0; i < library_count(l); i++) {
        const struct library_family *f = library_family(l, i);
        for (size_t k = 0; k < f->topics_n; k++)
            most += f->topics[k].questions_n;
        if (f->own)
            most += f->own->questions_n;
    }
    lint->asked = arena_array(lint->arena, most + 1, sizeof *lint->asked);
    for (size_t i = 0; i < library_count(l); i++)
        check_family(lint, library_family(l, i));
    check_copied(lint);
    library_lint_anchors_check(lint);
    check_least(lint, "families", library_count(l), LEAST_FAMILIES);
    check_least(lint, "topics", lint->topics, LEAST_TOPICS);
    check_least(lint, "questions", lint->questions, LEAST_QUESTIONS);
    fprintf(lint->out, "%zu families, %zu topics, %zu questions: %s\n", library_count(l), lint->topics,
            lint->questions, lint->faults ? "see the faults above" : "all within their limits");
    return lint->faults;
}

size_t library_lint_check(struct arena *a, const char *folder, FILE *out)
{
    struct library_lint c = {.arena = a, .out = out};
    struct builtin *coach;
    struct lexicon *x;
    const char *why = "";
    if (builtin_read(a, folder, &coach, &why) != OK ||
        lexicon_read(a, arena_printf(a, "%s/words/words.txt", folder), &x, &why) != OK) {
        fprintf(out, "FAULT %s\n", why);
        return 1;
    }
    c.library = coach->library;
    c.coach = coach;
    c.lexicon = x;
    return check_all(&c);
}
