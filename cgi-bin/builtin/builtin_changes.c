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
static void reply(struct following *f, enum sentence which, const struct hole *holes, size_t n)
{
    const char *sentence =
        fill_holes(f->edit.arena, sentences_text(library_sentences(f->edit.library), which), holes, n);
    if (text_words(f->reply.data) + text_words(sentence) > REPLY_WORDS)
        return;
    if (f->reply.len)
        buf_add_char(&f->reply, ' ');
    buf_add(&f->reply, sentence);
}
#define REPLY(f, which, ...)                                                                                 \
    reply((f), (which), (const struct hole[]){__VA_ARGS__},                                                  \
          sizeof((const struct hole[]){__VA_ARGS__}) / sizeof(struct hole))

static void not_clear(struct following *f, const char *clause)
{
    if (!f->unclear)
        REPLY(f, SAY_CHANGES_NOT_CLEAR, {"clause", text_head_words(f->edit.arena, clause, QUOTED_WORDS)});
    f->unclear = true;
}

static const struct library_topic *topic_for(const struct following *f, const char *object)
{
    return builtin_wish_topic(f->edit.library, f->edit.arena, json_get_text(f->in, "role", ""), object);
}

static bool add_object(struct following *f, const char *object, int minutes)
{
    return !text_blank(object) && text_words(object) <= OBJECT_WORDS &&
           builtin_edit_add(&f->edit, topic_for(f, object), object, minutes);
}

/* ---- one clause ---- */

static size_t topic_spoken_of(const struct following *f, const struct builtin_sentence *s)
{
    size_t i = 0;
    while (i < json_len(f->edit.topics) &&
           !builtin_wish_speaks_of(f->edit.library, f->edit.arena, s, json_at(f->edit.topics, i)))
        i++;
    return i;
}

static size_t topic_named(const struct following *f, const char *words)
{
    size_t n;
    const struct builtin_sentence *all = builtin_sentences(f->edit.arena, words, &n);
    if (n == 0)
        return json_len(f->edit.topics);
    return topic_spoken_of(f, all);
}

/* One topic for another, with its minutes. */
static bool swap(struct following *f)
{
    const struct nlu whole = f->heard;
    const char *goes, *comes;
    if (!builtin_wish_in_two(&whole, &goes, &comes))
        return false;
    const size_t at = topic_named(f, goes);
    nlu_take(&f->heard, comes);
    const char *object = builtin_wish_object(&f->heard);
    f->heard = whole;
    if (at == json_len(f->edit.topics) || text_blank(object))
        return false;
    const int minutes = builtin_edit_minutes(json_at(f->edit.topics, at));
    f->edit.subject = json_get_text(json_at(f->edit.topics, at), "name", "");
    if (!add_object(f, object, minutes))
        return false;
    builtin_edit_drop(&f->edit, topic_named(f, goes));
    builtin_edit_scale(&f->edit, (int)json_get_int(json_get(f->edit.plan, "plan_overview"),
                                                   "total_daily_minutes", builtin_edit_total(&f->edit)));
    return true;
}

static void to_the_end(struct builtin_edit *c, size_t at)
{
    for (size_t i = json_len(c->topics); i > 0; i--) /* all others go before it, in their order */
        if (i - 1 != at && i - 1 > at) {
            json *order = json_new_array(c->arena);
            for (size_t k = 0; k < json_len(c->topics); k++)
                if (k != at)
                    json_add(c->arena, order, json_at(c->topics, k));
            builtin_edit_reason(c, json_get_text(json_at(c->topics, at), "name", ""), "priority");
            json_add(c->arena, order, json_at(c->topics, at));
            c->topics = order;
            return;
        }
}

