#include "web/fields.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/num.h"
#include "base/text.h"
#include "web/input.h"
#include "web/request.h"
#include <stdio.h>
#include <string.h>

/* What is being read: the values that came in, and where the typed ones go. */
struct reading {
    struct request *r;
    struct inputs *in;
};

static const char *full_name(const struct reading *k, const char *prefix, const char *name)
{
    return *prefix ? arena_printf(k->r->arena, "%s.%s", prefix, name) : name;
}

static bool has_prefix(const struct reading *k, const char *prefix)
{
    const size_t n = strlen(prefix);
    for (size_t i = 0; i < k->in->n; i++)
        if (strncmp(k->in->list[i].name, prefix, n) == 0 && k->in->list[i].name[n] == '.')
            return true;
    return false;
}

/* The one value of a name. Sent twice is a problem, whatever the values. */
static const struct input *take(const struct reading *k, const char *name)
{
    struct input *found = NULL;
    for (size_t i = 0; i < k->in->n; i++) {
        struct input *one = &k->in->list[i];
        if (strcmp(one->name, name) != 0)
            continue;
        one->used = true;
        if (found)
            request_problem(k->r, name, "This was sent more than once.");
        else
            found = one;
    }
    return found;
}

static void complain(const struct reading *k, const struct field *f, const char *name, const char *otherwise)
{
    request_problem(k->r, name, f->message ? f->message : otherwise);
}

/* No NUL within? Then it can be compared as a string. */
static bool is_string(const struct input *v)
{
    return strlen(v->value) == v->n;
}

/* What was typed, for the form to be given back with it, whatever is wrong with it. */
static void keep_typed(const struct reading *k, const char *name, const struct input *v)
{
    json_put_text(k->r->arena, (json *)k->r->given, name, text_mend(k->r->arena, v->value, v->n));
}

/* ---- one kind each: the typed value, or NULL with a problem noted ---- */

typedef json *(*reader)(const struct reading *k, const struct field *f, const char *name,
                        const struct input *v);

static json *read_text(const struct reading *k, const struct field *f, const char *name,
                       const struct input *v)
{
    struct arena *a = k->r->arena;
    char *text;
    if (v->kind != INPUT_FORM && v->kind != INPUT_TEXT) {
        complain(k, f, name, "This must be text.");
        return NULL;
    }
    if (text_clean(a, v->value, v->n, &text) != OK) {
        request_problem(k->r, name, "This holds characters that can’t be kept. Please remove them.");
        return NULL;
    }
    if (f->kind != FIELD_RAW)
        text = text_trim(a, text);
    const size_t length = text_length(text);
    if (f->required && text_blank(text))
        complain(k, f, name, "Please fill this in.");
    else if (length > 0 && length < (size_t)f->min)
        complain(k, f, name, arena_printf(a, "Please use at least %d characters.", f->min));
    else if (f->max && length > (size_t)f->max)
        request_problem(k->r, name,
                        arena_printf(a, "This is too long: %zu characters, at most %d fit.", length, f->max));
    return json_new_text(a, text);
}

/* As it is, blanks at its ends included; only what looks alike is one: an ä typed as one sign or as two. */
static json *read_password(const struct reading *k, const struct field *f, const char *name,
                           const struct input *v)
{
    char *text;
    if ((v->kind != INPUT_FORM && v->kind != INPUT_TEXT) ||
        text_clean(k->r->arena, v->value, v->n, &text) != OK) {
        complain(k, f, name, "This password has characters that can’t be used.");
        return NULL;
    }
    if (v->n == 0 && f->required)
        complain(k, f, name, "Please fill this in.");
    else if (v->n > 1024)
        request_problem(k->r, name, "This password is too long: at most 1,024 bytes fit.");
    return json_new_text(k->r->arena, text);
}

static json *read_int(const struct reading *k, const struct field *f, const char *name, const struct input *v)
{
    int64_t number;
    struct arena *a = k->r->arena;
    const char *text = text_trim(a, v->value);
    if (v->kind == INPUT_FORM && is_string(v) && !*text && !f->required)
        return NULL;
    if (is_string(v) &&
        (v->kind == INPUT_FORM || v->kind == INPUT_INT || (v->kind == INPUT_TEXT && f->kind == FIELD_INTS)) &&
        num_int(text, f->min, f->max, &number) == OK)
        return json_new_int(a, number);
    complain(k, f, name, arena_printf(a, "Please give a whole number from %d to %d.", f->min, f->max));
    return NULL;
}

