/*
 * run.c - the index as a few sorted runs.
 *
 * To put the postings of a batch into one great index would touch nearly all
 * of it for every batch.  So what a large batch brings is written as a run of
 * its own, in order; a list is what all runs have of it.  Few units (a story
 * that is aligned, those that were added one by one) go into run 0 in place.
 *
 * Many runs would make lookups slow, so runs of about one size are merged,
 * eight or sixteen into one, and at the end of an import the small into the
 * large (runs_plan).  A posting is written again twice while a memory grows to
 * ten millions; the runs that stay are a handful.
 *
 *     run 0   few units at a time                run 0
 *     run 1   131,000 units  \
 *     ...                     >  merged into 17  run 17  2,100,000 units
 *     run 16  131,000 units  /
 *
 * A merge may take long, so it is done in steps, each a transaction of its
 * own (runs_step): the next lists of the sources are written to the target
 * and removed from the sources.  Whoever reads sees each posting once at any
 * time.  Which runs are being merged into which stands in the table, so that
 * after a crash the next writer goes on, and two writers do not get into each
 * other's way.
 */
#include "memory/posting.h"
#include "memory/words.h"

#include "base/error.h"

/* Run 0 is merged into others when it has so many postings: those of some 4,000
 * units. */
enum { RUN_SINGLE_MOST = 200 << 10 };

/* Runs of one size that are merged; sizes are told apart by eights.  Of those
 * that batches of an import leave, twice as many: at its end they are merged
 * anyway (memory_rest), and until then it costs more to merge than to look. */
enum { ALIKE_MOST = 8, ALIKE_LARGE = 16, SIZE_BITS = 3, SIZE_LARGE = 7 };

/* Postings of a step: some tenths of a second for whoever brings much, and some
 * hundredths for others. */
enum { STEP_LARGE = 2 << 20, STEP_MOST = 256 << 10 };

/* So many runs are merged before a large transaction writes another; and of so
 * many, those of one size sooner. */
enum { RUNS_CROWDED = RUNS - 7, RUNS_MANY = RUNS_CROWDED - 4 };

/* A run this many times larger than all that are merged stays as it is. */
enum { LARGER = 4 };

static enum barq_status put_run(struct barq_memory *memory, int run,
                                int64_t postings, struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_PUT_RUN);
    query_int(&q, run);
    query_int(&q, postings);
    return query_finish(&q, err);
}

/* No run has more; so that a file which says so is only merged oddly. */
#define POSTINGS_CEILING (INT64_C(1) << 48)

static int64_t believe(int64_t postings)
{
    if (postings < 0)
        return 0;
    return postings < POSTINGS_CEILING ? postings : POSTINGS_CEILING;
}

enum barq_status runs_read(struct barq_memory *memory, struct runs *runs,
                           struct barq_error *err)
{
    struct query q;
    bool good = true;

    *runs = (struct runs){ 0 };
    query_start(&q, memory, SQL_RUNS);
    while (good && query_row(&q)) {
        int64_t id = query_column(&q, 0), into = query_column(&q, 2);
        good = id >= 0 && id < RUNS && into >= 0 && into < RUNS &&
               (!into || into != id) && runs->count < RUNS;
        if (!good)
            break;
        runs->id[runs->count] = (int)id;
        runs->postings[runs->count] = believe(query_column(&q, 1));
        runs->into[runs->count++] = (int)into;
    }
    enum barq_status status = query_end(&q, err);
    return status || good ? status : memory_index_damaged(memory, err);
}

enum barq_status runs_count(struct barq_memory *memory, int run, int64_t more,
                            struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_COUNT_RUN);
    query_int(&q, run);
    query_int(&q, more);
    return query_finish(&q, err);
}

enum barq_status runs_drop(struct barq_memory *memory, int run,
                           struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_DROP_RUN);
    query_int(&q, run);
    return query_finish(&q, err);
}

/* A number that no run has, but not that of run 0; or 0. */
static int free_run(const struct runs *runs)
{
    for (int run = 1; run < RUNS; run++) {
        bool taken = false;
        for (int i = 0; i < runs->count; i++)
            taken = taken || runs->id[i] == run;
        if (!taken)
            return run;
    }
    return 0;
}

/* How many of at[0..count) are of the list of the first. */
static size_t of_one_list(const uint64_t *at, size_t count)
{
    size_t n = 1;

    while (n < count && posting_list_of(at[n]) == posting_list_of(at[0]))
        n++;
    return n;
}

/* ---------------------------------------------------------------- plans */

/* The smallest first. */
static void sort_runs(struct runs *runs)
{
    for (int i = 1; i < runs->count; i++)
        for (int j = i; j && runs->postings[j] < runs->postings[j - 1]; j--) {
            int id = runs->id[j], into = runs->into[j];
            int64_t postings = runs->postings[j];
            runs->id[j] = runs->id[j - 1];
            runs->into[j] = runs->into[j - 1];
            runs->postings[j] = runs->postings[j - 1];
            runs->id[j - 1] = id;
            runs->into[j - 1] = into;
            runs->postings[j - 1] = postings;
        }
}

static int size_of(int64_t postings)
{
    int size = 0;

    while (postings >>= SIZE_BITS)
        size++;
    return size;
}

/* How many of the smallest runs to merge while a memory grows: all up to a
 * size that too many of them have. */
static int plan_growing(const struct runs *runs)
{
    int chosen = 0, alike = 0;

    for (int i = 0; i < runs->count; i++) {
        bool same =
            i && size_of(runs->postings[i]) == size_of(runs->postings[i - 1]);
        bool soon =
            size_of(runs->postings[i]) < SIZE_LARGE || runs->count >= RUNS_MANY;
        int most = soon ? ALIKE_MOST : ALIKE_LARGE;
        alike = same ? alike + 1 : 1;
        if (alike >= most ||
            (runs->id[i] == RUN_SINGLE && runs->postings[i] > RUN_SINGLE_MOST))
            chosen = i + 1;
    }
    return chosen;
}

