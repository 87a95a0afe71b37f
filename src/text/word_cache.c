/*
 * word_cache.c - a word is folded, stemmed and looked up once.
 *
 * News repeats itself: of a million tokens nineteen in twenty were seen among
 * the last ten thousand words.  What the letters of a word tell wherever they
 * stand is kept under these letters; what its place adds (a capital that
 * begins a sentence, "Jan" before a stop) is settled by token.c each time.
 *
 *   "Talks"  ->  l1 Talks, l2 talks, l3 talk, a word; a capital
 *
 * A cache that is full is left as it is, since tokens point into it; between
 * two tasks word_cache_rest() empties it.
 */
#include "text/word_cache.h"

#include "base/error.h"
#include "base/utf8.h"

#include <limits.h>

/* A power of two, and how many of the slots may be taken.  Facts and texts
 * of a word take some 350 bytes. */
enum { SLOTS = 1 << 18, WORDS_MOST = SLOTS / 2 };

/* Bytes that come near at once, on nearly every machine; bytes of a word of
 * the machine. */
enum { LINE = 64, EIGHT = sizeof(uint64_t) };

#define CACHE_CEILING ((size_t)192 << 20)

/* Odd, its bits as irregular as can be: 2^64 over the golden ratio. */
#define MIX UINT64_C(0x9E3779B97F4A7C15)

_Static_assert(CACHE_CEILING != TASK_CEILING, "only those are lent again");
_Static_assert(SLOTS * sizeof(struct word_slot) < CACHE_CEILING,
               "the slots lie in it");

enum barq_status word_cache_open(struct text_language language,
                                 struct word_cache **out,
                                 struct barq_error *err)
{
    struct block home;
    struct arena keep;
    enum barq_status status = block_reserve(&home, CACHE_CEILING, &keep, err);

    if (status)
        return status;
    block_in_large_pages(home);
    struct word_cache *cache = arena_new(&keep, struct word_cache, 1);
    /* All free in a new block; to write zeros would touch all of them. */
    cache->slots = arena_new_raw(&keep, struct word_slot, SLOTS);
    cache->home = home;
    cache->language = language;
    cache->left = cache->all = keep;
    *out = cache;
    return BARQ_OK;
}

void word_cache_close(struct word_cache *cache)
{
    if (cache)
        block_release(cache->home);
}

void word_cache_rest(struct word_cache *cache)
{
    if (cache->count < WORDS_MOST)
        return;
    memset(cache->slots, 0, SLOTS * sizeof(*cache->slots));
    cache->count = 0;
    cache->left = cache->all;
}

static inline uint64_t eight_at(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof(word));
    return word;
}

/* at[0..len), of less than eight: the first, the last and the middle byte, or
 * the first four and the last four. */
static inline uint64_t few_at(const char *at, size_t len)
{
    uint32_t first, last;

    if (len < sizeof(first))
        return len ? (uint64_t)(unsigned char)at[0] << 16 |
                         (uint64_t)(unsigned char)at[len / 2] << 8 |
                         (unsigned char)at[len - 1]
                   : 0;
    memcpy(&first, at, sizeof(first));
    memcpy(&last, at + len - sizeof(last), sizeof(last));
    return (uint64_t)first << 32 | last;
}

/* text_equal() for words, which are short. */
static inline bool same_word(struct barq_text a, struct barq_text b)
{
    if (a.len != b.len)
        return false;
    if (a.len < EIGHT)
        return few_at(a.at, a.len) == few_at(b.at, b.len);
    for (size_t i = 0; i + EIGHT < a.len; i += EIGHT)
        if (eight_at(a.at + i) != eight_at(b.at + i))
            return false;
    return eight_at(a.at + a.len - EIGHT) == eight_at(b.at + a.len - EIGHT);
}

/* The letters themselves; as a rule they lie in the brief. */
static inline struct barq_text raw_of(const struct word_facts *facts)
{
    const struct word_brief *brief = &facts->brief;

    return brief->len <= BRIEF_LETTERS
               ? (struct barq_text){ brief->raw, brief->len }
               : facts->token.raw;
}

