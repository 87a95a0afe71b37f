#include "care_fixture.h"

#include "versions_fixture.h"

/* A second memory in the same folder. */
static void open_other(struct fixture *f, struct fixture *other)
{
    *other = *f;
    snprintf(other->path, sizeof(other->path), "%s/other.db", f->folder);
    other->memory = NULL;
    other->keep = arena_split(&f->keep);
    assert_int_equal(BARQ_OK, barq_memory_open(other->path, BARQ_WRITE,
                                               &other->memory, NULL));
}

static struct barq_counts merge(struct fixture *f, const struct fixture *other)
{
    struct barq_counts counts = { 0 };
    struct barq_error err = { 0 };

    if (barq_memory_merge(f->memory, other->path, false, &counts, &err))
        fail_msg("%s", err.message);
    assert_int_equal(counts.read, counts.added + counts.merged);
    assert_sound(f);
    return counts;
}

static int64_t rows(const struct fixture *f, const char *table)
{
    char sql[64];

    snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", table);
    return number_in(f->path, sql);
}

static void nothing_is_doubled_and_nothing_lost(void **state)
{
    struct fixture *f = *state, other;
    struct barq_unit unit = pair_of(TALKS, "refused");

    open_other(f, &other);
    int64_t ours = add_in_story(f, TALKS, "refused", "Harbour", 3);
    unit.story = text_of("Port");
    unit.agency = text_of("Reuters");
    unit.position = 8;
    unit.uses = 5;
    unit.created = unit.changed = 1000;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(other.memory, &unit, NULL, NULL, NULL));
    add_in_story(&other, TALKS, "declined", "Harbour", 3);
    add_in_story(&other, TALKS, "declined", "Storm", 1);

    struct barq_counts counts = merge(f, &other);
    assert_int_equal(2, counts.read);
    assert_int_equal(1, counts.added);
    assert_int_equal(1, counts.merged);
    struct barq_unit got = get(f, ours);
    assert_int_equal(BARQ_PUBLISHED, got.origin);
    assert_int_equal(5, got.uses);
    assert_int_equal(1000, got.created);
    assert_text("Reuters", got.agency);
    assert_int_equal(2, contexts_of(f, ours));
    assert_int_equal(3, rows(f, "story"));
    assert_int_equal(4, rows(f, "context"));
    assert_int_equal(1, hits_of(f, "declined"));

    counts = merge(f, &other); /* again */
    assert_int_equal(0, counts.added);
    assert_int_equal(5, get(f, ours).uses);
    assert_int_equal(3, rows(f, "story"));
    assert_int_equal(4, rows(f, "context"));
    barq_memory_close(other.memory);
}

static void what_stands_at_a_place_stays(void **state)
{
    struct fixture *f = *state, other;
    struct barq_unit unit = pair_of(TALKS, "refused");

    open_other(f, &other);
    int64_t ours = add_in_story(f, TALKS, "refused", "Harbour", 3);
    unit.story = text_of("harbour");
    unit.position = 3;
    unit.en_before = text_of("Another neighbour");
    assert_int_equal(BARQ_OK,
                     barq_memory_add(other.memory, &unit, NULL, NULL, NULL));
    merge(f, &other);
    assert_int_equal(1, contexts_of(f, ours));
    assert_text("Before it", get(f, ours).en_before);
    barq_memory_close(other.memory);
}

static void versions_keep_their_order(void **state)
{
    static const struct published ours[] = { { "It opened.", "a" },
                                             { NULL, NULL } };
    static const struct published first[] = { { "It closed.", "b" },
                                              { "Why?", "c" },
                                              { NULL, NULL } };
    static const struct published second[] = { { "It closed today.", "d" },
                                               { "Why?", "c" },
                                               { NULL, NULL } };
    struct fixture *f = *state, other;

    open_other(f, &other);
    publish(f, "Harbour", ours);
    publish(&other, "Harbour", first);
    publish(&other, "Harbour", second);
    merge(f, &other);
    assert_edition(f, story_named(f, "Harbour", ""), second);
    merge(f, &other); /* once more: nothing changes */
    assert_edition(f, story_named(f, "Harbour", ""), second);
    publish(f, "Harbour", ours);
    assert_edition(f, story_named(f, "Harbour", ""), ours);
    barq_memory_close(other.memory);
}

static void a_version_that_brings_something_is_whole(void **state)
{
    static const struct published first[] = { { "It opened.", "a" },
                                              { "Ships wait.", "b" },
                                              { NULL, NULL } };
    static const struct published theirs[] = { { "It opened.", "a" },
                                               { "Ships sail.", "c" },
                                               { NULL, NULL } };
    static const struct published later[] = { { "It closed.", "d" },
                                              { "Ships wait.", "b" },
                                              { NULL, NULL } };
    struct fixture *f = *state, other;

    open_other(f, &other);
    publish(f, "Harbour", first);
    publish(&other, "Harbour", first);
    publish(&other, "Harbour", theirs);
    merge(f, &other);
    assert_edition(f, story_named(f, "Harbour", ""), theirs);
    publish(f, "Harbour", later);
    merge(f, &other); /* which has nothing new any more */
    assert_edition(f, story_named(f, "Harbour", ""), later);
    barq_memory_close(other.memory);
}

