#include "web/forms.h"

_Static_assert((int)FIELD_NO_DATE == (int)FACTS_NO_DATE, "no date is one and the same");

/* ---- trying, accounts ---- */

const struct field forms_try_page[] = {FIELD(TEXT, struct form_try, q, "q", .max = 120), FIELDS_END};
const struct field forms_try[] = {
    FIELD(TEXT, struct form_try, q, "q", .required = true, .max = 120),
    FIELD(RAW, struct form_try, answer, "answer", .required = true, .max = 20000,
          .message = "Please write an answer first."),
    FIELDS_END,
};
const struct field forms_signup[] = {
    FIELD(TEXT, struct form_signup, username, "username", .required = true, .max = 32,
          .message = "Please choose a user name."),
    FIELD(PASSWORD, struct form_signup, password, "password", .required = true,
          .message = "Please choose a password."),
    FIELD(TEXT, struct form_signup, name, "name", .max = 80),
    FIELD(TEXT, struct form_signup, zone, "zone", .max = 64),
    FIELD(TEXT, struct form_signup, try_question, "try_question", .max = 300),
    FIELD(RAW, struct form_signup, try_answer, "try_answer", .max = 20000),
    FIELDS_END,
};
const struct field forms_login_page[] = {
    FIELD_UNREAD(TEXT, "next", .hidden = true, .max = 200),
    FIELD(BOOL, struct form_login, kept, "kept"),
    FIELDS_END,
};
const struct field forms_login[] = {
    FIELD(TEXT, struct form_login, username, "username", .required = true, .max = 32,
          .message = "Please give your user name."),
    FIELD(PASSWORD, struct form_login, password, "password", .required = true,
          .message = "Please give your password."),
    FIELD_UNREAD(TEXT, "next", .hidden = true, .max = 200),
    FIELDS_END,
};
const struct field forms_recover[] = {
    FIELD(TEXT, struct form_recover, username, "username", .required = true, .max = 32,
          .message = "Please give your user name."),
    FIELD(TEXT, struct form_recover, code, "code", .required = true, .max = 40,
          .message = "Please give one of your recovery codes."),
    FIELD(PASSWORD, struct form_recover, password, "password", .required = true,
          .message = "Please choose a new password."),
    FIELDS_END,
};

/* ---- practice ---- */

const struct field forms_start_session[] = {
    FIELD(ID, struct practice_start, topic, "topic_id", .hidden = true, .required = true,
          .message = "Please choose a topic."),
    FIELD(INT, struct practice_start, minutes, "planned_study_time", .min = 1, .max = 240,
          .message = "Please give 1 to 240 minutes."),
    FIELD(TEXT, struct practice_start, prescription, "prescription", .max = 200),
    FIELDS_END,
};

/* What the answer's form brings beside the answer, wherever it is sent. */
#define ANSWER_BESIDE                                                                                        \
    FIELD(INT, struct practice_answer, self_score, "self_score", .min = 1, .max = 10),                       \
        FIELD(BOOL, struct practice_answer, dictated, "dictated", .program = true)

const struct field forms_answer[] = {
    FIELD(ID, struct practice_answer, question, "question_id", .hidden = true, .required = true),
    FIELD(RAW, struct practice_answer, answer, "answer", .required = true, .max = 20000,
          .message = "Please write an answer first."),
    ANSWER_BESIDE,
    FIELD_UNREAD(UNSENT, "audio",
                 .message = "Your recording is not text yet. Choose it again and press “Turn into text”; or "
                            "press “Answer” to send only what is in the box."),
    FIELDS_END,
};
const struct field forms_draft[] = {
    FIELD(ID, struct practice_answer, question, "question_id", .hidden = true),
    FIELD(RAW, struct practice_answer, answer, "answer", .max = 20000),
    ANSWER_BESIDE,
    FIELD_UNREAD(UNSENT, "audio"),
    FIELDS_END,
};
const struct field forms_hear_answer[] = {
    FIELD(ID, struct practice_answer, question, "question_id", .hidden = true),
    FIELD(RAW, struct practice_answer, answer, "answer", .max = 20000),
    ANSWER_BESIDE,
    FIELD_UNREAD(SOUND, "audio", .required = true, .max = 10240,
                 .message = "Please choose a recording first."),
    FIELDS_END,
};
const struct field forms_self[] = {
    FIELD(INT, struct form_self, self_score, "self_score", .required = true, .min = 1, .max = 10,
          .message = "Please choose 1 to 10."),
    FIELDS_END,
};
const struct field forms_tick[] = {
    FIELD(TEXT, struct correct_tick, name, "name", .hidden = true, .required = true, .max = 60,
          .message = "Please say which anchor you mean."),
    FIELD(BOOL, struct correct_tick, landed, "landed", .hidden = true),
    FIELD(RAW, struct correct_tick, quote, "quote", .hidden = true, .max = 20000),
    FIELDS_END,
};
const struct field forms_objection[] = {
    FIELD(TEXT, struct correct_objection, objection, "objection", .max = 500),
    FIELD(BOOL, struct correct_objection, left_out, "left_out"),
    FIELD(BOOL, struct correct_objection, take_back, "take_back", .hidden = true),
    FIELDS_END,
};
const struct field forms_session[] = {
    FIELD(ID, struct form_session, session, "session_id", .required = true),
    FIELDS_END,
};

