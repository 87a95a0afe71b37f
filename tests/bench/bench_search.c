/*
 * bench_search - the concordance: how fast, and what it costs to keep.
 *
 * usage: bench_search MEMORY.db PHRASES.txt
 *
 * For each line of PHRASES the first 50 hits with their texts and marks, as
 * words and as a phrase in quotes; processor time of the library, warm.  Then
 * what share of the file the concordance has.
 */
#include "barq.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_QUERIES = 2000, LINE_MOST = 4096 };

struct phrases {
    char lines[MOST_QUERIES][256];
    size_t count;
};

struct tally {
    double took[MOST_QUERIES];
    size_t hits, full, none;
};

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const struct barq_error *err)
{
    fprintf(stderr, "bench_search: %s\n", err->message);
    exit(1);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void read_phrases(const char *path, struct phrases *phrases)
{
    char line[LINE_MOST];
    FILE *from = fopen(path, "rb");

    while (from && phrases->count < MOST_QUERIES &&
           fgets(line, sizeof(line), from)) {
        line[strcspn(line, "\n")] = 0;
        if (*line && strlen(line) < sizeof(phrases->lines[0]))
            snprintf(phrases->lines[phrases->count++],
                     sizeof(phrases->lines[0]), "%.255s", line);
    }
    if (from)
        fclose(from);
}

/* The seconds that one search took. */
static double search(struct barq_memory *memory, const char *query,
                     const struct barq_search_options *how, size_t *hits)
{
    struct barq_error err;
    struct barq_hits *found = NULL;
    struct barq_text text = { query, strlen(query) };
    double start = now();
    enum barq_status status = barq_search(memory, text, how, &found, &err);

    if (status > BARQ_NOTHING)
        die(&err);
    *hits = found ? barq_hits_count(found) : 0;
    barq_hits_free(found);
    return now() - start;
}

static void measure(struct barq_memory *memory, const struct phrases *phrases,
                    const char *quote, const struct barq_search_options *how,
                    const char *name)
{
    static struct tally tally;
    char query[LINE_MOST];

    tally = (struct tally){ 0 };
    for (size_t i = 0; i < phrases->count; i++) {
        size_t hits = 0;
        snprintf(query, sizeof(query), "%s%s%s", quote, phrases->lines[i],
                 quote);
        tally.took[i] = search(memory, query, how, &hits);
        tally.hits += hits;
        tally.full += hits == 50;
        tally.none += !hits;
    }
    if (!phrases->count)
        return;
    size_t n = phrases->count;
    qsort(tally.took, n, sizeof(*tally.took), compare);
    printf("%-18s %zu queries, %zu hits, %zu with 50, %zu with none; median "
           "%.2f ms, 95th %.2f ms, longest %.2f ms\n",
           name, n, tally.hits, tally.full, tally.none, tally.took[n / 2] * 1e3,
           tally.took[n * 95 / 100] * 1e3, tally.took[n - 1] * 1e3);
}

static double number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    double value = 0;

    if (!sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) &&
        sqlite3_step(stmt) == SQLITE_ROW)
        value = sqlite3_column_double(stmt, 0);
    sqlite3_finalize(stmt);
    return value;
}

/* Bytes a unit, by table, as far as SQLite tells (its dbstat). */
static void weigh(const char *path)
{
    sqlite3 *db = NULL;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL))
        return;
    double units = number(db, "SELECT count(*) FROM unit");
    double text = number(db, "SELECT sum(length(CAST(ar AS BLOB)) + "
                             "length(CAST(en AS BLOB))) FROM unit");
    double all = number(db, "SELECT sum(pgsize) FROM dbstat");
    double ours = number(db, "SELECT sum(pgsize) FROM dbstat WHERE name IN "
                             "('word', 'place', 'fresh')");
    double words = number(db, "SELECT count(*) FROM word");
    printf("a unit has %.0f bytes of text; the file has %.0f (%.2f times as "
           "much), %.0f of them for the concordance; %.0f words\n",
           text / units, all / units, all / text, ours / units, words);
    sqlite3_close(db);
}

int main(int argc, char **argv)
{
    static struct phrases phrases;
    static const struct barq_search_options plain = { 0 },
                                            linked = { .aligned = true };
    struct barq_error err;
    struct barq_memory *memory;

    if (argc != 3) {
        fprintf(stderr, "usage: bench_search MEMORY.db PHRASES.txt\n");
        return 2;
    }
    read_phrases(argv[2], &phrases);
    if (barq_memory_open(argv[1], BARQ_READ, &memory, &err))
        die(&err);
    for (int round = 0; round < 2; round++) {
        const char *when = round ? "" : "cold ";
        char name[64];
        snprintf(name, sizeof(name), "%swords", when);
        measure(memory, &phrases, "", &plain, name);
        snprintf(name, sizeof(name), "%sphrases", when);
        measure(memory, &phrases, "\"", &plain, name);
    }
    measure(memory, &phrases, "", &linked, "words, both sides");
    barq_memory_close(memory);
    weigh(argv[1]);
    return 0;
}
