/* Where a unit stood before, in a TMX property: out and back, and not taken
 * from what others wrote there. */
#include "pair_fixture.h"

#include "formats/tmx.h"

static char room[1 << 20];

static void a_place_comes_back(void **state)
{
    static const struct barq_text slugs[] = {
        { "id=tag:wire,2026:7", 18 },
        { "\u0645\u0631\u0641\u0623", 8 },
    };
    const struct memory_place want = {
        .story = text_of("\u0642\u0627\u0644 \"\x01\" <b>"),
        .agency = text_of("Reuters"),
        .position = 0,
        .edition = 7,
        .ar_before = text_of("\u0633\u0641\u0646.\n"),
        .en_after = text_of("Ships\\ wait."),
        .slugs = slugs,
        .slug_count = 2,
    };
    struct memory_place got;
    struct arena keep = arena_over(room, sizeof(room));
    struct buf json = { 0 };

    (void)state;
    tmx_place_print(&json, &want);
    assert_false(json.failed);
    assert_true(
        tmx_place_read((struct barq_text){ json.at, json.len }, &got, &keep));
    buf_release(&json);
    assert_true(text_equal(want.story, got.story));
    assert_true(text_equal(want.agency, got.agency));
    assert_int_equal(0, got.position);
    assert_int_equal(7, got.edition);
    assert_true(text_equal(want.ar_before, got.ar_before));
    assert_int_equal(0, got.ar_after.len);
    assert_int_equal(0, got.en_before.len);
    assert_true(text_equal(want.en_after, got.en_after));
    assert_int_equal(2, got.slug_count);
    assert_true(text_equal(slugs[1], got.slugs[1]));
}

static void what_others_wrote_is_looked_at_closely(void **state)
{
    static const struct {
        const char *why, *json;
        bool good;
        int64_t position, edition;
        size_t slugs;
    } cases[] = {
        { "nothing is known", "{}", true, -1, 0, 0 },
        { "no JSON", "{\"story\"", false, 0, 0, 0 },
        { "no object", "[7]", false, 0, 0, 0 },
        { "a place before the first", "{\"position\":-2,\"edition\":-1}", true,
          -1, 0, 0 },
        { "numbers too large to count on",
          "{\"position\":1e300,\"edition\":1e300}", true, -1, 0, 0 },
        { "numbers as text", "{\"position\":\"1\",\"edition\":\"2\"}", true, -1,
          0, 0 },
        { "slugs that are none", "{\"slugs\":[1,\"\",null,\"a\",{}]}", true, -1,
          0, 1 },
        { "a story that is no text", "{\"story\":{\"a\":1},\"edition\":3}",
          true, -1, 3, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena keep = arena_over(room, sizeof(room));
        struct memory_place got = { 0 };
        print_message("  %s\n", cases[i].why);
        assert_int_equal(cases[i].good,
                         tmx_place_read(text_of(cases[i].json), &got, &keep));
        if (!cases[i].good)
            continue;
        assert_int_equal(cases[i].position, got.position);
        assert_int_equal(cases[i].edition, got.edition);
        assert_int_equal(cases[i].slugs, got.slug_count);
        assert_int_equal(0, got.story.len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_comes_back),
        cmocka_unit_test(what_others_wrote_is_looked_at_closely),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
