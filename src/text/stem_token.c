/*
 * stem_token.c - what a token goes by: its stem, and the key that finds it.
 *
 * Whether the end of a word is inflection may hang on its capital: Villages
 * may be a name, and keeps its s where the lexicon does not know the word;
 * villages does not.  For likeness that is right.  But headlines, and the first
 * word of every sentence, have capitals for another reason, and where two words
 * are equal at L2 one has to find the other.  So the key is the stem that the
 * word has in small letters:
 *
 *     Villages   l2 villages   stem villages   key villag
 *     villages   l2 villages   stem villag     key villag
 *     Jones      l2 jones      stem jones      key jon
 *     Jon        l2 jon        stem jon        key jon     and another stem
 *
 * Limits: an Arabic stem hangs on letters that L2 takes away (a final teh
 * marbuta is no pronoun, heh may be one), and so does its key: there they tell
 * words apart.
 */
#include "text/stem.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"

bool word_is_arabic(struct barq_text key)
{
    size_t i = 0;

    return key.len && char_is_arabic(utf8_next(key, &i));
}

/* U.S. and its like: the letters alone. */
static size_t drop_stops(struct barq_text word, char *to)
{
    size_t n = 0;

    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] != '.')
            to[n++] = word.at[i];
    return n;
}

enum barq_status stem_token(const struct lexicon *lexicon, struct token *token,
                            enum scan_class class, struct arena *keep,
                            struct barq_error *err)
{
    struct arena before = *keep;
    char *to = arena_new(keep, char, token->l2.len + STEM_GROWTH + 1);
    size_t len;

    if (!to)
        return fail_nomem(err, "for tokens");
    if (class == SCAN_ACRONYM)
        len = drop_stops(token->l2, to);
    else if (word_is_arabic(token->l2))
        len = stem_arabic(lexicon, token->l1, token->l2, to);
    else
        len = stem_english(lexicon, token->l1, token->l2, to);
    struct barq_text stem = { to, len };
    if (len && !text_equal(stem, token->l2))
        token->l3 = stem;
    else
        *keep = before;
    return BARQ_OK;
}

/* At least one. */
static unsigned char letters_of(struct barq_text key)
{
    int count = 0;

    for (size_t i = 0; i < key.len && count < TOKEN_LETTERS_MOST; i++)
        count += (key.at[i] & 0xC0) != 0x80; /* no continuation byte */
    return (unsigned char)(count ? count : 1);
}

/* An English word with a capital?  An acronym with stops has none of interest.
 */
static bool has_case(const struct token *token)
{
    size_t i = 0;

    return (token->kind == TOKEN_WORD || token->kind == TOKEN_FUNCTION) &&
           token->l1.len && char_is_upper(utf8_next(token->l1, &i)) &&
           !memchr(token->l2.at, '.', token->l2.len);
}

enum barq_status stem_hashes(const struct lexicon *lexicon, struct token *token,
                             struct arena scratch, struct barq_error *err)
{
    struct barq_text stem = token->value.len ? token->value : token->l3;
    struct barq_text key = stem;

    if (has_case(token)) {
        char *to = arena_new(&scratch, char, token->l2.len + STEM_GROWTH + 1);
        if (!to)
            return fail_nomem(err, "for tokens");
        key.at = to;
        key.len = stem_english(lexicon, token->l2, token->l2, to);
    }
    token->l2_hash = text_hash(token->l2);
    token->stem_hash = text_hash(stem);
    token->key_hash = text_hash(key);
    token->letters = letters_of(key);
    return BARQ_OK;
}
