#include "base/text.h"
#include "web/fields.h"
#include "web/maybe.h"
#include "web/request.h"
#include <string.h>

/* A form and the struct that its fields belong to: filled, shown, given back. */

/* ---- from what came in, into the struct ---- */

static void fill(struct arena *a, const struct field *fields, const json *in, bool all, void *into);

static struct id id_in(const json *value)
{
    struct id id;
    return id_parse(json_text(value, ""), &id) == OK ? id : (struct id){0};
}

static clock_day date_in(const json *value)
{
    clock_day day;
    return clock_parse_date(json_text(value, ""), &day) == OK ? day : FIELD_NO_DATE;
}

static unsigned numbers_in(const json *list)
{
    unsigned set = 0;
    for (size_t i = 0; i < json_len(list); i++) {
        const int64_t number = json_int(json_at(list, i), 0);
        if (number >= 0 && number < 32)
            set |= 1U << number;
    }
    return set;
}

static void fill_item(struct arena *a, const struct field *field, const json *value, void *item)
{
    if (field->kind == FIELD_LIST)
        fill(a, field->of, value, true, item);
    else if (field->kind == FIELD_TEXTS)
        *(const char **)item = json_text(value, "");
    else
        *(int *)item = (int)json_int(value, 0);
}

/* A list's items, in an array of their own. The member is a pointer of its items' type: it is copied as it
 * is. */
static void fill_all(struct arena *a, const struct field *field, const json *list, void *into)
{
    const size_t n = json_len(list);
    char *items = NULL;
    if (list)
        items = arena_array(a, n + 1, field->size);
    for (size_t i = 0; items && i < n; i++)
        fill_item(a, field, json_at(list, i), items + i * field->size);
    memcpy((char *)into + field->at, &items, sizeof items);
    *(size_t *)((char *)into + field->count_at) = n;
}

static void fill_one(struct arena *a, const struct field *field, const json *value, bool all, void *into)
{
    void *at = (char *)into + field->at;
    if (field->many) {
        fill_all(a, field, value, into);
        return;
    }
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_RAW:
    case FIELD_PASSWORD:
    case FIELD_CHOICE:
        *(const char **)at = json_text(value, "");
        break;
    case FIELD_INT:
        *(int *)at = (int)json_int(value, 0);
        break;
    case FIELD_BOOL:
        *(bool *)at = json_is_true(value);
        break;
    case FIELD_ID:
        *(struct id *)at = id_in(value);
        break;
    case FIELD_DATE:
        *(clock_day *)at = date_in(value);
        break;
    case FIELD_OBJECT:
        fill(a, field->of, value, all, at);
        break;
    case FIELD_INTS:
        *(unsigned *)at = numbers_in(value);
        break;
    case FIELD_LIST:
    case FIELD_TEXTS:
    case FIELD_SOUND:
    case FIELD_UNSENT:
    case FIELD_END:
        break;
    }
}

static void fill(struct arena *a, const struct field *fields, const json *in, bool all, void *into)
{
    for (const struct field *field = fields; field->kind != FIELD_END; field++)
        if (field->has_member && (all || json_has(in, field->name)))
            fill_one(a, field, json_get(in, field->name), all, into);
}

bool fields_fill(const struct request *r, const struct field *fields, void *into)
{
    const bool came = r->fields == fields;
    const json *in = NULL;
    if (came)
        in = r->in;
    fill(r->arena, fields, in, true, into);
    return came;
}

bool fields_update(const struct request *r, const struct field *fields, void *into)
{
    const bool came = r->fields == fields;
    if (came)
        fill(r->arena, fields, r->in, false, into);
    return came;
}

/* ---- from the struct, into the view ---- */

static const char *text_at(const struct field *field, const void *from)
{
    return text_or(*(const char *const *)((const char *)from + field->at), "");
}

static bool is_text(const struct field *field)
{
    return field->kind == FIELD_TEXT || field->kind == FIELD_RAW || field->kind == FIELD_CHOICE;
}

static bool is_same(const struct field *field, const char *one, const char *other)
{
    if (is_text(field))
        return text_equal(text_at(field, one), text_at(field, other));
    return memcmp(one + field->at, other + field->at, field->size) == 0;
}

bool fields_same(const struct field *fields, const void *one, const void *other)
{
    for (const struct field *field = fields; field->kind != FIELD_END; field++) {
        if (!field->has_member || field->hidden || field->kind >= FIELD_OBJECT)
            continue;
        if (!is_same(field, one, other))
            return false;
    }
    return true;
}

static const char *shown_int(struct arena *a, int number)
{
    return number ? arena_printf(a, "%d", number) : "";
}

static const char *shown_date(struct arena *a, clock_day day)
{
    return day == FIELD_NO_DATE ? "" : clock_date_text(a, day);
}

/* What stands in its box. */
static const char *shown(struct arena *a, const struct field *field, const void *from)
{
    if (!from || field->kind == FIELD_PASSWORD)
        return "";
    const void *at = (const char *)from + field->at;
    switch (field->kind) {
    case FIELD_INT:
        return shown_int(a, *(const int *)at);
    case FIELD_ID:
        return text_or(maybe_id(a, *(const struct id *)at), "");
    case FIELD_DATE:
        return shown_date(a, *(const clock_day *)at);
    default:
        return text_at(field, from);
    }
}

static const char *joined(struct arena *a, const char *prefix, const char *name, char between)
{
    if (!*prefix)
        return name;
    return arena_printf(a, "%s%c%s", prefix, between, name);
}

