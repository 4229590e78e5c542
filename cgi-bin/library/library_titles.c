#include "library/library_titles.h"
#include "base/num.h"
#include "base/text.h"
#include "library/stem.h"
#include "library/title_role.h"
#include <string.h>

enum {
    MOST_INDEXING = 64 * 1024 * 1024,
    TITLE_EXACT = 1000,
    TITLE_WITHIN = 100,
    RANK_WITHIN = 50,
    OTHERS = 1000,
    SHORTEST_SLIP = 5, /* letters: shorter words say too little */
    TWO_SLIPS = 9,     /* from which two may be wrong */
    MOST_TITLE = 300   /* characters that are read of a title */
};

/* Stems in a row. */
struct row {
    const char *stems; /* " a b c " */
    size_t n;
};

/* A title as it is compared: its stems, " staff nurs "; its words too, since "product" and "production" have
 * one stem. */
struct title {
    const struct library_family *family;
    const char *text, *stems;
    size_t n;
    bool rank;    /* says how high, not what: "team leader", "analyst" */
    bool nearest; /* the family hasn't it; its plan is only the nearest */
};

struct library_titles {
    const struct library_family *families;
    size_t families_n;
    struct title *list;
    size_t n;
    struct row **spoken; /* by family: the words that speak for it */
    const struct lexicon *words;
    const struct job_titles *beside;
};

/* ---- stems in a row ---- */

static struct row row_of(struct arena *a, const char *const *stems, size_t n)
{
    size_t length = 2;
    for (size_t i = 0; i < n; i++)
        length += strlen(stems[i]) + 1;
    char *row = arena_alloc(a, length), *end = row;
    *end++ = ' ';
    for (size_t i = 0; i < n; i++) {
        const size_t len = strlen(stems[i]);
        memcpy(end, stems[i], len);
        end += len;
        *end++ = ' ';
    }
    return (struct row){row, n};
}

static struct row row_of_text(const struct job_titles *beside, struct arena *a, const char *text)
{
    size_t n;
    char **stems = stem_words(a, job_titles_spell(beside, a, text), &n);
    return row_of(a, (const char *const *)stems, n);
}

/* Is every word of it one of rank? */
static bool is_rank(const struct row *title)
{
    static const char *const ranks[] = {
        "manag",   "director", "head",      "of",      "team",      "lead",    "leader",  "supervisor",
        "execut",  "vice",     "presid",    "princip", "partner",   "chief",   "deputi",  "senior",
        "assist",  "clerk",    "coordin",   "offic",   "administr", "analyst", "consult", "advis",
        "advisor", "engin",    "scientist", "traine",  "apprentic", "associ",
    };
    for (const char *p = title->stems + 1; *p;) {
        const size_t n = strcspn(p, " ");
        size_t i = 0;
        while (i < sizeof ranks / sizeof *ranks && (strncmp(ranks[i], p, n) != 0 || ranks[i][n]))
            i++;
        if (i == sizeof ranks / sizeof *ranks)
            return false;
        p += n + 1;
    }
    return title->n > 0;
}

static bool within(const char *few, size_t n, const struct row *many)
{
    return n > 0 && strstr(many->stems, few) != NULL;
}

static const struct library_family *keyed(const struct library_titles *all, const char *key)
{
    for (size_t i = 0; i < all->families_n; i++)
        if (text_equal(all->families[i].key, key))
            return &all->families[i];
    return NULL;
}

static void add_title(struct library_titles *all, struct arena *a, struct arena *while_indexing,
                      const char *text, struct title title)
{
    const struct row row = row_of_text(all->beside, while_indexing, text);
    title.text = arena_copy(a, job_titles_spell(all->beside, while_indexing, text));
    title.stems = arena_copy(a, row.stems);
    title.n = row.n;
    title.rank = is_rank(&row) || (title.nearest && job_titles_asked(all->beside, title.text));
    all->list[all->n++] = title;
}

static void add_spoken(struct library_titles *all, struct arena *a, struct arena *while_indexing, size_t i)
{
    const struct library_family *family = &all->families[i];
    struct row *rows = arena_array(a, family->words_n + 1, sizeof *rows);
    for (size_t k = 0; k < family->words_n; k++) {
        const struct row row = row_of_text(all->beside, while_indexing, family->words[k]);
        rows[k] = (struct row){arena_copy(a, row.stems), row.n};
    }
    all->spoken[i] = rows;
}

