/* Words from the user's file and from a dictionary in dictd's form. */
#include "memory_fixture.h"

#include "align/lexicons.h"

static void write_file(const struct fixture *f, const char *name,
                       const char *text)
{
    char path[200];

    snprintf(path, sizeof(path), "%s/%s", f->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(0, fclose(file));
}

/* No dictionary of this machine, no cache of this user. */
static int make_place(void **state)
{
    if (make_folder(state))
        return -1;
    struct fixture *f = *state;
    block_release(f->home);
    if (block_reserve(&f->home, TASK_CEILING, &f->keep, NULL))
        return -1;
    setenv("BARQ_DICTD", f->folder, 1);
    setenv("XDG_CACHE_HOME", f->folder, 1);
    return 0;
}

static enum barq_status open_lexicons(struct fixture *f, const char *user,
                                      struct lexicons *out,
                                      struct barq_error *err)
{
    struct barq_align_options options = { .lexicon = user };
    struct arena keep = f->keep, scratch = arena_split(&keep);

    /* What an earlier one held is gone. */
    return lexicons_open(out, &options, &keep, scratch, err);
}

/* Is the Arabic word rendered as the English one? */
static bool renders(const struct lexicons *lexicons, const char *arabic,
                    const char *english)
{
    struct text_language languages[2] = { { BARQ_AR, NULL },
                                          { BARQ_EN, NULL } };
    struct lexicon *lexicon;
    struct tokens tokens[2];
    struct lexicons_found found[16];
    struct block home;
    struct arena keep;
    bool is = false;

    assert_int_equal(BARQ_OK, block_reserve(&home, 1 << 24, &keep, NULL));
    struct arena scratch = arena_split(&keep);

    assert_int_equal(BARQ_OK, lexicon_open(&lexicon, NULL));
    languages[0].lexicon = languages[1].lexicon = lexicon;
    for (int k = 0; k < 2; k++)
        assert_int_equal(
            BARQ_OK, text_tokens(languages[k], text_of(k ? english : arabic),
                                 &tokens[k], &keep, scratch, NULL));
    size_t count = lexicons_find(lexicons, tokens[0].at[0].l2,
                                 tokens[0].at[0].l3, found, 16);
    for (size_t i = 0; i < count; i++)
        is |= found[i].en == text_hash(tokens[1].at[0].l3);
    lexicon_close(lexicon);
    block_release(home);
    return is;
}

static void the_users_words_are_known(void **state)
{
    struct fixture *f = *state;
    struct lexicons lexicons;
    char path[200];

    write_file(f, "desk.tsv",
               "# our desk\n"
               "\n"
               "شنقيل\tblorp\r\n"
               "مجلس شنقيل\tblorp council\n");
    snprintf(path, sizeof(path), "%s/desk.tsv", f->folder);
    assert_int_equal(BARQ_OK, open_lexicons(f, path, &lexicons, NULL));
    assert_true(renders(&lexicons, "شنقيل", "blorp"));
    assert_true(renders(&lexicons, "شنقيل", "blorps"));
    assert_false(renders(&lexicons, "شنقيل", "council"));
    assert_true(lexicons_has_term(&lexicons, text_of("blorp council")));
    assert_false(lexicons_has_term(&lexicons, text_of("town council")));
    lexicons_close(&lexicons);
}

static void a_bad_line_is_named(void **state)
{
    static const struct {
        const char *why, *text, *says;
    } cases[] = {
        { "no tab", "كلمة\tword\nكلمة word\n", ":2: no pair" },
        { "no English", "كلمة\t\n", ":1: no pair" },
        { "no Arabic", "\tword\n", ":1: no pair" },
        { "not UTF-8", "\xFF\tword\n", "desk.tsv: " },
    };
    struct fixture *f = *state;
    char path[200];

    snprintf(path, sizeof(path), "%s/desk.tsv", f->folder);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct lexicons lexicons;
        struct barq_error err = { 0 };
        write_file(f, "desk.tsv", cases[i].text);
        print_message("  %s\n", cases[i].why);
        assert_int_equal(BARQ_E_INPUT, open_lexicons(f, path, &lexicons, &err));
        assert_non_null(strstr(err.message, cases[i].says));
        lexicons_close(&lexicons);
    }
    struct lexicons lexicons;
    assert_int_equal(BARQ_E_INPUT,
                     open_lexicons(f, "/no/such/file", &lexicons, NULL));
}

/* Two articles: their places are 0 + 33 and 33 + 45 bytes, in base 64. */
static const char articles[] = "شنقيل /ʃnqil/\n1. blorp, glorp\n"
                               "قنبيل /qn/\nvery big thing of a kind\n2. (old) "
                               "zorp <n>\n";

static void write_dictionary(const struct fixture *f, const char *index)
{
    write_file(f, "freedict-ara-eng.index", index);
    write_file(f, "freedict-ara-eng.dict", articles);
}

static void a_dictionary_is_read_and_kept(void **state)
{
    struct fixture *f = *state;
    struct lexicons lexicons;
    char index[200];
    size_t first = (size_t)(strstr(articles, "قنبيل") - articles);
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";

    assert_true(first < 64);
    size_t rest = sizeof(articles) - 1 - first;
    snprintf(index, sizeof(index),
             "00databaseinfo\tA\tB\nشنقيل\tA\t%c\nقنبيل\t%c\t%c%c\n",
             digits[first], digits[first], digits[rest / 64],
             digits[rest % 64]);
    write_dictionary(f, index);
    for (int time = 0; time < 2; time++) {
        assert_int_equal(BARQ_OK, open_lexicons(f, NULL, &lexicons, NULL));
        assert_int_equal(time == 1, lexicons.mapped != NULL);
        assert_true(renders(&lexicons, "شنقيل", "blorp"));
        assert_true(renders(&lexicons, "شنقيل", "glorp"));
        assert_true(renders(&lexicons, "قنبيل", "zorp"));
        assert_false(renders(&lexicons, "قنبيل", "old"));
        assert_false(renders(&lexicons, "قنبيل", "thing"));
        lexicons_close(&lexicons);
    }
    /* What was kept and is damaged is made anew. */
    write_file(f, "barq/dictionary", "barqlex");
    assert_int_equal(BARQ_OK, open_lexicons(f, NULL, &lexicons, NULL));
    assert_null(lexicons.mapped);
    assert_true(renders(&lexicons, "شنقيل", "blorp"));
    lexicons_close(&lexicons);
}

static void a_damaged_dictionary_does_no_harm(void **state)
{
    static const char *const indexes[] = {
        "",
        "\t\t\n",
        "شنقيل\n",
        "شنقيل\tA\t//////////\n",
        "شنقيل\t//////\tA\n",
        "شنقيل\t?\t!\n",
        "\xFF\xFE\tA\tz\n",
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof(indexes) / sizeof(indexes[0]); i++) {
        struct lexicons lexicons;
        write_dictionary(f, indexes[i]);
        assert_int_equal(BARQ_OK, open_lexicons(f, NULL, &lexicons, NULL));
        assert_int_equal(0, lexicons.dictionary.count);
        lexicons_close(&lexicons);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_users_words_are_known, make_place,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(a_bad_line_is_named, make_place,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(a_dictionary_is_read_and_kept,
                                        make_place, drop_folder),
        cmocka_unit_test_setup_teardown(a_damaged_dictionary_does_no_harm,
                                        make_place, drop_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
