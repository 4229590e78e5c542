#include "coach/told.h"
#include "base/num.h"
#include "base/text.h"
#include "coach/asking.h"
#include "coach/read_back.h"
#include "library/sentences.h"

#define BIT(fact) (1U << (fact))

/* How much energy somebody has changes by the day: no plan follows it. */
static const enum fact followed[] = {FACT_ROLE,     FACT_MINUTES,        FACT_MINUTES_BY_DAY,
                                     FACT_DAYS_OFF, FACT_INTERVIEW_DATE, FACT_WEEKS,
                                     FACT_WEAK,     FACT_STRONG,         FACT_BREAK};

const struct told_part told_parts[TOLD_PARTS] = {
    {"days", BIT(FACT_DAYS_OFF) | BIT(FACT_MINUTES_BY_DAY)},
    {"interview", BIT(FACT_INTERVIEW_DATE)},
    {"break", BIT(FACT_BREAK)},
};

/* Known no more, these say something too: any day, a date that is cancelled, a break that is over. */
static const unsigned none_counts =
    BIT(FACT_DAYS_OFF) | BIT(FACT_MINUTES_BY_DAY) | BIT(FACT_INTERVIEW_DATE) | BIT(FACT_BREAK);

static const struct facts nothing = {
    .role = "", .days = "", .weak = "", .strong = "", .motivation = "", .interview = FACTS_NO_DATE};

const struct facts *told_basis(struct arena *a, const json *basis, const struct overview *overview,
                               const struct facts *now)
{
    struct facts *out = arena_alloc(a, sizeof *out);
    *out = *now;
    if (json_members(basis)) {
        *out = nothing;
        asking_take_facts(a, basis, out);
    } else if (!text_equal(text_fold(a, now->role), text_fold(a, text_or(overview->target_role, "")))) {
        out->role = text_or(overview->target_role, "");
    }
    return out;
}

const json *told_seen_in(const json *basis)
{
    const json *seen = json_get(basis, TOLD_SEEN);
    return seen ? seen : basis;
}

const json *told_seen(const struct plan *plan, const struct proposal *declined)
{
    if (declined && declined->base_version == plan->version)
        return told_seen_in(declined->basis);
    return told_seen_in(plan->basis);
}

/* ---- in words ---- */

/* "Monday, Friday"; NULL: none of them. */
static const char *weekdays(const struct sentences *says, struct arena *a, unsigned set)
{
    const char *all = NULL;
    for (size_t day = 0; day < FACTS_WEEKDAYS; day++) {
        if (!(set >> day & 1U))
            continue;
        const char *one = sentences_variant(says, SAY_PROPOSE_WEEKDAYS, day);
        all = all ? SAY(says, a, SAY_LIST_MORE, {"first", all}, {"next", one}) : one;
    }
    return all;
}

static const char *by_day_text(const struct sentences *says, struct arena *a, const struct facts *facts)
{
    const char *all = NULL;
    for (size_t day = 0; day < FACTS_WEEKDAYS; day++) {
        if (!facts->minutes_by_day[day])
            continue;
        const char *one =
            SAY(says, a, SAY_PROPOSE_DAY_MINUTES, {"day", sentences_variant(says, SAY_PROPOSE_WEEKDAYS, day)},
                {"minutes", num_text(a, facts->minutes_by_day[day])});
        all = all ? SAY(says, a, SAY_LIST_MORE, {"first", all}, {"next", one}) : one;
    }
    return text_or(all, sentences_text(says, SAY_PROPOSE_ALL_ALIKE));
}

static const char *days_text(const struct sentences *says, struct arena *a, const struct facts *facts)
{
    const char *off = weekdays(says, a, facts->days_off);
    if (!off)
        return sentences_text(says, SAY_PROPOSE_EVERY_DAY);
    return SAY(says, a, SAY_PROPOSE_DAYS_OFF, {"days", off});
}

static const char *interview_text(const struct sentences *says, struct arena *a, const struct facts *facts)
{
    if (facts->interview == FACTS_NO_DATE)
        return sentences_text(says, SAY_PROPOSE_NO_DATE);
    return clock_day_text(a, facts->interview);
}

