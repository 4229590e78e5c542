#include "base/text.h"
#include "coach/builtin_modes.h"
#include "coach/stem.h"
#include <math.h>
#include <string.h>

/* Marking by anchor coverage: an anchor lands when a sentence says enough of what it stands for, in its own
 * words, in words that show it, or misspelt ones; words of the question do not count, and a sentence that
 * denies does not land. The score adds coverage, structure, specificity and length, and is capped for what is
 * no answer. */

enum {
    MOST_POINTS = 3,
    MOST_ANCHORS = 6,
    LIKENESS = 70 /* per cent of shared trigrams that make one word another misspelt */
};

struct marking {
    struct arena *arena;
    const char *answer, *question, *kind;
    struct builtin_sentence *sentences;
    size_t sentences_n;
    char **asked; /* stems of the question */
    size_t asked_n;
    size_t words, distinct;
};

struct found {
    const char *name, *text;
    double strength; /* 0..1 */
    bool landed;
    const char *quote;
};

/* ---- words ---- */

static bool among(char **stems, size_t n, const char *stem)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(stems[i], stem) == 0)
            return true;
    return false;
}

/* Share of letter trigrams, in per cent (Dice), for words of five letters or more: spelling. */
static int likeness(const char *x, const char *y)
{
    const size_t xn = strlen(x), yn = strlen(y);
    if (xn < 5 || yn < 5)
        return 0;
    size_t shared = 0;
    for (size_t i = 0; i + 3 <= xn; i++)
        for (size_t k = 0; k + 3 <= yn; k++)
            if (memcmp(x + i, y + k, 3) == 0) {
                shared++;
                break;
            }
    return (int)(200 * shared / (xn + yn - 4));
}

static bool says(const struct builtin_sentence *s, const char *stem)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->stems[i], stem) == 0 || likeness(s->stems[i], stem) >= LIKENESS)
            return true;
    return false;
}

/* ---- one anchor ---- */

/* How much of the anchor's own text a sentence says, 0..1. */
static double covers(const struct marking *m, const struct builtin_sentence *s, const char *text)
{
    size_t n, counted = 0, hit = 0;
    char **stems = stem_words(m->arena, text, &n);
    for (size_t i = 0; i < n; i++) {
        if (builtin_is_common(stems[i]) || among(m->asked, m->asked_n, stems[i]) || strlen(stems[i]) < 3)
            continue;
        counted++;
        hit += says(s, stems[i]);
    }
    return counted ? (double)hit / (double)counted : 0;
}

/* Words and phrases that show the anchor: how many a sentence has. A phrase of the question's own words shows
 * nothing. */
static size_t shows(const struct marking *m, const struct builtin_sentence *s, const json *words)
{
    size_t hits = 0;
    for (size_t i = 0; i < json_len(words); i++) {
        const char *phrase = json_text(json_at(words, i), "");
        size_t n, own = 0;
        char **stems = stem_words(m->arena, phrase, &n);
        for (size_t k = 0; k < n; k++)
            own += among(m->asked, m->asked_n, stems[k]) || builtin_is_common(stems[k]);
        if (own == n)
            continue;
        hits += builtin_has_phrase(m->arena, s, phrase) || (n == 1 && says(s, stems[0]));
    }
    return hits;
}

static bool is_sentence(const struct builtin_sentence *s)
{
    size_t common = 0;
    for (size_t i = 0; i < s->n; i++)
        common += builtin_is_common(s->stems[i]);
    return s->n >= 4 && common * 5 >= s->n; /* a list of words has none of the words that tie them */
}

static void look_for(const struct marking *m, const json *anchor, struct found *f)
{
    *f = (struct found){
        .name = json_get_text(anchor, "name", ""), .text = json_get_text(anchor, "anchor", ""), .quote = ""};
    double around = 0;
    for (size_t i = 0; i < m->sentences_n; i++) {
        const struct builtin_sentence *s = &m->sentences[i];
        if (!is_sentence(s))
            continue;
        const double said = covers(m, s, f->text);
        const size_t shown = shows(m, s, json_get(anchor, "words"));
        double strength = said * 1.4 + (shown > 2 ? 0.75 : 0.35 * (double)shown) + 0.15 * around;
        if (builtin_denies(s) && shown < 2)
            strength *= 0.35;
        around = strength;
        if (strength > f->strength) {
            f->strength = strength;
            f->quote = s->text;
        }
    }
    if (f->strength > 1)
        f->strength = 1;
    f->landed = f->strength >= 0.42;
    if (!f->landed)
        f->quote = "";
}

/* ---- the whole answer ---- */

static void count_words(struct marking *m)
{
    size_t n;
    char **stems = stem_words(m->arena, m->answer, &n);
    m->words = n;
    for (size_t i = 0; i < n; i++)
        m->distinct += !among(stems, i, stems[i]);
}

