#ifndef LIBRARY_PHRASES_H
#define LIBRARY_PHRASES_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>

/* What the built-in coach listens for: lists of phrases in prompts/library/hears/<file>.json, an object of
 * lists by name. An item is a phrase, or a phrase and a note on it: ["want to be", "noun"].
 *
 * THE table of them: id, file, name of the list. What a list is for stands in its file. */
/* clang-format off */
#define PHRASES(P) \
    P(AREAS_NEVER, "areas", "never") \
    P(AREAS_HEADS, "areas", "heads") \
    P(AREAS_TIMES, "areas", "times") \
    P(AREAS_AMOUNTS, "areas", "amounts") \
    P(AREAS_WITHIN, "areas", "within") \
    P(AREAS_PRONOUNS, "areas", "pronouns") \
    P(AREAS_TOPIC_FINE, "areas", "topic fine") \
    P(AREAS_TOPIC_WEAK, "areas", "topic weak") \
    P(AREAS_HABITS, "areas", "habits") \
    P(AREAS_OTHER_HABITS, "areas", "other habits") \
    P(AREAS_HABITS_NAMED, "areas", "habits named") \
    P(AREAS_NONE, "areas", "none") \
    P(AREAS_UNKNOWN, "areas", "unknown") \
    P(CALENDAR_AHEAD, "calendar", "ahead") \
    P(CALENDAR_BEHIND_DAY, "calendar", "behind day") \
    P(CALENDAR_FEASTS, "calendar", "feasts") \
    P(CALENDAR_HALFDAY, "calendar", "halfday") \
    P(CALENDAR_LOOSE, "calendar", "loose") \
    P(CALENDAR_MONEY, "calendar", "money") \
    P(CALENDAR_MONTHS, "calendar", "months") \
    P(CALENDAR_RULES, "calendar", "rules") \
    P(CALENDAR_SPANS, "calendar", "spans") \
    P(CALENDAR_WEEKDAYS, "calendar", "weekdays") \
    P(CHANGES_DROP, "changes", "drop") \
    P(CHANGES_DROPPED, "changes", "dropped") \
    P(CHANGES_LESS, "changes", "less") \
    P(CHANGES_LOWERED, "changes", "lowered") \
    P(CHANGES_MORE, "changes", "more") \
    P(CHANGES_RAISED, "changes", "raised") \
    P(CHANGES_ADD, "changes", "add") \
    P(CHANGES_ADDED, "changes", "added") \
    P(CHANGES_WANT, "changes", "want") \
    P(CHANGES_KEEP, "changes", "keep") \
    P(CHANGES_HARDER, "changes", "harder") \
    P(CHANGES_EASIER, "changes", "easier") \
    P(CHANGES_FIRST, "changes", "first") \
    P(CHANGES_LAST, "changes", "last") \
    P(CHANGES_BEFORE, "changes", "before") \
    P(CHANGES_AFTER, "changes", "after") \
    P(CHANGES_UP, "changes", "up") \
    P(CHANGES_DOWN, "changes", "down") \
    P(CHANGES_PLACE, "changes", "place") \
    P(CHANGES_HALF, "changes", "half") \
    P(CHANGES_DOUBLE, "changes", "double") \
    P(CHANGES_SWAP, "changes", "swap") \
    P(CHANGES_INSTEAD, "changes", "instead") \
    P(CHANGES_COST, "changes", "cost") \
    P(CHANGES_TAKE, "changes", "take") \
    P(CHANGES_MOVE, "changes", "move") \
    P(CHANGES_GIVE, "changes", "give") \
    P(CHANGES_PUT, "changes", "put") \
    P(CHANGES_MAKE, "changes", "make") \
    P(CHANGES_CUT, "changes", "cut") \
    P(CHANGES_OUT, "changes", "out") \
    P(CHANGES_IN, "changes", "in") \
    P(CHANGES_EVENLY, "changes", "evenly") \
    P(CHANGES_ALL, "changes", "all") \
    P(CHANGES_REST, "changes", "rest") \
    P(CHANGES_THOSE, "changes", "those") \
    P(CHANGES_EXCEPT, "changes", "except") \
    P(CHANGES_EXCEPT_ALL, "changes", "except all") \
    P(CHANGES_ONLY, "changes", "only") \
    P(CHANGES_NOT, "changes", "not") \
    P(CHANGES_NTH, "changes", "nth") \
    P(CHANGES_FIRST_FEW, "changes", "first few") \
    P(CHANGES_LAST_FEW, "changes", "last few") \
    P(CHANGES_BY, "changes", "by") \
    P(CHANGES_TO, "changes", "to") \
    P(CHANGES_FROM, "changes", "from") \
    P(CHANGES_LENGTHS, "changes", "lengths") \
    P(CHANGES_MINUTES, "changes", "minutes") \
    P(CHANGES_ADDED_TIME, "changes", "added time") \
    P(CHANGES_TAKEN_TIME, "changes", "taken time") \
    P(CHANGES_ANOTHER, "changes", "another") \
    P(CHANGES_AND, "changes", "and") \
    P(CHANGES_OR, "changes", "or") \
    P(CHANGES_PART, "changes", "part") \
    P(CHANGES_REASON, "changes", "reason") \
    P(CHANGES_IF, "changes", "if") \
    P(CHANGES_DOUBT, "changes", "doubt") \
    P(CHANGES_PAST, "changes", "past") \
    P(CHANGES_POLITE_PAST, "changes", "polite past") \
    P(CHANGES_SAID, "changes", "said") \
    P(CHANGES_WHILE, "changes", "while") \
    P(CHANGES_LASTING, "changes", "lasting") \
    P(CHANGES_LIMIT, "changes", "limit") \
    P(CHANGES_RATE, "changes", "rate") \
    P(CHANGES_EVERY_DAY, "changes", "every day") \
    P(CHANGES_DAY, "changes", "day") \
    P(CHANGES_HOURS, "changes", "hours") \
    P(CHANGES_SPAN, "changes", "span") \
    P(CHANGES_DATE, "changes", "date") \
    P(CHANGES_ROLE_IS, "changes", "role is") \
    P(CHANGES_ROLE, "changes", "role") \
    P(CHANGES_ROLE_END, "changes", "role end") \
    P(CHANGES_THANKS, "changes", "thanks") \
    P(CHANGES_AS_IT_IS, "changes", "as it is") \
    P(CHANGES_DISLIKE, "changes", "dislike") \
    P(CHANGES_FEELS, "changes", "feels") \
    P(CHANGES_WRONG, "changes", "wrong") \
    P(CHANGES_OPENERS, "changes", "openers") \
    P(CHANGES_QUESTION, "changes", "question") \
    P(CHANGES_SUGGESTS, "changes", "suggests") \
    P(CHANGES_SUBJECT, "changes", "subject") \
    P(CHANGES_PERSON, "changes", "person") \
    P(CHANGES_PRONOUN, "changes", "pronoun") \
    P(CHANGES_NAMES, "changes", "names") \
    P(CHANGES_WISHING, "changes", "wishing") \
    P(CHANGES_BEHIND_NAME, "changes", "behind name") \
    P(CHANGES_LIGHT, "changes", "light") \
    P(CHANGES_EMPTY, "changes", "empty") \
    P(CHAT_NOTHING, "chat", "nothing") \
    P(CHAT_HELLO, "chat", "hello") \
    P(CHAT_THANKS, "chat", "thanks") \
    P(CHAT_WHAT, "chat", "what") \
    P(CHAT_NO_JOB, "chat", "no job") \
    P(CHAT_FEAR, "chat", "fear") \
    P(CHAT_CANCELLED, "chat", "cancelled") \
    P(CLAUSE_WRITER, "clause", "writer") \
    P(CLAUSE_ME, "clause", "me") \
    P(CLAUSE_OTHERS, "clause", "others") \
    P(CLAUSE_DEMANDS, "clause", "demands") \
    P(CLAUSE_BE, "clause", "be") \
    P(CLAUSE_HELPERS, "clause", "helpers") \
    P(CLAUSE_DENIALS, "clause", "denials") \
    P(CLAUSE_NO_DENIALS, "clause", "no denials") \
    P(CLAUSE_PAST, "clause", "past") \
    P(CLAUSE_OPEN_MOODS, "clause", "open moods") \
    P(CLAUSE_BREAKS, "clause", "breaks") \
    P(CLAUSE_AT, "clause", "at") \
    P(CLAUSE_ASKING, "clause", "asking") \
    P(CLAUSE_BAD, "clause", "bad") \
    P(CLAUSE_FEAR, "clause", "fear") \
    P(CLAUSE_GOOD, "clause", "good") \
    P(CLAUSE_SURE, "clause", "sure") \
    P(CLAUSE_FAIL, "clause", "fail") \
    P(CLAUSE_SHINE, "clause", "shine") \
    P(CLAUSE_DREAD, "clause", "dread") \
    P(CLAUSE_IGNORANT, "clause", "ignorant") \
    P(CLAUSE_HANDLE, "clause", "handle") \
    P(CLAUSE_WANT, "clause", "want") \
    P(CLAUSE_IMPROVE, "clause", "improve") \
    P(CLAUSE_WEAK_LABELS, "clause", "weak labels") \
    P(CLAUSE_FINE_LABELS, "clause", "fine labels") \
    P(CLAUSE_SCARES, "clause", "scares") \
    P(CLAUSE_HARD, "clause", "hard") \
    P(CLAUSE_TROUBLE, "clause", "trouble") \
    P(CLAUSE_EASY, "clause", "easy") \
    P(CLAUSE_FLOWS, "clause", "flows") \
    P(CLAUSE_WANTS_WORK, "clause", "wants work") \
    P(CLAUSE_FIND, "clause", "find") \
    P(CLAUSE_HAVE, "clause", "have") \
    P(CLAUSE_DONE, "clause", "done") \
    P(CLAUSE_ALL, "clause", "all") \
    P(CLAUSE_EXCEPT, "clause", "except") \
    P(CLAUSE_WHAT, "clause", "what") \
    P(CLAUSE_TOO, "clause", "too") \
    P(CLAUSE_STOPS, "clause", "stops") \
    P(CLAUSE_FINITE, "clause", "finite") \
    P(CLAUSE_OTHER_FACTS, "clause", "other facts") \
    P(CLAUSE_OPENERS, "clause", "openers") \
    P(CLAUSE_RARELY, "clause", "rarely") \
    P(CLAUSE_BARE_GOOD, "clause", "bare good") \
    P(CLAUSE_BARE_BAD, "clause", "bare bad") \
    P(CLAUSE_AS_WELL, "clause", "as well") \
    P(CLAUSE_SLIPS, "clause", "slips") \
    P(CLAUSE_TO, "clause", "to") \
    P(CLAUSE_QUESTIONS, "clause", "questions") \
    P(CLAUSE_DOUBTS, "clause", "doubts") \
    P(CLAUSE_EQUALS, "clause", "equals") \
    P(CLAUSE_IT_IS, "clause", "it is") \
    P(CLAUSE_DETERMINERS, "clause", "determiners") \
    P(CLAUSE_MY, "clause", "my") \
    P(CLAUSE_NO_ITEMS, "clause", "no items") \
    P(CLAUSE_CANNOT, "clause", "cannot") \
    P(CLAUSE_ACTIONS, "clause", "actions") \
    P(CLAUSE_VIGOUR, "clause", "vigour") \
    P(CLAUSE_LOW_STATES, "clause", "low states") \
    P(CLAUSE_MIDDLING_STATES, "clause", "middling states") \
    P(CLAUSE_HIGH_STATES, "clause", "high states") \
    P(CLAUSE_GLAD_STATES, "clause", "glad states") \
    P(CLAUSE_LOW_LEVELS, "clause", "low levels") \
    P(CLAUSE_MIDDLING_LEVELS, "clause", "middling levels") \
    P(CLAUSE_HIGH_LEVELS, "clause", "high levels") \
    P(CLAUSE_LOW_MUCH, "clause", "low much") \
    P(CLAUSE_MIDDLING_MUCH, "clause", "middling much") \
    P(CLAUSE_HIGH_MUCH, "clause", "high much") \
    P(CLAUSE_TIMES_OF_DAY, "clause", "times of day") \
    P(CLAUSE_THEN, "clause", "then") \
    P(CLAUSE_OWN_LOW_STATES, "clause", "own low states") \
    P(CLAUSE_SAID_ANYWAY, "clause", "said anyway") \
    P(CLAUSE_PERHAPS_FACTS, "clause", "perhaps facts") \
    P(CLAUSE_YES, "clause", "yes") \
    P(CLAUSE_NAY, "clause", "nay") \
    P(CLAUSE_GERUNDS, "clause", "gerunds") \
    P(CLAUSE_ECHOES, "clause", "echoes") \
    P(CLAUSE_RESUMES, "clause", "resumes") \
    P(CLAUSE_RESUMES_BEING, "clause", "resumes being") \
    P(CLAUSE_THROWN_IN, "clause", "thrown in") \
    P(CLAUSE_CLIENTS, "clause", "clients") \
    P(CLAUSE_CRIES, "clause", "cries") \
    P(CLAUSE_ASIDES, "clause", "asides") \
    P(CLAUSE_CAN, "clause", "can") \
    P(CLAUSE_MARKED_GOOD, "clause", "marked good") \
    P(CLAUSE_MARKED_BAD, "clause", "marked bad") \
    P(CLAUSE_NO_ANSWERS, "clause", "no answers") \
    P(CLAUSE_AMOUNTS, "clause", "amounts") \
    P(CLAUSE_SETTLED, "clause", "settled") \
    P(COMMON_STEMS, "common", "stems") \
    P(DATE_BARE, "date", "bare") \
    P(DATE_CANCELLED, "date", "cancelled") \
    P(DATE_CHANGES, "date", "changes") \
    P(DATE_EARLIER, "date", "earlier") \
    P(DATE_EVENTS, "date", "events") \
    P(DATE_GOING_ON, "date", "going on") \
    P(DATE_HAS_TIME, "date", "has time") \
    P(DATE_HOPED, "date", "hoped") \
    P(DATE_INTERVIEW, "date", "interview") \
    P(DATE_LATER_ROUND, "date", "later round") \
    P(DATE_MOVES, "date", "moves") \
    P(DATE_NONE_ABOUT, "date", "none about") \
    P(DATE_NONE_YET, "date", "none yet") \
    P(DATE_OTHERS, "date", "others") \
    P(DATE_OVER, "date", "over") \
    P(DATE_REPLACED, "date", "replaced") \
    P(DATE_SLOTS, "date", "slots") \
    P(DATE_TALKS, "date", "talks") \
    P(DATE_UNTIL_THEN, "date", "until then") \
    P(DAYS_ALL, "days", "all") \
    P(DAYS_AWAY, "days", "away") \
    P(DAYS_BETWEEN, "days", "between") \
    P(DAYS_DAYS, "days", "days") \
    P(DAYS_EXCEPT, "days", "except") \
    P(DAYS_FREE, "days", "free") \
    P(DAYS_NOT, "days", "not") \
    P(DAYS_NOT_ALONE, "days", "not alone") \
    P(DAYS_ONLY, "days", "only") \
    P(DAYS_OPEN, "days", "open") \
    P(DAYS_OUT, "days", "out") \
    P(DAYS_OUT_BEFORE, "days", "out before") \
    P(DAYS_OWN_OFF, "days", "own off") \
    P(DAYS_PLURAL, "days", "plural") \
    P(DAYS_REST, "days", "rest") \
    P(DAYS_SKIP, "days", "skip") \
    P(DAYS_THEN, "days", "then") \
    P(DAYS_TOO, "days", "too") \
    P(ENERGY_SCALE, "energy", "scale") \
    P(ENERGY_OF_TEN, "energy", "of ten") \
    P(ENERGY_BARE_LOW, "energy", "bare low") \
    P(ENERGY_BARE_MIDDLING, "energy", "bare middling") \
    P(ENERGY_BARE_HIGH, "energy", "bare high") \
    P(LIST_JOINTS, "list", "joints") \
    P(LIST_SMALL_WORDS, "list", "small words") \
    P(LIST_OPENINGS, "list", "openings") \
    P(MARKER_SPOKEN_TO, "marker", "spoken to") \
    P(MARKER_BEST, "marker", "best") \
    P(MARKER_OF_MODELS, "marker", "of models") \
    P(MATERIAL_OWN, "material", "own") \
    P(MATERIAL_ADVERT, "material", "advert") \
    P(MATERIAL_CV, "material", "cv") \
    P(MATERIAL_ASKED, "material", "asked") \
    P(MATERIAL_FIELDS, "material", "fields") \
    P(MATERIAL_TITLE_LABELS, "material", "title labels") \
    P(MATERIAL_WANTED, "material", "wanted") \
    P(MATERIAL_TITLE_ENDS, "material", "title ends") \
    P(MATERIAL_POINTING, "material", "pointing") \
    P(NUMBER_APPROX, "number", "approx") \
    P(NUMBER_FILLERS, "number", "fillers") \
    P(NUMBER_LIMITS, "number", "limits") \
    P(NUMBER_ORDINALS, "number", "ordinals") \
    P(NUMBER_TAILS, "number", "tails") \
    P(NUMBER_TIMES, "number", "times") \
    P(NUMBER_VAGUE, "number", "vague") \
    P(NUMBER_VALUES, "number", "values") \
    P(OWN_CRAFT, "own", "craft") \
    P(OWN_EMPTY, "own", "empty") \
    P(OWN_ENDS, "own", "ends") \
    P(OWN_NO_NAME, "own", "no name") \
    P(OWN_PLANNING, "own", "planning") \
    P(OWN_PLACE, "own", "place") \
    P(PLAN_EMPTY, "plan", "empty") \
    P(PLAN_JOINTS, "plan", "joints") \
    P(PLAN_NERVES, "plan", "nerves") \
    P(ROLE_LABELS, "role", "labels") \
    P(ROLE_ARTICLES, "role", "articles") \
    P(ROLE_LEADS, "role", "leads") \
    P(ROLE_CLEFTS, "role", "clefts") \
    P(ROLE_OUT, "role", "out") \
    P(ROLE_CORRECTIONS, "role", "corrections") \
    P(ROLE_ENDS, "role", "ends") \
    P(ROLE_TIMES, "role", "times") \
    P(ROLE_NOT_FIRST, "role", "not first") \
    P(ROLE_FIRST_AFTER_ALL, "role", "first after all") \
    P(ROLE_NOT_ALONE, "role", "not alone") \
    P(ROLE_INSIDE, "role", "inside") \
    P(ROLE_COMPANY, "role", "company") \
    P(ROLE_BEHIND_COMPANY, "role", "behind company") \
    P(ROLE_PAST, "role", "past") \
    P(ROLE_PAST_AROUND, "role", "past around") \
    P(ROLE_OTHERS, "role", "others") \
    P(ROLE_SELF, "role", "self") \
    P(ROLE_NOUNS, "role", "nouns") \
    P(ROLE_WANTED, "role", "wanted") \
    P(ROLE_KINDS, "role", "kinds") \
    P(ROLE_NO_HEADS, "role", "no heads") \
    P(ROLE_BARE_ARTICLES, "role", "bare articles") \
    P(ROLE_NO_TITLE, "role", "no title") \
    P(ROLE_ALONE_BEFORE, "role", "alone before") \
    P(ROLE_SAID_BEHIND, "role", "said behind") \
    P(ROLE_NOT_INSIDE, "role", "not inside") \
    P(ROLE_CONTRACTIONS, "role", "contractions") \
    P(SENIORITY_JUNIOR, "seniority", "junior") \
    P(SENIORITY_SENIOR, "seniority", "senior") \
    P(SENTENCE_APOSTROPHES, "sentence", "apostrophes") \
    P(SENTENCE_RATES, "sentence", "rates") \
    P(SENTENCE_SHORT_FORMS, "sentence", "short forms") \
    P(SENTENCE_SHORTHAND, "sentence", "shorthand") \
    P(SENTENCE_SMALL_WORDS, "sentence", "small words") \
    P(SENTENCE_DENIALS, "sentence", "denials") \
    P(SENTENCE_JOINTS, "sentence", "joints") \
    P(SENTENCE_RANGE_ENDS, "sentence", "range ends") \
    P(SENTENCE_SPELLED, "sentence", "spelled") \
    P(SENTENCE_NO_SLIPS, "sentence", "no slips") \
    P(STORY_SITUATION, "story", "situation") \
    P(STORY_TASK, "story", "task") \
    P(STORY_ACTION, "story", "action") \
    P(STORY_RESULT, "story", "result") \
    P(STORY_LESSON, "story", "lesson") \
    P(STORY_NOT_STORY, "story", "not story") \
    P(TIME_ASKED, "time", "asked") \
    P(TIME_BARE, "time", "bare") \
    P(TIME_BETTER, "time", "better") \
    P(TIME_BOUNDS, "time", "bounds") \
    P(TIME_CORRECTIONS, "time", "corrections") \
    P(TIME_FIRST_PERSON, "time", "first person") \
    P(TIME_HAVE, "time", "have") \
    P(TIME_HEDGES, "time", "hedges") \
    P(TIME_IDEAL, "time", "ideal") \
    P(TIME_JOINTS, "time", "joints") \
    P(TIME_LIFE, "time", "life") \
    P(TIME_LONGER, "time", "longer") \
    P(TIME_OTHERS, "time", "others") \
    P(TIME_PARTS, "time", "parts") \
    P(TIME_PAST, "time", "past") \
    P(TIME_PLACES, "time", "places") \
    P(TIME_PRACTICE, "time", "practice") \
    P(TIME_SHORTER, "time", "shorter") \
    P(TIME_SMALL, "time", "small") \
    P(TIME_SUBJECTS, "time", "subjects") \
    P(TIME_UNITS, "time", "units") \
    P(TIME_UNREAL, "time", "unreal")
