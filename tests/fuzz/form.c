#include "base/text.h"
#include "web/fields.h"
#include "web/input.h"
#include "web/request.h"
#include <stdlib.h>
#include <string.h>

/* Whatever stands in a body: it is refused, or it is values that sent again give the same values; and what
 * the declared fields make of them is text that can be handled as a string, or a problem. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static const struct field inner[] = {{"name", FIELD_TEXT, .required = true, .max = 20},
                                     {"minutes", FIELD_INT, .min = 1, .max = 60},
                                     FIELDS_END};
static const struct field fields[] = {{"t", FIELD_TEXT, .min = 2, .max = 50},
                                      {"r", FIELD_RAW, .required = true, .max = 50},
                                      {"p", FIELD_PASSWORD, .required = false},
                                      {"i", FIELD_INT, .min = -5, .max = 1000},
                                      {"b", FIELD_BOOL, .required = false},
                                      {"id", FIELD_ID, .required = false},
                                      {"d", FIELD_DATE, .required = false},
                                      {"c", FIELD_CHOICE, .choices = "easy|hard"},
                                      {"o", FIELD_OBJECT, .of = inner},
                                      {"l", FIELD_LIST, .max = 3, .of = inner},
                                      {"s", FIELD_TEXTS, .max = 3},
                                      {"n", FIELD_INTS, .min = 0, .max = 6},
                                      FIELDS_END};

static void must(bool holds)
{
    if (!holds)
        abort();
}

static char *encoded(struct arena *a, const struct inputs *in)
{
    struct buf b = buf_new(a, 16 << 20);
    for (size_t i = 0; i < in->n; i++) {
        const struct input *one = &in->list[i];
        must(one->value[one->n] == '\0' && *one->name);
        buf_printf(&b, "%s%s=", i ? "&" : "", input_encode(a, one->name));
        for (size_t k = 0; k < one->n; k++)
            buf_printf(&b, "%%%02x", (unsigned char)one->value[k]);
    }
    must(buf_status(&b) == OK);
    return b.data;
}

static void same(const struct inputs *x, const struct inputs *y)
{
    must(x->n == y->n);
    for (size_t i = 0; i < x->n; i++)
        must(strcmp(x->list[i].name, y->list[i].name) == 0 && x->list[i].n == y->list[i].n &&
             memcmp(x->list[i].value, y->list[i].value, x->list[i].n) == 0);
}

static void read_fields(struct arena *a, struct inputs *in, bool is_json)
{
    struct request r = {.arena = a, .json_in = is_json, .inputs = in};
    fields_read(&r, fields, in);
    const char *typed = json_write(a, r.in), *given = json_write(a, r.given);
    must(text_valid(typed, strlen(typed)) && text_valid(given, strlen(given)));
    must(!json_has(r.given, "p"));
    for (size_t i = 0; i < r.problems_n; i++)
        must(r.problems[i].field && r.problems[i].message && *r.problems[i].message);
    if (r.problems_n == 0)
        must(!text_blank(json_get_text(r.in, "r", "")) && text_length(json_get_text(r.in, "t", "")) <= 50);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    struct arena *a = arena_new(64 << 20, false);
    struct inputs in = {0}, again = {0}, flat = {0};
    if (input_form(a, (const char *)data, n, &in) == OK) {
        const char *body = encoded(a, &in);
        must(in.n <= INPUT_MOST && input_form(a, body, strlen(body), &again) == OK);
        same(&in, &again);
        read_fields(a, &in, false);
    }
    if (input_json(a, (const char *)data, n, &flat) == OK)
        read_fields(a, &flat, true);
    arena_free(a);
    return 0;
}
