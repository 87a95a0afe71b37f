/*
 * names.c - which words of the two stories are one name in two scripts.
 *
 * Each capitalised English word is held against the Arabic words whose
 * consonant skeleton (text/name_key.c) begins as its own does and differs in
 * one class at the most; those that cost little to write as it (text/name.c)
 * are its like:
 *
 *   Blinken   BLMGM   BLYNKN (BLMGM) 0.98, BLNKY (BLMG) 0.6; not BLD (BLT)
 *
 * Words are taken once each, however often they stand in a story.  Short
 * names collide, so they have to be closer.  A book has too many words for
 * all pairs of two first classes; there it is three, or four.
 */
#include "align/evidence.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/name.h"

#include <stdlib.h>
#include <string.h>

enum {
    PREFIX = 2, /* classes that must agree */
    PREFIX_LONG = 3,
    PREFIX_BOOK = 4,
    MANY_WORDS = 4000,
    BOOK_WORDS = 60000,
    LETTERS_LEAST = 3,
    SHORT_KEY = 2, /* classes; of so few all must agree */
};

static const double alike = 0.75, alike_short = 0.9;

/* A distinct word, with what it is found by. */
struct name_type {
    struct barq_text text;
    uint64_t hash;
    uint32_t prefix; /* the first classes of its skeleton */
    size_t classes;
    char key[NAME_KEY_MOST];
    struct name_letters *letters;
};

struct name_types {
    struct name_type *at;
    size_t count;
};

static int compare_words(const void *a, const void *b)
{
    const struct name_word *x = a, *y = b;

    return (x->hash > y->hash) - (x->hash < y->hash);
}

