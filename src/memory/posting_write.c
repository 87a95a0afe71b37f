/*
 * posting_write.c - lists into the file and out of it, a row at a time.
 */
#include "memory/posting.h"

#include "base/error.h"

#include <string.h>

/* Postings of a row, and what is added to it. */
enum { ROW_POSTINGS = ROW_UNITS + 1 };

/* ------------------------------------------------------------ rows waiting */

enum { ROWS_AT_ONCE = 16 }; /* of SQL_PUT_MANY_POSTINGS */

struct waiting_rows {
    size_t count;
    int64_t ids[ROWS_AT_ONCE];
    size_t lens[ROWS_AT_ONCE];
    char data[ROWS_AT_ONCE][ROW_ROOM];
};

static enum barq_status put_rows_of(struct barq_memory *memory,
                                    enum statement statement,
                                    const struct waiting_rows *rows,
                                    size_t first, size_t end,
                                    struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, statement);
    for (size_t i = first; i < end; i++) {
        query_int(&q, rows->ids[i]);
        query_bytes(&q, (struct barq_text){ rows->data[i], rows->lens[i] });
    }
    return query_finish(&q, err);
}

static enum barq_status put_waiting(struct barq_memory *memory,
                                    struct barq_error *err)
{
    struct waiting_rows *rows = memory->rows;
    enum barq_status status = BARQ_OK;
    size_t count = rows ? rows->count : 0;

    if (!count)
        return BARQ_OK;
    rows->count = 0;
    if (count == ROWS_AT_ONCE)
        return put_rows_of(memory, SQL_PUT_MANY_POSTINGS, rows, 0, count, err);
    for (size_t i = 0; i < count && !status; i++)
        status = put_rows_of(memory, SQL_PUT_POSTINGS, rows, i, i + 1, err);
    return status;
}

enum barq_status posting_rows_begin(struct barq_memory *memory,
                                    struct arena *keep, struct barq_error *err)
{
    struct waiting_rows *rows = arena_new_raw(keep, struct waiting_rows, 1);

    if (!rows)
        return fail_nomem(err, "to write an index");
    rows->count = 0;
    memory->rows = rows;
    return BARQ_OK;
}

enum barq_status posting_rows_end(struct barq_memory *memory,
                                  enum barq_status before,
                                  struct barq_error *err)
{
    enum barq_status status = before ? before : put_waiting(memory, err);

    memory->rows = NULL;
    return status;
}

static enum barq_status put_row(struct barq_memory *memory, int64_t row,
                                struct barq_text data, struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_PUT_POSTINGS);
    query_int(&q, row);
    query_bytes(&q, data);
    return query_finish(&q, err);
}

enum barq_status posting_put_row(struct barq_memory *memory, int64_t row,
                                 struct barq_text data, struct barq_error *err)
{
    struct waiting_rows *rows = memory->rows;

    if (!rows || data.len > ROW_ROOM)
        return put_row(memory, row, data, err);
    rows->ids[rows->count] = row;
    rows->lens[rows->count] = data.len;
    memcpy(rows->data[rows->count++], data.at, data.len);
    return rows->count == ROWS_AT_ONCE ? put_waiting(memory, err) : BARQ_OK;
}

/* -------------------------------------------------------------- statements */

enum barq_status posting_drop_rows(struct barq_memory *memory, int64_t from,
                                   int64_t to, struct barq_error *err)
{
    struct query q;
    enum barq_status status = put_waiting(memory, err);

    if (status)
        return status;
    query_start(&q, memory, SQL_DROP_POSTINGS);
    query_int(&q, from);
    query_int(&q, to);
    return query_finish(&q, err);
}

static enum barq_status drop_row(struct barq_memory *memory, int64_t row,
                                 struct barq_error *err)
{
    return posting_drop_rows(memory, row, row, err);
}

enum barq_status posting_last(struct barq_memory *memory, int run,
                              uint64_t *posting, struct barq_error *err)
{
    struct query q;
    enum barq_status status = put_waiting(memory, err);

    if (status)
        return status;
    query_start(&q, memory, SQL_LAST_POSTINGS);
    query_int(&q, row_id(run, 0));
    query_int(&q, row_id(run, (UINT64_C(1) << POSTING_BITS) - 1));
    bool found = query_row(&q);
    if (found)
        *posting = row_posting(query_column(&q, 1));
    status = query_end(&q, err);
    return status || found ? status : BARQ_NOTHING;
}

