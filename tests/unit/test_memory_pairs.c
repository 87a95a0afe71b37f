/*
 * Whoever puts many units is told by a table which pairs are new.  A pair
 * that is there is never taken for one, whoever stored it and however.
 */
#include "memory_fixture.h"

#include "memory/care.h"
#include "memory/pairs.h"

enum { MANY = 400 }; /* more than it takes for a table to be made */

static enum barq_added put(struct barq_memory *memory, const char *ar,
                           const char *en, int n, int64_t *id)
{
    char texts[2][64];
    enum barq_added added = BARQ_ADDED;

    snprintf(texts[0], sizeof(texts[0]), "%s %d", ar, n);
    snprintf(texts[1], sizeof(texts[1]), "%s %d", en, n);
    const struct barq_unit unit = { .ar = text_of(texts[0]),
                                    .en = text_of(texts[1]),
                                    .confidence = 1,
                                    .position = -1 };
    assert_int_equal(BARQ_OK, memory_put(memory, &unit, &added, id, NULL));
    return added;
}

static void put_many(struct barq_memory *memory, const char *en,
                     enum barq_added expected)
{
    for (int i = 0; i < MANY; i++)
        assert_int_equal(expected,
                         put(memory, "\u0633\u0637\u0631", en, i, NULL));
}

static void commit(struct barq_memory *memory)
{
    assert_int_equal(BARQ_OK, memory_commit(memory, NULL));
}

static void begin(struct barq_memory *memory)
{
    assert_int_equal(BARQ_OK, memory_begin(memory, NULL));
}

/* With a table made half-way, within a transaction and behind it. */
static void what_was_put_is_known(void **state)
{
    struct fixture *f = *state;

    begin(f->memory);
    put_many(f->memory, "line", BARQ_ADDED);
    assert_non_null(f->memory->pairs);
    put_many(f->memory, "line", BARQ_MERGED);
    put_many(f->memory, "other line", BARQ_ADDED);
    commit(f->memory);
    begin(f->memory);
    put_many(f->memory, "other line", BARQ_MERGED);
    put_many(f->memory, "line", BARQ_MERGED);
    commit(f->memory);
    assert_int_equal(2 * MANY, number_in(f->path, "SELECT count(*) FROM unit"));
}

/* Another handle on a memory, and one pair put with it. */
static void put_one_beside(const struct fixture *f, const char *en)
{
    struct barq_memory *other;

    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &other, NULL));
    begin(other);
    assert_int_equal(BARQ_ADDED, put(other, "\u0633\u0637\u0631", en, 1, NULL));
    commit(other);
    barq_memory_close(other);
}

/* A unit or two of others are noted, and the table stays; again and again. */
static void what_another_adds_is_noted(void **state)
{
    static const char *const theirs[] = { "one", "two", "three" };
    struct fixture *f = *state;

    begin(f->memory);
    put_many(f->memory, "line", BARQ_ADDED);
    commit(f->memory);
    for (size_t i = 0; i < sizeof(theirs) / sizeof(theirs[0]); i++) {
        put_one_beside(f, theirs[i]);
        begin(f->memory);
        assert_int_equal(BARQ_MERGED, put(f->memory, "\u0633\u0637\u0631",
                                          theirs[i], 1, NULL));
        assert_true(f->memory->pairs_sure);
        put(f->memory, "\u0633\u0637\u0631", "ours", (int)i, NULL);
        commit(f->memory);
    }
    begin(f->memory);
    put_many(f->memory, "line", BARQ_MERGED);
    commit(f->memory);
}

/* ... but one that was rolled back was noted under a number that another has
 * given to a unit of theirs. */
static void a_number_given_twice_is_looked_up(void **state)
{
    struct fixture *f = *state;

    begin(f->memory);
    put_many(f->memory, "line", BARQ_ADDED);
    commit(f->memory);
    begin(f->memory);
    put(f->memory, "\u0633\u0637\u0631", "ours", 1, NULL);
    memory_rollback(f->memory);
    put_one_beside(f, "theirs");
    begin(f->memory);
    assert_int_equal(BARQ_MERGED,
                     put(f->memory, "\u0633\u0637\u0631", "theirs", 1, NULL));
    commit(f->memory);
}

