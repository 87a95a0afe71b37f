/*
 * search_forms.c - the words of a memory that are forms of one that was asked
 * for.
 *
 * "Government" is not hidden by what Arabic writes on to it: wal-, bil-, lil-
 * in front, -ha, -hum behind, nor by a hamza on another seat (mas'ul is
 * written with waw or yeh), nor by another stem of the same lexicon entry.
 * Nothing of that is in the index.  All words of a memory lie in order in
 * `word`; so each clitic in front of the stem is a range of it:
 *
 *     hukumah    root hukum
 *     ranges     hukum.. alhukum.. wahukum.. walhukum.. bilhukum.. (24)
 *     taken      alhukumah walhukumah hukumatha hukumat ...
 *     not taken  mahkum (another range), hukmah (a word of its own)
 *
 * Of a range a word is taken if it is clitic, stem and pronoun, no more; or
 * if its own stem (L3) is that of the word asked for.  A clitic of one letter
 * might as well be a letter of the word (sin-lam-alef-meem is peace, not "he
 * will blame"): what the lexicon knows for a word of another stem is left
 * out, and so is a stem of less than three letters.
 *
 * English forms share a stem, and lie in the range of its beginning.
 *
 * Ranges are read to an end: a range of prefixes may have hundreds of
 * thousands of words, of which KEYS_MOST are taken, and the query is `broad`.
 */
#include "memory/search.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/lexicon.h"
#include "text/stem.h"

#include <string.h>

enum {
    KEYS_MOST = 2048,
    RANGE_MOST = 1024,
    ENDING_MOST = 12, /* bytes that a form has behind the root */
    ROOTS_MOST = 24,
    STEMS_MOST = 2, /* by the L1 key and without */
    LETTER = 2,     /* bytes of an Arabic one */
    LEAST = 3 * LETTER,
};

#define ALEF "\u0627"
#define HAMZA "\u0621"
#define BEH "\u0628"
#define TEH "\u062A"
#define SEEN "\u0633"
#define FEH "\u0641"
#define KAF "\u0643"
#define LAM "\u0644"
#define MEEM "\u0645"
#define NOON "\u0646"
#define HEH "\u0647"
#define WAW "\u0648"
#define YEH "\u064A"
#define WAW_HAMZA "\u0624"
#define YEH_HAMZA "\u0626"
#define AL ALEF LAM

static const char *const fronts[] = {
    "",      WAW,        FEH,        BEH,     KAF,         LAM,
    SEEN,    WAW BEH,    WAW KAF,    WAW LAM, WAW SEEN,    FEH BEH,
    FEH LAM, FEH SEEN,   AL,         WAW AL,  FEH AL,      BEH AL,
    KAF AL,  WAW BEH AL, FEH BEH AL, LAM LAM, WAW LAM LAM, FEH LAM LAM,
};
enum { FRONTS = sizeof(fronts) / sizeof(fronts[0]) };

static const char *const pronouns[] = {
    "",  HEH,      HEH ALEF,  HEH MEEM, HEH MEEM ALEF, HEH NOON,
    KAF, KAF MEEM, NOON ALEF, YEH,      NOON YEH,      ALEF,
};
enum { PRONOUNS = sizeof(pronouns) / sizeof(pronouns[0]) };

/* What a form begins with, behind its clitics. */
struct root {
    struct barq_text key;
    bool feminine; /* a teh marbuta has been taken off */
    size_t seat;   /* where a hamza has moved to another seat; 0: nowhere */
};

struct finder {
    struct barq_memory *memory;
    struct search_word *word;
    enum search_forms forms;
    struct search_keys keys;
    size_t room; /* for keys */
    bool broad;
    struct barq_text stems[STEMS_MOST];
    size_t stem_count;
    struct root roots[ROOTS_MOST];
    size_t root_count;
    size_t hamza; /* in the L2 key of the word; 0: none inside */
    struct arena *keep;
};

/* ------------------------------------------------------------------ keys */

static bool has_key(const struct search_keys *keys, int side, uint64_t hash,
                    struct barq_text key)
{
    for (size_t i = 0; i < keys->count; i++)
        if (keys->at[i].hash == hash && keys->at[i].side == side &&
            text_equal(keys->at[i].key, key))
            return true;
    return false;
}

