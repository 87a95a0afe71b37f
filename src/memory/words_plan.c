/*
 * words_plan.c - which runs of the concordance are merged, and when.
 *
 * They are merged when there are MERGE_LEAST of one size (of those that are
 * large, MERGE_LARGE: they cost more), from the smallest size on, as often as
 * that makes more:
 *
 *     64 64 64 | 300 1k | 20k 17k 16k   and 16k more
 *     64 64 64 | 300 1k |                69k
 *
 * Sizes are the same when their logarithms to the base of four are.  A million
 * units that come in eight transactions are merged once each, and leave two
 * runs.
 *
 * Small ones are merged in the transaction that brought the last of them.  To
 * merge large ones takes seconds, so it is done in steps after that, each a
 * transaction of its own.  Nothing says that a merge is under way but the words
 * themselves (words_merge.c): runs whose first word lies behind the last of
 * another belong behind it.  So whoever writes next goes on with what a crash
 * or somebody else has left, and two who merge at once are not in each other's
 * way.
 */
#include "memory/words_write.h"

#include "base/error.h"

enum { BASE = 4, MERGE_LEAST = 4, MERGE_LARGE = 8, CLASS_LARGE = 9 };

/* Units that are merged in some hundredths of a second. */
enum { SHORT_MOST = 1 << 14 };

/* So many runs leave a number for one that is written and one that is merged,
 * and so many more one for a merge in steps.  Of too many, so many of the
 * smallest are merged. */
enum { CROWDED = WORDS_RUNS_MOST - 1, FULL = CROWDED - 2, CROWD_MERGED = 8 };

/* ------------------------------------------------------------------ words */

/* The first and the last word of a run. */
struct span {
    uint32_t first, last;
};

/* All runs, and their words. */
struct plan {
    struct words_runs runs;
    struct span words[WORDS_RUNS_MOST];
};

static uint32_t last_word(int64_t row, struct barq_text data)
{
    struct place_rows reader = place_rows_open(row, data);

    while (place_rows_next(&reader))
        continue;
    return reader.word;
}

/* A run with no rows has all words: it is like any other. */
static enum barq_status read_words(struct barq_memory *memory, int run,
                                   struct span *words, struct barq_error *err)
{
    const int64_t first = place_row(run, 0, 0);
    const int64_t last =
        place_row(run, (1U << PLACE_WORD_BITS) - 1, PLACE_UNIT_MOST);
    struct query q;

    *words = (struct span){ 0, UINT32_MAX };
    query_start(&q, memory, SQL_FIRST_PLACES);
    query_int(&q, first);
    query_int(&q, last);
    if (query_row(&q))
        words->first = place_word(query_column(&q, 0));
    enum barq_status status = query_end(&q, err);
    if (status)
        return status;
    query_start(&q, memory, SQL_PLACES);
    query_int(&q, first);
    query_int(&q, last);
    if (query_row(&q))
        words->last = last_word(query_column(&q, 0), query_blob(&q, 1));
    return query_end(&q, err);
}

static enum barq_status read_plan(struct barq_memory *memory, struct plan *plan,
                                  struct barq_error *err)
{
    enum barq_status status = words_runs(memory, &plan->runs, err);

    for (int i = 0; i < plan->runs.count && !status; i++)
        status = read_words(memory, plan->runs.at[i].id, &plan->words[i], err);
    return status;
}

static bool is_behind(const struct plan *plan, int run, int other)
{
    return plan->words[run].first > plan->words[other].last;
}

/* ---------------------------------------------------------------- choices */

/* The merge that was begun last, if there is one: what lies behind a run goes
 * to its end. */
static bool choose_begun(const struct plan *plan, struct words_merge *merge)
{
    int target = -1;

    merge->sources.count = 0;
    for (int i = 0; i < plan->runs.count; i++)
        for (int k = 0; k < plan->runs.count; k++)
            if (is_behind(plan, k, i) &&
                (target < 0 || plan->words[i].last > plan->words[target].last))
                target = i;
    if (target < 0)
        return false;
    merge->target = plan->runs.at[target];
    for (int k = 0; k < plan->runs.count; k++)
        if (is_behind(plan, k, target))
            merge->sources.at[merge->sources.count++] = plan->runs.at[k];
    return true;
}

