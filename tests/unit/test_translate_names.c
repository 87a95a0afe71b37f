/*
 * Names: which words of a pair are one, what is proposed, and that a house
 * form goes in where it may and nowhere else.
 */
#include "memory_fixture.h"

#include "stories.h"
#include "translate/names.h"

/* --------------------------------------------------------------------- pairs
 */

/* The names of a pair, "Arabic=English" set apart by |; the next call writes
 * over it. */
static const char *pairs_of(struct fixture *f, const char *ar, const char *en)
{
    static char line[1000];
    struct name_finder finder = { 0 };
    struct name_sides sides = { .texts = { text_of(ar), text_of(en) } };
    struct name_pairs pairs = { 0 };
    struct arena scratch = f->keep, keep = arena_split(&scratch);
    size_t len = 0;

    line[0] = 0;
    assert_int_equal(BARQ_OK, name_finder_open(f->memory, &finder, NULL));
    assert_int_equal(BARQ_OK,
                     name_sides_cut(&finder, &sides, &keep, scratch, NULL));
    assert_int_equal(BARQ_OK, names_pair(&finder, &sides, &pairs, &keep, NULL));
    for (size_t i = 0; i < pairs.count; i++)
        len += (size_t)snprintf(line + len, sizeof(line) - len, "%s%.*s=%.*s",
                                i ? "|" : "", (int)pairs.at[i].ar.len,
                                pairs.at[i].ar.at, (int)pairs.at[i].en.len,
                                pairs.at[i].en.at);
    name_finder_close(&finder);
    return line;
}

static const struct {
    const char *why, *ar, *en, *want;
} pairs_wanted[] = {
    { "one word", "غادر بلينكن", "Blinken left", "بلينكن=Blinken" },
    { "a proclitic", "ولبلينكن رأي", "Blinken has a view", "بلينكن=Blinken" },
    { "li- and the article", "قال للسيسي", "he told Sisi", "السيسي=Sisi" },
    { "a possessive", "زيارة بلينكن", "Blinken's visit", "بلينكن=Blinken" },
    { "one of several", "زيارة بلينكن", "the Blinkens’ visit", "" },
    { "two words before one", "وصل أنتوني بلينكن أمس", "Antony Blinken arrived",
      "أنتوني بلينكن=Antony Blinken" },
    { "three, in two scripts' ways", "التقى عبد الفتاح السيسي الوفد",
      "Abdel Fattah al-Sisi met them",
      "عبد الفتاح السيسي=Abdel Fattah al-Sisi" },
    { "a particle", "محمد بن سلمان قال", "Mohammed bin Salman said",
      "محمد بن سلمان=Mohammed bin Salman" },
    { "a title is no part of it", "الرئيس ماكرون وصل",
      "President Macron arrived", "ماكرون=Macron" },
    { "a title that is written alike", "وصل الجنرال دي ميزا",
      "General de Meza came", "ميزا=Meza" },
    { "two names, in the order of the English", "التقى ماكرون ميركل",
      "Merkel met Macron", "ميركل=Merkel|ماكرون=Macron" },
    { "a word of the language", "صوت البرلمان", "The Parliament voted", "" },
    { "small letters", "برلمان كتالونيا", "the talks in catalonia", "" },
    { "not alike", "قال الوزير", "Washington said", "" },
    { "a month", "في فبراير", "in February", "" },
    { "a nation", "مسؤول إسرائيلي", "an Israeli official", "" },
    { "a contraction", "في كوريا", "We're in Seoul", "" },
    { "nothing", "", "", "" },
    { "marks and tatweel", "زار بلينكـَن غزة", "Blinken visited Gaza",
      "بلينكن=Blinken|غزة=Gaza" },
};

static void which_words_are_one_name(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(pairs_wanted) / sizeof(pairs_wanted[0]);
         i++) {
        const char *got = pairs_of(f, pairs_wanted[i].ar, pairs_wanted[i].en);
        if (strcmp(got, pairs_wanted[i].want) != 0)
            fail_msg("%s: \"%s\"", pairs_wanted[i].why, got);
    }
}

/* ------------------------------------------------------------------ proposals
 */

