/*
 * The rows of the fuzzy index: what is written comes back, what is changed in
 * place is what a plain set would be, whatever the runs it lies in, and bytes
 * that make no sense are found out.
 */
#include "memory_fixture.h"

#include "memory/lists.h"

enum { ROUNDS = 400 };

static uint64_t seed = 0x2545F4914F6CDD1D;

/* xorshift64, by Marsaglia. */
static uint64_t below(uint64_t n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed % n;
}

/* Ascending postings of one list, `gap` apart at most. */
static size_t make_list(uint64_t list, size_t count, uint64_t gap, bool buckets,
                        uint64_t *to)
{
    uint64_t unit = 0;
    int bucket = 0;

    for (size_t i = 0; i < count; i++) {
        if (buckets && bucket < MEMORY_BUCKETS - 1 && !below(20)) {
            bucket++;
            unit = 0;
        }
        unit += 1 + below(gap);
        if (unit > UNIT_MOST)
            return i;
        to[i] = posting_of(list, bucket, (int64_t)unit);
    }
    return count;
}

static void heads_come_back(void **state)
{
    uint64_t list = posting_list(1, 0xABCDEF), at[HEAD_POSTINGS];
    uint64_t room[HEAD_POSTINGS];

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t count = make_list(list, 1 + below(HEAD_POSTINGS),
                                 UINT64_C(1) << below(21), true, at);
        char data[ROW_ROOM];
        size_t len = head_write(at, count, data);
        struct postings got = { room, 0, HEAD_POSTINGS };
        struct head head;
        assert_true(len < ROW_ROOM);
        assert_true(head_read((struct barq_text){ data, len }, &head));
        assert_false(head.rows);
        assert_int_equal(count, head.count);
        assert_true(groups_postings(head.groups, list, &got));
        assert_int_equal(count, got.count);
        assert_memory_equal(at, got.at, count * sizeof(*at));
    }
}

/* Every width of distances, of one bucket and of many, and lists that fill a
 * row to the last bit. */
static void rows_come_back(void **state)
{
    static uint64_t at[3 * ROW_UNITS], room[ROW_UNITS];
    uint64_t list = posting_list(0, 77);

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t count = make_list(list, 1 + below((uint64_t)3 * ROW_UNITS),
                                 UINT64_C(1) << round % 29, round % 2, at);
        for (size_t i = 0, n; i < count; i += n) {
            char data[ROW_ROOM];
            size_t len;
            struct postings got = { room, 0, ROW_UNITS };
            n = row_write(at + i, count - i, data, &len);
            assert_true(n > 0 && len <= ROW_BYTES);
            assert_true(row_postings(row_id(31, at[i]),
                                     (struct barq_text){ data, len }, &got));
            assert_int_equal(n, got.count);
            assert_memory_equal(at + i, got.at, n * sizeof(*at));
        }
    }
}

/* One posting more, of which only its bucket's groups are unpacked: the bytes
 * that a head or a row of all of them has, or nothing. */
static void one_more_is_put_among_groups(void **state)
{
    static uint64_t at[ROW_UNITS];
    uint64_t list = posting_list(1, 4711);
    size_t put = 0, refused = 0;

    (void)state;
    for (int round = 0; round < 10 * ROUNDS; round++) {
        size_t count = make_list(list, 2 + below(HEAD_POSTINGS),
                                 UINT64_C(1) << below(21), round % 2, at);
        size_t left_out = 1 + below(count - 1), len, all, n;
        uint64_t one = at[left_out];
        struct postings held = { at, count - 1, ROW_UNITS };
        char data[ROW_ROOM], want[ROW_ROOM], got[ROW_ROOM], row[ROW_ROOM];
        struct head head;
        memmove(at + left_out, at + left_out + 1,
                (count - 1 - left_out) * sizeof(*at));
        len = head_write(at, count - 1, data);
        assert_true(head_read((struct barq_text){ data, len }, &head));
        assert_int_equal(0, head_insert(&head, at[0], got));
        n = head_insert(&head, one, got);
        size_t row_len = groups_insert(head.groups, one, ROW_BYTES, row);
        assert_true(postings_insert(&held, one));
        assert_false(postings_insert(&held, one));
        if (count <= HEAD_POSTINGS) {
            all = head_write(at, count, want);
            assert_int_equal(all, n);
            assert_memory_equal(want, got, n);
        } else {
            assert_int_equal(0, n);
        }
        if (row_len) {
            assert_int_equal(count, row_write(at, count, want, &all));
            assert_int_equal(all, row_len);
            assert_memory_equal(want, row, row_len);
        }
        put += row_len > 0;
        refused += row_len == 0;
    }
    assert_true(put && refused);
}

