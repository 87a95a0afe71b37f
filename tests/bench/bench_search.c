/*
 * bench_search - the concordance: how fast, and what it costs to keep.
 *
 * usage: bench_search MEMORY.db PHRASES.txt
 *
 * For each line of PHRASES the first 50 hits with their texts and marks, as
 * words and as a phrase in quotes; processor time of the library, the first
 * time and warm.  Then what share of the file the concordance has.
 */
#include "bench.h"

#include <sqlite3.h>

enum { LINE_MOST = 4096, PAGE = 50 };

static const struct barq_search_options plain = { 0 },
                                        linked = { .aligned = true };

/* One way of asking; `key` is the figure's. */
struct asking {
    const char *key, *name, *quote;
    const struct barq_search_options *how;
};
static const struct asking askings[] = {
    { "", "words, the first time", "", &plain },
    { "", "phrases, the first time", "\"", &plain },
    { "concordance", "words", "", &plain },
    { "concordance", "phrases", "\"", &plain },
    { "", "words, with both sides marked", "", &linked },
};

struct tally {
    double took[QUERIES_MOST];
    size_t hits, full, none;
};

/* The seconds that one search took. */
static double search(struct barq_memory *memory, const char *query,
                     const struct barq_search_options *how, size_t *hits)
{
    struct barq_error err;
    struct barq_hits *found = NULL;
    struct barq_text text = { query, strlen(query) };
    double start = bench_now();
    enum barq_status status = barq_search(memory, text, how, &found, &err);

    if (status > BARQ_NOTHING)
        bench_die(&err);
    *hits = found ? barq_hits_count(found) : 0;
    barq_hits_free(found);
    return bench_now() - start;
}

static void measure(struct barq_memory *memory,
                    const struct bench_lines *phrases,
                    const struct asking *asking)
{
    static struct tally tally;
    char query[LINE_MOST];

    tally = (struct tally){ 0 };
    for (size_t i = 0; i < phrases->count; i++) {
        size_t hits = 0;
        snprintf(query, sizeof(query), "%s%.*s%s", asking->quote,
                 (int)phrases->at[i].len, phrases->at[i].at, asking->quote);
        tally.took[i] = search(memory, query, asking->how, &hits);
        tally.hits += hits;
        tally.full += hits == PAGE;
        tally.none += !hits;
    }
    printf("%s\t%s\t%.2f / %.2f ms\n", asking->key, asking->name,
           bench_percentile(tally.took, phrases->count, 50),
           bench_percentile(tally.took, phrases->count, 95));
    if (asking->how == &plain && *asking->key)
        printf("(%zu queries, %zu hits, %zu queries with %d, %zu with none)\n",
               phrases->count, tally.hits, tally.full, PAGE, tally.none);
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
    double index = number(db, "SELECT sum(pgsize) FROM dbstat WHERE name IN "
                              "('posting', 'run', 'latest')");
    double ours = number(db, "SELECT sum(pgsize) FROM dbstat WHERE name IN "
                             "('word', 'place', 'fresh')");
    sqlite3_close(db);
    if (all <= 0) {
        printf("skipped: what lies in the file (this SQLite has no dbstat)\n");
        return;
    }
    printf("index\tfuzzy index, of a unit\t%.0f bytes\n", index / units);
    printf("file\tthe file, beside its text\t%.2f times\n", all / text);
    printf("\ttext and concordance, of a unit\t%.0f / %.0f bytes\n",
           text / units, ours / units);
}

int main(int argc, char **argv)
{
    static struct bench_lines phrases;

    if (argc != 3) {
        fprintf(stderr, "usage: bench_search MEMORY.db PHRASES.txt\n");
        return 2;
    }
    bench_read(argv[2], &phrases);
    struct barq_memory *memory = bench_open(argv[1], BARQ_READ);
    for (size_t i = 0; i < sizeof(askings) / sizeof(askings[0]); i++)
        measure(memory, &phrases, &askings[i]);
    barq_memory_close(memory);
    weigh(argv[1]);
    return 0;
}
