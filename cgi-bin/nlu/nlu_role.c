#include "base/text.h"
#include "nlu/nlu_title.h"
#include <ctype.h>
#include <string.h>

/* Which role somebody is going for, of any profession, in their own words. What a sentence names is put on a
 * list, with how plainly it is said; once the message is read, what was taken back is gone, the plainest is
 * the role, and several are asked about. */

enum { MOST_WORDS = 7, MOST_TEXT = 110, BARE_WORDS = 5, MOST_BETWEEN = 7, MOST_NAMED = 12, CHARS = 200 };

/* How plainly a role is said, the plainest last. */
enum { SAID_ALONE, SAID_BEFORE_NOUN, SAID_PLAINLY };

/* The same sentence with other words in place of its own. */
static struct nlu part_of(const struct nlu *heard, const char *words)
{
    struct nlu part = *heard;
    nlu_take(&part, words);
    return part;
}

/* ---- of whom and when ---- */

static bool of_the_past(const struct nlu *heard, const char *at)
{
    const char *from = nlu_clause(heard, at);
    const struct nlu before = part_of(heard, nlu_words(heard, from, at));
    if (nlu_hears(&before, HEAR_ROLE_PAST))
        return true;
    const struct nlu clause = part_of(heard, nlu_words(heard, from, nlu_clause_end(at)));
    return nlu_hears(&clause, HEAR_ROLE_PAST_AROUND);
}

/* The last place before `at` where one of a list stands; NULL: none does. */
static const char *last_before(const struct nlu *heard, const char *at, enum phrase_list which)
{
    const char *last = NULL;
    size_t length;
    for (const char *here = heard->folded;
         (here = nlu_first(heard, here, which, &length)) != NULL && here < at; here += length)
        last = here;
    return last;
}

/* Is it somebody else who goes for it: "my wife is applying for …"? */
static bool of_others(const struct nlu *heard, const char *at)
{
    const char *other = last_before(heard, at, HEAR_ROLE_OTHERS),
               *self = last_before(heard, at, HEAR_ROLE_SELF);
    return other && (!self || other > self);
}

/* ---- the list ---- */

/* `listed`: it stands in one list with the role before it, and is another. */
static void name_role(struct nlu *heard, const char *role, int how, bool listed)
{
    struct arena *a = heard->arena;
    if (!heard->roles)
        heard->roles = json_new_array(a);
    if (json_len(heard->roles) == MOST_NAMED)
        return;
    json *named = json_new_object(a);
    json_put_text(a, named, "role", text_head(a, role, MOST_TEXT));
    json_put_int(a, named, "how", how);
    json_put_bool(a, named, "other", listed || how == SAID_PLAINLY);
    json_put_text(a, named, "source", text_head(a, text_trim(a, heard->text), CHARS));
    json_add(a, heard->roles, named);
}

/* Do two say the same role, one with more words? */
static bool same_role(struct arena *a, const char *one, const char *other)
{
    const char *left = arena_printf(a, " %s ", text_fold(a, one)),
               *right = arena_printf(a, " %s ", text_fold(a, other));
    return strstr(left, right) || strstr(right, left);
}

/* A role that isn't wanted: gone from the list, and from what was known. */
static void take_back(struct nlu *heard, const char *role)
{
    json *rest = json_new_array(heard->arena);
    for (size_t i = 0; i < json_len(heard->roles); i++)
        if (!same_role(heard->arena, json_get_text(json_at(heard->roles, i), "role", ""), role))
            json_add(heard->arena, rest, json_at(heard->roles, i));
    heard->roles = rest;
    if (*nlu_fact(heard, "role") && same_role(heard->arena, nlu_fact(heard, "role"), role))
        json_put_text(heard->arena, heard->facts, "role", "");
}

/* ---- behind a lead ---- */

static bool is_article(const char *at)
{
    return strncmp(at, "a ", 2) == 0 || strncmp(at, "an ", 3) == 0 || strncmp(at, "the ", 4) == 0;
}

