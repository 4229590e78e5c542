#include "builtin/builtin_changes.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_edit.h"
#include "builtin/builtin_modes.h"
#include "builtin/builtin_wish.h"
#include "builtin/builtin_wish_state.h"
#include "builtin/builtin_words.h"
#include <ctype.h>
#include <string.h>

/* Changes to a plan, asked for in words: what is understood is told as a list of operations and done; what
 * isn't is asked back, and then nothing is changed. */

enum { REPLY_WORDS = 60, MOST_WEEKS = 104, WEEK = 7 };

/* What is said back. */
struct reply {
    struct arena *arena;
    const struct sentences *says;
    struct buf text;
};

static void say_text(struct reply *reply, const char *sentence)
{
    if (text_blank(sentence) || text_words(reply->text.data) + text_words(sentence) > REPLY_WORDS)
        return;
    if (reply->text.len)
        buf_add_char(&reply->text, ' ');
    buf_add(&reply->text, sentence);
}

/* ---- what was understood ---- */

static const struct {
    enum builtin_op op;
    enum sentence says;
} told[] = {
    {BUILTIN_OP_MORE, SAY_CHANGES_DO_MORE},       {BUILTIN_OP_LESS, SAY_CHANGES_DO_LESS},
    {BUILTIN_OP_DROP, SAY_CHANGES_DO_DROP},       {BUILTIN_OP_ADD, SAY_CHANGES_DO_ADD},
    {BUILTIN_OP_MINUTES, SAY_CHANGES_DO_MINUTES}, {BUILTIN_OP_PLACE, SAY_CHANGES_DO_PLACE},
    {BUILTIN_OP_HARDER, SAY_CHANGES_DO_HARDER},   {BUILTIN_OP_EASIER, SAY_CHANGES_DO_EASIER},
};

static const char *one_told(const struct reply *reply, const struct builtin_wish *wish,
                            const struct builtin_operation *operation)
{
    const char *name = operation->words;
    if (operation->topic != BUILTIN_WISH_NEW)
        name = builtin_wish_state_name(wish, operation->topic);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (told[i].op == operation->op)
            return SAY(reply->says, reply->arena, told[i].says, {"topic", name},
                       {"to", num_text(reply->arena, operation->to)});
    return "";
}

/* "Less debugging, more coding aloud." */
static void tell_operations(struct reply *reply, const struct builtin_wish *wish)
{
    char *all = arena_copy(reply->arena, "");
    for (size_t i = 0; i < wish->operations_n; i++)
        all = arena_printf(reply->arena, "%s%s%s", all, text_if(i > 0, ", "),
                           one_told(reply, wish, &wish->operations[i]));
    if (wish->day)
        all = arena_printf(reply->arena, "%s%s%s", all, text_if(*all, ", "),
                           SAY(reply->says, reply->arena, SAY_CHANGES_DO_DAY,
                               {"minutes", num_text(reply->arena, wish->day)}));
    if (!*all)
        return;
    all[0] = (char)toupper((unsigned char)all[0]);
    say_text(reply, arena_printf(reply->arena, "%s.", all));
}

/* "Saturdays and Sundays" */
static const char *days_told(const struct reply *reply, const bool *which)
{
    const char *all = "", *day;
    size_t last = 0;
    for (size_t i = 0; i < WEEK; i++)
        if (which[i])
            last = i;
    for (size_t i = 0; i < WEEK; i++) {
        if (!which[i])
            continue;
        day = sentences_variant(reply->says, SAY_CHANGES_WEEKDAYS, i);
        if (!*all)
            all = day;
        else
            all = SAY(reply->says, reply->arena, i == last ? SAY_LIST_LAST : SAY_LIST_MORE, {"first", all},
                      {"next", day}, {"last", day});
    }
    return all;
}

static void tell_days_off(struct reply *reply, const struct builtin_wish *wish)
{
    const json *off = json_get(wish->facts, "days_off");
    bool which[WEEK] = {false};
    if (!off)
        return;
    for (size_t i = 0; i < json_len(off); i++)
        which[(size_t)json_int(json_at(off, i), 0) % WEEK] = true;
    say_text(reply, SAY(reply->says, reply->arena, json_len(off) ? SAY_CHANGES_DAYS_OFF : SAY_CHANGES_ANY_DAY,
                        {"days", days_told(reply, which)}));
}

