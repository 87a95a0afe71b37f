/* Values of any valid UTF-8: in order, without overlap, on character
 * borders, of a form that names its type, and the same when read again. */
#include "base/utf8.h"
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static bool on_border(struct barq_text raw, size_t i)
{
    return i == raw.len || ((unsigned char)raw.at[i] & 0xC0) != 0x80;
}

static void check_form(const struct value *value)
{
    static const char *const names[] = {
        [VALUE_NUMBER] = "number:",     [VALUE_ORDINAL] = "ordinal:",
        [VALUE_RANGE] = "range:",       [VALUE_SCORE] = "score:",
        [VALUE_PERCENT] = "percent:",   [VALUE_MONEY] = "money:",
        [VALUE_QUANTITY] = "quantity:", [VALUE_DATE] = "date:",
        [VALUE_HIJRI] = "hijri:",       [VALUE_WEEKDAY] = "weekday:",
        [VALUE_TIME] = "time:",
    };
    size_t offset, len = strlen(names[value->type]);

    must(value->canonical.len > len);
    must(memcmp(value->canonical.at, names[value->type], len) == 0);
    must(utf8_check(value->canonical, &offset));
    for (size_t i = 0; i < value->canonical.len; i++)
        must(value->canonical.at[i] != ' ');
}

static void check_values(struct barq_text raw, const struct values *values)
{
    size_t end = 0;

    for (size_t i = 0; i < values->count; i++) {
        const struct value *value = &values->at[i];
        must(value->span.start >= end && value->span.end > value->span.start);
        end = value->span.end;
        must(end <= raw.len);
        must(on_border(raw, value->span.start) && on_border(raw, end));
        check_form(value);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char memory[2][1 << 23];
    static struct lexicon *lexicon;
    struct barq_text raw = { (const char *)data, size };
    struct values values[2];
    size_t offset;

    if (!lexicon)
        must(!lexicon_open(&lexicon, NULL));
    if (size > 2048 || !utf8_check(raw, &offset))
        return 0;
    struct text_language language = { size % 2 ? BARQ_AR : BARQ_EN, lexicon };
    for (size_t k = 0; k < 2; k++) {
        struct arena keep = arena_over(memory[k], sizeof(memory[k]));
        struct arena scratch = arena_split(&keep);
        must(!text_values(language, raw, &values[k], &keep, scratch, NULL));
        check_values(raw, &values[k]);
    }
    must(values[0].count == values[1].count);
    for (size_t i = 0; i < values[0].count; i++)
        must(text_equal(values[0].at[i].canonical, values[1].at[i].canonical));
    return 0;
}