/* "a training place as a teacher": the role stands within. */
static const char *innermost(const struct nlu *heard, const char *from, const char *end)
{
    const char *const *inside = nlu_phrases(heard, HEAR_ROLE_INSIDE);
    for (size_t i = 0; inside[i]; i++) {
        const char *at = strstr(from, inside[i]);
        if (at && at < end && nlu_title_like(heard, nlu_words(heard, at + strlen(inside[i]), end)))
            return at + strlen(inside[i]);
    }
    return from;
}

/* "a wee job as a night assistant": what stands before the noun only says what sort of job it is. */
static bool before_joint(const struct nlu *heard, const char *end)
{
    size_t length;
    const char *noun = nlu_first(heard, end, HEAR_ROLE_NOUNS, &length);
    if (!noun || noun > end + 1)
        return false;
    return strncmp(noun + length, " as ", 4) == 0 || strncmp(noun + length, " of ", 4) == 0;
}

/* The role that stands behind a lead; NULL: none. `noun`: an article or a known title must show that it is
 * one; without an article a word that no title ends with may be an employer. */
static const char *role_at(const struct nlu *heard, const char *behind, bool noun, const char **end)
{
    const char *from = nlu_skip(heard, behind, HEAR_ROLE_ARTICLES);
    bool article = false;
    for (const char *at = behind; at < from; at++)
        article |= is_article(at) && (at == behind || at[-1] == ' ');
    *end = nlu_title_end(heard, from);
    from = innermost(heard, from, *end);
    const char *role = nlu_words(heard, from, *end);
    if (!nlu_title_plausible(heard, role))
        return NULL;
    const bool titled = nlu_title_like(heard, role);
    const struct nlu part = part_of(heard, role);
    if (!titled && (before_joint(heard, *end) ||
                    nlu_begins(&part, part.folded, HEAR_ROLE_KINDS, NULL) == strlen(part.folded)))
        return NULL;
    const bool small = islower((unsigned char)*role) && text_words(role) <= BARE_WORDS;
    if (!titled && !article && (noun || !small))
        return NULL;
    return role;
}

/* The next role of a list behind `*end`: "bus driver jobs and warehouse jobs"; *end moves behind it. NULL:
 * the list is at its end. *joined: "and" or "or" stood before it. */
static const char *next_listed(const struct nlu *heard, const char **end, bool *joined)
{
    static const char *const joints[] = {" and ", " or ", ", and ", ", or ", " & ", ", "};
    size_t length, joint = 0;
    const char *noun = nlu_first(heard, *end, HEAR_ROLE_NOUNS, &length);
    if (noun && noun <= *end + 1)
        *end = noun + length;
    for (size_t i = 0; i < sizeof joints / sizeof *joints && !joint; i++)
        if (strncmp(*end, joints[i], strlen(joints[i])) == 0) {
            joint = strlen(joints[i]);
            *joined = i + 1 < sizeof joints / sizeof *joints;
        }
    if (!joint)
        return NULL;
    const char *from = nlu_skip(heard, *end + joint, HEAR_ROLE_ARTICLES);
    *end = nlu_title_end(heard, from);
    const char *role = nlu_words(heard, from, *end);
    noun = nlu_first(heard, *end, HEAR_ROLE_NOUNS, &length);
    const bool before_noun = noun && noun <= *end + 1;
    const bool titled = nlu_title_plausible(heard, role) && text_words(role) <= BARE_WORDS &&
                        (nlu_title_like(heard, role) || before_noun);
    return titled ? role : NULL;
}

/* "buyer, visual merchandiser and store manager": the others of a list, which ends with "and" or "or". */
static void name_others(struct nlu *heard, const char *end, int how)
{
    const char *listed[MOST_NAMED], *role;
    size_t n = 0;
    bool joined = false;
    while (n < MOST_NAMED && !joined && (role = next_listed(heard, &end, &joined)) != NULL)
        listed[n++] = role;
    for (size_t i = 0; i < n && joined; i++)
        name_role(heard, listed[i], how, true);
}