/* `key` lives long enough. */
static void add_key(struct finder *f, int side, struct barq_text key)
{
    uint64_t hash = text_hash(key);

    /* Of prefixes there are many keys, and hardly a double. */
    if (!f->word->prefix && has_key(&f->keys, side, hash, key))
        return;
    if (f->keys.count == f->room)
        f->broad = true;
    else
        f->keys.at[f->keys.count++] = (struct search_key){ side, key, hash };
}

static enum barq_status keep_key(struct finder *f, int side,
                                 struct barq_text key, struct barq_error *err)
{
    struct barq_text copy = arena_text(f->keep, key);

    if (!copy.at)
        return fail_nomem(err, "for the forms of a word");
    add_key(f, side, copy);
    return BARQ_OK;
}

/* Should this word of a range be taken? */
typedef bool (*chooser)(const struct finder *f, struct barq_text key,
                        struct barq_text front, const struct root *root);

static bool choose_all(const struct finder *f, struct barq_text key,
                       struct barq_text front, const struct root *root)
{
    (void)f, (void)key, (void)front, (void)root;
    return true;
}

/* Take what `choose` wants of the words that begin with front and root. */
static enum barq_status take_range(struct finder *f, int side,
                                   struct barq_text front,
                                   const struct root *root, chooser choose,
                                   struct barq_error *err)
{
    char from[2 * WORD_MOST + 1];
    struct barq_text start = { from, front.len + root->key.len };
    int64_t most = choose == choose_all ? KEYS_MOST : RANGE_MOST;
    enum barq_status status = BARQ_OK;
    struct query q;

    if (start.len + 1 > sizeof(from))
        return BARQ_OK;
    memcpy(from, front.at, front.len);
    memcpy(from + front.len, root->key.at, root->key.len);
    from[start.len] = '\xFF'; /* behind every UTF-8 */
    query_start(&q, f->memory, SQL_FORMS);
    query_int(&q, side);
    query_text(&q, start);
    query_text(&q, (struct barq_text){ from, start.len + 1 });
    query_int(&q, most);
    while (!status && query_row(&q)) {
        struct barq_text key = query_blob(&q, 0);
        most--;
        if (choose(f, key, front, root))
            status = keep_key(f, side, key, err);
    }
    f->broad |= !most && choose == choose_all;
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

/* ---------------------------------------------------------------- Arabic */

static bool ends(struct barq_text word, const char *with)
{
    size_t len = strlen(with);

    return word.len >= len && memcmp(word.at + word.len - len, with, len) == 0;
}

static bool is_pronoun(struct barq_text ending)
{
    for (size_t i = 0; i < PRONOUNS; i++)
        if (text_equal(ending, text_of(pronouns[i])))
            return true;
    return false;
}

/* Is `ending` what a noun of this root may have behind it? */
static bool is_ending(const struct root *root, struct barq_text ending)
{
    if (!root->feminine)
        return is_pronoun(ending);
    if (text_equal(ending, text_of(HEH)))
        return true;
    return ending.len > LETTER && memcmp(ending.at, TEH, LETTER) == 0 &&
           is_pronoun(text_slice(ending, LETTER, ending.len));
}

/* `key` of a range with its hamza on the seat that it has in the word asked
 * for; in `to`. */
static struct barq_text seated(const struct finder *f, struct barq_text key,
                               size_t front, const struct root *root, char *to)
{
    if (!root->seat)
        return key;
    memcpy(to, key.at, key.len);
    memcpy(to + front + root->seat, f->word->l2.at + f->hamza, LETTER);
    return (struct barq_text){ to, key.len };
}

static bool same_stem(const struct finder *f, struct barq_text key)
{
    char to[WORD_MOST + STEM_GROWTH + 1];
    const struct lexicon *lexicon = f->memory->lexicon;
    struct barq_text stem = { to, stem_arabic(lexicon, key, key, to) };

    for (size_t i = 0; i < f->stem_count; i++)
        if (text_equal(stem, f->stems[i]))
            return true;
    return false;
}

/* Only "and" and "so" stand before any word; the others before a noun of
 * three letters or more. */
static bool front_suits(struct barq_text front, const struct root *root)
{
    size_t least = root->feminine ? LEAST - LETTER : LEAST;

    return root->key.len >= least || !front.len ||
           text_equal(front, text_of(WAW)) || text_equal(front, text_of(FEH));
}

static bool choose_arabic(const struct finder *f, struct barq_text key,
                          struct barq_text front, const struct root *root)
{
    char to[WORD_MOST];
    struct barq_text ending =
        text_slice(key, front.len + root->key.len, key.len);