/* Rows for at[0..count), which are of one list. */
static enum barq_status put_rows(struct barq_memory *memory, int run,
                                 const uint64_t *at, size_t count,
                                 struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    char data[ROW_ROOM];

    for (size_t i = 0; i < count && !status;) {
        size_t len, n = row_write(at + i, count - i, data, &len);
        status = posting_put_row(memory, row_id(run, at[i]),
                                 (struct barq_text){ data, len }, err);
        i += n;
    }
    return status;
}

static enum barq_status put_head(struct barq_memory *memory, int run,
                                 const uint64_t *at, size_t count,
                                 struct barq_error *err)
{
    bool rows = count > HEAD_POSTINGS;
    char data[ROW_ROOM];
    size_t len =
        rows ? head_write_rows(count, data) : head_write(at, count, data);

    return posting_put_row(memory, row_id(run, posting_list_of(at[0])),
                           (struct barq_text){ data, len }, err);
}

enum barq_status posting_write_list(struct barq_memory *memory, int run,
                                    const uint64_t *at, size_t count,
                                    struct barq_error *err)
{
    if (!count)
        return BARQ_OK; /* a list of nothing has no row */
    enum barq_status status = put_head(memory, run, at, count, err);
    return status || count <= HEAD_POSTINGS
               ? status
               : put_rows(memory, run, at, count, err);
}

/* ------------------------------------------------------------- in place */

/* A row that is being changed: its bytes, and its postings once they are
 * unpacked. */
struct change {
    int64_t row;
    size_t len;
    char data[ROW_ROOM];
    struct postings held;
    uint64_t room[ROW_POSTINGS + HEAD_POSTINGS];
};

/* The one row that a query gives; BARQ_NOTHING if there is none. */
static enum barq_status take_row(struct query *q, struct change *change,
                                 struct barq_error *err)
{
    struct barq_memory *memory = q->memory;
    bool found = query_row(q), good = true;

    if (found) {
        struct barq_text data = query_blob(q, 0);
        change->row = query_column(q, 1);
        change->len = data.len;
        good = data.len <= sizeof(change->data); /* a longer one is not ours */
        if (good && data.len)
            memcpy(change->data, data.at, data.len);
    }
    enum barq_status status = query_end(q, err);
    if (!status && !good)
        return memory_index_damaged(memory, err);
    return status || found ? status : BARQ_NOTHING;
}

/* The last row from `from` to `to`. */
static enum barq_status last_row(struct barq_memory *memory, int64_t from,
                                 int64_t to, struct change *change,
                                 struct barq_error *err)
{
    struct query q;
    enum barq_status status = put_waiting(memory, err);

    if (status)
        return status;
    query_start(&q, memory, SQL_LAST_POSTINGS);
    query_int(&q, from);
    query_int(&q, to);
    return take_row(&q, change, err);
}

/* The row of a list with rows that holds `posting` or would; BARQ_NOTHING if
 * all begin behind it. */
static enum barq_status row_around(struct barq_memory *memory, int run,
                                   uint64_t posting, struct change *change,
                                   struct barq_error *err)
{
    return last_row(memory, row_id(run, posting_list_of(posting) | 1),
                    row_id(run, posting), change, err);
}

static enum barq_status read_head(struct barq_memory *memory, int run,
                                  uint64_t list, struct head *head,
                                  struct change *change, struct barq_error *err)
{
    struct query q;
    enum barq_status status = put_waiting(memory, err);

    *head = (struct head){ 0 };
    if (status)
        return status;
    query_start(&q, memory, SQL_GET_POSTINGS);
    query_int(&q, row_id(run, list));
    status = take_row(&q, change, err);
    if (!status &&
        !head_read((struct barq_text){ change->data, change->len }, head))
        return memory_index_damaged(memory, err);
    return status;
}

/* The postings of the row. */
static enum barq_status unpack(struct barq_memory *memory,
                               struct change *change, struct barq_error *err)
{
    change->held = (struct postings){ change->room, 0, ROW_POSTINGS };
    return row_postings(change->row,
                        (struct barq_text){ change->data, change->len },
                        &change->held)
               ? BARQ_OK
               : memory_index_damaged(memory, err);
}

