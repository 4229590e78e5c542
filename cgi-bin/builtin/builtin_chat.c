#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_modes.h"
#include "builtin/builtin_role.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include "marker/marker_language.h"
#include "nlu/nlu.h"
#include "nlu/nlu_material.h"
#include <string.h>

/* The plan chat: what was heard in the message (nlu_*.c), said back, and one question: about what was said
 * but is unclear, else for what is still missing. */

enum {
    ASKED_AT_FIRST = 2,
    MOST_LIST_WORDS = 12,
    REPLY_WORDS = 120,
    FEW_SENTENCES = 3,
    FEW_IN_QUESTION = 4,
    MOST_LEFT_OVER = 8,
    MOST_UNCLEAR = 2,
    LEAST_FOREIGN = 20, /* letters from which a language can be told */
    HALF = 50
};

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

/* ---- bare answers to what was asked: "45", "nothing really", "plenty" ---- */

/* What this message may be a bare answer to: what the coach asked last, or, at the start, what is missing. */
static bool was_asked(const struct nlu *heard, const json *in, const char *what)
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

static bool bare_time(struct nlu *heard)
{
    int64_t v;
    if (json_get(heard->facts, "minutes") || num_int(heard->text, 5, 600, &v) != OK)
        return false;
    json_put_int(heard->arena, heard->facts, "minutes", v);
    return true;
}

static bool bare_weak(struct nlu *heard)
{
    if (json_get(heard->facts, "weak_told") || text_words(heard->text) > MOST_LIST_WORDS)
        return false;
    if (!nlu_hears(heard, HEAR_CHAT_NOTHING))
        nlu_items(heard, "weak", heard->folded);
    json_put_bool(heard->arena, heard->facts, "weak_told", true);
    return true;
}

static bool bare_energy(struct nlu *heard)
{
    const int capacity = nlu_energy_of(heard, heard->folded);
    if (json_get(heard->facts, "capacity") || !capacity || text_words(heard->text) > MOST_LIST_WORDS)
        return false;
    json_put_int(heard->arena, heard->facts, "capacity", capacity);
    json_put_text(heard->arena, heard->facts, "motivation", text_head(heard->arena, heard->text, 110));
    return true;
}

/* A sentence that said nothing by itself is held against what was asked: the surest first. */
static void hear_bare(struct nlu *heard, const json *in)
{
    static const struct {
        const char *what;
        bool (*hear)(struct nlu *heard);
    } kinds[] = {{"minutes", bare_time},
                 {"motivation", bare_energy},
                 {"role", nlu_role_asked},
                 {"weak_areas", bare_weak}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !strchr(heard->text, '?'); i++)
        if (was_asked(heard, in, kinds[i].what) && kinds[i].hear(heard))
            return;
}

/* ---- a role that can be several things ---- */

/* Does the message speak of this family, by its name, a title or a word of its own? */
static bool speaks_of(struct nlu *heard, const struct builtin_sentence *sentence,
                      const struct library_family *family)
{
    size_t n;
    const struct builtin_sentence *name = builtin_sentences(heard->arena, family->name, &n);
    const struct phrases *all = library_phrases(heard->library);
    for (size_t i = 0; n && i < name->n; i++)
        for (size_t j = 0; j < sentence->n; j++)
            if (!builtin_is_common(all, name->stems[i]) && strcmp(name->stems[i], sentence->stems[j]) == 0)
                return true;
    for (size_t i = 0; i < family->words_n; i++)
        if (builtin_has_phrase(heard->arena, sentence, family->words[i]))
            return true;
    return false;
}

/* The one of those asked about that a sentence speaks of; NULL: none, or several. */
static const struct library_family *spoken_of(struct nlu *heard, const struct builtin_sentence *sentence,
                                              const struct library_title *title)
{
    const struct library_family *only = NULL;
    for (size_t i = 0; i < title->asked_n; i++) {
        if (!speaks_of(heard, sentence, title->asked[i]))
            continue;
        if (only)
            return NULL;
        only = title->asked[i];
    }
    return only;
}

/* They were asked which it is: what they answer is put behind the role, where they can see it. */
static void settle_role(struct nlu *heard, const char *message)
{
    size_t n;
    struct arena *a = heard->arena;
    const char *role = json_get_text(heard->known, "role", "");
    const struct library_title title = library_title_of(heard->library, a, role);
    const struct builtin_sentence *all = builtin_sentences(a, message, &n);
    for (size_t i = 0; title.asks && i < n && n <= FEW_SENTENCES; i++) {
        const struct library_family *only = spoken_of(heard, &all[i], &title);
        if (!only || json_get(heard->facts, "role"))
            continue;
        json_put_text(a, heard->facts, "role",
                      text_head(a, arena_printf(a, "%s (%s)", role, only->name), 110));
        return;
    }
}

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

