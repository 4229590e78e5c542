#include "web/routes.h"
#include "base/json.h"
#include "base/num.h"
#include "base/text.h"
#include "web/page.h"
#include <string.h>

/* ---- what may come in ---- */

static const struct field f_try_page[] = {{"q", FIELD_TEXT, .max = 120}, FIELDS_END};
static const struct field f_try[] = {
    {"q", FIELD_TEXT, .required = true, .max = 120},
    {"answer", FIELD_RAW, .required = true, .max = 20000, .message = "Please write an answer first."},
    FIELDS_END};
static const struct field f_signup[] = {
    {"username", FIELD_TEXT, .required = true, .max = 64, .message = "Please choose a user name."},
    {"password", FIELD_PASSWORD, .required = true, .message = "Please choose a password."},
    {"name", FIELD_TEXT, .max = 80},
    {"zone", FIELD_TEXT, .max = 64},
    {"try_question", FIELD_TEXT, .max = 300},
    {"try_answer", FIELD_RAW, .max = 20000},
    FIELDS_END};
static const struct field f_login_page[] = {
    {"next", FIELD_TEXT, .max = 200}, {"kept", FIELD_BOOL, .required = false}, FIELDS_END};
static const struct field f_login[] = {
    {"username", FIELD_TEXT, .required = true, .max = 64, .message = "Please give your user name."},
    {"password", FIELD_PASSWORD, .required = true, .message = "Please give your password."},
    {"next", FIELD_TEXT, .max = 200},
    FIELDS_END};
static const struct field f_recover[] = {
    {"username", FIELD_TEXT, .required = true, .max = 64, .message = "Please give your user name."},
    {"code", FIELD_TEXT, .required = true, .max = 40, .message = "Please give one of your recovery codes."},
    {"password", FIELD_PASSWORD, .required = true, .message = "Please choose a new password."},
    FIELDS_END};

/* Practice */
static const struct field f_start_session[] = {
    {"topic_id", FIELD_ID, .required = true, .message = "Please choose a topic."},
    {"planned_study_time", FIELD_INT, .min = 1, .max = 240, .message = "Please give 1 to 240 minutes."},
    {"prescription", FIELD_TEXT, .max = 200},
    FIELDS_END};
/* A draft is saved from the answer's form: it brings the same fields. */
static const struct field f_draft[] = {
    {"question_id", FIELD_ID, .required = false},   {"answer", FIELD_RAW, .max = 20000},
    {"self_score", FIELD_INT, .min = 1, .max = 10}, {"dictated", FIELD_BOOL, .required = false},
    {"audio", FIELD_UNSENT, .required = false},     FIELDS_END};
/* So does a recording: what is typed already stays. */
static const struct field f_hear_answer[] = {
    {"question_id", FIELD_ID, .required = false},
    {"answer", FIELD_RAW, .max = 20000},
    {"self_score", FIELD_INT, .min = 1, .max = 10},
    {"dictated", FIELD_BOOL, .required = false},
    {"audio", FIELD_SOUND, .required = true, .max = 10240, .message = "Please choose a recording first."},
    FIELDS_END};
static const struct field f_answer[] = {
    {"question_id", FIELD_ID, .required = true},
    {"answer", FIELD_RAW, .required = true, .max = 20000, .message = "Please write an answer first."},
    {"self_score", FIELD_INT, .min = 1, .max = 10},
    {"dictated", FIELD_BOOL, .required = false},
    {"audio", FIELD_UNSENT,
     .message =
         "Your recording is not text yet. Choose it again and press “Turn into text”; or press “Answer” "
         "to send only what is in the box."},
    FIELDS_END};
static const struct field f_self[] = {
    {"self_score", FIELD_INT, .required = true, .min = 1, .max = 10, .message = "Please choose 1 to 10."},
    FIELDS_END};
static const struct field f_session[] = {{"session_id", FIELD_ID, .required = true}, FIELDS_END};

