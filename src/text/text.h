/*
 * text.h - Arabic and English as text; the only room that includes ICU.
 *
 * Everything outside text/ sees UTF-8 bytes; nothing outside it sees UChar,
 * UErrorCode or a UTF-16 index.  Input of every function here is valid UTF-8
 * (see base/utf8.h) unless it says otherwise.
 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "base/arena.h"
#include "barq.h"

struct text_span {
    size_t start, end; /* bytes */
};

/* -------------------------------------------------------------- folding */

/*
 * How much is folded away before two texts are compared; each level does all
 * that the one before it does (DESIGN.md, section 5).
 */
enum text_level {
    TEXT_L0, /* NFC, white space collapsed and trimmed */
    TEXT_L1, /* no tatweel, harakat, bidi controls; ASCII digits and quotes */
    TEXT_L2, /* letter forms unified; lower case */
};

/*
 * The key under which `raw` is compared; lives in `keep`.  Folding twice is
 * folding once.  BARQ_E_INTERNAL when memory runs out.
 */
enum barq_status text_fold(struct barq_text raw, enum text_level level,
                           struct barq_text *key, struct arena *keep,
                           struct arena scratch, struct barq_error *err);

/*
 * A key and the way back: byte i of the key comes from the character that
 * begins at raw[from[i]]; from[key.len] is where the last one ends.  White
 * space at either end of raw, and what folds to nothing before the first
 * character, is outside; else what is dropped belongs to what stands before.
 */
struct text_map {
    struct barq_text key;
    const uint32_t *from;
};

/* text_fold(), and the map of its key. */
enum barq_status text_fold_map(struct barq_text raw, enum text_level level,
                               struct text_map *map, struct arena *keep,
                               struct arena scratch, struct barq_error *err);

/* The bytes of raw that key[start..end) comes from, whole characters (and
 * what was dropped behind them). */
struct text_span text_map_span(const struct text_map *map, size_t start,
                               size_t end);

/*
 * Bumped whenever text_fold(), text_tokens() or a stem changes its answer for
 * some text, or the memory weighs a token otherwise or packs its lists in
 * another way: a memory whose keys are of another version is re-keyed.
 */
enum { TEXT_KEY_VERSION = 8 };

/* 64 bits of a key, the same on every machine, never 0 (FNV-1a). */
uint64_t text_hash(struct barq_text key);

/* Of two keys side by side, in little more time than of one. */
void text_hash_two(struct barq_text a, struct barq_text b, uint64_t *of_a,
                   uint64_t *of_b);

/* -------------------------------------------------------------- lexicon */

/* The tables of tm/lexicon and tm/rules, ready to look things up in.  One
 * serves any number of readers; it holds no pointer to its caller. */
struct lexicon;

enum barq_status lexicon_open(struct lexicon **out, struct barq_error *err);
void lexicon_close(struct lexicon *lexicon);

/* The lexicon with the words of tm/vocabulary known too, closed with it: for
 * the aligner to go by, never for what a stored key or a check depends on. */
const struct lexicon *lexicon_vocabulary(const struct lexicon *lexicon);

/* One translation of a word or term, as the tables have it. */
struct lexicon_pair {
    struct barq_text ar, en; /* L2 keys; may be of several words */
    struct barq_text code;   /* "month:9", "SY" ...; may be empty */
    const char *table;       /* "calendar", "countries" ... */
};

/* The pairs whose side in `lang` is exactly the L2 key `key`, up to `max`
 * of them; returns how many. */
size_t lexicon_find(const struct lexicon *lexicon, enum barq_lang lang,
                    struct barq_text key, struct lexicon_pair *found,
                    size_t max);

/* The groups of tm/synonyms that an English stem with this text_hash() is in,
 * up to `max` of them; returns how many.  For the aligner, too. */
size_t lexicon_synonyms(const struct lexicon *lexicon, uint64_t stem,
                        uint32_t *groups, size_t max);

