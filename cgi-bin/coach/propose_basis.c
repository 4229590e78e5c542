#include "coach/propose_inner.h"

#include "base/text.h"
#include "builtin/builtin_changes.h"
#include "coach/asking.h"
#include "coach/difference.h"
#include "coach/told.h"
#include "library/sentences.h"
#include "store/user.h"

/* What a proposal rests on beside its topics: the facts known, and those that its wishes told. The latter are
 * kept with it, and become facts only when it is approved. */

/* ---- what its wishes told ---- */

/* Both, the newer one where they speak of the same. */
static json *merged(struct arena *a, const json *older, const json *newer)
{
    json *all = json_new_object(a), *sources = json_new_object(a);
    const json *of[] = {older, newer};
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < json_members(of[i]); k++) {
            const char *name;
            const json *value = json_member(of[i], k, &name);
            if (!text_equal(name, "sources"))
                json_put(a, all, name, json_copy(a, value));
            for (size_t s = 0; text_equal(name, "sources") && s < json_members(value); s++) {
                const char *fact;
                const json *words = json_member(value, s, &fact);
                json_put(a, sources, fact, json_copy(a, words));
            }
        }
    if (json_members(all))
        json_put(a, all, "sources", sources);
    return all;
}

/* The facts known, with those that were told in wishes. */
static const struct facts *with_wanted(struct arena *a, const struct facts *facts, const json *wanted)
{
    struct facts *all = arena_alloc(a, sizeof *all);
    *all = *facts;
    if (json_members(wanted))
        asking_take_facts(a, wanted, all);
    return all;
}

const json *propose_wanted(const struct library *library, struct arena *a, const struct facts *facts,
                           const struct proposal *after, const json *input)
{
    const json *before = after ? after->wanted : NULL;
    if (!json_get(input, "plan"))
        return merged(a, before, NULL);
    json *in = json_copy(a, input);
    json_put(a, in, "facts", asking_facts(a, with_wanted(a, facts, before)));
    const struct builtin_changes_made made = builtin_changes_make(library, a, in);
    return merged(a, before, made.wish->facts);
}

const json *propose_basis(struct arena *a, const struct proposal *proposal)
{
    static const struct facts none = {
        .role = "", .days = "", .weak = "", .strong = "", .motivation = "", .interview = FACTS_NO_DATE};
    if (!json_members(proposal->basis))
        return NULL;
    return asking_facts(
        a, with_wanted(a, told_basis(a, proposal->basis, &proposal->overview, &none), proposal->wanted));
}

/* ---- its differences ---- */

static const char *reason_before(const struct difference *list, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].kind == DIFF_OVERVIEW && text_equal(list[i].name, name))
            return list[i].reason;
    return NULL;
}

static const char *reason_for(const struct sentences *says, struct arena *a, const struct told_part *part,
                              const struct facts *now, const char *to)
{
    enum { SHOWN = 200 };
    const char *words = text_head(a, told_part_words(part, now), SHOWN);
    if (text_blank(words))
        return SAY(says, a, SAY_PROPOSE_SET, {"what", to});
    return SAY(says, a, SAY_PROPOSE_TOLD, {"words", words});
}

void propose_add_parts(const struct sentences *says, struct arena *a, const struct propose_parts *parts,
                       struct proposal *proposal)
{
    if (!parts->base)
        return;
    const struct facts *was = told_basis(a, parts->base->basis, &parts->base->overview, parts->known),
                       *is = told_basis(a, propose_basis(a, proposal), &proposal->overview, parts->known);
    for (size_t i = 0; i < TOLD_PARTS; i++) {
        const struct told_part *part = &told_parts[i];
        if (told_part_same(part, was, is))
            continue;
        const char *from = told_part_text(says, a, part, was), *to = told_part_text(says, a, part, is);
        const char *reason = reason_before(parts->before, parts->before_n, part->name);
        if (!reason && told_part_same(part, parts->known, is))
            reason = reason_for(says, a, part, is, to);
        difference_add(
            a, proposal,
            &(struct difference){
                .name = part->name, .from = from, .to = to, .reason = text_or(reason, parts->plain)});
    }
}

/* ---- approved ---- */

/* What its wishes told becomes known, as far as it was taken. */
static enum err keep_facts(struct work *w, const struct facts *next)
{
    struct user *user;
    enum err e = facts_save(w, next);
    if (e != OK || (e = user_read(w, &user)) != OK)
        return e;
    if (!user || text_equal(user->role, next->role))
        return OK;
    user->role = next->role;
    return user_update(w, user);
}

enum err propose_rest_on(struct work *w, const struct proposal *proposal, const struct plan *base,
                         const bool *take, struct plan *plan)
{
    struct arena *a = w->arena;
    struct facts *known;
    enum err e = facts_read(w, &known);
    if (e != OK)
        return e;
    const struct facts *proposed = told_basis(a, proposal->basis, &proposal->overview, known),
                       *wanted = with_wanted(a, proposed, proposal->wanted);
    struct facts next = *with_wanted(a, known, proposal->wanted), rests = *proposed,
                 seen = *told_basis(a, told_seen_in(proposal->basis), &proposal->overview, known);
    next.minutes = known->minutes;
    next.weeks = known->weeks;
    if (!difference_takes(proposal, take, "overview")) /* another role, left as it is */
        next.role = known->role;
    for (size_t i = 0; i < TOLD_PARTS; i++) {
        const struct told_part *part = &told_parts[i];
        const bool taken = !base || difference_takes(proposal, take, part->name);
        const struct facts *before = base ? told_basis(a, base->basis, &base->overview, known) : wanted;
        told_part_take(part, &rests, taken ? wanted : before);
        if (!taken)
            told_part_take(part, &next, known);
        else if (!told_part_same(part, wanted, proposed)) /* a wish of theirs */
            told_part_take(part, &seen, wanted);
    }
    const int minutes = (int)json_get_int(proposal->wanted, "minutes", 0);
    if (minutes > 0 && minutes == plan->overview.total_daily_minutes)
        next.minutes = rests.minutes = seen.minutes = minutes;
    const bool other_role = base && !text_equal(base->overview.target_role, plan->overview.target_role);
    if (other_role)
        next.role = rests.role = seen.role = plan->overview.target_role;
    json *basis = asking_facts(a, &rests);
    json_put(a, basis, TOLD_SEEN, asking_facts(a, &seen));
    plan->basis = basis;
    bool same = true;
    for (enum fact fact = 0; fact < FACTS_N; fact++)
        same = same && facts_same(known, &next, fact);
    return same ? OK : keep_facts(w, &next);
}
