#ifndef LIBRARY_SENTENCES_H
#define LIBRARY_SENTENCES_H

#include "base/err.h"
#include "base/fill.h"

/* What the coach says: sentences in prompts/library/says/<file>.json, an object of texts by name. A text has
 * holes for what differs, "{{minutes}} minutes a day"; where it may be said in several ways, or is counted
 * (one, more), it is a list.
 *
 * THE table of them: id, file, name, and the holes that it may have, with blanks between them. */
/* clang-format off */
#define SENTENCES(S) \
    S(CHAT_UNDERSTOOD, "chat", "understood", "parts") \
    S(CHAT_NOT_UNDERSTOOD, "chat", "not understood", "") \
    S(CHAT_MINUTES, "chat", "minutes", "minutes") \
    S(CHAT_WEAK, "chat", "weak", "areas") \
    S(CHAT_STRONG, "chat", "strong", "areas") \
    S(CHAT_INTERVIEW, "chat", "interview", "day") \
    S(CHAT_ENERGY, "chat", "energy", "") \
    S(CHAT_DAYS, "chat", "days", "") \
    S(CHAT_WHICH, "chat", "which", "role families") \
    S(CHAT_OTHER_DAYS, "chat", "other days", "minutes days") \
    S(CHAT_SHARED, "chat", "shared", "words minutes days") \
    S(CHAT_SEVERAL, "chat", "several", "words minutes") \
    S(CHAT_NO_SUCH_DAY, "chat", "no such day", "") \
    S(CHAT_PAST_DAY, "chat", "past day", "") \
    S(CHAT_WHICH_MONTH, "chat", "which month", "") \
    S(CHAT_WHICH_DAY, "chat", "which day", "") \
    S(CHAT_ASK_DATE, "chat", "ask date", "") \
    S(CHAT_ASK_DAYS, "chat", "ask days", "") \
    S(CHAT_FEAR, "chat", "fear", "") \
    S(CHAT_NO_JOB, "chat", "no job", "") \
    S(CHAT_WHAT, "chat", "what", "") \
    S(CHAT_CANCELLED, "chat", "cancelled", "") \
    S(CHAT_WELCOME, "chat", "welcome", "") \
    S(CHAT_HELLO, "chat", "hello", "") \
    S(CHAT_FOREIGN, "chat", "foreign", "") \
    S(CHAT_ADVERT, "chat", "advert", "") \
    S(CHAT_CV, "chat", "cv", "") \
    S(CHAT_QUESTIONS, "chat", "questions", "") \
    S(CHAT_WHICH_ROLE, "chat", "which role", "roles") \
    S(CHAT_ASK_ROLE, "chat", "ask role", "") \
    S(CHAT_ASK_TIME, "chat", "ask time", "") \
    S(CHAT_ASK_WEAK, "chat", "ask weak", "") \
    S(CHAT_ASK_ENERGY, "chat", "ask energy", "") \
    S(CHAT_ENOUGH, "chat", "enough", "") \
    S(LIST_MORE, "list", "more", "first next") \
    S(LIST_LAST, "list", "last", "first last") \
    S(LIST_OR, "list", "or", "first last") \
    S(LIST_THEN, "list", "then", "first next") \
    S(LIST_COUNT, "list", "count", "") \
    S(PLAN_UNKNOWN, "plan", "unknown", "role") \
    S(PLAN_UNKNOWN_OWN, "plan", "unknown own", "role own") \
    S(PLAN_NEAREST, "plan", "nearest", "role family") \
    S(PLAN_NEAREST_OWN, "plan", "nearest own", "role family own") \
    S(PLAN_NERVES, "plan", "nerves", "nerves") \
    S(PLAN_ASKED_ABOUT, "plan", "asked about", "area") \
    S(PLAN_ASKED_AGAIN, "plan", "asked again", "area") \
    S(PLAN_MEANT, "plan", "meant", "area topic") \
    S(PLAN_WISH, "plan", "wish", "topic") \
    S(PLAN_RIVAL, "plan", "rival", "role family rivals") \
    S(PLAN_WEAK, "plan", "weak", "areas topics") \
    S(PLAN_LEFT, "plan", "left", "areas minutes") \
    S(PLAN_ENERGY, "plan", "energy", "energy") \
    S(PLAN_ENERGY_EARLY, "plan", "energy early", "energy topic") \
    S(PLAN_ENERGY_LOW, "plan", "energy low", "") \
    S(PLAN_WEEKS, "plan", "weeks", "weeks") \
    S(PLAN_DATED, "plan", "dated", "weeks") \
    S(PLAN_DATED_MOCK, "plan", "dated mock", "weeks") \
    S(PLAN_WEEKS_MOCK, "plan", "weeks mock", "weeks") \
    S(PLAN_MINUTES_TOLD, "plan", "minutes told", "minutes") \
    S(PLAN_MINUTES_NOW, "plan", "minutes now", "minutes") \
    S(PLAN_OLD_ROLE, "plan", "old role", "why") \
    S(PLAN_NO_ROOM, "plan", "no room", "minutes") \
    S(PLAN_MAKES_ROOM, "plan", "makes room", "topic") \
    S(PLAN_CAN_REST, "plan", "can rest", "topic") \
    S(PLAN_MINUTES_USUAL, "plan", "minutes usual", "minutes") \
    S(PLAN_RESTED, "plan", "rested", "area") \
    S(PLAN_OWN_WORK, "plan", "own work", "own") \
    S(PLAN_OWN_AREA, "plan", "own area", "area") \
    S(PLAN_MOCK_NAME, "plan", "mock name", "") \
    S(PLAN_MOCK_DESCRIPTION, "plan", "mock description", "") \
    S(PLAN_MOCK_OUTCOME, "plan", "mock outcome", "") \
    S(PLAN_NO_ROLE, "plan", "no role", "") \
    S(REDO_OPENED, "redo", "opened", "") \
    S(REDO_LATE, "redo", "late", "when") \
    S(REDO_WEAK, "redo", "weak", "when score") \
    S(REDO_WEAK_GAP, "redo", "weak gap", "when score gap") \
    S(REDO_INCOMPLETE, "redo", "incomplete", "when score") \
    S(REDO_INCOMPLETE_GAP, "redo", "incomplete gap", "when score gap") \
    S(REDO_LAST_DAYS, "redo", "last days", "when score") \
    S(REDO_FADED, "redo", "faded", "when score") \
    S(REDO_DUE, "redo", "due", "when score") \
    S(REDO_MORE_IN_IT, "redo", "more in it", "when score") \
    S(REDO_GAP_ONE, "redo", "gap one", "one") \
    S(REDO_GAP_TWO, "redo", "gap two", "one two") \
    S(REDO_GAP_MORE, "redo", "gap more", "one two more") \
    S(REDO_WHEN, "redo", "when", "") \
    S(REDO_DAYS_AGO, "redo", "days ago", "days") \
    S(QUESTIONS_NEW, "questions", "new", "") \
    S(QUESTIONS_ELSEWHERE, "questions", "elsewhere", "") \
    S(QUESTIONS_HARDER, "questions", "harder", "") \
    S(QUESTIONS_EASIER, "questions", "easier", "") \
    S(QUESTIONS_LEVEL, "questions", "level", "") \
    S(QUESTIONS_NEIGHBOUR, "questions", "neighbour", "topic") \
    S(QUESTIONS_REHEARSED, "questions", "rehearsed", "") \
    S(QUESTIONS_MOCK, "questions", "mock", "topic") \
    S(QUESTIONS_OPENS, "questions", "opens", "") \
    S(QUESTIONS_EVERYWHERE, "questions", "everywhere", "") \
    S(REVIEW_FEW, "review", "few", "topic marks") \
    S(REVIEW_ONE_DAY, "review", "one day", "topic marks") \
    S(REVIEW_RISES, "review", "rises", "topic marks") \
    S(REVIEW_STILL_STRONG, "review", "still strong", "topic marks") \
    S(REVIEW_WATCH, "review", "watch", "topic marks") \
    S(REVIEW_UNEVEN, "review", "uneven", "topic marks") \
    S(REVIEW_STEADY, "review", "steady", "topic marks") \
    S(REVIEW_BEGAN_HARD, "review", "began hard", "topic mean") \
    S(REVIEW_WAS_HARD, "review", "was hard", "topic older newest") \
    S(REVIEW_AT_THE_TOP, "review", "at the top", "topic older newest") \
    S(REVIEW_DIP, "review", "dip", "topic older newest") \
    S(REVIEW_DIP_STRONG, "review", "dip strong", "topic older newest mean") \
    S(REVIEW_WORKS, "review", "works", "topic older newest") \
    S(REVIEW_TO_GO, "review", "to go", "days") \
    S(REVIEW_LAST_LOOK, "review", "last look", "best best_mean lowest lowest_mean to_go") \
    S(REVIEW_ALL_GOOD, "review", "all good", "lowest lowest_mean") \
    S(REVIEW_FURTHEST, "review", "furthest", "best best_mean lowest lowest_mean minutes") \
    S(REVIEW_DAY_TIRED, "review", "day tired", "answers mean") \
    S(REVIEW_DAY_GOOD, "review", "day good", "answers mean") \
    S(REVIEW_DAY_USUAL, "review", "day usual", "answers mean") \
    S(REVIEW_NOTHING_MOVES, "review", "nothing moves", "best best_mean") \
    S(REVIEW_DECIDED, "review", "decided", "days") \
    S(REVIEW_DECIDED_YESTERDAY, "review", "decided yesterday", "") \
    S(REVIEW_PROPOSED, "review", "proposed", "days") \
    S(REVIEW_PROPOSED_YESTERDAY, "review", "proposed yesterday", "") \
    S(REVIEW_NO_ANSWERS, "review", "no answers", "") \
    S(REVIEW_NOTHING_NEW, "review", "nothing new", "day") \
    S(REVIEW_STUCK, "review", "stuck", "topic mean") \
    S(REVIEW_TOO_LITTLE, "review", "too little", "") \
    S(REVIEW_STANDS, "review", "stands", "sentence") \
    S(REVIEW_MORE_ROOM, "review", "more room", "marks mean") \
    S(REVIEW_CAN_REST, "review", "can rest", "marks mean") \
    S(REVIEW_RANKS_LAST, "review", "ranks last", "") \
    S(REVIEW_CAN_SPARE, "review", "can spare", "daily") \
    S(REVIEW_SUGGEST_MORE, "review", "suggest more", "topic mean marks minutes other") \
    S(REVIEW_ASKED_TOO, "review", "asked too", "topic") \
    S(REVIEW_HALF, "review", "half", "marks mean") \
    S(REVIEW_SUGGEST_NEW, "review", "suggest new", "topic mean marks minutes new") \
    S(REVIEW_NO_REASON, "review", "no reason", "") \
    S(SUMMARY_HEAD, "summary", "head", "topic mark count") \
    S(SUMMARY_THIS_TOPIC, "summary", "this topic", "") \
    S(SUMMARY_FIRST, "summary", "first", "head stood") \
    S(SUMMARY_FIRST_STRONG, "summary", "first strong", "head stood") \
    S(SUMMARY_FIRST_WEAK, "summary", "first weak", "head stood") \
    S(SUMMARY_STEP_UP, "summary", "step up", "head stood") \
    S(SUMMARY_HARDER, "summary", "harder", "head stood") \
    S(SUMMARY_AS_BEFORE, "summary", "as before", "head stood") \
    S(SUMMARY_ROSE, "summary", "rose", "question before best first last names") \
    S(SUMMARY_ROSE_NAMES, "summary", "rose names", "question before best first last names") \
    S(SUMMARY_ROSE_OTHER, "summary", "rose other", "question before best first last names") \
    S(SUMMARY_ROSE_OTHERS, "summary", "rose others", "question before best first last names") \
    S(SUMMARY_NO_LONGER_WEAK, "summary", "no longer weak", "question before best first last names") \
    S(SUMMARY_NO_LONGER_WEAK_NAMES, "summary", "no longer weak names", "question before best first last names") \
    S(SUMMARY_NO_LONGER_WEAK_OTHER, "summary", "no longer weak other", "question before best first last names") \
    S(SUMMARY_NO_LONGER_WEAK_OTHERS, "summary", "no longer weak others", "question before best first last names") \
    S(SUMMARY_FELL, "summary", "fell", "question before best first last names") \
    S(SUMMARY_HELD, "summary", "held", "") \
    S(SUMMARY_BEST, "summary", "best", "question before best first last names") \
    S(SUMMARY_TRIED_AGAIN, "summary", "tried again", "question before best first last names") \
    S(SUMMARY_LATE, "summary", "late", "count") \
    S(SUMMARY_ALL_OF_THEM, "summary", "all of them", "") \
    S(SUMMARY_LEFT_IN_IT, "summary", "left in it", "question before best first last names") \
    S(SUMMARY_SMALL_GAP, "summary", "small gap", "question before best first last names") \
    S(SUMMARY_SMALL_GAP_TOLD, "summary", "small gap told", "question before best first last names") \
    S(SUMMARY_READY, "summary", "ready", "") \
    S(SUMMARY_HARD_ONES, "summary", "hard ones", "") \
    S(SUMMARY_CAN_REST, "summary", "can rest", "") \
    S(SUMMARY_FULLER, "summary", "fuller", "question before best first last names") \
    S(SUMMARY_FULLER_TOLD, "summary", "fuller told", "question before best first last names") \
    S(SUMMARY_STAYS_HARD, "summary", "stays hard", "question before best first last names") \
    S(SUMMARY_STAYS_HARD_TOLD, "summary", "stays hard told", "question before best first last names") \
    S(SUMMARY_ONE_MISSING, "summary", "one missing", "question before best first last names") \
    S(SUMMARY_ONE_MISSING_TOLD, "summary", "one missing told", "question before best first last names") \
    S(SUMMARY_SEVERAL, "summary", "several", "question before best first last names") \
    S(SUMMARY_SEVERAL_TOLD, "summary", "several told", "question before best first last names") \
    S(SUMMARY_SKIPPED, "summary", "skipped", "") \
    S(SUMMARY_NO_ANSWER, "summary", "no answer", "") \
    S(NOTES_STATUS_BEGINS, "notes", "status begins", "") \
    S(NOTES_STATUS, "notes", "status", "begins count mark stood past") \
    S(NOTES_STOOD, "notes", "stood", "strength") \
    S(NOTES_LATE, "notes", "late", "count") \
    S(NOTES_SOLID_BEGINS, "notes", "solid begins", "") \
    S(NOTES_SOLID, "notes", "solid", "begins questions") \
    S(NOTES_NEARLY, "notes", "nearly", "question mark names") \
    S(NOTES_NEARLY_NAMES, "notes", "nearly names", "question mark names") \
    S(NOTES_WORK, "notes", "work", "question mark names") \
    S(NOTES_WORK_NAMES, "notes", "work names", "question mark names") \
    S(NOTES_NOTHING_NAMES, "notes", "nothing names", "question mark names") \
    S(NOTES_FOCUS, "notes", "focus", "question mark names") \
    S(NOTES_FOCUS_NAMES, "notes", "focus names", "question mark names") \
    S(NOTES_FOCUS_NOTHING, "notes", "focus nothing", "question mark names") \
    S(MARK_DISAGREE, "mark", "disagree", "score other") \
    S(MARK_SPOKEN_TO, "mark", "spoken to", "") \
    S(CHANGES_NOT_CLEAR, "changes", "not clear", "clause") \
    S(CHANGES_LAST_TOPIC, "changes", "last topic", "") \
    S(CHANGES_TOO_FEW, "changes", "too few", "minutes topics") \
    S(CHANGES_WEEKDAYS, "changes", "weekdays", "") \
    S(CHANGES_DAYS_OFF, "changes", "days off", "days") \
    S(CHANGES_ANY_DAY, "changes", "any day", "") \
    S(CHANGES_NOT_IN_PLAN, "changes", "not in plan", "object") \
    S(CHANGES_MINUTES, "changes", "minutes", "minutes") \
    S(CHANGES_MINUTES_MARKS, "changes", "minutes marks", "") \
    S(CHANGES_WEEKS, "changes", "weeks", "weeks") \
    S(CHANGES_WEEKS_MARKS, "changes", "weeks marks", "") \
    S(CHANGES_ASKED, "changes", "asked", "wish") \
    S(CHANGES_FOLLOWS, "changes", "follows", "minutes") \
    S(CHANGES_NEW_DAY, "changes", "new day", "minutes wish") \
    S(CHANGES_DO_MORE, "changes", "do more", "topic") \
    S(CHANGES_DO_LESS, "changes", "do less", "topic") \
    S(CHANGES_DO_DROP, "changes", "do drop", "topic") \
    S(CHANGES_DO_ADD, "changes", "do add", "topic") \
    S(CHANGES_DO_MINUTES, "changes", "do minutes", "topic to") \
    S(CHANGES_DO_PLACE, "changes", "do place", "topic to") \
    S(CHANGES_DO_HARDER, "changes", "do harder", "topic") \
    S(CHANGES_DO_EASIER, "changes", "do easier", "topic") \
    S(CHANGES_DO_DAY, "changes", "do day", "minutes") \
    S(CHANGES_NOTHING, "changes", "nothing", "") \
    S(CHANGES_WHY_PLAN, "changes", "why plan", "rationale") \
    S(CHANGES_WHY_TOPIC, "changes", "why topic", "topic minutes priority outcome") \
    S(CHANGES_ASK_WHICH, "changes", "ask which", "topic") \
    S(CHANGES_ASK_WHAT, "changes", "ask what", "topic") \
    S(CHANGES_ASK_THERE, "changes", "ask there", "topic") \
    S(CHANGES_ASK_MINUTES, "changes", "ask minutes", "topic") \
    S(CHANGES_ASK_HOW_LONG, "changes", "ask how long", "") \
    S(CHANGES_ASK_TOPIC, "changes", "ask topic", "") \
    S(CHANGES_ASK_WHILE, "changes", "ask while", "") \
    S(CHANGES_ASK_DAYS, "changes", "ask days", "clause") \
    S(CHANGES_ASK_IF, "changes", "ask if", "clause") \
    S(CHANGES_ASK_SO_MANY, "changes", "ask so many", "") \
    S(CHANGES_ASK_SMALL, "changes", "ask small", "topic minutes") \
    S(CHANGES_ASK_ROOM, "changes", "ask room", "minutes") \
    S(CHANGES_FULL, "changes", "full", "") \
    S(CHANGES_NOT_THERE, "changes", "not there", "object") \
    S(CHANGES_FEELS, "changes", "feels", "") \
    S(CHANGES_BREAK, "changes", "break", "from to") \
    S(CHANGES_DATE, "changes", "date", "date") \
    S(CHANGES_NO_DATE, "changes", "no date", "") \
    S(CHANGES_ON_DAYS, "changes", "on days", "days minutes") \
    S(CHANGES_ROLE, "changes", "role", "role") \
    S(CHANGES_WEEKS_TOLD, "changes", "weeks told", "weeks") \
    S(CHANGES_ASK_NAME, "changes", "ask name", "topic") \
    S(CHANGES_LEFT_ASIDE, "changes", "left aside", "clause") \
    S(STORY_SITUATION, "story", "situation", "") \
    S(STORY_TASK, "story", "task", "") \
    S(STORY_ACTION, "story", "action", "") \
    S(STORY_RESULT, "story", "result", "") \
    S(STORY_LESSON, "story", "lesson", "") \
    S(STORY_OTHER_USE, "story", "other use", "question one two") \
    S(STORY_TOLD, "story", "told", "") \
    S(STORY_NOTHING, "story", "nothing", "") \
    S(INTAKE_HELLO, "intake", "hello", "") \
    S(INTAKE_ROLE, "intake", "role", "") \
    S(INTAKE_TIME, "intake", "time", "") \
    S(INTAKE_WEAK, "intake", "weak", "") \
    S(INTAKE_ENERGY, "intake", "energy", "") \
    S(PRACTICE_NEW, "practice", "new", "") \
    S(PRACTICE_WEAK, "practice", "weak", "") \
    S(PRACTICE_INCOMPLETE, "practice", "incomplete", "") \
    S(PRACTICE_LATE, "practice", "late", "") \
    S(PRACTICE_WORTH, "practice", "worth", "") \
    S(PRACTICE_FOLLOW, "practice", "follow", "") \
    S(PROPOSE_FITS, "propose", "fits", "") \
    S(PROPOSE_ASKED, "propose", "asked", "wish") \
    S(PROPOSE_OUTCOME, "propose", "outcome", "outcome") \
    S(PROPOSE_BY_HAND, "propose", "by hand", "") \
    S(PROPOSE_VERSION, "propose", "version", "version") \
    S(PROPOSE_BACK, "propose", "back", "wish") \
    S(PROPOSE_TOLD, "propose", "told", "words") \
    S(PROPOSE_SET, "propose", "set", "what") \
    S(PROPOSE_WEEKDAYS, "propose", "weekdays", "") \
    S(PROPOSE_DAY_MINUTES, "propose", "day minutes", "day minutes") \
    S(PROPOSE_ALL_ALIKE, "propose", "all alike", "") \
    S(PROPOSE_EVERY_DAY, "propose", "every day", "") \
    S(PROPOSE_DAYS_OFF, "propose", "days off", "days") \
    S(PROPOSE_NO_DATE, "propose", "no date", "") \
    S(PROPOSE_MINUTES, "propose", "minutes", "minutes") \
    S(PROPOSE_WEEKS, "propose", "weeks", "weeks") \
    S(PROPOSE_NOTHING, "propose", "nothing", "") \
    S(PROPOSE_NO_BREAK, "propose", "no break", "") \
    S(PROPOSE_BREAK, "propose", "break", "days") \
    S(READBACK_ROLE, "readback", "role", "role") \
    S(READBACK_DATE, "readback", "date", "day") \
    S(READBACK_TODAY, "readback", "today", "") \
    S(READBACK_PAST, "readback", "past", "day") \
    S(READBACK_NO_DATE, "readback", "no date", "") \
    S(READBACK_WEEKS, "readback", "weeks", "weeks") \
    S(READBACK_WEEK, "readback", "week", "week") \
    S(READBACK_BREAK, "readback", "break", "days") \
    S(READBACK_BREAK_DAYS, "readback", "break days", "first last") \
    S(READBACK_BREAK_DAY, "readback", "break day", "day") \
    S(READBACK_WEAK, "readback", "weak", "areas") \
    S(READBACK_NOTHING_WEAK, "readback", "nothing weak", "") \
    S(READBACK_STRONG, "readback", "strong", "areas") \
    S(READBACK_ENERGY, "readback", "energy", "") \
    S(READBACK_MOOD, "readback", "mood", "words") \
    S(READBACK_DAYS, "readback", "days", "days minutes") \
    S(READBACK_OFF, "readback", "off", "days") \
    S(READBACK_EVERY_DAY, "readback", "every day", "") \
    S(READBACK_RUN, "readback", "run", "first last") \
    S(READBACK_WEEKDAY, "readback", "weekday", "") \
    S(READBACK_THEN, "readback", "then", "first next") \
    S(READBACK_MINUTES, "readback", "minutes", "minutes") \
    S(READBACK_HOURS, "readback", "hours", "hours") \
    S(READBACK_HOURS_AND, "readback", "hours and", "hours minutes") \
    S(READBACK_SAID, "readback", "said", "words") \
    S(READBACK_JOB, "readback", "job", "words") \
    S(READBACK_HAND, "readback", "hand", "") \
    S(READBACK_BEFORE, "readback", "before", "") \
    S(SCHEDULE_REHEARSAL, "schedule", "rehearsal", "") \
    S(SCHEDULE_DUE, "schedule", "due", "count") \
    S(SCHEDULE_COUNT, "schedule", "count", "") \
    S(SCHEDULE_WEAK, "schedule", "weak", "mean") \
    S(SCHEDULE_NEW, "schedule", "new", "") \
    S(SCHEDULE_FIRST, "schedule", "first", "") \
    S(SCHEDULE_TURN, "schedule", "turn", "") \
    S(SCHEDULE_DONE, "schedule", "done", "")
