#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_ask.h"
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
    MOST_LIST_WORDS = 12,
    REPLY_WORDS = 120,
    FEW_SENTENCES = 3,
    FEW_IN_QUESTION = 4,
    MOST_LEFT_OVER = 8,
    LEAST_FOREIGN = 20, /* letters from which a language can be told */
    HALF = 50
};

/* ---- bare answers to what was asked: "45", "nothing really", "plenty" ---- */

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
    } kinds[] = {{"motivation", bare_energy}, {"role", nlu_role_asked}, {"weak_areas", bare_weak}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !strchr(heard->text, '?'); i++)
        if (builtin_ask_was(heard, in, kinds[i].what) && kinds[i].hear(heard))
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
        nlu_when(heard);
        nlu_areas(heard);
        nlu_energy(heard);
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

/* ---- the answer ---- */

static json *answer_of(struct nlu *heard, const char *reply, json *left_over)
{
    struct arena *a = heard->arena;
    json *still = builtin_ask_missing(heard), *answer = json_new_object(a);
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
    heard.time_asked = builtin_ask_was(&heard, in, "minutes");
    heard.date_asked = builtin_ask_was(&heard, in, "interview_date");
    hear(&heard, parts.own, in, left_over);
    settle_role(&heard, parts.own);
    hear_material(&heard, parts.pasted, in);
    quote_sources(&heard, &plain);

    nlu_take(&heard, parts.own);
    const char *own = builtin_reply_own(&heard);
    builtin_reply_add(&reply, *own ? own : builtin_reply_pasted(&heard, &parts));
    if (!*own || json_members(heard.facts) > 0)
        builtin_reply_understood(&heard, &reply, *own || parts.kind);
    builtin_reply_add(&reply, heard.aside);
    builtin_ask_unclear(&heard, &reply);
    const json *still = builtin_ask_missing(&heard);
    if (json_len(heard.asks) == 0 && !builtin_ask_next(&heard, in, still, &reply))
        builtin_reply_add(&reply, sentences_text(says, SAY_CHAT_ENOUGH));
    return answer_of(&heard, reply.data, left_over);
}
