#include "base/buf.h"
#include "base/plain.h"
#include "base/text.h"
#include "llm/contract.h"
#include "llm/quotation.h"
#include <string.h>

/* What stands in quotation marks is what somebody said. */

enum { SHARED_RUN = 4, QUOTE_SHOWN = 80, TEXT_MOST = 1 << 16 };

/* A text that may be quoted; NULL behind the last. */
struct source {
    const char *text;
    struct plain *plain;
    const struct source *next;
};

static void add_source(struct arena *a, const struct source **list, const char *text)
{
    struct source *one = arena_alloc(a, sizeof *one);
    *one = (struct source){.text = text, .plain = plain_new(a, text), .next = *list};
    *list = one;
}

/* Every text in a value. */
static void add_texts(struct arena *a, const struct source **list, const json *value)
{
    const char *unused;
    if (json_kind_of(value) == JSON_TEXT)
        add_source(a, list, json_text(value, ""));
    for (size_t i = 0; i < json_len(value); i++)
        add_texts(a, list, json_at(value, i));
    for (size_t i = 0; i < json_members(value); i++)
        add_texts(a, list, json_member(value, i, &unused));
}

/* The words as they stand in one of the texts, be they written with slips; NULL: they do in none. */
static const char *as_it_stands(struct arena *a, const struct source *list, const char *words)
{
    size_t from, to;
    for (const struct source *one = list; one; one = one->next)
        if (text_contains(one->text, words))
            return words;
    const struct plain *plain = plain_new(a, words);
    for (const struct source *one = list; one; one = one->next)
        if (plain_find(one->plain, plain, &from, &to))
            return arena_text(a, one->text + from, to - from);
    return NULL;
}

/* ---- an anchor's quotation ---- */

/* A quotation that is in the answer but for a slip of the pen is put right: capitals, blanks, the kind of
 * quotation marks, apostrophes and dashes, and full stops at its end that the answer has not. What stands in
 * the answer takes its place. Any other stays as it is, for the rules to find. */
static void mend(struct arena *a, const struct source *said, json *anchor, const char *member)
{
    const char *quote = json_get_text(anchor, member, "");
    if (text_blank(quote))
        return;
    const char *found = as_it_stands(a, said, quote);
    size_t n = strlen(quote);
    while (n > 0 && quote[n - 1] == '.')
        n--;
    if (!found && n > 0)
        found = as_it_stands(a, said, arena_text(a, quote, n));
    if (found && !text_equal(found, quote))
        json_put_text(a, anchor, member, found);
}

void contract_quotes_mend(struct arena *a, const char *mode, const json *input, json *answer)
{
    if (!text_equal(mode, "evaluate_answer"))
        return;
    const struct source *said = NULL;
    add_source(a, &said, json_get_text(input, "answer", ""));
    const json *anchors = json_get(answer, "anchors");
    for (size_t i = 0; i < json_len(anchors); i++) {
        mend(a, said, json_at(anchors, i), "quote");
        mend(a, said, json_at(anchors, i), "perhaps");
    }
}

/* ---- what a text may quote ---- */

/* How a text quotes. */
enum manner {
    QUOTES, /* the person's own words; what they were asked may be named in quotation marks, too */
    TELLS,  /* the same, but may suggest what to say */
    ADVISES /* suggests what to say: a quotation is only what it tells them they said */
};

/* THE table of texts that are looked at. */
static const struct place {
    const char *mode, *member, *part; /* the member, or this one of each in its list */
    size_t least;                     /* words: fewer are no quotation */
    enum manner manner;
} places[] = {
    {"evaluate_answer", "positive_feedback", NULL, 3, QUOTES},
    {"evaluate_answer", "improvement_areas", NULL, 5, ADVISES},
    {"reconcile_session", "summary", NULL, 3, TELLS},
    {"reconcile_session", "notes", NULL, 3, TELLS},
    {"reconcile_session", "focus", "reason", 3, TELLS},
    {"build_story", "title", NULL, 3, QUOTES},
    {"build_story", "situation", NULL, 3, QUOTES},
    {"build_story", "task", NULL, 3, QUOTES},
    {"build_story", "action", NULL, 3, QUOTES},
    {"build_story", "result", NULL, 3, QUOTES},
    {"build_story", "lesson", NULL, 3, QUOTES},
    {"build_story", "reply", NULL, 3, TELLS},
    {"build_story", "gaps", NULL, 3, TELLS},
};

