/*
 * atoms.c - a segment cut into what may make up a value.
 *
 * Tokens become atoms: the longest expression of one to four words that
 * tm/rules/values.tsv or a table of tm/lexicon knows is one atom.  An Arabic
 * word is looked up as it stands, then without what may lead it:
 *
 *   wa-bi-l-million   as it stands, without wa, bi, and the article
 *
 * so that a word which only begins like a clitic stays whole.  English loses
 * a plural s, and a word with hyphens that begins with a number falls apart:
 * twenty-three -> twenty, three; 5-year-old -> 5, year, old.
 *
 * A month beside a slash lends itself to a misspelt twin: of <aylul>/<a word
 * two letters off the name of September> the second is a slip, and no value
 * of its own.
 */
#include "text/values.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/lexicon.h"

#include <string.h>

enum {
    PHRASE_WORDS = 4,
    PHRASE_BYTES = 120, /* longer than any expression of the tables */
    WAW = 0x0648,
    FEH = 0x0641,
    BEH = 0x0628,
    KAF = 0x0643,
    LAM = 0x0644,
    ALEF = 0x0627,
};

/* ------------------------------------------------------------- phrases */

/* A token, or a part of one between hyphens. */
struct piece {
    const struct token *token;
    struct barq_text key; /* L2 */
    struct barq_text raw;
    bool part;
};

struct cutting {
    struct text_language language;
    struct barq_text raw;
    struct piece *pieces;
    size_t count;
    struct atoms *atoms;
};

/* The keys of `count` pieces with a space between; .len 0 if too long. */
static struct barq_text join_pieces(const struct piece *piece, size_t count,
                                    char *to)
{
    size_t len = 0;

    for (size_t i = 0; i < count; i++) {
        struct barq_text key = piece[i].key;
        if (len + key.len + 1 > PHRASE_BYTES || !key.len)
            return (struct barq_text){ to, 0 };
        if (i)
            to[len++] = ' ';
        memcpy(to + len, key.at, key.len);
        len += key.len;
    }
    return (struct barq_text){ to, len };
}

/* How a phrase may be read: `drop` bytes off its front, "al" put there. */
struct variant {
    size_t drop;
    bool joined; /* wa or feh went */
    bool put_al;
    bool article; /* al went */
};

enum { VARIANTS = 6 };

static uint32_t letter_at(struct barq_text key, size_t i)
{
    return i < key.len ? utf8_next(key, &i) : 0;
}

static bool has_al(struct barq_text key, size_t i)
{
    return letter_at(key, i) == ALEF && letter_at(key, i + 2) == LAM &&
           key.len > i + 8;
}

/* The variants of an Arabic word, the whole one first.  A letter of Arabic
 * is two bytes; three letters must be left behind bi, ka and li. */
static size_t list_variants(struct barq_text key, struct variant *v)
{
    size_t n = 0, i = 0;
    bool joined = false;

    v[n++] = (struct variant){ 0 };
    if ((letter_at(key, 0) == WAW || letter_at(key, 0) == FEH) && key.len > 4) {
        joined = true;
        i = 2;
        v[n++] = (struct variant){ .drop = i, .joined = joined };
    }
    uint32_t c = letter_at(key, i);
    if (c == LAM && letter_at(key, i + 2) == LAM && key.len > i + 8) {
        v[n++] = (struct variant){ i + 4, joined, true, false };
        v[n++] = (struct variant){ i + 4, joined, false, true };
    } else if ((c == BEH || c == KAF || c == LAM) && key.len >= i + 8) {
        i += 2;
        v[n++] = (struct variant){ i, joined, false, false };
    }
    if (has_al(key, i))
        v[n++] = (struct variant){ i + 4, joined, false, true };
    return n;
}

static bool is_plural(struct barq_text key)
{
    return key.len > 3 && key.at[key.len - 1] == 's';
}

/* The language of a word is told by its script: $ and GMT stand in Arabic
 * segments too. */
