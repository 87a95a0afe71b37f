/*
 * weights - does the order of matches agree with how near their translations
 * are?
 *
 * usage: weights [--held-out] PAIRS.tsv...
 *
 * Of the even documents of the files (document, Arabic, English), or of the odd
 * ones, which are held out, every so many-th pair is a query.  Its pool are
 * the units that share enough words with it to reach 50 %, but for those with
 * the very same Arabic; of a larger pool, evenly spread ones.  Each is measured
 * in Arabic four ways (our score before penalties; and 1 - distance / longer
 * for words, for characters, and Dice's coefficient of character trigrams),
 * and in English by chrF with the query's own translation (Popovic 2015:
 * character n-grams up to 6, recall counted twice).  Printed is the rank
 * correlation (Spearman) of each measure with chrF: the mean over the queries,
 * which is what orders matches, and over all pairs together, which is what a
 * threshold cuts by.
 *
 * How the weights were found (src/memory/keys.c, src/match/likeness.c,
 * src/match/distance.c).  On the even documents alone, one thing was
 * changed after the other, and what helped all four figures was kept:
 *
 *     what it costs to change a stretch, whatever its words: by far the most
 *     a word put for another is paid for once, wherever the two stand
 *     what moved is not paid for as missing and added
 *     numbers weigh little, but are no bargain to exchange
 *     function words weigh a quarter of content words, and long words more
 *     forms of one stem are nearly the same
 *
 * Then round figures were taken near the best ones: around them the
 * correlations change by less than 0.01.  Alike words at 0.7 rather than less,
 * and moved ones at 0.3 rather than 0.1, is for retrieval (bound.c).
 */
#include "base/utf8.h"
#include "match/bound.h"
#include "match/score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNITS_MOST = 200000, QUERIES_MOST = 7000, POOL = 300, POOL_LEAST = 5 };
enum { LINE = 1 << 16, LETTERS = 2000, PERCENT = 50 };
/* What none of the measures finds so like is no match to anybody. */
static const double LIKE = 0.5;

enum { OURS, WORDS, CHARACTERS, TRIGRAMS, MEASURES };

static const char *const names[MEASURES] = { "our score", "word edit distance",
                                             "character edit distance",
                                             "trigrams" };

struct unit {
    char *ar, *en;
};
static struct unit units[UNITS_MOST];
static size_t unit_count;
static size_t half; /* 0: even documents, which weights were found on */
static struct barq_memory *memory;

static void die(const char *what)
{
    fprintf(stderr, "weights: %s\n", what);
    exit(1);
}

/* ----------------------------------------------------------------- input */

static void take(const char *ar, const char *en)
{
    struct barq_unit unit = {
        .ar = text_of(ar), .en = text_of(en), .confidence = 1, .position = -1
    };
    enum barq_added added;

    if (unit_count == UNITS_MOST ||
        memory_put(memory, &unit, &added, NULL, NULL) || added == BARQ_MERGED)
        return;
    units[unit_count++] = (struct unit){ strdup(ar), strdup(en) };
}

/* Of the documents of a file, in its order, those of the half. */
static void read_file(const char *path)
{
    static char line[LINE], last[LINE];
    size_t document = 0;
    FILE *from = fopen(path, "rb");

    if (!from)
        die(path);
    *last = 0;
    while (fgets(line, LINE, from)) {
        char *ar = strchr(line, '\t'), *en = ar ? strchr(ar + 1, '\t') : NULL;
        line[strcspn(line, "\n")] = 0;
        if (!en)
            continue;
        *ar++ = *en++ = 0;
        document += strcmp(last, line) != 0;
        snprintf(last, LINE, "%s", line);
        if (document % 2 == half && *ar && *en)
            take(ar, en);
    }
    fclose(from);
}

/* --------------------------------------------------------------- measures */

static size_t letters_of(const char *text, uint32_t *to)
{
    struct barq_text rest = text_of(text);
    size_t count = 0;

    for (size_t i = 0; i < rest.len && count < LETTERS;)
        to[count++] = utf8_next(rest, &i);
    return count;
}

static size_t words_of(const char *text, uint32_t *to)
{
    size_t count = 0;

    while (*text && count < LETTERS) {
        size_t len = strcspn(text, " ");
        if (len)
            to[count++] = (uint32_t)text_hash((struct barq_text){ text, len });
        text += len + strspn(text + len, " ");
    }
    return count;
}

