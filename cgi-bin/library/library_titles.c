#include "library/library_titles.h"
#include "base/num.h"
#include "base/text.h"
#include "library/stem.h"
#include <string.h>

enum {
    TITLE_EXACT = 1000,
    TITLE_WITHIN = 100,
    RANK_WITHIN = 50,
    OTHERS = 1000,
    SHORTEST_SLIP = 5, /* letters: shorter words say too little */
    TWO_SLIPS = 9,     /* from which two may be wrong */
    LONGEST_WORD = 24
};

/* A title as it is compared: its stems, " staff nurs "; its words too, since "product" and "production" have
 * one stem. */
struct title {
    const struct library_family *family;
    const char *text, *stems;
    size_t n;
    bool rank; /* says how high, not what: "team leader", "analyst" */
};

struct library_titles {
    const struct library_family *families;
    size_t families_n;
    struct title *list;
    size_t n;
    const struct lexicon *words;
};

/* ---- stems in a row ---- */

struct row {
    const char *stems; /* " a b c " */
    size_t n;
};

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

static struct row row_of_text(struct arena *a, const char *text)
{
    size_t n;
    char **stems = stem_words(a, text, &n);
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

struct library_titles *library_titles_index(struct arena *a, const struct library_family *families, size_t n,
                                            const struct lexicon *words)
{
    struct library_titles *all = arena_alloc(a, sizeof *all);
    struct arena *while_indexing = arena_new(16 * 1024 * 1024, false);
    *all = (struct library_titles){.families = families, .families_n = n, .words = words};
    for (size_t i = 0; i < n; i++)
        all->n += families[i].titles_n;
    all->list = arena_array(a, all->n + 1, sizeof *all->list);
    all->n = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < families[i].titles_n; k++) {
            const struct row row = row_of_text(while_indexing, families[i].titles[k]);
            all->list[all->n++] = (struct title){&families[i], families[i].titles[k],
                                                 arena_copy(a, row.stems), row.n, is_rank(&row)};
        }
    arena_free(while_indexing);
    return all;
}

/* ---- what they are going for ---- */

/* What stands behind the last word that leads to the new job; all of it where there is none. */
static const char *aim_of(const char *folded)
{
    static const char *const leads[] = {
        " to be a ",     " to be an ",  " to become a ", " to become an ", " to become ",
        " moving into ", " move into ", " going into ",  " switching to ", " applying for ",
        " applying as ", " now ",       " into ",
    };
    const char *aim = folded;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        for (const char *p = strstr(aim, leads[i]); p; p = strstr(aim, leads[i]))
            if (text_blank(p + strlen(leads[i])))
                break;
            else
                aim = p + strlen(leads[i]) - 1;
    return aim;
}

/* "ex-teacher" and "former nurse" are what they leave, if they say anything else. */
static size_t drop_left(struct stem_word *words, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const bool left =
            i + 1 < n && n > 2 && (strcmp(words[i].word, "ex") == 0 || strcmp(words[i].word, "former") == 0);
        if (left)
            i++;
        else
            words[kept++] = words[i];
    }
    return kept ? kept : n;
}

/* ---- slips of spelling ---- */

/* How many letters are wrong, missing, too many or swapped (F. Damerau 1964, each letter touched once). */
static size_t slips(const char *left, size_t xn, const char *right, size_t yn)
{
    size_t d[3][LONGEST_WORD + 1];
    for (size_t k = 0; k <= yn; k++)
        d[0][k] = k;
    for (size_t i = 1; i <= xn; i++) {
        size_t *now = d[i % 3], *last = d[(i + 2) % 3], *before = d[(i + 1) % 3];
        now[0] = i;
        for (size_t k = 1; k <= yn; k++) {
            now[k] = num_min(num_min(last[k], now[k - 1]) + 1, last[k - 1] + (left[i - 1] != right[k - 1]));
            if (i > 1 && k > 1 && left[i - 1] == right[k - 2] && left[i - 2] == right[k - 1])
                now[k] = num_min(now[k], before[k - 2] + 1);
        }
    }
    return d[xn % 3][yn];
}

/* The word of a title that this can be a slip of; NULL if there is none. A word that exists is one only where
 * a letter is missing ("manger"). */
