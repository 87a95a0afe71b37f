/*
 * evidence.c - two stories gathered: the segments of either, and the items
 * that each is found by (items.c).
 *
 * What one side is found by and the other is not says nothing.  So the side
 * that is gathered second keeps only keys that the first has, and the first
 * is sifted by the second; see keys.c.
 */
#include "align/items.h"

#include "base/error.h"
#include "text/lexicon.h"

#include <string.h>

enum {
    CACHED_LEAST = 400, /* segments of a story whose words are kept */
    LIST_SHARE = 10,    /* of the room there is, for each list that grows */
};

/* Is there a digit, or a word that is a number or begins one? */
static bool may_have_values(struct text_language language, struct tokens tokens)
{
    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.at[i];
        struct barq_text keys[] = { token->l2, token->l3 };
        if (token->kind == TOKEN_NUMBER)
            return true;
        for (size_t k = 0; k < 2 && token->kind != TOKEN_PUNCT; k++) {
            const struct word *word =
                lexicon_word(language.lexicon, language.lang, keys[k]);
            if (word && word->flags & WORD_NUMBER)
                return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------- segments */

static size_t count_chars(struct barq_text text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return count ? count : 1;
}

/* Ends with a full stop, question or exclamation mark, closers aside? */
static bool is_stopped(struct tokens tokens)
{
    static const char stops[] = ".!?", closers[] = "\"')]}";

    for (size_t i = tokens.count; i-- > 0;) {
        const struct token *token = &tokens.at[i];
        if (token->kind != TOKEN_PUNCT || !token->l2.len)
            return false;
        char last = token->l2.at[token->l2.len - 1];
        if (memchr(stops, last, sizeof(stops) - 1))
            return true;
        if (!memchr(closers, last, sizeof(closers) - 1))
            return token->l2.len == 3; /* U+2026, an ellipsis */
    }
    return false;
}

/* Does an English segment begin with a small letter? */
static bool begins_low(struct barq_text text)
{
    return text.len && text.at[0] >= 'a' && text.at[0] <= 'z';
}

static struct side_segment describe(const struct barq_segment *segment,
                                    struct tokens tokens, size_t first_item)
{
    enum barq_kind kind = segment->kind;

    return (struct side_segment){
        .chars = count_chars(segment->text),
        .block = segment->block,
        .first_item = first_item,
        .furniture = kind == BARQ_FURNITURE,
        .title = kind == BARQ_HEADLINE || kind == BARQ_SUBHEAD ||
                 kind == BARQ_CAPTION,
        .marginal = kind == BARQ_BYLINE || kind == BARQ_DATELINE ||
                    kind == BARQ_SIGNOFF,
        .open = !is_stopped(tokens),
        .begins = !begins_low(segment->text),
    };
}

/* A long story has most of its words many times. */
static enum barq_status cut_words(struct gathering *g, struct barq_text text,
                                  struct tokens *tokens, struct arena *keep,
                                  struct arena scratch, struct barq_error *err)
{
    if (!g->cache)
        return text_tokens(g->language, text, tokens, keep, scratch, err);
    word_cache_rest(g->cache);
    return text_tokens_cached(g->cache, text, tokens, keep, scratch, err);
}

static enum barq_status gather_segment(struct gathering *g,
                                       const struct barq_segment *segment,
                                       struct arena scratch,
                                       struct barq_error *err)
{
    struct arena work = arena_split(&scratch);
    struct side_segment *out = &g->side->segments[g->segment];
    struct tokens tokens = { 0 };
    struct values values = { 0 };

    enum barq_status status =
        cut_words(g, segment->text, &tokens, &work, scratch, err);
    if (!status && may_have_values(g->language, tokens))
        status = text_values_in(
            &(struct text_in_tokens){ g->language, segment->text, &tokens },
            &values, &work, scratch, err);
    if (status)
        return status;
    *out = describe(segment, tokens, g->side->item_count);
    items_add_values(g, &values);
    for (size_t i = 0; i < tokens.count; i++) {
        g->at.start = (size_t)(tokens.at[i].raw.at - segment->text.at);
        g->at.end = g->at.start + tokens.at[i].raw.len;
        if (!items_are_of_value(&tokens.at[i], segment->text, &values))
            items_add_token(g, &tokens.at[i]);
        items_add_terms(g, &tokens, i);
    }
    out->item_count = g->side->item_count - out->first_item;
    return g->full || g->side->keys[KEYS_OWN].full
               ? fail_nomem(err, "for the words of a story")
               : BARQ_OK;
}

static enum barq_status open_caches(struct gathering *g, struct arena *keep,
                                    struct barq_error *err)
{
    g->known = arena_new(keep, struct known_word, KNOWN_SLOTS);
    return g->known ? word_cache_open(g->language, &g->cache, err)
                    : fail_nomem(err, "for the words of a story");
}

static enum barq_status gather_side(struct gathering *g,
                                    const struct barq_story *story,
                                    struct arena scratch,
                                    struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    g->side->count = story->segment_count;
    g->side->segments =
        arena_new(g->keep, struct side_segment, story->segment_count + 1);
    if (!g->side->segments)
        return fail_nomem(err, "for the segments of a story");
    for (int k = 0; k < KEY_LISTS; k++)
        g->side->keys[k].arena = arena_part(g->keep, LIST_SHARE);
    g->items = arena_part(g->keep, LIST_SHARE);
    if (story->segment_count >= CACHED_LEAST)
        status = open_caches(g, &scratch, err);
    for (size_t i = 0; i < story->segment_count && !status; i++) {
        g->segment = i;
        status = gather_segment(g, &story->segments[i], scratch, err);
    }
    if (!status)
        quotations_mark(story, g->side);
    word_cache_close(g->cache);
    g->cache = NULL;
    for (size_t i = 0; i < story->block_count; i++)
        g->side->has_paragraphs |= story->blocks[i].count > 1;
    return status;
}

/* Drop what the English side is found by and the Arabic one is not. */
static bool sift_english(struct evidence *evidence, struct arena scratch)
{
    struct key_filter wanted;

    if (!key_filter_make(&wanted, &evidence->side[SIDE_AR].keys[KEYS_OWN],
                         &scratch))
        return false;
    keys_sift(&evidence->side[SIDE_EN].keys[KEYS_OWN], &wanted);
    return true;
}

enum barq_status evidence_gather(const struct barq_story *const stories[SIDES],
                                 const struct lexicons *lexicons,
                                 struct evidence *out, struct arena *keep,
                                 struct arena scratch, struct barq_error *err)
{
    struct arena names_keep = arena_split(&scratch);
    struct name_words names[SIDES] = { 0 };
    struct key_filter wanted = { 0 };
    struct lexicon *lexicon = NULL;
    enum barq_status status = lexicon_open(&lexicon, err);

    *out = (struct evidence){ 0 };
    /* Arabic words have more renderings, so they come second. */
    for (int s = SIDE_EN; s >= SIDE_AR && !status; s--) {
        struct gathering g = {
            .language = { s == SIDE_AR ? BARQ_AR : BARQ_EN, lexicon },
            .vocabulary = lexicon_vocabulary(lexicon),
            .lexicons = lexicons,
            .wanted = wanted,
            .side = &out->side[s],
            .names = &names[s],
            .keep = keep,
            .names_keep = &names_keep,
        };
        names[s].arena = arena_part(&names_keep, LIST_SHARE);
        status = gather_side(&g, stories[s], scratch, err);
        if (s == SIDE_EN && !status &&
            !key_filter_make(&wanted, &out->side[s].keys[KEYS_OWN], &scratch))
            status = fail_nomem(err, "for the words of a story");
    }
    lexicon_close(lexicon);
    if (!status && !sift_english(out, scratch))
        status = fail_nomem(err, "for the words of a story");
    return status ? status : names_join(out, names, scratch, err);
}
