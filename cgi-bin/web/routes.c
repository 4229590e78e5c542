#include "web/routes.h"
#include "base/json.h"
#include "base/num.h"
#include "base/text.h"
#include "web/forms.h"
#include "web/page.h"
#include <string.h>

/* ---- THE table ---- */

#define READS(page) .want = page##_want, .show = page##_show
#define SHOWS(page) .show = page##_show
#define BACK(page) .back = page##_show
#define BACK_READS(page) .back_want = page##_want, .back = page##_show

static const struct route routes_table[] = {
    {"GET", "/", WHO_ANYONE, POOL_PAGES, READS(page_home_front)},
    {"GET", "/try", WHO_ANYONE, POOL_PAGES, .fields = forms_try_page, SHOWS(page_home_try)},
    {"POST", "/try", WHO_ANYONE, POOL_COACH, .token = true, .body_kib = 192, .fields = forms_try,
     SHOWS(page_home_try_answer), BACK(page_home_try)},
    {"GET", "/metrics", WHO_ANYONE, POOL_PAGES, READS(page_metrics_all)},
    {"GET", "/about", WHO_ANYONE, POOL_PAGES, SHOWS(page_home_about)},

    {"GET", "/signup", WHO_NOBODY, POOL_PAGES, SHOWS(page_account_signup)},
    {"POST", "/users/create", WHO_NOBODY, POOL_DOOR, .token = true, .body_kib = 192, .fields = forms_signup,
     SHOWS(page_account_create), BACK(page_account_signup)},
    {"GET", "/login", WHO_NOBODY, POOL_PAGES, .fields = forms_login_page, SHOWS(page_account_login_form)},
    {"POST", "/users/login", WHO_NOBODY, POOL_DOOR, .token = true, .body_kib = 8, .fields = forms_login,
     SHOWS(page_account_login), BACK(page_account_login_form)},
    {"POST", "/users/logout", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4, SHOWS(page_account_logout)},
    {"GET", "/recover", WHO_NOBODY, POOL_PAGES, SHOWS(page_account_recover_form)},
    {"POST", "/users/recover", WHO_NOBODY, POOL_DOOR, .token = true, .body_kib = 8, .fields = forms_recover,
     SHOWS(page_account_recover), BACK(page_account_recover_form)},

    {"GET", "/chat", WHO_USER, POOL_PAGES, .fields = forms_chat, READS(page_chat)},
    {"POST", "/plan/chat", WHO_USER, POOL_COACH, .token = true, .body_kib = 896, .fields = forms_say,
     SHOWS(page_chat_say), BACK_READS(page_chat)},
    {"POST", "/plan/chat/retry", WHO_USER, POOL_COACH, .token = true, .body_kib = 4, .fields = forms_message,
     SHOWS(page_chat_say_again)},
    {"POST", "/speech/chat", WHO_USER, POOL_COACH, .token = true, .body_kib = 896, .fields = forms_hear_chat,
     SHOWS(page_speech_chat), BACK_READS(page_chat)},
    {"POST", "/plan/facts", WHO_USER, POOL_PAGES, .token = true, .body_kib = 16, .fields = forms_facts,
     SHOWS(page_chat_facts), BACK_READS(page_chat)},
    {"POST", "/plan/answer", WHO_USER, POOL_PAGES, .token = true, .body_kib = 384, .fields = forms_control,
     SHOWS(page_chat_control), BACK_READS(page_chat)},
    {"POST", "/plan/confirm", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     .fields = forms_confirm_facts, SHOWS(page_chat_confirm), BACK_READS(page_chat)},
    {"GET", "/told", WHO_USER, POOL_PAGES, READS(page_told)},
    {"POST", "/told/{id}/correct", WHO_USER, POOL_PAGES, .token = true, .body_kib = 576, .fields = forms_told,
     SHOWS(page_told_correct), BACK_READS(page_told)},
    {"POST", "/told/{id}/delete", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     SHOWS(page_told_delete)},
    {"POST", "/plan/suggest_new", WHO_USER, POOL_COACH, .token = true, .body_kib = 576,
     .fields = forms_suggest_new, SHOWS(page_proposal_suggest_new), BACK_READS(page_chat)},
    {"POST", "/plan/suggest_changes", WHO_USER, POOL_COACH, .token = true, .body_kib = 896,
     .fields = forms_suggest_changes, SHOWS(page_proposal_suggest_changes), BACK_READS(page_proposal_wish)},
    {"POST", "/plan/proposal/{id}/retry", WHO_USER, POOL_COACH, .token = true, .body_kib = 4,
     SHOWS(page_proposal_make_again)},
    {"GET", "/proposal", WHO_USER, POOL_PAGES, READS(page_proposal_open)},
    {"GET", "/proposal/{id}", WHO_USER, POOL_PAGES, READS(page_proposal_one)},
    {"POST", "/plan/proposal/{id}/edit", WHO_USER, POOL_PAGES, .token = true, .body_kib = 128,
     .fields = forms_edit, SHOWS(page_proposal_edit), BACK_READS(page_proposal_one)},
    {"POST", "/plan/approve_plan", WHO_USER, POOL_PAGES, .token = true, .body_kib = 128,
     .fields = forms_approve, SHOWS(page_proposal_approve), BACK_READS(page_proposal_one)},
    {"POST", "/plan/proposal/{id}/decline", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     SHOWS(page_proposal_decline)},
    {"GET", "/plan/view", WHO_USER, POOL_PAGES, READS(page_plan_view)},
    {"GET", "/plan/versions", WHO_USER, POOL_PAGES, READS(page_plan_versions)},
    {"GET", "/plan/version/{n}", WHO_USER, POOL_PAGES, READS(page_plan_version)},
    {"POST", "/plan/version/{n}/propose", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     SHOWS(page_proposal_version)},

    {"GET", "/study", WHO_USER, POOL_PAGES, READS(page_study_choose)},
    {"POST", "/study/start_session", WHO_USER, POOL_PAGES, .token = true, .body_kib = 8,
     .fields = forms_start_session, SHOWS(page_study_start), BACK_READS(page_study_choose)},
    {"GET", "/session/{id}", WHO_USER, POOL_PAGES, READS(page_study_session)},
    {"POST", "/study/generate_questions/{id}", WHO_USER, POOL_COACH, .token = true, .body_kib = 4,
     SHOWS(page_study_generate)},
    {"POST", "/study/session/{id}/open/{id}", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     SHOWS(page_study_open)},
    {"POST", "/study/session/{id}/skip/{id}", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     SHOWS(page_study_skip)},
    {"GET", "/session/{id}/question/{id}", WHO_USER, POOL_PAGES, READS(page_question)},
    {"POST", "/study/session/{id}/draft/{id}", WHO_USER, POOL_PAGES, .token = true, .body_kib = 192,
     .fields = forms_draft, SHOWS(page_question_draft), BACK_READS(page_question)},
    {"POST", "/study/evaluate_answer/{id}", WHO_USER, POOL_COACH, .token = true, .body_kib = 192,
     .fields = forms_answer, SHOWS(page_answer_evaluate), BACK_READS(page_question)},
    {"POST", "/speech/answer/{id}/{id}", WHO_USER, POOL_COACH, .token = true, .body_kib = 192,
     .fields = forms_hear_answer, SHOWS(page_speech_answer), BACK_READS(page_question)},
    {"GET", "/attempt/{id}", WHO_USER, POOL_PAGES, READS(page_answer_attempt)},
    {"POST", "/attempt/{id}/mark", WHO_USER, POOL_COACH, .token = true, .body_kib = 4,
     SHOWS(page_answer_mark)},
    {"POST", "/attempt/{id}/self", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4, .fields = forms_self,
     SHOWS(page_answer_self), BACK_READS(page_answer_attempt)},
    {"POST", "/attempt/{id}/correct", WHO_USER, POOL_PAGES, .token = true, .body_kib = 192,
     .fields = forms_tick, SHOWS(page_correct_tick), BACK_READS(page_answer_attempt)},
    {"POST", "/attempt/{id}/objection", WHO_USER, POOL_PAGES, .token = true, .body_kib = 8,
     .fields = forms_objection, SHOWS(page_correct_objection), BACK_READS(page_answer_attempt)},
    {"POST", "/attempt/{id}/next", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     SHOWS(page_study_next)},
    {"GET", "/attempt/{id}/sent", WHO_USER, POOL_PAGES, READS(page_answer_sent)},
    {"PUT", "/study/end_session", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4, .fields = forms_session,
     SHOWS(page_study_end)},
    {"GET", "/session/{id}/summary", WHO_USER, POOL_PAGES, READS(page_study_summary)},
    {"POST", "/session/{id}/reconcile", WHO_USER, POOL_COACH, .token = true, .body_kib = 4,
     SHOWS(page_study_reconcile)},

    {"GET", "/stories", WHO_USER, POOL_PAGES, READS(page_story_list)},
    {"GET", "/stories.md", WHO_USER, POOL_PAGES, READS(page_story_file)},
    {"POST", "/study/story/{id}", WHO_USER, POOL_COACH, .token = true, .body_kib = 4,
     SHOWS(page_story_begin)},
    {"GET", "/story/{id}", WHO_USER, POOL_PAGES, READS(page_story_editor)},
    {"POST", "/story/{id}/save", WHO_USER, POOL_PAGES, .token = true, .body_kib = 384, .fields = forms_story,
     SHOWS(page_story_save), BACK_READS(page_story_editor)},
    {"POST", "/speech/story/{id}", WHO_USER, POOL_COACH, .token = true, .body_kib = 384,
     .fields = forms_hear_story, SHOWS(page_speech_story), BACK_READS(page_story_editor)},
    {"POST", "/story/{id}/build", WHO_USER, POOL_COACH, .token = true, .body_kib = 4,
     SHOWS(page_story_build)},
    {"POST", "/story/{id}/delete", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     SHOWS(page_story_delete)},
    {"GET", "/story/{id}/version/{n}", WHO_USER, POOL_PAGES, READS(page_story_version)},

    {"GET", "/notes", WHO_USER, POOL_PAGES, READS(page_notes_all)},
    {"POST", "/notes/correct", WHO_USER, POOL_PAGES, .token = true, .body_kib = 40, .fields = forms_correct,
     SHOWS(page_notes_correct), BACK_READS(page_notes_all)},
    {"GET", "/notes.md", WHO_USER, POOL_PAGES, READS(page_notes_file)},
    {"GET", "/review", WHO_USER, POOL_PAGES, READS(page_notes_review)},
    {"POST", "/review/run", WHO_USER, POOL_COACH, .token = true, .body_kib = 4, SHOWS(page_notes_review_run)},

    {"GET", "/settings", WHO_USER, POOL_PAGES, READS(page_settings_main)},
    {"POST", "/settings/profile", WHO_USER, POOL_PAGES, .token = true, .body_kib = 8, .fields = forms_profile,
     SHOWS(page_settings_profile), BACK_READS(page_settings_main)},
    {"POST", "/settings/coach", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4, .fields = forms_coach,
     SHOWS(page_settings_coach), BACK_READS(page_settings_main)},
    {"POST", "/settings/password", WHO_USER, POOL_DOOR, .token = true, .body_kib = 8,
     .fields = forms_password, SHOWS(page_settings_password), BACK_READS(page_settings_main)},
    {"POST", "/settings/codes", WHO_USER, POOL_DOOR, .token = true, .body_kib = 8, .fields = forms_current,
     SHOWS(page_settings_codes), BACK_READS(page_settings_main)},
    {"POST", "/settings/export", WHO_USER, POOL_DOOR, .token = true, .body_kib = 8, .fields = forms_current,
     SHOWS(page_settings_export), BACK_READS(page_settings_main)},
    {"POST", "/settings/delete", WHO_USER, POOL_DOOR, .token = true, .body_kib = 8, .fields = forms_delete,
     SHOWS(page_settings_delete), BACK_READS(page_settings_main)},
    {"POST", "/settings/logins/end", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     .fields = forms_end_login, SHOWS(page_settings_end_login), BACK_READS(page_settings_main)},
    {"POST", "/settings/logins/end_others", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4,
     SHOWS(page_settings_end_others)},
    {"GET", "/parked", WHO_USER, POOL_PAGES, READS(page_saved_form_all)},
    {"POST", "/parked/drop", WHO_USER, POOL_PAGES, .token = true, .body_kib = 4, .fields = forms_drop,
     SHOWS(page_saved_form_drop), BACK_READS(page_saved_form_all)},
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
        int64_t number;
        if (strncmp(pattern, "{n}", 3) == 0) {
            if (num_int(piece, 1, 999999, &number) != OK)
                return false;
            r->path_number = (int)number;
        } else {
            if (ids == 2 || id_parse(piece, &r->path_id[ids]) != OK)
                return false;
            ids++;
        }
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
        if (*allow)
            more = arena_printf(r->arena, "%s, %s", *allow, more);
        *allow = more;
    }
    return NULL;
}

bool routes_is_page(const struct request *r, const char *path)
{
    const char *allow;
    struct request asked = *r;
    asked.method = "GET";
    asked.path = path;
    return routes_find(&asked, &allow) != NULL;
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
        json_put_bool(a, one, "program", f->program);
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
