/*
 * shape.c - what can be told without understanding: words written twice, a
 * translation that is its source, a side far too short.
 *
 *   doubled  a word twice running, which is right for some ("had had"; the
 *            table tm/rules/cues.tsv calls these "twice"), and where the
 *            other side doubles one too, or it is a name or a number
 *   same     both sides equal, and with words: figures, Latin names and
 *            addresses may be the same
 *   length   letters of one side against the other.  Of published pairs the
 *            English has 0.7 to 2 letters for each Arabic one, short ones
 *            vary more: allowed is 0.3 to 4.5 and 20 letters besides
 */
#include "check/check.h"

#include "base/utf8.h"
#include "text/chars.h"

static const double shortest = 0.3, longest = 4.5;

enum { LENGTH_SLACK = 20 };

/* Bytes; shorter ones are the names of letters: "bi bi si" is BBC. */
enum { LETTERS_ARABIC = 6, LETTERS_LATIN = 2 };

/* ---------------------------------------------------------------- doubled */

static bool is_right_twice(const struct check *check,
                           const struct check_side *side, size_t i)
{
    size_t count = 0;
    const struct cue *cue = cues_find(
        &check->checker->cues, side->language.lang, &side->tokens, i, &count);

    return side->tokens.at[i].name || (cue && cue->kind == CUE_TWICE);
}

static bool is_doubled(const struct check_side *side, size_t i)
{
    const struct token *one = &side->tokens.at[i], *two = one + 1;
    bool word = one->kind == TOKEN_WORD || one->kind == TOKEN_FUNCTION;
    bool arabic = (unsigned char)one->l1.at[0] >= 0x80;

    return word && one->l1.len >= (arabic ? LETTERS_ARABIC : LETTERS_LATIN) &&
           text_equal(one->l1, two->l1) && text_equal(one->raw, two->raw);
}

/* The first word that stands twice running, from i on; SIZE_MAX: none. */
static size_t next_doubled(const struct check *check, int side, size_t i)
{
    const struct check_side *of = &check->side[side];

    for (; i + 1 < of->tokens.count; i++)
        if (is_doubled(of, i) && !is_right_twice(check, of, i))
            return i;
    return SIZE_MAX;
}

static void check_doubled(struct check *check, int side)
{
    const struct check_side *of = &check->side[side];

    if (next_doubled(check, 1 - side, 0) != SIZE_MAX)
        return;
    for (size_t i = 0; (i = next_doubled(check, side, i)) != SIZE_MAX; i++) {
        struct barq_finding finding = { .rule = BARQ_RULE_DOUBLED,
                                        .note = "stands twice" };
        struct barq_span span = check_span(of, &of->tokens.at[i]);
        span.end = check_span(of, &of->tokens.at[i + 1]).end;
        *(side == CHECK_AR ? &finding.ar : &finding.en) = span;
        check_report(check, &finding);
    }
}

/* ------------------------------------------------------- same and length */

static struct barq_finding whole(const struct check *check, enum barq_rule rule,
                                 const char *note)
{
    return (struct barq_finding){ .rule = rule,
                                  .ar = { 0, check->side[CHECK_AR].raw.len },
                                  .en = { 0, check->side[CHECK_EN].raw.len },
                                  .note = note };
}

static bool has_arabic(struct barq_text text)
{
    for (size_t i = 0; i < text.len;) {
        if (char_is_arabic(utf8_next(text, &i)))
            return true;
    }
    return false;
}

static void check_same(struct check *check)
{
    struct barq_text ar = text_trim(check->side[CHECK_AR].raw);
    struct barq_text en = text_trim(check->side[CHECK_EN].raw);
    size_t words = 0;

    for (size_t i = 0; i < check->side[CHECK_EN].tokens.count; i++)
        words += check->side[CHECK_EN].tokens.at[i].kind == TOKEN_FUNCTION;
    if (text_equal(ar, en) && (words > 1 || has_arabic(en)))
        check_report(check, &(struct barq_finding){ .rule = BARQ_RULE_SAME,
                                                    .ar = { 0, ar.len },
                                                    .en = { 0, en.len },
                                                    .note = "not translated" });
}

static size_t letters(struct barq_text text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        count += !char_is_haraka(c) && !utf8_is_space(c);
    }
    return count;
}

static void check_length(struct check *check)
{
    double ar = (double)letters(check->side[CHECK_AR].raw);
    double en = (double)letters(check->side[CHECK_EN].raw);
    struct barq_finding finding =
        whole(check, BARQ_RULE_LENGTH, "the English is far too short");

    if (en + LENGTH_SLACK < ar * shortest) {
        check_report(check, &finding);
    } else if (en > ar * longest + LENGTH_SLACK) {
        finding.note = "the Arabic is far too short";
        check_report(check, &finding);
    }
}

enum barq_status check_shape(struct check *check, struct arena scratch)
{
    (void)scratch;
    check_doubled(check, CHECK_AR);
    check_doubled(check, CHECK_EN);
    check_same(check);
    check_length(check);
    return BARQ_OK;
}