static void take_led(struct nlu *heard)
{
    const char *last = heard->folded;
    for (const char *at = heard->folded; *at; at++) {
        const char *note = "", *end, *role;
        if (at < last || (at > heard->folded && (isalnum((unsigned char)at[-1]) || at[-1] == '\'')))
            continue;
        const size_t length = nlu_begins(heard, at, HEAR_ROLE_LEADS, &note);
        if (!length || !(role = role_at(heard, at + length, *note != '\0', &end)))
            continue;
        const bool titled = strncmp(note, "title", 5) != 0 || nlu_title_like(heard, role);
        const bool now = strcmp(note, "title now") != 0 || nlu_hears(heard, HEAR_ROLE_CORRECTIONS) ||
                         nlu_begins(heard, end + (*end == ' '), HEAR_ROLE_SAID_BEHIND, NULL);
        const struct nlu lead = part_of(heard, nlu_words(heard, at, at + length));
        const bool me = nlu_hears(&lead, HEAR_ROLE_SELF);
        if (!titled || !now || of_the_past(heard, at) || (!me && of_others(heard, at)))
            continue;
        if (nlu_denied(heard, at)) {
            take_back(heard, role);
        } else {
            name_role(heard, role, SAID_PLAINLY, false);
            name_others(heard, end, SAID_PLAINLY);
        }
        last = end;
    }
}

/* "interview on Thursday for bar staff", "applying to Siemens for a controller job" */
static void take_behind_others(struct nlu *heard)
{
    static const enum phrase_list before[] = {HEAR_DATE_INTERVIEW, HEAR_ROLE_COMPANY};
    size_t length;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        const char *at = nlu_first(heard, heard->folded, before[i], &length), *end;
        const char *joint = at ? nlu_first(heard, at + length, HEAR_ROLE_BEHIND_COMPANY, &length) : NULL;
        if (!joint || joint > nlu_clause_end(at) || of_the_past(heard, joint) || of_others(heard, joint) ||
            text_words(nlu_words(heard, at, joint)) > MOST_BETWEEN)
            continue;
        const char *role = role_at(heard, joint + length, true, &end);
        if (role && nlu_title_like(heard, role)) {
            name_role(heard, role, SAID_PLAINLY, false);
            return;
        }
    }
}

/* "dispatcher is what I want to be" */
static void take_cleft(struct nlu *heard)
{
    size_t length;
    const char *at = nlu_first(heard, heard->folded, HEAR_ROLE_CLEFTS, &length);
    if (!at || at == heard->folded)
        return;
    const char *from = nlu_skip(heard, nlu_clause(heard, at), HEAR_ROLE_BARE_ARTICLES);
    const char *role = nlu_words(heard, from, at);
    if (!nlu_title_plausible(heard, role) || !nlu_title_like(heard, role))
        return;
    heard->roles = NULL; /* "a chippy's job, well, shopfitter is what they call it" */
    name_role(heard, role, SAID_PLAINLY, false);
}

/* ---- before a noun: "It's a matron position", "I have a data engineer interview" ---- */

/* The role that stands between an article at `article` and a noun for it; NULL: none. A title the library
 * doesn't know needs somebody who wants it. */
static const char *between(const struct nlu *heard, const char *article, const char *from, const char *noun)
{
    const char *role = nlu_words(heard, from, noun);
    const struct nlu part = part_of(heard, role);
    if (from == noun || nlu_hears(&part, HEAR_ROLE_KINDS) || !nlu_title_plausible(heard, role) ||
        nlu_denied(heard, article) || of_the_past(heard, noun) || of_others(heard, noun))
        return NULL;
    if (nlu_title_like(heard, role))
        return role;
    if (strncmp(noun, "interview", strlen("interview")) == 0)
        return NULL; /* "a campus interview" */
    size_t length;
    const char *wanted = nlu_first(heard, nlu_clause(heard, noun), HEAR_ROLE_WANTED, &length);
    return wanted && wanted < article && islower((unsigned char)*role) ? role : NULL;
}

