/*
 * check_words.c - does the concordance know of each word where it stands?
 *
 * It may know more: what was deleted or edited stays in it, until it is made
 * anew (words.c).  So of each unit is added up how often its words stand in it,
 * and where, as numbers scrambled, and the same of what the concordance says:
 *
 *     as often, and the same sum      it is so
 *     not as often                    something is lacking
 *     anything else                   it knows more; all that is wanted must
 *                                     be there
 *
 * The last are few.  What is wanted of them is listed, some millions at a time,
 * and crossed off while the concordance is read again.
 *
 * `word` has to have each key; they are told apart by their numbers here.
 */
#include "memory/check_words.h"

#include "base/error.h"
#include "base/radix.h"

/* So much is listed at a time, if somewhat more fits. */
enum { WANTED_MOST = 4 << 20 };

/* Bits of a scrambled number by which a list is sorted. */
enum { SCRAMBLED_BITS = 64 };

/* Words of a bit for each number. */
enum { NUMBERS = (1 << PLACE_WORD_BITS) / 64 };

/* Of a unit: how often its words stand there, and what the concordance says;
 * LISTED if it is listed now. */
struct stands {
    uint64_t sum; /* the difference of both */
    uint32_t wanted, found;
};
enum { LISTED = UINT32_MAX };

static uint64_t stand_of(uint32_t word, uint64_t ordinal)
{
    return scramble((uint64_t)word << 16 | ordinal);
}

static uint64_t stand_in(int64_t unit, uint64_t stand)
{
    return scramble(stand + (uint64_t)unit);
}

enum barq_status words_check_begin(struct words_check *check,
                                   struct barq_memory *memory,
                                   struct barq_error *err)
{
    size_t room = WANTED_MOST + 2 * ((size_t)ORDINAL_MOST + 1);
    int64_t last = 0;
    struct arena all;
    int rc = memory_number(memory->db, "SELECT coalesce(max(id), 0) FROM unit",
                           &last);

    *check = (struct words_check){ .memory = memory };
    if (rc)
        return memory_fail(memory, rc, err);
    if (last < 0 || last > PLACE_UNIT_MOST)
        last = PLACE_UNIT_MOST;
    enum barq_status status = block_reserve(
        &check->home,
        ((size_t)last + 2) * sizeof(struct stands) +
            (NUMBERS + 2 * room + room / 64 + ORDINAL_MOST) * sizeof(uint64_t),
        &all, err);
    if (status)
        return status;
    check->last = last;
    /* All zero in a new block; to write that would touch all of them. */
    check->units = arena_new_raw(&all, struct stands, (size_t)last + 1);
    check->numbers = arena_new_raw(&all, uint64_t, NUMBERS);
    check->wanted = arena_new_raw(&all, uint64_t, room);
    check->spare = arena_new_raw(&all, uint64_t, room);
    check->found = arena_new_raw(&all, uint64_t, room / 64 + 1);
    check->places = arena_new_raw(&all, uint16_t, ORDINAL_MOST + 1);
    if (check->places)
        return BARQ_OK;
    words_check_end(check);
    return fail_nomem(err, "to check the concordance");
}

void words_check_end(struct words_check *check)
{
    block_release(check->home);
}

/* ------------------------------------------------------------------ wanted */

void words_check_unit(struct words_check *check, int64_t unit,
                      const struct unit_side sides[2])
{
    if (unit < 1 || unit > check->last)
        return;
    struct stands *stands = &check->units[unit];
    for (int side = 0; side < SIDES; side++)
        for (size_t i = 0; i < sides[side].words.count && i <= ORDINAL_MOST;
             i++) {
            uint32_t word = word_number(side, sides[side].words.at[i].hash);
            check->numbers[word / 64] |= UINT64_C(1) << word % 64;
            stands->sum += stand_of(word, i);
            stands->wanted++;
        }
}

/* ------------------------------------------------------- what is said there */

static void count_stand(struct words_check *check, int64_t unit, uint64_t stand)
{
    check->units[unit].sum -= stand;
    check->units[unit].found++;
}

