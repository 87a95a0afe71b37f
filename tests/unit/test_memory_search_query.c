/* Queries as they are understood. */
#include "memory/search.h"
#include "memory_fixture.h"

static char block[1 << 24];

static void append(char to[1024], const char *what)
{
    size_t len = strlen(to);

    snprintf(to + len, 1024 - len, "%s", what);
}

static void show_term(const struct search_term *term, char *to, size_t room)
{
    size_t len = strlen(to);

    if (term->within != ANYWHERE)
        len += (size_t)snprintf(to + len, room - len, "~%d ", term->within);
    if (term->quoted)
        len += (size_t)snprintf(to + len, room - len, "\"");
    for (size_t i = 0; i < term->count; i++) {
        const struct search_word *word = &term->words[i];
        const char *side = word->sides[0] && word->sides[1] ? ""
                           : word->sides[0]                 ? "a:"
                                                            : "e:";
        len += (size_t)snprintf(to + len, room - len, "%s%s%.*s%s",
                                i ? "+" : "", side, (int)word->l2.len,
                                word->l2.at, word->prefix ? "*" : "");
    }
}

/* "talks [alternative] | ... - excluded" */
static const char *understood(const char *text, enum barq_lang lang)
{
    static char shown[1024];
    struct arena keep = arena_over(block, sizeof(block));
    struct arena scratch = arena_split(&keep);
    struct search_query query;

    *shown = 0;
    if (query_read(text_of(text), lang, &query, &keep, scratch, NULL))
        return "nothing";
    for (size_t i = 0; i < query.count; i++) {
        append(shown, i ? " | " : "");
        for (size_t k = 0; k < query.alternatives[i].count; k++) {
            append(shown, k ? " " : "");
            show_term(&query.alternatives[i].at[k], shown, sizeof(shown));
        }
    }
    for (size_t i = 0; i < query.excluded.count; i++) {
        append(shown, " -");
        show_term(&query.excluded.at[i], shown, sizeof(shown));
    }
    return shown;
}

#define TALKS "\u0645\u062D\u0627\u062F\u062B\u0627\u062A"

static const struct {
    const char *why, *text;
    enum barq_lang lang;
    const char *want;
} cases[] = {
    { "words", "Talks  resume", 0, "talks resume" },
    { "a phrase", "\"Talks resume\" now", 0, "\"talks+resume now" },
    { "quotes of any kind", "\u201CTalks resume\u201D", 0, "\"talks+resume" },
    { "guillemets", "\u00ABtalks\u00BB", 0, "\"talks" },
    { "an open quote", "\"talks resume", 0, "\"talks+resume" },
    { "a quote in a word", "in\"side out\"", 0, "in \"side+out" },
    { "a prefix", "resum*", 0, "resum*" },
    { "stars", "resum***", 0, "resum*" },
    { "a phrase with a prefix", "\"talks res\"*", 0, "\"talks+res*" },
    { "a star inside quotes", "\"talks res*\"", 0, "\"talks+res*" },
    { "one or the other", "talks OR summit now", 0, "talks | summit now" },
    { "a bar", "talks | summit", 0, "talks | summit" },
    { "or in small letters is a word", "talks or summit", 0,
      "talks or summit" },
    { "or first is a word", "OR talks", 0, "or talks" },
    { "or last is a word", "talks OR", 0, "talks or" },
    { "or twice", "talks OR OR summit", 0, "talks or | summit" },
    { "a quoted or is a word", "talks \"OR\" now", 0, "talks \"or now" },
    { "near", "talks ~3 Cairo", 0, "talks ~3 cairo" },
    { "near without a number", "talks ~ Cairo", 0, "talks ~5 cairo" },
    { "near nothing", "talks ~3", 0, "talks 3" },
    { "near first", "~3 talks", 0, "3 talks" },
    { "near too far", "talks ~9999 Cairo", 0, "talks 9999 cairo" },
    { "near and or", "talks ~3 OR Cairo", 0, "talks 3 | cairo" },
    { "without", "talks -Cairo", 0, "talks -cairo" },
    { "without first", "-Cairo talks", 0, "talks -cairo" },
    { "without a phrase", "talks -\"in Cairo\"", 0, "talks -\"in+cairo" },
    { "without a prefix", "talks -Cair*", 0, "talks -cair*" },
    { "without alone", "-Cairo", 0, "nothing" },
    { "or does not reach what is excluded", "talks OR -Cairo summit", 0,
      "talks | summit -cairo" },
    { "a dash by itself", "talks - Cairo", 0, "talks cairo" },
    { "a hyphen", "talks cease-fire", 0, "talks cease-fire" },
    { "a negative number", "minus -5", 0, "minus -5" },
    { "what hangs together is a phrase", "en:cairo 3/4", 0, "en+cairo 3+4" },
    { "brackets", "(talks)", 0, "talks" },
    { "Arabic is on one side", TALKS " AFP", 0, "a:" TALKS " afp" },
    { "Arabic, said", "AFP", BARQ_AR, "a:afp" },
    { "English, said", TALKS, BARQ_EN, "e:" TALKS },
    { "tatweel and marks", "\u062D\u064F\u0643\u0640\u0645", 0,
      "a:\u062D\u0643\u0645" },
    { "Arabic digits", "\u0661\u0665", 0, "15" },
    { "nothing", "", 0, "nothing" },
    { "marks", "' * ~ - | OR* ( :", 0, "or*" },
    { "marks behind a quote", "\" ' * ~ - | OR* ( :", 0, "\"or" },
    { "marks alone", "\" ' * ~ - | ( :", 0, "nothing" },
};

static void queries_are_understood(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *got = understood(cases[i].text, cases[i].lang);
        if (strcmp(cases[i].want, got) != 0)
            fail_msg("%s: [%s], not [%s]", cases[i].why, got, cases[i].want);
    }
}

static void plain_words_are_tried_as_a_phrase(void **state)
{
    static const struct {
        const char *why, *text;
        size_t count, words;
    } plain[] = {
        { "two words", "talks resume", 1, 2 },
        { "one word", "talks", 0, 0 },
        { "a phrase", "\"talks resume\" now", 0, 0 },
        { "near", "talks ~ Cairo", 0, 0 },
        { "one alternative", "talks OR talks resume now", 1, 3 },
        { "what is excluded is not in it", "talks -Cairo resume", 1, 2 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
        struct arena keep = arena_over(block, sizeof(block));
        struct arena scratch = arena_split(&keep);
        struct search_query query, together;
        assert_int_equal(BARQ_OK, query_read(text_of(plain[i].text), 0, &query,
                                             &keep, scratch, NULL));
        bool any = query_together(&query, &together, &keep);
        if (any != (plain[i].count > 0) ||
            (any && together.alternatives[0].at[0].count != plain[i].words))
            fail_msg("%s", plain[i].why);
    }
}

/* Out of memory at every step, then good. */
static void a_full_arena_is_an_error(void **state)
{
    enum barq_status status;
    size_t size = 64;

    (void)state;
    do {
        struct arena keep = arena_over(block, size);
        struct arena scratch = arena_split(&keep);
        struct search_query query;
        status = query_read(text_of("talks \"in Cairo\" -x*"), 0, &query, &keep,
                            scratch, NULL);
        size += 16;
        assert_true(!status || status == BARQ_E_INTERNAL);
    } while (status && size < sizeof(block));
    assert_int_equal(BARQ_OK, status);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queries_are_understood),
        cmocka_unit_test(plain_words_are_tried_as_a_phrase),
        cmocka_unit_test(a_full_arena_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
