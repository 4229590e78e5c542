#include "base/arena.h"
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024 };

/* Under AddressSanitizer whatever was not handed out is out of bounds, and a gap stands behind each thing, so
 * that running over its end is found as it would be with malloc. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define WATCHED
#endif
#ifdef WATCHED
#include <sanitizer/asan_interface.h>
enum { GAP_BYTES = 16, TEXT_ALIGN = alignof(max_align_t) };
#define ROOM(n) calloc(1, (n)) /* gcc takes poisoning for reading */
#define CLOSE(p, n) __asan_poison_memory_region((p), (n))
#define OPEN(p, n) __asan_unpoison_memory_region((p), (n))
#else
enum { GAP_BYTES = 0, TEXT_ALIGN = 1 };
#define ROOM(n) malloc(n)
#define CLOSE(p, n) ((void)(p), (void)(n))
#define OPEN(p, n) ((void)(p), (void)(n))
#endif

struct block {
    struct block *next;
    size_t size, used;
    alignas(max_align_t) unsigned char data[];
};

struct deferred {
    struct deferred *next;
    void (*release)(void *thing);
    void *thing;
};

struct arena {
    struct block *blocks; /* the one to take from first */
    struct deferred *deferred;
    size_t ceiling, taken; /* of the system's memory */
    size_t used;           /* handed out */
    bool wipe;
    jmp_buf *place;
};

static struct block *block_new(struct arena *a, size_t size)
{
    size_t whole;
    if (size > a->ceiling - a->taken || __builtin_add_overflow(size, sizeof(struct block), &whole))
        return NULL;
    struct block *b = ROOM(whole); /* what is handed out of it is zeroed then */
    if (!b)
        return NULL;
    *b = (struct block){0};
    CLOSE(b->data, size);
    b->size = size;
    a->taken += size;
    return b;
}

static size_t room(const struct block *block)
{
    return block->size - block->used;
}

/* A block with room for need, kept where its rest, or the present block's if that is larger, will be used. */
static struct block *block_for(struct arena *a, size_t need)
{
    struct block *first = a->blocks;
    if (first && room(first) >= need)
        return first;
    struct block *b = NULL;
    if (need < BLOCK_BYTES)
        b = block_new(a, BLOCK_BYTES);
    if (!b)
        b = block_new(a, need);
    if (!b)
        return NULL;
    struct block **place = &a->blocks;
    if (first && room(first) > room(b) - need)
        place = &first->next;
    b->next = *place;
    *place = b;
    return b;
}

struct arena *arena_new(size_t ceiling, bool wipe)
{
    struct arena *a = calloc(1, sizeof *a);
    if (!a)
        return NULL;
    a->ceiling = ceiling;
    a->wipe = wipe;
    a->blocks = block_new(a, ceiling < BLOCK_BYTES ? ceiling : BLOCK_BYTES);
    if (a->blocks)
        return a;
    free(a);
    return NULL;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    while (a->deferred) /* one that defers more is run too */
        arena_release(a);
    for (struct block *b = a->blocks, *next; b; b = next) {
        next = b->next;
        OPEN(b->data, b->size);
        if (a->wipe)
            explicit_bzero(b->data, b->used);
        free(b);
    }
    free(a);
}

void arena_on_failure(struct arena *a, jmp_buf *place)
{
    a->place = place;
}

void arena_fail(struct arena *a)
{
    if (a->place)
        longjmp(*a->place, 1);
    abort();
}

/* NULL if there is none. What was there before is still there. */
static void *take(struct arena *a, size_t n, size_t align)
{
    if (n > a->ceiling || n > SIZE_MAX - GAP_BYTES - align)
        return NULL;
    struct block *b = block_for(a, n + align - 1 + GAP_BYTES);
    if (!b)
        return NULL;
    const size_t at = (b->used + align - 1) / align * align, end = at + n + GAP_BYTES;
    void *p = b->data + at;
    OPEN(p, n);
    a->used += end - b->used;
    b->used = end;
    return p;
}

static void *need(struct arena *a, size_t n, size_t align)
{
    void *p = take(a, n, align);
    if (!p)
        arena_fail(a);
    return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
    return memset(need(a, n, alignof(max_align_t)), 0, n);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    size_t n;
    if (__builtin_mul_overflow(count, size, &n))
        arena_fail(a);
    return arena_alloc(a, n);
}

char *arena_text(struct arena *a, const char *bytes, size_t n)
{
    char *p = need(a, n + 1, TEXT_ALIGN);
    if (n)
        memcpy(p, bytes, n);
    p[n] = '\0';
    return p;
}

char *arena_copy(struct arena *a, const char *string)
{
    if (!string)
        return NULL;
    return arena_text(a, string, strlen(string));
}

void *arena_bytes(struct arena *a, const void *bytes, size_t n)
{
    void *p = need(a, n, alignof(max_align_t));
    if (n)
        memcpy(p, bytes, n);
    return p;
}

__attribute__((format(printf, 2, 0))) static char *print(struct arena *a, const char *format, va_list args)
{
    char most[160];
    va_list again;
    va_copy(again, args);
    const int n = vsnprintf(most, sizeof most, format, args);
    if (n < 0)
        arena_fail(a);
    char *p = need(a, (size_t)n + 1, TEXT_ALIGN);
    if ((size_t)n < sizeof most)
        memcpy(p, most, (size_t)n + 1);
    else
        vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    if (a->wipe)
        explicit_bzero(most, sizeof most);
    return p;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *p = print(a, format, args);
    va_end(args);
    return p;
}

void arena_defer(struct arena *a, void (*release)(void *thing), void *thing)
{
    struct deferred *d = take(a, sizeof *d, alignof(struct deferred));
    if (!d) {
        release(thing);
        arena_fail(a);
    }
    *d = (struct deferred){.next = a->deferred, .release = release, .thing = thing};
    a->deferred = d;
}

void arena_release(struct arena *a)
{
    struct deferred *d = a->deferred;
    a->deferred = d->next;
    d->release(d->thing);
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}