static const struct field f_say[] = {
    {"text", FIELD_RAW, .required = true, .max = 60000, .message = "Please write something first."},
    {"audio", FIELD_UNSENT,
     .message =
         "Your recording is not text yet. Choose it again and press “Turn into text”; or press “Send” to "
         "send only what is in the box."},
    FIELDS_END};
static const struct field f_hear_chat[] = {
    {"text", FIELD_RAW, .max = 60000},
    {"audio", FIELD_SOUND, .required = true, .max = 10240, .message = "Please choose a recording first."},
    FIELDS_END};
static const struct field f_message[] = {{"message", FIELD_ID, .required = true}, FIELDS_END};
static const struct field f_facts[] = {
    {"role", FIELD_TEXT, .max = 120},
    {"minutes", FIELD_INT, .min = 1, .max = 600, .message = "Please give minutes a day, from 1 to 600."},
    {"days", FIELD_TEXT, .max = 200},
    {"days_off", FIELD_INTS, .min = 0, .max = 6},
    {"weak", FIELD_TEXT, .max = 500},
    {"strong", FIELD_TEXT, .max = 500},
    {"motivation", FIELD_TEXT, .max = 300},
    {"capacity", FIELD_INT, .max = 3},
    {"interview", FIELD_DATE, .required = false},
    {"no_interview_date", FIELD_BOOL, .required = false},
    {"weak_told", FIELD_BOOL, .required = false},
    FIELDS_END};
static const struct field f_overview[] = {{"target_role", FIELD_TEXT, .required = true, .max = 120},
                                          {"total_daily_minutes", FIELD_INT, .min = 1, .max = 1440},
                                          {"time_horizon_weeks", FIELD_INT, .required = true, .min = 1,
                                           .max = 104,
                                           .message = "Please give a number of weeks, from 1 to 104."},
                                          {"rationale", FIELD_TEXT, .max = 960},
                                          FIELDS_END};
static const struct field f_topic[] = {
    {"topic_id", FIELD_ID, .required = false},
    {"name", FIELD_TEXT, .max = 60},
    {"description", FIELD_TEXT, .max = 320},
    {"priority", FIELD_INT, .min = 1, .max = 99, .message = "Please give a number: 1 comes first."},
    {"daily_study_minutes", FIELD_INT, .min = 1, .max = 600,
     .message = "Please give minutes a day, from 1 to 600."},
    {"expected_outcome", FIELD_TEXT, .max = 300},
    {"key", FIELD_TEXT, .max = 80},
    {"prescription", FIELD_TEXT, .max = 200},
    FIELDS_END};
static const struct field f_plan[] = {{"plan_overview", FIELD_OBJECT, .of = f_overview},
                                      {"plan_topics", FIELD_LIST, .max = 13, .of = f_topic},
                                      FIELDS_END};
static const struct field f_edit[] = {{"plan_overview", FIELD_OBJECT, .required = true, .of = f_overview},
                                      {"plan_topics", FIELD_LIST, .required = true, .max = 13, .of = f_topic},
                                      FIELDS_END};
static const struct field f_suggest_new[] = {
    {"role", FIELD_TEXT, .max = 120}, {"context", FIELD_RAW, .max = 60000}, FIELDS_END};
static const struct field f_progress[] = {{"name", FIELD_TEXT, .max = 60},
                                          {"strength", FIELD_INT, .min = -1, .max = 10},
                                          {"minutes_spent", FIELD_INT, .max = 1000000},
                                          {"sessions", FIELD_INT, .max = 1000000},
                                          FIELDS_END};
static const struct field f_suggest_changes[] = {{"context", FIELD_RAW, .max = 60000},
                                                 {"plan", FIELD_OBJECT, .of = f_plan},
                                                 {"feedback", FIELD_TEXTS, .max = 10},
                                                 {"progress", FIELD_LIST, .max = 20, .of = f_progress},
                                                 FIELDS_END};
