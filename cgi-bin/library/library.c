#include "library/library.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_file.h"
#include "base/text.h"
#include "library/library_titles.h"
#include "library/prescription.h"
#include <string.h>

enum {
    MOST_FILE = 4 * 1024 * 1024,
    MOST_READING = 64 * 1024 * 1024,
    DEPTH = 12,
    MOST_MARKED = 32,
    LEAST_TRANSFERRED = 3,
    LEAST_ANCHORS = 3,
    MOST_ANCHORS = 6,
    LEVELS = 10
};

struct library {
    struct library_family *families;
    size_t n;
    struct library_titles *titles;
    struct phrases *phrases;
    struct sentences *sentences;
    const char *levels[LEVELS]; /* what a score means, from 1 */
};

/* ---- reading one file ---- */

/* Which file is being read, for messages. What is kept is copied out of the document, which dies with the
 * reading: as JSON the library would take four times the room in every worker. */
struct reading {
    struct arena *arena;
    const char *file;
    const char **why;
};

static enum err wrong(const struct reading *reading, const char *place, const char *what)
{
    *reading->why = arena_printf(reading->arena, "library, %s, %s: %s", reading->file, place, what);
    return ERR_CONFIG;
}

static const char *kept(const struct reading *reading, const json *value, const char *key)
{
    return arena_copy(reading->arena, json_get_text(value, key, ""));
}

/* A text that must be there, in at most `words` words. */
static enum err need_text(const struct reading *reading, const json *value, const char *key, size_t words,
                          const char *place, const char **out)
{
    *out = kept(reading, value, key);
    if (text_blank(*out))
        return wrong(reading, place, arena_printf(reading->arena, "%s is missing", key));
    if (text_words(*out) > words)
        return wrong(reading, place, arena_printf(reading->arena, "%s has more than %zu words", key, words));
    return OK;
}

static const char **texts(struct arena *a, const json *list, size_t *n)
{
    *n = json_len(list);
    const char **out = arena_array(a, *n + 1, sizeof *out);
    for (size_t i = 0; i < *n; i++)
        out[i] = arena_copy(a, json_text(json_at(list, i), ""));
    return out;
}

static enum err read_anchor(const struct reading *reading, const json *doc, const char *place,
                            struct anchor *out)
{
    enum err e = need_text(reading, doc, "key", 3, place, &out->key);
    if (e != OK)
        return e;
    if ((e = need_text(reading, doc, "name", 3, place, &out->name)) != OK)
        return e;
    if ((e = need_text(reading, doc, "anchor", 50, place, &out->text)) != OK)
        return e;
    out->words = json_to_lines(reading->arena, json_get(doc, "words"));
    if (!out->words)
        return wrong(reading, place, "an anchor without words that show it");
    return OK;
}

static enum err read_question(const struct reading *reading, const json *doc, const char *topic_key,
                              struct question *question)
{
    static const char *const kinds[] = {"story", "explain", "design", "debug", "case", "roleplay"};
    const char *key = json_get_text(doc, "key", "");
    const char *place = arena_printf(reading->arena, "%s/%s", topic_key, key);
    *question = (struct question){.key = place, .source = FROM_LIBRARY};
    enum err e = need_text(reading, doc, "question", 30, place, &question->text);
    if (e != OK)
        return e;
    if ((e = need_text(reading, doc, "good", 80, place, &question->good)) != OK)
        return e;
    if ((e = need_text(reading, doc, "follow_up", 30, place, &question->follow_up)) != OK)
        return e;
    if ((e = need_text(reading, doc, "mistakes", 40, place, &question->mistakes)) != OK)
        return e;
    question->kind = kept(reading, doc, "kind");
    bool known = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        known |= text_equal(question->kind, kinds[i]);
    if (!*key || !known)
        return wrong(reading, place, "needs a key and a known kind");
    if (!difficulty_parse(json_get_text(doc, "difficulty", ""), &question->difficulty) ||
        question->difficulty == MIXED)
        return wrong(reading, place, "difficulty is easy, medium or hard");
    question->seconds = (int)json_get_int(doc, "seconds", 0);
    if (question->seconds < 60 || question->seconds > 900)
        return wrong(reading, place, "seconds go from 60 to 900");
    const json *anchors = json_get(doc, "anchors");
    question->anchors_n = json_len(anchors);
    if (question->anchors_n < LEAST_ANCHORS || question->anchors_n > MOST_ANCHORS)
        return wrong(reading, place, "a question has three to six anchors");
    question->anchors = arena_array(reading->arena, question->anchors_n, sizeof *question->anchors);
    for (size_t i = 0; i < question->anchors_n && e == OK; i++)
        e = read_anchor(reading, json_at(anchors, i), place, &question->anchors[i]);
    return e;
}

