/* Any bytes as an answer of any engine: a typed error of one note without
 * the key, and no texts; or a whole answer of valid UTF-8, none of it empty.
 * The first byte chooses the engine, the second the HTTP status. */
#include "base/arena.h"
#include "base/utf8.h"
#include "mt/kind.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Of letters that none of our own words has. */
#define KEY "Q/\"\xC3\xA9"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(enum mt_trouble trouble, const struct barq_text *answers,
                  size_t count, const struct barq_error *err)
{
    size_t offset = 0;

    if (trouble && (trouble == MT_INTERNAL || !err->message[0]))
        abort();
    if (strstr(err->message, KEY) || strstr(err->message, "; "))
        abort();
    for (size_t i = 0; i < count; i++) {
        if (trouble && answers[i].at)
            abort();
        if (!trouble && (!answers[i].len || !utf8_check(answers[i], &offset)))
            abort();
    }
}

static struct mt_config config_of(const struct mt_kind *kind, int version)
{
    return (struct mt_config){
        .kind = kind,
        .name = text_of(kind->name),
        .variable = "BARQ_X",
        .key = { KEY, sizeof(KEY) - 1 },
        .key_source = text_of("BARQ_X_KEY"),
        .version = text_of(version ? "2026-06-06" : "3.0"),
        .template.answer = text_of(version ? "/a/*/b" : "/a/0/b"),
    };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const long statuses[] = { 200, 200, 400, 403, 429, 500, 302 };
    static const struct mt_segment segments[] = { { .text = { "one", 3 } },
                                                  { .text = { "two", 3 } } };
    static _Alignas(16) char room[1 << 20];
    struct barq_text answers[2] = { 0 };
    struct barq_error err = { 0 };
    enum { KINDS = 13 };

    if (size < 2 || size > 1 << 16)
        return 0;
    if (!mt_kind_at(KINDS - 1) || mt_kind_at(KINDS))
        abort(); /* there is a new one: count it above */
    const struct mt_kind *kind = mt_kind_at(data[0] % KINDS);
    struct mt_config config = config_of(kind, data[0] / KINDS % 2);
    bool many =
        kind->most_texts > 1 ||
        (kind == &mt_template_kind && strchr(config.template.answer.at, '*'));
    size_t count = many ? 2 : 1;
    struct mt_batch batch = { BARQ_EN, BARQ_AR, segments, count,
                              data[1] / 7 % 3 };
    struct arena keep = arena_over(room, sizeof(room));
    struct mt_reply reply = { statuses[data[1] % 7],
                              { (const char *)data + 2, size - 2 },
                              0 };
    enum mt_trouble trouble =
        mt_answer(&config, &batch, &reply, answers, &keep, &err);
    check(trouble, answers, count, &err);
    return 0;
}