/* Is a run part of a merge that was begun? */
static bool is_begun(const struct plan *plan, int run)
{
    for (int i = 0; i < plan->runs.count; i++)
        if (is_behind(plan, run, i) || is_behind(plan, i, run))
            return true;
    return false;
}

/* The logarithm of a size, to the base of BASE. */
static int size_class(int64_t units)
{
    int class = 0;

    while (units >= BASE) {
        units /= BASE;
        class ++;
    }
    return class;
}

/* Those of one size; returns how many units they have. */
static int64_t choose_class(const struct plan *plan, int class,
                            struct words_runs *which)
{
    int64_t units = 0;

    which->count = 0;
    for (int i = 0; i < plan->runs.count; i++) {
        const struct words_run *run = &plan->runs.at[i];
        if (size_class(run->units) != class || is_begun(plan, i))
            continue;
        which->at[which->count++] = *run;
        units += run->units;
    }
    return units;
}

static void choose_smallest(const struct plan *plan, bool begun,
                            struct words_runs *which)
{
    for (int class = 0; which->count < CROWD_MERGED && class < 32; class ++)
        for (int i = 0; i < plan->runs.count; i++)
            if (which->count < CROWD_MERGED && is_begun(plan, i) == begun &&
                size_class(plan->runs.at[i].units) == class)
                which->at[which->count++] = plan->runs.at[i];
}

/* Where too many were left, the smallest; those of merges that were begun only
 * if there are no others. */
static void choose_crowd(const struct plan *plan, struct words_runs *which)
{
    choose_smallest(plan, false, which);
    choose_smallest(plan, true, which);
}

/* The runs of the smallest size of which there are enough, and `most` units
 * at most; false if none are. */
static bool choose_runs(const struct plan *plan, int64_t most,
                        struct words_merge *merge)
{
    struct words_runs *which = &merge->sources;

    for (int class = 0; class < 32; class ++) {
        int64_t units = choose_class(plan, class, which);
        if (units <= most &&
            which->count >= (class < CLASS_LARGE ? MERGE_LEAST : MERGE_LARGE))
            return true;
    }
    which->count = 0;
    return false;
}

/* They go into a run that is not there yet. */
static void set_target(const struct plan *plan, struct words_merge *merge)
{
    merge->target = (struct words_run){ .id = words_free_run(&plan->runs),
                                        .first = PLACE_UNIT_MOST };
}

/* ------------------------------------------------------------------- when */

/* A merge in steps; false if there is none to be done. */
static bool plan_step(const struct plan *plan, struct words_merge *merge)
{
    merge->sources.count = 0;
    if (choose_begun(plan, merge))
        return true;
    if (plan->runs.count > FULL || !choose_runs(plan, INT64_MAX, merge))
        return false;
    set_target(plan, merge);
    return true;
}

/* ... and one for the transaction that is open. */
static bool plan_whole(const struct plan *plan, struct words_merge *merge)
{
    *merge = (struct words_merge){ .most = WORDS_WHOLE };
    if (!choose_runs(plan, SHORT_MOST, merge) && plan->runs.count >= CROWDED)
        choose_crowd(plan, &merge->sources);
    set_target(plan, merge);
    return merge->sources.count;
}

enum barq_status words_merge(struct barq_memory *memory, struct barq_error *err)
{
    struct words_merge merge;
    struct plan plan;
    enum barq_status status = read_plan(memory, &plan, err);

    while (!status && plan_whole(&plan, &merge)) {
        status = words_merge_some(memory, &merge, err);
        if (!status)
            status = read_plan(memory, &plan, err);
    }
    if (!status)
        memory->due = memory->due || plan_step(&plan, &merge);
    return status;
}

enum barq_status words_step(struct barq_memory *memory, struct barq_error *err)
{
    struct words_merge merge = { .most = memory->many ? WORDS_LARGE_STEP
                                                      : WORDS_STEP };
    struct plan plan;
    enum barq_status status = memory_begin(memory, err);

    if (status)
        return status;
    status = read_plan(memory, &plan, err);
    if (!status && !plan_step(&plan, &merge))
        status = BARQ_NOTHING;
    if (!status)
        status = words_merge_some(memory, &merge, err);
    if (status) {
        memory_rollback(memory);
        return status;
    }
    return memory_commit(memory, err);
}