static enum err check_questions(const struct reading *reading, const struct library_topic *topic)
{
    unsigned levels = 0;
    for (size_t i = 0; i < topic->questions_n; i++) {
        levels |= 1U << topic->questions[i].difficulty;
        for (size_t j = 0; j < i; j++)
            if (text_equal(topic->questions[i].key, topic->questions[j].key) ||
                text_equal(topic->questions[i].text, topic->questions[j].text))
                return wrong(reading, topic->questions[i].key, "stands twice");
    }
    if (levels != 7U)
        return wrong(reading, topic->key, "needs easy, medium and hard questions");
    return OK;
}

/* Only a topic that transfers has questions that don't, and some are left. */
static enum err check_craft(const struct reading *reading, const struct library_topic *topic)
{
    const size_t craft = (size_t)__builtin_popcount(topic->craft);
    if (craft && !topic->transfers)
        return wrong(reading, topic->key, "has questions of the craft, but does not transfer");
    if (topic->transfers && topic->questions_n < craft + LEAST_TRANSFERRED)
        return wrong(reading, topic->key, "transfers with fewer than three questions");
    return OK;
}

static enum err read_topic(const struct reading *reading, const json *doc, const char *family,
                           struct library_topic *topic)
{
    struct prescription p;
    const char *why;
    topic->key = arena_printf(reading->arena, "%s/%s", family, json_get_text(doc, "key", ""));
    enum err e = need_text(reading, doc, "name", 3, topic->key, &topic->name);
    if (e != OK)
        return e;
    if ((e = need_text(reading, doc, "description", 20, topic->key, &topic->description)) != OK)
        return e;
    if ((e = need_text(reading, doc, "outcome", 15, topic->key, &topic->outcome)) != OK)
        return e;
    topic->transfers = json_get_bool(doc, "transfers", false);
    topic->weight = (int)json_get_int(doc, "weight", 0);
    if (topic->weight < 1 || topic->weight > 5)
        return wrong(reading, topic->key, "weight goes from 1 to 5");
    topic->session = kept(reading, doc, "session");
    if (prescription_parse(reading->arena, topic->session, &p, &why) != OK)
        return wrong(reading, topic->key, why);
    topic->weak_words = texts(reading->arena, json_get(doc, "weak_words"), &topic->weak_words_n);
    const json *questions = json_get(doc, "questions");
    topic->questions_n = json_len(questions);
    topic->questions = arena_array(reading->arena, topic->questions_n + 1, sizeof *topic->questions);
    for (size_t i = 0; i < topic->questions_n; i++) {
        if ((e = read_question(reading, json_at(questions, i), topic->key, &topic->questions[i])) != OK)
            return e;
        if (i < MOST_MARKED && json_get_bool(json_at(questions, i), "craft", false))
            topic->craft |= 1U << i;
    }
    if ((e = check_craft(reading, topic)) != OK)
        return e;
    return check_questions(reading, topic);
}

static const json *topic_doc(const json *topics, const char *key)
{
    for (size_t i = 0; i < json_len(topics); i++)
        if (text_equal(json_get_text(json_at(topics, i), "key", ""), key))
            return json_at(topics, i);
    return NULL;
}

static bool lists(const json *list, const char *family, const char *key)
{
    const size_t n = strlen(family) + 1;
    for (size_t i = 0; i < json_len(list); i++)
        if (text_equal(json_text(json_at(list, i), ""), key + n))
            return true;
    return false;
}

static int seniority_of(const json *levels, const char *family, const char *key)
{
    if (lists(json_get(levels, "senior"), family, key))
        return 1;
    if (lists(json_get(levels, "entry"), family, key))
        return -1;
    return 0;
}

