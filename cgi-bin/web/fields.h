#ifndef WEB_FIELDS_H
#define WEB_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

/* THE kinds of fields that may come in, in forms and JSON alike (fields.c reads and checks them). Nested
 * values are dotted in forms: plan_overview.target_role, plan_topics.1.name (from 1); in JSON they are
 * objects and arrays. A form's checkbox group or repeated choice is a FIELD_LIST of numbered names too.
 * Unknown, repeated or misshapen is 400 before any work. */
enum field_kind {
    FIELD_END,
    FIELD_TEXT,     /* min..max code points after clean-up; trimmed */
    FIELD_RAW,      /* the same, not trimmed (answers, drafts) */
    FIELD_PASSWORD, /* as it came, at most 1024 bytes; never given back */
    FIELD_INT,      /* min..max */
    FIELD_BOOL,     /* checkbox: present "1"/"on" or absent; JSON true/false */
    FIELD_ID,       /* UUID */
    FIELD_DATE,     /* "2026-12-01" or "" */
    FIELD_CHOICE,   /* one of choices ("a|b|c") */
    FIELD_SOUND,    /* a recording of at most max KiB as it came: a file of a multipart form, base64 in JSON;
                       known    by its first bytes. Goes to r->sound, never into r->in */
    FIELD_UNSENT,   /* the file input of a form that was sent without its file: only a name came, which is not
                       kept.   With a message, that a file was chosen is a problem. No field of JSON */
    FIELD_OBJECT,   /* of fields */
    FIELD_LIST,     /* of objects with these fields, max items; gaps in form numbering are closed */
    FIELD_TEXTS,    /* list of texts, max items: name.1, name.2 ...; JSON array of strings */
    FIELD_INTS      /* list of whole numbers, each min..max, at most as many as there are: name.1, name.2 ...;
                       JSON array of numbers, or of strings of digits */
};

struct field {
    const char *name;
    enum field_kind kind;
    bool required;
    int min, max;
    const char *choices;
    const struct field *of; /* FIELD_OBJECT, FIELD_LIST */
    const char *message;    /* what to tell the person when it does not hold */
};
#define FIELDS_END                                                                                           \
    {                                                                                                        \
        .kind = FIELD_END                                                                                    \
    }

struct request;
struct inputs;

/* Bytes that a route's recording may have beside the rest of its body; 0 where it takes none. */
size_t fields_sound_bytes(const struct field *fields);

/* Reads the declared fields out of what came in: fills r->in (typed), r->given (as typed) and r->problems.
 * Unknown, repeated and misshapen values are problems. */
void fields_read(struct request *r, const struct field *fields, struct inputs *in);

#endif
