#include "memory_fixture.h"

static unsigned char letters_of(const char *key)
{
    int count = 0;

    for (; *key && count < TOKEN_LETTERS_MOST; key++)
        count += ((unsigned char)*key & 0xC0) != 0x80;
    return (unsigned char)count;
}

static struct token token_of(enum token_kind kind, const char *l2,
                             const char *l3, const char *value)
{
    return (struct token){
        .kind = kind,
        .l2 = text_of(l2),
        .l3 = text_of(l3),
        .value = text_of(value),
        .l2_hash = text_hash(text_of(l2)),
        .key_hash = text_hash(text_of(*value ? value : l3)),
        .letters = letters_of(*value ? value : l3),
    };
}

static void weights_grow_with_letters(void **state)
{
    static const struct {
        const char *why, *l2, *l3, *value;
        enum token_kind kind;
        int want;
    } cases[] = {
        { "of the stem", "prices", "price", "", TOKEN_WORD, 80 },
        { "Arabic ones, too", "\u0643\u062A\u0627\u0628",
          "\u0643\u062A\u0627\u0628", "", TOKEN_WORD, 70 },
        { "up to eight", "internationally", "internationally", "", TOKEN_WORD,
          110 },
        { "function words", "the", "the", "", TOKEN_FUNCTION, 20 },
        { "... of one letter", "a", "a", "", TOKEN_FUNCTION, 10 },
        { "numbers, of their value", "1,500", "1,500", "1500", TOKEN_NUMBER,
          40 },
        { "months", "may", "may", "month:5", TOKEN_DATE, 100 },
        { "marks", "...", "...", "", TOKEN_PUNCT, 15 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct token token =
            token_of(cases[i].kind, cases[i].l2, cases[i].l3, cases[i].value);
        print_message("  %s\n", cases[i].why);
        assert_int_equal(cases[i].want, memory_token_weight(&token));
    }
}

static void a_token_goes_by_value_or_stem(void **state)
{
    struct token plural = token_of(TOKEN_WORD, "talks", "talk", "");
    struct token singular = token_of(TOKEN_WORD, "talk", "talk", "");
    struct token grouped = token_of(TOKEN_NUMBER, "1,500", "1,500", "1500");
    struct token plain = token_of(TOKEN_NUMBER, "1500", "1500", "1500");

    (void)state;
    assert_true(memory_token_key(&plural) == memory_token_key(&singular));
    assert_true(memory_token_key(&grouped) == memory_token_key(&plain));
    assert_true(memory_token_key(&plain) != memory_token_key(&plural));
}

static void what_comes_again_has_a_key_of_its_own(void **state)
{
    enum { TIMES = 6 };
    struct fixture *f = *state;
    struct token talks, number;
    struct text_brief line[TIMES + 1];
    uint64_t keys[2 * TIMES + 2], word, kind;
    size_t count = 0;

    number = token_of(TOKEN_NUMBER, "15", "15", "15");
    talks = token_of(TOKEN_WORD, "talks", "talk", "");
    for (int i = 0; i < TIMES; i++)
        line[i] = text_brief_of(&talks);
    line[TIMES] = text_brief_of(&number);
    word = memory_token_key(&talks);
    kind = memory_kind_key(TOKEN_NUMBER);
    assert_true(
        memory_keys((struct text_briefs){ .at = line, .count = TIMES + 1 },
                    keys, &count, f->keep));
    assert_int_equal(TIMES + 2, count);
    for (int i = 0; i < TIMES; i++) {
        int time = i < MEMORY_TIMES_MOST ? i + 1 : MEMORY_TIMES_MOST;
        assert_true(memory_again_key(word, time) == keys[i]);
        for (int j = 0; j < i && i < MEMORY_TIMES_MOST; j++)
            assert_true(keys[j] != keys[i]);
    }
    assert_true(word == keys[0]);
    assert_true(memory_token_key(&number) == keys[TIMES]);
    assert_true(kind == keys[TIMES + 1]);
}

static void a_bare_key_is_the_words_in_order(void **state)
{
    struct token line[] = {
        token_of(TOKEN_WORD, "talks", "talk", ""),
        token_of(TOKEN_PUNCT, ",", ",", ""),
        token_of(TOKEN_WORD, "resume", "resum", ""),
        token_of(TOKEN_WORD, "talks", "talk", ""),
    };
    struct token plain[] = { line[0], line[2] };
    struct tokens comma = { line, 3 }, bare = { plain, 2 },
                  turned = { line + 2, 2 }, none = { NULL, 0 },
                  mark = { line + 1, 1 };

    (void)state;
    assert_true(memory_bare_key(comma) == memory_bare_key(bare));
    assert_true(memory_bare_key(turned) != memory_bare_key(bare));
    assert_true(memory_bare_key(none) == memory_bare_key(mark));
    assert_true(memory_bare_key(none) != 0);
}

static uint64_t context_key(struct fixture *f, const char *text)
{
    uint64_t key = 77;

    assert_int_equal(BARQ_OK,
                     memory_context_key(text_of(text), &key, f->keep, NULL));
    return key;
}

static void a_context_goes_by_its_l1_key(void **state)
{
    struct fixture *f = *state;

    assert_true(context_key(f, "") == 0);
    assert_true(context_key(f, " \n") == 0);
    assert_true(context_key(f, "\u0633\u064E\u0644\u0627\u0645") ==
                context_key(f, "\u0633\u0644\u0627\u0645"));
    assert_true(context_key(f, "\u0623\u062D\u0645\u062F") !=
                context_key(f, "\u0627\u062D\u0645\u062F"));
}

static void origins_have_names(void **state)
{
    enum barq_origin origin = BARQ_MT;

    (void)state;
    for (int i = 0; i < BARQ_ORIGINS; i++) {
        assert_true(barq_origin_from_name(barq_origin_name((enum barq_origin)i),
                                          &origin));
        assert_int_equal(i, origin);
    }
    assert_false(barq_origin_from_name("Published", &origin));
    assert_false(barq_origin_from_name(NULL, &origin));
    assert_string_equal("published", barq_origin_name(BARQ_PUBLISHED));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_grow_with_letters),
        cmocka_unit_test(a_token_goes_by_value_or_stem),
        cmocka_unit_test_setup_teardown(what_comes_again_has_a_key_of_its_own,
                                        make_folder, drop_folder),
        cmocka_unit_test(a_bare_key_is_the_words_in_order),
        cmocka_unit_test_setup_teardown(a_context_goes_by_its_l1_key,
                                        make_folder, drop_folder),
        cmocka_unit_test(origins_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
