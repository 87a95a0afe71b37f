/*
 * A story and its earlier versions: which story is one, what comes back from
 * it, and what is said of the difference.  The stories are English, and the
 * Arabic is short: "one" to "six".
 */
#include "versions_fixture.h"

#include "stories.h"
#include "translate/translate.h"

#define ONE "\u0648\u0627\u062D\u062F."
#define TWO "\u0627\u062B\u0646\u0627\u0646."
#define THREE "\u062B\u0644\u0627\u062B\u0629."
#define FOUR "\u0623\u0631\u0628\u0639\u0629."
#define FIVE "\u062E\u0645\u0633\u0629."
#define SIX "\u0633\u062A\u0629."

#define TALKS "The port talks resumed in the capital on Monday morning."
#define UNION "The dockers' union said its members would wait for the result."
#define OWNER "The owner of the terminal has promised to raise wages."
#define SHIPS "Some 60 ships were waiting off the coast, pilots said."
#define WHEAT "Wheat prices have risen since the port was closed in March."
#define NOBODY "Nobody was available for comment on the holiday."

/* Words of another day. */
#define LONG                                                               \
    "The council of the city met behind closed doors for nine hours and "  \
    "spoke of roads, of schools, of taxes and of the price of bread, and " \
    "its members left without a word to those who were waiting outside, "

static const struct published story[] = { { TALKS, ONE },   { UNION, TWO },
                                          { OWNER, THREE }, { SHIPS, FOUR },
                                          { WHEAT, FIVE },  { NULL, NULL } };

static const struct published market[] = { { LONG LONG LONG, ONE },
                                           { NOBODY, SIX },
                                           { NULL, NULL } };

static struct barq_draft *draft_lines(struct fixture *f, const char *lines,
                                      struct barq_story **read)
{
    struct barq_draft *draft = NULL;
    struct barq_error err = { 0 };

    *read = story_of_lines(lines, BARQ_EN);
    if (barq_translate(f->memory, *read, NULL, &draft, &err))
        fail_msg("%s", err.message);
    return draft;
}

static void drop(struct barq_draft *draft, struct barq_story *read)
{
    barq_draft_free(draft);
    barq_story_free(read);
}

/* -------------------------------------------------------- which are found */

static const struct {
    const char *why, *lines, *by;
} chains[] = {
    { "the same headline, and a sentence",
      "Port talks\n\n" WHEAT "\n" NOBODY "\n", "name" },
    { "an update of it", "UPDATE 3-Port talks\n\n" WHEAT "\n" NOBODY "\n",
      "slug" },
    { "the same headline, and nothing else",
      "Port talks\n\n" NOBODY "\nAnother day has begun here.\n", NULL },
    { "the same headline every day, and a sentence of background",
      "Markets\n\nToday " LONG LONG "\n" NOBODY "\n", NULL },
    { "another headline, and most of the story",
      "Hopes of a deal\n\n" TALKS "\n" UNION "\n" OWNER "\n", "likeness" },
    { "a flash that the story grew from is in it",
      "Long\n\n" TALKS "\n" UNION "\n" OWNER "\n" NOBODY "\nHe gave no reason "
      "for the decision of the board.\nThe minister said the state would not "
      "pay for the losses of the firm.\nThe next round of talks was set for "
      "Thursday at the same place.\n",
      "likeness" },
    { "one sentence alone is no story", "Hopes\n\n" WHEAT "\n" NOBODY "\n",
      NULL },
};

static void an_earlier_version_is_found(void **state)
{
    struct fixture *f = *state;

    publish(f, "Port talks", story);
    publish(f, "Markets", market);
    for (size_t i = 0; i < sizeof(chains) / sizeof(chains[0]); i++) {
        struct barq_story *read;
        struct barq_draft *draft = draft_lines(f, chains[i].lines, &read);
        const char *by = barq_draft_earlier(draft).by;
        if (strcmp(by ? by : "", chains[i].by ? chains[i].by : "") != 0)
            fail_msg("%s: by %s", chains[i].why, by ? by : "none");
        drop(draft, read);
    }
}