static bool erase(struct postings *held, uint64_t posting)
{
    for (size_t i = 0; i < held->count; i++)
        if (held->at[i] == posting) {
            memmove(held->at + i, held->at + i + 1,
                    (held->count - i - 1) * sizeof(*held->at));
            held->count--;
            return true;
        }
    return false;
}

/* One posting into a row that has no room for it: in two halves, or as the
 * first of a row behind. */
static enum barq_status split_row(struct barq_memory *memory, int run,
                                  uint64_t posting, struct change *change,
                                  struct barq_error *err)
{
    const struct postings *held = &change->held;
    char data[ROW_ROOM];
    enum barq_status status = unpack(memory, change, err);

    if (status || !postings_insert(&change->held, posting))
        return status;
    size_t len, n = row_write(held->at, held->count, data, &len);
    if (n == held->count)
        return posting_put_row(memory, row_id(run, held->at[0]),
                               (struct barq_text){ data, len }, err);
    size_t half = posting == held->at[held->count - 1] ? held->count - 1
                                                       : held->count / 2;
    status = put_rows(memory, run, held->at, half, err);
    return status ? status
                  : put_rows(memory, run, held->at + half, held->count - half,
                             err);
}

/* One posting into a list that has rows. */
static enum barq_status add_to_rows(struct barq_memory *memory, int run,
                                    uint64_t posting, struct change *change,
                                    struct barq_error *err)
{
    enum barq_status status = row_around(memory, run, posting, change, err);
    char data[ROW_ROOM];
    size_t len = 0;

    if (status > BARQ_NOTHING)
        return status;
    if (status == BARQ_NOTHING)
        return put_rows(memory, run, &posting, 1, err);
    len = groups_insert((struct barq_text){ change->data, change->len },
                        posting, ROW_BYTES, data);
    return len ? posting_put_row(memory, change->row,
                                 (struct barq_text){ data, len }, err)
               : split_row(memory, run, posting, change, err);
}

enum barq_status posting_add(struct barq_memory *memory, int run,
                             const uint64_t *at, size_t count,
                             struct barq_error *err)
{
    struct change change;
    struct head head;
    uint64_t list = posting_list_of(at[0]);
    enum barq_status status = read_head(memory, run, list, &head, &change, err);
    char data[ROW_ROOM];
    size_t i = 0, len = 0;

    if (status == BARQ_NOTHING)
        return posting_write_list(memory, run, at, count, err);
    if (!status && count == 1)
        len = head_insert(&head, at[0], data);
    if (len)
        return posting_put_row(memory, change.row,
                               (struct barq_text){ data, len }, err);
    if (!status && !head.rows)
        status = unpack(memory, &change, err);
    if (!status && !head.rows) {
        while (i < count && change.held.count <= HEAD_POSTINGS)
            postings_insert(&change.held, at[i++]);
        status = posting_write_list(memory, run, change.held.at,
                                    change.held.count, err);
    }
    for (; i < count && !status; i++)
        status = add_to_rows(memory, run, at[i], &change, err);
    return status;
}

static enum barq_status remove_from_rows(struct barq_memory *memory, int run,
                                         uint64_t posting, bool *found,
                                         struct change *change,
                                         struct barq_error *err)
{
    enum barq_status status = row_around(memory, run, posting, change, err);

    if (status == BARQ_NOTHING)
        return BARQ_OK;
    if (!status)
        status = unpack(memory, change, err);
    if (status || !(*found = erase(&change->held, posting)))
        return status;
    if (!change->held.count || change->held.at[0] != row_posting(change->row))
        status = drop_row(memory, change->row, err);
    if (status || !change->held.count)
        return status;
    return put_rows(memory, run, change->held.at, change->held.count, err);
}

enum barq_status posting_remove(struct barq_memory *memory, int run,
                                uint64_t posting, bool *found,
                                struct barq_error *err)
{
    struct change change;
    struct head head;
    enum barq_status status =
        read_head(memory, run, posting_list_of(posting), &head, &change, err);

    *found = false;
    if (status == BARQ_NOTHING)
        return BARQ_OK;
    if (status)
        return status;
    if (head.rows)
        return remove_from_rows(memory, run, posting, found, &change, err);
    if ((status = unpack(memory, &change, err)))
        return status;
    if (!(*found = erase(&change.held, posting)))
        return BARQ_OK;
    if (!change.held.count)
        return drop_row(memory, change.row, err);
    return posting_write_list(memory, run, change.held.at, change.held.count,
                              err);
}
