#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_follow.h"
#include "builtin/builtin_modes.h"

/* The modes that change a plan, with what its user told since: that comes first, then what they ask for, or
 * what their answers speak for. */

enum { SUMMARY_WORDS = 80, REASON_WORDS = 25, MOST_REASONS = 3 };

/* Puts down of the first list what the second doesn't speak of. */
static json *both_reasons(struct arena *a, const json *followed, const json *asked)
{
    json *all = json_new_array(a);
    for (size_t i = 0; i < json_len(asked); i++)
        json_add(a, all, json_copy(a, json_at(asked, i)));
    for (size_t i = 0; i < json_len(followed); i++) {
        const json *one = json_at(followed, i);
        bool there = false;
        for (size_t k = 0; k < json_len(asked) && !there; k++)
            there =
                text_equal(json_get_text(one, "topic", ""), json_get_text(json_at(asked, k), "topic", "")) &&
                text_equal(json_get_text(one, "what", ""), json_get_text(json_at(asked, k), "what", ""));
        if (!there)
            json_add(a, all, json_copy(a, one));
    }
    return all;
}

/* What of the reasons is about something: a difference between the two plans. */
static json *reasons_that_count(struct arena *a, const json *reasons, const json *before, const json *after)
{
    json *kept = json_new_array(a);
    for (size_t i = 0; i < json_len(reasons); i++) {
        const char *topic = json_get_text(json_at(reasons, i), "topic", ""),
                   *what = json_get_text(json_at(reasons, i), "what", "");
        const json *old = NULL, *now = NULL;
        for (size_t k = 0; k < json_len(before); k++)
            if (text_equal(json_get_text(json_at(before, k), "name", ""), topic))
                old = json_at(before, k);
        for (size_t k = 0; k < json_len(after); k++)
            if (text_equal(json_get_text(json_at(after, k), "name", ""), topic))
                now = json_at(after, k);
        const bool added = text_equal(what, "added"), dropped = text_equal(what, "dropped");
        const bool stays = old && now, overview = text_equal(what, "overview");
        if (overview || (added && now && !old) || (dropped && old && !now) || (stays && !added && !dropped))
            json_add(a, kept, json_copy(a, json_at(reasons, i)));
    }
    return kept;
}

static json *topics_of(const json *plan)
{
    return json_get(plan, "plan_topics");
}

json *builtin_follow_changes(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct builtin_followed followed = builtin_follow(coach, a, in);
    json *with = json_copy(a, in);
    if (followed.changed)
        json_put(a, with, "plan", json_copy(a, followed.plan));
    json *answer = builtin_changes(coach, a, with);
    const json *reasons = json_get(answer, "reasons");
    if (followed.changed)
        reasons = both_reasons(a, followed.reasons, reasons);
    json *kept = reasons_that_count(a, reasons, topics_of(json_get(in, "plan")), topics_of(answer));
    json_put(a, answer, "reasons", kept);
    if (json_len(kept))
        builtin_follow_retell(coach, a, in, answer);
    if (json_len(followed.asks))
        json_put(a, answer, "asks", json_copy(a, followed.asks));
    return answer;
}

json *builtin_follow_review(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct builtin_followed followed = builtin_follow(coach, a, in);
    if (json_len(json_get(in, "told")) == 0)
        return builtin_review(coach, a, in);
    json *answer = json_new_object(a), *reasons = json_new_array(a);
    const struct sentences *says = library_sentences(coach->library);
    const char *summary = "";
    for (size_t i = 0; i < json_len(json_get(in, "told")); i++) {
        const json *one = json_at(json_get(in, "told"), i);
        const char *now = SAY(says, a, SAY_PROPOSE_SET, {"what", json_get_text(one, "to", "")});
        summary = arena_printf(a, "%s%s%s", summary, text_if(*summary, " "), now);
        if (json_len(reasons) < MOST_REASONS)
            json_add_text(a, reasons, text_head_words(a, now, REASON_WORDS));
    }
    json_put_text(a, answer, "verdict", "change");
    json_put_text(a, answer, "summary", text_head_words(a, summary, SUMMARY_WORDS));
    json_put(a, answer, "reasons", reasons);
    json_put(a, answer, "plan_overview", json_get(followed.plan, "plan_overview"));
    json_put(a, answer, "plan_topics", topics_of(followed.plan));
    builtin_follow_retell(coach, a, in, answer);
    json *changes =
        reasons_that_count(a, followed.reasons, topics_of(json_get(in, "plan")), topics_of(answer));
    for (size_t i = 0; i < json_len(changes); i++)
        json_put(a, json_at(changes, i), "evidence", json_new_array(a));
    json_put(a, answer, "changes", changes);
    return answer;
}