static struct text_language language_of(const struct cutting *c,
                                        struct barq_text key)
{
    enum barq_lang lang = char_is_arabic(letter_at(key, 0)) ? BARQ_AR : BARQ_EN;

    return (struct text_language){ lang, c->language.lexicon };
}

static bool try_key(const struct cutting *c, struct barq_text key,
                    struct atom *atom)
{
    struct text_language language = language_of(c, key);

    if (!key.len)
        return false;
    if (atom_know(language, key, atom))
        return true;
    return is_plural(key) &&
           atom_know(language, text_slice(key, 0, key.len - 1), atom) &&
           (atom->kind == ATOM_UNIT || atom->kind == ATOM_CURRENCY);
}

/* A phrase as `v` reads it; `text` has room for what is put before it. */
enum { VARIANT_BYTES = PHRASE_BYTES + 4 };
static struct barq_text read_variant(struct barq_text phrase,
                                     const struct variant *v, char *text)
{
    /* Alef and lam: two bytes each. */
    static const char al[] = { (char)0xD8, (char)0xA7, (char)0xD9, (char)0x84 };
    struct barq_text key = text_slice(phrase, v->drop, phrase.len);

    if (!v->put_al)
        return key;
    memcpy(text, al, sizeof(al));
    memcpy(text + sizeof(al), key.at, key.len);
    return (struct barq_text){ text, key.len + sizeof(al) };
}

/* The phrase of some pieces as `v` reads it. */
static bool try_variant(struct cutting *c, struct barq_text phrase,
                        const struct variant *v, struct atom *atom)
{
    char text[VARIANT_BYTES];

    if (!try_key(c, read_variant(phrase, v, text), atom))
        return false;
    atom->joined = v->joined;
    atom->article = v->article || v->put_al || has_al(phrase, v->drop);
    /* Only a number may be known by less than its article. */
    return !v->article || atom->kind == ATOM_NUMBER;
}

/* "a $5 million fund" is of no Australian dollars, but "A$5 million" is: a
 * letter of a sign stands right before it. */
static bool is_article_apart(const struct cutting *c, size_t i, size_t words,
                             const struct atom *atom)
{
    struct barq_text raw = c->pieces[i].raw;

    return atom->kind == ATOM_SYMBOL && words > 1 && raw.len == 1 &&
           raw.at + raw.len != c->pieces[i + 1].raw.at;
}

/* May a phrase of the tables begin as `v` reads this word? */
static bool may_lead(const struct lexicon *lexicon, struct barq_text word,
                     const struct variant *v)
{
    char text[VARIANT_BYTES];
    struct barq_text key = read_variant(word, v, text);
    struct barq_text first = text_field(&key, ' ');

    return lexicon_leads(lexicon, first) ||
           (is_plural(first) &&
            lexicon_leads(lexicon, text_slice(first, 0, first.len - 1)));
}

/* The variants of a word that a phrase may begin with: hardly any. */
static size_t list_leads(const struct lexicon *lexicon, struct barq_text word,
                         struct variant *v)
{
    size_t count = 0, all = 0;

    if (word.len <= PHRASE_BYTES)
        all = list_variants(word, v);
    for (size_t k = 0; k < all; k++)
        if (may_lead(lexicon, word, &v[k]))
            v[count++] = v[k];
    return count;
}

bool atoms_may_begin(const struct lexicon *lexicon, struct barq_text key)
{
    struct variant variants[VARIANTS] = { 0 };

    return list_leads(lexicon, key, variants) > 0;
}

/* The longest phrase at piece i; how many pieces it takes, 0 if none. */
static size_t find_phrase(struct cutting *c, size_t i, struct atom *atom)
{
    const struct piece *piece = &c->pieces[i];
    struct variant variants[VARIANTS];
    char text[PHRASE_BYTES];

    if (piece->token->no_value && !piece->part)
        return 0;
    size_t most = c->count - i < PHRASE_WORDS ? c->count - i : PHRASE_WORDS;
    size_t readings = list_leads(c->language.lexicon, piece->key, variants);

    for (size_t words = most; words && readings; words--) {
        struct barq_text phrase = join_pieces(&c->pieces[i], words, text);
        for (size_t k = 0; k < readings && phrase.len; k++)
            if (try_variant(c, phrase, &variants[k], atom) &&
                !is_article_apart(c, i, words, atom))
                return words;
    }
    return 0;
}

