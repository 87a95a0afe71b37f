/*
 * arena.h - memory with the lifetime of a task, not of an object.
 *
 * An arena is two pointers into a block somebody else owns.  Hand it down
 * by pointer and the callee's results stay; hand it down by value and all
 * that the callee takes is back when it returns, on every path.  Hence the
 * two parameter names used throughout: `struct arena *keep` for results,
 * `struct arena scratch` for the rest.
 *
 * The two must not share memory: a copy of `*keep` would hand out the very
 * bytes that `keep` hands out next.  arena_split() makes a safe pair.
 *
 * A block is address space reserved from the system, of which only what is
 * touched costs memory: its size is a ceiling, not a price.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "barq.h"

struct arena {
    char *at;
    char *end;
};

/* The most one task (a story, a lookup, an import) may take, in bytes. */
#define TASK_CEILING ((size_t)1 << 32)

/* Address space that one handle owns; all that it refers to lies there. */
struct block {
    void *at;
    size_t size;
};

/* Reserve `ceiling` bytes; `all` is an arena over them. */
enum barq_status block_reserve(struct block *block, size_t ceiling,
                               struct arena *all, struct barq_error *err);
void block_release(struct block block);

/* n zeroed objects of `type`, or NULL once the arena is full. */
#define arena_new(a, type, n) \
    ((type *)arena_take((a), sizeof(type), _Alignof(type), (n)))

struct arena arena_over(void *block, size_t size);
struct arena arena_split(struct arena *a); /* gives away the upper half */
void *arena_take(struct arena *a, size_t size, size_t align, size_t n);

/* Where the arena goes on, for what writes straight into it and takes only
 * then: `size` bytes, not zeroed.  NULL if there are not so many. */
char *arena_rest(const struct arena *a, size_t size);

/* A copy of `text` in the arena, with a NUL behind it; .at NULL when full. */
struct barq_text arena_text(struct arena *a, struct barq_text text);

/* printf into the arena; .at is NULL when full. */
__attribute__((format(printf, 2, 3))) struct barq_text arena_print(
    struct arena *a, const char *format, ...);

#endif
