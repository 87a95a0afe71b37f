/*
 * index.c - what is derived from a unit's texts, and where it goes.
 *
 * Both sides of a unit give a row of keys in `unit`, a posting for every
 * distinct token, and their L2 words to the full text:
 *
 *     "The talks resumed."  ->  postings  the, talk, resum (weight 250)
 *                               words     "the talks resumed"
 *
 * All of it can be made anew from the texts, and is when the folding changes
 * (rekey.c).
 */
#include "memory/store.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

static int compare_keys(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

/* Sort, and let each key stand once. */
static size_t distinct(uint64_t *keys, size_t count)
{
    size_t kept = 0;

    if (count)
        qsort(keys, count, sizeof(*keys), compare_keys);
    for (size_t i = 0; i < count; i++)
        if (!kept || keys[i] != keys[kept - 1])
            keys[kept++] = keys[i];
    return kept;
}

static enum barq_status index_tokens(struct tokens tokens,
                                     struct unit_side *side, struct arena *keep,
                                     struct barq_error *err)
{
    size_t room = 1;

    for (size_t i = 0; i < tokens.count; i++)
        room += tokens.at[i].l2.len + 1;
    char *words = arena_new(keep, char, room);
    side->tokens = arena_new(keep, uint64_t, tokens.count + 1);
    if (!words || !side->tokens)
        return fail_nomem(err, "to index a segment");

    side->words.at = words;
    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.at[i];
        if (token->kind == TOKEN_PUNCT)
            continue;
        side->weight += memory_token_weight(token);
        side->tokens[side->token_count++] = memory_token_key(token);
        if (token->l2.len)
            memcpy(words + side->words.len, token->l2.at, token->l2.len);
        side->words.len += token->l2.len;
        words[side->words.len++] = ' ';
    }
    side->token_count = distinct(side->tokens, side->token_count);
    side->bare = memory_bare_key(tokens);
    return BARQ_OK;
}

static enum barq_status index_side(struct text_language language,
                                   struct barq_text raw, struct unit_side *side,
                                   struct arena *keep, struct arena scratch,
                                   struct barq_error *err)
{
    struct tokens tokens = { 0 };
    enum barq_status status =
        text_fold(raw, TEXT_L0, &side->exact, keep, scratch, err);

    if (!status)
        status = text_tokens(language, raw, &tokens, keep, scratch, err);
    if (status)
        return status;
    side->key = text_hash(side->exact);
    side->word_count = (int64_t)text_word_count(raw);
    return index_tokens(tokens, side, keep, err);
}

enum barq_status memory_index_pair(const struct barq_memory *memory,
                                   const struct barq_text pair[2],
                                   struct unit_side sides[2],
                                   struct arena *keep, struct arena scratch,
                                   struct barq_error *err)
{
    const enum barq_lang langs[2] = { BARQ_AR, BARQ_EN };
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < 2 && !status; i++) {
        struct text_language language = { langs[i], memory->lexicon };
        sides[i] = (struct unit_side){ 0 };
        status = index_side(language, pair[i], &sides[i], keep, scratch, err);
    }
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

static enum barq_status put_token(struct barq_memory *memory, int side,
                                  uint64_t key, struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_PUT_TOKEN);
    query_int(&q, side);
    query_int(&q, (int64_t)key);
    return query_finish(&q, err);
}

static enum barq_status put_postings(struct barq_memory *memory, int64_t id,
                                     int number, const struct unit_side *side,
                                     struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < side->token_count && !status; i++) {
        struct query q;
        query_start(&q, memory, SQL_PUT_POSTING);
        query_int(&q, number);
        query_int(&q, (int64_t)side->tokens[i]);
        query_int(&q, side->weight);
        query_int(&q, id);
        status = query_finish(&q, err);
        if (!status)
            status = put_token(memory, number, side->tokens[i], err);
    }
    return status;
}

enum barq_status memory_index_unit(struct barq_memory *memory, int64_t id,
                                   const struct unit_side sides[2],
                                   struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    for (int i = 0; i < 2 && !status; i++)
        status = put_postings(memory, id, i, &sides[i], err);
    if (status)
        return status;
    query_start(&q, memory, SQL_PUT_WORDS);
    query_int(&q, id);
    query_text(&q, sides[0].words);
    query_text(&q, sides[1].words);
    return query_finish(&q, err);
}

static enum barq_status drop_postings(struct barq_memory *memory, int64_t id,
                                      int number, const struct unit_side *side,
                                      struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < side->token_count && !status; i++) {
        struct query q;
        query_start(&q, memory, SQL_DROP_POSTING);
        query_int(&q, number);
        query_int(&q, (int64_t)side->tokens[i]);
        query_int(&q, side->weight);
        query_int(&q, id);
        status = query_finish(&q, err);
        if (status)
            return status;
        query_start(&q, memory, SQL_DROP_TOKEN);
        query_int(&q, number);
        query_int(&q, (int64_t)side->tokens[i]);
        status = query_finish(&q, err);
    }
    return status;
}

enum barq_status memory_unindex_unit(struct barq_memory *memory, int64_t id,
                                     const struct unit_side sides[2],
                                     struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    struct query q;

    for (int i = 0; i < 2 && !status; i++)
        status = drop_postings(memory, id, i, &sides[i], err);
    if (status)
        return status;
    query_start(&q, memory, SQL_DROP_WORDS_OF);
    query_int(&q, id);
    query_text(&q, sides[0].words);
    query_text(&q, sides[1].words);
    return query_finish(&q, err);
}