/* --------------------------------------------------------------- pieces */

/* Does a word with hyphens begin with a number or month, or with "mid"? */
static bool is_compound(const struct cutting *c, struct barq_text key)
{
    struct text_language language = language_of(c, key);
    const struct word *word =
        lexicon_word(language.lexicon, language.lang, key);
    struct atom atom = { 0 };

    return (word && word->date.len) ||
           (atom_know(language, key, &atom) &&
            (atom.kind == ATOM_NUMBER || atom.kind == ATOM_FRACTION ||
             atom.kind == ATOM_WHEN));
}

static void add_part(struct cutting *c, const struct token *token, size_t start,
                     size_t end)
{
    c->pieces[c->count++] =
        (struct piece){ token, text_slice(token->l2, start, end),
                        text_slice(token->raw, start, end), true };
}

static bool is_digit_at(struct barq_text key, size_t i)
{
    return key.at[i] >= '0' && key.at[i] <= '9';
}

/* Cut "twenty-three" at its hyphens, and "mid-1990s" before the s too.  Only
 * ASCII words are cut, whose L2 is as long as they are. */
static void cut_hyphens(struct cutting *c, const struct token *token)
{
    struct barq_text key = token->l2;
    size_t start = 0;

    for (size_t i = 0; i <= key.len; i++) {
        if (i < key.len && key.at[i] != '-')
            continue;
        bool decade =
            i > start + 1 && key.at[i - 1] == 's' && is_digit_at(key, i - 2);
        if (decade)
            add_part(c, token, start, i - 1);
        add_part(c, token, decade ? i - 1 : start, i);
        start = i + 1;
    }
}

static void add_token(struct cutting *c, const struct token *token)
{
    struct barq_text rest = token->l2, first = text_field(&rest, '-');

    if (rest.len && token->l2.len == token->raw.len &&
        token->kind != TOKEN_PUNCT && is_compound(c, first))
        cut_hyphens(c, token);
    else
        c->pieces[c->count++] =
            (struct piece){ token, token->l2, token->raw, false };
}

static size_t count_pieces(const struct tokens *tokens)
{
    size_t count = tokens->count;

    for (size_t i = 0; i < tokens->count; i++)
        for (size_t k = 0; k < tokens->at[i].l2.len; k++)
            count += tokens->at[i].l2.at[k] == '-' ? 2 : 0;
    return count;
}

/* ---------------------------------------------------------------- atoms */

static void know_token(struct atom *atom, const struct token *token)
{
    if (token->kind == TOKEN_NUMBER) {
        atom->kind = ATOM_DIGITS;
        atom->code = token->value;
        atom->number = atom_number(token->value);
    } else if (token->kind == TOKEN_PUNCT && atom->kind == ATOM_OTHER) {
        atom->kind = ATOM_MARK;
        atom->code = token->l1;
    }
}

/* A token that names a month or day, which the tokenizer tells better; or a
 * part of a word that does. */
static bool is_date_piece(const struct cutting *c, const struct piece *piece,
                          struct atom *atom)
{
    const struct token *token = piece->token;

    if (!piece->part && token->kind != TOKEN_DATE)
        return false;
    const struct word *word = lexicon_word(
        c->language.lexicon, language_of(c, piece->key).lang, piece->key);
    bool part = piece->part && word && word->date.len && piece->raw.len &&
                char_is_upper(letter_at(piece->raw, 0));

    if (word && word->role == ATOM_NONE)
        return false;
    if (piece->part && !part)
        return false;
    atom_know_date(atom, part ? lexicon_text(c->language.lexicon, word->date)
                              : token->value);
    atom->weak = word && word->role == ATOM_WEAK;
    return true;
}

