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

/* A power of two, and how many of the slots may be taken.  Facts and texts
 * of a word take some 300 bytes. */
enum { SLOTS = 1 << 16, WORDS_MOST = SLOTS / 2 };
#define CACHE_CEILING ((size_t)32 << 20)

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
    cache->slots = arena_new(&keep, struct word_slot, SLOTS);
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

/* Where these letters are, or would be put. */
static struct word_slot *slot_of(const struct word_cache *cache,
                                 struct barq_text raw, enum scan_class class,
                                 uint64_t hash)
{
    for (size_t i = hash % SLOTS;; i = (i + 1) % SLOTS) {
        struct word_slot *slot = &cache->slots[i];
        if (!slot->facts ||
            (slot->hash == hash && slot->facts->class == class &&
             text_equal(slot->facts->token.raw, raw)))
            return slot;
    }
}

const struct word_facts *word_cache_find(const struct word_cache *cache,
                                         struct barq_text raw,
                                         enum scan_class class, uint64_t *hash)
{
    *hash = text_hash(raw) + (uint64_t) class;
    return slot_of(cache, raw, class, *hash)->facts;
}

static bool keep_text(struct barq_text *text, struct arena *keep)
{
    *text = arena_text(keep, *text);
    return text->at != NULL;
}

const struct word_facts *word_cache_keep(struct word_cache *cache,
                                         const struct word_facts *facts)
{
    struct token *token;

    if (cache->count == WORDS_MOST)
        return NULL;
    struct arena left = cache->left;
    struct word_facts *kept = arena_new(&left, struct word_facts, 1);
    if (!kept)
        return NULL;
    *kept = *facts;
    token = &kept->token;
    bool bare = token->l3.at == token->l2.at && token->l3.len == token->l2.len;
    if (!keep_text(&token->raw, &left) || !keep_text(&token->l1, &left) ||
        !keep_text(&token->l2, &left) || !keep_text(&token->value, &left) ||
        (!bare && !keep_text(&token->l3, &left)))
        return NULL;
    if (bare)
        token->l3 = token->l2;
    *slot_of(cache, token->raw, kept->class, kept->hash) =
        (struct word_slot){ kept->hash, kept };
    cache->left = left;
    cache->count++;
    return kept;
}
