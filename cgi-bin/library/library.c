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

static enum err wrong(const struct reading *k, const char *place, const char *what)
{
    *k->why = arena_printf(k->arena, "library, %s, %s: %s", k->file, place, what);
    return ERR_CONFIG;
}

static const char *kept(const struct reading *k, const json *o, const char *key)
{
    return arena_copy(k->arena, json_get_text(o, key, ""));
}

/* A text that must be there, in at most `words` words. */
static enum err need_text(const struct reading *k, const json *o, const char *key, size_t words,
                          const char *place, const char **out)
{
    *out = kept(k, o, key);
    if (text_blank(*out))
        return wrong(k, place, arena_printf(k->arena, "%s is missing", key));
    if (text_words(*out) > words)
        return wrong(k, place, arena_printf(k->arena, "%s has more than %zu words", key, words));
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

static enum err read_anchor(const struct reading *k, const json *doc, const char *place, struct anchor *out)
{
    enum err e = need_text(k, doc, "name", 3, place, &out->name);
    if (e != OK)
        return e;
    if ((e = need_text(k, doc, "anchor", 50, place, &out->text)) != OK)
        return e;
    out->words = json_to_lines(k->arena, json_get(doc, "words"));
    if (!out->words)
        return wrong(k, place, "an anchor without words that show it");
    return OK;
}

static enum err read_question(const struct reading *k, const json *doc, const char *topic_key,
                              struct question *q)
{
    static const char *const kinds[] = {"story", "explain", "design", "debug", "case", "roleplay"};
    const char *key = json_get_text(doc, "key", "");
    const char *place = arena_printf(k->arena, "%s/%s", topic_key, key);
    *q = (struct question){.key = place, .source = FROM_LIBRARY};
    enum err e = need_text(k, doc, "question", 30, place, &q->text);
    if (e != OK)
        return e;
    if ((e = need_text(k, doc, "good", 80, place, &q->good)) != OK)
        return e;
    if ((e = need_text(k, doc, "follow_up", 30, place, &q->follow_up)) != OK)
        return e;
    const char *mistakes; /* for whoever reads the files */
    if ((e = need_text(k, doc, "mistakes", 40, place, &mistakes)) != OK)
        return e;
    q->kind = kept(k, doc, "kind");
    bool known = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        known |= text_equal(q->kind, kinds[i]);
    if (!*key || !known)
        return wrong(k, place, "needs a key and a known kind");
    if (!difficulty_parse(json_get_text(doc, "difficulty", ""), &q->difficulty) || q->difficulty == MIXED)
        return wrong(k, place, "difficulty is easy, medium or hard");
    q->seconds = (int)json_get_int(doc, "seconds", 0);
    if (q->seconds < 60 || q->seconds > 900)
        return wrong(k, place, "seconds go from 60 to 900");
    const json *anchors = json_get(doc, "anchors");
    q->anchors_n = json_len(anchors);
    if (q->anchors_n < LEAST_ANCHORS || q->anchors_n > MOST_ANCHORS)
        return wrong(k, place, "a question has three to six anchors");
    q->anchors = arena_array(k->arena, q->anchors_n, sizeof *q->anchors);
    for (size_t i = 0; i < q->anchors_n && e == OK; i++)
        e = read_anchor(k, json_at(anchors, i), place, &q->anchors[i]);
    return e;
}

static enum err check_questions(const struct reading *k, const struct library_topic *t)
{
    unsigned levels = 0;
    for (size_t i = 0; i < t->questions_n; i++) {
        levels |= 1U << t->questions[i].difficulty;
        for (size_t j = 0; j < i; j++)
            if (text_equal(t->questions[i].key, t->questions[j].key) ||
                text_equal(t->questions[i].text, t->questions[j].text))
                return wrong(k, t->questions[i].key, "stands twice");
    }
    if (levels != 7U)
        return wrong(k, t->key, "needs easy, medium and hard questions");
    return OK;
}

static enum err read_topic(const struct reading *k, const json *doc, const char *family,
                           struct library_topic *t)
{
    struct prescription p;
    const char *why;
    t->key = arena_printf(k->arena, "%s/%s", family, json_get_text(doc, "key", ""));
    enum err e = need_text(k, doc, "name", 3, t->key, &t->name);
    if (e != OK)
        return e;
    if ((e = need_text(k, doc, "description", 20, t->key, &t->description)) != OK)
        return e;
    if ((e = need_text(k, doc, "outcome", 15, t->key, &t->outcome)) != OK)
        return e;
    t->weight = (int)json_get_int(doc, "weight", 0);
    if (t->weight < 1 || t->weight > 5)
        return wrong(k, t->key, "weight goes from 1 to 5");
    t->session = kept(k, doc, "session");
    if (prescription_parse(k->arena, t->session, &p, &why) != OK)
        return wrong(k, t->key, why);
    t->weak_words = texts(k->arena, json_get(doc, "weak_words"), &t->weak_words_n);
    const json *questions = json_get(doc, "questions");
    t->questions_n = json_len(questions);
    t->questions = arena_array(k->arena, t->questions_n + 1, sizeof *t->questions);
    for (size_t i = 0; i < t->questions_n; i++)
        if ((e = read_question(k, json_at(questions, i), t->key, &t->questions[i])) != OK)
            return e;
    return check_questions(k, t);
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
static enum err read_family(const struct reading *k, const json *doc, struct library_family *f)
{
    const json *plan = json_get(doc, "plan"), *order = json_get(plan, "order"),
               *topics = json_get(doc, "topics");
    enum err e = need_text(k, doc, "family", 3, "head", &f->key);
    if (e != OK)
        return e;
    if (!text_equal(k->file, arena_printf(k->arena, "%s.json", f->key)))
        return wrong(k, "head", "the file is named by its family");
    if ((e = need_text(k, doc, "name", 8, "head", &f->name)) != OK)
        return e;
    if ((e = need_text(k, plan, "overview", 40, "plan", &f->overview)) != OK)
        return e;
    f->titles = texts(k->arena, json_get(doc, "titles"), &f->titles_n);
    f->words = texts(k->arena, json_get(doc, "words"), &f->words_n);
    f->topics_n = json_len(order);
    f->topics = arena_array(k->arena, f->topics_n + 1, sizeof *f->topics);
    if (f->topics_n == 0 || f->topics_n != json_len(topics))
        return wrong(k, "plan", "order must name every topic once");
    for (size_t i = 0; i < f->topics_n; i++) {
        const char *key = json_text(json_at(order, i), "");
        const json *one = topic_doc(topics, key);
        if (!one)
            return wrong(k, "plan", arena_printf(k->arena, "order names an unknown topic %s", key));
        if ((e = read_topic(k, one, f->key, &f->topics[i])) != OK)
            return e;
        f->topics[i].seniority = seniority_of(json_get(plan, "levels"), f->key, f->topics[i].key);
        for (size_t j = 0; j < i; j++)
            if (text_equal(f->topics[i].key, f->topics[j].key))
                return wrong(k, f->topics[i].key, "stands twice");
    }
    const json *own = json_get(doc, "own_words");
    if (!own)
        return OK;
    f->own = arena_alloc(k->arena, sizeof *f->own);
    return read_topic(k, own, f->key, f->own);
}

static enum err read_one(struct arena *a, const char *folder, const char *file, struct library_family *f,
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
        e = read_family(&k, doc, f);
    arena_free(while_reading);
    return e;
}

/* A list of ten sentences: what each score means. */
static enum err read_levels(struct arena *a, const char *path, struct library *l, const char **why)
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
        l->levels[i] = json_text(json_at(list, i), "");
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
    l->titles = library_titles_index(a, l->families, l->n, words);
    return read_levels(a, arena_printf(a, "%s/words/levels.json", folder), l, why);
}

/* ---- looking things up ---- */

size_t library_count(const struct library *l)
{
    return l->n;
}

const struct phrases *library_phrases(const struct library *l)
{
    return l->phrases;
}

const struct sentences *library_sentences(const struct library *l)
{
    return l->sentences;
}

const char *library_level(const struct library *l, int score)
{
    return score >= 1 && score <= LEVELS ? l->levels[score - 1] : "";
}

bool library_is_mock(const char *key)
{
    const char *slash = strchr(text_or(key, ""), '/');
    return slash && text_equal(slash, LIBRARY_MOCK);
}

const struct library_family *library_mock_family(const struct library *l, const char *key)
{
    return library_is_mock(key) ? library_family_of(l, key) : NULL;
}

const struct library_family *library_family(const struct library *l, size_t i)
{
    return i < l->n ? &l->families[i] : NULL;
}

const struct library_family *library_find(const struct library *l, const char *key)
{
    for (size_t i = 0; i < l->n; i++)
        if (text_equal(l->families[i].key, key))
            return &l->families[i];
    return NULL;
}

const struct library_family *library_family_of(const struct library *l, const char *key)
{
    for (size_t i = 0; i < l->n; i++) {
        const size_t n = strlen(l->families[i].key);
        if (strncmp(l->families[i].key, key, n) == 0 && key[n] == '/')
            return &l->families[i];
    }
    return NULL;
}

const struct library_topic *library_topic(const struct library *l, const char *key)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct library_family *f = &l->families[i];
        for (size_t k = 0; k < f->topics_n; k++)
            if (text_equal(f->topics[k].key, key))
                return &f->topics[k];
        if (f->own && text_equal(f->own->key, key))
            return f->own;
    }
    return NULL;
}

