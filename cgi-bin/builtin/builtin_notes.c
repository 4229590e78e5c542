#include "builtin/builtin_notes.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include "nlu/nlu.h"
#include <string.h>

enum { NOTE_WORDS = 120, HARDLY_ANYTHING = 2, BEST_MARK = 10 };

/* What is said of a question, by how its best mark is and whether it is known what is missing. */
static const char *told(const struct looking_back *back, const enum sentence by[2], const struct tried *tried)
{
    size_t n;
    const char *gap = builtin_tried_named(back, tried, false, &n);
    return SAY(back->says, back->arena, by[gap != NULL],
               {"question", builtin_tried_quoted(back->arena, tried->question)},
               {"mark", num_text(back->arena, builtin_tried_best(tried))}, {"names", text_or(gap, "")});
}

static const char *note_on(const struct looking_back *back, const struct tried *tried)
{
    static const enum sentence nearly[] = {SAY_NOTES_NEARLY, SAY_NOTES_NEARLY_NAMES},
                               work[] = {SAY_NOTES_WORK, SAY_NOTES_WORK_NAMES},
                               nothing[] = {SAY_NOTES_WORK, SAY_NOTES_NOTHING_NAMES};
    if (builtin_tried_best(tried) > TRIED_WEAK)
        return told(back, nearly, tried);
    if (builtin_tried_best(tried) <= HARDLY_ANYTHING)
        return told(back, nothing, tried);
    return told(back, work, tried);
}

const char *builtin_notes_focus(const struct looking_back *back, const struct tried *tried)
{
    static const enum sentence got[] = {SAY_NOTES_FOCUS, SAY_NOTES_FOCUS_NAMES},
                               nothing[] = {SAY_NOTES_FOCUS, SAY_NOTES_FOCUS_NOTHING};
    if (builtin_tried_best(tried) <= HARDLY_ANYTHING)
        return told(back, nothing, tried);
    return told(back, got, tried);
}

/* A line more, if all of it fits. */
static void add_line(struct buf *buf, const char *line)
{
    if (!line || text_words(buf->data) + text_words(line) > NOTE_WORDS)
        return;
    if (buf->len)
        buf_add_char(buf, '\n');
    buf_add(buf, line);
}

/* All that went well in one line: there is less to say of it. */
static const char *solid_ones(const struct looking_back *back)
{
    const char *list = NULL;
    for (size_t i = 0; i < back->n; i++) {
        const char *one = builtin_tried_quoted(back->arena, back->tried[i].question);
        if (builtin_tried_best(&back->tried[i]) < TRIED_STRONG)
            continue;
        if (list)
            list = SAY(back->says, back->arena, SAY_LIST_MORE, {"first", list}, {"next", one});
        else
            list = one;
    }
    if (!list)
        return NULL;
    return SAY(back->says, back->arena, SAY_NOTES_SOLID,
               {"begins", sentences_text(back->says, SAY_NOTES_SOLID_BEGINS)}, {"questions", list});
}

/* How it went, in a line. */
static const char *status(const struct looking_back *back)
{
    struct arena *a = back->arena;
    const double before = json_get_real(back->in, "strength_before", -1);
    const size_t late = builtin_tried_late(back);
    const char *stood = "", *past = "";
    if (before >= 0)
        stood = SAY(back->says, a, SAY_NOTES_STOOD, {"strength", builtin_tried_mark(a, before)});
    if (late)
        past = SAY(back->says, a, SAY_NOTES_LATE, {"count", num_text(a, (int64_t)late)});
    return SAY(back->says, a, SAY_NOTES_STATUS,
               {"begins", sentences_text(back->says, SAY_NOTES_STATUS_BEGINS)},
               {"count", text_fold(a, builtin_tried_count(back, back->n))},
               {"mark", builtin_tried_mark(a, builtin_tried_mean(back))}, {"stood", stood}, {"past", past});
}

/* ---- what the notes said before ---- */

static bool speaks_of_one(const struct looking_back *back, const char *line)
{
    for (size_t i = 0; i < back->n; i++)
        if (text_contains(line, builtin_tried_quoted(back->arena, back->tried[i].question)))
            return true;
    return false;
}

static bool begins(const struct looking_back *back, const char *line, enum sentence which)
{
    const char *head = sentences_text(back->says, which);
    return strncmp(line, head, strlen(head)) == 0;
}

/* What they said themselves is fine, in their correction of these notes: it isn't held against them again
 * before a new answer shows it. */
static const char *said_fine(const struct looking_back *back)
{
    struct arena *a = back->arena;
    struct nlu heard = {
        .arena = a, .library = back->library, .known = json_new_object(a), .facts = json_new_object(a)};
    const char *message = nlu_plain(back->library, a, json_get_text(back->in, "corrected", ""));
    while (nlu_next(&heard, &message)) {
        nlu_areas(&heard);
        nlu_topic(&heard, false);
    }
    return json_get_text(heard.facts, "strong", "");
}

static bool taken_back(const struct looking_back *back, const char *line, const char *fine)
{
    size_t n, m;
    char **said = stem_words(back->arena, fine, &n), **noted = stem_words(back->arena, line, &m);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m && !builtin_is_common(library_phrases(back->library), said[i]); k++)
            if (strcmp(said[i], noted[k]) == 0)
                return true;
    return false;
}

/* What the notes said of other questions stays, newest first, as far as there is room. */
static void carry_over(const struct looking_back *back, struct buf *buf)
{
    const char *old = json_get_text(back->in, "notes", ""), *fine = said_fine(back);
    while (*old) {
        const size_t len = strcspn(old, "\n");
        const char *line = text_trim(back->arena, arena_text(back->arena, old, len));
        if (*line && !begins(back, line, SAY_NOTES_STATUS_BEGINS) &&
            !begins(back, line, SAY_NOTES_SOLID_BEGINS) && !speaks_of_one(back, line) &&
            !taken_back(back, line, fine))
            add_line(buf, line);
        old += len + (old[len] != '\0');
    }
}

const char *builtin_notes(const struct looking_back *back)
{
    struct buf b = buf_new(back->arena, 16384);
    if (back->n == 0)
        return json_get_text(back->in, "notes", "");
    add_line(&b, status(back));
    for (int64_t mark = 1; mark < TRIED_STRONG; mark++)
        for (size_t i = 0; i < back->n; i++)
            if (builtin_tried_best(&back->tried[i]) == mark)
                add_line(&b, note_on(back, &back->tried[i]));
    add_line(&b, solid_ones(back));
    carry_over(back, &b);
    return b.data;
}