struct library_titles *library_titles_index(struct arena *a, const struct library_family *families, size_t n,
                                            const struct lexicon *words, const struct job_titles *beside)
{
    struct library_titles *all = arena_alloc(a, sizeof *all);
    struct arena *while_indexing = arena_new(MOST_INDEXING, false);
    *all = (struct library_titles){
        .families = families, .families_n = n, .words = words, .beside = beside, .n = beside->nearest_n};
    for (size_t i = 0; i < n; i++)
        all->n += families[i].titles_n;
    all->list = arena_array(a, all->n + 1, sizeof *all->list);
    all->spoken = arena_array(a, n + 1, sizeof(struct row *));
    all->n = 0;
    for (size_t i = 0; i < n; i++) {
        add_spoken(all, a, while_indexing, i);
        for (size_t k = 0; k < families[i].titles_n; k++)
            add_title(all, a, while_indexing, families[i].titles[k], (struct title){.family = &families[i]});
    }
    for (size_t i = 0; i < beside->nearest_n; i++) {
        const struct library_family *family = keyed(all, beside->nearest[i].family);
        if (family)
            add_title(all, a, while_indexing, beside->nearest[i].title,
                      (struct title){.family = family, .nearest = true});
    }
    arena_free(while_indexing);
    return all;
}

/* ---- slips of spelling ---- */

/* The word of a title that this can be a slip of; NULL if there is none. A word that exists is one only where
 * a letter is missing ("manger"). */
static const char *meant(const struct library_titles *titles, struct arena *a, const char *word, bool exists)
{
    const size_t n = strlen(word), most = 1 + (n >= TWO_SLIPS && !exists);
    const char *best = NULL;
    size_t best_n = 0, fewest = most + 1;
    if (n < (size_t)SHORTEST_SLIP + exists || n > TITLE_ROLE_LONGEST)
        return NULL;
    for (size_t i = 0; i < titles->n; i++)
        for (const char *p = titles->list[i].text; *p;) {
            const size_t len = strcspn(p, " -");
            bool near = len + most >= n && n + most >= len;
            if (exists)
                near = len == n + 1;
            if (len >= SHORTEST_SLIP && len <= TITLE_ROLE_LONGEST && *p == *word && near) {
                const size_t here = title_role_slips(word, n, p, len);
                if (here < fewest) {
                    fewest = here;
                    best = p;
                    best_n = len;
                }
            }
            p += len + (p[len] != 0);
        }
    if (!best)
        return NULL;
    return arena_text(a, best, best_n);
}

static bool in_a_title(const struct library_titles *titles, struct arena *a, const char *stem)
{
    const char *one = arena_printf(a, " %s ", stem);
    for (size_t i = 0; i < titles->n; i++)
        if (strstr(titles->list[i].stems, one))
            return true;
    return false;
}

/* A role as it is compared: its words, slips put right, their stems, and the words in the singular. */
struct role {
    struct row words, stems, singular;
};

/* Is a word, or its singular, a whole title? */
static bool is_title(const struct library_titles *titles, struct arena *a, const char *word)
{
    const char *singular = title_role_singular(a, word);
    for (size_t i = 0; i < titles->n; i++)
        if (text_equal(titles->list[i].text, word) || text_equal(titles->list[i].text, singular))
            return true;
    return false;
}

/* "house keeper", "sales man": two words that are one in a title. How many words are left. */
static size_t join(const struct library_titles *titles, struct arena *a, struct stem_word *words, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct stem_word word = words[i];
        if (i + 1 < n && strlen(words[i].word) > 1) {
            const char *both = arena_printf(a, "%s%s", words[i].word, words[i + 1].word);
            const struct stem_word joined = {both, stem_one(a, both)};
            if (is_title(titles, a, both)) {
                word = joined;
                i++;
            }
        }
        words[kept++] = word;
    }
    return kept;
}

/* The word as titles have it: itself, its singular, or what it is a slip of. */
static struct stem_word as_titled(const struct library_titles *titles, struct arena *a, struct stem_word word)
{
    const char *other = title_role_singular(a, word.word);
    if (in_a_title(titles, a, word.stem))
        return word;
    if (!in_a_title(titles, a, stem_one(a, other)))
        other = meant(titles, a, word.word, lexicon_find(titles->words, word.stem).known);
    if (!other)
        return word;
    return (struct stem_word){other, stem_one(a, other)};
}

static struct role read_role(const struct library_titles *titles, struct arena *a, const char *folded)
{
    size_t n;
    struct stem_word *all = stem_pairs(a, folded, &n);
    n = join(titles, a, all, title_role_drop_left(all, n));
    const char **words = arena_array(a, n + 1, sizeof *words), **stems = arena_array(a, n + 1, sizeof *stems),
               **singular = arena_array(a, n + 1, sizeof *singular);
    for (size_t i = 0; i < n; i++) {
        const struct stem_word word = as_titled(titles, a, all[i]);
        words[i] = word.word;
        stems[i] = word.stem;
        singular[i] = title_role_singular(a, word.word);
    }
    return (struct role){row_of(a, words, n), row_of(a, stems, n), row_of(a, singular, n)};
}