/* Days with minutes of their own, those with the same together. */
static void tell_minutes_by_day(struct reply *reply, const struct builtin_wish *wish)
{
    const json *by_day = json_get(wish->facts, "minutes_by_day");
    bool told_of[WEEK] = {false};
    for (size_t i = 0; i < json_len(by_day) && i < WEEK; i++) {
        const int64_t minutes = json_int(json_at(by_day, i), 0);
        bool which[WEEK] = {false};
        for (size_t k = i; k < WEEK && minutes > 0 && !told_of[i]; k++)
            which[k] = json_int(json_at(by_day, k), 0) == minutes;
        for (size_t k = i + 1; k < WEEK && which[i]; k++)
            told_of[k] = told_of[k] || which[k];
        if (which[i])
            say_text(reply,
                     SAY(reply->says, reply->arena, SAY_CHANGES_ON_DAYS, {"days", days_told(reply, which)},
                         {"minutes", num_text(reply->arena, minutes)}));
    }
}

static void tell_facts(struct reply *reply, const struct builtin_wish *wish)
{
    const json *facts = wish->facts, *away = json_get(facts, "break");
    const char *date = json_get_text(facts, "interview_date", ""), *role = json_get_text(facts, "role", "");
    tell_days_off(reply, wish);
    tell_minutes_by_day(reply, wish);
    if (*date)
        say_text(reply, SAY(reply->says, reply->arena, SAY_CHANGES_DATE, {"date", date}));
    else if (json_get_bool(facts, "date_cancelled", false) ||
             json_get_bool(facts, "no_interview_date", false))
        say_text(reply, sentences_text(reply->says, SAY_CHANGES_NO_DATE));
    if (json_get_int(facts, "weeks", 0))
        say_text(reply, SAY(reply->says, reply->arena, SAY_CHANGES_WEEKS_TOLD,
                            {"weeks", num_text(reply->arena, json_get_int(facts, "weeks", 0))}));
    if (away)
        say_text(reply,
                 SAY(reply->says, reply->arena, SAY_CHANGES_BREAK, {"from", json_get_text(away, "from", "")},
                     {"to", json_get_text(away, "to", "")}));
    if (*role)
        say_text(reply, SAY(reply->says, reply->arena, SAY_CHANGES_ROLE, {"role", role}));
}

static const char *reply_to(struct arena *a, const struct builtin_wish *wish)
{
    struct reply reply = {.arena = a, .says = library_sentences(wish->library), .text = buf_new(a, 4096)};
    for (size_t i = 0; i < wish->asked_n; i++)
        say_text(&reply, wish->asked[i]);
    if (wish->asked_n)
        return reply.text.data;
    tell_operations(&reply, wish);
    tell_facts(&reply, wish);
    say_text(&reply, wish->answer);
    if (reply.text.len && *wish->aside)
        say_text(&reply, SAY(reply.says, a, SAY_CHANGES_LEFT_ASIDE, {"clause", wish->aside}));
    if (!reply.text.len)
        say_text(&reply, sentences_text(reply.says, SAY_CHANGES_NOTHING));
    return reply.text.data;
}

/* ---- the overview ---- */

/* Does a sentence of the rationale hold one of the words by which it is known again? */
static bool is_about(const struct sentences *says, const char *sentence, enum sentence marks)
{
    for (size_t i = 0; i < sentences_variants(says, marks); i++)
        if (text_contains(sentence, sentences_variant(says, marks, i)))
            return true;
    return false;
}

/* What the rationale says of the minutes and the weeks is what holds now. */
static void retell(const struct builtin_wish *wish, json *overview, int minutes, int weeks)
{
    struct arena *a = wish->arena;
    const struct sentences *says = library_sentences(wish->library);
    const char *all_told = "";
    size_t n;
    const bool longer = json_get_int(overview, "total_daily_minutes", 0) != minutes,
               moved = json_get_int(overview, "time_horizon_weeks", 0) != weeks;
    const struct builtin_sentence *all = builtin_sentences(a, json_get_text(overview, "rationale", ""), &n);
    for (size_t i = 0; i < n; i++) {
        const char *sentence = all[i].text;
        if (longer && is_about(says, sentence, SAY_CHANGES_MINUTES_MARKS))
            sentence = SAY(says, a, SAY_CHANGES_MINUTES, {"minutes", num_text(a, minutes)});
        else if (moved && is_about(says, sentence, SAY_CHANGES_WEEKS_MARKS))
            sentence = fill_holes(a, sentences_count(says, SAY_CHANGES_WEEKS, weeks),
                                  &(const struct hole){"weeks", num_text(a, weeks)}, 1);
        all_told = arena_printf(a, "%s%s%s", all_told, text_if(*all_told, " "), sentence);
    }
    if (longer || moved)
        json_put_text(a, overview, "rationale", all_told);
    json_put_int(a, overview, "total_daily_minutes", minutes);
    json_put_int(a, overview, "time_horizon_weeks", weeks);
}

