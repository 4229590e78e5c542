#ifndef TEST_STORE_EVERYTHING_H
#define TEST_STORE_EVERYTHING_H

/* A user of whom every kind of row exists, each text its own word, so that one that is lost is noticed. */

#include "store/answer_cache.h"
#include "store/call.h"
#include "store/chat.h"
#include "store/context.h"
#include "store/facts.h"
#include "store/memory_log.h"
#include "store/notes.h"
#include "store/practice.h"
#include "store/proposal.h"
#include "store/review.h"
#include "store/saved_form.h"
#include "store/story.h"

static inline enum err add_account(struct work *w, void *ctx)
{
    (void)ctx;
    int try_no;
    struct id message = fresh_id();
    json *understood = json_new_object(w->arena);
    json_put_text(w->arena, understood, "role", "word-understood");
    const struct facts facts = {.role = "word-role",
                                .minutes = 40,
                                .days = "word-days",
                                .weak = "word-weak",
                                .strong = "word-strong",
                                .motivation = "word-motivation",
                                .capacity = 2,
                                .interview = 20454,
                                .source = {[FACT_ROLE] = "word-source"}};
    const struct call call = {.id = fresh_id(),
                              .mode = "word-mode",
                              .provider = "builtin",
                              .model = "builtin-1",
                              .prompt_version = "0a1b",
                              .outcome = "ok",
                              .tokens_in = 77,
                              .at = 1700000700};
    enum err e = context_add(w, fresh_id(), "word-context");
    if (e == OK)
        e = facts_save(w, &facts);
    if (e == OK)
        e = chat_add_turn(w, &(struct chat_message){.id = message, .text = "word-question"});
    if (e == OK)
        e = chat_claim(w, message, 60, &try_no);
    if (e == OK)
        e = chat_answer(w, message, try_no, "word-answer", understood, understood);
    if (e == OK)
        e = call_add(w, &call);
    if (e == OK)
        e = answer_cache_add(w, "word-asked",
                             json_put_text(w->arena, json_new_object(w->arena), "answer", "word-kept"));
    return e == OK ? saved_form_add(w, fresh_id(), "/word-path", "answer=word-parked") : e;
}

static inline enum err add_review(struct work *w, void *ctx)
{
    (void)ctx;
    struct id proposal = fresh_id();
    json *reasons = json_new_array(w->arena);
    json_add_text(w->arena, reasons, "word-reason");
    struct plan plan = two_topics();
    struct difference d = {.number = 1,
                           .kind = DIFF_WORDS,
                           .name = "word-difference",
                           .from = "word-from",
                           .to = "word-to",
                           .reason = "word-why"};
    struct proposal p = {.id = proposal,
                         .overview = plan.overview,
                         .topics = plan.topics,
                         .topics_n = 2,
                         .differences = &d,
                         .differences_n = 1};
    struct review r = {
        .verdict = "change", .summary = "word-review", .reasons = reasons, .proposal = proposal};
    enum err e = proposal_ask(w, proposal, 1, true, "word-feedback", (struct id){{0}});
    if (e == OK)
        e = proposal_claim(w, proposal, 60, &p.try_no);
    if (e == OK)
        e = proposal_answer(w, &p);
    if (e == OK)
        e = review_queue(w, 20100, &r.id);
    if (e == OK)
        e = review_claim(w, r.id, 60, &r.try_no);
    return e == OK ? review_finish(w, &r) : e;
}

static inline enum err add_practice(struct work *w, void *ctx)
{
    struct practice *p = ctx;
    bool changed;
    struct landed landed = {
        .name = "word-anchor", .anchor = "word-landed", .landed = true, .quote = "silent signal"};
    const struct mark mark = {.score = 6,
                              .praise = {"word-praise"},
                              .praise_n = 1,
                              .improve = {"word-improve"},
                              .improve_n = 1,
                              .anchors = &landed,
                              .anchors_n = 1};
    const struct exchange exchange = {
        .mode = "evaluate_answer", .system_text = "word-system", .request_text = "word-request"};
    const struct memory_log recall = {
        .question = p->questions[0].id, .attempt = p->attempt.id, .day = 20001, .rating = 3};
    json *summary = json_new_object(w->arena);
    json_put_text(w->arena, summary, "narrative", "word-summary");
    enum err e = attempt_mark(w, p->attempt.id, 0, &mark, &exchange);
    if (e == OK)
        e = memory_log_add(w, &recall);
    if (e == OK)
        e = session_end(w, p->session.id, SESSION_BY_HAND, 1700001000, &changed);
    return e == OK ? session_reconciled(w, p->session.id, summary) : e;
}

static inline enum err add_story(struct work *w, void *ctx)
{
    (void)ctx;
    struct story s = {.id = fresh_id(), .title = "word-story-before", .state = STORY_READY, .version = 1};
    struct note n = {.text = "word-note", .corrected = "word-corrected"};
    enum err e = story_insert(w, &s);
    s.title = "word-story-after";
    if (e == OK)
        e = story_save(w, &s);
    return e == OK ? notes_save(w, &n) : e;
}

static inline struct practice everything(const char *login_name)
{
    struct practice p = practise(login_name);
    log_in(p.user, fresh_hash());
    DONE(p.user, add_account, NULL);
    DONE(p.user, add_review, NULL);
    DONE(p.user, add_practice, &p);
    DONE(p.user, add_story, NULL);
    return p;
}

#endif