/* Where the person's own words are in a mode's input; NULL: in all of it. */
static const struct own {
    const char *mode, *members[2];
} own_words[] = {
    {"evaluate_answer", {"answer", NULL}},
    {"reconcile_session", {NULL, NULL}},
    {"build_story", {"context", "stories"}},
};

/* What the texts of an answer are held to. */
struct quoting {
    struct arena *arena;
    const struct source *said;  /* the person's words */
    const struct source *asked; /* the question, and the names of what was looked for */
    const char *stray;          /* a quotation that is in neither */
};

static void add_names(struct arena *a, const struct source **list, const json *anchors)
{
    for (size_t i = 0; i < json_len(anchors); i++)
        add_source(a, list, json_get_text(json_at(anchors, i), "name", ""));
}

static bool begin(struct quoting *quoting, const char *mode, const json *input, const json *answer)
{
    const struct own *own = NULL;
    for (size_t i = 0; i < sizeof own_words / sizeof *own_words; i++)
        if (text_equal(own_words[i].mode, mode))
            own = &own_words[i];
    if (!own)
        return false;
    if (!own->members[0])
        add_texts(quoting->arena, &quoting->said, input);
    for (size_t i = 0; i < 2 && own->members[i]; i++)
        add_texts(quoting->arena, &quoting->said, json_get(input, own->members[i]));
    add_source(quoting->arena, &quoting->asked, json_get_text(input, "question", ""));
    add_names(quoting->arena, &quoting->asked, json_get(input, "anchors"));
    add_names(quoting->arena, &quoting->asked, json_get(answer, "anchors"));
    return true;
}

/* ---- one quotation ---- */

/* What is put in its place: letter for letter of a text, and what stood with it within the marks. */
struct standing {
    const char *lead, *words, *left_out; /* signs of what is left out, before and behind */
    const char *behind;                  /* a sign that belongs to the sentence, behind the closing mark */
};

static bool begins(const char *at, const char *sign)
{
    return strncmp(at, sign, strlen(sign)) == 0;
}

/* The bytes of a sign for what is left out; 0: there is none. */
static size_t ellipsis(const char *at)
{
    static const char *const signs[] = {"…", "..."};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (begins(at, signs[i]))
            return strlen(signs[i]);
    return 0;
}

static const char *end_of_words(const char *from, const char *end)
{
    while (end > from) {
        if (strchr(".,;:!? \n", end[-1]))
            end--;
        else if (end - from >= (ptrdiff_t)strlen("…") && begins(end - strlen("…"), "…"))
            end -= strlen("…");
        else
            break;
    }
    return end;
}

static bool find(const struct quoting *quoting, const struct source *list, const char *content,
                 struct standing *out)
{
    struct arena *a = quoting->arena;
    *out =
        (struct standing){.lead = "", .words = as_it_stands(a, list, content), .left_out = "", .behind = ""};
    if (out->words)
        return true;
    const size_t lead = ellipsis(content);
    const char *from = content + lead + strspn(content + lead, " ");
    const char *end = end_of_words(from, content + strlen(content));
    if (end == from)
        return false;
    out->lead = arena_text(a, content, (size_t)(from - content));
    out->words = as_it_stands(a, list, arena_text(a, from, (size_t)(end - from)));
    out->behind = end;
    if (text_contains(end, "…") || text_contains(end, "...")) {
        out->left_out = end;
        out->behind = "";
    }
    return out->words != NULL;
}

/* May the words stand in quotation marks there? */
static bool may_stand(const struct quoting *quoting, const struct place *place, const char *content,
                      const char *before, struct standing *out)
{
    struct arena *a = quoting->arena;
    const bool claimed = quotation_claimed(a, before), suggested = quotation_suggested(a, before);
    if (find(quoting, quoting->said, content, out))
        return true;
    if (!claimed && find(quoting, quoting->asked, content, out))
        return true;
    *out = (struct standing){.lead = "", .words = content, .left_out = "", .behind = ""};
    if (place->manner == TELLS)
        return suggested;
    if (place->manner == QUOTES)
        return false;
    if (!claimed || suggested)
        return true;
    for (const struct source *one = quoting->said; one; one = one->next)
        if (plain_shares(a, plain_new(a, content), one->plain, SHARED_RUN))
            return true;
    return false;
}