static double has_numbers(const struct marking *m)
{
    int digits = 0;
    for (const char *p = m->answer; *p; p++)
        digits += *p >= '0' && *p <= '9' && (p == m->answer || p[-1] < '0' || p[-1] > '9');
    return digits >= 2 ? 1 : digits ? 0.7 : 0;
}

static bool any_says(const struct marking *m, const char *const *stems, size_t n)
{
    for (size_t i = 0; i < m->sentences_n; i++)
        for (size_t k = 0; k < n; k++)
            if (among(m->sentences[i].stems, m->sentences[i].n, stems[k]))
                return true;
    return false;
}

/* Signs of the structure that a kind of answer asks for, 0..1. */
static double structure(const struct marking *m)
{
    static const char *const when[] = {"when", "while", "dure",    "last", "year",
                                       "ago",  "month", "project", "once"};
    static const char *const own[] = {"i", "my"};
    static const char *const outcome[] = {"result", "end",   "final",  "therefor", "so",    "led",
                                          "achiev", "learn", "outcom", "increas",  "reduc", "improv"};
    static const char *const order[] = {"first", "then",  "next",  "second", "step",
                                        "final", "start", "befor", "after"};
    static const char *const weigh[] = {"but",    "howev", "trade", "instead", "becaus",
                                        "depend", "whi",   "risk",  "cost",    "alternat"};
#define HAS(list) any_says(m, list, sizeof(list) / sizeof *(list))
    const bool story = strcmp(m->kind, "story") == 0;
    const double signs = story ? HAS(when) + HAS(own) + HAS(outcome) : HAS(order) + HAS(weigh) + HAS(outcome);
#undef HAS
    return signs / 3;
}

/* Too little to be an answer, 0..1; the fair length goes with the time. */
static double length(const struct marking *m, int64_t seconds)
{
    const double fair = fmin(fmax((double)seconds * 0.55, 45), 160);
    return fmin(1, (double)m->words / fair);
}

/* How much of the answer is only the question again. */
static double pasted(const struct marking *m)
{
    size_t n, own = 0, counted = 0;
    char **stems = stem_words(m->arena, m->answer, &n);
    for (size_t i = 0; i < n; i++) {
        if (builtin_is_common(stems[i]))
            continue;
        counted++;
        own += among(m->asked, m->asked_n, stems[i]);
    }
    return counted ? (double)own / (double)counted : 1;
}

static size_t real_sentences(const struct marking *m)
{
    size_t n = 0;
    for (size_t i = 0; i < m->sentences_n; i++)
        n += is_sentence(&m->sentences[i]);
    return n;
}

static size_t denying(const struct marking *m)
{
    size_t n = 0;
    for (size_t i = 0; i < m->sentences_n; i++)
        n += builtin_denies(&m->sentences[i]);
    return n;
}

/* What an answer of this shape can get at most: no answer, a list of words, the question again, a denial. */
static int ceiling(const struct marking *m)
{
    if (m->words < 3)
        return 1;
    if (pasted(m) > 0.8)
        return 2;
    if (real_sentences(m) == 0)
        return m->words < 8 ? 2 : 3;
    if (m->words < 12)
        return 3;
    if (m->words < 25)
        return 5;
    if (denying(m) * 3 >= m->sentences_n * 2 && m->sentences_n > 0)
        return 4;
    return m->distinct * 4 < m->words ? 4 : 10;
}

static int score_of(const struct marking *m, const struct found *f, size_t n, int64_t seconds)
{
    double landed = 0, strength = 0;
    for (size_t i = 0; i < n; i++) {
        landed += f[i].landed;
        strength += f[i].strength;
    }
    const double coverage = n ? 0.6 * landed / (double)n + 0.4 * strength / (double)n : 0.4;
    const double whole =
        1 + 5.6 * coverage + 1.1 * structure(m) + 0.8 * has_numbers(m) + 1.5 * length(m, seconds);
    int score = (int)lround(whole);
    if (landed == 0 && score > 4)
        score = 4;
    const int most = ceiling(m);
    score = score > most ? most : score;
    return score < 1 ? 1 : score > 10 ? 10 : score;
}

/* ---- feedback ---- */

/* The head of a quotation that fits a sentence of ours, cut at words, still letter for letter. */
static const char *short_quote(struct arena *a, const char *quote)
{
    return text_head_words(a, quote, 14);
}

static void praise(const struct marking *m, const struct found *f, size_t n, json *out)
{
    for (size_t i = 0; i < n && json_len(out) < MOST_POINTS; i++)
        if (f[i].landed)
            json_add_text(m->arena, out,
                          text_head_words(m->arena,
                                          arena_printf(m->arena, "%s lands: “%s”.", f[i].name,
                                                       short_quote(m->arena, f[i].quote)),
                                          30));
    if (json_len(out) < MOST_POINTS && has_numbers(m) >= 1 && real_sentences(m))
        json_add_text(m->arena, out, "You give figures: they make it easy to believe.");
}

