/* A name of any valid UTF-8: its slug is words set apart by single hyphens,
 * the same each time, whatever the case of its letters. */
#include "base/utf8.h"
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 2000 };

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_shape(struct barq_text slug)
{
    size_t offset;

    must(utf8_check(slug, &offset));
    for (size_t i = 0; i < slug.len; i++) {
        must(slug.at[i] != ' ' && slug.at[i] != '/');
        must(slug.at[i] != '-' ||
             (i && i + 1 < slug.len && slug.at[i - 1] != '-'));
    }
}

static struct barq_text slug_of(struct barq_text name, struct arena *keep)
{
    struct arena scratch = arena_split(keep);
    struct barq_text slug;

    must(!text_slug(name, &slug, keep, scratch, NULL));
    return slug;
}

static char capital(char c)
{
    static const char small[] = "abcdefghijklmnopqrstuvwxyz";
    const char *at = strchr(small, c);

    if (!at)
        return c;
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at - small];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct barq_text name = { (const char *)data, size };
    char upper[MOST];
    struct block home;
    struct arena keep;
    size_t offset;

    if (size > MOST || !utf8_check(name, &offset))
        return 0;
    must(!block_reserve(&home, (size_t)64 << 20, &keep, NULL));
    struct barq_text slug = slug_of(name, &keep);
    check_shape(slug);
    for (size_t i = 0; i < size; i++)
        upper[i] = capital(name.at[i]);
    must(text_equal(slug, slug_of((struct barq_text){ upper, size }, &keep)));
    block_release(home);
    return 0;
}
