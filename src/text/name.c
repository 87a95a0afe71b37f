/*
 * name.c - is this Latin name that Arabic one?
 *
 * Arabic writes no short vowels, and has one letter where Latin has several
 * (beh for b, p and at times v) and the other way round.  So both are laid
 * side by side by dynamic programming, one to three Arabic letters against
 * none to four Latin ones (after Freeman, Condon and Ackerman, 2006):
 *
 *   b l i n k e n        similarity = 1 - cost / max(1.5, (A + C) / 2)
 *   B L Y N K . N        A letters of the Arabic, C consonants of the Latin
 *         0.12           cost 0.12 for the e nobody writes: 0.98
 *
 * What a group of letters may be stands in tm/rules/name_costs.tsv, in three
 * columns at 0, 0.15 and 0.35.  Beyond the table a letter may go unwritten:
 *
 *   Latin    a vowel 0.12, the second of two 0.08, a letter doubled or an e
 *            at the end 0.05, h 0.35, w 0.5, any other consonant 0.75
 *   Arabic   waw, yeh, alef, ain, heh and teh marbuta 0.35, any other 0.9
 *
 * With these the right one of 573 names came first in 98 of 100; `make eval`
 * measures it again.
 *
 * Limits: names that were translated and not transcribed (Egypt, the Hague)
 * are the lexicon's; very short ones collide (Oman, Mane).
 */
#include "text/name.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/table.h"

#include <string.h>

enum {
    ARABIC_MOST = 3, /* letters of a group */
    LATIN_MOST = 4,
    BLOCK_FIRST = 0x0600, /* the Arabic block, by which groups are found */
    BLOCK_SIZE = 0x100,
    COLUMNS = 3,
    LATIN_SLOTS = 27,
};

struct group {
    uint32_t arabic[ARABIC_MOST], latin[LATIN_MOST];
    uint8_t arabic_count, latin_count;
    float cost;
    uint32_t next; /* with the same first letters: index + 1 */
};

struct name_costs {
    struct block home;
    struct group *groups;
    size_t count, most;
    /* By the first letter on either side: index + 1.  Latin a-z, and last
     * what has no Latin letter, or another. */
    uint32_t first[BLOCK_SIZE][LATIN_SLOTS];
};

static const float column_costs[COLUMNS] = { 0, 0.15F, 0.35F };

/* ---------------------------------------------------------------- table */

/* The code points of `text`, or false if they are more than `most`. */
static bool spell(struct barq_text text, uint32_t *to, size_t most,
                  uint8_t *count)
{
    *count = 0;
    for (size_t i = 0; i < text.len;) {
        if (*count == most)
            return false;
        to[(*count)++] = utf8_next(text, &i);
    }
    return true;
}

static size_t latin_slot(uint32_t c)
{
    return c >= 'a' && c <= 'z' ? c - 'a' : LATIN_SLOTS - 1;
}

static bool add_group(struct name_costs *costs, struct barq_text arabic,
                      struct barq_text latin, float cost)
{
    struct group *group = &costs->groups[costs->count];

    if (latin.len == 1 && latin.at[0] == '-')
        latin.len = 0;
    *group = (struct group){ .cost = cost };
    if (costs->count == costs->most ||
        !spell(arabic, group->arabic, ARABIC_MOST, &group->arabic_count) ||
        !spell(latin, group->latin, LATIN_MOST, &group->latin_count) ||
        group->arabic[0] < BLOCK_FIRST ||
        group->arabic[0] >= BLOCK_FIRST + BLOCK_SIZE)
        return false;
    uint32_t *first =
        &costs->first[group->arabic[0] - BLOCK_FIRST]
                     [latin_slot(group->latin_count ? group->latin[0] : 0)];
    group->next = *first;
    *first = (uint32_t)++costs->count;
    return true;
}

static enum barq_status add_line(struct name_costs *costs,
                                 const struct table *table,
                                 struct barq_error *err)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        struct barq_text rest = table->field[i + 1];
        while (rest.len) {
            struct barq_text latin = text_field(&rest, ' ');
            if (latin.len &&
                !add_group(costs, table->field[0], latin, column_costs[i]))
                return table_fail(table,
                                  "not one to three Arabic letters and "
                                  "spellings of up to four",
                                  err);
        }
    }
    return BARQ_OK;
}

static enum barq_status fill(struct name_costs *costs, struct arena *keep,
                             struct barq_error *err)
{
    struct table table;
    enum barq_status status =
        table_open(&table, "rules/name_costs.tsv", keep, err);