/* ---- the chat and the plan ---- */

const struct field forms_say[] = {
    FIELD(RAW, struct form_say, text, "text", .max = 60000),
    FIELD(RAW, struct form_say, job, "job", .max = 40000),
    FIELD_UNREAD(UNSENT, "audio",
                 .message = "Your recording is not text yet. Choose it again and press “Turn into text”; or "
                            "press “Send” to send only what is in the box."),
    FIELDS_END,
};
const struct field forms_hear_chat[] = {
    FIELD(RAW, struct form_say, text, "text", .max = 60000),
    FIELD(RAW, struct form_say, job, "job", .max = 40000),
    FIELD_UNREAD(SOUND, "audio", .required = true, .max = 10240,
                 .message = "Please choose a recording first."),
    FIELDS_END,
};
const struct field forms_message[] = {
    FIELD(ID, struct form_message, message, "message", .required = true),
    FIELDS_END,
};

/* A day's minutes: blank as on any other, 0 for a day off. */
#define DAYS_MINUTES                                                                                         \
    .min = 0, .max = FACTS_MOST_MINUTES,                                                                     \
    .message = "Please give minutes from 0 (a day off) to 600, or leave it blank."

const struct field forms_week[] = {
    FIELD(INT, struct form_week, monday, "monday", DAYS_MINUTES),
    FIELD(INT, struct form_week, tuesday, "tuesday", DAYS_MINUTES),
    FIELD(INT, struct form_week, wednesday, "wednesday", DAYS_MINUTES),
    FIELD(INT, struct form_week, thursday, "thursday", DAYS_MINUTES),
    FIELD(INT, struct form_week, friday, "friday", DAYS_MINUTES),
    FIELD(INT, struct form_week, saturday, "saturday", DAYS_MINUTES),
    FIELD(INT, struct form_week, sunday, "sunday", DAYS_MINUTES),
    FIELDS_END,
};
const struct field forms_facts[] = {
    FIELD(TEXT, struct form_facts, facts.role, "role", .label = "Role", .max = 120),
    FIELD(INT, struct form_facts, facts.minutes, "minutes", .label = "Minutes a day", .min = 1,
          .max = FACTS_MOST_MINUTES, .message = "Please give minutes a day, from 1 to 600."),
    FIELD(TEXT, struct form_facts, facts.days, "days", .program = true, .max = 200),
    FIELD(INTS, struct form_facts, facts.days_off, "days_off", .program = true, .min = 0, .max = 6),
    FIELD_OF(struct form_facts, week, week, "week"),
    FIELD(TEXT, struct form_facts, facts.weak, "weak", .label = "Where you feel weak", .max = 500),
    FIELD(TEXT, struct form_facts, facts.strong, "strong", .label = "What is fine already", .max = 500),
    FIELD(TEXT, struct form_facts, facts.motivation, "motivation", .label = "How you feel about it",
          .max = 300),
    FIELD(INT, struct form_facts, facts.capacity, "capacity", .hidden = true, .max = 3),
    FIELD(DATE, struct form_facts, facts.interview, "interview", .label = "Interview date"),
    FIELD(INT, struct form_facts, facts.weeks, "weeks", .label = "Weeks until then", .min = 1,
          .max = FACTS_MOST_WEEKS, .message = "Please give a number of weeks, from 1 to 104."),
    FIELD(BOOL, struct form_facts, facts.no_interview_date, "no_interview_date",
          .label = "There is no date yet"),
    FIELD(DATE, struct form_facts, facts.break_from, "break_from", .label = "First day without practice"),
    FIELD(DATE, struct form_facts, facts.break_to, "break_to", .label = "Last day without practice"),
    FIELD(BOOL, struct form_facts, facts.weak_told, "weak_told",
          .label = "That is all, or there is nothing in particular"),
    FIELD(INT, struct form_facts, facts.version, "version", .hidden = true, .min = 0, .max = 1000000),
    FIELDS_END,
};

#define ASKS "role|interview_date|minutes|days|weak_areas|motivation|break"