static const char *meant(const struct library_titles *titles, struct arena *a, const char *word, bool exists)
{
    const size_t n = strlen(word), most = 1 + (n >= TWO_SLIPS && !exists);
    const char *best = NULL;
    size_t best_n = 0, fewest = most + 1;
    if (n < (size_t)SHORTEST_SLIP + exists || n > LONGEST_WORD)
        return NULL;
    for (size_t i = 0; i < titles->n; i++)
        for (const char *p = titles->list[i].text; *p;) {
            const size_t len = strcspn(p, " -");
            bool near = len + most >= n && n + most >= len;
            if (exists)
                near = len == n + 1;
            if (len >= SHORTEST_SLIP && len <= LONGEST_WORD && *p == *word && near) {
                const size_t here = slips(word, n, p, len);
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

/* A role as it is compared: its words, slips put right, and their stems. */
struct role {
    struct row words, stems;
};

static struct role read_role(const struct library_titles *titles, struct arena *a, const char *folded)
{
    size_t n;
    struct stem_word *all = stem_pairs(a, folded, &n);
    n = drop_left(all, n);
    const char **words = arena_array(a, n + 1, sizeof *words), **stems = arena_array(a, n + 1, sizeof *stems);
    for (size_t i = 0; i < n; i++) {
        const char *other = NULL;
        if (!in_a_title(titles, a, all[i].stem))
            other = meant(titles, a, all[i].word, lexicon_find(titles->words, all[i].stem).known);
        words[i] = all[i].word;
        stems[i] = all[i].stem;
        if (other) {
            words[i] = other;
            stems[i] = stem_one(a, other);
        }
    }
    return (struct role){row_of(a, words, n), row_of(a, stems, n)};
}

/* A title's stems stand in the role one after another; of a title of one word the word itself does, for
 * "operator" has the stem of "operations". */
static bool stands(const struct title *title, const struct role *role)
{
    if (title->n == 1 && !text_contains(role->words.stems, title->text))
        return false;
    return within(title->stems, title->n, &role->stems);
}

/* ---- the families ---- */

static size_t words_in(struct arena *a, const struct library_family *family, const struct row *text)
{
    size_t hits = 0;
    for (size_t i = 0; i < family->words_n; i++) {
        const struct row word = row_of_text(a, family->words[i]);
        hits += within(word.stems, word.n, text);
    }
    return hits;
}

size_t library_titles_words(struct arena *a, const struct library_family *family, const char *text)
{
    const struct row row = row_of_text(a, text);
    return words_in(a, family, &row);
}

static size_t kind_of(const struct title *title, const struct role *role)
{
    if (title->n == role->stems.n)
        return TITLE_EXACT;
    return title->rank ? RANK_WITHIN : TITLE_WITHIN;
}

static size_t score_of(const struct library_titles *titles, struct arena *a,
                       const struct library_family *family, const struct role *role)
{
    size_t best = 0, found = 0;
    for (size_t i = 0; i < titles->n; i++) {
        const struct title *one = &titles->list[i];
        if (one->family != family || !stands(one, role))
            continue;
        const size_t said = text_contains(role->words.stems, text_fold(a, one->text));
        best = num_max(best, 2 * (kind_of(one, role) + one->n) + said);
        found++;
    }
    if (best == 0)
        return 0;
    return best * OTHERS + found + words_in(a, family, &role->stems);
}

/* Where all that stands in the role is a rank, the work that it names decides: "care team leader". */
static void prefer_work(const struct library_titles *titles, struct arena *a, const struct role *role,
                        struct library_titled best[2])
{
    const struct library_family *work = NULL;
    size_t most = 0;
    for (size_t i = 0; i < titles->families_n; i++) {
        const size_t hits = words_in(a, &titles->families[i], &role->stems);
        if (hits > most) {
            most = hits;
            work = &titles->families[i];
        }
    }
    if (!work || work == best[0].family)
        return;
    best[1] = best[0];
    best[0] = (struct library_titled){work, best[1].score + most};
}

void library_titles_find(const struct library_titles *titles, struct arena *a, const char *role,
                         struct library_titled best[2])
{
    const struct role r = read_role(titles, a, aim_of(text_fold(a, role)));
    best[0] = best[1] = (struct library_titled){NULL, 0};
    for (size_t i = 0; i < titles->families_n; i++) {
        const struct library_titled here = {&titles->families[i],
                                            score_of(titles, a, &titles->families[i], &r)};
        if (here.score > best[0].score) {
            best[1] = best[0];
            best[0] = here;
        } else if (here.score > best[1].score) {
            best[1] = here;
        }
    }
    if (best[0].score && best[0].score < (size_t)2 * TITLE_WITHIN * OTHERS)
        prefer_work(titles, a, &r, best);
}
