#include "base/conf_value.h"
#include "base/num.h"
#include "base/text.h"
#include <string.h>

bool conf_value_take(const struct conf_setting *s, const char *text, int line, struct conf_value *out)
{
    *out = (struct conf_value){.text = text, .line = line};
    switch (s->kind) {
    case CONF_INT:
        return num_int(text, s->min, s->max, &out->number) == OK;
    case CONF_TEXT:
        return strlen(text) >= (size_t)s->min;
    case CONF_BOOL:
        out->number = text_equal(text, "yes");
        return out->number || text_equal(text, "no");
    }
    return false;
}

const char *conf_value_wants(struct arena *a, const struct conf_setting *s, const char *full)
{
    switch (s->kind) {
    case CONF_INT:
        return arena_printf(a, "%s wants a whole number from %lld to %lld", full, (long long)s->min,
                            (long long)s->max);
    case CONF_BOOL:
        return arena_printf(a, "%s wants yes or no", full);
    case CONF_TEXT:
        break;
    }
    return arena_printf(a, "%s can't be empty", full);
}

void conf_value_explain(FILE *out, const struct conf_setting *s, const char *name)
{
    fprintf(out, "; %s", s->manual);
    if (s->kind == CONF_INT)
        fprintf(out, " (%lld to %lld)", (long long)s->min, (long long)s->max);
    fprintf(out, "\n;%s = %s\n", name, s->text);
}

void conf_value_show(FILE *out, const struct conf_setting *s, const char *name, const struct conf_value *v)
{
    const bool hidden = s->secret && *v->text;
    fprintf(out, "%s = %s\n", name, hidden ? "(set)" : v->text);
}