static void a_formula_of_many_stories_says_nothing(void **state)
{
    static const struct published formula[] = { { NOBODY, SIX },
                                                { NULL, NULL } };
    struct fixture *f = *state;
    struct barq_story *read;
    char name[32];

    for (int i = 0; i < MEMORY_STORIES_MOST + 4; i++) {
        snprintf(name, sizeof(name), "Market report %c", 'a' + i);
        publish(f, name, formula);
    }
    struct barq_draft *draft =
        draft_lines(f, "Market report b\n\n" NOBODY "\n", &read);
    assert_null(barq_draft_earlier(draft).by);
    drop(draft, read);
}

/* ---------------------------------------------------------- what is taken */

static void assert_target(const struct barq_draft *draft, size_t i,
                          const char *want, int least)
{
    struct barq_draft_segment segment = barq_draft_segment(draft, i);

    assert_text(want, segment.target);
    assert_true(segment.rank >= least);
}

static void the_last_wording_goes_before_all_others(void **state)
{
    static const struct published again[] = {
        { TALKS, ONE },  { UNION, SIX },  { OWNER, THREE },
        { SHIPS, FOUR }, { WHEAT, FIVE }, { NULL, NULL }
    };
    static const char lines[] =
        "Port talks\n" TALKS "\n" UNION "\n" OWNER "\n" SHIPS "\n" WHEAT "\n";
    struct fixture *f = *state;
    struct barq_story *read;
    struct barq_unit formula = pair_of(FIVE, UNION);
    struct barq_unit other = pair_of(FOUR, UNION);

    publish(f, "Port talks", story);
    publish(f, "Port talks", again);
    other.story = text_of("Another story, where it stood like here");
    other.en_before = text_of(TALKS);
    other.en_after = text_of(OWNER);
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &other, NULL, NULL, NULL));
    formula.origin = BARQ_REVIEWED;
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &formula, NULL, NULL, NULL));
    struct barq_draft *draft = draft_lines(f, lines, &read);
    assert_target(draft, 2, SIX, 101);
    drop(draft, read);

    publish(f, "Port talks", story); /* back to what it was */
    draft = draft_lines(f, lines, &read);
    assert_target(draft, 2, TWO, 101);
    drop(draft, read);
}

static void a_correction_goes_before_the_last_wording(void **state)
{
    struct fixture *f = *state;
    struct barq_story *read;
    struct barq_unit correction = pair_of(SIX, UNION);

    publish(f, "Port talks", story);
    exec_in(f->path, "UPDATE unit SET changed = 1000");
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &correction, NULL, NULL, NULL));
    struct barq_draft *draft =
        draft_lines(f, "Port talks\n" TALKS "\n" UNION "\n" OWNER "\n", &read);
    assert_target(draft, 2, SIX, 100);
    drop(draft, read);
}

static void sentences_stay_as_the_editor_cut_them(void **state)
{
    static const struct published joined[] = {
        { TALKS, ONE " " TWO },     /* one for two */
        { UNION " " OWNER, THREE }, /* two for one, in one paragraph */
        { SHIPS " " WHEAT, FOUR },  /* two for one, across two */
        { NULL, NULL },
    };
    struct fixture *f = *state;
    struct barq_story *read;

    publish(f, "Port talks", joined);
    struct barq_draft *draft = draft_lines(
        f,
        "Port talks\n" TALKS "\n" UNION "\n" OWNER "\n" SHIPS "\n\n" WHEAT "\n",
        &read);
    assert_target(draft, 1, ONE " " TWO, 101);
    assert_target(draft, 2, THREE, 101);
    assert_target(draft, 3, "", 101);
    assert_target(draft, 4, FOUR, 101);
    assert_target(draft, 5, "", 101);
    assert_int_equal(5, barq_draft_earlier(draft).unchanged);
    drop(draft, read);
}

static void of_fuzzy_matches_our_own_goes_first(void **state)
{
    static const struct published other[] = {
        { "Some 65 ships were waiting off the coast, pilots said.", SIX },
        { "Nothing else in this story is like the other one.", ONE },
        { NULL, NULL },
    };
    struct fixture *f = *state;
    struct barq_story *read;

    publish(f, "Port talks", story);
    publish(f, "Weather", other);
    struct barq_draft *draft = draft_lines(
        f,
        "Port talks\n" TALKS "\n" UNION
        "\nSome 65 ships were waiting off our coast, pilots said.\n",
        &read);
    struct barq_draft_segment last = barq_draft_segment(draft, 3);
    assert_text(FOUR, last.target);
    assert_true(last.rank < 95);
    drop(draft, read);
}

