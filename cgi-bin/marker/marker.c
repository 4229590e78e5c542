#include "marker/marker.h"
#include "base/json_file.h"
#include "base/log.h"
#include "base/num.h"
#include "base/text.h"
#include "marker/marker_land.h"
#include "marker/marker_language.h"
#include "marker/marker_order.h"
#include "marker/marker_padding.h"
#include "marker/marker_say.h"
#include <math.h>
#include <string.h>

enum {
    MOST_GOODS = 20,
    MOST_DENIED = 4,
    LEAST_BARE = 2, /* where nobody knows how the anchors are said, words tell little */
    MOST_BARE = 7,
    NO_SENTENCE = 5, /* words that no word ties together */
    ALL_SHOWN = 7,   /* what an answer gets at least that lands all */
    NONE_SHOWN = 5,  /* ... at most that lands nothing */
    SEVERAL = 2,     /* anchors that are perhaps landed make a span */
    FAR = 3,         /* a span of so many marks is nothing to be sure of */
    MOSTLY = 40,     /* per cent in another language */
    LEAST_WORDS = 3,
    OTHER_LETTERS = 0xCD, /* what UTF-8 begins with from Greek on */
    PUNCTUATION = 0xE2    /* ... but dashes and quotation marks */
};

static const double COPIED = 0.7; /* so much of the question in a row is the question */
static const double CLEARLY_WRONG = 0.25, CLEARLY_RIGHT = 0.73,
                    MARGIN = 0.1; /* of closeness to a model answer */
static const double FRAMED =
    0.5; /* share of the telling words that are the anchors' and the question's: in a frame */
static const double SAID = 0.7; /* ... but so sure that one of the points is made, and it is no frame */
static const double SHUFFLED =
    0.5; /* marker_order_natural of less is no order; terse true points have 0.7 and more */
static const double LIST = 0.95;        /* two words or so between commas, ends and "and"s make no sentence */
static const double PARTS_THERE = 0.5;  /* share of a story's anchors that are perhaps there at least */
static const double WORTH_LANDED = 0.6; /* of the scale: what landing all is worth */
static const double SOUNDS_LIKE = 0.18; /* marker_topic: so close to another question */
static const double BARELY = 0.35;      /* ... and so much less to its own */
static const double MANY = 0.5;         /* who lands so many answers the question, whatever it sounds like */
static const double ENGLISH = 0.33;     /* share of a text's words that tie English together */

/* How anchors are said, and which question an answer sounds like: some megabytes, which only a process that
 * marks needs; read when the first answer comes. */
struct known {
    struct arena *life;
    const struct library *library;
    const char *folder;
    struct marker_vocabulary *vocabulary;
    struct examples *examples;  /* NULL: they can't be read */
    struct marker_topic *topic; /* NULL: nothing is read yet */
};

struct marker {
    struct lexicon *lexicon;
    struct marker_vocabulary *vocabulary;
    struct marker_cues *cues;
    struct marker_order *order;
    struct known *known;
    struct marker_weights weights;
    json *feedback;
    const json *kinds;
};

enum err marker_read(struct arena *a, const char *folder, const struct library *library, struct marker **out,
                     const char **why)
{
    struct marker *k = arena_alloc(a, sizeof *k);
    json *cues, *weights;
    enum err e = lexicon_read(a, arena_printf(a, "%s/words/words.txt", folder), &k->lexicon, why);
    if (e != OK)
        return e;
    if ((e = json_file_read(a, arena_printf(a, "%s/words/cues.json", folder), &cues, why)) != OK)
        return e;
    if ((e = marker_cues_read(a, cues, &k->cues, why)) != OK)
        return e;
    if ((e = json_file_read(a, arena_printf(a, "%s/words/weights.json", folder), &weights, why)) != OK)
        return e;
    if ((e = marker_weights_read(a, weights, &k->weights, why)) != OK)
        return e;
    if ((e = json_file_read(a, arena_printf(a, "%s/words/feedback.json", folder), &k->feedback, why)) != OK)
        return e;
    if ((e = marker_say_check(a, k->feedback, why)) != OK)
        return e;
    if ((e = marker_order_read(a, arena_printf(a, "%s/words/order.json", folder), &k->order, why)) != OK)
        return e;
    k->vocabulary = marker_vocabulary_new(a, k->lexicon, json_get(cues, "tie"), json_get(cues, "deny"));
    k->known = arena_alloc(a, sizeof *k->known);
    *k->known = (struct known){.life = a,
                               .library = library,
                               .folder = arena_printf(a, "%s/anchors", folder),
                               .vocabulary = k->vocabulary};
    k->kinds = json_get(cues, "kinds");
    *out = k;
    return OK;
}

