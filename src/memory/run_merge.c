/*
 * run_merge.c - one step of a merge of runs (run.c).
 *
 * Every source gives its postings in order, a buffer at a time.  Whatever is
 * no higher than the least of the buffers' ends can be sorted and written,
 * since no source has anything below that to come.  A step ends with a list,
 * when it has written enough.
 *
 * A list may be longer than all buffers.  Its first postings are held back
 * until it is clear whether a head will hold them all; after that rows are
 * written as they fill, and the head when the list ends.
 *
 * The target may have a list already: one that a single unit was added to
 * after it had been merged.  No new list of the target lies behind its last
 * row, so only these are added in place.
 */
#include "memory/posting.h"

#include "base/error.h"

#include <string.h>

/* Postings after which it is looked whether a step is long enough; of a buffer;
 * of a row. */
enum { STEP_LOOK = 64 << 10 };
enum { BUFFER_ROOM = 8 << 10, ROW_MOST = ROW_UNITS + 1 };

struct source {
    int run;
    struct postings held; /* read, and not yet written */
    uint64_t *room;
    uint64_t next;  /* where to read on */
    uint64_t least; /* nothing that is to be read comes before it */
    bool over;      /* nothing is left to be read */
    int64_t moved;
};

struct writer {
    struct barq_memory *memory;
    int run;
    uint64_t fresh;       /* no posting from this one on was in the target */
    uint64_t list;        /* that is being written */
    size_t written;       /* of the list */
    struct postings held; /* ... and not yet written, all of one list */
};

struct merging {
    struct source sources[RUNS];
    int count;
    struct writer writer;
    struct postings round; /* to be sorted */
    uint64_t *spare;
    uint64_t end; /* all before it has been written */
    int64_t moved;
    int64_t most;    /* postings to be moved */
    int64_t look_at; /* ... and of how many to ask whether they are enough */
};

/* ---------------------------------------------------------------- reading */

static enum barq_status fill(struct barq_memory *memory, struct source *source,
                             struct barq_error *err)
{
    struct postings *held = &source->held;
    bool good = true, more = false;
    struct query q;

    *held = (struct postings){ source->room, 0, BUFFER_ROOM };
    query_start(&q, memory, SQL_POSTINGS);
    query_int(&q, row_id(source->run, source->next));
    query_int(&q, row_id(source->run, (UINT64_C(1) << POSTING_BITS) - 1));
    while (good && held->room - held->count >= ROW_MOST &&
           (more = query_row(&q))) {
        int64_t row = query_column(&q, 0);
        size_t before = held->count;
        good = row_postings(row, query_blob(&q, 1), held);
        if (held->count > before) { /* they ascend from row to row */
            good = good && held->at[before] >= source->least;
            source->least = held->at[held->count - 1] + 1;
        }
        source->next = row_posting(row) + 1;
    }
    source->over = !more;
    enum barq_status status = query_end(&q, err);
    return status || good ? status : memory_index_damaged(memory, err);
}

/* Fill the buffers that are empty; *end is the least of their ends, or the
 * highest number when there is nothing left. */
static enum barq_status fill_all(struct merging *merging, uint64_t *end,
                                 struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    *end = UINT64_MAX;
    for (int i = 0; i < merging->count && !status; i++) {
        struct source *source = &merging->sources[i];
        while (!source->held.count && !source->over && !status)
            status = fill(merging->writer.memory, source, err);
        if (source->over || !source->held.count)
            continue;
        uint64_t last = source->held.at[source->held.count - 1];
        *end = last < *end ? last : *end;
    }
    return status;
}

/* The lowest and the highest unit of some postings. */
struct units_span {
    uint32_t first, last;
};
static struct units_span span_of(const uint64_t *at, size_t count)
{
    struct units_span span = { UINT32_MAX, 0 };

    for (size_t i = 0; i < count; i++) {
        uint32_t unit = posting_unit(at[i]);
        span.first = unit < span.first ? unit : span.first;
        span.last = unit > span.last ? unit : span.last;
    }
    return span;
}

/* What a source has for the round, and of which units. */
struct share {
    struct source *source;
    size_t count;
    struct units_span span;
};

/* What of each source is no higher than `end`, in the order of the units; do
 * all of one have higher units than those of the one before? */
static bool share_out(struct merging *merging, uint64_t end,
                      struct share shares[RUNS])
{
    bool apart = true;

    for (int i = 0; i < merging->count; i++) {
        struct source *source = &merging->sources[i];
        const struct postings *held = &source->held;
        struct share share = { .source = source };
        int to = i;
        while (share.count < held->count && held->at[share.count] <= end)
            share.count++;
        share.span = span_of(held->at, share.count);
        for (; to && shares[to - 1].span.first > share.span.first; to--)
            shares[to] = shares[to - 1];
        shares[to] = share;
    }
    for (int i = 1; i < merging->count; i++)
        apart = apart && (!shares[i].count ||
                          shares[i - 1].span.last < shares[i].span.first);
    return apart;
}

