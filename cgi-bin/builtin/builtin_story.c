#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_modes.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include "nlu/nlu.h"
#include <string.h>

/* A structure from the user's own sentences and nothing else: each part is made of theirs, letter for letter,
 * or is empty and asked for. */

enum {
    PART_WORDS = 80,
    MOST_PER_PART = 3,
    MOST_GAPS = 5,
    GAP_WORDS = 25,
    QUOTED_WORDS = 8,
    MOST_STRESSED = 2,
    LEAST_TOUCHED = 2,
    LEAST_HITS = 2,
    LEAST_TOLD = 3,
    TITLE_WORDS = 8
};

enum part { SITUATION, TASK, ACTION, RESULT, LESSON, PARTS };

/* THE table: the parts, the phrases that show them, and what to ask when they are missing. */
static const struct {
    const char *name;
    enum sentence gap;
    enum phrase_list signs;
} parts[PARTS] = {
    [SITUATION] = {"situation", SAY_STORY_SITUATION, HEAR_STORY_SITUATION},
    [TASK] = {"task", SAY_STORY_TASK, HEAR_STORY_TASK},
    [ACTION] = {"action", SAY_STORY_ACTION, HEAR_STORY_ACTION},
    [RESULT] = {"result", SAY_STORY_RESULT, HEAR_STORY_RESULT},
    [LESSON] = {"lesson", SAY_STORY_LESSON, HEAR_STORY_LESSON},
};

static size_t shared(const struct phrases *all, const struct builtin_sentence *sentence, char **stems,
                     size_t n)
{
    size_t hits = 0;
    for (size_t i = 0; i < n; i++) {
        if (builtin_is_common(all, stems[i]))
            continue;
        for (size_t k = 0; k < sentence->n; k++)
            if (strcmp(sentence->stems[k], stems[i]) == 0) {
                hits++;
                break;
            }
    }
    return hits;
}

/* What they told of their time, energy, worries and strengths is for the plan. */
static bool about_the_plan(const struct library *library, struct arena *a,
                           const struct builtin_sentence *sentence)
{
    struct nlu heard = {
        .arena = a, .library = library, .known = json_new_object(a), .facts = json_new_object(a)};
    nlu_take(&heard, nlu_plain(library, a, sentence->text));
    nlu_when(&heard);
    nlu_areas(&heard);
    nlu_energy(&heard);
    return json_members(heard.facts) > 0;
}

/* Is it about wishing, not about something that happened? Plans and hopes are no story. */
static bool is_story_like(const struct library *library, struct arena *a,
                          const struct builtin_sentence *sentence)
{
    if (builtin_has_any(library_phrases(library), a, sentence, HEAR_STORY_NOT_STORY))
        return false;
    return sentence->n >= 4 && !about_the_plan(library, a, sentence);
}

/* The sentence of the context where the experience that fits best begins: its neighbours count. */
static size_t best_place(const struct phrases *phrases, struct arena *a, const struct builtin_sentence *all,
                         const bool *like, size_t n, char **wanted, size_t wanted_n)
{
    size_t best = 0, best_score = 0;
    for (size_t i = 0; i < n; i++) {
        size_t score = 0;
        for (size_t k = i; k < n && k < i + 6 && like[i]; k++)
            score += shared(phrases, &all[k], wanted, wanted_n) +
                     builtin_has_any(phrases, a, &all[k], HEAR_STORY_ACTION);
        if (score > best_score) {
            best_score = score;
            best = i;
        }
    }
    return best;
}

static void put_part(const struct phrases *phrases, struct arena *a, json *answer, enum part part,
                     const struct builtin_sentence *all, size_t n, bool *used)
{
    struct buf b = buf_new(a, 16384);
    int taken = 0;
    for (size_t i = 0; i < n && taken < MOST_PER_PART; i++) {
        if (used[i] || !builtin_has_any(phrases, a, &all[i], parts[part].signs))
            continue;
        if (text_words(b.data) + text_words(all[i].text) > PART_WORDS)
            break;
        buf_printf(&b, "%s%s", text_if(taken > 0, " "), all[i].text);
        used[i] = true;
        taken++;
    }
    json_put_text(a, answer, parts[part].name, b.data);
}

/* ---- the same story for other questions ---- */

/* Another question that the story answers too: what of it to dwell on there. */
struct other_use {
    const struct question *question;
    const char *stress[MOST_STRESSED];
    size_t touched; /* of its anchors */
};

static bool touches(struct arena *a, const struct anchor *anchor, const struct builtin_sentence *told,
                    size_t n)
{
    int hits = 0;
    const json *words = json_from_lines(a, anchor->words);
    for (size_t w = 0; w < json_len(words); w++)
        for (size_t i = 0; i < n; i++)
            if (builtin_has_phrase(a, &told[i], json_text(json_at(words, w), ""))) {
                hits++;
                break;
            }
    return hits >= LEAST_HITS;
}

