#include "base/text.h"
#include "coach/hearing.h"
#include <string.h>

/* Where somebody feels weak, and what they say is fine: areas in their own words. */

static const char *const fillers[] = {
    "with",    "at",       "in",         "about",      "is",       "are",         "my",     "the",
    "of",      "on",       "to",         "especially", "mostly",   "mainly",      "always", "really",
    "by",      "for",      "me",         "a bit",      "a little", "any",         "a",      "an",
    "doing",   "probably", "definitely", "just",       "also",     "things like", "areas",  "and",
    "i think", "i guess",  "honestly",   "like",       ":",        "-",           NULL};

enum { MOST_ITEM = 3, MOST_SUBJECT = 12 };

/* Words behind which an area ends. */
static const char *const stops[] = {
    " because ",  " and i ",     " and i'm ", " and my ", " though",        " which ",
    " since ",    " so ",        " when ",    " while ",  " as well as my", " at the moment",
    " right now", " these days", " even ",    " as i ",   " but ",          " at all",
    " after ",    " however",    " too",      NULL};

/* Not what an interview asks about: a life story's own troubles. */
static bool is_area(const char *words)
{
    static const char *const never[] = {
        "i",       "he",      "me",       "we",        "all",        "her",        "him",           "job",
        "she",     "who",     "you",      "boss",      "life",       "none",       "them",          "they",
        "time",    "what",    "work",     "being",     "money",      "sleep",      "there",         "these",
        "those",   "which",   "energy",   "health",    "losing",     "my job",     "commute",       "manager",
        "nothing", "waiting", "mornings", "interview", "interviews", "motivation", "the interview", NULL};
    static const char *const heads[] = {
        "losing my", "my boss", "my commute", "my job",    "my current", "current job", "how i",
        "having to", "it",      "this",       "that",      "mondays",    "tuesdays",    "wednesdays",
        "thursdays", "fridays", "saturdays",  "sundays",   "weekends",   "weekdays",    "evenings",
        "mornings",  "monday",  "tuesday",    "wednesday", "thursday",   "friday",      "saturday",
        "sunday",    "minutes", NULL};
    for (size_t i = 0; never[i]; i++)
        if (strcmp(words, never[i]) == 0)
            return false;
    size_t n;
    return text_words(words) > 0 && hearing_first(words, heads, &n) != words;
}

static const char *stop_behind(const char *from)
{
    const char *end = from + strlen(from);
    for (size_t i = 0; stops[i]; i++) {
        const char *p = strstr(from, stops[i]);
        if (p && p < end)
            end = p;
    }
    for (const char *p = from; p < end; p++)
        if (strchr(";!?(", *p) || (*p == '.' && (p[1] == ' ' || !p[1])))
            return p;
    return end;
}

/* What says that something is weak, or fine; `before`: it stands before the area's name. */
static const char *const weak_feelings[] = {"bad",
                                            "fail",
                                            "poor",
                                            "weak",
                                            "awful",
                                            "panic",
                                            "rusty",
                                            "shaky",
                                            "stuck",
                                            "worry",
                                            "afraid",
                                            "freeze",
                                            "scared",
                                            "unsure",
                                            "anxious",
                                            "nervous",
                                            "no good",
                                            "no idea",
                                            "trouble",
                                            "weakest",
                                            "worried",
                                            "go blank",
                                            "hopeless",
                                            "not good",
                                            "not sure",
                                            "problems",
                                            "struggle",
                                            "terrible",
                                            "be better",
                                            "less sure",
                                            "need help",
                                            "need work",
                                            "not great",
                                            "terrified",
                                            "difficulty",
                                            "fall apart",
                                            "get better",
                                            "not strong",
                                            "struggling",
                                            "know little",
                                            "not so good",
                                            "difficulties",
                                            "know nothing",
                                            "not the best",
                                            "no experience",
                                            "not confident",
                                            "not very good",
                                            "uncomfortable",
                                            "could be better",
                                            "little experience",
                                            NULL};
