/*
 * tally.c - units counted by what they are: whose, whence, when.
 *
 * One statement for each question, over the units that pass a filter.  By
 * story and agency a unit counts once, where it stood last, of the places that
 * the filter means; so the counts of every tally add up to the same sum.
 *
 * What a unit lacks is counted under the empty name, and nothing is left out.
 */
#include "memory/store.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

enum { ROWS_FIRST = 64 };

struct barq_tally {
    struct block home;
    struct barq_tally_row *at;
    size_t count, room;
};

#define SUMS ", count(*), sum(u.ar_words), sum(u.en_words)"

/* What a unit's last context says of its story, of those wanted; where no story
 * says anything, no unit is looked at for it. */
#define OF_STORY(column)                                          \
    "CASE WHEN (SELECT EXISTS (SELECT 1 FROM story WHERE " column \
    " <> '')) THEN coalesce((SELECT s." column                    \
    " FROM context c JOIN story s ON s.id = c.story"              \
    " WHERE c.unit = u.id AND " PLACE_PASSES                      \
    " ORDER BY c.id DESC LIMIT 1), '')"                           \
    " ELSE '' END" SUMS

/* Days first, of which there are few: a month of each unit is slow to tell. */
#define OF_MONTH                                                    \
    "strftime('%Y-%m', day * 86400, 'unixepoch'), sum(n), sum(a),"  \
    " sum(e) FROM (SELECT u.created / 86400 AS day, count(*) AS n," \
    " sum(u.ar_words) AS a, sum(u.en_words) AS e"

#define MOST_FIRST "GROUP BY 1 ORDER BY 2 DESC, 1"

/* What goes round the condition; the first column is the name. */
static const struct {
    const char *select, *group;
} statements[] = {
    [BARQ_BY_ORIGIN] = { "u.origin" SUMS, "GROUP BY 1 ORDER BY 1" },
    [BARQ_BY_MONTH] = { OF_MONTH, "GROUP BY 1) GROUP BY 1 ORDER BY 1" },
    [BARQ_BY_PERSON] = { "u.who" SUMS, MOST_FIRST },
    [BARQ_BY_AGENCY] = { OF_STORY("agency"), MOST_FIRST },
    [BARQ_BY_STORY] = { OF_STORY("name"), MOST_FIRST },
};
enum { TALLIES = sizeof(statements) / sizeof(statements[0]) };

static struct barq_tally_row *add_row(struct barq_tally *tally,
                                      struct arena *keep)
{
    if (tally->count == tally->room) {
        size_t room = tally->room ? 2 * tally->room : ROWS_FIRST;
        struct barq_tally_row *more =
            arena_new(keep, struct barq_tally_row, room);
        if (!more)
            return NULL;
        if (tally->count)
            memcpy(more, tally->at, tally->count * sizeof(*more));
        tally->at = more;
        tally->room = room;
    }
    return &tally->at[tally->count++];
}

/* An origin is a number in the file, and a date beyond all calendars none. */
static enum barq_status take_name(const struct query *q, enum barq_tally_by by,
                                  struct barq_text *name, struct arena *keep,
                                  struct barq_error *err)
{
    int64_t origin = query_column(q, 0);

    *name = text_of("");
    if (by == BARQ_BY_MONTH && query_column_null(q, 0))
        return BARQ_OK;
    if (by != BARQ_BY_ORIGIN)
        return query_take_text(q, 0, name, keep, err);
    if (origin < 0 || origin >= BARQ_ORIGINS)
        return memory_damaged(q->memory, err);
    *name = text_of(barq_origin_name((enum barq_origin)origin));
    return BARQ_OK;
}

static enum barq_status take_rows(struct query *q, enum barq_tally_by by,
                                  struct barq_tally *tally, struct arena *keep,
                                  struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    while (!status && query_row(q)) {
        struct barq_tally_row *row = add_row(tally, keep);
        if (!row)
            return fail_nomem(err, "to count units");
        status = take_name(q, by, &row->name, keep, err);
        row->units = query_column(q, 1);
        row->ar_words = query_column(q, 2);
        row->en_words = query_column(q, 3);
    }
    return status;
}

