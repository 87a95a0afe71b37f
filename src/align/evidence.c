/*
 * evidence.c - what each segment offers to be recognised by.
 *
 * A segment is turned into items: its words, its numbers, and the terms of
 * two or three words that the lexicon knows.  An item has keys, and two
 * items of the two stories are alike when they share one:
 *
 *   n  a number by value, also spelt out: "5", "five", and KHAMSA; a number
 *      before a word like "million" counts as the product
 *   d  a month or weekday by its code
 *   e  an English word or term; Arabic items have those of their renderings
 *   a  the same from the Arabic side, which helps where English inflects
 *   c  the code of a lexicon entry: a country, a currency
 *   i  a Latin word that stands in the Arabic as it is
 *   s  the consonant skeleton of a name, see text/name_key.c
 *   p  a question mark, quotation mark, percent sign, bracket
 *
 * Example: WA-QALA has the keys e:said e:told a:QALA, "told" has e:told and
 * a: for all that the lexicon renders so; they meet.
 *
 * Each key has a lambda: of true pairs, how often an item with such a key
 * finds its like.  Function words are left out but inside terms; they
 * stand everywhere and say nothing.
 */
#include "align/lattice.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TERM_MOST = 3,      /* words of a term */
    PAIRS_MOST = 12,    /* lexicon entries of one item */
    SKELETON_LEAST = 3, /* classes; shorter ones collide */
};

static const struct {
    char tag;
    float lambda;
} kinds[] = {
    { 'n', 0.85F }, { 'd', 0.8F }, { 'e', 0.55F }, { 'a', 0.55F },
    { 'c', 0.7F },  { 'i', 0.9F }, { 's', 0.7F },  { 'p', 0.5F },
};

static float lambda_of(char tag)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (kinds[i].tag == tag)
            return kinds[i].lambda;
    return 0;
}

/* A side while it is being gathered. */
struct gathering {
    struct text_language language;
    struct side *side;
    struct keys *keys;
    size_t item_room;
    struct arena *keep, *keys_keep;
    bool full;
};

static void add_key(struct gathering *g, char tag, struct barq_text text)
{
    struct keys *keys = g->keys;

    if (g->full || !text.len)
        return;
    if (keys->count == keys->room) {
        size_t room = keys->room ? keys->room * 2 : 1024;
        struct key *more = arena_new(g->keys_keep, struct key, room);
        g->full = !more;
        if (!more)
            return;
        if (keys->count)
            memcpy(more, keys->at, keys->count * sizeof(*more));
        keys->at = more;
        keys->room = room;
    }
    keys->at[keys->count++] = (struct key){
        .hash = text_hash(text) ^ (uint64_t)(unsigned char)tag << 56,
        .item = (uint32_t)(g->side->item_count - 1),
        .lambda = lambda_of(tag),
    };
}

static void begin_item(struct gathering *g, size_t segment)
{
    struct side *side = g->side;

    if (!g->full && side->item_count == g->item_room) {
        size_t room = g->item_room ? g->item_room * 2 : 256;
        struct item *more = arena_new(g->keep, struct item, room);
        g->full = !more || room > UINT32_MAX;
        if (g->full)
            return;
        if (side->item_count)
            memcpy(more, side->items, side->item_count * sizeof(*more));
        side->items = more;
        g->item_room = room;
    }
    if (!g->full)
        side->items[side->item_count++] =
            (struct item){ .segment = (uint32_t)segment };
}

/* An item that got no key is none. */
static void end_item(struct gathering *g, size_t keys_before)
{
    if (!g->full && g->keys->count == keys_before)
        g->side->item_count--;
}

/* "the economy" is found as "economy" too. */
static struct barq_text without_the(struct barq_text key)
{
    return key.len > 4 && memcmp(key.at, "the ", 4) == 0
               ? text_slice(key, 4, key.len)
               : key;
}

static bool is_number(const struct lexicon_pair *pair)
{
    return strcmp(pair->table, "numbers") == 0 && pair->code.len &&
           pair->code.at[0] >= '0' && pair->code.at[0] <= '9';
}

