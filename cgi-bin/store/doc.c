#include "store/doc.h"
#include <string.h>

static json *moment(struct arena *a, clock_time time)
{
    return time == 0 ? NULL : json_new_text(a, clock_rfc3339(a, time));
}

/* Nothing that is kept happened before 1970: 0 and FACTS_NO_DATE are no day. */
static json *date(struct arena *a, clock_day day)
{
    return day <= 0 ? NULL : json_new_text(a, clock_date_text(a, day));
}

static json *value_to_json(struct arena *a, const struct doc_field *field, const void *from)
{
    const void *at = (const char *)from + field->at;
    switch (field->kind) {
    case DOC_IS_TEXT:
        return json_new_text(a, *(const char *const *)at);
    case DOC_IS_INT:
        return json_new_int(a, *(const int *)at);
    case DOC_IS_INT64:
        return json_new_int(a, *(const int64_t *)at);
    case DOC_IS_REAL:
        return json_new_real(a, *(const double *)at);
    case DOC_IS_BOOL:
        return json_new_bool(a, *(const bool *)at);
    case DOC_IS_ID:
        return id_none(*(const struct id *)at) ? NULL : json_new_text(a, id_text(a, *(const struct id *)at));
    case DOC_IS_JSON:
        return *(json *const *)at;
    case DOC_IS_TIME:
        return moment(a, *(const clock_time *)at);
    case DOC_IS_DAY:
        return date(a, *(const clock_day *)at);
    case DOC_IS_WORD:
        return json_new_text(a, field->words[*(const int *)at]);
    case DOC_IS_LINES:
        return json_from_lines(a, *(const char *const *)at);
    }
    return NULL;
}

json *doc_to_json(struct arena *a, const struct doc_field *fields, size_t n, const void *from)
{
    json *doc = json_new_object(a);
    for (size_t i = 0; i < n; i++)
        json_put(a, doc, fields[i].name, value_to_json(a, &fields[i], from));
    return doc;
}

json *doc_list_to_json(struct arena *a, const struct doc_field *fields, size_t n, const void *rows,
                       size_t rows_n, size_t size)
{
    json *out = json_new_array(a);
    for (size_t i = 0; i < rows_n; i++)
        json_add(a, out, doc_to_json(a, fields, n, (const char *)rows + i * size));
    return out;
}

static struct id id_from_json(const json *doc, const char *name)
{
    struct id id = {{0}};
    const char *text = json_get_text(doc, name, NULL);
    if (text == NULL || id_parse(text, &id) != OK)
        return (struct id){{0}};
    return id;
}

static void value_from_json(const json *doc, const struct doc_field *field, void *into)
{
    void *at = (char *)into + field->at;
    switch (field->kind) {
    case DOC_IS_TEXT:
        *(const char **)at = json_get_text(doc, field->name, "");
        break;
    case DOC_IS_INT:
        *(int *)at = (int)json_get_int(doc, field->name, 0);
        break;
    case DOC_IS_INT64:
        *(int64_t *)at = json_get_int(doc, field->name, 0);
        break;
    case DOC_IS_REAL:
        *(double *)at = json_get_real(doc, field->name, 0);
        break;
    case DOC_IS_BOOL:
        *(bool *)at = json_get_bool(doc, field->name, false);
        break;
    case DOC_IS_ID:
        *(struct id *)at = id_from_json(doc, field->name);
        break;
    case DOC_IS_JSON:
        *(const json **)at = json_get(doc, field->name);
        break;
    case DOC_IS_TIME:
    case DOC_IS_DAY:
    case DOC_IS_WORD:
    case DOC_IS_LINES: /* for people */
        break;
    }
}

void doc_from_json(const json *doc, const struct doc_field *fields, size_t n, void *into)
{
    for (size_t i = 0; i < n; i++)
        value_from_json(doc, &fields[i], into);
}

enum err doc_seal_json(struct work *w, enum sealed_table table, int column, struct id row, uint32_t seq,
                       const json *doc, struct bytes *out)
{
    return work_seal(w, table, column, row, seq, json_write(w->arena, doc), out);
}

enum err doc_open_json(struct work *w, enum sealed_table table, int column, struct id row, uint32_t seq,
                       struct bytes sealed, json **out)
{
    const char *text;
    enum err e = work_open(w, table, column, row, seq, sealed, &text);
    if (e != OK)
        return e;
    return json_parse_own(w->arena, text, out) == OK ? OK : ERR_SEAL;
}
