/*
 * Where a unit stood goes from memory to memory whole: each place, in which
 * edition of which story, and what leads to the story.
 */
#include "versions_fixture.h"

#define ROWS_AR "\u0641\u062A\u062D."
#define SHIPS_AR "\u0633\u0641\u0646."

static const struct published first[] = { { "It opened.", ROWS_AR },
                                          { "Ships wait.", SHIPS_AR },
                                          { NULL, NULL } };
static const struct published second[] = { { "Ships wait.", SHIPS_AR },
                                           { "It closed.", ROWS_AR },
                                           { NULL, NULL } };

static void open_other(const struct fixture *f, struct fixture *other)
{
    *other = *f;
    snprintf(other->path, sizeof(other->path), "%s/other.db", f->folder);
    other->memory = NULL;
    assert_int_equal(BARQ_OK, barq_memory_open(other->path, BARQ_WRITE,
                                               &other->memory, NULL));
}

/* All units of one into the other, as an import of an export does. */
static void carry(struct fixture *from, struct fixture *to)
{
    struct barq_unit unit = { 0 };

    assert_int_equal(BARQ_OK, memory_begin(to->memory, NULL));
    assert_int_equal(BARQ_OK,
                     memory_edition_begin(to->memory, text_of(""), NULL));
    for (;;) {
        struct memory_places places = { 0 };
        struct arena keep = from->keep;
        if (memory_next(from->memory, unit.id, &unit, &keep, NULL))
            break;
        assert_int_equal(BARQ_OK, memory_places_of(from->memory, unit.id,
                                                   &places, &keep, NULL));
        for (size_t i = 0; i < places.count; i++)
            assert_int_equal(
                BARQ_OK,
                memory_place_slugs(from->memory, &places.at[i], &keep, NULL));
        assert_int_equal(
            BARQ_OK, memory_put_placed(to->memory, &unit, &places, NULL, NULL));
    }
    assert_int_equal(BARQ_OK, memory_editions_join(to->memory, NULL, NULL));
    memory_edition_end(to->memory);
    assert_int_equal(BARQ_OK, memory_commit(to->memory, NULL));
}

static int64_t count_of(const struct fixture *f, const char *sql)
{
    return number_in(f->path, sql);
}

/* Which of a unit's places came before which. */
static const char order[] =
    "SELECT sum(c.unit * (SELECT count(*) FROM context d"
    " WHERE d.unit = c.unit AND d.id < c.id AND d.edition < c.edition))"
    " FROM context c";

/* Both say the same in numbers that differ if any of this does. */
static void assert_alike(const struct fixture *a, const struct fixture *b)
{
    static const char *const sums[] = {
        "SELECT count(*) FROM context",
        "SELECT count(*) FROM slug",
        "SELECT sum(unit * 1000 + position * 100 + edition * 10) FROM context",
        "SELECT sum(contexts) FROM unit",
        order,
    };

    for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++)
        assert_int_equal(count_of(a, sums[i]), count_of(b, sums[i]));
}

static void all_places_and_editions_come_along(void **state)
{
    struct fixture *f = *state, other;

    open_other(f, &other);
    publish_from(f, "Harbour", "port-6.txt", first);
    publish(f, "Storm", first);
    publish_from(f, "Harbour", "port-7.txt", second);
    carry(f, &other);
    assert_alike(f, &other);
    assert_edition(&other, story_named(&other, "Harbour", ""), second);
    assert_edition(&other, story_named(&other, "Storm", ""), first);
    assert_true(story_named(&other, "", "desk/port-9.txt") > 0);
    barq_memory_close(other.memory);
}

static void they_come_behind_what_is_there(void **state)
{
    static const struct published ours[] = { { "Ships wait.", SHIPS_AR },
                                             { "Rain.", "\u0645\u0637\u0631." },
                                             { NULL, NULL } };
    struct fixture *f = *state, other;

    open_other(f, &other);
    publish(f, "Harbour", first);
    publish(f, "Harbour", second);
    publish(&other, "Harbour", ours);
    carry(f, &other);
    assert_edition(&other, story_named(&other, "Harbour", ""), second);
    publish(&other, "Harbour", ours);
    assert_edition(&other, story_named(&other, "Harbour", ""), ours);
    carry(f, &other); /* once more: nothing in it is new, or later */
    assert_edition(&other, story_named(&other, "Harbour", ""), ours);
    barq_memory_close(other.memory);
}

