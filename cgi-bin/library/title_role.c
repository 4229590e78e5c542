#include "library/title_role.h"
#include "base/num.h"
#include "base/text.h"
#include <string.h>

const char *title_role_aim(const char *folded)
{
    static const char *const leads[] = {
        " to be a ",     " to be an ",  " to become a ", " to become an ", " to become ",
        " moving into ", " move into ", " going into ",  " switching to ", " applying for ",
        " applying as ", " now ",       " into ",
    };
    const char *aim = folded;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        for (const char *p = strstr(aim, leads[i]); p; p = strstr(aim, leads[i]))
            if (text_blank(p + strlen(leads[i])))
                break;
            else
                aim = p + strlen(leads[i]) - 1;
    return aim;
}

size_t title_role_drop_left(struct stem_word *words, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const bool left =
            i + 1 < n && n > 2 && (strcmp(words[i].word, "ex") == 0 || strcmp(words[i].word, "former") == 0);
        if (left)
            i++;
        else
            words[kept++] = words[i];
    }
    return kept ? kept : n;
}

size_t title_role_slips(const char *left, size_t xn, const char *right, size_t yn)
{
    size_t d[3][TITLE_ROLE_LONGEST + 1];
    for (size_t k = 0; k <= yn; k++)
        d[0][k] = k;
    for (size_t i = 1; i <= xn; i++) {
        size_t *now = d[i % 3], *last = d[(i + 2) % 3], *before = d[(i + 1) % 3];
        now[0] = i;
        for (size_t k = 1; k <= yn; k++) {
            now[k] = num_min(num_min(last[k], now[k - 1]) + 1, last[k - 1] + (left[i - 1] != right[k - 1]));
            if (i > 1 && k > 1 && left[i - 1] == right[k - 2] && left[i - 2] == right[k - 1])
                now[k] = num_min(now[k], before[k - 2] + 1);
        }
    }
    return d[xn % 3][yn];
}

const char *title_role_singular(struct arena *a, const char *word)
{
    static const struct {
        const char *plural, *singular;
    } ends[] = {{"ies", "y"},   {"men", "man"}, {"sses", "ss"}, {"ches", "ch"},
                {"shes", "sh"}, {"ss", "ss"},   {"us", "us"},   {"s", ""}};
    const size_t n = strlen(word);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const size_t end = strlen(ends[i].plural);
        if (n > end + 1 && strcmp(word + n - end, ends[i].plural) == 0)
            return arena_printf(a, "%.*s%s", (int)(n - end), word, ends[i].singular);
    }
    return word;
}