static const struct field f_approve[] = {{"proposal_id", FIELD_ID, .required = true},
                                         {"take", FIELD_INTS, .min = 1, .max = 64},
                                         {"chosen", FIELD_BOOL, .required = false},
                                         {"plan_overview", FIELD_OBJECT, .of = f_overview},
                                         {"plan_topics", FIELD_LIST, .max = 13, .of = f_topic},
                                         FIELDS_END};

/* Stories and notes */
static const struct field f_story[] = {
    {"story_title", FIELD_TEXT, .required = true, .max = 200, .message = "Please give the story a title."},
    {"situation", FIELD_TEXT, .max = 4000},
    {"task", FIELD_TEXT, .max = 4000},
    {"action", FIELD_TEXT, .max = 4000},
    {"result", FIELD_TEXT, .max = 4000},
    {"lesson", FIELD_TEXT, .max = 4000},
    {"text", FIELD_TEXT, .max = 20000},
    {"version", FIELD_INT, .required = true, .min = 0, .max = 1000000},
    {"audio", FIELD_UNSENT,
     .message = "Your recording is not text yet. Choose it again and press “Turn into text”; or press “Save” "
                "to save only what is in the boxes."},
    FIELDS_END};
static const struct field f_hear_story[] = {
    {"story_title", FIELD_RAW, .max = 200},
    {"situation", FIELD_RAW, .max = 4000},
    {"task", FIELD_RAW, .max = 4000},
    {"action", FIELD_RAW, .max = 4000},
    {"result", FIELD_RAW, .max = 4000},
    {"lesson", FIELD_RAW, .max = 4000},
    {"text", FIELD_RAW, .max = 20000},
    {"version", FIELD_INT, .min = 0, .max = 1000000},
    {"audio", FIELD_SOUND, .required = true, .max = 10240, .message = "Please choose a recording first."},
    FIELDS_END};
static const struct field f_correct[] = {{"topic", FIELD_ID, .required = false},
                                         {"corrected", FIELD_TEXT, .max = 4000},
                                         {"version", FIELD_INT, .required = true, .min = 0, .max = 1000000},
                                         FIELDS_END};

static const struct field f_coach[] = {{"coach", FIELD_CHOICE, .required = true, .choices = "builtin|outside",
                                        .message = "Please choose who may be asked."},
                                       FIELDS_END};
static const struct field f_profile[] = {{"name", FIELD_TEXT, .max = 80},
                                         {"role", FIELD_TEXT, .max = 120},
                                         {"zone", FIELD_TEXT, .max = 64},
                                         FIELDS_END};
static const struct field f_password[] = {
    {"current", FIELD_PASSWORD, .required = true, .message = "Please give your current password."},
    {"password", FIELD_PASSWORD, .required = true, .message = "Please choose a new password."},
    FIELDS_END};
static const struct field f_current[] = {
    {"current", FIELD_PASSWORD, .required = true, .message = "Please give your current password."},
    FIELDS_END};
static const struct field f_delete[] = {
    {"current", FIELD_PASSWORD, .required = true, .message = "Please give your current password."},
    {"confirm", FIELD_TEXT, .required = true, .max = 20, .message = "Please write the word delete."},
    FIELDS_END};
static const struct field f_end_login[] = {{"login", FIELD_ID, .required = true}, FIELDS_END};
static const struct field f_drop[] = {{"id", FIELD_ID, .required = true}, FIELDS_END};

/* ---- THE table ---- */

#define READS(page) .want = page##_want, .show = page##_show
#define SHOWS(page) .show = page##_show
#define BACK(page) .back = page##_show
#define BACK_READS(page) .back_want = page##_want, .back = page##_show

