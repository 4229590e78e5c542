#ifndef WEB_PAGE_H
#define WEB_PAGE_H

/* The page functions of the route table: x_want queues reads, x_show makes the reply. One header, since only
 * routes.c reads it. */
#include "web/request.h"

#define PAGE(name)                                                                                           \
    void name##_want(struct request *r);                                                                     \
    MUST_USE enum err name##_show(struct request *r)
#define ACT(name) MUST_USE enum err name##_show(struct request *r)

/* page_home.c */
PAGE(page_home_front);
ACT(page_home_try);
ACT(page_home_try_answer);
ACT(page_home_about);
PAGE(page_metrics_all);

/* page_account.c */
ACT(page_account_signup);
ACT(page_account_create);
ACT(page_account_login_form);
ACT(page_account_login);
ACT(page_account_logout);
ACT(page_account_recover_form);
ACT(page_account_recover);

/* page_chat.c */
PAGE(page_chat);
/* The chat's page as it stands now, for what ends on it. */
MUST_USE enum err page_chat_now(struct request *r, json **view);
ACT(page_chat_say);
ACT(page_chat_say_again);
ACT(page_chat_facts);
ACT(page_chat_control);
ACT(page_chat_confirm);

/* page_told.c */
PAGE(page_told);
ACT(page_told_correct);
ACT(page_told_delete);

/* page_plan.c */
PAGE(page_plan_view);
PAGE(page_plan_versions);
PAGE(page_plan_version);

/* page_proposal.c */
ACT(page_proposal_suggest_new);
ACT(page_proposal_suggest_changes);
PAGE(page_proposal_wish);
ACT(page_proposal_make_again);
PAGE(page_proposal_open);
PAGE(page_proposal_one);
ACT(page_proposal_edit);
ACT(page_proposal_approve);
ACT(page_proposal_decline);
ACT(page_proposal_version);

/* page_study.c */
PAGE(page_study_choose);
ACT(page_study_start);
PAGE(page_study_session);
ACT(page_study_generate);
ACT(page_study_open);
ACT(page_study_next);
ACT(page_study_skip);
ACT(page_study_end);
PAGE(page_study_summary);
ACT(page_study_reconcile);

/* page_question.c */
PAGE(page_question);
ACT(page_question_draft);
/* The question's page as it stands now, for what ends on it. */
MUST_USE enum err page_question_now(struct request *r, json **view);

/* page_answer.c */
ACT(page_answer_evaluate);
PAGE(page_answer_attempt);
ACT(page_answer_mark);
ACT(page_answer_self);
PAGE(page_answer_sent);

/* An attempt's page as it stands now, for what ends on it. */
MUST_USE enum err page_answer_now(struct request *r, struct id attempt, json **view);

/* page_correct.c */
ACT(page_correct_tick);
ACT(page_correct_objection);

/* page_speech.c */
ACT(page_speech_answer);
ACT(page_speech_chat);
ACT(page_speech_story);

/* page_story.c */
PAGE(page_story_list);
PAGE(page_story_file);
PAGE(page_story_editor);
ACT(page_story_save);
ACT(page_story_delete);
ACT(page_story_begin);
ACT(page_story_build);
PAGE(page_story_version);
/* The editor as it stands now, with what was typed, for what ends on it. */
MUST_USE enum err page_story_editor_now(struct request *r, json **view);

/* page_notes.c */
PAGE(page_notes_all);
ACT(page_notes_correct);
PAGE(page_notes_file);
PAGE(page_notes_review);
ACT(page_notes_review_run);

/* page_settings.c */
PAGE(page_settings_main);
ACT(page_settings_profile);
ACT(page_settings_coach);
ACT(page_settings_password);
ACT(page_settings_codes);
ACT(page_settings_export);
ACT(page_settings_delete);
ACT(page_settings_end_login);
ACT(page_settings_end_others);

/* page_saved_form.c */
PAGE(page_saved_form_all);
ACT(page_saved_form_drop);

#endif
