/*
 * caps.c - differences that weigh more than their share of the words.
 *
 * "Talks will resume" and "talks will not resume" share almost every word,
 * and a desk that takes one for the other prints the opposite of the news.
 * So a difference of a certain kind caps the score, however long the
 * sentence around it:
 *
 *   84  polarity: what negates, rises or falls is not the same, or not in the
 *       same place
 *   89  a name that the other side has not, or has otherwise
 *   94  a number or date of another value
 *   94  a word in another form
 *   94  anything else: 95 and up are kept for what is equal in its words
 *
 * Polarity is looked at twice.  Counted over the whole segment, one side must
 * negate, rise and fall as often as the other.  And on the path, no word that
 * does may be dropped, added or replaced, but by another that does the same:
 *
 *   oil rose, gold fell     oil fell, gold rose    one each, but replaced: 84
 *   will not stay but go    will stay but not go   dropped and added: 84
 *   oil rose                oil climbed            up for up: no cap of this
 *
 * Names are read off the path, too: with "A attacks B" for "B attacks A" both
 * sides have the same names, and the path sees two of them replaced.  A name
 * with another clitic is the same name.
 *
 * Limits: where a negation changes places with a word no heavier, the path may
 * say that the other word moved ("not in" for "in not").
 */
#include "match/score.h"

static void count_polarity(struct tokens tokens, size_t counts[4])
{
    for (size_t i = 0; i < tokens.count; i++)
        counts[tokens.at[i].polarity]++;
}

static bool polarity_differs(const struct match_side *a,
                             const struct match_side *b)
{
    size_t ca[4] = { 0 }, cb[4] = { 0 };

    count_polarity(a->tokens, ca);
    count_polarity(b->tokens, cb);
    return ca[POLARITY_NOT] != cb[POLARITY_NOT] ||
           ca[POLARITY_UP] != cb[POLARITY_UP] ||
           ca[POLARITY_DOWN] != cb[POLARITY_DOWN];
}

static bool is_name(const struct token *token)
{
    return token && token->name;
}

static enum token_polarity polarity_of(const struct token *token)
{
    return token ? token->polarity : POLARITY_NONE;
}

/* Why a score is capped, the gravest first. */
enum cap { CAP_POLARITY, CAP_NAME, CAP_NUMBER, CAP_DATE, CAP_FORM, CAP_FUZZY };

static const struct match_cap caps[] = {
    [CAP_POLARITY] = { 84, "cap polarity" }, [CAP_NAME] = { 89, "cap name" },
    [CAP_NUMBER] = { 94, "cap number" },     [CAP_DATE] = { 94, "cap date" },
    [CAP_FORM] = { 94, "cap form" },         [CAP_FUZZY] = { 94, "cap fuzzy" },
};

static enum cap cap_step(const struct match_step *step)
{
    bool name = is_name(step->query) || is_name(step->stored);

    if (polarity_of(step->query) != polarity_of(step->stored))
        return CAP_POLARITY;
    switch (step->difference) {
    case MATCH_ALIKE:
        return name ? CAP_NAME : CAP_FORM;
    case MATCH_WORD:
    case MATCH_MOVED:
    case MATCH_MISSING:
    case MATCH_ADDED:
        return name ? CAP_NAME : CAP_FUZZY;
    case MATCH_NUMBER:
        return CAP_NUMBER;
    case MATCH_DATE:
        return CAP_DATE;
    case MATCH_CLITIC:
        return CAP_FORM;
    default:
        return CAP_FUZZY;
    }
}

struct match_cap match_cap(const struct match_side *query,
                           const struct match_side *stored,
                           const struct match_path *path)
{
    enum cap gravest =
        polarity_differs(query, stored) ? CAP_POLARITY : CAP_FUZZY;

    for (size_t i = 0; i < path->count; i++) {
        enum cap found = cap_step(&path->steps[i]);
        gravest = found < gravest ? found : gravest;
    }
    return caps[gravest];
}
