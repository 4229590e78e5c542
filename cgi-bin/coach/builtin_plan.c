#include "base/text.h"
#include "coach/builtin_modes.h"
#include "coach/prescription.h"
#include "coach/stem.h"
#include <string.h>

enum {
    MOST_TOPICS = 6,
    USUAL_MINUTES = 30,
    LEAST_TOPIC_MINUTES = 5,
    USUAL_WEEKS = 4,
    CANDIDATES = 40,
    RATIONALE_WORDS = 60
};

/* A topic that may go into the plan, and why. */
struct candidate {
    const struct library_topic *topic;
    double pull;      /* how much it matters here */
    const char *word; /* their word that pulled it; NULL: none */
    bool weak, behavioural;
};

/* The word of a topic's own that stands in a text; NULL if none does. */
static const char *word_in(struct arena *a, const struct library_topic *t, const char *text)
{
    size_t n;
    if (text_blank(text))
        return NULL;
    const struct builtin_sentence *all = builtin_sentences(a, text, &n);
    for (size_t s = 0; s < n; s++) {
        if (builtin_has_phrase(a, &all[s], t->name))
            return t->name;
        for (size_t i = 0; i < t->weak_words_n; i++)
            if (builtin_has_phrase(a, &all[s], t->weak_words[i]))
                return t->weak_words[i];
    }
    return NULL;
}

static void add_family(struct arena *a, const struct library_family *f, const json *in, bool behavioural,
                       struct candidate *list, size_t *n)
{
    const json *facts = json_get(in, "facts");
    for (size_t i = 0; f && i < f->topics_n && *n < CANDIDATES; i++) {
        struct candidate c = {
            .topic = &f->topics[i], .pull = f->topics[i].weight, .behavioural = behavioural};
        c.word = word_in(a, c.topic, json_get_text(facts, "weak", ""));
        c.weak = c.word != NULL;
        if (c.weak)
            c.pull += 6;
        else if (word_in(a, c.topic, json_get_text(facts, "strong", "")))
            c.pull -= 4;
        if (behavioural && !c.weak)
            c.pull -= 0.5 + 0.3 * (double)i; /* one of them always, the others when there is room */
        list[(*n)++] = c;
    }
}

static void sort(struct candidate *list, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const struct candidate c = list[i];
        size_t k = i;
        for (; k > 0 && list[k - 1].pull < c.pull; k--)
            list[k] = list[k - 1];
        list[k] = c;
    }
}

/* The topics that are kept stand first; at least one of them is behavioural. */
static size_t choose(struct candidate *list, size_t n, size_t wanted)
{
    if (n <= wanted)
        return n;
    bool behavioural = false;
    for (size_t i = 0; i < wanted; i++)
        behavioural |= list[i].behavioural;
    for (size_t i = wanted; i < n && !behavioural; i++) {
        if (!list[i].behavioural)
            continue;
        list[wanted - 1] = list[i];
        behavioural = true;
    }
    return wanted;
}

static size_t how_many(int minutes, int capacity)
{
    size_t n = minutes < 20 ? 3 : minutes < 45 ? 4 : minutes < 75 ? 5 : MOST_TOPICS;
    if (capacity == 1 && n > 3)
        n = 3;
    while (n > 1 && minutes / (int)n < LEAST_TOPIC_MINUTES)
        n--;
    return n;
}

/* Minutes in proportion to the pull, in fives where there is room, adding up to the total. */
static void share_minutes(const struct candidate *list, size_t n, int total, int *minutes)
{
    if (n == 0)
        return;
    double pull = 0;
    int given = 0;
    const int step = total >= 10 * (int)n ? 5 : 1;
    for (size_t i = 0; i < n; i++)
        pull += list[i].pull > 1 ? list[i].pull : 1;
    for (size_t i = 0; i < n; i++) {
        const double share = (list[i].pull > 1 ? list[i].pull : 1) / pull * total;
        minutes[i] = (int)(share / step) * step;
        if (minutes[i] < step)
            minutes[i] = step;
        given += minutes[i];
    }
    for (size_t i = 0; given < total; i = (i + 1) % n) {
        const int more = total - given < step ? total - given : step;
        minutes[i] += more;
        given += more;
    }
    for (size_t i = n; given > total; i--) { /* least pull gives first */
        if (i == 0)
            i = n;
        const int less = minutes[i - 1] > 1 ? 1 : 0;
        minutes[i - 1] -= less;
        given -= less;
    }
}

