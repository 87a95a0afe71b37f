/* Links of words: which are made, and which of them are sure. */
#include "align/words.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static char block[1 << 25];
static struct lexicon *lexicon;

static int open_lexicon(void **state)
{
    (void)state;
    return (int)lexicon_open(&lexicon, NULL);
}

static int close_lexicon(void **state)
{
    (void)state;
    lexicon_close(lexicon);
    return 0;
}

/* The sure links, as "ar=en ar=en"; the others with a question mark. */
static const char *links_of(const char *ar, const char *en,
                            const struct word_table *table)
{
    static char shown[1024];
    struct arena keep = arena_over(block, sizeof(block));
    struct arena scratch = arena_split(&keep);
    const struct barq_text texts[2] = { text_of(ar), text_of(en) };
    struct word_linker *linker = NULL;
    struct word_links links;

    assert_int_equal(BARQ_OK, word_linker_open(lexicon, table, &linker, NULL));
    assert_int_equal(BARQ_OK,
                     word_links(linker, texts, &links, &keep, scratch, NULL));
    *shown = 0;
    for (size_t i = 0; i < links.count; i++) {
        const struct word_link *l = &links.at[i];
        snprintf(shown + strlen(shown), sizeof(shown) - strlen(shown),
                 "%s%.*s=%.*s%s", i ? " | " : "",
                 (int)(l->ar.end - l->ar.start), ar + l->ar.start,
                 (int)(l->en.end - l->en.start), en + l->en.start,
                 l->sure ? "" : "?");
    }
    word_linker_close(linker);
    return shown;
}

static const struct {
    const char *why, *ar, *en, *want;
} cases[] = {
    { "a word", "رفضت الحكومة", "the government", "الحكومة=government" },
    { "a term is one link", "دخل وقف إطلاق النار", "a ceasefire",
      "وقف إطلاق النار=ceasefire" },
    { "terms go before their words", "وزير الخارجية ووزير الدفاع",
      "the foreign minister and the defence minister",
      "وزير الخارجية=foreign minister | ووزير الدفاع=defence minister" },
    { "a number by its value", "نحو ١٢٫٥ مليون", "some 12.5 million",
      "١٢٫٥ مليون=12.5 million" },
    { "a number in words", "خمسة جنود", "5 soldiers",
      "خمسة=5 | جنود=soldiers" },
    { "a date", "في 15 سبتمبر", "on September 15", "15 سبتمبر=September 15" },
    { "an unknown name", "قالت بوعزيزة", "Bouaziza said",
      "قالت=said | بوعزيزة=Bouaziza" },
    { "no name in small letters", "بوعزيزة", "bouaziza", "" },
    { "Latin as it is", "شركة Acme", "the company Acme",
      "شركة=company | Acme=Acme" },
    { "two of them, in order", "قال إن الجيش انسحب وقال إن الشرطة باقية",
      "he said the army had left and said the police stayed",
      "قال=said | الجيش=army | وقال=said | الشرطة=police" },
    { "nothing in common", "الطقس", "hostilities", "" },
    { "one side empty", "", "the government", "" },
    { "marks alone", "،؟", "?!", "" },
};

static void links_are_as_they_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *got = links_of(cases[i].ar, cases[i].en, NULL);
        if (strcmp(cases[i].want, got) != 0)
            fail_msg("%s: [%s], not [%s]", cases[i].why, got, cases[i].want);
    }
}

/* Of two that are as near, none is sure. */
static void a_rival_makes_unsure(void **state)
{
    const char *got;

    (void)state;
    got = links_of("الحكومة", "government, government", NULL);
    assert_non_null(strchr(got, '?'));
    got = links_of("الحكومة والحكومة", "the government", NULL);
    assert_non_null(strchr(got, '?'));
}

static double told(const void *table, struct barq_text ar, struct barq_text en)
{
    (void)ar;
    return text_equal(en, text_of("blorp")) ? *(const double *)table : 0;
}

/* What was learnt elsewhere is evidence like any other. */
static void a_table_can_be_plugged_in(void **state)
{
    double sure = 0.9, unsure = 0.6, none = 0.2;
    struct word_table table = { told, &sure };

    (void)state;
    assert_string_equal("", links_of("زقزوق", "blorp", NULL));
    assert_string_equal("زقزوق=blorp", links_of("زقزوق", "blorp", &table));
    table.table = &unsure;
    assert_string_equal("زقزوق=blorp?", links_of("زقزوق", "blorp", &table));
    table.table = &none;
    assert_string_equal("", links_of("زقزوق", "blorp", &table));
}

static void no_word_is_in_two_links(void **state)
{
    struct arena keep = arena_over(block, sizeof(block));
    struct arena scratch = arena_split(&keep);
    const char *ar = "قال وزير الخارجية قال الوزير إن الحكومة 5 5 قالت";
    const char *en = "said the foreign minister said 5 the minister 5 said";
    const struct barq_text texts[2] = { text_of(ar), text_of(en) };
    struct word_linker *linker = NULL;
    struct word_links links;

    (void)state;
    assert_int_equal(BARQ_OK, word_linker_open(lexicon, NULL, &linker, NULL));
    assert_int_equal(BARQ_OK,
                     word_links(linker, texts, &links, &keep, scratch, NULL));
    assert_true(links.count > 3);
    for (size_t i = 0; i < links.count; i++)
        for (size_t k = 0; k < i; k++) {
            const struct word_link *a = &links.at[i], *b = &links.at[k];
            assert_true(a->ar.start >= b->ar.end);
            assert_true(a->en.start >= b->en.end || a->en.end <= b->en.start);
        }
    word_linker_close(linker);
}

static void very_long_pairs_have_none(void **state)
{
    static char ar[1 << 14], en[1 << 14];
    size_t ar_len = 0, en_len = 0;

    (void)state;
    for (int i = 0; i <= LINK_WORDS_MOST; i++) {
        ar_len +=
            (size_t)snprintf(ar + ar_len, sizeof(ar) - ar_len, "الحكومة ");
        en_len +=
            (size_t)snprintf(en + en_len, sizeof(en) - en_len, "government ");
    }
    assert_string_equal("", links_of(ar, en, NULL));
}

/* Out of memory at every step, then good. */
static void a_full_arena_is_an_error(void **state)
{
    const struct barq_text texts[2] = { text_of("في 5 الحكومة"),
                                        text_of("the government in 5") };
    struct word_linker *linker = NULL;
    enum barq_status status;
    size_t size = 512;

    (void)state;
    assert_int_equal(BARQ_OK, word_linker_open(lexicon, NULL, &linker, NULL));
    do {
        struct arena keep = arena_over(block, size);
        struct arena scratch = arena_split(&keep);
        struct word_links links;
        status = word_links(linker, texts, &links, &keep, scratch, NULL);
        size += size / 16;
        assert_true(!status || status == BARQ_E_INTERNAL);
    } while (status && size < sizeof(block));
    assert_int_equal(BARQ_OK, status);
    word_linker_close(linker);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_as_they_should),
        cmocka_unit_test(a_rival_makes_unsure),
        cmocka_unit_test(a_table_can_be_plugged_in),
        cmocka_unit_test(no_word_is_in_two_links),
        cmocka_unit_test(very_long_pairs_have_none),
        cmocka_unit_test(a_full_arena_is_an_error),
    };

    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