static const char *break_text(const struct sentences *says, struct arena *a, const struct facts *facts)
{
    if (!facts_known(facts, FACT_BREAK))
        return sentences_text(says, SAY_PROPOSE_NO_BREAK);
    return SAY(says, a, SAY_PROPOSE_BREAK, {"days", read_back_break(says, a, facts)});
}

static const char *told_text(const struct sentences *says, struct arena *a, const struct facts *facts,
                             enum fact fact)
{
    const char *none = sentences_text(says, SAY_PROPOSE_NOTHING);
    switch (fact) {
    case FACT_ROLE:
        return text_blank(facts->role) ? none : facts->role;
    case FACT_MINUTES:
        return SAY(says, a, SAY_PROPOSE_MINUTES, {"minutes", num_text(a, facts->minutes)});
    case FACT_MINUTES_BY_DAY:
        return by_day_text(says, a, facts);
    case FACT_DAYS_OFF:
        return days_text(says, a, facts);
    case FACT_INTERVIEW_DATE:
        return interview_text(says, a, facts);
    case FACT_WEEKS:
        return SAY(says, a, SAY_PROPOSE_WEEKS, {"weeks", num_text(a, facts->weeks)});
    case FACT_WEAK:
        return text_blank(facts->weak) ? none : facts->weak;
    case FACT_STRONG:
        return text_blank(facts->strong) ? none : facts->strong;
    case FACT_BREAK:
        return break_text(says, a, facts);
    default:
        return "";
    }
}

/* ---- what differs ---- */

static const char *words_of(const struct facts *facts, enum fact fact)
{
    const char *words = text_or(facts->source[fact], "");
    return text_equal(words, FACTS_BY_HAND) ? "" : words;
}

json *told_since(const struct sentences *says, struct arena *a, const struct facts *basis,
                 const struct facts *now)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < sizeof followed / sizeof *followed; i++) {
        const enum fact fact = followed[i];
        const char *from = told_text(says, a, basis, fact), *to = told_text(says, a, now, fact);
        const bool gone = !facts_known(now, fact) && !(none_counts & BIT(fact));
        if (gone || facts_same(basis, now, fact) || text_equal(from, to))
            continue;
        json *one = json_new_object(a);
        json_put_text(a, one, "fact", facts_name(fact));
        json_put_text(a, one, "from", from);
        json_put_text(a, one, "to", to);
        json_put_text(a, one, "words", words_of(now, fact));
        json_add(a, list, one);
    }
    return list;
}

bool told_part_same(const struct told_part *part, const struct facts *one, const struct facts *other)
{
    for (enum fact fact = 0; fact < FACTS_N; fact++)
        if (part->facts & BIT(fact) && !facts_same(one, other, fact))
            return false;
    return true;
}

const char *told_part_text(const struct sentences *says, struct arena *a, const struct told_part *part,
                           const struct facts *facts)
{
    if (part->facts & BIT(FACT_BREAK))
        return break_text(says, a, facts);
    if (part->facts & BIT(FACT_INTERVIEW_DATE))
        return interview_text(says, a, facts);
    const char *days = days_text(says, a, facts), *alike = sentences_text(says, SAY_PROPOSE_ALL_ALIKE);
    const char *minutes = by_day_text(says, a, facts);
    if (text_equal(minutes, alike))
        return days;
    return SAY(says, a, SAY_LIST_MORE, {"first", days}, {"next", minutes});
}

const char *told_part_words(const struct told_part *part, const struct facts *facts)
{
    const char *words = "";
    for (enum fact fact = 0; fact < FACTS_N && !*words; fact++)
        if (part->facts & BIT(fact))
            words = words_of(facts, fact);
    return words;
}

void told_part_take(const struct told_part *part, struct facts *into, const struct facts *from)
{
    for (enum fact fact = 0; fact < FACTS_N; fact++)
        if (part->facts & BIT(fact))
            facts_copy(into, from, fact);
}
