#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_modes.h"
#include "builtin/builtin_role.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include "nlu/nlu.h"
#include <string.h>

/* The plan chat: what was heard in the message (nlu_*.c), said back, and at most two questions for what
 * is still missing. */

enum { ASKED_AT_ONCE = 2, MOST_LIST_WORDS = 12, REPLY_WORDS = 120, FEW_SENTENCES = 3 };

/* ---- bare answers to what was asked: "45", "nothing really", "plenty" ---- */

static bool was_asked(const json *asked_for, const char *what)
{
    for (size_t i = 0; i < json_len(asked_for) && i < ASKED_AT_ONCE; i++)
        if (text_equal(json_text(json_at(asked_for, i), ""), what))
            return true;
    return false;
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
static void hear_bare(struct nlu *heard, const json *asked_for)
{
    static const struct {
        const char *what;
        bool (*hear)(struct nlu *heard);
    } kinds[] = {{"motivation", bare_energy},
                 {"role", nlu_role_asked},
                 {"weak_areas", bare_weak}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !strchr(heard->text, '?'); i++)
        if (was_asked(asked_for, kinds[i].what) && kinds[i].hear(heard))
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

/* ---- the answer ---- */

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

static const char *question_for(const struct sentences *says, const char *what)
{
    static const struct {
        const char *what;
        enum sentence question;
    } questions[] = {
        {"role", SAY_CHAT_ASK_ROLE},
        {"time", SAY_CHAT_ASK_TIME},
        {"weak_areas", SAY_CHAT_ASK_WEAK},
        {"motivation", SAY_CHAT_ASK_ENERGY},
    };
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (text_equal(questions[i].what, what))
            return sentences_text(says, questions[i].question);
    return "";
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

static void say_back(const struct nlu *heard, struct buf *buf)
{
    const struct sentences *says = library_sentences(heard->library);
    if (json_members(heard->facts) == 0) {
        buf_printf(buf, "%s ", sentences_text(says, SAY_CHAT_NOT_UNDERSTOOD));
        return;
    }
    const struct parts p = parts_heard(heard);
    const char *all = p.list[0];
    for (size_t i = 1; i < p.n; i++)
        all = arena_printf(heard->arena, "%s; %s", all, p.list[i]);
    buf_printf(buf, "%s ", SAY(says, heard->arena, SAY_CHAT_UNDERSTOOD, {"parts", all}));
}

static size_t count_sentences(struct nlu heard, const char *message)
{
    size_t n = 0;
    while (n <= FEW_SENTENCES && nlu_next(&heard, &message))
        n++;
    return n;
}

/* Hears the message; the facts are in heard->facts then. */
static void hear(struct nlu *heard, const char *message, const json *asked_for)
{
    const bool brief = count_sentences(*heard, message) <= FEW_SENTENCES;
    while (nlu_next(heard, &message)) {
        const json *before = json_copy(heard->arena, heard->facts);
        nlu_role(heard);
        nlu_when(heard);
        nlu_areas(heard);
        nlu_energy(heard);
        const bool understood = !json_equal(before, heard->facts);
        if (brief && !understood)
            hear_bare(heard, asked_for);
        nlu_topic(heard, understood);
    }
}

json *builtin_chat(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct sentences *says = library_sentences(coach->library);
    struct nlu heard = {
        .arena = a, .library = coach->library, .known = json_get(in, "facts"), .facts = json_new_object(a)};
    if (clock_parse_date(json_get_text(in, "today", ""), &heard.today) != OK)
        heard.today = 0;
    const char *message = nlu_plain(coach->library, a, json_get_text(in, "message", ""));
    const json *asked_for = json_get(in, "greeting_asked_for");
    heard.time_asked = was_asked(asked_for, "time") || was_asked(asked_for, "minutes");
    heard.date_asked = was_asked(asked_for, "interview_date");
    hear(&heard, message, asked_for);
    settle_role(&heard, message);

    json *still = missing(&heard), *answer = json_new_object(a);
    struct buf b = buf_new(a, 4096);
    const char *which = which_of_several(&heard);
    say_back(&heard, &b);
    if (heard.aside)
        buf_printf(&b, "%s ", heard.aside);
    if (which || heard.doubt)
        buf_printf(&b, "%s ", text_or(which, heard.doubt));
    for (size_t i = 0; i < json_len(still) && i + (which || heard.doubt) < ASKED_AT_ONCE; i++)
        buf_printf(&b, "%s%s", text_if(i > 0, " "), question_for(says, json_text(json_at(still, i), "")));
    if (json_len(still) == 0)
        buf_add(&b, sentences_text(says, SAY_CHAT_ENOUGH));
    json_put_text(a, answer, "reply", text_head_words(a, b.data, REPLY_WORDS));
    json_put(a, answer, "facts", heard.facts);
    json_put(a, answer, "missing", still);
    json_put(a, answer, "asks", heard.asks ? heard.asks : json_new_array(a));
    json_put_bool(a, answer, "enough", json_len(still) == 0);
    return answer;
}