static const struct route routes_table[] = {
    {"GET", "/", WHO_ANYONE, POOL_PAGES, READS(page_home_front)},
    {"GET", "/try", WHO_ANYONE, POOL_PAGES, .fields = f_try_page, SHOWS(page_home_try)},
    {"POST", "/try", WHO_ANYONE, POOL_COACH, .token = true, .body_kib = 192, .fields = f_try,
     SHOWS(page_home_try_answer), BACK(page_home_try)},
    {"GET", "/metrics", WHO_ANYONE, POOL_PAGES, READS(page_metrics_all)},
    {"GET", "/about", WHO_ANYONE, POOL_PAGES, SHOWS(page_home_about)},

    {"GET", "/signup", WHO_NOBODY, POOL_PAGES, SHOWS(page_account_signup)},
    {"POST", "/users/create", WHO_NOBODY, POOL_DOOR, .token = true, .body_kib = 192, .fields = f_signup,
     SHOWS(page_account_create), BACK(page_account_signup)},
    {"GET", "/login", WHO_NOBODY, POOL_PAGES, .fields = f_login_page, SHOWS(page_account_login_form)},
    {"POST", "/users/login", WHO_NOBODY, POOL_DOOR, .token = true, .body_kib = 8, .fields = f_login,
     SHOWS(page_account_login), BACK(page_account_login_form)},
    {"POST", "/users/logout", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4, SHOWS(page_account_logout)},
    {"GET", "/recover", WHO_NOBODY, POOL_PAGES, SHOWS(page_account_recover_form)},
    {"POST", "/users/recover", WHO_NOBODY, POOL_DOOR, .token = true, .body_kib = 8, .fields = f_recover,
     SHOWS(page_account_recover), BACK(page_account_recover_form)},

    {"GET", "/chat", WHO_USER, POOL_PAGES, READS(page_chat)},
    {"POST", "/plan/chat", WHO_USER, POOL_COACH, .token = true, .body_kib = 576, .fields = f_say,
     SHOWS(page_chat_say), BACK_READS(page_chat)},
    {"POST", "/plan/chat/retry", WHO_USER, POOL_COACH, .token = true, .body_kib = 4, .fields = f_message,
     SHOWS(page_chat_say_again)},
    {"POST", "/speech/chat", WHO_USER, POOL_COACH, .token = true, .body_kib = 576, .fields = f_hear_chat,
     SHOWS(page_speech_chat), BACK_READS(page_chat)},
    {"POST", "/plan/facts", WHO_USER, POOL_PAGES, .token = true, .body_kib = 16, .fields = f_facts,
     SHOWS(page_chat_facts), BACK_READS(page_chat)},
    {"POST", "/plan/suggest_new", WHO_USER, POOL_COACH, .token = true, .body_kib = 576,
     .fields = f_suggest_new, SHOWS(page_plan_suggest_new), BACK_READS(page_chat)},
    {"POST", "/plan/suggest_changes", WHO_USER, POOL_COACH, .token = true, .body_kib = 896,
     .fields = f_suggest_changes, SHOWS(page_plan_suggest_changes), BACK_READS(page_plan_view)},
    {"POST", "/plan/proposal/{id}/retry", WHO_USER, POOL_COACH, .token = true, .body_kib = 4,
     SHOWS(page_plan_make_again)},
    {"GET", "/proposal", WHO_USER, POOL_PAGES, READS(page_plan_open_proposal)},
    {"GET", "/proposal/{id}", WHO_USER, POOL_PAGES, READS(page_plan_proposal)},
    {"POST", "/plan/proposal/{id}/edit", WHO_USER, POOL_PAGES, .token = true, .body_kib = 128,
     .fields = f_edit, SHOWS(page_plan_edit), BACK_READS(page_plan_proposal)},
    {"POST", "/plan/approve_plan", WHO_USER, POOL_PAGES, .token = true, .body_kib = 128, .fields = f_approve,
     SHOWS(page_plan_approve), BACK_READS(page_plan_proposal)},
    {"POST", "/plan/proposal/{id}/decline", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     SHOWS(page_plan_decline)},
    {"GET", "/plan/view", WHO_USER, POOL_PAGES, READS(page_plan_view)},
    {"GET", "/plan/versions", WHO_USER, POOL_PAGES, READS(page_plan_versions)},
    {"GET", "/plan/version/{n}", WHO_USER, POOL_PAGES, READS(page_plan_version)},
    {"POST", "/plan/version/{n}/propose", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     SHOWS(page_plan_propose_version)},

    {"GET", "/study", WHO_USER, POOL_PAGES, READS(page_study_choose)},
    {"POST", "/study/start_session", WHO_USER, POOL_PAGES, .token = true, .body_kib = 8,
     .fields = f_start_session, SHOWS(page_study_start), BACK_READS(page_study_choose)},
    {"GET", "/session/{id}", WHO_USER, POOL_PAGES, READS(page_study_session)},
    {"POST", "/study/generate_questions/{id}", WHO_USER, POOL_COACH, .token = true, .body_kib = 4,
     SHOWS(page_study_generate)},
    {"POST", "/study/session/{id}/open/{id}", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     SHOWS(page_study_open)},
    {"POST", "/study/session/{id}/skip/{id}", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     SHOWS(page_study_skip)},
    {"GET", "/session/{id}/question/{id}", WHO_USER, POOL_PAGES, READS(page_question)},
    {"POST", "/study/session/{id}/draft/{id}", WHO_USER, POOL_PAGES, .token = true, .body_kib = 192,
     .fields = f_draft, SHOWS(page_question_draft), BACK_READS(page_question)},
    {"POST", "/study/evaluate_answer/{id}", WHO_USER, POOL_COACH, .token = true, .body_kib = 192,
     .fields = f_answer, SHOWS(page_answer_evaluate), BACK_READS(page_question)},
    {"POST", "/speech/answer/{id}/{id}", WHO_USER, POOL_COACH, .token = true, .body_kib = 192,
     .fields = f_hear_answer, SHOWS(page_speech_answer), BACK_READS(page_question)},
    {"GET", "/attempt/{id}", WHO_USER, POOL_PAGES, READS(page_answer_attempt)},
    {"POST", "/attempt/{id}/mark", WHO_USER, POOL_COACH, .token = true, .body_kib = 4,
     SHOWS(page_answer_mark)},
    {"POST", "/attempt/{id}/self", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4, .fields = f_self,
     SHOWS(page_answer_self), BACK_READS(page_answer_attempt)},
    {"GET", "/attempt/{id}/sent", WHO_USER, POOL_PAGES, READS(page_answer_sent)},
    {"PUT", "/study/end_session", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4, .fields = f_session,
     SHOWS(page_study_end)},
    {"GET", "/session/{id}/summary", WHO_USER, POOL_PAGES, READS(page_study_summary)},
    {"POST", "/session/{id}/reconcile", WHO_USER, POOL_COACH, .token = true, .body_kib = 4,
     SHOWS(page_study_reconcile)},

    {"GET", "/stories", WHO_USER, POOL_PAGES, READS(page_story_list)},
    {"GET", "/stories.md", WHO_USER, POOL_PAGES, READS(page_story_file)},
    {"POST", "/study/story/{id}", WHO_USER, POOL_COACH, .token = true, .body_kib = 4,
     SHOWS(page_story_begin)},
    {"GET", "/story/{id}", WHO_USER, POOL_PAGES, READS(page_story_editor)},
    {"POST", "/story/{id}/save", WHO_USER, POOL_PAGES, .token = true, .body_kib = 384, .fields = f_story,
     SHOWS(page_story_save), BACK_READS(page_story_editor)},
    {"POST", "/speech/story/{id}", WHO_USER, POOL_COACH, .token = true, .body_kib = 384,
     .fields = f_hear_story, SHOWS(page_speech_story), BACK_READS(page_story_editor)},
    {"POST", "/story/{id}/build", WHO_USER, POOL_COACH, .token = true, .body_kib = 4,
     SHOWS(page_story_build)},
    {"POST", "/story/{id}/delete", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     SHOWS(page_story_delete)},
    {"GET", "/story/{id}/version/{n}", WHO_USER, POOL_PAGES, READS(page_story_version)},

    {"GET", "/notes", WHO_USER, POOL_PAGES, READS(page_notes_all)},
    {"POST", "/notes/correct", WHO_USER, POOL_PAGES, .token = true, .body_kib = 40, .fields = f_correct,
     SHOWS(page_notes_correct), BACK_READS(page_notes_all)},
    {"GET", "/notes.md", WHO_USER, POOL_PAGES, READS(page_notes_file)},
    {"GET", "/review", WHO_USER, POOL_PAGES, READS(page_notes_review)},
    {"POST", "/review/run", WHO_USER, POOL_COACH, .token = true, .body_kib = 4, SHOWS(page_notes_review_run)},

    {"GET", "/settings", WHO_USER, POOL_PAGES, READS(page_settings_main)},
    {"POST", "/settings/profile", WHO_USER, POOL_PAGES, .token = true, .body_kib = 8, .fields = f_profile,
     SHOWS(page_settings_profile), BACK_READS(page_settings_main)},
    {"POST", "/settings/coach", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4, .fields = f_coach,
     SHOWS(page_settings_coach), BACK_READS(page_settings_main)},
    {"POST", "/settings/password", WHO_USER, POOL_DOOR, .token = true, .body_kib = 8, .fields = f_password,
     SHOWS(page_settings_password), BACK_READS(page_settings_main)},
    {"POST", "/settings/codes", WHO_USER, POOL_DOOR, .token = true, .body_kib = 8, .fields = f_current,
     SHOWS(page_settings_codes), BACK_READS(page_settings_main)},
    {"POST", "/settings/export", WHO_USER, POOL_DOOR, .token = true, .body_kib = 8, .fields = f_current,
     SHOWS(page_settings_export), BACK_READS(page_settings_main)},
    {"POST", "/settings/delete", WHO_USER, POOL_DOOR, .token = true, .body_kib = 8, .fields = f_delete,
     SHOWS(page_settings_delete), BACK_READS(page_settings_main)},
    {"POST", "/settings/logins/end", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     .fields = f_end_login, SHOWS(page_settings_end_login), BACK_READS(page_settings_main)},
    {"POST", "/settings/logins/end_others", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     SHOWS(page_settings_end_others)},
    {"GET", "/parked", WHO_USER, POOL_PAGES, READS(page_settings_parked)},
    {"POST", "/parked/drop", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4, .fields = f_drop,
     SHOWS(page_settings_drop), BACK_READS(page_settings_parked)},
};
static const size_t routes_count = sizeof routes_table / sizeof *routes_table;

