/*
 * search_forms.c - the words of a memory that a word asked for may mean.
 *
 * Nothing but words as they stand, at L2, is in the index.  All of a memory lie
 * in order in `word`, so what begins alike is a range of it, of which those are
 * taken that are forms of the word: search_forms_ar.c has the Arabic ones.
 *
 *     carried    stem carry, range carr..
 *     taken      carried carries carry carrying
 *     not taken  carrot carriage, whose stems are others
 *
 * A word with hyphens is found by its parts: carry-on lies in the range, too,
 * and so does a row for letter-carrier (words.c).
 *
 * U.S. is a form of US, 1,200 of 1200, cease-fire of ceasefire
 * (search_joined.c).  A prefix takes its whole range; unless the very words are
 * wanted, Arabic clitics may stand before it, and cease-f* is ceasef* as well.
 *
 * A range of prefixes may have hundreds of thousands of words.  KEYS_MOST of
 * them are taken, and the query is `broad`: whoever asked is told.
 */
#include "memory/search_forms.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/number.h"
#include "text/stem.h"

#include <string.h>

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

/* Let the key that was added last be that of a word with that letter alone. */
static void set_letter(struct finder *f, struct barq_text front,
                       const struct root *root)
{
    struct search_key *last = &f->keys.at[f->keys.count - 1];
    bool end = root->letter == LETTER_HEH;

    last->letter = root->letter;
    last->at = (end ? last->key.len : front.len + root->key.len) - LETTER;
}

void finder_add_key(struct finder *f, int side, struct barq_text key)
{
    uint64_t hash = text_hash(key);

    /* Of prefixes there are many keys, and hardly a double. */
    if (!f->word->prefix && has_key(&f->keys, side, hash, key))
        return;
    if (f->keys.count == f->room)
        f->broad = true;
    else
        f->keys.at[f->keys.count++] =
            (struct search_key){ side, key, hash, LETTER_ANY, 0 };
}

enum barq_status finder_keep_key(struct finder *f, int side,
                                 struct barq_text key, struct barq_error *err)
{
    struct barq_text copy = arena_text(f->keep, key);

    if (!copy.at)
        return fail_nomem(err, "for the forms of a word");
    finder_add_key(f, side, copy);
    return BARQ_OK;
}

bool range_choose_all(const struct finder *f, struct barq_text key,
                      struct barq_text front, const struct root *root)
{
    (void)f, (void)key, (void)front, (void)root;
    return true;
}

/* The words that begin with front and root. */
struct range {
    int side;
    struct barq_text front;
    const struct root *root;
    range_chooser choose;
};

/* Take a row of the range, if it is wanted: a word, or a part of one. */
static enum barq_status take_row(struct finder *f, const struct range *range,
                                 struct barq_text row, struct barq_error *err)
{
    char to[WORD_MOST + 1];
    size_t count = f->keys.count;
    struct barq_text part;

    if (row.len > sizeof(to))
        return BARQ_OK;
    struct barq_text key = word_whole(row, &part, to);
    if ((part.len < row.len && !f->word->parts[f->forms]) ||
        !range->choose(f, part, range->front, range->root))
        return BARQ_OK;
    enum barq_status status = finder_keep_key(f, range->side, key, err);
    if (range->root->letter && f->keys.count > count)
        set_letter(f, range->front, range->root);
    return status;
}

enum barq_status finder_take_range(struct finder *f, int side,
                                   struct barq_text front,
                                   const struct root *root,
                                   range_chooser choose, struct barq_error *err)
{
    char from[2 * WORD_MOST + 1];
    struct barq_text start = { from, front.len + root->key.len };
    int64_t most = choose == range_choose_all ? KEYS_MOST : RANGE_MOST;
    const struct range range = { side, front, root, choose };
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
        most--;
        status = take_row(f, &range, query_blob(&q, 0), err);
    }
    f->broad |= !most;
    enum barq_status ended = query_end(&q, status ? NULL : err);
    return status ? status : ended;
}

/* --------------------------------------------------------------- English */

static bool same_english(const struct finder *f, struct barq_text key)
{
    char to[WORD_MOST + STEM_GROWTH + 1];
    struct barq_text stem = { to,
                              stem_english(f->memory->lexicon, key, key, to) };

    return text_equal(stem, f->stems[0]);
}

static bool choose_english(const struct finder *f, struct barq_text key,
                           struct barq_text front, const struct root *root)
{
    size_t most = front.len + root->key.len + ENDING_MOST;
    struct barq_text rest = key, first = text_field(&rest, '-');

    if (key.len <= most && same_english(f, key))
        return true;
    return f->word->parts[FORMS_ALL] && first.len < key.len &&
           first.len <= most && same_english(f, first);
}

/* Is the word found as a part of another?  Not what says little, unless it is
 * an acronym, like US; nor a number; nor what another was parted into. */
static bool has_parts(const struct finder *f)
{
    struct barq_text l1 = f->word->l1, l2 = f->word->l2;
    bool capitals = true;

    for (size_t i = 0; i < l1.len && capitals; i++)
        capitals = l1.at[i] >= 'A' && l1.at[i] <= 'Z';
    if (f->word->alone || l2.len < 2 || (l2.at[0] >= '0' && l2.at[0] <= '9'))
        return false;
    return capitals || f->word->prefix ||
           !search_is_function(f->memory, BARQ_EN, l2);
}