/* A word of every unit has distances of one bit: a row is full of postings
 * before its bytes are. */
static void a_row_holds_so_many(void **state)
{
    static uint64_t at[ROW_UNITS];
    uint64_t list = posting_list(0, 5);
    char data[ROW_ROOM], got[ROW_ROOM];
    size_t len;

    (void)state;
    for (int64_t i = 0; i < ROW_UNITS; i++)
        at[i] = posting_of(list, 3, 1 + i);
    for (size_t less = 0; less < 2; less++) {
        size_t count = ROW_UNITS - less;
        assert_int_equal(count, row_write(at, count, data, &len));
        assert_true(len < ROW_BYTES / 2);
        struct barq_text groups = { data, len };
        for (int bucket = 3; bucket < 5; bucket++) {
            uint64_t one = posting_of(list, bucket, 1 + ROW_UNITS);
            assert_int_equal(less > 0,
                             groups_insert(groups, one, ROW_BYTES, got) > 0);
        }
    }
}

/* Units that a group may hold: some of its own, and some that lie about. */
static size_t pick_units(const uint32_t *at, size_t count, uint32_t *to)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        if (!below(1 + count / 4))
            to[n++] = at[i];
        if (!below(1 + count / 4) && at[i] < UNIT_MOST &&
            (i + 1 == count || at[i] + 1 < at[i + 1]))
            to[n++] = at[i] + 1;
    }
    return n;
}

/* Of groups of every width: what is found of some units is what is in the
 * group when all of it is unpacked. */
static void units_are_found(void **state)
{
    static uint64_t at[ROW_UNITS];
    static uint32_t all[ROW_UNITS], units[2 * ROW_UNITS], found[2 * ROW_UNITS];
    size_t hits = 0, misses = 0;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t len, count = make_list(0, 1 + below(ROW_UNITS - 1),
                                      UINT64_C(1) << round % 29, false, at);
        char data[ROW_ROOM];
        struct group group;
        row_write(at, count, data, &len);
        struct barq_text rest = { data, len };
        assert_true(group_read(&rest, &group) && group_units(&group, all));
        size_t asked = pick_units(all, group.count, units);
        size_t got = group_find(&group, units, asked, found), n = 0;
        for (size_t i = 0, k = 0; i < asked; i++) {
            while (k < group.count && all[k] < units[i])
                k++;
            if (k < group.count && all[k] == units[i])
                assert_true(n < got && found[n++] == i);
        }
        assert_int_equal(n, got);
        hits += got;
        misses += asked - got;
    }
    assert_true(hits > ROUNDS && misses > ROUNDS);
}

/* Groups that may make no sense: never more than is asked for. */
static void find_in_all(struct barq_text groups)
{
    const uint32_t units[] = { 0, 3, 700, 701, 1 << 20, UNIT_MOST, UINT32_MAX };
    enum { ASKED = sizeof(units) / sizeof(units[0]) };
    uint32_t found[ASKED];
    struct group group;

    while (group_read(&groups, &group))
        assert_true(group_find(&group, units, ASKED, found) <= ASKED);
}

/* Any answer will do, but what lies outside of the room.  What it says makes
 * sense can be written. */
static void read_and_write(int64_t row, struct barq_text bytes)
{
    static uint64_t room[ROW_UNITS];
    struct postings got = { room, 0, ROW_UNITS };
    char data[ROW_ROOM];
    size_t len;

    bool good = row_postings(row, bytes, &got);
    assert_true(got.count <= ROW_UNITS);
    for (size_t i = 1; i < got.count; i++)
        assert_true(room[i - 1] < room[i]);
    if (good && got.count)
        assert_true(row_write(room, got.count, data, &len) > 0);
}

