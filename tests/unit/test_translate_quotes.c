/*
 * Quotations: where a text quotes, whatever its marks, and what was published
 * of it before.
 */
#include "memory_fixture.h"

#include "stories.h"
#include "translate/quotes.h"

/* The quotations of a text, set apart by |. */
static const char *quotes_of(struct fixture *f, const char *text)
{
    struct quotations found = { 0 };
    struct barq_text line = text_of("");

    assert_int_equal(BARQ_OK,
                     quotes_find(text_of(text), &found, &f->keep, NULL));
    for (size_t i = 0; i < found.count; i++)
        line = arena_print(&f->keep, "%s%s%.*s", line.at, i ? "|" : "",
                           (int)(found.at[i].end - found.at[i].start),
                           text + found.at[i].start);
    return line.at;
}

static void where_a_text_quotes(void **state)
{
    static const struct {
        const char *why, *text, *want;
    } cases[] = {
        { "straight marks", "He said \"we go\" and left.", "we go" },
        { "typographic ones", "He said “we go” and left.", "we go" },
        { "guillemets", "قال «سنذهب غدا» وغادر.", "سنذهب غدا" },
        { "the closing one in front", "قال »سنذهب غدا« وغادر.", "سنذهب غدا" },
        { "low and high", "„wir gehen“, sagte er", "wir gehen" },
        { "two", "\"We go,\" he said. \"And win.\"", "We go,|And win." },
        { "a stop behind the mark", "قال: \"سنذهب غدا\".", "سنذهب غدا" },
        { "a stop before it", "قال: \"سنذهب غدا.\"", "سنذهب غدا." },
        { "an Arabic comma behind it", "قال \"سنذهب\"، وغادر", "سنذهب" },
        { "a clitic before it", "وصفه ب\"الإرهاب\" أمس", "الإرهاب" },
        { "in brackets", "(\"we go\")", "we go" },
        { "no space at all", "قال:\"سنذهب\"وغادر", "سنذهب" },
        { "never closed", "قال \"سنذهب غدا", "سنذهب غدا" },
        { "never opened", "سنذهب غدا\" كما قال", "سنذهب غدا" },
        { "never closed, and another one", "قال \"سنذهب وأضاف \"سنعود\"",
          "سنعود" },
        { "single marks", "Fans 'looking like muppets', he said",
          "looking like muppets" },
        { "single ones with an apostrophe", "He said ‘we don’t go’ again",
          "we don’t go" },
        { "apostrophes are none", "the ministers' talks, don't, '80s", "" },
        { "feet and inches", "6′2″ tall", "" },
        { "empty", "He said \"\" and left", "" },
        { "white space inside", "« سنذهب »", "سنذهب" },
        { "nothing", "", "" },
        { "a mark alone", "\"", "" },
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *got = quotes_of(f, cases[i].text);
        if (strcmp(got, cases[i].want) != 0)
            fail_msg("%s: \"%s\"", cases[i].why, got);
    }
}

/* -------------------------------------------------------------------- drafts
 */

#define RIGHTS "لن نقبل بأي تسوية تمس حقوقنا"

/* What is known of the only segment's quotations: "target", after "part " or
 * "in " where it is not the whole; set apart by |. */
static const char *known_of(struct fixture *f, const char *story_text,
                            enum barq_lang lang)
{
    struct barq_story *story = story_of_lines(story_text, lang);
    struct barq_text line = text_of("");
    struct barq_draft *draft = NULL;
    size_t count = 0;

    assert_int_equal(BARQ_OK,
                     barq_translate(f->memory, story, NULL, &draft, NULL));
    const struct barq_known_quote *quotes = barq_draft_quotes(draft, 0, &count);
    for (size_t i = 0; i < count; i++)
        line = arena_print(&f->keep, "%s%s%s%.*s", line.at, i ? "|" : "",
                           quotes[i].sentence ? "in "
                           : quotes[i].part   ? "part "
                                              : "",
                           (int)quotes[i].target.len, quotes[i].target.at);
    barq_draft_free(draft);
    barq_story_free(story);
    return line.at;
}

