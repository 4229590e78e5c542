#include "builtin/builtin_summary.h"
#include "base/num.h"
#include "base/text.h"
#include <string.h>

/* A sentence that has nothing to say is left out, and one that does not fit whole is, too. */

enum { SUMMARY_WORDS = 80, LEAST_TOLD = 6 };
static const double a_step = 0.8; /* of the mean mark: less is no change */

static const char *quoted(const struct looking_back *back, const struct tried *tried)
{
    return builtin_tried_quoted(back->arena, tried->question);
}

/* A sentence about one question: its marks, and the names of what landed or is missing in it. */
static const char *say(const struct looking_back *back, enum sentence which, const struct tried *tried,
                       const char *names)
{
    return SAY(back->says, back->arena, which, {"question", quoted(back, tried)},
               {"before", num_text(back->arena, tried->before)},
               {"best", num_text(back->arena, builtin_tried_best(tried))},
               {"first", num_text(back->arena, tried->first)}, {"last", num_text(back->arena, tried->last)},
               {"names", text_or(names, "")});
}

static const char *plain(const struct looking_back *back, enum sentence which)
{
    return sentences_text(back->says, which);
}

/* A sentence more, if all of it fits. */
static void add(struct buf *buf, size_t words, const char *sentence)
{
    if (!sentence || text_words(buf->data) + text_words(sentence) > words)
        return;
    if (buf->len)
        buf_add_char(buf, ' ');
    buf_add(buf, sentence);
}

static const struct tried *best_tried(const struct looking_back *back)
{
    const struct tried *found = NULL;
    for (size_t i = 0; i < back->n; i++)
        if (!found || builtin_tried_best(&back->tried[i]) > builtin_tried_best(found))
            found = &back->tried[i];
    return found;
}

