#include "coach/intake_ask.h"
#include "base/text.h"

/* Each thing that may be asked: its name in the contract, and the facts that answer it. */
static const struct {
    const char *name;
    unsigned facts;
} asks[INTAKE_ASKS] = {
    [ASK_ROLE] = {"role", 1U << FACT_ROLE},
    [ASK_DATE] = {"interview_date", 1U << FACT_INTERVIEW_DATE | 1U << FACT_WEEKS},
    [ASK_MINUTES] = {"minutes", 1U << FACT_MINUTES | 1U << FACT_MINUTES_BY_DAY | 1U << FACT_DAYS_OFF},
    [ASK_DAYS] = {"days", 1U << FACT_MINUTES | 1U << FACT_MINUTES_BY_DAY | 1U << FACT_DAYS_OFF},
    [ASK_WEAK] = {"weak_areas", 1U << FACT_WEAK | 1U << FACT_STRONG},
    [ASK_ENERGY] = {"motivation", 1U << FACT_CAPACITY},
    [ASK_BREAK] = {"break", 1U << FACT_BREAK},
};

const char *intake_ask_name(enum intake_ask ask)
{
    return asks[ask].name;
}

enum intake_ask intake_ask_of(const char *name)
{
    enum intake_ask ask = 0;
    while (ask < INTAKE_ASKS && !text_equal(asks[ask].name, name))
        ask++;
    return ask;
}

bool intake_ask_missing(const struct facts *facts, enum intake_ask ask)
{
    const bool missing[INTAKE_ASKS] = {
        [ASK_ROLE] = !facts_known(facts, FACT_ROLE),
        [ASK_DATE] = !facts_known(facts, FACT_INTERVIEW_DATE) && !facts_known(facts, FACT_WEEKS),
        [ASK_MINUTES] = !facts_minutes_known(facts),
        [ASK_DAYS] = false, /* a day that isn't spoken of is like any other */
        [ASK_WEAK] = !facts_known(facts, FACT_WEAK),
        [ASK_ENERGY] = !facts_known(facts, FACT_CAPACITY),
        [ASK_BREAK] = false, /* who doesn't speak of one has none */
    };
    return missing[ask];
}

enum intake_ask intake_ask_next(const struct facts *facts)
{
    for (enum intake_ask ask = 0; ask < INTAKE_ASKS; ask++)
        if (facts->asked >> ask & 1U)
            return ask;
    for (enum intake_ask ask = 0; ask < INTAKE_ASKS; ask++)
        if (intake_ask_missing(facts, ask))
            return ask;
    return INTAKE_ASKS;
}

unsigned intake_ask_facts(enum intake_ask ask)
{
    return asks[ask].facts;
}

unsigned intake_ask_settled(const struct facts *facts, unsigned answered)
{
    unsigned asked = facts->asked;
    for (enum intake_ask ask = 0; ask < INTAKE_ASKS; ask++)
        if (asks[ask].facts & answered)
            asked &= ~(1U << ask);
    return asked;
}