static void add_pair(struct gathering *g, const struct lexicon_pair *pair)
{
    if (g->language.lang == BARQ_AR)
        add_key(g, 'e', without_the(pair->en));
    else
        add_key(g, 'a', pair->ar);
    if (is_number(pair))
        add_key(g, 'n', pair->code);
    else
        add_key(g, 'c', pair->code);
}

/* The keys of what the lexicon has for `key`; how many entries it has. */
static size_t add_lexicon(struct gathering *g, struct barq_text key)
{
    const struct lexicon_pair *found[PAIRS_MOST];
    size_t count = key.len ? lexicon_find(g->language.lexicon, g->language.lang,
                                          key, found, PAIRS_MOST)
                           : 0;

    for (size_t i = 0; i < count && i < PAIRS_MOST; i++)
        add_pair(g, found[i]);
    return count;
}

static void add_skeleton(struct gathering *g, struct barq_text key)
{
    char classes[NAME_KEY_MOST];
    size_t count = name_key(key, classes);

    if (count >= SKELETON_LEAST)
        add_key(g, 's', (struct barq_text){ classes, count });
}

static bool is_latin(struct barq_text key)
{
    return key.len && key.at[0] >= 'a' && key.at[0] <= 'z';
}

static bool is_capital(struct barq_text raw)
{
    return raw.len && raw.at[0] >= 'A' && raw.at[0] <= 'Z';
}

static void add_word(struct gathering *g, const struct token *token)
{
    bool ar = g->language.lang == BARQ_AR;
    bool stemmed = !text_equal(token->l2, token->l3);

    add_key(g, ar ? 'a' : 'e', token->l2);
    add_lexicon(g, token->l2);
    if (stemmed) {
        add_key(g, ar ? 'a' : 'e', token->l3);
        add_lexicon(g, token->l3);
    }
    if (is_latin(token->l2))
        add_key(g, 'i', token->l2);
    if (!(ar && !is_latin(token->l2)) && !is_capital(token->raw))
        return;
    add_skeleton(g, token->l2);
    if (stemmed && ar)
        add_skeleton(g, token->l3);
}

static void add_punctuation(struct gathering *g, const struct token *token)
{
    static const char telling[] = "?\"(%";

    if (token->l2.len && memchr(telling, token->l2.at[0], sizeof(telling) - 1))
        add_key(g, 'p', text_slice(token->l2, 0, 1));
}

/* 1,000 for "thousand", or 0. */
static double multiplier(struct text_language language, struct barq_text key)
{
    const struct lexicon_pair *found[PAIRS_MOST];
    size_t count =
        lexicon_find(language.lexicon, language.lang, key, found, PAIRS_MOST);

    for (size_t i = 0; i < count && i < PAIRS_MOST; i++) {
        char digits[24] = "";
        size_t len = found[i]->code.len;
        if (!is_number(found[i]) || len >= sizeof(digits))
            continue;
        memcpy(digits, found[i]->code.at, len);
        double value = strtod(digits, NULL);
        if (value >= 1000)
            return value;
    }
    return 0;
}

/* "1.2" before "million" is 1200000, as in the other story's "1,200,000". */
static void add_number(struct gathering *g, const struct tokens *tokens,
                       size_t at)
{
    const struct token *token = &tokens->at[at];
    char digits[32] = "", product[48];
    double times = 0;

    add_key(g, 'n', token->value);
    if (at + 1 < tokens->count)
        times = multiplier(g->language, tokens->at[at + 1].l2);
    if (times < 1 || !token->value.len || token->value.len >= sizeof(digits))
        return;
    memcpy(digits, token->value.at, token->value.len);
    int len = snprintf(product, sizeof(product), "%.12g",
                       strtod(digits, NULL) * times);
    add_key(g, 'n', (struct barq_text){ product, (size_t)len });
}

