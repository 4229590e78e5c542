#include "nlu/nlu_material.h"
#include "base/buf.h"
#include "base/text.h"
#include "nlu/nlu_title.h"
#include <ctype.h>
#include <string.h>

/* Adverts speak of "we" and "you", CVs in headings and years, lists of questions ask; people say "I". */

enum {
    MOST_LINES = 400,
    FEW_WORDS = 25,        /* a text shorter than this is theirs */
    FEW_LINES = 4,         /* ... unless it has so many lines */
    LEAST_SIGNS = 3,       /* of an advert, in different words */
    SIGNS_WITHOUT_OWN = 2, /* ... in a text where nobody says "I" */
    LEAST_CV_SIGNS = 3,    /* headings and spans of years */
    LEAST_QUESTIONS = 2,
    HEADING_WORDS = 9,
    TITLE_WORDS = 8,
    LABEL_WORDS = 4
};

struct line {
    struct nlu heard; /* the line as a sentence */
    size_t words, paragraph, signs;
    bool own, asks, cv, field;
};

struct lines {
    struct line list[MOST_LINES];
    size_t n, words, signs, own_n, asks_n, cv_n, field_n;
};

/* The words before a colon near the head of the line, as a sentence; NULL: there is none. */
static const char *label_of(const struct nlu *line, const char **value)
{
    const char *colon = strchr(line->folded, ':');
    if (!colon || isdigit((unsigned char)colon[1]))
        return NULL;
    const char *label = arena_text(line->arena, line->folded, (size_t)(colon - line->folded));
    *value = line->text + (colon - line->folded) + 1;
    return text_words(label) <= LABEL_WORDS ? text_trim(line->arena, label) : NULL;
}

/* Is a label, whole, one of a list? */
static bool labelled(const struct nlu *line, const char *label, enum phrase_list which)
{
    return label && nlu_begins(line, label, which, NULL) == strlen(label);
}

/* "2019 - 2022", "Mar 2020 - today": a span of years. */
static bool spans_years(const char *folded)
{
    int years = 0;
    for (const char *at = folded; *at; at++)
        if ((at == folded || !isalnum((unsigned char)at[-1])) && strspn(at, "0123456789") == 4 &&
            (strncmp(at, "19", 2) == 0 || strncmp(at, "20", 2) == 0)) {
            const char *behind = at + 4 + strspn(at + 4, " -,");
            years += 1 + (strncmp(behind, "today", 5) == 0 || strncmp(behind, "now", 3) == 0 ||
                          strncmp(behind, "present", 7) == 0 || strncmp(behind, "to", 2) == 0);
        }
    return years >= 2;
}

static bool is_question(const struct nlu *line)
{
    const char *from = line->folded + strspn(line->folded, "0123456789.) \"");
    const size_t n = strlen(line->folded);
    const bool marked = n > 0 && line->folded[n - 1] == '?';
    return marked || (nlu_begins(line, from, HEAR_MATERIAL_ASKED, NULL) &&
                      (nlu_begins(line, from, HEAR_MATERIAL_ASKED, NULL) > 4 && strstr(from, " a time ")));
}

static size_t count_signs(const struct nlu *line)
{
    size_t length, n = 0;
    for (const char *at = line->folded; (at = nlu_first(line, at, HEAR_MATERIAL_ADVERT, &length)) != NULL;
         at += length)
        n++;
    return n;
}

static bool is_cv_heading(const struct nlu *line)
{
    const char *head = text_trim(line->arena, line->folded);
    char *bare = arena_copy(line->arena, head);
    const size_t n = strlen(bare);
    if (n && bare[n - 1] == ':')
        bare[n - 1] = '\0';
    return nlu_is(line, bare + strspn(bare, "#* "), HEAR_MATERIAL_CV);
}

static void add_line(struct lines *lines, const struct library *library, struct arena *a, const char *text,
                     size_t paragraph)
{
    if (lines->n == MOST_LINES || text_blank(text))
        return;
    struct line *line = &lines->list[lines->n++];
    const char *value;
    *line = (struct line){.heard = {.arena = a, .library = library}, .paragraph = paragraph};
    nlu_take(&line->heard, text_trim(a, text));
    line->words = text_words(text);
    line->own = nlu_hears(&line->heard, HEAR_MATERIAL_OWN);
    line->asks = is_question(&line->heard);
    line->signs = count_signs(&line->heard);
    line->field = labelled(&line->heard, label_of(&line->heard, &value), HEAR_MATERIAL_FIELDS);
    line->cv = is_cv_heading(&line->heard) || (spans_years(line->heard.folded) && !line->own);
    lines->words += line->words;
    lines->signs += line->signs;
    lines->own_n += line->own && !line->asks;
    lines->asks_n += line->asks;
    lines->cv_n += line->cv;
    lines->field_n += line->field;
}

static struct lines *read_lines(const struct library *library, struct arena *a, const char *plain)
{
    struct lines *lines = arena_alloc(a, sizeof *lines);
    size_t paragraph = 0;
    lines->n = 0;
    memset(lines, 0, sizeof *lines);
    for (const char *at = plain; *at;) {
        const size_t n = strcspn(at, "\n");
        const char *text = arena_text(a, at, n);
        if (text_blank(text))
            paragraph++;
        add_line(lines, library, a, text, paragraph);
        at += n + (at[n] == '\n');
    }
    return lines;
}

/* Does somebody fill in what is asked for? Then every line is theirs. */
static bool is_form(const struct lines *lines)
{
    return lines->field_n >= 2 && 2 * lines->field_n >= lines->n;
}

