#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "store/db.h"

/* Applies the numbered files of a folder (0001-name.sql ...) that the database does not have yet, each in a
 * transaction, with its SHA-256; a file that changed since it was applied is ERR_CONFIG. Then stores the
 * master keys' check values. As the owner. *applied counts. */
MUST_USE enum err migrate_run(struct db *db, struct arena *a, const char *folder, int *applied,
                              const char **why);
/* Is anything of the folder not applied? ERR_CONFIG with *why where something of it was changed since. */
MUST_USE enum err migrate_pending(struct db *db, struct arena *a, const char *folder, int *pending,
                                  const char **why);
/* When the newest was applied: it can't be earlier now. 0 where none is. */
MUST_USE enum err migrate_newest(struct db *db, struct arena *a, clock_time *applied);

#endif
