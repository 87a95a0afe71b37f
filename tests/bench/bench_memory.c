/*
 * bench_memory - import, lookup and add through the public interface.
 *
 * usage: bench_memory import MEMORY.db PAIRS
 *        bench_memory lookup MEMORY.db QUERIES.txt...
 *        bench_memory add MEMORY.db QUERIES.txt
 *
 * Times are processor time of this process, on one core; of an add also what a
 * clock on the wall says, the disk included.  Lookups are at 70, warm (the
 * second time that a query is asked counts; what the first took stands beside
 * it), normalising the query and reading of five matches from the file
 * included.
 */
#include "bench.h"

#include <sys/resource.h>
#include <unistd.h>

enum { ADDS = 400 };

static int import(const char *file, const char *path)
{
    struct barq_error err;
    struct barq_counts counts;
    struct barq_memory *memory = bench_open(file, BARQ_WRITE);
    double start = bench_now();

    if (barq_import(memory, path, NULL, &counts, NULL, &err))
        bench_die(&err);
    double took = bench_now() - start;
    printf("import\timport with every index\t%.0f units/s\n",
           (double)counts.read / took);
    barq_memory_close(memory);
    return 0;
}

static double look_up(struct barq_memory *memory, struct barq_text query,
                      size_t *found)
{
    struct barq_error err;
    struct barq_matches *matches = NULL;
    double start = bench_now();
    enum barq_status status = barq_lookup(memory, query, NULL, &matches, &err);

    if (status > BARQ_NOTHING)
        bench_die(&err);
    *found += matches != NULL;
    barq_matches_free(matches);
    return bench_now() - start;
}

static void look_up_all(struct barq_memory *memory, const char *path)
{
    static double took[QUERIES_MOST];
    static struct bench_lines queries;
    size_t count;

    bench_read(path, &queries);
    count = queries.count;
    for (int round = 0; round < 2; round++) {
        size_t found = 0;
        for (size_t i = 0; i < count; i++)
            took[i] = look_up(memory, queries.at[i], &found);
        if (round)
            printf("lookup\tlookup %s, %zu of %zu found\t", bench_name(path),
                   found, count);
        else
            printf("\t(%s, the first time)\t", bench_name(path));
        printf("%.3f / %.3f / %.3f ms\n", bench_percentile(took, count, 50),
               bench_percentile(took, count, 95),
               bench_percentile(took, count, 99));
    }
}

/* Who looks something up only reads. */
static int lookups(const char *file, char **paths, int count)
{
    struct barq_memory *memory = bench_open(file, BARQ_READ);
    struct rusage usage;

    for (int i = 0; i < count; i++)
        look_up_all(memory, paths[i]);
    getrusage(RUSAGE_SELF, &usage);
    printf("resident\tmost memory resident in lookups\t%ld MB\n",
           usage.ru_maxrss / 1024);
    barq_memory_close(memory);
    return 0;
}

/* The seconds that one add takes, by the clock of this process and by the one
 * on the wall. */
static void add_one(struct barq_memory *memory, struct barq_text query, int n,
                    double *processor, double *wall)
{
    char ar[1 << 13], en[64];
    struct barq_error err;

    snprintf(ar, sizeof(ar), "%.4000s %ld %d", query.at, (long)getpid(), n);
    snprintf(en, sizeof(en), "translation %ld of a query, number %d",
             (long)getpid(), n);
    struct barq_unit unit = { .ar = { ar, strlen(ar) },
                              .en = { en, strlen(en) },
                              .confidence = 1,
                              .position = -1 };
    *processor = bench_now();
    *wall = bench_clock(CLOCK_MONOTONIC);
    if (barq_memory_add(memory, &unit, NULL, NULL, &err))
        bench_die(&err);
    *processor = bench_now() - *processor;
    *wall = bench_clock(CLOCK_MONOTONIC) - *wall;
}

static double mean(const double *of, int count)
{
    double sum = 0;

    for (int i = 0; i < count; i++)
        sum += of[i];
    return 1e3 * sum / count;
}

/* Of each 64 one puts the words of all into the index, which the 95th hides:
 * so the mean is told, too. */
static int adds(const char *file, const char *path)
{
    static double processor[ADDS], wall[ADDS];
    static struct bench_lines queries;
    struct barq_memory *memory = bench_open(file, BARQ_WRITE);

    bench_read(path, &queries);
    for (int i = 0; i < ADDS && queries.count; i++)
        add_one(memory, queries.at[(size_t)i % queries.count], i, &processor[i],
                &wall[i]);
    printf("add\tadd, 95th, processor\t%.2f ms\n",
           bench_percentile(processor, ADDS, 95));
    printf("add\tadd, 95th, with the disk\t%.2f ms\n",
           bench_percentile(wall, ADDS, 95));
    printf("\tadd, mean, processor / with the disk\t%.2f / %.2f ms\n",
           mean(processor, ADDS), mean(wall, ADDS));
    barq_memory_close(memory);
    return 0;
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc == 4 && strcmp(argv[1], "import") == 0)
        return import(argv[2], argv[3]);
    if (argc >= 4 && strcmp(argv[1], "lookup") == 0)
        return lookups(argv[2], &argv[3], argc - 3);
    if (argc == 4 && strcmp(argv[1], "add") == 0)
        return adds(argv[2], argv[3]);
    fprintf(stderr, "usage: bench_memory import|lookup|add MEMORY.db FILE\n");
    return 2;
}
