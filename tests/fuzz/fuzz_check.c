/* Two texts of any valid UTF-8, the first line and the rest, as Arabic and
 * English and the other way round: findings lie inside their texts, on whole
 * characters, in the order of the rules; the same pair has the same again. */
#include "base/utf8.h"
#include "barq.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FOUND_MOST = 64 };

static void must(bool holds)
{
    if (!holds)
        abort();
}

static bool is_boundary(struct barq_text text, size_t at)
{
    return at == text.len || ((unsigned char)text.at[at] & 0xC0) != 0x80;
}

static void check_span(struct barq_text text, struct barq_span span)
{
    must(span.start <= span.end && span.end <= text.len);
    must(is_boundary(text, span.start) && is_boundary(text, span.end));
}

static void check_pair(struct barq_checker *checker, struct barq_text ar,
                       struct barq_text en)
{
    struct barq_finding before[FOUND_MOST];
    const struct barq_finding *found;
    size_t count = 0, again = 0;

    must(!barq_check_pair(checker, ar, en, &found, &count, NULL));
    must(count <= FOUND_MOST);
    for (size_t i = 0; i < count; i++) {
        before[i] = found[i];
        must((unsigned)found[i].rule < BARQ_RULES && found[i].note &&
             found[i].level);
        must(i == 0 || found[i].rule >= found[i - 1].rule);
        check_span(ar, found[i].ar);
        check_span(en, found[i].en);
    }
    must(!barq_check_pair(checker, ar, en, &found, &again, NULL));
    must(again == count);
    for (size_t i = 0; i < count; i++)
        must(before[i].rule == found[i].rule &&
             before[i].ar.start == found[i].ar.start &&
             before[i].en.end == found[i].en.end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct barq_checker *checker;
    struct barq_text rest = { (const char *)data, size }, first;
    size_t offset;

    if (!checker) {
        const struct barq_term terms[1] = {
            { text_of("\u0645\u062C\u0644\u0633"), text_of("council") }
        };
        static struct barq_term kept[1];
        kept[0] = terms[0];
        const struct barq_checker_options how = { .terms = kept,
                                                  .term_count = 1 };
        must(!barq_checker_open(&how, &checker, NULL));
    }
    if (size > 2048 || !utf8_check(rest, &offset) || !text_line(&rest, &first))
        return 0;
    check_pair(checker, first, rest);
    check_pair(checker, rest, first);
    return 0;
}
