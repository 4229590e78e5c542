/* greenroom.fcgi: the worker. The web server gives it requests on file descriptor 0 (FastCGI), or starts it
 * once for each (CGI).
 *   --conf FILE     settings (or GREENROOM_CONF)
 *   --nginx-pools   prints nginx's map of routes to pools        --routes   prints the route table
 * Exit: 0 after SIGTERM, 2 usage, 78 the installation is not fit to run. */
#include "base/log.h"
#include "base/text.h"
#include "coach/start.h"
#include "web/fcgi.h"
#include "web/guard.h"
#include "web/routes.h"
#include "web/site.h"
#include <stdio.h>
#include <sys/prctl.h>

enum { EXIT_USAGE = 2, EXIT_UNFIT = 78, LIFE_BYTES = 256 * 1024 * 1024 };

static int serve(struct arena *life, const char *conf_path)
{
    struct start s = {0};
    struct site *site;
    const char *why = "";
    if (start_coach(life, conf_path, DB_APP, &s, &why) != OK || site_make(life, &s, &site, &why) != OK) {
        fprintf(stderr, "greenroom.fcgi: %s\n", why);
        return EXIT_UNFIT;
    }
    log_event(LOG_INFO, "worker_ready", LOG_WORD("outcome", "ok"));
    return fcgi_loop(guard_serve, site) == OK ? 0 : EXIT_UNFIT;
}

int main(int argc, char **argv)
{
    const char *conf = NULL;
    prctl(PR_SET_DUMPABLE, 0); /* no core file may hold what people wrote */
    for (int i = 1; i < argc; i++) {
        if (text_equal(argv[i], "--nginx-pools")) {
            routes_print_pools(stdout);
            return 0;
        }
        if (text_equal(argv[i], "--routes")) {
            routes_print(stdout);
            return 0;
        }
        if (!text_equal(argv[i], "--conf") || i + 1 == argc) {
            fputs("usage: greenroom.fcgi [--conf FILE] [--nginx-pools | --routes]\n", stderr);
            return EXIT_USAGE;
        }
        conf = argv[++i];
    }
    struct arena *life = arena_new(LIFE_BYTES, true);
    if (!life)
        return EXIT_UNFIT;
    const int status = serve(life, conf);
    arena_free(life);
    return status;
}
