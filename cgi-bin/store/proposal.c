#include "store/proposal.h"
#include "store/claim.h"
#include "store/doc.h"

#define COLUMNS                                                                                              \
    "SELECT id,"                                                                                             \
    " state::int8,"                                                                                          \
    " base_version::int8,"                                                                                   \
    " from_review,"                                                                                          \
    " after,"                                                                                                \
    " extract(epoch FROM created)::int8,"                                                                    \
    " try_no::int8,"                                                                                         \
    " sealed,"                                                                                               \
    " why"                                                                                                   \
    " FROM gr.proposals"                                                                                     \
    " WHERE user_id = gr.me()"

static const struct statement proposal_newest = {"proposal_open", COLUMNS " AND state IN (0, 1)"
                                                                          " ORDER BY created DESC, id DESC"
                                                                          " LIMIT 1"};
static const struct statement proposal_one = {"proposal_one", COLUMNS " AND id = $1::uuid"};
static const struct statement proposal_all = {"proposal_all", COLUMNS " ORDER BY created DESC, id"};

static const struct doc_field difference_fields[] = {
    DOC_INT(struct difference, number),
    DOC_INT(struct difference, kind),
    {.name = "topic_id", .at = offsetof(struct difference, topic), .kind = DOC_IS_ID},
    DOC_TEXT(struct difference, name),
    DOC_TEXT(struct difference, from),
    DOC_TEXT(struct difference, to),
    DOC_TEXT(struct difference, reason),
};

static json *difference_to_json(struct arena *a, const struct difference *d)
{
    json *doc = doc_to_json(a, difference_fields, DOC_COUNT(difference_fields), d);
    json *evidence = json_new_array(a);
    for (size_t i = 0; i < d->evidence_n; i++)
        json_add_text(a, evidence, id_text(a, d->evidence[i]));
    return json_put(a, doc, "evidence", evidence);
}

static void difference_from_json(struct arena *a, const json *doc, struct difference *out)
{
    const json *evidence = json_get(doc, "evidence");
    doc_from_json(doc, difference_fields, DOC_COUNT(difference_fields), out);
    out->evidence = arena_array(a, json_len(evidence), sizeof(*out->evidence));
    for (size_t i = 0; i < json_len(evidence); i++)
        if (id_parse(json_text(json_at(evidence, i), ""), &out->evidence[out->evidence_n]) == OK)
            out->evidence_n++;
}

static json *to_json(struct arena *a, const struct proposal *p)
{
    json *doc = plan_to_json(a, &p->overview, p->topics, p->topics_n);
    json *differences = json_new_array(a);
    for (size_t i = 0; i < p->differences_n; i++)
        json_add(a, differences, difference_to_json(a, &p->differences[i]));
    json_put(a, doc, "differences", differences);
    json_put_text(a, doc, "feedback", p->feedback ? p->feedback : "");
    json_put_text(a, doc, "reply", p->reply ? p->reply : "");
    return json_put(a, doc, "call", (json *)p->call);
}

static void from_json(struct arena *a, const json *doc, struct proposal *out)
{
    plan_from_json(a, doc, &out->overview, &out->topics, &out->topics_n);
    const json *differences = json_get(doc, "differences");
    out->differences_n = json_len(differences);
    out->differences = arena_array(a, out->differences_n, sizeof(*out->differences));
    for (size_t i = 0; i < out->differences_n; i++)
        difference_from_json(a, json_at(differences, i), &out->differences[i]);
    out->feedback = json_get_text(doc, "feedback", "");
    out->reply = json_get_text(doc, "reply", "");
    out->call = json_get(doc, "call");
}

static enum err seal(struct work *w, const struct proposal *p, struct bytes *out)
{
    return doc_seal_json(w, SEALED_PROPOSAL, 1, p->id, 0, to_json(w->arena, p), out);
}

static enum err read_row(struct work *w, ticket t, size_t row, struct proposal *out)
{
    *out = (struct proposal){
        .id = work_id(w, t, row, 0),
        .state = (enum proposal_state)work_int(w, t, row, 1),
        .base_version = (int)work_int(w, t, row, 2),
        .from_review = work_bool(w, t, row, 3),
        .after = work_id(w, t, row, 4),
        .created = work_int(w, t, row, 5),
        .try_no = (int)work_int(w, t, row, 6),
        .why = work_text(w, t, row, 8),
    };
    json *doc;
    enum err e = doc_open_json(w, SEALED_PROPOSAL, 1, out->id, 0, work_bytes(w, t, row, 7), &doc);
    if (e == OK)
        from_json(w->arena, doc, out);
    return e;
}

ticket proposal_want_open(struct work *w)
{
    return work_want(w, &proposal_newest, NULL, 0);
}

ticket proposal_want(struct work *w, struct id id)
{
    return WORK_WANT(w, &proposal_one, P_ID(id));
}

ticket proposal_want_all(struct work *w)
{
    return work_want(w, &proposal_all, NULL, 0);
}

enum err proposal_take_all(struct work *w, ticket t, struct proposal **out, size_t *n)
{
    *n = work_count(w, t);
    *out = arena_array(w->arena, *n, sizeof(**out));
    for (size_t i = 0; i < *n; i++) {
        enum err e = read_row(w, t, i, &(*out)[i]);
        if (e != OK)
            return e;
    }
    return OK;
}

enum err proposal_take(struct work *w, ticket t, struct proposal **out)
{
    struct proposal *all;
    size_t n;
    enum err e = proposal_take_all(w, t, &all, &n);
    *out = e == OK && n > 0 ? all : NULL;
    return e;
}

