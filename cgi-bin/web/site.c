#include "web/site.h"
#include "base/file.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "crypto/password.h"
#include "web/tpl.h"
#include <string.h>

/* The names of the templates that there were when this was built (Makefile). */
#ifndef TEMPLATES
#define TEMPLATES ""
#endif

enum { MOST_LIST = 16 * 1024 * 1024, MOST_STYLE = 1024 * 1024 };

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Plain http only where nobody can listen in. */
static bool is_loopback(const char *origin)
{
    const char *host = origin + strlen("http://");
    return starts(host, "127.") || starts(host, "localhost:") || text_equal(host, "localhost") ||
           starts(host, "[::1]");
}

static enum err read_origin(const struct conf *conf, struct site *site, const char **why)
{
    site->origin = conf_text(conf, "site.origin");
    site->secure = starts(site->origin, "https://");
    if (site->secure || (starts(site->origin, "http://") && is_loopback(site->origin)))
        return OK;
    *why = "site.origin must begin with https:// (http:// only on a loopback address)";
    return ERR_CONFIG;
}

static enum err read_blocked(struct arena *life, const struct conf *conf, struct site *site, const char **why)
{
    const char *path = conf_text(conf, "password.blocked");
    if (!*path || file_map(life, path, MOST_LIST, &site->blocked, &site->blocked_n) == OK)
        return OK;
    *why = arena_printf(life, "can't read the list of blocked passwords, %s", path);
    return ERR_CONFIG;
}

/* The style sheet's address changes with its content, so that browsers may keep it for ever. */
static const char *style_address(struct arena *life, const struct conf *conf)
{
    const char *text;
    size_t n;
    uint8_t hash[DIGEST_BYTES];
    const char *path = arena_printf(life, "%s/greenroom.css", conf_text(conf, "paths.static"));
    if (file_map(life, path, MOST_STYLE, &text, &n) != OK || digest_sha256(text, n, hash) != OK)
        return "/static/greenroom.css";
    return arena_printf(life, "/static/greenroom.css?v=%02x%02x%02x%02x", hash[0], hash[1], hash[2], hash[3]);
}

enum err site_make(struct arena *life, const struct start *start, struct site **out, const char **why)
{
    const struct conf *c = start->conf;
    struct site *s = arena_alloc(life, sizeof *s);
    *s = (struct site){.coach = start->coach,
                       .conf = c,
                       .db = start->coach.db,
                       .keys = start->keys,
                       .name = conf_text(c, "site.name")};
    const struct password_cost cost = {.memory_kib = (uint32_t)conf_int(c, "password.memory_kib"),
                                       .passes = (uint32_t)conf_int(c, "password.passes")};
    if (!password_cost_fits(cost)) {
        *why = "password.memory_kib and password.passes are below what is safe (47104 and 1, or 19456 and 2)";
        return ERR_CONFIG;
    }
    enum err e = read_origin(c, s, why);
    if (e == OK)
        e = read_blocked(life, c, s, why);
    if (e == OK && !tpl_load(conf_text(c, "paths.templates"), TEMPLATES, why))
        e = ERR_CONFIG;
    s->style = style_address(life, c);
    *out = s;
    return e;
}
