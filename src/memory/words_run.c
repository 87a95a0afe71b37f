/*
 * words_run.c - occurrences of words become a run.
 *
 * What a transaction adds is sorted by word (an occurrence is a number whose
 * high bits are the word's: a radix sort) and written as a run: rows from the
 * first word to the last.  A run is written once, in order, and never changed,
 * which costs a tenth of finding each word's place in one big index.  A search
 * asks every run; words_plan.c sees that they are few.
 */
#include "memory/words_write.h"

#include "base/error.h"
#include "base/radix.h"

#include <stdlib.h>
#include <string.h>

/* --------------------------------------------------------------- sorting */

_Static_assert(OCCURRENCES_MOST <= UINT32_MAX, "so many can be sorted");

void words_sort(struct words *words, unsigned low, uint64_t **spare)
{
    radix_sort(&words->at, words->count, low, OCCURRENCE_BITS, spare);
}

struct ranked_unit {
    int64_t unit;
    size_t seq;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked_unit *x = a, *y = b;

    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return (x->seq > y->seq) - (x->seq < y->seq);
}

/* Number the units anew so that they ascend, a unit once. */
static enum barq_status put_in_order(struct words *words, struct arena scratch,
                                     struct barq_error *err)
{
    size_t n = words->unit_count, kept = 0;
    struct ranked_unit *ranked = arena_new(&scratch, struct ranked_unit, n);
    uint64_t *seqs = arena_new(&scratch, uint64_t, n);
    const uint64_t mask = (uint64_t)(UNITS_MOST - 1) << ORDINAL_BITS;

    if (!ranked || !seqs)
        return fail_nomem(err, "for the concordance");
    for (size_t i = 0; i < n; i++)
        ranked[i] = (struct ranked_unit){ words->units[i], i };
    qsort(ranked, n, sizeof(*ranked), compare_ranked);
    for (size_t i = 0; i < n; i++) {
        if (!kept || words->units[kept - 1] != ranked[i].unit)
            words->units[kept++] = ranked[i].unit;
        seqs[ranked[i].seq] = kept - 1;
    }
    for (size_t i = 0; i < words->count; i++) {
        uint64_t seq = seqs[occurrence_seq(words->at[i])];
        words->at[i] = (words->at[i] & ~mask) | seq << ORDINAL_BITS;
    }
    words->unit_count = kept;
    return BARQ_OK;
}

int64_t words_take(const struct words *words, size_t *i, uint16_t *places,
                   size_t *count)
{
    uint64_t head = words->at[*i] >> ORDINAL_BITS;

    *count = 0;
    for (; *i < words->count && words->at[*i] >> ORDINAL_BITS == head; ++*i) {
        uint16_t place = (uint16_t)words->at[*i];
        if (!*count || places[*count - 1] != place)
            places[(*count)++] = place;
    }
    return words->units[head & (UNITS_MOST - 1)];
}

/* --------------------------------------------------------------- writing */

enum barq_status run_writer_open(struct run_writer *w,
                                 struct barq_memory *memory, int run,
                                 struct arena *keep, struct barq_error *err)
{
    *w = (struct run_writer){ .memory = memory, .run = run };
    w->list = arena_new(keep, char, LIST_ROOM);
    w->data = arena_new(keep, char, WAITING_ROOM + DATA_ROOM);
    return w->list && w->data ? BARQ_OK
                              : fail_nomem(err, "for the concordance");
}

static enum barq_status put_some(const struct run_writer *w,
                                 enum statement statement, size_t first,
                                 size_t end, struct barq_error *err)
{
    struct query q;

    query_start(&q, w->memory, statement);
    for (size_t i = first; i < end; i++) {
        const struct waiting_row *row = &w->waiting[i];
        query_int(&q, row->id);
        query_bytes(&q, (struct barq_text){ w->data + row->start, row->len });
    }
    return query_finish(&q, err);
}

static enum barq_status put_waiting(struct run_writer *w,
                                    struct barq_error *err)
{
    size_t count = w->waiting_count;
    enum barq_status status = BARQ_OK;

    w->waiting_count = w->start = 0;
    if (count == PLACES_AT_ONCE)
        return put_some(w, SQL_PUT_MANY_PLACES, 0, count, err);
    for (size_t i = 0; i < count && !status; i++)
        status = put_some(w, SQL_PUT_PLACES, i, i + 1, err);
    return status;
}

/* The row at hand is whole: let it wait. */
static enum barq_status put_row(struct run_writer *w, struct barq_error *err)
{
    if (!w->len)
        return BARQ_OK;
    w->waiting[w->waiting_count++] =
        (struct waiting_row){ w->row, w->start, w->len };
    w->start += w->len;
    w->written += w->len;
    w->len = 0;
    return w->waiting_count == PLACES_AT_ONCE || w->start > WAITING_ROOM
               ? put_waiting(w, err)
               : BARQ_OK;
}

