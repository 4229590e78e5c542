#include "builtin/builtin_wish.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_wish_resolve.h"
#include <ctype.h>
#include <string.h>

enum { MOST_OBJECT = 6, QUOTED_WORDS = 12 };

/* ---- what is told ---- */

const char *builtin_wish_name(const struct builtin_wish *wish, size_t topic)
{
    char *name = arena_copy(wish->arena, json_get_text(json_at(wish->topics, topic), "name", ""));
    if (*name && !isupper((unsigned char)name[1]))
        name[0] = (char)tolower((unsigned char)name[0]);
    return name;
}

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

static void take_role(struct builtin_wish *wish, struct nlu *heard)
{
    size_t n;
    nlu_role(heard);
    const char *role = json_get_text(heard->facts, "role", "");
    const char *is = nlu_first(heard, heard->folded, HEAR_CHANGES_ROLE_IS, &n);
    if (text_blank(role) && is) {
        struct nlu rest = *heard;
        rest.known = json_new_object(wish->arena);
        nlu_take(&rest, nlu_words(heard, is + n, nlu_clause_end(is + n)));
        if (nlu_role_asked(&rest))
            role = json_get_text(rest.facts, "role", "");
    }
    if (!text_blank(role) && !text_equal(text_fold(wish->arena, role), text_fold(wish->arena, wish->role)))
        json_put_text(wish->arena, wish->facts, "role", role);
}

/* An amount of more or less than now, or so many. */
static bool take_day(struct builtin_wish *wish, const struct builtin_groups *groups, int total)
{
    if (!groups->day || groups->day_denied)
        return false;
    int sign = groups->day->sign;
    if (!sign && (groups->day_op == BUILTIN_OP_ADD))
        sign = 1;
    if (!sign)
        return false;
    wish->day = total + sign * groups->day->number;
    return true;
}

static int total_of(const json *topics)
{
    int sum = 0;
    for (size_t i = 0; i < json_len(topics); i++)
        sum += (int)json_get_int(json_at(topics, i), "daily_study_minutes", 0);
    return sum;
}

/* Takes over what is of use here. */
static bool take_over(struct builtin_wish *wish, const json *heard)
{
    static const char *const keys[] = {
        "days_off", "days",  "minutes_by_day", "interview_date", "no_interview_date",
        "weeks",    "break", "date_cancelled", "sources",        "unsure",
        "role"};
    bool any = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        json *value = json_get(heard, keys[i]);
        if (!value)
            continue;
        json_put(wish->arena, wish->facts, keys[i], value);
        any = any || !text_among((const char *const[]){"sources", "unsure"}, 2, keys[i]);
    }
    const int minutes = (int)json_get_int(heard, "minutes", 0),
              more = (int)json_get_int(heard, "minutes_more", 0);
    if (minutes > 0)
        wish->day = minutes;
    else if (more && !wish->day)
        wish->day = total_of(wish->topics) + more;
    return any || minutes > 0 || more;
}

/* "I only have two weeks now" */
static bool take_weeks(struct builtin_wish *wish, const struct nlu *heard)
{
    size_t n;
    const char *unit = nlu_first(heard, heard->folded, HEAR_CHANGES_UNITS, &n);
    if (!unit || nlu_hears(heard, HEAR_CHANGES_RATES) || nlu_hears(heard, HEAR_CHANGES_WHICH_WEEK))
        return false;
    const int weeks = (int)nlu_number(heard, unit) * nlu_value(nlu_note(heard, unit, n, HEAR_CHANGES_UNITS));
    if (weeks > 0)
        json_put_int(wish->arena, wish->facts, "weeks", weeks);
    return weeks > 0;
}

static void read_facts(struct builtin_wish *wish, const struct builtin_wish_plan *plan,
                       const struct builtin_groups *groups)
{
    struct arena *a = wish->arena;
    struct nlu own = {.arena = a,
                      .library = wish->library,
                      .today = plan->today,
                      .known = plan->facts,
                      .facts = json_new_object(a),
                      .time_asked = true};
    const bool day = take_day(wish, groups, total_of(plan->topics));
    nlu_take(&own, groups->facts);
    if (groups->role)
        take_role(wish, &own);
    const json *heard = nlu_wish(wish->library, a, plan->facts, plan->today, groups->facts);
    bool any = (!day && take_over(wish, heard)) || day || json_get(wish->facts, "role");
    if (!day && !json_get(heard, "minutes") && !json_get(heard, "minutes_by_day")) {
        nlu_time(&own);
        any = (json_get_int(own.facts, "minutes", 0) && take_over(wish, own.facts)) || any;
    }
    if (!any && groups->day && !groups->day_denied && !json_get(heard, "minutes_by_day"))
        any = (wish->day = groups->day->number) > 0;
    if (!json_get(wish->facts, "weeks") && !json_get(wish->facts, "interview_date"))
        any = take_weeks(wish, &own) || any;
    wish->facts_clause = groups->facts;
    if (wish->day)
        wish->day_clause = groups->facts;
    if (groups->while_only && !json_get(heard, "break"))
        builtin_wish_ask(wish, SAY_CHANGES_ASK_WHILE, &(struct hole){"clause", groups->facts}, 1);
    else if (!any && !(groups->facts_told && groups->n))
        builtin_wish_ask(wish, SAY_CHANGES_ASK_DAYS, &(struct hole){"clause", groups->facts}, 1);
}

/* ---- the wish ---- */

void builtin_wish_ask(struct builtin_wish *wish, enum sentence which, const struct hole *holes, size_t n)
{
    const char *text =
        fill_holes(wish->arena, sentences_text(library_sentences(wish->library), which), holes, n);
    for (size_t i = 0; i < wish->asked_n; i++)
        if (text_equal(wish->asked[i], text))
            return;
    if (wish->asked_n < BUILTIN_WISH_ASKED)
        wish->asked[wish->asked_n++] = text;
}

static void hear_sentence(struct builtin_wish *wish, const struct builtin_wish_plan *plan,
                          struct builtin_wish_resolve *resolve, struct nlu *heard)
{
    size_t n;
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
    builtin_wish_group(wish->arena, items, n, &groups);
    resolve->sentence = heard->text;
    if (groups.hypothetical || groups.said) {
        if (groups.n || groups.mentioned_n || groups.has_lost)
            builtin_wish_ask(
                wish, SAY_CHANGES_ASK_IF,
                &(struct hole){"clause", text_head_words(wish->arena, heard->text, QUOTED_WORDS)}, 1);
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
                                  .answer = ""};
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
    builtin_wish_resolve_end(&resolve, text);
    return wish;
}
