/* Tokens: where they begin and end, and what the lexicon knows of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/text.h"

static char memory[1 << 22];
static struct lexicon *lexicon;

static struct tokens cut(enum barq_lang lang, const char *text,
                         struct arena *keep)
{
    struct arena scratch = arena_split(keep);
    struct text_language language = { lang, lexicon };
    struct tokens tokens = { 0 };

    assert_int_equal(
        text_tokens(language, text_of(text), &tokens, keep, scratch, NULL),
        BARQ_OK);
    return tokens;
}

static const struct {
    const char *why;
    enum barq_lang lang;
    const char *text, *cuts; /* the tokens, set apart by | */
} borders[] = {
    { "words and punctuation", BARQ_EN, "Go, now!", "Go|,|now|!" },
    { "an apostrophe", BARQ_EN, "don't 'go'", "don't|'|go|'" },
    { "a hyphen", BARQ_EN, "last-gasp COVID-19 -x", "last-gasp|COVID-19|-|x" },
    { "an acronym", BARQ_EN, "the U.S. left", "the|U.S.|left" },
    { "a run of one mark", BARQ_EN, "so...?!", "so|...|?|!" },
    { "marks of both scripts", BARQ_AR,
      "\u0647\u0646\u0627\u060C \u0647\u0646\u0627\u061F go/no",
      "\u0647\u0646\u0627|\u060C|\u0647\u0646\u0627|\u061F|go|/|no" },
    { "a range", BARQ_EN, "15-16", "15|-|16" },
    { "a minus", BARQ_EN, "fell to -5 (\u22123.5)",
      "fell|to|-5|(|\u22123.5|)" },
    { "a dash before a number is none", BARQ_EN, "AFP - 5", "AFP|-|5" },
    { "a unit", BARQ_EN, "$5bn 7.5%", "$|5|bn|7.5|%" },
    { "a number ends a sentence", BARQ_EN, "in 2024.", "in|2024|." },
    { "nothing", BARQ_EN, " \t\u200F", "" },
    { "a clitic before a number", BARQ_AR, "\u0644\u064015 \u064890",
      "\u0644\u0640|15|\u0648|90" },
    { "a clitic before a quote", BARQ_AR, "\u0644\u0640\"\u0647\u0646\u0627",
      "\u0644\u0640|\"|\u0647\u0646\u0627" },
    { "scripts run together", BARQ_AR, "icon\u062F\u0642\u0627\u0626\u0642",
      "icon|\u062F\u0642\u0627\u0626\u0642" },
    { "Arabic digits and marks", BARQ_AR,
      "\u0661\u066C\u0662\u0663\u0664\u066A",
      "\u0661\u066C\u0662\u0663\u0664|\u066A" },
    { "a month of two words", BARQ_AR,
      "5 \u062A\u0634\u0631\u064A\u0646 \u0627\u0644\u0623\u0648\u0644 2024",
      "5|\u062A\u0634\u0631\u064A\u0646 \u0627\u0644\u0623\u0648\u0644|2024" },
    { "a doublet of months", BARQ_AR,
      "\u0622\u0628/\u0623\u063A\u0633\u0637\u0633",
      "\u0622\u0628|/|\u0623\u063A\u0633\u0637\u0633" },
};

static void test_borders(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(borders) / sizeof(borders[0]); i++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct tokens t = cut(borders[i].lang, borders[i].text, &keep);
        struct barq_text rest = text_of(borders[i].cuts);
        for (size_t j = 0; j < t.count || rest.len; j++) {
            struct barq_text want = text_field(&rest, '|');
            if (j >= t.count || !text_equal(t.at[j].raw, want))
                fail_msg("%s: token %zu of %zu is not \"%.*s\"", borders[i].why,
                         j, t.count, (int)want.len, want.at);
        }
    }
}

