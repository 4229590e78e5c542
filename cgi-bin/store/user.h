#ifndef STORE_USER_H
#define STORE_USER_H

#include "store/db.h"
#include "store/row.h"

/* A person with an account. All but id and times is sealed. */
struct user {
    struct id id;
    const char *login_name;
    const char *name;     /* to be called by; "" if not given */
    const char *role;     /* the role they are applying for; "" until known */
    const char *zone;     /* "Europe/Berlin" */
    bool builtin_only;    /* no text of theirs may go to an outside provider */
    const char *agreed;   /* the outside servers that they agreed to (ask_outside); "" for none */
    const char *password; /* PHC string */
    clock_time created;
};

/* What finding by login name gives before anybody is entered: enough to check the password. */
struct user_found {
    struct id id;         /* nil if there is none */
    const char *password; /* PHC string, unsealed; NULL if there is none */
};

/* Finds by the blind index of the canonical login name. Not found is OK with a nil id. */
MUST_USE enum err user_find(struct db *db, struct arena *a, const uint8_t blind[BLIND_BYTES],
                            struct user_found *out);
/* Inserts the user with their first data key (made here). ERR_CONFLICT if the name is taken. In a transaction
 * entered as user->id. */
MUST_USE enum err user_create(struct work *w, const struct user *user, const uint8_t blind[BLIND_BYTES]);
/* The user who is entered; NULL if nobody is. */
void user_want(struct work *w, struct user **out);
MUST_USE enum err user_read(struct work *w, struct user **out);
/* Their name, role, zone, builtin_only, agreed and password. */
MUST_USE enum err user_update(struct work *w, const struct user *user);
/* Deletes the user, all rows and keys (cascade). */
MUST_USE enum err user_delete(struct work *w);

/* For greenroom-admin: every user's id; re-wrapping keys after a rotation (one user per transaction; *changed
 * says whether it was due). */
struct user_listed {
    struct id id;
};
MUST_USE enum err user_list(struct db *db, struct arena *a, struct user_listed **out, size_t *n);
MUST_USE enum err user_rewrap(struct work *w, bool *changed);
/* As the owner: how many data keys are wrapped under which master key. */
struct user_key_count {
    uint32_t kid;
    int64_t keys;
};
MUST_USE enum err user_count_keys(struct db *db, struct arena *a, struct user_key_count **out, size_t *n);

/* The row itself, for the download. */
const struct row_kind *user_row(void);

#endif