/* Where a number is in the list, or would be. */
static size_t place_in(const struct words_check *check, uint64_t number)
{
    size_t low = 0, high = check->count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (check->wanted[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void cross_off(struct words_check *check, int64_t unit, uint64_t stand)
{
    uint64_t number = stand_in(unit, stand);

    if (check->units[unit].found != LISTED)
        return;
    size_t i = place_in(check, number);
    if (i < check->count && check->wanted[i] == number)
        check->found[i / 64] |= UINT64_C(1) << i % 64;
}

typedef void (*stand_taker)(struct words_check *check, int64_t unit,
                            uint64_t stand);

static bool take_places(struct words_check *check,
                        const struct place_reader *places, int64_t unit,
                        uint32_t word, stand_taker take)
{
    size_t count = place_list(places, check->places, ORDINAL_MOST + 1);

    if (unit > check->last) /* it is gone */
        return true;
    for (size_t i = 0; i < count; i++)
        take(check, unit, stand_of(word, check->places[i]));
    return count == places->count;
}

static const struct words_run *run_of(const struct words_check *check,
                                      int64_t row)
{
    int id = (int)(row >> (PLACE_WORD_BITS + PLACE_UNIT_BITS));

    for (int i = 0; i < check->runs.count; i++)
        if (check->runs.at[i].id == id)
            return &check->runs.at[i];
    return NULL;
}

/* It begins with the word and the unit that its number says, and its units are
 * those of its run. */
static bool take_row(struct words_check *check, int64_t row,
                     struct barq_text data, stand_taker take)
{
    const struct words_run *run = run_of(check, row);
    struct place_rows lists = place_rows_open(row, data);
    bool good = run != NULL, begun = false;

    while (good && place_rows_next(&lists)) {
        struct place_reader list = lists.list;
        while (good && place_next(&list)) {
            good = list.unit >= run->first && list.unit <= run->last &&
                   list.unit >= 1 &&
                   (begun || (lists.word == place_word(row) &&
                              list.unit == place_unit(row))) &&
                   take_places(check, &list, list.unit, lists.word, take);
            begun = true;
        }
        good = good && !list.bad;
    }
    return good && !lists.bad;
}

static bool take_fresh(struct words_check *check, int64_t unit,
                       struct barq_text data, stand_taker take)
{
    struct place_reader words = {
        .at = (const unsigned char *)data.at,
        .end = (const unsigned char *)data.at + data.len,
    };
    bool good = unit >= 1 && unit <= PLACE_UNIT_MOST;

    while (good && place_next(&words))
        good = take_places(check, &words, unit, (uint32_t)words.unit, take);
    return good && !words.bad;
}

static enum barq_status read_all(struct words_check *check, stand_taker take,
                                 bool *sound, struct barq_error *err)
{
    struct query q;

    query_start(&q, check->memory, SQL_ALL_PLACE_ROWS);
    while (*sound && query_row(&q))
        *sound = take_row(check, query_column(&q, 0), query_blob(&q, 1), take);
    enum barq_status status = query_end(&q, err);
    if (status || !*sound)
        return status;
    query_start(&q, check->memory, SQL_FRESH);
    while (*sound && query_row(&q))
        *sound =
            take_fresh(check, query_column(&q, 0), query_blob(&q, 1), take);
    return query_end(&q, err);
}

static enum barq_status read_words(struct words_check *check, bool *sound,
                                   struct barq_error *err)
{
    struct query q;

    query_start(&q, check->memory, SQL_ALL_WORDS);
    while (query_row(&q)) {
        struct barq_text key = query_blob(&q, 1);
        uint32_t word = word_number(query_column(&q, 0) != 0, text_hash(key));
        check->numbers[word / 64] &= ~(UINT64_C(1) << word % 64);
    }
    for (size_t i = 0; i < NUMBERS && *sound; i++)
        *sound = !check->numbers[i];
    return query_end(&q, err);
}

/* ------------------------------------------------------- of which it knows
 * more */

/* List what is wanted of a unit. */
static enum barq_status list_unit(struct words_check *check, int64_t unit,
                                  struct barq_error *err)
{
    struct barq_memory *memory = check->memory;
    struct arena task = memory->work, scratch = arena_split(&task);
    struct unit_side sides[2];
    struct barq_text texts[2];
    int64_t id = unit - 1;
    enum barq_status status = memory_next_texts(memory, &id, texts, &task, err);

    if (!status)
        status = memory_index_pair(memory, texts, sides, &task, scratch, err);
    for (int side = 0; side < SIDES && !status; side++)
        for (size_t i = 0; i < sides[side].words.count && i <= ORDINAL_MOST;
             i++)
            check->wanted[check->count++] = stand_in(
                unit,
                stand_of(word_number(side, sides[side].words.at[i].hash), i));
    return status;
}

/* List those from *unit on, until the list is full. */
static enum barq_status list_some(struct words_check *check, int64_t *unit,
                                  struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    check->count = 0;
    for (; *unit <= check->last && check->count < WANTED_MOST && !status;
         ++*unit) {
        struct stands *stands = &check->units[*unit];
        if (!stands->wanted || !stands->sum)
            continue;
        stands->found = LISTED;
        status = list_unit(check, *unit, err);
    }
    radix_sort(&check->wanted, check->count, 0, SCRAMBLED_BITS, &check->spare);
    return status;
}

static bool is_crossed_off(struct words_check *check)
{
    bool all = true;

    for (size_t i = 0; i < check->count; i++) {
        size_t first = place_in(check, check->wanted[i]); /* of equal ones */
        all = all && check->found[first / 64] >> first % 64 & 1;
    }
    for (size_t i = 0; i <= check->count / 64; i++)
        check->found[i] = 0;
    return all;
}

static enum barq_status cross_all_off(struct words_check *check, bool *sound,
                                      struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (int64_t unit = 1; *sound && !status;) {
        int64_t from = unit;
        status = list_some(check, &unit, err);
        if (status || !check->count)
            break;
        status = read_all(check, cross_off, sound, err);
        *sound = *sound && is_crossed_off(check);
        for (; from < unit; from++)
            if (check->units[from].found == LISTED)
                check->units[from].found = 0;
    }
    return status;
}

enum barq_status words_check_all(struct words_check *check, bool *sound,
                                 struct barq_error *err)
{
    enum barq_status status = words_runs(check->memory, &check->runs, err);

    if (!status)
        status = read_words(check, sound, err);
    if (!status && *sound)
        status = read_all(check, count_stand, sound, err);
    for (int64_t unit = 1; unit <= check->last && *sound; unit++)
        *sound = check->units[unit].found >= check->units[unit].wanted;
    return status || !*sound ? status : cross_all_off(check, sound, err);
}
