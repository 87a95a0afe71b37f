/*
 * items.c - what each segment offers to be recognised by.
 *
 * A segment is turned into items: its words, its values (numbers, amounts,
 * scores), and the terms of two or three words that the lexicon knows.  An
 * item has keys, and two items of the two stories are alike when they share
 * one; a key is a tag and a text:
 *
 *   v  a value in its canonical form, "percent:12.5", written as it may be
 *   n  a number in it, so that "12.5" alone is found as well
 *   d  a month or weekday by its code
 *   e  an English word or term; Arabic items have those of their renderings
 *   a  the same from the Arabic side
 *   l  the stem of an English word: of a rendering, of what the memory or a
 *      dictionary gives for an Arabic stem
 *   s  a group of synonyms that such a stem is in
 *   c  the code of a lexicon entry: a country, a currency
 *   i  a Latin word that stands in the Arabic as it is
 *   p  a question mark, quotation mark, percent sign, bracket
 *
 * Example: WA-QALA has the keys e:said e:told l:say l:tell a:QALA, "told" has
 * e:told l:tell and a: for all that the lexicon renders so; they meet.
 *
 * A key that says what an item is itself has the kind EVIDENCE_SAME; one that
 * says what it may be rendered as has the kind of that knowledge, and this
 * is what the two are alike by.  Function words are left out but inside
 * terms; they stand everywhere and say nothing.
 *
 * Words that were run together (no space between two of them, as scraping
 * leaves them) are searched for known words inside.
 */
#include "align/items.h"

#include "base/utf8.h"
#include "text/lexicon.h"
#include "text/stem.h"

#include <string.h>

enum {
    TERM_MOST = 3,     /* words of a term */
    PAIRS_MOST = 12,   /* lexicon entries of one item */
    GROUPS_MOST = 8,   /* of synonyms that a word is in */
    LEARNT_MOST = 16,  /* renderings of a word from elsewhere */
    STEMMED_MOST = 62, /* bytes */
    GLUED_LEAST = 13,  /* letters of a word that may be several */
    GLUED_WORD = 4,    /* letters of a word found in it */
    GLUED_LONGEST = 12,
    ITEMS_MORE = 1024, /* room is made for so many at a time */
    NAMES_MORE = 256,
};

/* Makes a hash of the number of a group: 2^64 over the golden ratio. */
#define GROUP_SPREAD UINT64_C(0x9E3779B97F4A7C15)

static struct keys *own(struct gathering *g)
{
    return &g->side->keys[KEYS_OWN];
}

static uint64_t tagged(char tag, uint64_t hash)
{
    return hash ^ (uint64_t)(unsigned char)tag << 56;
}

static void add_hash(struct gathering *g, char tag, uint64_t hash,
                     enum evidence_kind kind)
{
    uint64_t key = tagged(tag, hash);

    g->keyed = true;
    if (!g->wanted.bits || key_filter_has(&g->wanted, key))
        keys_add(own(g), key, g->side->item_count - 1, kind);
}

static void add_key(struct gathering *g, char tag, struct barq_text text,
                    enum evidence_kind kind)
{
    if (text.len)
        add_hash(g, tag, text_hash(text), kind);
}

static void begin_item(struct gathering *g, uint64_t stem_hash)
{
    struct side *side = g->side;

    if (!g->full && side->item_count == g->item_room) {
        struct item *more = arena_grow(&g->items, struct item, side->items,
                                       side->item_count, ITEMS_MORE);
        g->item_room += ITEMS_MORE;
        g->full = !more || g->item_room > ITEMS_MOST;
        if (!g->full)
            side->items = more;
    }
    g->keyed = false;
    if (!g->full)
        side->items[side->item_count++] = (struct item){
            .segment = (uint32_t)g->segment,
            .stem = (uint32_t)(stem_hash >> 32) | (stem_hash != 0),
            .raw_at = (uint32_t)g->at.start,
            .raw_len = (uint32_t)(g->at.end - g->at.start),
        };
}

/* An item that got no key is none. */
static void end_item(struct gathering *g)
{
    if (!g->full && !g->keyed)
        g->side->item_count--;
}

/* ---------------------------------------------------------------- words */

/* "the economy" is found as "economy" too. */
static struct barq_text without_the(struct barq_text key)
{
    return key.len > 4 && memcmp(key.at, "the ", 4) == 0
               ? text_slice(key, 4, key.len)
               : key;
}

/* Renderings are synonyms as often as not: each group once. */
static void add_group(struct gathering *g, uint32_t group)
{
    uint64_t key = tagged('s', group * GROUP_SPREAD);
    size_t item = g->side->item_count - 1;

    if (!keys_last_has(own(g), key, item))
        add_hash(g, 's', group * GROUP_SPREAD, EVIDENCE_SYNONYM);
}