static void improve(const struct marking *m, const struct found *f, size_t n, int64_t seconds, json *out)
{
    if (m->words < 12 || real_sentences(m) == 0)
        json_add_text(m->arena, out,
                      "Say it in whole sentences, as you would to a person: what happened, what you did, "
                      "what came of it.");
    for (size_t i = 0; i < n && json_len(out) < MOST_POINTS; i++)
        if (!f[i].landed)
            json_add_text(
                m->arena, out,
                text_head_words(m->arena,
                                arena_printf(m->arena,
                                             "%s: what could you say so that a listener hears this? %s",
                                             f[i].name, f[i].text),
                                30));
    if (json_len(out) < MOST_POINTS && has_numbers(m) <= 0)
        json_add_text(m->arena, out, "Which number, name or date would make this concrete?");
    if (json_len(out) < MOST_POINTS && length(m, seconds) < 0.6)
        json_add_text(m->arena, out, "There was time for more: what would a curious listener ask you next?");
}

static const char *confidence(const struct marking *m, const struct found *f, size_t n)
{
    size_t near = 0;
    for (size_t i = 0; i < n; i++)
        near += fabs(f[i].strength - 0.42) < 0.12;
    if (m->words < 12 || near == 0)
        return "Marked by the built-in coach, which looks for what an answer says, not how it sounds. It is "
               "fairly sure.";
    if (near * 2 <= n)
        return "Marked by the built-in coach, which looks for what an answer says. It may be a point off.";
    return "Marked by the built-in coach. It is not sure here: several points were close. Judge for "
           "yourself.";
}

/* A question without anchors of its own gets those of its kind. */
static const json *usual_anchors(struct arena *a, const char *kind)
{
    static const struct {
        const char *name, *text, *words[8];
    } usual[] = {
        {"The situation",
         "When and where it was, and why it mattered.",
         {"when", "team", "project", "customer", "problem", "company"}},
        {"Your own part",
         "What you yourself decided and did, step by step.",
         {"i decided", "i asked", "i built", "i made", "i spoke", "i started"}},
        {"What came of it",
         "The result, with a figure or a consequence, and what you learned.",
         {"result", "increased", "reduced", "learned", "in the end", "because of"}},
    };
    (void)kind;
    json *list = json_new_array(a);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        json *one = json_new_object(a), *words = json_new_array(a);
        for (size_t k = 0; k < 8 && usual[i].words[k]; k++)
            json_add_text(a, words, usual[i].words[k]);
        json_put_text(a, one, "name", usual[i].name);
        json_put_text(a, one, "anchor", usual[i].text);
        json_put(a, one, "words", words);
        json_add(a, list, one);
    }
    return list;
}

json *builtin_mark(const struct library *l, struct arena *a, const json *in)
{
    (void)l;
    struct marking m = {.arena = a,
                        .answer = json_get_text(in, "answer", ""),
                        .question = json_get_text(in, "question", ""),
                        .kind = json_get_text(in, "kind", "explain")};
    const int64_t seconds = json_get_int(in, "seconds", 240);
    m.sentences = builtin_sentences(a, m.answer, &m.sentences_n);
    m.asked = stem_words(a, m.question, &m.asked_n);
    count_words(&m);
    const json *anchors = json_get(in, "anchors");
    if (json_len(anchors) == 0)
        anchors = usual_anchors(a, m.kind);
    struct found f[MOST_ANCHORS];
    size_t n = 0;
    json *list = json_new_array(a), *good = json_new_array(a), *better = json_new_array(a),
         *answer = json_new_object(a);
    for (; n < json_len(anchors) && n < MOST_ANCHORS; n++)
        look_for(&m, json_at(anchors, n), &f[n]);
    const int score = score_of(&m, f, n, seconds);
    for (size_t i = 0; i < n; i++) {
        json *one = json_new_object(a);
        if (score <= 2)
            f[i].landed = false;
        json_put_text(a, one, "name", f[i].name);
        json_put_text(a, one, "anchor", f[i].text);
        json_put_bool(a, one, "landed", f[i].landed);
        json_put_text(a, one, "quote", f[i].landed ? text_head(a, f[i].quote, 600) : "");
        json_add(a, list, one);
    }
    praise(&m, f, n, good);
    improve(&m, f, n, seconds, better);
    json_put_int(a, answer, "score", score);
    json_put(a, answer, "positive_feedback", good);
    json_put(a, answer, "improvement_areas", better);
    json_put(a, answer, "anchors", list);
    json_put_text(a, answer, "confidence", confidence(&m, f, n));
    return answer;
}
