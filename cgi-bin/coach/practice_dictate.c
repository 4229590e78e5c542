#include "coach/practice_inner.h"

#include "base/buf.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "store/idempotency.h"
#include <string.h>

struct dictating {
    const struct practice_dictation *in;
    struct id op;
    const char *text; /* what was heard; NULL before */
    bool done;
};

/* The very same form with the very same recording is one dictation; another recording from the same page is
 * another. */
static enum err idempotency_of(struct arena *a, const struct practice_dictation *in, struct id *op)
{
    uint8_t sound[DIGEST_BYTES], whole[DIGEST_BYTES];
    enum err e = digest_sha256(in->sound->bytes, in->sound->n, sound);
    if (e != OK)
        return e;
    const size_t typed = strlen(in->typed);
    struct buf b = buf_new(a, typed + 1024);
    buf_add_bytes(&b, in->form.b, sizeof in->form.b);
    buf_add_bytes(&b, sound, sizeof sound);
    buf_add_bytes(&b, in->typed, typed);
    if ((e = buf_status(&b)) != OK)
        return e;
    if ((e = digest_sha256(b.data, b.len, whole)) != OK)
        return e;
    memcpy(op->b, whole, sizeof op->b);
    op->b[6] = (uint8_t)((op->b[6] & 0x0f) | 0x80); /* version 8 (RFC 9562), as web/guard makes forms' ids */
    op->b[8] = (uint8_t)((op->b[8] & 0x3f) | 0x80);
    return OK;
}

/* What was typed is the draft; what was heard comes after it. */
static void change(struct arena *a, const struct dictating *dictating, struct session_question *offered)
{
    if (!dictating->text) {
        offered->draft = dictating->in->typed;
        offered->self_score = dictating->in->self_score;
        offered->dictated = offered->dictated && !text_blank(offered->draft);
    } else if (!text_blank(dictating->text)) {
        if (text_blank(offered->draft))
            offered->draft = dictating->text;
        else
            offered->draft = arena_printf(a, "%s\n%s", offered->draft, dictating->text);
        offered->dictated = true;
    }
}

static enum err dictate(struct work *w, void *ctx)
{
    struct dictating *k = ctx;
    const char *done;
    struct session_question *p;
    enum err e = idempotency_begin(w, (struct form){.id = k->op}, "dictate", &done);
    k->done = done != NULL;
    if (e != OK || done)
        return e;
    if ((e = session_question_read(w, k->in->session, k->in->question, &p)) != OK)
        return e;
    if (!p)
        return ERR_NOT_FOUND;
    change(w->arena, k, p);
    if ((e = session_question_save(w, p)) != OK)
        return e;
    if ((e = session_touch(w, k->in->session, clock_now())) != OK)
        return e;
    return k->text ? idempotency_finish(w, k->op, practice_path(w->arena, k->in->session)) : OK;
}

enum err practice_dictate_begin(struct coach *coach, struct arena *a, struct id user,
                                const struct practice_dictation *in, bool *heard)
{
    struct dictating k = {.in = in};
    enum err e = idempotency_of(a, in, &k.op);
    if (e == OK)
        e = db_transact(coach->db, a, user, dictate, &k);
    *heard = k.done;
    return e;
}

enum err practice_dictate_end(struct coach *coach, struct arena *a, struct id user,
                              const struct practice_dictation *in, const char *text)
{
    struct dictating k = {.in = in, .text = text};
    const enum err e = idempotency_of(a, in, &k.op);
    if (e != OK)
        return e;
    return db_transact(coach->db, a, user, dictate, &k);
}
