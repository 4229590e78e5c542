#include "coach/propose_inner.h"

#include "base/text.h"
#include "coach/difference.h"
#include "library/library.h"
#include "store/idempotency.h"

const struct plan *propose_base(struct arena *a, const struct plan *plan, const struct proposal *after)
{
    if (plan || !after)
        return plan;
    struct plan *p = arena_alloc(a, sizeof *p);
    *p = (struct plan){.overview = after->overview,
                       .topics = after->topics,
                       .topics_n = after->topics_n,
                       .basis = propose_basis(a, after)};
    return p;
}

enum err propose_open(struct work *w, struct id id, struct proposal **proposal, const struct plan **base)
{
    struct plan *plan = NULL;
    struct proposal *after = NULL;
    enum err e = proposal_read(w, id, proposal);
    if (e != OK)
        return e;
    if (!*proposal)
        return ERR_NOT_FOUND;
    if ((*proposal)->state != PROPOSAL_OPEN)
        return ERR_CONFLICT;
    if ((*proposal)->base_version && (e = plan_read_version(w, (*proposal)->base_version, &plan)) != OK)
        return e;
    if (!id_none((*proposal)->after) && (e = proposal_read(w, (*proposal)->after, &after)) != OK)
        return e;
    *base = propose_base(w->arena, plan, after);
    return OK;
}

json *propose_reasons(struct arena *a, const struct proposal *proposal, json *evidence_ids)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < proposal->differences_n; i++) {
        const struct difference *d = &proposal->differences[i];
        if (difference_is_beside(d))
            continue;
        json *r = json_new_object(a), *refs = json_new_array(a);
        json_put_text(a, r, "topic", d->name);
        json_put_text(a, r, "what", difference_kind_name(d->kind));
        json_put_text(a, r, "reason", d->reason);
        json_put_bool(a, r, "follows", d->follows);
        for (size_t k = 0; k < d->evidence_n; k++) {
            const char *id = id_text(a, d->evidence[k]);
            json_put_text(a, evidence_ids, id, id);
            json_add_text(a, refs, id);
        }
        json_put(a, r, "evidence", refs);
        json_add(a, list, r);
    }
    return list;
}

bool propose_is_seen(const struct proposal *proposal, int seen)
{
    if (seen == PROPOSAL_AS_MADE && proposal->made)
        seen = proposal->made;
    return seen == PROPOSAL_AS_MADE || seen == proposal->version;
}

/* Is the rationale the user's own, from this edit or an earlier one? */
static bool rationale_by_hand(const struct proposal *proposal, const struct overview *edited)
{
    for (size_t i = 0; i < proposal->differences_n; i++)
        if (difference_is_rationale(&proposal->differences[i]))
            return true;
    return edited->rationale && !text_equal(edited->rationale, text_or(proposal->overview.rationale, ""));
}

enum err propose_apply(struct work *w, struct propose_editing *editing)
{
    struct arena *a = w->arena;
    const struct plan *edits = editing->edits;
    struct proposal *p;
    struct facts *known;
    enum err e = propose_open(w, editing->proposal, &p, &editing->base);
    if (e != OK || (e = facts_read(w, &known)) != OK)
        return e;
    json *ids = json_new_object(a);
    const json *reasons = propose_reasons(a, p, ids);
    if (!propose_is_seen(p, editing->seen))
        return ERR_CONFLICT;
    const char *rationale = p->overview.rationale;
    const char *by_hand = sentences_text(library_sentences(editing->library), SAY_PROPOSE_BY_HAND);
    const bool own_rationale = rationale_by_hand(p, &edits->overview);
    p->overview = edits->overview;
    if (!p->overview.rationale)
        p->overview.rationale = rationale;
    p->topics = arena_bytes(a, edits->topics, edits->topics_n * sizeof *edits->topics);
    p->topics_n = edits->topics_n;
    if ((e = propose_check(a, &p->overview, p->topics, p->topics_n, editing->why)) != OK)
        return e;
    difference_adopt(editing->base, p->topics, p->topics_n);
    if ((e = propose_complete(a, p->topics, p->topics_n)) != OK)
        return e;
    propose_rank(&p->overview, p->topics, p->topics_n);
    const struct propose_parts parts = {.base = editing->base,
                                        .known = known,
                                        .plain = by_hand,
                                        .before = p->differences,
                                        .before_n = p->differences_n};
    difference_find(a, editing->base, p, reasons, ids, by_hand, &p->differences, &p->differences_n);
    propose_add_parts(library_sentences(editing->library), a, &parts, p);
    if (own_rationale)
        difference_add_rationale(a, editing->base, p, by_hand);
    editing->edited = p;
    return proposal_edit(w, p);
}

static enum err edit(struct work *w, void *ctx)
{
    struct propose_editing *k = ctx;
    const char *done;
    enum err e = idempotency_begin(w, k->form, "proposal_edit", &done);
    if (e != OK || done)
        return e;
    if ((e = propose_apply(w, k)) != OK)
        return e;
    return idempotency_finish(w, k->form.id,
                              arena_printf(w->arena, "/proposal/%s", id_text(w->arena, k->proposal)));
}

enum err propose_edit(struct coach *coach, struct arena *a, struct id user, struct form form,
                      struct id proposal, const struct plan *edited, const char **why)
{
    struct propose_editing k = {.library = coach->library,
                                .form = form,
                                .proposal = proposal,
                                .seen = edited->version,
                                .edits = edited,
                                .why = why};
    return db_transact(coach->db, a, user, edit, &k);
}