const struct question *library_question(const struct library *l, const char *key)
{
    for (size_t i = 0; i < l->n; i++)
        for (size_t k = 0; k < l->families[i].topics_n; k++) {
            const struct library_topic *t = &l->families[i].topics[k];
            for (size_t j = 0; j < t->questions_n; j++)
                if (text_equal(t->questions[j].key, key))
                    return &t->questions[j];
        }
    return NULL;
}

/* ---- the nearest family ---- */

const struct library_family *library_titled(const struct library *l, struct arena *a, const char *role)
{
    struct library_titled best[2];
    library_titles_find(l->titles, a, role, best);
    return best[0].family;
}

const struct library_family *library_rival(const struct library *l, struct arena *a, const char *role)
{
    struct library_titled best[2];
    library_titles_find(l->titles, a, role, best);
    if (!best[0].score || best[0].score != best[1].score)
        return NULL;
    return best[1].family;
}

const struct library_family *library_nearest(const struct library *l, struct arena *a, const char *role,
                                             const char *story)
{
    size_t best_hits = 1; /* one word is chance */
    role = text_or(role, "");
    story = text_or(story, "");
    const struct library_family *best = library_titled(l, a, role), *rival = library_rival(l, a, role);
    if (best && rival && library_titles_words(a, rival, story) > library_titles_words(a, best, story))
        return rival; /* their story decides, if it can */
    if (best)
        return best;
    const char *told = arena_printf(a, "%s %s", role, story);
    for (size_t i = 0; i < l->n; i++) {
        const size_t hits = library_titles_words(a, &l->families[i], told);
        if (hits > best_hits) {
            best_hits = hits;
            best = &l->families[i];
        }
    }
    return best;
}
