/* The versions of a story have one slug, and other stories have another. */
#include "text/text.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* "Update 2", "the talks resumed", and the two words with other hamzas. */
#define UPDATE "\u062A\u062D\u062F\u064A\u062B"
#define TALKS                                     \
    "\u0627\u0633\u062A\u0624\u0646\u0641\u062A " \
    "\u0627\u0644\u0645\u062D\u0627\u062F\u062B\u0627\u062A"
#define TALKS_SLUG                                \
    "\u0627\u0633\u062A\u0648\u0646\u0641\u062A-" \
    "\u0627\u0644\u0645\u062D\u0627\u062F\u062B\u0627\u062A"

static const struct {
    const char *why, *name, *want;
} cases[] = {
    { "a file's folders, number, language and kind", "desk/port-talks-2.ar.txt",
      "port-talks" },
    { "the same story, another version", "port-talks_v3.ar.txt", "port-talks" },
    { "a mark and its number in one word", "port.talks.take12.html",
      "port-talks" },
    { "what any file may be called says nothing", "in/story-3.ar.txt", "" },
    { "nor does a number alone", "7.txt", "" },
    { "but beside a name it is left out", "story-port-talks.txt",
      "port-talks" },
    { "and in a headline it is a word", "The story of a port",
      "the-story-of-a-port" },
    { "a year is no version", "budget-2026.txt", "budget-2026" },
    { "a headline's update", "UPDATE 2-Port talks resume",
      "port-talks-resume" },
    { "a take at the end", "Port talks resume (2nd take)",
      "port-talks-resume" },
    { "several marks", "UPDATE 1-FLASH: Port talks resume - 3rd lead",
      "port-talks-resume" },
    { "a number of a headline is its own", "Leaders meet at G 20",
      "leaders-meet-at-g-20" },
    { "a mark in the middle is a word", "Port takes the lead in talks",
      "port-takes-the-lead-in-talks" },
    { "Arabic, with its own digits", UPDATE " \u0662 - " TALKS, TALKS_SLUG },
    { "Arabic, in parentheses", TALKS " (" UPDATE " 1)", TALKS_SLUG },
    { "nothing but marks", "UPDATE 3", "" },
    { "nothing", "  ", "" },
};

static void a_slug_leaves_versions_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct block home;
        struct arena keep;
        struct barq_text slug = { 0 }, want = text_of(cases[i].want);
        assert_int_equal(BARQ_OK,
                         block_reserve(&home, TASK_CEILING, &keep, NULL));
        struct arena scratch = arena_split(&keep);
        assert_int_equal(BARQ_OK, text_slug(text_of(cases[i].name), &slug,
                                            &keep, scratch, NULL));
        if (!text_equal(want, slug))
            fail_msg("%s: \"%.*s\", not \"%s\"", cases[i].why, (int)slug.len,
                     slug.at, cases[i].want);
        block_release(home);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slug_leaves_versions_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
