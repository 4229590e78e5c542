#ifndef LIBRARY_PHRASES_H
#define LIBRARY_PHRASES_H

#include "base/arena.h"
#include "base/err.h"

/* What the built-in coach listens for: lists of phrases in prompts/library/hears/<file>.json, an object of
 * lists by name. An item is a phrase, or a phrase and a note on it: ["want to be", "noun"].
 *
 * THE table of them: id, file, name of the list. What a list is for stands in its file. */
/* clang-format off */
#define PHRASES(P) \
    P(AREAS_NEVER, "areas", "never") \
    P(AREAS_HEADS, "areas", "heads") \
    P(AREAS_TIMES, "areas", "times") \
    P(AREAS_PRONOUNS, "areas", "pronouns") \
    P(AREAS_TOPIC_FINE, "areas", "topic fine") \
    P(AREAS_TOPIC_WEAK, "areas", "topic weak") \
    P(AREAS_HABITS, "areas", "habits") \
    P(AREAS_OTHER_HABITS, "areas", "other habits") \
    P(AREAS_HABITS_NAMED, "areas", "habits named") \
    P(AREAS_NONE, "areas", "none") \
    P(AREAS_UNKNOWN, "areas", "unknown") \
    P(CALENDAR_MONTHS, "calendar", "months") \
    P(CALENDAR_ORDINALS, "calendar", "ordinals") \
    P(CALENDAR_END_OF, "calendar", "end of") \
    P(CALENDAR_THIS_MONTH, "calendar", "this month") \
    P(CALENDAR_NEXT_MONTH, "calendar", "next month") \
    P(CALENDAR_THIS_YEAR, "calendar", "this year") \
    P(CALENDAR_THIS_WEEK, "calendar", "this week") \
    P(CALENDAR_NEXT_WEEK, "calendar", "next week") \
    P(CALENDAR_BEHIND_DAY, "calendar", "behind day") \
    P(CALENDAR_OF_NEXT_MONTH, "calendar", "of next month") \
    P(CALENDAR_AHEAD, "calendar", "ahead") \
    P(CALENDAR_WEEKDAYS, "calendar", "weekdays") \
    P(CALENDAR_SPANS, "calendar", "spans") \
    P(CALENDAR_RATES, "calendar", "rates") \
    P(CALENDAR_TO_COME, "calendar", "to come") \
    P(CALENDAR_WITHIN, "calendar", "within") \
    P(CALENDAR_COUNTED, "calendar", "counted") \
    P(CHANGES_DROP, "changes", "drop") \
    P(CHANGES_HALF, "changes", "half") \
    P(CHANGES_DOUBLE, "changes", "double") \
    P(CHANGES_EASIER, "changes", "easier") \
    P(CHANGES_HARDER, "changes", "harder") \
    P(CHANGES_SHORTER, "changes", "shorter") \
    P(CHANGES_LESS, "changes", "less") \
    P(CHANGES_LONGER, "changes", "longer") \
    P(CHANGES_FIRST, "changes", "first") \
    P(CHANGES_LAST, "changes", "last") \
    P(CHANGES_ADD, "changes", "add") \
    P(CHANGES_MORE, "changes", "more") \
    P(CHANGES_EMPTY, "changes", "empty") \
    P(CHANGES_SWAP, "changes", "swap") \
    P(CHANGES_BY, "changes", "by") \
    P(CHANGES_INSTEAD, "changes", "instead") \
    P(CHANGES_UNITS, "changes", "units") \
    P(CHANGES_RATES, "changes", "rates") \
    P(CHANGES_WHICH_WEEK, "changes", "which week") \
    P(CHANGES_JOINTS, "changes", "joints") \
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
    P(COMMON_STEMS, "common", "stems") \
    P(DATE_INTERVIEW, "date", "interview") \
    P(DATE_WISHES, "date", "wishes") \
    P(DATE_OVER, "date", "over") \
    P(DATE_PAST, "date", "past") \
    P(DATE_REPLACED, "date", "replaced") \
    P(DATE_REPLACING, "date", "replacing") \
    P(DATE_GOING_ON, "date", "going on") \
    P(DATE_CHANGES, "date", "changes") \
    P(DATE_MOVES, "date", "moves") \
    P(DATE_UNITS, "date", "units") \
    P(DATE_EARLIER, "date", "earlier") \
    P(DATE_NONE_YET, "date", "none yet") \
    P(DATE_VAGUE, "date", "vague") \
    P(DATE_IS, "date", "is") \
    P(DAYS_DAYS, "days", "days") \
    P(DAYS_CAN, "days", "can") \
    P(DAYS_CANNOT, "days", "cannot") \
    P(DAYS_OUT, "days", "out") \
    P(DAYS_BEFORE_OUT, "days", "before out") \
    P(DAYS_EVERY_DAY, "days", "every day") \
    P(DAYS_RANGES, "days", "ranges") \
    P(DAYS_FIRST_WORDS, "days", "first words") \
    P(DAYS_MORE, "days", "more") \
    P(DAYS_RULED_OUT, "days", "ruled out") \
    P(DAYS_OTHERS, "days", "others") \
    P(DAYS_SIGNS, "days", "signs") \
    P(DAYS_ALL, "days", "all") \
    P(DAYS_WHEN, "days", "when") \
    P(DAYS_INTERVIEW, "days", "interview") \
    P(DAYS_LEAVE, "days", "leave") \
    P(DAYS_NOT_THEN, "days", "not then") \
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
    P(NUMBER_VALUES, "number", "values") \
    P(NUMBER_FILLERS, "number", "fillers") \
    P(OWN_EMPTY, "own", "empty") \
    P(OWN_PLANNING, "own", "planning") \
    P(OWN_PLACE, "own", "place") \
    P(PLAN_JOINTS, "plan", "joints") \
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
    P(TIME_UNITS, "time", "units") \
    P(TIME_AND_MORE, "time", "and more") \
    P(TIME_BY_THE_WEEK, "time", "by the week") \
    P(TIME_COUNTED, "time", "counted") \
    P(TIME_FITTED, "time", "fitted") \
    P(TIME_SMALL_WORDS, "time", "small words") \
    P(TIME_PASTIMES, "time", "pastimes") \
    P(TIME_OTHERS, "time", "others") \
    P(TIME_OWN, "time", "own") \
    P(TIME_SIGNS, "time", "signs") \
    P(TIME_CORRECTIONS, "time", "corrections") \
    P(TIME_MORNING, "time", "morning") \
    P(TIME_NOON, "time", "noon") \
    P(TIME_EVENING, "time", "evening") \
    P(TIME_OTHER_DAYS, "time", "other days") \
    P(TIME_INSTEAD, "time", "instead")
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

#endif
