#include "marker/marker_say.h"
#include "base/buf.h"
#include "base/fill.h"
#include "base/num.h"
#include "base/text.h"
#include <string.h>

enum { MOST_POINTS = 3, MOST_WORDS = 30, LEAST_QUOTE = 4, MOST_QUOTED = 14 };

static const double NEAR = 0.22; /* strength from which an anchor that did not land was touched on */
static const double PLENTY = 0.8;

/* One side's points, as they are found. */
struct points {
    struct arena *arena;
    const json *texts; /* praise or improve */
    const struct marker_mark *mark;
    json *list;
};

static bool full(const struct points *points)
{
    return json_len(points->list) == MOST_POINTS;
}

/* ---- filling in ---- */

/* The last hole is cut, at a word, until the whole has at most thirty. A quotation cut so is still letter for
 * letter what the answer says. */
static void add(struct points *points, const char *text, struct hole *holes, size_t n)
{
    if (full(points) || text_blank(text))
        return;
    const char *whole = n ? holes[n - 1].text : "";
    for (size_t words = text_words(whole) + 1; words-- > 0;) {
        if (n)
            holes[n - 1].text = text_head_words(points->arena, whole, words);
        const char *said = fill_holes(points->arena, text, holes, n);
        if (text_words(said) > MOST_WORDS)
            continue;
        json_add_text(points->arena, points->list, said);
        return;
    }
}

static void add_plain(struct points *points, const char *text)
{
    add(points, text, NULL, 0);
}

/* The variants of a text are taken in turn, so that three points do not sound alike. */
static const char *variant(const struct points *points, const char *key, size_t i)
{
    const json *list = json_get(points->texts, key);
    return json_text(json_at(list, i % num_max(json_len(list), 1)), "");
}

/* The bytes of the head that ends at its last comma or colon, if enough stands before it; else all of it. */
static size_t clause(struct arena *a, const char *head)
{
    for (size_t n = strlen(head); n-- > 1;)
        if ((head[n] == ',' || head[n] == ':' || head[n] == ';') && head[n + 1] == ' ' &&
            text_words(arena_text(a, head, n)) >= LEAST_QUOTE)
            return n;
    return strlen(head);
}

/* A quotation that fits a sentence of ours: whole if it is short, else cut at a clause or a word. Letter for
 * letter. */
static const char *short_quote(const struct points *points, const char *quote)
{
    const char *head = text_head_words(points->arena, quote, MOST_QUOTED);
    size_t n = strlen(head);
    if (text_words(quote) > MOST_QUOTED)
        n = clause(points->arena, head);
    while (n && (head[n - 1] == '.' || head[n - 1] == ',' || head[n - 1] == ' '))
        n--;
    return arena_text(points->arena, head, n);
}

/* Is it in one of the points already? */
static bool is_quoted(const json *list, const char *quote)
{
    for (size_t i = 0; i < json_len(list); i++)
        if (text_contains(json_text(json_at(list, i), ""), quote))
            return true;
    return false;
}

static void add_anchor(struct points *points, const char *text, const struct marker_found *found,
                       const char *quote)
{
    struct hole holes[] = {
        {"name", found->anchor.name}, {"quote", short_quote(points, quote)}, {"anchor", found->anchor.text}};
    const bool names_text = strstr(text, "{{anchor}}") != NULL;
    if (!names_text) { /* the quotation comes last: it is what may be cut */
        const struct hole quoted = holes[1];
        holes[1] = holes[2];
        holes[2] = quoted;
    }
    add(points, text, holes, sizeof holes / sizeof *holes);
}

static void add_quote(struct points *points, const char *text, const char *quote)
{
    struct hole holes[] = {{"quote", short_quote(points, quote)}};
    if (*quote && !is_quoted(points->list, holes[0].text))
        add(points, text, holes, 1);
}

/* ---- praise ---- */

/* The anchor of the i-th greatest strength. */
static const struct marker_found *strongest(const struct marker_mark *mark, size_t i)
{
    for (size_t k = 0; k < mark->found_n; k++) {
        size_t before = 0;
        for (size_t j = 0; j < mark->found_n; j++)
            before += mark->found[j].strength > mark->found[k].strength ||
                      (j < k && mark->found[j].strength == mark->found[k].strength);
        if (before == i)
            return &mark->found[k];
    }
    return NULL;
}

static void praise(struct points *points, const char *kind)
{
    const struct marker_mark *m = points->mark;
    const size_t anchors = MOST_POINTS - (*m->form.figures != '\0');
    if (m->form.shape != SHAPE_FAIR && m->form.shape != SHAPE_SHORT)
        return;
    for (size_t i = 0; i < m->found_n && json_len(points->list) < anchors; i++) {
        const struct marker_found *f = strongest(m, i);
        if (f && f->landed && !is_quoted(points->list, short_quote(points, f->quote)))
            add_anchor(points, variant(points, "anchor", i), f, f->quote);
    }
    add_quote(points, json_get_text(points->texts, "figures", ""), m->form.figures);
    if (m->form.missing_n == 0 && m->score >= 5)
        add_plain(points, json_get_text(json_get(points->texts, "structure"), kind, ""));
    if (m->score >= 7 && m->form.words < 60)
        add_plain(points, json_get_text(points->texts, "brief", ""));
}

