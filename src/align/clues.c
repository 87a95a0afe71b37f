/*
 * clues.c - what speaks for a link between words of a pair.
 *
 *   value    the same number, date or amount on both sides, however written
 *   lexicon  a word or term of up to four words and one of its renderings, as
 *            they stand or by their stems
 *   code     two names of one country: Masr and Egyptian
 *   as it is a Latin word in the Arabic text
 *   name     an unknown Arabic word and a capitalised English one that is
 *            spelt like it (text/name.h)
 *   table    what was learnt elsewhere, if the caller has any
 *
 * Terms and renderings meet by the keys of items.c's kind: an English
 * range offers itself, an Arabic one its renderings, and the other way round;
 * keys are sorted, and those that are equal make a clue.  Function words offer
 * nothing but inside terms.
 *
 *     wazir al-kharijiyah   e:foreign minister
 *     foreign minister      e:foreign minister       a clue, two words wide
 *
 * Strengths are set by hand, in the order in which they hold on the pairs of
 * tests/eval/links.tsv.
 */
#include "align/words.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/name.h"
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

enum {
    TERM_MOST = 4,
    PAIRS_MOST = 16,
    TERM_BYTES = 200,
    NAME_LETTERS = 3, /* shorter names are like too many */
};

static const float value_strength = 0.97F, same_strength = 0.95F,
                   term_strength = 0.93F, word_strength = 0.88F,
                   stem_strength = 0.82F, code_strength = 0.7F,
                   wide_bonus = 0.02F;

/* Names that are less alike are none; above, what is missing to alike. */
static const double alike_least = 0.78;

struct key {
    uint64_t hash;
    struct word_range range;
    float strength;
    uint8_t side;
};

struct gathering {
    const struct word_linker *linker;
    struct clues *clues;
    struct key *keys;
    size_t count, room;
    struct arena *keys_keep, *keep;
    bool full;
};

/* ------------------------------------------------------------------ keys */

static void add_key(struct gathering *g, char tag, struct barq_text text,
                    const struct key *key)
{
    if (g->full || !text.len)
        return;
    if (g->count == g->room) {
        size_t room = g->room ? 2 * g->room : 512;
        struct key *more = arena_new(g->keys_keep, struct key, room);
        g->full = !more;
        if (!more)
            return;
        if (g->count)
            memcpy(more, g->keys, g->count * sizeof(*more));
        g->keys = more;
        g->room = room;
    }
    struct key *to = &g->keys[g->count++];
    *to = *key;
    to->hash = text_hash(text) ^ (uint64_t)(unsigned char)tag << 56;
}

/* "the economy" is "economy", and "to meet" is "meet". */
static struct barq_text without_lead(struct barq_text key)
{
    static const char *const leads[] = { "the ", "a ", "an ", "to " };

    for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++) {
        size_t len = strlen(leads[i]);
        if (key.len > len && memcmp(key.at, leads[i], len) == 0)
            return text_slice(key, len, key.len);
    }
    return key;
}

/* An English key, and its stem if it is one word. */
static void add_english(struct gathering *g, struct barq_text english,
                        const struct key *key)
{
    char to[TERM_BYTES];
    const struct lexicon *lexicon = g->linker->languages[1].lexicon;

    english = without_lead(english);
    add_key(g, 'e', english, key);
    if (memchr(english.at, ' ', english.len) ||
        english.len + STEM_GROWTH >= sizeof(to))
        return;
    struct key weaker = *key;
    if (weaker.strength > stem_strength)
        weaker.strength = stem_strength;
    size_t len = stem_english(lexicon, english, english, to);
    add_key(g, 'E', (struct barq_text){ to, len }, &weaker);
}

static void add_pair(struct gathering *g, const struct lexicon_pair *pair,
                     const struct key *key)
{
    struct key weak = *key;

    if (key->side == 0)
        add_english(g, pair->en, key);
    else
        add_key(g, 'a', pair->ar, key);
    if (weak.strength > code_strength)
        weak.strength = code_strength;
    if (strcmp(pair->table, "countries") == 0 ||
        strcmp(pair->table, "nationalities") == 0)
        add_key(g, 'c', pair->code, &weak);
}

/* The keys of a range under one of its spellings; how many entries it has. */
static size_t add_spelling(struct gathering *g, struct barq_text text,
                           const struct key *key)
{
    struct lexicon_pair found[PAIRS_MOST];
    struct text_language language = g->linker->languages[key->side];
    size_t count = lexicon_find(lexicon_vocabulary(language.lexicon),
                                language.lang, text, found, PAIRS_MOST);

    if (key->side == 0)
        add_key(g, 'a', text, key);
    else
        add_english(g, text, key);
    for (size_t i = 0; i < count && i < PAIRS_MOST; i++)
        add_pair(g, &found[i], key);
    return count;
}

