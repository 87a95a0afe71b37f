/*
 * letters.c - what words alone do not see.
 *
 * To the distance of distance.c two words are of one stem, alike, or strangers.
 * But of two sentences with as many strange words one may be made of the same
 * pieces, and its translation, too.  So a score looks at letters as well: at
 * every three that follow one another, of the words at L2 with one space
 * around each.  Marks are left out; numbers and dates are taken by their
 * values, since how these are written says nothing.
 *
 *   query   _oil price_    _oi oil il_ l_p _pr pri ric ice ce_         Q = 9
 *   stored  _oil prices_   _oi oil il_ l_p _pr pri ric ice ces es_     S = 10
 *                          8 in common
 *
 *   lacking = 1 - (3 + 1) common / (3 Q + S)                           0.14
 *
 * This is Dice's measure, but that what the query has counts three times: what
 * a match lacks must be translated, what it has beyond is struck out.
 *
 * Letters and words mostly agree: where words take p points, letters lack
 * about p hundredths.  Half of what they lack beyond 0.8 of that comes off:
 *
 *   points = (100 lacking - 0.8 p) / 2, if that is above 0
 *
 * What is taken off is never given back: retrieval, which knows words alone
 * (bound.c), may find a segment for nothing, but misses none.
 *
 * The figures were found by tests/eval/weights.c, which says how; why they are
 * no table of tm/rules, bound.c says.
 *
 * Limits: letters are counted, wherever they stand.
 */
#include "match/letters.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

/* A letter takes 21 bits, so that three fill 63 and none is lost. */
enum { LETTER_BITS = 21, GRAM = 3 };
static const uint64_t GRAM_MASK = (UINT64_C(1) << GRAM * LETTER_BITS) - 1;

/* How often what the query has counts, for once what the stored one has. */
enum { QUERY_COUNTS = 3 };

static const double EXPECTED = 0.8, TAKEN = 0.5;

struct grams {
    uint64_t *at; /* none is 0 */
    size_t count;
};

/* A row of the table of the query's: one gram, and how often it is left. */
struct row {
    uint64_t gram;
    size_t left;
};

struct match_letters {
    struct row *rows;
    size_t mask;  /* their number, a power of two, less one */
    size_t count; /* of the grams */
};

/* A number or a date is its value, however it is written. */
static struct barq_text letters_of(const struct token *token)
{
    return token->value.len ? token->value : token->l2;
}

static size_t most_grams(const struct match_side *side)
{
    size_t count = 1;

    for (size_t i = 0; i < side->tokens.count; i++)
        count += letters_of(&side->tokens.at[i]).len + 1;
    return count;
}

/* One letter further; `*last` holds the letters before. */
static void add_letter(struct grams *grams, uint64_t *last, uint32_t letter)
{
    *last = (*last << LETTER_BITS | letter) & GRAM_MASK;
    if (*last >> (GRAM - 1) * LETTER_BITS)
        grams->at[grams->count++] = *last;
}

static bool read_grams(const struct match_side *side, struct grams *grams,
                       struct arena *keep)
{
    uint64_t last = ' ';

    *grams =
        (struct grams){ arena_new_raw(keep, uint64_t, most_grams(side)), 0 };
    if (!grams->at)
        return false;
    for (size_t i = 0; i < side->tokens.count; i++) {
        struct barq_text word = letters_of(&side->tokens.at[i]);
        if (side->tokens.at[i].kind == TOKEN_PUNCT)
            continue;
        for (size_t at = 0; at < word.len;)
            add_letter(grams, &last, utf8_next(word, &at));
        add_letter(grams, &last, ' ');
    }
    return true;
}

/* The row of a gram, or the free one where it belongs. */
static struct row *row_of(const struct match_letters *table, uint64_t gram)
{
    size_t i = (gram * UINT64_C(0x9E3779B97F4A7C15)) >> 32 & table->mask;

    while (table->rows[i].gram && table->rows[i].gram != gram)
        i = (i + 1) & table->mask;
    return &table->rows[i];
}

static bool make_table(struct grams grams, struct match_letters *table,
                       struct arena *keep)
{
    size_t size = 1;

    while (size < 2 * grams.count)
        size *= 2;
    *table = (struct match_letters){ arena_new(keep, struct row, size),
                                     size - 1, grams.count };
    if (!table->rows)
        return false;
    for (size_t i = 0; i < grams.count; i++) {
        struct row *row = row_of(table, grams.at[i]);
        row->gram = grams.at[i];
        row->left++;
    }
    return true;
}

/* A table of which grams can be taken. */
static bool copy_table(const struct match_letters *from,
                       struct match_letters *table, struct arena *keep)
{
    size_t size = from->mask + 1;

    *table = *from;
    table->rows = arena_new_raw(keep, struct row, size);
    if (table->rows)
        memcpy(table->rows, from->rows, size * sizeof(*table->rows));
    return table->rows != NULL;
}

static size_t take_common(const struct match_letters *table, struct grams grams)
{
    size_t common = 0;

    for (size_t i = 0; i < grams.count; i++) {
        struct row *row = row_of(table, grams.at[i]);
        if (!row->left)
            continue;
        row->left--;
        common++;
    }
    return common;
}

enum barq_status match_letters_read(struct match_side *query,
                                    struct arena *keep, struct barq_error *err)
{
    struct match_letters *table = arena_new(keep, struct match_letters, 1);
    struct grams grams;

    if (!table || !read_grams(query, &grams, keep) ||
        !make_table(grams, table, keep))
        return fail_nomem(err, "for the letters of a query");
    query->letters = table;
    return BARQ_OK;
}

enum barq_status match_letters(const struct match_side *query,
                               const struct match_side *stored, double *lacking,
                               struct arena scratch, struct barq_error *err)
{
    struct match_side asked = *query;
    struct match_letters table;
    struct grams found;
    enum barq_status status = BARQ_OK;

    if (!asked.letters)
        status = match_letters_read(&asked, &scratch, err);
    if (status)
        return status;
    if (!copy_table(asked.letters, &table, &scratch) ||
        !read_grams(stored, &found, &scratch))
        return fail_nomem(err, "for the letters of a segment");
    size_t all = QUERY_COUNTS * table.count + found.count;
    size_t common = (QUERY_COUNTS + 1) * take_common(&table, found);
    *lacking = all ? (double)(all - common) / (double)all : 0;
    return BARQ_OK;
}

double match_letter_points(double points, double lacking)
{
    double beyond = 100 * lacking - EXPECTED * points;

    return beyond > 0 ? TAKEN * beyond : 0;
}