/* An edit by another: what they had, and what they have, are told apart. */
static void what_another_edits_is_known(void **state)
{
    const struct barq_edit edit = { .en = text_of("edited 1") };
    struct fixture *f = *state;
    struct barq_memory *other;

    begin(f->memory);
    put_many(f->memory, "line", BARQ_ADDED);
    commit(f->memory);
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &other, NULL));
    assert_int_equal(BARQ_OK,
                     barq_memory_edit(other, 2, &edit, NULL, NULL, NULL));
    barq_memory_close(other);
    begin(f->memory);
    assert_int_equal(BARQ_MERGED,
                     put(f->memory, "\u0633\u0637\u0631", "edited", 1, NULL));
    assert_null(f->memory->pairs);
    assert_int_equal(BARQ_ADDED,
                     put(f->memory, "\u0633\u0637\u0631", "line", 1, NULL));
    commit(f->memory);
}

/* A backup takes the place of the file, with as many units as we knew. */
static void another_file_is_not_taken_for_ours(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *other;
    char path[128];

    snprintf(path, sizeof(path), "%s.other", f->path);
    assert_int_equal(BARQ_OK, barq_memory_open(path, BARQ_WRITE, &other, NULL));
    begin(other);
    put_many(other, "theirs", BARQ_ADDED);
    commit(other);
    barq_memory_close(other);
    begin(f->memory);
    put_many(f->memory, "line", BARQ_ADDED);
    commit(f->memory);
    put_one_beside(f, "one");
    begin(f->memory); /* it knows of one */
    put(f->memory, "\u0633\u0637\u0631", "two", 1, NULL);
    commit(f->memory);
    assert_non_null(f->memory->pairs);
    assert_int_equal(BARQ_OK,
                     barq_memory_restore(f->path, path, NULL, NULL, NULL));
    begin(f->memory);
    put_many(f->memory, "theirs", BARQ_MERGED);
    put_many(f->memory, "line", BARQ_ADDED);
    commit(f->memory);
}

/* ... or one of this very file, and others write where we had written. */
static void an_earlier_file_is_not_taken_for_ours(void **state)
{
    struct fixture *f = *state;
    char path[128];

    snprintf(path, sizeof(path), "%s.other", f->path);
    begin(f->memory);
    put_many(f->memory, "line", BARQ_ADDED);
    commit(f->memory);
    assert_int_equal(BARQ_OK, barq_memory_backup(f->memory, path, NULL, NULL));
    begin(f->memory);
    put(f->memory, "\u0633\u0637\u0631", "forgotten", 1, NULL);
    put(f->memory, "\u0633\u0637\u0631", "forgotten", 2, NULL);
    commit(f->memory);
    assert_non_null(f->memory->pairs);
    assert_int_equal(BARQ_OK,
                     barq_memory_restore(f->path, path, NULL, NULL, NULL));
    put_one_beside(f, "theirs");
    begin(f->memory);
    assert_int_equal(BARQ_MERGED,
                     put(f->memory, "\u0633\u0637\u0631", "theirs", 1, NULL));
    assert_int_equal(
        BARQ_ADDED, put(f->memory, "\u0633\u0637\u0631", "forgotten", 1, NULL));
    commit(f->memory);
    assert_int_equal(1, number_in(f->path, "SELECT count(*) FROM word"
                                           " WHERE key = 'forgotten'"));
}

/* The table is made before the first of many units. */
static void it_is_made_ahead(void **state)
{
    struct fixture *f = *state;

    begin(f->memory);
    put(f->memory, "\u0633\u0637\u0631", "line", 1, NULL);
    commit(f->memory);
    assert_null(f->memory->pairs);
    memory_expect_units(f->memory, MANY);
    assert_non_null(f->memory->pairs);
    put_one_beside(f, "theirs");
    begin(f->memory);
    assert_int_equal(BARQ_MERGED,
                     put(f->memory, "\u0633\u0637\u0631", "theirs", 1, NULL));
    assert_true(f->memory->pairs_sure);
    put_many(f->memory, "theirs too", BARQ_ADDED);
    commit(f->memory);
}

