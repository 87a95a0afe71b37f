/* exchange.h - pairs out of a file, units out of a memory, one by one. */
#ifndef FORMATS_EXCHANGE_H
#define FORMATS_EXCHANGE_H

#include <stdio.h>

#include "base/arena.h"
#include "barq.h"
#include "formats/formats.h"
#include "memory/memory.h"

/* The most that one unit may take, all its texts together. */
#define EXCHANGE_UNIT_CEILING ((size_t)256 << 20)

/* Room for the ids of as many units as a memory has, and for one unit. */
#define EXCHANGE_CEILING (TASK_CEILING + EXCHANGE_UNIT_CEILING)

/* The file itself, if it can be read twice, or a copy that is the caller's to
 * close: a pipe is waited for here, by whoever holds up nobody. */
enum barq_status exchange_whole(FILE *from, const char *name, FILE **out,
                                struct barq_error *err);

/* Hand the pairs of a file, TMX or a table by its content, to the sink. */
enum barq_status exchange_read(FILE *from, const char *name,
                               const struct pair_sink *sink,
                               struct barq_error *err);

/* The units that are wanted: all of them, or those of a list. */
struct exchange_units {
    struct barq_memory *memory;
    struct memory_ids ids;
    bool all;
    size_t taken;
    int64_t last;
    struct memory_ids editions; /* of the memory */
    struct buf named; /* a bit for each story that a unit told the slugs of */
};

/* Those of wanted->memory that pass the filter (NULL: all); the list lives in
 * `keep`. */
enum barq_status exchange_find(struct exchange_units *wanted,
                               const struct barq_filter *filter,
                               struct arena *keep, struct barq_error *err);

/* The next one, in `keep`; BARQ_NOTHING at the end. */
enum barq_status exchange_next(struct exchange_units *wanted,
                               struct barq_unit *unit, struct arena *keep,
                               struct barq_error *err);

/* Where a unit stood, in `keep`; the slugs of each story once. */
enum barq_status exchange_places(struct exchange_units *wanted, int64_t id,
                                 struct memory_places *places,
                                 struct arena *keep, struct barq_error *err);

#endif
