#include "store/proposal.h"
#include "store/claim.h"

static const char *const states[] = {
    [PROPOSAL_ASKING] = "asking",     [PROPOSAL_OPEN] = "open",         [PROPOSAL_APPROVED] = "approved",
    [PROPOSAL_DECLINED] = "declined", [PROPOSAL_REPLACED] = "replaced",
};

/* clang-format off */
#define PROPOSAL(C)                          \
    C(COLUMN(1, ID, id))                     \
    C(COLUMN_WORD(2, state, states))         \
    C(COLUMN(3, INT, base_version))          \
    C(COLUMN(4, BOOL, from_review))          \
    C(SEALED(TEXT, feedback))                \
    C(SEALED(TEXT, reply))                   \
    C(COLUMN(5, ID, after))                  \
    C(SEALED(JSON, call))                    \
    C(SEALED(JSON, basis))                   \
    C(SEALED(JSON, wanted))                  \
    C(SEALED(JSON, asks))                    \
    C(SEALED(BOOL, answered))                \
    C(SECRET(INT, version))                  \
    C(SECRET(INT, made))                     \
    C(SEALED(JSON, earlier))                 \
    C(COLUMN(6, TIME, created))              \
    C(INNER(7, INT, try_no))                 \
    C(INNER(8, TEXT, why))                   \
    C(DOCUMENT(9))
/* clang-format on */

/* ---- The plan and its differences within the document and the download ---- */

static const struct doc_field difference_fields[] = {
    DOC_INT(struct difference, number),
    DOC_INT(struct difference, kind),
    {.name = "topic_id", .at = offsetof(struct difference, topic), .kind = DOC_IS_ID},
    DOC_TEXT(struct difference, name),
    DOC_TEXT(struct difference, from),
    DOC_TEXT(struct difference, to),
    DOC_TEXT(struct difference, reason),
    DOC_BOOL(struct difference, follows),
};

static const char *const difference_kinds[] = {
    [DIFF_ADDED] = "added",       [DIFF_DROPPED] = "dropped", [DIFF_MINUTES] = "minutes",
    [DIFF_PRIORITY] = "priority", [DIFF_WORDS] = "words",     [DIFF_OVERVIEW] = "overview",
};

static const struct doc_field differences_shown[] = {
    DOC_INT(struct difference, number),  DOC_WORD(struct difference, kind, difference_kinds),
    DOC_ID(struct difference, topic),    DOC_TEXT(struct difference, name),
    DOC_TEXT(struct difference, from),   DOC_TEXT(struct difference, to),
    DOC_TEXT(struct difference, reason), DOC_BOOL(struct difference, follows),
};