static struct other_use use_of(struct arena *a, const struct question *question,
                               const struct builtin_sentence *told, size_t n)
{
    struct other_use u = {.question = question};
    for (size_t i = 0; i < question->anchors_n; i++)
        if (touches(a, &question->anchors[i], told, n)) {
            if (u.touched < MOST_STRESSED)
                u.stress[u.touched] = question->anchors[i].name;
            u.touched++;
        }
    return u;
}

static void best_use(struct arena *a, const struct library_family *family, const char *asked,
                     const struct builtin_sentence *told, size_t n, struct other_use *best)
{
    for (size_t i = 0; family && i < family->topics_n; i++)
        for (size_t k = 0; k < family->topics[i].questions_n; k++) {
            const struct question *q = &family->topics[i].questions[k];
            if (!text_equal(q->kind, "story") || text_equal(q->text, asked))
                continue;
            const struct other_use u = use_of(a, q, told, n);
            if (u.touched >= LEAST_TOUCHED && u.touched > best->touched)
                *best = u;
        }
}

/* As one more question to think about: which other question it fits, and what would come first there. */
static void put_other_use(const struct library *library, struct arena *a, const json *in, json *answer)
{
    struct buf b = buf_new(a, 65536);
    struct other_use best = {.touched = 0};
    size_t n;
    json *gaps = json_get(answer, "gaps");
    const char *asked = json_get_text(in, "question", "");
    for (int p = 0; p < PARTS; p++)
        buf_printf(&b, "%s\n", json_get_text(answer, parts[p].name, ""));
    const struct builtin_sentence *told = builtin_sentences(a, b.data, &n);
    best_use(a, library_find(library, "behavioural"), asked, told, n, &best);
    best_use(a, library_nearest(library, a, json_get_text(in, "role", ""), ""), asked, told, n, &best);
    if (!best.question || json_len(gaps) >= MOST_GAPS)
        return;
    const char *head = text_head_words(a, best.question->text, QUOTED_WORDS);
    if (text_words(best.question->text) > QUOTED_WORDS)
        head = arena_printf(a, "%s…", head);
    const char *text = SAY(library_sentences(library), a, SAY_STORY_OTHER_USE, {"question", head},
                           {"one", best.stress[0]}, {"two", best.stress[1]});
    if (text_words(text) <= GAP_WORDS)
        json_add_text(a, gaps, text);
}

/* How the story begins, in a few words; without one, the question. */
static const char *title_of(struct arena *a, const json *in, const json *answer)
{
    for (int p = 0; p < PARTS; p++) {
        const char *text = json_get_text(answer, parts[p].name, "");
        if (!text_blank(text))
            return text_head_words(a, text, TITLE_WORDS);
    }
    return text_head_words(a, json_get_text(in, "question", ""), TITLE_WORDS);
}

json *builtin_story(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct library *l = coach->library;
    const struct phrases *phrases = library_phrases(l);
    size_t n, wanted_n;
    const json *anchors = json_get(in, "anchors");
    struct buf wanted = buf_new(a, 65536);
    buf_add(&wanted, json_get_text(in, "question", ""));
    for (size_t i = 0; i < json_len(anchors); i++)
        buf_printf(&wanted, " %s", json_get_text(json_at(anchors, i), "anchor", ""));
    char **stems = stem_words(a, wanted.data, &wanted_n);
    const struct builtin_sentence *all = builtin_sentences(a, json_get_text(in, "context", ""), &n);
    bool *like = arena_array(a, n + 1, sizeof *like);
    for (size_t i = 0; i < n; i++)
        like[i] = is_story_like(l, a, &all[i]);
    const size_t from = best_place(phrases, a, all, like, n, stems, wanted_n), left = n - from;
    bool *used = arena_array(a, left + 1, sizeof *used);
    for (size_t i = 0; i < left; i++)
        used[i] = !like[from + i];

    static const enum part order[] = {LESSON, RESULT, ACTION, TASK,
                                      SITUATION}; /* the plainest signs choose first */
    json *answer = json_new_object(a), *gaps = json_new_array(a);
    size_t told = 0;
    for (size_t i = 0; i < PARTS; i++)
        put_part(phrases, a, answer, order[i], all + from, left, used);
    for (int p = 0; p < PARTS; p++) {
        const bool empty = text_blank(json_get_text(answer, parts[p].name, ""));
        told += !empty;
        if (empty && json_len(gaps) < MOST_GAPS)
            json_add_text(a, gaps, sentences_text(library_sentences(l), parts[p].gap));
    }
    json_put_text(a, answer, "title", title_of(a, in, answer));
    json_put(a, answer, "gaps", gaps);
    if (told >= LEAST_TOLD)
        put_other_use(l, a, in, answer);
    json_put_text(a, answer, "reply",
                  sentences_text(library_sentences(l), told ? SAY_STORY_TOLD : SAY_STORY_NOTHING));
    return answer;
}