static void add_token(struct gathering *g, const struct tokens *tokens,
                      size_t at, size_t segment)
{
    const struct token *token = &tokens->at[at];
    size_t before = g->keys->count;

    begin_item(g, segment);
    if (token->kind == TOKEN_NUMBER)
        add_number(g, tokens, at);
    else if (token->kind == TOKEN_DATE)
        add_key(g, 'd', token->value.len ? token->value : token->l2);
    else if (token->kind == TOKEN_PUNCT)
        add_punctuation(g, token);
    else if (token->kind == TOKEN_WORD)
        add_word(g, token);
    end_item(g, before);
}

/* Tokens at..at+count as one key with spaces; empty if it does not fit or
 * one of them cannot be part of a term. */
static struct barq_text join_term(const struct token *token, size_t count,
                                  char *out, size_t room)
{
    size_t len = 0;

    for (size_t i = 0; i < count; i++) {
        struct barq_text key = token[i].l2;
        if (token[i].kind == TOKEN_PUNCT || len + key.len + 1 > room)
            return (struct barq_text){ 0 };
        if (i)
            out[len++] = ' ';
        memcpy(out + len, key.at, key.len);
        len += key.len;
    }
    return (struct barq_text){ out, len };
}

static void add_terms(struct gathering *g, const struct tokens *tokens,
                      size_t at, size_t segment)
{
    char term[200];

    for (size_t n = 2; n <= TERM_MOST && at + n <= tokens->count; n++) {
        struct barq_text key =
            join_term(&tokens->at[at], n, term, sizeof(term));
        if (!key.len)
            return;
        size_t before = g->keys->count;
        begin_item(g, segment);
        if (add_lexicon(g, key))
            add_key(g, g->language.lang == BARQ_AR ? 'a' : 'e',
                    without_the(key));
        end_item(g, before);
    }
}

static size_t count_chars(struct barq_text text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return count ? count : 1;
}

static enum barq_status gather_segment(struct gathering *g,
                                       const struct barq_segment *segment,
                                       size_t index, struct arena scratch,
                                       struct barq_error *err)
{
    struct arena tokens_keep = arena_split(&scratch);
    struct side_segment *out = &g->side->segments[index];
    struct tokens tokens = { 0 };

    *out = (struct side_segment){
        .chars = count_chars(segment->text),
        .kind = segment->kind,
        .block = segment->block,
        .first_item = g->side->item_count,
    };
    enum barq_status status = text_tokens(g->language, segment->text, &tokens,
                                          &tokens_keep, scratch, err);
    if (status)
        return status;
    for (size_t i = 0; i < tokens.count; i++) {
        add_token(g, &tokens, i, index);
        add_terms(g, &tokens, i, index);
    }
    out->item_count = g->side->item_count - out->first_item;
    return g->full ? fail_nomem(err, "for the words of a story") : BARQ_OK;
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
    for (size_t i = 0; i < story->segment_count && !status; i++)
        status = gather_segment(g, &story->segments[i], i, scratch, err);
    for (size_t i = 0; i < story->block_count; i++)
        g->side->has_paragraphs |= story->blocks[i].count > 1;
    return status;
}

enum barq_status evidence_gather(const struct barq_story *const stories[SIDES],
                                 struct evidence *out, struct arena *keep,
                                 struct arena scratch, struct barq_error *err)
{
    struct arena keys_keep = arena_split(&scratch);
    struct keys keys[SIDES] = { 0 };
    struct lexicon *lexicon = NULL;
    enum barq_status status = lexicon_open(&lexicon, err);

    *out = (struct evidence){ 0 };
    for (int s = SIDE_AR; s < SIDES && !status; s++) {
        struct gathering g = {
            .language = { s == SIDE_AR ? BARQ_AR : BARQ_EN, lexicon },
            .side = &out->side[s],
            .keys = &keys[s],
            .keep = keep,
            .keys_keep = &keys_keep,
        };
        status = gather_side(&g, stories[s], scratch, err);
    }
    lexicon_close(lexicon);
    if (status)
        return status;
    return evidence_join(out, keys, keep, scratch, err);
}