/* May a word that has this L2 key or stem be part of a number, date or time? */
bool text_is_of_value(const struct lexicon *lexicon, enum barq_lang lang,
                      struct barq_text key);

/* --------------------------------------------------------------- tokens */

enum token_kind {
    TOKEN_WORD,     /* a content word */
    TOKEN_FUNCTION, /* a word of tm/lexicon/function.tsv */
    TOKEN_NUMBER,   /* digits, of either script, with their separators */
    TOKEN_DATE,     /* the name of a month or weekday */
    TOKEN_PUNCT,    /* one mark, or a run of the same mark */
};

/* Words whose loss or swap turns a statement round (tm/rules/polarity.tsv). */
enum token_polarity { POLARITY_NONE, POLARITY_NOT, POLARITY_UP, POLARITY_DOWN };

enum { TOKEN_LETTERS_MOST = 8 };

struct token {
    struct barq_text raw;    /* points into the text that was given */
    struct barq_text l1, l2; /* its keys */
    struct barq_text l3;     /* light stem of l2; equal to l2 if none */
    struct barq_text value;  /* numbers: "1234.5"; dates: "month:9"; else "" */
    uint64_t l2_hash;        /* text_hash() of l2 */
    uint64_t stem_hash;      /* ... of the value, or of l3 if it has none */
    uint64_t key_hash;       /* the same, but of an English word as it is in
                                small letters: what it is found by */
    uint32_t *note;          /* see text_tokens_cached() */
    enum token_kind kind;
    enum token_polarity polarity;
    bool no_value; /* surely no number, date or unit begins with it */
    bool name; /* a known place, nation or body; a capital inside a sentence */
    unsigned char letters; /* of a number's value, of a word's key: 1 to 8 */
    unsigned char words;   /* text_word_count() of raw: 0, 1, 2 for more */
    bool plain; /* surely its own L0 key, whatever stands before it, and no
                   space in l2 */
};

struct tokens {
    struct token *at;
    size_t count;
};

/* A language, and what is known of its words. */
struct text_language {
    enum barq_lang lang;
    const struct lexicon *lexicon;
};

/*
 * Cut a segment into tokens, all of it but the white space.  Keys live in
 * `keep`.  Numbers are read alike in both scripts: "1,234.5" is 1234.5 and
 * so is its Arabic-Indic form with U+066C and U+066B.
 */
enum barq_status text_tokens(struct text_language language,
                             struct barq_text raw, struct tokens *tokens,
                             struct arena *keep, struct arena scratch,
                             struct barq_error *err);

/* Neighbouring tokens as one key of L2 words with a space between, written to
 * `to`; the first may be taken by its stem.  Empty if one of them is a mark, or
 * the room does not do. */
struct barq_text text_term(const struct token *token, size_t count, bool stem,
                           char *to, size_t room);

/*
 * A cache makes it many times faster to cut one segment after another.  It is
 * for one language and one thread, and the lexicon must outlive it.
 */
struct word_cache;
enum barq_status word_cache_open(struct text_language language,
                                 struct word_cache **out,
                                 struct barq_error *err);
void word_cache_close(struct word_cache *cache);

/* Between two tasks: forget all if the cache is full.  No token that was made
 * with it may be used after this. */
void word_cache_rest(struct word_cache *cache);

/*
 * text_tokens(); the keys live in `keep` or in the cache.  A word that the
 * cache knows has a `note` there, a number for whoever has the cache to say
 * something of the word's l2: 0 at first, and again when it was forgotten.
 * NULL: there is none.
 */
enum barq_status text_tokens_cached(struct word_cache *cache,
                                    struct barq_text raw, struct tokens *tokens,
                                    struct arena *keep, struct arena scratch,
                                    struct barq_error *err);

/* What an index wants to know of a token. */
struct text_brief {
    uint64_t l2_hash, key_hash;
    const struct barq_text *l2;
    uint32_t *note; /* see text_tokens_cached() */
    enum token_kind kind;
    unsigned char letters;
    unsigned char l2_len; /* UCHAR_MAX: so long, or longer */
    bool plain;           /* see struct token */
};
struct text_brief text_brief_of(const struct token *token);

