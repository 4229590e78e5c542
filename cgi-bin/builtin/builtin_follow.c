#include "builtin/builtin_follow.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_area.h"
#include "builtin/builtin_candidates.h"
#include "builtin/builtin_modes.h"
#include "builtin/builtin_plan_say.h"
#include "builtin/builtin_planning.h"

enum {
    LEAST_SHARE = 2,
    MOST_TOPICS = 12,
    WORDS_SHOWN = 14,
    CHARACTERS_SHOWN = 200,
    MOST_AREAS = BUILTIN_AREAS
};

struct following {
    const struct builtin *coach;
    struct arena *arena;
    const json *in, *told;
    json *overview, *topics;
    struct builtin_followed out;
};

static const struct sentences *says(const struct following *following)
{
    return library_sentences(following->coach->library);
}

static const json *told_of(const struct following *following, const char *fact)
{
    for (size_t i = 0; i < json_len(following->told); i++)
        if (text_equal(json_get_text(json_at(following->told, i), "fact", ""), fact))
            return json_at(following->told, i);
    return NULL;
}

/* In their words, where it was heard in some. */
static const char *why(const struct following *following, const json *told)
{
    struct arena *a = following->arena;
    const char *words = json_get_text(told, "words", ""), *to = json_get_text(told, "to", "");
    const char *said = text_blank(words) ? to : words;
    const char *shown = text_head(a, text_head_words(a, said, WORDS_SHOWN), CHARACTERS_SHOWN);
    if (text_blank(words))
        return SAY(says(following), a, SAY_PROPOSE_SET, {"what", shown});
    return SAY(says(following), a, SAY_PROPOSE_TOLD, {"words", shown});
}

/* ---- a plan being changed ---- */

static void add_reason(struct following *following, const char *topic, const char *what, const char *reason,
                       bool follows)
{
    struct arena *a = following->arena;
    for (size_t i = 0; i < json_len(following->out.reasons); i++) {
        json *old = json_at(following->out.reasons, i);
        if (!text_equal(json_get_text(old, "topic", ""), topic) ||
            !text_equal(json_get_text(old, "what", ""), what))
            continue;
        if (json_get_bool(old, "follows", false) && !follows) { /* one of its own says more */
            json_put_text(a, old, "reason", reason);
            json_put_bool(a, old, "follows", false);
        }
        return;
    }
    json *one = json_new_object(a);
    json_put_text(a, one, "topic", topic);
    json_put_text(a, one, "what", what);
    json_put_text(a, one, "reason", reason);
    json_put_bool(a, one, "follows", follows);
    json_add(a, following->out.reasons, one);
    following->out.changed = true;
}

static const char *name_of(const json *topic)
{
    return json_get_text(topic, "name", "");
}

static int minutes_of(const json *topic)
{
    return (int)json_get_int(topic, "daily_study_minutes", 0);
}

static int total_of(const json *topics)
{
    int total = 0;
    for (size_t i = 0; i < json_len(topics); i++)
        total += minutes_of(json_at(topics, i));
    return total;
}

static void drop_last(struct following *following, const char *reason)
{
    json *kept = json_new_array(following->arena);
    const size_t n = json_len(following->topics);
    for (size_t i = 0; i + 1 < n; i++)
        json_add(following->arena, kept, json_at(following->topics, i));
    add_reason(following, name_of(json_at(following->topics, n - 1)), "dropped", reason, false);
    following->topics = kept;
}

/* All but one (NULL: all) in proportion, so that they add up to `total`: each with minutes enough for a
 * question. */