static const char *role_of_noun(const struct nlu *heard, const char *noun)
{
    const char *at = noun, *from = noun;
    for (int words = 0; words <= MOST_WORDS; words++) {
        const char *word = nlu_word_before(heard, at, &at);
        if (!*word)
            return NULL;
        const bool many = strncmp(noun, "interviews", strlen("interviews")) == 0 ||
                          strncmp(noun, "jobs", strlen("jobs")) == 0;
        if (strcmp(word, "a") == 0 || strcmp(word, "an") == 0 || strcmp(word, "the") == 0 ||
            strcmp(word, "my") == 0 || (many && strcmp(word, "for") == 0))
            return between(heard, at, from, noun);
        from = at;
    }
    return NULL;
}

static void take_before_noun(struct nlu *heard)
{
    size_t length;
    for (const char *from = heard->folded, *noun;
         (noun = nlu_first(heard, from, HEAR_ROLE_NOUNS, &length)) != NULL; from = noun + length) {
        const char *role = role_of_noun(heard, noun);
        if (!role)
            continue;
        name_role(heard, role, SAID_BEFORE_NOUN, false);
        return;
    }
}

/* ---- by itself ---- */

static bool like_title(const struct nlu *heard, const char *role, const char *end)
{
    const char *const *contractions = nlu_phrases(heard, HEAR_ROLE_CONTRACTIONS);
    const struct nlu part = part_of(heard, role);
    for (size_t i = 0; contractions[i]; i++)
        if (strstr(part.folded, contractions[i]))
            return false;
    return nlu_title_plausible(heard, role) && !nlu_hears(&part, HEAR_ROLE_NO_TITLE) &&
           !nlu_begins(heard, end + (*end == ' '), HEAR_ROLE_NO_TITLE, NULL);
}

/* "Strong: people": what a label of another fact names is no role. */
static bool behind_label(const struct nlu *heard, const char *clause)
{
    const char *colon = clause;
    while (colon > heard->folded && colon[-1] == ' ')
        colon--;
    if (colon == heard->folded || colon[-1] != ':')
        return false;
    const char *label = nlu_clause(heard, colon - 1);
    return nlu_begins(heard, label, HEAR_MATERIAL_FIELDS, NULL) == (size_t)(colon - 1 - label);
}

/* "Year 4 teacher, interview in two weeks", "45 min a day, operations analyst": a title standing by itself
 * between commas; "optician or hearing aid dispenser" are two. */
static void take_alone(struct nlu *heard)
{
    for (const char *clause = heard->folded; *clause;) {
        const char *stop = nlu_clause_end(clause);
        const char *from = nlu_skip(heard, clause + strspn(clause, "#*>( \""), HEAR_ROLE_BARE_ARTICLES);
        const char *end = nlu_title_end(heard, from), *role = from < stop ? nlu_words(heard, from, end) : "";
        const bool whole =
            end == stop || (end < stop && nlu_begins(heard, end + 1, HEAR_ROLE_ALONE_BEFORE, NULL));
        if (whole && text_words(role) <= BARE_WORDS && like_title(heard, role, end) &&
            nlu_title_like(heard, role) && !of_others(heard, stop) && !behind_label(heard, clause)) {
            name_role(heard, role, SAID_ALONE, false);
            name_others(heard, end, SAID_ALONE);
        }
        clause = stop + (*stop != '\0');
        clause += strspn(clause, " ");
    }
}

/* ---- labelled: "Post: Director, Estates & Facilities" ---- */

/* The end of a label's value: the next label, or a comma where a title has ended. */
static const char *end_of_value(const struct nlu *heard, const char *from)
{
    const char *end = from + strcspn(from, ";\n("), *next = strchr(from, ':');
    if (next && next < end)
        while (next > from && *next != ',')
            next--;
    if (next && next > from && next < end)
        end = next;
    const char *comma = strchr(from, ',');
    if (!comma || comma > end)
        return end;
    const struct library_title title =
        library_title_of(heard->library, heard->arena, nlu_words(heard, from, comma));
    return title.asks && nlu_words(heard, comma, end)[0] && islower((unsigned char)comma[2]) &&
                   !isdigit((unsigned char)comma[2])
               ? end
               : comma;
}