static const char *const weak_before[] = {"hate",
                                          "dread",
                                          "weak:",
                                          "i lack",
                                          "lack of",
                                          "lacking",
                                          "dreading",
                                          "weakness:",
                                          "improve my",
                                          "improve on",
                                          "never done",
                                          "not used to",
                                          "struggle to",
                                          "weak areas:",
                                          "weak spots:",
                                          "weakness is",
                                          "weaknesses:",
                                          "weak area is",
                                          "weak points:",
                                          "weak spot is",
                                          "weak point is",
                                          "less confident",
                                          "should work on",
                                          "weak areas are",
                                          "weak spots are",
                                          "weaknesses are",
                                          "have to work on",
                                          "need to improve",
                                          "need to work on",
                                          "want to work on",
                                          "weak points are",
                                          "weakest area is",
                                          "not comfortable with",
                                          "shy when i have to",
                                          "shy when it comes to",
                                          "bad when it comes to",
                                          "weak when it comes to",
                                          "nervous when i have to",
                                          "freeze when i have to",
                                          "panic when i have to",
                                          "afraid when i have to",
                                          "have never liked",
                                          "out of practice with",
                                          "out of practice in",
                                          "out of practice at",
                                          "behind on",
                                          "not so hot at",
                                          "useless at",
                                          "rubbish at",
                                          "clueless about",
                                          "insecure about",
                                          "have gaps in",
                                          "gaps in",
                                          "get lost in",
                                          "get confused by",
                                          "get flustered by",
                                          "have trouble with",
                                          "find it hard to",
                                          "find it difficult to",
                                          "my weak spot:",
                                          "my weak point:",
                                          "my weakness:",
                                          "weakest at",
                                          "weakest in",
                                          "biggest worry is",
                                          "main worry is",
                                          "biggest fear is",
                                          "my fear is",
                                          "biggest weakness is",
                                          "main weakness is",
                                          NULL};
static const char *const weak_after[] = {"is weak",
                                         "are weak",
                                         "is rusty",
                                         "is shaky",
                                         "scare me",
                                         "worry me",
                                         "are rusty",
                                         "are shaky",
                                         "need work",
                                         "scares me",
                                         "needs work",
                                         "terrify me",
                                         "trip me up",
                                         "worries me",
                                         "feels shaky",
                                         "frighten me",
                                         "isn't great",
                                         "trips me up",
                                         "frightens me",
                                         "is a problem",
                                         "is not great",
                                         "terrifies me",
                                         "are a problem",
                                         "is a struggle",
                                         "is a weakness",
                                         "stress me out",
                                         "are a struggle",
                                         "is hard for me",
                                         "is my weakness",
                                         "is the problem",
                                         "are hard for me",
                                         "are my weakness",
                                         "could be better",
                                         "give me trouble",
                                         "is my weak area",
                                         "is my weak spot",
                                         "is where i fail",
                                         "make me anxious",
                                         "make me nervous",
                                         "stresses me out",
                                         "are my weak spot",
                                         "gives me trouble",
                                         "is my weak point",
                                         "makes me anxious",
                                         "makes me nervous",
                                         "are my weak areas",
                                         "are my weak spots",
                                         "is what scares me",
                                         "isn't my strength",
                                         "are my weak points",
                                         "aren't my strength",
                                         "is not my strength",
                                         "is what worries me",
                                         "are not my strength",
                                         "is difficult for me",
                                         "is my main weakness",
                                         "is where i struggle",
                                         "are difficult for me",
                                         "isn't my strong suit",
                                         "is not my strong suit",
                                         "is my biggest weakness",
                                         "is where i fall apart",
                                         "are where i fall apart",
                                         "is where i get stuck",
                                         "is where it falls apart",
                                         "worries me most",
                                         "worry me most",
                                         "scares me most",
                                         "is what i fear",
                                         "is what i dread",
                                         "lets me down",
                                         "let me down",
                                         "is my achilles heel",
                                         "is my nightmare",
                                         "are my nightmare",
                                         "is a nightmare",
                                         "is a mystery to me",
                                         "are a mystery to me",
                                         "go over my head",
                                         "goes over my head",
                                         "is all greek to me",
                                         "is new to me",
                                         "are new to me",
                                         "is beyond me",
                                         "is the hard part",
                                         "needs practice",
                                         "need practice",
                                         "needs polishing",
                                         "is my sore point",
                                         "makes me panic",
                                         "make me panic",
                                         "makes me sweat",
                                         "make me sweat",
                                         "makes me freeze",
                                         "make me freeze",
                                         "is not my thing",
                                         "isn't my thing",
                                         "is not my forte",
                                         "isn't my forte",
                                         "kills me",
                                         "leaves me blank",
                                         "is where i lose points",
                                         "is where i always lose",
                                         "are a nightmare",
                                         NULL};