static size_t words_not_own(const struct lines *lines)
{
    size_t n = 0;
    for (size_t i = 0; i < lines->n; i++)
        n += lines->list[i].own ? 0 : lines->list[i].words;
    return n;
}

static enum nlu_material_kind kind_of(const struct lines *lines)
{
    if ((lines->words < FEW_WORDS && lines->n < FEW_LINES) || is_form(lines))
        return MATERIAL_NONE;
    if (lines->asks_n >= LEAST_QUESTIONS && lines->own_n == 0)
        return MATERIAL_QUESTIONS;
    if (lines->cv_n >= LEAST_CV_SIGNS)
        return MATERIAL_CV;
    const size_t wanted = lines->own_n || lines->n < FEW_LINES ? LEAST_SIGNS : SIGNS_WITHOUT_OWN;
    if (lines->signs >= wanted && 5 * words_not_own(lines) >= 3 * lines->words &&
        (lines->n > 1 || lines->own_n == 0))
        return MATERIAL_ADVERT;
    return MATERIAL_NONE;
}

/* Their own lines stand before what they pasted, or behind it; within it "I" is the CV's. */
static bool is_own(const struct lines *lines, enum nlu_material_kind kind, size_t i)
{
    const struct line *line = &lines->list[i];
    if (kind == MATERIAL_CV) {
        size_t first = 0, last = lines->n - 1;
        while (!lines->list[first].cv)
            first++;
        while (!lines->list[last].cv)
            last--;
        return (i < first || i > last) && line->own;
    }
    if (line->own)
        return true;
    for (size_t k = 0; k < lines->n;
         k++) /* what stands in one paragraph with their own words, and is short */
        if (lines->list[k].own && lines->list[k].paragraph == line->paragraph && !line->signs)
            return true;
    return false;
}

struct nlu_material nlu_material_of(const struct library *library, struct arena *a, const char *plain)
{
    const struct lines *lines = read_lines(library, a, plain);
    const enum nlu_material_kind kind = kind_of(lines);
    if (kind == MATERIAL_NONE)
        return (struct nlu_material){kind, plain, ""};
    struct buf own = buf_new(a, strlen(plain) + 2), pasted = buf_new(a, strlen(plain) + 2);
    for (size_t i = 0; i < lines->n; i++)
        buf_printf(is_own(lines, kind, i) ? &own : &pasted, "%s\n", lines->list[i].heard.text);
    return (struct nlu_material){kind, own.data, pasted.data};
}

/* ---- the job ---- */

static bool known_title(const struct library *library, struct arena *a, const char *words)
{
    const struct library_title title = library_title_of(library, a, words);
    return title.asks || (title.family && !title.by_words);
}

/* The words of a title without what is put behind it, the place, the hours. */
static const char *title_alone(const struct nlu *line, const char *text)
{
    const char *const *ends = nlu_phrases(line, HEAR_MATERIAL_TITLE_ENDS);
    char *title = text_trim(line->arena, text);
    title += strspn(title, "#*> \"0123456789.");
    size_t n = strlen(title);
    for (size_t i = 0; ends[i]; i++) {
        const char *at = strstr(title, ends[i]);
        if (at && at > title && (size_t)(at - title) < n)
            n = (size_t)(at - title);
    }
    title = arena_text(line->arena, title, n);
    for (n = strlen(title); n && strchr("*#:.!, \"", title[n - 1]); n--)
        title[n - 1] = '\0';
    return title;
}

static const char *by_label(const struct lines *lines)
{
    const char *value;
    for (size_t i = 0; i < lines->n; i++) {
        const struct nlu *line = &lines->list[i].heard;
        if (!labelled(line, label_of(line, &value), HEAR_MATERIAL_TITLE_LABELS))
            continue;
        const char *title = title_alone(line, value);
        if (!text_blank(title) && text_words(title) <= TITLE_WORDS)
            return title;
    }
    return "";
}

/* A line near the head that is a title, if `known` one that the library has. */
static const char *by_heading(const struct lines *lines, const struct library *library, struct arena *a,
                              bool known)
{
    for (size_t i = 0; i < lines->n && (known || i < FEW_LINES); i++) {
        const struct line *line = &lines->list[i];
        const size_t n = strlen(line->heard.text);
        if (line->words > HEADING_WORDS || line->own || line->cv ||
            (n && strchr(".?", line->heard.text[n - 1])))
            continue;
        const char *title = title_alone(&line->heard, line->heard.text);
        if (nlu_title_like(&line->heard, title) && (!known || known_title(library, a, title)))
            return title;
    }
    return "";
}

static const char *by_search(const struct lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        const struct nlu *line = &lines->list[i].heard;
        size_t length;
        for (const char *at = line->folded; (at = nlu_first(line, at, HEAR_MATERIAL_WANTED, &length)) != NULL;
             at += length) {
            const char *from = nlu_skip(line, at + length, HEAR_ROLE_ARTICLES);
            const char *title = title_alone(line, line->text + (from - line->folded));
            if (text_words(title) <= TITLE_WORDS && nlu_title_like(line, title))
                return title;
        }
    }
    return "";
}

const char *nlu_material_role(const struct library *library, struct arena *a, const char *plain)
{
    const struct lines *lines = read_lines(library, a, plain);
    const char *role = by_label(lines);
    if (!*role && lines->cv_n < LEAST_CV_SIGNS)
        role = by_heading(lines, library, a, true);
    if (!*role)
        role = by_search(lines);
    if (!*role && lines->cv_n < LEAST_CV_SIGNS)
        role = by_heading(lines, library, a, false);
    return role;
}
