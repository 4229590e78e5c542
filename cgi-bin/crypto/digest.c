#include "crypto/digest.h"

#include <openssl/evp.h>

enum err digest_sha256(const void *bytes, size_t n, uint8_t out[DIGEST_BYTES])
{
    unsigned length = 0;
    const bool done = EVP_Digest(bytes, n, out, &length, EVP_sha256(), NULL) == 1 && length == DIGEST_BYTES;
    return err_unless(done, ERR_CRYPTO);
}