const char *marker_kind(const struct marker *marker, struct arena *a, const char *question)
{
    const char *folded = text_fold(a, question);
    for (size_t i = 0; i < json_len(marker->kinds); i++) {
        const json *kind = json_at(marker->kinds, i), *asked = json_get(kind, "asked");
        for (size_t n = 0; n < json_len(asked); n++)
            if (strstr(folded, json_text(json_at(asked, n), "\n")))
                return json_get_text(kind, "kind", "explain");
    }
    return "explain";
}

const json *marker_feedback(const struct marker *marker)
{
    return marker->feedback;
}

/* Without it answers are marked by less; whoever keeps the library has `library check`. */
static void read_known(struct known *known)
{
    const char *why = "";
    if (examples_read(known->life, known->folder, &known->examples, &why) != OK) {
        log_event(LOG_ALERT, "library_unread", LOG_WORD("folder", "anchors"));
        known->examples = NULL;
    }
    known->topic = marker_topic_index(known->life, known->library, known->examples, known->vocabulary);
}

static const struct known *known_of(const struct marker *marker)
{
    if (!marker->known->topic)
        read_known(marker->known);
    return marker->known;
}

const struct examples *marker_examples(const struct marker *marker)
{
    return known_of(marker)->examples;
}

const struct marker_weights *marker_weights(const struct marker *marker)
{
    return &marker->weights;
}

struct marker_vocabulary *marker_vocabulary(const struct marker *marker)
{
    return marker->vocabulary;
}

/* ---- measuring ---- */

static bool is_story(const char *kind)
{
    return text_equal(kind, "story");
}

static enum marker_way way_of(const struct marker_task *task, const struct marker_anchor *anchors, size_t n)
{
    if (n == 0)
        return WAY_GOOD;
    if (is_story(task->kind))
        return WAY_STORY;
    for (size_t i = 0; i < n; i++)
        if (anchors[i].example && anchors[i].example->right_n > 0)
            return WAY_KNOWN;
    return WAY_BARE;
}

/* What the telling words of a sentence count, each once. */
static double *sentence_weights(struct arena *a, const struct marker_text *text)
{
    double *out = arena_array(a, text->sentences_n + 1, sizeof *out);
    for (size_t s = 0; s < text->sentences_n; s++) {
        const struct marker_sentence *at = &text->sentences[s];
        for (size_t i = at->from; i < at->from + at->n; i++) {
            const struct marker_word *word = &text->words[i];
            const int first = marker_text_find(text, word->stem, strlen(word->stem), at->from);
            if (first == (int)i)
                out[s] += marker_text_tells(word);
        }
    }
    return out;
}

static void read_text(struct marker_answer *answer, const char *text)
{
    answer->text = marker_text_typed(answer->vocabulary, answer->arena, text, answer->question);
    answer->signs = marker_cues_find(answer->cues, answer->arena, answer->text, answer->count);
    answer->weight = sentence_weights(answer->arena, answer->text);
}

static struct marker_answer read_answer(const struct marker *marker, struct arena *a,
                                        const struct marker_task *task)
{
    struct marker_answer m = {.vocabulary = marker->vocabulary, .cues = marker->cues, .arena = a};
    m.question = marker_text_read(marker->vocabulary, a, task->question, NULL);
    read_text(&m, task->answer);
    const char *rest = marker_padding_without(&m);
    if (rest)
        read_text(&m, rest);
    return m;
}

static struct marker_closeness closest(const struct marker_answer *answer, const struct marker_task *task)
{
    struct marker_closeness best = marker_close(answer, task->good);
    for (size_t i = 0; i < json_len(task->goods) && i < MOST_GOODS; i++) {
        const struct marker_closeness other =
            marker_close(answer, json_text(json_at(task->goods, i), task->good));
        if (other.near > best.near)
            best = other;
    }
    return best;
}

/* 1 where it is closest to its own question, or to none; less the closer it is to another. */
static double place_of(const struct marker_place *place)
{
    if (place->own <= 0 || place->best <= 0)
        return place->own > 0 || place->best <= 0;
    return fmin(1, place->own / place->best);
}

struct marker_measures marker_measure(const struct marker *marker, struct arena *a,
                                      const struct marker_task *task)
{
    struct marker_measures out = {.answer = read_answer(marker, a, task)};
    const struct marker_anchor *anchors = task->anchors;
    size_t n = num_min(task->anchors_n, MARKER_ANCHORS);
    struct marker_anchor *usual = arena_array(a, MARKER_ANCHORS, sizeof *usual);
    if (n == 0 && !task->good) {
        anchors = usual;
        n = marker_land_usual(marker->feedback, task->kind, usual);
    }
    out.way = way_of(task, anchors, n);
    out.wanted = marker_wanted_find(&out.answer, anchors, n, out.way == WAY_STORY);
    out.evidence = marker_evidence_find(&out.answer, out.wanted);
    out.profile = marker_profile_find(&out.answer, out.wanted,
                                      examples_question(known_of(marker)->examples, task->key));
    out.place = marker_topic_place(known_of(marker)->topic, a, out.answer.text, task->key);
    out.profile.at[PROFILE_place] = place_of(&out.place);
    out.profile.at[PROFILE_natural] = fmin(1, marker_order_natural(marker->order, a, out.answer.text));
    if (task->good) {
        out.close = closest(&out.answer, task);
        out.profile.at[PROFILE_near] = fmax(0, out.close.near);
    }
    return out;
}