static bool change_topic(struct following *f, size_t at, enum builtin_wish wish, int minutes)
{
    struct builtin_edit *c = &f->edit;
    json *t = json_at(c->topics, at);
    c->subject = json_get_text(t, "name", "");
    if (wish == WISH_DROP && json_len(c->topics) == 1) {
        reply(f, SAY_CHANGES_LAST_TOPIC, NULL, 0);
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
            REPLY(f, wish == WISH_EASIER ? SAY_CHANGES_EASIEST : SAY_CHANGES_HARDEST, {"topic", c->subject});
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

static bool scale_to(struct following *f, int minutes)
{
    const struct hole holes[] = {{"minutes", num_text(f->edit.arena, minutes)},
                                 {"topics", num_text(f->edit.arena, (int64_t)json_len(f->edit.topics))}};
    size_t small = 0;
    if (!builtin_edit_scale(&f->edit, minutes)) {
        reply(f, SAY_CHANGES_TOO_FEW, holes, 2);
        return true;
    }
    for (size_t i = 0; i < json_len(f->edit.topics); i++)
        small += builtin_edit_minutes(json_at(f->edit.topics, i)) < LEAST_SHARE;
    if (small)
        reply(f, small == 1 ? SAY_CHANGES_THIN_ONE : SAY_CHANGES_THIN_SOME, holes, 2);
    return true;
}

static bool change_whole(struct following *f, enum builtin_wish wish, int minutes)
{
    struct builtin_edit *c = &f->edit;
    bool eased = false;
    if (minutes)
        return scale_to(f, minutes);
    switch (wish) {
    case WISH_SHORTER:
        return scale_to(f, builtin_edit_total(c) * 2 / 3);
    case WISH_HALF:
        return scale_to(f, builtin_edit_total(c) / 2);
    case WISH_LONGER:
        return scale_to(f, builtin_edit_total(c) * 4 / 3);
    case WISH_DOUBLE:
        return scale_to(f, builtin_edit_total(c) * 2);
    case WISH_EASIER:
    case WISH_HARDER:
        for (size_t i = 0; i < json_len(c->topics); i++)
            eased |= builtin_edit_ease(c, json_at(c->topics, i), wish == WISH_EASIER);
        if (!eased)
            reply(f, wish == WISH_EASIER ? SAY_CHANGES_ALL_EASIEST : SAY_CHANGES_ALL_HARDEST, NULL, 0);
        return true;
    default:
        return false;
    }
}

/* "I only have two weeks now", or a date that was heard when they sent this. */
static bool change_weeks(struct following *f)
{
    struct builtin_edit *c = &f->edit;
    json *overview = json_get(c->plan, "plan_overview");
    const int weeks = builtin_wish_weeks(&f->heard);
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
static bool days_told(struct following *f)
{
    const struct sentences *says = library_sentences(f->edit.library);
    struct arena *a = f->edit.arena;
    struct nlu k = f->heard;
    k.facts = json_new_object(a);
    nlu_days(&k);
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
    REPLY(f, n ? SAY_CHANGES_DAYS_OFF : SAY_CHANGES_ANY_DAY, {"days", all});
    return true;
}

/* What a short clause without a verb of its own asks for is what the one before asked for. */
static enum builtin_wish wish_in(const struct following *f, const char *clause)
{
    const enum builtin_wish own = builtin_wish_of(&f->heard);
    if (own == WISH_NONE && text_words(clause) <= OBJECT_WORDS)
        return f->last;
    return own;
}

static void follow(struct following *f, const struct builtin_sentence *s)
{
    struct builtin_edit *c = &f->edit;
    c->sentence = s->text;
    c->subject = "";
    nlu_take(&f->heard, nlu_plain(c->library, c->arena, s->text));
    const enum builtin_wish wish = wish_in(f, s->text);
    bool done = swap(f);
    if (!done) {
        const int minutes = builtin_wish_minutes(c->library, c->arena, s);
        const size_t at = topic_spoken_of(f, s);
        const char *object = builtin_wish_object(&f->heard);
        const bool days = days_told(f);
        if (at < json_len(c->topics))
            done = change_topic(f, at, wish, minutes);
        else if (minutes || !days)
            done = (!minutes && change_weeks(f)) || change_whole(f, wish, minutes);
        done |= days;
        if (!done && (wish == WISH_ADD || wish == WISH_MORE || wish == WISH_FRONT)) {
            done = (wish == WISH_ADD || topic_for(f, object)) && add_object(f, object, 0);
        }
        if (!done && (wish == WISH_DROP || wish == WISH_LESS) && !text_blank(object) &&
            text_words(object) <= OBJECT_WORDS) {
            REPLY(f, SAY_CHANGES_NOT_IN_PLAN, {"object", object});
            done = true;
        }
    }
    f->last = wish;
    f->understood |= done;
    if (!done)
        not_clear(f, s->text);
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
static void retell(struct builtin_edit *c, json *overview, int weeks_before)
{
    struct arena *a = c->arena;
    const struct sentences *says = library_sentences(c->library);
    const char *told = "";
    size_t n;
    const int now = builtin_edit_total(c), weeks = (int)json_get_int(overview, "time_horizon_weeks", 0);
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
