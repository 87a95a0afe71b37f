/* Beads in the memory: which are stored, with what around them, and once. */
#include "memory_fixture.h"

#include "align/align.h"
#include "stories.h"

static struct barq_alignment *align_story(struct barq_story **ar,
                                          struct barq_story **en,
                                          const char *name)
{
    struct barq_alignment *a = NULL;
    struct barq_error err = { 0 };

    *ar = story_of(name, "ar");
    *en = story_of(name, "en");
    if (barq_align(*ar, *en, NULL, &a, &err))
        fail_msg("%s", err.message);
    return a;
}

static struct barq_counts store(const struct barq_alignment *a,
                                struct barq_memory *memory)
{
    struct barq_counts counts = { 0 };
    struct barq_error err = { 0 };

    if (barq_alignment_store(a, memory, NULL, &counts, &err))
        fail_msg("%s", err.message);
    return counts;
}

static void storing_twice_doubles_nothing(void **state)
{
    struct fixture *f = *state;
    struct barq_story *ar, *en;
    struct barq_alignment *a = align_story(&ar, &en, "ceasefire");
    struct barq_counts first = store(a, f->memory), second;
    struct barq_stats stats;

    assert_int_equal(barq_alignment_count(a), first.read);
    assert_int_equal(first.read, first.added + first.merged + first.skipped);
    assert_true(first.added > 10);
    assert_true(first.skipped > 0); /* furniture and lone segments */
    second = store(a, f->memory);
    assert_int_equal(0, second.added);
    assert_int_equal(first.added + first.merged, second.merged);
    assert_int_equal(BARQ_OK, barq_memory_stats(f->memory, &stats, NULL));
    assert_int_equal(first.added, stats.units);
    barq_alignment_free(a);
    barq_story_free(ar);
    barq_story_free(en);
}

static void only_sure_prose_is_stored(void **state)
{
    struct fixture *f = *state;
    struct barq_story *ar, *en;
    struct barq_alignment *a = align_story(&ar, &en, "ceasefire");
    struct barq_unit unit = { 0 };
    int64_t id = 0, count = 0;

    store(a, f->memory);
    for (;; id = unit.id, count++) {
        struct arena keep = f->keep;
        if (memory_next(f->memory, id, &unit, &keep, NULL))
            break;
        assert_true(unit.confidence >= 0.65 && unit.confidence <= 1);
        assert_int_equal(BARQ_ALIGNED, unit.origin);
        assert_true(unit.position >= 0);
        assert_true(unit.story.len > 0);
        struct barq_segment segment =
            barq_story_segment(ar, (size_t)unit.position);
        assert_int_not_equal(BARQ_FURNITURE, segment.kind);
        assert_memory_equal(segment.text.at, unit.ar.at, segment.text.len);
    }
    assert_true(count > 10);
    barq_alignment_free(a);
    barq_story_free(ar);
    barq_story_free(en);
}

static void neighbours_are_segments_and_no_furniture(void **state)
{
    struct barq_segment segments[] = {
        { .kind = BARQ_HEADLINE, .text = { "head", 4 } },
        { .kind = BARQ_FURNITURE, .text = { "share", 5 } },
        { .kind = BARQ_PARAGRAPH, .text = { "one", 3 } },
        { .kind = BARQ_FURNITURE, .text = { "tags", 4 } },
    };
    struct barq_story story = { .segments = segments, .segment_count = 4 };

    (void)state;
    assert_text("", align_text_before(&story, 0));
    assert_text("one", align_text_after(&story, 1));
    assert_text("head", align_text_before(&story, 2));
    assert_text("", align_text_after(&story, 3));
    story.name = (struct barq_text){ "wire/12.txt", 11 };
    assert_text("head", align_story_name(&story));
    segments[0].kind = BARQ_PARAGRAPH;
    assert_text("wire/12.txt", align_story_name(&story));
}

static void the_proto_gives_origin_and_maker(void **state)
{
    struct fixture *f = *state;
    struct barq_story *ar, *en;
    struct barq_alignment *a = align_story(&ar, &en, "ceasefire");
    const struct barq_unit proto = { .origin = BARQ_PUBLISHED,
                                     .who = { "desk", 4 } };
    struct arena keep = f->keep;
    struct barq_unit unit = { 0 };

    assert_int_equal(BARQ_OK,
                     barq_alignment_store(a, f->memory, &proto, NULL, NULL));
    assert_int_equal(BARQ_OK, memory_next(f->memory, 0, &unit, &keep, NULL));
    assert_int_equal(BARQ_PUBLISHED, unit.origin);
    assert_text("desk", unit.who);
    barq_alignment_free(a);
    barq_story_free(ar);
    barq_story_free(en);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(storing_twice_doubles_nothing,
                                        make_memory, drop_folder),
        cmocka_unit_test_setup_teardown(only_sure_prose_is_stored, make_memory,
                                        drop_folder),
        cmocka_unit_test(neighbours_are_segments_and_no_furniture),
        cmocka_unit_test_setup_teardown(the_proto_gives_origin_and_maker,
                                        make_memory, drop_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
