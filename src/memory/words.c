/*
 * words.c - the concordance on its way into the file.
 *
 * Who looks for an expression wants the newest units that hold it, at once.
 * FTS5 could do it, but takes 19 us of processor time for the words of one
 * news-like unit (49 words in two languages), half of what a whole import may
 * cost, and 234 bytes.  Ours is plainer: lists of postings sorted by word and
 * unit, and read from their newest end.
 *
 *     words_add()     notes (word, unit, place) in memory, eight bytes each
 *     words_commit()
 *         up to 64 units   go into `fresh`, a row each; searches read all of
 *                          it, and when it is full it becomes a run
 *         more             become a run at once (words_run.c)
 *
 * Nothing is taken out.  A posting says where it is worth looking, and every
 * hit is checked on the text of its unit, so that what was deleted, edited or
 * written over by a unit of the same number is passed over; a rebuild drops
 * it.  For the same reason words may share a number.
 *
 * `word` has each key once, for the forms of words (search_forms.c); what was
 * put there is remembered by its hash, and noted with the words of the cache
 * that the tokens come from, where most are found without looking.
 *
 * A word with hyphens has a row more for each part but the first, by which it
 * is found: the part, WORD_BREAK, and what stands before it.
 *
 *     secretary-general    general^secretary-
 *
 * They lie behind the part itself and before all that begin with it.  There
 * is no such word, so whoever does not know of them finds none the less; and a
 * memory whose words were put by an earlier build has them of those alone that
 * it met again.
 */
#include "memory/words_write.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

enum {
    FRESH_MOST = 64,      /* units */
    SEEN_FIRST = 1 << 10, /* slots, a power of two */
    SEEN_MOST = 1 << 22,
};

/* Address space for the hashes of keys; what is not touched costs nothing. */
#define SEEN_CEILING ((size_t)96 << 20)

/* Zeroing would touch them, so the arrays have a block to themselves. */
static enum barq_status reserve_arrays(struct words *words,
                                       struct barq_error *err)
{
    size_t occurrences = OCCURRENCES_MOST * sizeof(*words->at);
    size_t units = UNITS_MOST * sizeof(*words->units);
    struct arena all;
    enum barq_status status =
        block_reserve(&words->arrays, occurrences + units, &all, err);

    if (status)
        return status;
    block_in_large_pages(words->arrays);
    words->at = words->arrays.at;
    words->units = (int64_t *)(words->at + OCCURRENCES_MOST);
    return BARQ_OK;
}

static enum barq_status words_open(struct words **out, struct barq_error *err)
{
    struct block home;
    struct arena all;
    enum barq_status status = block_reserve(&home, SEEN_CEILING, &all, err);

    if (status)
        return status;
    struct words *words = arena_new(&all, struct words, 1);
    status = words ? reserve_arrays(words, err)
                   : fail_nomem(err, "for the concordance");
    if (status) {
        block_release(home);
        return status;
    }
    words->home = home;
    words->all = words->left = all;
    words->era = 1;
    *out = words;
    return BARQ_OK;
}

void words_close(struct words *words)
{
    if (!words)
        return;
    new_words_close(words->new_words);
    block_release(words->arrays);
    block_release(words->home);
}

void words_forget(struct words *words)
{
    words->count = 0;
    words->unit_count = 0;
    words->disordered = false;
}

void words_rest(struct words *words)
{
    if (words && !words->unit_count)
        block_empty(words->arrays);
}

static void forget_seen(struct words *words)
{
    words->seen = NULL;
    words->seen_slots = words->seen_count = 0;
    words->left = words->all;
    words->era++;
}

void words_begin(struct barq_memory *memory)
{
    if (memory->concordance)
        memory->concordance->put = false;
}

void words_stay(struct barq_memory *memory)
{
    if (memory->concordance)
        since_stay(memory, &memory->concordance->since);
}

void words_forget_all(struct barq_memory *memory)
{
    if (!memory->concordance)
        return;
    words_forget(memory->concordance);
    new_words_forget(memory->concordance->new_words);
    forget_seen(memory->concordance);
}