/* Topics in the plan's order. */
static enum err read_family(const struct reading *reading, const json *doc, struct library_family *family)
{
    const json *plan = json_get(doc, "plan"), *order = json_get(plan, "order"),
               *topics = json_get(doc, "topics");
    enum err e = need_text(reading, doc, "family", 3, "head", &family->key);
    if (e != OK)
        return e;
    if (!text_equal(reading->file, arena_printf(reading->arena, "%s.json", family->key)))
        return wrong(reading, "head", "the file is named by its family");
    if ((e = need_text(reading, doc, "name", 8, "head", &family->name)) != OK)
        return e;
    if ((e = need_text(reading, plan, "overview", 40, "plan", &family->overview)) != OK)
        return e;
    family->titles = texts(reading->arena, json_get(doc, "titles"), &family->titles_n);
    family->words = texts(reading->arena, json_get(doc, "words"), &family->words_n);
    family->topics_n = json_len(order);
    family->topics = arena_array(reading->arena, family->topics_n + 1, sizeof *family->topics);
    if (family->topics_n == 0 || family->topics_n != json_len(topics))
        return wrong(reading, "plan", "order must name every topic once");
    for (size_t i = 0; i < family->topics_n; i++) {
        const char *key = json_text(json_at(order, i), "");
        const json *one = topic_doc(topics, key);
        if (!one)
            return wrong(reading, "plan",
                         arena_printf(reading->arena, "order names an unknown topic %s", key));
        if ((e = read_topic(reading, one, family->key, &family->topics[i])) != OK)
            return e;
        family->topics[i].seniority =
            seniority_of(json_get(plan, "levels"), family->key, family->topics[i].key);
        for (size_t j = 0; j < i; j++)
            if (text_equal(family->topics[i].key, family->topics[j].key))
                return wrong(reading, family->topics[i].key, "stands twice");
    }
    const json *own = json_get(doc, "own_words");
    if (!own)
        return OK;
    family->own = arena_alloc(reading->arena, sizeof *family->own);
    return read_topic(reading, own, family->key, family->own);
}

static enum err read_one(struct arena *a, const char *folder, const char *file, struct library_family *family,
                         const char **why)
{
    const struct reading k = {.arena = a, .file = file, .why = why};
    struct arena *while_reading = arena_new(MOST_READING, false);
    char *text;
    size_t n;
    json *doc;
    enum err e;
    if (!while_reading)
        return ERR_LIMIT;
    if (file_read(while_reading, arena_printf(a, "%s/%s", folder, file), MOST_FILE, &text, &n) != OK)
        e = wrong(&k, "file", "can't be read");
    else if (json_parse(while_reading, text, n, DEPTH, &doc) != OK)
        e = wrong(&k, "file", "is not JSON (or has a key twice)");
    else
        e = read_family(&k, doc, family);
    arena_free(while_reading);
    return e;
}

/* A list of ten sentences: what each score means. */
static enum err read_levels(struct arena *a, const char *path, struct library *library, const char **why)
{
    json *list;
    const enum err e = json_file_read(a, path, &list, why);
    if (e != OK)
        return e;
    if (json_len(list) != LEVELS) {
        *why = arena_printf(a, "%s must be a list of what each of the ten scores means", path);
        return ERR_CONFIG;
    }
    for (size_t i = 0; i < LEVELS; i++)
        library->levels[i] = json_text(json_at(list, i), "");
    return OK;
}

enum err library_read(struct arena *a, const char *folder, struct library **out, const char **why)
{
    char **files;
    size_t n;
    struct library *l = arena_alloc(a, sizeof *l);
    if (file_list(a, folder, ".json", &files, &n) != OK || n == 0) {
        *why = arena_printf(a, "there is no library in %s", folder);
        return ERR_CONFIG;
    }
    l->families = arena_array(a, n, sizeof *l->families);
    for (l->n = 0; l->n < n; l->n++) {
        const enum err e = read_one(a, folder, files[l->n], &l->families[l->n], why);
        if (e != OK)
            return e;
    }
    struct lexicon *words;
    *out = l;
    enum err e = lexicon_read(a, arena_printf(a, "%s/words/words.txt", folder), &words, why);
    if (e == OK)
        e = phrases_read(a, arena_printf(a, "%s/hears", folder), &l->phrases, why);
    if (e == OK)
        e = sentences_read(a, arena_printf(a, "%s/says", folder), &l->sentences, why);
    if (e != OK)
        return e;
    struct job_titles *beside = arena_alloc(a, sizeof *beside);
    if ((e = job_titles_read(a, arena_printf(a, "%s/titles/titles.json", folder), beside, why)) != OK)
        return e;
    l->titles = library_titles_index(a, l->families, l->n, words, beside);
    return read_levels(a, arena_printf(a, "%s/words/levels.json", folder), l, why);
}

