#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_modes.h"
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

static bool bare_time(struct nlu *k)
{
    int64_t v;
    if (json_get(k->facts, "minutes") || num_int(k->text, 5, 600, &v) != OK)
        return false;
    json_put_int(k->arena, k->facts, "minutes", v);
    return true;
}

static bool bare_weak(struct nlu *k)
{
    if (json_get(k->facts, "weak_told") || text_words(k->text) > MOST_LIST_WORDS)
        return false;
    if (!nlu_says(k->folded, phrases_list(library_phrases(k->library), HEAR_CHAT_NOTHING)))
        nlu_items(k, "weak", k->folded);
    json_put_bool(k->arena, k->facts, "weak_told", true);
    return true;
}

static bool bare_energy(struct nlu *k)
{
    const int capacity = nlu_energy_of(k->folded);
    if (json_get(k->facts, "capacity") || !capacity || text_words(k->text) > MOST_LIST_WORDS)
        return false;
    json_put_int(k->arena, k->facts, "capacity", capacity);
    json_put_text(k->arena, k->facts, "motivation", text_head(k->arena, k->text, 110));
    return true;
}

/* A sentence that said nothing by itself is held against what was asked: the surest first. */
static void hear_bare(struct nlu *k, const json *asked_for)
{
    static const struct {
        const char *what;
        bool (*hear)(struct nlu *k);
    } kinds[] = {{"time", bare_time},
                 {"motivation", bare_energy},
                 {"role", nlu_role_asked},
                 {"weak_areas", bare_weak}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !strchr(k->text, '?'); i++)
        if (was_asked(asked_for, kinds[i].what) && kinds[i].hear(k))
            return;
}

/* ---- a role that can be two things ---- */

/* Does the message speak of this family, by its name, a title or a word of its own? */
static bool speaks_of(struct nlu *k, const struct builtin_sentence *s, const struct library_family *f)
{
    size_t n;
    const struct builtin_sentence *name = builtin_sentences(k->arena, f->name, &n);
    for (size_t i = 0; n && i < name->n; i++)
        for (size_t j = 0; j < s->n; j++)
            if (!builtin_is_common(name->stems[i]) && strcmp(name->stems[i], s->stems[j]) == 0)
                return true;
    for (size_t i = 0; i < f->words_n; i++)
        if (builtin_has_phrase(k->arena, s, f->words[i]))
            return true;
    return false;
}

/* They were asked which of the two it is: what they answer is put behind the role, where they can see it. */
static void settle_role(struct nlu *k, const char *message)
{
    size_t n;
    const char *role = json_get_text(k->known, "role", "");
    const struct library_family *rival = library_rival(k->library, k->arena, role),
                                *first = rival ? library_titled(k->library, k->arena, role) : NULL;
    const struct builtin_sentence *all = builtin_sentences(k->arena, message, &n);
    for (size_t i = 0; first && i < n && n <= FEW_SENTENCES; i++) {
        const bool a = speaks_of(k, &all[i], first), b = speaks_of(k, &all[i], rival);
        if (a == b || json_get(k->facts, "role"))
            continue;
        json_put_text(
            k->arena, k->facts, "role",
            text_head(k->arena, arena_printf(k->arena, "%s (%s)", role, (a ? first : rival)->name), 110));
        return;
    }
}

/* The question back; NULL when the role is one thing. */
static const char *which_of_two(const struct nlu *k)
{
    struct arena *a = k->arena;
    const char *role = nlu_fact(k, "role");
    const struct library_family *rival = library_rival(k->library, a, role);
    if (!rival)
        return NULL;
    return SAY(library_sentences(k->library), a, SAY_CHAT_WHICH, {"role", text_head_words(a, role, 6)},
               {"family", library_titled(k->library, a, role)->name}, {"rival", rival->name});
}

/* ---- the answer ---- */

static bool known(const struct nlu *k, const char *key)
{
    return !text_blank(nlu_fact(k, key));
}

static int64_t number(const struct nlu *k, const char *key)
{
    return json_get_int(k->facts, key, json_get_int(k->known, key, 0));
}