static const char *const strong_feelings[] = {"good",    "great",     "happy",      "solid",       "strong",
                                              "at home", "confident", "no worries", "comfortable", NULL};
static const char *const strong_before[] = {
    "strong:",       "strength:",     "strengths:",        "strength is",
    "strengths are", "strong areas:", "strong points are", NULL};
static const char *const strong_after[] = {"is ok",
                                           "are ok",
                                           "go well",
                                           "is fine",
                                           "is good",
                                           "is okay",
                                           "are fine",
                                           "are good",
                                           "are okay",
                                           "i can do",
                                           "is solid",
                                           "are solid",
                                           "goes well",
                                           "is strong",
                                           "are strong",
                                           "is alright",
                                           "are alright",
                                           "come easily",
                                           "is fine now",
                                           "comes easily",
                                           "is no problem",
                                           "are no problem",
                                           "don't scare me",
                                           "don't worry me",
                                           "is easy for me",
                                           "is my strength",
                                           "isn't an issue",
                                           "are easy for me",
                                           "are my strength",
                                           "is not an issue",
                                           "isn't a problem",
                                           "are my strengths",
                                           "aren't a problem",
                                           "doesn't scare me",
                                           "doesn't worry me",
                                           "is not a problem",
                                           "is under control",
                                           "are not a problem",
                                           "is my strong suit",
                                           "isn't the problem",
                                           "is not the problem",
                                           "is a doddle",
                                           "is second nature",
                                           "are second nature",
                                           "is what i am good at",
                                           "is what i'm good at",
                                           "is my home turf",
                                           "i can do in my sleep",
                                           "is covered",
                                           "are covered",
                                           "i have down",
                                           "i've got down",
                                           NULL};

/* What shows that words are not just a list of areas. */
static const char *const verbs[] = {"i",      "i'm",   "i've", "is",  "are",  "am",
                                    "have",   "was",   "need", "can", "but",  "although",
                                    "though", "while", "it's", "do",  "then", NULL};

static const struct finding {
    const char *const *feelings; /* with a preposition: "nervous about" */
    const char *const *before;
    const char *const *after;
    const char *key;
    bool strong;
} findings[] = {{weak_feelings, weak_before, weak_after, "weak", false},
                {strong_feelings, strong_before, strong_after, "strong", true}};

enum { FINDINGS = sizeof findings / sizeof *findings };

/* "budgets, forecasts and ratios scare me": what stands before the clause belongs to it, as long as it is a
 * list of a few words each with nothing else said of them. */
static const char *list_before(const struct hearing *k, const char *clause, const char *at)
{
    const char *joint = strstr(clause, " and "), *from = clause;
    while (joint && joint < at && from > k->folded) {
        const char *comma = from - 1;
        while (comma > k->folded && *comma == ' ')
            comma--;
        if (*comma != ',' || comma == k->folded)
            break;
        const char *earlier = hearing_clause(k, comma);
        struct hearing item = *k;
        hearing_take(&item, hearing_words(k, earlier, comma));
        if (text_words(item.text) > MOST_ITEM || hearing_says(item.folded, verbs))
            break;
        from = earlier;
    }
    return from;
}