static const struct {
    const char *why, *text; /* its last token but punctuation is meant */
    enum barq_lang lang;
    enum token_kind kind;
    const char *value;
} kinds[] = {
    { "a content word", "window", BARQ_EN, TOKEN_WORD, "" },
    { "an article", "the", BARQ_EN, TOKEN_FUNCTION, "" },
    { "a preposition", "\u0641\u064A", BARQ_AR, TOKEN_FUNCTION, "" },
    { "and-in", "\u0648\u0641\u064A", BARQ_AR, TOKEN_FUNCTION, "" },
    { "a number", "\u0661\u066C\u0662\u0663\u0664\u066B\u0665", BARQ_AR,
      TOKEN_NUMBER, "1234.5" },
    { "a negative number", "\u2212\u0665", BARQ_AR, TOKEN_NUMBER, "-5" },
    { "a number word stays one", "three", BARQ_EN, TOKEN_WORD, "" },
    { "a month", "in September", BARQ_EN, TOKEN_DATE, "month:9" },
    { "Egyptian", "\u064A\u0646\u0627\u064A\u0631", BARQ_AR, TOKEN_DATE,
      "month:1" },
    { "Maghrebi", "\u062C\u0627\u0646\u0641\u064A", BARQ_AR, TOKEN_DATE,
      "month:1" },
    { "Levantine",
      "\u0643\u0627\u0646\u0648\u0646 \u0627\u0644\u062B\u0627\u0646\u064A",
      BARQ_AR, TOKEN_DATE, "month:1" },
    { "and-October",
      "\u0648\u062A\u0634\u0631\u064A\u0646 \u0627\u0644\u0623\u0648\u0644",
      BARQ_AR, TOKEN_DATE, "month:10" },
    { "and-November", "\u0648\u0646\u0648\u0641\u0645\u0628\u0631", BARQ_AR,
      TOKEN_DATE, "month:11" },
    { "a weekday", "\u0627\u0644\u062B\u0644\u0627\u062B\u0627\u0621", BARQ_AR,
      TOKEN_DATE, "weekday:2" },
    { "a Hijri month", "\u0631\u0645\u0636\u0627\u0646", BARQ_AR, TOKEN_DATE,
      "hijri:9" },
    { "to march is no month", "they march", BARQ_EN, TOKEN_WORD, "" },
    { "may is no month", "it may", BARQ_EN, TOKEN_FUNCTION, "" },
    { "a month shortened", "on Jan.", BARQ_EN, TOKEN_DATE, "month:1" },
    { "a man of that name", "with Jan", BARQ_EN, TOKEN_WORD, "" },
    { "two is no Monday", "\u0627\u062B\u0646\u064A\u0646", BARQ_AR, TOKEN_WORD,
      "" },
    { "a percent sign", "%", BARQ_EN, TOKEN_PUNCT, "" },
};

static void test_kinds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct tokens t = cut(kinds[i].lang, kinds[i].text, &keep);
        size_t last = t.count - 1;
        if (last && t.at[last].kind == TOKEN_PUNCT)
            last--;
        if (t.at[last].kind != kinds[i].kind ||
            !text_equal(t.at[last].value, text_of(kinds[i].value)))
            fail_msg("%s: kind %d, value \"%.*s\"", kinds[i].why,
                     (int)t.at[last].kind, (int)t.at[last].value.len,
                     t.at[last].value.at);
    }
}

static const struct {
    const char *why, *word;
    enum token_polarity polarity;
} polarities[] = {
    { "not", "not", POLARITY_NOT },
    { "a negation run on", "didn't", POLARITY_NOT },
    { "a curly one", "won\u2019t", POLARITY_NOT },
    { "up", "Rose", POLARITY_UP },
    { "down", "dropped", POLARITY_DOWN },
    { "neither", "said", POLARITY_NONE },
    { "lam", "\u0644\u0645", POLARITY_NOT },
    { "and-lam", "\u0648\u0644\u0645", POLARITY_NOT },
    { "laysat", "\u0644\u064A\u0633\u062A", POLARITY_NOT },
    { "ma is mostly no negation", "\u0645\u0627", POLARITY_NONE },
    { "each is no negation", "\u0643\u0644\u0627\u064B", POLARITY_NONE },
    { "rose", "\u0627\u0631\u062A\u0641\u0639", POLARITY_UP },
    { "and will rise", "\u0648\u0633\u064A\u0631\u062A\u0641\u0639",
      POLARITY_UP },
    { "fell back", "\u062A\u0631\u0627\u062C\u0639", POLARITY_DOWN },
    { "and fell", "\u0648\u0627\u0646\u062E\u0641\u0636\u062A", POLARITY_DOWN },
};

