#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* JSON values, and the only door to json-c, which reads what others wrote. Every value made or parsed here
 * lies in its arena and dies with it, so nothing may be put into a value that lives longer; putting a value
 * into an object or array shares it, and one value may stand in several places. Text is UTF-8. */
typedef struct json json;

enum json_kind { JSON_NULL, JSON_BOOL, JSON_INT, JSON_REAL, JSON_TEXT, JSON_ARRAY, JSON_OBJECT };

/* Parses exactly one value of at most `depth` levels ("x" has one, ["x"] and {"k":"x"} two). Trailing bytes,
 * bad UTF-8, a control character in a string, duplicate keys, NaN, Infinity or a whole number beyond 64 bits
 * are ERR_INPUT. A JSON null comes out as NULL. */
MUST_USE enum err json_parse(struct arena *a, const char *bytes, size_t n, int depth, json **out);
/* The same for text that json_write made and nobody can have changed since: only its shape is looked at, and
 * the last of equal keys counts. At most 32 levels. */
MUST_USE enum err json_parse_own(struct arena *a, const char *text, json **out);

/* One line, no blanks; slashes not escaped. The text is in the arena. Pretty: indented, for files people
 * read. */
char *json_write(struct arena *a, const json *value);
char *json_write_pretty(struct arena *a, const json *value);

json *json_new_object(struct arena *a);
json *json_new_array(struct arena *a);
json *json_new_text(struct arena *a, const char *text); /* NULL text: JSON null */
json *json_new_int(struct arena *a, int64_t value);
json *json_new_bool(struct arena *a, bool value);
json *json_new_real(struct arena *a, double value); /* NaN or an infinity: JSON null */

/* Put: an existing key is replaced, and what it had may be gone; a NULL value or text puts JSON null. Return
 * the object (or array) for chaining. */
json *json_put(struct arena *a, json *object, const char *key, json *value);
json *json_put_text(struct arena *a, json *object, const char *key, const char *text);
json *json_put_int(struct arena *a, json *object, const char *key, int64_t value);
json *json_put_bool(struct arena *a, json *object, const char *key, bool value);
json *json_put_real(struct arena *a, json *object, const char *key, double value);
json *json_add(struct arena *a, json *array, json *value);
json *json_add_text(struct arena *a, json *array, const char *text);
void json_drop(json *object, const char *key);

/* Get: a missing key, NULL object or a value of another kind gives the fallback (NULL, 0, false). Borrowed
 * from the value. */
enum json_kind json_kind_of(const json *value);
json *json_get(const json *object, const char *key);
bool json_has(const json *object, const char *key);                      /* a member that is null counts */
bool json_find(const json *object, const char *key, const json **value); /* a null is there, too */
const char *json_get_text(const json *object, const char *key, const char *fallback);
int64_t json_get_int(const json *object, const char *key, int64_t fallback);
double json_get_real(const json *object, const char *key, double fallback); /* an int counts */
bool json_get_bool(const json *object, const char *key, bool fallback);
size_t json_len(const json *array); /* 0 if not an array */
json *json_at(const json *array, size_t i);
const char *json_text(const json *value, const char *fallback);
int64_t json_int(const json *value, int64_t fallback);
double json_real(const json *value, double fallback);
bool json_is_true(const json *value);

/* Walks an object's members in order: `size_t n = json_members(o); json_member(o, i, &key)`. */
size_t json_members(const json *object);
json *json_member(const json *object, size_t i, const char **key);

/* A text's lines as an array of texts, and back; NULL for none. */
json *json_from_lines(struct arena *a, const char *lines);
const char *json_to_lines(struct arena *a, const json *array);

/* A deep copy in this arena. */
json *json_copy(struct arena *a, const json *value);
bool json_equal(const json *one, const json *other);

#endif
