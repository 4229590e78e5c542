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

static const char *full_name(const struct reading *reading, const char *prefix, const char *name)
{
    if (!*prefix)
        return name;
    return arena_printf(reading->r->arena, "%s.%s", prefix, name);
}

static bool has_prefix(const struct reading *reading, const char *prefix)
{
    const size_t n = strlen(prefix);
    for (size_t i = 0; i < reading->in->n; i++)
        if (strncmp(reading->in->list[i].name, prefix, n) == 0 && reading->in->list[i].name[n] == '.')
            return true;
    return false;
}

/* The one value of a name. Sent twice is a problem, whatever the values. */
static const struct input *take(const struct reading *reading, const char *name)
{
    struct input *found = NULL;
    for (size_t i = 0; i < reading->in->n; i++) {
        struct input *one = &reading->in->list[i];
        if (strcmp(one->name, name) != 0)
            continue;
        one->used = true;
        if (found)
            request_problem(reading->r, name, "This was sent more than once.");
        else
            found = one;
    }
    return found;
}

static void complain(const struct reading *reading, const struct field *field, const char *name,
                     const char *otherwise)
{
    request_problem(reading->r, name, text_or(field->message, otherwise));
}

/* No NUL within? Then it can be compared as a string. */
static bool is_string(const struct input *input)
{
    return strlen(input->value) == input->n;
}

/* What was typed, for the form to be given back with it, whatever is wrong with it. */
static void keep_typed(const struct reading *reading, const char *name, const struct input *input)
{
    json_put_text(reading->r->arena, (json *)reading->r->given, name,
                  text_mend(reading->r->arena, input->value, input->n));
}

/* ---- one kind each: the typed value, or NULL with a problem noted ---- */

typedef json *(*reader)(const struct reading *reading, const struct field *field, const char *name,
                        const struct input *input);

static json *read_text(const struct reading *reading, const struct field *field, const char *name,
                       const struct input *input)
{
    struct arena *a = reading->r->arena;
    char *text;
    if (input->kind != INPUT_FORM && input->kind != INPUT_TEXT) {
        complain(reading, field, name, "This must be text.");
        return NULL;
    }
    if (text_clean(a, input->value, input->n, &text) != OK) {
        request_problem(reading->r, name, "This holds characters that can’t be kept. Please remove them.");
        return NULL;
    }
    if (field->kind != FIELD_RAW)
        text = text_trim(a, text);
    const size_t length = text_length(text);
    if (field->required && text_blank(text))
        complain(reading, field, name, "Please fill this in.");
    else if (length > 0 && length < (size_t)field->min)
        complain(reading, field, name, arena_printf(a, "Please use at least %d characters.", field->min));
    else if (field->max && length > (size_t)field->max)
        request_problem(
            reading->r, name,
            arena_printf(a, "This is too long: %zu characters, at most %d fit.", length, field->max));
    return json_new_text(a, text);
}

/* As it is, blanks at its ends included; only what looks alike is one: an ä typed as one sign or as two. */
static json *read_password(const struct reading *reading, const struct field *field, const char *name,
                           const struct input *input)
{
    char *text;
    if ((input->kind != INPUT_FORM && input->kind != INPUT_TEXT) ||
        text_clean(reading->r->arena, input->value, input->n, &text) != OK) {
        request_problem(reading->r, name, "This password has characters that can’t be used.");
        return NULL;
    }
    if (input->n == 0 && field->required)
        complain(reading, field, name, "Please fill this in.");
    else if (input->n > 1024)
        request_problem(reading->r, name, "This password is too long: at most 1,024 bytes fit.");
    return json_new_text(reading->r->arena, text);
}

static json *read_int(const struct reading *reading, const struct field *field, const char *name,
                      const struct input *input)
{
    int64_t number;
    struct arena *a = reading->r->arena;
    const char *text = text_trim(a, input->value);
    if (input->kind == INPUT_FORM && is_string(input) && !*text && !field->required)
        return NULL;
    if (is_string(input) &&
        (input->kind == INPUT_FORM || input->kind == INPUT_INT ||
         (input->kind == INPUT_TEXT && field->kind == FIELD_INTS)) &&
        num_int(text, field->min, field->max, &number) == OK)
        return json_new_int(a, number);
    complain(reading, field, name,
             arena_printf(a, "Please give a whole number from %d to %d.", field->min, field->max));
    return NULL;
}