/* ---- marking ---- */

static double share_of(const struct marker_landed *landed, size_t n, enum marker_landing landing)
{
    size_t of = 0;
    for (size_t i = 0; i < n; i++)
        of += landed->anchors[i].landing == landing;
    return num_share((double)of, (double)n);
}

static void put_landed(const struct marker_landed *landed, size_t n, struct marker_profile *profile)
{
    double sum = 0, best = 0;
    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++) {
        sum += landed->anchors[i].sure;
        best = fmax(best, landed->anchors[i].sure);
    }
    profile->at[PROFILE_landed] = sum / (double)n;
    profile->at[PROFILE_best] = best;
    profile->at[PROFILE_shown] = share_of(landed, n, LANDING_SHOWN);
    profile->at[PROFILE_perhaps] = share_of(landed, n, LANDING_PERHAPS);
    profile->at[PROFILE_wrong] = landed->wrong;
}

static int score_of(double raw)
{
    return (int)lround(1 + 9 * raw);
}

static double held(double raw, int least, int most)
{
    return fmin(fmax(raw, ((double)least - 1) / 9), ((double)most - 1) / 9);
}

/* A few words may be all that a model answer asks for: only the question, nonsense, and a list of its words
 * are no answer to it; and what it denies is none. */
static double agreed_with_good(double raw, const struct marker_mark *mark)
{
    const struct marker_closeness *close = &mark->close;
    const enum marker_shape shape = mark->form.shape;
    if (shape == SHAPE_NONSENSE || mark->form.words == 0 ||
        (shape == SHAPE_PASTED && mark->form.copied > COPIED))
        return held(raw, 1, marker_form_most(shape));
    if (close->bare)
        return held(raw, 1, marker_form_most(SHAPE_HOLLOW));
    if (close->undenied > 0.3 && close->recall < 0.4 * close->undenied)
        return held(raw, 1, MOST_DENIED);
    return raw;
}

/* A mark and its ticks never contradict each other on one page: with all shown it is 7 or more, with none 5
 * or less, but for a story whose parts are there. */
static double agreed(double raw, const struct marker_mark *mark)
{
    const double shown = mark->profile.at[PROFILE_shown], perhaps = mark->profile.at[PROFILE_perhaps];
    if (mark->way == WAY_GOOD)
        return agreed_with_good(raw, mark);
    if (mark->form.shape != SHAPE_FAIR)
        return held(raw, 1, marker_form_most(mark->form.shape));
    if (mark->way == WAY_BARE)
        return held(raw, LEAST_BARE, MOST_BARE);
    if (mark->found_n > 0 && shown >= 1)
        return held(raw, ALL_SHOWN, MARKER_LEVELS);
    if (mark->found_n > 0 && shown <= 0 && !(mark->way == WAY_STORY && perhaps >= PARTS_THERE))
        return held(raw, 1, NONE_SHOWN);
    return raw;
}

/* What the mark would be if all that is perhaps landed were, and if none of it were. */
static void span(struct marker_mark *mark)
{
    const double each = num_share(9 * WORTH_LANDED, (double)mark->found_n),
                 perhaps = mark->profile.at[PROFILE_perhaps] * (double)mark->found_n;
    mark->low = mark->high = mark->score;
    if (perhaps < SEVERAL)
        return;
    mark->low = (int)num_clamp(lround(1 + 9 * mark->raw - each * perhaps / 2), 1, mark->score);
    mark->high = (int)num_clamp(lround(1 + 9 * mark->raw + each * perhaps / 2), mark->score, MARKER_LEVELS);
}

/* What is close to a model answer, or shares next to nothing with it, is clear; between them the same right
 * thing may be said in other words. */
static enum marker_sure sure_by_good(double raw)
{
    if (raw < CLEARLY_WRONG || raw > CLEARLY_RIGHT)
        return SURE_QUITE;
    if (raw < CLEARLY_WRONG + MARGIN || raw > CLEARLY_RIGHT - MARGIN)
        return SURE_FAIRLY;
    return SURE_NOT;
}

