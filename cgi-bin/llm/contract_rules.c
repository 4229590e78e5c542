#include "base/text.h"
#include "llm/contract.h"

/* Where a reason goes. */
struct check {
    struct arena *arena;
    const char **why;
};

static enum err wrong(const struct check *check, const char *at, const char *what)
{
    *check->why = arena_printf(check->arena, "%s: %s", text_or(at, "/"), what);
    return ERR_INPUT;
}

/* ---- plans ---- */

/* The same to a person who reads them. */
static bool same_name(struct arena *a, const char *left, const char *right)
{
    return text_equal(text_fold(a, text_trim(a, left)), text_fold(a, text_trim(a, right)));
}

static const char *name_of(const json *one)
{
    return json_get_text(one, "name", "");
}

static enum err plan_rules(const struct check *check, const json *input, const json *answer)
{
    (void)input;
    const json *topics = json_get(answer, "plan_topics");
    const size_t n = json_len(topics);
    int64_t sum = 0;
    bool adds_up = true;
    for (size_t i = 0; i < n; i++) {
        const json *t = json_at(topics, i);
        const int64_t priority = json_get_int(t, "priority", 0);
        const char *at = arena_printf(check->arena, "/plan_topics/%zu", i);
        adds_up &= !__builtin_add_overflow(sum, json_get_int(t, "daily_study_minutes", 0), &sum);
        if (priority < 1 || priority > (int64_t)n)
            return wrong(check, at, "priorities must be a ranking from 1 without gaps");
        for (size_t k = 0; k < i; k++) {
            const json *other = json_at(topics, k);
            if (json_get_int(other, "priority", 0) == priority)
                return wrong(check, at, "two topics have the same priority");
            if (same_name(check->arena, name_of(other), name_of(t)))
                return wrong(check, at, "the same topic twice");
        }
    }
    if (!adds_up || sum != json_get_int(json_get(answer, "plan_overview"), "total_daily_minutes", -1))
        return wrong(check, "/plan_overview/total_daily_minutes", "the topics' minutes must add up to it");
    return OK;
}

/* Of plan topics, or anchors. */
static const json *named(struct arena *a, const json *list, const char *name)
{
    for (size_t i = 0; i < json_len(list); i++)
        if (same_name(a, name_of(json_at(list, i)), name))
            return json_at(list, i);
    return NULL;
}

static bool has_reason(struct arena *a, const json *reasons, const char *topic, const char *what)
{
    for (size_t i = 0; i < json_len(reasons); i++) {
        const json *r = json_at(reasons, i);
        if (text_equal(json_get_text(r, "what", ""), what) && !text_blank(json_get_text(r, "reason", "")) &&
            same_name(a, json_get_text(r, "topic", ""), topic))
            return true;
    }
    return false;
}

/* Every topic added, dropped or given other minutes says why. */
static enum err reasons_rules(const struct check *check, const json *input, const json *answer,
                              const char *member)
{
    const json *before = json_get(json_get(input, "plan"), "plan_topics"),
               *after = json_get(answer, "plan_topics");
    const json *reasons = json_get(answer, member);
    const char *at = arena_printf(check->arena, "/%s", member);
    for (size_t i = 0; i < json_len(after); i++) {
        const json *now = json_at(after, i);
        const char *name = name_of(now);
        const json *old = named(check->arena, before, name);
        if (!old && !has_reason(check->arena, reasons, name, "added"))
            return wrong(check, at, arena_printf(check->arena, "no reason for the added topic “%s”", name));
        if (old &&
            json_get_int(old, "daily_study_minutes", 0) != json_get_int(now, "daily_study_minutes", 0) &&
            !has_reason(check->arena, reasons, name, "minutes"))
            return wrong(check, at,
                         arena_printf(check->arena, "no reason for the other minutes of “%s”", name));
    }
    for (size_t i = 0; i < json_len(before); i++) {
        const char *name = name_of(json_at(before, i));
        if (!named(check->arena, after, name) && !has_reason(check->arena, reasons, name, "dropped"))
            return wrong(check, at, arena_printf(check->arena, "no reason for dropping “%s”", name));
    }
    return OK;
}

static enum err changes_rules(const struct check *check, const json *input, const json *answer)
{
    const enum err e = plan_rules(check, input, answer);
    if (e != OK)
        return e;
    return reasons_rules(check, input, answer, "reasons");
}

/* ---- questions and marks ---- */

