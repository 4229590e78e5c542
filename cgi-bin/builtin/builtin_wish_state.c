#include "builtin/builtin_wish_state.h"
#include "base/num.h"
#include "base/text.h"
#include <ctype.h>

enum { QUOTED_WORDS = 12 };

const char *builtin_wish_state_name(const struct builtin_wish *wish, size_t topic)
{
    char *name = arena_copy(wish->arena, json_get_text(json_at(wish->topics, topic), "name", ""));
    if (*name && !isupper((unsigned char)name[1]))
        name[0] = (char)tolower((unsigned char)name[0]);
    return name;
}

static void note(const char **list, size_t *n, const char *text)
{
    for (size_t i = 0; i < *n; i++)
        if (text_equal(list[i], text))
            return;
    if (*n < BUILTIN_WISH_ASKED)
        list[(*n)++] = text;
}

void builtin_wish_state_question(struct builtin_wish *wish, enum sentence which, const struct hole *holes,
                                 size_t n)
{
    const char *text =
        fill_holes(wish->arena, sentences_text(library_sentences(wish->library), which), holes, n);
    if (wish->telling && n > 0 && text_equal(holes[0].name, "clause") && !*wish->aside)
        wish->aside = text_head_words(wish->arena, holes[0].text, QUOTED_WORDS);
    if (wish->telling)
        note(wish->doubts, &wish->doubts_n, text);
    else
        note(wish->asked, &wish->asked_n, text);
}

void builtin_wish_state_ask(struct builtin_wish_resolve *resolve, enum sentence which, const char *topic)
{
    const struct hole holes[] = {{"clause", text_head_words(resolve->arena, resolve->clause, QUOTED_WORDS)},
                                 {"topic", topic}};
    builtin_wish_state_question(resolve->wish, which, holes, 2);
}

int builtin_wish_state_minutes(const struct builtin_wish_resolve *resolve, size_t topic)
{
    return (int)json_get_int(json_at(resolve->wish->topics, topic), "daily_study_minutes", 0);
}

void builtin_wish_state_operate(struct builtin_wish_resolve *resolve, enum builtin_op op, size_t topic,
                                int to)
{
    struct builtin_wish *wish = resolve->wish;
    if (wish->operations_n == BUILTIN_WISH_OPERATIONS)
        return;
    wish->operations[wish->operations_n++] = (struct builtin_operation){
        .op = op, .topic = topic, .words = "", .to = to, .clause = resolve->clause};
}

void builtin_wish_state_add(struct builtin_wish_resolve *resolve, const char *words, int minutes)
{
    builtin_wish_state_operate(resolve, BUILTIN_OP_ADD, BUILTIN_WISH_NEW, minutes);
    resolve->wish->operations[resolve->wish->operations_n - 1].words = words;
}

void builtin_wish_state_place(struct builtin_wish_resolve *resolve, size_t topic, size_t place)
{
    if (place < 1 || place > builtin_wish_topics_count(resolve->topics))
        builtin_wish_state_ask(resolve, SAY_CHANGES_NOT_CLEAR, "");
    else
        builtin_wish_state_operate(resolve, BUILTIN_OP_PLACE, topic, (int)place);
}
