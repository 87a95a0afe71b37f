/* run.h - the state of a run; run.c tells its story. */
#ifndef MT_RUN_H
#define MT_RUN_H

#include "mt/spend.h"

/* Segments first..first+count of the list that is to be sent. */
struct task {
    size_t first, count;
    int form, tries;
    bool halved;
    int64_t due_ms; /* not before */
};

/* What a slot of the transport is doing. */
struct under_way {
    struct task task;
    struct arena room; /* of the request */
    int64_t characters;
};

struct run {
    struct barq_engine *engine;
    struct purse purse;
    const struct mt_batch *batch;
    struct mt_result *results;
    struct mt_room *room;
    struct mt_segment *todo; /* what the cache does not know ... */
    size_t *place;           /* ... and its index in the batch */
    size_t todo_count;
    struct barq_text *answers; /* of one reply */
    struct task *tasks;
    size_t task_count;
    struct under_way way[TRANSPORT_SLOTS_MOST];
    int form; /* the least that this server is known to take */
    int retries, odd;
    bool good; /* there was an answer */
    bool stopped;
    int64_t end_ms, pause_until_ms;
    uint32_t lot;
    enum barq_status status;
    struct barq_error why;
};

/* The pause before try number `tries` + 1, drawn by `lot`. */
int mt_backoff_ms(int base_ms, int tries, int retry_after_ms, uint32_t lot);

#endif
