#include "base/text.h"
#include "nlu/nlu.h"
#include <string.h>

/* The lists of weak areas and of what is fine: an area is in one of them. */

enum { MOST_LIST = 400, MOST_WORDS = 25 };

static const char *const joints[] = {",", " and ", " or ", "/", " & ", NULL};

/* The next item of a list; *p moves behind it. */
static char *next_item(struct arena *a, const char **p)
{
    const char *end = *p + strlen(*p), *behind = end, *open = strchr(*p, '('),
               *close = open ? strchr(open, ')') : NULL;
    for (size_t i = 0; joints[i]; i++) {
        const char *at = strstr(*p, joints[i]);
        if (at && close && at > open && at < close) /* "science (light, pests)" is one */
            at = strstr(close, joints[i]);
        if (at && at < end) {
            end = at;
            behind = at + strlen(joints[i]);
        }
    }
    char *item = text_trim(a, arena_text(a, *p, (size_t)(end - *p)));
    *p = behind;
    return item;
}

static bool same_area(struct arena *a, const char *x, const char *y)
{
    static const char *const small[] = {"the", "my", "a", "an", "and", "to", NULL};
    const char *fx = nlu_skip(text_fold(a, x), small), *fy = nlu_skip(text_fold(a, y), small);
    return *fx && strcmp(fx, fy) == 0;
}

static bool in_list(struct arena *a, const char *list, const char *item)
{
    for (const char *p = list; *p;)
        if (same_area(a, next_item(a, &p), item))
            return true;
    return false;
}

/* Takes the items of `area` out of a list of the facts, if any is in it. */
static void take_out(struct nlu *heard, const char *key, const char *area)
{
    const char *list = nlu_fact(heard, key), *rest = "";
    bool found = false;
    for (const char *p = list; *p;) {
        const char *item = next_item(heard->arena, &p);
        if (in_list(heard->arena, area, item))
            found = true;
        else if (*item)
            rest = *rest ? arena_printf(heard->arena, "%s, %s", rest, item) : item;
    }
    if (found)
        json_put_text(heard->arena, heard->facts, key, rest);
}

void nlu_list(struct nlu *heard, const char *key, const char *area)
{
    const bool weak = strcmp(key, "weak") == 0;
    const char *list = nlu_fact(heard, key);
    area = text_head_words(heard->arena, area, MOST_WORDS);
    if (text_blank(area))
        return;
    take_out(heard, weak ? "strong" : "weak", area);
    if (weak)
        json_put_bool(heard->arena, heard->facts, "weak_told", true);
    if (text_contains(text_fold(heard->arena, list), text_fold(heard->arena, area)))
        return;
    const char *both = text_blank(list) ? area : arena_printf(heard->arena, "%s, %s", list, area);
    json_put_text(heard->arena, heard->facts, key, text_head(heard->arena, both, MOST_LIST));
}

void nlu_items(struct nlu *heard, const char *key, const char *from)
{
    static const char *const small[] = {
        "mostly|mainly|probably|maybe|perhaps|definitely|honestly|well|also|and|then",
        "a bit|little|lot",
        "i think|guess|suppose|would_say|'d_say",
        "it's|it_is|its",
        "my|the|a|an",
        "of",
        "bit",
        "just",
        "with",
        NULL};
    const char *end = from + strlen(from);
    for (const char *p = from; *p;) {
        const char *start = p;
        (void)next_item(heard->arena, &p);
        const char *to = p < end ? p : end;
        size_t n;
        start += strspn(start, " ,");
        for (const char *skipped = nlu_first(start, small, &n); skipped == start && start < to;
             skipped = nlu_first(start, small, &n)) {
            start += n;
            start += strspn(start, " ,");
        }
        char *item = nlu_words(heard, start, to);
        for (size_t i = 0; joints[i]; i++) { /* "and " at the end belongs to the list */
            const size_t m = strlen(joints[i]) - 1, length = strlen(item);
            if (length > m && m > 1 && strncmp(item + length - m, joints[i], m) == 0)
                item[length - m] = '\0';
        }
        if (!text_blank(item))
            nlu_list(heard, key, text_trim(heard->arena, item));
    }
}
