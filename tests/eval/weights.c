/*
 * weights - does the order of matches agree with how near their translations
 * are?
 *
 * usage: weights [--held-out] [--english] PAIRS.tsv...
 *
 * Of the even documents of the files (document, Arabic, English), or of the odd
 * ones, which are held out, every so many-th pair is a query, in Arabic or, if
 * asked for, in English.  Its pool are the units that share enough words with
 * it to reach 50 %, but for those with the very same text; of a larger pool,
 * evenly spread ones.  Each is measured in the language of the query four ways:
 * our score as it is shown, whole and with its caps, before penalties; and, not
 * rounded, 1 - distance / longer for words and for characters, and Dice's
 * coefficient of character trigrams.  In the other language it is measured by
 * chrF with the query's own translation (Popovic 2015: character n-grams up to
 * 6, recall counted twice).
 *
 * Printed is the rank correlation (Spearman) of each measure with chrF: the
 * mean over the queries, which is what orders matches, and over all pairs
 * together, which is what a threshold cuts by.  Beside the others stands by how
 * much ours is above them a query, and the standard error of that, by a
 * thousand samples of the queries with replacement (bootstrap).  All of it
 * twice: of what any of the four finds half alike; and of what we show at 50 or
 * more, a choice by our own score, which leaves that least to tell.
 *
 * How the weights were found (src/memory/keys.c, src/match/likeness.c,
 * src/match/distance.c, src/match/letters.c).  On the even documents alone, one
 * thing was changed after the other, and what helped all four figures was kept:
 *
 *     what it costs to change a stretch, whatever its words: by far the most
 *     a word put for another is paid for once, wherever the two stand
 *     what moved is not paid for as missing and added
 *     numbers weigh little, but are no bargain to exchange
 *     function words weigh a quarter of content words, and long words more
 *     forms of one stem are nearly the same
 *     letters that are lacking count beside the words, those of the query most
 *
 * Then round figures were taken near the best ones: around them the
 * correlations change by less than 0.01.  Alike words at 0.9 rather than 0.7 or
 * less, no more than one of them, and moved ones at 0.3 rather than 0.1, is for
 * retrieval (bound.c): letters that are lacking tell them from strange ones.
 */
#include "base/utf8.h"
#include "match/bound.h"
#include "match/score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNITS_MOST = 200000, QUERIES_MOST = 7000, POOL = 300, POOL_LEAST = 5 };
enum { SAMPLES = 1000 };
enum { LINE = 1 << 16, LETTERS = 2000, PERCENT = 50 };
/* What none of the measures finds so like is no match to anybody. */
static const double LIKE = 0.5;

enum { OURS, WORDS, CHARACTERS, TRIGRAMS, MEASURES };

static const char *const names[MEASURES] = { "our score", "word edit distance",
                                             "character edit distance",
                                             "trigrams" };

/* A pair, by what is asked for and what it is translated by. */
struct unit {
    char *text, *other;
};
static struct unit units[UNITS_MOST];
static size_t unit_count;
static enum barq_lang lang = BARQ_AR;
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
    if (lang == BARQ_EN)
        units[unit_count++] = (struct unit){ strdup(en), strdup(ar) };
    else
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

/* The pools of all queries, one behind another: what each measure says of each
 * pair; and last, chrF. */
static double all[MEASURES + 1][QUERIES_MOST * POOL];
static size_t all_count;
static size_t ends[QUERIES_MOST];
static size_t query_count;

static double our_score(const struct match_side *query, const char *text,
                        struct arena keep)
{
    struct arena scratch = arena_split(&keep);
    struct match_score score;
    struct match_side side;

    if (match_prepare(memory_words(memory, lang), text_of(text), &side, &keep,
                      scratch, NULL))
        die("cannot read a segment");
    if (match_compare(query, &side, &score, NULL, scratch, NULL))
        die("cannot compare two segments");
    return score.score / 100.0;
}