static bool take_labelled(struct nlu *heard)
{
    bool found = false;
    for (const char *colon = heard->folded; (colon = strchr(colon, ':')) != NULL; colon++) {
        const char *from = colon;
        while (from > heard->folded && !strchr(",.;(", from[-1]))
            from--;
        const char *label = arena_text(heard->arena, from, (size_t)(colon - from));
        label = text_trim(heard->arena, label);
        label += strspn(label, "#* ");
        if (!*label || nlu_begins(heard, label, HEAR_ROLE_LABELS, NULL) != strlen(label))
            continue;
        const char *value = nlu_skip(heard, colon + 1, HEAR_ROLE_BARE_ARTICLES);
        const char *role = nlu_words(heard, value, end_of_value(heard, value));
        if (!nlu_title_plausible(heard, role))
            continue;
        name_role(heard, role, SAID_PLAINLY, false);
        found = true;
    }
    return found;
}

/* ---- a sentence, and the whole message ---- */

/* What is said not to be it, and that it is another now. */
static void take_out(struct nlu *heard)
{
    size_t length;
    for (const char *at = heard->folded; (at = nlu_first(heard, at, HEAR_ROLE_OUT, &length)) != NULL;
         at += length) {
        const char *from = nlu_skip(heard, at + length, HEAR_ROLE_ARTICLES);
        const char *role = nlu_words(heard, from, nlu_title_end(heard, from));
        if (nlu_title_plausible(heard, role) && nlu_title_like(heard, role))
            take_back(heard, role);
    }
}

void nlu_role(struct nlu *heard)
{
    const size_t before = json_len(heard->roles);
    const bool corrects = nlu_hears(heard, HEAR_ROLE_CORRECTIONS);
    json *earlier = heard->roles;
    if (corrects)
        heard->roles = NULL;
    if (!take_labelled(heard)) {
        take_led(heard);
        take_cleft(heard);
        if (json_len(heard->roles) == (corrects ? 0 : before))
            take_behind_others(heard);
        if (json_len(heard->roles) == (corrects ? 0 : before))
            take_before_noun(heard);
        if (json_len(heard->roles) == (corrects ? 0 : before))
            take_alone(heard);
    }
    if (corrects && json_len(heard->roles) == 0)
        heard->roles = earlier;
    take_out(heard);
}

void nlu_role_settle(struct nlu *heard)
{
    struct arena *a = heard->arena;
    const json *chosen = NULL;
    int64_t plainest = SAID_ALONE;
    bool several = false;
    for (size_t i = 0; i < json_len(heard->roles); i++)
        if (json_get_int(json_at(heard->roles, i), "how", 0) > plainest)
            plainest = json_get_int(json_at(heard->roles, i), "how", 0);
    if (plainest == SAID_ALONE && *nlu_fact(heard, "role"))
        return; /* a title in passing changes nothing */
    for (size_t i = 0; i < json_len(heard->roles); i++) {
        const json *named = json_at(heard->roles, i);
        const char *role = json_get_text(named, "role", "");
        if (json_get_int(named, "how", 0) < plainest)
            continue;
        const bool same = chosen && same_role(a, json_get_text(chosen, "role", ""), role);
        several |= chosen && !same && json_get_bool(named, "other", false);
        if (!chosen || (same && strlen(role) > strlen(json_get_text(chosen, "role", ""))))
            chosen = named;
    }
    if (several)
        nlu_ask(heard, "role");
    if (!chosen || several)
        return;
    json_put_text(a, heard->facts, "role", json_get_text(chosen, "role", ""));
    nlu_source(heard, "role", json_get_text(chosen, "source", ""));
}

bool nlu_role_asked(struct nlu *heard)
{
    const char *from = nlu_skip(heard, heard->folded, HEAR_ROLE_BARE_ARTICLES), *end = from + strlen(from);
    const char *role = nlu_words(heard, from, end);
    if (*nlu_fact(heard, "role") || strpbrk(heard->text, "?0123456789") || text_words(role) > BARE_WORDS ||
        !like_title(heard, role, end))
        return false;
    name_role(heard, role, SAID_PLAINLY, false);
    return true;
}
