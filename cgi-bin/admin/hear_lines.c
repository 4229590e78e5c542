#include "admin/hear_lines.h"
#include "base/clock.h"
#include "base/json_lines.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_modes.h"
#include "nlu/nlu.h"

enum { WEEK = 7 };

static const char *const weekdays[WEEK] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/* A text of the facts, or null where it is empty. */
static json *text_known(struct arena *a, const json *facts, const char *key)
{
    const char *text = json_get_text(facts, key, "");
    return text_blank(text) ? NULL : json_new_text(a, text);
}

static json *number_known(struct arena *a, const json *facts, const char *key)
{
    const int64_t value = json_get_int(facts, key, 0);
    return value > 0 ? json_new_int(a, value) : NULL;
}

static json *days_off(struct arena *a, const json *facts)
{
    json *out = json_new_array(a);
    const json *off = json_get(facts, "days_off");
    for (size_t i = 0; i < json_len(off); i++)
        json_add_text(a, out, weekdays[json_int(json_at(off, i), 0) % WEEK]);
    return out;
}

static json *minutes_by_day(struct arena *a, const json *facts)
{
    json *out = json_new_object(a);
    const json *minutes = json_get(facts, "minutes_by_day");
    for (size_t i = 0; i < json_len(minutes) && i < WEEK; i++)
        if (json_int(json_at(minutes, i), 0) > 0)
            json_put_int(a, out, weekdays[i], json_int(json_at(minutes, i), 0));
    return out;
}

static json *areas(const struct library *library, struct arena *a, const char *list)
{
    json *out = json_new_array(a);
    for (const char *area; (area = nlu_next_area(library, a, &list)) != NULL;)
        json_add_text(a, out, area);
    return out;
}

static json *facts_told(const struct library *library, struct arena *a, const json *facts)
{
    static const char *const energies[] = {NULL, "low", "some", "plenty"};
    const int64_t capacity = json_get_int(facts, "capacity", 0);
    json *out = json_new_object(a), *energy = NULL;
    if (capacity > 0 && capacity < (int64_t)(sizeof energies / sizeof *energies))
        energy = json_new_text(a, energies[capacity]);
    json_put(a, out, "role", text_known(a, facts, "role"));
    json_put(a, out, "daily_minutes", number_known(a, facts, "minutes"));
    json_put(a, out, "minutes_by_day", minutes_by_day(a, facts));
    json_put(a, out, "days_off", days_off(a, facts));
    json_put(a, out, "interview", text_known(a, facts, "interview_date"));
    json_put(a, out, "weeks", number_known(a, facts, "weeks"));
    json_put(a, out, "weak", areas(library, a, json_get_text(facts, "weak", "")));
    json_put(a, out, "fine", areas(library, a, json_get_text(facts, "strong", "")));
    json_put(a, out, "energy", energy);
    return out;
}

/* Of the contract's names of facts, the one that a program is told. */
static const char *told_name(const char *name)
{
    static const struct {
        const char *name, *told;
    } rows[] = {{"minutes", "daily_minutes"}, {"interview_date", "interview"}, {"strong", "fine"},
                {"capacity", "energy"},       {"weak_areas", "weak"},          {"motivation", "energy"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (text_equal(rows[i].name, name))
            return rows[i].told;
    return name;
}

static json *sources_told(struct arena *a, const json *facts)
{
    json *out = json_new_object(a);
    const json *sources = json_get(facts, "sources");
    const char *name;
    for (size_t i = 0; i < json_members(sources); i++) {
        json *words = json_member(sources, i, &name);
        json_put(a, out, told_name(name), words);
    }
    return out;
}

static json *asks_told(struct arena *a, const json *asks)
{
    json *out = json_new_array(a);
    for (size_t i = 0; i < json_len(asks); i++)
        json_add_text(a, out, told_name(json_text(json_at(asks, i), "")));
    return out;
}

static void add_turn(struct arena *a, json *turns, const char *who, const char *text)
{
    json *turn = json_new_object(a);
    json_put_text(a, turn, "who", who);
    json_put_text(a, turn, "text", text);
    json_add(a, turns, turn);
}

/* One message more: the plan chat is asked as a page asks it, and what it heard is added to the facts. */
static json *hear_message(const struct builtin *coach, struct arena *a, const json *line, json *facts,
                          json *turns, const char *message)
{
    json *in = json_new_object(a);
    json_put_text(a, in, "today", json_get_text(line, "today", ""));
    json_put(a, in, "facts", json_copy(a, facts));
    json_put_text(a, in, "material", json_get_text(line, "material", ""));
    json_put(a, in, "messages", json_copy(a, turns));
    json_put_text(a, in, "message", message);
    json *answer = builtin_chat(coach, a, in);
    nlu_facts_add(a, facts, json_get(answer, "facts"));
    add_turn(a, turns, "user", message);
    add_turn(a, turns, "coach", json_get_text(answer, "reply", ""));
    return answer;
}

static enum err hear_line(struct arena *a, const json *line, void *ctx, json **out)
{
    const struct builtin *const *coach = ctx;
    clock_day today;
    const json *say = json_get(line, "say");
    json *facts = json_new_object(a), *turns = json_new_array(a), *answer = NULL;
    if (!json_has(line, "id") || !say || clock_parse_date(json_get_text(line, "today", ""), &today) != OK)
        return ERR_INPUT;
    for (size_t i = 0; i < json_len(say) || !answer; i++)
        answer = hear_message(*coach, a, line, facts, turns, json_text(json_at(say, i), ""));
    *out = json_new_object(a);
    json_put(a, *out, "id", json_copy(a, json_get(line, "id")));
    json_put(a, *out, "facts", facts_told((*coach)->library, a, facts));
    json_put(a, *out, "sources", sources_told(a, facts));
    json_put(a, *out, "asks", asks_told(a, json_get(answer, "asks")));
    json_put(a, *out, "left_over", json_copy(a, json_get(answer, "left_over")));
    json_put_text(a, *out, "reply", json_get_text(answer, "reply", ""));
    return OK;
}

enum err hear_lines(const struct builtin *coach, FILE *in, FILE *out, size_t *line)
{
    return json_lines(in, out, hear_line, &coach, line);
}
