/* Reviews: what is written comes back, whatever a spreadsheet did to it. */
#include "memory_fixture.h"

#include "formats/review.h"
#include "stories.h"

#define HEAD "mark\tarabic\tenglish\n"
#define QALA "\u0642\u0627\u0644"
#define PIL "\u00B6"

static void add_side(struct buf *to, const struct review_row *row, int side)
{
    buf_addc(to, '|');
    for (size_t n = 0; n < row->count[side]; n++) {
        buf_adds(to, n ? "+" : "");
        buf_add(to, row->segments[side][n]);
    }
}

/* What is read of `bytes`, a line a row: mark|ar segments|en segments. */
static void read_rows(struct fixture *f, struct barq_text bytes, struct buf *to,
                      struct barq_error *err)
{
    char path[120];
    struct barq_review *review = NULL;

    snprintf(path, sizeof(path), "%s/review", f->folder);
    assert_int_equal(BARQ_OK, barq_save(path, bytes, NULL));
    *err = (struct barq_error){ 0 };
    buf_adds(to, "");
    if (barq_review_read(path, &review, err))
        return;
    for (size_t i = 0; i < review->count; i++) {
        buf_adds(to, review_mark_name(review->rows[i].mark));
        add_side(to, &review->rows[i], REVIEW_AR);
        add_side(to, &review->rows[i], REVIEW_EN);
        buf_addc(to, '\n');
    }
    barq_review_free(review);
}

static const struct {
    const char *why, *bytes, *want;
} cases[] = {
    { "as written", HEAD "yes\t" QALA "\tSaid.\n", "yes|" QALA "|Said.\n" },
    { "no line end", HEAD "yes\t" QALA "\tSaid.", "yes|" QALA "|Said.\n" },
    { "CR LF", "mark\tarabic\tenglish\r\nno\t" QALA "\tSaid.\r\n",
      "no|" QALA "|Said.\n" },
    { "a byte order mark", "\xEF\xBB\xBF" HEAD "?\t" QALA "\tSaid.\n",
      "?|" QALA "|Said.\n" },
    { "commas, all in quotes",
      "\"mark\",\"arabic\",\"english\"\n\"Yes\",\"" QALA
      "\",\"He said: \"\"No, no.\"\"\"\n",
      "yes|" QALA "|He said: \"No, no.\"\n" },
    { "semicolons", "mark;arabic;english\nyes;" QALA ";a, b\n",
      "yes|" QALA "|a, b\n" },
    { "columns moved, and others added",
      "note\tenglish\tmark\tarabic\nmine\tSaid.\tx\t" QALA "\n",
      "yes|" QALA "|Said.\n" },
    { "quotation marks typed by hand", HEAD "yes\t" QALA "\t\"No\", he said.\n",
      "yes|" QALA "|\"No\", he said.\n" },
    { "an open quotation mark", HEAD "yes\t" QALA "\t\"No\n",
      "yes|" QALA "|\"No\n" },
    { "segments, set apart", HEAD "yes\ta " PIL " b" PIL "c\tSaid.\n",
      "yes|a+b+c|Said.\n" },
    { "a line end inside a cell", HEAD "yes\t\"a\nb\"\tSaid.\n",
      "yes|a+b|Said.\n" },
    { "a pilcrow of the text itself",
      HEAD "yes\ta " PIL PIL "7 " PIL " b\tSaid.\n",
      "yes|a " PIL "7+b|Said.\n" },
    { "an apostrophe before what looks like a formula",
      HEAD "yes\t'- a\t'=1+1\n", "yes|- a|=1+1\n" },
    { "an apostrophe of the text", HEAD "yes\t" QALA "\t'Twas.\n",
      "yes|" QALA "|'Twas.\n" },
    { "comments, empty lines and cells",
      "# a\n\n\"# b, \"\"c\"\"\"\t\t\n" HEAD "# d\n\t\t\nyes\ta\tb\t\t\n",
      "yes|a|b\n" },
    { "no mark is no decision", HEAD "\ta\tb\n", "?|a|b\n" },
    { "a row cut short", HEAD "no\ta\n", "no|a|\n" },
    { "only the head", HEAD, "" },
};

static void tables_are_read_as_people_leave_them(void **state)
{
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct barq_error err;
        struct buf got = { 0 };
        read_rows(*state, text_of(cases[i].bytes), &got, &err);
        if (err.status || strcmp(got.at, cases[i].want) != 0)
            fail_msg("%s: %s%s", cases[i].why, got.at, err.message);
        buf_release(&got);
    }
}

static void utf16_is_read(void **state)
{
    static const char text[] = HEAD "yes\ta\tb\n";
    char wide[2 * sizeof(text) + 2] = { (char)0xFF, (char)0xFE };
    struct barq_error err;
    struct buf got = { 0 };

    for (size_t i = 0; i + 1 < sizeof(text); i++)
        wide[2 + 2 * i] = text[i];
    read_rows(*state, (struct barq_text){ wide, 2 * sizeof(text) }, &got, &err);
    assert_string_equal("", err.message);
    assert_string_equal("yes|a|b\n", got.at);
    buf_release(&got);
}

/* A segment of everything that a table, a page or a script could trip over. */
static struct barq_review *difficult_review(void)
{
    static const char *const texts[] = {
        "- \"" QALA "\" -", "=SUM(1;2)", "a\tb", "</script><!-- & &lt; -->",
        PIL " " PIL PIL,    "'=x",       "\"",   "# no comment",
    };
    struct barq_review *review = NULL;