    if (ending.len > ENDING_MOST || key.len > sizeof(to))
        return false;
    key = seated(f, key, front.len, root, to);
    if (same_stem(f, key))
        return true;
    if (!is_ending(root, ending) || !front_suits(front, root))
        return false;
    return text_equal(key, f->word->l2) ||
           !lexicon_word(f->memory->lexicon, BARQ_AR, key);
}

/* Words of two letters have too many in their range: ask for each form. */
static enum barq_status take_short(struct finder *f, const struct root *root,
                                   struct barq_error *err)
{
    char to[64];
    struct barq_text front = text_of("");
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < 3 && !status; i++)
        for (size_t k = 0; k < PRONOUNS && !status; k++) {
            struct barq_text ending = text_of(pronouns[k]);
            front = text_of(fronts[i]);
            size_t len = front.len + root->key.len + ending.len;
            if (len > sizeof(to))
                continue;
            memcpy(to, front.at, front.len);
            memcpy(to + front.len, root->key.at, root->key.len);
            memcpy(to + front.len + root->key.len, ending.at, ending.len);
            status = keep_key(f, 0, (struct barq_text){ to, len }, err);
        }
    return status;
}

static void add_root(struct finder *f, struct barq_text key, size_t seat)
{
    struct root root = { .key = key, .seat = seat };

    if (ends(key, HEH) && key.len > LEAST - LETTER && !f->word->prefix) {
        root.key.len -= LETTER;
        root.feminine = true;
    }
    for (size_t i = 0; i < f->root_count; i++)
        if (text_equal(f->roots[i].key, root.key) &&
            f->roots[i].feminine == root.feminine)
            return;
    if (f->root_count < ROOTS_MOST)
        f->roots[f->root_count++] = root;
}

/* The stem of the word, by this L1 key, as a root and to compare with. */
static enum barq_status add_stem(struct finder *f, struct barq_text l1,
                                 struct barq_error *err)
{
    struct barq_text l2 = f->word->l2;
    char *to = arena_new(f->keep, char, l2.len + STEM_GROWTH + 1);

    if (!to)
        return fail_nomem(err, "for the forms of a word");
    struct barq_text stem = { to, stem_arabic(f->memory->lexicon, l1, l2, to) };
    f->stems[f->stem_count++] = stem;
    add_root(f, stem, 0);
    return BARQ_OK;
}

/* Where a hamza sits inside the word, or 0.  L1 and L2 keys of Arabic letters
 * are of one length. */
static size_t find_hamza(struct barq_text l1, struct barq_text l2)
{
    static const char *const hamzas[] = { WAW_HAMZA, YEH_HAMZA, HAMZA };

    for (size_t at = LETTER; l1.len == l2.len && at + LETTER < l2.len;
         at += LETTER)
        for (size_t i = 0; i < sizeof(hamzas) / sizeof(hamzas[0]); i++)
            if (memcmp(l1.at + at, hamzas[i], LETTER) == 0)
                return at;
    return 0;
}

/* The root with its hamza, the letter at `at`, on every other seat. */
static enum barq_status add_seats(struct finder *f, struct barq_text root,
                                  size_t at, struct barq_error *err)
{
    static const char *const seats[] = { WAW, YEH, HAMZA, ALEF };

    for (size_t i = 0; i < sizeof(seats) / sizeof(seats[0]); i++) {
        char *to = arena_new(f->keep, char, root.len);
        if (!to)
            return fail_nomem(err, "for the forms of a word");
        memcpy(to, root.at, root.len);
        memcpy(to + at, seats[i], LETTER);
        add_root(f, (struct barq_text){ to, root.len }, at);
    }
    return BARQ_OK;
}