void words_rollback(struct barq_memory *memory)
{
    struct words *words = memory->concordance;

    if (!words)
        return;
    words_forget(words);
    new_words_forget(words->new_words);
    if (words->put)
        forget_seen(words);
    words->put = false;
}

/* ------------------------------------------------------------ vocabulary */

static uint64_t *seen_slot(uint64_t *slots, size_t count, uint64_t hash)
{
    size_t i = hash & (count - 1);

    while (slots[i] && slots[i] != hash)
        i = (i + 1) & (count - 1);
    return &slots[i];
}

/* Twice the room, or none: what is seen again is only slower. */
static bool grow_seen(struct words *words)
{
    size_t slots = words->seen_slots ? 2 * words->seen_slots : SEEN_FIRST;

    if (slots > SEEN_MOST) {
        slots = SEEN_FIRST;
        forget_seen(words);
    }
    uint64_t *more = arena_new(&words->left, uint64_t, slots);
    if (!more)
        return false;
    for (size_t i = 0; i < words->seen_slots; i++)
        if (words->seen[i])
            *seen_slot(more, slots, words->seen[i]) = words->seen[i];
    words->seen = more;
    words->seen_slots = slots;
    return true;
}

/* Under which a key of a side is remembered. */
static uint64_t seen_hash(int side, const struct word_key *key)
{
    return key->hash ^ (side ? UINT64_C(1) << 63 : 0);
}

/* ... and, of a word with hyphens, the parts behind the first one. */
static enum barq_status put_parts(struct barq_memory *memory, int side,
                                  struct barq_text key, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    char row[WORD_MOST + 1];

    for (size_t i = 1; i + 1 < key.len && key.len <= WORD_MOST && !status; i++)
        if (key.at[i - 1] == '-' && key.at[i] != '-')
            status = new_words_put(memory, side, word_part(key, i, row), err);
    return status;
}

/* See that `word` has this key. */
static enum barq_status put_word(struct barq_memory *memory, int side,
                                 const struct word_key *key,
                                 struct barq_error *err)
{
    struct words *words = memory->concordance;
    uint64_t hash = seen_hash(side, key);

    if (2 * words->seen_count >= words->seen_slots && !grow_seen(words))
        return fail_nomem(err, "for the words of a memory");
    uint64_t *slot = seen_slot(words->seen, words->seen_slots, hash);
    if (*slot && *slot == hash)
        return BARQ_OK;
    words->put = true;
    enum barq_status status = new_words_put(memory, side, *key->text, err);
    if (!status)
        status = put_parts(memory, side, *key->text, err);
    if (!status && hash) {
        *slot = hash;
        words->seen_count++;
    }
    return status;
}

/* ----------------------------------------------------------------- fresh */

/* The sorted occurrences of one unit as its row. */
static enum barq_status put_fresh_unit(struct barq_memory *memory,
                                       struct arena task,
                                       struct barq_error *err)
{
    struct words *words = memory->concordance;
    char *data = arena_new(&task, char, PLACE_ROOM(1) * words->count + 1);
    uint16_t *places = arena_new(&task, uint16_t, words->count + 1);
    uint32_t before = 0;
    size_t len = 0, count;
    struct query q;

    if (!data || !places)
        return fail_nomem(err, "for the concordance");
    for (size_t i = 0; i < words->count;) {
        uint32_t word = occurrence_word(words->at[i]);
        words_take(words, &i, places, &count);
        len += place_write(before, word, places, count, data + len);
        before = word;
    }
    query_start(&q, memory, SQL_PUT_FRESH);
    query_int(&q, words->units[0]);
    query_bytes(&q, (struct barq_text){ data, len });
    return query_finish(&q, err);
}

