/* Archives: stories find their partner, and those without one stay alone. */
#include "memory_fixture.h"

#include "align/pair.h"
#include "stories.h"

static const char *const names[] = { "aid-convoy",     "ceasefire",
                                     "central-bank",   "court-ruling",
                                     "dust-storm",     "earthquake",
                                     "football-final", "summit" };
enum { NAMES = 8 };

static void add(struct barq_archive *archive, const char *name,
                const char *lang)
{
    struct barq_error err = { 0 };
    struct barq_story *story = story_of(name, lang);

    if (barq_archive_add(archive, story, NULL, &err))
        fail_msg("%s", err.message);
    barq_story_free(story);
}

static struct barq_archive *open_archive(void)
{
    struct barq_archive *archive = NULL;

    assert_int_equal(BARQ_OK, barq_archive_open(&archive, NULL));
    return archive;
}

static void match(struct barq_archive *archive, double least)
{
    struct barq_error err = { 0 };

    if (barq_archive_match(archive, least, &err))
        fail_msg("%s", err.message);
}

static void each_story_finds_its_own(void **state)
{
    struct barq_archive *archive = open_archive();

    (void)state;
    for (int i = 0; i < NAMES; i++)
        add(archive, names[i], "ar");
    for (int i = NAMES; i-- > 0;)
        add(archive, names[i], "en");
    match(archive, 0);
    assert_int_equal(NAMES, barq_archive_pair_count(archive));
    for (size_t i = 0; i < NAMES; i++) {
        struct barq_story_pair pair = barq_archive_pair(archive, i);
        assert_int_equal(NAMES - 1 - pair.ar, pair.en);
        assert_true(pair.confidence > 0.9 && pair.confidence <= 1);
    }
    barq_archive_close(archive);
}

static void what_has_no_partner_stays_alone(void **state)
{
    struct barq_archive *archive = open_archive();

    (void)state;
    for (int i = 0; i < 5; i++)
        add(archive, names[i], "ar");
    for (int i = 3; i < NAMES; i++)
        add(archive, names[i], "en");
    match(archive, 0);
    assert_int_equal(2, barq_archive_pair_count(archive));
    for (size_t i = 0; i < 2; i++) {
        struct barq_story_pair pair = barq_archive_pair(archive, i);
        assert_true(pair.ar >= 3);
        assert_int_equal(pair.ar - 3, pair.en);
    }
    barq_archive_close(archive);
}

/* The same story under two names is no reason to doubt its partner. */
static void a_copy_is_no_rival(void **state)
{
    struct barq_archive *archive = open_archive();

    (void)state;
    add(archive, "summit", "ar");
    add(archive, "summit", "ar");
    add(archive, "ceasefire", "ar");
    add(archive, "summit", "en");
    add(archive, "ceasefire", "en");
    match(archive, 0);
    assert_int_equal(2, barq_archive_pair_count(archive));
    barq_archive_close(archive);
}

/* Two versions that fit alike: rather none than one by chance. */
static void rivals_are_not_guessed_between(void **state)
{
    static const char *const ar[] = {
        "\u0648\u0635\u0644 \u0627\u0644\u0631\u0626\u064A\u0633 "
        "\u0625\u0644\u0649 \u0628\u0631\u0644\u064A\u0646 "
        "\u0627\u0644\u064A\u0648\u0645.\n",
        "\u0627\u0644\u064A\u0648\u0645 \u0648\u0635\u0644 "
        "\u0627\u0644\u0631\u0626\u064A\u0633 \u0625\u0644\u0649 "
        "\u0628\u0631\u0644\u064A\u0646.\n",
    };
    struct barq_archive *archive = open_archive();
    struct barq_story *en =
        story_of_lines("The president arrived in Berlin today.\n", BARQ_EN);

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct barq_story *story = story_of_lines(ar[i], BARQ_AR);
        assert_int_equal(BARQ_OK, barq_archive_add(archive, story, NULL, NULL));
        barq_story_free(story);
    }
    assert_int_equal(BARQ_OK, barq_archive_add(archive, en, NULL, NULL));
    barq_story_free(en);
    match(archive, 0);
    assert_int_equal(0, barq_archive_pair_count(archive));
    match(archive, 1e-9);
    assert_int_equal(1, barq_archive_pair_count(archive));
    barq_archive_close(archive);
}