/* U.S. is found as US, and US as U.S. and U.S */
static enum barq_status take_acronym(struct finder *f, int side,
                                     struct barq_error *err)
{
    enum { LETTERS_MOST = 6 };
    struct barq_text l1 = f->word->l1, l2 = f->word->l2;
    char bare[WORD_MOST], dotted[2 * LETTERS_MOST];
    size_t n = 0, d = 0, capitals = 0;

    for (size_t i = 0; i < l2.len && n < sizeof(bare); i++)
        if (l2.at[i] != '.')
            bare[n++] = l2.at[i];
    for (size_t i = 0; i < l1.len; i++)
        capitals += l1.at[i] >= 'A' && l1.at[i] <= 'Z';
    if (l2.at[0] >= '0' && l2.at[0] <= '9') /* 1.5 is not 15 */
        return BARQ_OK;
    if (n < 2 || n > LETTERS_MOST || (capitals != n && n == l2.len))
        return BARQ_OK;
    for (size_t i = 0; i < n && d + 2 <= sizeof(dotted); i++) {
        dotted[d++] = bare[i];
        dotted[d++] = '.';
    }
    const struct barq_text all[] = { { bare, n },
                                     { dotted, d },
                                     { dotted, d - 1 } };
    enum barq_status status = BARQ_OK;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]) && !status; i++)
        status = finder_keep_key(f, side, all[i], err);
    return status;
}

/* A number, however it is written. */
static enum barq_status take_spellings(struct finder *f, int side,
                                       struct barq_error *err)
{
    struct barq_text all[NUMBER_SPELLINGS];
    size_t count = number_spellings(f->word->l1, all, f->keep);
    enum barq_status status = BARQ_OK;

    for (size_t i = 0; i < count && !status; i++)
        status = finder_keep_key(f, side, all[i], err);
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
    if (!status)
        status = take_spellings(f, side, err);
    if (!status)
        status =
            finder_take_range(f, side, text_of(""), &root, choose_english, err);
    return status || !side ? status
                           : finder_find_joined(f, choose_english, err);
}

/* ------------------------------------------------------------- a word's */

enum barq_status finder_take_prefix(struct finder *f, int side,
                                    struct barq_text key,
                                    struct barq_error *err)
{
    struct search_word *word = f->word;
    const struct root root = { .key = key };

    if (!key.at)
        return fail_nomem(err, "for the forms of a word");
    word->prefixes[f->forms][word->prefix_count[f->forms]++] =
        (struct search_prefix){ side, key };
    return finder_take_range(f, side, text_of(""), &root, range_choose_all,
                             err);
}

/* The prefixes that stand for wor*: with clitics before it, if any form will
 * do and it is Arabic; if it is English, with and without marks inside. */
static enum barq_status find_prefixes(struct finder *f, int side,
                                      struct barq_error *err)
{
    bool any = f->forms == FORMS_ALL, clitics = any && !f->word->sides[1];
    size_t fronts_used = clitics ? FRONTS : 1;
    enum barq_status status = BARQ_OK;

    f->root_count = 0;
    if (clitics)
        status = finder_add_roots(f, err);
    else
        finder_add_root(f, f->word->l2, 0);
    for (size_t i = 0; i < f->root_count && !status; i++)
        for (size_t k = 0; k < fronts_used && !status; k++) {
            struct barq_text key =
                arena_print(f->keep, "%s%.*s", search_fronts[k],
                            (int)f->roots[i].key.len, f->roots[i].key.at);
            status = finder_take_prefix(f, side, key, err);
        }
    return status || !any || !side ? status : finder_join_prefix(f, err);
}

static bool is_arabic(struct barq_text key)
{
    return key.len > 1 && (unsigned char)key.at[0] >= 0xD8 &&
           (unsigned char)key.at[0] <= 0xDB;
}

static enum barq_status find_side(struct finder *f, int side,
                                  struct barq_error *err)
{
    f->word->parts[FORMS_ALL] = has_parts(f);
    if (f->word->prefix)
        return find_prefixes(f, side, err);
    finder_add_key(f, side, f->word->l2);
    if (f->forms == FORMS_EXACT)
        return BARQ_OK;
    f->root_count = f->stem_count = 0;
    return is_arabic(f->word->l2) ? side ? BARQ_OK : finder_find_arabic(f, err)
                                  : find_english(f, side, err);
}

static enum barq_status finder_open(struct finder *f, struct barq_error *err)
{
    struct search_word *word = f->word;
    size_t prefixes = SIDES * (size_t)FRONTS * ROOTS_MOST + JOINED_MOST;
    bool one = f->forms == FORMS_EXACT && !word->prefix;

    f->room = one ? SIDES : KEYS_MOST;
    f->keys.at = arena_new_raw(f->keep, struct search_key, f->room);
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
    for (size_t i = 0; i < f.keys.count; i++)
        word->signature[forms] |= UINT64_C(1) << (f.keys.at[i].hash & 63);
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
