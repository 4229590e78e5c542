#include "web/show_said.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_SENTENCES = 400 }; /* more are no sentences any more */

/* A part of the answer, in bytes from its start. */
struct span {
    size_t from, to;
};

/* What an anchor has to do with the answer. */
struct found {
    struct span span;
    int number; /* of the anchor, from 1 */
    const char *name;
    bool perhaps;
};

struct said {
    struct arena *arena;
    const char *text;
    struct found *found;
    size_t found_n;
    struct span *fresh; /* what the try before did not say */
    size_t fresh_n;
};

/* ---- sentences ---- */

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Signs that may stand behind a sentence's end: quotation marks and brackets. */
static size_t closing(const char *text)
{
    static const char *const signs[] = {"\"", "'", ")", "]", "”", "’", "»", ".", "!", "?", "…"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(text, signs[i], strlen(signs[i])) == 0)
            return strlen(signs[i]);
    return 0;
}

static bool is_stop(const char *text)
{
    return *text == '.' || *text == '!' || *text == '?' || strncmp(text, "…", strlen("…")) == 0;
}

/* Where the sentence that begins here ends. Text is kept with LF alone. */
static size_t sentence_end(const char *text, size_t from)
{
    size_t at = from;
    while (text[at] && ((text[at] != '\n' && text[at] != '\r') || text_wraps(text, at))) {
        if (!is_stop(&text[at])) {
            at++;
            continue;
        }
        for (size_t n; (n = closing(&text[at])) > 0;)
            at += n;
        if (!text[at] || is_blank(text[at]))
            return at;
    }
    while (at > from && is_blank(text[at - 1]))
        at--;
    return at;
}

static struct span *sentences(struct arena *a, const char *text, size_t *n)
{
    struct span *all = arena_array(a, MOST_SENTENCES, sizeof *all);
    *n = 0;
    for (size_t at = 0; *n < MOST_SENTENCES;) {
        while (is_blank(text[at]))
            at++;
        if (!text[at])
            break;
        all[*n] = (struct span){at, sentence_end(text, at)};
        at = all[(*n)++].to;
    }
    return all;
}

/* As much of it as tells it from others, for a list to choose from. */
static const char *in_short(struct arena *a, const char *sentence)
{
    enum { MOST_SHOWN = 72 };
    if (text_length(sentence) <= MOST_SHOWN)
        return sentence;
    return arena_printf(a, "%s…", text_trim(a, text_head(a, sentence, MOST_SHOWN)));
}

json *show_said_sentences(struct arena *a, const char *text)
{
    size_t n;
    const struct span *all = sentences(a, text, &n);
    json *list = json_new_array(a);
    for (size_t i = 0; i < n; i++) {
        const char *sentence = arena_text(a, text + all[i].from, all[i].to - all[i].from);
        json *one = json_put_text(a, json_new_object(a), "sentence", sentence);
        json_add(a, list, json_put_text(a, one, "short", in_short(a, sentence)));
    }
    return list;
}

/* ---- what is to be marked ---- */

static void find(struct said *said, const char *words, int number, const char *name, bool perhaps)
{
    const char *at = text_blank(words) ? NULL : strstr(said->text, words);
    if (!at)
        return;
    const size_t from = (size_t)(at - said->text);
    said->found[said->found_n++] = (struct found){
        .span = {from, from + strlen(words)}, .number = number, .name = name, .perhaps = perhaps};
}

static void find_anchors(struct said *said, const struct mark *mark)
{
    if (!mark)
        return;
    said->found = arena_array(said->arena, mark->anchors_n, sizeof *said->found);
    for (size_t i = 0; i < mark->anchors_n; i++) {
        const struct landed *anchor = &mark->anchors[i];
        if (anchor->landed)
            find(said, anchor->quote, (int)i + 1, anchor->name, false);
        else
            find(said, anchor->perhaps, (int)i + 1, anchor->name, true);
    }
}

/* Sentences that the try before did not have, however it was capitalised; those that follow one another are
 * one. True if all are. */
static bool find_fresh(struct said *said, const char *before)
{
    struct arena *a = said->arena;
    size_t n, fresh = 0;
    const struct span *all = sentences(a, said->text, &n);
    const char *known = text_fold(a, before);
    bool goes_on = false;
    said->fresh = arena_array(a, n, sizeof *said->fresh);
    for (size_t i = 0; i < n; i++) {
        const char *sentence = arena_text(a, said->text + all[i].from, all[i].to - all[i].from);
        const bool is_new = !text_contains(known, text_fold(a, sentence));
        fresh += is_new;
        if (is_new && goes_on)
            said->fresh[said->fresh_n - 1].to = all[i].to;
        else if (is_new)
            said->fresh[said->fresh_n++] = all[i];
        goes_on = is_new;
    }
    if (fresh < n)
        return false;
    said->fresh_n = 0;
    return n > 0;
}

/* ---- cut into pieces ---- */

static int by_place(const void *one, const void *other)
{
    const size_t first = *(const size_t *)one, second = *(const size_t *)other;
    return (first > second) - (first < second);
}

/* Every place where something begins or ends, in order; the text's own end is the last. */
static size_t *cuts(const struct said *said, size_t *n)
{
    size_t *all = arena_array(said->arena, 2 * (said->found_n + said->fresh_n + 1), sizeof *all);
    *n = 0;
    all[(*n)++] = 0;
    all[(*n)++] = strlen(said->text);
    for (size_t i = 0; i < said->found_n; i++) {
        all[(*n)++] = said->found[i].span.from;
        all[(*n)++] = said->found[i].span.to;
    }
    for (size_t i = 0; i < said->fresh_n; i++) {
        all[(*n)++] = said->fresh[i].from;
        all[(*n)++] = said->fresh[i].to;
    }
    qsort(all, *n, sizeof *all, by_place);
    return all;
}

