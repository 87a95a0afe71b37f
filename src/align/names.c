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
    TYPES_MORE = 1024,
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
    size_t first_match, match_count;
};

/* Where a type stands in the order of the skeletons. */
struct place {
    uint32_t prefix, type;
    uint64_t hash;
};

struct name_types {
    struct name_type *at; /* as they come */
    struct place *order;  /* of those that have a skeleton */
    size_t count, ordered;
};

/* The words that were seen, by hash: the type + 1. */
struct seen {
    uint32_t *slot;
    size_t mask;
};

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;

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

/* The slot of a word: its own, or a free one. */
static uint32_t *find_seen(const struct seen *seen,
                           const struct name_types *types, uint64_t hash)
{
    size_t i = (size_t)(hash ^ hash >> 32) & seen->mask;

    /* Never more than half full, so this ends. */
    while (seen->slot[i] && types->at[seen->slot[i] - 1].hash != hash)
        i = (i + 1) & seen->mask;
    return &seen->slot[i];
}

static bool make_seen(const struct name_words *words, struct seen *seen,
                      struct arena *keep)
{
    size_t slots = 16;

    while (slots < 2 * words->count)
        slots *= 2;
    *seen = (struct seen){ arena_new(keep, uint32_t, slots), slots - 1 };
    return seen->slot;
}

/* A book has ten times as many words as types, so they grow: they are the
 * last in the arena meanwhile. */
static bool add_type(struct name_types *types, struct name_type type,
                     struct arena *keep)
{
    if (types->count % TYPES_MORE == 0) {
        types->at = arena_grow(keep, struct name_type, types->at, types->count,
                               TYPES_MORE);
        if (!types->at)
            return false;
    }
    types->at[types->count++] = type;
    return true;
}

/* Each word once; `type` of the words says which. */
static bool find_types(struct name_words *words, struct name_types *types,
                       size_t prefix, struct arena *keep)
{
    struct seen seen;

    if (!make_seen(words, &seen, keep))
        return false;
    for (size_t i = 0; i < words->count; i++) {
        struct name_word *word = &words->at[i];
        uint32_t *slot = find_seen(&seen, types, word->hash);
        if (!*slot) {
            if (!add_type(types, type_of(word, prefix), keep))
                return false;
            *slot = (uint32_t)types->count;
        }
        word->type = *slot - 1;
    }
    return true;
}

/* The types of the words, and those that have a skeleton by it. */
static bool collect_types(struct name_words *words, struct name_types *types,
                          size_t prefix, struct arena *keep)
{
    *types = (struct name_types){ 0 };
    if (!find_types(words, types, prefix, keep))
        return false;
    types->order = arena_new(keep, struct place, types->count + 1);
    struct name_letters *letters =
        arena_new(keep, struct name_letters, types->count + 1);
    if (!types->order || !letters)
        return false;
    for (size_t i = 0; i < types->count; i++) {
        struct name_type *type = &types->at[i];
        if (!type->classes)
            continue;
        type->letters = &letters[i];
        name_spell(type->text, type->letters);
        types->order[types->ordered++] =
            (struct place){ type->prefix, (uint32_t)i, type->hash };
    }
    if (types->ordered)
        qsort(types->order, types->ordered, sizeof(*types->order),
              compare_places);
    return true;
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

/* That a type has this key. */
struct name_match {
    uint64_t key;
    uint32_t type;
};

struct name_matches {
    struct name_match *at[SIDES];
    size_t count, room;
    struct arena *keep;
};

static bool add_match(struct name_matches *matches,
                      const struct name_types types[SIDES], uint32_t ar,
                      uint32_t en)
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
    uint64_t key = types[SIDE_AR].at[ar].hash * 3 ^ types[SIDE_EN].at[en].hash;
    matches->at[SIDE_AR][matches->count] = (struct name_match){ key, ar };
    matches->at[SIDE_EN][matches->count++] = (struct name_match){ key, en };
    return true;
}

static bool find_matches(const struct name_types types[SIDES],
                         const struct name_costs *costs,
                         struct name_matches *matches)
{
    const struct name_types *ar = &types[SIDE_AR], *en = &types[SIDE_EN];
    size_t low = 0;

    for (size_t i = 0; i < ar->ordered; i++) {
        const struct place *place = &ar->order[i];
        while (low < en->ordered && en->order[low].prefix < place->prefix)
            low++;
        for (size_t k = low;
             k < en->ordered && en->order[k].prefix == place->prefix; k++) {
            const struct name_type *name = &ar->at[place->type],
                                   *other = &en->at[en->order[k].type];
            if (could_be(name, other) && is_name(costs, name, other) &&
                !add_match(matches, types, place->type, en->order[k].type))
                return false;
        }
    }
    return true;
}

/* By type; of one type in any order that is always the same. */
static int compare_matches(const void *a, const void *b)
{
    const struct name_match *x = a, *y = b;

    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

/* Give the words their keys, in the order of the words. */
static bool spread_keys(const struct name_words *words,
                        struct name_types *types, struct name_match *matches,
                        size_t count, struct keys *keys)
{
    if (!count)
        return true;
    qsort(matches, count, sizeof(*matches), compare_matches);
    for (size_t i = 0; i < count; i++) {
        struct name_type *type = &types->at[matches[i].type];
        if (!type->match_count++)
            type->first_match = i;
    }
    for (size_t i = 0; i < words->count; i++) {
        const struct name_type *type = &types->at[words->at[i].type];
        for (size_t k = 0; k < type->match_count; k++)
            keys_add(keys, matches[type->first_match + k].key,
                     words->at[i].item, EVIDENCE_NAME);
    }
    return !keys->full;
}

static size_t prefix_for(size_t words)
{
    if (words > BOOK_WORDS)
        return PREFIX_BOOK;
    return words > MANY_WORDS ? PREFIX_LONG : PREFIX;
}

enum barq_status names_join(struct evidence *evidence,
                            struct name_words words[SIDES],
                            struct arena scratch, struct barq_error *err)
{
    struct name_matches matches = { .keep = &scratch };
    size_t prefix = prefix_for(words[SIDE_AR].count);
    struct name_types types[SIDES];
    struct name_costs *costs;
    enum barq_status status = name_costs_open(&costs, err);
    bool fits = true;

    if (status)
        return status;
    for (int s = SIDE_AR; s < SIDES && fits; s++)
        fits = collect_types(&words[s], &types[s], prefix, &scratch);
    fits = fits && find_matches(types, costs, &matches);
    name_costs_close(costs);
    for (int s = SIDE_AR; s < SIDES && fits; s++)
        fits = spread_keys(&words[s], &types[s], matches.at[s], matches.count,
                           &evidence->side[s].keys[KEYS_NAMES]);
    return fits ? BARQ_OK : fail_nomem(err, "for the names of a story");
}