const struct field forms_chat[] = {
    FIELD(CHOICE, struct form_chat, ask, "ask", .choices = ASKS),
    FIELDS_END,
};
const struct field forms_control[] = {
    FIELD(CHOICE, struct form_control, ask, "ask", .hidden = true, .required = true, .choices = ASKS),
    FIELD(TEXT, struct form_control, facts.role, "role", .max = 120),
    FIELD(TEXT, struct form_control, nearer, "nearer", .max = 60),
    FIELD(INT, struct form_control, facts.minutes, "minutes", .min = 1, .max = FACTS_MOST_MINUTES,
          .message = "Please give minutes a day, from 1 to 600."),
    FIELD_OF(struct form_control, week, week, "week"),
    FIELD(DATE, struct form_control, facts.interview, "interview"),
    FIELD(INT, struct form_control, facts.weeks, "weeks", .min = 1, .max = FACTS_MOST_WEEKS,
          .message = "Please give a number of weeks, from 1 to 104."),
    FIELD(DATE, struct form_control, facts.break_from, "break_from"),
    FIELD(DATE, struct form_control, facts.break_to, "break_to"),
    FIELD_ALL(TEXTS, struct form_control, areas, "areas", .max = 20),
    FIELD(TEXT, struct form_control, more, "more", .max = 300),
    FIELD(TEXT, struct form_control, facts.strong, "strong", .max = 500),
    FIELD(INT, struct form_control, facts.capacity, "capacity", .hidden = true, .max = 3),
    FIELDS_END,
};
const struct field forms_confirm_facts[] = {
    FIELD(INT, struct form_confirm_facts, version, "version", .hidden = true, .required = true, .min = 0,
          .max = 1000000),
    FIELDS_END,
};
const struct field forms_told[] = {
    FIELD(RAW, struct form_told, text, "text", .required = true, .max = 60000,
          .message = "Please leave some words, or delete the text."),
    FIELDS_END,
};

typedef struct overview forms_overview_of;
static const struct field forms_overview[] = {
    FIELD(TEXT, struct overview, target_role, "target_role", .label = "Role", .required = true, .max = 120),
    FIELD(INT, struct overview, total_daily_minutes, "total_daily_minutes", .program = true, .min = 1,
          .max = 1440),
    FIELD(INT, struct overview, time_horizon_weeks, "time_horizon_weeks", .label = "Weeks", .required = true,
          .min = 1, .max = 104, .message = "Please give a number of weeks, from 1 to 104."),
    FIELD(TEXT, struct overview, rationale, "rationale", .label = "Why this plan", .max = 960),
    FIELDS_END,
};
const struct field forms_topic[] = {
    FIELD(ID, struct plan_topic, topic, "topic_id"),
    FIELD(TEXT, struct plan_topic, name, "name", .label = "Name", .max = 60),
    FIELD(TEXT, struct plan_topic, description, "description", .label = "Description", .max = 320),
    FIELD(INT, struct plan_topic, priority, "priority", .label = "Priority", .min = 1, .max = 99,
          .message = "Please give a number: 1 comes first."),
    FIELD(INT, struct plan_topic, daily_minutes, "daily_study_minutes", .label = "Minutes a day", .min = 1,
          .max = 600, .message = "Please give minutes a day, from 1 to 600."),
    FIELD(TEXT, struct plan_topic, outcome, "expected_outcome", .label = "Expected outcome", .max = 300),
    FIELD(TEXT, struct plan_topic, key, "key", .max = 80),
    FIELD(TEXT, struct plan_topic, prescription, "prescription", .label = "Shape of a session", .max = 200),
    FIELDS_END,
};
typedef struct plan forms_plan_of;
static const struct field forms_plan[] = {
    FIELD_OF(struct plan, overview, overview, "plan_overview"),
    FIELD_ALL_OF(struct plan, topics, topic, "plan_topics", .max = 13),
    FIELDS_END,
};
const struct field forms_edit[] = {
    FIELD(INT, struct plan, version, "version", .hidden = true, .min = 0, .max = 1000000),
    FIELD_OF(struct plan, overview, overview, "plan_overview", .required = true),
    FIELD_ALL_OF(struct plan, topics, topic, "plan_topics", .required = true, .max = 13),
    FIELDS_END,
};
const struct field forms_suggest_new[] = {
    FIELD(TEXT, struct propose_wish, role, "role", .program = true, .max = 120),
    FIELD(RAW, struct propose_wish, context, "context", .program = true, .max = 60000),
    FIELDS_END,
};