static void add_word(struct gathering *g, const struct token *token,
                     struct key key)
{
    add_spelling(g, token->l2, &key);
    key.strength = stem_strength;
    if (!text_equal(token->l2, token->l3))
        add_spelling(g, token->l3, &key);
}

static void add_term(struct gathering *g, const struct token *token,
                     size_t count, struct key key)
{
    char to[TERM_BYTES];

    key.strength = term_strength + wide_bonus * (float)(count - 2);
    for (int stem = 0; stem < 2; stem++) {
        struct barq_text term = text_term(token, count, stem, to, sizeof(to));
        if (term.len)
            add_spelling(g, term, &key);
        if (text_equal(token->l2, token->l3))
            break;
    }
}

static void gather_side(struct gathering *g, uint8_t side)
{
    const struct tokens *tokens = &g->clues->tokens[side];

    for (uint32_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->at[i];
        struct key key = { .range = { i, i + 1 },
                           .strength = word_strength,
                           .side = side };
        if (token->kind == TOKEN_PUNCT)
            continue;
        if (token->kind == TOKEN_WORD)
            add_word(g, token, key);
        for (size_t n = 2; n <= TERM_MOST && i + n <= tokens->count; n++) {
            key.range.end = i + (uint32_t)n;
            add_term(g, token, n, key);
        }
    }
}

/* ----------------------------------------------------------------- clues */

static void add_clue(struct gathering *g, struct word_range ar,
                     struct word_range en, float strength)
{
    struct clues *clues = g->clues;

    if (g->full)
        return;
    if (clues->count == clues->room) {
        size_t room = clues->room ? 2 * clues->room : 256;
        struct clue *more = arena_new(g->keep, struct clue, room);
        g->full = !more;
        if (!more)
            return;
        if (clues->count)
            memcpy(more, clues->at, clues->count * sizeof(*more));
        clues->at = more;
        clues->room = room;
    }
    clues->at[clues->count++] = (struct clue){ { ar, en }, strength, 0 };
}

static int compare_keys(const void *a, const void *b)
{
    const struct key *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    if (x->side != y->side)
        return (int)x->side - (int)y->side;
    return x->range.first < y->range.first ? -1
                                           : x->range.first > y->range.first;
}

/* Each Arabic key with each English one of its kind, from..to. */
static void join_keys(struct gathering *g, size_t from, size_t to)
{
    size_t english = from;

    while (english < to && g->keys[english].side == 0)
        english++;
    for (size_t i = from; i < english; i++)
        for (size_t k = english; k < to; k++) {
            float a = g->keys[i].strength, b = g->keys[k].strength;
            add_clue(g, g->keys[i].range, g->keys[k].range, a < b ? a : b);
        }
}

static void join_all(struct gathering *g)
{
    if (g->count)
        qsort(g->keys, g->count, sizeof(*g->keys), compare_keys);
    for (size_t i = 0, end; i < g->count; i = end) {
        for (end = i + 1;
             end < g->count && g->keys[end].hash == g->keys[i].hash; end++)
            continue;
        join_keys(g, i, end);
    }
}

/* The tokens that a value takes; empty if it begins inside of one. */
static struct word_range range_of(const struct tokens *tokens,
                                  struct barq_text text, struct text_span span)
{
    struct word_range range = { 0, 0 };

    for (uint32_t i = 0; i < tokens->count; i++) {
        size_t start = (size_t)(tokens->at[i].raw.at - text.at);
        size_t end = start + tokens->at[i].raw.len;
        if (end <= span.start)
            range.first = i + 1;
        if (start < span.end)
            range.end = i + 1;
    }
    return range;
}

static enum barq_status add_values(struct gathering *g,
                                   const struct barq_text texts[2],
                                   struct arena task, struct barq_error *err)
{
    struct arena scratch = arena_split(&task);
    struct values values[2];
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < 2 && !status; i++)
        status = text_values_in(
            &(struct text_in_tokens){ g->linker->languages[i], texts[i],
                                      &g->clues->tokens[i] },
            &values[i], &task, scratch, err);
    for (size_t i = 0; !status && i < values[0].count; i++)
        for (size_t k = 0; k < values[1].count; k++) {
            const struct value *a = &values[0].at[i], *b = &values[1].at[k];
            if (text_equal(a->canonical, b->canonical))
                add_clue(g, range_of(&g->clues->tokens[0], texts[0], a->span),
                         range_of(&g->clues->tokens[1], texts[1], b->span),
                         value_strength);
        }
    return status;
}

static bool is_latin(struct barq_text key)
{
    return key.len && key.at[0] >= 'a' && key.at[0] <= 'z';
}

static bool is_capital(const struct token *token)
{
    return token->kind == TOKEN_WORD && token->raw.len &&
           token->raw.at[0] >= 'A' && token->raw.at[0] <= 'Z';
}

