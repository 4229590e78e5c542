#ifndef WEB_ROUTES_H
#define WEB_ROUTES_H

#include "base/err.h"
#include "web/fields.h"
#include "web/request.h"
#include <stdio.h>

enum who { WHO_ANYONE, WHO_NOBODY /* only without a login; others are sent home */, WHO_USER };
enum pool { POOL_PAGES, POOL_COACH /* may wait for a model */, POOL_DOOR /* hashes a password */ };

/* THE table of routes (routes.c). The dispatcher enforces its columns before any page function runs; no page
 * function checks them again. */
struct route {
    const char *method; /* "GET", "POST", "PUT" (its path takes POST from forms too) */
    const char *path;   /* "/session/{id}/question/{id}", "/plan/version/{n}" */
    enum who who;
    enum pool pool;
    bool token;   /* a form token bound to the login (forms; programs send JSON, which no foreign page can) */
    int body_kib; /* 0: no body */
    const struct field *fields;           /* what may come in; anything else is refused. NULL: nothing */
    void (*want)(struct request *r);      /* queues the page's reads; may be NULL */
    enum err (*show)(struct request *r);  /* makes the reply. An error makes the error page, or for ERR_INPUT
                                             the form again (back) */
    void (*back_want)(struct request *r); /* bad input: the page that has the form: its reads */
    enum err (*back)(struct request *r);  /* ... and itself, which shows request_given and the problems */
};

/* The route for a method and path, with path_id filled; NULL if there is none, then *allow names the methods
 * that the path takes, NULL where it takes none. */
const struct route *routes_find(struct request *r, const char **allow);
/* Is it the path of a page, or of a file, that can be gone to? */
bool routes_is_page(const struct request *r, const char *path);
/* nginx's map of method and path to pool, made from the table (greenroom.fcgi --nginx-pools). */
void routes_print_pools(FILE *out);
/* The table as text (--routes): method, path, who, pool, token, body limit, fields: for tests. JSON lines. */
void routes_print(FILE *out);

#endif
