/*
 * names_pair.c - the names that stand in an Arabic text and in its English.
 *
 * Words are taken by the run: a stretch of English with a capital at either
 * end and nothing but capitals and particles between them is held against
 * stretches of Arabic of about as many words.  What has the same consonant
 * classes at both ends, differs in few others, and costs little to write in
 * the other script, is one name:
 *
 *   Abdel Fattah al-Sisi    BTLFTGSS   BT LFTG SS   abd al-fattah al-sisi
 *   Mr Blinken              MRBLMGM    BLMGM        begins otherwise: no
 *   Blinken                 BLMGM      BLMGM        0.98
 *
 * Longer stretches come first, and a word that is taken is not taken again.
 * The first Arabic word may carry a proclitic (wa-, bi-, li-).
 *
 * A single word that the lexicon knows and that is no name there is none:
 * "Parliament" is written as "barlaman" is, but it is a word of the language.
 *
 * Limits: what is translated and not transcribed (Egypt, the United Nations)
 * is not found; nor is a name of one or two letters.
 */
#include "translate/names.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/lexicon.h"

#include <string.h>

enum {
    EN_MOST = 5, /* words of a name */
    AR_MORE = 2, /* words that the Arabic may have more, as in abd al-... */
    LETTERS_LEAST = 3,
    KEY_MOST = 2 * NAME_KEY_MOST,
    WAYS = 4, /* to see the first Arabic word */
};

/* Likenesses that make a name: of short keys more is asked. */
static const double alike = 0.8, alike_short = 0.9, alike_shortest = 0.95;
enum { SHORT_KEY = 3 }; /* classes; fewer are short */

/* An Arabic word with none, one or two proclitics taken off. */
struct way {
    struct barq_text text;
    char key[NAME_KEY_MOST];
    size_t len;
};

/* A word, as far as names are concerned. */
struct word_key {
    char key[NAME_KEY_MOST];
    size_t len;
    struct way *ways; /* of an Arabic one: how it may begin a name */
    size_t way_count;
    bool able;  /* may be part of a name */
    bool edge;  /* ... and begin or end it */
    bool title; /* ... but not begin it, with others behind */
    bool word;  /* may be a name by itself */
    bool taken;
};

struct pairing {
    const struct name_finder *finder;
    const struct name_sides *sides;
    struct word_key *words[2];
    struct name_pairs *out;
    struct arena *keep;
};

struct key {
    char at[KEY_MOST];
    size_t len;
};

/* --------------------------------------------------------------- the finder */

enum barq_status name_finder_open(struct barq_memory *memory,
                                  struct name_finder *out,
                                  struct barq_error *err)
{
    *out = (struct name_finder){ .memory = memory,
                                 .lexicon = memory_lexicon(memory) };
    return name_costs_open(&out->costs, err);
}

void name_finder_close(struct name_finder *finder)
{
    name_costs_close(finder->costs);
}

enum barq_status name_sides_cut(const struct name_finder *finder,
                                struct name_sides *sides, struct arena *keep,
                                struct arena scratch, struct barq_error *err)
{
    static const enum barq_lang langs[2] = { BARQ_AR, BARQ_EN };
    enum barq_status status = BARQ_OK;

    for (int s = 0; s < 2 && !status; s++)
        status = text_tokens_cached(memory_words(finder->memory, langs[s]),
                                    sides->texts[s], &sides->tokens[s], keep,
                                    scratch, err);
    return status;
}

/* -------------------------------------------------------------------- words */

struct barq_text name_bare(struct barq_text word)
{
    size_t at = word.len;
    uint32_t last = at ? utf8_prev(word, &at) : 0;

    if ((last == 's' || last == 'S') && at) {
        uint32_t mark = utf8_prev(word, &at);
        if (mark == '\'' || mark == 0x2019)
            return text_slice(word, 0, at);
    } else if (last == '\'' || last == 0x2019) {
        return text_slice(word, 0, at);
    }
    return word;
}

bool name_has_capital(struct barq_text word)
{
    size_t i = 0;

    if (word.len > 3 &&
        (memcmp(word.at, "al-", 3) == 0 || memcmp(word.at, "el-", 3) == 0))
        i = 3;
    return word.len && char_is_upper(utf8_next(word, &i));
}

