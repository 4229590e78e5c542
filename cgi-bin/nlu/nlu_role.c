#include "base/text.h"
#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>

/* Which role somebody is going for, of any profession, in their own words. */

enum { MOST_WORDS = 7, MOST_TEXT = 110, BARE_WORDS = 5 };

static const char *const articles[] = {
    "a",    "an",    "the", "my",     "as",    "for",     "new", "position", "role", "job",     "of",
    "post", "to be", "be",  "become", "being", "vacancy", "is",  ":",        "some", "another", NULL};

/* Behind these a role is named. `noun`: only when an article or a title the library knows follows ("want to
 * be ready"). */
static const struct lead {
    const char *phrase;
    bool noun;
} leads[] = {
    {"applying for", false},
    {"apply for", false},
    {"applying to be", false},
    {"applying to become", false},
    {"applying as", false},
    {"application for", false},
    {"going for", false},
    {"interviewing for", false},
    {"interview for", false},
    {"interview as", false},
    {"interviewing as", false},
    {"interviews for", false},
    {"invited for", false},
    {"preparing for", false},
    {"prepare for", false},
    {"aiming for", false},
    {"aiming to be", true},
    {"aiming to become", true},
    {"want to be", true},
    {"want to become", true},
    {"would like to be", true},
    {"would like to become", true},
    {"i'd like to be", true},
    {"i'd like to become", true},
    {"hoping to be", true},
    {"hoping to become", true},
    {"hope to be", true},
    {"hope to become", true},
    {"going to be", true},
    {"trying to become", true},
    {"dream of being", true},
    {"want to work as", false},
    {"like to work as", false},
    {"hope to work as", false},
    {"role is", false},
    {"role:", false},
    {"role of", false},
    {"position:", false},
    {"position is", false},
    {"position of", false},
    {"position as", false},
    {"post as", false},
    {"post of", false},
    {"job as", false},
    {"job of", false},
    {"job is", false},
    {"job:", false},
    {"move into", true},
    {"moving into", true},
    {"switch to", true},
    {"switching to", true},
    {"get into", true},
    {"break into", true},
    {"transition into", true},
    {"transition to", true},
    {"rather be", true},
    {"rather go for", false},
    {"i meant", true},
    {"make that", true},
    {"promotion to", false},
    {"promoted to", true},
    {"looking for", true},
    {"applied for", false},
    {"it's for", true},
    {"it is for", true},
    {"chance as", false},
    {"career as", false},
    {"shortlisted for", false},
    {"to work as", false},
    {"vacancy for", true},
    {"opening for", true},
    {"vacancy as", false},
    {"opening as", false},
};

static const char *const ends[] = {
    " at ",     " and ",     " but ",      " with ", " because ", " position", " role",
    " job",     " post",     " interview", " next ", " on ",      " i ",       " i'm ",
    " this ",   " tomorrow", " today",     " that ", " which ",   " where ",   " since ",
    " after ",  " so ",      " while ",    " not ",  " instead",  " then ",    " vacancy",
    " opening", " who ",     " is ",       " if ",   " now",      " soon",     " again",
    " within ", " coming",   " from ",     " when ", " rather ",  " starting", " school interview",
    NULL};

/* Words that never are a role, as its first word, or as all there is. */
static const char *const not_first[] = {
    "i",        "a",     "ten",     "four",       "five",      "six",    "forty",    "thirty",    "twenty",
    "hm",       "more",  "less",    "better",     "very",      "really", "able",     "confident", "ready",
    "good",     "calm",  "calmer",  "it",         "this",      "that",   "them",     "myself",    "prepared",
    "well",     "what",  "which",   "how",        "when",      "months", "weeks",    "years",     "ages",
    "while",    "long",  "hours",   "minutes",    "first",     "second", "final",    "last",      "two",
    "three",    "many",  "several", "one",        "half",      "any",    "anything", "something", "practice",
    "practise", "help",  "ways",    "advice",     "questions", "around", "about",    "best",      "great",
    "honest",   "there", "fine",    "my",         "our",       "his",    "her",      "their",     "me",
    "you",      "these", "those",   "everything", "mock",      "free",   "in",       "back",      "touch",
    "trouble",  "shape", "bed",     "lot",        "few",       "next",   NULL};
static const char *const not_alone[] = {"interview",     "interviews",   "job",       "jobs",
                                        "work",          "promotion",    "position",  "positions",
                                        "role",          "roles",        "new job",   "better job",
                                        "different job", "new role",     "change",    "interview practice",
                                        "internship",    "better one",   "dream job", "first job",
                                        "next job",      "new position", "company",   NULL};