/* ---- what is missing ---- */

static bool known(const struct nlu *heard, const char *key)
{
    return !text_blank(nlu_fact(heard, key));
}

static int64_t number(const struct nlu *heard, const char *key)
{
    return json_get_int(heard->facts, key, json_get_int(heard->known, key, 0));
}

static json *missing(const struct nlu *heard)
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

/* ---- what was taken from this message, said back in a few words ---- */

enum { MOST_PARTS = 6, WEAK_WORDS = 12, STRONG_WORDS = 10 };

struct parts {
    const char *list[MOST_PARTS];
    size_t n;
};

static void add_part(struct parts *parts, const char *text)
{
    parts->list[parts->n++] = text;
}

static const char *head_of(const struct nlu *heard, const char *key, size_t words)
{
    return text_head_words(heard->arena, json_get_text(heard->facts, key, ""), words);
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

static void say_more(struct buf *buf, const char *sentence);

/* `answered`: something of its own is said already, so nothing understood needs no words. */
static void say_back(const struct nlu *heard, struct buf *reply, bool answered)
{
    const struct sentences *says = library_sentences(heard->library);
    if (json_members(heard->facts) == 0) {
        if (!answered && json_len(heard->asks) == 0)
            say_more(reply, sentences_text(says, SAY_CHAT_NOT_UNDERSTOOD));
        return;
    }
    const struct parts p = parts_heard(heard);
    const char *all = p.list[0];
    for (size_t i = 1; i < p.n; i++)
        all = arena_printf(heard->arena, "%s; %s", all, p.list[i]);
    say_more(reply, SAY(says, heard->arena, SAY_CHAT_UNDERSTOOD, {"parts", all}));
}

/* What was pasted is said to be taken as that. */
static const char *pasted_said(const struct nlu *heard, const struct nlu_material *parts)
{
    static const enum sentence say[] = {[MATERIAL_ADVERT] = SAY_CHAT_ADVERT,
                                        [MATERIAL_CV] = SAY_CHAT_CV,
                                        [MATERIAL_QUESTIONS] = SAY_CHAT_QUESTIONS};
    if (parts->kind == MATERIAL_NONE)
        return "";
    return sentences_text(library_sentences(heard->library), say[parts->kind]);
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

/* ---- hearing ---- */

static size_t count_sentences(struct nlu heard, const char *message)
{
    size_t n = 0;
    while (n <= FEW_SENTENCES && nlu_next(&heard, &message))
        n++;
    return n;
}

/* A question says nothing of the one who asks it, unless they speak of themselves. */
static bool only_asks(const struct nlu *heard)
{
    const size_t n = strlen(heard->text);
    return n && heard->text[n - 1] == '?' && nlu_begins(heard, heard->folded, HEAR_MATERIAL_ASKED, NULL) &&
           text_words(heard->text) > FEW_IN_QUESTION;
}

static void keep_left_over(struct nlu *heard, json *left_over)
{
    if (json_len(left_over) < MOST_LEFT_OVER && text_words(heard->text) > 0)
        json_add_text(heard->arena, left_over, text_head(heard->arena, heard->text, 400));
}

/* Hears their own words; the facts are in heard->facts then. */
static void hear(struct nlu *heard, const char *message, const json *in, json *left_over)
{
    const bool brief = count_sentences(*heard, message) <= FEW_SENTENCES;
    while (nlu_next(heard, &message)) {
        const json *before = json_copy(heard->arena, heard->facts);
        const size_t roles = json_len(heard->roles);
        if (only_asks(heard)) {
            keep_left_over(heard, left_over);
            continue;
        }
        nlu_role(heard);
        nlu_time(heard);
        nlu_days(heard);
        nlu_areas(heard);
        nlu_energy(heard);
        nlu_date(heard);
        const bool understood = !json_equal(before, heard->facts) || json_len(heard->roles) > roles;
        if (brief && !understood)
            hear_bare(heard, in);
        if (json_equal(before, heard->facts) && json_len(heard->roles) == roles)
            keep_left_over(heard, left_over);
        nlu_topic(heard, understood);
    }
    nlu_role_settle(heard);
}

/* The role of what was pasted, now or before, where they named none themselves. */
static void hear_material(struct nlu *heard, const char *pasted, const json *in)
{
    struct arena *a = heard->arena;
    const char *given = nlu_plain(heard->library, a, json_get_text(in, "material", ""));
    const char *role = nlu_material_role(heard->library, a, pasted);
    if (!*role)
        role = nlu_material_role(heard->library, a, given);
    if (!*role || *nlu_fact(heard, "role") || json_len(heard->asks) > 0)
        return;
    json_put_text(a, heard->facts, "role", text_head(a, role, 110));
    nlu_source(heard, "role", role);
}

/* The sources as they were typed, letter for letter. */
static void quote_sources(struct nlu *heard, const struct nlu_plain *plain)
{
    const char *fact;
    const json *sources = json_get(heard->facts, "sources");
    for (size_t i = 0; i < json_members(sources); i++) {
        const char *words = json_text(json_member(sources, i, &fact), "");
        nlu_source(heard, fact, nlu_said(plain, heard->arena, words));
    }
}

/* ---- what needs an answer of its own ---- */

/* A greeting, thanks, a question what this is, fear, no idea which job: the answer to it; "" for none. */
static const char *own_answer(const struct nlu *heard)
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

static void say_more(struct buf *buf, const char *sentence)
{
    if (text_blank(sentence))
        return;
    buf_printf(buf, "%s%s", text_if(buf->len > 0, " "), sentence);
}

/* What is asked about what was said but is unclear: the question that fits it, or the one that asks for it.
 */
static void ask_unclear(struct nlu *heard, struct buf *reply)
{
    const char *which = which_of_several(heard);
    size_t asked = 0;
    if (which)
        nlu_ask(heard, "role");
    say_more(reply, which);
    say_more(reply, heard->doubt);
    for (size_t i = 0; i < json_len(heard->asks) && asked < MOST_UNCLEAR; i++, asked++) {
        const char *what = json_text(json_at(heard->asks, i), "");
        const size_t question = question_of(what);
        if (question == QUESTIONS || (which && text_equal(what, "role")) ||
            (heard->doubt && text_equal(what, "interview_date")))
            continue;
        say_more(reply, json_len(heard->roles) > 1 && text_equal(what, "role")
                            ? roles_said(heard)
                            : question_text(heard, question));
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

/* The next thing that is missing, if nothing is unclear. A date is asked for once. */
static bool ask_missing(struct nlu *heard, const json *in, const json *still, struct buf *reply)
{
    for (size_t i = 0; i < OWN_ORDER; i++) {
        if (is_known(heard, i, still) ||
            (!questions[i].missing && has_asked(heard, json_get(in, "messages"), i, false)))
            continue;
        nlu_ask(heard, questions[i].what);
        say_more(reply, question_text(heard, i));
        return true;
    }
    return false;
}

/* ---- the answer ---- */

static json *answer_of(struct nlu *heard, const char *reply, json *left_over)
{
    struct arena *a = heard->arena;
    json *still = missing(heard), *answer = json_new_object(a);
    json_put_text(a, answer, "reply", text_head_words(a, reply, REPLY_WORDS));
    json_put(a, answer, "facts", heard->facts);
    json_put(a, answer, "missing", still);
    json_put(a, answer, "asks", heard->asks ? heard->asks : json_new_array(a));
    json_put(a, answer, "left_over", left_over);
    json_put_bool(a, answer, "enough", json_len(still) == 0);
    return answer;
}

/* A text in another language is kept and not heard. */
static bool is_foreign(const char *own)
{
    const struct marker_language language = marker_language_of(own, strlen(own));
    return text_length(own) >= LEAST_FOREIGN && !language.english && language.sure && language.other > HALF;
}

json *builtin_chat(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct sentences *says = library_sentences(coach->library);
    struct nlu heard = {
        .arena = a, .library = coach->library, .known = json_get(in, "facts"), .facts = json_new_object(a)};
    if (clock_parse_date(json_get_text(in, "today", ""), &heard.today) != OK)
        heard.today = 0;
    const struct nlu_plain plain = nlu_plain_of(coach->library, a, json_get_text(in, "message", ""));
    const struct nlu_material parts = nlu_material_of(coach->library, a, plain.text);
    struct buf reply = buf_new(a, 4096);
    json *left_over = json_new_array(a);
    if (is_foreign(parts.own))
        return answer_of(&heard, sentences_text(says, SAY_CHAT_FOREIGN), left_over);
    heard.time_asked = was_asked(&heard, in, "minutes");
    hear(&heard, parts.own, in, left_over);
    settle_role(&heard, parts.own);
    hear_material(&heard, parts.pasted, in);
    quote_sources(&heard, &plain);

    nlu_take(&heard, parts.own);
    const char *own = own_answer(&heard);
    say_more(&reply, *own ? own : pasted_said(&heard, &parts));
    if (!*own || json_members(heard.facts) > 0)
        say_back(&heard, &reply, *own || parts.kind);
    say_more(&reply, heard.aside);
    ask_unclear(&heard, &reply);
    const json *still = missing(&heard);
    if (json_len(heard.asks) == 0 && !ask_missing(&heard, in, still, &reply))
        say_more(&reply, sentences_text(says, SAY_CHAT_ENOUGH));
    return answer_of(&heard, reply.data, left_over);
}