/* Where these letters are, or would be put. */
static struct word_slot *slot_of(const struct word_cache *cache,
                                 struct barq_text raw, enum scan_class class,
                                 uint64_t hash)
{
    for (size_t i = hash % SLOTS;; i = (i + 1) % SLOTS) {
        struct word_slot *slot = &cache->slots[i];
        if (!slot->facts ||
            (slot->hash == hash && slot->facts->brief.class == class &&
             same_word(raw_of(slot->facts), raw)))
            return slot;
    }
}

/* Eight bytes at a time, the last of them twice where they do not come out. */
uint64_t word_cache_hash(struct barq_text raw, enum scan_class class)
{
    uint64_t hash = (raw.len << 3 | (uint64_t) class) * MIX;

    for (size_t i = 0; i + EIGHT < raw.len; i += EIGHT) {
        hash = (hash ^ eight_at(raw.at + i)) * MIX;
        hash ^= hash >> 29; /* a product carries nothing down */
    }
    hash ^= raw.len < EIGHT ? few_at(raw.at, raw.len)
                            : eight_at(raw.at + raw.len - EIGHT);
    hash *= MIX;
    return hash ^ hash >> 32;
}

void word_cache_expect(const struct word_cache *cache, uint64_t hash)
{
    __builtin_prefetch(&cache->slots[hash % SLOTS]);
}

void word_cache_expect_facts(const struct word_cache *cache, uint64_t hash)
{
    const char *facts = (const char *)cache->slots[hash % SLOTS].facts;

    /* They begin a line. */
    for (size_t i = 0; facts && i <= sizeof(struct word_facts); i += LINE)
        __builtin_prefetch(facts + i);
}

void word_cache_expect_brief(const struct word_cache *cache, uint64_t hash)
{
    __builtin_prefetch(cache->slots[hash % SLOTS].facts);
}

struct word_facts *word_cache_find(const struct word_cache *cache,
                                   struct barq_text raw, enum scan_class class,
                                   uint64_t hash)
{
    return slot_of(cache, raw, class, hash)->facts;
}

/* A copy, or what was kept before it if that is the same, as most keys are. */
static bool keep_text(struct barq_text *text, struct barq_text before,
                      struct arena *keep)
{
    if (text_equal(*text, before)) {
        *text = before;
        return true;
    }
    *text = arena_text(keep, *text);
    return text->at != NULL;
}

unsigned char word_short_len(struct barq_text l2)
{
    return l2.len < UCHAR_MAX ? (unsigned char)l2.len : UCHAR_MAX;
}

static struct word_brief brief_of(const struct word_facts *facts)
{
    const struct token *token = &facts->token;
    size_t len = token->raw.len;
    struct word_brief brief = {
        .l2_hash = token->l2_hash,
        .key_hash = token->key_hash,
        .len = len < USHRT_MAX ? (uint16_t)len : USHRT_MAX,
        .class = (unsigned char)facts->class,
        .kind = (unsigned char)token->kind,
        .letters = token->letters,
        .words = token->words,
        .l2_len = word_short_len(token->l2),
        .plain = token->plain,
        .settled = !facts->date.len && !facts->leads,
    };

    if (len <= BRIEF_LETTERS)
        memcpy(brief.raw, token->raw.at, len);
    return brief;
}

const struct word_facts *word_cache_keep(struct word_cache *cache,
                                         const struct word_facts *facts)
{
    const struct barq_text none = { "", 0 };
    struct token *token;

    if (cache->count == WORDS_MOST)
        return NULL;
    struct arena left = cache->left;
    struct word_facts *kept = arena_take_raw(&left, sizeof(*kept), LINE, 1);
    if (!kept)
        return NULL;
    *kept = *facts;
    kept->brief = brief_of(facts);
    token = &kept->token;
    token->note = &kept->brief.note;
    if (!keep_text(&token->raw, none, &left) ||
        !keep_text(&token->l1, token->raw, &left) ||
        !keep_text(&token->l2, token->l1, &left) ||
        !keep_text(&token->l3, token->l2, &left) ||
        !keep_text(&token->value, none, &left))
        return NULL;
    *slot_of(cache, token->raw, kept->class, kept->hash) =
        (struct word_slot){ kept->hash, kept };
    cache->left = left;
    cache->count++;
    return kept;
}