/* ---- finding ---- */

/* Does the path fit the pattern? "{id}" takes a UUID, "{n}" a number of at most six digits. */
static bool path_fits(struct request *r, const char *pattern, const char *path)
{
    size_t ids = 0;
    while (*pattern && *path) {
        if (*pattern != '{') {
            if (*pattern++ != *path++)
                return false;
            continue;
        }
        const size_t n = strcspn(path, "/");
        const char *piece = arena_text(r->arena, path, n);
        const bool number = strncmp(pattern, "{n}", 3) == 0;
        int64_t v;
        if (number ? num_int(piece, 1, 999999, &v) != OK
                   : ids == 2 || id_parse(piece, &r->path_id[ids]) != OK)
            return false;
        if (number)
            r->path_number = (int)v;
        else
            ids++;
        pattern += strcspn(pattern, "}") + 1;
        path += n;
    }
    return !*pattern && !*path;
}

static bool method_fits(const struct route *route, const char *method)
{
    return text_equal(route->method, method) ||
           (text_equal(route->method, "PUT") && text_equal(method, "POST"));
}

/* What a route takes: a page can be asked for without its body, and a form can't say PUT. */
static const char *methods_of(const struct route *route)
{
    static const char *const methods[][2] = {{"GET", "GET, HEAD"}, {"POST", "POST"}, {"PUT", "PUT, POST"}};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (text_equal(route->method, methods[i][0]))
            return methods[i][1];
    return "";
}

