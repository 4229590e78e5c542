#include "builtin/builtin_summary.h"
#include "base/num.h"
#include "base/text.h"
#include <string.h>

/* A sentence that has nothing to say is left out, and one that does not fit whole is, too. */

enum { SUMMARY_WORDS = 80, LEAST_TOLD = 6 };
static const double a_step = 0.8; /* of the mean mark: less is no change */

static const char *quoted(const struct looking_back *s, const struct tried *t)
{
    return builtin_tried_quoted(s->arena, t->question);
}

/* A sentence about one question: its marks, and the names of what landed or is missing in it. */
static const char *say(const struct looking_back *s, enum sentence which, const struct tried *t,
                       const char *names)
{
    return SAY(s->says, s->arena, which, {"question", quoted(s, t)},
               {"before", num_text(s->arena, t->before)}, {"best", num_text(s->arena, builtin_tried_best(t))},
               {"first", num_text(s->arena, t->first)}, {"last", num_text(s->arena, t->last)},
               {"names", text_or(names, "")});
}

static const char *plain(const struct looking_back *s, enum sentence which)
{
    return sentences_text(s->says, which);
}

/* A sentence more, if all of it fits. */
static void add(struct buf *b, size_t words, const char *sentence)
{
    if (!sentence || text_words(b->data) + text_words(sentence) > words)
        return;
    if (b->len)
        buf_add_char(b, ' ');
    buf_add(b, sentence);
}

static const struct tried *best_tried(const struct looking_back *s)
{
    const struct tried *found = NULL;
    for (size_t i = 0; i < s->n; i++)
        if (!found || builtin_tried_best(&s->tried[i]) > builtin_tried_best(found))
            found = &s->tried[i];
    return found;
}

static const struct tried *worst_tried(const struct looking_back *s)
{
    const struct tried *found = NULL;
    for (size_t i = 0; i < s->n; i++)
        if (!found || builtin_tried_best(&s->tried[i]) < builtin_tried_best(found))
            found = &s->tried[i];
    return found;
}

/* ---- how it went against how it was going ---- */

static enum sentence way(double now, double before)
{
    if (before < 0 && now >= TRIED_STRONG)
        return SAY_SUMMARY_FIRST_STRONG;
    if (before < 0 && now <= TRIED_WEAK)
        return SAY_SUMMARY_FIRST_WEAK;
    if (before < 0)
        return SAY_SUMMARY_FIRST;
    if (now >= before + a_step)
        return SAY_SUMMARY_STEP_UP;
    if (now <= before - a_step)
        return SAY_SUMMARY_HARDER;
    return SAY_SUMMARY_AS_BEFORE;
}

static const char *opening(const struct looking_back *s)
{
    const double now = builtin_tried_mean(s), before = json_get_real(s->in, "strength_before", -1);
    const char *topic = json_get_text(s->in, "topic", plain(s, SAY_SUMMARY_THIS_TOPIC));
    const char *head = fill_holes(s->arena, sentences_count(s->says, SAY_SUMMARY_HEAD, (long)s->n),
                                  (const struct hole[]){{"topic", topic},
                                                        {"mark", builtin_tried_mark(s->arena, now)},
                                                        {"count", builtin_tried_count(s, s->n)}},
                                  3);
    return SAY(s->says, s->arena, way(now, before), {"head", head},
               {"stood", builtin_tried_mark(s->arena, before)});
}

/* ---- what became of those that were asked again ---- */

/* By how many points it moved since it was had before, the better way up. */
static int64_t moved(const struct tried *t, bool up)
{
    if (!t->before)
        return 0;
    if (up)
        return builtin_tried_best(t) - t->before;
    return t->before - builtin_tried_best(t);
}

static const struct tried *moved_most(const struct looking_back *s, bool up)
{
    const struct tried *found = NULL;
    for (size_t i = 0; i < s->n; i++)
        if (moved(&s->tried[i], up) > 0 && (!found || moved(&s->tried[i], up) > moved(found, up)))
            found = &s->tried[i];
    return found;
}

/* THE table of what is told of the one that rose most: whether it was weak and is strong now; and whether all
 * that came back rose (the other, the others), else whether it is known what landed. */
static const char *rose(const struct looking_back *s, const struct tried *up, size_t back, bool all)
{
    enum { PLAIN, NAMES, OTHER, OTHERS };
    static const enum sentence told[][4] = {
        {SAY_SUMMARY_ROSE, SAY_SUMMARY_ROSE_NAMES, SAY_SUMMARY_ROSE_OTHER, SAY_SUMMARY_ROSE_OTHERS},
        {SAY_SUMMARY_NO_LONGER_WEAK, SAY_SUMMARY_NO_LONGER_WEAK_NAMES, SAY_SUMMARY_NO_LONGER_WEAK_OTHER,
         SAY_SUMMARY_NO_LONGER_WEAK_OTHERS},
    };
    size_t names_n;
    const char *names = builtin_tried_named(s, up, true, &names_n);
    const bool strong_now = up->before <= TRIED_WEAK && builtin_tried_best(up) >= TRIED_STRONG;
    int how = PLAIN;
    if (all)
        how = back == 2 ? OTHER : OTHERS;
    else if (names)
        how = NAMES;
    return say(s, told[strong_now][how], up, names);
}