static json *read_bool(const struct reading *k, const struct field *f, const char *name,
                       const struct input *v)
{
    if (v->kind == INPUT_BOOL)
        return json_new_bool(k->r->arena, text_equal(v->value, "true"));
    if (v->kind == INPUT_FORM && is_string(v) &&
        (text_equal(v->value, "1") || text_equal(v->value, "on") || text_equal(v->value, "")))
        return json_new_bool(k->r->arena, *v->value != '\0');
    complain(k, f, name, "This must be yes or no.");
    return NULL;
}

static json *read_id(const struct reading *k, const struct field *f, const char *name, const struct input *v)
{
    struct id id;
    if ((v->kind == INPUT_FORM || v->kind == INPUT_TEXT) && v->n == 36 && id_parse(v->value, &id) == OK)
        return json_new_text(k->r->arena, id_text(k->r->arena, id));
    if (v->kind == INPUT_FORM && v->n == 0 && !f->required)
        return NULL;
    complain(k, f, name, "This is not an id.");
    return NULL;
}

static json *read_date(const struct reading *k, const struct field *f, const char *name,
                       const struct input *v)
{
    clock_day day;
    const bool text = v->kind == INPUT_FORM || v->kind == INPUT_TEXT;
    if (text && v->n == 0 && !f->required)
        return json_new_text(k->r->arena, "");
    if (text && v->n == 10 && clock_parse_date(v->value, &day) == OK)
        return json_new_text(k->r->arena, v->value);
    complain(k, f, name, "Please give a date like 2026-12-31.");
    return NULL;
}

static bool is_choice(const char *choices, const char *value, size_t n)
{
    for (const char *p = choices; *p;) {
        const size_t len = strcspn(p, "|");
        if (len == n && memcmp(p, value, n) == 0)
            return true;
        p += len + (p[len] == '|');
    }
    return false;
}

static json *read_choice(const struct reading *k, const struct field *f, const char *name,
                         const struct input *v)
{
    if ((v->kind == INPUT_FORM || v->kind == INPUT_TEXT) && is_choice(f->choices, v->value, v->n))
        return json_new_text(k->r->arena, v->value);
    if (v->kind == INPUT_FORM && v->n == 0 && !f->required)
        return NULL;
    complain(k, f, name, "Please choose one of what is offered.");
    return NULL;
}

/* Its bytes, however they came; NULL with *n 0 if none did. */
static const char *sound_bytes(const struct reading *k, const struct input *v, size_t *n)
{
    char *bytes = NULL;
    *n = 0;
    if (v->kind == INPUT_TEXT && input_base64(k->r->arena, v->value, v->n, &bytes, n) == OK)
        return bytes;
    *n = v->kind == INPUT_FILE ? v->n : 0;
    return *n ? v->value : NULL;
}

static json *read_sound(const struct reading *k, const struct field *f, const char *name,
                        const struct input *v)
{
    size_t n;
    const char *bytes = sound_bytes(k, v, &n);
    if (v->n == 0 && !f->required)
        return NULL;
    if (!bytes)
        complain(k, f, name, "This must be a recording.");
    else if (v->n > (size_t)f->max * 1024)
        request_problem(
            k->r, name,
            arena_printf(k->r->arena,
                         "This recording is too large: %zu KiB, at most %d fit. Say it in parts, or "
                         "record it in a smaller format such as M4A or OGG.",
                         v->n / 1024, f->max));
    else if ((k->r->sound = sound_of(bytes, n)).n == 0)
        request_problem(k->r, name,
                        "This is no recording that can be read here: WAV, MP3, M4A, OGG, WebM and FLAC can.");
    return NULL;
}

static json *read_unsent(const struct reading *k, const struct field *f, const char *name,
                         const struct input *v)
{
    if (v->n > 0 && f->message)
        request_problem(k->r, name, f->message);
    return NULL;
}

static const reader readers[] = {
    [FIELD_TEXT] = read_text,     [FIELD_RAW] = read_text,      [FIELD_PASSWORD] = read_password,
    [FIELD_INT] = read_int,       [FIELD_BOOL] = read_bool,     [FIELD_ID] = read_id,
    [FIELD_DATE] = read_date,     [FIELD_CHOICE] = read_choice, [FIELD_SOUND] = read_sound,
    [FIELD_UNSENT] = read_unsent,
};

