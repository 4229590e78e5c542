#ifndef WEB_FIELDS_H
#define WEB_FIELDS_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"

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

/* A row: one field. forms.c has them all; FIELD and its like below make them. */
struct field {
    const char *name;
    enum field_kind kind;
    bool required;
    int min, max;
    const char *choices;
    const struct field *of; /* FIELD_OBJECT, FIELD_LIST */
    const char *message;    /* what to tell the person when it does not hold */
    const char *label;      /* what it is called where pages tell of it */
    bool hidden;            /* the page says what stands in it: neither shown nor given back from here */
    bool program;           /* no form has an input for it: it is for programs only */
    bool has_member;        /* its value goes into a struct: */
    size_t at, size;        /* ... to this place, so many bytes; of an array: those of an item */
    bool many;              /* the member is an array */
    size_t count_at;        /* ... whose count has this place */
};
#define FIELDS_END                                                                                           \
    {                                                                                                        \
        .kind = FIELD_END                                                                                    \
    }

/* Rows of a form whose values belong into a struct. A member of another type does not compile.
 *
 *   FIELD(TEXT, struct story, title, "story_title", .required = true, .max = 200)
 *   FIELD(INTS, struct facts, days_off, "days_off", .max = 6)
 *   FIELD_OF(struct plan, overview, overview, "plan_overview")
 *   FIELD_ALL_OF(struct plan, topics, topic, "plan_topics", .max = 13)
 *   FIELD_ALL(TEXTS, struct form_changes, feedback, "feedback", .max = 10)
 *   FIELD_UNREAD(SOUND, "audio", .max = 10240)
 *
 * The kinds' members: TEXT, RAW, PASSWORD and CHOICE a const char *, INT an int, BOOL a bool, ID a struct id,
 * DATE a clock_day (FIELD_NO_DATE for none), INTS an unsigned, in which bit N stands for the number N.
 * FIELD_OF: an object, its fields those of the form that is named (here forms_overview). FIELD_ALL and
 * FIELD_ALL_OF: a list, into an array in the request's arena and its count, which is the member's name with
 * _n after it. FIELD_UNREAD: what is looked at and goes nowhere: recordings, which have a place of their own
 * (r->sound), and what is taken for a program's convenience. */
