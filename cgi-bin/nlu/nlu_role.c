#include "base/text.h"
#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>

/* Which role somebody is going for, of any profession, in their own words. */

enum { MOST_WORDS = 7, MOST_TEXT = 110, BARE_WORDS = 5 };

/* " in three weeks", " in March" end a role; " in retail" belongs to it. */
static bool in_time(const struct nlu *heard, const char *at)
{
    if (strncmp(at, " in ", 4) != 0)
        return false;
    const char *word = at + strlen(" in ");
    return isdigit((unsigned char)*word) || nlu_begins(heard, word, HEAR_ROLE_TIMES, NULL);
}

static const char *end_of_role(const struct nlu *heard, const char *from)
{
    const char *const *ends = nlu_phrases(heard, HEAR_ROLE_ENDS);
    const char *end = nlu_clause_end(from);
    for (size_t i = 0; ends[i]; i++) {
        const char *at = strstr(from, ends[i]);
        if (at && at < end)
            end = at;
    }
    for (const char *at = from; at < end; at++)
        if (in_time(heard, at))
            return at;
    return end;
}

/* The same sentence with other words in place of its own. */
static struct nlu part_of(const struct nlu *heard, const char *words)
{
    struct nlu part = *heard;
    nlu_take(&part, words);
    return part;
}

static bool begins_like_none(const struct nlu *role)
{
    const size_t first = strcspn(role->folded, " ");
    return nlu_note(role, role->folded, first, HEAR_ROLE_NOT_FIRST) &&
           !nlu_prefix(role, role->folded, HEAR_ROLE_FIRST_AFTER_ALL, NULL);
}

static bool plausible(const struct nlu *heard, const char *role)
{
    const size_t words = text_words(role);
    /* "year 4 teacher" begins with a word; "2 weeks" is none */
    if (words < 1 || words > MOST_WORDS || text_length(role) < 2 || isdigit((unsigned char)*role))
        return false;
    const struct nlu part = part_of(heard, role);
    return !begins_like_none(&part) && !nlu_is(heard, part.folded, HEAR_ROLE_NOT_ALONE);
}

static bool known_title(const struct nlu *heard, const char *role)
{
    const struct library_title title = library_title_of(heard->library, heard->arena, role);
    return title.asks || (title.family && !title.by_words);
}

/* "applying to Siemens for a controller job", "interviewing at Meta as a data engineer" */
static const char *behind_company(const struct nlu *heard)
{
    size_t length;
    const char *company = nlu_first(heard, heard->folded, HEAR_ROLE_COMPANY, &length);
    if (!company)
        return NULL;
    const char *role = nlu_first(heard, company + length, HEAR_ROLE_BEHIND_COMPANY, &length);
    return role && role < nlu_clause_end(company) ? role : NULL;
}

static bool is_article(const char *at)
{
    return strncmp(at, "a ", 2) == 0 || strncmp(at, "an ", 3) == 0 || strncmp(at, "the ", 4) == 0;
}

/* The role that stands behind a lead; NULL: none. `noun`: an article or a known title must show that it is
 * one. */
static const char *role_at(const struct nlu *heard, const char *behind, bool noun)
{
    const char *from = nlu_skip(heard, behind, HEAR_ROLE_ARTICLES);
    const char *role = nlu_words(heard, from, end_of_role(heard, from));
    bool article = false;
    for (const char *at = behind; at < from; at++)
        article |= is_article(at);
    if (!plausible(heard, role) || (noun && !known_title(heard, role) && !article))
        return NULL;
    return role;
}

static bool of_the_past(const struct nlu *heard, const char *at)
{
    const char *from = nlu_clause(heard, at);
    const struct nlu before = part_of(heard, nlu_words(heard, from, at));
    if (nlu_hears(&before, HEAR_ROLE_PAST))
        return true;
    const struct nlu clause = part_of(heard, nlu_words(heard, from, nlu_clause_end(at)));
    return nlu_hears(&clause, HEAR_ROLE_PAST_AROUND);
}

/* The role that stands between an article at `article` and a noun for it; NULL: none. A title the library
 * doesn't know needs somebody who wants it. */
static const char *between(const struct nlu *heard, const char *article, const char *from, const char *noun)
{
    const char *role = nlu_words(heard, from, noun);
    const struct nlu part = part_of(heard, role);
    if (from == noun || nlu_hears(&part, HEAR_ROLE_KINDS) || !plausible(heard, role) ||
        nlu_denied(heard, article) || of_the_past(heard, noun))
        return NULL;
    if (known_title(heard, role))
        return role;
    size_t length;
    const char *wanted = nlu_first(heard, nlu_clause(heard, noun), HEAR_ROLE_WANTED, &length);
    return wanted && wanted < article ? role : NULL;
}

