/* Which segments end inside a quotation. */
#include "align/evidence.h"

#include "stories.h"

#include <string.h>

enum { SEGMENTS = 16 };

/* '1' for each segment that ends inside one. */
static void check(const char *why, const char *lines, enum barq_lang lang,
                  const char *want)
{
    struct side_segment segments[SEGMENTS] = { { 0 } };
    struct side side = { .segments = segments };
    struct barq_story *story = story_of_lines(lines, lang);
    char got[SEGMENTS + 1] = "";

    side.count = story->segment_count;
    assert_true(side.count <= SEGMENTS);
    quotations_mark(story, &side);
    for (size_t i = 0; i < side.count; i++)
        got[i] = segments[i].quoted ? '1' : '0';
    if (strcmp(got, want) != 0)
        fail_msg("%s: %s for %s", why, got, want);
    barq_story_free(story);
}

static void a_speech_of_several_sentences(void **state)
{
    static const struct {
        const char *why, *lines;
        enum barq_lang lang;
        const char *want;
    } cases[] = {
        { "guillemets", "قال: «تعال.\nنرحل الليلة.»\nثم سكت.\n", BARQ_AR,
          "100" },
        { "curly", "\u201CCome.\nWe leave tonight,\u201D he said.\n", BARQ_EN,
          "10" },
        { "straight", "He said: \"Come.\nWe leave tonight.\"\nHe left.\n",
          BARQ_EN, "100" },
        { "single, with an apostrophe inside",
          "'It's late.\nThe boys' mother waits,' he said.\n", BARQ_EN, "10" },
        { "a speech within one sentence", "\"Come,\" he said.\nThey left.\n",
          BARQ_EN, "00" },
        { "two speeches in one, the second goes on",
          "\"Come,\" he said, \"now.\nWe leave.\"\n", BARQ_EN, "10" },
        { "a speech of two paragraphs opens twice",
          "\u201CCome.\n\u201CWe leave tonight.\u201D\n", BARQ_EN, "10" },
        { "one that is never closed is none", "\"Come.\nWe left.\nAll did.\n",
          BARQ_EN, "000" },
        { "one that is closed too late is none",
          "\"A.\nB.\nC.\nD.\nE.\nF.\nG.\nH.\nI.\nJ.\"\n", BARQ_EN,
          "0000000000" },
        { "an end without a beginning says nothing", "Come.\"\nWe left.\n",
          BARQ_EN, "00" },
        { "inches and minutes open nothing", "A board of 5\" by 7.\nIt fits.\n",
          BARQ_EN, "00" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        check(cases[i].why, cases[i].lines, cases[i].lang, cases[i].want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_speech_of_several_sentences),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