/* Little energy: at most a quarter of an hour at a time, easy first. */
static const char *session_shape(struct arena *a, const struct library_topic *t, int capacity)
{
    struct prescription p;
    const char *why;
    if (capacity != 1 || prescription_parse(a, t->session, &p, &why) != OK)
        return t->session;
    const int each = p.blocks[0].seconds < 240 ? p.blocks[0].seconds : 240;
    p = prescription_make(720, each, EASY);
    return prescription_text(a, &p);
}

static int weeks_until(const json *in)
{
    clock_day today, interview;
    if (clock_parse_date(json_get_text(in, "today", ""), &today) != OK ||
        clock_parse_date(json_get_text(json_get(in, "facts"), "interview_date", ""), &interview) != OK ||
        interview <= today)
        return USUAL_WEEKS;
    const int weeks = (interview - today + 6) / 7;
    return weeks > 104 ? 104 : weeks;
}

/* A sentence more, if all of it fits. */
static void say(struct buf *b, const char *sentence)
{
    if (text_words(b->data) + text_words(sentence) <= RATIONALE_WORDS)
        buf_printf(b, "%s%s", b->len ? " " : "", sentence);
}

/* What they said comes first; then as much of the family's overview as there is room for. */
static const char *rationale(struct arena *a, const json *in, const struct library_family *f,
                             const struct candidate *list, size_t n, int minutes)
{
    const json *facts = json_get(in, "facts");
    struct buf b = buf_new(a, 4096);
    size_t sentences_n;
    for (size_t i = 0; i < n; i++) {
        if (!list[i].weak)
            continue;
        say(&b, arena_printf(a, "You named “%s”, so %s gets more time.", list[i].word, list[i].topic->name));
        break;
    }
    if (json_get_int(facts, "capacity", 0) == 1)
        say(&b, "You said energy is low: fewer topics, short sittings, an early win first.");
    if (*json_get_text(facts, "interview_date", ""))
        say(&b, "It ends at your interview.");
    say(&b, arena_printf(a, "%d minutes a day, as you said.", minutes));
    if (!f)
        say(&b, "Your role has no family of its own here yet: this is what every interview turns on.");
    const struct builtin_sentence *all = builtin_sentences(a, f ? f->overview : "", &sentences_n);
    for (size_t i = 0; i < sentences_n; i++)
        say(&b, all[i].text);
    return b.data;
}

json *builtin_plan(const struct library *l, struct arena *a, const json *in)
{
    const json *facts = json_get(in, "facts");
    const char *role = json_get_text(in, "role", "");
    const struct library_family *f = library_nearest(l, a, role, json_get_text(in, "raw_context", ""));
    const struct library_family *general = library_find(l, "general"),
                                *behavioural = library_find(l, "behavioural");
    struct candidate list[CANDIDATES];
    size_t n = 0;
    int minutes = (int)json_get_int(facts, "minutes", 0);
    minutes = minutes > 0 ? minutes : USUAL_MINUTES;
    const int capacity = (int)json_get_int(facts, "capacity", 0);
    add_family(a, f ? f : general, in, false, list, &n);
    if (f != behavioural)
        add_family(a, behavioural, in, true, list, &n);
    sort(list, n);
    const size_t kept = choose(list, n, how_many(minutes, capacity));
    int shares[CANDIDATES];
    share_minutes(list, kept, minutes, shares);

    json *answer = json_new_object(a), *overview = json_new_object(a), *topics = json_new_array(a);
    json_put_text(a, overview, "target_role", text_blank(role) ? "your next role" : text_head(a, role, 110));
    json_put_int(a, overview, "total_daily_minutes", minutes);
    json_put_int(a, overview, "time_horizon_weeks", weeks_until(in));
    json_put_text(a, overview, "rationale", rationale(a, in, f, list, kept, minutes));
    for (size_t i = 0; i < kept; i++) {
        const struct library_topic *t = list[i].topic;
        json *one = json_new_object(a);
        json_put_text(a, one, "name", t->name);
        json_put_text(a, one, "description", t->description);
        json_put_int(a, one, "priority", (int64_t)i + 1);
        json_put_int(a, one, "daily_study_minutes", shares[i]);
        json_put_text(a, one, "expected_outcome", t->outcome);
        json_put_text(a, one, "key", t->key);
        json_put_text(a, one, "prescription", session_shape(a, t, capacity));
        json_add(a, topics, one);
    }
    json_put(a, answer, "plan_overview", overview);
    json_put(a, answer, "plan_topics", topics);
    return answer;
}
