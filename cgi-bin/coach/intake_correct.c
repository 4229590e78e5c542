#include "coach/intake_correct.h"
#include "base/text.h"
#include "coach/intake_ask.h"
#include "store/user.h"

/* The user anew: their password or name may have changed while the coach was thinking. */
enum err intake_correct_role(struct work *w, const char *role)
{
    struct user *user;
    const enum err e = user_read(w, &user);
    if (e != OK)
        return e;
    if (!user)
        return ERR_NOT_FOUND;
    if (text_equal(user->role, role))
        return OK;
    user->role = role;
    return user_update(w, user);
}

/* Do they say the same? Of what has no box the first may say nothing. */
static bool same_facts(const struct facts *one, const struct facts *other)
{
    for (enum fact fact = 0; fact < FACTS_N; fact++)
        if (!facts_same(one, other, fact))
            return false;
    return !one->days || text_equal(one->days, text_or(other->days, ""));
}

/* Their words on when they practise have no box: they hold as long as the week is what they said. */
static const char *days_after(const struct facts *stored, const struct facts *given)
{
    const bool same =
        facts_same(stored, given, FACT_DAYS_OFF) && facts_same(stored, given, FACT_MINUTES_BY_DAY);
    if (given->days)
        return given->days;
    return same ? stored->days : "";
}

/* Is it as it was heard? Seen and left so, it is sure. */
static bool stays(const struct facts *stored, const struct facts *given, enum fact fact)
{
    return facts_same(stored, given, fact) && !text_blank(text_or(stored->source[fact], ""));
}

static struct facts corrected(const struct facts *stored, const struct facts *given, unsigned which)
{
    struct facts next = *stored, set = *given;
    set.days = days_after(stored, given);
    set.motivation = text_or(given->motivation, stored->motivation);
    for (enum fact fact = 0; fact < FACTS_N; fact++) {
        if (!(which >> fact & 1U))
            continue;
        next.unsure &= ~(1U << fact);
        if (stays(stored, given, fact))
            continue;
        facts_copy(&next, &set, fact);
        facts_set_source(&next, fact, facts_known(&next, fact) ? FACTS_BY_HAND : "", false);
    }
    if (which >> FACT_DAYS_OFF & 1U)
        next.days = set.days;
    if (next.interview != FACTS_NO_DATE)
        facts_drop(&next, FACT_WEEKS);
    facts_settle_week(&next);
    next.asked = intake_ask_settled(&next, which);
    return next;
}

/* What they saw, or what is stored where they say that it is right. */
static enum err correct(struct work *w, void *ctx)
{
    struct intake_correction *correction = ctx;
    struct facts *stored;
    const char *done;
    enum err e = idempotency_begin(w, correction->form, "facts", &done);
    if (e != OK)
        return e;
    if ((e = facts_read(w, &stored)) != OK)
        return e;
    if (done) {
        correction->facts->version = stored->version;
        return OK;
    }
    const bool known = correction->seen == FACTS_ANY_VERSION || correction->seen == stored->version;
    if (!known && (correction->as_it_is || !same_facts(correction->facts, stored)))
        return ERR_CONFLICT;
    if (correction->as_it_is)
        *correction->facts = *stored;
    struct facts next = corrected(stored, correction->facts, correction->which);
    if ((e = intake_correct_role(w, next.role)) != OK)
        return e;
    if ((e = facts_save(w, &next)) != OK)
        return e;
    next.version++;
    *correction->facts = next;
    return idempotency_finish(w, correction->form.id, "/chat");
}

enum err intake_correct(struct coach *coach, struct arena *a, struct id user,
                        struct intake_correction *correction)
{
    return db_transact(coach->db, a, user, correct, correction);
}
