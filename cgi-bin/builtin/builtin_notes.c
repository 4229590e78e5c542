#include "builtin/builtin_notes.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include "nlu/nlu.h"
#include <string.h>

enum { NOTE_WORDS = 120, HARDLY_ANYTHING = 2, BEST_MARK = 10 };

/* What is said of a question, by how its best mark is and whether it is known what is missing. */
static const char *told(const struct looking_back *s, const enum sentence by[2], const struct tried *t)
{
    size_t n;
    const char *gap = builtin_tried_named(s, t, false, &n);
    return SAY(s->says, s->arena, by[gap != NULL], {"question", builtin_tried_quoted(s->arena, t->question)},
               {"mark", num_text(s->arena, builtin_tried_best(t))}, {"names", text_or(gap, "")});
}

static const char *note_on(const struct looking_back *s, const struct tried *t)
{
    static const enum sentence nearly[] = {SAY_NOTES_NEARLY, SAY_NOTES_NEARLY_NAMES},
                               work[] = {SAY_NOTES_WORK, SAY_NOTES_WORK_NAMES},
                               nothing[] = {SAY_NOTES_WORK, SAY_NOTES_NOTHING_NAMES};
    if (builtin_tried_best(t) > TRIED_WEAK)
        return told(s, nearly, t);
    if (builtin_tried_best(t) <= HARDLY_ANYTHING)
        return told(s, nothing, t);
    return told(s, work, t);
}

const char *builtin_notes_focus(const struct looking_back *s, const struct tried *t)
{
    static const enum sentence got[] = {SAY_NOTES_FOCUS, SAY_NOTES_FOCUS_NAMES},
                               nothing[] = {SAY_NOTES_FOCUS, SAY_NOTES_FOCUS_NOTHING};
    if (builtin_tried_best(t) <= HARDLY_ANYTHING)
        return told(s, nothing, t);
    return told(s, got, t);
}

/* A line more, if all of it fits. */
static void add_line(struct buf *b, const char *line)
{
    if (!line || text_words(b->data) + text_words(line) > NOTE_WORDS)
        return;
    if (b->len)
        buf_add_char(b, '\n');
    buf_add(b, line);
}

/* All that went well in one line: there is less to say of it. */
static const char *solid_ones(const struct looking_back *s)
{
    const char *list = NULL;
    for (size_t i = 0; i < s->n; i++) {
        const char *one = builtin_tried_quoted(s->arena, s->tried[i].question);
        if (builtin_tried_best(&s->tried[i]) < TRIED_STRONG)
            continue;
        if (list)
            list = SAY(s->says, s->arena, SAY_LIST_MORE, {"first", list}, {"next", one});
        else
            list = one;
    }
    if (!list)
        return NULL;
    return SAY(s->says, s->arena, SAY_NOTES_SOLID,
               {"begins", sentences_text(s->says, SAY_NOTES_SOLID_BEGINS)}, {"questions", list});
}

/* How it went, in a line. */
static const char *status(const struct looking_back *s)
{
    struct arena *a = s->arena;
    const double before = json_get_real(s->in, "strength_before", -1);
    const size_t late = builtin_tried_late(s);
    const char *stood = "", *past = "";
    if (before >= 0)
        stood = SAY(s->says, a, SAY_NOTES_STOOD, {"strength", builtin_tried_mark(a, before)});
    if (late)
        past = SAY(s->says, a, SAY_NOTES_LATE, {"count", num_text(a, (int64_t)late)});
    return SAY(s->says, a, SAY_NOTES_STATUS, {"begins", sentences_text(s->says, SAY_NOTES_STATUS_BEGINS)},
               {"count", text_fold(a, builtin_tried_count(s, s->n))},
               {"mark", builtin_tried_mark(a, builtin_tried_mean(s))}, {"stood", stood}, {"past", past});
}

/* ---- what the notes said before ---- */

static bool speaks_of_one(const struct looking_back *s, const char *line)
{
    for (size_t i = 0; i < s->n; i++)
        if (text_contains(line, builtin_tried_quoted(s->arena, s->tried[i].question)))
            return true;
    return false;
}

static bool begins(const struct looking_back *s, const char *line, enum sentence which)
{
    const char *head = sentences_text(s->says, which);
    return strncmp(line, head, strlen(head)) == 0;
}

/* What they said themselves is fine, in their correction of these notes: it isn't held against them again
 * before a new answer shows it. */
static const char *said_fine(const struct looking_back *s)
{
    struct arena *a = s->arena;
    struct nlu heard = {
        .arena = a, .library = s->library, .known = json_new_object(a), .facts = json_new_object(a)};
    const char *message = nlu_plain(s->library, a, json_get_text(s->in, "corrected", ""));
    while (nlu_next(&heard, &message)) {
        nlu_areas(&heard);
        nlu_topic(&heard, false);
    }
    return json_get_text(heard.facts, "strong", "");
}

static bool taken_back(const struct looking_back *s, const char *line, const char *fine)
{
    size_t n, m;
    char **said = stem_words(s->arena, fine, &n), **told = stem_words(s->arena, line, &m);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m && !builtin_is_common(library_phrases(s->library), said[i]); k++)
            if (strcmp(said[i], told[k]) == 0)
                return true;
    return false;
}

/* What the notes said of other questions stays, newest first, as far as there is room. */
static void carry_over(const struct looking_back *s, struct buf *b)
{
    const char *old = json_get_text(s->in, "notes", ""), *fine = said_fine(s);
    while (*old) {
        const size_t len = strcspn(old, "\n");
        const char *line = text_trim(s->arena, arena_text(s->arena, old, len));
        if (*line && !begins(s, line, SAY_NOTES_STATUS_BEGINS) && !begins(s, line, SAY_NOTES_SOLID_BEGINS) &&
            !speaks_of_one(s, line) && !taken_back(s, line, fine))
            add_line(b, line);
        old += len + (old[len] != '\0');
    }
}

const char *builtin_notes(const struct looking_back *s)
{
    struct buf b = buf_new(s->arena, 16384);
    if (s->n == 0)
        return json_get_text(s->in, "notes", "");
    add_line(&b, status(s));
    for (int64_t mark = 1; mark < TRIED_STRONG; mark++)
        for (size_t i = 0; i < s->n; i++)
            if (builtin_tried_best(&s->tried[i]) == mark)
                add_line(&b, note_on(s, &s->tried[i]));
    add_line(&b, solid_ones(s));
    carry_over(s, &b);
    return b.data;
}
