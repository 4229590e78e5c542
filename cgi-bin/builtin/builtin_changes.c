#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_edit.h"
#include "builtin/builtin_modes.h"
#include "builtin/builtin_own.h"
#include "builtin/builtin_wish.h"
#include <string.h>

/* Changes to a plan, asked for in words: clause by clause, each does what it says. What is not understood, or
 * can't be done, is said and asked about. */

enum { REPLY_WORDS = 60, QUOTED_WORDS = 12, OBJECT_WORDS = 4, LEAST_SHARE = 2, MOST_WEEKS = 104 };

/* What is being followed, and what is to be said back. */
struct following {
    struct builtin_edit edit;
    const json *in;
    struct nlu heard;       /* the clause */
    enum builtin_wish last; /* what the clause before asked for */
    struct buf reply;
    bool understood, unclear;
};

/* One more sentence to say back, if it fits. */
static void reply(struct following *following, enum sentence which, const struct hole *holes, size_t n)
{
    const char *sentence = fill_holes(
        following->edit.arena, sentences_text(library_sentences(following->edit.library), which), holes, n);
    if (text_words(following->reply.data) + text_words(sentence) > REPLY_WORDS)
        return;
    if (following->reply.len)
        buf_add_char(&following->reply, ' ');
    buf_add(&following->reply, sentence);
}
#define REPLY(f, which, ...)                                                                                 \
    reply((f), (which), (const struct hole[]){__VA_ARGS__},                                                  \
          sizeof((const struct hole[]){__VA_ARGS__}) / sizeof(struct hole))

static void not_clear(struct following *following, const char *clause)
{
    if (!following->unclear)
        REPLY(following, SAY_CHANGES_NOT_CLEAR,
              {"clause", text_head_words(following->edit.arena, clause, QUOTED_WORDS)});
    following->unclear = true;
}

static const struct library_topic *topic_for(const struct following *following, const char *object)
{
    return builtin_wish_topic(following->edit.library, following->edit.arena,
                              json_get_text(following->in, "role", ""), object);
}

static bool add_object(struct following *following, const char *object, int minutes)
{
    return !text_blank(object) && text_words(object) <= OBJECT_WORDS &&
           builtin_edit_add(&following->edit, topic_for(following, object), object, minutes);
}

/* ---- one clause ---- */

static size_t topic_spoken_of(const struct following *following, const struct builtin_sentence *sentence)
{
    size_t i = 0;
    while (i < json_len(following->edit.topics) &&
           !builtin_wish_speaks_of(following->edit.library, following->edit.arena, sentence,
                                   json_at(following->edit.topics, i)))
        i++;
    return i;
}

static size_t topic_named(const struct following *following, const char *words)
{
    size_t n;
    const struct builtin_sentence *all = builtin_sentences(following->edit.arena, words, &n);
    if (n == 0)
        return json_len(following->edit.topics);
    return topic_spoken_of(following, all);
}

/* One topic for another, with its minutes. */
static bool swap(struct following *following)
{
    const struct nlu whole = following->heard;
    const char *goes, *comes;
    if (!builtin_wish_in_two(&whole, &goes, &comes))
        return false;
    const size_t at = topic_named(following, goes);
    nlu_take(&following->heard, comes);
    const char *object = builtin_wish_object(&following->heard);
    following->heard = whole;
    if (at == json_len(following->edit.topics) || text_blank(object))
        return false;
    const int minutes = builtin_edit_minutes(json_at(following->edit.topics, at));
    following->edit.subject = json_get_text(json_at(following->edit.topics, at), "name", "");
    if (!add_object(following, object, minutes))
        return false;
    builtin_edit_drop(&following->edit, topic_named(following, goes));
    builtin_edit_scale(&following->edit,
                       (int)json_get_int(json_get(following->edit.plan, "plan_overview"),
                                         "total_daily_minutes", builtin_edit_total(&following->edit)));
    return true;
}

static void to_the_end(struct builtin_edit *edit, size_t at)
{
    for (size_t i = json_len(edit->topics); i > 0; i--) /* all others go before it, in their order */
        if (i - 1 != at && i - 1 > at) {
            json *order = json_new_array(edit->arena);
            for (size_t k = 0; k < json_len(edit->topics); k++)
                if (k != at)
                    json_add(edit->arena, order, json_at(edit->topics, k));
            builtin_edit_reason(edit, json_get_text(json_at(edit->topics, at), "name", ""), "priority");
            json_add(edit->arena, order, json_at(edit->topics, at));
            edit->topics = order;
            return;
        }
}

