#ifndef COACH_START_H
#define COACH_START_H

#include "builtin/builtin.h"
#include "coach/coach.h"

/* What every program does first: settings, keys, database, modes, library, providers. All live in `life`. */
struct start {
    struct conf *conf;
    struct keyring *keys;
    struct coach coach; /* db, conf, asker, library */
};

/* Where the settings are: `path`, or the environment's GREENROOM_CONF, or none (the defaults). */
const char *start_conf_path(const char *path);

/* Settings and keys only. ERR_CONFIG with *why in plain words. */
MUST_USE enum err start_keys(struct arena *life, const char *conf_path, struct start *out, const char **why);
/* ... and the database as a role. ERR_CONFIG or ERR_DB with *why. */
MUST_USE enum err start_db(struct arena *life, const char *conf_path, enum db_role role, struct start *out,
                           const char **why);
/* ... fit to run on (db_check). */
MUST_USE enum err start_fit(struct arena *life, const char *conf_path, enum db_role role, struct start *out,
                            const char **why);
/* ... and the coach with its modes, library and providers. */
MUST_USE enum err start_coach(struct arena *life, const char *conf_path, enum db_role role, struct start *out,
                              const char **why);
/* Settings, modes, library and providers, without keys or a database. */
MUST_USE enum err start_models(struct arena *life, const char *conf_path, struct start *out,
                               const char **why);
/* A new connection of this process's own (after a fork). */
MUST_USE enum err start_reconnect(struct arena *life, enum db_role role, struct start *start,
                                  const char **why);

/* Reads the library and what the built-in marker reads with, and no more. */
MUST_USE enum err start_builtin(struct arena *life, const struct conf *conf, struct builtin **out,
                                const char **why);

#endif