static bool one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

/* " in three weeks", " in March" end a role; " in retail" belongs to it. */
static bool in_time(const char *p)
{
    static const char *const times[] = {
        "a",    "an",     "one",       "two",     "three",    "four",     "five",  "six",   "seven", "eight",
        "nine", "ten",    "the",       "about",   "january",  "february", "march", "april", "may",   "june",
        "july", "august", "september", "october", "november", "december", "my",    NULL};
    const char *word = p + strlen(" in ");
    size_t n;
    return strncmp(p, " in ", 4) == 0 &&
           (isdigit((unsigned char)*word) || nlu_first_of(word, times, &n) == word);
}

static const char *end_of_role(const char *from)
{
    const char *end = nlu_clause_end(from);
    for (size_t i = 0; ends[i]; i++) {
        const char *p = strstr(from, ends[i]);
        if (p && p < end)
            end = p;
    }
    for (const char *p = from; p < end; p++)
        if (in_time(p))
            return p;
    return end;
}

static bool plausible(const struct nlu *heard, const char *role)
{
    struct nlu c = *heard;
    nlu_take(&c, role);
    size_t n = 0;
    while (c.folded[n] && c.folded[n] != ' ')
        n++;
    const char *first = arena_text(heard->arena, c.folded, n);
    const size_t words = text_words(role);
    /* "year 4 teacher" begins with a word; "2 weeks" is none */
    return words >= 1 && words <= MOST_WORDS && text_length(role) >= 2 && !isdigit((unsigned char)*role) &&
           (!one_of(first, not_first) || strncmp(c.folded, "practice nurse", 14) == 0) &&
           !one_of(c.folded, not_alone);
}

static bool known_title(const struct nlu *heard, const char *role)
{
    return library_titled(heard->library, heard->arena, role) != NULL;
}

/* "applying to Siemens for a controller job", "interviewing at Meta as a data engineer" */
static const char *behind_company(const char *from)
{
    static const char *const at[] = {"applying to",    "applied to",   "interviewing at", "interviewing with",
                                     "interview with", "interview at", "apply to",        NULL};
    static const char *const as[] = {"as a", "as an", "for a", "for an", "for the", "as", "for", NULL};
    size_t n;
    const char *p = nlu_first_of(from, at, &n);
    if (!p)
        return NULL;
    const char *q = nlu_first_of(p + n, as, &n);
    return q && q < nlu_clause_end(p) ? q : NULL;
}

static const char *role_at(const struct nlu *heard, const char *behind, bool noun)
{
    const char *from = nlu_skip_words(behind, articles);
    const char *role = nlu_words(heard, from, end_of_role(from));
    bool article = false;
    for (const char *p = behind; p < from; p++)
        article |= strncmp(p, "a ", 2) == 0 || strncmp(p, "an ", 3) == 0 || strncmp(p, "the ", 4) == 0;
    if (!plausible(heard, role) || (noun && !known_title(heard, role) && !article))
        return NULL;
    return role;
}

static bool of_the_past(const struct nlu *heard, const char *at)
{
    static const char *const before[] = {"used to", "i used", "was applying", "had applied", "before that",
                                         "once",    NULL};
    static const char *const around[] = {"last year", "ago", "in those days", NULL};
    const char *from = nlu_clause(heard, at);
    struct nlu c = *heard;
    nlu_take(&c, nlu_words(heard, from, at));
    if (nlu_says_one(c.folded, before))
        return true;
    nlu_take(&c, nlu_words(heard, from, nlu_clause_end(at)));
    return nlu_says_one(c.folded, around);
}

/* "It's a matron position", "I'm after a scrum master role": the title between an article and the noun. A
 * title the library doesn't know needs somebody who wants it. */
