#ifndef CRYPTO_KEY_FILE_H
#define CRYPTO_KEY_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include <stddef.h>

/* The file of master keys as a file: private, never written over, there for good once it is made. What its
 * lines mean is crypto/keyring's. */

enum { KEY_FILE_MOST = 16 * 1024, KEY_FILE_KEY = 32 };

/* Reads it into text, NUL-terminated: the caller wipes that. ERR_CONFIG with *why for a missing file, one
 * that anybody but its owner may read (a credential of systemd's shows otherwise, and is taken), one that is
 * too long or no text. */
MUST_USE enum err key_file_read(struct arena *a, const char *path, char text[KEY_FILE_MOST + 1],
                                const char **why);

/* Makes a new file, mode 0400: `text`, and then for each of the n labels a line "label:hex" of a fresh random
 * key. ERR_CONFLICT where there is a file already, ERR_CONFIG where none can be made; ERR_IO where it can't
 * be written: then there is none. */
MUST_USE enum err key_file_write(const char *path, const char *text, const char *const *labels, size_t n);

/* A new name in a folder lasts only once the folder is written too: without this a crash could take a master
 * key away under which data keys are wrapped already. ERR_IO. */
MUST_USE enum err key_file_settle(const char *path);

#endif
