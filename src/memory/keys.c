/*
 * keys.c - the numbers under which the memory finds texts again.
 *
 * Four keys, from strict to loose:
 *
 *     exact    hash of the L0 key      is it the same pair?
 *     context  hash of the L1 key      did it stand beside this neighbour?
 *     bare     hash of the L2 words    a match of rank 95 and up
 *     token    hash of stem or value   shares a word, whatever its case: a
 *                                      fuzzy candidate
 *
 * "Talks resume." and "talks resume" have one bare key; with "resumed" they
 * still share two token keys.  Hashes may collide: whoever cares
 * (put.c) compares the texts; elsewhere the scorer does.
 *
 * And what a token weighs, since the index tells segments apart by how heavy
 * they are.  In hundredths of a content word of seven letters:
 *
 *     content word    30 and 10 a letter            prices, price    70
 *     function word   10 a letter, less 10          the              20
 *     number          10 a character                1500             40
 *     month, weekday  100
 *     mark            15
 *
 * Letters are those of the stem, or of a number's value, and up to eight of
 * them.  Long words have long translations, so more depends on them.  The
 * figures were found by tests/eval/weights.c, which says how; each memory holds
 * what its units weigh, so that they are no table that could be exchanged (see
 * match/bound.c).
 */
#include "memory/posting.h"

#include "base/utf8.h"

_Static_assert(MEMORY_WORD_LEAST == 30 + 10 &&
                   MEMORY_WEIGHT_MOST == 30 + 10 * TOKEN_LETTERS_MOST &&
                   MEMORY_NUMBER_LEAST == 10 &&
                   MEMORY_NUMBER_MOST == 10 * TOKEN_LETTERS_MOST,
               "no weight is beyond these");

static int weight_of(enum token_kind kind, int letters)
{
    switch (kind) {
    case TOKEN_WORD:
        return 30 + 10 * letters;
    case TOKEN_FUNCTION:
        return letters > 1 ? 10 * letters - 10 : 10;
    case TOKEN_NUMBER:
        return 10 * letters;
    case TOKEN_DATE:
        return 100;
    case TOKEN_PUNCT:
    default:
        return 15;
    }
}

int memory_token_weight(const struct token *token)
{
    return weight_of(token->kind, token->letters);
}

int memory_brief_weight(const struct text_brief *brief)
{
    return weight_of(brief->kind, brief->letters);
}

/* As many bits of the hash as a posting has room for, less the keys that are
 * not for tokens.  Tokens that share a key by chance cost a candidate now and
 * then; what is like what is the scorer's to say. */
static uint64_t short_key(uint64_t hash)
{
    uint64_t key = hash >> (64 - KEY_BITS);

    return key < SAME_FIRST ? key : key - SAME_KEYS;
}

uint64_t memory_token_key(const struct token *token)
{
    return short_key(token->key_hash);
}

/* A key and how often it came, in 32 bits. */
enum { TIMES_BITS = 8 };

_Static_assert(MEMORY_TIMES_MOST < 1 << TIMES_BITS &&
                   TIMES_BITS + KEY_BITS <= 32,
               "both have room");

uint64_t memory_again_key(uint64_t key, int time)
{
    uint64_t both = key << TIMES_BITS | (uint64_t)time;

    return time == 1 ? key : short_key(both * UINT64_C(0x9E3779B97F4A7C15));
}

uint64_t memory_kind_key(enum token_kind kind)
{
    switch (kind) {
    case TOKEN_NUMBER:
        return short_key(text_hash(text_of("any number")));
    case TOKEN_DATE:
        return short_key(text_hash(text_of("any date")));
    case TOKEN_WORD:
    case TOKEN_FUNCTION:
    case TOKEN_PUNCT:
        break;
    }
    return 0;
}

/* How often each key came so far: a key above, a count below, 0 for none. */
struct times {
    uint32_t *at, mask;
};
enum { TIMES_LEAST = 16 };

static bool times_make(struct times *times, size_t most, struct arena *keep)
{
    size_t slots = TIMES_LEAST;

    while (slots < 2 * most)
        slots *= 2;
    times->mask = (uint32_t)slots - 1;
    times->at = arena_new(keep, uint32_t, slots);
    return times->at && slots <= UINT32_MAX;
}

/* The key, as it is when it comes once more. */
static uint64_t once_more(struct times *times, uint64_t key)
{
    uint32_t i = (uint32_t)key & times->mask;
    int time = 0;

    while (times->at[i] && times->at[i] >> TIMES_BITS != key)
        i = (i + 1) & times->mask;
    time = (int)(times->at[i] & ((1 << TIMES_BITS) - 1));
    if (time < MEMORY_TIMES_MOST)
        time++;
    times->at[i] = (uint32_t)key << TIMES_BITS | (uint32_t)time;
    return memory_again_key(key, time);
}

bool memory_keys(struct text_briefs briefs, uint64_t *to, size_t *count,
                 struct arena scratch)
{
    struct times times;
    size_t n = 0;

    if (!times_make(&times, 2 * briefs.count, &scratch))
        return false;
    for (size_t i = 0; i < briefs.count; i++) {
        uint64_t kind = memory_kind_key(briefs.at[i].kind);
        to[n++] = once_more(&times, short_key(briefs.at[i].key_hash));
        if (kind)
            to[n++] = once_more(&times, kind);
    }
    *count = n;
    return true;
}

/* FNV-1a again, over hashes in place of bytes; the shift lets high bits, which
 * a product never carries down, tell in the low ones. */
#define BARE_FIRST UINT64_C(0xCBF29CE484222325)

static uint64_t bare_add(uint64_t hash, uint64_t l2_hash)
{
    hash = (hash ^ l2_hash) * 0x100000001B3;
    return hash ^ hash >> 32;
}

uint64_t memory_bare_key(struct tokens tokens)
{
    uint64_t hash = BARE_FIRST;

    for (size_t i = 0; i < tokens.count; i++)
        if (tokens.at[i].kind != TOKEN_PUNCT)
            hash = bare_add(hash, tokens.at[i].l2_hash);
    return hash ? hash : 1;
}

uint64_t memory_brief_bare_key(struct text_briefs briefs)
{
    uint64_t hash = BARE_FIRST;

    for (size_t i = 0; i < briefs.count; i++)
        hash = bare_add(hash, briefs.at[i].l2_hash);
    return hash ? hash : 1;
}

static enum barq_status level_key(struct barq_text text, enum text_level level,
                                  uint64_t *key, struct arena scratch,
                                  struct barq_error *err)
{
    struct barq_text folded = { 0 };
    struct arena inner = arena_split(&scratch);
    enum barq_status status = BARQ_OK;

    if (text.len)
        status = text_fold(text, level, &folded, &scratch, inner, err);
    if (!status)
        *key = folded.len ? text_hash(folded) : 0;
    return status;
}

enum barq_status memory_context_key(struct barq_text text, uint64_t *key,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    return level_key(text, TEXT_L1, key, scratch, err);
}

enum barq_status memory_story_key(struct barq_text name, uint64_t *key,
                                  struct arena scratch, struct barq_error *err)
{
    return level_key(name, TEXT_L2, key, scratch, err);
}

enum barq_status memory_neighbour_keys(const struct barq_text texts[4],
                                       uint64_t keys[4], struct arena scratch,
                                       struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < 4 && !status; i++)
        status = memory_context_key(texts[i], &keys[i], scratch, err);
    return status;
}