static void add_in(struct fixture *f, const char *story, const char *ar,
                   const char *en)
{
    struct barq_unit unit = pair_of(ar, en);

    unit.story = text_of(story);
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &unit, NULL, NULL, NULL));
}

/* What is proposed: "house/ar+ar/other stories; ". */
static const char *proposed(struct fixture *f,
                            const struct barq_propose_options *how)
{
    struct barq_names *names = NULL;
    struct barq_text line = text_of("");

    if (barq_names_propose(f->memory, how, &names, NULL))
        return "";
    for (size_t i = 0; i < barq_names_count(names); i++) {
        const struct barq_name *name = barq_names_at(names, i);
        line = arena_print(&f->keep, "%s%s/", line.at, name->house.at);
        for (size_t k = 0; k < name->ar_count; k++)
            line = arena_print(&f->keep, "%s%s%s", line.at, k ? "+" : "",
                               name->ar[k].at);
        for (size_t k = 0; k < name->other_count; k++)
            line = arena_print(&f->keep, "%s/%s", line.at, name->other[k].at);
        line = arena_print(&f->keep, "%s %lld; ", line.at,
                           (long long)name->stories);
    }
    barq_names_free(names);
    return line.at;
}

static void names_are_counted_by_stories(void **state)
{
    struct fixture *f = *state;
    const struct barq_propose_options dry = { .dry_run = true };
    const struct barq_filter first = { .story = { "A", 1 } };
    const struct barq_propose_options of_a = { .filter = &first,
                                               .stories = 1,
                                               .dry_run = true };

    add_in(f, "A", "غادر زيلينوف", "Zelinov left");
    add_in(f, "A", "وعاد زيلينوف", "Zelinov returned");
    add_in(f, "A", "وقال كاردوسو", "Cardoso said");
    assert_string_equal("", proposed(f, &dry));
    add_in(f, "B", "ونفى زيلينوف", "ZELINOV DENIES");
    add_in(f, "B", "وأكد زلينوف", "Zelinov confirmed");
    add_in(f, "C", "وصل زلينوف", "Zelinov arrived");
    add_in(f, "C", "غضب زيلينوف", "Zelinoff was angry");
    add_in(f, "D", "فرح زيلينوف", "Zelinoff was glad");
    assert_string_equal("Zelinov/زيلينوف+زلينوف/Zelinoff 4; ",
                        proposed(f, &dry));
    assert_string_equal("Cardoso/كاردوسو 1; Zelinov/زيلينوف 1; ",
                        proposed(f, &of_a));
    assert_string_equal("Zelinov/زيلينوف+زلينوف/Zelinoff 4; ",
                        proposed(f, NULL));
    assert_string_equal("", proposed(f, NULL));
}

static void a_dateline_is_not_how_a_place_is_written(void **state)
{
    struct fixture *f = *state;

    add_in(f, "A", "لندن - وكالات", "LONDON - Agencies");
    add_in(f, "B", "لندن - برقية", "LONDON - By wire");
    assert_string_equal("London/لندن 2; ", proposed(f, NULL));
}

static void a_form_is_listed_without_its_proclitic(void **state)
{
    struct fixture *f = *state;

    add_in(f, "A", "في عمان", "in Oman");
    add_in(f, "B", "زار عمان", "visited Oman");
    add_in(f, "C", "قطر وعمان", "Doha and Oman");
    assert_string_equal("Oman/عمان 3; ", proposed(f, NULL));
}

static void what_is_refused_is_not_proposed_again(void **state)
{
    struct fixture *f = *state;
    struct barq_names *names = NULL;

    add_in(f, "A", "غادر زيلينوف", "Zelinov left");
    add_in(f, "B", "وعاد زيلينوف", "Zelinov returned");
    assert_int_equal(BARQ_OK,
                     barq_names_propose(f->memory, NULL, &names, NULL));
    assert_int_equal(BARQ_OK,
                     barq_names_judge(f->memory, &barq_names_at(names, 0)->id,
                                      1, BARQ_REFUSED, NULL, NULL));
    barq_names_free(names);
    assert_string_equal("", proposed(f, NULL));
}

