#include "coach/propose_inner.h"

#include "base/num.h"
#include "coach/asking.h"
#include "coach/difference.h"
#include "library/library.h"
#include "store/idempotency.h"
#include <string.h>

/* ---- approval ---- */

struct approving {
    const struct propose_approval *approval;
    struct propose_editing *edit; /* NULL: as proposed */
    struct propose_approved *out;
};

/* Which of the proposal's differences are taken, in *take. Are any, or is nobody asked which? */
static bool takes_any(struct arena *a, const struct approving *approving, const struct proposal *proposal,
                      bool **take)
{
    const struct propose_approval *asked = approving->approval;
    bool any = !asked->take;
    *take = arena_array(a, proposal->differences_n + 1, sizeof **take);
    for (size_t i = 0; i < proposal->differences_n; i++) {
        (*take)[i] = !asked->take || (i < asked->take_n && asked->take[i]);
        any = any || (*take)[i];
    }
    return any;
}

/* Makes a plan of what was taken of an open proposal, in the version it was made from and no other. ERR_INPUT
 * where nothing was, or no topic would be left. */
static enum err make_plan(struct work *w, struct approving *approving, struct proposal *proposal,
                          const struct plan *base)
{
    bool *take;
    struct plan plan;
    if (!takes_any(w->arena, approving, proposal, &take))
        return ERR_INPUT;
    difference_apply(w->arena, base, proposal, take, &plan);
    if (plan.topics_n == 0)
        return ERR_INPUT;
    const int shown = approving->approval->total, total = plan.overview.total_daily_minutes;
    if (shown != PROPOSE_ANY_TOTAL && shown != total) {
        approving->out->total = total;
        return ERR_CONFLICT;
    }
    plan.proposal = proposal->id;
    enum err e = propose_rest_on(w, proposal, base, take, &plan);
    if (e != OK)
        return e;
    e = plan_insert(w, &plan, proposal->base_version);
    if (e != OK)
        return e;
    approving->out->version = plan.version;
    proposal_replace_others(w, proposal->id);
    if ((e = proposal_settle(w, proposal->id, PROPOSAL_APPROVED)) != OK)
        return e;
    return idempotency_finish(w, approving->approval->form.id,
                              arena_printf(w->arena, "/plan/version/%d", plan.version));
}

/* "/plan/version/7" -> 7: where an approval sent twice ended the first time. */
static int version_of(const char *done)
{
    const char *slash = strrchr(done, '/');
    int64_t version = 0;
    if (!slash || num_int(slash + 1, 1, INT32_MAX, &version) != OK)
        return 0;
    return (int)version;
}

static enum err approve(struct work *w, void *ctx)
{
    struct approving *k = ctx;
    const char *done;
    enum err e = idempotency_begin(w, k->approval->form, "approve", &done);
    if (e != OK)
        return e;
    if (done) {
        k->out->version = version_of(done);
        return OK;
    }
    if (k->edit) {
        if ((e = propose_apply(w, k->edit)) != OK)
            return e;
        return make_plan(w, k, k->edit->edited, k->edit->base);
    }
    struct proposal *p;
    const struct plan *base;
    if ((e = propose_open(w, k->approval->proposal, &p, &base)) != OK)
        return e;
    if (!propose_is_seen(p, k->approval->seen))
        return ERR_CONFLICT;
    return make_plan(w, k, p, base);
}

enum err propose_approve(struct coach *coach, struct arena *a, struct id user,
                         const struct propose_approval *approval, struct propose_approved *out)
{
    *out = (struct propose_approved){0};
    struct propose_editing edit_first = {.library = coach->library,
                                         .proposal = approval->proposal,
                                         .seen = approval->seen,
                                         .edits = approval->edited,
                                         .why = &out->why};
    struct approving k = {.approval = approval, .out = out};
    if (approval->edited)
        k.edit = &edit_first;
    return db_transact(coach->db, a, user, approve, &k);
}

/* ---- declining, going back ---- */

struct declining {
    struct form form;
    struct id proposal;
};

static enum err decline(struct work *w, void *ctx)
{
    const struct declining *k = ctx;
    const char *done;
    enum err e = idempotency_begin(w, k->form, "decline", &done);
    if (e != OK || done)
        return e;
    struct proposal *p;
    if ((e = proposal_read(w, k->proposal, &p)) != OK)
        return e;
    if (!p)
        return ERR_NOT_FOUND;
    if ((e = proposal_settle(w, k->proposal, PROPOSAL_DECLINED)) != OK)
        return e;
    return idempotency_finish(w, k->form.id, "/plan/view");
}

enum err propose_decline(struct coach *coach, struct arena *a, struct id user, struct form form,
                         struct id proposal)
{
    struct declining k = {form, proposal};
    return db_transact(coach->db, a, user, decline, &k);
}

struct returning {
    const struct library *library;
    struct form form;
    int version;
    int64_t lease;
};

static enum err again(struct work *w, void *ctx)
{
    struct returning *k = ctx;
    const char *done;
    enum err e = idempotency_begin(w, k->form, "propose_again", &done);
    if (e != OK || done)
        return e;
    struct plan *old, *now;
    if ((e = plan_read_version(w, k->version, &old)) != OK)
        return e;
    if ((e = plan_read_current(w, &now)) != OK)
        return e;
    if (!old || !now)
        return ERR_NOT_FOUND;
    if (old->version == now->version)
        return ERR_CONFLICT;
    const struct sentences *says = library_sentences(k->library);
    const char *wish = SAY(says, w->arena, SAY_PROPOSE_VERSION, {"version", num_text(w->arena, k->version)}),
               *reason = SAY(says, w->arena, SAY_PROPOSE_BACK, {"wish", wish});
    if ((e = proposal_ask(w, k->form.id, now->version, false, wish, (struct id){0})) != OK)
        return e;
    struct proposal p = {
        .id = k->form.id,
        .base_version = now->version,
        .overview = old->overview,
        .topics = old->topics,
        .topics_n = old->topics_n,
        .feedback = wish,
    };
    if ((e = proposal_claim(w, p.id, k->lease, &p.try_no)) != OK)
        return e;
    struct facts *known;
    if ((e = facts_read(w, &known)) != OK)
        return e;
    p.basis = asking_facts(w->arena, known);
    difference_find(w->arena, now, &p, NULL, NULL, reason, &p.differences, &p.differences_n);
    if ((e = proposal_answer(w, &p)) != OK)
        return e;
    return idempotency_finish(w, k->form.id, arena_printf(w->arena, "/proposal/%s", id_text(w->arena, p.id)));
}

enum err propose_again(struct coach *coach, struct arena *a, struct id user, struct form form, int version,
                       struct id *proposal)
{
    struct returning k = {.library = coach->library,
                          .form = form,
                          .version = version,
                          .lease = conf_int(coach->conf, "model.lease_seconds")};
    *proposal = form.id;
    return db_transact(coach->db, a, user, again, &k);
}
