#include "coach/doubt.h"
#include "base/plain.h"
#include "base/text.h"
#include "nlu/nlu.h"
#include <stdlib.h>

enum { FAR_APART = 5, BEST = 9, REPEATED_RUN = 4 };

static const char builtin[] = "builtin"; /* its name in an order of models */

/* ---- two markers ---- */

/* The built-in coach's score of the same; 0: it leaves it unmarked. */
static int second_score(const struct coach *coach, struct arena *a, const json *input)
{
    const struct ask_request request = {.mode = "evaluate_answer",
                                        .input = input,
                                        .order = builtin,
                                        .inside_only = true,
                                        .at_once = true,
                                        .unlogged = true};
    struct ask_result second;
    if (ask_mode(coach->asker, a, &request, &second) != OK)
        return 0;
    return (int)json_get_int(second.answer, "score", 0);
}

static const char *disagreement(const struct coach *coach, struct arena *a, const json *input, int score)
{
    const int other = second_score(coach, a, input);
    if (score == 0 || other == 0 || abs(score - other) < FAR_APART)
        return "";
    return SAY(library_sentences(coach->library), a, SAY_MARK_DISAGREE,
               {"score", arena_printf(a, "%d", score)}, {"other", arena_printf(a, "%d", other)});
}

/* ---- an answer that speaks to the marker ---- */

/* Does a model's mark have words of a sentence: in what it quotes, or in what it says? A sentence of fewer
 * words than make a run counts whole. */
static bool repeats(struct arena *a, const json *value, const struct plain *sentence)
{
    const char *unused;
    if (json_kind_of(value) == JSON_TEXT) {
        const struct plain *text = plain_new(a, json_text(value, ""));
        size_t from, to;
        return plain_shares(a, sentence, text, REPEATED_RUN) || plain_find(text, sentence, &from, &to);
    }
    for (size_t i = 0; i < json_len(value); i++)
        if (repeats(a, json_at(value, i), sentence))
            return true;
    for (size_t i = 0; i < json_members(value); i++)
        if (repeats(a, json_member(value, i, &unused), sentence))
            return true;
    return false;
}

static bool is_spoken_to(struct nlu *heard, struct arena *a, const json *mark)
{
    if (!nlu_hears(heard, HEAR_MARKER_SPOKEN_TO))
        return false;
    if (json_get_int(mark, "score", 0) >= BEST && nlu_hears(heard, HEAR_MARKER_BEST))
        return true;
    return repeats(a, mark, plain_new(a, heard->text));
}

/* Is the question about such sentences, so that an answer may well have one? */
static bool is_of_models(struct nlu *heard, const json *input)
{
    const json *anchors = json_get(input, "anchors");
    nlu_take(heard, json_get_text(input, "question", ""));
    bool found = nlu_hears(heard, HEAR_MARKER_OF_MODELS);
    for (size_t i = 0; i < json_len(anchors) && !found; i++) {
        nlu_take(heard, json_get_text(json_at(anchors, i), "anchor", ""));
        found = nlu_hears(heard, HEAR_MARKER_OF_MODELS);
    }
    return found;
}

static const char *spoken_to(const struct coach *coach, struct arena *a, const json *input, const json *mark)
{
    struct nlu heard = {.arena = a, .library = coach->library};
    const char *rest = nlu_plain(coach->library, a, json_get_text(input, "answer", ""));
    if (is_of_models(&heard, input))
        return "";
    while (nlu_next(&heard, &rest))
        if (is_spoken_to(&heard, a, mark))
            return sentences_text(library_sentences(coach->library), SAY_MARK_SPOKEN_TO);
    return "";
}

const char *doubt_of_mark(const struct coach *coach, struct arena *a, const json *input,
                          const struct ask_result *result)
{
    if (text_equal(result->provider, builtin))
        return NULL;
    const int score = (int)json_get_int(result->answer, "score", 0);
    const char *apart = disagreement(coach, a, input, score);
    const char *told = spoken_to(coach, a, input, result->answer);
    return arena_printf(a, "%s%s%s", apart, text_if(*apart && *told, " "), told);
}
