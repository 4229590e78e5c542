#include "builtin/builtin_fit.h"
#include "base/text.h"

/* Beside the words, the sign that says that there were more. */
static const char more[] = "…";

static json *fit_text(struct arena *a, const json *schema, const json *value)
{
    const char *text = json_text(value, ""), *head = text;
    const int64_t points = json_get_int(schema, "maxLength", INT64_MAX),
                  words = json_get_int(schema, "maxWords", INT64_MAX);
    if (words > 0 && (int64_t)text_words(head) > words)
        head = text_head_words(a, head, (size_t)words);
    if (points > 1 && (int64_t)text_length(head) + (head != text) > points)
        head = text_head(a, head, (size_t)points - 1);
    if (head == text)
        return json_copy(a, value);
    return json_new_text(a, arena_printf(a, "%s%s", head, more));
}

json *builtin_fit(struct arena *a, const json *schema, const json *answer)
{
    json *out;
    switch (json_kind_of(answer)) {
    case JSON_TEXT:
        return fit_text(a, schema, answer);
    case JSON_ARRAY:
        out = json_new_array(a);
        for (size_t i = 0; i < json_len(answer); i++)
            json_add(a, out, builtin_fit(a, json_get(schema, "items"), json_at(answer, i)));
        return out;
    case JSON_OBJECT:
        out = json_new_object(a);
        for (size_t i = 0; i < json_members(answer); i++) {
            const char *name;
            const json *value = json_member(answer, i, &name);
            json_put(a, out, name, builtin_fit(a, json_get(json_get(schema, "properties"), name), value));
        }
        return out;
    default:
        return json_copy(a, answer);
    }
}
