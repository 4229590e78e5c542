#include "builtin/builtin_ask.h"
#include "base/text.h"
#include "builtin/builtin_role.h"

/* The plan chat's questions: about what was said but is unclear, else for what is still missing. */

enum { ASKED_AT_FIRST = 2, MOST_UNCLEAR = 2 };

/* ---- the questions: in this order, one at a time ---- */

/* The name in asks, the text, and the name in missing; NULL: nothing is missing without it. */
static const struct {
    const char *what;
    enum sentence question;
    const char *missing;
} questions[] = {
    {"role", SAY_CHAT_ASK_ROLE, "role"},
    {"interview_date", SAY_CHAT_ASK_DATE, NULL},
    {"minutes", SAY_CHAT_ASK_TIME, "time"},
    {"weak_areas", SAY_CHAT_ASK_WEAK, "weak_areas"},
    {"motivation", SAY_CHAT_ASK_ENERGY, "motivation"},
    {"days", SAY_CHAT_ASK_DAYS, NULL},
};

enum { QUESTIONS = sizeof questions / sizeof *questions, OWN_ORDER = QUESTIONS - 1 };

static size_t question_of(const char *what)
{
    size_t i = 0;
    while (i < QUESTIONS && !text_equal(questions[i].what, what) && !text_equal(questions[i].missing, what))
        i++;
    return i;
}

static const char *question_text(const struct nlu *heard, size_t i)
{
    return sentences_text(library_sentences(heard->library), questions[i].question);
}

/* Has the coach asked this before, in its last turn or in any? */
static bool has_asked(const struct nlu *heard, const json *messages, size_t question, bool last)
{
    for (size_t i = json_len(messages); i-- > 0;) {
        const json *turn = json_at(messages, i);
        if (!text_equal(json_get_text(turn, "who", ""), "coach"))
            continue;
        if (text_contains(json_get_text(turn, "text", ""), question_text(heard, question)))
            return true;
        if (last)
            return false;
    }
    return false;
}

bool builtin_ask_was(const struct nlu *heard, const json *in, const char *what)
{
    const json *messages = json_get(in, "messages"), *missing = json_get(in, "greeting_asked_for");
    const size_t question = question_of(what);
    if (question == QUESTIONS)
        return false;
    if (json_len(messages) > 0)
        return has_asked(heard, messages, question, true);
    for (size_t i = 0; i < json_len(missing) && i < ASKED_AT_FIRST; i++)
        if (question_of(json_text(json_at(missing, i), "")) == question)
            return true;
    return false;
}

/* ---- what is missing ---- */

static bool known(const struct nlu *heard, const char *key)
{
    return !text_blank(nlu_fact(heard, key));
}

static int64_t number(const struct nlu *heard, const char *key)
{
    return json_get_int(heard->facts, key, json_get_int(heard->known, key, 0));
}

json *builtin_ask_missing(const struct nlu *heard)
{
    json *list = json_new_array(heard->arena);
    if (!known(heard, "role"))
        json_add_text(heard->arena, list, "role");
    if (number(heard, "minutes") <= 0)
        json_add_text(heard->arena, list, "time");
    if (!known(heard, "weak") &&
        !json_get_bool(heard->facts, "weak_told", json_get_bool(heard->known, "weak_told", false)))
        json_add_text(heard->arena, list, "weak_areas");
    if (number(heard, "capacity") == 0 && !known(heard, "motivation"))
        json_add_text(heard->arena, list, "motivation");
    return list;
}

/* ---- what is unclear ---- */

/* The question back; NULL when the role is one thing. */
static const char *which_of_several(const struct nlu *heard)
{
    struct arena *a = heard->arena;
    const struct sentences *says = library_sentences(heard->library);
    const char *role = nlu_fact(heard, "role"), *families;
    const struct library_title title = library_title_of(heard->library, a, role);
    if (!title.asks)
        return NULL;
    families = builtin_role_families(says, a, title.asked, title.asked_n);
    return SAY(says, a, SAY_CHAT_WHICH, {"role", text_head_words(a, role, 6)}, {"families", families});
}

/* Several roles were named: which of them? */
static const char *roles_said(const struct nlu *heard)
{
    struct arena *a = heard->arena;
    const struct sentences *says = library_sentences(heard->library);
    const char *all = "";
    for (size_t i = 0; i < json_len(heard->roles); i++) {
        const char *role = json_get_text(json_at(heard->roles, i), "role", "");
        const char *joint = i + 1 == json_len(heard->roles) ? " or " : ", ";
        all = arena_printf(a, "%s%s%s", all, text_if(i > 0, joint), role);
    }
    return SAY(says, a, SAY_CHAT_WHICH_ROLE, {"roles", all});
}

void builtin_ask_unclear(struct nlu *heard, struct buf *reply)
{
    const char *which = which_of_several(heard);
    size_t asked = 0;
    if (which)
        nlu_ask(heard, "role");
    builtin_reply_add(reply, which);
    builtin_reply_add(reply, heard->doubt);
    for (size_t i = 0; i < json_len(heard->asks) && asked < MOST_UNCLEAR; i++, asked++) {
        const char *what = json_text(json_at(heard->asks, i), "");
        const size_t question = question_of(what);
        if (question == QUESTIONS || (which && text_equal(what, "role")) ||
            (heard->doubt && text_equal(what, "interview_date")))
            continue;
        const bool which_one = json_len(heard->roles) > 1 && text_equal(what, "role");
        builtin_reply_add(reply, which_one ? roles_said(heard) : question_text(heard, question));
    }
}

static bool is_known(const struct nlu *heard, size_t question, const json *still)
{
    if (text_equal(questions[question].what, "interview_date"))
        return *nlu_fact(heard, "interview_date") || number(heard, "weeks") > 0 ||
               json_get_bool(heard->facts, "no_interview_date",
                             json_get_bool(heard->known, "no_interview_date", false));
    for (size_t i = 0; i < json_len(still); i++)
        if (text_equal(json_text(json_at(still, i), ""), questions[question].missing))
            return false;
    return true;
}

bool builtin_ask_next(struct nlu *heard, const json *in, const json *still, struct buf *reply)
{
    for (size_t i = 0; i < OWN_ORDER; i++) {
        if (is_known(heard, i, still) ||
            (!questions[i].missing && has_asked(heard, json_get(in, "messages"), i, false)))
            continue;
        nlu_ask(heard, questions[i].what);
        builtin_reply_add(reply, question_text(heard, i));
        return true;
    }
    return false;
}