/* A year in "mid-1962". */
static bool is_digit_part(const struct piece *piece, struct atom *atom)
{
    if (!piece->part || !piece->key.len || !is_digit_at(piece->key, 0))
        return false;
    double number = atom_number(piece->key);
    if (number < 0)
        return false;
    atom->kind = ATOM_DIGITS;
    atom->code = piece->key;
    atom->number = number;
    return true;
}

/* The atom at piece i; returns how many pieces it takes. */
static size_t make_atom(struct cutting *c, size_t i, struct atom *atom)
{
    const struct piece *piece = &c->pieces[i];
    size_t took = 1;

    *atom = (struct atom){ 0 };
    if (!is_date_piece(c, piece, atom) && !is_digit_part(piece, atom) &&
        piece->token->kind != TOKEN_NUMBER) {
        took = find_phrase(c, i, atom);
        if (!took) {
            took = 1;
            *atom = (struct atom){ .code = piece->key };
        }
    }
    know_token(atom, piece->token);
    const struct piece *last = &c->pieces[i + took - 1];
    atom->start = (size_t)(piece->raw.at - c->raw.at);
    atom->end = (size_t)(last->raw.at - c->raw.at) + last->raw.len;
    atom->raw = text_slice(c->raw, atom->start, atom->end);
    atom->arabic = piece->key.len && char_is_arabic(letter_at(piece->key, 0));
    return took;
}

static enum barq_status make_pieces(struct cutting *c,
                                    const struct tokens *tokens,
                                    struct arena *scratch,
                                    struct barq_error *err)
{
    size_t most = count_pieces(tokens) + 1;

    c->pieces = arena_new(scratch, struct piece, most);
    c->atoms->at = arena_new(scratch, struct atom, most);
    if (!c->pieces || !c->atoms->at)
        return fail_nomem(err, "for the values of a text");
    for (size_t i = 0; i < tokens->count; i++)
        add_token(c, &tokens->at[i]);
    return BARQ_OK;
}

/* Is it the article alone, as in al-20, or with a clitic before it? */
static bool is_article(struct barq_text key)
{
    return key.len >= 4 && key.len <= 8 &&
           (letter_at(key, key.len - 4) == ALEF ||
            letter_at(key, key.len - 4) == LAM) &&
           letter_at(key, key.len - 2) == LAM;
}

/* The number of a name: Arabic writes F-16 and COVID-19 with a hyphen between
 * a word and the digits; English has one word there, which is no value. */
static bool is_name_number(const struct atoms *atoms, size_t i)
{
    const struct atom *atom = &atoms->at[i];

    return i >= 2 && atom->kind == ATOM_DIGITS && atom->glued &&
           atom_is_glued(atoms, i - 1, '-') && atom[-2].arabic &&
           atom[-2].kind == ATOM_OTHER && atom[-2].code.len > 2 &&
           !is_article(atom[-2].code);
}

/* Is white space, or nothing, all that stands before an atom? */
static void note_gaps(struct atoms *atoms)
{
    for (size_t i = 0; i < atoms->count; i++) {
        atoms->at[i].glued = i && atoms->at[i].start == atoms->at[i - 1].end;
        atoms->sport |= atoms->at[i].kind == ATOM_SPORT;
        if (is_name_number(atoms, i))
            atoms->at[i].kind = ATOM_OTHER;
    }
}

enum barq_status atoms_cut(const struct text_in_tokens *text,
                           struct atoms *atoms, struct arena *keep,
                           struct barq_error *err)
{
    struct cutting c = { .language = text->language,
                         .raw = text->raw,
                         .atoms = atoms };

    *atoms = (struct atoms){ 0 };
    enum barq_status status = make_pieces(&c, text->tokens, keep, err);
    if (status)
        return status;
    for (size_t i = 0; i < c.count; atoms->count++)
        i += make_atom(&c, i, &atoms->at[atoms->count]);
    note_gaps(atoms);
    doublets_mend(text->language.lexicon, atoms);
    return BARQ_OK;
}