/* A title's stems stand in the role one after another; of a title of one word the word itself does, for
 * "operator" has the stem of "operations". */
static bool stands(const struct title *title, const struct role *role)
{
    if (title->n == 1 && !text_contains(role->words.stems, title->text) &&
        !text_contains(role->singular.stems, title->text))
        return false;
    return within(title->stems, title->n, &role->stems);
}

/* ---- the families ---- */

static size_t words_in(const struct library_titles *titles, const struct library_family *family,
                       const struct row *text)
{
    const struct row *rows = titles->spoken[family - titles->families];
    size_t hits = 0;
    for (size_t i = 0; i < family->words_n; i++)
        hits += within(rows[i].stems, rows[i].n, text);
    return hits;
}

size_t library_titles_words(const struct library_titles *titles, struct arena *a,
                            const struct library_family *family, const char *text)
{
    const struct row row = row_of_text(titles->beside, a, text);
    return words_in(titles, family, &row);
}

static size_t kind_of(const struct title *title, const struct role *role)
{
    if (title->n == role->stems.n)
        return TITLE_EXACT;
    return title->rank ? RANK_WITHIN : TITLE_WITHIN;
}

/* A family whose titles stand in a role, how well, and where in the role the best of them ends. */
struct standing {
    const struct library_family *family;
    size_t score, end;
    bool whole; /* a title of several words is the role */
};

static size_t end_of(const struct title *title, const struct role *role)
{
    size_t end = 0;
    for (const char *at = role->stems.stems; (at = strstr(at, title->stems)) != NULL; at++)
        end = (size_t)(at - role->stems.stems) + strlen(title->stems);
    return end;
}

static struct standing standing_of(const struct library_titles *titles, struct arena *a,
                                   const struct library_family *family, bool nearest, const struct role *role)
{
    struct standing out = {.family = family};
    size_t best = 0, found = 0;
    for (size_t i = 0; i < titles->n; i++) {
        const struct title *one = &titles->list[i];
        if (one->family != family || one->nearest != nearest || !stands(one, role))
            continue;
        const size_t said = text_contains(role->words.stems, text_fold(a, one->text)),
                     here = 2 * (kind_of(one, role) + one->n) + said, end = end_of(one, role);
        found++;
        if (here < best || (here == best && end < out.end))
            continue;
        best = here;
        out.end = end;
        out.whole = one->n > 1 && one->n == role->stems.n;
    }
    if (best)
        out.score = best * OTHERS + found + words_in(titles, family, &role->stems);
    return out;
}

/* The two that stand best, the best first; of equal ones the earlier file. */
static void best_of(const struct library_titles *titles, struct arena *a, bool nearest,
                    const struct role *role, struct standing best[2])
{
    best[0] = best[1] = (struct standing){0};
    for (size_t i = 0; i < titles->families_n; i++) {
        const struct standing here = standing_of(titles, a, &titles->families[i], nearest, role);
        if (here.score > best[0].score) {
            best[1] = best[0];
            best[0] = here;
        } else if (here.score > best[1].score) {
            best[1] = here;
        }
    }
}

/* The family of work that most words of a role speak for; NULL: none does. */
static const struct library_family *work_of(const struct library_titles *titles, const struct row *text)
{
    const struct library_family *work = NULL;
    size_t most = 0;
    for (size_t i = 0; i < titles->families_n; i++) {
        const struct library_family *family = &titles->families[i];
        const size_t hits = words_in(titles, family, text);
        if (hits > most && !text_equal(family->key, "general") && !text_equal(family->key, "behavioural")) {
            most = hits;
            work = family;
        }
    }
    return work;
}

/* ---- titles that are asked back ---- */

static bool speaks(const struct library_titles *titles, struct arena *a, const char *text)
{
    const struct role role = read_role(titles, a, job_titles_spell(titles->beside, a, text));
    struct standing own[2], near[2];
    best_of(titles, a, false, &role, own);
    best_of(titles, a, true, &role, near);
    return own[0].score || near[0].score || work_of(titles, &role.stems);
}

/* Where a title ends and an employer, a place or terms begin, which say nothing of the work: " at Acme",
 * ", Leeds", " (m/f/d)". */
static const char *before_company(const struct library_titles *titles, struct arena *a, const char *title)
{
    static const struct {
        const char *sign;
        bool name; /* a name must follow */
    } signs[] = {{" at ", false}, {" @ ", false},  {"(", false},  {"[", false},  {"|", false},    {",", true},
                 {" in ", true},  {" for ", true}, {" - ", true}, {" – ", true}, {" with ", true}};
    const char *head = title;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const char *at = strstr(head, signs[i].sign);
        if (!at || at == head)
            continue;
        const char *behind = at + strlen(signs[i].sign);
        behind += strspn(behind, " ");
        if ((!signs[i].name || (*behind >= 'A' && *behind <= 'Z')) && !speaks(titles, a, behind))
            head = arena_text(a, head, (size_t)(at - head));
    }
    return head;
}

