/*
 * script.c - what was left in the language of the other side, and controls
 * that turn text round.
 *
 *   leftover   Arabic letters in the English.  Latin letters in the Arabic
 *              are names and abbreviations (BBC, iPhone), so that only a
 *              run of words in small letters counts, which stands in the
 *              English as well: those were passed over.
 *   control    the overrides and embeddings of U+202A-202E and isolates
 *              that are not closed.  Marks (U+200E, U+200F, U+061C) are
 *              harmless and usual in Arabic.
 */
#include "check/check.h"

#include "base/utf8.h"
#include "text/chars.h"

#include <string.h>

enum {
    LEFT_WORDS = 3, /* Latin words side by side that are no name */
    EMBED_FIRST = 0x202A,
    OVERRIDE_LAST = 0x202E,
    ISOLATE_FIRST = 0x2066,
    ISOLATE_LAST = 0x2068,
    ISOLATE_END = 0x2069,
};

static bool is_arabic(const struct token *token)
{
    size_t i = 0;

    return token->raw.len && char_is_arabic(utf8_next(token->raw, &i));
}

static bool is_small_latin(const struct token *token)
{
    size_t i = 0;

    return token->raw.len && char_is_latin(char_at(token->raw, 0)) &&
           char_is_lower(utf8_next(token->raw, &i));
}

static void report_run(struct check *check, int side, size_t first, size_t end)
{
    const struct check_side *of = &check->side[side];
    struct barq_span span = check_span(of, &of->tokens.at[first]);
    struct barq_finding finding = {
        .rule = BARQ_RULE_LEFTOVER,
        .note = side == CHECK_AR ? "left in English" : "left in Arabic",
    };

    span.end = check_span(of, &of->tokens.at[end - 1]).end;
    *(side == CHECK_AR ? &finding.ar : &finding.en) = span;
    check_report(check, &finding);
}

/* Runs of words that `is` holds for, of `least` words and more. */
static void check_runs(struct check *check, int side,
                       bool (*is)(const struct token *token), size_t least)
{
    const struct tokens *tokens = &check->side[side].tokens;

    for (size_t i = 0, end; i < tokens->count; i = end + 1) {
        for (end = i; end < tokens->count && is(&tokens->at[end]); end++)
            continue;
        if (end - i >= least)
            report_run(check, side, i, end);
    }
}

static void report_control(struct check *check, int side, struct barq_span span)
{
    struct barq_finding finding = {
        .rule = BARQ_RULE_CONTROL,
        .note = "a direction control that turns the text round",
    };

    *(side == CHECK_AR ? &finding.ar : &finding.en) = span;
    check_report(check, &finding);
}

static void check_controls(struct check *check, int side)
{
    struct barq_text raw = check->side[side].raw;
    struct barq_span open = { 0, 0 };
    size_t depth = 0;

    for (size_t i = 0; i < raw.len;) {
        size_t start = i;
        uint32_t c = utf8_next(raw, &i);
        if (c >= EMBED_FIRST && c <= OVERRIDE_LAST)
            report_control(check, side, (struct barq_span){ start, i });
        if (c >= ISOLATE_FIRST && c <= ISOLATE_LAST && depth++ == 0)
            open = (struct barq_span){ start, i };
        if (c == ISOLATE_END && depth)
            depth--;
    }
    if (depth)
        report_control(check, side, open);
}

enum barq_status check_script(struct check *check, struct arena scratch)
{
    (void)scratch;
    check_runs(check, CHECK_EN, is_arabic, 1);
    check_runs(check, CHECK_AR, is_small_latin, LEFT_WORDS);
    check_controls(check, CHECK_AR);
    check_controls(check, CHECK_EN);
    return BARQ_OK;
}