/* Where the root lies in the word; its length if it does not. */
static size_t offset_in(struct barq_text word, struct barq_text root)
{
    for (size_t i = 0; i + root.len <= word.len; i += LETTER)
        if (memcmp(word.at + i, root.at, root.len) == 0)
            return i;
    return word.len;
}

/* What the forms of the word begin with, behind their clitics: the word, its
 * stems, and these with the first hamza inside on any other seat. */
static enum barq_status add_roots(struct finder *f, struct barq_error *err)
{
    struct barq_text l1 = f->word->l1, l2 = f->word->l2;
    enum barq_status status = BARQ_OK;

    add_root(f, l2, 0);
    if (!f->word->prefix)
        status = add_stem(f, l1, err);
    if (!status && !f->word->prefix)
        status = add_stem(f, l2, err);
    f->hamza = find_hamza(l1, l2);
    for (size_t i = f->root_count; i-- > 0 && f->hamza && !status;) {
        struct barq_text root = f->roots[i].key;
        size_t offset = offset_in(l2, root);
        if (offset < f->hamza && f->hamza < offset + root.len)
            status = add_seats(f, root, f->hamza - offset, err);
    }
    return status;
}

static enum barq_status find_arabic(struct finder *f, struct barq_error *err)
{
    enum barq_status status = add_roots(f, err);

    for (size_t i = 0; i < f->root_count && !status; i++) {
        const struct root *root = &f->roots[i];
        if (root->key.len < LEAST && !root->feminine) {
            status = take_short(f, root, err);
            continue;
        }
        for (size_t k = 0; k < FRONTS && !status; k++)
            status =
                take_range(f, 0, text_of(fronts[k]), root, choose_arabic, err);
    }
    return status;
}

/* --------------------------------------------------------------- English */

static bool choose_english(const struct finder *f, struct barq_text key,
                           struct barq_text front, const struct root *root)
{
    char to[WORD_MOST + STEM_GROWTH + 1];

    if (key.len > front.len + root->key.len + ENDING_MOST)
        return false;
    struct barq_text stem = { to,
                              stem_english(f->memory->lexicon, key, key, to) };
    return text_equal(stem, f->stems[0]);
}

/* U.S. is found as US, and US as U.S. and U.S */
static enum barq_status take_acronym(struct finder *f, int side,
                                     struct barq_error *err)
{
    enum { LETTERS_MOST = 6 };
    struct barq_text l1 = f->word->l1, l2 = f->word->l2;
    char bare[WORD_MOST], dotted[2 * LETTERS_MOST];
    size_t n = 0, d = 0, capitals = 0;

    for (size_t i = 0; i < l2.len; i++)
        if (l2.at[i] != '.')
            bare[n++] = l2.at[i];
    for (size_t i = 0; i < l1.len; i++)
        capitals += l1.at[i] >= 'A' && l1.at[i] <= 'Z';
    if (n < 2 || n > LETTERS_MOST || (capitals != n && n == l2.len))
        return BARQ_OK;
    for (size_t i = 0; i < n; i++) {
        dotted[d++] = bare[i];
        dotted[d++] = '.';
    }
    const struct barq_text all[] = { { bare, n },
                                     { dotted, d },
                                     { dotted, d - 1 } };
    enum barq_status status = BARQ_OK;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]) && !status; i++)
        status = keep_key(f, side, all[i], err);
    return status;
}

static enum barq_status find_english(struct finder *f, int side,
                                     struct barq_error *err)
{
    struct barq_text l2 = f->word->l2;
    char *to = arena_new(f->keep, char, l2.len + STEM_GROWTH + 1);

    if (!to)
        return fail_nomem(err, "for the forms of a word");
    f->stems[0] =
        (struct barq_text){ to, stem_english(f->memory->lexicon, l2, l2, to) };
    struct root root = { .key = f->stems[0] };
    if (root.key.len > 3 && root.key.at[root.key.len - 1] == 'y')
        root.key.len--; /* carry, carried */
    enum barq_status status = take_acronym(f, side, err);
    return status
               ? status
               : take_range(f, side, text_of(""), &root, choose_english, err);
}

