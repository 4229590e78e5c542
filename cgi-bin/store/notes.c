#include "store/notes.h"

/* A note's own id is its topic's; the general note's is the nil id. */
#define ROW_ID "coalesce($1::uuid, '00000000-0000-0000-0000-000000000000')"

/* clang-format off */
#define NOTE(C)                              \
    C(COLUMN_AS(1, ID, id, topic))           \
    C(SEALED(TEXT, topic_name))              \
    C(SEALED(TEXT, text))                    \
    C(SEALED(TEXT, corrected))               \
    C(COLUMN(2, INT, version))               \
    C(COLUMN(3, TIME, changed))              \
    C(DOCUMENT(4))
/* clang-format on */

ROW_DEFINE(notes_row, struct note, NOTE, .table = SEALED_NOTE, .seq = ROW_AT(version));

#define SELECT "SELECT " ROW_COLUMNS(NOTE) " FROM gr.notes WHERE user_id = gr.me()"

static const struct statement note_all = {"note_all", SELECT " ORDER BY id"};

void notes_want_all(struct work *w, struct note **out, size_t *n)
{
    work_read(w, ROW_ALL(notes_row(), out, n), &note_all, NULL, 0);
}

static const struct statement note_one = {"note_one", SELECT " AND id = " ROW_ID};

enum err notes_read(struct work *w, struct id topic, struct note **out)
{
    WORK_READ(w, ROW_ONE(notes_row(), out), &note_one, P_ID(topic));
    return work_flush(w);
}

static const struct statement note_insert = {
    "note_insert", "INSERT INTO gr.notes (user_id, id, topic, version, changed, sealed)"
                   " VALUES (gr.me(), " ROW_ID ", $1::uuid, $2::int8 + 1, to_timestamp($3::int8), $4::bytea)"
                   " ON CONFLICT DO NOTHING"};

static const struct statement note_update = {"note_update", "UPDATE gr.notes"
                                                            " SET version = version + 1,"
                                                            " changed = to_timestamp($3::int8),"
                                                            " sealed = $4::bytea"
                                                            " WHERE user_id = gr.me()"
                                                            " AND id = " ROW_ID " AND version = $2::int8"};

enum err notes_save(struct work *w, struct note *note)
{
    const struct statement *s = note->version == 0 ? &note_insert : &note_update;
    struct note next = *note;
    struct bytes sealed;
    next.version++;
    next.changed = clock_now();
    enum err e = row_seal(w, notes_row(), &next, &sealed);
    if (e != OK)
        return e;
    e = WORK_CHANGE(w, ERR_CONFLICT, s, P_ID(note->topic), P_INT(note->version), P_INT(next.changed),
                    P_BYTES(sealed));
    if (e == OK)
        *note = next;
    return e;
}