bool name_in_table(const struct name_finder *finder, enum barq_lang lang,
                   struct barq_text key, const char *table)
{
    struct lexicon_pair found[8];
    size_t count = lexicon_find(finder->lexicon, lang, key, found, 8);

    for (size_t i = 0; i < count; i++)
        if (strcmp(found[i].table, table) == 0)
            return true;
    return false;
}

bool name_is_title(const struct name_finder *finder, enum barq_lang lang,
                   struct barq_text key)
{
    static const char *const english[] = { "mr",     "mrs", "ms", "dr",
                                           "sheikh", "sen", "gen" };

    for (size_t i = 0; lang == BARQ_EN && i < 7; i++)
        if (text_equal(key, text_of(english[i])))
            return true;
    return name_in_table(finder, lang, key, "titles");
}

/* Inside of a name, in small letters. */
static bool is_particle(struct barq_text word)
{
    static const char *const particles[] = { "al",  "el",  "bin", "ibn",
                                             "ben", "abu", "de",  "da",
                                             "van", "von", "der", "bint" };

    for (size_t i = 0; i < sizeof(particles) / sizeof(particles[0]); i++)
        if (text_equal(word, text_of(particles[i])))
            return true;
    return false;
}

/* We're, don't, I'll: a capital, but no name. */
static bool is_contraction(struct barq_text key)
{
    static const char *const ends[] = {
        "'re", "'ll", "'ve", "'m", "'d", "n't"
    };

    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        size_t len = strlen(ends[i]);
        if (key.len > len && memcmp(key.at + key.len - len, ends[i], len) == 0)
            return true;
    }
    return false;
}

static unsigned flags_of(const struct pairing *p, enum barq_lang lang,
                         struct barq_text key)
{
    const struct word *word = lexicon_word(p->finder->lexicon, lang, key);

    return word ? word->flags : 0;
}

/* A word of the language and no name, as far as the lexicon knows. */
static bool is_common(unsigned flags)
{
    return (flags & WORD_KNOWN) &&
           (!(flags & WORD_NAME) || flags & WORD_NATION);
}

static bool look_at_english(const struct pairing *p, const struct token *token,
                            struct word_key *word)
{
    struct barq_text bare = name_bare(token->raw);
    struct barq_text l2 = name_bare(token->l2);
    bool capital = name_has_capital(bare);

    if (token->kind == TOKEN_PUNCT || token->kind == TOKEN_NUMBER ||
        is_contraction(token->l2))
        return true;
    word->len = name_key(bare, word->key);
    word->able = capital || is_particle(bare);
    word->edge = capital && token->kind == TOKEN_WORD;
    word->title = word->edge && name_is_title(p->finder, BARQ_EN, l2);
    word->word = word->edge && bare.len >= LETTERS_LEAST &&
                 !is_common(flags_of(p, BARQ_EN, l2));
    return true;
}

static bool find_ways(const struct pairing *p, struct barq_text word,
                      struct word_key *to)
{
    to->ways = arena_new(p->keep, struct way, WAYS);
    while (to->ways && to->way_count < WAYS) {
        struct way *way = &to->ways[to->way_count];
        if (!name_without_proclitic(word, to->way_count, &way->text, p->keep))
            break;
        way->len = name_key(way->text, way->key);
        to->way_count++;
    }
    return to->ways;
}

static bool look_at_arabic(const struct pairing *p, const struct token *token,
                           struct word_key *word)
{
    if (token->kind == TOKEN_PUNCT || token->kind == TOKEN_NUMBER ||
        !token->l2.len || token->l2.at[0] >= 0)
        return true;
    word->len = name_key(token->l1, word->key);
    word->able = word->edge = true;
    word->word = token->kind == TOKEN_WORD &&
                 token->l2.len >= (size_t)2 * LETTERS_LEAST &&
                 !is_common(flags_of(p, BARQ_AR, token->l2));
    return find_ways(p, token->l1, word);
}

static bool look_at_words(struct pairing *p)
{
    bool fits = true;

    for (int s = 0; s < 2 && fits; s++) {
        const struct tokens *tokens = &p->sides->tokens[s];
        p->words[s] = arena_new(p->keep, struct word_key, tokens->count + 1);
        fits = p->words[s];
        for (size_t i = 0; i < tokens->count && fits; i++)
            fits = (s ? look_at_english : look_at_arabic)(p, &tokens->at[i],
                                                          &p->words[s][i]);
    }
    return fits;
}

