#include "web/throttle.h"
#include "base/log.h"
#include "crypto/token.h"
#include "store/login.h"
#include "web/reply.h"

enum err throttle_of(struct request *r, const char *what, const char *name, struct throttle *throttle)
{
    throttle->known = token_known_holds(r->site->keys, name, r->known);
    const char *who = arena_printf(r->arena, "%s %s", what, name);
    if (throttle->known)
        who = arena_printf(r->arena, "known %s %s", r->known, what);
    enum err e = keyring_blind_throttle(r->site->keys, who, throttle->who);
    if (e == OK)
        e = keyring_blind_throttle(r->site->keys, arena_printf(r->arena, "address %s", r->address),
                                   throttle->address);
    return e;
}

enum err throttle_wait(struct request *r, const struct throttle *throttle, int64_t *seconds)
{
    int64_t by_name = 0, by_address = 0;
    enum err e = login_throttle_wait(r->site->db, r->arena, throttle->who, &by_name);
    if (e == OK && !throttle->known)
        e = login_throttle_wait(r->site->db, r->arena, throttle->address, &by_address);
    *seconds = by_name;
    if (by_address > by_name)
        *seconds = by_address;
    return e;
}

/* An address may fail ten times as often as a name, and for ever: many people share one. */
enum err throttle_failed(struct request *r, const struct throttle *throttle)
{
    const int64_t most = conf_int(r->site->conf, "login.free_failures");
    enum err e = login_throttle_failed(r->site->db, r->arena, throttle->who, most, LOGIN_FAILURES_MOST);
    if (e == OK && !throttle->known)
        e = login_throttle_failed(r->site->db, r->arena, throttle->address, most * 10, 0);
    return e;
}

enum err throttle_refuse(struct request *r, int64_t seconds)
{
    log_event(LOG_WARN, "login_throttled", LOG_INT("wait", seconds));
    reply_header(r, "Retry-After", arena_printf(r->arena, "%lld", (long long)seconds));
    return reply_fault(
        r, &(struct fault){
               .code = ERR_LIMIT,
               .what = "There were too many failed tries.",
               .kept = "Nothing was changed.",
               .next = arena_printf(r->arena,
                                    "Wait %s, then try again. You need not wait with a browser in which you "
                                    "have logged in before.",
                                    clock_span(r->arena, seconds)),
           });
}

enum err throttle_clear(struct request *r, const struct throttle *throttle)
{
    return login_throttle_clear(r->site->db, r->arena, throttle->who);
}
