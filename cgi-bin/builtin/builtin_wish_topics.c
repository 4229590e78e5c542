#include "builtin/builtin_wish_topics.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_words.h"
#include <string.h>

enum {
    NEAR = 3,      /* families that are looked into first */
    SHORTENED = 4, /* letters that a shortened word has at least: "stats" */
    OF_NAME = 6,   /* what a word of the name counts for */
    SLIPPED = 4,   /* a slip of one, or one shortened */
    OF_PHRASE = 3, /* a phrase that the library knows */
    IN_PHRASE = 1, /* a word of one */
    INITIALS = 3   /* words that a name has at least to go by their first letters */
};

struct phrase {
    struct builtin_wish_word *words;
    size_t n;
};

struct known {
    struct phrase name;
    struct phrase initials; /* "CRM"; of a short name none */
    struct phrase *phrases;
    size_t phrases_n;
};

struct builtin_wish_topics {
    struct known *known;
    size_t n;
    const struct phrases *all;
};

static struct phrase phrase_of(struct arena *a, const char *text)
{
    struct phrase phrase;
    phrase.words = builtin_wish_words(a, text_fold(a, text), &phrase.n);
    return phrase;
}

static struct phrase initials_of(struct arena *a, const struct phrase *name)
{
    const char *all = "";
    for (size_t i = 0; i < name->n && name->n >= INITIALS; i++)
        all = arena_printf(a, "%s%c", all, *name->words[i].plain);
    return phrase_of(a, all);
}

/* By its key, or where it has none, by its name. */
static const struct library_topic *in_library(const struct library *library, struct arena *a,
                                              const json *topic)
{
    const struct library_topic *found = library_topic(library, json_get_text(topic, "key", ""));
    const char *name = text_fold(a, json_get_text(topic, "name", ""));
    for (size_t i = 0; i < library_count(library) && !found; i++) {
        const struct library_family *family = library_family(library, i);
        for (size_t k = 0; k < family->topics_n && !found; k++)
            if (text_equal(text_fold(a, family->topics[k].name), name))
                found = &family->topics[k];
    }
    return found;
}

struct builtin_wish_topics *builtin_wish_topics_of(const struct library *library, struct arena *a,
                                                   const json *plan_topics)
{
    struct builtin_wish_topics *topics = arena_alloc(a, sizeof *topics);
    topics->n = num_min(json_len(plan_topics), BUILTIN_WISH_TOPICS);
    topics->known = arena_array(a, topics->n, sizeof *topics->known);
    topics->all = library_phrases(library);
    for (size_t i = 0; i < topics->n; i++) {
        struct known *known = &topics->known[i];
        const struct library_topic *of = in_library(library, a, json_at(plan_topics, i));
        known->name = phrase_of(a, json_get_text(json_at(plan_topics, i), "name", ""));
        known->initials = initials_of(a, &known->name);
        if (!of)
            continue;
        known->phrases_n = of->weak_words_n;
        known->phrases = arena_array(a, of->weak_words_n, sizeof *known->phrases);
        for (size_t k = 0; k < of->weak_words_n; k++)
            known->phrases[k] = phrase_of(a, of->weak_words[k]);
    }
    return topics;
}

size_t builtin_wish_topics_count(const struct builtin_wish_topics *topics)
{
    return topics->n;
}

/* ---- whole names ---- */

static bool stands_at(const struct phrase *phrase, const struct builtin_wish_word *words, size_t n, size_t i)
{
    bool slip = false;
    if (phrase->n == 0 || i + phrase->n > n)
        return false;
    for (size_t k = 0; k < phrase->n; k++) {
        if (!builtin_wish_words_same(&phrase->words[k], &words[i + k], &slip))
            return false;
        if (k > 0 && words[i + k].parted && !phrase->words[k].parted)
            return false;
    }
    return true;
}

static size_t longest_phrase(const struct known *known, const struct builtin_wish_word *words, size_t n,
                             size_t i)
{
    size_t most = 0;
    for (size_t k = 0; k < known->phrases_n; k++) {
        const struct phrase *phrase = &known->phrases[k];
        if (phrase->n > 1 && phrase->n > most && stands_at(phrase, words, n, i))
            most = phrase->n;
    }
    return most;
}

/* The longest counts, and of the same words a name before a phrase. */
size_t builtin_wish_topics_whole(const struct builtin_wish_topics *topics,
                                 const struct builtin_wish_word *words, size_t n, size_t i,
                                 struct builtin_wish_match *out)
{
    size_t most = 0, weight = 0;
    *out = (struct builtin_wish_match){.n = 0};
    for (size_t t = 0; t < topics->n; t++) {
        const struct known *known = &topics->known[t];
        size_t length = longest_phrase(known, words, n, i), own = length * 2;
        if (!length && stands_at(&known->initials, words, n, i))
            own = length = 1;
        if (stands_at(&known->name, words, n, i) && known->name.n >= length) {
            length = known->name.n;
            own = length * 2 + 1;
        }
        if (!length || own < weight)
            continue;
        if (own > weight)
            out->n = 0;
        weight = own;
        most = length;
        out->topics[out->n++] = t;
    }
    return most;
}

/* ---- some of their words ---- */

/* "stats", "behav" */
static bool shortened(const struct builtin_wish_word *word, const struct builtin_wish_word *of)
{
    const size_t n = strlen(word->stem);
    return n >= SHORTENED && strlen(of->plain) > n + 1 && strncmp(of->plain, word->stem, n) == 0;
}

