#include "base/conf_value.h"
#include "base/num.h"
#include "base/text.h"
#include <string.h>

bool conf_value_take(const struct conf_setting *setting, const char *text, int line, struct conf_value *out)
{
    *out = (struct conf_value){.text = text, .line = line};
    switch (setting->kind) {
    case CONF_INT:
        return num_int(text, setting->min, setting->max, &out->number) == OK;
    case CONF_TEXT:
        return strlen(text) >= (size_t)setting->min;
    case CONF_BOOL:
        out->number = text_equal(text, "yes");
        return out->number || text_equal(text, "no");
    }
    return false;
}

const char *conf_value_wants(struct arena *a, const struct conf_setting *setting, const char *full)
{
    switch (setting->kind) {
    case CONF_INT:
        return arena_printf(a, "%s wants a whole number from %lld to %lld", full, (long long)setting->min,
                            (long long)setting->max);
    case CONF_BOOL:
        return arena_printf(a, "%s wants yes or no", full);
    case CONF_TEXT:
        break;
    }
    return arena_printf(a, "%s can't be empty", full);
}

void conf_value_explain(FILE *out, const struct conf_setting *setting, const char *name)
{
    fprintf(out, "; %s", setting->manual);
    if (setting->kind == CONF_INT)
        fprintf(out, " (%lld to %lld)", (long long)setting->min, (long long)setting->max);
    fprintf(out, "\n;%s = %s\n", name, setting->text);
}

void conf_value_show(FILE *out, const char *name, const struct conf_value *value)
{
    fprintf(out, "%s = %s\n", name, value->text);
}