/* A correction here brings an old sentence back from whoever had the story:
 * that is no later than what followed it. */
static void what_comes_back_is_no_later(void **state)
{
    struct fixture *f = *state, other;
    int64_t id = 0;

    open_other(f, &other);
    publish(f, "Harbour", first);
    publish(f, "Harbour", second);
    carry(f, &other);
    id = number_in(f->path, "SELECT unit FROM context"
                            " ORDER BY edition, id LIMIT 1");
    const struct barq_selection which = { .ids = &id, .count = 1 };
    assert_int_equal(BARQ_OK,
                     barq_memory_delete(f->memory, &which, NULL, NULL, NULL));
    carry(&other, f);
    assert_int_equal(count_of(&other, "SELECT count(*) FROM unit"),
                     count_of(f, "SELECT count(*) FROM unit"));
    assert_edition(f, story_named(f, "Harbour", ""), second);
    barq_memory_close(other.memory);
}

/* What others store while a file comes in has numbers of its own. */
static void numbers_are_put_by_for_a_file(void **state)
{
    struct fixture *f = *state, other;
    struct barq_unit unit = pair_of(first[0].ar, first[0].en);
    struct memory_place place = { .story = text_of("Harbour"), .edition = 1 };
    struct memory_places places = { &place, 1 };

    other = *f;
    assert_int_equal(
        BARQ_OK, barq_memory_open(f->path, BARQ_WRITE, &other.memory, NULL));
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK,
                     memory_edition_begin(f->memory, text_of(""), NULL));
    assert_int_equal(BARQ_OK,
                     memory_put_placed(f->memory, &unit, &places, NULL, NULL));
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    publish(&other, "Storm", first);
    place.edition = 2;
    unit = pair_of(first[1].ar, first[1].en);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK,
                     memory_put_placed(f->memory, &unit, &places, NULL, NULL));
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    memory_edition_end(f->memory);
    assert_int_equal(2, count_of(f, "SELECT max(c.edition) FROM context c"
                                    " JOIN story s ON s.id = c.story"
                                    " WHERE s.name = 'Harbour'"));
    assert_int_equal(0, count_of(f, "SELECT count(*) FROM context c"
                                    " JOIN story s ON s.id = c.story"
                                    " WHERE s.name = 'Storm'"
                                    " AND c.edition <= 2"));
    barq_memory_close(other.memory);
}

static void what_has_no_edition_joins_the_story(void **state)
{
    static const struct published joined[] = { { "It opened.", ROWS_AR },
                                               { "Ships wait.", SHIPS_AR },
                                               { "Late.",
                                                 "\u0645\u0637\u0631." },
                                               { NULL, NULL } };
    struct fixture *f = *state;
    struct barq_unit unit = pair_of(joined[2].ar, joined[2].en);
    struct memory_place place = { .story = text_of("Harbour"), .position = 2 };
    struct memory_places places = { &place, 1 };

    publish(f, "Harbour", first);
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK,
                     memory_put_placed(f->memory, &unit, &places, NULL, NULL));
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_edition(f, story_named(f, "Harbour", ""), joined);
}

static void a_bad_unit_spoils_nothing(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of("", "It opened.");
    struct memory_place place = { .story = text_of("Harbour") };
    struct memory_places places = { &place, 1 };

    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_E_INPUT,
                     memory_put_placed(f->memory, &unit, &places, NULL, NULL));
    assert_int_equal(BARQ_OK, memory_commit(f->memory, NULL));
    assert_int_equal(0, count_of(f, "SELECT count(*) FROM story"));
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(all_places_and_editions_come_along),
        IN_MEMORY(they_come_behind_what_is_there),
        IN_MEMORY(what_comes_back_is_no_later),
        IN_MEMORY(numbers_are_put_by_for_a_file),
        IN_MEMORY(what_has_no_edition_joins_the_story),
        IN_MEMORY(a_bad_unit_spoils_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