/* ------------------------------------------------------------- a word's */

/* The prefixes that stand for wor*: with clitics before it, if any form will
 * do and it is Arabic. */
static enum barq_status find_prefixes(struct finder *f, int side,
                                      struct barq_error *err)
{
    struct search_word *word = f->word;
    bool clitics = f->forms == FORMS_ALL && !word->sides[1];
    size_t fronts_used = clitics ? FRONTS : 1;
    enum barq_status status = BARQ_OK;

    f->root_count = 0;
    if (clitics)
        status = add_roots(f, err);
    else
        add_root(f, word->l2, 0);
    for (size_t i = 0; i < f->root_count && !status; i++)
        for (size_t k = 0; k < fronts_used && !status; k++) {
            struct barq_text key =
                arena_print(f->keep, "%s%.*s", fronts[k],
                            (int)f->roots[i].key.len, f->roots[i].key.at);
            if (!key.at)
                return fail_nomem(err, "for the forms of a word");
            word->prefixes[f->forms][word->prefix_count[f->forms]++] =
                (struct search_prefix){ side, key };
            status = take_range(f, side, text_of(fronts[k]), &f->roots[i],
                                choose_all, err);
        }
    return status;
}

static bool is_arabic(struct barq_text key)
{
    return key.len > 1 && (unsigned char)key.at[0] >= 0xD8 &&
           (unsigned char)key.at[0] <= 0xDB;
}

static enum barq_status find_side(struct finder *f, int side,
                                  struct barq_error *err)
{
    if (f->word->prefix)
        return find_prefixes(f, side, err);
    add_key(f, side, f->word->l2);
    if (f->forms == FORMS_EXACT)
        return BARQ_OK;
    f->root_count = f->stem_count = 0;
    return is_arabic(f->word->l2) ? side ? BARQ_OK : find_arabic(f, err)
                                  : find_english(f, side, err);
}

static enum barq_status finder_open(struct finder *f, struct barq_error *err)
{
    struct search_word *word = f->word;
    size_t prefixes = SIDES * (size_t)FRONTS * ROOTS_MOST;
    bool one = f->forms == FORMS_EXACT && !word->prefix;

    f->room = one ? SIDES : KEYS_MOST;
    f->keys.at = arena_new(f->keep, struct search_key, f->room);
    if (word->prefix)
        word->prefixes[f->forms] =
            arena_new(f->keep, struct search_prefix, prefixes);
    return f->keys.at && (!word->prefix || word->prefixes[f->forms])
               ? BARQ_OK
               : fail_nomem(err, "for the forms of a word");
}

static enum barq_status find_word(struct barq_memory *memory,
                                  struct search_word *word,
                                  enum search_forms forms, bool *broad,
                                  struct arena *keep, struct barq_error *err)
{
    struct finder f = {
        .memory = memory, .word = word, .forms = forms, .keep = keep
    };
    enum barq_status status = BARQ_OK;

    if (word->ready[forms])
        return BARQ_OK;
    status = finder_open(&f, err);
    for (int side = 0; side < SIDES && !status; side++)
        if (word->sides[side])
            status = find_side(&f, side, err);
    word->keys[forms] = f.keys;
    word->ready[forms] = !status;
    *broad |= f.broad;
    return status;
}

static enum barq_status find_terms(struct barq_memory *memory,
                                   const struct search_terms *terms,
                                   enum search_forms forms, bool *broad,
                                   struct arena *keep, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < terms->count; i++)
        for (size_t k = 0; k < terms->at[i].count && !status; k++)
            status = find_word(memory, &terms->at[i].words[k], forms, broad,
                               keep, err);
    return status;
}

enum barq_status forms_find(struct barq_memory *memory,
                            struct search_query *query, enum search_forms forms,
                            struct arena *keep, struct barq_error *err)
{
    enum barq_status status =
        find_terms(memory, &query->excluded, forms, &query->broad, keep, err);

    for (size_t i = 0; i < query->count && !status; i++)
        status = find_terms(memory, &query->alternatives[i], forms,
                            &query->broad, keep, err);
    return status;
}