static void an_open_sentence_that_comes_again_says_so(void **state)
{
    struct fixture *f = *state;
    struct barq_story *read;
    struct barq_draft *draft =
        draft_lines(f, NOBODY "\n" TALKS "\n" NOBODY "\n", &read);

    assert_text("", barq_draft_segment(draft, 0).notes);
    assert_text("repeats an open segment above",
                barq_draft_segment(draft, 2).notes);
    drop(draft, read);
}

/* --------------------------------------------------------- what is said */

static void assert_since(const struct barq_draft *draft, size_t i,
                         enum barq_since want)
{
    assert_string_equal(barq_since_name(want),
                        barq_since_name(barq_draft_segment(draft, i).since));
}

/* The runs, joined but for the missing. */
static void assert_was(const struct barq_draft *draft, size_t i,
                       const char *want)
{
    struct barq_draft_segment segment = barq_draft_segment(draft, i);
    char was[400];
    size_t len = 0;

    for (size_t k = 0; k < segment.was_count; k++)
        if (segment.was[k].kind != BARQ_RUN_MISSING)
            len += (size_t)snprintf(was + len, sizeof(was) - len, "%.*s",
                                    (int)segment.was[k].text.len,
                                    segment.was[k].text.at);
    assert_text(want, (struct barq_text){ was, len });
}

static void new_changed_and_dropped_are_told(void **state)
{
    struct fixture *f = *state;
    struct barq_story *read;

    publish(f, "Port talks", story);
    struct barq_draft *draft = draft_lines(
        f,
        "Deal is near\n" SHIPS "\n" NOBODY "\n" TALKS
        "\nThe dockers' union said its members would vote on the result.\n",
        &read);
    struct barq_earlier earlier = barq_draft_earlier(draft);

    assert_text("Port talks", earlier.name);
    assert_since(draft, 0, BARQ_NEW);
    assert_since(draft, 1, BARQ_UNCHANGED); /* it moved */
    assert_since(draft, 2, BARQ_NEW);
    assert_since(draft, 3, BARQ_UNCHANGED);
    assert_since(draft, 4, BARQ_CHANGED);
    assert_was(draft, 4, UNION);
    assert_int_equal(2, earlier.unchanged);
    assert_int_equal(1, earlier.changed);
    assert_int_equal(2, earlier.added);
    assert_int_equal(2, earlier.dropped);
    assert_text(OWNER, barq_draft_dropped(draft, 0).source);
    assert_text(THREE, barq_draft_dropped(draft, 0).target);
    assert_text(WHEAT, barq_draft_dropped(draft, 1).source);
    drop(draft, read);
}

static void without_an_earlier_version_nothing_is_said(void **state)
{
    struct fixture *f = *state;
    struct barq_story *read;
    struct barq_draft *draft = draft_lines(f, "Port talks\n" TALKS "\n", &read);

    assert_null(barq_draft_earlier(draft).by);
    assert_since(draft, 1, BARQ_SINCE_UNKNOWN);
    drop(draft, read);
}

static void a_story_beside_itself_is_unchanged(void **state)
{
    struct fixture *f = *state;
    struct barq_story *read;

    publish(f, "Port talks", story);
    struct barq_draft *draft = draft_lines(
        f, TALKS "\n" UNION "\n" OWNER "\n" SHIPS "\n" WHEAT "\n", &read);
    struct barq_earlier earlier = barq_draft_earlier(draft);
    assert_int_equal(5, earlier.unchanged);
    assert_int_equal(0, earlier.changed + earlier.added + earlier.dropped);
    drop(draft, read);
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(an_earlier_version_is_found),
        IN_MEMORY(a_formula_of_many_stories_says_nothing),
        IN_MEMORY(the_last_wording_goes_before_all_others),
        IN_MEMORY(a_correction_goes_before_the_last_wording),
        IN_MEMORY(sentences_stay_as_the_editor_cut_them),
        IN_MEMORY(of_fuzzy_matches_our_own_goes_first),
        IN_MEMORY(an_open_sentence_that_comes_again_says_so),
        IN_MEMORY(new_changed_and_dropped_are_told),
        IN_MEMORY(without_an_earlier_version_nothing_is_said),
        IN_MEMORY(a_story_beside_itself_is_unchanged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
