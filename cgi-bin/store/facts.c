#include "store/facts.h"

#include "store/doc.h"

static const struct doc_field fields[] = {
    DOC_TEXT(struct facts, role),
    DOC_INT(struct facts, minutes),
    DOC_TEXT(struct facts, days),
    DOC_INT(struct facts, days_off),
    DOC_TEXT(struct facts, weak),
    DOC_TEXT(struct facts, strong),
    DOC_TEXT(struct facts, motivation),
    DOC_INT(struct facts, capacity),
    DOC_INT(struct facts, interview),
    DOC_BOOL(struct facts, weak_told),
    DOC_BOOL(struct facts, no_interview_date),
};

static const struct statement facts_current = {"facts_current",
                                               "SELECT sealed FROM gr.facts WHERE user_id = gr.me()"};

ticket facts_want(struct work *w)
{
    return work_want(w, &facts_current, NULL, 0);
}

enum err facts_take(struct work *w, ticket t, struct facts **out)
{
    struct facts *f = arena_alloc(w->arena, sizeof *f);
    *f = (struct facts){
        .role = "", .days = "", .weak = "", .strong = "", .motivation = "", .interview = FACTS_NO_DATE};
    *out = f;
    if (work_count(w, t) == 0)
        return OK;
    return doc_open(w, SEALED_FACTS, w->user, 0, work_bytes(w, t, 0, 0), fields, DOC_COUNT(fields), f);
}

enum err facts_read(struct work *w, struct facts **out)
{
    ticket t = facts_want(w);
    enum err e = work_flush(w);
    return e == OK ? facts_take(w, t, out) : e;
}

static const struct statement facts_store = {
    "facts_store",
    "INSERT INTO gr.facts (user_id, changed, sealed)"
    " VALUES (gr.me(), now(), $1::bytea)"
    " ON CONFLICT (user_id) DO UPDATE SET changed = excluded.changed, sealed = excluded.sealed"};

enum err facts_save(struct work *w, const struct facts *f)
{
    struct bytes sealed;
    enum err e = doc_seal(w, SEALED_FACTS, w->user, 0, fields, DOC_COUNT(fields), f, &sealed);
    if (e != OK)
        return e;
    return WORK_RUN(w, NULL, &facts_store, P_BYTES(sealed));
}
