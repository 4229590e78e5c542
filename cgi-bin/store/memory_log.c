#include "store/memory_log.h"

/* clang-format off */
#define MEMORY_LOG(C)                        \
    C(COLUMN(1, ID, question))               \
    C(COLUMN(2, ID, attempt))                \
    C(COLUMN(3, DAY, day))                   \
    C(SEALED(INT, rating))                   \
    C(DOCUMENT(4))
/* clang-format on */

ROW_DEFINE(memory_log_row, struct memory_log, MEMORY_LOG, .table = SEALED_MEMORY_LOG, .id = ROW_AT(attempt));

static const struct statement memory_log_new = {
    "memory_log_new", ROW_INSERT("gr.recalls", MEMORY_LOG) " ON CONFLICT DO NOTHING"};

enum err memory_log_add(struct work *w, const struct memory_log *log)
{
    return row_insert(w, memory_log_row(), &memory_log_new, log);
}

static const struct statement memory_log_none = {"memory_log_drop", "DELETE FROM gr.recalls"
                                                                    " WHERE user_id = gr.me()"
                                                                    " AND attempt = $1::uuid"};

enum err memory_log_drop(struct work *w, struct id attempt)
{
    WORK_WRITE(w, &memory_log_none, P_ID(attempt));
    return work_flush(w);
}

#define SELECT "SELECT " ROW_COLUMNS(MEMORY_LOG) " FROM gr.recalls WHERE user_id = gr.me()"

static const struct statement memory_log_question = {"memory_log_question", SELECT " AND question = $1::uuid"
                                                                                   " ORDER BY day, attempt"};

void memory_log_want_question(struct work *w, struct id question, struct memory_log **out, size_t *n)
{
    WORK_READ(w, ROW_ALL(memory_log_row(), out, n), &memory_log_question, P_ID(question));
}

static const struct statement memory_log_all = {"memory_log_all", SELECT " ORDER BY day, attempt"};

void memory_log_want_all(struct work *w, struct memory_log **out, size_t *n)
{
    work_read(w, ROW_ALL(memory_log_row(), out, n), &memory_log_all, NULL, 0);
}
