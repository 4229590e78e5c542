#include "builtin/builtin_wish.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_wish_resolve.h"
#include "builtin/builtin_wish_settle.h"
#include <ctype.h>
#include <string.h>

enum { QUOTED_WORDS = 12, WORKDAYS = 5 };

/* ---- questions of theirs ---- */

static const char *behind_greeting(const struct nlu *heard)
{
    const char *at = heard->folded;
    for (size_t n; (n = nlu_begins(heard, at, HEAR_CHANGES_THANKS, NULL)) > 0 ||
                   (n = nlu_begins(heard, at, HEAR_CHANGES_OPENERS, NULL)) > 0;)
        at += n + strspn(at + n, " ,.!:");
    return at;
}

static bool is_question(const struct nlu *heard)
{
    const char *at = behind_greeting(heard);
    if (nlu_begins(heard, at, HEAR_CHANGES_SUGGESTS, NULL) >=
        nlu_begins(heard, at, HEAR_CHANGES_QUESTION, NULL))
        return false;
    return true;
}

/* Why a topic is there: what it is for, and what the plan's reason says of it. */
static void answer_question(struct builtin_wish *wish, const struct builtin_wish_plan *plan,
                            const struct builtin_item *items, size_t n)
{
    const struct sentences *says = library_sentences(wish->library);
    const char *answer = SAY(says, wish->arena, SAY_CHANGES_WHY_PLAN, {"rationale", plan->rationale});
    for (size_t i = 0; i < n; i++) {
        if (items[i].kind != BUILTIN_ITEM_TOPIC || items[i].match.n != 1)
            continue;
        const json *topic = json_at(plan->topics, items[i].match.topics[0]);
        const char *outcome =
            text_or(json_get_text(topic, "expected_outcome", ""), json_get_text(topic, "description", ""));
        answer = SAY(says, wish->arena, SAY_CHANGES_WHY_TOPIC, {"topic", json_get_text(topic, "name", "")},
                     {"minutes", num_text(wish->arena, json_get_int(topic, "daily_study_minutes", 0))},
                     {"priority", num_text(wish->arena, json_get_int(topic, "priority", 0))},
                     {"outcome", outcome});
        break;
    }
    wish->answer = answer;
}

/* ---- what the plan chat hears ---- */

/* The role that the words name; where the chat hears none, what stands behind "change the role to". */
static const char *role_in(const struct builtin_wish *wish, const struct nlu *like, const char *words)
{
    size_t n, tail;
    struct nlu heard = *like;
    heard.facts = json_new_object(wish->arena);
    nlu_take(&heard, words);
    const char *is = nlu_first(&heard, heard.folded, HEAR_CHANGES_ROLE_IS, &n);
    nlu_role(&heard);
    nlu_role_settle(&heard);
    const char *role = json_get_text(heard.facts, "role", "");
    if (!is ||
        (!text_blank(role) && !text_equal(text_fold(wish->arena, role), text_fold(wish->arena, wish->role))))
        return role;
    heard.known = json_new_object(wish->arena);
    const char *end = nlu_clause_end(is + n);
    const char *behind = nlu_first(&heard, is + n, HEAR_CHANGES_ROLE_END, &tail);
    if (behind && behind < end)
        end = behind;
    nlu_take(&heard, nlu_words(&heard, is + n, end));
    if (nlu_role_asked(&heard))
        nlu_role_settle(&heard);
    return json_get_text(heard.facts, "role", "");
}

static bool take_role(struct builtin_wish *wish, const struct nlu *like, const char *words)
{
    struct arena *a = wish->arena;
    const char *role = role_in(wish, like, words);
    if (text_blank(role) || text_equal(text_fold(a, role), text_fold(a, wish->role)))
        return false;
    json_put_text(a, wish->facts, "role", role);
    return true;
}

/* An amount of more or less than now. */
static int more_of_day(const struct builtin_groups *groups)
{
    if (!groups->day || groups->day_denied)
        return 0;
    int sign = groups->day->sign;
    if (!sign && groups->day_op == BUILTIN_OP_ADD)
        sign = 1;
    return sign * groups->day->number;
}

static int total_of(const json *topics)
{
    int sum = 0;
    for (size_t i = 0; i < json_len(topics); i++)
        sum += (int)json_get_int(json_at(topics, i), "daily_study_minutes", 0);
    return sum;
}