static void test_polarity(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(polarities) / sizeof(polarities[0]); i++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct tokens t = cut(BARQ_EN, polarities[i].word, &keep);
        assert_int_equal(t.count, 1);
        if (t.at[0].polarity != polarities[i].polarity)
            fail_msg("%s: %d", polarities[i].why, (int)t.at[0].polarity);
    }
}

static const struct {
    const char *why, *word, *stem; /* stem NULL: the L2 key itself */
} stems[] = {
    { "wazir keeps its w", "\u0648\u0632\u064A\u0631", NULL },
    { "Putin keeps all", "\u0628\u0648\u062A\u064A\u0646", NULL },
    { "bayan keeps its b", "\u0628\u064A\u0627\u0646", NULL },
    { "France", "\u0641\u0631\u0646\u0633\u0627", NULL },
    { "agency", "\u0648\u0643\u0627\u0644\u0629", NULL },
    { "Washington", "\u0648\u0627\u0634\u0646\u0637\u0646", NULL },
    { "Blinken", "\u0628\u0644\u064A\u0646\u0643\u0646", NULL },
    { "and-minister", "\u0648\u0648\u0632\u064A\u0631",
      "\u0648\u0632\u064A\u0631" },
    { "by-the-government", "\u0628\u0627\u0644\u062D\u0643\u0648\u0645\u0629",
      "\u062D\u0643\u0648\u0645\u0647" },
    { "her-government", "\u062D\u0643\u0648\u0645\u062A\u0647\u0627",
      "\u062D\u0643\u0648\u0645\u0647" },
    { "to-the-state's nations", "\u0644\u0644\u0623\u0645\u0645",
      "\u0627\u0645\u0645" },
    { "and-he-said", "\u0648\u0642\u0627\u0644", "\u0642\u0627\u0644" },
    { "clashes", "\u0627\u0644\u0627\u0634\u062A\u0628\u0627\u0643\u0627\u062A",
      "\u0627\u0634\u062A\u0628\u0627\u0643" },
    { "a nation's feminine", "\u0627\u0644\u0631\u0648\u0633\u064A\u0629",
      "\u0631\u0648\u0633\u064A" },
    { "three letters are left", "\u0648\u0641\u064A", NULL },
    { "plural", "cities", "city" },
    { "plural in es", "churches", "church" },
    { "genitive", "Minister's", "minister" },
    { "past", "stopped", "stop" },
    { "continuous", "rising", "ris" },
    { "the same for its base", "rises", "ris" },
    { "news is no plural", "news", NULL },
    { "ss is no plural", "press", NULL },
    { "king is no continuous", "king", NULL },
    { "an acronym without stops", "U.N.", "un" },
};

static void test_stems(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(stems) / sizeof(stems[0]); i++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct tokens t = cut(BARQ_AR, stems[i].word, &keep);
        assert_int_equal(t.count, 1);
        struct barq_text want =
            stems[i].stem ? text_of(stems[i].stem) : t.at[0].l2;
        if (!text_equal(t.at[0].l3, want))
            fail_msg("%s: got \"%.*s\"", stems[i].why, (int)t.at[0].l3.len,
                     t.at[0].l3.at);
    }
}

static void test_names(void **state)
{
    struct arena keep = arena_over(memory, sizeof(memory));
    struct tokens t = cut(BARQ_EN, "The turkey left Turkey with Holt", &keep);

    (void)state;
    assert_false(t.at[0].name); /* the first word's capital says nothing */
    assert_false(t.at[1].name);
    assert_true(t.at[3].name);
    assert_true(t.at[5].name);
    /* and-Russia */
    t = cut(BARQ_AR, "\u0648\u0631\u0648\u0633\u064A\u0627", &keep);
    assert_true(t.at[0].name);
}

