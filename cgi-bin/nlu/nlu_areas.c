#include "base/text.h"
#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>

/* Where somebody feels weak, and what they say is fine: areas in their own words. */

static const char *const fillers[] = {"with",        "at",       "in",
                                      "about",       "is",       "are",
                                      "my",          "the",      "of",
                                      "on",          "to",       "especially",
                                      "mostly",      "mainly",   "always",
                                      "really",      "by",       "for",
                                      "me",          "a bit",    "a little",
                                      "any",         "a",        "an",
                                      "doing",       "probably", "definitely",
                                      "just",        "also",     "things like",
                                      "areas",       "and",      "i would say that",
                                      "i would say", "i'd say",  "i think that",
                                      "i feel that", "i feel",   "i find",
                                      "i think",     "i guess",  "honestly",
                                      "like",        ":",        "-",
                                      NULL};

enum { MOST_ITEM = 3, MOST_SUBJECT = 12, MOST_TOPIC = 4, MOST_REMARK = 6 };

/* Words behind which an area ends. */
static const char *const stops[] = {" because ",      " and i ",     " and i'm ",         " and that's ",
                                    " and my ",       " though",     " which ",           " since ",
                                    " so ",           " when ",      " while ",           " as well as my",
                                    " at the moment", " right now",  " these days",       " even ",
                                    " as i ",         " but ",       " at all",           " after ",
                                    " however",       " too",        " in years",         " in ages",
                                    " in months",     " for years",  " for ages",         " for a while",
                                    " in a while",    " for months", " under pressure, ", " most of all",
                                    " any more",      " anymore",    " any longer",       " to be honest",
                                    " tbh",           " if i",       " whenever ",        NULL};