/* An English stem, and the synonyms that it has. */
static void add_stem_hash(struct gathering *g, uint64_t stem,
                          enum evidence_kind kind)
{
    uint32_t groups[GROUPS_MOST];
    size_t count =
        lexicon_synonyms(g->language.lexicon, stem, groups, GROUPS_MOST);

    add_hash(g, 'l', stem, kind);
    for (size_t i = 0; i < count; i++)
        add_group(g, groups[i]);
}

static void add_stem_of(struct gathering *g, struct barq_text english,
                        enum evidence_kind kind)
{
    char stem[64 + STEM_GROWTH];

    if (!english.len || english.len > 64 ||
        memchr(english.at, ' ', english.len))
        return;
    size_t len = stem_english(g->language.lexicon, english, english, stem);
    add_stem_hash(g, text_hash((struct barq_text){ stem, len }), kind);
}

static bool is_number(const struct lexicon_pair *pair)
{
    return strcmp(pair->table, "numbers") == 0 && pair->code.len &&
           pair->code.at[0] >= '0' && pair->code.at[0] <= '9';
}

static void add_pair(struct gathering *g, const struct lexicon_pair *pair,
                     enum evidence_kind kind)
{
    if (g->language.lang == BARQ_AR) {
        struct barq_text english = without_the(pair->en);
        add_key(g, 'e', english, kind);
        add_stem_of(g, english, kind);
    } else {
        add_key(g, 'a', pair->ar, kind);
    }
    if (!is_number(pair))
        add_key(g, 'c', pair->code, EVIDENCE_CODE);
}

/* The keys of what the lexicon has for `key`; how many entries it has. */
static size_t add_lexicon(struct gathering *g, struct barq_text key,
                          enum evidence_kind kind)
{
    struct lexicon_pair found[PAIRS_MOST];
    size_t count = key.len ? lexicon_find(g->vocabulary, g->language.lang, key,
                                          found, PAIRS_MOST)
                           : 0;

    for (size_t i = 0; i < count && i < PAIRS_MOST; i++)
        add_pair(g, &found[i], kind);
    return count;
}

/* A word that is unknown as it stands may be known by its stem, once the
 * vocabulary has a say in what is a stem. */
static size_t add_stem(struct gathering *g, const struct token *token)
{
    char to[STEMMED_MOST + STEM_GROWTH];
    bool ar = g->language.lang == BARQ_AR;

    if (token->l2.len > STEMMED_MOST)
        return 0;
    size_t len = (ar ? stem_arabic : stem_english)(g->vocabulary, token->l1,
                                                   token->l2, to);
    return add_lexicon(g, (struct barq_text){ to, len }, EVIDENCE_WORD);
}

/* What is left of `word` inside one of these; empty if it is not two letters.
 */
static struct barq_text two_letters(struct barq_text word,
                                    const char *const *around, size_t count,
                                    bool behind)
{
    const size_t two = 4; /* bytes */

    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(around[i]);
        size_t at = behind ? word.len - len : 0;
        if (word.len == len + two && memcmp(word.at + at, around[i], len) == 0)
            return text_slice(word, behind ? 0 : len, behind ? two : word.len);
    }
    return (struct barq_text){ 0 };
}

/*
 * A noun of two letters, which the stemmer leaves alone since so many other
 * words would become one: al-yad and yad-uha, the hand and her hand.
 */
static size_t add_short(struct gathering *g, struct barq_text word)
{
    static const char *const articles[] = {
        "\u0627\u0644",             /* al- */
        "\u0648\u0627\u0644",       /* wal- */
        "\u0641\u0627\u0644",       /* fal- */
        "\u0628\u0627\u0644",       /* bil- */
        "\u0643\u0627\u0644",       /* kal- */
        "\u0644\u0644",             /* lil- */
        "\u0648\u0644\u0644",       /* wa-lil- */
        "\u0648\u0628\u0627\u0644", /* wa-bil- */
    };
    static const char *const pronouns[] = {
        "\u0647",       /* his */
        "\u0647\u0627", /* her */
        "\u0647\u0645", /* their */
        "\u064A",       /* my */
        "\u0643",       /* your */
        "\u0646\u0627", /* our */
    };
    struct barq_text rest = two_letters(
        word, articles, sizeof(articles) / sizeof(articles[0]), false);

    if (!rest.len)
        rest = two_letters(word, pronouns,
                           sizeof(pronouns) / sizeof(pronouns[0]), true);
    return add_lexicon(g, rest, EVIDENCE_WORD);
}