static void nothing_in_nothing_out(void **state)
{
    struct barq_archive *archive = open_archive();

    (void)state;
    match(archive, 0);
    assert_int_equal(0, barq_archive_pair_count(archive));
    add(archive, "summit", "ar");
    match(archive, 1e-9);
    assert_int_equal(0, barq_archive_pair_count(archive));
    barq_archive_close(archive);
    barq_archive_close(NULL);
}

/* An archive that was matched takes more stories and is matched again. */
static void an_archive_grows(void **state)
{
    struct barq_archive *archive = open_archive();
    size_t index = 9;
    struct barq_story *en = story_of("earthquake", "en");

    (void)state;
    for (int i = 0; i < NAMES; i++)
        add(archive, names[i], "ar");
    match(archive, 0);
    assert_int_equal(0, barq_archive_pair_count(archive));
    assert_int_equal(BARQ_OK, barq_archive_add(archive, en, &index, NULL));
    barq_story_free(en);
    assert_int_equal(0, index);
    match(archive, 0);
    assert_int_equal(1, barq_archive_pair_count(archive));
    assert_int_equal(5, barq_archive_pair(archive, 0).ar);
    barq_archive_close(archive);
}

static void a_pair_that_was_stored_is_known(void **state)
{
    struct fixture *f = *state;
    struct barq_story *ar = story_of("summit", "ar");
    struct barq_story *en = story_of("summit", "en");
    struct barq_story *other = story_of("ceasefire", "en");
    struct barq_alignment *a = NULL;
    bool known = true;

    assert_int_equal(BARQ_OK,
                     barq_memory_has_pair(f->memory, ar, en, &known, NULL));
    assert_false(known);
    assert_int_equal(BARQ_OK, barq_align(ar, en, NULL, &a, NULL));
    assert_int_equal(BARQ_OK,
                     barq_alignment_store(a, f->memory, NULL, NULL, NULL));
    assert_int_equal(BARQ_OK,
                     barq_memory_has_pair(f->memory, ar, en, &known, NULL));
    assert_true(known);
    assert_int_equal(BARQ_OK,
                     barq_memory_has_pair(f->memory, ar, other, &known, NULL));
    assert_false(known);
    barq_alignment_free(a);
    barq_story_free(ar);
    barq_story_free(en);
    barq_story_free(other);
}

static void maps_keep_what_they_are_given(void **state)
{
    struct fixture *f = *state;
    struct pair_map map = { 0 };
    bool added;

    for (uint32_t i = 0; i < 5000; i++) {
        const uint32_t *value =
            pair_map_put(&map, (uint64_t)i * 0x9E3779B9, i, &added, &f->keep);
        assert_non_null(value);
        assert_true(added);
    }
    for (uint32_t i = 0; i < 5000; i++) {
        const uint32_t *value =
            pair_map_put(&map, (uint64_t)i * 0x9E3779B9, 7, &added, &f->keep);
        assert_false(added);
        assert_int_equal(i, *value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_story_finds_its_own),
        cmocka_unit_test(what_has_no_partner_stays_alone),
        cmocka_unit_test(a_copy_is_no_rival),
        cmocka_unit_test(rivals_are_not_guessed_between),
        cmocka_unit_test(nothing_in_nothing_out),
        cmocka_unit_test(an_archive_grows),
        cmocka_unit_test_setup_teardown(a_pair_that_was_stored_is_known,
                                        make_memory, drop_folder),
        cmocka_unit_test_setup_teardown(maps_keep_what_they_are_given,
                                        make_folder, drop_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