/* Note again what a row of `fresh` says. */
static enum barq_status take_fresh(struct barq_memory *memory, int64_t unit,
                                   struct barq_text data, struct arena task,
                                   struct barq_error *err)
{
    struct words *words = memory->concordance;
    struct place_reader reader = {
        .at = (const unsigned char *)data.at,
        .end = (const unsigned char *)data.at + data.len,
    };
    uint16_t *places = arena_new(&task, uint16_t, data.len + 1);
    uint64_t seq = words->unit_count;

    if (!places)
        return fail_nomem(err, "for the concordance");
    words->units[words->unit_count++] = unit;
    while (place_next(&reader)) {
        size_t count = place_list(&reader, places, data.len);
        for (size_t i = 0; i < count && words->count < OCCURRENCES_MOST; i++)
            words->at[words->count++] = (uint64_t)reader.unit << WORD_SHIFT |
                                        seq << ORDINAL_BITS | places[i];
    }
    return reader.bad ? memory_index_damaged(memory, err) : BARQ_OK;
}

/* All of `fresh`, if it is full, over `place`. */
static enum barq_status spread_fresh(struct barq_memory *memory,
                                     struct barq_error *err)
{
    struct arena task = memory->flush;
    enum barq_status status;
    struct query q;
    int64_t rows = 0;

    query_start(&q, memory, SQL_COUNT_FRESH);
    if (query_row(&q))
        rows = query_column(&q, 0);
    status = query_end(&q, err);
    if (status || rows <= FRESH_MOST)
        return status;
    query_start(&q, memory, SQL_FRESH);
    while (!status && memory->concordance->unit_count < UNITS_MOST &&
           query_row(&q))
        status = take_fresh(memory, query_column(&q, 0), query_blob(&q, 1),
                            task, err);
    enum barq_status ended = query_end(&q, status ? NULL : err);
    if (status || ended)
        return status ? status : ended;
    query_start(&q, memory, SQL_DROP_FRESH);
    status = query_finish(&q, err);
    return status ? status : words_spread(memory, err);
}

/* One of many units in memory, alone: occurrences first..end. */
static enum barq_status put_fresh(struct barq_memory *memory,
                                  struct barq_error *err)
{
    struct words *words = memory->concordance;
    struct words whole = *words;
    enum barq_status status = BARQ_OK;
    size_t end = 0;

    for (size_t seq = 0; seq < whole.unit_count && !status; seq++) {
        size_t first = end;
        while (end < whole.count && occurrence_seq(whole.at[end]) == seq)
            end++;
        words->at = whole.at + first;
        uint64_t *spare = memory->sorting;
        words->count = end - first;
        words->units = whole.units + seq;
        words->unit_count = 1;
        for (size_t i = 0; i < words->count; i++)
            words->at[i] &= ~((uint64_t)(UNITS_MOST - 1) << ORDINAL_BITS);
        words_sort(words, WORD_SHIFT, &spare);
        status = put_fresh_unit(memory, memory->flush, err);
    }
    words->at = whole.at;
    words->units = whole.units;
    words_forget(words);
    return status ? status : spread_fresh(memory, err);
}

/* ---------------------------------------------------------------- in, out */

/* What was put into `word` is there still, unless somebody else has made it
 * anew since. */
static enum barq_status check_seen(struct barq_memory *memory,
                                   struct barq_error *err)
{
    struct words *words = memory->concordance;
    enum since_what what = SINCE_NOTHING;
    enum barq_status status = since_check(memory, &words->since, &what, err);

    if (what == SINCE_CHANGED)
        forget_seen(words);
    return status;
}

static enum barq_status add_side(struct barq_memory *memory, int side,
                                 struct word_keys keys, struct barq_error *err)
{
    struct words *words = memory->concordance;
    uint64_t seq = words->unit_count - 1;
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < keys.count && i <= ORDINAL_MOST && !status; i++) {
        const struct word_key *key = &keys.at[i];
        words->at[words->count++] = (uint64_t)word_number(side, key->hash)
                                        << WORD_SHIFT |
                                    seq << ORDINAL_BITS | i;
        if (key->note && *key->note == words->era)
            continue;
        status = put_word(memory, side, key, err);
        if (key->note && !status)
            *key->note = words->era;
    }
    return status;
}