static json *read_bool(const struct reading *reading, const struct field *field, const char *name,
                       const struct input *input)
{
    if (input->kind == INPUT_BOOL)
        return json_new_bool(reading->r->arena, text_equal(input->value, "true"));
    if (input->kind == INPUT_FORM && is_string(input) &&
        (text_equal(input->value, "1") || text_equal(input->value, "on") || text_equal(input->value, "")))
        return json_new_bool(reading->r->arena, *input->value != '\0');
    complain(reading, field, name, "This must be yes or no.");
    return NULL;
}

static json *read_id(const struct reading *reading, const struct field *field, const char *name,
                     const struct input *input)
{
    struct id id;
    if ((input->kind == INPUT_FORM || input->kind == INPUT_TEXT) && input->n == 36 &&
        id_parse(input->value, &id) == OK)
        return json_new_text(reading->r->arena, id_text(reading->r->arena, id));
    if (input->kind == INPUT_FORM && input->n == 0 && !field->required)
        return NULL;
    complain(reading, field, name, "This is not an id.");
    return NULL;
}

static json *read_date(const struct reading *reading, const struct field *field, const char *name,
                       const struct input *input)
{
    clock_day day;
    const bool text = input->kind == INPUT_FORM || input->kind == INPUT_TEXT;
    if (text && input->n == 0 && !field->required)
        return json_new_text(reading->r->arena, "");
    if (text && input->n == 10 && clock_parse_date(input->value, &day) == OK)
        return json_new_text(reading->r->arena, input->value);
    complain(reading, field, name, "Please give a date like 2026-12-31.");
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

static json *read_choice(const struct reading *reading, const struct field *field, const char *name,
                         const struct input *input)
{
    if ((input->kind == INPUT_FORM || input->kind == INPUT_TEXT) &&
        is_choice(field->choices, input->value, input->n))
        return json_new_text(reading->r->arena, input->value);
    if (input->kind == INPUT_FORM && input->n == 0 && !field->required)
        return NULL;
    complain(reading, field, name, "Please choose one of what is offered.");
    return NULL;
}

/* Its bytes, however they came; NULL with *n 0 if none did. */
static const char *sound_bytes(const struct reading *reading, const struct input *input, size_t *n)
{
    char *bytes = NULL;
    if (input->kind == INPUT_TEXT && input_base64(reading->r->arena, input->value, input->n, &bytes, n) == OK)
        return bytes;
    *n = 0;
    if (input->kind != INPUT_FILE || input->n == 0)
        return NULL;
    *n = input->n;
    return input->value;
}

static json *read_sound(const struct reading *reading, const struct field *field, const char *name,
                        const struct input *input)
{
    size_t n;
    const char *bytes = sound_bytes(reading, input, &n);
    if (input->n == 0 && !field->required)
        return NULL;
    if (!bytes)
        complain(reading, field, name, "This must be a recording.");
    else if (input->n > (size_t)field->max * 1024)
        request_problem(
            reading->r, name,
            arena_printf(reading->r->arena,
                         "This recording is too large: %zu KiB, at most %d fit. Say it in parts, or "
                         "record it in a smaller format such as M4A or OGG.",
                         input->n / 1024, field->max));
    else if ((reading->r->sound = sound_of(bytes, n)).n == 0)
        request_problem(reading->r, name,
                        "This is no recording that can be read here: WAV, MP3, M4A, OGG, WebM and FLAC can.");
    return NULL;
}

static json *read_unsent(const struct reading *reading, const struct field *field, const char *name,
                         const struct input *input)
{
    if (input->n > 0 && field->message)
        request_problem(reading->r, name, field->message);
    return NULL;
}

static const reader readers[] = {
    [FIELD_TEXT] = read_text,     [FIELD_RAW] = read_text,      [FIELD_PASSWORD] = read_password,
    [FIELD_INT] = read_int,       [FIELD_BOOL] = read_bool,     [FIELD_ID] = read_id,
    [FIELD_DATE] = read_date,     [FIELD_CHOICE] = read_choice, [FIELD_SOUND] = read_sound,
    [FIELD_UNSENT] = read_unsent,
};

/* ---- nested ---- */

static void read_fields(const struct reading *reading, const struct field *fields, const char *prefix,
                        json *out);

/* Was something given for an object or a list? In JSON it must be one; a null is nothing. */
static bool is_given(const struct reading *reading, const struct field *field, const char *name)
{
    const struct input *input = take(reading, name);
    enum input_kind wanted = INPUT_LIST;
    const char *otherwise = "This must be a list.";
    if (field->kind == FIELD_OBJECT) {
        wanted = INPUT_OBJECT;
        otherwise = "This must be an object.";
    }
    if (!input)
        return has_prefix(reading, name);
    if (input->kind == INPUT_NULL)
        return false;
    if (input->kind == wanted)
        return true;
    request_problem(reading->r, name, otherwise);
    return false;
}

/* The next item of a list, or NULL where none was given. */
static json *read_item(const struct reading *reading, const struct field *field, const char *name)
{
    if (field->kind == FIELD_LIST) {
        if (!is_given(reading, &(struct field){.kind = FIELD_OBJECT}, name))
            return NULL;
        json *one = json_new_object(reading->r->arena);
        read_fields(reading, field->of, name, one);
        return one;
    }
    const struct input *input = take(reading, name);
    if (!input || input->kind == INPUT_NULL)
        return NULL;
    keep_typed(reading, name, input);
    if (field->kind == FIELD_INTS)
        return read_int(reading, field, name, input);
    json *text = read_text(reading, &(struct field){.kind = FIELD_TEXT, .max = 2000}, name, input);
    return *json_text(text, "") ? text : NULL;
}

static int most_items(const struct field *field)
{
    if (field->kind == FIELD_INTS)
        return field->max - field->min + 1;
    return field->max ? field->max : 20;
}

static json *read_list(const struct reading *reading, const struct field *field, const char *name)
{
    struct arena *a = reading->r->arena;
    json *list = json_new_array(a);
    const int most = most_items(field);
    for (int i = 1; i <= most; i++) {
        json *one = read_item(reading, field, arena_printf(a, "%s.%d", name, i));
        if (one)
            json_add(a, list, one);
    }
    if (field->required && json_len(list) == 0)
        complain(reading, field, name, "Please give at least one.");
    return list;
}

static void read_scalar(const struct reading *reading, const struct field *field, const char *name, json *out)
{
    if (field->kind == FIELD_UNSENT && reading->r->json_in)
        return;
    const struct input *input = take(reading, name);
    if (!input || input->kind == INPUT_NULL) {
        if (field->required)
            complain(reading, field, name, "Please fill this in.");
        else if (field->kind == FIELD_BOOL && !reading->r->json_in)
            json_put_bool(reading->r->arena, out, field->name,
                          false); /* a box that is not ticked is not sent */
        return;
    }
    if (field->kind != FIELD_PASSWORD && field->kind != FIELD_SOUND && field->kind != FIELD_UNSENT)
        keep_typed(reading, name, input);
    json *value = readers[field->kind](reading, field, name, input);
    if (value)
        json_put(reading->r->arena, out, field->name, value);
}

static void read_fields(const struct reading *reading, const struct field *fields, const char *prefix,
                        json *out)
{
    struct arena *a = reading->r->arena;
    for (const struct field *field = fields; field->kind != FIELD_END; field++) {
        const char *name = full_name(reading, prefix, field->name);
        if (field->kind == FIELD_OBJECT) {
            if (is_given(reading, field, name) || field->required) {
                json *object = json_new_object(a);
                read_fields(reading, field->of, name, object);
                json_put(a, out, field->name, object);
            }
        } else if (field->kind >= FIELD_LIST) {
            if (is_given(reading, field, name) || field->required)
                json_put(a, out, field->name, read_list(reading, field, name));
        } else {
            read_scalar(reading, field, name, out);
        }
    }
}

size_t fields_sound_bytes(const struct field *fields)
{
    for (const struct field *field = fields; field && field->kind != FIELD_END; field++)
        if (field->kind == FIELD_SOUND)
            return (size_t)field->max * 1024;
    return 0;
}

void fields_read(struct request *r, const struct field *fields, struct inputs *in)
{
    static const struct field none[] = {FIELDS_END};
    const struct reading reading = {.r = r, .in = in};
    json *typed = json_new_object(r->arena);
    r->fields = none;
    if (fields)
        r->fields = fields;
    r->in = typed;
    r->given = json_new_object(r->arena);
    read_fields(&reading, r->fields, "", typed);
    for (size_t i = 0; i < in->n; i++)
        if (!in->list[i].used)
            request_problem(r, "",
                            arena_printf(r->arena, "The field “%s” does not belong here.", in->list[i].name));
}