static void any_bytes_are_safe(void **state)
{
    static char data[ROW_ROOM];

    (void)state;
    for (int round = 0; round < 20 * ROUNDS; round++) {
        struct barq_text bytes = { data, below(round % 9 ? 40 : ROW_ROOM) };
        for (size_t i = 0; i < bytes.len; i++)
            data[i] = (char)below(round % 2 ? 4 : 256);
        read_and_write(row_id(1, posting_of(0, 1, 5)), bytes);
        find_in_all(bytes);
        read_and_write(row_id(1, posting_of(0, 0, 0)), bytes);
    }
}

/* ------------------------------------------------------------- in a file */

/* Units far apart, so that a row holds few of them. */
enum { KEYS = 3, UNITS = 3000, APART = 99991 };

/* What should be there: by key, bucket fixed by the unit. */
static bool expected[KEYS][UNITS + 1];

static int bucket_of(size_t unit)
{
    return (int)(unit % 5);
}

static uint64_t posting_for(size_t key, size_t unit)
{
    return posting_of(posting_list(1, key + 1), bucket_of(unit),
                      (int64_t)unit * APART);
}

static int by_id(const void *a, const void *b)
{
    const struct memory_candidate *x = a, *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

static void assert_expected(struct fixture *f)
{
    struct memory_filter filter = { .key_count = KEYS };
    struct memory_key keys[KEYS];
    struct memory_candidates got;
    struct arena keep = f->keep;
    size_t n = 0;

    for (size_t k = 0; k < KEYS; k++)
        keys[k] = (struct memory_key){ .key = k + 1, .cost = 1 << k };
    filter.keys = keys;
    for (int b = 0; b < MEMORY_BUCKETS; b++) {
        filter.first[b] = filter.read[b] = KEYS;
        filter.enough[b] = 1;
    }
    assert_int_equal(BARQ_OK,
                     memory_look(f->memory, BARQ_EN, keys, KEYS, &keep, NULL));
    assert_int_equal(BARQ_OK, memory_candidates(f->memory, BARQ_EN, &filter,
                                                &got, &keep, NULL));
    if (got.count)
        qsort(got.at, got.count, sizeof(*got.at), by_id);
    for (size_t unit = 1; unit <= UNITS; unit++) {
        int64_t held = 0;
        for (size_t k = 0; k < KEYS; k++)
            held += expected[k][unit] ? 1 << k : 0;
        if (!held)
            continue;
        assert_true(n < got.count);
        assert_int_equal(unit * APART, got.at[n].id);
        assert_int_equal(held, got.at[n++].held);
    }
    assert_int_equal(n, got.count);
}

/* Some postings that are not there yet; key 0 is common, the others rare. */
static size_t choose_new(size_t most, uint64_t *to)
{
    size_t count = 0;

    for (size_t i = 0; i < most; i++) {
        size_t key = below(4) ? 0 : 1 + below(KEYS - 1);
        size_t unit = 1 + below(UNITS);
        if (expected[key][unit])
            continue;
        expected[key][unit] = true;
        to[count++] = posting_for(key, unit);
    }
    return count;
}

static void add_some(struct fixture *f, size_t most)
{
    static uint64_t at[UNITS], spare[UNITS];
    uint64_t *room = spare;
    struct postings some = { at, choose_new(most, at), UNITS };
    int run = (int)below(4);

    postings_sort(&some, &room);
    for (size_t i = 0, n; i < some.count; i += n) {
        for (n = 1; i + n < some.count && posting_list_of(some.at[i + n]) ==
                                              posting_list_of(some.at[i]);)
            n++;
        assert_int_equal(BARQ_OK,
                         posting_add(f->memory, run, some.at + i, n, NULL));
    }
    assert_int_equal(BARQ_OK,
                     runs_count(f->memory, run, (int64_t)some.count, NULL));
}

static void remove_some(struct fixture *f, size_t most)
{
    for (size_t i = 0; i < most; i++) {
        size_t key = below(KEYS), unit = 1 + below(UNITS);
        bool found = false;
        for (int run = 0; run < 4 && !found; run++) {
            assert_int_equal(BARQ_OK, posting_remove(f->memory, run,
                                                     posting_for(key, unit),
                                                     &found, NULL));
            if (found)
                runs_count(f->memory, run, -1, NULL);
        }
        assert_int_equal(expected[key][unit], found);
        expected[key][unit] = false;
    }
}

static void rows_are_changed_in_place(void **state)
{
    struct fixture *f = *state;

    memset(expected, 0, sizeof(expected));
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int round = 0; round < 60; round++) {
        if (below(3))
            add_some(f, 1 + below(round % 7 ? 40 : 900));
        else
            remove_some(f, 1 + below(round % 5 ? 50 : 1500));
        assert_expected(f);
    }
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    while (!runs_step(f->memory, RUNS_REST, NULL))
        assert_expected(f);
    assert_int_equal(1, number_in(f->path, "SELECT count(*) FROM run"));
    assert_expected(f);
}

