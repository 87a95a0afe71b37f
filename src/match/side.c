/* side.c - a segment made ready for scoring. */
#include "match/distance.h"

#include "base/error.h"
#include "base/sort.h"
#include "base/utf8.h"

/* Count the letters of `key`, and note which there are; 0 if there are more
 * than we compare. */
static void read_letters(struct barq_text key, struct match_word *word)
{
    size_t count = 0;

    for (size_t i = 0; i < key.len; count++)
        word->signature |= UINT64_C(1) << utf8_next(key, &i) % 64;
    word->letter_count = count <= MATCH_LETTERS_MOST ? count : 0;
}

static enum barq_status read_words(struct match_side *side, struct arena *keep,
                                   struct barq_error *err)
{
    size_t count = side->tokens.count;
    struct match_word *words = arena_new(keep, struct match_word, count);

    uint32_t *bag = arena_new(keep, uint32_t, count);

    if (!words || !bag)
        return fail_nomem(err, "for the tokens of a segment");
    side->words = words;
    side->bag = bag;
    side->weight = side->word_weight = 0;
    for (size_t i = 0; i < count; i++) {
        const struct token *token = &side->tokens.at[i];
        words[i].key = memory_token_key(token);
        words[i].weight = memory_token_weight(token);
        bag[i] = (uint32_t)words[i].key * MATCH_BAG_KEY + (MATCH_BAG_KEY - 1) -
                 (uint32_t)match_least(token->kind, words[i].weight);
        side->weight += words[i].weight;
        if (token->kind != TOKEN_PUNCT)
            side->word_weight += words[i].weight;
        if (token->kind == TOKEN_WORD) /* only these are alike */
            read_letters(token->l2, &words[i]);
    }
    if (count <= MATCH_TOKENS_MOST)
        sort_few(bag, count);
    return BARQ_OK;
}

enum barq_status match_prepare(struct word_cache *words, struct barq_text raw,
                               struct match_side *side, struct arena *keep,
                               struct arena scratch, struct barq_error *err)
{
    side->raw = raw;
    side->letters = NULL;
    enum barq_status status =
        text_tokens_cached(words, raw, &side->tokens, keep, scratch, err);

    return status ? status : read_words(side, keep, err);
}

void match_side_move(struct match_side *side, struct barq_text raw)
{
    for (size_t i = 0; i < side->tokens.count; i++) {
        struct token *token = &side->tokens.at[i];
        token->raw.at = raw.at + (token->raw.at - side->raw.at);
    }
    side->raw = raw;
}
