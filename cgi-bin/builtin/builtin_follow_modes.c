#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_follow.h"
#include "builtin/builtin_modes.h"
#include <string.h>

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

static const json *topic_named(const json *topics, const char *name)
{
    for (size_t i = 0; i < json_len(topics); i++)
        if (text_equal(json_get_text(json_at(topics, i), "name", ""), name))
            return json_at(topics, i);
    return NULL;
}

/* What of the reasons is about something: a difference between the two plans. */
static json *reasons_that_count(struct arena *a, const json *reasons, const json *before, const json *after)
{
    json *kept = json_new_array(a);
    for (size_t i = 0; i < json_len(reasons); i++) {
        const char *topic = json_get_text(json_at(reasons, i), "topic", ""),
                   *what = json_get_text(json_at(reasons, i), "what", "");
        const json *old = topic_named(before, topic), *now = topic_named(after, topic);
        const bool added = text_equal(what, "added"), dropped = text_equal(what, "dropped");
        const bool stays = old && now, overview = text_equal(what, "overview");
        if (overview || (added && now && !old) || (dropped && old && !now) || (stays && !added && !dropped))
            json_add(a, kept, json_copy(a, json_at(reasons, i)));
    }
    return kept;
}

/* The reason for what became of a topic; else any that speaks of it, else the first there is. */
static void need_reason(struct arena *a, json *kept, const json *all, const char *topic, const char *what)
{
    const json *found = NULL;
    for (size_t i = 0; i < json_len(kept); i++)
        if (text_equal(json_get_text(json_at(kept, i), "topic", ""), topic) &&
            text_equal(json_get_text(json_at(kept, i), "what", ""), what))
            return;
    for (size_t i = 0; i < json_len(all) && !found; i++)
        if (text_equal(json_get_text(json_at(all, i), "topic", ""), topic))
            found = json_at(all, i);
    if (!found)
        found = json_at(all, 0);
    if (!found)
        return;
    json *one = json_copy(a, found);
    json_put_text(a, one, "topic", topic);
    json_put_text(a, one, "what", what);
    json_add(a, kept, one);
}

/* What was dropped for one reason and comes back for another is neither: each difference in the end has one.
 */
static void complete_reasons(struct arena *a, json *kept, const json *all, const json *before,
                             const json *after)
{
    for (size_t i = 0; i < json_len(after); i++) {
        const json *now = json_at(after, i);
        const char *name = json_get_text(now, "name", "");
        const json *old = topic_named(before, name);
        if (!old)
            need_reason(a, kept, all, name, "added");
        else if (json_get_int(old, "daily_study_minutes", 0) != json_get_int(now, "daily_study_minutes", 0))
            need_reason(a, kept, all, name, "minutes");
    }
    for (size_t i = 0; i < json_len(before); i++) {
        const char *name = json_get_text(json_at(before, i), "name", "");
        if (!topic_named(after, name))
            need_reason(a, kept, all, name, "dropped");
    }
}

static json *topics_of(const json *plan)
{
    return json_get(plan, "plan_topics");
}

/* Those that only follow of another, known by how their sentence begins. */
static void mark_following(const struct builtin *coach, struct arena *a, json *reasons)
{
    const char *sentence = sentences_text(library_sentences(coach->library), SAY_CHANGES_FOLLOWS);
    const char *hole = strstr(sentence, "{{");
    if (!hole || hole == sentence)
        return;
    for (size_t i = 0; i < json_len(reasons); i++)
        if (strncmp(json_get_text(json_at(reasons, i), "reason", ""), sentence, (size_t)(hole - sentence)) ==
            0)
            json_put_bool(a, json_at(reasons, i), "follows", true);
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
    complete_reasons(a, kept, reasons, topics_of(json_get(in, "plan")), topics_of(answer));
    mark_following(coach, a, kept);
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
    complete_reasons(a, changes, followed.reasons, topics_of(json_get(in, "plan")), topics_of(answer));
    for (size_t i = 0; i < json_len(changes); i++)
        json_put(a, json_at(changes, i), "evidence", json_new_array(a));
    json_put(a, answer, "changes", changes);
    return answer;
}