/* A merge that stopped half-way, with more put into its sources and taken out
 * of all, goes on and loses nothing. */
static void a_merge_goes_on(void **state)
{
    struct fixture *f = *state;

    memset(expected, 0, sizeof(expected));
    for (int round = 0; round < 6; round++) {
        assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
        for (int i = 0; i < 8; i++)
            add_some(f, 300);
        /* As after a crash: under way, and something has been moved. */
        assert_int_equal(
            SQLITE_OK,
            sqlite3_exec(f->memory->db,
                         "UPDATE run SET target = 9 WHERE id < 3;"
                         "INSERT OR IGNORE INTO run VALUES (9, 0, 0)",
                         NULL, NULL, NULL));
        assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
        assert_expected(f);
        assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
        add_some(f, 100);
        remove_some(f, 200);
        assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
        assert_expected(f);
    }
    assert_int_equal(BARQ_OK, memory_rest(f->memory, NULL));
    assert_expected(f);
}

/* The lowest list of all begins at number 0, and is there or not. */
static void the_first_list_is_told_from_none(void **state)
{
    struct fixture *f = *state;
    const uint64_t first = posting_of(posting_list(0, MEMORY_ALL_KEY), 0, 1);
    uint64_t last = 1;

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_NOTHING, posting_last(f->memory, 1, &last, NULL));
    assert_int_equal(BARQ_OK,
                     posting_write_list(f->memory, 1, &first, 1, NULL));
    assert_int_equal(BARQ_OK, posting_last(f->memory, 1, &last, NULL));
    assert_int_equal(posting_list_of(first), last);
    memory_rollback(f->memory);
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

/* Nobody who was put in is lost, and of the others few pass, as long as there
 * is room. */
static void a_sieve_loses_nobody(void **state)
{
    static const size_t sizes[] = { 1, 60, 5000, 100000 };
    enum { MOST = 100000, OTHERS = 20000 };
    static uint32_t units[MOST], others[OTHERS], passed[MOST];
    struct fixture *f = *state;

    for (size_t s = 0; s < sizeof(sizes) / sizeof(sizes[0]); s++) {
        struct arena keep = f->keep;
        struct sieve sieve;
        size_t count = sizes[s];
        for (size_t i = 0; i < count; i++)
            units[i] = (uint32_t)below(UNIT_MOST);
        for (size_t i = 0; i < OTHERS; i++)
            others[i] = (uint32_t)below(UNIT_MOST);
        assert_true(sieve_make(&sieve, count, &keep));
        sieve_put(&sieve, units, count);
        assert_int_equal(count, sieve_pass(&sieve, units, count, passed));
        assert_memory_equal(units, passed, count * sizeof(*units));
        if (count < MOST)
            assert_true(sieve_pass(&sieve, others, OTHERS, passed) <
                        OTHERS / 8);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_come_back),
        cmocka_unit_test(rows_come_back),
        cmocka_unit_test(one_more_is_put_among_groups),
        cmocka_unit_test(a_row_holds_so_many),
        cmocka_unit_test(units_are_found),
        cmocka_unit_test(any_bytes_are_safe),
        IN_MEMORY(rows_are_changed_in_place),
        IN_MEMORY(a_merge_goes_on),
        IN_MEMORY(the_first_list_is_told_from_none),
        IN_MEMORY(a_sieve_loses_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