static int compare_types(const void *a, const void *b)
{
    const struct name_type *x = a, *y = b;

    if (x->prefix != y->prefix)
        return x->prefix < y->prefix ? -1 : 1;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

static struct name_type type_of(const struct name_word *word, size_t prefix)
{
    struct name_type type = { .text = word->text, .hash = word->hash };

    type.classes = name_key(word->text, type.key);
    for (size_t i = 0; i < type.classes && i < prefix; i++)
        type.prefix |= (uint32_t)type.key[i] << (8 * (3 - i));
    return type;
}

static size_t count_distinct(const struct name_words *words)
{
    size_t count = words->count > 0;

    for (size_t i = 1; i < words->count; i++)
        count += words->at[i].hash != words->at[i - 1].hash;
    return count;
}

/* Each word once, in the order of the skeletons. */
static bool collect_types(struct name_words *words, struct name_types *types,
                          size_t prefix, struct arena *keep)
{
    if (words->count)
        qsort(words->at, words->count, sizeof(*words->at), compare_words);
    types->at = arena_new(keep, struct name_type, count_distinct(words) + 1);
    types->count = 0;
    if (!types->at)
        return false;
    for (size_t i = 0; i < words->count; i++) {
        const struct name_word *word = &words->at[i];
        if (i && word->hash == word[-1].hash)
            continue;
        types->at[types->count] = type_of(word, prefix);
        types->count += types->at[types->count].classes > 0;
    }
    struct name_letters *letters =
        arena_new(keep, struct name_letters, types->count + 1);
    for (size_t i = 0; letters && i < types->count; i++) {
        types->at[i].letters = &letters[i];
        name_spell(types->at[i].text, &letters[i]);
    }
    if (types->count)
        qsort(types->at, types->count, sizeof(*types->at), compare_types);
    return letters;
}

/* Do the skeletons differ in one class at the most? */
static bool could_be(const struct name_type *ar, const struct name_type *en)
{
    size_t less = ar->classes < en->classes ? ar->classes : en->classes;
    size_t more = ar->classes + en->classes - less, same = 0, end = 0;

    if (more - less > 1 || less == 0)
        return false;
    while (same < less && ar->key[same] == en->key[same])
        same++;
    while (end < less - same &&
           ar->key[ar->classes - 1 - end] == en->key[en->classes - 1 - end])
        end++;
    return more - same - end <= (less > SHORT_KEY ? 1 : 0);
}

static bool is_name(const struct name_costs *costs, const struct name_type *ar,
                    const struct name_type *en)
{
    if (en->text.len < LETTERS_LEAST ||
        ar->text.len < (size_t)2 * LETTERS_LEAST)
        return false;
    return name_letters_alike(costs, ar->letters, en->letters,
                              en->classes < 3 ? alike_short : alike);
}

/* That the word of this hash has this key. */
struct name_match {
    uint64_t hash, key;
};

struct name_matches {
    struct name_match *at[SIDES];
    size_t count, room;
    struct arena *keep;
};

static bool add_match(struct name_matches *matches, uint64_t ar, uint64_t en)
{
    if (matches->count == matches->room) {
        size_t room = matches->room ? matches->room * 2 : 256;
        for (int s = SIDE_AR; s < SIDES; s++) {
            struct name_match *more =
                arena_new(matches->keep, struct name_match, room);
            if (!more)
                return false;
            if (matches->count)
                memcpy(more, matches->at[s], matches->count * sizeof(*more));
            matches->at[s] = more;
        }
        matches->room = room;
    }
    /* A key for the pair: hashes are well mixed, so this is too. */
    uint64_t key = ar * 3 ^ en;
    matches->at[SIDE_AR][matches->count] = (struct name_match){ ar, key };
    matches->at[SIDE_EN][matches->count++] = (struct name_match){ en, key };
    return true;
}

static bool find_matches(const struct name_types types[SIDES],
                         const struct name_costs *costs,
                         struct name_matches *matches)
{
    const struct name_types *ar = &types[SIDE_AR], *en = &types[SIDE_EN];
    size_t low = 0;

    for (size_t i = 0; i < ar->count; i++) {
        const struct name_type *name = &ar->at[i];
        while (low < en->count && en->at[low].prefix < name->prefix)
            low++;
        for (size_t k = low; k < en->count && en->at[k].prefix == name->prefix;
             k++)
            if (could_be(name, &en->at[k]) &&
                is_name(costs, name, &en->at[k]) &&
                !add_match(matches, name->hash, en->at[k].hash))
                return false;
    }
    return true;
}

static int compare_matches(const void *a, const void *b)
{
    const struct name_match *x = a, *y = b;

    return (x->hash > y->hash) - (x->hash < y->hash);
}

static int compare_items(const void *a, const void *b)
{
    const struct key *x = a, *y = b;

    return (x->item > y->item) - (x->item < y->item);
}

/* Give the words their keys: both lists are in the order of the hashes. */
static bool spread_keys(const struct name_words *words,
                        struct name_match *matches, size_t count,
                        struct keys *keys)
{
    size_t low = 0;

    if (count)
        qsort(matches, count, sizeof(*matches), compare_matches);
    for (size_t i = 0; i < words->count; i++) {
        while (low < count && matches[low].hash < words->at[i].hash)
            low++;
        for (size_t k = low; k < count && matches[k].hash == words->at[i].hash;
             k++)
            keys_add(keys, matches[k].key, words->at[i].item, EVIDENCE_NAME);
    }
    if (keys->count)
        qsort(keys->at, keys->count, sizeof(*keys->at), compare_items);
    return !keys->full;
}

static size_t prefix_for(size_t words)
{
    if (words > BOOK_WORDS)
        return PREFIX_BOOK;
    return words > MANY_WORDS ? PREFIX_LONG : PREFIX;
}

enum barq_status names_join(struct evidence *evidence,
                            struct name_words words[SIDES], struct arena *keep,
                            struct arena scratch, struct barq_error *err)
{
    struct name_matches matches = { .keep = &scratch };
    size_t prefix = prefix_for(words[SIDE_AR].count);
    struct name_types types[SIDES];
    struct name_costs *costs;
    enum barq_status status = name_costs_open(&costs, err);
    bool fits = true;

    (void)keep;
    if (status)
        return status;
    for (int s = SIDE_AR; s < SIDES && fits; s++)
        fits = collect_types(&words[s], &types[s], prefix, &scratch);
    fits = fits && find_matches(types, costs, &matches);
    name_costs_close(costs);
    for (int s = SIDE_AR; s < SIDES && fits; s++)
        fits = spread_keys(&words[s], matches.at[s], matches.count,
                           &evidence->side[s].keys[KEYS_NAMES]);
    return fits ? BARQ_OK : fail_nomem(err, "for the names of a story");
}
