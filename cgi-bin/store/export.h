#ifndef STORE_EXPORT_H
#define STORE_EXPORT_H

#include "base/json.h"
#include "store/db.h"

/* Everything held on the user, opened, as one JSON document (documented in cgi-bin/EXPORT.md). */
MUST_USE enum err export_user(struct work *w, json **out);

#endif
