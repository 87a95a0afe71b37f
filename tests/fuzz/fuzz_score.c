/*
 * Any two texts: a score in 0..100 whose parts add up to the rest, 100 for
 * equal texts only from rank 100 on; swapped sides keep both promises, and
 * no short cut of retrieval drops a segment that scores well enough.  The runs
 * of a diff, joined, are both texts.
 */
#include "base/arena.h"
#include "base/utf8.h"
#include "match/bound.h"
#include "match/match.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_parts(const struct match_score *score)
{
    double sum = 100 - score->score;

    for (size_t i = 0; i < score->part_count; i++) {
        if (!(score->parts[i].points >= 0))
            abort();
        sum -= score->parts[i].points;
    }
    if (sum < -0.001 || sum > 0.001)
        abort();
}

/* What a side is indexed under. */
struct keys {
    uint64_t *at;
    size_t count;
};

static struct keys keys_of(const struct match_side *side, struct arena *keep)
{
    size_t most = side->tokens.count + 1;
    struct keys keys = { .at = arena_new(keep, uint64_t, 2 * most) };
    struct text_briefs briefs = { .at = arena_new(keep, struct text_brief,
                                                  most) };
    struct arena scratch = arena_split(keep);

    if (!keys.at || !briefs.at)
        abort();
    for (size_t i = 0; i < side->tokens.count; i++)
        if (side->tokens.at[i].kind != TOKEN_PUNCT)
            briefs.at[briefs.count++] = text_brief_of(&side->tokens.at[i]);
    if (!memory_keys(briefs, keys.at, &keys.count, scratch))
        abort();
    return keys;
}

static bool holds(const struct keys *keys, uint64_t key)
{
    for (size_t i = 0; i < keys->count; i++)
        if (keys->at[i] == key)
            return true;
    return false;
}

/* ... when all lists have been read of its bucket. */
static void read_all(struct memory_filter *filter, const struct keys *b,
                     struct memory_candidate *found)
{
    size_t *read = &filter->read[found->bucket];

    for (; *read < filter->key_count; ++*read)
        if (holds(b, filter->keys[*read].key))
            found->held += filter->keys[*read].cost;
}

/* The most that b can score, by its bucket or, if it was read, by its weight.
 */
static int most(const struct match_ladder *ladder,
                const struct memory_filter *filter,
                const struct memory_candidate *found,
                struct match_window window)
{
    return match_most(ladder, match_missing(ladder, filter, found), window);
}

/* Would b be found for a at its score? */
static void check_bound(const struct match_side *a, const struct match_side *b,
                        int score, struct arena keep)
{
    struct memory_filter filter;
    struct match_ladder ladder;
    struct memory_key *keys;
    size_t count;
    struct memory_candidate found = { .bucket = memory_bucket(b->word_weight) };
    struct match_window bucket = match_bucket_window(found.bucket);
    struct match_window exact = { b->word_weight, b->word_weight };
    struct keys of_b = keys_of(b, &keep);

    if (match_keys(a, &keys, &count, &keep, NULL) ||
        match_ladder_make(a, keys, count, &ladder, &keep, NULL))
        abort();
    match_choose(&ladder, score, true, &filter);
    size_t first = filter.first[found.bucket], one = !first;
    for (size_t i = 0; i < filter.key_count; i++) {
        if (!holds(&of_b, filter.keys[i].key))
            continue;
        one += i < first;
        found.held += i < filter.read[found.bucket] ? filter.keys[i].cost : 0;
        found.lists |= i < MEMORY_LISTS ? UINT64_C(1) << i : 0;
    }
    if (!one || found.held < filter.enough[found.bucket] ||
        most(&ladder, &filter, &found, bucket) < score)
        abort();
    read_all(&filter, &of_b, &found);
    if (most(&ladder, &filter, &found, bucket) < score ||
        most(&ladder, &filter, &found, exact) < score)
        abort();
}

/* Pass `piece`, which must come next in what is left of a text. */
static void pass(struct barq_text *rest, struct barq_text piece)
{
    if (piece.len > rest->len ||
        (piece.len && memcmp(rest->at, piece.at, piece.len) != 0))
        abort();
    *rest = text_slice(*rest, piece.len, rest->len);
}

static void check_runs(const struct match_side *a, const struct match_side *b,
                       struct arena keep)
{
    struct match_likeness likeness = { 0 };
    struct arena scratch = arena_split(&keep);
    struct barq_text query = a->raw, stored = b->raw;

    if (!a->tokens.count) /* barq_lookup() refuses it */
        return;
    if (match_liken(a, b, &likeness, &keep, scratch, NULL))
        abort();
    for (size_t i = 0; i < likeness.run_count; i++) {
        const struct barq_run *run = &likeness.runs[i];
        if (run->kind != BARQ_RUN_MISSING)
            pass(&stored, run->text);
        if (run->query.at)
            pass(&query, run->query);
        else if (run->kind != BARQ_RUN_ADDED)
            pass(&query, run->text);
    }
    if (likeness.run_count && (query.len || stored.len))
        abort();
}

static int compare(const struct match_side *a, const struct match_side *b,
                   struct arena keep)
{
    struct arena scratch = arena_split(&keep);
    struct match_score with, without;

    if (match_compare(a, b, &with, &keep, scratch, NULL) ||
        match_compare(a, b, &without, NULL, scratch, NULL))
        abort();
    if (with.score != without.score || with.rank != without.rank)
        abort();
    if (with.score < 0 || with.score > 100)
        abort();
    if (with.rank < 95 && with.score >= 50)
        check_bound(a, b, with.score, keep);
    if (a->tokens.count <= 1000 && b->tokens.count <= 1000)
        check_parts(&with);
    return with.score;
}

static void run(struct barq_text a, struct barq_text b, enum barq_lang lang)
{
    static struct lexicon *lexicon;
    struct block home;
    struct arena keep;
    struct match_side sides[2];

    if (!lexicon && lexicon_open(&lexicon, NULL))
        abort();
    if (block_reserve(&home, (size_t)1 << 30, &keep, NULL))
        abort();
    struct text_language language = { lang, lexicon };
    struct word_cache *words;
    if (word_cache_open(language, &words, NULL))
        abort();
    struct arena scratch = arena_split(&keep);
    if (match_prepare(words, a, &sides[0], &keep, scratch, NULL) ||
        match_prepare(words, b, &sides[1], &keep, scratch, NULL))
        abort();
    check_runs(&sides[0], &sides[1], keep);
    int there = compare(&sides[0], &sides[1], keep);
    int back = compare(&sides[1], &sides[0], keep);
    if (text_equal(a, b) && (there != 100 || back != 100))
        abort();
    if (compare(&sides[0], &sides[0], keep) != 100)
        abort();
    word_cache_close(words);
    block_release(home);
}

/* Two texts with a line end between them; without one, a text and itself. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct barq_text a, rest = { (const char *)data, size };
    size_t offset = 0;

    if (size > 4096 || !utf8_check(rest, &offset))
        return 0;
    struct barq_text whole = rest;
    a = text_field(&rest, '\n');
    struct barq_text b = a.len == whole.len ? whole : rest;
    run(a, b, BARQ_AR);
    run(a, b, BARQ_EN);
    return 0;
}
