/*
 * Heads that a handle has read before are those of the file as it is: whoever
 * has written, and however many there are.
 */
#include "care_fixture.h"

#include "memory/lists.h"

/* How many units have a key, seen in a transaction of its own. */
static int64_t rarity(struct barq_memory *memory, struct fixture *f,
                      uint64_t key)
{
    struct memory_key wanted = { .key = key };
    struct arena keep = f->keep;

    assert_int_equal(BARQ_OK, memory_read_begin(memory, NULL));
    assert_int_equal(BARQ_OK,
                     memory_look(memory, BARQ_EN, &wanted, 1, &keep, NULL));
    memory_read_end(memory);
    return wanted.rarity;
}

static uint64_t key_of(const struct fixture *f, const char *word)
{
    struct arena keep = f->keep, scratch = arena_split(&keep);
    struct tokens tokens;

    assert_int_equal(BARQ_OK,
                     text_tokens_cached(memory_words(f->memory, BARQ_EN),
                                        text_of(word), &tokens, &keep, scratch,
                                        NULL));
    return memory_token_key(&tokens.at[0]);
}

static void what_this_handle_wrote_is_seen(void **state)
{
    struct fixture *f = *state;
    uint64_t key = key_of(f, "harbour");

    assert_int_equal(0, rarity(f->memory, f, key)); /* kept: there is none */
    assert_int_equal(0, rarity(f->memory, f, key));
    add_pair(f, "\u0645\u064A\u0646\u0627\u0621", "the harbour");
    assert_int_equal(1, rarity(f->memory, f, key));
    add_pair(f, "\u0645\u0631\u0641\u0623", "a harbour");
    assert_int_equal(2, rarity(f->memory, f, key));
}

static void what_another_wrote_is_seen(void **state)
{
    struct fixture *f = *state;
    uint64_t key = key_of(f, "harbour");
    struct barq_memory *reader = NULL;

    add_pair(f, "\u0645\u064A\u0646\u0627\u0621", "the harbour");
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_READ, &reader, NULL));
    assert_int_equal(1, rarity(reader, f, key));
    add_pair(f, "\u0645\u0631\u0641\u0623", "a harbour");
    assert_int_equal(2, rarity(reader, f, key));
    assert_int_equal(2, rarity(f->memory, f, key));
    barq_memory_close(reader);
}

/* What is rolled back was never there, though it was looked for. */
static void what_is_not_committed_is_not_kept(void **state)
{
    struct fixture *f = *state;
    uint64_t key = key_of(f, "harbour");
    struct barq_unit unit =
        pair_of("\u0645\u064A\u0646\u0627\u0621", "the harbour");
    enum barq_added added;
    int64_t id;

    assert_int_equal(0, rarity(f->memory, f, key));
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK, memory_put(f->memory, &unit, &added, &id, NULL));
    assert_int_equal(1, rarity(f->memory, f, key));
    memory_rollback(f->memory);
    assert_int_equal(0, rarity(f->memory, f, key));
}

/* More keys than are kept, and as many again. */
static void a_full_table_makes_room(void **state)
{
    enum { KEYS = 50000, TURNS = 20 };
    struct fixture *f = *state;
    uint64_t key = key_of(f, "harbour");

    add_pair(f, "\u0645\u064A\u0646\u0627\u0621", "the harbour");
    for (uint64_t turn = 0; turn < TURNS; turn++) {
        struct arena keep = f->keep;
        struct memory_key *keys = arena_new(&keep, struct memory_key, KEYS);
        for (uint64_t i = 0; i < KEYS; i++)
            keys[i].key = (key + 1 + turn * KEYS + i) % SAME_FIRST;
        assert_int_equal(BARQ_OK, memory_read_begin(f->memory, NULL));
        assert_int_equal(
            BARQ_OK, memory_look(f->memory, BARQ_EN, keys, KEYS, &keep, NULL));
        memory_read_end(f->memory);
        assert_int_equal(1, rarity(f->memory, f, key));
    }
}

/* The units of a key in some buckets, seen in a transaction of its own; *whole
 * says whether its list is kept. */
static size_t units_of(struct fixture *f, uint64_t key, uint32_t buckets,
                       bool *whole)
{
    struct arena keep = f->keep;
    struct lists lists = {
        .memory = f->memory, .side = 1, .buckets = buckets, .keep = &keep
    };
    struct memory_key wanted = { .key = key };
    struct barq_text groups;
    size_t count = 0;

    assert_int_equal(BARQ_OK, memory_read_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK,
                     memory_look(f->memory, BARQ_EN, &wanted, 1, &keep, NULL));
    assert_int_equal(BARQ_OK, lists_read(&lists, &wanted, 0, NULL));
    const struct heads_list list = { wanted.heads[0].run, posting_list(1, key),
                                     wanted.heads[0].head.count };
    assert_int_equal(BARQ_OK,
                     heads_whole(f->memory, list, buckets, &groups, NULL));
    memory_read_end(f->memory);
    for (size_t i = 0; i < lists.count; i++)
        if (buckets >> lists.segments[i].bucket & 1)
            count += lists.segments[i].count;
    *whole = groups.at != NULL;
    return count;
}

