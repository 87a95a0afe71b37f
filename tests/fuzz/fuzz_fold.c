/* Any valid UTF-8 folds at every level; its key is its own key, is what
 * folding without the table gives, and maps back in order, by whole
 * characters, leaving out nothing but what folds to nothing. */
#include "base/utf8.h"
#include "text/fold.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool holds)
{
    if (!holds)
        abort();
}

static struct barq_text fold(struct barq_text raw, enum text_level level,
                             struct arena *keep)
{
    struct arena scratch = arena_split(keep);
    struct barq_text key;

    expect(!text_fold(raw, level, &key, keep, scratch, NULL));
    return key;
}

static void check_exact(struct barq_text raw, enum text_level level,
                        struct barq_text key, struct arena keep)
{
    struct arena scratch = arena_split(&keep);
    struct barq_text exact;

    expect(!fold_exact(raw, level, &exact, &keep, scratch, NULL));
    expect(text_equal(key, exact));
}

static bool is_boundary(struct barq_text text, size_t i)
{
    return i == text.len || ((unsigned char)text.at[i] & 0xC0) != 0x80;
}

static void check_map(struct barq_text raw, enum text_level level,
                      struct barq_text key, struct arena keep)
{
    struct arena scratch = arena_split(&keep);
    struct text_map map;

    expect(!text_fold_map(raw, level, &map, &keep, scratch, NULL));
    expect(text_equal(map.key, key) && map.from[key.len] <= raw.len);
    for (size_t i = 0; i < key.len; i++) {
        struct text_span span = text_map_span(&map, i, i + 1);
        expect(map.from[i] <= map.from[i + 1]);
        expect(span.start < span.end && span.start == map.from[i]);
        expect(is_boundary(raw, span.start) && is_boundary(raw, span.end));
    }
    size_t first = key.len ? map.from[0] : raw.len, last = map.from[key.len];
    if (!key.len)
        last = raw.len;
    expect(!fold(text_slice(raw, 0, first), level, &keep).len);
    expect(!fold(text_slice(raw, last, raw.len), level, &keep).len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char memory[1 << 24];
    struct barq_text raw = { (const char *)data, size };
    size_t offset;

    if (size > 4096 || !utf8_check(raw, &offset))
        return 0;
    for (int k = TEXT_L0; k <= TEXT_L2; k++) {
        enum text_level level = (enum text_level)k;
        struct arena keep = arena_over(memory, sizeof(memory));
        struct barq_text once = fold(raw, level, &keep);
        struct barq_text twice = fold(once, level, &keep);
        expect(text_equal(once, twice) && utf8_check(once, &offset));
        expect(text_equal(once, text_trim(once)));
        check_exact(raw, level, once, keep);
        check_map(raw, level, once, keep);
    }
    return 0;
}
