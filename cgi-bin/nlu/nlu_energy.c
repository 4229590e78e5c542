#include "base/text.h"
#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>

/* How much energy somebody has for it: little, some, plenty. */

enum { NONE, LOW, MIDDLING, HIGH, MOST_TEXT = 110 };

static const struct sign {
    const char *phrase;
    int capacity;
} signs[] = {
    {"heart isn't|is_not ~ in it", LOW},
    {"lost my|all|any|the ~ drive|motivation|mojo|energy|spark|enthusiasm|appetite", LOW},
    {"struggling|struggle|hard|difficult to ~ get_going|get_started|motivate_myself|find_the_energy|get_up",
     LOW},
    {"struggling|struggle|hard|difficult to ~ focus|concentrate|stay_motivated|keep_going", LOW},
    {("shattered|wiped_out|frazzled|discouraged|demoralised|demoralized|depleted|deflated|burning_out|run_"
      "down"),
     LOW},
    {"motivation|energy|drive is|: ~ low|gone|missing|poor|limited|zero|rock_bottom", LOW},
    {"can't face it", LOW},
    {"end of my tether|rope", LOW},
    {"dead on my feet", LOW},
    {"drag myself", LOW},
    {"burnt out", LOW},
    {"burned out", LOW},
    {"burnout", LOW},
    {"exhausted", LOW},
    {"exhausting", LOW},
    {"tired", LOW},
    {"knackered", LOW},
    {"low energy", LOW},
    {"little energy", LOW},
    {"low on energy", LOW},
    {"not much energy", LOW},
    {"no energy", LOW},
    {"unmotivated", LOW},
    {"not motivated", LOW},
    {"drained", LOW},
    {"overwhelmed", LOW},
    {"low motivation", LOW},
    {"demotivated", LOW},
    {"little motivation", LOW},
    {"no motivation", LOW},
    {"running on empty", LOW},
    {"worn out", LOW},
    {"not in the mood", LOW},
    {"feel|feeling|i'm|am ~ okay|ok|alright|fine about it|this", MIDDLING},
    {"average|normal|medium|decent|reasonable|moderate|fair ~ energy|motivation|drive", MIDDLING},
    {"motivated enough", MIDDLING},
    {"not too bad", MIDDLING},
    {"fairly motivated", MIDDLING},
    {"somewhat motivated", MIDDLING},
    {"quite motivated", MIDDLING},
    {"reasonably motivated", MIDDLING},
    {"moderately motivated", MIDDLING},
    {"okay motivated", MIDDLING},
    {"some energy", MIDDLING},
    {"some motivation", MIDDLING},
    {"motivation is average", MIDDLING},
    {"motivation is ok", MIDDLING},
    {"motivation is okay", MIDDLING},
    {"motivation is medium", MIDDLING},
    {"motivation comes and goes", MIDDLING},
    {"so-so", MIDDLING},
    {"up and down", MIDDLING},
    {"enough energy", MIDDLING},
    {"can't|cannot wait", HIGH},
    {"lots|loads|tons|plenty|heaps|bags|full of ~ energy|motivation|drive|enthusiasm", HIGH},
    {"motivation|energy|drive is|: ~ high|great|good|strong|excellent", HIGH},
    {"looking forward to it|this|starting|getting_started", HIGH},
    {"ready to go|start|give_it|work", HIGH},
    {"motivated", HIGH},
    {"excited", HIGH},
    {"keen to", HIGH},
    {"really keen", HIGH},
    {"very keen", HIGH},
    {"i'm keen", HIGH},
    {"am keen", HIGH},
    {"eager", HIGH},
    {"determined to", HIGH},
    {"i'm determined", HIGH},
    {"am determined", HIGH},
    {"very determined", HIGH},
    {"a lot of energy", HIGH},
    {"high energy", HIGH},
    {"motivation is very high", HIGH},
    {"high motivation", HIGH},
    {"energetic", HIGH},
    {"raring", HIGH},
    {"fired up", HIGH},
    {"really want this", HIGH},
    {"want this badly", HIGH},
    {"give it everything", HIGH},
    {"give it my all", HIGH},
    {"pumped", HIGH},
    {"hungry for", HIGH},
};