static void test_lookup(void **state)
{
    struct lexicon_pair found[4] = { 0 };
    struct barq_text qatar = text_of("\u0642\u0637\u0631");

    (void)state;
    size_t count = lexicon_find(lexicon, BARQ_AR, qatar, found, 4);
    bool good = false;
    for (size_t i = 0; i < count; i++)
        good = good || (text_equal(found[i].en, text_of("qatar")) &&
                        text_equal(found[i].code, text_of("QA")) &&
                        strcmp(found[i].table, "countries") == 0);
    assert_true(good);
    count =
        lexicon_find(lexicon, BARQ_EN, text_of("security council"), found, 4);
    assert_true(count > 0);
    assert_string_equal(found[0].table, "institutions");
    assert_int_equal(lexicon_find(lexicon, BARQ_EN, text_of("the"), found, 0),
                     0);
    assert_int_equal(lexicon_find(lexicon, BARQ_EN, text_of("xyzzy"), found, 4),
                     0);
}

static int set_up(void **state)
{
    (void)state;
    return lexicon_open(&lexicon, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    lexicon_close(lexicon);
    return 0;
}

static void assert_same_token(const struct token *a, const struct token *b)
{
    assert_ptr_equal(a->raw.at, b->raw.at);
    assert_int_equal(a->raw.len, b->raw.len);
    assert_true(text_equal(a->l1, b->l1));
    assert_true(text_equal(a->l2, b->l2));
    assert_true(text_equal(a->l3, b->l3));
    assert_true(text_equal(a->value, b->value));
    assert_true(a->l2_hash == text_hash(a->l2));
    assert_true(a->stem_hash == text_hash(a->value.len ? a->value : a->l3));
    assert_true(a->l2_hash == b->l2_hash && a->stem_hash == b->stem_hash);
    assert_true(a->key_hash == b->key_hash);
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->polarity, b->polarity);
    assert_int_equal(a->name, b->name);
    assert_int_equal(a->letters, b->letters);
}

/* A capital may keep an ending, and never hides a word: what is equal at L2 has
 * one key and one weight.  Names keep their stems apart all the same. */
static const struct {
    const char *small, *capital;
    bool same_stem;
} capitals[] = {
    { "poachers", "Poachers", false },
    { "hesitate", "HESITATE", false },
    { "ministers", "Ministers", true },
    { "us", "US", true },
    { "don't", "Don't", true },
    { "al-bahri's", "Al-Bahri's", true },
    { "the", "THE", true },
    { "dredging", "Dredging", false },
};

static void assert_one_key(const char *small, const char *capital,
                           bool same_stem)
{
    struct arena keep = { memory, memory + sizeof(memory) };
    const struct token *a = cut(BARQ_EN, small, &keep).at;
    const struct token *b = cut(BARQ_EN, capital, &keep).at;

    print_message("  %s\n", capital);
    assert_true(a->key_hash == b->key_hash);
    assert_int_equal(a->letters, b->letters);
    assert_int_equal(same_stem, text_equal(a->l3, b->l3));
}

static void test_capitals(void **state)
{
    struct arena keep = { memory, memory + sizeof(memory) };
    struct tokens names = cut(BARQ_EN, "Jones Jon", &keep);

    (void)state;
    assert_true(names.at[0].key_hash == names.at[1].key_hash);
    assert_false(text_equal(names.at[0].l3, names.at[1].l3));
    for (size_t i = 0; i < sizeof(capitals) / sizeof(capitals[0]); i++)
        assert_one_key(capitals[i].small, capitals[i].capital,
                       capitals[i].same_stem);
}

/* Words whose place tells what they are: a month only before a stop, a name
 * but at the beginning, the half of a name of a month. */
static const char *const placed[] = {
    "Jan 5",
    "Jan went",
    "in Jan.",
    "Bush won",
    "he met Bush",
    "March on",
    "in March",
    "march on",
    "U.S. talks",
    "us talks",
    "5 5.0 -5 15-16",
    "\u062A\u0634\u0631\u064A\u0646 \u0627\u0644\u0623\u0648\u0644",
    "\u062A\u0634\u0631\u064A\u0646 5",
    "\u0643\u0627\u0646\u0648\u0646 \u0627\u0644\u062B\u0627\u0646\u064A",
};

/* Twice, so that what the cache has is read as well; both languages, since
 * either may stand in a segment of the other. */