/* The subject before "scares me": from where its clause begins, or behind "I am a teacher and". */
static const char *subject(const struct hearing *k, const char *at)
{
    const char *from = list_before(k, hearing_clause(k, at), at), *joint;
    while ((joint = strstr(from, " and ")) && joint < at) {
        size_t n;
        const char *verb = hearing_first(from, verbs, &n);
        if (!verb || verb > joint)
            break;
        from = joint + strlen(" and ");
    }
    return hearing_skip(from, fillers);
}

/* The first words at or behind `from` that an area follows; *n: their length. */
static const char *lead(const char *from, const struct finding *f, size_t *n)
{
    static const char *const prepositions[] = {"at", "in", "on", "with", "about", "of", "over", NULL};
    const char *first = hearing_first(from, f->before, n);
    size_t m, length;
    for (const char *p = from; (p = hearing_first(p, f->feelings, &m)) != NULL && (!first || p < first);
         p += m) {
        const char *behind = p + m + strspn(p + m, " ");
        if (hearing_first(behind, prepositions, &length) != behind)
            continue;
        *n = (size_t)(behind - p) + length;
        return p;
    }
    return first;
}

/* Another lead ends an area: "good at people, bad at numbers". */
static const char *end_of(const char *from)
{
    const char *end = stop_behind(from);
    for (size_t i = 0; i < FINDINGS; i++) {
        size_t n;
        const char *next = lead(from, &findings[i], &n);
        if (next && next < end)
            end = next;
    }
    return end;
}

static void find_before(struct hearing *k, const struct finding *f)
{
    size_t n;
    for (const char *at = k->folded; (at = lead(at, f, &n)) != NULL; at += n) {
        const char *from = hearing_skip(at + n, fillers), *end = end_of(from);
        const char *area = hearing_words(k, from, end);
        const bool denied = hearing_denied(k, at);
        struct hearing c = *k;
        hearing_take(&c, area);
        if (is_area(c.folded) && !(f->strong && denied))
            hearing_list(k, denied ? "strong" : f->key, area);
    }
}

static void find_after(struct hearing *k, const struct finding *f)
{
    size_t n;
    for (const char *at = k->folded; (at = hearing_first(at, f->after, &n)) != NULL; at += n) {
        const char *area = hearing_words(k, subject(k, at), at);
        struct hearing c = *k;
        hearing_take(&c, area);
        if (at > k->folded && text_words(area) <= MOST_SUBJECT && is_area(c.folded))
            hearing_list(k, f->key, area);
    }
}

/* "I ramble" names its area itself. */
static void hear_rambling(struct hearing *k)
{
    static const char *const signs[] = {"i ramble", "tend to ramble", "rambling",
                                        "i waffle", "talk too much",  NULL};
    static const char *const named[] = {"because i", "struggle with rambling", "bad at rambling", NULL};
    size_t n;
    const char *at = hearing_first(k->folded, signs, &n);
    if (at && !hearing_denied(k, at) && !hearing_says(k->folded, named))
        hearing_list(k, "weak", "rambling");
}

void hearing_areas(struct hearing *k)
{
    static const char *const none[] = {"nothing weak",
                                       "no weak",
                                       "no weaknesses",
                                       "no particular weak",
                                       "not weak anywhere",
                                       "not weak in anything",
                                       "don't know where i am weak",
                                       "don't know where i'm weak",
                                       "not sure where i am weak",
                                       "not sure where i'm weak",
                                       "no idea where i",
                                       "no real weak",
                                       "nothing in particular",
                                       "nowhere in particular",
                                       "no weak areas",
                                       "everything is fine",
                                       "everything's fine",
                                       "no big weak",
                                       "nothing specific",
                                       "no specific weak",
                                       "nothing really worries",
                                       "no obvious weak",
                                       NULL};
    if (hearing_says(k->folded, none)) {
        json_put_bool(k->arena, k->facts, "weak_told", true);
        return;
    }
    for (size_t i = 0; i < FINDINGS; i++) {
        find_before(k, &findings[i]);
        find_after(k, &findings[i]);
    }
    hear_rambling(k);
}
