/*
 * spend.h - what a run sends: known from before, counted, within a budget.
 */
#ifndef MT_SPEND_H
#define MT_SPEND_H

#include "memory/memory.h"
#include "mt/engine.h"

/* What a run has spent, and where it is noted. */
struct purse {
    struct barq_engine *engine;
    struct barq_memory *memory; /* NULL: nothing is kept */
    int month;                  /* 202611 */
    int64_t under_way;          /* characters of requests not yet answered */
};

/* Ready for a run: budgets, and what this month has used.  A budget by the
 * month without a memory to keep count in is BARQ_E_USAGE. */
enum barq_status purse_open(struct purse *purse, struct barq_engine *engine,
                            struct barq_memory *memory, struct barq_error *err);

/* The characters (code points) that a segment costs: its text, and for an
 * engine that learns from them, what goes along. */
int64_t purse_cost(const struct purse *purse, const struct mt_segment *segment);

/* How much more may be sent; and BARQ_E_ENGINE in the words of the budget
 * that is used up. */
int64_t purse_left(const struct purse *purse);
enum barq_status purse_empty(const struct purse *purse, struct barq_error *err);

/* Has the engine answered this one before?  `answer` .at NULL: no. */
enum barq_status purse_recall(const struct purse *purse, enum barq_lang from,
                              const struct mt_segment *segment,
                              struct barq_text *answer, struct arena *keep,
                              struct barq_error *err);

/* Note what a request has cost, and its answers (NULL: none), in one
 * transaction. */
enum barq_status purse_note(struct purse *purse, const struct mt_batch *part,
                            const struct barq_text *answers, int64_t characters,
                            struct barq_error *err);

/* Say what the run is about to cost, if that is much. */
void purse_estimate(const struct purse *purse, size_t segments,
                    int64_t characters);

#endif