static enum marker_sure sure_of(const struct marker_weights *weights, struct marker_mark *mark)
{
    if (mark->way == WAY_BARE && mark->form.shape == SHAPE_FAIR)
        return SURE_NOT;
    if (mark->way == WAY_GOOD)
        return sure_by_good(mark->raw);
    mark->profile.at[PROFILE_mark] = mark->raw;
    mark->profile.at[PROFILE_extreme] = fabs(2 * mark->raw - 1);
    const double sure = marker_weights_sure(marker_weights_sum(weights->sure, mark->profile.at, PROFILES));
    if (mark->elsewhere || sure < weights->fairly)
        return SURE_NOT;
    return sure < weights->quite || mark->high - mark->low > FAR ? SURE_FAIRLY : SURE_QUITE;
}

/* Words in no order; words without a sentence; the words of the anchors and the question and hardly any
 * others, which make no anchor's point. Where nobody knows how the anchors are said these may be all that a
 * good answer has. */
static bool is_hollow(const struct marker_text *text, enum marker_way way,
                      const struct marker_profile *profile)
{
    size_t ties = 0;
    for (size_t i = 0; i < text->n; i++)
        ties += text->words[i].tie;
    if (profile->at[PROFILE_natural] < SHUFFLED || profile->at[PROFILE_broken] >= LIST ||
        (ties == 0 && text->n >= NO_SENTENCE))
        return true;
    return way != WAY_BARE && profile->at[PROFILE_wanted] >= FRAMED && profile->at[PROFILE_best] < SAID;
}

/* "GERMAN" as people write it. */
static const char *named(struct arena *a, const char *name)
{
    char *out = text_fold(a, name);
    if (*out >= 'a' && *out <= 'z')
        *out = (char)(*out - 'a' + 'A');
    return out;
}

/* A word or two in Latin letters are of no language: English has taken them from all. */
static bool is_word_or_two(const char *answer, const struct marker_text *text)
{
    if (text->n >= LEAST_WORDS)
        return false;
    for (const unsigned char *p = (const unsigned char *)answer; *p; p++)
        if (*p >= OTHER_LETTERS && *p != PUNCTUATION)
            return false;
    return true;
}

/* In another language than the library's: libcld2 says so, and few of its words tie English together. */
static const char *other_language(struct arena *a, const char *answer, const struct marker_text *text)
{
    const struct marker_language language = marker_language_of(answer, strlen(answer));
    size_t ties = 0;
    for (size_t i = 0; i < text->n; i++)
        ties += text->words[i].tie;
    if (!*language.name || is_word_or_two(answer, text) || !language.sure || language.other < MOSTLY ||
        language.english || (double)ties > ENGLISH * (double)text->n)
        return "";
    return named(a, language.name);
}

static void put_found(const struct marker_measures *measured, const struct marker_landed *landed,
                      struct marker_mark *mark)
{
    for (size_t i = 0; i < mark->found_n; i++) {
        mark->found[i] = (struct marker_found){.anchor = measured->wanted->anchors[i].given,
                                               .landing = landed->anchors[i].landing,
                                               .sure = landed->anchors[i].sure,
                                               .quote = landed->anchors[i].quote};
        if (mark->form.shape == SHAPE_FAIR && !*mark->language)
            continue;
        mark->found[i].landing = LANDING_NOT; /* what is no answer lands nothing */
        mark->found[i].quote = "";
    }
}

struct marker_mark marker_mark(const struct marker *marker, struct arena *a, const struct marker_task *task)
{
    const struct marker_measures measured = marker_measure(marker, a, task);
    const struct marker_weights *weights = &marker->weights;
    struct marker_mark out = {.way = measured.way,
                              .profile = measured.profile,
                              .close = measured.close,
                              .place = measured.place,
                              .form = marker_form_read(&measured.answer),
                              .language = other_language(a, task->answer, measured.answer.text),
                              .found_n = measured.wanted->anchors_n};
    if (out.way == WAY_STORY)
        out.profile.at[PROFILE_substance] =
            marker_weights_sure(marker_weights_sum(weights->substance, out.profile.at, PROFILES));
    const struct marker_landed landed = marker_land(weights, &measured, &out.profile);
    put_landed(&landed, out.found_n, &out.profile);
    if (out.form.shape == SHAPE_FAIR && out.way != WAY_GOOD &&
        is_hollow(measured.answer.text, out.way, &out.profile))
        out.form.shape = SHAPE_HOLLOW;
    put_found(&measured, &landed, &out);
    if (*out.language)
        return out;
    const double raw =
        marker_weights_sure(marker_weights_sum(weights->mark[out.way], out.profile.at, PROFILES));
    out.raw = agreed(raw, &out);
    out.score = score_of(out.raw);
    out.elsewhere = out.place.closest && out.place.best >= SOUNDS_LIKE &&
                    out.place.own < BARELY * out.place.best && out.profile.at[PROFILE_shown] < MANY;
    span(&out);
    out.sure = sure_of(weights, &out);
    return out;
}
