/*
 * Editions: the last one of a story is what was stored of it last, whole, and
 * names lead to it whatever version they name.
 */
#include "versions_fixture.h"

#define PORT                                        \
    {                                               \
        "The port reopened.", "\u0641\u062A\u062D." \
    }
#define CRANES                                                         \
    {                                                                  \
        "Cranes were moving.", "\u0631\u0627\u0641\u0639\u0627\u062A." \
    }
#define SHIPS                                    \
    {                                            \
        "Ten ships wait.", "\u0633\u0641\u0646." \
    }
#define STRIKE                                                   \
    {                                                            \
        "The strike is over.", "\u0625\u0636\u0631\u0627\u0628." \
    }
#define END        \
    {              \
        NULL, NULL \
    }

static void the_last_edition_is_the_whole_version(void **state)
{
    static const struct published first[] = { PORT, CRANES, SHIPS, END };
    static const struct published second[] = { PORT, STRIKE, SHIPS, END };
    struct fixture *f = *state;

    publish(f, "Port", first);
    int64_t story = story_named(f, "Port", "");
    assert_edition(f, story, first);
    publish(f, "Port", second);
    assert_edition(f, story, second);
    publish(f, "Port", second); /* once more, nothing new in it */
    assert_edition(f, story, second);
}

static void what_comes_by_itself_joins_the_last_edition(void **state)
{
    static const struct published first[] = { PORT, CRANES, END };
    static const struct published second[] = { PORT, SHIPS, END };
    static const struct published joined[] = { PORT, SHIPS, STRIKE, END };
    struct fixture *f = *state;
    struct barq_unit late =
        pair_of("\u0625\u0636\u0631\u0627\u0628.", "The strike is over.");

    publish(f, "Port", first);
    publish(f, "Port", second);
    late.story = text_of("Port");
    late.position = 2;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &late, NULL, NULL, NULL));
    assert_edition(f, story_named(f, "Port", ""), joined);
}

static void a_version_of_one_sentence_is_one(void **state)
{
    static const struct published first[] = { PORT, CRANES, END };
    static const struct published second[] = { PORT, END };
    struct fixture *f = *state;

    publish(f, "Port", second);
    publish(f, "Port", first);
    publish(f, "Port", second); /* without neighbours, where it stood */
    assert_edition(f, story_named(f, "Port", ""), second);
}

static void an_edition_taken_back_leaves_the_one_before(void **state)
{
    static const struct published first[] = { PORT, CRANES, END };
    struct fixture *f = *state;
    struct barq_unit unit = pair_of("\u0633\u0641\u0646.", "Ten ships wait.");

    publish(f, "Port", first);
    unit.story = text_of("Port");
    unit.position = 0;
    assert_int_equal(BARQ_OK, memory_begin(f->memory, NULL));
    assert_int_equal(BARQ_OK,
                     memory_edition_begin(f->memory, text_of(""), NULL));
    assert_int_equal(BARQ_OK, memory_put(f->memory, &unit, NULL, NULL, NULL));
    memory_edition_end(f->memory);
    memory_rollback(f->memory);
    assert_edition(f, story_named(f, "Port", ""), first);
}

static void names_and_slugs_lead_to_a_story(void **state)
{
    static const struct published pairs[] = { PORT, CRANES, END };
    static const struct {
        const char *why, *name, *file;
        bool found;
    } cases[] = {
        { "its name, in another spelling", "port  REOPENS", "", true },
        { "another version by its headline", "UPDATE 2-Port reopens", "",
          true },
        { "another version by its file", "The strike is over",
          "desk/port-7.txt", true },
        { "another story", "Port closes", "harbour-7.txt", false },
        { "no name at all", "", "", false },
    };
    struct fixture *f = *state;

    publish_from(f, "Port reopens", "port-6.txt", pairs);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (!!story_named(f, cases[i].name, cases[i].file) != cases[i].found)
            fail_msg("%s: %s", cases[i].why,
                     cases[i].found ? "not found" : "found");
}

static void a_memory_of_before_has_one_edition(void **state)
{
    static const struct published first[] = { PORT, CRANES, END };
    static const struct published second[] = { SHIPS, STRIKE, END };
    struct fixture *f = *state;

    publish(f, "Port", first);
    exec_in(f->path, "UPDATE context SET edition = 0");
    assert_edition(f, story_named(f, "Port", ""), first);
    publish(f, "Port", second);
    assert_edition(f, story_named(f, "Port", ""), second);
}

static void nothing_is_no_edition(void **state)
{
    struct fixture *f = *state;
    struct memory_edition edition;

    assert_int_equal(BARQ_NOTHING, memory_last_edition(f->memory, 7, &edition,
                                                       &f->keep, NULL));
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(the_last_edition_is_the_whole_version),
        IN_MEMORY(what_comes_by_itself_joins_the_last_edition),
        IN_MEMORY(a_version_of_one_sentence_is_one),
        IN_MEMORY(an_edition_taken_back_leaves_the_one_before),
        IN_MEMORY(names_and_slugs_lead_to_a_story),
        IN_MEMORY(a_memory_of_before_has_one_edition),
        IN_MEMORY(nothing_is_no_edition),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