static void words_of_the_language_are_not_proposed(void **state)
{
    struct fixture *f = *state;
    struct barq_unit machine = pair_of("قال كاردوسو", "Cardoso said");

    add_in(f, "A", "دخلوا التونل", "Tunnel opened");
    add_in(f, "B", "أغلق التونل", "Tunnel closed");
    add_in(f, "C", "في التونل", "in the tunnel");
    assert_string_equal("", proposed(f, NULL));
    machine.origin = BARQ_MT;
    const struct barq_propose_options one = { .stories = 1 };
    assert_int_equal(BARQ_OK,
                     barq_memory_add(f->memory, &machine, NULL, NULL, NULL));
    assert_null(strstr(proposed(f, &one), "Cardoso"));
}

/* --------------------------------------------------------------------- drafts
 */

static void put_name(struct fixture *f, const char *ar, const char *house,
                     const char *other, enum barq_name_kind kind)
{
    const struct barq_text forms[] = { text_of(ar) };
    const struct barq_text others[] = { text_of(other) };
    const struct barq_name name = { .house = text_of(house),
                                    .ar = forms,
                                    .ar_count = 1,
                                    .other = others,
                                    .other_count = *other ? 1 : 0,
                                    .kind = kind,
                                    .status = BARQ_ACCEPTED };
    struct barq_error err = { 0 };

    if (barq_name_put(f->memory, &name, NULL, &err))
        fail_msg("%s", err.message);
}

static void fill_ledger(struct fixture *f)
{
    put_name(f, "فولوديمير زيلينسكي", "Volodymyr Zelenskyy", "", BARQ_PERSON);
    put_name(f, "أنتوني بلينكن", "Antony Blinken", "Anthony Blinken",
             BARQ_PERSON);
    put_name(f, "كييف", "Kyiv", "Kiev", BARQ_PLACE);
    put_name(f, "إسرائيل", "Israel", "", BARQ_PLACE);
    put_name(f, "أوديسا", "Odesa", "", BARQ_PLACE);
    put_name(f, "السيسي", "al-Sisi", "el-Sissi", BARQ_PERSON);
    put_name(f, "أونوا", "Relief Agency", "UNWA", BARQ_ORGANISATION);
    put_name(f, "الحوثيون", "Ansar Allah", "Houthis", BARQ_ORGANISATION);
}

/* The runs of a draft's segment, joined as they are or as they were. */
static const char *joined(struct fixture *f, const struct barq_draft_segment *s,
                          bool was)
{
    struct barq_text line = text_of("");

    for (size_t i = 0; i < s->adapted_count; i++) {
        const struct barq_adapted *run = &s->adapted[i];
        struct barq_text text = was && run->was.at ? run->was : run->text;
        line = arena_print(&f->keep, "%s%.*s", line.at, (int)text.len, text.at);
    }
    return line.at;
}