static void what_another_stored_is_known(void **state)
{
    struct fixture *f = *state;
    struct barq_memory *other;

    begin(f->memory);
    put_many(f->memory, "line", BARQ_ADDED);
    commit(f->memory);
    assert_non_null(f->memory->pairs);
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &other, NULL));
    begin(other);
    put_many(other, "theirs", BARQ_ADDED);
    commit(other);
    begin(f->memory);
    put_many(f->memory, "theirs", BARQ_MERGED);
    commit(f->memory);
    barq_memory_close(other);
}

static void what_was_rolled_back_is_new_again(void **state)
{
    struct fixture *f = *state;

    begin(f->memory);
    put_many(f->memory, "line", BARQ_ADDED);
    memory_rollback(f->memory);
    begin(f->memory);
    put_many(f->memory, "line", BARQ_ADDED);
    commit(f->memory);
}

/* How many units may have these words? */
static size_t count_of(struct fixture *f, const struct unit_side sides[2])
{
    struct arena keep = f->keep;
    struct id_list list = { .keep = &keep };

    assert_true(f->memory->pairs_sure);
    assert_int_equal(BARQ_OK, pairs_ids(f->memory, sides, &list, NULL));
    return list.count;
}

static void words_of(uint64_t n, struct unit_side sides[2])
{
    uint64_t hash = n * UINT64_C(0xD6E8FEB86659FD93);

    sides[0] = (struct unit_side){ .bare = hash ^ hash >> 29 };
    sides[1] = (struct unit_side){ .bare = hash * 3 };
}

/* More than the first table holds: all of them are known, and no others. */
static void a_table_grows(void **state)
{
    enum { NOTED = 200000 };
    struct fixture *f = *state;
    struct unit_side sides[2];
    size_t doubtful = 0;

    begin(f->memory);
    put_many(f->memory, "line", BARQ_ADDED);
    for (int i = 1; i <= NOTED; i++) {
        words_of((uint64_t)i, sides);
        assert_int_equal(BARQ_OK, pairs_note(f->memory, i, sides, NULL));
    }
    for (int i = 1; i <= NOTED; i++) {
        words_of((uint64_t)i, sides);
        assert_true(count_of(f, sides) >= 1);
        words_of((uint64_t)NOTED + (uint64_t)i, sides);
        doubtful += count_of(f, sides);
    }
    assert_true(doubtful < 10);
    put_many(f->memory, "line", BARQ_MERGED);
    put_many(f->memory, "new line", BARQ_ADDED);
    commit(f->memory);
}

static void a_wording_that_was_edited_is_known(void **state)
{
    struct fixture *f = *state;
    int64_t id = 0;

    begin(f->memory);
    put_many(f->memory, "line", BARQ_ADDED);
    put(f->memory, "\u0633\u0637\u0631", "old", 1, &id);
    commit(f->memory);
    const struct barq_edit edit = { .en = text_of("edited 1") };
    assert_int_equal(BARQ_OK,
                     barq_memory_edit(f->memory, id, &edit, NULL, NULL, NULL));
    begin(f->memory);
    assert_int_equal(BARQ_MERGED,
                     put(f->memory, "\u0633\u0637\u0631", "edited", 1, NULL));
    assert_int_equal(BARQ_ADDED,
                     put(f->memory, "\u0633\u0637\u0631", "old", 1, NULL));
    commit(f->memory);
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(what_was_put_is_known),
        IN_MEMORY(what_another_adds_is_noted),
        IN_MEMORY(a_number_given_twice_is_looked_up),
        IN_MEMORY(what_another_edits_is_known),
        IN_MEMORY(another_file_is_not_taken_for_ours),
        IN_MEMORY(an_earlier_file_is_not_taken_for_ours),
        IN_MEMORY(it_is_made_ahead),
        IN_MEMORY(what_another_stored_is_known),
        IN_MEMORY(what_was_rolled_back_is_new_again),
        IN_MEMORY(a_table_grows),
        IN_MEMORY(a_wording_that_was_edited_is_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