static void scale(struct following *following, const json *but, int total, const char *reason, bool follows)
{
    struct arena *a = following->arena;
    const size_t n = json_len(following->topics);
    int before = 0, given = 0, left = 0;
    for (size_t i = 0; i < n; i++)
        if (json_at(following->topics, i) != but) {
            before += minutes_of(json_at(following->topics, i));
            left++;
        }
    for (size_t i = 0; i < n; i++) {
        json *t = json_at(following->topics, i);
        if (t == but)
            continue;
        left--;
        int minutes = (int)((int64_t)minutes_of(t) * total / (before > 0 ? before : 1));
        if (minutes > total - given - LEAST_SHARE * left)
            minutes = total - given - LEAST_SHARE * left;
        if (minutes < LEAST_SHARE)
            minutes = LEAST_SHARE;
        if (left == 0)
            minutes = total - given;
        given += minutes;
        if (minutes == minutes_of(t))
            continue;
        json_put_int(a, t, "daily_study_minutes", minutes);
        add_reason(following, name_of(t), "minutes", reason, follows);
    }
}

static void to_front(struct following *following, json *topic)
{
    json *order = json_new_array(following->arena);
    json_add(following->arena, order, topic);
    for (size_t i = 0; i < json_len(following->topics); i++)
        if (json_at(following->topics, i) != topic)
            json_add(following->arena, order, json_at(following->topics, i));
    following->topics = order;
}

static json *topic_of(const struct following *following, const struct builtin_candidate *candidate)
{
    for (size_t i = 0; i < json_len(following->topics); i++) {
        json *t = json_at(following->topics, i);
        const bool own = text_equal(candidate->topic->key, LIBRARY_OWN_WORDS);
        if (text_equal(text_fold(following->arena, name_of(t)),
                       text_fold(following->arena, candidate->name)) ||
            (!own && text_equal(json_get_text(t, "key", ""), candidate->topic->key)))
            return t;
    }
    return NULL;
}

/* ---- one fact after another ---- */

/* A whole new plan: what the old one has too keeps its name, and with it its progress. */
static void follow_role(struct following *following, const json *role)
{
    struct arena *a = following->arena;
    json *in = json_copy(a, following->in), *facts = json_get(in, "facts");
    const json *old = following->topics;
    if (!told_of(following, "minutes"))
        json_put_int(a, facts, "minutes", total_of(old));
    const json *made = builtin_plan(following->coach, a, in);
    const char *reason = why(following, role);
    following->overview = json_get(made, "plan_overview");
    following->topics = json_get(made, "plan_topics");
    if (json_get(made, "asks"))
        following->out.asks = json_get(made, "asks");
    add_reason(following, "overview", "overview", reason, false);
    for (size_t i = 0; i < json_len(following->topics); i++) {
        const char *name = name_of(json_at(following->topics, i));
        add_reason(following, name, "added", reason, false);
        add_reason(following, name, "minutes", reason, false);
        add_reason(following, name, "priority", reason, false);
        add_reason(following, name, "words", reason, false);
    }
    for (size_t i = 0; i < json_len(old); i++) {
        const char *gone = SAY(says(following), a, SAY_PLAN_OLD_ROLE, {"why", reason});
        add_reason(following, name_of(json_at(old, i)), "dropped", gone, false);
    }
}

static void follow_minutes(struct following *following, const json *told)
{
    const int minutes = (int)json_get_int(json_get(following->in, "facts"), "minutes", 0);
    const char *reason = why(following, told);
    if (minutes < 1)
        return;
    while (json_len(following->topics) > 1 && minutes < LEAST_SHARE * (int)json_len(following->topics))
        drop_last(following, SAY(says(following), following->arena, SAY_PLAN_NO_ROOM,
                                 {"minutes", num_text(following->arena, minutes)}));
    scale(following, NULL, minutes, reason, false);
}

