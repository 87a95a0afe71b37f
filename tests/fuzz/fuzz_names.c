/* Two names of any valid UTF-8, the first line and the rest: a cost that is
 * not negative, a similarity within 0..1, a key of classes, and the marks
 * that separate words change nothing. */
#include "base/utf8.h"
#include "text/name.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_key(struct barq_text name)
{
    char key[NAME_KEY_MOST], again[NAME_KEY_MOST], spaced[600];
    size_t len = name_key(name, key);

    must(len <= NAME_KEY_MOST);
    for (size_t i = 0; i < len; i++) {
        must(key[i] && strchr("BFGLMRST", key[i]));
        must(i == 0 || key[i] != key[i - 1]);
    }
    memset(spaced, ' ', sizeof(spaced));
    for (size_t i = 0; i < name.len; i++)
        spaced[i] = name.at[i];
    must(name_key((struct barq_text){ spaced, name.len + 1 }, again) == len);
    must(memcmp(key, again, len) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct name_costs *costs;
    struct barq_text rest = { (const char *)data, size }, first;
    double alike = -1, again = -1;
    size_t offset;

    if (!costs)
        must(!name_costs_open(&costs, NULL));
    if (size > 512 || !utf8_check(rest, &offset) || !text_line(&rest, &first))
        return 0;
    double cost = name_cost(costs, first, rest, &alike);
    must(cost >= 0 && alike >= 0 && alike <= 1);
    must(name_cost(costs, first, rest, &again) == cost && again == alike);
    check_key(first);
    check_key(rest);
    return 0;
}