static const struct {
    const char *why, *ar, *en, *want, *note;
} houses[] = {
    { "a surname that the ledger does not list", "قال زيلينسكي ذلك.",
      "Zelensky said so.", "Zelenskyy said so.", "name Zelensky -> Zelenskyy" },
    { "a proclitic before the surname", "وقال لزيلينسكي ذلك.",
      "He told Zelensky so.", "He told Zelenskyy so.",
      "name Zelensky -> Zelenskyy" },
    { "the whole name", "قال فولوديمير زيلينسكي ذلك.",
      "Volodymyr Zelensky said so.", "Volodymyr Zelenskyy said so.",
      "name Volodymyr Zelensky -> Volodymyr Zelenskyy" },
    { "the possessive stays", "زيارة زيلينسكي", "Zelensky's visit",
      "Zelenskyy's visit", "name Zelensky -> Zelenskyy" },
    { "... also a curly one", "زيارة زيلينسكي", "Zelensky’s visit",
      "Zelenskyy’s visit", "name Zelensky -> Zelenskyy" },
    { "capitals stay", "زيلينسكي يغادر", "ZELENSKY LEAVES", "ZELENSKYY LEAVES",
      "name ZELENSKY -> ZELENSKYY" },
    { "a listed form", "في كييف", "in Kiev", "in Kyiv", "name Kiev -> Kyiv" },
    { "capitals that are the form's own", "وكالة أونوا قالت", "The UNWA said",
      "The Relief Agency said", "name UNWA -> Relief Agency" },
    { "a dateline", "كييف - وكالات", "KIEV - Agencies", "KYIV - Agencies",
      "name KIEV -> KYIV" },
    { "each time it stands", "في كييف وقرب كييف", "in Kiev, near Kiev",
      "in Kyiv, near Kyiv", "name Kiev -> Kyiv; name Kiev -> Kyiv" },
    { "an article of its own, small inside a sentence", "التقى السيسي الوفد",
      "The team met El-Sissi", "The team met al-Sisi",
      "name El-Sissi -> al-Sisi" },
    { "... and a capital at its beginning", "السيسي يغادر", "El-Sissi leaves",
      "Al-Sisi leaves", "name El-Sissi -> Al-Sisi" },
    { "the house form is there", "في كييف", "in Kyiv", "in Kyiv", "" },
    { "the name is not in the source", "في العاصمة", "in Kiev", "in Kiev", "" },
    { "quoted words that are only alike", "قال \"زيلينسكي بطل\"",
      "\"Zelensky is a hero,\" he said", "\"Zelensky is a hero,\" he said",
      "" },
    { "quoted words that the ledger lists", "قال \"كييف صامدة\"",
      "\"Kiev stands,\" he said", "\"Kyiv stands,\" he said",
      "name Kiev -> Kyiv" },
    { "an adjective of it", "مسؤول في إسرائيل", "an Israeli official",
      "an Israeli official", "" },
    { "an article that would change", "هجوم على أوديسا", "an Odesa attack",
      "an Odesa attack", "" },
    { "a plural: verbs agree with it", "قال الحوثيون ذلك",
      "The Houthis were angry", "The Houthis were angry",
      "name Houthis is Ansar Allah in the ledger, left: one is a plural" },
    { "a compound that ends in it", "عن أوديسا", "U-Odesa", "U-Odesa", "" },
    { "a compound", "قوات في كييف", "the Kiev-based force",
      "the Kiev-based force", "" },
};

static void where_a_house_form_goes(void **state)
{
    struct fixture *f = *state;

    fill_ledger(f);
    for (size_t i = 0; i < sizeof(houses) / sizeof(houses[0]); i++) {
        int64_t id = add_pair(f, houses[i].ar, houses[i].en);
        const struct barq_selection one = { &id, 1, NULL };
        struct barq_story *story = story_of_lines(houses[i].ar, BARQ_AR);
        struct barq_draft *draft = NULL;
        assert_int_equal(BARQ_OK,
                         barq_translate(f->memory, story, NULL, &draft, NULL));
        struct barq_draft_segment s = barq_draft_segment(draft, 0);
        if (!text_equal(s.target, text_of(houses[i].want)))
            fail_msg("%s: \"%.*s\"", houses[i].why, (int)s.target.len,
                     s.target.at);
        if (!text_equal(s.notes, text_of(houses[i].note)))
            fail_msg("%s: \"%.*s\"", houses[i].why, (int)s.notes.len,
                     s.notes.at);
        bool changed = strcmp(houses[i].en, houses[i].want) != 0;
        assert_int_equal(changed, s.adapted_count > 0);
        if (changed) {
            assert_string_equal(houses[i].want, joined(f, &s, false));
            assert_string_equal(houses[i].en, joined(f, &s, true));
        }
        assert_int_equal(changed ? 99 : 100, s.rank);
        assert_int_equal(changed ? 99 : 100, s.score);
        barq_draft_free(draft);
        barq_story_free(story);
        assert_int_equal(BARQ_OK,
                         barq_memory_delete(f->memory, &one, NULL, NULL, NULL));
    }
}

