#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_edit.h"
#include "builtin/builtin_modes.h"
#include "builtin/builtin_own.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include "nlu/nlu.h"
#include <string.h>

/* Changes to a plan, asked for in words: clause by clause, each does what it says. What is not understood, or
 * can't be done, is said and asked about. */

enum { REPLY_WORDS = 60, QUOTED_WORDS = 12, OBJECT_WORDS = 4, LEAST_SHARE = 2, MOST_WEEKS = 104 };

/* What a clause asks for. One without a verb of its own ("drop coding and testing") asks for the same as the
 * one before. */
enum wish { NONE, DROP, LESS, MORE, ADD, FRONT, LAST, EASIER, HARDER, SHORTER, LONGER, HALF, DOUBLE };

/* What says each, in the order in which it is looked for. */
static const struct {
    enum phrase_list which;
    enum wish wish;
} wishes[] = {
    {HEAR_CHANGES_DROP, DROP},     {HEAR_CHANGES_HALF, HALF},     {HEAR_CHANGES_DOUBLE, DOUBLE},
    {HEAR_CHANGES_EASIER, EASIER}, {HEAR_CHANGES_HARDER, HARDER}, {HEAR_CHANGES_SHORTER, SHORTER},
    {HEAR_CHANGES_LESS, LESS},     {HEAR_CHANGES_LONGER, LONGER}, {HEAR_CHANGES_FIRST, FRONT},
    {HEAR_CHANGES_LAST, LAST},     {HEAR_CHANGES_ADD, ADD},       {HEAR_CHANGES_MORE, MORE},
};

/* What is being followed, and what is to be said back. */
struct following {
    struct builtin_edit edit;
    const json *in;
    struct nlu heard; /* the clause */
    enum wish last;   /* what the clause before asked for */
    struct buf reply;
    bool understood, unclear;
};

/* Does a clause speak of this topic: by its name, a word of its name, or a word the library knows for it? */
static bool speaks_of(const struct builtin_edit *c, const struct builtin_sentence *s, const json *topic)
{
    const char *name = json_get_text(topic, "name", "");
    const struct library_topic *t = library_topic(c->library, json_get_text(topic, "key", ""));
    size_t n;
    char **stems = stem_words(c->arena, name, &n);
    const struct phrases *all = library_phrases(c->library);
    if (builtin_has_phrase(c->arena, s, name))
        return true;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < s->n; k++)
            if (!builtin_is_common(all, stems[i]) && strlen(stems[i]) > 3 &&
                strcmp(stems[i], "interview") != 0 && strcmp(stems[i], s->stems[k]) == 0)
                return true;
    for (size_t i = 0; t && i < t->weak_words_n; i++)
        if (builtin_has_phrase(c->arena, s, t->weak_words[i]))
            return true;
    return false;
}

/* The number before "minutes" or "hours" in a clause, in minutes; 0 if there is none. */
static int said_minutes(const struct builtin_sentence *s)
{
    for (size_t i = 0; i + 1 < s->n; i++) {
        int64_t v;
        if (num_int(s->stems[i], 1, 1440, &v) != OK)
            continue;
        if (strncmp(s->stems[i + 1], "min", 3) == 0)
            return (int)v;
        if (strncmp(s->stems[i + 1], "hour", 4) == 0 && v <= 12)
            return (int)v * 60;
    }
    return 0;
}

/* ... or said otherwise: "half an hour", "an hour and a half". */
static int heard_minutes(const struct builtin_edit *c, const struct builtin_sentence *s)
{
    struct nlu heard = {.arena = c->arena,
                        .library = c->library,
                        .known = json_new_object(c->arena),
                        .facts = json_new_object(c->arena)};
    const int said = said_minutes(s);
    if (said)
        return said;
    nlu_take(&heard, nlu_plain(c->library, c->arena, s->text));
    nlu_time(&heard);
    return (int)json_get_int(heard.facts, "minutes", 0);
}

static enum wish wish_of(const struct nlu *heard)
{
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++)
        if (nlu_hears(heard, wishes[i].which))
            return wishes[i].wish;
    return NONE;
}

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

/* ---- what is asked for, without its verb ---- */

/* "add salary negotiation please": what to add, without the words at both ends that say nothing of it. */
static const char *object_of(const struct following *f)
{
    const struct nlu *heard = &f->heard;
    const char *from = heard->folded, *end = from + strlen(from), *word;
    for (size_t n; (n = nlu_begins(heard, from, HEAR_CHANGES_EMPTY, NULL)) > 0;)
        from += n + strspn(from + n, " ,");
    while (end > from) {
        (void)nlu_word_before(heard, end, &word);
        if (word <= from || word == end || !nlu_begins(heard, word, HEAR_CHANGES_EMPTY, NULL))
            break;
        end = word;
    }
    return nlu_words(heard, from, end);
}

