/* bench.h - what the benches of a memory have in common.
 *
 * A figure is a line of tabs: its name in tests/bench/report, which knows what
 * it has to be, what it is called, and its values.
 */
#ifndef BENCH_H
#define BENCH_H

#include "barq.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { QUERIES_MOST = 4000 };

/* The lines of a file, but empty ones. */
struct bench_lines {
    struct barq_text at[QUERIES_MOST];
    size_t count;
};

static inline double bench_clock(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Processor time of this process, in seconds. */
static inline double bench_now(void)
{
    return bench_clock(CLOCK_PROCESS_CPUTIME_ID);
}

static inline void bench_die(const struct barq_error *err)
{
    fprintf(stderr, "bench: %s\n", err->message);
    exit(1);
}

static inline int bench_compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* So many per cent of the times, which are put in order, in milliseconds. */
static inline double bench_percentile(double *took, size_t count, size_t n)
{
    qsort(took, count, sizeof(*took), bench_compare);
    return count ? took[count * n / 100] * 1e3 : 0;
}

static inline void bench_read(const char *path, struct bench_lines *lines)
{
    static char line[1 << 16];
    FILE *from = fopen(path, "rb");

    if (!from) {
        perror(path);
        exit(1);
    }
    lines->count = 0;
    while (lines->count < QUERIES_MOST && fgets(line, sizeof(line), from)) {
        size_t len = strcspn(line, "\n");
        if (len)
            lines->at[lines->count++] =
                (struct barq_text){ strndup(line, len), len };
    }
    fclose(from);
}

static inline const char *bench_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static inline struct barq_memory *bench_open(const char *file,
                                             enum barq_access access)
{
    struct barq_error err;
    struct barq_memory *memory;

    if (barq_memory_open(file, access, &memory, &err))
        bench_die(&err);
    return memory;
}

#endif
