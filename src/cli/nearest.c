/*
 * nearest.c - what a mistyped name may have meant.
 *
 * Optimal string alignment distance (Damerau 1964; Boytsov 2011): insertions,
 * deletions, substitutions and swaps of neighbours cost 1 each.  One slip is
 * forgiven in a name of up to four letters, two in a longer one.
 */
#include "cli/cli.h"

#include <string.h>

enum { LONGEST = 32 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int distance(const char *a, size_t na, const char *b, size_t nb)
{
    int d[LONGEST + 1][LONGEST + 1];

    for (size_t i = 0; i <= na; i++)
        d[i][0] = (int)i;
    for (size_t j = 0; j <= nb; j++)
        d[0][j] = (int)j;
    for (size_t i = 1; i <= na; i++) {
        for (size_t j = 1; j <= nb; j++) {
            int replaced = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            d[i][j] = least(replaced, 1 + least(d[i - 1][j], d[i][j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[na][nb];
}

const char *nearest_name(const char *typed, const char *(*name)(size_t index))
{
    size_t len = strlen(typed);
    int best = (len <= 4 ? 1 : 2) + 1;
    const char *found = NULL;

    if (!len || len > LONGEST)
        return NULL;
    for (size_t i = 0; name(i); i++) {
        size_t n = strlen(name(i));
        int d = n <= LONGEST ? distance(typed, len, name(i), n) : best;
        if (d < best) {
            best = d;
            found = name(i);
        }
    }
    return found;
}