static void test_cache(void **state)
{
    const enum barq_lang langs[] = { BARQ_AR, BARQ_EN };
    struct word_cache *cache;

    (void)state;
    for (size_t n = 0; n < 4 * sizeof(placed) / sizeof(placed[0]); n++) {
        struct text_language language = { langs[n % 2], lexicon };
        const char *text = placed[n / 4];
        struct arena keep = arena_over(memory, sizeof(memory));
        struct arena more = arena_split(&keep), scratch = arena_split(&more);
        struct tokens plain, cached = { 0 };
        assert_int_equal(BARQ_OK, word_cache_open(language, &cache, NULL));
        assert_int_equal(BARQ_OK, text_tokens(language, text_of(text), &plain,
                                              &keep, scratch, NULL));
        for (int i = 0; i < 2; i++)
            assert_int_equal(BARQ_OK,
                             text_tokens_cached(cache, text_of(text), &cached,
                                                &more, scratch, NULL));
        assert_int_equal(plain.count, cached.count);
        for (size_t i = 0; i < plain.count; i++)
            assert_same_token(&plain.at[i], &cached.at[i]);
        word_cache_close(cache);
    }
}

/* More words than a cache holds: it says what it would say empty. */
static void test_full_cache(void **state)
{
    struct text_language language = { BARQ_EN, lexicon };
    struct word_cache *cache;
    char text[64];

    (void)state;
    assert_int_equal(BARQ_OK, word_cache_open(language, &cache, NULL));
    for (int i = 0; i < 100000; i++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct arena scratch = arena_split(&keep);
        struct tokens plain, cached;
        if (i % 1000 == 0)
            word_cache_rest(cache);
        snprintf(text, sizeof(text), "word%ds Talks", i);
        assert_int_equal(BARQ_OK,
                         text_tokens_cached(cache, text_of(text), &cached,
                                            &keep, scratch, NULL));
        if (i % 100)
            continue;
        assert_int_equal(BARQ_OK, text_tokens(language, text_of(text), &plain,
                                              &keep, scratch, NULL));
        assert_int_equal(2, cached.count);
        for (size_t j = 0; j < 2; j++)
            assert_same_token(&plain.at[j], &cached.at[j]);
    }
    word_cache_close(cache);
}

#define TISHRIN_I \
    "\u062A\u0634\u0631\u064A\u0646 \u0627\u0644\u0623\u0648\u0644"

/* `before` words, a month of two, and words again. */
static struct barq_text long_text(int before, struct arena *keep)
{
    struct barq_text text = text_of("");

    for (int i = 0; i < before; i++)
        text = arena_print(keep, "%s\u0643\u0644\u0645\u0629 ", text.at);
    text = arena_print(keep, "%s" TISHRIN_I, text.at);
    for (int i = 0; i < 40; i++)
        text = arena_print(keep, "%s \u0643\u0644\u0645\u0629", text.at);
    return text;
}

/* Segments are cut a batch at a time: a month of two words is one token
 * wherever it stands, and two words where words alone are asked for. */
static void test_long_segments(void **state)
{
    struct text_language language = { BARQ_AR, lexicon };
    struct word_cache *cache;

    (void)state;
    assert_int_equal(BARQ_OK, word_cache_open(language, &cache, NULL));
    for (int before = 0; before < 70; before++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct arena scratch = arena_split(&keep);
        struct barq_text text = long_text(before, &keep);
        struct tokens tokens = { 0 };
        struct text_words words = { 0 };
        size_t at = (size_t)before;
        assert_int_equal(BARQ_OK, text_tokens_cached(cache, text, &tokens,
                                                     &keep, scratch, NULL));
        assert_int_equal(at + 41, tokens.count);
        assert_int_equal(TOKEN_DATE, tokens.at[at].kind);
        assert_int_equal(TOKEN_WORD, tokens.at[at + 1].kind);
        assert_int_equal(BARQ_OK, text_words_cached(cache, text, &words, &keep,
                                                    scratch, NULL));
        assert_int_equal(at + 42, words.count);
        assert_int_equal(sizeof("\u062A\u0634\u0631\u064A\u0646") - 1,
                         words.at[at].span.end - words.at[at].span.start);
        assert_true(words.at[at].l2_hash == text_hash(words.at[at].l2));
        assert_true(words.at[at + 41].span.end == text.len);
    }
    word_cache_close(cache);
}

