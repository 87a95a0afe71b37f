/* Fragments: the longest stretches that are known, and what renders them. */
#include "memory_fixture.h"

#include "stories.h"

/* The fragments of the first segment, "source=target" ("~" if they may not be
 * relied on), set apart by |, and " >> proposal" behind them. */
static const char *fragments_of(struct fixture *f, const char *text,
                                enum barq_lang lang)
{
    struct barq_translate_options how = { .fragments = true };
    struct barq_story *story = story_of_lines(text, lang);
    struct barq_text line = text_of("");
    struct barq_draft *draft = NULL;
    size_t count = 0;

    assert_int_equal(BARQ_OK,
                     barq_translate(f->memory, story, &how, &draft, NULL));
    const struct barq_fragment *at = barq_draft_fragments(draft, 0, &count);
    for (size_t i = 0; i < count; i++)
        line = arena_print(&f->keep, "%s%s%.*s%s%.*s", line.at, i ? "|" : "",
                           (int)at[i].source.len, at[i].source.at,
                           at[i].sure ? "=" : "~", (int)at[i].target.len,
                           at[i].target.at);
    struct barq_text proposal = barq_draft_proposal(draft, 0);
    if (proposal.len)
        line = arena_print(&f->keep, "%s >> %.*s", line.at, (int)proposal.len,
                           proposal.at);
    barq_draft_free(draft);
    barq_story_free(story);
    return line.at;
}

/* A unit of each line. */
static void add_lines(struct fixture *f, const char *arabic,
                      const char *english)
{
    struct barq_text ar = text_of(arabic), en = text_of(english), line[2];

    while (text_line(&ar, &line[0]) && text_line(&en, &line[1])) {
        struct barq_unit unit = {
            .ar = line[0], .en = line[1], .confidence = 1, .position = -1
        };
        assert_int_equal(BARQ_OK,
                         barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
    }
}

static void begin_again(struct fixture *f)
{
    barq_memory_close(f->memory);
    unlink(f->path);
    assert_int_equal(BARQ_OK,
                     barq_memory_open(f->path, BARQ_WRITE, &f->memory, NULL));
}

static void stretches_come_with_what_renders_them(void **state)
{
    static const struct {
        const char *why, *ar, *en, *asked, *want;
    } cases[] = {
        { "a title inside another sentence", "نفت وزارة الدفاع الأنباء أمس.",
          "The defence ministry denied the reports yesterday.",
          "وزار الملك مقر وزارة الدفاع في العاصمة.",
          "وزارة الدفاع=The defence ministry" },
        { "clauses that cover it are joined",
          "وصل الرئيس المصري إلى باريس.\nارتفعت أسعار النفط.",
          "The Egyptian president arrived in Paris.\nOil prices rose.",
          "ارتفعت أسعار النفط، وصل الرئيس المصري إلى باريس.",
          "ارتفعت أسعار النفط=Oil prices rose|وصل الرئيس المصري إلى "
          "باريس=The Egyptian president arrived in Paris >> Oil prices rose, "
          "The Egyptian president arrived in Paris." },
        { "a word inside is linked to one outside: no stretch",
          "زار الملك مصر أمس.", "The king yesterday visited Egypt.",
          "زار الملك المدينة الجديدة.", "" },
        { "one word is no stretch", "وصل الوزير إلى لندن.",
          "The minister arrived in London.", "وغادر الوزير قبل ساعة.", "" },
        { "nothing known", "وصل الوزير إلى لندن.",
          "The minister arrived in London.", "حل الظلام على القرية.", "" },
        { "punctuation parts what would be one", "قال الوزير إنه سيعود.",
          "The minister said he would return.", "قال، الوزير الذي غاب.", "" },
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        add_lines(f, cases[i].ar, cases[i].en);
        const char *got = fragments_of(f, cases[i].asked, BARQ_AR);
        if (strcmp(got, cases[i].want) != 0)
            fail_msg("%s: \"%s\"", cases[i].why, got);
        begin_again(f);
    }
}

static void english_has_them_too(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of("نفت وزارة الدفاع الأنباء أمس.",
                                    "The defence ministry denied the reports "
                                    "yesterday.");

    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
    assert_string_equal("defence ministry=وزارة الدفاع",
                        fragments_of(f,
                                     "Protesters outside defence ministry "
                                     "buildings were dispersed.",
                                     BARQ_EN));
}

static void what_is_known_as_a_whole_needs_none(void **state)
{
    struct fixture *f = *state;
    struct barq_unit unit = pair_of("نفت وزارة الدفاع الأنباء أمس.",
                                    "The defence ministry denied the reports "
                                    "yesterday.");

    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
    assert_string_equal(
        "", fragments_of(f, "نفت وزارة الدفاع الأنباء أمس.", BARQ_AR));
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(stretches_come_with_what_renders_them),
        IN_MEMORY(english_has_them_too),
        IN_MEMORY(what_is_known_as_a_whole_needs_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
