/*
 * bench_complete - does a lookup find all that a full scan finds?
 *
 * usage: bench_complete MEMORY.db QUERIES.txt...
 *
 * For every query the scan of all units at 50, without a limit that any comes
 * near, is held against lookups at 50, 70 and 85: the same units in the same
 * order, with the same ranks and scores.  (The scan at 50 has what the others
 * have: tests/unit/test_match_sweep.c.)  And how long the scan takes, for all
 * queries of a file at once and for one alone; processor time.
 */
#include "bench.h"

enum { MATCHES_MOST = 10000, LEAST = 50, SHOWN_MOST = 5 };

static const int thresholds[] = { LEAST, 70, 85 };
enum { THRESHOLDS = sizeof(thresholds) / sizeof(thresholds[0]) };

struct found {
    int64_t id;
    int rank, score;
};
struct answer {
    struct found *at;
    size_t count;
};

/* What the scan found, by query; and of the lookups, what differs. */
struct trial {
    struct bench_lines queries;
    struct answer scanned[QUERIES_MOST];
    size_t answers, units, differ;
};

static void keep(void *context, const struct barq_answer *answer)
{
    struct trial *trial = context;
    const struct barq_matches *matches = answer->matches;
    size_t count = matches ? barq_matches_count(matches) : 0;
    struct found *at = calloc(count + 1, sizeof(*at));

    if (!at || answer->status > BARQ_NOTHING) {
        fprintf(stderr, "bench_complete: %s\n",
                answer->problem ? answer->problem : "out of memory");
        exit(1);
    }
    for (size_t i = 0; i < count; i++) {
        const struct barq_match *match = barq_matches_at(matches, i);
        at[i] = (struct found){ match->unit.id, match->rank, match->score };
    }
    trial->scanned[answer->index] = (struct answer){ at, count };
}

static void scan(struct barq_memory *memory, struct trial *trial, size_t count)
{
    const struct barq_lookup_options how = { .min = LEAST,
                                             .max = MATCHES_MOST,
                                             .exhaustive = true };
    const struct barq_answers answers = { keep, trial };

    barq_lookup_many(memory, trial->queries.at, count, &how, &answers);
}

/* Is `matches` what the scan has at `min` or better? */
static bool same(const struct barq_matches *matches,
                 const struct answer *scanned, int min)
{
    size_t n = 0, count = matches ? barq_matches_count(matches) : 0;

    for (size_t i = 0; i < scanned->count; i++) {
        const struct found *x = &scanned->at[i];
        if (x->score < min && x->rank < 95)
            continue;
        const struct barq_match *y =
            n < count ? barq_matches_at(matches, n++) : NULL;
        if (!y || x->id != y->unit.id || x->score != y->score ||
            x->rank != y->rank)
            return false;
    }
    return n == count;
}

static void compare(struct barq_memory *memory, struct trial *trial, size_t i,
                    int min)
{
    const struct barq_lookup_options how = { .min = min, .max = MATCHES_MOST };
    struct barq_text query = trial->queries.at[i];
    struct barq_matches *matches = NULL;
    struct barq_error err;

    if (barq_lookup(memory, query, &how, &matches, &err) > BARQ_NOTHING)
        bench_die(&err);
    trial->answers++;
    trial->units += matches ? barq_matches_count(matches) : 0;
    if (!same(matches, &trial->scanned[i], min)) {
        trial->differ++;
        if (trial->differ <= SHOWN_MOST)
            printf("at %d another answer than the scan's: %.*s\n", min,
                   (int)query.len, query.at);
    }
    barq_matches_free(matches);
}

static void forget(struct trial *trial, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(trial->scanned[i].at);
}

static void run(struct barq_memory *memory, const char *path)
{
    static struct trial trial;

    trial = (struct trial){ 0 };
    bench_read(path, &trial.queries);
    size_t count = trial.queries.count;
    double start = bench_now();
    scan(memory, &trial, 1);
    double alone = bench_now() - start;
    forget(&trial, 1);
    start = bench_now();
    scan(memory, &trial, count);
    double all = bench_now() - start;
    for (size_t t = 0; t < THRESHOLDS; t++)
        for (size_t i = 0; i < count; i++)
            compare(memory, &trial, i, thresholds[t]);
    forget(&trial, count);
    printf("complete\t%s, %zu answers, %zu units\t%zu differ\n",
           bench_name(path), trial.answers, trial.units, trial.differ);
    printf("scan\tfull scan, one query alone\t%.0f ms\n", alone * 1e3);
    printf("scan\tfull scan, each of %zu at once\t%.2f ms\n", count,
           all / (double)(count ? count : 1) * 1e3);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: bench_complete MEMORY.db QUERIES.txt...\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    struct barq_memory *memory = bench_open(argv[1], BARQ_READ);
    for (int i = 2; i < argc; i++)
        run(memory, argv[i]);
    barq_memory_close(memory);
    return 0;
}
