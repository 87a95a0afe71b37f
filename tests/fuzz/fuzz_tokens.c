/* Tokens of any valid UTF-8: in order, without overlap, leaving out only
 * white space and controls; keys are folded keys; a stem is never empty. */
#include "base/utf8.h"
#include "text/chars.h"
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_gap(const char *from, const char *to)
{
    must(from <= to);
    struct barq_text gap = { from, (size_t)(to - from) };
    for (size_t i = 0; i < gap.len;) {
        uint32_t c = utf8_next(gap, &i);
        must(utf8_is_space(c) || char_is_control(c));
    }
}

static void check_token(const struct token *token, struct arena *keep)
{
    struct arena scratch = arena_split(keep);
    struct barq_text key;

    must(token->raw.len > 0);
    must(!text_fold(token->raw, TEXT_L1, &key, keep, scratch, NULL));
    must(text_equal(key, token->l1));
    must(!text_fold(token->raw, TEXT_L2, &key, keep, scratch, NULL));
    must(text_equal(key, token->l2));
    must(token->l3.len > 0 || token->l2.len == 0);
    must((token->kind == TOKEN_NUMBER || token->kind == TOKEN_DATE) ==
         (token->value.len > 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char memory[1 << 24];
    static struct lexicon *lexicon;
    struct barq_text raw = { (const char *)data, size };
    struct arena keep = arena_over(memory, sizeof(memory));
    struct arena scratch = arena_split(&keep);
    struct tokens tokens;
    size_t offset;

    if (!lexicon)
        must(!lexicon_open(&lexicon, NULL));
    if (size > 2048 || !utf8_check(raw, &offset))
        return 0;
    struct text_language language = { size % 2 ? BARQ_AR : BARQ_EN, lexicon };
    must(!text_tokens(language, raw, &tokens, &keep, scratch, NULL));
    const char *at = raw.at;
    for (size_t i = 0; i < tokens.count; i++) {
        struct arena spare = keep;
        check_gap(at, tokens.at[i].raw.at);
        at = tokens.at[i].raw.at + tokens.at[i].raw.len;
        check_token(&tokens.at[i], &spare);
    }
    check_gap(at, raw.at + raw.len);
    return 0;
}