/* Put the list at hand into the row, or begin one with it. */
static enum barq_status put_list(struct run_writer *w, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (!w->list_len)
        return BARQ_OK;
    if (w->len && w->len + w->list_len > PLACE_ROW_BYTES)
        status = put_row(w, err);
    if (status)
        return status;
    if (!w->len) {
        w->row = place_row(w->run, w->word, w->first);
        w->row_word = w->word;
    }
    char *to = w->data + w->start;
    w->len += varint_put(w->word - w->row_word, to + w->len);
    w->len += varint_put(w->list_len, to + w->len);
    memcpy(to + w->len, w->list, w->list_len);
    w->len += w->list_len;
    w->row_word = w->word;
    w->list_len = 0;
    return BARQ_OK;
}

enum barq_status run_writer_next(struct run_writer *w, uint32_t word,
                                 int64_t unit, int64_t *before,
                                 struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (w->list_len && (w->word != word || w->list_len >= PLACE_ROW_BYTES))
        status = put_list(w, err);
    if (!w->list_len) {
        w->first = unit;
        w->last = 0;
    }
    *before = w->last;
    w->word = word;
    w->last = unit;
    return status;
}

enum barq_status run_writer_close(struct run_writer *w, struct barq_error *err)
{
    enum barq_status status = put_list(w, err);

    if (!status)
        status = put_row(w, err);
    return status ? status : put_waiting(w, err);
}

/* ------------------------------------------------------------------ runs */

enum barq_status words_runs(struct barq_memory *memory, struct words_runs *runs,
                            struct barq_error *err)
{
    struct query q;
    bool good = true;

    runs->count = 0;
    query_start(&q, memory, SQL_WORDS_RUNS);
    while (good && query_row(&q)) {
        int64_t id = query_column(&q, 0);
        good = runs->count < WORDS_RUNS_MOST && id >= 0 && id < WORDS_RUNS_MOST;
        if (good)
            runs->at[runs->count++] =
                (struct words_run){ (int)id, query_column(&q, 1),
                                    query_column(&q, 2), query_column(&q, 3) };
    }
    enum barq_status status = query_end(&q, err);
    return status || good ? status : memory_index_damaged(memory, err);
}

enum barq_status words_put_run(struct barq_memory *memory,
                               const struct words_run *run,
                               struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_PUT_WORDS_RUN);
    query_int(&q, run->id);
    query_int(&q, run->units);
    query_int(&q, run->first);
    query_int(&q, run->last);
    return query_finish(&q, err);
}

int words_free_run(const struct words_runs *runs)
{
    bool taken[WORDS_RUNS_MOST] = { false };
    int id = 0;

    for (int i = 0; i < runs->count; i++)
        taken[runs->at[i].id] = true;
    while (id < WORDS_RUNS_MOST && taken[id])
        id++;
    return id;
}

/* ------------------------------------------------------------- spreading */

/* The sorted occurrences as the rows of a run. */
static enum barq_status write_rows(struct words *words, struct run_writer *w,
                                   struct arena *keep, struct barq_error *err)
{
    uint16_t *places = arena_new(keep, uint16_t, (size_t)ORDINAL_MOST + 1);
    enum barq_status status = BARQ_OK;
    int64_t before;
    size_t count;

    if (!places)
        return fail_nomem(err, "for the concordance");
    for (size_t i = 0; i < words->count && !status;) {
        uint32_t word = occurrence_word(words->at[i]);
        int64_t unit = words_take(words, &i, places, &count);
        status = run_writer_next(w, word, unit, &before, err);
        if (!status)
            w->list_len +=
                place_write(before, unit, places, count, w->list + w->list_len);
    }
    return status ? status : run_writer_close(w, err);
}

static enum barq_status write_run(struct barq_memory *memory,
                                  struct barq_error *err)
{
    struct words *words = memory->concordance;
    struct arena task = memory->flush;
    struct words_runs runs;
    struct run_writer writer;
    enum barq_status status = words_runs(memory, &runs, err);

    if (status)
        return status;
    struct words_run made = { .id = words_free_run(&runs),
                              .units = (int64_t)words->unit_count,
                              .first = words->units[0],
                              .last = words->units[words->unit_count - 1] };
    status = run_writer_open(&writer, memory, made.id, &task, err);
    if (!status)
        status = write_rows(words, &writer, &task, err);
    return status ? status : words_put_run(memory, &made, err);
}

enum barq_status words_spread(struct barq_memory *memory,
                              struct barq_error *err)
{
    struct words *words = memory->concordance;
    enum barq_status status = BARQ_OK;

    if (!words->unit_count)
        return BARQ_OK;
    if (words->disordered)
        status = put_in_order(words, memory->flush, err);
    if (!status)
        words_sort(words, words->disordered ? 0 : WORD_SHIFT, &memory->sorting);
    if (!status && words->count)
        status = write_run(memory, err);
    words_forget(words);
    return status ? status : words_merge(memory, err);
}