static const struct tried *worst_tried(const struct looking_back *back)
{
    const struct tried *found = NULL;
    for (size_t i = 0; i < back->n; i++)
        if (!found || builtin_tried_best(&back->tried[i]) < builtin_tried_best(found))
            found = &back->tried[i];
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

static const char *opening(const struct looking_back *back)
{
    const double now = builtin_tried_mean(back), before = json_get_real(back->in, "strength_before", -1);
    const char *topic = json_get_text(back->in, "topic", plain(back, SAY_SUMMARY_THIS_TOPIC));
    const char *head = fill_holes(back->arena, sentences_count(back->says, SAY_SUMMARY_HEAD, (long)back->n),
                                  (const struct hole[]){{"topic", topic},
                                                        {"mark", builtin_tried_mark(back->arena, now)},
                                                        {"count", builtin_tried_count(back, back->n)}},
                                  3);
    return SAY(back->says, back->arena, way(now, before), {"head", head},
               {"stood", builtin_tried_mark(back->arena, before)});
}

/* ---- what became of those that were asked again ---- */

/* By how many points it moved since it was had before, the better way up. */
static int64_t moved(const struct tried *tried, bool up)
{
    if (!tried->before)
        return 0;
    if (up)
        return builtin_tried_best(tried) - tried->before;
    return tried->before - builtin_tried_best(tried);
}

static const struct tried *moved_most(const struct looking_back *back, bool up)
{
    const struct tried *found = NULL;
    for (size_t i = 0; i < back->n; i++)
        if (moved(&back->tried[i], up) > 0 && (!found || moved(&back->tried[i], up) > moved(found, up)))
            found = &back->tried[i];
    return found;
}

/* THE table of what is told of the one that rose most: whether it was weak and is strong now; and whether all
 * that came back rose (the other, the others), else whether it is known what landed. */
static const char *rose(const struct looking_back *looking_back, const struct tried *up, size_t back,
                        bool all)
{
    enum { PLAIN, NAMES, OTHER, OTHERS };
    static const enum sentence told[][4] = {
        {SAY_SUMMARY_ROSE, SAY_SUMMARY_ROSE_NAMES, SAY_SUMMARY_ROSE_OTHER, SAY_SUMMARY_ROSE_OTHERS},
        {SAY_SUMMARY_NO_LONGER_WEAK, SAY_SUMMARY_NO_LONGER_WEAK_NAMES, SAY_SUMMARY_NO_LONGER_WEAK_OTHER,
         SAY_SUMMARY_NO_LONGER_WEAK_OTHERS},
    };
    size_t names_n;
    const char *names = builtin_tried_named(looking_back, up, true, &names_n);
    const bool strong_now = up->before <= TRIED_WEAK && builtin_tried_best(up) >= TRIED_STRONG;
    int how = PLAIN;
    if (all)
        how = back == 2 ? OTHER : OTHERS;
    else if (names)
        how = NAMES;
    return say(looking_back, told[strong_now][how], up, names);
}

static const char *came_back(const struct looking_back *looking_back)
{
    size_t back = 0, better = 0;
    for (size_t i = 0; i < looking_back->n; i++) {
        back += looking_back->tried[i].before > 0;
        better += moved(&looking_back->tried[i], true) > 0;
    }
    const struct tried *up = moved_most(looking_back, true), *down = moved_most(looking_back, false);
    if (!back)
        return NULL;
    if (up)
        return rose(looking_back, up, back, back > 1 && better == back);
    if (down)
        return say(looking_back, SAY_SUMMARY_FELL, down, NULL);
    return sentences_count(looking_back->says, SAY_SUMMARY_HELD, (long)back);
}

static const char *best_told(const struct looking_back *back, const struct tried *best)
{
    size_t n;
    const char *landed = builtin_tried_named(back, best, true, &n);
    if (builtin_tried_best(best) < LEAST_TOLD || !landed)
        return NULL;
    return say(back, SAY_SUMMARY_BEST, best, landed);
}

static const char *second_try(const struct looking_back *back)
{
    for (size_t i = 0; i < back->n; i++)
        if (back->tried[i].tries > 1 && back->tried[i].last > back->tried[i].first)
            return say(back, SAY_SUMMARY_TRIED_AGAIN, &back->tried[i], NULL);
    return NULL;
}

static const char *clock_told(const struct looking_back *back)
{
    const size_t late = builtin_tried_late(back);
    const char *count = builtin_tried_count(back, late);
    if (!late)
        return NULL;
    if (late == back->n && back->n > 1)
        count = plain(back, SAY_SUMMARY_ALL_OF_THEM);
    return SAY(back->says, back->arena, SAY_SUMMARY_LATE, {"count", count});
}

/* ---- what to do next ---- */

/* All of them were good: how good, and how hard they were. */
static const char *all_good(const struct looking_back *back, const struct tried *worst, const char *gap,
                            bool told)
{
    static const enum sentence small_gap[] = {SAY_SUMMARY_SMALL_GAP, SAY_SUMMARY_SMALL_GAP_TOLD};
    size_t hard = 0;
    for (size_t i = 0; i < back->n; i++)
        hard += back->tried[i].hard;
    if (gap && back->n == 1)
        return say(back, SAY_SUMMARY_LEFT_IN_IT, worst, gap);
    if (gap)
        return say(back, small_gap[told], worst, gap);
    if (!hard)
        return plain(back, SAY_SUMMARY_READY);
    if (hard == back->n)
        return plain(back, SAY_SUMMARY_HARD_ONES);
    return plain(back, SAY_SUMMARY_CAN_REST);
}

/* THE table of what to do about the weakest: named anew, or told just before ("that one"). */
static const char *next_step(const struct looking_back *back, const struct tried *worst, bool told)
{
    enum { FULLER, STAYS_HARD, ONE_MISSING, SEVERAL };
    static const enum sentence steps[][2] = {
        [FULLER] = {SAY_SUMMARY_FULLER, SAY_SUMMARY_FULLER_TOLD},
        [STAYS_HARD] = {SAY_SUMMARY_STAYS_HARD, SAY_SUMMARY_STAYS_HARD_TOLD},
        [ONE_MISSING] = {SAY_SUMMARY_ONE_MISSING, SAY_SUMMARY_ONE_MISSING_TOLD},
        [SEVERAL] = {SAY_SUMMARY_SEVERAL, SAY_SUMMARY_SEVERAL_TOLD},
    };
    size_t gaps;
    const char *gap = builtin_tried_named(back, worst, false, &gaps);
    int step = SEVERAL;
    if (builtin_tried_best(worst) >= TRIED_STRONG)
        return all_good(back, worst, gap, told);
    if (!gap)
        step = FULLER;
    else if (worst->before && worst->before <= TRIED_WEAK && builtin_tried_best(worst) <= TRIED_WEAK)
        step = STAYS_HARD;
    else if (gaps == 1)
        step = ONE_MISSING;
    return say(back, steps[step][told], worst, gap);
}

/* The best answer, where it is worth a sentence and was not spoken of just before. */
static const char *best_of_all(const struct looking_back *looking_back, const char *back)
{
    const struct tried *best = best_tried(looking_back);
    if (looking_back->n == 1 && builtin_tried_best(best) < TRIED_STRONG)
        return NULL;
    if (back && strstr(back, quoted(looking_back, best)))
        return NULL;
    return best_told(looking_back, best);
}

const char *builtin_summary(const struct looking_back *looking_back)
{
    struct buf b = buf_new(looking_back->arena, 8192);
    if (looking_back->n == 0 && json_len(json_get(looking_back->in, "skipped")))
        return plain(looking_back, SAY_SUMMARY_SKIPPED);
    if (looking_back->n == 0)
        return plain(looking_back, SAY_SUMMARY_NO_ANSWER);
    const struct tried *worst = worst_tried(looking_back);
    const char *back = came_back(looking_back), *top = best_of_all(looking_back, back);
    const size_t room =
        SUMMARY_WORDS - text_words(next_step(looking_back, worst, false)); /* which always has its place */
    add(&b, room, opening(looking_back));
    add(&b, room, second_try(looking_back));
    add(&b, room, back);
    const size_t top_at = b.len;
    add(&b, room, top);
    /* was the weakest named last, so that "that one" is it? */
    const char *named = strstr(b.data, quoted(looking_back, worst));
    const bool told = named && (b.len == top_at || named >= b.data + top_at);
    add(&b, room, clock_told(looking_back));
    add(&b, SUMMARY_WORDS, next_step(looking_back, worst, told));
    return b.data;
}