static void show(struct arena *a, json *view, const struct field *fields, const void *from,
                 const char *prefix)
{
    for (const struct field *field = fields; field->kind != FIELD_END; field++) {
        if (field->hidden || !field->has_member)
            continue;
        const char *name = joined(a, prefix, field->name, '_');
        const void *at = NULL;
        if (from)
            at = (const char *)from + field->at;
        if (field->kind == FIELD_OBJECT)
            show(a, view, field->of, at, name);
        else if (field->kind == FIELD_BOOL)
            json_put_bool(a, view, name, at && *(const bool *)at);
        else if (field->kind < FIELD_OBJECT)
            json_put_text(a, view, name, shown(a, field, from));
    }
}

void fields_show(struct arena *a, json *view, const struct field *fields, const void *from)
{
    show(a, view, fields, from, "");
}

/* ---- what was typed, and what is wrong with it ---- */

/* Where a field is given back: its name as it was sent, and as the view has it. */
struct spot {
    const char *sent, *shown;
};

static void put_problem(const struct request *r, json *view, struct spot spot)
{
    for (size_t i = 0; i < r->problems_n; i++)
        if (text_equal(r->problems[i].field, spot.sent))
            json_put_text(r->arena, view, arena_printf(r->arena, "%s_problem", spot.shown),
                          r->problems[i].message);
}

static void put_typed(const struct request *r, json *view, struct spot spot)
{
    const char *typed = request_given(r, spot.sent, NULL);
    if (typed)
        json_put_text(r->arena, view, spot.shown, typed);
    put_problem(r, view, spot);
}

/* A box that is not ticked does not come: what it means is known where it was read. */
static void put_ticked(const struct request *r, json *view, struct spot spot)
{
    if (json_has(r->in, spot.sent))
        json_put_bool(r->arena, view, spot.shown, json_get_bool(r->in, spot.sent, false));
    put_problem(r, view, spot);
}

static void put_texts(const struct request *r, json *view, const struct field *field, struct spot spot)
{
    for (int i = 1; i <= field->max; i++)
        put_typed(r, view,
                  (struct spot){.sent = arena_printf(r->arena, "%s.%d", spot.sent, i),
                                .shown = arena_printf(r->arena, "%s_%d", spot.shown, i)});
}

static void give_back(const struct request *r, json *view, const struct field *fields, struct spot around)
{
    for (const struct field *field = fields; field->kind != FIELD_END; field++) {
        const struct spot spot = {.sent = joined(r->arena, around.sent, field->name, '.'),
                                  .shown = joined(r->arena, around.shown, field->name, '_')};
        if (field->hidden)
            put_problem(r, view, spot);
        else if (field->kind == FIELD_OBJECT)
            give_back(r, view, field->of, spot);
        else if (field->kind == FIELD_TEXTS)
            put_texts(r, view, field, spot);
        else if (field->kind == FIELD_BOOL)
            put_ticked(r, view, spot);
        else if (field->kind < FIELD_OBJECT)
            put_typed(r, view, spot);
    }
}

void fields_give_back(const struct request *r, json *view, const struct field *fields)
{
    give_back(r, view, fields, (struct spot){.sent = "", .shown = ""});
}

void fields_boxes(const struct request *r, json *view, const struct field *fields, const void *from)
{
    if (r->json_out)
        return;
    fields_show(r->arena, view, fields, from);
    fields_give_back(r, view, fields);
}

/* ---- what was saved meanwhile ---- */

/* What stands in its box, for people. */
static const char *told(struct arena *a, const struct field *field, const void *from)
{
    if (field->kind == FIELD_BOOL)
        return *(const bool *)((const char *)from + field->at) ? "yes" : "no";
    return text_or(shown(a, field, from), "nothing");
}

void fields_note_saved(struct request *r, const struct field *fields, const char *around, const void *typed,
                       const void *saved)
{
    for (const struct field *field = fields; field->kind != FIELD_END; field++) {
        const char *name = joined(r->arena, around, field->name, '.');
        if (field->kind == FIELD_OBJECT)
            fields_note_saved(r, field->of, name, (const char *)typed + field->at,
                              (const char *)saved + field->at);
        if (field->kind >= FIELD_OBJECT || !field->label)
            continue;
        const char *value = told(r->arena, field, saved);
        if (!text_equal(value, told(r->arena, field, typed)))
            request_problem(r, name, arena_printf(r->arena, "%s, saved meanwhile: %s", field->label, value));
    }
}

json *fields_row(const struct request *r, const struct field *fields, const char *list, int place,
                 const void *from)
{
    json *row = json_put_int(r->arena, json_new_object(r->arena), "place", place);
    fields_show(r->arena, row, fields, from);
    give_back(r, row, fields,
              (struct spot){.sent = arena_printf(r->arena, "%s.%d", list, place), .shown = ""});
    return row;
}

bool fields_came(const struct request *r, const char *around)
{
    const size_t n = strlen(around);
    for (size_t i = 0; i < json_members(r->given); i++) {
        const char *name;
        json_member(r->given, i, &name);
        if (strncmp(name, around, n) == 0 && name[n] == '.')
            return true;
    }
    return false;
}

json *fields_parts(struct arena *a, const struct field *fields, const void *from)
{
    json *list = json_new_array(a);
    for (const struct field *field = fields; field->kind != FIELD_END; field++) {
        if (!field->label || !is_text(field))
            continue;
        json *one = json_put_text(a, json_new_object(a), "field", field->name);
        json_put_text(a, one, "label", field->label);
        json_put_text(a, one, "value", text_at(field, from));
        json_add(a, list, json_put_bool(a, one, "told", !text_blank(text_at(field, from))));
    }
    return list;
}

void fields_retype(struct request *r, const char *name, const char *text)
{
    if (text)
        json_put_text(r->arena, (json *)r->given, name, text);
    else
        json_drop((json *)r->given, name);
}