bool words_make_room(struct word_keys *words, size_t more, struct arena *keep)
{
    struct word_key *at =
        arena_grow(keep, struct word_key, words->at, words->room, more);

    if (!at)
        return false;
    words->at = at;
    words->room += more;
    return true;
}

static bool add_key(struct word_keys *words, struct word_key key,
                    struct arena *keep)
{
    if (words->count == words->room &&
        !words_make_room(words, words->room + 1, keep))
        return false;
    words->at[words->count++] = key;
    return true;
}

static bool add_word(struct word_keys *words, struct barq_text word,
                     struct arena *keep)
{
    struct barq_text *text = arena_new_raw(keep, struct barq_text, 1);

    if (!text)
        return false;
    *text = word_clip(word);
    return add_key(words, (struct word_key){ text, text_hash(*text), NULL },
                   keep);
}

/* Its text, which is elsewhere, is looked at only if it must be. */
static bool is_one_word(const struct text_brief *brief)
{
    return brief->l2_len && brief->l2_len <= WORD_MOST &&
           (brief->plain || !memchr(brief->l2->at, ' ', brief->l2->len));
}

bool words_take_key(struct word_keys *words, const struct text_brief *brief,
                    struct arena *keep)
{
    struct barq_text rest, word;
    bool good = true;

    if (is_one_word(brief))
        return add_key(
            words, (struct word_key){ brief->l2, brief->l2_hash, brief->note },
            keep);
    rest = *brief->l2;
    while (good && word_next(&rest, &word))
        good = add_word(words, word, keep);
    return good;
}

enum barq_status words_add(struct barq_memory *memory, int64_t unit,
                           const struct word_keys keys[SIDES],
                           struct barq_error *err)
{
    size_t room = 2 * ((size_t)ORDINAL_MOST + 1);
    enum barq_status status = BARQ_OK;

    if (unit <= 0 || unit > PLACE_UNIT_MOST)
        return fail(err, BARQ_E_MEMORY, 0, "%s: unit %lld has no place",
                    memory->path, (long long)unit);
    if (!memory->concordance)
        status = words_open(&memory->concordance, err);
    struct words *words = memory->concordance;
    if (!status && !words->unit_count)
        status = check_seen(memory, err);
    if (!status && (words->count + room > OCCURRENCES_MOST ||
                    words->unit_count == UNITS_MOST))
        status = words_spread(memory, err);
    if (status)
        return status;
    if (words->unit_count && words->units[words->unit_count - 1] >= unit)
        words->disordered = true;
    words->units[words->unit_count++] = unit;
    for (int side = 0; side < SIDES && !status; side++)
        status = add_side(memory, side, keys[side], err);
    return status;
}

enum barq_status words_remove(struct barq_memory *memory, int64_t unit,
                              struct barq_error *err)
{
    struct query q;

    query_start(&q, memory, SQL_DROP_FRESH_UNIT);
    query_int(&q, unit);
    return query_finish(&q, err);
}

enum barq_status words_drop(struct barq_memory *memory, struct barq_error *err)
{
    static const enum statement drops[] = { SQL_DROP_WORDS, SQL_DROP_PLACES,
                                            SQL_DROP_FRESH,
                                            SQL_DROP_WORDS_RUNS };
    enum barq_status status = since_index_made(memory, err);

    words_forget_all(memory);
    for (size_t i = 0; i < sizeof(drops) / sizeof(drops[0]) && !status; i++) {
        struct query q;
        query_start(&q, memory, drops[i]);
        status = query_finish(&q, err);
    }
    return status;
}

enum barq_status words_commit(struct barq_memory *memory,
                              struct barq_error *err)
{
    struct words *words = memory->concordance;
    enum barq_status status = new_words_flush(memory, err);

    if (status || !words || !words->unit_count)
        return status;
    return words->unit_count <= FRESH_MOST ? put_fresh(memory, err)
                                           : words_spread(memory, err);
}
