/*
 * words_merge.c - runs of the concordance become one, or a part of them does.
 *
 * All postings of the runs are walked in the order of word and unit, and
 * written behind those that the target has.  A step ends with a word, when it
 * has written enough or somebody waits; then the target has all up to that
 * word, the others all behind it, and who searches finds each posting once:
 *
 *     before           after a step        after all
 *     run 3  a...z     run 3      m...z
 *     run 5  a...z     run 5      m...z
 *                      run 7  a...l        run 7  a...z
 *
 * Rows are taken out as they are read, so that the file needs no room for the
 * old and the new at once; what was read and not yet written is put back at the
 * end of a step.  A unit that was edited may be in several runs; it keeps the
 * places of all, since too many do no harm.
 */
#include "memory/words_write.h"

#include "base/error.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* After so many bytes of a step it is looked whether somebody waits. */
enum { STEP_LOOK = 2 << 20 };

static enum barq_status drop_run(struct barq_memory *memory, int id,
                                 struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_DROP_WORDS_RUN);
    query_int(&q, id);
    return query_finish(&q, err);
}

/* --------------------------------------------------------------- merging */

/* A run while it is read, and taken out of the file: some rows at a time. */
struct run_cursor {
    struct barq_memory *memory;
    int run;
    char *data;
    size_t room;
    struct waiting_row held[PLACES_AT_ONCE];
    size_t held_count, held_next;
    struct place_rows row;
    const unsigned char *list; /* where the list at hand begins in its row */
    bool over;
    uint64_t at; /* the word and the unit it is at; the highest: over */
};

/* Behind those that are held, a row at `start`. */
static bool cursor_hold(struct run_cursor *c, int64_t id, size_t start,
                        struct barq_text data, struct arena *keep)
{
    if (start + data.len > c->room) {
        size_t room = WAITING_ROOM + 2 * (start + data.len);
        char *more = arena_new_raw(keep, char, room);
        if (!more)
            return false;
        if (start)
            memcpy(more, c->data, start);
        c->data = more;
        c->room = room;
    }
    if (data.len) /* an empty one lies nowhere */
        memcpy(c->data + start, data.at, data.len);
    c->held[c->held_count++] = (struct waiting_row){ id, start, data.len };
    return true;
}

/* Read the first rows that there are. */
static enum barq_status cursor_read(struct run_cursor *c, struct arena *keep,
                                    struct barq_error *err)
{
    size_t start = 0;
    bool good = true;
    struct query q;

    c->held_count = c->held_next = 0;
    query_start(&q, c->memory, SQL_FIRST_PLACES);
    query_int(&q, place_row(c->run, 0, 0));
    query_int(&q,
              place_row(c->run, (1U << PLACE_WORD_BITS) - 1, PLACE_UNIT_MOST));
    while (good && c->held_count < PLACES_AT_ONCE && start < WAITING_ROOM &&
           query_row(&q)) {
        struct barq_text data = query_blob(&q, 1);
        good = cursor_hold(c, query_column(&q, 0), start, data, keep);
        start += data.len;
    }
    enum barq_status status = query_end(&q, err);
    return status || good ? status : fail_nomem(err, "for the concordance");
}

/* ... and take them out. */
static enum barq_status cursor_fill(struct run_cursor *c, struct arena *keep,
                                    struct barq_error *err)
{
    enum barq_status status = cursor_read(c, keep, err);
    struct query q;

    if (status || !c->held_count)
        return status;
    query_start(&q, c->memory, SQL_DROP_PLACES_AT);
    query_int(&q, c->held[0].id);
    query_int(&q, c->held[c->held_count - 1].id);
    return query_finish(&q, err);
}

/* Go to the next row. */
static enum barq_status cursor_load(struct run_cursor *c, struct arena *keep,
                                    struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (c->held_next == c->held_count)
        status = cursor_fill(c, keep, err);
    c->over = !c->held_count;
    if (status || c->over)
        return status;
    const struct waiting_row *row = &c->held[c->held_next++];
    c->row = place_rows_open(
        row->id, (struct barq_text){ c->data + row->start, row->len });
    return BARQ_OK;
}

/* Go to the next posting. */
static enum barq_status cursor_next(struct run_cursor *c, struct arena *keep,
                                    struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    while (!status && !c->over && !place_next(&c->row.list)) {
        if (c->row.list.bad || c->row.bad)
            return memory_index_damaged(c->memory, err);
        if (!place_rows_next(&c->row))
            status = c->row.bad ? BARQ_OK : cursor_load(c, keep, err);
        c->list = c->row.list.at;
    }
    c->at = c->over ? UINT64_MAX
                    : (uint64_t)place_row(0, c->row.word, c->row.list.unit);
    return status;
}

