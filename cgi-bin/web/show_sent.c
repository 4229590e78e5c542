#include "web/show_sent.h"
#include "base/text.h"
#include "web/fields.h"
#include <string.h>

enum { SHORT_BYTES = 40 };

/* The form's token and what is secret. */
static bool stays_away(const struct input *in)
{
    return in->kind != INPUT_FORM || text_equal(in->name, "token") || text_equal(in->name, "current") ||
           strstr(in->name, "password");
}

/* "2" of "plan_topics.2.name". */
static const char *past_number(const char *name)
{
    const size_t n = strspn(name, "0123456789");
    return n > 0 && name[n] == '.' ? name + n + 1 : name;
}

/* The row of the form that a name belongs to; NULL for none. */
static const struct field *row_of(const struct field *fields, const char *name)
{
    for (const struct field *field = fields; field && field->kind != FIELD_END; field++) {
        const size_t n = strlen(field->name);
        if (strncmp(field->name, name, n) != 0 || (name[n] && name[n] != '.'))
            continue;
        if (!name[n] || !field->of)
            return field;
        return row_of(field->of, past_number(name + n + 1));
    }
    return NULL;
}

/* What a page says of itself: ids, and what its form keeps hidden. */
static bool is_pages_own(const struct input *in, const struct field *row)
{
    struct id id;
    return text_equal(in->name, "form") || text_equal(in->name, "parked") || text_blank(in->value) ||
           id_parse(in->value, &id) == OK || (row && row->hidden);
}

static json *one_sent(struct request *r, const struct input *in, const struct field *row)
{
    struct arena *a = r->arena;
    const char *value = text_mend(a, in->value, in->n);
    const bool own = is_pages_own(in, row);
    const bool shown = !own && (in->n > SHORT_BYTES || (row && row->kind == FIELD_RAW));
    struct id fresh;
    if (text_equal(in->name, "form") && in == input_find(r->inputs, "form") && text_blank(r->form_sent) &&
        id_new(&fresh) == OK)
        value = id_text(a, fresh); /* it goes back as a form of its own */
    json *one = json_put_text(a, json_new_object(a), "name", in->name);
    json_put_text(a, one, "value", value);
    json_put_bool(a, one, "hidden", !shown);
    json_put_bool(a, one, "shown", shown);
    if (r->json_out)
        return one;
    json_put_bool(a, one, "told", !own && !shown);
    return json_put_text(a, one, "label", row ? text_or(row->label, in->name) : in->name);
}

json *show_sent(struct request *r, const struct inputs *in, const struct field *fields)
{
    json *list = json_new_array(r->arena);
    for (size_t i = 0; i < in->n; i++)
        if (!stays_away(&in->list[i]))
            json_add(r->arena, list, one_sent(r, &in->list[i], row_of(fields, in->list[i].name)));
    return list;
}

bool show_sent_words(const json *sent)
{
    for (size_t i = 0; i < json_len(sent); i++)
        if (json_is_true(json_get(json_at(sent, i), "shown")))
            return true;
    return false;
}