/* The same minutes from Monday to Friday are those of an ordinary day. */
static void ordinary_day(struct builtin_wish *wish)
{
    const json *by_day = json_get(wish->facts, "minutes_by_day");
    const int64_t first = json_int(json_at(by_day, 0), 0);
    json *rest = json_new_array(wish->arena);
    for (size_t i = 0; i < json_len(by_day); i++) {
        const int64_t minutes = json_int(json_at(by_day, i), 0);
        if (i < WORKDAYS && minutes != first)
            return;
        json_add(wish->arena, rest, json_new_int(wish->arena, i < WORKDAYS ? 0 : minutes));
    }
    if (first <= 0 || wish->day)
        return;
    wish->day = (int)first;
    json_put(wish->arena, wish->facts, "minutes_by_day", rest);
}

/* Takes over what is of use here: is there anything? */
static bool take_over(struct builtin_wish *wish, const json *heard, int more)
{
    static const char *const keys[] = {"days_off", "minutes_by_day", "interview_date", "no_interview_date",
                                       "weeks",    "break",          "date_cancelled"};
    bool any = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        json *value = json_get(heard, keys[i]);
        if (value)
            json_put(wish->arena, wish->facts, keys[i], value);
        any = any || (value && !text_equal(keys[i], "sources"));
    }
    const int minutes = (int)json_get_int(heard, "minutes", 0), total = total_of(wish->topics);
    if (!more && !json_get(heard, "minutes_by_day"))
        more = (int)json_get_int(heard, "minutes_more", 0);
    if (minutes > 0 || more)
        wish->day = minutes > 0 ? minutes : total + more;
    ordinary_day(wish);
    return any || wish->day;
}

/* Minutes said of some days can't be those of an ordinary one. */
static bool day_of_some(const struct builtin_groups *groups, const json *heard)
{
    return groups->some_days && json_get_int(heard, "minutes", 0) && !json_get(heard, "minutes_by_day") &&
           !json_get(heard, "days_off");
}

/* "I haven't got the energy for an hour" */
static bool day_denied(const struct builtin_groups *groups, const struct builtin_wish *wish)
{
    return groups->day && groups->day_denied && !groups->day->sign && wish->day == groups->day->number &&
           (groups->day_op == BUILTIN_OP_NONE || groups->day_op == BUILTIN_OP_WANT);
}

/* The words that a fact was heard in. */
static void put_source(struct builtin_wish *wish, const char *fact, const char *words)
{
    json *sources = json_get(wish->facts, "sources");
    if (!sources)
        sources = json_new_object(wish->arena);
    json_put_text(wish->arena, sources, fact, words);
    json_put(wish->arena, wish->facts, "sources", sources);
}

static void read_facts(struct builtin_wish *wish, const struct builtin_wish_plan *plan,
                       const struct builtin_groups *groups)
{
    struct arena *a = wish->arena;
    const struct nlu like = {
        .arena = a, .library = wish->library, .today = plan->today, .known = plan->facts, .wish = true};
    const bool role = groups->role && take_role(wish, &like, groups->facts);
    const json *heard = nlu_wish(wish->library, a, plan->facts, plan->today, groups->facts);
    bool any = take_over(wish, heard, more_of_day(groups)) || role;
    if (!wish->day && groups->day_every && !groups->day->sign && !groups->day_denied && !groups->some_days)
        wish->day = groups->day->number; /* "let's do 25 a day" */
    if (groups->day && groups->day_op == BUILTIN_OP_INSTEAD)
        wish->day = groups->day->number; /* "half an hour instead of 20 minutes" */
    any = any || wish->day;
    wish->facts_clause = groups->facts;
    if (json_get(heard, "break"))
        put_source(wish, "break", groups->facts);
    if (wish->day)
        wish->day_clause = groups->facts;
    const struct hole clause = {"clause", groups->facts};
    wish->telling = groups->facts_telling;
    if (groups->while_only && !json_get(heard, "break"))
        builtin_wish_state_question(wish, SAY_CHANGES_ASK_WHILE, &clause, 1);
    else if (day_denied(groups, wish))
        builtin_wish_state_question(wish, SAY_CHANGES_ASK_HOW_LONG, &clause, 1);
    else if (json_len(json_get(heard, "asks")) || day_of_some(groups, heard) ||
             (!any && !(groups->facts_told && groups->n)))
        builtin_wish_state_question(wish, SAY_CHANGES_ASK_DAYS, &clause, 1);
    wish->telling = false;
}

/* Where no topic is named and nothing is asked of one, does the sentence say when the interview is or what
 * the job is now? Then it says nothing else, whoever it was told by. */
