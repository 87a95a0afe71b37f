/*
 * Units of equal words are found by their bare key, wherever their postings
 * are: in the file, in several runs, or not written yet.
 */
#include "memory_fixture.h"

#include "memory/pairs.h"
#include "memory/posting.h"

#define ARABIC "\u0645\u062D\u0627\u062F\u062B\u0627\u062A"

static int64_t put(struct barq_memory *memory, const char *en,
                   enum barq_added expected)
{
    const struct barq_unit unit = { .ar = text_of(ARABIC),
                                    .en = text_of(en),
                                    .confidence = 1,
                                    .position = -1 };
    enum barq_added added = BARQ_ADDED;
    int64_t id = 0;

    assert_int_equal(BARQ_OK, memory_put(memory, &unit, &added, &id, NULL));
    assert_int_equal(expected, added);
    return id;
}

static void begin(struct fixture *f)
{
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
}

static void commit(struct fixture *f)
{
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
}

static uint64_t bare_of(struct fixture *f, const char *ar, const char *en)
{
    const struct barq_text pair[2] = { text_of(ar), text_of(en) };
    struct arena keep = f->keep, scratch = arena_split(&keep);
    struct unit_side sides[2];

    assert_int_equal(BARQ_OK, memory_index_pair(f->memory, pair, sides, &keep,
                                                scratch, NULL));
    return sides[0].bare;
}

static size_t same(struct fixture *f, uint64_t bare)
{
    struct memory_ids ids = { 0 };
    struct arena keep = f->keep;

    assert_int_equal(BARQ_OK,
                     memory_same(f->memory, BARQ_AR, bare, &ids, &keep, NULL));
    for (size_t i = 1; i < ids.count; i++)
        assert_true(ids.at[i - 1] < ids.at[i]);
    return ids.count;
}

/* ... and how many there are if they are several. */
static size_t many(struct fixture *f, uint64_t bare)
{
    struct memory_ids ids = { 0 };
    struct arena keep = f->keep;

    assert_int_equal(
        BARQ_OK, memory_same_many(f->memory, BARQ_AR, bare, &ids, &keep, NULL));
    return ids.count;
}

/* The key whose units lie where those of `bare` do, and that has none. */
static uint64_t neighbour_of(uint64_t bare)
{
    uint64_t inverse = 1;

    for (int i = 0; i < 6; i++) /* Newton's iteration, modulo 2^64 */
        inverse *= 2 - same_mix(1) * inverse;
    return (same_mix(bare) ^ 1) * inverse;
}

static void what_lies_beside_is_told_apart(void **state)
{
    struct fixture *f = *state;
    uint64_t bare = bare_of(f, ARABIC, "talks");
    uint64_t other = neighbour_of(bare);
    struct arena keep = f->keep;
    struct id_list list = { .keep = &keep };

    begin(f);
    put(f->memory, "talks", BARQ_ADDED);
    commit(f);
    assert_true(other != bare);
    assert_int_equal(BARQ_OK, same_listed(f->memory, 0, other, &list, NULL));
    assert_int_equal(1, list.count);
    assert_int_equal(0, same(f, other));
    assert_int_equal(1, same(f, bare));
    assert_int_equal(0, many(f, bare));
    begin(f);
    put(f->memory, "the talks", BARQ_ADDED);
    commit(f);
    assert_int_equal(0, many(f, other));
    assert_int_equal(2, many(f, bare));
}

/* More than a head holds, so that rows are read; and more that are pending. */
static void a_long_list_is_read_whole(void **state)
{
    enum { MANY = 3 * HEAD_POSTINGS };
    struct fixture *f = *state;
    uint64_t bare = bare_of(f, ARABIC, "talks");
    char en[32];

    for (int i = 0; i < MANY; i++) {
        if (i % HEAD_POSTINGS == 0)
            begin(f);
        snprintf(en, sizeof(en), "talks %d", i);
        put(f->memory, en, BARQ_ADDED);
        if (i % HEAD_POSTINGS == HEAD_POSTINGS - 1)
            commit(f);
    }
    assert_int_equal(MANY, same(f, bare));
    begin(f);
    put(f->memory, "talks resume", BARQ_ADDED);
    assert_int_equal(MANY + 1, same(f, bare));
    put(f->memory, "talks resume", BARQ_MERGED); /* known from the file now */
    put(f->memory, "talks 5", BARQ_MERGED);
    memory_rollback(f->memory);
    assert_int_equal(MANY, same(f, bare));
}

/* Pairs of equal words, and of one hash, differ in their marks. */
static void pending_pairs_are_told_by_their_texts(void **state)
{
    struct fixture *f = *state;

    begin(f);
    int64_t plain = put(f->memory, "talks", BARQ_ADDED);
    int64_t asked = put(f->memory, "talks?", BARQ_ADDED);
    assert_true(plain != asked);
    assert_true(plain == put(f->memory, "talks", BARQ_MERGED));
    assert_true(asked == put(f->memory, "talks?", BARQ_MERGED));
    memory_rollback(f->memory);
    begin(f);
    put(f->memory, "talks?", BARQ_ADDED);
    commit(f);
}

/* The table of what is pending grows, and forgets. */
static void all_that_is_pending_is_noted(void **state)
{
    enum { NOTED = 5000 };
    struct fixture *f = *state;
    struct arena keep = f->keep;
    struct unit_side sides[2] = { 0 };

    for (int64_t id = 1; id <= NOTED; id++) {
        sides[0].bare = (uint64_t)id % 1000;
        assert_int_equal(BARQ_OK, recent_note(f->memory, id, sides, NULL));
    }
    for (uint64_t bare = 0; bare < 1000; bare++) {
        struct id_list list = { .keep = &keep };
        sides[0].bare = bare;
        assert_int_equal(BARQ_OK, recent_ids(f->memory, sides, &list, NULL));
        assert_int_equal(NOTED / 1000, list.count);
        for (size_t i = 0; i < list.count; i++)
            assert_int_equal(bare, list.at[i] % 1000);
    }
    recent_forget(f->memory);
    struct id_list list = { .keep = &keep };
    assert_int_equal(BARQ_OK, recent_ids(f->memory, sides, &list, NULL));
    assert_int_equal(0, list.count);
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(what_lies_beside_is_told_apart),
        IN_MEMORY(a_long_list_is_read_whole),
        IN_MEMORY(pending_pairs_are_told_by_their_texts),
        IN_MEMORY(all_that_is_pending_is_noted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