/* ---- looking things up ---- */

size_t library_count(const struct library *library)
{
    return library->n;
}

const struct phrases *library_phrases(const struct library *library)
{
    return library->phrases;
}

const struct sentences *library_sentences(const struct library *library)
{
    return library->sentences;
}

const char *library_level(const struct library *library, int score)
{
    return score >= 1 && score <= LEVELS ? library->levels[score - 1] : "";
}

bool library_is_mock(const char *key)
{
    const char *slash = strchr(text_or(key, ""), '/');
    return slash && text_equal(slash, LIBRARY_MOCK);
}

const struct library_family *library_mock_family(const struct library *library, const char *key)
{
    return library_is_mock(key) ? library_family_of(library, key) : NULL;
}

const struct library_family *library_family(const struct library *library, size_t i)
{
    return i < library->n ? &library->families[i] : NULL;
}

const struct library_family *library_find(const struct library *library, const char *key)
{
    for (size_t i = 0; i < library->n; i++)
        if (text_equal(library->families[i].key, key))
            return &library->families[i];
    return NULL;
}

const struct library_family *library_family_of(const struct library *library, const char *key)
{
    for (size_t i = 0; i < library->n; i++) {
        const size_t n = strlen(library->families[i].key);
        if (strncmp(library->families[i].key, key, n) == 0 && key[n] == '/')
            return &library->families[i];
    }
    return NULL;
}

const struct library_topic *library_topic(const struct library *library, const char *key)
{
    for (size_t i = 0; i < library->n; i++) {
        const struct library_family *f = &library->families[i];
        for (size_t k = 0; k < f->topics_n; k++)
            if (text_equal(f->topics[k].key, key))
                return &f->topics[k];
        if (f->own && text_equal(f->own->key, key))
            return f->own;
    }
    return NULL;
}

static const struct question *question_of(const struct library_topic *topic, const char *key)
{
    for (size_t i = 0; topic && i < topic->questions_n; i++)
        if (text_equal(topic->questions[i].key, key))
            return &topic->questions[i];
    return NULL;
}

const char *library_mistakes(const struct library *library, const char *key)
{
    const struct library_family *family = library_family_of(library, key);
    const struct question *known = library_question(library, key);
    if (!known && family)
        known = question_of(family->own, key);
    return known ? known->mistakes : "";
}

const struct question *library_question(const struct library *library, const char *key)
{
    for (size_t i = 0; i < library->n; i++)
        for (size_t k = 0; k < library->families[i].topics_n; k++) {
            const struct question *found = question_of(&library->families[i].topics[k], key);
            if (found)
                return found;
        }
    return NULL;
}

/* ---- the nearest family ---- */

struct library_title library_title_of(const struct library *library, struct arena *a, const char *title)
{
    return library_titles_of(library->titles, a, text_or(title, ""));
}

/* The one of those asked about that a story speaks for most; the first where it doesn't tell. */
static const struct library_family *asked_by_story(const struct library *library, struct arena *a,
                                                   const struct library_title *title, const char *story)
{
    const struct library_family *best = title->asked[0];
    size_t most = 0;
    for (size_t i = 0; i < title->asked_n; i++) {
        const size_t hits = library_titles_words(library->titles, a, title->asked[i], story);
        if (hits > most) {
            most = hits;
            best = title->asked[i];
        }
    }
    return best;
}

bool library_title_ends(const struct library *library, struct arena *a, const char *word)
{
    return library_titles_end(library->titles, a, word);
}

const struct library_family *library_nearest(const struct library *library, struct arena *a, const char *role,
                                             const char *story)
{
    size_t best_hits = 1; /* one word is chance */
    role = text_or(role, "");
    story = text_or(story, "");
    const struct library_title title = library_title_of(library, a, role);
    const struct library_family *best = title.family;
    if (title.asks)
        return asked_by_story(library, a, &title, story);
    if (best)
        return best;
    const char *told = arena_printf(a, "%s %s", role, story);
    for (size_t i = 0; i < library->n; i++) {
        const size_t hits = library_titles_words(library->titles, a, &library->families[i], told);
        if (hits > best_hits) {
            best_hits = hits;
            best = &library->families[i];
        }
    }
    return best;
}
