#include "store/facts.h"

/* clang-format off */
#define FACTS(C)                             \
    C(SEALED(TEXT, role))                    \
    C(SEALED(INT, minutes))                  \
    C(SEALED(TEXT, days))                    \
    C(SEALED(INT, days_off))                 \
    C(SEALED(TEXT, weak))                    \
    C(SEALED(TEXT, strong))                  \
    C(SEALED(TEXT, motivation))              \
    C(SEALED(INT, capacity))                 \
    C(SEALED(DAY, interview))                \
    C(SEALED(BOOL, no_interview_date))       \
    C(SEALED(BOOL, weak_told))               \
    C(SECRET(INT, version))                  \
    C(DOCUMENT(1))
/* clang-format on */

ROW_DEFINE(facts_row, struct facts, FACTS, .table = SEALED_FACTS, .of_user = true);

static const struct statement facts_current = {
    "facts_current", "SELECT " ROW_COLUMNS(FACTS) " FROM gr.facts WHERE user_id = gr.me()"};

void facts_want(struct work *w, struct facts **out)
{
    *out = arena_alloc(w->arena, sizeof **out);
    **out = (struct facts){
        .role = "", .days = "", .weak = "", .strong = "", .motivation = "", .interview = FACTS_NO_DATE};
    work_read(w, ROW_HERE(facts_row(), *out), &facts_current, NULL, 0);
}

enum err facts_read(struct work *w, struct facts **out)
{
    facts_want(w, out);
    return work_flush(w);
}

static const struct statement facts_store = {
    "facts_store",
    "INSERT INTO gr.facts (user_id, changed, sealed)"
    " VALUES (gr.me(), now(), $1::bytea)"
    " ON CONFLICT (user_id) DO UPDATE SET changed = excluded.changed, sealed = excluded.sealed"};

enum err facts_save(struct work *w, const struct facts *facts)
{
    struct bytes sealed;
    struct facts next = *facts;
    next.version++;
    const enum err e = row_seal(w, facts_row(), &next, &sealed);
    if (e != OK)
        return e;
    WORK_WRITE(w, &facts_store, P_BYTES(sealed));
    return work_flush(w);
}
