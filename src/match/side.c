/* side.c - a segment made ready for scoring: keys, tokens, letters. */
#include "match/distance.h"

#include "base/error.h"
#include "base/utf8.h"

/* The letters of `key`, unless there are more than we compare. */
static enum barq_status read_letters(struct barq_text key,
                                     struct match_word *word,
                                     struct arena *keep, struct barq_error *err)
{
    uint32_t letters[MATCH_LETTERS_MOST];
    size_t count = 0;

    for (size_t i = 0; i < key.len; count++) {
        if (count == MATCH_LETTERS_MOST)
            return BARQ_OK;
        letters[count] = utf8_next(key, &i);
        word->signature |= UINT64_C(1) << letters[count] % 64;
    }
    uint32_t *copy = arena_new(keep, uint32_t, count);
    if (!copy)
        return fail_nomem(err, "for the letters of a segment");
    for (size_t i = 0; i < count; i++)
        copy[i] = letters[i];
    word->letters = copy;
    word->letter_count = count;
    return BARQ_OK;
}

static enum barq_status read_words(struct match_side *side, struct arena *keep,
                                   struct barq_error *err)
{
    size_t count = side->tokens.count;
    struct match_word *words = arena_new(keep, struct match_word, count);

    if (!words)
        return fail_nomem(err, "for the tokens of a segment");
    side->words = words;
    side->weight = side->word_weight = 0;
    for (size_t i = 0; i < count; i++) {
        const struct token *token = &side->tokens.at[i];
        words[i].key = memory_token_key(token);
        words[i].weight = memory_token_weight(token);
        side->weight += words[i].weight;
        if (token->kind == TOKEN_PUNCT)
            continue;
        side->word_weight += words[i].weight;
        enum barq_status status = read_letters(token->l2, &words[i], keep, err);
        if (status)
            return status;
    }
    return BARQ_OK;
}

enum barq_status match_prepare(struct text_language language,
                               struct barq_text raw, struct match_side *side,
                               struct arena *keep, struct arena scratch,
                               struct barq_error *err)
{
    enum barq_status status;

    if ((status = text_fold(raw, TEXT_L0, &side->l0, keep, scratch, err)) ||
        (status = text_fold(raw, TEXT_L1, &side->l1, keep, scratch, err)) ||
        (status =
             text_tokens(language, raw, &side->tokens, keep, scratch, err)))
        return status;
    return read_words(side, keep, err);
}