/* "motivation 7/10", "energy: 3 out of 10" */
static int out_of_ten(const struct nlu *heard)
{
    static const char *const about[] = {"motivation", "motivated", "energy", NULL};
    if (!nlu_says(heard->folded, about))
        return NONE;
    for (const char *p = heard->folded; *p; p++) {
        if (!isdigit((unsigned char)*p) || (p > heard->folded && isalnum((unsigned char)p[-1])))
            continue;
        const int n = p[1] == '0' && *p == '1' ? 10 : *p - '0';
        const char *q = p + (n == 10 ? 2 : 1);
        q += strspn(q, " ");
        if (strncmp(q, "/10", 3) == 0 || strncmp(q, "/ 10", 4) == 0 || strncmp(q, "out of 10", 9) == 0 ||
            strncmp(q, "out of ten", 10) == 0)
            return n <= 3 ? LOW : n <= 6 ? MIDDLING : HIGH;
    }
    return NONE;
}

/* Was it so once ("was exhausted in 2019"), and not now? */
static bool long_ago(const struct nlu *heard, const char *at)
{
    static const char *const then[] = {"was", "were", "became", "had", "got", NULL};
    const char *p = at;
    for (int i = 0; i < 3; i++) {
        const char *word = nlu_word_before(heard, p, &p), *owner = nlu_word_before(heard, p, NULL);
        if (strcmp(word, "got") == 0 && (strstr(owner, "'ve") || strcmp(owner, "have") == 0))
            return false;
        for (size_t w = 0; then[w]; w++)
            if (strcmp(word, then[w]) == 0)
                return true;
    }
    return false;
}

/* What a sign means where it stands; NONE: it is denied or long past. */
static int meant(const struct nlu *heard, const char *at, size_t n, const struct sign *s)
{
    const char *behind = at + n;
    if (long_ago(heard, at) || strncmp(behind, " of ", 4) == 0) /* "tired of my job" is no want of energy */
        return NONE;
    if (!nlu_denied(heard, at))
        return s->capacity;
    return s->capacity == HIGH ? LOW : NONE;
}

int nlu_energy_of(const char *folded)
{
    static const char *const low[] = {"little",     "low",       "not much",    "none",
                                      "hardly any", "not a lot", "very little", NULL};
    static const char *const middling[] = {"some",   "medium",   "average", "middling", "ok",    "okay",
                                           "normal", "moderate", "enough",  "fine",     "so so", NULL};
    static const char *const high[] = {"plenty",    "lots", "high", "a lot", "loads",
                                       "very high", "full", "tons", NULL};
    if (nlu_says(folded, low))
        return LOW;
    if (nlu_says(folded, high))
        return HIGH;
    return nlu_says(folded, middling) ? MIDDLING : NONE;
}

void nlu_energy(struct nlu *heard)
{
    int capacity = out_of_ten(heard);
    const char *at = heard->folded;
    size_t longest = 0, n;
    for (size_t i = 0; !longest && i < sizeof signs / sizeof *signs; i++) {
        const char *const phrase[] = {signs[i].phrase, NULL}, *p = nlu_first(heard->folded, phrase, &n);
        const int here = p && !capacity ? meant(heard, p, n, &signs[i]) : NONE;
        if (here == NONE)
            continue;
        capacity = here;
        at = p;
        longest = n;
    }
    if (capacity == NONE)
        return;
    json_put_int(heard->arena, heard->facts, "capacity", capacity);
    const char *words = longest ? nlu_words(heard, nlu_clause(heard, at), nlu_clause_end(at)) : heard->text;
    json_put_text(heard->arena, heard->facts, "motivation", text_head(heard->arena, words, MOST_TEXT));
}