static json *missing(const struct nlu *k)
{
    json *list = json_new_array(k->arena);
    if (!known(k, "role"))
        json_add_text(k->arena, list, "role");
    if (number(k, "minutes") <= 0)
        json_add_text(k->arena, list, "time");
    if (!known(k, "weak") &&
        !json_get_bool(k->facts, "weak_told", json_get_bool(k->known, "weak_told", false)))
        json_add_text(k->arena, list, "weak_areas");
    if (number(k, "capacity") == 0 && !known(k, "motivation"))
        json_add_text(k->arena, list, "motivation");
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

static void add_part(struct parts *p, const char *text)
{
    p->list[p->n++] = text;
}

static const char *head_of(const struct nlu *k, const char *key, size_t words)
{
    return text_head_words(k->arena, json_get_text(k->facts, key, ""), words);
}

static struct parts parts_heard(const struct nlu *k)
{
    struct arena *a = k->arena;
    const struct sentences *says = library_sentences(k->library);
    const json *f = k->facts;
    struct parts p = {.n = 0};
    clock_day day;
    if (json_get(f, "role"))
        add_part(&p, json_get_text(f, "role", ""));
    if (json_get(f, "minutes"))
        add_part(&p, SAY(says, a, SAY_CHAT_MINUTES,
                         {"minutes", arena_printf(a, "%lld", (long long)json_get_int(f, "minutes", 0))}));
    if (json_get(f, "weak"))
        add_part(&p, SAY(says, a, SAY_CHAT_WEAK, {"areas", head_of(k, "weak", WEAK_WORDS)}));
    if (json_get(f, "strong"))
        add_part(&p, SAY(says, a, SAY_CHAT_STRONG, {"areas", head_of(k, "strong", STRONG_WORDS)}));
    if (clock_parse_date(json_get_text(f, "interview_date", ""), &day) == OK)
        add_part(&p, SAY(says, a, SAY_CHAT_INTERVIEW, {"day", clock_day_text(a, day)}));
    if (json_get(f, "capacity") && json_get_int(f, "capacity", 0) > 0)
        add_part(&p, sentences_variant(says, SAY_CHAT_ENERGY, (size_t)json_get_int(f, "capacity", 1) - 1));
    if (p.n == 0)
        add_part(&p, sentences_text(says, SAY_CHAT_DAYS));
    return p;
}

static void say_back(const struct nlu *k, struct buf *b)
{
    const struct sentences *says = library_sentences(k->library);
    if (json_members(k->facts) == 0) {
        buf_printf(b, "%s ", sentences_text(says, SAY_CHAT_NOT_UNDERSTOOD));
        return;
    }
    const struct parts p = parts_heard(k);
    const char *all = p.list[0];
    for (size_t i = 1; i < p.n; i++)
        all = arena_printf(k->arena, "%s; %s", all, p.list[i]);
    buf_printf(b, "%s ", SAY(says, k->arena, SAY_CHAT_UNDERSTOOD, {"parts", all}));
}

static size_t count_sentences(struct nlu k, const char *message)
{
    size_t n = 0;
    while (n <= FEW_SENTENCES && nlu_next(&k, &message))
        n++;
    return n;
}

/* Hears the message; the facts are in k->facts then. */
static void hear(struct nlu *k, const char *message, const json *asked_for)
{
    const bool brief = count_sentences(*k, message) <= FEW_SENTENCES;
    while (nlu_next(k, &message)) {
        const json *before = json_copy(k->arena, k->facts);
        nlu_role(k);
        nlu_time(k);
        nlu_days(k);
        nlu_areas(k);
        nlu_energy(k);
        nlu_date(k);
        const bool heard = !json_equal(before, k->facts);
        if (brief && !heard)
            hear_bare(k, asked_for);
        nlu_topic(k, heard);
    }
}

json *builtin_chat(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct sentences *says = library_sentences(coach->library);
    struct nlu k = {
        .arena = a, .library = coach->library, .known = json_get(in, "facts"), .facts = json_new_object(a)};
    if (clock_parse_date(json_get_text(in, "today", ""), &k.today) != OK)
        k.today = 0;
    const char *message = nlu_plain(a, json_get_text(in, "message", ""));
    const json *asked_for = json_get(in, "greeting_asked_for");
    k.time_asked = was_asked(asked_for, "time");
    hear(&k, message, asked_for);
    settle_role(&k, message);

    json *still = missing(&k), *answer = json_new_object(a);
    struct buf b = buf_new(a, 4096);
    const char *which = which_of_two(&k);
    say_back(&k, &b);
    if (k.aside)
        buf_printf(&b, "%s ", k.aside);
    if (which || k.doubt)
        buf_printf(&b, "%s ", which ? which : k.doubt);
    for (size_t i = 0; i < json_len(still) && i + (which || k.doubt) < ASKED_AT_ONCE; i++)
        buf_printf(&b, "%s%s", i ? " " : "", question_for(says, json_text(json_at(still, i), "")));
    if (json_len(still) == 0)
        buf_add(&b, sentences_text(says, SAY_CHAT_ENOUGH));
    json_put_text(a, answer, "reply", text_head_words(a, b.data, REPLY_WORDS));
    json_put(a, answer, "facts", k.facts);
    json_put(a, answer, "missing", still);
    json_put_bool(a, answer, "enough", json_len(still) == 0);
    return answer;
}
