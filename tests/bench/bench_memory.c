/*
 * bench_memory - import, lookup and add through the public interface.
 *
 * usage: bench_memory MEMORY.db PAIRS QUERIES.txt...
 *
 * PAIRS (TMX or tab-separated) are imported, unless the memory is there.  All
 * times are processor time of this process, on one core.  Lookups are at 70,
 * warm (the second time that a query is asked counts), normalising the query
 * and reading of five matches from the file included.  Every so many-th query
 * is asked of a full scan, too, at 50, 70 and 85, in both languages: the same
 * ids with the same scores must come back.  SCANS says how many of each file.
 */
#include "barq.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum {
    MOST_QUERIES = 2000,
    SCANS_USUAL = 6,
    THRESHOLDS = 3,
    ADDS = 400,
    MOST_MATCHES = 10000
};

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
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

static void print_times(const char *what, double *took, size_t count)
{
    qsort(took, count, sizeof(*took), compare);
    printf("%s: median %.3f ms, 95th %.3f ms, 99th %.3f ms\n", what,
           took[count / 2] * 1e3, took[count * 95 / 100] * 1e3,
           took[count * 99 / 100] * 1e3);
}

static struct barq_matches *ask(struct barq_memory *memory,
                                struct barq_text query,
                                const struct barq_lookup_options *how)
{
    struct barq_error err;
    struct barq_matches *matches = NULL;
    enum barq_status status = barq_lookup(memory, query, how, &matches, &err);

    if (status > BARQ_NOTHING)
        die(&err);
    return status ? NULL : matches;
}

static void import(struct barq_memory *memory, const char *path)
{
    struct barq_error err;
    struct barq_counts counts;
    double start = now();

    if (barq_import(memory, path, NULL, &counts, NULL, &err))
        die(&err);
    double took = now() - start;
    printf("import with every index: %lld units in %.1f s, %.0f units/s\n",
           (long long)counts.read, took, (double)counts.read / took);
}

static size_t read_queries(const char *path, char **queries)
{
    char line[1 << 16];
    size_t n = 0;
    FILE *from = fopen(path, "rb");

    while (from && n < MOST_QUERIES && fgets(line, sizeof(line), from)) {
        line[strcspn(line, "\n")] = 0;
        queries[n++] = strdup(line);
    }
    if (from)
        fclose(from);
    return n;
}

static void look_up(struct barq_memory *memory, char **queries, size_t count)
{
    static double took[MOST_QUERIES];
    size_t found = 0;

    for (int round = 0; round < 2; round++) {
        found = 0;
        for (size_t i = 0; i < count; i++) {
            struct barq_text query = { queries[i], strlen(queries[i]) };
            double start = now();
            struct barq_matches *matches = ask(memory, query, NULL);
            found += matches != NULL;
            barq_matches_free(matches);
            took[i] = now() - start;
        }
    }
    printf("%zu of %zu queries have a match\n", found, count);
    print_times("lookup at 70", took, count);
}

/* Is `found`, asked for at `min`, what a scan at 50 has of it? */
static bool same(const struct barq_matches *found,
                 const struct barq_matches *all, int min)
{
    size_t n = 0, count = found ? barq_matches_count(found) : 0;

    for (size_t i = 0; all && i < barq_matches_count(all); i++) {
        const struct barq_match *x = barq_matches_at(all, i);
        if (x->score < min && x->rank < 95)
            continue;
        const struct barq_match *y =
            n < count ? barq_matches_at(found, n++) : NULL;
        if (!y || x->unit.id != y->unit.id || x->score != y->score ||
            x->rank != y->rank)
            return false;
    }
    return n == count;
}

/* How many of the thresholds give something else than a scan does. */
static size_t differences(struct barq_memory *memory, struct barq_text query,
                          double *scanned)
{
    static const int thresholds[] = { 50, 70, 85 };
    struct barq_lookup_options how = { .min = 50,
                                       .max = MOST_MATCHES,
                                       .exhaustive = true };
    double start = now();
    struct barq_matches *all = ask(memory, query, &how);
    size_t differ = 0;

    *scanned += now() - start;
    how.exhaustive = false;
    for (size_t i = 0; i < THRESHOLDS; i++) {
        how.min = thresholds[i];
        struct barq_matches *found = ask(memory, query, &how);
        differ += !same(found, all, how.min);
        barq_matches_free(found);
    }
    barq_matches_free(all);
    return differ;
}

