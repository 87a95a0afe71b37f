/*
 * mt.h - machine translation over HTTP; the only room that includes libcurl.
 *
 * What the house sees of it: an engine is opened by name (barq_engine_open),
 * asked with a batch of segments, and says for each what came of it.  The
 * way of a batch:
 *
 *   run.c        what the cache knows; then requests, several at once, tried
 *                again, made smaller, ended by a budget or a deadline
 *   kind.h       an engine: two pure functions, a file each
 *   transport.h  libcurl
 *
 * Failure is partial: whatever the engine does, mt_translate() gives back
 * what it has, and says of the rest why.
 */
#ifndef MT_MT_H
#define MT_MT_H

#include "base/arena.h"
#include "base/buf.h"
#include "barq.h"

/* The most fuzzy matches that one segment takes along, and the least score
 * that makes a match worth showing to an engine that learns from it. */
enum { MT_EXAMPLES_MOST = 5, MT_EXAMPLE_LEAST = 60, MT_TERMS_MOST = 20 };

/* A published pair like the segment, or a term and its house form. */
struct mt_pair {
    struct barq_text source, target;
    int score; /* of an example; 0 for a term */
};

/* One segment to be translated, and what the memory knows that helps. */
struct mt_segment {
    struct barq_text text;
    struct barq_text before, after; /* its neighbours; may be empty */
    const struct mt_pair *examples;
    size_t example_count;
    const struct mt_pair *terms;
    size_t term_count;
};

struct mt_batch {
    enum barq_lang from, to;
    const struct mt_segment *segments;
    size_t count;
    int form; /* how the answer is asked for; see mt_kind.forms */
};

/* What came of one segment. */
struct mt_result {
    struct barq_text text;   /* .at NULL: not translated */
    struct barq_text reason; /* then, if it is its own; else .at NULL */
};

/* Where results go, and where the work is done; they share no memory. */
struct mt_room {
    struct arena *keep;
    struct arena scratch;
};

/*
 * Translate as much of the batch as the engine will; `results` has room for
 * batch->count.  The status is that of what ended the run, BARQ_OK if
 * nothing did: single segments can be left over even then.
 *
 * `memory` keeps the answers and counts the characters; it may be NULL, or
 * open for reading, and then nothing is kept.
 */
enum barq_status mt_translate(struct barq_engine *engine,
                              struct barq_memory *memory,
                              const struct mt_batch *batch,
                              struct mt_result *results, struct mt_room *room,
                              struct barq_error *err);

/* What the last mt_translate() used. */
struct barq_mt_use mt_use(const struct barq_engine *engine);

/* Does the engine learn from examples, so that looking them up pays? */
bool mt_wants_examples(const struct barq_engine *engine);

/* "openai gpt-5-mini": the engine and its model, for provenance. */
struct barq_text mt_engine_name(const struct barq_engine *engine);

/* What one run may cost and take.  mt_limits() is for tests: a desk sets
 * them in barq.ini. */
struct mt_limits {
    int connect_ms, idle_ms, total_ms;        /* of one request */
    int run_ms;                               /* of all of it */
    int retries, run_retries;                 /* of one request; of all of it */
    int backoff_ms;                           /* before the first retry */
    int concurrency;                          /* requests under way at once */
    size_t texts, bytes;                      /* of one request */
    int64_t run_characters, month_characters; /* 0: no budget */
};
struct mt_limits *mt_limits(struct barq_engine *engine);

#endif