static bool was_asked(const json *asked, const char *question)
{
    for (size_t i = 0; i < json_len(asked); i++)
        if (text_equal(json_get_text(json_at(asked, i), "question", ""), question))
            return true;
    return false;
}

static enum err questions_rules(const struct check *check, const json *input, const json *answer)
{
    const json *list = json_get(answer, "questions");
    for (size_t i = 0; i < json_len(list); i++) {
        const json *q = json_at(list, i);
        const char *at = arena_printf(check->arena, "/questions/%zu", i);
        const char *text = json_get_text(q, "question", "");
        const bool redo = text_equal(json_get_text(q, "status", ""), "redo");
        const bool reason = !text_blank(json_get_text(q, "redo_reason", ""));
        if (redo && !reason)
            return wrong(check, at, "a redo needs a redo_reason");
        if (!redo && reason)
            return wrong(check, at, "only a redo has a redo_reason");
        if (redo && !was_asked(json_get(input, "asked"), text))
            return wrong(check, at, "a redo must name, letter for letter, a question that was asked");
        for (size_t k = 0; k < i; k++)
            if (text_equal(json_get_text(json_at(list, k), "question", ""), text))
                return wrong(check, at, "the same question twice");
    }
    return OK;
}

/* An anchor that was not given says what it is. */
static bool anchor_known(const struct check *check, const json *given, const json *anchor)
{
    if (json_get_text(anchor, "anchor", NULL))
        return true;
    return named(check->arena, given, name_of(anchor)) != NULL;
}

/* No score: it is said why. */
static enum err unmarked_rules(const struct check *check, const json *answer)
{
    if (json_has(answer, "score") && !json_get(answer, "score") &&
        text_blank(json_get_text(answer, "why", "")))
        return wrong(check, "/why", "an answer that is not marked needs a reason");
    return OK;
}

static enum err mark_rules(const struct check *check, const json *input, const json *answer)
{
    const enum err unmarked = unmarked_rules(check, answer);
    if (unmarked != OK)
        return unmarked;
    const char *text = json_get_text(input, "answer", "");
    const json *anchors = json_get(answer, "anchors");
    for (size_t i = 0; i < json_len(anchors); i++) {
        const json *one = json_at(anchors, i);
        const char *at = arena_printf(check->arena, "/anchors/%zu/quote", i);
        const char *quote = json_get_text(one, "quote", "");
        const bool landed = json_get_bool(one, "landed", false);
        if (!anchor_known(check, json_get(input, "anchors"), one))
            return wrong(check, arena_printf(check->arena, "/anchors/%zu/anchor", i),
                         "one that was not given by this name needs its text");
        if (!landed && *quote)
            return wrong(check, at, "an anchor that did not land has no quotation");
        if (landed && text_blank(quote))
            return wrong(check, at, "an anchor that landed needs a quotation from the answer");
        if (landed && !text_contains(text, quote))
            return wrong(check, at, "is not in the answer letter for letter");
    }
    return OK;
}

/* ---- the daily review ---- */

static enum err review_rules(const struct check *check, const json *input, const json *answer)
{
    const bool change = text_equal(json_get_text(answer, "verdict", ""), "change");
    const bool whole =
        json_get(answer, "plan_overview") && json_get(answer, "plan_topics") && json_get(answer, "changes");
    const bool any =
        json_get(answer, "plan_overview") || json_get(answer, "plan_topics") || json_get(answer, "changes");
    if (change && !whole)
        return wrong(check, "", "the verdict change needs plan_overview, plan_topics and changes");
    if (!change && any)
        return wrong(check, "", "when the plan stands there is no changed plan");
    if (!change)
        return OK;
    const enum err e = plan_rules(check, input, answer);
    if (e != OK)
        return e;
    return reasons_rules(check, input, answer, "changes");
}

enum err contract_rules(struct arena *a, const char *mode, const json *input, const json *answer,
                        const char **why)
{
    static const struct {
        const char *mode;
        enum err (*rules)(const struct check *c, const json *input, const json *answer);
    } table[] = {
        {"suggest_plan", plan_rules},
        {"suggest_plan_changes", changes_rules},
        {"generate_questions", questions_rules},
        {"evaluate_answer", mark_rules},
        {"daily_review", review_rules},
    };
    const struct check c = {.arena = a, .why = why};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (text_equal(table[i].mode, mode))
            return table[i].rules(&c, input, answer);
    return OK;
}