/* Is every word of the object that says something in a topic's name or its words? */
static bool covers(const struct phrases *all, struct arena *a, const struct library_topic *t,
                   const char *object)
{
    size_t n, m;
    char **wanted = stem_words(a, object, &n);
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        bool there = builtin_is_common(all, wanted[i]);
        any |= !there;
        char **name = stem_words(a, t->name, &m);
        for (size_t k = 0; k < m && !there; k++)
            there = strcmp(name[k], wanted[i]) == 0;
        for (size_t w = 0; w < t->weak_words_n && !there; w++) {
            char **own = stem_words(a, t->weak_words[w], &m);
            for (size_t k = 0; k < m && !there; k++)
                there = strcmp(own[k], wanted[i]) == 0;
        }
        if (!there)
            return false;
    }
    return any;
}

static const struct library_topic *covering(const struct library *l, struct arena *a,
                                            const struct library_family *family, const char *object)
{
    for (size_t i = 0; family && i < family->topics_n; i++)
        if (covers(library_phrases(l), a, &family->topics[i], object))
            return &family->topics[i];
    return NULL;
}

/* The library's topic for it: the role's family first, then the stories, then any. */
static const struct library_topic *library_topic_for(const struct following *f, const char *object)
{
    const struct library *l = f->edit.library;
    struct arena *a = f->edit.arena;
    const struct library_family *near[] = {library_nearest(l, a, json_get_text(f->in, "role", ""), ""),
                                           library_find(l, "behavioural"), library_find(l, "general")};
    const struct library_topic *found = NULL;
    for (size_t i = 0; i < sizeof near / sizeof *near && !found; i++)
        found = covering(l, a, near[i], object);
    for (size_t i = 0; i < library_count(l) && !found; i++)
        found = covering(l, a, library_family(l, i), object);
    return found;
}

static bool add_object(struct following *f, const char *object, int minutes)
{
    return !text_blank(object) && text_words(object) <= OBJECT_WORDS &&
           builtin_edit_add(&f->edit, library_topic_for(f, object), object, minutes);
}

/* ---- one clause ---- */