static int weight_in_name(const struct builtin_wish_topics *topics, const struct known *known,
                          const struct builtin_wish_word *word)
{
    for (size_t i = 0; i < known->name.n; i++) {
        const struct builtin_wish_word *own = &known->name.words[i];
        bool slip = false;
        if (builtin_is_common(topics->all, own->stem))
            continue;
        if (builtin_wish_words_same(own, word, &slip))
            return slip ? SLIPPED : OF_NAME;
        if (shortened(word, own))
            return SLIPPED;
    }
    return 0;
}

static int weight_in_phrases(const struct known *known, const struct builtin_wish_word *word)
{
    int weight = 0;
    for (size_t i = 0; i < known->phrases_n; i++)
        for (size_t k = 0; k < known->phrases[i].n; k++) {
            bool slip = false;
            const bool same = builtin_wish_words_same(&known->phrases[i].words[k], word, &slip);
            if (same && known->phrases[i].n == 1 && !slip)
                weight = OF_PHRASE;
            if (same && !weight)
                weight = IN_PHRASE;
        }
    return weight;
}

/* What all of the words count for; 0: one of them isn't the topic's. *part: what those of its name do. */
static int weight_of(const struct builtin_wish_topics *topics, const struct known *known,
                     const struct builtin_wish_word *const *words, size_t n, int *part)
{
    int sum = 0;
    bool all = n > 0;
    *part = 0;
    for (size_t i = 0; i < n; i++) {
        int weight = weight_in_name(topics, known, words[i]);
        *part += weight;
        if (!weight)
            weight = weight_in_phrases(known, words[i]);
        all = all && weight;
        sum += weight;
    }
    if (!all)
        return 0;
    return sum;
}

static void take(struct builtin_wish_match *match, size_t topic, int weight, int *most)
{
    if (!weight || weight < *most)
        return;
    if (weight > *most)
        match->n = 0;
    *most = weight;
    match->topics[match->n++] = topic;
}

struct builtin_wish_match builtin_wish_topics_find(const struct builtin_wish_topics *topics,
                                                   const struct builtin_wish_word *const *words, size_t n)
{
    struct builtin_wish_match sure = {.n = 0}, near = {.near = true};
    int most = 0, most_near = 0;
    for (size_t t = 0; t < topics->n; t++) {
        int part;
        take(&sure, t, weight_of(topics, &topics->known[t], words, n, &part), &most);
        take(&near, t, part, &most_near);
    }
    if (sure.n)
        return sure;
    return near;
}

/* ---- the library's ---- */

static bool has_word(const struct phrase *phrase, const struct builtin_wish_word *word)
{
    for (size_t i = 0; i < phrase->n; i++)
        if (strcmp(phrase->words[i].stem, word->stem) == 0)
            return true;
    return false;
}

static size_t words_that_say(const struct phrases *all, const struct phrase *phrase, const struct phrase *in,
                             bool *every)
{
    size_t n = 0;
    *every = true;
    for (size_t i = 0; i < phrase->n; i++) {
        if (builtin_is_common(all, phrase->words[i].stem))
            continue;
        n++;
        *every = *every && has_word(in, &phrase->words[i]);
    }
    return n;
}

/* Is the object the topic's name, or a phrase that the library knows for it? */
static bool covers(const struct phrases *all, struct arena *a, const struct library_topic *topic,
                   const struct phrase *object, bool *named)
{
    const struct phrase name = phrase_of(a, topic->name);
    bool every, back;
    const size_t n = words_that_say(all, object, &name, &every);
    (void)words_that_say(all, &name, object, &back);
    *named = n && every && back;
    if (n && every)
        return true;
    for (size_t i = 0; i < topic->weak_words_n; i++) {
        const struct phrase phrase = phrase_of(a, topic->weak_words[i]);
        (void)words_that_say(all, &phrase, object, &back);
        if (words_that_say(all, object, &phrase, &every) && every && back)
            return true;
    }
    return false;
}

/* Every word in one phrase or another: "salary negotiation". */
static bool covers_loosely(const struct phrases *all, struct arena *a, const struct library_topic *topic,
                           const struct phrase *object)
{
    const char *own = topic->name;
    bool every;
    for (size_t i = 0; i < topic->weak_words_n; i++)
        own = arena_printf(a, "%s %s", own, topic->weak_words[i]);
    const struct phrase joined = phrase_of(a, own);
    return words_that_say(all, object, &joined, &every) && every;
}

static const struct library_topic *covering(const struct library *library, struct arena *a,
                                            const struct library_family *family, const struct phrase *object,
                                            bool loosely, bool *named)
{
    const struct phrases *all = library_phrases(library);
    *named = false;
    for (size_t i = 0; family && i < family->topics_n; i++) {
        const struct library_topic *topic = &family->topics[i];
        if (covers(all, a, topic, object, named) || (loosely && covers_loosely(all, a, topic, object)))
            return topic;
    }
    return NULL;
}

const struct library_topic *builtin_wish_topics_library(const struct library *library, struct arena *a,
                                                        const char *role, const char *object, bool *named)
{
    const struct phrase words = phrase_of(a, object);
    const struct library_family *near[NEAR] = {library_nearest(library, a, role, ""),
                                               library_find(library, "behavioural"),
                                               library_find(library, "general")};
    const struct library_topic *found = NULL;
    *named = false;
    for (size_t i = 0; i < NEAR && !found; i++)
        found = covering(library, a, near[i], &words, true, named);
    for (size_t i = 0; i < library_count(library) && !found; i++)
        found = covering(library, a, library_family(library, i), &words, false, named);
    return found;
}
