/*
 * synonyms.c - groups of English words that a translator may choose for one
 * another, by their stems.
 *
 * A dictionary gives SARA as "walk", and a story has "trudged".  A line of
 * tm/synonyms is a group of such words, "walk trudge stride pace", and a word
 * may be in several:
 *
 *   stem of "pace"  ->  the groups of walk, of speed, of rate
 *
 * The stems are those of the lexicon without the vocabulary, as tokens have
 * them, so that any form of a word is found.  Groups are numbered in the order
 * of the lines; entries are sorted by stem.  Of the hash of a stem 32 bits are
 * kept: of twelve thousand stems two share them once in sixty such tables.
 */
#include "text/lexicon.h"

#include "base/data.h"
#include "base/error.h"
#include "base/utf8.h"
#include "text/stem.h"
#include "text/table.h"

#include <stdlib.h>

enum { WORDS_MORE = 4096, LONGEST_WORD = 64 };

/* Entries that grow, in an arena of their own. */
struct groups {
    struct lexicon_synonym *at;
    size_t count, room;
    uint32_t group; /* the one that is read */
    struct arena arena;
};

static uint32_t short_hash(uint64_t hash)
{
    return (uint32_t)(hash ^ hash >> 32);
}

static bool add(struct groups *groups, uint32_t stem)
{
    if (groups->count == groups->room) {
        struct lexicon_synonym *more =
            arena_grow(&groups->arena, struct lexicon_synonym, groups->at,
                       groups->count, WORDS_MORE);
        if (!more)
            return false;
        groups->at = more;
        groups->room += WORDS_MORE;
    }
    groups->at[groups->count++] =
        (struct lexicon_synonym){ stem, groups->group };
    return true;
}

static enum barq_status add_group(const struct lexicon *lexicon,
                                  const struct table *table,
                                  struct groups *groups, struct barq_error *err)
{
    struct barq_text rest = table->field[0];
    char stem[LONGEST_WORD + STEM_GROWTH];

    groups->group++;
    while (rest.len) {
        struct barq_text word = text_field(&rest, ' ');
        if (word.len > LONGEST_WORD)
            return table_fail(table, "a word of over 64 bytes", err);
        size_t len = stem_english(lexicon, word, word, stem);
        if (!add(groups,
                 short_hash(text_hash((struct barq_text){ stem, len }))))
            return fail_nomem(err, "for the synonyms");
    }
    return BARQ_OK;
}

static enum barq_status add_table(const struct lexicon *lexicon,
                                  const char *name, struct groups *groups,
                                  struct arena scratch, struct barq_error *err)
{
    struct table table;
    enum barq_status status = table_open(&table, name, &scratch, err);

    while (!status && !(status = table_next(&table, 1, err)))
        status = add_group(lexicon, &table, groups, err);
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

static int compare(const void *a, const void *b)
{
    const struct lexicon_synonym *x = a, *y = b;

    if (x->stem != y->stem)
        return x->stem < y->stem ? -1 : 1;
    return (x->group > y->group) - (x->group < y->group);
}

enum barq_status synonyms_read(struct lexicon *lexicon, struct arena *keep,
                               struct barq_error *err)
{
    struct arena scratch = arena_split(keep);
    struct groups groups = { .arena = arena_part(keep, 4) };
    enum barq_status status = BARQ_OK;
    const char *name;

    for (size_t i = 0; !status && (name = data_name("synonyms/", i)); i++)
        status = add_table(lexicon, name, &groups, scratch, err);
    if (groups.count)
        qsort(groups.at, groups.count, sizeof(*groups.at), compare);
    lexicon->synonyms = groups.at;
    lexicon->synonym_count = groups.count;
    return status;
}

size_t lexicon_synonyms(const struct lexicon *lexicon, uint64_t stem,
                        uint32_t *groups, size_t max)
{
    uint32_t wanted = short_hash(stem);
    size_t low = 0, high = lexicon->synonym_count, count = 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lexicon->synonyms[middle].stem < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < lexicon->synonym_count && count < max &&
           lexicon->synonyms[low].stem == wanted;
         low++)
        groups[count++] = lexicon->synonyms[low].group;
    return count;
}