static void histories_come_along(void **state)
{
    struct fixture *f = *state, other;
    struct barq_history *history = NULL;

    open_other(f, &other);
    add_pair(f, PEACE, "peace"); /* so that numbers differ */
    int64_t edited = add_pair(&other, TALKS, "rejected");
    int64_t gone = add_in_story(&other, RAIN, "rain", "Storm", 2);
    edit_en(&other, edited, "refused");
    delete_one(&other, gone);
    undo(&other, 0, edited);
    edit_en(&other, edited, "declined");
    merge(f, &other);
    merge(f, &other);
    assert_int_equal(4, rows(f, "change"));
    assert_int_equal(4, rows(f, "history"));
    assert_int_equal(1, rows(f, "history_context"));

    int64_t ours =
        number_in(f->path, "SELECT id FROM unit WHERE en = 'declined'");
    assert_int_equal(
        BARQ_OK, barq_memory_history(f->memory, ours, 0, NULL, &history, NULL));
    assert_int_equal(3, barq_history_count(history));
    assert_text("rejected", barq_history_at(history, 0)->was.en);
    assert_text("refused", barq_history_at(history, 1)->was.en);
    assert_text("rejected", barq_history_at(history, 2)->was.en);
    assert_true(barq_history_at(history, 2)->undone != 0);
    barq_history_free(history);

    /* What was deleted there can be brought back here, under a number that
     * is nobody else's. */
    int64_t number = number_in(f->path, "SELECT unit FROM history"
                                        " WHERE fate = 1");
    assert_false(is_there(f, number));
    undo(f, 0, number);
    assert_text("rain", get(f, number).en);
    assert_text("Storm", get(f, number).story);
    undo(f, 0, ours);
    assert_text("rejected", get(f, ours).en);
    barq_memory_close(other.memory);
}

static void a_dry_merge_counts_only(void **state)
{
    struct fixture *f = *state, other;
    struct barq_counts counts = { 0 };

    open_other(f, &other);
    add_pair(&other, TALKS, "talks");
    assert_int_equal(
        BARQ_OK, barq_memory_merge(f->memory, other.path, true, &counts, NULL));
    assert_int_equal(1, counts.added);
    assert_int_equal(0, rows(f, "unit"));
    barq_memory_close(other.memory);
}

static void what_cannot_be_merged_is_refused(void **state)
{
    struct fixture *f = *state, other;
    struct barq_error err = { 0 };
    char path[160];

    add_pair(f, TALKS, "talks");
    open_other(f, &other);
    add_pair(&other, PEACE, "peace");
    barq_memory_close(other.memory);
    assert_int_equal(BARQ_E_USAGE,
                     barq_memory_merge(f->memory, f->path, false, NULL, &err));
    assert_non_null(strstr(err.message, "is the memory itself"));
    snprintf(path, sizeof(path), "%s/link.db", f->folder);
    assert_int_equal(0, symlink(f->path, path));
    assert_int_equal(BARQ_E_USAGE,
                     barq_memory_merge(f->memory, path, false, NULL, &err));
    exec_in(other.path, "PRAGMA user_version = 99");
    assert_int_equal(BARQ_E_MEMORY, barq_memory_merge(f->memory, other.path,
                                                      false, NULL, &err));
    assert_non_null(strstr(err.message, "made by a newer barq (schema 99"));
    assert_int_equal(BARQ_E_MEMORY, barq_memory_merge(f->memory, "/no/such",
                                                      false, NULL, &err));
    /* A row that makes no sense half-way: nothing of it is stored. */
    snprintf(path, sizeof(path),
             "PRAGMA user_version = %d;"
             "INSERT INTO unit SELECT 9, ar, en, 1, 1, 1,"
             " 1, 1, 1, 1, 1, 77, 1, '', '', '', '', 1, 1,"
             " 1, 0 FROM unit",
             memory_schema());
    exec_in(other.path, path);
    assert_int_equal(BARQ_E_MEMORY, barq_memory_merge(f->memory, other.path,
                                                      false, NULL, &err));
    assert_non_null(strstr(err.message, "other.db: damaged"));
    assert_int_equal(1, rows(f, "unit"));
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(nothing_is_doubled_and_nothing_lost),
        IN_MEMORY(what_stands_at_a_place_stays),
        IN_MEMORY(versions_keep_their_order),
        IN_MEMORY(a_version_that_brings_something_is_whole),
        IN_MEMORY(histories_come_along),
        IN_MEMORY(a_dry_merge_counts_only),
        IN_MEMORY(what_cannot_be_merged_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
