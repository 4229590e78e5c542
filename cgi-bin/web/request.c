#include "web/request.h"
#include "base/num.h"
#include "base/text.h"
#include "web/fcgi.h"
#include "web/input.h"
#include <string.h>
#include <strings.h>

enum { MOST_PROBLEMS = 64, PATH_MOST = 300 };

static const char *env(const struct request *r, const char *name)
{
    return fcgi_env(r->fcgi, name);
}

/* The path without its query, as the browser sent it. Anything that is no plain path is one that no route
 * has. */
static const char *read_path(struct request *r)
{
    const char *uri = env(r, "DOCUMENT_URI");
    if (!*uri)
        uri = env(r, "PATH_INFO");
    if (strnlen(uri, PATH_MOST) == PATH_MOST)
        return "";
    return arena_copy(r->arena, uri);
}

/* Does the browser or program want JSON back? A program says so; browsers name text/html. */
static bool wants_json(const struct request *r)
{
    const char *accept = env(r, "HTTP_ACCEPT");
    return strstr(accept, "application/json") && !strstr(accept, "text/html");
}

void request_begin(struct request *r)
{
    struct id fresh;
    r->method = arena_copy(r->arena, env(r, "REQUEST_METHOD"));
    if (text_equal(r->method, "HEAD"))
        r->method = "GET";
    r->path = read_path(r);
    r->id = arena_copy(r->arena, env(r, "REQUEST_ID"));
    if (!*r->id && id_new(&fresh) == OK)
        r->id = id_text(r->arena, fresh);
    r->content_type = arena_copy(r->arena, env(r, "CONTENT_TYPE"));
    r->json_in = strncasecmp(r->content_type, "application/json", 16) == 0;
    r->json_out = r->json_in || wants_json(r);
    r->cookies = arena_copy(r->arena, env(r, "HTTP_COOKIE"));
    r->address = arena_copy(r->arena, env(r, "REMOTE_ADDR"));
    r->agent = arena_copy(r->arena, env(r, "HTTP_USER_AGENT"));
    r->in = json_new_object(r->arena);
    r->given = json_new_object(r->arena);
    r->inputs = arena_alloc(r->arena, sizeof *r->inputs);
}

void *request_model(struct request *r, size_t size)
{
    r->model = arena_alloc(r->arena, size);
    return r->model;
}

bool request_is_get(const struct request *r)
{
    return text_equal(r->method, "GET");
}

static enum err read_body(struct request *r, size_t most, char **body, size_t *n)
{
    int64_t length = 0;
    const char *text = env(r, "CONTENT_LENGTH");
    if (*text && num_int(text, 0, INT32_MAX, &length) != OK)
        return ERR_INPUT;
    if ((size_t)length > most)
        return ERR_LIMIT;
    *body = arena_alloc(r->arena, (size_t)length + 1);
    *n = 0;
    while (*n < (size_t)length) {
        const long got = fcgi_read(r->fcgi, *body + *n, (size_t)length - *n);
        if (got <= 0)
            return ERR_IO;
        *n += (size_t)got;
    }
    return OK;
}

enum err request_read(struct request *r, size_t most)
{
    char *body;
    size_t n;
    if (request_is_get(r)) {
        const char *query = env(r, "QUERY_STRING");
        return input_form(r->arena, query, strlen(query), r->inputs);
    }
    const enum err e = read_body(r, most, &body, &n);
    if (e != OK)
        return e;
    if (r->json_in)
        return input_json(r->arena, body, n, r->inputs);
    if (strncasecmp(r->content_type, "multipart/form-data", 19) == 0)
        return input_multipart(r->arena, r->content_type, body, n, r->inputs);
    if (n == 0 || strncasecmp(r->content_type, "application/x-www-form-urlencoded", 33) == 0)
        return input_form(r->arena, body, n, r->inputs);
    return ERR_INPUT;
}

const char *request_given(const struct request *r, const char *field, const char *fallback)
{
    return json_get_text(r->given, field, fallback);
}

void request_problem(struct request *r, const char *field, const char *message)
{
    if (!r->problems)
        r->problems = arena_array(r->arena, MOST_PROBLEMS, sizeof *r->problems);
    for (size_t i = 0; i < r->problems_n; i++)
        if (*field && text_equal(r->problems[i].field, field))
            return; /* the first message says enough */
    if (r->problems_n < MOST_PROBLEMS)
        r->problems[r->problems_n++] = (struct problem){.field = field, .message = message};
}