/* --------------------------------------------------------------- proclitics */

static bool starts(struct barq_text word, uint32_t letter)
{
    size_t i = 0;

    return word.len && utf8_next(word, &i) == letter;
}

/* Without its first letter, if three are left. */
static bool drop_letter(struct barq_text *word, uint32_t letter)
{
    if (!starts(*word, letter) || word->len < (size_t)2 * (LETTERS_LEAST + 1))
        return false;
    *word = text_slice(*word, 2, word->len);
    return true;
}

enum { WAW = 0x0648, FEH = 0x0641, BEH = 0x0628, LAM = 0x0644, KAF = 0x0643 };

bool name_without_proclitic(struct barq_text word, size_t i,
                            struct barq_text *out, struct arena *keep)
{
    *out = word;
    if (i == 0)
        return true;
    bool joined = drop_letter(out, WAW) || drop_letter(out, FEH);
    if (i == 1 && joined)
        return true;
    /* li- and the article run together: lil-. */
    if (starts(*out, LAM) && out->len > 4 &&
        starts(text_slice(*out, 2, out->len), LAM)) {
        *out =
            arena_print(keep, "\xD8\xA7%.*s", (int)out->len - 2, out->at + 2);
        return i == 1 + (size_t)joined && out->at;
    }
    bool leads =
        drop_letter(out, BEH) || drop_letter(out, LAM) || drop_letter(out, KAF);
    return leads && i == 1 + (size_t)joined;
}

/* --------------------------------------------------------------------- keys */

/* Put a word's classes behind those of a name; a class is not said twice. */
static void add_key(struct key *key, const char *more, size_t len)
{
    size_t i = key->len && len && key->at[key->len - 1] == more[0];

    for (; i < len && key->len < KEY_MOST; i++)
        key->at[key->len++] = more[i];
}

static struct key key_of(const struct word_key *words, size_t first, size_t end)
{
    struct key key = { .len = 0 };

    for (size_t i = first; i < end; i++)
        add_key(&key, words[i].key, words[i].len);
    return key;
}

/* Substitutions, insertions and deletions between two keys. */
static size_t distance(const struct key *a, const struct key *b)
{
    size_t row[KEY_MOST + 1];

    for (size_t k = 0; k <= b->len; k++)
        row[k] = k;
    for (size_t i = 0; i < a->len; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t k = 0; k < b->len; k++) {
            size_t best = diagonal + (a->at[i] != b->at[k]);
            diagonal = row[k + 1];
            if (row[k] + 1 < best)
                best = row[k] + 1;
            if (row[k + 1] + 1 < best)
                best = row[k + 1] + 1;
            row[k + 1] = best;
        }
    }
    return row[b->len];
}

static bool could_be(const struct key *ar, const struct key *en)
{
    size_t less = ar->len < en->len ? ar->len : en->len;
    size_t apart = ar->len + en->len - 2 * less;
    size_t most = less < SHORT_KEY ? 0 : less < 8 ? 1 : 2;

    return less && apart <= most && ar->at[0] == en->at[0] &&
           ar->at[ar->len - 1] == en->at[en->len - 1] &&
           distance(ar, en) <= most;
}

/* ------------------------------------------------------------------ pairing */

/* The letters of Arabic tokens first..end, the first one seen as `lead`. */
static struct barq_text arabic_text(const struct pairing *p, size_t first,
                                    size_t end, struct barq_text lead)
{
    const struct token *tokens = p->sides->tokens[0].at;
    struct barq_text text = lead;

    for (size_t i = first + 1; i < end && text.at; i++)
        text = arena_print(p->keep, "%.*s %.*s", (int)text.len, text.at,
                           (int)tokens[i].l1.len, tokens[i].l1.at);
    return text;
}

static struct barq_text english_text(const struct pairing *p, size_t first,
                                     size_t end)
{
    const struct token *tokens = p->sides->tokens[1].at;
    const char *at = tokens[first].raw.at;
    struct barq_text last = name_bare(tokens[end - 1].raw);

    return (struct barq_text){ at, (size_t)(last.at - at) + last.len };
}

/* May these tokens be one name: nobody has them, and they are able? */
static bool is_free(const struct word_key *words, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        if (!words[i].able || words[i].taken)
            return false;
    if (!words[first].edge || !words[end - 1].edge)
        return false;
    return end - first > 1 ? !words[first].title : words[first].word;
}

