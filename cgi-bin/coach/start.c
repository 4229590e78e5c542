#include "coach/start.h"
#include "base/clock.h"
#include "base/text.h"
#include "coach/models.h"
#include <stdlib.h>
#include <unistd.h>

const char *start_conf_path(const char *path)
{
    if (path)
        return path;
    return text_or(getenv("GREENROOM_CONF"), NULL);
}

/* The master keys that systemd hands over (LoadCredential=greenroom.keys:...), or the settings' file. */
static const char *keys_path(struct arena *life, const struct conf *conf)
{
    const char *folder = getenv("CREDENTIALS_DIRECTORY");
    if (folder) {
        const char *path = arena_printf(life, "%s/greenroom.keys", folder);
        if (access(path, F_OK) == 0)
            return path;
    }
    return conf_text(conf, "keys.file");
}

enum err start_keys(struct arena *life, const char *conf_path, struct start *out, const char **why)
{
    const enum err e = conf_read(life, start_conf_path(conf_path), &out->conf, why);
    if (e != OK)
        return e;
    clock_shift(conf_int(out->conf, "clock.shift_seconds"));
    return keyring_read(life, keys_path(life, out->conf), &out->keys, why);
}

static void close_db(void *db)
{
    db_close(db);
}

enum err start_reconnect(struct arena *life, enum db_role role, struct start *start, const char **why)
{
    const enum err e = db_open(life, start->conf, start->keys, role, &start->coach.db, why);
    if (e == OK)
        arena_defer(life, close_db, start->coach.db);
    return e;
}

enum err start_db(struct arena *life, const char *conf_path, enum db_role role, struct start *out,
                  const char **why)
{
    const enum err e = start_keys(life, conf_path, out, why);
    if (e != OK)
        return e;
    return start_reconnect(life, role, out, why);
}

enum err start_fit(struct arena *life, const char *conf_path, enum db_role role, struct start *out,
                   const char **why)
{
    const enum err e = start_db(life, conf_path, role, out, why);
    if (e != OK)
        return e;
    return db_check(out->coach.db, life, why);
}

enum err start_builtin(struct arena *life, const struct conf *conf, struct builtin **out, const char **why)
{
    return builtin_read(life, arena_printf(life, "%s/library", conf_text(conf, "paths.prompts")), out, why);
}

/* Everything that a user must agree to before it is asked. */
static const char *all_outside(struct arena *life, const char *coaches, const struct speech *speech)
{
    if (!speech || !speech->outside)
        return coaches;
    return arena_printf(life, "%s%sspeech (%s)", coaches, text_if(!text_blank(coaches), ", "), speech->host);
}

static enum err read_coach(struct arena *life, struct start *start, const char **why)
{
    struct modes *modes;
    struct builtin *coach;
    struct asker *asker;
    enum err e = mode_read_all(life, conf_text(start->conf, "paths.prompts"), &modes, why);
    if (e != OK)
        return e;
    if ((e = start_builtin(life, start->conf, &coach, why)) != OK)
        return e;
    if ((e = ask_new(life, modes, conf_text(start->conf, "model.order"), &asker, why)) != OK)
        return e;
    struct provider *builtin = arena_alloc(life, sizeof *builtin);
    *builtin = builtin_provider(coach);
    ask_register(asker, builtin);
    struct speech *speech;
    if ((e = models_register(life, start->conf, asker, &speech, why)) != OK)
        return e;
    if ((e = ask_fit(asker, life, conf_place(start->conf, life, "model.order"), why)) != OK)
        return e;
    start->coach.conf = start->conf;
    start->coach.asker = asker;
    start->coach.speech = speech;
    start->coach.coaches = ask_outside(asker, life);
    start->coach.outside = all_outside(life, start->coach.coaches, speech);
    start->coach.library = coach->library;
    return OK;
}

enum err start_models(struct arena *life, const char *conf_path, struct start *out, const char **why)
{
    const enum err e = conf_read(life, start_conf_path(conf_path), &out->conf, why);
    if (e != OK)
        return e;
    return read_coach(life, out, why);
}

enum err start_coach(struct arena *life, const char *conf_path, enum db_role role, struct start *out,
                     const char **why)
{
    const enum err e = start_fit(life, conf_path, role, out, why);
    if (e != OK)
        return e;
    return read_coach(life, out, why);
}
