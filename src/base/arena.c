#include "base/arena.h"

#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

/*
 * Inside one block AddressSanitizer sees no borders, so a sanitised build
 * draws them: a poisoned gap lies before every object.  There a released
 * block keeps its addresses for ever, so that a stale pointer traps; a
 * fuzzer, which makes millions of blocks, does without either.
 */
#ifndef __has_feature
#define __has_feature(name) 0 /* GCC 12 and older */
#endif
#if (defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)) && \
    !defined(FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION)
#include <sanitizer/asan_interface.h>
enum { BORDER = 16, RELEASED_BLOCKS_TRAP = 1 };
#else
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
enum { BORDER = 0, RELEASED_BLOCKS_TRAP = 0 };
#endif

/*
 * The block that a task gave back last is kept for the next one, with the pages
 * at its start: to map a block, to fault its pages in and to unmap it takes as
 * long as to read a unit, and a lookup is a task.
 */
enum { KEPT_BYTES = 256 << 10 };
static _Atomic(void *) kept_block;

static void *take_kept(size_t ceiling)
{
    return ceiling == TASK_CEILING ? atomic_exchange(&kept_block, NULL) : NULL;
}

/* Give back the pages behind those that are kept, if any was touched. */
static bool trim_block(struct block block, size_t touched)
{
    char *rest = (char *)block.at + KEPT_BYTES;

    return touched <= KEPT_BYTES ||
           madvise(rest, block.size - KEPT_BYTES, MADV_DONTNEED) == 0;
}

/* False when there is one already, or pages cannot be given back. */
static bool keep_block(struct block block, size_t touched)
{
    void *none = NULL;

    return block.size == TASK_CEILING && !atomic_load(&kept_block) &&
           trim_block(block, touched) &&
           atomic_compare_exchange_strong(&kept_block, &none, block.at);
}

enum barq_status block_reserve(struct block *block, size_t ceiling,
                               struct arena *all, struct barq_error *err)
{
    void *at = take_kept(ceiling);

    if (!at)
        at = mmap(NULL, ceiling, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED)
        return fail(err, BARQ_E_INTERNAL, errno,
                    "cannot reserve %zu MiB of address space", ceiling >> 20);
    *block = (struct block){ at, ceiling };
    *all = arena_over(at, ceiling);
    return BARQ_OK;
}

void block_in_large_pages(struct block block)
{
#ifdef MADV_HUGEPAGE
    (void)madvise(block.at, block.size, MADV_HUGEPAGE);
#else
    (void)block;
#endif
}

void block_empty(struct block block)
{
    (void)madvise(block.at, block.size, MADV_DONTNEED);
}

size_t block_touched(struct block block, const struct arena *all)
{
    bool whole = all->end == (char *)block.at + block.size;

    return whole ? (size_t)(all->at - (char *)block.at) : block.size;
}

void block_release(struct block block)
{
    block_release_touched(block, block.size);
}

void block_release_touched(struct block block, size_t touched)
{
    if (!block.at)
        return;
    if (RELEASED_BLOCKS_TRAP)
        (void)mmap(block.at, block.size, PROT_NONE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1,
                   0);
    else if (!keep_block(block, touched))
        munmap(block.at, block.size);
}

struct arena arena_over(void *block, size_t size)
{
    char *start = block;

    return (struct arena){ .at = start, .end = start ? start + size : NULL };
}

struct arena arena_part(struct arena *a, size_t n)
{
    struct arena upper = { a->end - (size_t)(a->end - a->at) / n, a->end };

    a->end = upper.at;
    return upper;
}

struct arena arena_split(struct arena *a)
{
    return arena_part(a, 2);
}

void *arena_take_raw(struct arena *a, size_t size, size_t align, size_t n)
{
    size_t gap =
        (size_t)(-(uintptr_t)a->at & (align - 1)) + BORDER / align * align;
    size_t room = (size_t)(a->end - a->at);

    /* Divide rather than multiply: n * size may wrap, room / size can't. */
    if (gap > room || n > (room - gap) / size)
        return NULL;

    void *taken = a->at + gap;
    ASAN_POISON_MEMORY_REGION(a->at, gap);
    a->at += gap + n * size;
    ASAN_UNPOISON_MEMORY_REGION(taken, n * size);
    return taken;
}

void *arena_take(struct arena *a, size_t size, size_t align, size_t n)
{
    void *taken = arena_take_raw(a, size, align, n);

    return taken ? memset(taken, 0, n * size) : NULL;
}

void *arena_regrow(struct arena *a, void *list, size_t size, size_t align,
                   size_t n, size_t more)
{
    if (list && (char *)list + n * size == a->at) {
        if (more > (size_t)(a->end - a->at) / size)
            return NULL;
        ASAN_UNPOISON_MEMORY_REGION(a->at, more * size);
        memset(a->at, 0, more * size);
        a->at += more * size;
        return list;
    }
    void *moved = n + more < n ? NULL : arena_take(a, size, align, n + more);
    if (moved && list && n)
        memcpy(moved, list, n * size);
    return moved;
}

char *arena_rest(const struct arena *a, size_t size)
{
    if ((size_t)(a->end - a->at) < size)
        return NULL;
    ASAN_UNPOISON_MEMORY_REGION(a->at, size);
    return a->at;
}

struct barq_text arena_text(struct arena *a, struct barq_text text)
{
    char *copy = arena_new_raw(a, char, text.len + 1);

    if (copy && text.len)
        memcpy(copy, text.at, text.len);
    if (copy)
        copy[text.len] = 0;
    return (struct barq_text){ copy, copy ? text.len : 0 };
}

struct barq_text arena_print(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);

    char *copy = len < 0 ? NULL : arena_new(a, char, (size_t)len + 1);
    if (!copy)
        return (struct barq_text){ 0 };
    va_start(args, format);
    vsnprintf(copy, (size_t)len + 1, format, args);
    va_end(args);
    return (struct barq_text){ copy, (size_t)len };
}