static size_t topic_spoken_of(const struct following *f, const struct builtin_sentence *s)
{
    size_t i = 0;
    while (i < json_len(f->edit.topics) && !speaks_of(&f->edit, s, json_at(f->edit.topics, i)))
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

/* "swap coding for leadership", "leadership instead of coding": the clause in two. false: it is no swap. */
static bool in_two(const struct nlu *heard, const char **goes, const char **comes)
{
    size_t n;
    const char *end = heard->folded + strlen(heard->folded);
    const char *verb = nlu_first(heard, heard->folded, HEAR_CHANGES_SWAP, &n), *joint = NULL;
    if (verb)
        joint = nlu_first(heard, verb + n, HEAR_CHANGES_BY, &n);
    if (joint) {
        *goes = nlu_words(heard, verb + strcspn(verb, " "), joint);
        *comes = nlu_words(heard, joint + n, end);
        return true;
    }
    joint = nlu_first(heard, heard->folded, HEAR_CHANGES_INSTEAD, &n);
    if (!joint)
        return false;
    *goes = nlu_words(heard, joint + n, end);
    *comes = nlu_words(heard, heard->folded, joint);
    return true;
}

/* One topic for another, with its minutes. */
static bool swap(struct following *f)
{
    const struct nlu whole = f->heard;
    const char *goes, *comes;
    if (!in_two(&whole, &goes, &comes))
        return false;
    const size_t at = topic_named(f, goes);
    nlu_take(&f->heard, comes);
    const char *object = object_of(f);
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

static bool change_topic(struct following *f, size_t at, enum wish wish, int minutes)
{
    struct builtin_edit *c = &f->edit;
    json *t = json_at(c->topics, at);
    c->subject = json_get_text(t, "name", "");
    if (wish == DROP && json_len(c->topics) == 1) {
        reply(f, SAY_CHANGES_LAST_TOPIC, NULL, 0);
        return true;
    }
    if (minutes) {
        builtin_edit_set(c, t, minutes);
        return true;
    }
    switch (wish) {
    case DROP:
        builtin_edit_drop(c, at);
        return true;
    case LESS:
    case SHORTER:
        builtin_edit_move(c, t, false);
        return true;
    case HALF:
        builtin_edit_set(c, t, builtin_edit_minutes(t) / 2);
        return true;
    case DOUBLE:
        builtin_edit_set(c, t, builtin_edit_minutes(t) * 2);
        return true;
    case FRONT:
        builtin_edit_move(c, t, true);
        builtin_edit_to_front(c, at);
        return true;
    case LAST:
        to_the_end(c, at);
        return true;
    case EASIER:
    case HARDER:
        if (!builtin_edit_ease(c, t, wish == EASIER))
            REPLY(f, wish == EASIER ? SAY_CHANGES_EASIEST : SAY_CHANGES_HARDEST, {"topic", c->subject});
        return true;
    case MORE:
    case LONGER:
    case ADD: /* it is there: more of it */
        builtin_edit_move(c, t, true);
        return true;
    case NONE:
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

static bool change_whole(struct following *f, enum wish wish, int minutes)
{
    struct builtin_edit *c = &f->edit;
    bool eased = false;
    if (minutes)
        return scale_to(f, minutes);
    switch (wish) {
    case SHORTER:
        return scale_to(f, builtin_edit_total(c) * 2 / 3);
    case HALF:
        return scale_to(f, builtin_edit_total(c) / 2);
    case LONGER:
        return scale_to(f, builtin_edit_total(c) * 4 / 3);
    case DOUBLE:
        return scale_to(f, builtin_edit_total(c) * 2);
    case EASIER:
    case HARDER:
        for (size_t i = 0; i < json_len(c->topics); i++)
            eased |= builtin_edit_ease(c, json_at(c->topics, i), wish == EASIER);
        if (!eased)
            reply(f, wish == EASIER ? SAY_CHANGES_ALL_EASIEST : SAY_CHANGES_ALL_HARDEST, NULL, 0);
        return true;
    default:
        return false;
    }
}

/* How many weeks a clause gives the plan, by their number or a date; 0: it says nothing of it. */
static int weeks_told(const struct nlu *heard)
{
    size_t n;
    struct nlu_calendar date;
    const char *unit = nlu_first(heard, heard->folded, HEAR_CHANGES_UNITS, &n);
    int weeks = 0;
    if (unit && !nlu_hears(heard, HEAR_CHANGES_RATES) && !nlu_hears(heard, HEAR_CHANGES_WHICH_WEEK))
        weeks = (int)nlu_number(heard, unit) * nlu_value(nlu_note(heard, unit, n, HEAR_CHANGES_UNITS));
    for (const char *at = heard->folded; *at && !weeks && heard->today; at++)
        if (nlu_calendar(heard, at, &date) && date.day > heard->today)
            weeks = (date.day - heard->today + 6) / 7;
    return weeks;
}

/* "I only have two weeks now", or a date that was heard when they sent this. */
static bool change_weeks(struct following *f)
{
    struct builtin_edit *c = &f->edit;
    json *overview = json_get(c->plan, "plan_overview");
    const int weeks = weeks_told(&f->heard);
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
static enum wish wish_in(const struct following *f, const char *clause)
{
    const enum wish own = wish_of(&f->heard);
    if (own == NONE && text_words(clause) <= OBJECT_WORDS)
        return f->last;
    return own;
}

static void follow(struct following *f, const struct builtin_sentence *s)
{
    struct builtin_edit *c = &f->edit;
    c->sentence = s->text;
    c->subject = "";
    nlu_take(&f->heard, nlu_plain(c->library, c->arena, s->text));
    const enum wish wish = wish_in(f, s->text);
    bool done = swap(f);
    if (!done) {
        const int minutes = heard_minutes(c, s);
        const size_t at = topic_spoken_of(f, s);
        const char *object = object_of(f);
        const bool days = days_told(f);
        if (at < json_len(c->topics))
            done = change_topic(f, at, wish, minutes);
        else if (minutes || !days)
            done = (!minutes && change_weeks(f)) || change_whole(f, wish, minutes);
        done |= days;
        if (!done && (wish == ADD || wish == MORE || wish == FRONT)) {
            done = (wish == ADD || library_topic_for(f, object)) && add_object(f, object, 0);
        }
        if (!done && (wish == DROP || wish == LESS) && !text_blank(object) &&
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

/* Clauses: "less coding, more leadership and drop testing" are three. */
static const char *in_clauses(const struct library *l, struct arena *a, const char *text)
{
    const char *const *joints = phrases_list(library_phrases(l), HEAR_CHANGES_JOINTS);
    char *t = arena_copy(a, text);
    for (size_t i = 0; joints[i]; i++)
        for (char *at = t; (at = strstr(at, joints[i])) != NULL;)
            memset(at, ';', strlen(joints[i]));
    return t;
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
            builtin_sentences(a, in_clauses(l, a, json_text(json_at(feedback, i), "")), &n);
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