enum err proposal_read(struct work *w, struct id id, struct proposal **out)
{
    *out = NULL;
    ticket t = proposal_want(w, id);
    enum err e = work_flush(w);
    return e == OK ? proposal_take(w, t, out) : e;
}

static const struct statement proposal_superseded = {"proposal_superseded", "UPDATE gr.proposals"
                                                                            " SET state = 4,"
                                                                            " lease = NULL"
                                                                            " WHERE user_id = gr.me()"
                                                                            " AND state IN (0, 1)"
                                                                            " AND from_review = $1::bool"
                                                                            " AND id <> $2::uuid"};

static const struct statement proposal_insert = {
    "proposal_insert",
    "INSERT INTO gr.proposals (user_id, id, state, base_version, from_review, after, created, sealed)"
    " VALUES (gr.me(), $1::uuid, 0, $2::int8, $3::bool, $4::uuid, to_timestamp($5::int8), $6::bytea)"
    " ON CONFLICT DO NOTHING"};

enum err proposal_ask(struct work *w, struct id id, int base_version, bool from_review, const char *feedback,
                      struct id after)
{
    const struct proposal p = {.id = id, .feedback = feedback};
    struct bytes sealed;
    enum err e = seal(w, &p, &sealed);
    if (e != OK)
        return e;
    WORK_WANT(w, &proposal_superseded, P_BOOL(from_review), P_ID(id));
    ticket t = WORK_WANT(w, &proposal_insert, P_ID(id), P_INT(base_version), P_BOOL(from_review), P_ID(after),
                         P_INT(clock_now()), P_BYTES(sealed));
    if ((e = work_flush(w)) != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}

static const struct claim claim = {
    .take = {"proposal_claim", "UPDATE gr.proposals"
                               " SET try_no = try_no + 1,"
                               " lease = to_timestamp($3::int8),"
                               " why = NULL"
                               " WHERE user_id = gr.me()"
                               " AND id = $1::uuid"
                               " AND state = 0"
                               " AND (lease IS NULL OR lease <= to_timestamp($2::int8))"
                               " RETURNING try_no::int8"},
    .look = {"proposal_claim_look", "SELECT (state <> 0)::int::int8"
                                    " FROM gr.proposals"
                                    " WHERE user_id = gr.me()"
                                    " AND id = $1::uuid"},
    .release = {"proposal_release", "UPDATE gr.proposals"
                                    " SET lease = NULL,"
                                    " why = $3::text"
                                    " WHERE user_id = gr.me()"
                                    " AND id = $1::uuid"
                                    " AND try_no = $2::int8"
                                    " AND state = 0"},
};

enum err proposal_claim(struct work *w, struct id id, int64_t lease_seconds, int *try_no)
{
    return claim_take(w, &claim, id, lease_seconds, try_no);
}

enum err proposal_release(struct work *w, struct id id, int try_no, const char *why)
{
    return claim_release(w, &claim, id, try_no, why);
}

/* What the caller leaves NULL (what was asked for, who made it) stays as it is stored. */
static enum err seal_over_stored(struct work *w, const struct proposal *p, struct bytes *out)
{
    struct proposal *old;
    enum err e = proposal_read(w, p->id, &old);
    if (e != OK)
        return e;
    if (!old)
        return ERR_NOT_FOUND;
    struct proposal now = *p;
    now.feedback = p->feedback ? p->feedback : old->feedback;
    now.reply = p->reply ? p->reply : old->reply;
    now.call = p->call ? p->call : old->call;
    return seal(w, &now, out);
}

static const struct statement proposal_opened = {"proposal_opened", "UPDATE gr.proposals"
                                                                    " SET state = 1,"
                                                                    " lease = NULL,"
                                                                    " sealed = $3::bytea"
                                                                    " WHERE user_id = gr.me()"
                                                                    " AND id = $1::uuid"
                                                                    " AND try_no = $2::int8"
                                                                    " AND state = 0"};

enum err proposal_answer(struct work *w, const struct proposal *p)
{
    struct bytes sealed;
    enum err e = seal_over_stored(w, p, &sealed);
    if (e != OK)
        return e;
    ticket t;
    if ((e = WORK_RUN(w, &t, &proposal_opened, P_ID(p->id), P_INT(p->try_no), P_BYTES(sealed))) != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}

/* One still being asked for may be edited too: then it holds the plan that the change starts from. */
static const struct statement proposal_update = {"proposal_update", "UPDATE gr.proposals"
                                                                    " SET sealed = $2::bytea"
                                                                    " WHERE user_id = gr.me()"
                                                                    " AND id = $1::uuid"
                                                                    " AND state IN (0, 1)"};

enum err proposal_edit(struct work *w, const struct proposal *p)
{
    struct bytes sealed;
    enum err e = seal_over_stored(w, p, &sealed);
    if (e != OK)
        return e;
    ticket t;
    if ((e = WORK_RUN(w, &t, &proposal_update, P_ID(p->id), P_BYTES(sealed))) != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}

/* Open becomes anything settled; one still being asked for may be declined or replaced, but never approved.
 */
static const struct statement proposal_settled = {"proposal_settled",
                                                  "UPDATE gr.proposals"
                                                  " SET state = $2::int8,"
                                                  " lease = NULL"
                                                  " WHERE user_id = gr.me()"
                                                  " AND id = $1::uuid"
                                                  " AND (state = 1 OR (state = 0 AND $2::int8 = 3))"};

enum err proposal_settle(struct work *w, struct id id, enum proposal_state state)
{
    if (state < PROPOSAL_APPROVED || state > PROPOSAL_REPLACED)
        return ERR_INTERNAL;
    ticket t;
    enum err e = WORK_RUN(w, &t, &proposal_settled, P_ID(id), P_INT(state));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}