static const char *content_of(struct arena *a, const struct quotation *quotation)
{
    return arena_text(a, quotation->from, (size_t)(quotation->to - quotation->from));
}

/* The quotation that was begun, up to its end: where an apostrophe could be that, too, up to the first one
 * that makes it stand. Fewer words than count are left alone. */
static bool settle(struct quoting *quoting, const struct place *place, const char *before,
                   struct quotation *quotation, struct standing *out)
{
    struct quotation longer = *quotation;
    const char *first = NULL;
    do {
        const char *content = content_of(quoting->arena, &longer);
        if (text_words(content) < place->least)
            continue;
        if (may_stand(quoting, place, content, before, out)) {
            *quotation = longer;
            return true;
        }
        if (!first)
            first = content;
    } while (quotation_longer(&longer));
    *out = (struct standing){
        .lead = "", .words = content_of(quoting->arena, quotation), .left_out = "", .behind = ""};
    quoting->stray = first;
    return first == NULL;
}

static void add_part(struct buf *buf, const char *from, const char *to)
{
    buf_add_bytes(buf, from, (size_t)(to - from));
}

/* The text, every quotation of it as it stands where it is from; NULL: one is from nowhere. */
static const char *quoted_right(struct quoting *quoting, const struct place *place, const char *text)
{
    struct buf out = buf_new(quoting->arena, TEXT_MOST);
    struct quotation quotation;
    const char *at = text;
    while (quotation_next(text, at, &quotation)) {
        struct standing now;
        const char *before = arena_text(quoting->arena, at, (size_t)(quotation.open - at));
        if (!settle(quoting, place, before, &quotation, &now))
            return NULL;
        add_part(&out, at, quotation.from);
        buf_add(&out, now.lead);
        buf_add(&out, now.words);
        buf_add(&out, now.left_out);
        add_part(&out, quotation.to, quotation.behind);
        if (!strchr(".,;:!?", *quotation.behind) || !*quotation.behind)
            buf_add(&out, now.behind);
        at = quotation.behind;
    }
    buf_add(&out, at);
    if (buf_status(&out) != OK)
        return text;
    return out.data;
}

/* ---- an answer ---- */

static enum err stray(const struct quoting *quoting, const char *at, const char **why)
{
    *why = arena_printf(quoting->arena,
                        "%s: “%s” in quotation marks is not in the person's words letter for letter", at,
                        text_head(quoting->arena, quoting->stray, QUOTE_SHOWN));
    return ERR_INPUT;
}

/* One of a list: a text, or an object with a text. */
static enum err check_item(struct quoting *quoting, const struct place *place, json **item, const char *at,
                           const char **why)
{
    struct arena *a = quoting->arena;
    const json *value = *item;
    if (place->part)
        value = json_get(*item, place->part);
    if (json_kind_of(value) != JSON_TEXT)
        return OK;
    const char *text = quoted_right(quoting, place, json_text(value, ""));
    if (!text)
        return stray(quoting, at, why);
    if (place->part)
        json_put_text(a, *item, place->part, text);
    else
        *item = json_new_text(a, text);
    return OK;
}

static enum err check_place(struct quoting *quoting, const struct place *place, json *answer,
                            const char **why)
{
    struct arena *a = quoting->arena;
    json *value = json_get(answer, place->member);
    const char *at = arena_printf(a, "/%s", place->member);
    enum err e = OK;
    if (json_kind_of(value) == JSON_TEXT && !place->part)
        e = check_item(quoting, place, &value, at, why);
    if (json_kind_of(value) == JSON_ARRAY) {
        json *list = json_new_array(a);
        for (size_t i = 0; i < json_len(value) && e == OK; i++) {
            json *item = json_at(value, i);
            e = check_item(quoting, place, &item, arena_printf(a, "%s/%zu", at, i), why);
            json_add(a, list, item);
        }
        value = list;
    }
    if (e == OK && value)
        json_put(a, answer, place->member, value);
    return e;
}

enum err contract_quotes(struct arena *a, const char *mode, const json *input, json *answer, const char **why)
{
    struct quoting quoting = {.arena = a};
    enum err e = OK;
    if (!begin(&quoting, mode, input, answer))
        return OK;
    for (size_t i = 0; i < sizeof places / sizeof *places && e == OK; i++)
        if (text_equal(places[i].mode, mode))
            e = check_place(&quoting, &places[i], answer, why);
    return e;
}