/* What the memory and the dictionaries give for an Arabic stem. */
static void add_learnt(struct gathering *g, const struct token *token)
{
    struct lexicons_found found[LEARNT_MOST];
    size_t count =
        lexicons_find(g->lexicons, token->l2, token->l3, found, LEARNT_MOST);

    for (size_t i = 0; i < count; i++)
        add_stem_hash(g, found[i].en, found[i].kind);
}

static bool is_latin(struct barq_text key)
{
    return key.len && key.at[0] >= 'a' && key.at[0] <= 'z';
}

static bool is_capital(struct barq_text raw)
{
    return raw.len && raw.at[0] >= 'A' && raw.at[0] <= 'Z';
}

static void add_name(struct gathering *g, struct barq_text key)
{
    struct name_words *names = g->names;

    if (names->count == names->room) {
        struct name_word *more =
            arena_grow(&names->arena, struct name_word, names->at, names->count,
                       NAMES_MORE);
        g->full |= !more;
        if (!more)
            return;
        names->at = more;
        names->room += NAMES_MORE;
    }
    struct barq_text copy = arena_text(g->names_keep, key);
    g->full |= !copy.at;
    names->at[names->count++] =
        (struct name_word){ .hash = text_hash(key),
                            .text = copy,
                            .item = (uint32_t)(g->side->item_count - 1) };
}

/* A word made of several: each known one inside is a key of its own. */
static void add_glued(struct gathering *g, struct barq_text key)
{
    const size_t letter = 2; /* bytes of an Arabic one */

    if (key.len < GLUED_LEAST * letter || is_latin(key))
        return;
    for (size_t at = 0; at + GLUED_WORD * letter <= key.len;) {
        size_t taken = letter;
        for (size_t n = GLUED_LONGEST; n >= GLUED_WORD; n--) {
            if (at + n * letter > key.len)
                continue;
            struct barq_text part = text_slice(key, at, at + n * letter);
            begin_item(g, 0);
            bool known = add_lexicon(g, part, EVIDENCE_WORD) > 0;
            end_item(g);
            if (known) {
                taken = n * letter;
                break;
            }
        }
        at += taken;
    }
    g->keyed = true; /* the word itself, around these */
}

/* Add what a word may be rendered as by the lexicon and the vocabulary, by the
 * first of its forms that they have; a word that they lack may be several. */
static void add_renderings(struct gathering *g, const struct token *token)
{
    bool ar = g->language.lang == BARQ_AR;
    size_t known = add_lexicon(g, token->l2, EVIDENCE_WORD);

    if (!text_equal(token->l2, token->l3))
        known += add_lexicon(g, token->l3, EVIDENCE_WORD);
    if (!known)
        known = add_stem(g, token);
    if (ar && !known)
        known = add_short(g, token->l2);
    if (ar && !known)
        add_glued(g, token->l2);
}

static void add_names(struct gathering *g, const struct token *token)
{
    bool ar = g->language.lang == BARQ_AR;

    if (ar ? is_latin(token->l2) : !is_capital(token->raw))
        return;
    add_name(g, token->l2);
    if (ar && !text_equal(token->l2, token->l3))
        add_name(g, token->l3);
}

static void add_word_keys(struct gathering *g, const struct token *token)
{
    bool ar = g->language.lang == BARQ_AR;

    add_key(g, ar ? 'a' : 'e', token->l2, EVIDENCE_SAME);
    if (!text_equal(token->l2, token->l3))
        add_key(g, ar ? 'a' : 'e', token->l3, EVIDENCE_SAME);
    if (ar)
        add_learnt(g, token);
    else
        add_stem_hash(g, text_hash(token->l3), EVIDENCE_SAME);
    if (is_latin(token->l2))
        add_key(g, 'i', token->l2, EVIDENCE_SAME);
    add_renderings(g, token);
}

/* Where a word is among those that were there before, or would be put. */
static struct known_word *find_known(const struct gathering *g, uint64_t word)
{
    size_t i = (size_t)(word ^ word >> 32) % KNOWN_SLOTS;

    /* Never full, so this ends. */
    while (g->known[i].word && g->known[i].word != word)
        i = (i + 1) % KNOWN_SLOTS;
    return &g->known[i];
}

/* A word as it stands, hamzas too, and its stem; never 0. */
static uint64_t word_of(const struct token *token)
{
    return (text_hash(token->l1) ^
            token->stem_hash * UINT64_C(0x9E3779B97F4A7C15)) |
           1;
}

static void add_word(struct gathering *g, const struct token *token)
{
    size_t item = g->side->item_count, first = own(g)->count;
    struct known_word *known = g->known ? find_known(g, word_of(token)) : NULL;

    add_names(g, token);
    if (known && known->word) {
        keys_repeat(own(g), known->first, known->count, item - 1);
        g->keyed = true;
        return;
    }
    add_word_keys(g, token);
    bool single = g->side->item_count == item; /* no words inside it */
    if (!known || !single || g->known_count == KNOWN_MOST)
        return;
    g->known_count++;
    *known = (struct known_word){ word_of(token), (uint32_t)first,
                                  (uint32_t)(own(g)->count - first) };
}