/* 1 - Levenshtein distance / longer. */
static double edits(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    static size_t row[LETTERS + 1];

    if (!n && !m)
        return 1;
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            best = best < row[j] + 1 ? best : row[j] + 1;
            row[j] = best < row[j - 1] + 1 ? best : row[j - 1] + 1;
        }
    }
    return 1 - (double)row[m] / (double)(n > m ? n : m);
}

static int by_number(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

/* Hashes of the n-grams of letters, sorted. */
static size_t grams_of(const uint32_t *letters, size_t count, size_t n,
                       uint64_t *to)
{
    size_t grams = count >= n ? count - n + 1 : 0;

    for (size_t i = 0; i < grams; i++)
        to[i] = text_hash((struct barq_text){ (const char *)(letters + i),
                                              n * sizeof(*letters) });
    qsort(to, grams, sizeof(*to), by_number);
    return grams;
}

static size_t common(const uint64_t *a, size_t n, const uint64_t *b, size_t m)
{
    size_t count = 0;

    for (size_t i = 0, j = 0; i < n && j < m;) {
        if (a[i] == b[j])
            count++, i++, j++;
        else if (a[i] < b[j])
            i++;
        else
            j++;
    }
    return count;
}

static double trigrams(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    static uint64_t ga[LETTERS], gb[LETTERS];
    size_t na = grams_of(a, n, 3, ga), nb = grams_of(b, m, 3, gb);

    return na + nb ? 2.0 * (double)common(ga, na, gb, nb) / (double)(na + nb)
                   : 0;
}

static size_t without_spaces(const char *text, uint32_t *to)
{
    size_t count = letters_of(text, to), kept = 0;

    for (size_t i = 0; i < count; i++)
        if (!utf8_is_space(to[i]))
            to[kept++] = to[i];
    return kept;
}

/* Means of precision and recall over the n that have any n-grams. */
static double chrf(const char *reference, const char *hypothesis)
{
    static uint32_t r[LETTERS], h[LETTERS];
    static uint64_t gr[LETTERS], gh[LETTERS];
    size_t rn = without_spaces(reference, r),
           hn = without_spaces(hypothesis, h);
    double precision = 0, recall = 0, orders = 0;

    for (size_t n = 1; n <= 6; n++) {
        size_t a = grams_of(r, rn, n, gr), b = grams_of(h, hn, n, gh);
        if (!a || !b)
            continue;
        double both = (double)common(gr, a, gh, b);
        precision += both / (double)b;
        recall += both / (double)a;
        orders++;
    }
    if (precision + recall == 0)
        return 0;
    precision /= orders;
    recall /= orders;
    return 5 * precision * recall / (4 * precision + recall);
}

/* ------------------------------------------------------------ correlation */

static const double *ranked;

static int by_value(const void *a, const void *b)
{
    double x = ranked[*(const size_t *)a], y = ranked[*(const size_t *)b];

    return (x > y) - (x < y);
}

/* Ranks from 0; equals share the mean of theirs. */
static void rank(const double *values, size_t count, double *ranks)
{
    size_t *order = calloc(count, sizeof(*order));

    for (size_t i = 0; i < count; i++)
        order[i] = i;
    ranked = values;
    qsort(order, count, sizeof(*order), by_value);
    for (size_t i = 0, j; i < count; i = j) {
        for (j = i; j < count && values[order[j]] == values[order[i]];)
            j++;
        for (size_t k = i; k < j; k++)
            ranks[order[k]] = ((double)(i + j) - 1) / 2;
    }
    free(order);
}

/* Spearman's; 2 when one side is all the same. */
static double spearman(const double *x, const double *y, size_t count)
{
    double *a = calloc(count, sizeof(*a)), *b = calloc(count, sizeof(*b));
    double mean = ((double)count - 1) / 2, xy = 0, xx = 0, yy = 0;

    rank(x, count, a);
    rank(y, count, b);
    for (size_t i = 0; i < count; i++) {
        xy += (a[i] - mean) * (b[i] - mean);
        xx += (a[i] - mean) * (a[i] - mean);
        yy += (b[i] - mean) * (b[i] - mean);
    }
    free(a);
    free(b);
    return xx > 0 && yy > 0 ? xy / __builtin_sqrt(xx * yy) : 2;
}

/* ------------------------------------------------------------------ pools */

static double all[MEASURES + 1][QUERIES_MOST * POOL];
static size_t all_count;
static double sums[MEASURES];
static size_t pools[MEASURES];

static double our_score(const struct match_side *query, const char *ar,
                        struct arena keep)
{
    struct arena scratch = arena_split(&keep);
    struct match_measure measure;
    struct match_side side;

    if (match_prepare(memory_words(memory, BARQ_AR), text_of(ar), &side, &keep,
                      scratch, NULL))
        die("cannot read a segment");
    const struct match_pair pair = { query, &side, 0 };
    if (match_measure(&pair, &measure, NULL, scratch, NULL))
        die("cannot compare two segments");
    return measure.exact / 100;
}

static void measure(const struct unit *query, const struct match_side *side,
                    const struct unit *other, struct arena keep)
{
    static uint32_t a[LETTERS], b[LETTERS];
    size_t n = words_of(query->ar, a), m = words_of(other->ar, b);

    all[OURS][all_count] = our_score(side, other->ar, keep);
    all[WORDS][all_count] = edits(a, n, b, m);
    n = letters_of(query->ar, a);
    m = letters_of(other->ar, b);
    all[CHARACTERS][all_count] = edits(a, n, b, m);
    all[TRIGRAMS][all_count] = trigrams(a, n, b, m);
    for (int i = 0; i < MEASURES; i++)
        if (all[i][all_count] >= LIKE) {
            all[MEASURES][all_count++] = chrf(query->en, other->en);
            return;
        }
}

static void correlate(size_t first)
{
    size_t count = all_count - first;

    if (count < POOL_LEAST) {
        all_count = first;
        return;
    }
    for (int i = 0; i < MEASURES; i++) {
        double found = spearman(&all[i][first], &all[MEASURES][first], count);
        if (found > 1) /* all of the pool alike: no order at all */
            found = 0;
        sums[i] += found;
        pools[i]++;
    }
}

static void ask(size_t index, struct arena keep)
{
    struct arena scratch = arena_split(&keep), below = arena_split(&scratch);
    const struct unit *query = &units[index];
    struct memory_filter filter;
    struct memory_candidates found;
    struct match_ladder ladder;
    struct memory_key *keys;
    struct match_side side;
    size_t count, first = all_count;

    if (match_prepare(memory_words(memory, BARQ_AR), text_of(query->ar), &side,
                      &keep, scratch, NULL) ||
        match_keys(&side, &keys, &count, &keep, NULL) ||
        memory_look(memory, BARQ_AR, keys, count, &keep, NULL) ||
        match_ladder_make(&side, keys, count, &ladder, &keep, NULL))
        die("cannot read a query");
    match_choose(&ladder, PERCENT, true, &filter);
    if (memory_candidates(memory, BARQ_AR, &filter, &found, &keep, NULL))
        die("cannot find candidates");
    for (size_t i = 0; i < found.count; i++) {
        const struct unit *other = &units[found.at[i].id - 1];
        if (i * POOL / found.count == (i + 1) * POOL / found.count &&
            found.count > POOL)
            continue;
        if (strcmp(other->ar, query->ar) != 0)
            measure(query, &side, other, below);
    }
    correlate(first);
}

int main(int argc, char **argv)
{
    struct block home;
    struct arena keep;
    size_t step;

    half = argc > 1 && strcmp(argv[1], "--held-out") == 0;
    argc -= (int)half;
    argv += half;
    if (argc < 2 || barq_memory_open(NULL, BARQ_WRITE, &memory, NULL) ||
        block_reserve(&home, TASK_CEILING, &keep, NULL) ||
        memory_begin(memory, NULL))
        die("usage: weights [--held-out] PAIRS.tsv...");
    for (int i = 1; i < argc; i++)
        read_file(argv[i]);
    if (memory_commit(memory, NULL))
        die("cannot store the pairs");
    step = unit_count / QUERIES_MOST + 1;
    for (size_t i = 0; i < unit_count; i += step)
        ask(i, keep);
    printf("%zu units, %zu queries with a pool, %zu pairs\n", unit_count,
           pools[OURS], all_count);
    for (int i = 0; i < MEASURES; i++)
        printf("  %-24s  %.4f a query, %.4f over all\n", names[i],
               sums[i] / (double)pools[i],
               spearman(all[i], all[MEASURES], all_count));
    barq_memory_close(memory);
    block_release(home);
    return 0;
}
