/*
 * index.c - what is derived from a unit's texts, and where it goes.
 *
 * Both sides of a unit give a row of keys in `unit`, a posting for every token
 * (as the first that has its key, or the second, ...; one as a number or a
 * date, one as any unit, and two by all its words), and their L2 words to the
 * concordance:
 *
 *     "Talks on talks."  ->  postings  talk, on, talk 2, all, same, same
 *                            words     "talks on talks"
 *
 * All of it can be made anew from the texts, and is when the folding changes
 * (rekey.c).
 */
#include "memory/pairs.h"
#include "memory/posting.h"
#include "memory/words.h"

#include "base/error.h"

static enum barq_status index_briefs(struct text_briefs briefs,
                                     struct unit_side *side, struct arena *keep,
                                     struct arena scratch,
                                     struct barq_error *err)
{
    side->tokens = arena_new_raw(keep, uint64_t, 2 * briefs.count + 1);
    if (!side->tokens || !words_make_room(&side->words, briefs.count, keep) ||
        !memory_keys(briefs, side->tokens, &side->token_count, scratch))
        return fail_nomem(err, "to index a segment");

    for (size_t i = 0; i < briefs.count; i++) {
        side->weight += memory_brief_weight(&briefs.at[i]);
        if (!words_take_key(&side->words, &briefs.at[i], keep))
            return fail_nomem(err, "to index a segment");
    }
    side->tokens[side->token_count++] = MEMORY_ALL_KEY;
    side->bare = memory_brief_bare_key(briefs);
    return BARQ_OK;
}

static enum barq_status index_side(struct word_cache *known,
                                   struct barq_text raw, struct unit_side *side,
                                   struct arena *keep, struct arena scratch,
                                   struct barq_error *err)
{
    struct text_briefs briefs = { 0 };
    enum barq_status status =
        text_briefs_cached(known, raw, &briefs, keep, scratch, err);

    side->exact = raw;
    if (!status && !briefs.plain) {
        briefs.words = text_word_count(raw);
        status = text_fold(raw, TEXT_L0, &side->exact, keep, scratch, err);
    }
    if (status)
        return status;
    side->word_count = (int64_t)briefs.words;
    return index_briefs(briefs, side, keep, scratch, err);
}

enum barq_status memory_index_pair(const struct barq_memory *memory,
                                   const struct barq_text pair[2],
                                   struct unit_side sides[2],
                                   struct arena *keep, struct arena scratch,
                                   struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < 2 && !status; i++) {
        sides[i] = (struct unit_side){ 0 };
        status = index_side(memory->known[i], pair[i], &sides[i], keep, scratch,
                            err);
    }
    if (!status)
        pairs_expect(memory, sides);
    if (!status)
        text_hash_two(sides[0].exact, sides[1].exact, &sides[0].key,
                      &sides[1].key);
    return status;
}

void query_sides(struct query *query, const struct unit_side sides[2])
{
    for (int i = 0; i < 2; i++)
        query_int(query, (int64_t)sides[i].key);
    for (int i = 0; i < 2; i++)
        query_int(query, (int64_t)sides[i].bare);
    for (int i = 0; i < 2; i++)
        query_int(query, sides[i].weight);
    for (int i = 0; i < 2; i++)
        query_int(query, sides[i].word_count);
}

/* The posting of a token of a side in this bucket. */
static uint64_t posting_for(int number, uint64_t key, int bucket, int64_t id)
{
    return posting_of(posting_list(number, key), bucket, id);
}

/* The postings of a side, some of them twice, from to[0] on; returns what lies
 * behind them. */
static uint64_t *put_postings(int64_t id, int number,
                              const struct unit_side *side, uint64_t *to)
{
    int bucket = memory_bucket(side->weight);

    for (int i = 0; i < SAME_PLACES; i++)
        *to++ = same_posting(number, side->bare, i, id);
    for (size_t i = 0; i < side->token_count; i++)
        *to++ = posting_for(number, side->tokens[i], bucket, id);
    return to;
}

enum barq_status memory_side_postings(int64_t id, int number,
                                      const struct unit_side *side,
                                      struct postings *out, struct arena *keep,
                                      struct barq_error *err)
{
    struct postings all = { .count = side->token_count + SAME_PLACES };
    uint64_t *spare = arena_new(keep, uint64_t, all.count);

    all.at = arena_new(keep, uint64_t, all.count);
    if (!all.at || !spare)
        return fail_nomem(err, "to index a segment");
    put_postings(id, number, side, all.at);
    postings_sort(&all, &spare);
    *out = all;
    return BARQ_OK;
}

enum barq_status memory_index_unit(struct barq_memory *memory, int64_t id,
                                   const struct unit_side sides[2],
                                   struct barq_error *err)
{
    uint64_t *to = NULL;
    enum barq_status status = pending_take(
        memory, id,
        sides[0].token_count + sides[1].token_count + SAME_PLACES + SAME_PLACES,
        &to, err);

    for (int i = 0; i < 2 && !status; i++)
        to = put_postings(id, i, &sides[i], to);
    if (!status)
        status = pairs_note(memory, id, sides, err);
    if (!status && !memory->pairs_sure)
        status = recent_note(memory, id, sides, err);
    return status ? status
                  : words_add(memory, id,
                              (const struct word_keys[]){ sides[0].words,
                                                          sides[1].words },
                              err);
}

/* A posting lies in one of the runs. */
static enum barq_status drop_posting(struct barq_memory *memory,
                                     const struct runs *runs, uint64_t posting,
                                     struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    bool found = false;

    for (int i = 0; i < runs->count && !found && !status; i++) {
        status = posting_remove(memory, runs->id[i], posting, &found, err);
        if (found && !status)
            status = runs_count(memory, runs->id[i], -1, err);
    }
    return status;
}

static enum barq_status drop_postings(struct barq_memory *memory, int64_t id,
                                      int number, const struct unit_side *side,
                                      struct barq_error *err)
{
    int bucket = memory_bucket(side->weight);
    struct runs runs;
    enum barq_status status = runs_read(memory, &runs, err);

    for (int i = 0; i < SAME_PLACES && !status; i++)
        status = drop_posting(memory, &runs,
                              same_posting(number, side->bare, i, id), err);
    for (size_t i = 0; i < side->token_count && !status; i++)
        status =
            drop_posting(memory, &runs,
                         posting_for(number, side->tokens[i], bucket, id), err);
    return status;
}

enum barq_status memory_unindex_unit(struct barq_memory *memory, int64_t id,
                                     const struct unit_side sides[2],
                                     struct barq_error *err)
{
    enum barq_status status = pending_flush(memory, err);

    if (!status)
        status = latest_let_go(memory, id, err);
    for (int i = 0; i < 2 && !status; i++)
        status = drop_postings(memory, id, i, &sides[i], err);
    return status ? status : words_remove(memory, id, err);
}
