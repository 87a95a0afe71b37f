/*
 * check.c - is the file sound, and does the index say what the units say?
 *
 * The postings of all units, made anew from their texts, must be those of the
 * index, each once.  Both may be billions, so neither is sorted: both are
 * counted and added up, each posting as a number scrambled.  The concordance
 * is asked after in check_words.c.
 *
 * Rows of a run that the table of runs does not name are astray: nobody reads
 * them, and they may be in the way of a run to come.
 */
#include "memory/check_words.h"
#include "memory/posting.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

/* Bytes of what SQLite says that are told. */
enum { FOUND_MOST = 160 };

struct tally {
    int64_t count;
    uint64_t sum;
};

static void count_postings(struct tally *tally, const struct postings *all)
{
    for (size_t i = 0; i < all->count; i++)
        tally->sum += scramble(all->at[i]);
    tally->count += (int64_t)all->count;
}

/* The postings of the unit after *id; BARQ_NOTHING at the end. */
static enum barq_status count_unit(struct barq_memory *memory, int64_t *id,
                                   struct tally *tally,
                                   struct words_check *words,
                                   struct barq_error *err)
{
    struct arena task = memory->work, scratch = arena_split(&task);
    struct unit_side sides[2];
    struct barq_text texts[2];
    enum barq_status status = memory_next_texts(memory, id, texts, &task, err);

    for (int i = 0; i < 2; i++)
        word_cache_rest(memory->known[i]);
    if (!status)
        status = memory_index_pair(memory, texts, sides, &task, scratch, err);
    if (!status)
        words_check_unit(words, *id, sides);
    for (int i = 0; i < 2 && !status; i++) {
        struct postings all = { 0 };
        status = memory_side_postings(*id, i, &sides[i], &all, &task, err);
        count_postings(tally, &all);
    }
    return status;
}

static enum barq_status count_units(struct barq_memory *memory,
                                    struct tally *tally,
                                    struct words_check *words, int64_t *units,
                                    struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    int64_t id = 0;

    for (*units = -1; !status; ++*units)
        status = count_unit(memory, &id, tally, words, err);
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* The rows of the index, in their order. */
struct walk {
    struct tally tally;
    struct postings row; /* the last */
    int run;
    uint64_t least;     /* no posting that is to come of the run is lower */
    uint64_t with_rows; /* the last list whose head says so */
};

/* A head says how many it holds, or that there are rows; and a row says where
 * it begins. */
static bool is_in_place(struct walk *walk, uint64_t first,
                        struct barq_text data)
{
    uint64_t list = posting_list_of(first);
    const struct postings *row = &walk->row;
    struct head head;

    if (first != list)
        return walk->with_rows == list && row->count && row->at[0] == first;
    if (!head_read(data, &head))
        return false;
    if (head.rows)
        walk->with_rows = list;
    return head.rows || (row->count && row->count == (size_t)head.count);
}

static bool count_row(const struct query *q, struct walk *walk)
{
    struct postings *row = &walk->row;
    int64_t id = query_column(q, 0);
    struct barq_text data = query_blob(q, 1);

    if (row_run(id) != walk->run) {
        walk->run = row_run(id);
        walk->least = 0;
        walk->with_rows = UINT64_MAX;
    }
    row->count = 0;
    if (!row_postings(id, data, row) ||
        !is_in_place(walk, row_posting(id), data))
        return false;
    if (row->count && row->at[0] < walk->least)
        return false;
    if (row->count)
        walk->least = row->at[row->count - 1] + 1;
    count_postings(&walk->tally, row);
    return true;
}

static bool has_run(const struct runs *runs, int64_t row)
{
    for (int i = 0; i < runs->count; i++)
        if (row_run(row) == runs->id[i])
            return true;
    return false;
}

static enum barq_status count_latest(struct barq_memory *memory,
                                     struct tally *tally, bool *sound,
                                     struct barq_error *err)
{
    struct postings all = { 0 };
    enum barq_status status = latest_all(memory, &all, sound, err);

    count_postings(tally, &all);
    return status;
}

static enum barq_status count_index(struct barq_memory *memory,
                                    struct tally *tally, bool *sound,
                                    struct barq_error *err)
{
    struct arena task = memory->work;
    struct walk walk = {
        .row = { arena_new(&task, uint64_t, ROW_UNITS), 0, ROW_UNITS },
        .run = RUNS,
    };
    struct runs runs;
    struct query q;
    enum barq_status status = runs_read(memory, &runs, err);

    if (status)
        return status;
    if (!walk.row.at)
        return fail_nomem(err, "to check the index");
    query_start(&q, memory, SQL_POSTINGS);
    query_int(&q, INT64_MIN);
    query_int(&q, INT64_MAX);
    while (*sound && query_row(&q))
        *sound = has_run(&runs, query_column(&q, 0)) && count_row(&q, &walk);
    status = query_end(&q, err);
    *tally = walk.tally;
    return status || !*sound ? status : count_latest(memory, tally, sound, err);
}

/* What SQLite found first, behind the line that says where it looked. */
static struct barq_text first_found(struct barq_text text)
{
    struct barq_text line = { 0 };

    while (text_line(&text, &line) && line.len && line.at[0] == '*')
        continue;
    return line.len < FOUND_MOST ? line : text_slice(line, 0, FOUND_MOST);
}

/* SQLite's own check. */
static enum barq_status check_pages(struct barq_memory *memory,
                                    struct barq_check *check,
                                    struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_INTEGRITY);
    if (query_row(&q) && !text_equal(query_blob(&q, 0), text_of("ok"))) {
        struct barq_text found = first_found(query_blob(&q, 0));
        snprintf(check->problem, sizeof(check->problem),
                 "damaged; put back a copy of the file (SQLite: %.*s)",
                 (int)found.len, found.at);
    }
    return query_end(&q, err);
}

/* Name what does not agree with the units. */
static void disagrees(struct barq_check *check, const char *what)
{
    if (!*check->problem)
        snprintf(check->problem, sizeof(check->problem),
                 "the %s does not agree with the units; `barq check "
                 "--rebuild-index` makes it anew",
                 what);
}

static enum barq_status compare(struct barq_memory *memory,
                                struct barq_check *check,
                                struct words_check *words,
                                struct barq_error *err)
{
    struct tally units = { 0 }, index = { 0 };
    bool sound = true, words_sound = true;
    enum barq_status status =
        count_units(memory, &units, words, &check->units, err);

    if (!status)
        status = count_index(memory, &index, &sound, err);
    if (!status)
        status = words_check_all(words, &words_sound, err);
    check->postings = index.count;
    if (!sound || units.count != index.count || units.sum != index.sum)
        disagrees(check, "index");
    if (!words_sound)
        disagrees(check, "concordance");
    return status;
}

static enum barq_status check_index(struct barq_memory *memory,
                                    struct barq_check *check,
                                    struct barq_error *err)
{
    struct words_check words;
    enum barq_status status = words_check_begin(&words, memory, err);

    if (status)
        return status;
    status = compare(memory, check, &words, err);
    words_check_end(&words);
    return status;
}

enum barq_status barq_memory_check(struct barq_memory *memory,
                                   struct barq_check *out,
                                   struct barq_error *err)
{
    struct barq_check check = { 0 };

    memory_await_log(memory);
    enum barq_status status = memory_read_begin(memory, err);

    if (status)
        return status;
    status = check_pages(memory, &check, err);
    if (!status && !*check.problem)
        status = check_index(memory, &check, err);
    memory_read_end(memory);
    if (!status)
        *out = check;
    return status;
}
