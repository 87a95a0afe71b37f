/*
 * words_new.c - words that are new to a memory and wait for their rows.
 *
 * An import meets a new word every other unit, and each row of `word` is
 * somewhere else.  So they wait, and are put in order, sixteen with a
 * statement, before the words of their units are written.
 */
#include "memory/words_write.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Words that wait at most; those of SQL_PUT_MANY_WORDS. */
enum { NEW_MOST = 1 << 15, WORDS_AT_ONCE = 16 };

struct new_word {
    int side;
    struct barq_text key;
};

struct new_words {
    struct block home;
    struct new_word at[NEW_MOST];
    size_t count, used;
    char texts[(size_t)NEW_MOST * WORD_MOST];
};

static enum barq_status open_new(struct new_words **out, struct barq_error *err)
{
    struct block home;
    struct arena all;
    enum barq_status status =
        block_reserve(&home, sizeof(struct new_words) + 64, &all, err);

    if (status)
        return status;
    struct new_words *words = arena_new_raw(&all, struct new_words, 1);
    if (!words) {
        block_release(home);
        return fail_nomem(err, "for the words of a memory");
    }
    words->home = home;
    words->count = words->used = 0;
    *out = words;
    return BARQ_OK;
}

void new_words_close(struct new_words *words)
{
    if (words)
        block_release(words->home);
}

void new_words_forget(struct new_words *words)
{
    if (words)
        words->count = words->used = 0;
}

/* As the rows lie in the file. */
static int compare(const void *a, const void *b)
{
    const struct new_word *x = a, *y = b;
    size_t len = x->key.len < y->key.len ? x->key.len : y->key.len;

    if (x->side != y->side)
        return x->side - y->side;
    int order = memcmp(x->key.at, y->key.at, len);
    return order ? order
                 : (x->key.len > y->key.len) - (x->key.len < y->key.len);
}

/* Put at[0..count) with one statement, which has room for as many. */
static enum barq_status put(struct barq_memory *memory,
                            enum statement statement, const struct new_word *at,
                            size_t count, struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, statement);
    for (size_t i = 0; i < count; i++) {
        query_int(&q, at[i].side);
        query_text(&q, at[i].key);
    }
    return query_finish(&q, err);
}

enum barq_status new_words_flush(struct barq_memory *memory,
                                 struct barq_error *err)
{
    struct new_words *words =
        memory->concordance ? memory->concordance->new_words : NULL;
    size_t count = words ? words->count : 0, i = 0;
    enum barq_status status = BARQ_OK;

    if (!count)
        return BARQ_OK;
    new_words_forget(words);
    qsort(words->at, count, sizeof(*words->at), compare);
    for (; i + WORDS_AT_ONCE <= count && !status; i += WORDS_AT_ONCE)
        status =
            put(memory, SQL_PUT_MANY_WORDS, words->at + i, WORDS_AT_ONCE, err);
    for (; i < count && !status; i++)
        status = put(memory, SQL_PUT_WORD, words->at + i, 1, err);
    if (status) /* they were said to be there */
        memory->spoilt = true;
    return status;
}

enum barq_status new_words_put(struct barq_memory *memory, int side,
                               struct barq_text key, struct barq_error *err)
{
    struct words *all = memory->concordance;
    enum barq_status status = BARQ_OK;

    if (!memory->many || key.len > WORD_MOST)
        return put(memory, SQL_PUT_WORD, &(struct new_word){ side, key }, 1,
                   err);
    if (!all->new_words)
        status = open_new(&all->new_words, err);
    if (status || !all->new_words)
        return status;
    struct new_words *words = all->new_words;
    char *text = words->texts + words->used;
    if (key.len)
        memcpy(text, key.at, key.len);
    words->used += key.len;
    words->at[words->count++] = (struct new_word){ side, { text, key.len } };
    return words->count == NEW_MOST ? new_words_flush(memory, err) : BARQ_OK;
}