/* "It's a matron position", "I'm after a scrum master role" */
static const char *role_of_noun(const struct nlu *heard, const char *noun)
{
    const char *at = noun, *from = noun;
    for (int words = 0; words <= MOST_WORDS; words++) {
        const char *word = nlu_word_before(heard, at, &at);
        if (!*word)
            return NULL;
        if (strcmp(word, "a") == 0 || strcmp(word, "an") == 0 || strcmp(word, "the") == 0)
            return between(heard, at, from, noun);
        from = at;
    }
    return NULL;
}

static const char *before_noun(const struct nlu *heard)
{
    size_t length;
    const char *role = NULL;
    for (const char *from = heard->folded, *noun; !role; from = noun + length) {
        noun = nlu_first(heard, from, HEAR_ROLE_NOUNS, &length);
        if (!noun)
            return NULL;
        role = role_of_noun(heard, noun);
    }
    return role;
}

/* The role that a lead at `at` names; NULL: none. What `note` says: see hears/role.json. */
static const char *role_of_lead(const struct nlu *heard, const char *at, const char *lead, const char *note)
{
    const char *role = role_at(heard, at + strlen(lead), *note != '\0');
    if (!role || nlu_denied(heard, at) || of_the_past(heard, at))
        return NULL;
    return strcmp(note, "title") != 0 || known_title(heard, role) ? role : NULL;
}

/* The last role that a lead names in the sentence, so that a change of mind counts. */
static const char *led(const struct nlu *heard)
{
    const struct phrases *all = library_phrases(heard->library);
    const char *const *leads = phrases_list(all, HEAR_ROLE_LEADS), *const *notes =
                                                                       phrases_notes(all, HEAR_ROLE_LEADS);
    const char *role = NULL, *last = heard->folded;
    for (size_t i = 0; leads[i]; i++)
        for (const char *at = heard->folded; (at = nlu_find(at, leads[i])) != NULL; at++) {
            const char *here = at < last ? NULL : role_of_lead(heard, at, leads[i], notes[i]);
            if (!here)
                continue;
            role = here;
            last = at;
        }
    const char *company = behind_company(heard), *here = NULL;
    if (company && (!role || company > last))
        here = role_at(heard, company, false);
    return here ? here : role;
}

static bool like_title(const struct nlu *heard, const char *role, const char *end)
{
    const char *const *contractions = nlu_phrases(heard, HEAR_ROLE_CONTRACTIONS);
    const struct nlu part = part_of(heard, role);
    for (size_t i = 0; contractions[i]; i++)
        if (strstr(part.folded, contractions[i]))
            return false;
    return plausible(heard, role) && !nlu_hears(&part, HEAR_ROLE_NO_TITLE) &&
           !nlu_begins(heard, end + (*end == ' '), HEAR_ROLE_NO_TITLE, NULL);
}

/* "Year 4 teacher, interview in two weeks": a title that the library knows, standing by itself at the head.
 */
static const char *bare(const struct nlu *heard)
{
    const char *from = nlu_skip(heard, heard->folded, HEAR_ROLE_BARE_ARTICLES),
               *end = end_of_role(heard, from);
    const char *role = nlu_words(heard, from, end);
    if (text_words(role) > BARE_WORDS || !like_title(heard, role, end))
        return NULL;
    return known_title(heard, role) ? role : NULL;
}

static void put_role(struct nlu *heard, const char *role)
{
    json_put_text(heard->arena, heard->facts, "role", text_head(heard->arena, role, MOST_TEXT));
}

void nlu_role(struct nlu *heard)
{
    const char *role = led(heard);
    if (!role && !*nlu_fact(heard, "role"))
        role = before_noun(heard);
    if (!role && !*nlu_fact(heard, "role"))
        role = bare(heard);
    if (role)
        put_role(heard, role);
}

bool nlu_role_asked(struct nlu *heard)
{
    const char *from = nlu_skip(heard, heard->folded, HEAR_ROLE_BARE_ARTICLES), *end = from + strlen(from);
    const char *role = nlu_words(heard, from, end);
    if (*nlu_fact(heard, "role") || strpbrk(heard->text, "?0123456789") || text_words(role) > BARE_WORDS ||
        !like_title(heard, role, end))
        return false;
    put_role(heard, role);
    return true;
}