/* Not what an interview asks about: a life story's own troubles. */
static bool is_area(const char *words)
{
    static const char *const never[] = {"i",
                                        "he",
                                        "me",
                                        "we",
                                        "all",
                                        "her",
                                        "him",
                                        "job",
                                        "she",
                                        "who",
                                        "you",
                                        "boss",
                                        "life",
                                        "none",
                                        "them",
                                        "they",
                                        "time",
                                        "what",
                                        "work",
                                        "being",
                                        "money",
                                        "sleep",
                                        "there",
                                        "these",
                                        "those",
                                        "which",
                                        "energy",
                                        "health",
                                        "losing",
                                        "my job",
                                        "commute",
                                        "manager",
                                        "nothing",
                                        "waiting",
                                        "mornings",
                                        "interview",
                                        "interviews",
                                        "motivation",
                                        "the interview",
                                        "anything",
                                        "everything",
                                        "life right now",
                                        "date",
                                        "my life",
                                        "confidence",
                                        "get going",
                                        "get started",
                                        "get up",
                                        "concentrate",
                                        "focus",
                                        "find time",
                                        "stay motivated",
                                        "keep up",
                                        NULL};
    static const char *const heads[] = {
        "losing my", "my boss",      "my commute",     "my job",    "my current", "current job", "how i",
        "having to", "it",           "this",           "that",      "mondays",    "tuesdays",    "wednesdays",
        "thursdays", "fridays",      "saturdays",      "sundays",   "weekends",   "weekdays",    "evenings",
        "mornings",  "monday",       "tuesday",        "wednesday", "thursday",   "friday",      "saturday",
        "sunday",    "minutes",      "interview date", "when",      "why",        "how",         "what",
        "an hour",   "half an hour", "where",          "my team",   "my partner", "my husband",  "my wife",
        "my family", "my kids",      "my children",    NULL};
    static const char *const times[] = {"minutes", "hours", "hour", "a day", "a week", NULL};
    for (size_t i = 0; never[i]; i++)
        if (strcmp(words, never[i]) == 0)
            return false;
    size_t n;
    return text_words(words) > 0 && !isdigit((unsigned char)*words) &&
           nlu_first_of(words, heads, &n) != words && !nlu_says_one(words, times);
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

/* What says that something is weak, or fine. Behind a feeling and "with", "about", "at" the area follows;
 * `before` stands before the area's name, `after` behind it. Patterns: see nlu_first. */
static const char *const weak_feelings[] = {
    "bad|poor|weak|awful|terrible|hopeless|useless|rubbish|lousy|dreadful|clueless|crap|pants",
    "rusty|shaky|patchy|wobbly|stuck|insecure|uneasy|hesitant|self-conscious|stressed|tense",
    "worry|worried|panic|panicking|afraid|freeze|freezing|scared|unsure|anxious|nervous|terrified|petrified",
    "fail|failing|trouble|problem|problems|difficulty|difficulties|struggle|struggling|stumble|stumbling",
    "weakest|less|least sure|confident|good|comfortable|certain",
    "worst",
    "less|least sure|confident",
    "no|not|little|zero|hardly_any good|idea|experience|clue|practice|confidence",
    "not ~ sure|certain",
    "go|going blank",
    "fall|falling apart",
    "be|get|getting|become better|more_confident",
    "need|want|could_use|could_do_with|would_like|like ~ some? help|support|practice|coaching|guidance",
    "know|knowing ~ nothing|little|next_to_nothing|hardly_anything",
    "second-guess|doubt myself",
    "out of my depth",
    NULL};
static const char *const weak_before[] = {
    "hate|dread|dreading",
    "weak|weakness|weaknesses|weak_areas|weak_area|weak_spots|weak_spot|weak_points|weak_point :",
    ("weakness|weaknesses|weak_area|weak_areas|weak_spot|weak_spots|weak_point|weak_points|weakest_area "
     "is|are"),
    ("weakest_point|weakest_spot|weakest_subject|achilles_heel|blind_spot|blind_spots|sore_point|stumbling_"
     "block is|are"),
    ("my ~ biggest|main|real|only|greatest|big|one? worry|fear|problem|concern|gap|challenge|nightmare "
     "is|are|:"),
    "i lack confidence|experience|practice|knowledge? with|in|of|about|at?",
    "lack of|lacking confidence|experience|practice|knowledge? with|in|of|about|at?",
    "improve|brush_up my|on",
    ("need|have|should|want|ought|must|like|love to? ~ "
     "work_on|improve|brush_up_on|revise|get_better_at|learn_about"),
    "never ~ done|learned|learnt|liked|understood|tried|mastered|been_taught|worked_with|been_good_at",
    "haven't|have_not|not ~ touched|used|practised|practiced|done|written|looked_at|opened|revised",
    "not ~ used_to",
    "struggle|struggling to",
    "keep|kept ~ failing|messing_up|getting_stuck|stumbling|avoiding at|on|over|with|in?",
    "out of practice with|in|at",
    "behind on|with",
    "not so hot at",
    "gaps in",
    "get|gets|getting ~ lost|confused|flustered|muddled|tongue-tied in|by|with|over|about",
    "intimidated|overwhelmed|daunted|terrified|petrified|confused by",
    "find|finding it ~ hard|difficult|tricky|tough to|with",
    ("shy|bad|weak|nervous|freeze|panic|afraid|anxious|ramble|waffle|choke|stumble|clam_up when_i_have_to|"
     "when_it_comes_to|when_they_ask_me_about|when_they_ask_about|when_asked_about|when_i'm_asked_about|"
     "when_i_talk_about|when_asked_to|if_they_ask_about|whenever_i_have_to"),
    "what i ~ can't|cannot do is",
    "can't|cannot ~ handle|cope_with|deal_with|stand|get_my_head_around",
    "don't|do_not ~ understand|know_much_about|know_enough_about|know_anything_about|know_a_lot_about",
    NULL};
static const char *const weak_after[] = {
    ("~ "
     "scare|scares|worry|worries|terrify|terrifies|frighten|frightens|intimidate|intimidates|bother|bothers|"
     "daunt|"
     "daunts|unnerve|unnerves|confuse|confuses|haunt|haunts|kill|kills|frustrate|frustrates me ~"),
    ("~ trip|trips|stress|stresses|let|lets|throw|throws|freak|freaks|put|puts|catch|catches me "
     "up|out|down|off ~"),
    ("~ make|makes|get|gets me ~ feel? "
     "anxious|nervous|panic|sweat|freeze|uncomfortable|uneasy|stumble|ramble|cringe|"
     "blush|sick|tense|stressed|insecure|doubt_myself"),
    ("~ give|gives me ~ "
     "trouble|a_headache|headaches|grief|sleepless_nights|the_creeps|butterflies|a_hard_time"),
    "~ go|goes over my head",
    "~ leave|leaves me ~ blank|speechless|cold|lost",
    "is|are|feels|feel|seems|remains|remain ~ weak|rusty|shaky|patchy|wobbly|iffy|lacking",
    ("is|are ~ my|a|an|the|one_of_my? ~ biggest|main|real|big|usual? "
     "weakness|weaknesses|weak_spot|weak_spots|weak_point|"
     "weak_points|weak_area|weak_areas|achilles_heel|nightmare|struggle|problem|worry|fear|mystery|hard_part|"
     "sore_point|"
     "weak_link|downfall|stumbling_block|blind_spot|challenge to_me|for_me?"),
    ("is|are what|where i|it ~ "
     "fail|struggle|fall_apart|falls_apart|get_stuck|panic|freeze|fear|dread|lose_points|lose|"
     "stumble|worry_about|am_weak|am_weakest|need_help|am_least_sure|feel_least_sure"),
    "is|are what ~ scares|worries|terrifies|frightens|bothers|scare|worry me ~",
    ("isn't|aren't|is_not|are_not ~ my|that|exactly? ~ best|natural|greatest? "
     "strength|strengths|strong_suit|forte|thing|"
     "great|good|brilliant|strong|there_yet"),
    "need|needs ~ some? work|practice|polishing|help|brushing_up|attention",
    "could be better|stronger",
    ("is|are ~ hard|difficult|tricky|tough|daunting|scary|new|alien|foreign|all_greek|confusing|intimidating "
     "for|to me"),
    "is|are beyond me",
    NULL};
static const char *const strong_feelings[] = {("good|great|happy|solid|strong|at_home|confident|comfortable|"
                                               "excellent|fluent|experienced|at_ease|relaxed|sharp|fine"),
                                              "no worries", NULL};
static const char *const strong_before[] = {
    "strong|strength|strengths|strong_areas|strong_points :",
    "strength|strengths|strong_point|strong_points|strong_suit|strongest_area|strongest_point|forte is|are",
    "know my way around|about", "can ~ handle|cope_with|deal_with", NULL};
static const char *const strong_after[] = {
    ("is|are|go|goes|come|comes|feel|feels ~ "
     "ok|okay|fine|good|solid|strong|alright|well|easily|covered|second_nature|"
     "under_control|sorted|no_problem|no_trouble|no_issue|a_doddle|a_breeze|easy_for_me|easy|naturally "
     "to_me|for_me? now?"),
    "is|are ~ my ~ strength|strengths|strong_suit|home_turf|forte|bread_and_butter|thing",
    "is|are what|where i'm|i_am ~ good|strong|confident|best at?",
    "isn't|aren't|is_not|are_not ~ a|an|the|my? ~ problem|issue|worry|concern|weakness",
    "don't|doesn't|do_not|does_not|no_longer ~ scare|worry|bother|faze|frighten|trouble|stress me ~",
    "used to ~ scare|worry|terrify|frighten|bother|stress|be_hard_for me?",
    "i can do in_my_sleep?",
    "i have|i've_got down",
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
static const char *list_before(const struct nlu *heard, const char *clause, const char *at)
{
    const char *joint = strstr(clause, " and "), *from = clause;
    while (joint && joint < at && from > heard->folded) {
        const char *comma = from - 1;
        while (comma > heard->folded && *comma == ' ')
            comma--;
        if (*comma != ',' || comma == heard->folded)
            break;
        const char *earlier = nlu_clause(heard, comma);
        struct nlu item = *heard;
        nlu_take(&item, nlu_words(heard, earlier, comma));
        if (text_words(item.text) > MOST_ITEM || nlu_says_one(item.folded, verbs))
            break;
        from = earlier;
    }
    return from;
}

/* The subject before "scares me": from where its clause begins, or behind "I am a teacher and". */
static const char *subject(const struct nlu *heard, const char *at)
{
    const char *from = list_before(heard, nlu_clause(heard, at), at), *joint;
    while ((joint = strstr(from, " and ")) && joint < at) {
        size_t n;
        const char *verb = nlu_first_of(from, verbs, &n);
        if (!verb || verb > joint)
            break;
        from = joint + strlen(" and ");
    }
    return nlu_skip_words(from, fillers);
}

/* The first words at or behind `from` that an area follows; *n: their length. */
static const char *lead(const char *from, const struct finding *f, size_t *n)
{
    static const char *const prepositions[] = {"at", "in", "on", "with", "about", "of", "over", NULL};
    const char *first = nlu_first_of(from, f->before, n);
    size_t m, length;
    for (const char *p = from; (p = nlu_first_of(p, f->feelings, &m)) != NULL && (!first || p < first);
         p += m) {
        const char *behind = p + m + strspn(p + m, " ");
        if (nlu_first_of(behind, prepositions, &length) != behind)
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

/* Puts words down as an area, weak or strong; false when they are none. "It" and "that" stand for what a
 * short question before named ("Closing deals? Awful at it."). */
static bool put_area(struct nlu *heard, bool strong, const char *words)
{
    static const char *const pronouns[] = {"it", "it all", "that", "this", "them", "those", "there", NULL};
    struct nlu c = *heard;
    nlu_take(&c, words);
    for (size_t i = 0; heard->topic && pronouns[i]; i++)
        if (strcmp(c.folded, pronouns[i]) == 0)
            nlu_take(&c, heard->topic);
    if (!is_area(c.folded) || text_words(c.text) > MOST_SUBJECT)
        return false;
    const char *colon = strstr(c.text, ": "); /* what it is made of stays with it */
    const char *area =
        colon ? arena_printf(heard->arena, "%.*s (%s)", (int)(colon - c.text), c.text, colon + 2) : c.text;
    nlu_list(heard, strong ? "strong" : "weak", area);
    return true;
}

/* "Python I'm solid on": the area stands in front of its sentence. */
static const char *in_front(const struct nlu *heard, const char *at)
{
    static const char *const who[] = {"i'm", "i am", "i feel", "i", NULL};
    const char *clause = nlu_clause(heard, at), *from = list_before(heard, clause, at);
    size_t n;
    const char *verb = nlu_first_of(clause, who, &n);
    return verb && verb < at ? nlu_words(heard, nlu_skip_words(from, fillers), verb) : "";
}

static void find_before(struct nlu *heard, const struct finding *f)
{
    static const char *const moods[] = {"happy", "fine", "relaxed", "great", NULL}; /* not so: no weakness */
    size_t n, length;
    for (const char *at = heard->folded; (at = lead(at, f, &n)) != NULL; at += n) {
        const char *from = nlu_skip_words(at + n, fillers), *end = end_of(from);
        const char *area = nlu_words(heard, from, end);
        const bool denied = nlu_denied(heard, at);
        if (strchr(",.;!?", at[n]))
            area = in_front(heard, at);
        if (!denied || nlu_first_of(at, moods, &length) != at)
            put_area(heard, f->strong != denied, area);
    }
}

/* "used to scare me" */
static bool once(const struct nlu *heard, const char *at)
{
    const char *before;
    return strcmp(nlu_word_before(heard, at, &before), "to") == 0 &&
           strcmp(nlu_word_before(heard, before, NULL), "used") == 0;
}

static void find_after(struct nlu *heard, const struct finding *f)
{
    size_t n;
    for (const char *at = heard->folded; (at = nlu_first_of(at, f->after, &n)) != NULL; at += n)
        if (at > heard->folded && !nlu_denied(heard, at) && (f->strong || !once(heard, at)))
            put_area(heard, f->strong, nlu_words(heard, subject(heard, at), at));
}

/* What stands around an area: "I find ratios tricky", "I've got the algorithms covered". */
static void find_between(struct nlu *heard)
{
    static const char *const find[] = {"find|found", NULL}, *const have[] = {"i've|have got|the?", NULL};
    static const char *const hard[] = {
        ("~ hard|difficult|tricky|tough|daunting|scary|challenging|confusing|stressful|"
         "intimidating|impossible|exhausting|nerve-racking"),
        NULL};
    static const char *const easy[] = {"~ easy|fine|simple|straightforward|manageable", NULL};
    static const char *const done[] = {"~ covered|down|nailed|sorted|under_control", NULL};
    static const struct {
        const char *const *lead, *const *tail;
        bool strong;
    } rows[] = {{find, hard, false}, {find, easy, true}, {have, done, true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t n, m;
        const char *at = nlu_first_of(heard->folded, rows[i].lead, &n);
        const char *tail = at ? nlu_first_of(at + n, rows[i].tail, &m) : NULL;
        if (tail && tail < nlu_clause_end(at))
            put_area(heard, rows[i].strong != nlu_denied(heard, at),
                     nlu_words(heard, nlu_skip_words(at + n, fillers), tail));
    }
}

/* "Python I'm solid on, pandas less so" */
static void find_contrast(struct nlu *heard, const char *known)
{
    static const char *const signs[] = {"~ less so", "not so|as much", NULL};
    size_t n;
    const char *at = nlu_first_of(heard->folded, signs, &n);
    if (at && strcmp(json_get_text(heard->facts, "strong", ""), known) != 0)
        put_area(heard, false, nlu_words(heard, nlu_skip_words(nlu_clause(heard, at), fillers), at));
}

/* "Planning under pressure, fine." */
static bool remarked(struct nlu *heard)
{
    static const char *const fine[] = {"~ fine|ok|okay|good|easy|sorted|no_problem|no_worries|no_bother",
                                       NULL};
    const char *comma = strrchr(heard->folded, ',');
    size_t n;
    if (!comma || nlu_first_of(comma + 1 + (comma[1] == ' '), fine, &n) != comma + 1 + (comma[1] == ' ') ||
        strcspn(comma + 2 + n, ".!") > 0 || nlu_first_of(heard->folded, verbs, &n))
        return false;
    put_area(heard, true, nlu_words(heard, nlu_skip_words(heard->folded, fillers), comma));
    return true;
}

/* "Phonics? No worries there." */
static void find_of_topic(struct nlu *heard)
{
    static const char *const fine[] = {"no worries|problem|trouble|bother", "fine|easy|sorted|covered|great",
                                       NULL};
    size_t n;
    if (remarked(heard) || !heard->topic || text_words(heard->text) > MOST_REMARK)
        return;
    const char *at = nlu_first_of(heard->folded, fine, &n);
    if (at) {
        put_area(heard, !nlu_denied(heard, at), heard->topic);
        return;
    }
    at = nlu_first_of(heard->folded, weak_feelings, &n);
    if (at)
        put_area(heard, nlu_denied(heard, at), heard->topic);
}

/* Habits name their area themselves. */
static void hear_habits(struct nlu *heard, bool found)
{
    static const struct {
        const char *pattern, *area;
        bool always; /* even where the sentence names another area */
    } habits[] = {
        {"i|to ~ ramble|waffle", "rambling", true},
        {"rambling|waffling", "rambling", true},
        {"talk|speak too much", "rambling", true},
        {"talk|speak|talking|speaking too fast|quickly", "talking too fast", true},
        {"undersell|underselling|sell|selling myself short?", "underselling myself", false},
        {"go|goes|going ~ blank", "going blank", false},
        {"get|gets ~ tongue-tied|tongue_tied", "getting tongue-tied", false},
        {"overthink|overthinking", "overthinking", false},
        {"i ~ freeze|freeze_up|clam_up", "freezing up", false},
        {"second-guess|doubt myself", "doubting myself", false},
    };
    static const char *const named[] = {"because i", "struggle with rambling", "bad at rambling", NULL};
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++) {
        const char *const pattern[] = {habits[i].pattern, NULL};
        size_t n;
        const char *at = nlu_first_of(heard->folded, pattern, &n);
        if (!at || nlu_denied(heard, at) || nlu_says_one(heard->folded, named) ||
            (found && !habits[i].always))
            continue;
        nlu_list(heard, "weak", habits[i].area);
    }
}

void nlu_topic(struct nlu *heard, bool understood)
{
    struct nlu c = *heard;
    const bool fits = !understood && text_words(heard->text) <= MOST_TOPIC && !strpbrk(heard->text, ",:") &&
                      !nlu_says_one(heard->folded, verbs);
    nlu_take(&c,
             nlu_words(heard, nlu_skip_words(heard->folded, fillers), heard->folded + strlen(heard->folded)));
    heard->topic = fits && is_area(c.folded) ? c.text : NULL;
}

void nlu_areas(struct nlu *heard)
{
    static const char *const none[] = {
        "no|nothing ~ particular|real|big|specific|obvious|special? weak|weakness|weaknesses",
        "not weak anywhere|in_anything|at_anything|in_particular",
        "no|nowhere|nothing in particular",
        "everything is|feels|seems ~ fine|ok|okay|good",
        "everything's ~ fine|ok|okay|good",
        "nothing specific",
        "nothing ~ worries|scares|bothers me",
        NULL};
    static const char *const unknown[] = {
        "don't|do_not ~ know what|where my|i|i'm|the ~ weak|weakest|am_weak|weak_areas|weaknesses",
        "not sure|no_idea|not_certain where|what i|my|i'm ~ weak|am_weak|weak_areas|weaknesses|weakest|bad",
        NULL};
    if (nlu_says_one(heard->folded, none) || nlu_says_one(heard->folded, unknown)) {
        json_put_bool(heard->arena, heard->facts, "weak_told", true);
        return;
    }
    const char *weak = arena_copy(heard->arena, json_get_text(heard->facts, "weak", "")),
               *strong = arena_copy(heard->arena, json_get_text(heard->facts, "strong", ""));
    for (size_t i = 0; i < FINDINGS; i++) {
        find_before(heard, &findings[i]);
        find_after(heard, &findings[i]);
    }
    find_between(heard);
    find_contrast(heard, strong);
    find_of_topic(heard);
    hear_habits(heard, strcmp(weak, json_get_text(heard->facts, "weak", "")) != 0);
}