static void add_punctuation(struct gathering *g, const struct token *token)
{
    static const char telling[] = "?\"(%";

    if (token->l2.len && memchr(telling, token->l2.at[0], sizeof(telling) - 1))
        add_key(g, 'p', text_slice(token->l2, 0, 1), EVIDENCE_MARK);
}

void items_add_token(struct gathering *g, const struct token *token)
{
    begin_item(g, token->kind == TOKEN_WORD ? text_hash(token->l3) : 0);
    if (token->kind == TOKEN_NUMBER)
        add_key(g, 'n', token->value, EVIDENCE_NUMBER);
    else if (token->kind == TOKEN_DATE)
        add_key(g, 'd', token->value.len ? token->value : token->l2,
                EVIDENCE_DATE);
    else if (token->kind == TOKEN_PUNCT)
        add_punctuation(g, token);
    else if (token->kind == TOKEN_WORD)
        add_word(g, token);
    end_item(g);
}

/* ---------------------------------------------------------------- terms */

/* What the user's file has for a term. */
static void add_user_term(struct gathering *g, struct barq_text key)
{
    struct lexicons_found found[PAIRS_MOST];
    size_t count = 0;

    if (g->language.lang == BARQ_AR)
        count = lexicons_find_term(g->lexicons, key, found, PAIRS_MOST);
    for (size_t i = 0; i < count; i++)
        add_hash(g, 'l', found[i].en, found[i].kind);
    if (g->language.lang == BARQ_EN && lexicons_has_term(g->lexicons, key))
        add_key(g, 'l', key, EVIDENCE_SAME);
}

/* Cheap, since most words begin none. */
static bool may_begin_term(const struct gathering *g, const struct token *first)
{
    return g->lexicons->user.count ||
           lexicon_begins_term(g->vocabulary, first->l2_hash);
}

void items_add_terms(struct gathering *g, const struct tokens *tokens,
                     size_t at)
{
    char term[200];

    if (!may_begin_term(g, &tokens->at[at]))
        return;
    for (size_t n = 2; n <= TERM_MOST && at + n <= tokens->count; n++) {
        struct barq_text key =
            text_term(&tokens->at[at], n, false, term, sizeof(term));
        if (!key.len)
            return;
        const struct token *last = &tokens->at[at + n - 1];
        g->at.end = g->at.start + (size_t)(last->raw.at + last->raw.len -
                                           tokens->at[at].raw.at);
        begin_item(g, 0);
        add_user_term(g, key);
        if (add_lexicon(g, key, EVIDENCE_TERM))
            add_key(g, g->language.lang == BARQ_AR ? 'a' : 'e',
                    without_the(key), EVIDENCE_SAME);
        end_item(g);
    }
}

/* --------------------------------------------------------------- values */

static bool is_amount(enum value_type type)
{
    return type != VALUE_DATE && type != VALUE_HIJRI && type != VALUE_WEEKDAY;
}

/* The numbers in a canonical form, each on its own. */
static void add_numbers(struct gathering *g, struct barq_text canonical)
{
    size_t start = 0, at = 0;

    while (at < canonical.len) {
        char c = canonical.at[at];
        bool digit = c >= '0' && c <= '9';
        bool point = c == '.' && at > start && at + 1 < canonical.len &&
                     canonical.at[at + 1] != '.';
        if (!digit && !point) {
            add_key(g, 'n', text_slice(canonical, start, at), EVIDENCE_NUMBER);
            start = at + 1;
        }
        at++;
    }
    if (start < canonical.len)
        add_key(g, 'n', text_slice(canonical, start, canonical.len),
                EVIDENCE_NUMBER);
}

void items_add_values(struct gathering *g, const struct values *values)
{
    for (size_t i = 0; i < values->count; i++) {
        const struct value *value = &values->at[i];
        if (!is_amount(value->type))
            continue;
        g->at = value->span;
        begin_item(g, 0);
        add_key(g, 'v', value->canonical, EVIDENCE_NUMBER);
        add_numbers(g, value->canonical);
        end_item(g);
    }
}

/* Is the token a number that one of the values holds already? */
bool items_are_of_value(const struct token *token, struct barq_text text,
                        const struct values *values)
{
    size_t at = (size_t)(token->raw.at - text.at);

    if (token->kind != TOKEN_NUMBER)
        return false;
    for (size_t i = 0; i < values->count; i++)
        if (is_amount(values->at[i].type) && at >= values->at[i].span.start &&
            at < values->at[i].span.end)
            return true;
    return false;
}