/* ---- nested ---- */

static void read_fields(const struct reading *k, const struct field *fields, const char *prefix, json *out);

/* Was something given for an object or a list? In JSON it must be one; a null is nothing. */
static bool is_given(const struct reading *k, const struct field *f, const char *name)
{
    const struct input *v = take(k, name);
    if (!v)
        return has_prefix(k, name);
    if (v->kind == INPUT_NULL)
        return false;
    if (v->kind == (f->kind == FIELD_OBJECT ? INPUT_OBJECT : INPUT_LIST))
        return true;
    request_problem(k->r, name, f->kind == FIELD_OBJECT ? "This must be an object." : "This must be a list.");
    return false;
}

/* The next item of a list, or NULL where none was given. */
static json *read_item(const struct reading *k, const struct field *f, const char *name)
{
    if (f->kind == FIELD_LIST) {
        if (!is_given(k, &(struct field){.kind = FIELD_OBJECT}, name))
            return NULL;
        json *one = json_new_object(k->r->arena);
        read_fields(k, f->of, name, one);
        return one;
    }
    const struct input *v = take(k, name);
    if (!v || v->kind == INPUT_NULL)
        return NULL;
    keep_typed(k, name, v);
    if (f->kind == FIELD_INTS)
        return read_int(k, f, name, v);
    json *text = read_text(k, &(struct field){.kind = FIELD_TEXT, .max = 2000}, name, v);
    return *json_text(text, "") ? text : NULL;
}

static json *read_list(const struct reading *k, const struct field *f, const char *name)
{
    struct arena *a = k->r->arena;
    json *list = json_new_array(a);
    const int most = f->kind == FIELD_INTS ? f->max - f->min + 1 : f->max ? f->max : 20;
    for (int i = 1; i <= most; i++) {
        json *one = read_item(k, f, arena_printf(a, "%s.%d", name, i));
        if (one)
            json_add(a, list, one);
    }
    if (f->required && json_len(list) == 0)
        complain(k, f, name, "Please give at least one.");
    return list;
}

static void read_scalar(const struct reading *k, const struct field *f, const char *name, json *out)
{
    if (f->kind == FIELD_UNSENT && k->r->json_in)
        return;
    const struct input *v = take(k, name);
    if (!v || v->kind == INPUT_NULL) {
        if (f->required)
            complain(k, f, name, "Please fill this in.");
        else if (f->kind == FIELD_BOOL && !k->r->json_in)
            json_put_bool(k->r->arena, out, f->name, false); /* a box that is not ticked is not sent */
        return;
    }
    if (f->kind != FIELD_PASSWORD && f->kind != FIELD_SOUND && f->kind != FIELD_UNSENT)
        keep_typed(k, name, v);
    json *value = readers[f->kind](k, f, name, v);
    if (value)
        json_put(k->r->arena, out, f->name, value);
}

static void read_fields(const struct reading *k, const struct field *fields, const char *prefix, json *out)
{
    struct arena *a = k->r->arena;
    for (const struct field *f = fields; f->kind != FIELD_END; f++) {
        const char *name = full_name(k, prefix, f->name);
        if (f->kind == FIELD_OBJECT) {
            if (is_given(k, f, name) || f->required) {
                json *object = json_new_object(a);
                read_fields(k, f->of, name, object);
                json_put(a, out, f->name, object);
            }
        } else if (f->kind >= FIELD_LIST) {
            if (is_given(k, f, name) || f->required)
                json_put(a, out, f->name, read_list(k, f, name));
        } else {
            read_scalar(k, f, name, out);
        }
    }
}

size_t fields_sound_bytes(const struct field *fields)
{
    for (const struct field *f = fields; f && f->kind != FIELD_END; f++)
        if (f->kind == FIELD_SOUND)
            return (size_t)f->max * 1024;
    return 0;
}

void fields_read(struct request *r, const struct field *fields, struct inputs *in)
{
    static const struct field none[] = {FIELDS_END};
    const struct reading k = {.r = r, .in = in};
    json *typed = json_new_object(r->arena);
    r->fields = fields ? fields : none;
    r->in = typed;
    r->given = json_new_object(r->arena);
    read_fields(&k, r->fields, "", typed);
    for (size_t i = 0; i < in->n; i++)
        if (!in->list[i].used)
            request_problem(r, "",
                            arena_printf(r->arena, "The field “%s” does not belong here.", in->list[i].name));
}
