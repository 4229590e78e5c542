#include "nlu/nlu_title.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>

/* Which words can be a job's title, and where it ends in a sentence. */

enum { MOST_WORDS = 7, MOST_BEHIND = 4 };

/* The same sentence with other words in place of its own. */
static struct nlu part_of(const struct nlu *heard, const char *words)
{
    struct nlu part = *heard;
    nlu_take(&part, words);
    return part;
}

/* ---- what can be a role ---- */

static bool known_title(const struct nlu *heard, const char *role)
{
    const struct library_title title = library_title_of(heard->library, heard->arena, role);
    return title.asks || (title.family && !title.by_words);
}

/* The word that a title turns on: its last, or the last before "of", "for" or a comma ("head of year"). */
static const char *head_word(const struct nlu *title)
{
    static const char *const joints[] = {" of ", " for ", " in ", ", ", " ("};
    const char *end = title->folded + strlen(title->folded), *begin;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        const char *at = strstr(title->folded, joints[i]);
        if (at && at < end)
            end = at;
    }
    for (;;) {
        while (end > title->folded && strchr(" .,!)", end[-1]))
            end--;
        const char *word = nlu_word_before(title, end, &begin);
        if (!*word || begin == title->folded || strspn(word, "ivx0123456789") != strlen(word))
            return word;
        end = begin; /* "data analyst II" */
    }
}

/* A word, or its singular, that titles may end with and other things, too. */
static bool is_no_head(const struct nlu *heard, const char *word)
{
    const size_t n = strlen(word);
    return nlu_is(heard, word, HEAR_ROLE_NO_HEADS) ||
           (n > 1 && word[n - 1] == 's' && nlu_note(heard, word, n - 1, HEAR_ROLE_NO_HEADS));
}

bool nlu_title_like(const struct nlu *heard, const char *words)
{
    const struct nlu title = part_of(heard, words);
    const char *head = head_word(&title);
    if (!*head || text_words(words) > MOST_WORDS + 1 || nlu_hears(&title, HEAR_ROLE_NOT_INSIDE))
        return false;
    if (library_title_ends(heard->library, heard->arena, title.folded))
        return true;
    return !is_no_head(heard, head) && library_title_ends(heard->library, heard->arena, head);
}

static bool begins_like_none(const struct nlu *role)
{
    const size_t first = strcspn(role->folded, " ");
    return nlu_note(role, role->folded, first, HEAR_ROLE_NOT_FIRST) &&
           !nlu_prefix(role, role->folded, HEAR_ROLE_FIRST_AFTER_ALL, NULL);
}

bool nlu_title_plausible(const struct nlu *heard, const char *role)
{
    const size_t words = text_words(role);
    /* "year 4 teacher" begins with a word; "2 weeks" is none */
    if (words < 1 || words > MOST_WORDS || text_length(role) < 2 || isdigit((unsigned char)*role))
        return false;
    const struct nlu part = part_of(heard, role);
    if (nlu_is(heard, part.folded, HEAR_ROLE_NOT_ALONE))
        return false;
    return !begins_like_none(&part) ||
           (words > 1 && known_title(heard, role) && !strchr("iam", *part.folded));
}

/* ---- where it ends ---- */

/* " in three weeks", " in March" end a role; " in retail" belongs to it. */
static bool in_time(const struct nlu *heard, const char *at)
{
    if (strncmp(at, " in ", 4) != 0)
        return false;
    const char *word = at + strlen(" in ");
    return isdigit((unsigned char)*word) || nlu_begins(heard, word, HEAR_ROLE_TIMES, NULL);
}

/* "thirty minutes", "half an hour": no role has an amount of time in it. */
static bool amount_at(const struct nlu *heard, const char *at)
{
    const char *from = at;
    for (int words = 0; words < 3; words++) {
        size_t n = 0;
        while (isalnum((unsigned char)at[n]))
            n++;
        if (words && nlu_note(heard, at, n, HEAR_SENTENCE_RANGE_ENDS))
            return true;
        if (!n || !(isdigit((unsigned char)*at) || nlu_note(heard, at, n, HEAR_NUMBER_VALUES) ||
                    (words && nlu_note(heard, at, n, HEAR_ROLE_BARE_ARTICLES)) ||
                    (at == from && nlu_note(heard, at, n, HEAR_SENTENCE_RANGE_ENDS))))
            return false;
        at += n + strspn(at + n, " -");
    }
    return false;
}

/* Does what may follow a title stand at this blank: a word that ends one, a time, an amount? */
static bool ends_here(const struct nlu *heard, const char *at)
{
    const char *const *ends = nlu_phrases(heard, HEAR_ROLE_ENDS);
    if (in_time(heard, at) || amount_at(heard, at + 1))
        return true;
    for (size_t i = 0; ends[i]; i++)
        if (strncmp(at, ends[i], strlen(ends[i])) == 0)
            return true;
    return false;
}

/* "research and development manager" goes on behind "and", "teacher and a mother" doesn't. */
static bool goes_on(const struct nlu *heard, const char *from, const char *at)
{
    const char *behind = at + strlen(" and ");
    if (strncmp(at, " and ", 5) != 0 || nlu_title_like(heard, nlu_words(heard, from, at)))
        return false;
    const char *stop = nlu_clause_end(behind), *end = behind;
    for (int words = 0; end < stop && words < MOST_BEHIND; end += strcspn(end, " "), words++) {
        end += strspn(end, " ");
        if (words && ends_here(heard, end - 1))
            break;
    }
    const char *rest = nlu_words(heard, behind, end < stop ? end : stop);
    return nlu_title_like(heard, rest);
}

const char *nlu_title_end(const struct nlu *heard, const char *from)
{
    const char *end = nlu_clause_end(from);
    for (const char *at = from; at < end; at++) {
        if (*at != ' ')
            continue;
        if (strncmp(at, " for ", 5) == 0 && nlu_title_like(heard, nlu_words(heard, from, at)))
            return at;
        if (ends_here(heard, at) && !goes_on(heard, from, at))
            return at;
    }
    return end;
}