/* The weeks that are told, or that a date leaves. */
static int weeks_of(const struct builtin_wish *wish, clock_day today, int weeks)
{
    clock_day date;
    if (clock_parse_date(json_get_text(wish->facts, "interview_date", ""), &date) == OK && date > today &&
        today)
        weeks = (date - today + WEEK - 1) / WEEK;
    const int said = (int)json_get_int(wish->facts, "weeks", 0);
    if (said > 0)
        weeks = said;
    return (int)num_clamp(weeks, 1, MOST_WEEKS);
}

static void add_reason(const struct builtin_wish *wish, json *reasons)
{
    json *one = json_new_object(wish->arena);
    json_put_text(wish->arena, one, "topic", "overview");
    json_put_text(wish->arena, one, "what", "overview");
    json_put_text(wish->arena, one, "reason",
                  SAY(library_sentences(wish->library), wish->arena, SAY_CHANGES_ASKED,
                      {"wish", text_head_words(wish->arena, wish->facts_clause, 20)}));
    json_add(wish->arena, reasons, one);
}

static void change_overview(const struct builtin_wish *wish, json *overview, const struct builtin_edit *edit,
                            clock_day today)
{
    const int before = (int)json_get_int(overview, "time_horizon_weeks", 1);
    const int weeks = weeks_of(wish, today, before);
    const char *role = json_get_text(wish->facts, "role", "");
    retell(wish, overview, builtin_edit_total(edit->topics), weeks);
    if (*role)
        json_put_text(wish->arena, overview, "target_role", role);
    if (*role || weeks != before)
        add_reason(wish, edit->reasons);
}

/* ---- the mode ---- */

static const char *whole_wish(struct arena *a, const json *feedback)
{
    const char *all = "";
    for (size_t i = 0; i < json_len(feedback); i++)
        all = arena_printf(a, "%s%s%s", all, text_if(i > 0, "\n"), json_text(json_at(feedback, i), ""));
    return all;
}

static void rank(struct arena *a, const json *topics)
{
    for (size_t i = 0; i < json_len(topics); i++) {
        json_put_int(a, json_at(topics, i), "priority", (int64_t)i + 1);
        json_drop(json_at(topics, i), "topic_id");
    }
}

struct builtin_changes_made builtin_changes_make(const struct library *library, struct arena *a,
                                                 const json *in)
{
    json *plan = json_copy(a, json_get(in, "plan")), *overview = json_get(plan, "plan_overview");
    struct builtin_wish_plan of = {.topics = json_get(plan, "plan_topics"),
                                   .role = json_get_text(in, "role", ""),
                                   .rationale = json_get_text(overview, "rationale", ""),
                                   .facts = json_get(in, "facts")};
    if (clock_parse_date(json_get_text(in, "today", ""), &of.today) != OK)
        of.today = 0;
    struct builtin_wish *wish = builtin_wish_read(library, a, &of, whole_wish(a, json_get(in, "feedback")));
    struct builtin_edit edit = {.topics = json_get(plan, "plan_topics"), .reasons = json_new_array(a)};
    if (!wish->asked_n)
        edit = builtin_edit_apply(wish);
    if (wish->asked_n) {
        edit = (struct builtin_edit){.topics = json_get(plan, "plan_topics"), .reasons = json_new_array(a)};
        wish->facts = json_new_object(a);
        wish->operations_n = 0;
        wish->day = 0;
    }
    change_overview(wish, overview, &edit, of.today);
    rank(a, edit.topics);
    json *answer = json_new_object(a);
    json_put(a, answer, "plan_overview", overview);
    json_put(a, answer, "plan_topics", edit.topics);
    json_put(a, answer, "reasons", edit.reasons);
    json_put_text(a, answer, "reply", reply_to(a, wish));
    return (struct builtin_changes_made){answer, wish};
}

json *builtin_changes(const struct builtin *coach, struct arena *a, const json *in)
{
    return builtin_changes_make(coach->library, a, in).answer;
}
