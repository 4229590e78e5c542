#include "marker/marker_wanted.h"
#include "base/num.h"
#include "base/text.h"
#include "marker/marker_pattern.h"
#include "marker/marker_words.h"
#include <string.h>

enum { MOST_WORDS = 4000 };

/* The key of an anchor that is called so, now or when the question was taken up. */
static const char *key_of(const struct question *question, const char *name)
{
    for (size_t i = 0; question && i < question->anchors_n; i++)
        if (text_equal(question->anchors[i].key, name) || text_equal(question->anchors[i].name, name))
            return question->anchors[i].key;
    return name;
}

static const struct example *example_of(const struct examples *examples, const struct question *question,
                                        const char *key)
{
    if (!examples || !question)
        return NULL;
    return examples_find(examples, question->key, key);
}

size_t marker_wanted_take(const json *list, const struct examples *examples, const struct question *question,
                          struct marker_anchor *out, size_t most)
{
    size_t n = 0;
    for (; n < json_len(list) && n < most; n++) {
        const json *one = json_at(list, n);
        const char *name = json_get_text(one, "name", "");
        out[n] = (struct marker_anchor){.key = key_of(question, name),
                                        .name = name,
                                        .text = json_get_text(one, "anchor", ""),
                                        .words = json_get(one, "words")};
        out[n].example = example_of(examples, question, out[n].key);
    }
    return n;
}

size_t marker_wanted_library(struct arena *a, const struct examples *examples,
                             const struct question *question, struct marker_anchor *out, size_t most)
{
    size_t n = 0;
    for (; n < question->anchors_n && n < most; n++) {
        const struct anchor *one = &question->anchors[n];
        out[n] = (struct marker_anchor){.key = one->key,
                                        .name = one->name,
                                        .text = one->text,
                                        .words = json_from_lines(a, one->words),
                                        .example = example_of(examples, question, one->key)};
    }
    return n;
}

enum { HEADS = 1024 };

struct finder {
    const struct marker_answer *answer;
    struct marker_wanted *wanted;
    size_t room;
    int heads[HEADS]; /* by the stem's hash: the newest wanted word, and so on by `next` */
    int *next;
};

static uint16_t find_word(struct finder *finder, const struct marker_word *word)
{
    const unsigned head = text_hash(word->stem, strlen(word->stem)) % HEADS;
    struct marker_wanted *all = finder->wanted;
    const double weight = marker_text_tells(word);
    if (weight <= 0)
        return WANTED_NONE;
    for (int i = finder->heads[head]; i >= 0; i = finder->next[i])
        if (strcmp(all->words[i].word->stem, word->stem) == 0 && all->words[i].word->denied == word->denied)
            return (uint16_t)i;
    if (all->n == finder->room)
        return WANTED_NONE;
    struct wanted_word *one = &all->words[all->n];
    one->word = word;
    one->weight = weight;
    one->hits = arena_array(finder->answer->arena, finder->answer->text->sentences_n + 1, sizeof *one->hits);
    marker_words_say(finder->answer->text, word, one->hits);
    finder->next[all->n] = finder->heads[head];
    finder->heads[head] = (int)all->n;
    return (uint16_t)all->n++;
}

/* `known`: the text is the library's own. */
static struct marker_text *read_as(const struct marker_answer *answer, const char *text, bool known)
{
    if (known)
        return marker_text_library(answer->vocabulary, answer->arena, text, answer->question);
    return marker_text_read(answer->vocabulary, answer->arena, text, answer->question);
}

static struct wanted_text read_text(struct finder *finder, const char *text, uint32_t anchors, bool known)
{
    struct wanted_text out = {.read = read_as(finder->answer, text, known)};
    out.at = arena_array(finder->answer->arena, out.read->n + 1, sizeof *out.at);
    for (size_t i = 0; i < out.read->n; i++) {
        const struct marker_word *word = &out.read->words[i];
        const int first = marker_text_find(out.read, word->stem, strlen(word->stem), 0);
        out.at[i] = WANTED_NONE;
        if (first >= 0 && (size_t)first < i)
            continue;
        out.at[i] = find_word(finder, word);
        if (out.at[i] == WANTED_NONE)
            continue;
        finder->wanted->words[out.at[i]].anchors |= anchors;
        out.weight += finder->wanted->words[out.at[i]].weight;
    }
    return out;
}

static void find_shown(const struct marker_answer *answer, const json *words, bool known, double *shown)
{
    const size_t n = answer->text->sentences_n;
    struct marker_hit *hits = arena_array(answer->arena, n + 1, sizeof *hits);
    for (size_t i = 0; i < json_len(words); i++) {
        const struct marker_text *phrase = read_as(answer, json_text(json_at(words, i), ""), known);
        memset(hits, 0, n * sizeof *hits);
        marker_words_show(answer->text, phrase, hits);
        for (size_t s = 0; s < n; s++)
            shown[s] = 1 - (1 - shown[s]) * (1 - hits[s].undenied);
    }
}