enum { FIELD_NO_DATE = INT32_MIN };
/* clang-format off */
#define FIELD_TYPE_TEXT const char * : 1
#define FIELD_TYPE_RAW const char * : 1
#define FIELD_TYPE_PASSWORD const char * : 1
#define FIELD_TYPE_CHOICE const char * : 1
#define FIELD_TYPE_INT int : 1
#define FIELD_TYPE_DATE clock_day : 1
#define FIELD_TYPE_BOOL bool : 1
#define FIELD_TYPE_ID struct id : 1
#define FIELD_TYPE_INTS unsigned : 1
#define FIELD_ITEM_TEXTS const char ** : 1
#define FIELD_ITEM_INTS int * : 1
#define FIELD_AT(type, member, ...)                                                                          \
    (offsetof(type, member) + 0 * sizeof(struct {                                                            \
         _Static_assert(_Generic(((type *)0)->member, __VA_ARGS__, default : 0), #member " is of another type"); \
         int unused;                                                                                         \
     }))
#define FIELD(what, type, member, ...)                                                                       \
    {.kind = FIELD_##what, .has_member = true, .at = FIELD_AT(type, member, FIELD_TYPE_##what),              \
     .size = sizeof(((type *)0)->member), .name = __VA_ARGS__}
#define FIELD_OF(type, member, form, ...)                                                                    \
    {.kind = FIELD_OBJECT, .has_member = true, .at = FIELD_AT(type, member, forms_##form##_of : 1),          \
     .of = forms_##form, .name = __VA_ARGS__}
#define FIELD_ALL_OF(type, member, form, ...)                                                                \
    {.kind = FIELD_LIST, .has_member = true, .at = FIELD_AT(type, member, forms_##form##_of * : 1),          \
     .many = true, .count_at = FIELD_AT(type, member##_n, size_t : 1), .size = sizeof(forms_##form##_of),    \
     .of = forms_##form, .name = __VA_ARGS__}
#define FIELD_ALL(what, type, member, ...)                                                                   \
    {.kind = FIELD_##what, .has_member = true, .at = FIELD_AT(type, member, FIELD_ITEM_##what),              \
     .many = true, .count_at = FIELD_AT(type, member##_n, size_t : 1), .size = sizeof(*((type *)0)->member), \
     .name = __VA_ARGS__}
#define FIELD_UNREAD(what, ...) {.kind = FIELD_##what, .name = __VA_ARGS__}
/* clang-format on */

/* What a form is: its rows, forms_NAME[], and the struct that they fill. */
#define FORM(name, type)                                                                                     \
    typedef type forms_##name##_of;                                                                          \
    extern const struct field forms_##name[]

struct request;
struct inputs;

/* Bytes that a route's recording may have beside the rest of its body; 0 where it takes none. */
size_t fields_sound_bytes(const struct field *fields);

/* Reads the declared fields out of what came in: fills r->in (typed), r->given (as typed) and r->problems.
 * Unknown, repeated and misshapen values are problems. */
void fields_read(struct request *r, const struct field *fields, struct inputs *in);

/* ---- a form and its struct (fields_fill.c) ----
 * By FORM_FILL(r, NAME, &struct) and its like, which hold the struct's type against the form's. */

#define FORM_FILL(r, name, into) fields_fill((r), forms_##name, (forms_##name##_of *){(into)})
#define FORM_UPDATE(r, name, into) fields_update((r), forms_##name, (forms_##name##_of *){(into)})
#define FORM_SAME(name, one, other)                                                                          \
    fields_same(forms_##name, (const forms_##name##_of *){(one)}, (const forms_##name##_of *){(other)})
#define FORM_SHOW(a, view, name, from)                                                                       \
    fields_show((a), (view), forms_##name, (const forms_##name##_of *){(from)})
#define FORM_PARTS(a, name, from) fields_parts((a), forms_##name, (const forms_##name##_of *){(from)})
#define FORM_BOXES(r, view, name, from)                                                                      \
    fields_boxes((r), (view), forms_##name, (const forms_##name##_of *){(from)})
#define FORM_NOTE_SAVED(r, name, around, typed, saved)                                                       \
    fields_note_saved((r), forms_##name, (around), (const forms_##name##_of *){(typed)},                     \
                      (const forms_##name##_of *){(saved)})
#define FORM_ROW(r, name, list, place, from)                                                                 \
    fields_row((r), forms_##name, (list), (place), (const forms_##name##_of *){(from)})

/* Was it this form that came? Then its members of *into are what came in, else they are empty: "", 0, false,
 * nil, NULL; what of the form did not come is empty, too. A list that came is not NULL, even of no items. The
 * values live as long as the request. */
bool fields_fill(const struct request *r, const struct field *fields, void *into);
/* The same, but what did not come stays as it is in *into. */
bool fields_update(const struct request *r, const struct field *fields, void *into);
/* Do two structs say the same in a form's boxes? Hidden fields, objects and lists don't count. */
bool fields_same(const struct field *fields, const void *one, const void *other);

/* Puts the members of *from into a view by their fields' names, each as the text that its box holds: 0, nil
 * and no date are "". Of an object's fields the names are OBJECT_FIELD. Passwords, recordings and lists are
 * not shown. From NULL: empty boxes. */
void fields_show(struct arena *a, json *view, const struct field *fields, const void *from);
/* Over what is shown so: what was typed, and NAME_problem for what is wrong with it. The items of FIELD_TEXTS
 * are NAME_1, NAME_2. */
void fields_give_back(const struct request *r, json *view, const struct field *fields);
/* Both, and only for a page: a program has nothing from a form's empty boxes. */
void fields_boxes(const struct request *r, json *view, const struct field *fields, const void *from);
/* An item of a list of forms as a row of a page's form, shown and given back: `place` from 1 of the field
 * `list`. */
json *fields_row(const struct request *r, const struct field *fields, const char *list, int place,
                 const void *from);
/* The texts that have a label, to be read or to be sent on: array of {field, label, value, told}; told is
 * false for a blank one. */
json *fields_parts(struct arena *a, const struct field *fields, const void *from);
/* A form that is given back because others saved theirs meanwhile: every box with a label in which
 * something else was saved has a problem that tells it. `around` is the name of what the form's fields are
 * within: "", or "plan_topics.2". Lists are for the page to tell. */
void fields_note_saved(struct request *r, const struct field *fields, const char *around, const void *typed,
                       const void *saved);
/* Did anything come that is named within `around` ("plan_topics.2")? */
bool fields_came(const struct request *r, const char *around);
/* From here on this is what was typed there; NULL: nothing was. */
void fields_retype(struct request *r, const char *name, const char *text);

#endif