/* What a list of areas has that the other hasn't: "a, b". */
static const char *new_areas(const struct following *following, const json *told)
{
    struct arena *a = following->arena;
    const struct library *library = following->coach->library;
    const char *now[MOST_AREAS], *before[MOST_AREAS], *all = "";
    const size_t n = builtin_areas(library, a, json_get_text(told, "to", ""), now, MOST_AREAS),
                 m = builtin_areas(library, a, json_get_text(told, "from", ""), before, MOST_AREAS);
    for (size_t i = 0; i < n; i++) {
        bool old = false;
        for (size_t k = 0; k < m; k++)
            old |= text_equal(text_fold(a, now[i]), text_fold(a, before[k]));
        if (!old)
            all = arena_printf(a, "%s%s%s", all, text_if(*all, ", "), now[i]);
    }
    return all;
}

static json *add_topic(struct following *following, const struct builtin_candidate *candidate, int minutes)
{
    struct arena *a = following->arena;
    json *one = json_new_object(a);
    json_put_text(a, one, "name", candidate->name);
    json_put_text(a, one, "description", candidate->description);
    json_put_int(a, one, "daily_study_minutes", minutes);
    json_put_text(a, one, "expected_outcome", candidate->topic->outcome);
    json_put_text(a, one, "key", candidate->topic->key);
    json_put_text(a, one, "prescription", candidate->topic->session);
    json_add(a, following->topics, one);
    return one;
}

/* What is weak now gets room: a topic that is there more of it, another comes in; the day stays as long. */
static void give_room(struct following *following, const struct builtin_candidate *candidate,
                      const char *reason)
{
    struct arena *a = following->arena;
    const int total = total_of(following->topics), n = (int)json_len(following->topics);
    json *topic = topic_of(following, candidate);
    const char *what = topic ? "minutes" : "added";
    int minutes = total / (n + 1);
    if (topic)
        minutes = minutes_of(topic) + (int)num_clamp(total / 8, LEAST_SHARE, 10);
    const int others = topic ? n - 1 : n;
    if (minutes > total - LEAST_SHARE * others)
        minutes = total - LEAST_SHARE * others;
    if (minutes < LEAST_SHARE || (!topic && n == MOST_TOPICS) || (topic && minutes <= minutes_of(topic)))
        return;
    if (!topic)
        topic = add_topic(following, candidate, minutes);
    json_put_int(a, topic, "daily_study_minutes", minutes);
    add_reason(following, candidate->name, what, reason, false);
    scale(following, topic, total - minutes,
          SAY(says(following), a, SAY_PLAN_MAKES_ROOM, {"topic", candidate->name}), true);
    if (text_equal(what, "added"))
        to_front(following, topic);
}

static struct builtin_planning *planning_of(const struct following *following, const char *weak)
{
    struct arena *a = following->arena;
    json *in = json_copy(a, following->in);
    json_put_text(a, json_get(in, "facts"), "weak", weak);
    return builtin_plan_begin(following->coach, a, in);
}

static void follow_weak(struct following *following, const json *told)
{
    const struct builtin_planning *p = planning_of(following, new_areas(following, told));
    for (size_t i = p->n; i > 0; i--) { /* the first comes to the front last */
        const struct builtin_candidate *c = &p->list[i - 1];
        if (!c->area)
            continue;
        const char *reason = why(following, told);
        if (p->nerves == c->area)
            reason = builtin_plan_nerves(p);
        give_room(following, c, reason);
    }
    json *answer = json_new_object(following->arena);
    builtin_plan_ask(p, answer);
    if (json_get(answer, "asks"))
        following->out.asks = json_get(answer, "asks");
}

/* What is fine now gives half of what it has. */
static void follow_strong(struct following *following, const json *told)
{
    struct arena *a = following->arena;
    const struct builtin_planning *p = planning_of(following, new_areas(following, told));
    for (size_t i = 0; i < p->n; i++) {
        json *topic = p->list[i].area ? topic_of(following, &p->list[i]) : NULL;
        const int total = total_of(following->topics);
        if (!topic || p->nerves || minutes_of(topic) < 2 * LEAST_SHARE || json_len(following->topics) < 2)
            continue;
        const int minutes = minutes_of(topic) / 2;
        json_put_int(a, topic, "daily_study_minutes", minutes);
        add_reason(following, name_of(topic), "minutes", why(following, told), false);
        scale(following, topic, total - minutes,
              SAY(says(following), a, SAY_PLAN_CAN_REST, {"topic", name_of(topic)}), true);
    }
}

