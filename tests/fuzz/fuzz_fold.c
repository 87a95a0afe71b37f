/* Any valid UTF-8 folds at every level, its key is its own key, and the
 * longer way through the levels ends at the same place. */
#include "base/utf8.h"
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct barq_text fold(struct barq_text raw, enum text_level level,
                             struct arena *keep)
{
    struct arena scratch = arena_split(keep);
    struct barq_text key;

    if (text_fold(raw, level, &key, keep, scratch, NULL))
        abort();
    return key;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char memory[1 << 24];
    struct barq_text raw = { (const char *)data, size };
    size_t offset;

    if (size > 4096 || !utf8_check(raw, &offset))
        return 0;
    for (int level = TEXT_L0; level <= TEXT_L2; level++) {
        struct arena keep = arena_over(memory, sizeof(memory));
        struct barq_text once = fold(raw, (enum text_level)level, &keep);
        struct barq_text twice = fold(once, (enum text_level)level, &keep);
        if (!text_equal(once, twice) || !utf8_check(once, &offset))
            abort();
        if (!text_equal(once, text_trim(once)))
            abort();
    }
    return 0;
}