const struct route *routes_find(struct request *r, const char **allow)
{
    *allow = NULL;
    for (size_t i = 0; i < routes_count; i++) {
        if (!path_fits(r, routes_table[i].path, r->path))
            continue;
        if (method_fits(&routes_table[i], r->method))
            return &routes_table[i];
        const char *more = methods_of(&routes_table[i]);
        *allow = *allow ? arena_printf(r->arena, "%s, %s", *allow, more) : more;
    }
    return NULL;
}

/* ---- for nginx and for tests ---- */

static const char *const pools[] = {[POOL_PAGES] = "pages", [POOL_COACH] = "coach", [POOL_DOOR] = "door"};
static const char *const whos[] = {[WHO_ANYONE] = "anyone", [WHO_NOBODY] = "nobody", [WHO_USER] = "user"};

/* A pattern as nginx's regular expression. */
static void print_pattern(FILE *out, const char *path)
{
    for (; *path; path++) {
        if (*path == '{') {
            fputs("[^/]+", out);
            path += strcspn(path, "}");
        } else if (*path == '.') {
            fputs("\\.", out);
        } else {
            fputc(*path, out);
        }
    }
}

void routes_print_pools(FILE *out)
{
    fputs("# Which pool serves which route: made from the route table by greenroom.fcgi --nginx-pools.\n"
          "map \"$request_method $uri\" $gr_pool {\n    default pages;\n",
          out);
    for (size_t i = 0; i < routes_count; i++) {
        const struct route *route = &routes_table[i];
        if (route->pool == POOL_PAGES)
            continue;
        fputs("    \"~^(POST|PUT) ", out);
        print_pattern(out, route->path);
        fprintf(out, "$\" %s;\n", pools[route->pool]);
    }
    fputs("}\n", out);
}