static const char *came_back(const struct looking_back *s)
{
    size_t back = 0, better = 0;
    for (size_t i = 0; i < s->n; i++) {
        back += s->tried[i].before > 0;
        better += moved(&s->tried[i], true) > 0;
    }
    const struct tried *up = moved_most(s, true), *down = moved_most(s, false);
    if (!back)
        return NULL;
    if (up)
        return rose(s, up, back, back > 1 && better == back);
    if (down)
        return say(s, SAY_SUMMARY_FELL, down, NULL);
    return sentences_count(s->says, SAY_SUMMARY_HELD, (long)back);
}

static const char *best_told(const struct looking_back *s, const struct tried *best)
{
    size_t n;
    const char *landed = builtin_tried_named(s, best, true, &n);
    if (builtin_tried_best(best) < LEAST_TOLD || !landed)
        return NULL;
    return say(s, SAY_SUMMARY_BEST, best, landed);
}

static const char *second_try(const struct looking_back *s)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->tried[i].tries > 1 && s->tried[i].last > s->tried[i].first)
            return say(s, SAY_SUMMARY_TRIED_AGAIN, &s->tried[i], NULL);
    return NULL;
}

static const char *clock_told(const struct looking_back *s)
{
    const size_t late = builtin_tried_late(s);
    const char *count = builtin_tried_count(s, late);
    if (!late)
        return NULL;
    if (late == s->n && s->n > 1)
        count = plain(s, SAY_SUMMARY_ALL_OF_THEM);
    return SAY(s->says, s->arena, SAY_SUMMARY_LATE, {"count", count});
}

/* ---- what to do next ---- */

/* All of them were good: how good, and how hard they were. */
static const char *all_good(const struct looking_back *s, const struct tried *worst, const char *gap,
                            bool told)
{
    static const enum sentence small_gap[] = {SAY_SUMMARY_SMALL_GAP, SAY_SUMMARY_SMALL_GAP_TOLD};
    size_t hard = 0;
    for (size_t i = 0; i < s->n; i++)
        hard += s->tried[i].hard;
    if (gap && s->n == 1)
        return say(s, SAY_SUMMARY_LEFT_IN_IT, worst, gap);
    if (gap)
        return say(s, small_gap[told], worst, gap);
    if (!hard)
        return plain(s, SAY_SUMMARY_READY);
    if (hard == s->n)
        return plain(s, SAY_SUMMARY_HARD_ONES);
    return plain(s, SAY_SUMMARY_CAN_REST);
}

/* THE table of what to do about the weakest: named anew, or told just before ("that one"). */
static const char *next_step(const struct looking_back *s, const struct tried *worst, bool told)
{
    enum { FULLER, STAYS_HARD, ONE_MISSING, SEVERAL };
    static const enum sentence steps[][2] = {
        [FULLER] = {SAY_SUMMARY_FULLER, SAY_SUMMARY_FULLER_TOLD},
        [STAYS_HARD] = {SAY_SUMMARY_STAYS_HARD, SAY_SUMMARY_STAYS_HARD_TOLD},
        [ONE_MISSING] = {SAY_SUMMARY_ONE_MISSING, SAY_SUMMARY_ONE_MISSING_TOLD},
        [SEVERAL] = {SAY_SUMMARY_SEVERAL, SAY_SUMMARY_SEVERAL_TOLD},
    };
    size_t gaps;
    const char *gap = builtin_tried_named(s, worst, false, &gaps);
    int step = SEVERAL;
    if (builtin_tried_best(worst) >= TRIED_STRONG)
        return all_good(s, worst, gap, told);
    if (!gap)
        step = FULLER;
    else if (worst->before && worst->before <= TRIED_WEAK && builtin_tried_best(worst) <= TRIED_WEAK)
        step = STAYS_HARD;
    else if (gaps == 1)
        step = ONE_MISSING;
    return say(s, steps[step][told], worst, gap);
}

/* The best answer, where it is worth a sentence and was not spoken of just before. */
static const char *best_of_all(const struct looking_back *s, const char *back)
{
    const struct tried *best = best_tried(s);
    if (s->n == 1 && builtin_tried_best(best) < TRIED_STRONG)
        return NULL;
    if (back && strstr(back, quoted(s, best)))
        return NULL;
    return best_told(s, best);
}

const char *builtin_summary(const struct looking_back *s)
{
    struct buf b = buf_new(s->arena, 8192);
    if (s->n == 0 && json_len(json_get(s->in, "skipped")))
        return plain(s, SAY_SUMMARY_SKIPPED);
    if (s->n == 0)
        return plain(s, SAY_SUMMARY_NO_ANSWER);
    const struct tried *worst = worst_tried(s);
    const char *back = came_back(s), *top = best_of_all(s, back);
    const size_t room =
        SUMMARY_WORDS - text_words(next_step(s, worst, false)); /* which always has its place */
    add(&b, room, opening(s));
    add(&b, room, second_try(s));
    add(&b, room, back);
    const size_t top_at = b.len;
    add(&b, room, top);
    /* was the weakest named last, so that "that one" is it? */
    const char *named = strstr(b.data, quoted(s, worst));
    const bool told = named && (b.len == top_at || named >= b.data + top_at);
    add(&b, room, clock_told(s));
    add(&b, SUMMARY_WORDS, next_step(s, worst, told));
    return b.data;
}
