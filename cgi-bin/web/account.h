#ifndef WEB_ACCOUNT_H
#define WEB_ACCOUNT_H

#include "crypto/password.h"
#include "web/request.h"

/* What the pages of accounts and of settings share (account.c). */

struct password_cost account_cost(const struct request *r);
/* Is it good enough for this user name? If not, the problem stands at `field`. */
bool account_password_fits(struct request *r, const char *field, const char *password, const char *name);

/* A login that begins: made before the transaction that saves it, given to the browser after it. From then on
 * the page's forms are bound to it. */
struct account_login {
    struct id id;
    uint8_t hash[TOKEN_HASH_BYTES];
    char token[TOKEN_TEXT + 1];
};
MUST_USE enum err account_login_begin(struct account_login *login);
MUST_USE enum err account_login_save(struct work *w, const struct request *r,
                                     const struct account_login *login);
void account_login_give(struct request *r, const struct account_login *login);

/* Ten one-time recovery codes: kept as hashes, and shown by the form that made them only: they come from its
 * own id and the password in it, so the same form sent twice shows the same codes. */
enum { ACCOUNT_CODES = 10 };
struct account_codes {
    char text[ACCOUNT_CODES][24];
    uint8_t hash[ACCOUNT_CODES][TOKEN_HASH_BYTES];
};
MUST_USE enum err account_make_codes(const struct request *r, const char *password,
                                     struct account_codes *codes);
json *account_codes_view(struct request *r, const struct account_codes *codes);

#endif