    if (status)
        return status;
    /* No spelling is shorter than a letter and what sets it apart. */
    costs->most = table.rest.len / 2 + 1;
    costs->groups = arena_new(keep, struct group, costs->most + 1);
    if (!costs->groups)
        return fail_nomem(err, "for the costs of names");
    while ((status = table_next(&table, 2, err)) == BARQ_OK) {
        status = add_line(costs, &table, err);
        if (status)
            return status;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

enum barq_status name_costs_open(struct name_costs **out,
                                 struct barq_error *err)
{
    struct block home = { 0 };
    struct arena keep;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    struct name_costs *costs = arena_new(&keep, struct name_costs, 1);
    status = costs ? fill(costs, &keep, err)
                   : fail_nomem(err, "for the costs of names");
    if (status) {
        block_release(home);
        return status;
    }
    costs->home = home;
    *out = costs;
    return BARQ_OK;
}

void name_costs_close(struct name_costs *costs)
{
    if (costs)
        block_release(costs->home);
}

/* ----------------------------------------------------------------- cost */

static bool is_vowel(uint32_t c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/* Of leaving the i-th Latin letter unwritten. */
static float latin_cost(const struct name_letters *latin, size_t i)
{
    uint32_t c = latin->at[i], before = i ? latin->at[i - 1] : 0;

    if (c == before || (c == 'e' && i > 0 && i + 1 == latin->count))
        return 0.05F;
    if (is_vowel(c))
        return is_vowel(before) ? 0.08F : 0.12F;
    if (c == 'h')
        return 0.35F;
    return c == 'w' ? 0.5F : 0.75F;
}

/* Of leaving an Arabic letter unwritten. */
static float arabic_cost(uint32_t c)
{
    switch (c) {
    case 0x0648: /* waw */
    case 0x064A: /* yeh */
    case 0x0649: /* alef maksura */
    case 0x0627: /* alef */
    case 0x0639: /* ain */
    case 0x0647: /* heh */
    case 0x0629: /* teh marbuta */
        return 0.35F;
    default:
        return 0.9F;
    }
}

/* Do the letters of a group stand at `at`, of which `left` are left? */
static bool stands(const uint32_t *group, size_t count, const uint32_t *at,
                   size_t left)
{
    if (count > left)
        return false;
    for (size_t i = 0; i < count; i++)
        if (group[i] != at[i])
            return false;
    return true;
}

/* cost[i][k]: of the first i Arabic and the first k Latin letters. */
struct grid {
    float cost[NAME_MOST + 1][NAME_MOST + 1];
};

static void lower(float *to, float cost)
{
    if (cost < *to)
        *to = cost;
}

/* A node of a grid, and the names it is of. */
struct node {
    const struct name_letters *arabic, *latin;
    struct grid *grid;
    size_t i, k;
};

/* Carry the cost of a node on by each group of a list that stands there. */
static void relax_groups(const struct name_costs *costs, uint32_t at,
                         const struct node *node)
{
    size_t i = node->i, k = node->k;
    float cost = node->grid->cost[i][k];

    for (; at; at = costs->groups[at - 1].next) {
        const struct group *group = &costs->groups[at - 1];
        if (stands(group->arabic, group->arabic_count, &node->arabic->at[i],
                   node->arabic->count - i) &&
            stands(group->latin, group->latin_count, &node->latin->at[k],
                   node->latin->count - k))
            lower(&node->grid
                       ->cost[i + group->arabic_count][k + group->latin_count],
                  cost + group->cost);
    }
}

/* Carry the cost of a node on to all that follow from it. */
static void relax(const struct name_costs *costs, const struct node *node)
{
    size_t i = node->i, k = node->k;
    const struct name_letters *arabic = node->arabic, *latin = node->latin;
    struct grid *grid = node->grid;
    float cost = grid->cost[i][k];

    if (k < latin->count)
        lower(&grid->cost[i][k + 1], cost + latin_cost(latin, k));
    if (i == arabic->count)
        return;
    uint32_t c = arabic->at[i];
    lower(&grid->cost[i + 1][k], cost + arabic_cost(c));
    if (c < BLOCK_FIRST || c >= BLOCK_FIRST + BLOCK_SIZE)
        return;
    const uint32_t *first = costs->first[c - BLOCK_FIRST];
    size_t slot = k < latin->count ? latin_slot(latin->at[k]) : LATIN_SLOTS - 1;
    relax_groups(costs, first[LATIN_SLOTS - 1], node);
    if (slot != LATIN_SLOTS - 1)
        relax_groups(costs, first[slot], node);
}

static size_t count_consonants(const struct name_letters *latin)
{
    size_t count = 0;

    for (size_t i = 0; i < latin->count; i++)
        count += !is_vowel(latin->at[i]);
    return count;
}

/* What the cost is a share of. */
static double length_of(const struct name_letters *a,
                        const struct name_letters *l)
{
    double length = (double)(a->count + count_consonants(l)) / 2;

    return length > 1.5 ? length : 1.5;
}

/* The cost of a way from end to end, or more than `most` if it is. */
static double walk(const struct name_costs *costs, const struct name_letters *a,
                   const struct name_letters *l, double most)
{
    struct grid grid;

    for (size_t i = 0; i <= a->count; i++)
        for (size_t k = 0; k <= l->count; k++)
            grid.cost[i][k] = NAME_MOST * 2;
    grid.cost[0][0] = 0;
    for (size_t i = 0; i <= a->count; i++)
        for (size_t k = 0; k <= l->count; k++)
            if ((double)grid.cost[i][k] <= most)
                relax(costs, &(struct node){ a, l, &grid, i, k });
    return (double)grid.cost[a->count][l->count];
}

double name_cost(const struct name_costs *costs, struct barq_text arabic,
                 struct barq_text latin, double *similarity)
{
    struct name_letters a, l;

    name_spell(arabic, &a);
    name_spell(latin, &l);
    double cost = walk(costs, &a, &l, NAME_MOST * 2);
    double share = cost / length_of(&a, &l);
    *similarity = share < 1 && a.count && l.count ? 1 - share : 0;
    return cost;
}

bool name_letters_alike(const struct name_costs *costs,
                        const struct name_letters *arabic,
                        const struct name_letters *latin, double least)
{
    if (!arabic->count || !latin->count)
        return false;
    double most = (1 - least) * length_of(arabic, latin);
    return walk(costs, arabic, latin, most) <= most;
}

bool name_is_alike(const struct name_costs *costs, struct barq_text arabic,
                   struct barq_text latin, double least)
{
    struct name_letters a, l;

    name_spell(arabic, &a);
    name_spell(latin, &l);
    return name_letters_alike(costs, &a, &l, least);
}