struct text_briefs {
    struct text_brief *at;
    size_t count;
    /* Is the text surely its own L0 key, as nearly all of news is?  Then
     * `words` is its text_word_count(). */
    bool plain;
    size_t words;
};

/* The tokens of text_tokens_cached() but marks, in half its time. */
enum barq_status text_briefs_cached(struct word_cache *cache,
                                    struct barq_text raw,
                                    struct text_briefs *briefs,
                                    struct arena *keep, struct arena scratch,
                                    struct barq_error *err);

/* A word of a text, or what else is no mark: where it stands, and its L2 key,
 * which has several words in it now and then. */
struct text_word {
    struct text_span span;
    struct barq_text l2;
    uint64_t l2_hash;
};
struct text_words {
    struct text_word *at;
    size_t count;
    size_t most; /* that are wanted, to be set before; some more may come; 0:
                    all */
};

/* The words of a text as text_tokens_cached() cuts them, but those of a month
 * in two words apart.  The keys live in `keep` or in the cache. */
enum barq_status text_words_cached(struct word_cache *cache,
                                   struct barq_text raw,
                                   struct text_words *words, struct arena *keep,
                                   struct arena scratch,
                                   struct barq_error *err);

/* Words of a segment as reports count them: runs that hold a letter or a
 * digit, between white space. */
size_t text_word_count(struct barq_text text);

/* ------------------------------------------------------------- segments */

struct text_spans {
    struct text_span *at;
    size_t count;
};

/* A sentence cutter for one language; opening it is dear, cutting cheap. */
struct segmenter;

enum barq_status segmenter_open(enum barq_lang lang, struct segmenter **out,
                                struct barq_error *err);
void segmenter_close(struct segmenter *segmenter);

/*
 * The sentences of one block, in order, as byte spans into it; only white
 * space lies before, between and after them.  A block without a letter
 * still gives one span, unless it is all white space.
 */
enum barq_status segmenter_cut(struct segmenter *segmenter,
                               struct barq_text block, struct text_spans *spans,
                               struct arena *keep, struct arena scratch,
                               struct barq_error *err);

/* A line of a plain-text story and what it is. */
struct text_block {
    enum barq_kind kind;
    size_t start, end;  /* bytes; no white space at either end */
    const char *reason; /* a phrase, static */
};

struct text_blocks {
    struct text_block *at;
    size_t count;
};

/*
 * Tell the lines of a story apart: furniture by the whole-line phrases of
 * tm/rules/furniture.tsv, a line repeated, and by shape; headline, byline,
 * caption, subhead by place and shape.  Empty lines are no blocks.
 */
enum barq_status text_blocks(struct barq_text story, enum barq_lang lang,
                             struct text_blocks *blocks, struct arena *keep,
                             struct arena scratch, struct barq_error *err);

/* --------------------------------------------------------------- values */

enum value_type {
    VALUE_NUMBER,   /* "number:1234.5" */
    VALUE_ORDINAL,  /* "ordinal:3" */
    VALUE_RANGE,    /* "range:15..16" */
    VALUE_SCORE,    /* "score:3-2", the higher first */
    VALUE_PERCENT,  /* "percent:12.5", "percent:10..15" */
    VALUE_MONEY,    /* "money:USD:1200000"; a name that several currencies
                       share is in lower case, "money:dinar:5" */
    VALUE_QUANTITY, /* "quantity:km:50", units as in lexicon/units.tsv */
    VALUE_DATE,     /* "date:2022-09-15", "date:--09-15", "date:2022-09",
                       "date:--09", "date:--09-15..16", "date:1930s" */
    VALUE_HIJRI,    /* "hijri:1436-10-25", as written: never converted */
    VALUE_WEEKDAY,  /* "weekday:1" is Monday */
    VALUE_TIME,     /* "time:17:15" */
};

struct value {
    enum value_type type;
    struct barq_text canonical; /* the same for the same value in Arabic and
                                   English */
    struct text_span span;      /* bytes */
};