static bool covers(struct span whole, struct span part)
{
    return whole.from <= part.from && part.to <= whole.to;
}

/* Whose words a piece is: of two that overlap, one that landed before one that may, and the first before the
 * second; NULL: nobody's. */
static const struct found *owner(const struct said *said, struct span piece)
{
    const struct found *best = NULL;
    for (size_t i = 0; i < said->found_n; i++)
        if (covers(said->found[i].span, piece) && (!best || (best->perhaps && !said->found[i].perhaps)))
            best = &said->found[i];
    return best;
}

/* The number that stands behind an anchor's words. */
static const char *sign(struct arena *a, const struct found *found)
{
    return arena_printf(a, "%d%s", found->number, text_if(found->perhaps, "?"));
}

/* The other anchors whose words end with this piece. */
static json *also(const struct said *said, struct span piece, const struct found *but)
{
    struct arena *a = said->arena;
    json *list = json_new_array(a);
    for (size_t i = 0; i < said->found_n; i++) {
        const struct found *one = &said->found[i];
        if (one == but || one->span.to != piece.to || !covers(one->span, piece))
            continue;
        json *doc = json_put_int(a, json_new_object(a), "n", one->number);
        json_put_text(a, doc, "name", one->name);
        json_add(a, list, json_put_text(a, doc, "ends", sign(a, one)));
    }
    return list;
}

static json *piece_view(const struct said *said, struct span piece)
{
    struct arena *a = said->arena;
    const struct found *of = owner(said, piece);
    const char *name = "", *ends = "";
    int number = 0;
    if (of) {
        name = of->name;
        number = of->number;
    }
    if (of && of->span.to == piece.to)
        ends = sign(a, of);
    json *doc = json_new_object(a);
    json_put_text(a, doc, "text", arena_text(a, said->text + piece.from, piece.to - piece.from));
    json_put_bool(a, doc, "plain", !of);
    json_put_bool(a, doc, "hit", of && !of->perhaps);
    json_put_bool(a, doc, "may", of && of->perhaps);
    json_put_int(a, doc, "n", number);
    json_put_text(a, doc, "name", name);
    json_put_text(a, doc, "ends", ends);
    return json_put(a, doc, "also", also(said, piece, of));
}

static bool is_fresh(const struct said *said, struct span piece)
{
    for (size_t i = 0; i < said->fresh_n; i++)
        if (covers(said->fresh[i], piece))
            return true;
    return false;
}

static json *runs(const struct said *said)
{
    struct arena *a = said->arena;
    size_t n;
    const size_t *at = cuts(said, &n);
    json *list = json_new_array(a), *pieces = NULL;
    bool was_fresh = false;
    for (size_t i = 0; i + 1 < n; i++) {
        const struct span piece = {at[i], at[i + 1]};
        if (piece.from == piece.to)
            continue;
        const bool fresh = is_fresh(said, piece);
        if (!pieces || fresh != was_fresh) {
            pieces = json_new_array(a);
            json *run = json_put_bool(a, json_new_object(a), "is_new", fresh);
            json_add(a, list, json_put(a, run, "pieces", pieces));
        }
        was_fresh = fresh;
        json_add(a, pieces, piece_view(said, piece));
    }
    return list;
}

/* ---- the anchors beside it ---- */

static const struct corrected *put_right(const struct attempt *attempt, const char *name)
{
    for (size_t i = 0; attempt && i < attempt->corrections_n; i++)
        if (text_equal(attempt->corrections[i].name, name))
            return &attempt->corrections[i];
    return NULL;
}

static json *anchor_view(struct arena *a, const struct show_said *in, size_t which)
{
    const struct landed *anchor = &in->mark->anchors[which];
    const bool corrected = put_right(in->attempt, anchor->name) != NULL;
    const char *given = "";
    if (corrected)
        given = in->attempt->given->anchors[which].quote;
    json *one = json_put_int(a, json_new_object(a), "n", (int64_t)which + 1);
    json_put_text(a, one, "name", anchor->name);
    json_put_text(a, one, "anchor", anchor->anchor);
    json_put_bool(a, one, "landed", anchor->landed);
    json_put_text(a, one, "perhaps", anchor->perhaps);
    json_put_bool(a, one, "corrected", corrected);
    return json_put_text(a, one, "quote_given", given);
}

static json *anchors(struct arena *a, const struct show_said *in, bool landed)
{
    json *list = json_new_array(a);
    for (size_t i = 0; in->mark && i < in->mark->anchors_n; i++)
        if (in->mark->anchors[i].landed == landed)
            json_add(a, list, anchor_view(a, in, i));
    return list;
}

void show_said_put(struct arena *a, json *view, const struct show_said *in)
{
    struct said said = {.arena = a, .text = in->text};
    find_anchors(&said, in->mark);
    const bool all = in->before && find_fresh(&said, in->before);
    json_put(a, view, "said", runs(&said));
    json_put_bool(a, view, "has_new", said.fresh_n > 0);
    json_put_bool(a, view, "all_new", all);
    json_put(a, view, "missing", anchors(a, in, false));
    json_put(a, view, "hits", anchors(a, in, true));
}