static bool is_of_the_job(const struct builtin_wish *wish, const struct builtin_wish_plan *plan,
                          const struct nlu *heard, const struct builtin_item *items, size_t n, bool *role)
{
    const struct nlu like = {.arena = wish->arena,
                             .library = wish->library,
                             .today = plan->today,
                             .known = plan->facts,
                             .wish = true};
    bool date = false;
    *role = false;
    for (size_t i = 0; i < n; i++) {
        const enum builtin_op op = items[i].op;
        if (items[i].kind == BUILTIN_ITEM_TOPIC || items[i].kind == BUILTIN_ITEM_IF || op == BUILTIN_OP_ADD ||
            op == BUILTIN_OP_MORE || op == BUILTIN_OP_LESS || op == BUILTIN_OP_HARDER ||
            op == BUILTIN_OP_EASIER)
            return false;
        date = date || items[i].kind == BUILTIN_ITEM_DATE;
        *role = *role || items[i].kind == BUILTIN_ITEM_ROLE;
    }
    const char *named = "";
    if (*role)
        named = role_in(wish, &like, heard->text);
    if (!text_blank(named) && !text_equal(text_fold(wish->arena, named), text_fold(wish->arena, wish->role)))
        return true;
    return date && json_get(nlu_wish(wish->library, wish->arena, plan->facts, plan->today,
                                     builtin_wish_group_unreasoned(heard, items, n)),
                            "interview_date");
}

/* ---- the wish ---- */

static void hear_sentence(struct builtin_wish *wish, const struct builtin_wish_plan *plan,
                          struct builtin_wish_resolve *resolve, struct nlu *heard)
{
    size_t n;
    bool role;
    struct builtin_groups groups;
    struct builtin_item *items = builtin_wish_items(heard, resolve->topics, &n);
    if (n == 0)
        return;
    if (is_question(heard)) {
        answer_question(wish, plan, items, n);
        for (size_t i = 0; i < n; i++)
            builtin_wish_resolve_mention(resolve, &items[i]);
        return;
    }
    builtin_wish_group(heard, items, n, &groups);
    resolve->sentence = heard->text;
    if (is_of_the_job(wish, plan, heard, items, n, &role)) {
        groups =
            (struct builtin_groups){.facts = builtin_wish_group_unreasoned(heard, items, n), .role = role};
        read_facts(wish, plan, &groups);
        return;
    }
    if (groups.hypothetical || groups.said) {
        if (groups.n || groups.mentioned_n || groups.has_lost)
            builtin_wish_state_question(
                wish, SAY_CHANGES_ASK_IF,
                &(struct hole){"clause", text_head_words(wish->arena, heard->text, QUOTED_WORDS)}, 1);
        for (size_t i = 0; i < n; i++)
            builtin_wish_resolve_mention(resolve, &items[i]);
        return;
    }
    builtin_wish_resolve(resolve, heard, &groups);
    if (*groups.facts)
        read_facts(wish, plan, &groups);
    wish->nothing = wish->nothing || groups.thanks || groups.as_it_is;
}

/* Within quotation marks no sentence ends. */
static char *whole_quotes(struct arena *a, const char *text)
{
    char *out = arena_copy(a, text);
    bool within = false;
    for (char *c = out; *c; c++) {
        if (*c == '"')
            within = !within && strchr(c + 1, '"') != NULL;
        if (within && strchr(".!?;\n", *c))
            *c = ',';
    }
    return out;
}

/* A day of other minutes is a fact as the plan chat has it. */
static void put_minutes(struct builtin_wish *wish)
{
    if (!wish->day)
        return;
    json_put_int(wish->arena, wish->facts, "minutes", wish->day);
    put_source(wish, "minutes", wish->day_clause);
}

struct builtin_wish *builtin_wish_read(const struct library *library, struct arena *a,
                                       const struct builtin_wish_plan *plan, const char *text)
{
    struct builtin_wish *wish = arena_alloc(a, sizeof *wish);
    *wish = (struct builtin_wish){.arena = a,
                                  .library = library,
                                  .topics = plan->topics,
                                  .role = plan->role,
                                  .facts = json_new_object(a),
                                  .day_clause = "",
                                  .facts_clause = "",
                                  .answer = "",
                                  .aside = ""};
    struct builtin_wish_resolve resolve = {.wish = wish,
                                           .topics = builtin_wish_topics_of(library, a, plan->topics)};
    struct nlu heard = {.arena = a,
                        .library = library,
                        .today = plan->today,
                        .known = plan->facts,
                        .facts = json_new_object(a)};
    const char *message = whole_quotes(a, nlu_plain(library, a, text));
    while (nlu_next(&heard, &message))
        hear_sentence(wish, plan, &resolve, &heard);
    builtin_wish_settle(&resolve, text);
    put_minutes(wish);
    return wish;
}