/* A program may say how its user is getting on; what is kept here is better known. */
static const struct field forms_progress[] = {
    FIELD_UNREAD(TEXT, "name", .max = 60),
    FIELD_UNREAD(INT, "strength", .min = -1, .max = 10),
    FIELD_UNREAD(INT, "minutes_spent", .max = 1000000),
    FIELD_UNREAD(INT, "sessions", .max = 1000000),
    FIELDS_END,
};
const struct field forms_suggest_changes[] = {
    FIELD(ID, struct form_changes, proposal, "proposal_id", .hidden = true),
    FIELD(RAW, struct form_changes, context, "context", .program = true, .max = 60000),
    FIELD_OF(struct form_changes, plan, plan, "plan", .program = true),
    FIELD_ALL(TEXTS, struct form_changes, feedback, "feedback", .max = 10),
    FIELD_UNREAD(LIST, "progress", .program = true, .max = 20, .of = forms_progress),
    FIELDS_END,
};
const struct field forms_approve[] = {
    FIELD(ID, struct form_approve, proposal, "proposal_id", .hidden = true, .required = true),
    FIELD_ALL(INTS, struct form_approve, take, "take", .min = 1, .max = 64),
    FIELD(BOOL, struct form_approve, chosen, "chosen", .hidden = true),
    FIELD(INT, struct form_approve, plan.version, "version", .hidden = true, .min = 0, .max = 1000000),
    FIELD(INT, struct form_approve, total, "total_daily_minutes", .hidden = true, .min = 0, .max = 1440),
    FIELD_OF(struct form_approve, plan.overview, overview, "plan_overview", .program = true),
    FIELD_ALL_OF(struct form_approve, plan.topics, topic, "plan_topics", .program = true, .max = 13),
    FIELDS_END,
};

/* ---- stories and notes ---- */

/* What is told of a story, in the order in which it is read. */
#define STORY_TOLD(kind)                                                                                     \
    FIELD(kind, struct story, situation, "situation", .label = "Situation", .max = 4000),                    \
        FIELD(kind, struct story, task, "task", .label = "Task", .max = 4000),                               \
        FIELD(kind, struct story, action, "action", .label = "Action", .max = 4000),                         \
        FIELD(kind, struct story, result, "result", .label = "Result", .max = 4000),                         \
        FIELD(kind, struct story, lesson, "lesson", .label = "What you learned", .max = 4000),               \
        FIELD(kind, struct story, text, "text", .label = "As you would tell it", .max = 20000)

const struct field forms_story[] = {
    FIELD(TEXT, struct story, title, "story_title", .required = true, .max = 200,
          .message = "Please give the story a title."),
    STORY_TOLD(TEXT),
    FIELD(INT, struct story, version, "version", .hidden = true, .required = true, .min = 0, .max = 1000000),
    FIELD_UNREAD(UNSENT, "audio",
                 .message = "Your recording is not text yet. Choose it again and press “Turn into text”; or "
                            "press “Save” to save only what is in the boxes."),
    FIELDS_END,
};
const struct field forms_hear_story[] = {
    FIELD(RAW, struct story, title, "story_title", .max = 200),
    STORY_TOLD(RAW),
    FIELD(INT, struct story, version, "version", .hidden = true, .min = 0, .max = 1000000),
    FIELD_UNREAD(SOUND, "audio", .required = true, .max = 10240,
                 .message = "Please choose a recording first."),
    FIELDS_END,
};
const struct field forms_correct[] = {
    FIELD(ID, struct note, topic, "topic", .hidden = true),
    FIELD(TEXT, struct note, corrected, "corrected", .max = 4000),
    FIELD(INT, struct note, version, "version", .hidden = true, .required = true, .min = 0, .max = 1000000),
    FIELDS_END,
};

/* ---- settings ---- */

const struct field forms_coach[] = {
    FIELD(CHOICE, struct form_coach, coach, "coach", .required = true, .choices = "builtin|outside",
          .message = "Please choose who may be asked."),
    FIELDS_END,
};
const struct field forms_profile[] = {
    FIELD(TEXT, struct user, name, "name", .max = 80),
    FIELD(TEXT, struct user, role, "role", .max = 120),
    FIELD(TEXT, struct user, zone, "zone", .max = 64),
    FIELDS_END,
};

#define CURRENT_PASSWORD                                                                                     \
    FIELD(PASSWORD, struct form_confirm, current, "current", .required = true,                               \
          .message = "Please give your current password.")

const struct field forms_password[] = {
    CURRENT_PASSWORD,
    FIELD(PASSWORD, struct form_confirm, password, "password", .required = true,
          .message = "Please choose a new password."),
    FIELDS_END,
};
const struct field forms_current[] = {CURRENT_PASSWORD, FIELDS_END};
const struct field forms_delete[] = {
    CURRENT_PASSWORD,
    FIELD(TEXT, struct form_confirm, confirm, "confirm", .required = true, .max = 20,
          .message = "Please write the word delete."),
    FIELDS_END,
};
const struct field forms_end_login[] = {
    FIELD(ID, struct form_end_login, login, "login", .required = true),
    FIELDS_END,
};
const struct field forms_drop[] = {
    FIELD(ID, struct form_drop, id, "id", .required = true),
    FIELDS_END,
};
