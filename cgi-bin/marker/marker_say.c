#include "marker/marker_say.h"
#include "base/fill.h"
#include "base/num.h"
#include "base/text.h"
#include <string.h>

enum { MOST_KEPT = 2, MOST_WORDS = 30, LEAST_QUOTE = 4, MOST_QUOTED = 16, GOOD = 8, ENOUGH = 9 };

/* ---- quotations ---- */

/* The bytes of the head that ends at its last comma or colon, if enough stands before it; else all of it. */
static size_t clause(struct arena *a, const char *head)
{
    for (size_t n = strlen(head); n-- > 1;)
        if ((head[n] == ',' || head[n] == ':' || head[n] == ';') && head[n + 1] == ' ' &&
            text_words(arena_text(a, head, n)) >= LEAST_QUOTE)
            return n;
    return strlen(head);
}

/* In quotation marks, letter for letter: whole if it is short, else cut at a clause or a word, and then an
 * ellipsis follows. */
static const char *quoted(struct arena *a, const char *sentence)
{
    const char *head = text_head_words(a, sentence, MOST_QUOTED), *cut = "";
    size_t n = strlen(head);
    if (text_words(sentence) > MOST_QUOTED) {
        n = clause(a, head);
        cut = " …";
    }
    while (n && (head[n - 1] == '.' || head[n - 1] == ',' || head[n - 1] == ' '))
        n--;
    return arena_printf(a, "“%s”%s", arena_text(a, head, n), cut);
}

/* The variants of a text are taken in turn, so that two points do not sound alike. */
static const char *variant(const json *list, size_t i)
{
    return json_text(json_at(list, i % num_max(json_len(list), 1)), "");
}

static void add(struct arena *a, json *points, const char *text, const char *quote)
{
    const struct hole holes[] = {{"quote", quote}};
    const char *said = fill_holes(a, text, holes, 1);
    if (text_words(said) > MOST_WORDS)
        said = arena_printf(a, "%s …", text_head_words(a, said, MOST_WORDS));
    if (!text_blank(said))
        json_add_text(a, points, said);
}

/* ---- what to keep ---- */

/* Of what is shown, the surest first; two anchors that one sentence shows are kept once. */
static const struct marker_found *surest(const struct marker_mark *mark,
                                         const struct marker_found *const *but, size_t but_n)
{
    const struct marker_found *best = NULL;
    for (size_t i = 0; i < mark->found_n; i++) {
        const struct marker_found *found = &mark->found[i];
        bool taken = found->landing != LANDING_SHOWN || text_words(found->quote) < LEAST_QUOTE;
        for (size_t k = 0; k < but_n; k++)
            taken |= text_equal(but[k]->quote, found->quote);
        if (!taken && (!best || found->sure > best->sure))
            best = found;
    }
    return best;
}

static json *praise(const json *texts, struct arena *a, const struct marker_mark *mark)
{
    const struct marker_found *kept[MOST_KEPT];
    json *points = json_new_array(a);
    for (size_t n = 0; n < MOST_KEPT; n++) {
        kept[n] = surest(mark, kept, n);
        if (!kept[n])
            break;
        add(a, points, variant(json_get(texts, "keep"), n), quoted(a, kept[n]->quote));
    }
    return points;
}

/* ---- what to do next ---- */

static const char *shape_name(enum marker_shape shape)
{
    static const char *const names[] = {
        [SHAPE_FAIR] = "",         [SHAPE_EMPTY] = "empty",   [SHAPE_NONSENSE] = "nonsense",
        [SHAPE_PASTED] = "pasted", [SHAPE_PASSED] = "passed", [SHAPE_REPEATED] = "repeated",
        [SHAPE_HOLLOW] = "hollow",
    };
    return names[shape];
}

/* What is least there, the first of those that are alike: anchors stand in the order of what matters. */
static const struct marker_found *missing(const struct marker_mark *mark, enum marker_landing landing)
{
    const struct marker_found *least = NULL;
    for (size_t i = 0; i < mark->found_n; i++)
        if (mark->found[i].landing == landing && (!least || mark->found[i].sure < least->sure - 0.1))
            least = &mark->found[i];
    return least;
}