/* A longer one is not kept before it is wanted again. */
static void check_twice_wanted(struct fixture *f, uint64_t key)
{
    struct memory_key wanted = { .key = key };
    struct arena keep = f->keep;
    struct barq_memory *reader = NULL;
    struct barq_text groups;

    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_READ, &reader, NULL));
    assert_int_equal(BARQ_OK, memory_read_begin(reader, NULL));
    assert_int_equal(BARQ_OK,
                     memory_look(reader, BARQ_EN, &wanted, 1, &keep, NULL));
    const struct heads_list list = { wanted.heads[0].run, posting_list(1, key),
                                     WHOLE_POSTINGS };
    for (int turn = 0; turn < 2; turn++) {
        assert_int_equal(BARQ_OK,
                         heads_whole(reader, list, UINT32_MAX, &groups, NULL));
        assert_int_equal(turn, groups.at != NULL);
    }
    memory_read_end(reader);
    barq_memory_close(reader);
}

/* A list in rows is kept when it is wanted again, and is what it was before:
 * in all buckets and in each of them; until somebody writes. */
static void a_list_in_rows_is_kept_whole(void **state)
{
    enum { MANY = 3 * HEAD_POSTINGS };
    struct fixture *f = *state;
    uint64_t key = key_of(f, "harbour");
    bool whole = false;
    char en[128];

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    for (int i = 0; i < MANY; i++) {
        struct barq_unit unit = pair_of("\u0645\u064A\u0646\u0627\u0621", en);
        enum barq_added added;
        int64_t id;
        snprintf(en, sizeof(en), "harbour %d%.*s", i, i % 7 * 9,
                 " station station station station station station");
        unit.en = text_of(en);
        assert_int_equal(BARQ_OK,
                         memory_put(f->memory, &unit, &added, &id, NULL));
    }
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(MANY, units_of(f, key, UINT32_MAX, &whole));
    for (int turn = 0; turn < 3; turn++) {
        size_t sum = 0;
        for (int b = 0; b < MEMORY_BUCKETS; b++)
            sum += units_of(f, key, UINT32_C(1) << b, &whole);
        assert_int_equal(MANY, sum);
        assert_int_equal(MANY, units_of(f, key, UINT32_MAX, &whole));
        assert_true(whole);
    }
    check_twice_wanted(f, key);
    add_pair(f, "\u0645\u0631\u0641\u0623", "a harbour");
    for (int turn = 0; turn < 3; turn++)
        assert_int_equal(MANY + 1, units_of(f, key, UINT32_MAX, &whole));
}

/* The English text of a unit, seen in a transaction of its own; "" if it is
 * gone. */
static const char *text_now(struct barq_memory *memory, struct fixture *f,
                            int64_t id, struct memory_brief *brief)
{
    static char text[64];

    *brief = (struct memory_brief){ 0 };
    assert_int_equal(BARQ_OK, memory_read_begin(memory, NULL));
    enum barq_status status =
        memory_get_brief(memory, id, BARQ_EN, brief, &f->keep, NULL);
    snprintf(text, sizeof(text), "%.*s", (int)brief->text.len,
             status ? "" : brief->text.at);
    memory_read_end(memory);
    return text;
}

/* ... whoever changed it, and as if it had been read for the first time. */
static void a_unit_that_was_kept_is_as_it_is(void **state)
{
    struct fixture *f = *state;
    int64_t id =
        add_pair(f, "\u0645\u064A\u0646\u0627\u0621", "the old harbour");
    struct memory_brief brief, again;
    struct barq_memory *reader = NULL;

    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_READ, &reader, NULL));
    assert_string_equal("the old harbour", text_now(reader, f, id, &brief));
    assert_string_equal("the old harbour", text_now(reader, f, id, &again));
    assert_true(brief.weight > 0);
    assert_int_equal(brief.weight, again.weight);
    assert_int_equal(brief.origin, again.origin);
    assert_int_equal(brief.changed, again.changed);
    assert_string_equal("", text_now(reader, f, id + 1, &again));
    edit_en(f, id, "the harbour");
    assert_string_equal("the harbour", text_now(reader, f, id, &again));
    assert_true(again.weight < brief.weight);
    delete_one(f, id);
    assert_string_equal("", text_now(reader, f, id, &again));
    barq_memory_close(reader);
}

/* Which wording a unit is, seen in a transaction of its own. */
static struct memory_wording wording_now(struct barq_memory *memory,
                                         struct fixture *f, int64_t id)
{
    struct memory_wording wording = { 0 };

    assert_int_equal(BARQ_OK, memory_read_begin(memory, NULL));
    struct runs runs;
    assert_int_equal(BARQ_OK, heads_runs(memory, &runs, NULL));
    if (memory_get_wording(memory, id, BARQ_EN, &wording, f->keep, NULL))
        wording.id = 0;
    memory_read_end(memory);
    return wording;
}

