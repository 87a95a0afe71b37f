/*
 * lexicon.c - words and their translations, looked up in both directions.
 *
 * Two maps, one a language, lead from an L2 key to a struct word: flags that
 * the tokenizer wants at once, and the head of a chain of pairs in the order
 * of the tables.  A map is open addressing over slots of a hash and a word;
 * keys lie in one pool, told by offset.
 *
 * Reading the tables takes over 30 ms, which every `barq lookup` would pay.
 * So the build reads them once and compiles the result in (lexicon_ready):
 * there is nothing to do but to use it.  A desk with tables of its own
 * (BARQ_DATA) waits for lexicon_read().
 */
#include "text/lexicon.h"

#include "base/data.h"
#include "base/error.h"
#include "base/utf8.h"

size_t lexicon_side(enum barq_lang lang)
{
    return lang == BARQ_AR ? 0 : 1;
}

static struct barq_text key_text(const char *pool, struct lexicon_key key)
{
    return (struct barq_text){ pool + key.at, key.len };
}

size_t lexicon_slot(struct lexicon_map map, const char *pool,
                    const struct lexicon_key *keys, struct barq_text key,
                    uint64_t hash)
{
    size_t i = (size_t)(hash ^ hash >> 32) & map.mask;

    /* Never more than half full, so this ends at a free slot. */
    while (map.slots[i].word &&
           (map.slots[i].hash != (uint32_t)hash ||
            !text_equal(key_text(pool, keys[map.slots[i].word - 1]), key)))
        i = (i + 1) & map.mask;
    return i;
}

/* In `wide`, the same lexicon with every word and pair of it known. */
static const struct lexicon *widen(const struct lexicon *lexicon,
                                   struct lexicon *wide)
{
    *wide = *lexicon;
    wide->words_known = wide->word_count;
    wide->pairs_known = wide->pair_count;
    wide->vocabulary = wide;
    return wide;
}

enum barq_status lexicon_open(struct lexicon **out, struct barq_error *err)
{
    bool ready = lexicon_ready.word_count && !data_is_overridden();
    struct block home = { 0 };
    struct arena keep;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    struct lexicon *lexicon = arena_new(&keep, struct lexicon, 2);
    if (!lexicon)
        status = fail_nomem(err, "for the lexicon");
    else if (ready)
        *lexicon = lexicon_ready;
    else
        status = lexicon_read(lexicon, &keep, err);
    if (status) {
        block_release(home);
        return status;
    }
    lexicon->home = home;
    lexicon->vocabulary = widen(lexicon, lexicon + 1);
    *out = lexicon;
    return BARQ_OK;
}

void lexicon_close(struct lexicon *lexicon)
{
    if (lexicon)
        block_release(lexicon->home);
}

const struct word *lexicon_word(const struct lexicon *lexicon,
                                enum barq_lang lang, struct barq_text key)
{
    struct lexicon_map map = lexicon->map[lexicon_side(lang)];
    size_t i =
        lexicon_slot(map, lexicon->pool, lexicon->keys, key, text_hash(key));
    uint32_t word = map.slots[i].word;

    return word && word <= lexicon->words_known ? &lexicon->words[word - 1]
                                                : NULL;
}

static bool has_bit(const uint64_t *bits, uint64_t hash)
{
    return bits[hash % LEADS / 64] >> hash % 64 & 1;
}

bool lexicon_leads(const struct lexicon *lexicon, struct barq_text word)
{
    return has_bit(lexicon->leads, text_hash(word));
}

bool lexicon_begins_term(const struct lexicon *lexicon, uint64_t hash)
{
    return has_bit(lexicon->terms, hash);
}

const struct lexicon *lexicon_vocabulary(const struct lexicon *lexicon)
{
    return lexicon->vocabulary;
}

struct barq_text lexicon_text(const struct lexicon *lexicon,
                              struct lexicon_key key)
{
    return key_text(lexicon->pool, key);
}

static struct lexicon_pair pair_at(const struct lexicon *lexicon, size_t index)
{
    const struct lexicon_link *link = &lexicon->pairs[index];

    return (struct lexicon_pair){
        .ar = lexicon_text(lexicon, lexicon->keys[link->ar]),
        .en = lexicon_text(lexicon, lexicon->keys[link->en]),
        .code = lexicon_text(lexicon, link->code),
        .table = lexicon->tables[link->table],
    };
}

size_t lexicon_find(const struct lexicon *lexicon, enum barq_lang lang,
                    struct barq_text key, struct lexicon_pair *found,
                    size_t max)
{
    const struct word *word = lexicon_word(lexicon, lang, key);
    size_t side = lexicon_side(lang), count = 0;
    uint32_t at = word ? word->first : 0;

    for (; at && at <= lexicon->pairs_known && count < max;
         at = lexicon->next[at - 1][side])
        found[count++] = pair_at(lexicon, at - 1);
    return count;
}