/* ... and when it rests: all up to the last that is not far larger than those
 * before it. */
static int plan_resting(const struct runs *runs)
{
    int64_t sum = 0;
    int chosen = 0;

    for (int i = 0; i < runs->count; i++) {
        if (i && runs->postings[i] <= LARGER * sum)
            chosen = i + 1;
        sum += runs->postings[i];
    }
    return chosen;
}

static enum barq_status set_target(struct barq_memory *memory, int run,
                                   int into, struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_MERGE_RUN);
    query_int(&q, run);
    query_int(&q, into);
    return query_finish(&q, err);
}

/* See to it that a merge is under way if one is due; *target is 0 if not. */
static enum barq_status plan(struct barq_memory *memory, enum runs_when when,
                             struct runs *runs, int *target,
                             struct barq_error *err)
{
    enum barq_status status = runs_read(memory, runs, err);

    *target = 0;
    for (int i = 0; i < runs->count; i++)
        if (runs->into[i])
            *target = runs->into[i];
    if (status || *target)
        return status;
    sort_runs(runs);
    int chosen = when == RUNS_REST ? plan_resting(runs) : plan_growing(runs);
    if (!chosen || !(*target = free_run(runs)))
        return BARQ_OK;
    status = put_run(memory, *target, 0, err);
    for (int i = 0; i < chosen && !status; i++) {
        runs->into[i] = *target;
        status = set_target(memory, runs->id[i], *target, err);
    }
    return status;
}

/* In the transaction that is open: merge until nothing is due. */
static enum barq_status merge_inside(struct barq_memory *memory,
                                     struct barq_error *err)
{
    struct runs runs;
    int target = 1;
    enum barq_status status = BARQ_OK;

    while (target && !status) {
        status = plan(memory, RUNS_GROW, &runs, &target, err);
        if (target && !status)
            status = merge_some(memory, &runs, target, MERGE_WHOLE, err);
    }
    return status;
}

/* At the start of adding more: see to it that there are numbers for new runs,
 * and note whether there are too many. */
static enum barq_status make_ready(struct barq_memory *memory,
                                   struct runs *runs, struct barq_error *err)
{
    enum barq_status status = runs_read(memory, runs, err);

    if (!status && runs->count >= RUNS_CROWDED) {
        status = merge_inside(memory, err);
        if (!status)
            status = runs_read(memory, runs, err);
    }
    for (int i = 0; i < runs->count; i++)
        memory->due =
            memory->due || runs->into[i] ||
            (runs->id[i] == RUN_SINGLE && runs->postings[i] > RUN_SINGLE_MOST);
    memory->due = memory->due || runs->count >= ALIKE_MOST;
    return status;
}

enum barq_status runs_add(struct barq_memory *memory,
                          const struct postings *postings,
                          struct barq_error *err)
{
    struct arena task = memory->flush;
    struct runs runs;
    enum barq_status status = make_ready(memory, &runs, err);
    bool few = postings->count <= SINGLES_MOST;
    int run = few ? RUN_SINGLE : free_run(&runs);
    bool waiting = !status && run != RUN_SINGLE;

    memory->much = memory->much || !few;
    if (waiting)
        status = posting_rows_begin(memory, &task, err);

    for (size_t i = 0, n; i < postings->count && !status; i += n) {
        const uint64_t *at = postings->at + i;
        n = of_one_list(at, postings->count - i);
        status = run == RUN_SINGLE
                     ? posting_add(memory, run, at, n, err)
                     : posting_write_list(memory, run, at, n, err);
    }
    if (waiting)
        status = posting_rows_end(memory, status, err);
    if (status)
        return status;
    return run == RUN_SINGLE
               ? runs_count(memory, run, (int64_t)postings->count, err)
               : put_run(memory, run, (int64_t)postings->count, err);
}

enum barq_status runs_step(struct barq_memory *memory, enum runs_when when,
                           struct barq_error *err)
{
    struct runs runs;
    int target = 0;
    enum barq_status status = memory_begin(memory, err);

    if (status)
        return status;
    status = plan(memory, when, &runs, &target, err);
    if (!status && target)
        status = merge_some(memory, &runs, target,
                            memory->many ? STEP_LARGE : STEP_MOST, err);
    if (status || !target) {
        memory_rollback(memory);
        return status ? status : BARQ_NOTHING;
    }
    return memory_commit(memory, err);
}

/* A step of what is due, in the index or in the concordance. */
static enum barq_status step(struct barq_memory *memory, enum runs_when when,
                             struct barq_error *err)
{
    enum barq_status status = runs_step(memory, when, err);

    return status == BARQ_NOTHING ? words_step(memory, err) : status;
}

/* Step by step; others may have the lock in between. */
static enum barq_status all_steps(struct barq_memory *memory,
                                  enum runs_when when, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    while (!status) {
        if (memory_is_wanted(memory))
            memory_give_way(memory);
        status = step(memory, when, err);
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* Who stores little does not do all that others have left: one step of it, and
 * the next one another.  Who had to wait leaves it to whoever is at work. */
void runs_tend(struct barq_memory *memory)
{
    bool all = memory->much, beside = memory->waited;

    memory->due = false;
    if (all)
        all_steps(memory, RUNS_GROW, NULL);
    else if (!beside)
        step(memory, RUNS_GROW, NULL);
    memory->due = false;
}

enum barq_status memory_rest(struct barq_memory *memory, struct barq_error *err)
{
    return all_steps(memory, RUNS_REST, err);
}