static const struct {
    const char *why, *ar, *en, *asked, *want;
} published[] = {
    { "the same words in other marks", "قال الوزير \"" RIGHTS "\" أمس.",
      "\"We accept no such deal,\" the minister said.",
      "وكان قد صرح بأنه «" RIGHTS "» قبل أن يغادر البلاد.",
      "We accept no such deal," },
    { "vowel marks and hamzas do not matter", "قال الوزير \"" RIGHTS "\" أمس.",
      "\"No such deal,\" he said.",
      "وذكر أنه «لن نَقبل بأى تسوية تمس حقوقنا» في مؤتمر.", "No such deal," },
    { "the second of two", "قال \"سنذهب إلى القاهرة\" وأضاف \"" RIGHTS "\".",
      "\"We go to Cairo,\" he said. \"No such deal.\"",
      "وذكر أنه «" RIGHTS "» في مؤتمر صحفي.", "No such deal." },
    { "one that the English has in two pieces",
      "قال الوزير \"" RIGHTS "\" أمس.",
      "\"We accept,\" he said, \"no such deal.\"",
      "وذكر أنه «" RIGHTS "» في مؤتمر صحفي.", "We accept, ... no such deal." },
    { "which it is cannot be told",
      "قال \"سنذهب إلى القاهرة\" وأضاف \"" RIGHTS "\".",
      "He said they would go and \"accept no such deal\".",
      "وذكر أنه «" RIGHTS "» في مؤتمر صحفي.",
      "in He said they would go and \"accept no such deal\"." },
    { "a part of a longer one", "قال \"" RIGHTS " ولن نعود\".",
      "\"No such deal, no return,\" he "
      "said.",
      "وذكر أنه «" RIGHTS "» في مؤتمر صحفي.", "part No such deal, no return," },
    { "a segment that is the quotation", RIGHTS ".", "No such deal.",
      "وذكر أنه «" RIGHTS "» في مؤتمر صحفي.", "No such deal." },
    { "what was said and not quoted is no quotation",
      "قال إنه " RIGHTS " أبدا.", "He said no such deal.",
      "وذكر أنه «" RIGHTS "» في مؤتمر صحفي.", "" },
    { "one word is another: no", "قال الوزير \"" RIGHTS "\" أمس.",
      "\"No such deal,\" he said.",
      "وذكر أنه «سوف نقبل بأي تسوية تمس حقوقنا» في مؤتمر.", "" },
    { "two words in marks are no quotation", "قال \"خلال أيام\" أمس.",
      "\"Within days,\" he said.",
      "وسيعود إلى البلاد «خلال أيام» كما ذكر التلفزيون.", "" },
    { "a segment that is known as a whole needs no help",
      "قال الوزير \"" RIGHTS "\" أمس.", "\"No such deal,\" he said.",
      "قال الوزير \"" RIGHTS "\" أمس.", "" },
};

static void what_was_published_comes_back(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(published) / sizeof(published[0]); i++) {
        int64_t id = add_pair(f, published[i].ar, published[i].en);
        const struct barq_selection one = { &id, 1, NULL };
        const char *got = known_of(f, published[i].asked, BARQ_AR);
        if (strcmp(got, published[i].want) != 0)
            fail_msg("%s: \"%s\"", published[i].why, got);
        assert_int_equal(BARQ_OK,
                         barq_memory_delete(f->memory, &one, NULL, NULL, NULL));
    }
}

static void english_stories_quote_too(void **state)
{
    struct fixture *f = *state;

    add_pair(f, "قال الوزير \"" RIGHTS "\" أمس.",
             "\"We accept no such deal,\" the minister said.");
    assert_string_equal(
        RIGHTS,
        known_of(f, "Asked again, he repeated “we accept no such deal” twice.",
                 BARQ_EN));
}

static void what_a_machine_wrote_is_no_published_quotation(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit =
        pair_of("قال الوزير \"" RIGHTS "\" أمس.", "\"No deal,\" he said.");

    unit.origin = BARQ_MT;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
    assert_string_equal(
        "", known_of(f, "وذكر أنه «" RIGHTS "» في مؤتمر صحفي.", BARQ_AR));
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(where_a_text_quotes),
        IN_MEMORY(what_was_published_comes_back),
        IN_MEMORY(english_stories_quote_too),
        IN_MEMORY(what_a_machine_wrote_is_no_published_quotation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
