#include "store/claim.h"

enum err claim_take(struct work *w, const struct claim *c, struct id id, int64_t lease_seconds, int *try_no)
{
    clock_time now = clock_now();
    ticket took = WORK_WANT(w, &c->take, P_ID(id), P_INT(now), P_INT(now + lease_seconds));
    ticket look = WORK_WANT(w, &c->look, P_ID(id));
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    if (work_count(w, took) == 1) {
        *try_no = (int)work_int(w, took, 0, 0);
        return OK;
    }
    if (work_count(w, look) == 0)
        return ERR_NOT_FOUND;
    return work_int(w, look, 0, 0) ? ERR_CONFLICT : ERR_BUSY;
}

enum err claim_release(struct work *w, const struct claim *c, struct id id, int try_no, const char *why)
{
    ticket t;
    return WORK_RUN(w, &t, &c->release, P_ID(id), P_INT(try_no), P_TEXT(why));
}