/* The list and the bucket of the next of a share; none has the highest. */
static uint64_t next_group(const struct share *share)
{
    return share->count ? share->source->held.at[0] >> UNIT_BITS : UINT64_MAX;
}

/* Move the group to at[count..), if that is what comes next. */
static size_t take_group(struct share *share, uint64_t group, uint64_t *at,
                         size_t count)
{
    struct postings *held = &share->source->held;
    size_t n = 0;

    while (n < share->count && held->at[n] >> UNIT_BITS == group) {
        at[count + n] = held->at[n];
        n++;
    }
    held->at += n;
    held->count -= n;
    share->count -= n;
    share->source->moved += (int64_t)n;
    return count + n;
}

/* The shares hold units one after the other: group by group is in order. */
static void merge_groups(struct share *shares, int count,
                         struct postings *round)
{
    uint64_t next[RUNS], group;

    for (int i = 0; i < count; i++)
        next[i] = next_group(&shares[i]);
    for (;;) {
        group = UINT64_MAX;
        for (int i = 0; i < count; i++)
            group = next[i] < group ? next[i] : group;
        if (group == UINT64_MAX)
            return;
        for (int i = 0; i < count; i++) {
            if (next[i] != group)
                continue;
            round->count =
                take_group(&shares[i], group, round->at, round->count);
            next[i] = next_group(&shares[i]);
        }
    }
}

/* In whatever order they are, to be sorted. */
static void take_all(struct share *shares, int count, struct postings *round)
{
    for (int i = 0; i < count; i++) {
        struct postings *held = &shares[i].source->held;
        size_t n = shares[i].count;
        if (n)
            memcpy(round->at + round->count, held->at, n * sizeof(*held->at));
        round->count += n;
        shares[i].source->moved += (int64_t)n;
        held->at += n;
        held->count -= n;
    }
}

/* Move what is no higher than `end` into the round, in order.  What a large
 * import has left in several runs is so as soon as the runs are. */
static void gather(struct merging *merging, uint64_t end)
{
    struct share shares[RUNS];
    bool apart = share_out(merging, end, shares);

    merging->round.count = 0;
    if (apart)
        merge_groups(shares, merging->count, &merging->round);
    else
        take_all(shares, merging->count, &merging->round);
    if (!apart)
        postings_sort(&merging->round, &merging->spare);
    merging->moved += (int64_t)merging->round.count;
}

/* ---------------------------------------------------------------- writing */

static enum barq_status put(const struct writer *writer, uint64_t first,
                            const char *data, size_t len,
                            struct barq_error *err)
{
    return posting_put_row(writer->memory, row_id(writer->run, first),
                           (struct barq_text){ data, len }, err);
}

/* Write rows of what is held, the last of them only if `all`. */
static enum barq_status put_rows(struct writer *writer, bool all,
                                 struct barq_error *err)
{
    struct postings *held = &writer->held;
    enum barq_status status = BARQ_OK;
    size_t done = 0;

    while (done < held->count && !status) {
        const uint64_t *at = held->at + done;
        size_t len, left = held->count - done;
        char data[ROW_ROOM];
        size_t n = row_write(at, left, data, &len);
        if (n == left && !all)
            break;
        status = put(writer, at[0], data, len, err);
        done += n;
    }
    writer->written += done;
    memmove(held->at, held->at + done,
            (held->count - done) * sizeof(*held->at));
    held->count -= done;
    return status;
}

static enum barq_status end_list(struct writer *writer, struct barq_error *err)
{
    struct postings *held = &writer->held;
    enum barq_status status;
    char data[ROW_ROOM];

    if (!held->count && !writer->written)
        return BARQ_OK;
    if (!writer->written && held->count <= HEAD_POSTINGS) {
        size_t len = head_write(held->at, held->count, data);
        status = put(writer, writer->list, data, len, err);
    } else {
        status = put_rows(writer, true, err);
        size_t len = head_write_rows(writer->written, data);
        if (!status)
            status = put(writer, writer->list, data, len, err);
    }
    held->count = writer->written = 0;
    return status;
}

/* at[0..count) are of one list, and behind all that was written of it. */
static enum barq_status write_some(struct writer *writer, const uint64_t *at,
                                   size_t count, struct barq_error *err)
{
    struct postings *held = &writer->held;
    enum barq_status status = BARQ_OK;

    if (at[0] < writer->fresh)
        return posting_add(writer->memory, writer->run, at, count, err);
    if (posting_list_of(at[0]) != writer->list)
        status = end_list(writer, err);
    writer->list = posting_list_of(at[0]);
    while (count && !status) {
        size_t n = held->room - held->count;
        n = n < count ? n : count;
        memcpy(held->at + held->count, at, n * sizeof(*at));
        held->count += n;
        at += n;
        count -= n;
        if (held->count == held->room)
            status = put_rows(writer, false, err);
    }
    return status;
}