/* clang-format on */

enum sentence {
#define SENTENCES_ID(id, file, name, holes) SAY_##id,
    SENTENCES(SENTENCES_ID)
#undef SENTENCES_ID
        SENTENCES_MOST
};

struct sentences;

/* Reads every text of the table from a folder. ERR_CONFIG with *why for a file or text that is missing, for a
 * hole that its row does not have, and for a text that the table does not have. */
MUST_USE enum err sentences_read(struct arena *a, const char *folder, struct sentences **out,
                                 const char **why);
/* The text as it stands; of a list the i-th in turn, beginning anew at its end. */
const char *sentences_text(const struct sentences *all, enum sentence which);
const char *sentences_variant(const struct sentences *all, enum sentence which, size_t i);
/* How many ways there are. */
size_t sentences_variants(const struct sentences *all, enum sentence which);
/* Of a list of two the first where n is 1, else the second: "one day", "{{days}} days". */
const char *sentences_count(const struct sentences *all, enum sentence which, long n);

/* The text, its holes filled: SAY(all, a, SAY_PLAN_MINUTES, {"minutes", text}). */
#define SAY(all, a, which, ...)                                                                              \
    fill_holes((a), sentences_text((all), (which)), (const struct hole[]){__VA_ARGS__},                      \
               sizeof((const struct hole[]){__VA_ARGS__}) / sizeof(struct hole))

#endif
