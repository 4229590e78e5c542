#ifndef CRYPTO_SEAL_H
#define CRYPTO_SEAL_H

#include "crypto/keyring.h"

/* Seals and opens one row's private part: HKDF-SHA512 + AES-256-GCM + key commitment, the format of
 * cgi-bin/OPERATION.md, "Data at rest". The place it belongs to is authenticated: a sealed value moved to
 * another user, table, row, column or turn does not open. */
struct place {
    uint16_t table;  /* enum sealed_table; never reused */
    uint16_t column; /* 1: the row's one document; 2..: a value that stands alone */
    struct id user;
    struct id row;
    uint32_t seq; /* turn number in a chat, version of a note or story; 0 elsewhere */
};

/* The registry of table numbers. Append only. */
enum sealed_table {
    SEALED_USER = 1,
    SEALED_CONTEXT = 2,
    SEALED_FACTS = 3,
    SEALED_CHAT = 4,
    SEALED_PLAN = 5,
    SEALED_PROPOSAL = 6,
    SEALED_TOPIC = 7,
    SEALED_SESSION = 8,
    SEALED_QUESTION = 9,
    SEALED_SESSION_QUESTION = 10,
    SEALED_ATTEMPT = 11,
    SEALED_STORY = 12,
    SEALED_NOTE = 13,
    SEALED_REVIEW = 14,
    SEALED_MEMORY_LOG = 15,
    SEALED_LOGIN = 16,
    SEALED_SAVED_FORM = 17,
    SEALED_KEPT_ANSWER = 18
};

/* Seals n bytes of UTF-8 (at most 1 MiB; ERR_LIMIT beyond), opens the result again and compares before giving
 * it out. Result in the arena. */
MUST_USE enum err seal_make(struct arena *a, const struct dek *dek, const struct place *at, const char *text,
                            size_t n, struct bytes *out);

/* Opens. ERR_SEAL for anything that is not exactly what was sealed there; then the text is NULL. The text is
 * NUL-terminated in the arena. */
MUST_USE enum err seal_open(struct arena *a, const struct dek *dek, const struct place *at,
                            struct bytes sealed, const char **text, size_t *n);

/* A keyed hash of n bytes that only this user's data key gives: finds the very same text again without
 * telling anything about it. */
MUST_USE enum err seal_fingerprint(const struct dek *dek, const char *text, size_t n, uint8_t out[32]);

/* The data key version a sealed value names; 0 if it is too short to be one. */
uint32_t seal_version(struct bytes sealed);

#endif