/* ------------------------------------------------------------------ steps */

/* Is the step long enough, when so many have been moved? */
static bool is_enough(struct merging *merging, int64_t moved)
{
    if (moved < merging->look_at)
        return false;
    merging->look_at = moved + STEP_LOOK;
    return moved >= merging->most || (merging->most != MERGE_WHOLE &&
                                      memory_is_wanted(merging->writer.memory));
}

/* Write the round up to its end, or up to the end of a list once the step is
 * long enough: then *done. */
static enum barq_status write_round(struct merging *merging, bool *done,
                                    struct barq_error *err)
{
    const struct postings *round = &merging->round;
    enum barq_status status = BARQ_OK;
    int64_t before = merging->moved - (int64_t)round->count;

    for (size_t i = 0, n; i < round->count && !status && !*done; i += n) {
        uint64_t list = posting_list_of(round->at[i]);
        if (list != posting_list_of(merging->end) &&
            is_enough(merging, before + (int64_t)i)) {
            merging->moved = before + (int64_t)i;
            merging->end = list;
            *done = true;
            break;
        }
        for (n = 1;
             i + n < round->count && posting_list_of(round->at[i + n]) == list;)
            n++;
        status = write_some(&merging->writer, round->at + i, n, err);
        merging->end = round->at[i + n - 1] + 1;
    }
    return status;
}

static enum barq_status run_step(struct merging *merging, bool *over,
                                 struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    bool done = false;

    *over = false;
    while (!status && !done && !*over) {
        uint64_t end;
        status = fill_all(merging, &end, err);
        if (status)
            break;
        gather(merging, end);
        status = write_round(merging, &done, err);
        *over = end == UINT64_MAX && !done;
    }
    return status ? status : end_list(&merging->writer, err);
}

/* Room for a step, in `keep`. */
static enum barq_status prepare(struct merging *merging,
                                const struct runs *runs, int target,
                                struct arena *keep, struct barq_error *err)
{
    size_t room;

    for (int i = 0; i < runs->count; i++) {
        if (runs->into[i] != target)
            continue;
        struct source *source = &merging->sources[merging->count++];
        source->run = runs->id[i];
        source->room = arena_new(keep, uint64_t, BUFFER_ROOM);
        if (!source->room)
            return fail_nomem(err, "to merge an index");
    }
    room = (size_t)merging->count * BUFFER_ROOM;
    merging->round.at = arena_new(keep, uint64_t, room);
    merging->spare = arena_new(keep, uint64_t, room);
    merging->writer.held.room = BUFFER_ROOM;
    merging->writer.held.at = arena_new(keep, uint64_t, BUFFER_ROOM);
    merging->writer.run = target;
    return merging->round.at && merging->spare && merging->writer.held.at
               ? BARQ_OK
               : fail_nomem(err, "to merge an index");
}

/* Take from the sources what was written, and them away when it is all. */
static enum barq_status leave(struct merging *merging, bool over,
                              struct barq_error *err)
{
    struct barq_memory *memory = merging->writer.memory;
    enum barq_status status =
        runs_count(memory, merging->writer.run, merging->moved, err);
    uint64_t last = over ? (UINT64_C(1) << POSTING_BITS) - 1 : merging->end - 1;

    for (int i = 0; i < merging->count && !status; i++) {
        const struct source *source = &merging->sources[i];
        status = posting_drop_rows(memory, row_id(source->run, 0),
                                   row_id(source->run, last), err);
        if (!status)
            status = over
                         ? runs_drop(memory, source->run, err)
                         : runs_count(memory, source->run, -source->moved, err);
    }
    return status;
}

/* Behind the last list that the target has. */
static enum barq_status find_fresh(struct writer *writer,
                                   struct barq_error *err)
{
    uint64_t last = 0;
    enum barq_status status =
        posting_last(writer->memory, writer->run, &last, err);

    if (status == BARQ_NOTHING)
        return BARQ_OK;
    writer->fresh = posting_list_of(last) + (UINT64_C(1) << LIST_SHIFT);
    return status;
}

enum barq_status merge_some(struct barq_memory *memory, const struct runs *runs,
                            int target, int64_t most, struct barq_error *err)
{
    struct arena task = memory->flush;
    struct merging merging = { .writer.memory = memory,
                               .most = most,
                               .look_at = STEP_LOOK };
    bool over = false;
    enum barq_status status = prepare(&merging, runs, target, &task, err);

    if (!status)
        status = find_fresh(&merging.writer, err);
    if (!status)
        status = posting_rows_begin(memory, &task, err);
    if (!status)
        status = posting_rows_end(memory, run_step(&merging, &over, err), err);
    return status ? status : leave(&merging, over, err);
}