static void put_evidence(struct arena *a, json *doc, const struct difference *difference)
{
    json *evidence = json_new_array(a);
    for (size_t i = 0; i < difference->evidence_n; i++)
        json_add_text(a, evidence, id_text(a, difference->evidence[i]));
    json_put(a, doc, "evidence", evidence);
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

static json *differences_to_json(struct arena *a, const struct proposal *proposal,
                                 const struct doc_field *fields, size_t n)
{
    json *list = doc_list_to_json(a, fields, n, proposal->differences, proposal->differences_n,
                                  sizeof(*proposal->differences));
    for (size_t i = 0; i < proposal->differences_n; i++)
        put_evidence(a, json_at(list, i), &proposal->differences[i]);
    return list;
}

static enum err open_proposal(struct arena *a, const json *doc, void *into)
{
    struct proposal *p = into;
    const json *differences = json_get(doc, "differences");
    plan_from_json(a, doc, &p->overview, &p->topics, &p->topics_n);
    p->differences_n = json_len(differences);
    p->differences = arena_array(a, p->differences_n, sizeof(*p->differences));
    for (size_t i = 0; i < p->differences_n; i++)
        difference_from_json(a, json_at(differences, i), &p->differences[i]);
    return OK;
}

static void seal_proposal(struct arena *a, const void *from, json *doc)
{
    const struct proposal *p = from;
    plan_put(a, doc, &p->overview, p->topics, p->topics_n);
    json_put(a, doc, "differences",
             differences_to_json(a, p, difference_fields, DOC_COUNT(difference_fields)));
}

static void show_proposal(struct arena *a, const void *from, json *doc)
{
    const struct proposal *p = from;
    plan_put(a, doc, &p->overview, p->topics, p->topics_n);
    json_put(a, doc, "differences",
             differences_to_json(a, p, differences_shown, DOC_COUNT(differences_shown)));
}

ROW_DEFINE(proposal_row, struct proposal, PROPOSAL, .table = SEALED_PROPOSAL, .open = open_proposal,
           .seal = seal_proposal, .show = show_proposal);

/* ---- Reads ---- */

#define SELECT "SELECT " ROW_COLUMNS(PROPOSAL) " FROM gr.proposals WHERE user_id = gr.me()"

static const struct statement proposal_newest = {"proposal_open", SELECT " AND state IN (0, 1)"
                                                                         " ORDER BY created DESC, id DESC"
                                                                         " LIMIT 1"};

void proposal_want_open(struct work *w, struct proposal **out)
{
    work_read(w, ROW_ONE(proposal_row(), out), &proposal_newest, NULL, 0);
}

static const struct statement proposal_stands = {"proposal_stands", SELECT " AND state = 1"
                                                                           " ORDER BY created DESC, id DESC"
                                                                           " LIMIT 1"};

void proposal_want_standing(struct work *w, struct proposal **out)
{
    work_read(w, ROW_ONE(proposal_row(), out), &proposal_stands, NULL, 0);
}

static const struct statement proposal_declined = {"proposal_declined",
                                                   SELECT " AND state = 3"
                                                          " ORDER BY created DESC, id DESC"
                                                          " LIMIT 1"};

void proposal_want_declined(struct work *w, struct proposal **out)
{
    work_read(w, ROW_ONE(proposal_row(), out), &proposal_declined, NULL, 0);
}

static const struct statement proposal_one = {"proposal_one", SELECT " AND id = $1::uuid"};

void proposal_want(struct work *w, struct id id, struct proposal **out)
{
    WORK_READ(w, ROW_ONE(proposal_row(), out), &proposal_one, P_ID(id));
}

enum err proposal_read(struct work *w, struct id id, struct proposal **out)
{
    proposal_want(w, id, out);
    return work_flush(w);
}

static const struct statement proposal_all = {"proposal_all", SELECT " ORDER BY created DESC, id"};

void proposal_want_all(struct work *w, struct proposal **out, size_t *n)
{
    work_read(w, ROW_ALL(proposal_row(), out, n), &proposal_all, NULL, 0);
}

/* ---- Writes ---- */

static const struct statement proposal_superseded = {"proposal_superseded", "UPDATE gr.proposals"
                                                                            " SET state = 4,"
                                                                            " lease = NULL"
                                                                            " WHERE user_id = gr.me()"
                                                                            " AND state = $3::int8"
                                                                            " AND from_review = $1::bool"
                                                                            " AND id <> $2::uuid"};

static void replace_older(struct work *w, const struct proposal *proposal, enum proposal_state state)
{
    WORK_WRITE(w, &proposal_superseded, P_BOOL(proposal->from_review), P_ID(proposal->id), P_INT(state));
}

static const struct statement proposal_others = {"proposal_others", "UPDATE gr.proposals"
                                                                    " SET state = 4"
                                                                    " WHERE user_id = gr.me()"
                                                                    " AND state = 1"
                                                                    " AND id <> $1::uuid"};

void proposal_replace_others(struct work *w, struct id id)
{
    WORK_WRITE(w, &proposal_others, P_ID(id));
}

static const struct statement proposal_insert = {
    "proposal_insert", ROW_INSERT("gr.proposals", PROPOSAL) " ON CONFLICT DO NOTHING"};

enum err proposal_ask(struct work *w, struct id id, int base_version, bool from_review, const char *feedback,
                      struct id after)
{
    const struct proposal asked = {
        .id = id,
        .state = PROPOSAL_ASKING,
        .base_version = base_version,
        .from_review = from_review,
        .feedback = feedback ? feedback : "",
        .reply = "",
        .after = after,
        .created = clock_now(),
    };
    replace_older(w, &asked, PROPOSAL_ASKING);
    return row_insert(w, proposal_row(), &proposal_insert, &asked);
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

/* The revisions that are kept to be shown beside a newer one. */
enum { REVISIONS = 6 };

static const json *revisions_with(struct arena *a, const struct proposal *old)
{
    json *list = json_new_array(a), *one = json_new_object(a);
    const size_t n = json_len(old->earlier);
    json_put_int(a, one, "version", old->version);
    plan_put(a, one, &old->overview, old->topics, old->topics_n);
    for (size_t i = n >= REVISIONS ? 1 : 0; i < n; i++)
        json_add(a, list, json_copy(a, json_at(old->earlier, i)));
    json_add(a, list, one);
    return list;
}

const struct plan *proposal_revision(struct arena *a, const struct proposal *proposal, int version)
{
    for (size_t i = 0; i < json_len(proposal->earlier); i++) {
        const json *one = json_at(proposal->earlier, i);
        if (json_get_int(one, "version", 0) != version)
            continue;
        struct plan *plan = arena_alloc(a, sizeof *plan);
        plan_from_json(a, one, &plan->overview, &plan->topics, &plan->topics_n);
        return plan;
    }
    return NULL;
}

/* What the caller leaves NULL (what was asked for, who made it) stays as it is stored. */
static enum err seal_over_stored(struct work *w, const struct proposal *proposal, bool made,
                                 struct bytes *out)
{
    struct proposal *old;
    enum err e = proposal_read(w, proposal->id, &old);
    if (e != OK)
        return e;
    if (!old)
        return ERR_NOT_FOUND;
    struct proposal now = *proposal;
    now.version = old->version + 1;
    now.made = made ? now.version : old->made;
    if (old->state == PROPOSAL_OPEN)
        now.earlier = revisions_with(w->arena, old);
    now.feedback = proposal->feedback ? proposal->feedback : old->feedback;
    now.reply = proposal->reply ? proposal->reply : old->reply;
    now.call = proposal->call ? proposal->call : old->call;
    return row_seal(w, proposal_row(), &now, out);
}

static const struct statement proposal_opened = {"proposal_opened", "UPDATE gr.proposals"
                                                                    " SET state = $4::int8,"
                                                                    " lease = NULL,"
                                                                    " sealed = $3::bytea"
                                                                    " WHERE user_id = gr.me()"
                                                                    " AND id = $1::uuid"
                                                                    " AND try_no = $2::int8"
                                                                    " AND state = 0"};

enum err proposal_answer(struct work *w, const struct proposal *proposal)
{
    struct bytes sealed;
    const enum proposal_state state = proposal->answered ? PROPOSAL_REPLACED : PROPOSAL_OPEN;
    const enum err e = seal_over_stored(w, proposal, true, &sealed);
    if (e != OK)
        return e;
    if (!proposal->answered)
        replace_older(w, proposal, PROPOSAL_OPEN);
    return WORK_CHANGE(w, ERR_CONFLICT, &proposal_opened, P_ID(proposal->id), P_INT(proposal->try_no),
                       P_BYTES(sealed), P_INT(state));
}

/* One still being asked for may be edited too: then it holds the plan that the change starts from. */
static const struct statement proposal_update = {"proposal_update", "UPDATE gr.proposals"
                                                                    " SET sealed = $2::bytea"
                                                                    " WHERE user_id = gr.me()"
                                                                    " AND id = $1::uuid"
                                                                    " AND state IN (0, 1)"};

enum err proposal_edit(struct work *w, const struct proposal *proposal)
{
    struct bytes sealed;
    const enum err e = seal_over_stored(w, proposal, false, &sealed);
    if (e != OK)
        return e;
    return WORK_CHANGE(w, ERR_CONFLICT, &proposal_update, P_ID(proposal->id), P_BYTES(sealed));
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
    return WORK_CHANGE(w, ERR_CONFLICT, &proposal_settled, P_ID(id), P_INT(state));
}