struct values {
    struct value *at;
    size_t count;
};

/*
 * What a segment says in numbers, dates and amounts, in order and without
 * overlap, written in digits or in words; see values.c.  In linear time.
 */
enum barq_status text_values(struct text_language language,
                             struct barq_text raw, struct values *values,
                             struct arena *keep, struct arena scratch,
                             struct barq_error *err);

/* A text whose tokens are known. */
struct text_in_tokens {
    struct text_language language;
    struct barq_text raw;
    const struct tokens *tokens;
};

/* text_values() of it. */
enum barq_status text_values_in(const struct text_in_tokens *text,
                                struct values *values, struct arena *keep,
                                struct arena scratch, struct barq_error *err);

/* The form that a noun takes beside a number, in CLDR's terms. */
enum text_plural {
    PLURAL_ZERO,
    PLURAL_ONE,
    PLURAL_TWO,
    PLURAL_FEW,
    PLURAL_MANY,
    PLURAL_OTHER,
};

enum barq_status text_plural(enum barq_lang lang, double number,
                             enum text_plural *category,
                             struct barq_error *err);

/* ---------------------------------------------------------------- bytes */

/* The language of a line or text, mixed ones included: see language.c.
 * Unknown without a letter. */
enum barq_lang text_lang(struct barq_text text);

/* The language of a story, line by line and furniture aside. */
enum barq_lang text_blocks_lang(struct barq_text story,
                                const struct text_blocks *blocks);

/*
 * Bytes of any charset that ICU knows ("windows-1256", "iso-8859-6") to
 * UTF-8 in `keep`, without a byte order mark.  charset NULL means UTF-16 if
 * that one's mark is there, and else UTF-8, which is checked and not copied:
 * there the mark stays, and is white space to all that reads on.  BARQ_E_INPUT
 * names the first bad byte's
 * offset; a NUL is bad everywhere, and means that the file is binary.
 */
enum barq_status text_decode(struct barq_text bytes, const char *charset,
                             struct barq_text *utf8, struct arena *keep,
                             struct barq_error *err);

/* -------------------------------------------------------------- stories */

/* How its agency calls a story, where a format says so; else empty. */
struct story_source {
    struct barq_text id;      /* the same in all its versions */
    struct barq_text updates; /* the id of one that this one takes up */
    struct barq_text version;
    struct barq_text slug;
};

/* What barq.h calls a story; readers of formats/ and text_story() make it. */
struct barq_story {
    struct block home; /* everything below lies in it */
    enum barq_lang lang;
    struct barq_text name; /* may be empty */
    struct story_source source;
    struct barq_text text;
    struct barq_block *blocks;
    size_t block_count;
    struct barq_segment *segments;
    size_t segment_count;
    const char *warnings;  /* lines, or NULL */
    struct barq_text form; /* the XML it was read from, if a draft can have
                              that form; else empty */
};

/* The L2 key of its headline, or of its name if it has none: two versions of
 * one story share it.  Lives in `keep`. */
enum barq_status story_key(const struct barq_story *story,
                           struct barq_text *key, struct arena *keep,
                           struct arena scratch, struct barq_error *err);

/* The agency that the story's bylines, datelines and sign-offs name, by its
 * one name in tm/rules/wires.tsv; empty if they name none. */
enum barq_status story_agency(const struct barq_story *story,
                              struct barq_text *agency, struct arena *keep,
                              struct arena scratch, struct barq_error *err);

/* That one name for any of an agency's names; what is none stays. */
enum barq_status text_agency(struct barq_text name, struct barq_text *agency,
                             struct arena *keep, struct arena scratch,
                             struct barq_error *err);

/* What the versions of a story have in common by name: `name`, a headline or
 * a file's, without marks of version and take; see slug.c.  Empty if nothing
 * else is there.  Lives in `keep`. */
enum barq_status text_slug(struct barq_text name, struct barq_text *slug,
                           struct arena *keep, struct arena scratch,
                           struct barq_error *err);

#endif