    assert_int_equal(BARQ_OK, barq_review_open(&review, NULL));
    review_add_story(review)->name[REVIEW_AR] = text_of("</script> \"x\"");
    for (size_t i = 0; i < 8; i++) {
        struct review_row *row = review_add_row(review);
        row->mark = REVIEW_NO;
        for (int s = 0; s < REVIEW_SIDES; s++) {
            row->segments[s] = arena_new(&review->keep, struct barq_text, 2);
            row->count[s] = 1 + (size_t)s;
            row->segments[s][0] = text_of(texts[i]);
            row->segments[s][1] = text_of(texts[(i + 3) % 8]);
        }
    }
    return review;
}

static void assert_same(const struct barq_review *a,
                        const struct barq_review *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++)
        for (int s = 0; s < REVIEW_SIDES; s++) {
            assert_int_equal(a->rows[i].mark, b->rows[i].mark);
            assert_int_equal(a->rows[i].count[s], b->rows[i].count[s]);
            for (size_t n = 0; n < a->rows[i].count[s]; n++)
                if (!text_equal(a->rows[i].segments[s][n],
                                b->rows[i].segments[s][n]))
                    fail_msg("row %zu: %.*s", i,
                             (int)b->rows[i].segments[s][n].len,
                             b->rows[i].segments[s][n].at);
        }
}

static void what_is_written_is_read(void **state)
{
    static const enum barq_review_form forms[] = { BARQ_REVIEW_TABLE,
                                                   BARQ_REVIEW_PAGE };
    struct fixture *f = *state;
    struct barq_review *review = difficult_review();

    for (size_t i = 0; i < 2; i++) {
        struct barq_review *back = NULL;
        struct barq_error err = { 0 };
        char path[120], *text;
        size_t len;
        snprintf(path, sizeof(path), "%s/review", f->folder);
        assert_int_equal(
            BARQ_OK, barq_review_render(review, forms[i], &text, &len, NULL));
        assert_int_equal(
            BARQ_OK, barq_save(path, (struct barq_text){ text, len }, NULL));
        if (barq_review_read(path, &back, &err))
            fail_msg("%s", err.message);
        assert_same(review, back);
        assert_text("</script> \"x\"", back->stories[0].name[REVIEW_AR]);
        barq_review_free(back);
        barq_string_free(text);
    }
    barq_review_free(review);
}

static void open_story_review(struct barq_review **review)
{
    struct barq_story *ar = story_of("ceasefire", "ar");
    struct barq_story *en = story_of("ceasefire", "en");
    struct barq_alignment *a = NULL;

    assert_int_equal(BARQ_OK, barq_align(ar, en, NULL, &a, NULL));
    assert_int_equal(BARQ_OK, barq_review_open(review, NULL));
    assert_int_equal(BARQ_OK, barq_review_add(*review, a, NULL));
    barq_alignment_free(a);
    barq_story_free(ar);
    barq_story_free(en);
}

/* Blocks that nobody touched say yes to what is sure, and to nothing else. */
static void untouched_blocks_are_the_alignment(void **state)
{
    struct fixture *f = *state;
    struct barq_review *review = NULL, *edited = NULL;
    struct barq_error err = { 0 };
    char path[120], *text;
    size_t len, sure = 0;

    open_story_review(&review);
    for (size_t i = 0; i < review->count; i++)
        sure += review->rows[i].mark == REVIEW_SURE;
    snprintf(path, sizeof(path), "%s/blocks", f->folder);
    assert_int_equal(BARQ_OK, barq_review_render(review, BARQ_REVIEW_BLOCKS,
                                                 &text, &len, NULL));
    assert_int_equal(BARQ_OK,
                     barq_save(path, (struct barq_text){ text, len }, NULL));
    if (barq_review_edited(review, path, &edited, &err))
        fail_msg("%s", err.message);
    assert_int_equal(review->count, edited->count);
    assert_int_equal(sure, barq_review_count(edited).accepted);
    barq_string_free(text);
    barq_review_free(edited);
    barq_review_free(review);
}

/* Only what was accepted is stored, with its neighbours, once, all or none. */
static void only_a_yes_is_stored(void **state)
{
    struct fixture *f = *state;
    struct barq_review *review = NULL;
    const struct barq_unit proto = { .who = text_of("Rana") };
    struct barq_counts counts = { 0 };
    size_t first = SIZE_MAX;

    open_story_review(&review);
    for (size_t i = 4; i < review->count && first == SIZE_MAX; i++)
        if (review->rows[i].mark == REVIEW_SURE)
            first = i;
    review->rows[first].mark = REVIEW_YES;
    assert_int_equal(
        BARQ_OK, barq_review_store(review, f->memory, &proto, &counts, NULL));
    assert_int_equal(1, counts.added);
    assert_int_equal(review->count, counts.read);
    assert_int_equal(review->count - 1, counts.skipped);
    struct barq_unit unit = get(f, 1);
    assert_int_equal(BARQ_REVIEWED, unit.origin);
    assert_true(unit.confidence >= 1);
    assert_text("Rana", unit.who);
    assert_true(unit.story.len && unit.ar_before.len && unit.en_after.len);
    assert_true(unit.position > 0);
    assert_int_equal(
        BARQ_OK, barq_review_store(review, f->memory, &proto, &counts, NULL));
    assert_int_equal(0, counts.added);
    assert_int_equal(1, counts.merged);
    barq_review_free(review);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tables_are_read_as_people_leave_them,
                                        make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(utf16_is_read, make_folder,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(what_is_written_is_read, make_folder,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(untouched_blocks_are_the_alignment,
                                        make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(only_a_yes_is_stored, make_memory,
                                        drop_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
