/*
 * scale.c - how a distance becomes a score, and back.
 *
 * With x = D / max(W(query), W(stored)), at most 1,
 *
 *   score = 100 * (1 - x * (0.6 + 0.4 x))
 *
 * It falls from 100 to 0 as 1 - x does, so that the order of matches is that of
 * their distances.  But a change costs its stretch besides its words
 * (distance.c), and of a segment in which little else is left that is more than
 * a translator's work: a word of four takes a third of the weight, and the
 * rest is still as good as three quarters (letters.c takes some more off).
 *
 *   x        0.05  0.1  0.2  0.3  0.4  0.5  0.7  1
 *   score    96    93   86   78   69   60   38   0
 *
 * Only sums, products and one quotient of whole numbers: equal scores are
 * equal, on every machine.
 *
 * Why the figure is no table of tm/rules, bound.c says.
 */
#include "match/scale.h"

enum { LINEAR = 60 };
_Static_assert(0 <= LINEAR && LINEAR <= 100, "what is farther is no better");

/* A whole, in ten-thousandths. */
static const int64_t WHOLE = 10000;

double match_points(int64_t cost, int64_t whole)
{
    double x = whole > 0 ? (double)cost / (double)whole : 0;

    return x * (LINEAR + (100 - LINEAR) * x);
}

/* Not for a hair of floating point. */
int match_whole(double exact)
{
    double left = exact + 1e-9;

    return left > 0 ? (int)left : 0;
}

int match_percent(int64_t cost, int64_t whole)
{
    return match_whole(100 - match_points(cost, whole));
}

/* By halves: the least that takes more than may be taken. */
int64_t match_reach(int percent)
{
    int64_t points = (100 - percent) * WHOLE * WHOLE;
    int64_t low = 0, high = WHOLE;

    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (middle * (LINEAR * WHOLE + (100 - LINEAR) * middle) > points)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