/* ---- what to improve ---- */

static const char *const shapes[] = {
    [SHAPE_FAIR] = "",
    [SHAPE_EMPTY] = "empty",
    [SHAPE_NONSENSE] = "nonsense",
    [SHAPE_PASTED] = "pasted",
    [SHAPE_LIST] = "list",
    [SHAPE_PASSED] = "passed",
    [SHAPE_REPEATED] = "repeated",
    [SHAPE_SHORT] = "short",
};

static const char *denied_quote(const struct marker_mark *mark)
{
    const struct marker_found *most = NULL;
    for (size_t i = 0; i < mark->found_n; i++)
        if (!most || mark->found[i].undenied - mark->found[i].strength > most->undenied - most->strength)
            most = &mark->found[i];
    return most ? most->near : "";
}

/* An anchor that was nearly landed is shown where, unless those words are praised already. */
static bool is_near(const struct points *points, const struct marker_found *found, const json *praised)
{
    const char *quote = short_quote(points, found->near);
    return found->strength >= NEAR && text_words(found->near) >= LEAST_QUOTE &&
           points->mark->form.shape == SHAPE_FAIR && !is_quoted(praised, quote) &&
           !is_quoted(points->list, quote);
}

static void improve_anchors(struct points *points, const json *praised)
{
    const struct marker_mark *m = points->mark;
    for (size_t i = 0, missing = 0; i < m->found_n; i++) {
        const struct marker_found *f = &m->found[i];
        if (f->landed)
            continue;
        const bool near = is_near(points, f, praised);
        add_anchor(points, variant(points, near ? "near" : "missing", missing++), f, f->near);
    }
}

static void improve(struct points *points, const json *praised)
{
    const struct marker_mark *m = points->mark;
    const json *parts = json_get(points->texts, "parts");
    add_plain(points, json_get_text(json_get(points->texts, "shape"), shapes[m->form.shape], ""));
    if (m->denies)
        add_quote(points, json_get_text(json_get(points->texts, "shape"), "denies", ""), denied_quote(m));
    if (m->form.shape == SHAPE_FAIR)
        add_quote(points, json_get_text(points->texts, "vague", ""), m->form.general);
    improve_anchors(points, praised);
    for (size_t i = 0; i < m->form.missing_n && m->form.shape == SHAPE_FAIR; i++)
        add_plain(points, json_get_text(parts, m->form.missing[i], ""));
    if (m->form.specific < 0.3)
        add_plain(points, json_get_text(points->texts, "figures", ""));
    if (m->form.length < PLENTY)
        add_plain(points, json_get_text(points->texts, "brief", ""));
    if (json_len(points->list) == 0)
        add_plain(points, json_get_text(points->texts, "strong", ""));
}

struct marker_said marker_say(const json *feedback, struct arena *a, const char *kind,
                              const struct marker_mark *mark)
{
    static const char *const sure[] = {[SURE_NOT] = "not", [SURE_FAIRLY] = "fairly", [SURE_QUITE] = "quite"};
    struct points good = {a, json_get(feedback, "praise"), mark, json_new_array(a)},
                  better = {a, json_get(feedback, "improve"), mark, json_new_array(a)};
    praise(&good, kind);
    improve(&better, good.list);
    return (struct marker_said){.praise = good.list,
                                .improve = better.list,
                                .confidence =
                                    json_get_text(json_get(feedback, "confidence"), sure[mark->sure], "")};
}

/* ---- is everything there? ---- */

enum err marker_say_check(struct arena *a, const json *feedback, const char **why)
{
    static const struct {
        const char *side, *key;
    } needed[] = {
        {"praise", "anchor"},     {"praise", "figures"},   {"praise", "structure"}, {"improve", "shape"},
        {"improve", "missing"},   {"improve", "near"},     {"improve", "parts"},    {"improve", "vague"},
        {"improve", "figures"},   {"improve", "brief"},    {"improve", "strong"},   {"confidence", "not"},
        {"confidence", "fairly"}, {"confidence", "quite"}, {"usual", "story"},      {"usual", "explain"},
        {"usual", "other"},
    };
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (json_get(json_get(feedback, needed[i].side), needed[i].key))
            continue;
        *why = arena_printf(a, "feedback.json has no %s/%s", needed[i].side, needed[i].key);
        return ERR_CONFIG;
    }
    return OK;
}