static bool change_topic(struct following *following, size_t at, enum builtin_wish wish, int minutes)
{
    struct builtin_edit *c = &following->edit;
    json *t = json_at(c->topics, at);
    c->subject = json_get_text(t, "name", "");
    if (wish == WISH_DROP && json_len(c->topics) == 1) {
        reply(following, SAY_CHANGES_LAST_TOPIC, NULL, 0);
        return true;
    }
    if (minutes) {
        builtin_edit_set(c, t, minutes);
        return true;
    }
    switch (wish) {
    case WISH_DROP:
        builtin_edit_drop(c, at);
        return true;
    case WISH_LESS:
    case WISH_SHORTER:
        builtin_edit_move(c, t, false);
        return true;
    case WISH_HALF:
        builtin_edit_set(c, t, builtin_edit_minutes(t) / 2);
        return true;
    case WISH_DOUBLE:
        builtin_edit_set(c, t, builtin_edit_minutes(t) * 2);
        return true;
    case WISH_FRONT:
        builtin_edit_move(c, t, true);
        builtin_edit_to_front(c, at);
        return true;
    case WISH_LAST:
        to_the_end(c, at);
        return true;
    case WISH_EASIER:
    case WISH_HARDER:
        if (!builtin_edit_ease(c, t, wish == WISH_EASIER))
            REPLY(following, wish == WISH_EASIER ? SAY_CHANGES_EASIEST : SAY_CHANGES_HARDEST,
                  {"topic", c->subject});
        return true;
    case WISH_MORE:
    case WISH_LONGER:
    case WISH_ADD: /* it is there: more of it */
        builtin_edit_move(c, t, true);
        return true;
    case WISH_NONE:
        break;
    }
    return false;
}

static bool scale_to(struct following *following, int minutes)
{
    const struct hole holes[] = {
        {"minutes", num_text(following->edit.arena, minutes)},
        {"topics", num_text(following->edit.arena, (int64_t)json_len(following->edit.topics))}};
    size_t small = 0;
    if (!builtin_edit_scale(&following->edit, minutes)) {
        reply(following, SAY_CHANGES_TOO_FEW, holes, 2);
        return true;
    }
    for (size_t i = 0; i < json_len(following->edit.topics); i++)
        small += builtin_edit_minutes(json_at(following->edit.topics, i)) < LEAST_SHARE;
    if (small)
        reply(following, small == 1 ? SAY_CHANGES_THIN_ONE : SAY_CHANGES_THIN_SOME, holes, 2);
    return true;
}

static bool change_whole(struct following *following, enum builtin_wish wish, int minutes)
{
    struct builtin_edit *c = &following->edit;
    bool eased = false;
    if (minutes)
        return scale_to(following, minutes);
    switch (wish) {
    case WISH_SHORTER:
        return scale_to(following, builtin_edit_total(c) * 2 / 3);
    case WISH_HALF:
        return scale_to(following, builtin_edit_total(c) / 2);
    case WISH_LONGER:
        return scale_to(following, builtin_edit_total(c) * 4 / 3);
    case WISH_DOUBLE:
        return scale_to(following, builtin_edit_total(c) * 2);
    case WISH_EASIER:
    case WISH_HARDER:
        for (size_t i = 0; i < json_len(c->topics); i++)
            eased |= builtin_edit_ease(c, json_at(c->topics, i), wish == WISH_EASIER);
        if (!eased)
            reply(following, wish == WISH_EASIER ? SAY_CHANGES_ALL_EASIEST : SAY_CHANGES_ALL_HARDEST, NULL,
                  0);
        return true;
    default:
        return false;
    }
}

/* "I only have two weeks now", or a date that was heard when they sent this. */
static bool change_weeks(struct following *following)
{
    struct builtin_edit *c = &following->edit;
    json *overview = json_get(c->plan, "plan_overview");
    const int weeks = builtin_wish_weeks(&following->heard);
    if (weeks < 1 || weeks > MOST_WEEKS)
        return false;
    if (weeks == (int)json_get_int(overview, "time_horizon_weeks", 0))
        return true;
    json_put_int(c->arena, overview, "time_horizon_weeks", weeks);
    c->subject = "";
    builtin_edit_reason(c, "overview", "overview");
    return true;
}

/* Days off are kept with what they told us about themselves, not in the plan's topics. */
static bool days_told(struct following *following)
{
    const struct sentences *says = library_sentences(following->edit.library);
    struct arena *a = following->edit.arena;
    struct nlu k = following->heard;
    k.facts = json_new_object(a);
    nlu_when(&k);
    const json *off = json_get(k.facts, "days_off");
    if (!off)
        return false;
    const size_t n = json_len(off);
    const char *all = "";
    for (size_t i = 0; i < n; i++) {
        const char *day =
            sentences_variant(says, SAY_CHANGES_WEEKDAYS, (size_t)json_int(json_at(off, i), 0) % 7);
        const enum sentence joint = i + 1 == n ? SAY_LIST_LAST : SAY_LIST_MORE;
        if (i == 0)
            all = day;
        else
            all = SAY(says, a, joint, {"first", all}, {"next", day}, {"last", day});
    }
    REPLY(following, n ? SAY_CHANGES_DAYS_OFF : SAY_CHANGES_ANY_DAY, {"days", all});
    return true;
}

/* What a short clause without a verb of its own asks for is what the one before asked for. */
static enum builtin_wish wish_in(const struct following *following, const char *clause)
{
    const enum builtin_wish own = builtin_wish_of(&following->heard);
    if (own == WISH_NONE && text_words(clause) <= OBJECT_WORDS)
        return following->last;
    return own;
}