static const char *next_of(const json *texts, struct arena *a, const struct marker_found *found)
{
    if (found->anchor->example && !text_blank(found->anchor->example->next))
        return found->anchor->example->next;
    const struct hole holes[] = {{"anchor", found->anchor->text}};
    return fill_holes(a, json_get_text(texts, "missing", ""), holes, 1);
}

static json *improve(const json *texts, struct arena *a, const char *kind, const struct marker_mark *mark)
{
    const struct marker_found *not_there = missing(mark, LANDING_NOT),
                              *maybe = missing(mark, LANDING_PERHAPS);
    json *points = json_new_array(a);
    if (mark->form.shape != SHAPE_FAIR)
        add(a, points, json_get_text(json_get(texts, "shape"), shape_name(mark->form.shape), ""), "");
    else if (mark->score >= ENOUGH || (mark->score >= GOOD && !not_there && !maybe))
        add(a, points, json_get_text(texts, "enough", ""), "");
    else if (not_there)
        add(a, points, next_of(texts, a, not_there), "");
    else if (maybe)
        add(a, points, json_get_text(texts, "perhaps", ""), quoted(a, maybe->quote));
    else
        add(a, points, json_get_text(json_get(texts, "kind"), kind, json_get_text(texts, "other", "")), "");
    return points;
}

const char *marker_say_why(const json *feedback, struct arena *a, const struct marker_mark *mark)
{
    const struct hole holes[] = {{"language", mark->language}};
    if (!*mark->language)
        return "";
    return fill_holes(a, json_get_text(feedback, "language", ""), holes, 1);
}

/* How sure the mark is, and what it may be besides. */
static const char *confidence(const json *feedback, struct arena *a, const struct marker_mark *mark)
{
    static const char *const sure[] = {[SURE_NOT] = "not", [SURE_FAIRLY] = "fairly", [SURE_QUITE] = "quite"};
    const char *said = json_get_text(json_get(feedback, "confidence"), sure[mark->sure], "");
    const struct hole span[] = {{"low", num_text(a, mark->low)}, {"high", num_text(a, mark->high)}},
                      other[] = {{"question", mark->place.closest ? mark->place.closest->text : ""}};
    if (mark->way == WAY_BARE && mark->form.shape == SHAPE_FAIR)
        said = json_get_text(feedback, "bare", "");
    if (mark->elsewhere)
        said = fill_holes(a, json_get_text(feedback, "elsewhere", ""), other, 1);
    if (mark->low < mark->high)
        said = arena_printf(a, "%s %s", said, fill_holes(a, json_get_text(feedback, "span", ""), span, 2));
    return said;
}

struct marker_said marker_say(const json *feedback, struct arena *a, const char *kind,
                              const struct marker_mark *mark)
{
    return (struct marker_said){
        .praise = praise(json_get(feedback, "praise"), a, mark),
        .improve = improve(json_get(feedback, "improve"), a, kind, mark),
        .confidence = confidence(feedback, a, mark),
    };
}

/* ---- is everything there? ---- */

static enum err has_no(struct arena *a, const char *text, const char **why)
{
    *why = arena_printf(a, "feedback.json has no %s", text);
    return ERR_CONFIG;
}

enum err marker_say_check(struct arena *a, const json *feedback, const char **why)
{
    static const struct {
        const char *side, *key;
    } needed[] = {
        {"praise", "keep"},       {"improve", "shape"},    {"improve", "missing"}, {"improve", "perhaps"},
        {"improve", "enough"},    {"improve", "kind"},     {"improve", "other"},   {"confidence", "not"},
        {"confidence", "fairly"}, {"confidence", "quite"}, {"usual", "story"},     {"usual", "explain"},
        {"usual", "other"},
    };
    static const char *const whole[] = {"elsewhere", "span", "language"};
    const json *shapes = json_get(json_get(feedback, "improve"), "shape");
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!json_get(json_get(feedback, needed[i].side), needed[i].key))
            return has_no(a, arena_printf(a, "%s/%s", needed[i].side, needed[i].key), why);
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (text_blank(json_get_text(feedback, whole[i], "")))
            return has_no(a, whole[i], why);
    for (int shape = SHAPE_EMPTY; shape <= SHAPE_HOLLOW; shape++)
        if (text_blank(json_get_text(shapes, shape_name((enum marker_shape)shape), "")))
            return has_no(a, arena_printf(a, "improve/shape/%s", shape_name((enum marker_shape)shape)), why);
    return OK;
}
