#ifndef WEB_INPUT_H
#define WEB_INPUT_H

#include "base/buf.h"
#include "base/json.h"

/* What came in, whatever its form, as a flat list of names and values: "plan_topics.1.name" = "Negotiation".
 * JSON and forms look the same after this; only the kind says which JSON type a value had. An object, a list
 * or a null of JSON stands there too, before its members, with an empty value. */
enum input_kind {
    INPUT_FORM,
    INPUT_TEXT,
    INPUT_INT,
    INPUT_REAL,
    INPUT_BOOL,
    INPUT_NULL,
    INPUT_OBJECT,
    INPUT_LIST,
    INPUT_FILE
};

struct input {
    const char *name;
    const char *value; /* NUL-terminated but for a file, which lies in the body; may hold a NUL within n */
    size_t n;
    enum input_kind kind;
    bool used;
};

struct inputs {
    struct input *list;
    size_t n;
};

enum { INPUT_MOST = 500 };

/* Parsers. ERR_INPUT for what is not well-formed, ERR_LIMIT for more than INPUT_MOST values. They add to *in.
 * A file of a multipart form is not copied: the body must live as long. */
MUST_USE enum err input_form(struct arena *a, const char *body, size_t n, struct inputs *in);
MUST_USE enum err input_multipart(struct arena *a, const char *content_type, const char *body, size_t n,
                                  struct inputs *in);
MUST_USE enum err input_json(struct arena *a, const char *body, size_t n, struct inputs *in);
/* The value of a cookie, or NULL; the first if there are several. */
const char *input_cookie(struct arena *a, const char *header, const char *name);
/* The value of a name (the first), or NULL. */
struct input *input_find(const struct inputs *in, const char *name);

/* "%41+b" -> "A b", n set; ERR_INPUT for a broken escape. */
MUST_USE enum err input_decode(struct arena *a, const char *text, size_t len, char **out, size_t *n);
/* RFC 4648, 4: padded, without blanks. ERR_INPUT for anything else. */
MUST_USE enum err input_base64(struct arena *a, const char *text, size_t len, char **out, size_t *n);
/* For addresses and forms: everything but letters, digits and -._~ escaped. */
char *input_encode(struct arena *a, const char *text);

#endif