static enum barq_status put_row(const struct run_cursor *c, int64_t id,
                                struct barq_text data, struct barq_error *err)
{
    struct query q;

    query_start(&q, c->memory, SQL_PUT_PLACES);
    query_int(&q, id);
    query_bytes(&q, data);
    return query_finish(&q, err);
}

/* Put back what was read: the row at hand from its list on, of which the first
 * posting is the next, and the rows that are held. */
static enum barq_status cursor_put_back(const struct run_cursor *c,
                                        struct arena task,
                                        struct barq_error *err)
{
    size_t rest = (size_t)(c->row.end - c->list), len = 0;
    char *data = arena_new_raw(&task, char, rest + (size_t)2 * VARINT_MOST);

    if (!data)
        return fail_nomem(err, "for the concordance");
    len += varint_put(0, data);
    len += varint_put((uint64_t)(c->row.list.end - c->list), data + len);
    memcpy(data + len, c->list, rest);
    enum barq_status status =
        put_row(c, place_row(c->run, c->row.word, c->row.list.unit),
                (struct barq_text){ data, len + rest }, err);
    for (size_t i = c->held_next; i < c->held_count && !status; i++) {
        const struct waiting_row *row = &c->held[i];
        status =
            put_row(c, row->id,
                    (struct barq_text){ c->data + row->start, row->len }, err);
    }
    return status;
}

/* Whose turn it is: the cursor with the first posting, and where the next of
 * the others is. */
struct turn {
    struct run_cursor *cursor;
    uint64_t next;
};

/* False at the end. */
static bool take_turn(struct run_cursor *cursors, int count, struct turn *turn)
{
    assert(cursors);
    *turn = (struct turn){ &cursors[0], UINT64_MAX };
    for (int i = 1; i < count; i++) {
        struct run_cursor *cursor = &cursors[i];
        if (cursor->at < turn->cursor->at)
            *turn = (struct turn){ cursor, turn->cursor->at };
        else if (cursor->at < turn->next)
            turn->next = cursor->at;
    }
    return !turn->cursor->over;
}

static int compare_places(const void *a, const void *b)
{
    return (int)*(const uint16_t *)a - (int)*(const uint16_t *)b;
}

/* A merge at work. */
struct merging {
    struct run_cursor *cursors;
    int count;
    struct run_writer writer;
    uint16_t *places; /* room for those of all runs */
    size_t most;      /* bytes to be written */
    size_t look_at;   /* ... when to ask whether they are enough */
    struct arena *keep;
};

/* To be asked before so many bytes more, or when they are too many. */
static void look_later(struct merging *m)
{
    size_t left = m->most - m->writer.written;

    m->look_at = m->writer.written + (left < STEP_LOOK ? left : STEP_LOOK);
}

/* Is the step long enough, now that `next` comes? */
static bool is_enough(struct merging *m, const struct run_cursor *next)
{
    const struct run_writer *w = &m->writer;

    if (w->written < m->look_at || next->row.word == w->word)
        return false;
    if (w->written >= m->most || memory_is_wanted(w->memory))
        return true;
    look_later(m);
    return false;
}

/* The places of all cursors at the posting of `from`; in m->places. */
static size_t join_places(const struct merging *m,
                          const struct run_cursor *from)
{
    size_t count = 0, kept = 0;

    for (int i = 0; i < m->count; i++)
        if (m->cursors[i].at == from->at)
            count += place_list(&m->cursors[i].row.list, m->places + count,
                                (size_t)ORDINAL_MOST + 1);
    qsort(m->places, count, sizeof(*m->places), compare_places);
    for (size_t i = 0; i < count; i++)
        if (!kept || m->places[kept - 1] != m->places[i])
            m->places[kept++] = m->places[i];
    return kept;
}

/* Go on with all that are at this posting. */
static enum barq_status pass_posting(struct merging *m, uint64_t at,
                                     struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < m->count && !status; i++)
        if (m->cursors[i].at == at)
            status = cursor_next(&m->cursors[i], m->keep, err);
    return status;
}

/* Make room for the posting of a cursor; *before is the unit before it. */
static enum barq_status make_room(struct run_writer *w,
                                  const struct run_cursor *from,
                                  int64_t *before, struct barq_error *err)
{
    const struct place_reader *list = &from->row.list;

    if (PLACE_ROOM((size_t)(list->at - list->places)) >
        LIST_ROOM - PLACE_ROW_BYTES)
        return memory_index_damaged(w->memory, err);
    return run_writer_next(w, from->row.word, list->unit, before, err);
}

