#ifndef BASE_JSON_INNER_H
#define BASE_JSON_INNER_H

#include "base/json.h"

/* What json.c (the values) and json_parse.c (from text) share; nobody else includes this.
 * All of a value lies in its arena: nothing to be freed one by one. */

struct json_member {
    uint32_t hash; /* of the key: most that are looked at and are not it differ here */
    const char *key;
    json *value; /* NULL: null */
};

struct json {
    enum json_kind kind; /* never JSON_NULL: that is NULL */
    union {
        bool truth;
        int64_t number;
        struct {
            double value;
            const char *digits; /* as they are written */
        } real;
        const char *text;
        struct {
            json **at;
            size_t n, room;
        } items;
        struct {
            struct json_member *at;
            size_t n, room;
        } members;
    };
};

json *json_new(struct arena *a, enum json_kind kind);
/* Adds a member without looking for one of that name; of two equal ones the later is found. The key stays
 * where it is. */
void json_append(struct arena *a, json *object, const char *key, json *value);

#endif