static void follow_weeks(struct following *following, const json *told)
{
    const struct builtin_planning *p = planning_of(following, "");
    if (p->weeks == json_get_int(following->overview, "time_horizon_weeks", 0))
        return;
    json_put_int(following->arena, following->overview, "time_horizon_weeks", p->weeks);
    add_reason(following, "overview", "overview", why(following, told), false);
}

struct builtin_followed builtin_follow(const struct builtin *coach, struct arena *a, const json *in)
{
    static const struct {
        const char *fact;
        void (*follow)(struct following *following, const json *told);
    } table[] = {{"weak", follow_weak},
                 {"strong", follow_strong},
                 {"minutes", follow_minutes},
                 {"weeks", follow_weeks},
                 {"interview_date", follow_weeks}};
    struct following f = {.coach = coach, .arena = a, .in = in, .told = json_get(in, "told")};
    f.out.plan = json_copy(a, json_get(in, "plan"));
    f.out.reasons = json_new_array(a);
    f.out.asks = json_new_array(a);
    f.overview = json_get(f.out.plan, "plan_overview");
    f.topics = json_get(f.out.plan, "plan_topics");
    const json *role = told_of(&f, "role");
    if (role)
        follow_role(&f, role);
    for (size_t i = 0; !role && i < sizeof table / sizeof *table; i++)
        if (told_of(&f, table[i].fact))
            table[i].follow(&f, told_of(&f, table[i].fact));
    for (size_t i = 0; i < json_len(f.topics); i++)
        json_put_int(a, json_at(f.topics, i), "priority", (int64_t)i + 1);
    json_put_int(a, f.overview, "total_daily_minutes", total_of(f.topics));
    json_put(a, f.out.plan, "plan_overview", f.overview);
    json_put(a, f.out.plan, "plan_topics", f.topics);
    return f.out;
}

/* ---- why it is so now ---- */

/* A rationale of the coach's own is known by its sentence on the minutes, or on the weeks. */
static bool by_hand(const struct sentences *says, const char *rationale)
{
    static const enum sentence marks[] = {SAY_CHANGES_MINUTES_MARKS, SAY_CHANGES_WEEKS_MARKS};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        for (size_t k = 0; k < sentences_variants(says, marks[i]); k++)
            if (text_contains(rationale, sentences_variant(says, marks[i], k)))
                return false;
    return !text_blank(rationale);
}

void builtin_follow_retell(const struct builtin *coach, struct arena *a, const json *in, json *answer)
{
    json *overview = json_get(answer, "plan_overview");
    const json *topics = json_get(answer, "plan_topics");
    const struct sentences *all = library_sentences(coach->library);
    if (by_hand(all, json_get_text(json_get(json_get(in, "plan"), "plan_overview"), "rationale", "")))
        return;
    json *now = json_copy(a, in);
    json_put_text(a, now, "role", json_get_text(overview, "target_role", ""));
    struct builtin_planning *p = builtin_plan_begin(coach, a, now);
    const int told = p->minutes;
    p->kept = num_min(json_len(topics), MOST_TOPICS);
    p->mock = false;
    for (size_t i = 0; i < p->kept; i++) {
        const json *t = json_at(topics, i);
        p->list[i] = (struct builtin_candidate){.name = name_of(t)};
        p->mock |= library_is_mock(json_get_text(t, "key", ""));
    }
    p->minutes = (int)json_get_int(overview, "total_daily_minutes", 0);
    p->minutes_now = p->minutes != told;
    p->weeks = (int)json_get_int(overview, "time_horizon_weeks", p->weeks);
    json_put_text(a, overview, "rationale", builtin_plan_rationale(p));
}
