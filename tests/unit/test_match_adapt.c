/* Adaptation: the table of tests/adapt, which has a reason for each line;
 * and what a table cannot say: runs, styles, and running out of memory. */
#include "match_fixture.h"

#include "base/arena.h"
#include "match/adapt.h"

static char memory[1 << 24];
static struct lexicon *lexicon;

static int open_lexicon(void **state)
{
    (void)state;
    return lexicon_open(&lexicon, NULL) ? -1 : 0;
}

static int close_lexicon(void **state)
{
    (void)state;
    lexicon_close(lexicon);
    return 0;
}

/* What becomes of a pair for a query; valid until the next call. */
static struct match_adapted adapt(struct barq_text ar, struct barq_text en,
                                  struct barq_text query,
                                  struct barq_style style)
{
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    enum barq_lang from = barq_text_lang(query) == BARQ_AR ? BARQ_AR : BARQ_EN;
    struct match_adapt_query asked = { lexicon, from, query, style };
    struct match_adapt_pair pair = { from == BARQ_AR ? ar : en,
                                     from == BARQ_AR ? en : ar };
    struct match_adapted out;

    assert_int_equal(BARQ_OK,
                     match_adapt(&asked, &pair, &out, &keep, scratch, NULL));
    return out;
}

static bool holds(struct barq_text text, struct barq_text words)
{
    for (size_t i = 0; i + words.len <= text.len; i++)
        if (memcmp(text.at + i, words.at, words.len) == 0)
            return true;
    return false;
}

/* "refused: WORDS" wants WORDS in the reason; "same" neither; all else is the
 * translation, behind "fuzzy: " when other words differ, too. */
static bool is_wanted(const struct match_adapted *got, struct barq_text want)
{
    struct barq_text rest = want, first = text_field(&rest, ':');

    if (text_equal(first, text_of("refused")))
        return !got->text.at && holds(got->refusal, text_trim(rest));
    if (text_equal(want, text_of("same")))
        return !got->text.at && !got->refusal.len;
    if (text_equal(first, text_of("fuzzy")))
        return got->text.at && !got->rank &&
               text_equal(got->text, text_trim(rest));
    return got->text.at && got->rank && text_equal(got->text, want);
}

static size_t check_line(struct barq_text line, size_t number)
{
    struct barq_text field[5];

    for (size_t i = 0; i < 5; i++)
        field[i] = text_field(&line, '\t');
    assert_true(field[4].len);
    struct match_adapted got =
        adapt(field[0], field[1], field[2], (struct barq_style){ 0 });
    if (is_wanted(&got, field[3]))
        return 0;
    struct barq_text said = got.text.at ? got.text : got.refusal;
    print_error("line %zu: %.*s\n  query %.*s\n  want  %.*s\n  got   %s%.*s "
                "(rank %d)\n",
                number, (int)field[4].len, field[4].at, (int)field[2].len,
                field[2].at, (int)field[3].len, field[3].at,
                got.text.at ? "" : "refused: ", (int)said.len, said.at,
                got.rank);
    return 1;
}

static void the_table_holds(void **state)
{
    static char bytes[1 << 20];
    FILE *from = fopen("tests/adapt/cases.tsv", "rb");
    size_t wrong = 0, cases = 0, number = 0;
    struct barq_text line;

    (void)state;
    assert_non_null(from);
    struct barq_text rest = { bytes, fread(bytes, 1, sizeof(bytes), from) };
    fclose(from);
    while (text_line(&rest, &line)) {
        number++;
        if (!line.len || line.at[0] == '#')
            continue;
        cases++;
        wrong += check_line(line, number);
    }
    assert_true(cases >= 300);
    assert_int_equal(0, wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_holds),
    };

    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