static void measure(const struct unit *query, const struct match_side *side,
                    const struct unit *other, struct arena keep)
{
    static uint32_t a[LETTERS], b[LETTERS];
    size_t n = words_of(query->text, a), m = words_of(other->text, b);

    all[OURS][all_count] = our_score(side, other->text, keep);
    all[WORDS][all_count] = edits(a, n, b, m);
    n = letters_of(query->text, a);
    m = letters_of(other->text, b);
    all[CHARACTERS][all_count] = edits(a, n, b, m);
    all[TRIGRAMS][all_count] = trigrams(a, n, b, m);
    for (int i = 0; i < MEASURES; i++)
        if (all[i][all_count] >= LIKE) {
            all[MEASURES][all_count++] = chrf(query->other, other->other);
            return;
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
    size_t count;

    if (match_prepare(memory_words(memory, lang), text_of(query->text), &side,
                      &keep, scratch, NULL) ||
        match_keys(&side, &keys, &count, &keep, NULL) ||
        memory_look(memory, lang, keys, count, &keep, NULL) ||
        match_ladder_make(&side, keys, count, &ladder, &keep, NULL))
        die("cannot read a query");
    match_choose(&ladder, PERCENT, true, &filter);
    if (memory_candidates(memory, lang, &filter, &found, &keep, NULL))
        die("cannot find candidates");
    for (size_t i = 0; i < found.count; i++) {
        const struct unit *other = &units[found.at[i].id - 1];
        if (i * POOL / found.count == (i + 1) * POOL / found.count &&
            found.count > POOL)
            continue;
        if (strcmp(other->text, query->text) != 0)
            measure(query, &side, other, below);
    }
    ends[query_count++] = all_count;
}

/* ---------------------------------------------------------------- figures */

/* What the measures are worth: of each query, and of all pairs together. */
static double each[MEASURES][QUERIES_MOST];
static size_t pools;
static double rows[MEASURES + 1][QUERIES_MOST * POOL];
static size_t row_count;

/* The pool of a query, but only what we show if so asked. */
static void add_pool(size_t query, bool shown)
{
    size_t first = row_count;

    for (size_t i = query ? ends[query - 1] : 0; i < ends[query]; i++) {
        if (shown && all[OURS][i] < LIKE)
            continue;
        for (int k = 0; k <= MEASURES; k++)
            rows[k][row_count] = all[k][i];
        row_count++;
    }
    if (row_count - first < POOL_LEAST) {
        row_count = first;
        return;
    }
    for (int k = 0; k < MEASURES; k++) {
        double found = spearman(&rows[k][first], &rows[MEASURES][first],
                                row_count - first);
        each[k][pools] = found > 1 ? 0 : found; /* 2: no order at all */
    }
    pools++;
}

/* By how much ours is above another on queries drawn with replacement. */
static double sample_margin(int other, uint64_t *seed)
{
    double sum = 0;

    for (size_t i = 0; i < pools; i++) {
        *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
        size_t query = (size_t)(*seed >> 33) % pools;
        sum += each[OURS][query] - each[other][query];
    }
    return sum / (double)pools;
}

static double standard_error(int other)
{
    uint64_t seed = 1;
    double sum = 0, squares = 0;

    for (int i = 0; i < SAMPLES; i++) {
        double margin = sample_margin(other, &seed);
        sum += margin;
        squares += margin * margin;
    }
    double variance = (squares - sum * sum / SAMPLES) / (SAMPLES - 1);
    return variance > 0 ? __builtin_sqrt(variance) : 0;
}

static double mean_of(int measure)
{
    double sum = 0;

    for (size_t i = 0; i < pools; i++)
        sum += each[measure][i];
    return sum / (double)pools;
}

static void report(const char *what, bool shown)
{
    pools = row_count = 0;
    for (size_t i = 0; i < query_count; i++)
        add_pool(i, shown);
    printf(" %s: %zu queries, %zu pairs\n", what, pools, row_count);
    for (int i = 0; i < MEASURES && pools; i++) {
        printf("  %-24s  %.4f a query, %.4f over all", names[i], mean_of(i),
               spearman(rows[i], rows[MEASURES], row_count));
        if (i != OURS)
            printf("; ours %+.4f a query, standard error %.4f",
                   mean_of(OURS) - mean_of(i), standard_error(i));
        printf("\n");
    }
}

static void take_option(const char *option)
{
    if (strcmp(option, "--held-out") == 0)
        half = 1;
    else if (strcmp(option, "--english") == 0)
        lang = BARQ_EN;
    else
        die("usage: weights [--held-out] [--english] PAIRS.tsv...");
}

int main(int argc, char **argv)
{
    struct block home;
    struct arena keep;
    int first = 1;
    size_t step;

    while (first < argc && *argv[first] == '-')
        take_option(argv[first++]);
    if (first == argc || barq_memory_open(NULL, BARQ_WRITE, &memory, NULL) ||
        block_reserve(&home, TASK_CEILING, &keep, NULL) ||
        memory_begin(memory, NULL))
        die("usage: weights [--held-out] [--english] PAIRS.tsv...");
    for (int i = first; i < argc; i++)
        read_file(argv[i]);
    if (memory_commit(memory, NULL))
        die("cannot store the pairs");
    step = unit_count / QUERIES_MOST + 1;
    for (size_t i = 0; i < unit_count; i += step)
        ask(i, keep);
    printf(" %zu units\n", unit_count);
    report("what any finds half alike", false);
    report("what we show at 50 or more", true);
    barq_memory_close(memory);
    block_release(home);
    return 0;
}
