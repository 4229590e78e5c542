#include "coach/turn.h"
#include "base/log.h"
#include "coach/asking.h"
#include "coach/turn_modes.h"
#include "store/chat.h"
#include "store/job.h"
#include "store/proposal.h"
#include "store/review.h"
#include "store/session.h"
#include "store/story.h"

/* THE table of modes: what a model is asked for, and what becomes of its answer. */
static const struct mode_row {
    enum stage stage;
    enum action action;
    const char *name; /* its folder in prompts/, and its row in builtin/builtin.c */
    enum err (*claim)(struct work *w, struct id id, int64_t lease_seconds, int *try_no);
    enum err (*read)(struct work *w, struct turn *turn);
    json *(*input)(struct turn *turn);
    enum err (*keep)(struct work *w, struct turn *turn);
    enum err (*release)(struct work *w, struct id id, int try_no, const char *why);
    /* Where something asks again by itself: tells it when, and why. NULL: only Retry does. */
    enum err (*put_off)(struct work *w, struct id id, const struct trouble *trouble);
} modes[] = {
    [TURN_CHAT] = {.stage = STAGE_INTAKE,
                   .action = ACTION_ASK,
                   .name = "plan_chat",
                   .claim = chat_claim,
                   .read = intake_read,
                   .input = intake_input,
                   .keep = intake_keep,
                   .release = chat_release},
    [TURN_PLAN] = {.stage = STAGE_INTAKE,
                   .action = ACTION_PROPOSE,
                   .name = "suggest_plan",
                   .claim = proposal_claim,
                   .read = propose_read,
                   .input = propose_input,
                   .keep = propose_keep,
                   .release = proposal_release},
    [TURN_CHANGE] = {.stage = STAGE_PROPOSAL,
                     .action = ACTION_REVISE,
                     .name = "suggest_plan_changes",
                     .claim = proposal_claim,
                     .read = propose_read,
                     .input = propose_input,
                     .keep = propose_keep,
                     .release = proposal_release},
    [TURN_QUESTIONS] = {.stage = STAGE_PRACTICE,
                        .action = ACTION_SUGGEST_QUESTIONS,
                        .name = "generate_questions",
                        .claim = session_claim,
                        .read = practice_suggest_read,
                        .input = practice_suggest_input,
                        .keep = practice_suggest_keep,
                        .release = session_release},
    [TURN_MARK] = {.stage = STAGE_PRACTICE,
                   .action = ACTION_MARK,
                   .name = "evaluate_answer",
                   .claim = attempt_claim,
                   .read = mark_read,
                   .input = mark_input,
                   .keep = mark_keep,
                   .release = attempt_release,
                   .put_off = mark_put_off},
    [TURN_STORY] = {.stage = STAGE_PRACTICE,
                    .action = ACTION_BUILD_STORY,
                    .name = "build_story",
                    .claim = story_claim,
                    .read = build_story_read,
                    .input = build_story_input,
                    .keep = build_story_keep,
                    .release = story_release},
    [TURN_RECONCILE] = {.stage = STAGE_AFTER,
                        .action = ACTION_SUMMARISE,
                        .name = "reconcile_session",
                        .claim = reconcile_claim,
                        .read = reconcile_read,
                        .input = reconcile_input,
                        .keep = reconcile_keep,
                        .release = job_release_by_hand},
    [TURN_REVIEW] = {.stage = STAGE_REVIEW,
                     .action = ACTION_PROPOSE,
                     .name = "daily_review",
                     .claim = review_claim,
                     .read = daily_review_read,
                     .input = daily_review_input,
                     .keep = daily_review_keep,
                     .release = review_release},
};

static enum err transact(struct turn *turn, enum err (*step)(struct work *w, void *ctx))
{
    return db_transact(turn->coach->db, turn->arena, turn->user, step, turn);
}

static enum err claim(struct work *w, void *ctx)
{
    struct turn *turn = ctx;
    const struct mode_row *row = &modes[turn->mode];
    const int64_t lease = conf_int(turn->coach->conf, "model.lease_seconds");
    enum err e = OK;
    if (!turn->held)
        e = row->claim(w, turn->id, lease, &turn->try_no);
    if (e != OK)
        return e;
    return row->read(w, turn);
}

static enum err read_again(struct work *w, void *ctx)
{
    struct turn *turn = ctx;
    return modes[turn->mode].read(w, turn);
}

/* What nobody can mark just now stays pending, with its own job. */
static enum err mark_first(struct turn *turn)
{
    for (size_t i = 0; i < turn->unmarked_n; i++) {
        struct turn mark = {.coach = turn->coach,
                            .arena = turn->arena,
                            .mode = TURN_MARK,
                            .user = turn->user,
                            .id = turn->unmarked[i]};
        const enum err e = turn_run(&mark);
        if (e != OK && e != ERR_CONFLICT && e != ERR_BUSY && e != ERR_PROVIDER)
            return e;
    }
    if (turn->unmarked_n == 0)
        return OK;
    return transact(turn, read_again);
}

static enum err ask(struct turn *turn)
{
    const struct mode_row *row = &modes[turn->mode];
    const struct asking asking = {
        .stage = row->stage,
        .action = row->action,
        .mode = row->name,
        .input = row->input(turn),
        .user = turn->account,
        .to = turn->listener,
    };
    const enum err e = asking_do(turn->coach, turn->arena, turn->user, &asking, &turn->result);
    if (e != OK)
        turn->trouble = asking_trouble(&turn->result);
    return e;
}

static enum err keep(struct work *w, void *ctx)
{
    struct turn *turn = ctx;
    return modes[turn->mode].keep(w, turn);
}

static enum err release(struct work *w, void *ctx)
{
    struct turn *turn = ctx;
    const struct mode_row *row = &modes[turn->mode];
    const enum err e = row->release(w, turn->id, turn->try_no, turn->trouble.why);
    if (e != OK || !row->put_off)
        return e;
    return row->put_off(w, turn->id, &turn->trouble);
}

/* Gives the claim back with the reason, and returns `failed`. */
static enum err give_up(struct turn *turn, enum err failed)
{
    if (turn->held || failed == ERR_CONFLICT) /* another try has it, or it is done */
        return failed;
    if (!turn->trouble.why)
        turn->trouble.why = err_name(failed);
    const enum err e = transact(turn, release);
    if (e != OK) /* the lease runs out by itself */
        log_event(LOG_WARN, "claim_not_released", LOG_ID("user", turn->user), LOG_WORD("class", err_name(e)));
    return failed;
}

enum err turn_run(struct turn *turn)
{
    enum err e = transact(turn, claim);
    if (e != OK)
        return e;
    if ((e = mark_first(turn)) != OK)
        return give_up(turn, e);
    if ((e = ask(turn)) != OK)
        return give_up(turn, e);
    if ((e = transact(turn, keep)) != OK)
        return give_up(turn, e);
    return OK;
}