static enum barq_status count_units(struct barq_memory *memory,
                                    const struct barq_filter *filter,
                                    enum barq_tally_by by,
                                    struct barq_tally *tally,
                                    struct arena *keep, struct barq_error *err)
{
    struct arena scratch = arena_split(keep), lists = arena_split(&scratch);
    struct memory_sieve *sieve = NULL;
    struct query q = { 0 };
    enum barq_status status =
        memory_sieve_open(memory, filter, &sieve, &lists, scratch, err);

    if (status)
        return status;
    status = sieve_prepare(sieve, statements[by].select, statements[by].group,
                           &q, err);
    if (!status)
        status = take_rows(&q, by, tally, keep, err);
    if (!status)
        status = query_end(&q, err);
    sqlite3_finalize(q.stmt);
    memory_sieve_close(sieve);
    return status;
}

enum barq_status barq_memory_tally(struct barq_memory *memory,
                                   const struct barq_filter *filter,
                                   enum barq_tally_by by,
                                   struct barq_tally **out,
                                   struct barq_error *err)
{
    struct block home;
    struct arena all;

    if ((unsigned)by >= TALLIES)
        return fail(err, BARQ_E_USAGE, 0, "there is no tally %d", (int)by);
    enum barq_status status = block_reserve(&home, TASK_CEILING, &all, err);
    if (status)
        return status;
    struct barq_tally *tally = arena_new(&all, struct barq_tally, 1);
    status = tally ? count_units(memory, filter, by, tally, &all, err)
                   : fail_nomem(err, "to count units");
    if (status) {
        block_release(home);
        return status;
    }
    tally->home = home;
    *out = tally;
    return BARQ_OK;
}

size_t barq_tally_count(const struct barq_tally *tally)
{
    return tally->count;
}

struct barq_tally_row barq_tally_at(const struct barq_tally *tally,
                                    size_t index)
{
    return tally->at[index];
}

void barq_tally_free(struct barq_tally *tally)
{
    if (tally)
        block_release(tally->home);
}

/* ------------------------------------------------------------------- dates */

/* Days from 1970-01-01 to a day of the Gregorian calendar: a year counted
 * from March ends with its leap day. */
static int64_t day_number(int64_t year, int64_t month, int64_t day)
{
    int64_t y = month > 2 ? year : year - 1;

    return 365 * y + y / 4 - y / 100 + y / 400 +
           (153 * ((month + 9) % 12) + 2) / 5 + day - 1 - 719468;
}

/* `count` digits, and that they end or a dash follows. */
static bool take_number(const char **at, int count, int64_t *value)
{
    *value = 0;
    for (int i = 0; i < count; i++, (*at)++) {
        if (**at < '0' || **at > '9')
            return false;
        *value = *value * 10 + (**at - '0');
    }
    return **at == 0 || **at == '-';
}

bool barq_date_span(const char *date, int64_t *start, int64_t *end)
{
    enum { SECONDS = 24 * 60 * 60 };
    int64_t year, month = 1, day = 1, part[2] = { 1, 1 };
    int parts = 0;

    if (!date || !take_number(&date, 4, &year) || !year)
        return false;
    for (; *date == '-' && parts < 2; parts++) {
        date++;
        if (!take_number(&date, 2, &part[parts]))
            return false;
    }
    month = part[0];
    day = part[1];
    if (*date || month < 1 || month > 12 || day < 1)
        return false;
    int64_t first = day_number(year, month, day), after = first + 1;
    int64_t next = month == 12 ? day_number(year + 1, 1, 1)
                               : day_number(year, month + 1, 1);
    if (parts == 2 && first >= next) /* no such day in this month */
        return false;
    if (parts == 1)
        after = next;
    else if (!parts)
        after = day_number(year + 1, 1, 1);
    *start = first * SECONDS;
    *end = after * SECONDS;
    return true;
}