static json *fields_json(struct arena *a, const struct field *fields)
{
    static const char *const kinds[] = {
        [FIELD_TEXT] = "text",   [FIELD_RAW] = "raw",       [FIELD_PASSWORD] = "password",
        [FIELD_INT] = "int",     [FIELD_BOOL] = "bool",     [FIELD_ID] = "id",
        [FIELD_DATE] = "date",   [FIELD_CHOICE] = "choice", [FIELD_OBJECT] = "object",
        [FIELD_LIST] = "list",   [FIELD_TEXTS] = "texts",   [FIELD_INTS] = "ints",
        [FIELD_SOUND] = "sound", [FIELD_UNSENT] = "unsent",
    };
    json *list = json_new_array(a);
    for (const struct field *f = fields; f && f->kind != FIELD_END; f++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "name", f->name);
        json_put_text(a, one, "kind", kinds[f->kind]);
        json_put_bool(a, one, "required", f->required);
        json_put_int(a, one, "min", f->min);
        json_put_int(a, one, "max", f->max);
        json_put_text(a, one, "choices", f->choices);
        if (f->of)
            json_put(a, one, "of", fields_json(a, f->of));
        json_add(a, list, one);
    }
    return list;
}

void routes_print(FILE *out)
{
    struct arena *a = arena_new(16 * 1024 * 1024, false);
    for (size_t i = 0; a && i < routes_count; i++) {
        const struct route *route = &routes_table[i];
        json *one = json_new_object(a);
        json_put_text(a, one, "method", route->method);
        json_put_text(a, one, "path", route->path);
        json_put_text(a, one, "who", whos[route->who]);
        json_put_text(a, one, "pool", pools[route->pool]);
        json_put_bool(a, one, "token", route->token);
        json_put_int(a, one, "body_kib", route->body_kib);
        json_put(a, one, "fields", fields_json(a, route->fields));
        fprintf(out, "%s\n", json_write(a, one));
    }
    arena_free(a);
}
