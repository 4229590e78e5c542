#include "coach/correct.h"
#include "base/log.h"
#include "base/num.h"
#include "base/text.h"
#include "coach/recount.h"
#include "store/say.h"
#include <math.h>

enum { SCORE_SHARE = 6, LEAST_SCORE = 1, MOST_SCORE = 10 };

/* Anchors are worth six of the ten points together: of n of them, each that the person puts right moves the
 * mark by 6/n of a point, up if they said it and down if they did not. The sum is rounded, and stays within 1
 * and 10. */
static int corrected_score(const struct mark *given, const struct corrected *corrections, size_t n)
{
    int more = 0;
    for (size_t i = 0; i < n; i++)
        more += corrections[i].landed ? 1 : -1;
    if (given->anchors_n == 0)
        return given->score;
    const double moved = given->score + (double)more * SCORE_SHARE / (double)given->anchors_n;
    return (int)num_clamp(lround(moved), LEAST_SCORE, MOST_SCORE);
}

/* What is said, and what becomes of it: for either kind. */
struct saying {
    struct id attempt;
    enum err (*change)(struct work *w, struct saying *saying, struct attempt *now);
    const struct correct_tick *tick;
    const struct correct_objection *objection;
    const char *wrong;
    const struct exchange *marked_by;
    bool more; /* there is one more thing said about the mark than before */
};

/* The same said twice is said once: what is kept is what holds, not what was clicked. */
static enum err say(struct work *w, void *ctx)
{
    struct saying *saying = ctx;
    struct attempt *before, *after;
    saying->more = false;
    enum err e = attempt_read(w, saying->attempt, &before);
    if (e != OK)
        return e;
    if (!before)
        return ERR_NOT_FOUND;
    struct attempt now = *before;
    if ((e = saying->change(w, saying, &now)) != OK)
        return e;
    if ((e = attempt_save_said(w, &now)) != OK)
        return e;
    if ((e = attempt_read(w, saying->attempt, &after)) != OK)
        return e;
    saying->marked_by = before->exchange;
    if (!attempt_scored(before))
        return OK;
    return recount(w, before, after);
}

/* Counted for the host once it is kept: who gave such marks, never whose they are. */
static enum err said(struct coach *coach, struct arena *a, struct id user, struct saying *saying,
                     enum say_kind kind)
{
    enum err e = db_transact(coach->db, a, user, say, saying);
    if (e != OK || !saying->more)
        return e;
    if ((e = say_count(coach->db, a, kind, saying->marked_by)) != OK)
        log_event(LOG_WARN, "say_not_counted", LOG_WORD("class", err_name(e)));
    return OK;
}

/* ---- ticks ---- */

static const struct landed *anchor_named(const struct mark *mark, const char *name)
{
    for (size_t i = 0; i < mark->anchors_n; i++)
        if (text_equal(mark->anchors[i].name, name))
            return &mark->anchors[i];
    return NULL;
}

/* Is it an anchor of the mark, said in words of the answer? */
static enum err check_tick(struct saying *saying, const struct attempt *attempt)
{
    const struct correct_tick *tick = saying->tick;
    if (!attempt_scored(attempt))
        return ERR_CONFLICT;
    if (!anchor_named(attempt->given, tick->name)) {
        saying->wrong = "name";
        return ERR_INPUT;
    }
    if (tick->landed && (text_blank(tick->quote) || !text_contains(attempt->answer, tick->quote))) {
        saying->wrong = "quote";
        return ERR_INPUT;
    }
    return OK;
}

/* The corrections with this one in the place of an earlier one of the same anchor; one that says what the
 * mark says is none. */
static enum err change_tick(struct work *w, struct saying *saying, struct attempt *now)
{
    const struct correct_tick *tick = saying->tick;
    const enum err e = check_tick(saying, now);
    if (e != OK)
        return e;
    struct corrected *list = arena_array(w->arena, now->corrections_n + 1, sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < now->corrections_n; i++)
        if (!text_equal(now->corrections[i].name, tick->name))
            list[n++] = now->corrections[i];
    if (tick->landed != anchor_named(now->given, tick->name)->landed) {
        saying->more = n == now->corrections_n;
        list[n++] = (struct corrected){
            .name = tick->name, .landed = tick->landed, .quote = text_if(tick->landed, tick->quote)};
    }
    now->corrections = list;
    now->corrections_n = n;
    now->corrected_score = n ? corrected_score(now->given, list, n) : 0;
    return OK;
}

enum err correct_tick(struct coach *coach, struct arena *a, struct id user, const struct correct_tick *in,
                      const char **wrong)
{
    struct saying saying = {.attempt = in->attempt, .change = change_tick, .tick = in};
    const enum err e = said(coach, a, user, &saying, SAY_CORRECTION);
    *wrong = saying.wrong;
    return e;
}

/* ---- objections ---- */

static enum err change_objection(struct work *w, struct saying *saying, struct attempt *now)
{
    const struct correct_objection *in = saying->objection;
    (void)w;
    if (!now->mark)
        return ERR_CONFLICT;
    saying->more = !in->take_back && !now->objected;
    now->objected = !in->take_back;
    now->objection = text_if(now->objected, text_or(in->objection, ""));
    now->left_out = now->objected && in->left_out;
    return OK;
}

enum err correct_object(struct coach *coach, struct arena *a, struct id user,
                        const struct correct_objection *in)
{
    struct saying saying = {.attempt = in->attempt, .change = change_objection, .objection = in};
    return said(coach, a, user, &saying, SAY_OBJECTION);
}
