#include "nlu/nlu_core.h"

/* THE table of cores: classes of words in a row, and what they say of an area. */

static const struct nlu_core cores[] = {
    {{HEAR_CLAUSE_BAD, HEAR_CLAUSE_AT}, 2, LEADS, NLU_WEAK, NLU_OPEN},
    {{HEAR_CLAUSE_FEAR, HEAR_CLAUSE_AT}, 2, LEADS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_FAIL, HEAR_CLAUSE_AT}, 2, LEADS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_SLIPS, HEAR_CLAUSE_AT}, 2, LEADS, NLU_WEAK, NLU_OPEN},
    {{HEAR_CLAUSE_GOOD, HEAR_CLAUSE_AT}, 2, LEADS, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_SURE, HEAR_CLAUSE_AT}, 2, LEADS, NLU_OPEN, NLU_WEAK},
    {{HEAR_CLAUSE_SHINE, HEAR_CLAUSE_AT}, 2, LEADS, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_BAD, HEAR_CLAUSE_ASKING}, 2, LEADS, NLU_WEAK, NLU_OPEN},
    {{HEAR_CLAUSE_FEAR, HEAR_CLAUSE_ASKING}, 2, LEADS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_FAIL, HEAR_CLAUSE_ASKING}, 2, LEADS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_GOOD, HEAR_CLAUSE_ASKING}, 2, LEADS, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_BAD, HEAR_CLAUSE_GERUNDS}, 2, WITH_VERB, NLU_WEAK, NLU_OPEN},
    {{HEAR_CLAUSE_FEAR, HEAR_CLAUSE_GERUNDS}, 2, WITH_VERB, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_FAIL, HEAR_CLAUSE_GERUNDS}, 2, WITH_VERB, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_GOOD, HEAR_CLAUSE_GERUNDS}, 2, WITH_VERB, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_DREAD}, 1, LEADS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_CANNOT, HEAR_CLAUSE_ACTIONS}, 2, WITH_VERB, NLU_WEAK, NLU_OPEN},
    {{HEAR_CLAUSE_IGNORANT}, 1, LEADS, NLU_WEAK, NLU_OPEN},
    {{HEAR_CLAUSE_HANDLE}, 1, LEADS, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_WANT, HEAR_CLAUSE_IMPROVE}, 2, LEADS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_WANT, HEAR_CLAUSE_TO, HEAR_CLAUSE_IMPROVE}, 3, LEADS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_IMPROVE}, 1, HEADS_ONLY, NLU_WEAK, NLU_OPEN},
    {{HEAR_CLAUSE_BAD}, 1, ALONE, NLU_WEAK, NLU_OPEN},
    {{HEAR_CLAUSE_FEAR}, 1, ALONE, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_FAIL}, 1, ALONE, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_GOOD}, 1, ALONE, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_SHINE}, 1, ALONE, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_CAN}, 1, FRONTED, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_CANNOT}, 1, FRONTED, NLU_WEAK, NLU_OPEN},
    {{HEAR_CLAUSE_FIND, HEAR_CLAUSE_HARD}, 2, FRONTED, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_FIND, HEAR_CLAUSE_EASY}, 2, FRONTED, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_SCARES}, 1, TAILS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_FLOWS}, 1, TAILS, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_WANTS_WORK}, 1, TAILS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_HARD}, 1, IS_TAILS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_TROUBLE}, 1, IS_TAILS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_EASY}, 1, IS_TAILS, NLU_FINE, NLU_WEAK},
};

enum { CORES = sizeof cores / sizeof *cores };

static size_t core_length(const struct nlu_reading *reading, size_t at, const struct nlu_core *core)
{
    size_t length = 0;
    for (size_t i = 0; i < core->n; i++) {
        while (i > 0 && length && nlu_says_at(reading, at + length, HEAR_CLAUSE_RARELY) &&
               !nlu_says_at(reading, at + length, core->words[i]))
            length += nlu_says_at(reading, at + length, HEAR_CLAUSE_RARELY);
        const size_t n = nlu_says_at(reading, at + length, core->words[i]);
        if (!n || (i > 0 && core->words[i] == HEAR_CLAUSE_AT &&
                   nlu_says_at(reading, at + length + n, HEAR_CLAUSE_ME))) /* "good for me" */
            return 0;
        length += n;
    }
    return length;
}

const struct nlu_core *nlu_core_of(const struct nlu_reading *reading, size_t at, size_t *length, bool alone)
{
    const struct nlu_core *best = NULL;
    *length = 0;
    for (size_t i = 0; i < CORES; i++) {
        const size_t n = (cores[i].kind == ALONE || cores[i].kind == FRONTED) == alone
                             ? core_length(reading, at, &cores[i])
                             : 0;
        if (n > *length) {
            *length = n;
            best = &cores[i];
        }
    }
    return best;
}

bool nlu_frame_at(const struct nlu_reading *reading, size_t at)
{
    size_t length;
    const struct nlu_core *core = nlu_core_of(reading, at, &length, false);
    return core && core->kind != IS_TAILS;
}
