/*
 * What stays in order costs the least there is: beside the usual table, which
 * tries every pair of tokens, on sentences of a few words that come again.
 */
#include "match/distance.h"
#include "match/kept.h"

#include "memory_fixture.h"

enum { TURNS = 3000, WORDS_MOST = 14, TOKENS_MOST = 32 };

static const char *const words[] = {
    "the", "of", "army",    "armies", "harbour", "harbours", "not",
    "3",   "5",  "soldier", "and",    "AND",     ",",        ".",
};
enum { WORDS = sizeof(words) / sizeof(words[0]) };

static unsigned next(unsigned *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 16;
}

static void write_sentence(unsigned *seed, char *to)
{
    size_t count = 1 + next(seed) % WORDS_MOST, len = 0;

    for (size_t i = 0; i < count; i++)
        len += (size_t)sprintf(to + len, "%s ", words[next(seed) % WORDS]);
}

/* A sentence again, with a word changed here and there. */
static void write_other(unsigned *seed, const char *from, char *to)
{
    char word[32];
    size_t len = 0;
    int read;

    *to = 0;
    for (; sscanf(from, "%31s%n", word, &read) == 1; from += read)
        switch (next(seed) % 6) {
        case 0:
            break;
        case 1:
            len += (size_t)sprintf(to + len, "%s ", words[next(seed) % WORDS]);
            break;
        default:
            len += (size_t)sprintf(to + len, "%s ", word);
        }
    if (!len)
        sprintf(to, "army ");
}

static int64_t half(const struct match_side *side, size_t i)
{
    return (int64_t)MATCH_FINE / 2 * side->words[i].weight;
}

/* The cost of what is kept, as kept.c counts it. */
static int64_t cost_of(const struct match_side *a, const struct match_side *b,
                       const struct match_pairing *pairing)
{
    struct match_stretch stretch = { 0 };
    int64_t cost = 0;

    for (size_t i = 0; i < a->tokens.count; i++) {
        struct match_mate mate = pairing->query[i];
        cost +=
            mate.place == PLACE_KEPT
                ? match_pair_cost(a->words[i].weight, b->words[mate.at].weight,
                                  (enum match_difference)mate.difference)
                : half(a, i);
    }
    for (size_t j = 0; j < b->tokens.count; j++)
        cost += pairing->stored[j].place == PLACE_KEPT ? 0 : half(b, j);
    while (match_next_stretch(pairing, a, b, false, &stretch))
        cost += MATCH_STRETCH_COST;
    return cost;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* The usual table: the least cost of the ways to a cell that end in a pair, and
 * of those that do not (Gotoh 1982). */
static int64_t kept[TOKENS_MOST + 1][TOKENS_MOST + 1];
static int64_t apart[TOKENS_MOST + 1][TOKENS_MOST + 1];
static const int64_t FAR = INT64_MAX / 4;

/* From a cell on with a token that has no partner. */
static int64_t step(size_t i, size_t j, int64_t cost)
{
    return cost + least(apart[i][j], kept[i][j] + MATCH_STRETCH_COST);
}

static void fill_cell(const struct match_side *a, size_t i,
                      const struct match_side *b, size_t j)
{
    enum match_difference found =
        i && j ? match_keyed(a, i - 1, b, j - 1) : MATCH_WORD;

    kept[i][j] = i || j ? FAR : 0;
    apart[i][j] = FAR;
    if (found != MATCH_WORD)
        kept[i][j] = least(kept[i - 1][j - 1], apart[i - 1][j - 1]) +
                     match_pair_cost(a->words[i - 1].weight,
                                     b->words[j - 1].weight, found);
    if (i)
        apart[i][j] = step(i - 1, j, half(a, i - 1));
    if (j)
        apart[i][j] = least(apart[i][j], step(i, j - 1, half(b, j - 1)));
}

static int64_t least_cost(const struct match_side *a,
                          const struct match_side *b)
{
    size_t n = a->tokens.count, m = b->tokens.count;

    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++)
            fill_cell(a, i, b, j);
    return least(kept[n][m], apart[n][m]);
}

static void nothing_costs_less(void **state)
{
    struct fixture *f = *state;
    struct word_cache *cache = memory_words(f->memory, BARQ_EN);
    char query[256], stored[256];
    unsigned seed = 4;
    size_t changed = 0;

    for (int turn = 0; turn < TURNS; turn++) {
        struct arena keep = f->keep, below = arena_split(&keep);
        struct match_side a, b;
        struct match_pairing pairing;
        write_sentence(&seed, query);
        write_other(&seed, query, stored);
        assert_int_equal(BARQ_OK, match_prepare(cache, text_of(query), &a,
                                                &keep, below, NULL));
        assert_int_equal(BARQ_OK, match_prepare(cache, text_of(stored), &b,
                                                &keep, below, NULL));
        assert_int_equal(BARQ_OK,
                         match_pairs(&a, &b, &pairing, &keep, below, NULL));
        assert_int_equal(least_cost(&a, &b), cost_of(&a, &b, &pairing));
        changed += strcmp(query, stored) != 0;
    }
    assert_true(changed > TURNS / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_costs_less, make_memory,
                                        drop_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