static void a_wording_that_was_kept_is_as_it_is(void **state)
{
    struct fixture *f = *state;
    int64_t one = add_pair(f, "\u0645\u064A\u0646\u0627\u0621", "the harbour");
    int64_t two = add_pair(f, "\u0645\u0631\u0641\u0623", "the harbour");

    for (int turn = 0; turn < 2; turn++) {
        struct memory_wording a = wording_now(f->memory, f, one);
        struct memory_wording b = wording_now(f->memory, f, two);
        assert_int_equal(one, a.id);
        assert_int_equal(two, b.id);
        assert_true(a.source == b.source);
        assert_true(a.target != b.target);
    }
    edit_en(f, two, "a harbour");
    assert_true(wording_now(f->memory, f, one).source !=
                wording_now(f->memory, f, two).source);
    delete_one(f, two);
    assert_int_equal(0, wording_now(f->memory, f, two).id);
}

/* The bag of a unit, as it is known in a transaction of its own, and what is
 * known of it from then on. */
static size_t bag_now(struct fixture *f, int64_t id, struct memory_bag bag)
{
    struct memory_brief brief = { 0 };
    struct runs runs;

    assert_int_equal(BARQ_OK, memory_read_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK, heads_runs(f->memory, &runs, NULL));
    assert_int_equal(BARQ_OK, memory_get_brief(f->memory, id, BARQ_EN, &brief,
                                               &f->keep, NULL));
    if (brief.bag.at)
        assert_memory_equal(bag.at, brief.bag.at, bag.count * sizeof(*bag.at));
    else
        memory_keep_bag(f->memory, BARQ_EN, id, bag);
    memory_read_end(f->memory);
    return brief.bag.count;
}

static void a_bag_is_known_until_somebody_writes(void **state)
{
    static const uint32_t numbers[] = { 3, 5, 8 };
    const struct memory_bag bag = { numbers, 3, 170 };
    struct fixture *f = *state;
    int64_t id = add_pair(f, "\u0645\u064A\u0646\u0627\u0621", "the harbour");

    assert_int_equal(0, bag_now(f, id, bag));
    assert_int_equal(3, bag_now(f, id, bag));
    edit_en(f, id, "the old harbour");
    assert_int_equal(0, bag_now(f, id, bag));
    assert_int_equal(3, bag_now(f, id, bag));
}

/* Keep so many bytes of units that nobody asks for, a task after the other;
 * meanwhile this one is asked for. */
static void keep_others(struct fixture *f, size_t bytes, int64_t id)
{
    enum { THING = 4 << 10, TASK = 2 << 20 };
    static int64_t other = 1 << 20;
    struct memory_brief brief;
    struct runs runs;

    for (size_t kept = 0; kept < bytes; kept += TASK) {
        assert_int_equal(BARQ_OK, memory_read_begin(f->memory, NULL));
        assert_int_equal(BARQ_OK, heads_runs(f->memory, &runs, NULL));
        for (size_t i = 0; i < TASK / THING; i++) {
            void *thing = heads_take(f->memory, THING);
            if (thing)
                heads_keep(f->memory, other++, thing, THING);
        }
        assert_int_equal(BARQ_OK, memory_get_brief(f->memory, id, BARQ_EN,
                                                   &brief, &f->keep, NULL));
        for (int i = 0; i < 2 * TASK / THING; i++)
            assert_non_null(known_brief(f->memory, BARQ_EN, id));
        memory_read_end(f->memory);
    }
}

/* A bag may lie on another shelf than its unit, that is cleared before. */
static void a_bag_may_go_before_its_unit(void **state)
{
    enum { SHELF = 24 << 20, MANY = 60 * SHELF };
    static const uint32_t numbers[] = { 3, 5, 8 };
    const struct memory_bag bag = { numbers, 3, 170 };
    struct fixture *f = *state;
    int64_t id = add_pair(f, "\u0645\u064A\u0646\u0627\u0621", "the harbour");

    keep_others(f, SHELF, id);
    assert_int_equal(0, bag_now(f, id, bag));
    assert_int_equal(3, bag_now(f, id, bag));
    keep_others(f, MANY, id);
    assert_int_equal(0, bag_now(f, id, bag));
    assert_int_equal(3, bag_now(f, id, bag));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_this_handle_wrote_is_seen,
                                        make_memory, drop_folder),
        cmocka_unit_test_setup_teardown(what_another_wrote_is_seen, make_memory,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(what_is_not_committed_is_not_kept,
                                        make_memory, drop_folder),
        cmocka_unit_test_setup_teardown(a_full_table_makes_room, make_memory,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(a_list_in_rows_is_kept_whole,
                                        make_memory, drop_folder),
        cmocka_unit_test_setup_teardown(a_unit_that_was_kept_is_as_it_is,
                                        make_memory, drop_folder),
        cmocka_unit_test_setup_teardown(a_wording_that_was_kept_is_as_it_is,
                                        make_memory, drop_folder),
        cmocka_unit_test_setup_teardown(a_bag_is_known_until_somebody_writes,
                                        make_memory, drop_folder),
        cmocka_unit_test_setup_teardown(a_bag_may_go_before_its_unit,
                                        make_memory, drop_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
