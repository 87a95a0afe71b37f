/*
 * bench_memory - import, lookup and search through the public interface.
 *
 * usage: bench_memory PAIRS.tsv QUERIES.txt MEMORY.db
 *
 * Prints the rate of the import, and for lookups at 70 the median, the 95th
 * and the 99th percentile, warm, query folding and reading of five matches
 * included; beside them a sample of exhaustive scans, and whether both found
 * the same.
 */
#include "barq.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_QUERIES = 2000, EXHAUSTIVE_EVERY = 100 };

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const struct barq_error *err)
{
    fprintf(stderr, "bench_memory: %s\n", err->message);
    exit(1);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* One lookup; how many matches, and the sum of their scores. */
static size_t look_up(struct barq_memory *memory, const char *query,
                      bool exhaustive, long *scores)
{
    struct barq_error err;
    struct barq_matches *matches = NULL;
    const struct barq_lookup_options how = { .exhaustive = exhaustive };
    struct barq_text text = { query, strlen(query) };
    enum barq_status status = barq_lookup(memory, text, &how, &matches, &err);

    if (status > BARQ_NOTHING)
        die(&err);
    size_t count = status ? 0 : barq_matches_count(matches);
    *scores = 0;
    for (size_t i = 0; i < count; i++)
        *scores += barq_matches_at(matches, i)->score;
    barq_matches_free(matches);
    return count;
}

static void import(struct barq_memory *memory, const char *path)
{
    struct barq_error err;
    struct barq_counts counts;
    double start = now();

    if (barq_import(memory, path, NULL, &counts, NULL, &err))
        die(&err);
    double took = now() - start;
    printf("import: %lld units in %.1f s, %.0f units/s\n",
           (long long)counts.read, took, (double)counts.read / took);
}

static void measure(struct barq_memory *memory, const char *path)
{
    static double took[MOST_QUERIES];
    char line[1 << 16];
    size_t n = 0, found = 0, scans = 0, differ = 0;
    double scanned = 0;
    FILE *queries = fopen(path, "rb");

    while (queries && n < MOST_QUERIES && fgets(line, sizeof(line), queries)) {
        long scores, reference;
        line[strcspn(line, "\n")] = 0;
        double start = now();
        size_t count = look_up(memory, line, false, &scores);
        took[n++] = now() - start;
        found += count > 0;
        if (n % EXHAUSTIVE_EVERY)
            continue;
        start = now();
        size_t all = look_up(memory, line, true, &reference);
        scanned += now() - start;
        scans++;
        differ += all != count || reference != scores;
    }
    if (queries)
        fclose(queries);
    if (!n)
        return;
    qsort(took, n, sizeof(*took), compare);
    printf("lookup at 70: %zu queries, %zu with a match; median %.2f ms, 95th "
           "%.2f ms, 99th %.2f ms\n",
           n, found, took[n / 2] * 1e3, took[n * 95 / 100] * 1e3,
           took[n * 99 / 100] * 1e3);
    if (scans)
        printf("exhaustive scan: %.0f ms a query; %zu of %zu answers differ\n",
               scanned / (double)scans * 1e3, differ, scans);
}

int main(int argc, char **argv)
{
    struct barq_error err;
    struct barq_memory *memory;
    struct barq_stats stats;

    if (argc != 4) {
        fprintf(stderr,
                "usage: bench_memory PAIRS.tsv QUERIES.txt MEMORY.db\n");
        return 2;
    }
    if (barq_memory_open(argv[3], BARQ_WRITE, &memory, &err))
        die(&err);
    import(memory, argv[1]);
    if (barq_memory_stats(memory, &stats, &err))
        die(&err);
    printf("file: %.1f MB, %.0f bytes a unit\n", (double)stats.bytes / 1e6,
           (double)stats.bytes / (double)stats.units);
    measure(memory, argv[2]);
    barq_memory_close(memory);
    return 0;
}
