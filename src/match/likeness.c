/*
 * likeness.c - what it costs to have one token for another.
 *
 *   |w(a) - w(b)| + share * min(w(a), w(b))
 *
 * where the share says how much of the work is new (see shares[]).  The first
 * term keeps a light word from standing in for a heavy one at less than the
 * difference; retrieval rests on it (see bound.c).
 *
 *   query    prices rose 3 %  in Cairo
 *   stored   price  rose 5 %  in Cairo
 *   w        0.7         0.1
 *   cost     0.07        0.07              forms of a stem, two numbers
 *
 * A share below that of ALIKE needs an equal index key.  What is equal at L2
 * has one, and so have nearly all equal stems; that it is asked for here makes
 * retrieval complete whatever the tokenizer thinks of later.  Numbers and dates
 * are the exception, and bound.c knows it.
 *
 * Limits: words of more than MATCH_LETTERS_MOST letters are never alike.
 */
#include "match/likeness.h"

#include "base/utf8.h"

/* In ten-thousandths; found by tests/eval/weights.c, which says how.  Why they
 * are no table of tm/rules, bound.c says. */
static const int64_t shares[] = {
    [MATCH_SAME] = 0,
    [MATCH_SPELLING] = 400,
    [MATCH_CLITIC] = MATCH_SHARE_KEYED,
    [MATCH_NUMBER] = 7000,
    [MATCH_DATE] = 7000,
    [MATCH_ALIKE] = MATCH_SHARE_ALIKE,
    [MATCH_WORD] = MATCH_FINE,
    [MATCH_PUNCTUATION] = MATCH_FINE,
};

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The letters of a word, for as long as it is compared. */
struct letters {
    uint32_t at[MATCH_LETTERS_MOST];
    size_t count;
};

static void read_letters(struct barq_text key, struct letters *letters)
{
    letters->count = 0;
    for (size_t i = 0; i < key.len && letters->count < MATCH_LETTERS_MOST;)
        letters->at[letters->count++] = utf8_next(key, &i);
}

/*
 * One row of the table of Levenshtein distances, that of the letter a[i - 1],
 * from the row before it, as far as cells may hold `most` or less: the
 * distance is no less than how far a cell lies off the diagonal.  Cells
 * beyond hold more than `most`.  Returns the least of the row.
 */
static size_t next_letter(const struct letters *a, size_t i,
                          const struct letters *b, size_t most, size_t *row)
{
    size_t first = i > most ? i - most : 1;
    size_t last = least(b->count, i + most);
    size_t diagonal = row[first - 1];
    size_t best = first == 1 ? i : most + 1;

    row[first - 1] = best;
    for (size_t j = first; j <= last; j++) {
        size_t replaced = diagonal + (a->at[i - 1] != b->at[j - 1]);
        diagonal = row[j];
        row[j] = least(replaced, least(diagonal, row[j - 1]) + 1);
        best = least(best, row[j]);
    }
    return best;
}

/* Is the Levenshtein distance of the letters at most `most`? */
static bool letters_within(struct barq_text ka, struct barq_text kb,
                           size_t most)
{
    size_t row[MATCH_LETTERS_MOST + 1];
    struct letters a, b;

    read_letters(ka, &a);
    read_letters(kb, &b);
    for (size_t j = 0; j <= b.count; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.count; i++)
        if (next_letter(&a, i, &b, most, row) > most)
            return false;
    return row[b.count] <= most;
}

/* The largest distance at which words are alike: 1 - distance / longer >= 0.6.
 */
static size_t most_edits(const struct match_word *a, const struct match_word *b)
{
    size_t longer = a->letter_count + b->letter_count -
                    least(a->letter_count, b->letter_count);

    return 4 * longer / 10;
}

/* An edit takes at most one letter away, so a distance is no less than the
 * letters that only one word has, by the bits of the signatures. */
bool match_may_be_alike(const struct match_word *a, const struct match_word *b)
{
    size_t shorter = least(a->letter_count, b->letter_count);
    size_t most = most_edits(a, b);

    if (!shorter || a->letter_count + b->letter_count - 2 * shorter > most)
        return false;
    int lost = __builtin_popcountll(a->signature & ~b->signature);
    int won = __builtin_popcountll(b->signature & ~a->signature);
    return (size_t)(lost > won ? lost : won) <= most;
}

/* Words that may be alike are given up at the first letter that is too much.
 */
static bool alike(const struct match_side *sa, size_t i,
                  const struct match_side *sb, size_t j)
{
    const struct match_word *a = &sa->words[i], *b = &sb->words[j];

    return match_may_be_alike(a, b) &&
           letters_within(sa->tokens.at[i].l2, sb->tokens.at[j].l2,
                          most_edits(a, b));
}

static bool is_placeable(const struct token *token)
{
    return token->kind == TOKEN_NUMBER || token->kind == TOKEN_DATE;
}

/* How tokens differ that have one index key; MATCH_WORD if it misled. */
static enum match_difference compare_keyed(const struct token *a,
                                           const struct token *b)
{
    if ((a->kind == TOKEN_PUNCT) != (b->kind == TOKEN_PUNCT))
        return MATCH_WORD;
    if (text_equal(a->l1, b->l1))
        return MATCH_SAME;
    if (text_equal(a->l2, b->l2))
        return MATCH_SPELLING;
    if (is_placeable(a) && a->kind == b->kind && a->value.len &&
        text_equal(a->value, b->value))
        return MATCH_SPELLING;
    if (a->kind != TOKEN_PUNCT && text_equal(a->l3, b->l3))
        return MATCH_CLITIC;
    return MATCH_WORD;
}

enum match_difference match_keyed(const struct match_side *sa, size_t i,
                                  const struct match_side *sb, size_t j)
{
    const struct token *a = &sa->tokens.at[i], *b = &sb->tokens.at[j];

    return a->key_hash == b->key_hash ? compare_keyed(a, b) : MATCH_WORD;
}

enum match_difference match_likened(const struct match_side *sa, size_t i,
                                    const struct match_side *sb, size_t j)
{
    enum token_kind a = sa->tokens.at[i].kind, b = sb->tokens.at[j].kind;

    if (a == TOKEN_NUMBER && b == TOKEN_NUMBER)
        return MATCH_NUMBER;
    if (a == TOKEN_DATE && b == TOKEN_DATE)
        return MATCH_DATE;
    return alike(sa, i, sb, j) ? MATCH_ALIKE : MATCH_WORD;
}

int64_t match_pair_cost(int weight, int other, enum match_difference difference)
{
    int light = weight < other ? weight : other;
    int apart = weight + other - 2 * light;

    return (int64_t)MATCH_FINE * apart + shares[difference] * light;
}

int match_least(enum token_kind kind, int weight)
{
    switch (kind) {
    case TOKEN_NUMBER:
        return (int)(shares[MATCH_NUMBER] * weight / MATCH_FINE);
    case TOKEN_DATE:
        return (int)(shares[MATCH_DATE] * weight / MATCH_FINE);
    case TOKEN_WORD:
    case TOKEN_FUNCTION:
    case TOKEN_PUNCT:
        break;
    }
    return weight;
}

int match_spare(enum token_kind kind, int weight)
{
    return kind == TOKEN_WORD ? (int)match_spare_of(weight) : 0;
}
