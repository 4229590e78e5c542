#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* The memory of one request or job, freed whole. Foreign resources are released by its clean-up list.
 *
 * Running out of memory: arena_alloc never returns NULL. When the system has none left, or the arena's
 * ceiling is reached, control goes to the place set with arena_on_failure (the dispatcher, the batch loop or
 * a test), which answers "out of memory", frees the arena and lives on. So no caller checks for NULL, and
 * every resource that must not leak is put on the clean-up list the moment it exists. Without such a place
 * the process ends by abort(). */
struct arena;

/* A new arena that may grow to `ceiling` bytes in all. `wipe`: every block is overwritten before it goes back
 * to the system, for secrets and private text. NULL only if the first block can't be had. Owner frees with
 * arena_free. */
struct arena *arena_new(size_t ceiling, bool wipe);

/* Runs the clean-ups, newest first, then frees everything. NULL is allowed. */
void arena_free(struct arena *a);

/* Where to go when memory runs out: `if (setjmp(*place)) ...`. NULL takes it back. */
void arena_on_failure(struct arena *a, jmp_buf *place);

/* Goes to that place now: for foreign libraries that report they have no memory. Does not return. */
__attribute__((noreturn)) void arena_fail(struct arena *a);

/* Zeroed memory, aligned for any type. n may be 0. */
void *arena_alloc(struct arena *a, size_t n);

/* Zeroed array; an overflow of count * size counts as running out. */
void *arena_array(struct arena *a, size_t count, size_t size);

/* Copies. arena_text copies n bytes and adds a NUL; arena_copy of a NULL string is NULL. */
char *arena_text(struct arena *a, const char *bytes, size_t n);
char *arena_copy(struct arena *a, const char *string);
void *arena_bytes(struct arena *a, const void *bytes, size_t n);

/* printf into the arena. */
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Calls release(thing) when the arena is freed; at once if there is no room left to note it, before memory
 * counts as run out. */
void arena_defer(struct arena *a, void (*release)(void *thing), void *thing);

/* Runs the newest clean-up now, and takes it off the list: for what is not needed any longer. There must be
 * one. */
void arena_release(struct arena *a);

/* Bytes handed out so far. */
size_t arena_used(const struct arena *a);

#endif
