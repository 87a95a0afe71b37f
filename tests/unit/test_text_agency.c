#include "text/text.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* "Reuters", "AFP", "the press agency" and a headline in Arabic. */
#define REUTERS "\u0631\u0648\u064A\u062A\u0631\u0632"
#define AFP_DOTTED "\u0623.\u0641.\u0628"
#define CAIRO "\u0627\u0644\u0642\u0627\u0647\u0631\u0629"
#define TALKS                                     \
    "\u0627\u0633\u062A\u0624\u0646\u0641\u062A " \
    "\u0627\u0644\u0645\u062D\u0627\u062F\u062B\u0627\u062A"

static const struct {
    const char *why, *text, *want;
} stories[] = {
    { "a sign-off",
      "Talks resume\n\nThe two sides met in Cairo on Monday.\n\n(Reuters)\n",
      "Reuters" },
    { "a dateline run into the first paragraph",
      "Talks resume\n\nCAIRO, March 3 (Reuters) - The two sides met in "
      "Cairo on Monday.\n",
      "Reuters" },
    { "in Arabic",
      TALKS "\n\n" CAIRO " (" REUTERS ") - " TALKS " " TALKS " " TALKS ".\n",
      "Reuters" },
    { "with points between its letters",
      TALKS "\n\n" TALKS " " TALKS " " TALKS ".\n\n(" AFP_DOTTED ")\n", "AFP" },
    { "a dateline",
      "Talks resume\n\nGENEVA - AFP\n\nThe two sides met on Monday.\n", "AFP" },
    { "a story about an agency is not from it",
      "Reuters names an editor\n\nThe agency Reuters said on Monday it had "
      "named an editor.\n\nAFP declined to comment.\n",
      "" },
    { "a picture's credit is not the story's",
      "Talks resume\n\nDelegates arrive in Cairo for the talks (AFP)\n\nThe "
      "two sides met in Cairo on Monday, officials said.\n",
      "" },
    { "none", "Talks resume\n\nThe two sides met in Cairo on Monday.\n", "" },
};

static void a_story_names_its_agency(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(stories) / sizeof(stories[0]); i++) {
        struct barq_story *story = NULL;
        struct block home;
        struct arena keep;
        struct barq_text agency = { 0 };
        assert_int_equal(BARQ_OK,
                         block_reserve(&home, TASK_CEILING, &keep, NULL));
        struct arena scratch = arena_split(&keep);
        assert_int_equal(BARQ_OK, barq_story_read(text_of(stories[i].text),
                                                  NULL, &story, NULL));
        assert_int_equal(BARQ_OK,
                         story_agency(story, &agency, &keep, scratch, NULL));
        if (!text_equal(agency, text_of(stories[i].want)))
            fail_msg("%s: \"%s\"", stories[i].why, agency.at);
        barq_story_free(story);
        block_release(home);
    }
}

static const struct {
    const char *why, *name, *want;
} names[] = {
    { "its name", "Reuters", "Reuters" },
    { "in another case", "REUTERS", "Reuters" },
    { "in Arabic", REUTERS, "Reuters" },
    { "in full", "Agence France-Presse", "AFP" },
    { "one nobody knows", "Marsa News Agency", "Marsa News Agency" },
    { "a name in a longer one is none", "Reuters of Ruritania",
      "Reuters of Ruritania" },
    { "nothing", "", "" },
};

static void an_agency_has_one_name(void **state)
{
    struct block home;
    struct arena keep;

    (void)state;
    assert_int_equal(BARQ_OK, block_reserve(&home, TASK_CEILING, &keep, NULL));
    struct arena scratch = arena_split(&keep);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct barq_text got = { 0 };
        assert_int_equal(BARQ_OK, text_agency(text_of(names[i].name), &got,
                                              &keep, scratch, NULL));
        if (!text_equal(got, text_of(names[i].want)))
            fail_msg("%s: \"%s\"", names[i].why, got.at);
    }
    block_release(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_story_names_its_agency),
        cmocka_unit_test(an_agency_has_one_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