/* A posting that several have. */
static enum barq_status merge_posting(struct merging *m,
                                      const struct run_cursor *from,
                                      struct barq_error *err)
{
    struct run_writer *w = &m->writer;
    int64_t before = 0;
    enum barq_status status = make_room(w, from, &before, err);

    if (status)
        return status;
    w->list_len += place_write(before, from->row.list.unit, m->places,
                               join_places(m, from), w->list + w->list_len);
    return pass_posting(m, from->at, err);
}

/* What the list of a cursor has behind a posting that was copied, before the
 * next of the others, as long as the list that is written may grow. */
static void copy_more(struct run_writer *w, struct run_cursor *from,
                      uint64_t next)
{
    int64_t end = (int64_t)PLACE_UNIT_MOST + 1;

    if (place_word((int64_t)next) == from->row.word)
        end = (int64_t)(next & PLACE_UNIT_MOST);
    if (w->list_len >= PLACE_ROW_BYTES)
        return;
    w->list_len += place_copy_more(&from->row.list, end, w->list + w->list_len,
                                   PLACE_ROW_BYTES - w->list_len);
    w->last = from->row.list.unit;
}

/* What one has before the next of the others: mostly all that it has of a
 * word, since a run has the units of its time. */
static enum barq_status copy_postings(struct merging *m,
                                      const struct turn *turn,
                                      struct barq_error *err)
{
    struct run_cursor *from = turn->cursor;
    struct run_writer *w = &m->writer;
    enum barq_status status = BARQ_OK;
    int64_t before = 0;

    while (!status && from->at < turn->next && !is_enough(m, from)) {
        status = make_room(w, from, &before, err);
        if (status)
            break;
        w->list_len +=
            place_copy(&from->row.list, before, w->list + w->list_len);
        copy_more(w, from, turn->next);
        status = cursor_next(from, m->keep, err);
    }
    return status;
}

static enum barq_status merge_rows(struct merging *m, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct turn turn;

    for (int i = 0; i < m->count && !status; i++)
        status = cursor_next(&m->cursors[i], m->keep, err);
    while (!status && take_turn(m->cursors, m->count, &turn) &&
           !is_enough(m, turn.cursor))
        status = turn.cursor->at < turn.next
                     ? copy_postings(m, &turn, err)
                     : merge_posting(m, turn.cursor, err);
    return status ? status : run_writer_close(&m->writer, err);
}

static enum barq_status merge_open(struct merging *m,
                                   struct barq_memory *memory,
                                   const struct words_merge *merge,
                                   struct barq_error *err)
{
    int count = merge->sources.count;
    size_t runs = (size_t)count;

    m->cursors = arena_new(m->keep, struct run_cursor, runs);
    m->places = arena_new(m->keep, uint16_t, runs * ((size_t)ORDINAL_MOST + 1));
    if (!m->cursors || !m->places)
        return fail_nomem(err, "for the concordance");
    for (int i = 0; i < count; i++)
        m->cursors[i] = (struct run_cursor){ .memory = memory,
                                             .run = merge->sources.at[i].id };
    m->count = count;
    m->most = merge->most;
    enum barq_status status =
        run_writer_open(&m->writer, memory, merge->target.id, m->keep, err);
    if (m->most == WORDS_WHOLE)
        m->look_at = WORDS_WHOLE;
    else
        look_later(m);
    return status;
}

/* What is left of the sources; the units of one count where its last words
 * are. */
static enum barq_status merge_leave(const struct merging *m,
                                    const struct words_merge *merge,
                                    struct barq_error *err)
{
    struct barq_memory *memory = m->writer.memory;
    struct words_run target = merge->target;
    enum barq_status status = drop_run(memory, target.id, err);

    for (int i = 0; i < m->count && !status; i++) {
        const struct words_run *source = &merge->sources.at[i];
        target.first =
            source->first < target.first ? source->first : target.first;
        target.last = source->last > target.last ? source->last : target.last;
        if (!m->cursors[i].over) {
            status = cursor_put_back(&m->cursors[i], *m->keep, err);
            continue;
        }
        target.units += source->units;
        status = drop_run(memory, source->id, err);
    }
    return status ? status : words_put_run(memory, &target, err);
}

enum barq_status words_merge_some(struct barq_memory *memory,
                                  const struct words_merge *merge,
                                  struct barq_error *err)
{
    struct arena task = memory->flush;
    struct merging m = { .keep = &task };
    enum barq_status status = merge_open(&m, memory, merge, err);

    if (!status)
        status = merge_rows(&m, err);
    return status ? status : merge_leave(&m, merge, err);
}