/* clang-format on */

enum phrase_list {
#define PHRASES_ID(id, file, name) HEAR_##id,
    PHRASES(PHRASES_ID)
#undef PHRASES_ID
        PHRASE_LISTS
};

struct phrases;

/* Reads every list of the table from a folder. ERR_CONFIG with *why for a file or list that is missing, empty
 * or of another shape, and for a list that the table does not have. */
MUST_USE enum err phrases_read(struct arena *a, const char *folder, struct phrases **out, const char **why);
/* A list's phrases in the file's order, NULL at its end. */
const char *const *phrases_list(const struct phrases *all, enum phrase_list which);
/* The note on each phrase, "" where there is none, NULL at its end. */
const char *const *phrases_notes(const struct phrases *all, enum phrase_list which);
/* The letters that each phrase may begin with, a bit each from "a": so that most places in a text are told
 * without a comparison. PHRASE_ANY: it may begin with anything. */
#define PHRASE_ANY UINT32_MAX
const uint32_t *phrases_initials(const struct phrases *all, enum phrase_list which);
/* May a phrase of these letters begin with this character? */
static inline bool phrase_may_begin(uint32_t initials, char letter)
{
    return initials == PHRASE_ANY || (letter >= 'a' && letter <= 'z' && (initials >> (letter - 'a') & 1));
}

#endif