static size_t letters(struct barq_text arabic)
{
    return arabic.len / 2;
}

static bool is_known(struct text_language language, const struct token *token)
{
    struct lexicon_pair found[1];

    return lexicon_find(language.lexicon, language.lang, token->l2, found, 1) ||
           lexicon_find(language.lexicon, language.lang, token->l3, found, 1);
}

/* May two names be alike?  Their consonants say it cheaply: those of one are
 * at the most two more than those of the other, and they begin with the same,
 * or one of them with a vowel. */
static bool may_be_alike(struct barq_text arabic, struct barq_text latin)
{
    char a[NAME_KEY_MOST], e[NAME_KEY_MOST];
    size_t a_len = name_key(arabic, a), e_len = name_key(latin, e);

    if (a_len > e_len + 2 || e_len > a_len + 2)
        return false;
    return !a_len || !e_len || a[0] == e[0] || (a_len > 1 && a[1] == e[0]) ||
           (e_len > 1 && a[0] == e[1]);
}

/* How alike a name is to this one, with or without its clitics. */
static double alike(const struct word_linker *linker, const struct token *ar,
                    const struct token *en)
{
    double whole = 0, bare = 0;

    if (may_be_alike(ar->l2, en->l2))
        name_cost(linker->names, ar->l2, en->l2, &whole);
    if (!text_equal(ar->l2, ar->l3) && may_be_alike(ar->l3, en->l2))
        name_cost(linker->names, ar->l3, en->l2, &bare);
    return bare > whole ? bare : whole;
}

/* May this Arabic token be a name, or Latin as it is? */
static bool may_be_name(const struct word_linker *linker,
                        const struct token *token)
{
    if (token->kind != TOKEN_WORD)
        return false;
    return is_latin(token->l2) || (letters(token->l2) >= NAME_LETTERS &&
                                   !is_known(linker->languages[0], token));
}

/* How strongly their spelling speaks for the two; 0: not at all. */
static float name_strength(const struct word_linker *linker,
                           const struct token *ar, const struct token *en)
{
    if (is_latin(ar->l2))
        return text_equal(ar->l2, en->l2) ? same_strength : 0;
    double like = is_capital(en) ? alike(linker, ar, en) : 0;
    return like >= alike_least ? (float)(0.6 + 0.35 * like) : 0;
}

static void add_names(struct gathering *g)
{
    const struct tokens *ar = &g->clues->tokens[0], *en = &g->clues->tokens[1];

    for (uint32_t i = 0; i < ar->count; i++) {
        if (!may_be_name(g->linker, &ar->at[i]))
            continue;
        for (uint32_t k = 0; k < en->count; k++) {
            float strength = name_strength(g->linker, &ar->at[i], &en->at[k]);
            if (strength > 0)
                add_clue(g, (struct word_range){ i, i + 1 },
                         (struct word_range){ k, k + 1 }, strength);
        }
    }
}

static void add_learnt(struct gathering *g)
{
    const struct word_table *table = &g->linker->table;
    const struct tokens *ar = &g->clues->tokens[0], *en = &g->clues->tokens[1];

    for (uint32_t i = 0; i < ar->count && table->probability; i++)
        for (uint32_t k = 0; k < en->count; k++) {
            if (ar->at[i].kind != TOKEN_WORD || en->at[k].kind != TOKEN_WORD)
                continue;
            double p =
                table->probability(table->table, ar->at[i].l3, en->at[k].l3);
            if (p > 0)
                add_clue(g, (struct word_range){ i, i + 1 },
                         (struct word_range){ k, k + 1 }, (float)p);
        }
}

enum barq_status clues_gather(const struct word_linker *linker,
                              const struct barq_text texts[2],
                              struct clues *out, struct arena *keep,
                              struct arena scratch, struct barq_error *err)
{
    struct arena keys_keep = arena_split(&scratch);
    struct clues clues = { 0 };
    struct gathering g = {
        .linker = linker, .clues = &clues, .keys_keep = &keys_keep, .keep = keep
    };
    enum barq_status status = BARQ_OK;

    for (int i = 0; i < 2 && !status; i++)
        status = text_tokens(linker->languages[i], texts[i], &clues.tokens[i],
                             keep, scratch, err);
    if (status)
        return status;
    if (clues.tokens[0].count <= LINK_WORDS_MOST &&
        clues.tokens[1].count <= LINK_WORDS_MOST) {
        gather_side(&g, 0);
        gather_side(&g, 1);
        join_all(&g);
        add_names(&g);
        add_learnt(&g);
        status = add_values(&g, texts, scratch, err);
    }
    if (!status && g.full)
        status = fail_nomem(err, "for the links of words");
    *out = clues;
    return status;
}