static void follow(struct following *following, const struct builtin_sentence *sentence)
{
    struct builtin_edit *c = &following->edit;
    c->sentence = sentence->text;
    c->subject = "";
    nlu_take(&following->heard, nlu_plain(c->library, c->arena, sentence->text));
    const enum builtin_wish wish = wish_in(following, sentence->text);
    bool done = swap(following);
    if (!done) {
        const int minutes = builtin_wish_minutes(c->library, c->arena, sentence);
        const size_t at = topic_spoken_of(following, sentence);
        const char *object = builtin_wish_object(&following->heard);
        const bool days = days_told(following);
        if (at < json_len(c->topics))
            done = change_topic(following, at, wish, minutes);
        else if (minutes || !days)
            done = (!minutes && change_weeks(following)) || change_whole(following, wish, minutes);
        done |= days;
        if (!done && (wish == WISH_ADD || wish == WISH_MORE || wish == WISH_FRONT)) {
            done = (wish == WISH_ADD || topic_for(following, object)) && add_object(following, object, 0);
        }
        if (!done && (wish == WISH_DROP || wish == WISH_LESS) && !text_blank(object) &&
            text_words(object) <= OBJECT_WORDS) {
            REPLY(following, SAY_CHANGES_NOT_IN_PLAN, {"object", object});
            done = true;
        }
    }
    following->last = wish;
    following->understood |= done;
    if (!done)
        not_clear(following, sentence->text);
}

/* Does a sentence of the rationale hold one of the words by which it is known again? */
static bool is_about(const struct sentences *says, const char *sentence, enum sentence marks)
{
    for (size_t i = 0; i < sentences_variants(says, marks); i++)
        if (text_contains(sentence, sentences_variant(says, marks, i)))
            return true;
    return false;
}

/* The rationale's sentences on the minutes and the weeks say what holds now. */
static void retell(struct builtin_edit *edit, json *overview, int weeks_before)
{
    struct arena *a = edit->arena;
    const struct sentences *says = library_sentences(edit->library);
    const char *told = "";
    size_t n;
    const int now = builtin_edit_total(edit), weeks = (int)json_get_int(overview, "time_horizon_weeks", 0);
    const bool longer = json_get_int(overview, "total_daily_minutes", 0) != now,
               moved = weeks != weeks_before;
    const struct builtin_sentence *all = builtin_sentences(a, json_get_text(overview, "rationale", ""), &n);
    for (size_t i = 0; i < n; i++) {
        const char *sentence = all[i].text;
        if (longer && is_about(says, sentence, SAY_CHANGES_MINUTES_MARKS))
            sentence = SAY(says, a, SAY_CHANGES_MINUTES, {"minutes", num_text(a, now)});
        else if (moved && is_about(says, sentence, SAY_CHANGES_WEEKS_MARKS))
            sentence = fill_holes(a, sentences_count(says, SAY_CHANGES_WEEKS, weeks),
                                  &(const struct hole){"weeks", num_text(a, weeks)}, 1);
        told = arena_printf(a, "%s%s%s", told, text_if(*told, " "), sentence);
    }
    if (longer || moved)
        json_put_text(a, overview, "rationale", told);
    json_put_int(a, overview, "total_daily_minutes", now);
}

json *builtin_changes(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct library *l = coach->library;
    struct following f = {.edit = {.arena = a,
                                   .subject = "",
                                   .library = l,
                                   .plan = json_copy(a, json_get(in, "plan")),
                                   .reasons = json_new_array(a)},
                          .in = in,
                          .heard = {.arena = a,
                                    .library = l,
                                    .known = json_new_object(a),
                                    .facts = json_new_object(a),
                                    .time_asked = true},
                          .reply = buf_new(a, 4096)};
    struct builtin_edit *c = &f.edit;
    c->topics = json_get(c->plan, "plan_topics");
    const int weeks = (int)json_get_int(json_get(c->plan, "plan_overview"), "time_horizon_weeks", 0);
    if (clock_parse_date(json_get_text(in, "today", ""), &f.heard.today) != OK)
        f.heard.today = 0;
    const json *feedback = json_get(in, "feedback");
    for (size_t i = 0; i < json_len(feedback); i++) {
        size_t n;
        const struct builtin_sentence *all =
            builtin_sentences(a, builtin_wish_clauses(l, a, json_text(json_at(feedback, i), "")), &n);
        for (size_t k = 0; k < n; k++)
            follow(&f, &all[k]);
    }
    for (size_t i = 0; i < json_len(c->topics); i++) {
        json_put_int(a, json_at(c->topics, i), "priority", (int64_t)i + 1);
        json_drop(json_at(c->topics, i), "topic_id");
    }
    json *overview = json_get(c->plan, "plan_overview"), *answer = json_new_object(a);
    retell(c, overview, weeks);
    json_put(a, answer, "plan_overview", overview);
    json_put(a, answer, "plan_topics", c->topics);
    json_put(a, answer, "reasons", c->reasons);
    if (f.reply.len)
        json_put_text(a, answer, "reply", f.reply.data);
    return answer;
}
