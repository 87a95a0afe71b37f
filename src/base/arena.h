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

/* The same when only the first so many bytes were touched, as block_touched()
 * says of an arena over it: to look for pages in gigabytes takes as long as to
 * read a unit.  (What was taken beyond them and given back stays with the
 * block, should it be kept.) */
void block_release_touched(struct block block, size_t touched);
size_t block_touched(struct block block, const struct arena *all);

/*
 * Ask for large pages (2 MiB where the system has them) for a block that is
 * used all over and in no order: most of the time of such a use goes into
 * finding which page is where.  A little more memory is taken than touched.
 */
void block_in_large_pages(struct block block);

/* Let the system have the pages of a block that stays: what was in it is
 * lost. */
void block_empty(struct block block);

/* n zeroed objects of `type`, or NULL once the arena is full. */
#define arena_new(a, type, n) \
    ((type *)arena_take((a), sizeof(type), _Alignof(type), (n)))

/* The same, not zeroed: for what is written all over before it is read. */
#define arena_new_raw(a, type, n) \
    ((type *)arena_take_raw((a), sizeof(type), _Alignof(type), (n)))

struct arena arena_over(void *block, size_t size);
struct arena arena_split(struct arena *a); /* gives away the upper half */
struct arena arena_part(struct arena *a, size_t n); /* the upper n-th */
void *arena_take(struct arena *a, size_t size, size_t align, size_t n);
void *arena_take_raw(struct arena *a, size_t size, size_t align, size_t n);

/*
 * Room for `n + more` objects where `list` has `n`, behind which whatever is
 * new is zeroed.  A list that ends where its arena does grows in place, so one
 * that has an arena to itself never moves; else it is copied.  NULL once the
 * arena is full, and then `list` is as it was.
 */
#define arena_grow(a, type, list, n, more)                                \
    ((type *)arena_regrow((a), (list), sizeof(type), _Alignof(type), (n), \
                          (more)))
void *arena_regrow(struct arena *a, void *list, size_t size, size_t align,
                   size_t n, size_t more);

/* Where the arena goes on, for what writes straight into it and takes only
 * then: `size` bytes, not zeroed.  NULL if there are not so many. */
char *arena_rest(const struct arena *a, size_t size);

/* A copy of `text` in the arena, with a NUL behind it; .at NULL when full. */
struct barq_text arena_text(struct arena *a, struct barq_text text);

/* printf into the arena; .at is NULL when full. */
__attribute__((format(printf, 2, 3))) struct barq_text arena_print(
    struct arena *a, const char *format, ...);

#endif
