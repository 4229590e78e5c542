#ifndef TEST_WEB_FIXTURE_H
#define TEST_WEB_FIXTURE_H

#include "base/fixture.h"
#include "web/input.h"
#include "web/request.h"

/* A request that came from nowhere: what is read out of its inputs goes into it. */
static inline struct request *new_request(bool is_json)
{
    struct request *r = arena_alloc(a, sizeof *r);
    *r = (struct request){.arena = a, .method = "POST", .path = "/", .json_in = is_json, .json_out = is_json};
    r->in = json_new_object(a);
    r->given = json_new_object(a);
    r->inputs = arena_alloc(a, sizeof *r->inputs);
    return r;
}

/* The message beside a field, or NULL. */
static inline const char *problem_of(const struct request *r, const char *field)
{
    for (size_t i = 0; i < r->problems_n; i++)
        if (strcmp(r->problems[i].field, field) == 0)
            return r->problems[i].message;
    return NULL;
}

#endif
