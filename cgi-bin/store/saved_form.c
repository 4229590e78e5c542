#include "store/saved_form.h"

/* The form stands alone: sealed as it came, in a column of its own. */
enum { FORM_COLUMN = 3 };

static const struct statement saved_form_insert = {
    "saved_form_insert", "INSERT INTO gr.parked (user_id, id, path, at, sealed)"
                         " VALUES (gr.me(), $1::uuid, $2::text, to_timestamp($3::int8), $4::bytea)"
                         " ON CONFLICT (user_id, id) DO NOTHING"};

enum err saved_form_add(struct work *w, struct id id, const char *path, const char *form)
{
    struct bytes sealed;
    enum err e = work_seal(w, SEALED_SAVED_FORM, FORM_COLUMN, id, 0, form, &sealed);
    if (e != OK)
        return e;
    return WORK_RUN(w, NULL, &saved_form_insert, P_ID(id), P_TEXT(path), P_INT(clock_now()), P_BYTES(sealed));
}

static const struct statement saved_form_all = {"saved_form_all",
                                                "SELECT id, path, extract(epoch FROM at)::int8, sealed"
                                                "  FROM gr.parked"
                                                " WHERE user_id = gr.me()"
                                                " ORDER BY at DESC, id"};

ticket saved_form_want_all(struct work *w)
{
    return work_want(w, &saved_form_all, NULL, 0);
}

enum err saved_form_take_all(struct work *w, ticket t, struct saved_form **out, size_t *n)
{
    *n = work_count(w, t);
    *out = arena_array(w->arena, *n, sizeof **out);
    enum err e = OK;
    for (size_t i = 0; e == OK && i < *n; i++) {
        struct saved_form *p = &(*out)[i];
        p->id = work_id(w, t, i, 0);
        p->path = work_text(w, t, i, 1);
        p->at = work_int(w, t, i, 2);
        e = work_open(w, SEALED_SAVED_FORM, FORM_COLUMN, p->id, 0, work_bytes(w, t, i, 3), &p->form);
    }
    return e;
}

static const struct statement saved_form_delete = {
    "saved_form_delete", "DELETE FROM gr.parked WHERE user_id = gr.me() AND id = $1::uuid"};

enum err saved_form_drop(struct work *w, struct id id)
{
    ticket t;
    enum err e = WORK_RUN(w, &t, &saved_form_delete, P_ID(id));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_NOT_FOUND;
}