/* The English of what matches an Arabic query, as a query of its own. */
static char *english_of(struct barq_memory *memory, const char *query)
{
    struct barq_lookup_options how = { .min = 50, .max = 1 };
    struct barq_matches *matches =
        ask(memory, (struct barq_text){ query, strlen(query) }, &how);
    char *english = NULL;

    if (matches) {
        struct barq_text en = barq_matches_at(matches, 0)->unit.en;
        english = strndup(en.at, en.len * 4 / 5 + 1);
        while (*english && (english[strlen(english) - 1] & 0xC0) == 0x80)
            english[strlen(english) - 1] = 0;
    }
    barq_matches_free(matches);
    return english;
}

static void check(struct barq_memory *memory, char **queries, size_t count)
{
    const char *wanted = getenv("SCANS");
    size_t most = wanted ? (size_t)strtoul(wanted, NULL, 10) : SCANS_USUAL;
    size_t scans = 0, differ = 0, step = count / (most ? most : 1) + 1;
    double scanned = 0;

    if (!most)
        return;

    for (size_t i = 0; i < count; i += step) {
        char *both[2] = { queries[i], english_of(memory, queries[i]) };
        for (int k = 0; k < 2 && both[k] && *both[k]; k++) {
            struct barq_text query = { both[k], strlen(both[k]) };
            differ += differences(memory, query, &scanned);
            scans++;
        }
        free(both[1]);
    }
    printf("full scan: %.0f ms a query; of %zu answers (at 50, 70 and 85, both "
           "languages) %zu differ\n",
           scanned / (double)scans * 1e3, THRESHOLDS * scans, differ);
}

static void add(struct barq_memory *memory, char **queries, size_t count)
{
    static double took[ADDS];
    struct barq_error err;

    for (int i = 0; i < ADDS; i++) {
        const char *query = queries[(size_t)i % count];
        char ar[1 << 13], en[64];
        snprintf(ar, sizeof(ar), "%.4000s %ld %d", query, (long)getpid(), i);
        snprintf(en, sizeof(en), "translation %ld of a query, number %d",
                 (long)getpid(), i);
        struct barq_unit unit = { .ar = { ar, strlen(ar) },
                                  .en = { en, strlen(en) },
                                  .confidence = 1,
                                  .position = -1 };
        double start = now();
        if (barq_memory_add(memory, &unit, NULL, NULL, &err))
            die(&err);
        took[i] = now() - start;
    }
    print_times("add, synchronous FULL, visible at once", took, ADDS);
}

static struct barq_memory *open_as(const char *file, enum barq_access access)
{
    struct barq_error err;
    struct barq_memory *memory;

    if (barq_memory_open(file, access, &memory, &err))
        die(&err);
    return memory;
}

/* Who looks something up only reads, and who adds writes. */
static void measure(const char *file, const char *path)
{
    static char *queries[MOST_QUERIES];
    size_t count = read_queries(path, queries);

    if (!count)
        return;
    printf("-- %s\n", path);
    fflush(stdout);
    struct barq_memory *memory = open_as(file, BARQ_READ);
    look_up(memory, queries, count);
    check(memory, queries, count);
    barq_memory_close(memory);
    memory = open_as(file, BARQ_WRITE);
    add(memory, queries, count);
    barq_memory_close(memory);
}

int main(int argc, char **argv)
{
    struct barq_error err;
    struct barq_stats stats;
    struct rusage usage;

    if (argc < 4) {
        fprintf(stderr, "usage: bench_memory MEMORY.db PAIRS QUERIES.txt...\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    bool there = access(argv[1], F_OK) == 0;
    struct barq_memory *memory = open_as(argv[1], BARQ_WRITE);
    if (!there)
        import(memory, argv[2]);
    if (barq_memory_stats(memory, &stats, &err))
        die(&err);
    printf("%lld units, %.0f bytes of file a unit\n", (long long)stats.units,
           (double)stats.bytes / (double)stats.units);
    barq_memory_close(memory);
    for (int i = 3; i < argc; i++)
        measure(argv[1], argv[i]);
    getrusage(RUSAGE_SELF, &usage);
    printf("most memory resident: %ld MB\n", usage.ru_maxrss / 1024);
    return 0;
}