/* Marks are no words; the key of another form is that of the plain one. */
static void test_words(void **state)
{
    struct text_language language = { BARQ_EN, lexicon };
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    struct word_cache *cache;
    struct text_words words = { 0 };

    (void)state;
    assert_int_equal(BARQ_OK, word_cache_open(language, &cache, NULL));
    assert_int_equal(BARQ_OK, text_words_cached(cache, text_of("\"Go, NOW!\""),
                                                &words, &keep, scratch, NULL));
    assert_int_equal(2, words.count);
    assert_int_equal(5, words.at[1].span.start);
    assert_int_equal(8, words.at[1].span.end);
    assert_true(text_equal(text_of("now"), words.at[1].l2));
    words.most = 1; /* or more: what was looked at by then */
    assert_int_equal(BARQ_OK,
                     text_words_cached(cache, text_of("one two, three four"),
                                       &words, &keep, scratch, NULL));
    assert_in_range(words.count, 1, 3);
    assert_true(text_equal(text_of("one"), words.at[0].l2));
    words.most = 0;
    assert_int_equal(BARQ_OK, text_words_cached(cache, text_of(" ..."), &words,
                                                &keep, scratch, NULL));
    assert_int_equal(0, words.count);
    word_cache_close(cache);
}

/* Words that stand side by side are one key, if they fit and are words. */
static void test_term(void **state)
{
    struct text_language language = { BARQ_EN, lexicon };
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    struct tokens tokens = { 0 };
    char to[24];

    (void)state;
    assert_int_equal(BARQ_OK,
                     text_tokens(language, text_of("Ports closed, again"),
                                 &tokens, &keep, scratch, NULL));
    assert_true(text_equal(text_of("ports closed"),
                           text_term(tokens.at, 2, false, to, sizeof(to))));
    assert_true(text_equal(text_of("port closed"),
                           text_term(tokens.at, 2, true, to, sizeof(to))));
    assert_int_equal(0, text_term(tokens.at, 3, false, to, sizeof(to)).len);
    assert_int_equal(0, text_term(tokens.at, 2, false, to, 8).len);
}

/* Letters are looked at eight bytes at a time, as long as there are so many: a
 * character at each place among letters of either script is cut alike where the
 * text goes on for long and where it ends. */
static void assert_cut_alike(enum barq_lang lang, const char *letter,
                             const char *c, size_t before)
{
    static const char rest[] = " 1 2 3 4 5 6 7 8 9";
    struct arena keep = arena_over(memory, sizeof(memory));
    char ends[64], goes_on[96];
    int len = 0;

    for (size_t i = 0; i < before; i++)
        len += snprintf(ends + len, sizeof(ends) - (size_t)len, "%s", letter);
    snprintf(ends + len, sizeof(ends) - (size_t)len, "%s%s", c, letter);
    snprintf(goes_on, sizeof(goes_on), "%s%s", ends, rest);
    struct tokens a = cut(lang, ends, &keep);
    struct tokens b = cut(lang, goes_on, &keep);
    for (size_t i = 0; i < a.count; i++)
        if (i >= b.count || !text_equal(a.at[i].raw, b.at[i].raw))
            fail_msg("%s: token %zu is cut as %.*s in a longer text", ends, i,
                     (int)b.at[i].raw.len, b.at[i].raw.at);
}

static void test_letters(void **state)
{
    (void)state;
    for (unsigned c = 1; c < 0x800; c++) {
        const char narrow[] = { (char)c, 0 };
        const char wide[] = { (char)(0xC0 | c >> 6), (char)(0x80 | (c & 0x3F)),
                              0 };
        for (size_t before = 0; before < 9; before++) {
            const char *text = c < 0x80 ? narrow : wide;
            assert_cut_alike(BARQ_AR, "\u0628", text, before);
            assert_cut_alike(BARQ_EN, "b", text, before);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_borders),    cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_polarity),   cmocka_unit_test(test_stems),
        cmocka_unit_test(test_names),      cmocka_unit_test(test_lookup),
        cmocka_unit_test(test_capitals),   cmocka_unit_test(test_cache),
        cmocka_unit_test(test_full_cache), cmocka_unit_test(test_long_segments),
        cmocka_unit_test(test_words),      cmocka_unit_test(test_term),
        cmocka_unit_test(test_letters),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