static void two_persons_of_one_surname_are_left_alone(void **state)
{
    struct fixture *f = *state;
    struct barq_draft *draft = NULL;

    put_name(f, "محمد حسين", "Mohammed Hussein", "", BARQ_PERSON);
    put_name(f, "سامي حسين", "Sami Hossain", "", BARQ_PERSON);
    add_pair(f, "غادر حسين", "Husain left");
    struct barq_story *story = story_of_lines("غادر حسين", BARQ_AR);
    assert_int_equal(BARQ_OK,
                     barq_translate(f->memory, story, NULL, &draft, NULL));
    assert_text("Husain left", barq_draft_segment(draft, 0).target);
    barq_draft_free(draft);
    barq_story_free(story);
}

static void mixed_forms_are_said_once(void **state)
{
    struct fixture *f = *state;
    struct barq_draft *draft = NULL;
    size_t count = 0;
    struct barq_story *story = story_of_lines(
        "قال كاردوسو\nوغادر كاردوسو\nوعاد كاردوسو\nونام كاردوسو\nفي كييف\n",
        BARQ_AR);

    add_pair(f, "قال كاردوسو", "Cardoso said");
    add_pair(f, "وغادر كاردوسو", "Kardoso left");
    add_pair(f, "وعاد كاردوسو", "Kardoso returned");
    add_pair(f, "ونام كاردوسو", "CARDOSO'S SLEEP");
    add_pair(f, "في كييف", "in Kiev");
    assert_int_equal(BARQ_OK,
                     barq_translate(f->memory, story, NULL, &draft, NULL));
    const struct barq_mixed_name *names = barq_draft_mixed_names(draft, &count);
    assert_int_equal(1, count);
    assert_int_equal(2, names[0].count);
    assert_text("Cardoso", names[0].forms[0]);
    assert_text("Kardoso", names[0].forms[1]);
    assert_int_equal(2, names[0].times[0]);
    assert_int_equal(2, names[0].times[1]);
    assert_int_equal(1, names[0].segment);
    assert_text("one name in several forms: Cardoso (2), Kardoso (2)",
                barq_draft_segment(draft, 1).notes);
    assert_text("", barq_draft_segment(draft, 2).notes);
    barq_draft_free(draft);
    barq_story_free(story);
}

/* ---------------------------------------------------------------------- terms
 */

static void engines_get_the_terms_of_a_segment(void **state)
{
    static const struct {
        enum barq_lang from;
        const char *text, *want;
    } cases[] = {
        { BARQ_AR, "وقال زيلينسكي في كييف ولبلينكن ما يقوله",
          "زيلينسكي=Zelenskyy|كييف=Kyiv|بلينكن=Blinken" },
        { BARQ_AR, "كييف كييف", "كييف=Kyiv" },
        { BARQ_AR, "في العاصمة", "" },
        { BARQ_EN, "Kiev's mayor met Anthony Blinken",
          "Kiev=كييف|Anthony Blinken=أنتوني بلينكن" },
    };
    struct fixture *f = *state;

    fill_ledger(f);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct name_terms *terms = NULL;
        struct mt_segment segment = { .text = text_of(cases[i].text) };
        struct barq_text line = text_of("");
        assert_int_equal(
            BARQ_OK, name_terms_open(f->memory, cases[i].from, &terms, NULL));
        assert_int_equal(BARQ_OK,
                         name_terms_fill(terms, &segment, &f->keep, NULL));
        for (size_t k = 0; k < segment.term_count; k++)
            line = arena_print(&f->keep, "%s%s%s=%s", line.at, k ? "|" : "",
                               segment.terms[k].source.at,
                               segment.terms[k].target.at);
        assert_string_equal(cases[i].want, line.at);
        name_terms_close(terms);
    }
}

#define IN_MEMORY(test) \
    cmocka_unit_test_setup_teardown(test, make_memory, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(which_words_are_one_name),
        IN_MEMORY(names_are_counted_by_stories),
        IN_MEMORY(a_dateline_is_not_how_a_place_is_written),
        IN_MEMORY(a_form_is_listed_without_its_proclitic),
        IN_MEMORY(what_is_refused_is_not_proposed_again),
        IN_MEMORY(words_of_the_language_are_not_proposed),
        IN_MEMORY(where_a_house_form_goes),
        IN_MEMORY(two_persons_of_one_surname_are_left_alone),
        IN_MEMORY(mixed_forms_are_said_once),
        IN_MEMORY(engines_get_the_terms_of_a_segment),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