/* What a title is but for words that are no part of it; the last of those where there is nothing else. */
static const char *bare_of(const struct library_titles *titles, struct arena *a, const struct row *words)
{
    size_t n;
    const char *bare = "", *last = "", **all = stem_split(a, words->stems, &n);
    for (size_t i = 0; i < n; i++)
        if (job_titles_aside(titles->beside, all[i]))
            last = job_titles_asked(titles->beside, all[i]) ? all[i] : last;
        else
            bare = arena_printf(a, "%s%s%s", bare, text_if(*bare, " "), all[i]);
    return text_or(bare, last);
}

static const struct job_asked *asked_of(const struct library_titles *titles, struct arena *a,
                                        const char *title)
{
    const char *head = before_company(titles, a, title);
    const struct role role = read_role(titles, a, title_role_aim(job_titles_spell(titles->beside, a, head)));
    const struct job_asked *asked = job_titles_asked(titles->beside, bare_of(titles, a, &role.words));
    return asked ? asked : job_titles_asked(titles->beside, bare_of(titles, a, &role.singular));
}

static struct library_title ask(const struct library_titles *titles, const struct job_asked *asked)
{
    struct library_title out = {.asks = true};
    for (size_t i = 0; i < asked->n; i++) {
        const struct library_family *family = keyed(titles, asked->families[i]);
        if (family)
            out.asked[out.asked_n++] = family;
    }
    return out;
}

/* ---- one title ---- */

/* The work that a role's words speak for, where no title says more than a rank. */
static struct library_title by_work(const struct library_titles *titles, const struct role *role, bool titled)
{
    const struct library_family *work = work_of(titles, &role->stems);
    return (struct library_title){.family = work, .nearest = work && !titled, .by_words = work != NULL};
}

static struct library_title find(const struct library_titles *titles, struct arena *a, const char *title)
{
    const struct role role = read_role(titles, a, title_role_aim(job_titles_spell(titles->beside, a, title)));
    struct standing own[2], near[2];
    best_of(titles, a, false, &role, own);
    best_of(titles, a, true, &role, near);
    const struct job_asked *asked = own[0].whole || near[0].whole ? NULL : asked_of(titles, a, title);
    if (asked)
        return ask(titles, asked);
    const size_t owned = own[0].score / OTHERS, beside = near[0].score / OTHERS;
    const bool nearest = beside > owned || (beside == owned && near[0].end > own[0].end);
    const struct standing best = nearest ? near[0] : own[0];
    if (!best.score)
        return by_work(titles, &role, false);
    if (best.score < (size_t)2 * TITLE_WITHIN * OTHERS) {
        struct library_title work = by_work(titles, &role, true);
        work.by_words = false;
        if (work.family && work.family != best.family)
            return work;
    }
    if (!nearest && own[0].score == own[1].score)
        return (struct library_title){.asks = true, .asked = {own[0].family, own[1].family}, .asked_n = 2};
    return (struct library_title){.family = best.family, .nearest = nearest};
}

/* "analyst (Finance and accounting)": they were asked, and said so. */
static const struct library_family *named(const struct library_titles *titles, struct arena *a,
                                          const char *title)
{
    for (size_t i = 0; i < titles->families_n; i++)
        if (strstr(title, arena_printf(a, "(%s)", titles->families[i].name)))
            return &titles->families[i];
    return NULL;
}

struct library_title library_titles_of(const struct library_titles *titles, struct arena *a,
                                       const char *title)
{
    const char *told = text_head(a, title, MOST_TITLE), *at = strstr(told, " at ");
    const struct library_family *family = named(titles, a, told);
    if (family)
        return (struct library_title){.family = family};
    struct library_title out = {0};
    const struct library_title whole = find(titles, a, told);
    if (at && !whole.asks)
        out = find(titles, a, arena_text(a, told, (size_t)(at - told)));
    if (out.family && !out.by_words)
        return out;
    return whole;
}

bool library_titles_end(const struct library_titles *titles, struct arena *a, const char *word)
{
    const char *spelled = text_trim(a, job_titles_spell(titles->beside, a, word));
    const char *singular = title_role_singular(a, spelled);
    const size_t n = strlen(singular);
    for (size_t i = 0; i < titles->n && n > 0; i++) {
        const char *text = titles->list[i].text;
        const size_t length = strlen(text);
        if (length >= n && strcmp(text + length - n, singular) == 0 &&
            (length == n || (n > 2 && text[length - n - 1] == ' ')))
            return true;
    }
    return false;
}