/* THE table: the parts of a story, as the library names them and as an anchor's words give them away. */
static const struct {
    const char *name;
    enum marker_cue cue;
    enum marker_how how;
} parts[] = {
    {"situation", CUE_SITUATION, HOW_SITUATION},
    {"task", CUE_TASK, HOW_TASK},
    {"own", CUE_OWN, HOW_OWN},
    {"outcome", CUE_OUTCOME, HOW_OUTCOME},
    {"lesson", CUE_LESSON, HOW_LESSON},
    {"reason", CUE_REASON, HOW_REASON},
};

bool marker_wanted_is_part(const char *name)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (text_equal(parts[i].name, name))
            return true;
    return false;
}

static enum marker_how part_of(const struct marker_answer *answer, const struct wanted_anchor *anchor)
{
    const struct example *example = anchor->given->example;
    uint32_t roles = marker_cues_roles(answer->cues, (struct marker_text *)anchor->name.read);
    if (!roles)
        roles = marker_cues_roles(answer->cues, (struct marker_text *)anchor->text.read);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (example && *example->part ? text_equal(example->part, parts[i].name)
                                      : (roles & (1U << parts[i].cue)) != 0)
            return parts[i].how;
    }
    return HOW_STORY;
}

static enum marker_how how_of(const struct marker_answer *answer, const struct wanted_anchor *anchor,
                              bool story)
{
    if (story)
        return part_of(answer, anchor);
    return anchor->given->example && anchor->given->example->right_n > 0 ? HOW_KNOWN : HOW_BARE;
}

static void find_anchor(struct finder *finder, const struct marker_anchor *given, size_t which, bool story)
{
    const struct marker_answer *answer = finder->answer;
    const uint32_t bit = 1U << which;
    struct wanted_anchor *out = &finder->wanted->anchors[which];
    const struct example *example = given->example;
    out->given = given;
    out->name = read_text(finder, given->name, bit, example);
    out->text = read_text(finder, given->text, bit, example);
    for (size_t i = 0; example && i < example->right_n && out->right_n < WANTED_RIGHT; i++)
        out->right[out->right_n++] = read_text(finder, example->right[i], bit, true);
    if (out->right_n == 0)
        out->right[out->right_n++] = out->text;
    for (size_t i = 0; example && i < example->wrong_n && out->wrong_n < WANTED_WRONG; i++)
        out->wrong[out->wrong_n++] = read_text(finder, example->wrong[i], 0, true);
    out->shown = arena_array(answer->arena, answer->text->sentences_n + 1, sizeof *out->shown);
    out->pattern = arena_array(answer->arena, answer->text->sentences_n + 1, sizeof *out->pattern);
    find_shown(answer, given->words, example, out->shown);
    for (size_t i = 0; example && i < example->pattern_n; i++)
        marker_pattern_find(answer->arena, answer->text, example->pattern[i], out->pattern);
    out->how = how_of(answer, out, story);
}

struct marker_wanted *marker_wanted_find(const struct marker_answer *answer,
                                         const struct marker_anchor *anchors, size_t n, bool story)
{
    struct marker_wanted *wanted = arena_alloc(answer->arena, sizeof *wanted);
    struct finder finder = {.answer = answer, .wanted = wanted, .room = MOST_WORDS};
    for (size_t i = 0; i < sizeof finder.heads / sizeof *finder.heads; i++)
        finder.heads[i] = -1;
    finder.next = arena_array(answer->arena, MOST_WORDS, sizeof *finder.next);
    wanted->words = arena_array(answer->arena, MOST_WORDS, sizeof *wanted->words);
    wanted->anchors_n = num_min(n, MARKER_ANCHORS);
    for (size_t i = 0; i < wanted->anchors_n; i++)
        find_anchor(&finder, &anchors[i], i, story);
    return wanted;
}

struct wanted_said marker_wanted_said(const struct marker_wanted *wanted, const struct wanted_text *text,
                                      size_t sentence)
{
    struct wanted_said sum = {0};
    for (size_t i = 0; i < text->read->n; i++) {
        if (text->at[i] == WANTED_NONE)
            continue;
        const struct wanted_word *word = &wanted->words[text->at[i]];
        sum.said += word->weight * word->hits[sentence].undenied;
        sum.denied += word->weight * (word->hits[sentence].undenied - word->hits[sentence].sure);
    }
    return sum;
}
