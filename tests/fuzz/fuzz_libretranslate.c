/* Any bytes as an answer: a typed error of one note without the key, and no
 * texts; or a whole answer of valid UTF-8, none of it empty. */
#include "base/arena.h"
#include "base/utf8.h"
#include "mt/mt.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Of letters that none of our own words has. */
#define KEY "Q/\"\xC3\xA9"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(enum barq_status status, const struct barq_text *answers,
                  const struct barq_error *err)
{
    size_t offset = 0;

    if (status && (status != BARQ_E_ENGINE || !err->message[0]))
        abort();
    if (strstr(err->message, KEY) || strstr(err->message, "; "))
        abort();
    for (size_t i = 0; i < 2; i++) {
        if (status && answers[i].at)
            abort();
        if (!status && (!answers[i].len || !utf8_check(answers[i], &offset)))
            abort();
    }
}

/* The first byte chooses the HTTP status. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const long statuses[] = { 200, 200, 400, 403, 429, 500, 302 };
    static const struct barq_text texts[] = { { "one", 3 }, { "two", 3 } };
    static _Alignas(16) char room[1 << 18];
    struct mt_batch batch = { BARQ_EN, BARQ_AR, texts, 2 };
    struct mt_config config = { { 0 }, { KEY, sizeof(KEY) - 1 } };
    struct barq_text answers[2] = { 0 };
    struct barq_error err = { 0 };

    if (!size || size > 1 << 16)
        return 0;
    struct arena keep = arena_over(room, sizeof(room));
    struct mt_reply reply = { statuses[data[0] % 7],
                              { (const char *)data + 1, size - 1 } };
    enum barq_status status =
        mt_libretranslate.answer(&config, &batch, &reply, answers, &keep, &err);
    check(status, answers, &err);
    return 0;
}