static const char *before_noun(const struct nlu *heard)
{
    static const char *const nouns[] = {"position|role|post|job|vacancy|opening", NULL};
    static const char *const wanted[] = {"it's",    "it is", "after",  "i want", "for",     "is",  "there's",
                                         "applied", "found", "to get", "seen",   "offered", "got", NULL};
    static const char *const kinds[] = {
        ("new|better|different|dream|good|great|part-time|full-time|permanent|"
         "current|old|last|similar|next|first|whole|"
         "right|real|stressful|day|paid|proper|decent|other|same|big|small|"
         "boring|hard|tough|demanding|main|temporary|"
         "key|leading|important|central|only|top|final"),
        NULL};
    size_t n;
    for (const char *at = heard->folded; (at = nlu_first_of(at, nouns, &n)) != NULL; at += n) {
        const char *p = at, *from = at;
        for (int words = 0; words <= MOST_WORDS; words++) {
            const char *word = nlu_word_before(heard, p, &p);
            if (!*word)
                break;
            if (strcmp(word, "a") != 0 && strcmp(word, "an") != 0 && strcmp(word, "the") != 0) {
                from = p;
                continue;
            }
            const char *role = nlu_words(heard, from, at),
                       *cue = nlu_first_of(nlu_clause(heard, at), wanted, &n);
            struct nlu c = *heard;
            nlu_take(&c, role);
            if (words > 0 && !nlu_says_one(c.folded, kinds) && plausible(heard, role) &&
                !nlu_denied(heard, p) && !of_the_past(heard, at) &&
                (known_title(heard, role) || (cue && cue < p)))
                return role;
            break;
        }
    }
    return NULL;
}

/* The last role that a lead names in the sentence, so that a change of mind counts. */
static const char *led(const struct nlu *heard)
{
    const char *role = NULL, *last = NULL;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        for (const char *at = heard->folded; (at = nlu_find(at, leads[i].phrase)) != NULL; at++) {
            const char *here = role_at(heard, at + strlen(leads[i].phrase), leads[i].noun);
            if (!here || at < last || nlu_denied(heard, at) || of_the_past(heard, at))
                continue;
            /* looking for a job is no role; for a teaching job it is */
            if (strcmp(leads[i].phrase, "looking for") == 0 && !known_title(heard, here))
                continue;
            role = here;
            last = at;
        }
    const char *company = behind_company(heard->folded);
    if (company && company > last) {
        const char *here = role_at(heard, company, false);
        role = here ? here : role;
    }
    return role;
}

static const char *const bare_articles[] = {"a", "an", "the", "as", "for", NULL};

/* Words that make a sentence of it, or small talk. */
static const char *const no_title[] = {
    "is",     "are",    "was",     "i",      "i'm",      "am",        "have",  "my",    "me",    "can",
    "scares", "scare",  "need",    "feel",   "it",       "it's",      "we",    "do",    "don't", "not",
    "no",     "want",   "worked",  "love",   "like",     "ok",        "okay",  "yes",   "hi",    "hello",
    "hey",    "thanks", "thank",   "you",    "please",   "motivated", "left",  "day",   "daily", "days",
    "tbh",    "pretty", "low",     "really", "honestly", "sorry",     "quite", "very",  "never", "nothing",
    "hour",   "hours",  "minutes", "every",  "evenings", "weak",      "tired", "maybe", NULL};

static bool like_title(const struct nlu *heard, const char *role, const char *end)
{
    static const char *const short_forms[] = {"'ve", "'m", "'ll", "'d", "n't", "'re"};
    struct nlu c = *heard;
    size_t n;
    nlu_take(&c, role);
    end += *end == ' ';
    for (size_t i = 0; i < sizeof short_forms / sizeof *short_forms; i++)
        if (strstr(c.folded, short_forms[i]))
            return false;
    return plausible(heard, role) && !nlu_says_one(c.folded, no_title) &&
           nlu_first_of(end, no_title, &n) != end;
}

/* "Year 4 teacher, interview in two weeks": a title that the library knows, standing by itself at the head.
 */
static const char *bare(const struct nlu *heard)
{
    const char *from = nlu_skip_words(heard->folded, bare_articles), *end = end_of_role(from);
    const char *role = nlu_words(heard, from, end);
    return text_words(role) <= BARE_WORDS && like_title(heard, role, end) && known_title(heard, role) ? role
                                                                                                      : NULL;
}

void nlu_role(struct nlu *heard)
{
    const char *role = led(heard);
    if (!role && !*nlu_fact(heard, "role"))
        role = before_noun(heard);
    if (!role && !*nlu_fact(heard, "role"))
        role = bare(heard);
    if (role)
        json_put_text(heard->arena, heard->facts, "role", text_head(heard->arena, role, MOST_TEXT));
}

bool nlu_role_asked(struct nlu *heard)
{
    const char *from = nlu_skip_words(heard->folded, bare_articles), *end = from + strlen(from);
    const char *role = nlu_words(heard, from, end);
    if (*nlu_fact(heard, "role") || strpbrk(heard->text, "?0123456789") || text_words(role) > BARE_WORDS ||
        !like_title(heard, role, end))
        return false;
    json_put_text(heard->arena, heard->facts, "role", text_head(heard->arena, role, MOST_TEXT));
    return true;
}