/* In capitals only: a headline, or letters that stand for words. */
static bool is_all_capitals(struct barq_text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= 'a' && text.at[i] <= 'z')
            return false;
    return true;
}

static double least_likeness(struct barq_text en, const struct key *key)
{
    if (key->len < 2)
        return alike_shortest;
    return key->len < SHORT_KEY || is_all_capitals(en) ? alike_short : alike;
}

/* Hold one Arabic stretch, in each way to see its first word, against an
 * English one; `best` becomes it if it is more alike. */
static bool try_stretch(struct pairing *p, const struct key *en_key,
                        size_t first, size_t end, struct name_pair *best)
{
    const struct word_key *word = &p->words[0][first];
    double least = least_likeness(best->en, en_key);

    for (size_t i = 0; i < word->way_count; i++) {
        const struct way *way = &word->ways[i];
        struct key key = { .len = 0 };
        double likeness = 0;
        if (way->len && en_key->len && way->key[0] != en_key->at[0])
            continue;

        add_key(&key, way->key, way->len);
        for (size_t k = first + 1; k < end; k++)
            add_key(&key, p->words[0][k].key, p->words[0][k].len);
        if (!could_be(&key, en_key))
            continue;
        struct barq_text ar = arabic_text(p, first, end, way->text);
        if (!ar.at)
            return false;
        name_cost(p->finder->costs, ar, best->en, &likeness);
        if (likeness < least || likeness <= best->likeness)
            continue;
        best->ar = ar;
        best->ar_first = first;
        best->ar_end = end;
        best->likeness = likeness;
    }
    return true;
}

/* May these be the Arabic of an English stretch of `count` words?  Where they
 * are more than that, none of them only serves the sentence. */
static bool is_arabic_stretch(const struct pairing *p, size_t first, size_t end,
                              size_t count)
{
    const struct token *tokens = p->sides->tokens[0].at;

    if (!is_free(p->words[0], first, end))
        return false;
    for (size_t i = first; i < end && end - first > count; i++)
        if (tokens[i].kind == TOKEN_FUNCTION)
            return false;
    return true;
}

static void take_words(struct word_key *words, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        words[i].taken = true;
}

/* Find the Arabic of English tokens first..end. */
static bool try_english(struct pairing *p, size_t first, size_t end)
{
    size_t count = end - first, tokens = p->sides->tokens[0].count;
    struct key key = key_of(p->words[1], first, end);
    struct name_pair best = { .en_first = first,
                              .en_end = end,
                              .en = english_text(p, first, end) };
    size_t least = count > 1 ? count - 1 : 1;

    for (size_t n = least; n <= count + AR_MORE; n++)
        for (size_t i = 0; i + n <= tokens; i++)
            if (is_arabic_stretch(p, i, i + n, count) &&
                !try_stretch(p, &key, i, i + n, &best))
                return false;
    if (best.likeness <= 0)
        return true;
    take_words(p->words[0], best.ar_first, best.ar_end);
    take_words(p->words[1], first, end);
    p->out->at[p->out->count++] = best;
    return true;
}

static void sort_pairs(struct name_pairs *pairs)
{
    for (size_t i = 1; i < pairs->count; i++)
        for (size_t k = i;
             k && pairs->at[k].en_first < pairs->at[k - 1].en_first; k--) {
            struct name_pair other = pairs->at[k];
            pairs->at[k] = pairs->at[k - 1];
            pairs->at[k - 1] = other;
        }
}

enum barq_status names_pair(const struct name_finder *finder,
                            const struct name_sides *sides,
                            struct name_pairs *out, struct arena *keep,
                            struct barq_error *err)
{
    size_t tokens = sides->tokens[1].count;
    struct pairing p = { finder, sides, { NULL, NULL }, out, keep };

    *out =
        (struct name_pairs){ arena_new(keep, struct name_pair, tokens + 1), 0 };
    bool fits = out->at && look_at_words(&p);
    for (size_t n = EN_MOST; n && fits; n--)
        for (size_t i = 0; i + n <= tokens && fits; i++)
            if (is_free(p.words[1], i, i + n))
                fits = try_english(&p, i, i + n);
    sort_pairs(out);
    return fits ? BARQ_OK : fail_nomem(err, "for the names of a pair");
}
