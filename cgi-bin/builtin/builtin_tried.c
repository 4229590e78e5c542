#include "builtin/builtin_tried.h"
#include "base/num.h"
#include "base/text.h"

enum { QUOTED_WORDS = 9, MOST_NAMED = 2, COUNTED_IN_WORDS = 11 };
static const double ten = 9.95; /* rounds to it */

struct looking_back builtin_tried_gather(const struct library *library, struct arena *a, const json *in)
{
    const json *attempts = json_get(in, "attempts");
    struct looking_back s = {.library = library,
                             .says = library_sentences(library),
                             .arena = a,
                             .in = in,
                             .tried = arena_array(a, json_len(attempts) + 1, sizeof *s.tried)};
    for (size_t i = 0; i < json_len(attempts); i++) {
        const json *t = json_at(attempts, i);
        const char *question = json_get_text(t, "question", "");
        const int64_t score = json_get_int(t, "score", 0);
        size_t k = 0;
        while (k < s.n && !text_equal(s.tried[k].question, question))
            k++;
        struct tried *q = &s.tried[k];
        if (k == s.n) {
            *q = (struct tried){.question = question, .best = t, .first = score};
            s.n++;
        }
        q->tries++;
        q->before = json_get_int(t, "before", 0);
        q->hard = text_equal(json_get_text(t, "difficulty", ""), "hard");
        q->last = score;
        q->late |= json_get_bool(t, "late", false);
        if (score > json_get_int(q->best, "score", 0))
            q->best = t;
    }
    return s;
}

int64_t builtin_tried_best(const struct tried *tried)
{
    return json_get_int(tried->best, "score", 0);
}

double builtin_tried_mean(const struct looking_back *back)
{
    double sum = 0;
    for (size_t i = 0; i < back->n; i++)
        sum += (double)builtin_tried_best(&back->tried[i]);
    return num_share(sum, (double)back->n);
}

size_t builtin_tried_late(const struct looking_back *back)
{
    size_t late = 0;
    for (size_t i = 0; i < back->n; i++)
        late += back->tried[i].late;
    return late;
}

const char *builtin_tried_quoted(struct arena *a, const char *question)
{
    const char *head = text_head_words(a, question, QUOTED_WORDS);
    if (text_words(question) <= QUOTED_WORDS)
        return arena_printf(a, "“%s”", head);
    return arena_printf(a, "“%s…”", head);
}

const char *builtin_tried_named(const struct looking_back *back, const struct tried *tried, bool landed,
                                size_t *n)
{
    const json *anchors = json_get(tried->best, "anchors");
    const char *names = NULL;
    *n = 0;
    for (size_t i = 0; i < json_len(anchors) && *n < MOST_NAMED; i++) {
        const char *name = json_get_text(json_at(anchors, i), "name", "");
        if (json_get_bool(json_at(anchors, i), "landed", false) != landed || !*name)
            continue;
        const char *quoted = arena_printf(back->arena, "“%s”", name);
        if (names)
            names = SAY(back->says, back->arena, SAY_LIST_LAST, {"first", names}, {"last", quoted});
        else
            names = quoted;
        ++*n;
    }
    return names;
}

const char *builtin_tried_mark(struct arena *a, double mark)
{
    if (mark > ten || mark == (double)(int)mark)
        return arena_printf(a, "%.0f", mark);
    return num_decimal(a, mark);
}

const char *builtin_tried_count(const struct looking_back *back, size_t n)
{
    if (n < COUNTED_IN_WORDS)
        return sentences_variant(back->says, SAY_LIST_COUNT, n);
    return num_text(back->arena, (int64_t)n);
}
