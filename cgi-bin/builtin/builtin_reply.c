#include "builtin/builtin_reply.h"
#include "base/num.h"
#include "base/text.h"
#include <string.h>

/* What the plan chat says back: what it understood, and answers to what needs one of its own. */

/* ---- what was taken from this message, said back in a few words ---- */

enum { MOST_PARTS = 14, WEAK_WORDS = 12, STRONG_WORDS = 10 };

struct parts {
    const char *list[MOST_PARTS];
    size_t n;
};

static void add_part(struct parts *parts, const char *text)
{
    if (*text)
        parts->list[parts->n++] = text;
}

static const char *head_of(const struct nlu *heard, const char *key, size_t words)
{
    return text_head_words(heard->arena, json_get_text(heard->facts, key, ""), words);
}

/* "40 minutes on Saturdays and Sundays": days with the minutes of this one; "" where an earlier day has them.
 */
static const char *days_like(const struct nlu *heard, const json *by_day, size_t day)
{
    struct arena *a = heard->arena;
    const struct sentences *says = library_sentences(heard->library);
    const int64_t minutes = json_int(json_at(by_day, day), 0);
    const char *all = "";
    for (size_t other = json_len(by_day); minutes > 0 && other-- > 0;) {
        const char *name = sentences_variant(says, SAY_READBACK_WEEKDAY, other);
        if (json_int(json_at(by_day, other), 0) != minutes)
            continue;
        if (other < day)
            return "";
        if (*all)
            all = SAY(says, a, strstr(all, " and ") ? SAY_LIST_MORE : SAY_LIST_LAST, {"first", name},
                      {"last", all}, {"next", all});
        else
            all = name;
    }
    return *all ? SAY(says, a, SAY_CHAT_OTHER_DAYS, {"minutes", num_text(a, minutes)}, {"days", all}) : "";
}

static struct parts parts_heard(const struct nlu *heard)
{
    struct arena *a = heard->arena;
    const struct sentences *says = library_sentences(heard->library);
    const json *f = heard->facts;
    struct parts p = {.n = 0};
    clock_day day;
    if (json_get(f, "role"))
        add_part(&p, json_get_text(f, "role", ""));
    if (json_get(f, "minutes"))
        add_part(&p, SAY(says, a, SAY_CHAT_MINUTES,
                         {"minutes", arena_printf(a, "%lld", (long long)json_get_int(f, "minutes", 0))}));
    for (size_t i = 0; i < json_len(json_get(f, "minutes_by_day")); i++)
        add_part(&p, days_like(heard, json_get(f, "minutes_by_day"), i));
    if (json_get(f, "weak"))
        add_part(&p, SAY(says, a, SAY_CHAT_WEAK, {"areas", head_of(heard, "weak", WEAK_WORDS)}));
    if (json_get(f, "strong"))
        add_part(&p, SAY(says, a, SAY_CHAT_STRONG, {"areas", head_of(heard, "strong", STRONG_WORDS)}));
    if (clock_parse_date(json_get_text(f, "interview_date", ""), &day) == OK)
        add_part(&p, SAY(says, a, SAY_CHAT_INTERVIEW, {"day", clock_day_text(a, day)}));
    if (json_get(f, "capacity") && json_get_int(f, "capacity", 0) > 0)
        add_part(&p, sentences_variant(says, SAY_CHAT_ENERGY, (size_t)json_get_int(f, "capacity", 1) - 1));
    if (p.n == 0)
        add_part(&p, sentences_text(says, SAY_CHAT_DAYS));
    return p;
}

void builtin_reply_add(struct buf *reply, const char *sentence)
{
    if (text_blank(sentence))
        return;
    buf_printf(reply, "%s%s", text_if(reply->len > 0, " "), sentence);
}

void builtin_reply_understood(const struct nlu *heard, struct buf *reply, bool answered)
{
    const struct sentences *says = library_sentences(heard->library);
    if (json_members(heard->facts) == 0) {
        if (!answered && json_len(heard->asks) == 0)
            builtin_reply_add(reply, sentences_text(says, SAY_CHAT_NOT_UNDERSTOOD));
        return;
    }
    const struct parts p = parts_heard(heard);
    const char *all = p.list[0];
    for (size_t i = 1; i < p.n; i++)
        all = arena_printf(heard->arena, "%s; %s", all, p.list[i]);
    builtin_reply_add(reply, SAY(says, heard->arena, SAY_CHAT_UNDERSTOOD, {"parts", all}));
}

const char *builtin_reply_pasted(const struct nlu *heard, const struct nlu_material *parts)
{
    static const enum sentence say[] = {[MATERIAL_ADVERT] = SAY_CHAT_ADVERT,
                                        [MATERIAL_CV] = SAY_CHAT_CV,
                                        [MATERIAL_QUESTIONS] = SAY_CHAT_QUESTIONS};
    if (parts->kind == MATERIAL_NONE)
        return "";
    return sentences_text(library_sentences(heard->library), say[parts->kind]);
}

/* ---- what needs an answer of its own ---- */

const char *builtin_reply_own(const struct nlu *heard)
{
    static const struct {
        enum phrase_list which;
        enum sentence say;
        bool alone; /* only where nothing else was heard */
    } rows[] = {{HEAR_CHAT_FEAR, SAY_CHAT_FEAR, false},     {HEAR_CHAT_NO_JOB, SAY_CHAT_NO_JOB, true},
                {HEAR_CHAT_WHAT, SAY_CHAT_WHAT, true},      {HEAR_CHAT_CANCELLED, SAY_CHAT_CANCELLED, true},
                {HEAR_CHAT_THANKS, SAY_CHAT_WELCOME, true}, {HEAR_CHAT_HELLO, SAY_CHAT_HELLO, true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!(rows[i].alone && json_members(heard->facts) > 0) && nlu_hears(heard, rows[i].which))
            return sentences_text(library_sentences(heard->library), rows[i].say);
    return "";
}
