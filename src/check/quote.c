/*
 * quote.c - are quotations marked on both sides?
 *
 * Marks are counted, of whatever shape; single ones only in pairs, since
 * most of them are apostrophes, and either as marks or as none, since the
 * other side may do without.
 *
 *   ar  qala "lan nansahib"           2
 *   en  He said: "We will not go."    2
 *
 *   fewer in English     reported: a quotation was lost; but Arabic puts names
 *                        and titles in marks where English has capitals, and
 *                        these do not count
 *   odd in English only  reported: one mark was lost; but not if the Arabic
 *                        has none
 *
 * An odd count in Arabic may be one more or less.  That the Arabic has fewer
 * is not reported: translators into Arabic turn short quotations into
 * indirect speech, so that it says nothing.
 *
 * Limits: English leaves a quotation open that goes on in the next paragraph;
 * where the Arabic closes it, that cannot be told from a mark that was lost,
 * and is reported.  Of published pairs one in two hundred is so; of lost marks
 * one in ten.
 */
#include "check/check.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"

#include <string.h>

/* Words of a title; of one that only its place tells. */
enum { TITLE_WORDS = 8, TITLE_WORDS_BY_PLACE = 3 };

static const double title_alike = 0.6;

/* Bytes of the English within which a title stands at its place. */
static const double title_reach = 4;

struct mark {
    size_t start, end; /* bytes */
};
struct marks {
    struct mark *at;
    size_t count;
    size_t singles; /* pairs of single ones */
};

enum { APOSTROPHE = '\'', BACKTICK = '`', LEFT = 0x2018, RIGHT = 0x2019 };

static bool is_single(uint32_t c)
{
    return c == APOSTROPHE || c == BACKTICK || c == LEFT || c == RIGHT ||
           c == 0x201A || c == 0x201B;
}

static bool is_word_char(uint32_t c)
{
    return char_is_letter(c) || char_is_digit(c);
}

/* Does a single mark at i open a quotation?  An apostrophe stands in a word
 * or behind it. */
static bool opens(struct barq_text text, size_t start, size_t end)
{
    return !is_word_char(char_before(text, start)) &&
           is_word_char(char_at(text, end));
}

static bool closes(struct barq_text text, size_t start, size_t end)
{
    uint32_t before = char_before(text, start);

    return before && !utf8_is_space(before) &&
           !is_word_char(char_at(text, end));
}

/* Does a double mark stand for the apostrophe of a plural, by a slip: 'the
 * Lakers" record'?  None is open, an s is before it in a name, and the
 * sentence goes on. */
static bool is_slip(struct barq_text text, size_t start, size_t end)
{
    size_t word = start;

    while (word && (unsigned char)text.at[word - 1] > ' ')
        word--;
    return char_before(text, start) == 's' &&
           char_is_upper(char_at(text, word)) && char_at(text, end) == ' ' &&
           !char_is_upper(char_at(text, end + 1));
}

static bool find_marks(struct barq_text text, struct marks *marks,
                       struct arena *keep)
{
    bool open = false;

    *marks = (struct marks){ arena_new(keep, struct mark, text.len + 1), 0, 0 };
    for (size_t i = 0; marks->at && i < text.len;) {
        size_t start = i;
        uint32_t c = utf8_next(text, &i);
        bool single = is_single(c);
        if (single && is_single(char_at(text, i))) {
            utf8_next(text, &i); /* two of them are a double one */
            single = false;
        } else if (!single && !char_is_quote(c)) {
            continue;
        }
        if (!single && (marks->count % 2 || !is_slip(text, start, i))) {
            marks->at[marks->count++] = (struct mark){ start, i };
        } else if (single && !open && opens(text, start, i)) {
            open = true;
        } else if (single && open && closes(text, start, i)) {
            open = false;
            marks->singles++;
        }
    }
    return marks->at;
}

/* ----------------------------------------------------- names and titles */

static bool is_capital(const struct token *token)
{
    size_t i = 0;

    return token->raw.len && char_is_upper(utf8_next(token->raw, &i));
}

/* How an Arabic word stands in the English: with a capital, as far as it is
 * linked to one or spelt like one; or without. */
enum look { LOOK_UNKNOWN, LOOK_CAPITAL, LOOK_SMALL };

static bool overlap(struct text_span a, struct barq_span b)
{
    return a.start < b.end && b.start < a.end;
}

static enum look linked_look(const struct check *check, struct barq_span arabic)
{
    const struct tokens *en = &check->side[CHECK_EN].tokens;
    enum look look = LOOK_UNKNOWN;

    for (size_t i = 0; i < check->links.count; i++) {
        const struct word_link *link = &check->links.at[i];
        if (!overlap(link->ar, arabic))
            continue;
        for (size_t k = 0; k < en->count; k++)
            if (en->at[k].kind == TOKEN_WORD &&
                overlap(link->en,
                        check_span(&check->side[CHECK_EN], &en->at[k])))
                look = is_capital(&en->at[k]) ? LOOK_CAPITAL : LOOK_SMALL;
    }
    return look;
}

static enum look look_of(const struct check *check, const struct token *arabic)
{
    const struct check_side *en = &check->side[CHECK_EN];
    enum look look =
        linked_look(check, check_span(&check->side[CHECK_AR], arabic));

    for (size_t i = 0; i < en->tokens.count && look == LOOK_UNKNOWN; i++)
        if (is_capital(&en->tokens.at[i]) &&
            check_alike(check, arabic->l2, en->tokens.at[i].l2, title_alike))
            look = LOOK_CAPITAL;
    return look;
}

/* Does the English have a capital where the Arabic has this quotation, other
 * than one that begins the text? */
static bool has_capital_there(const struct check *check, struct mark open,
                              struct mark close)
{
    const struct check_side *en = &check->side[CHECK_EN];
    double from = check_english_place(check, (double)open.end) - title_reach;
    double to = check_english_place(check, (double)close.start) + title_reach;

    for (size_t i = 1; i < en->tokens.count; i++) {
        struct barq_span span = check_span(en, &en->tokens.at[i]);
        if (is_capital(&en->tokens.at[i]) && (double)span.end > from &&
            (double)span.start < to)
            return true;
    }
    return false;
}

/* A few words of Arabic between two marks, that English writes with capitals
 * and none of them without; or in Latin letters; or a single letter. */
static bool is_title(const struct check *check, struct mark open,
                     struct mark close)
{
    const struct check_side *side = &check->side[CHECK_AR];
    size_t words = 0, capitals = 0;

    for (size_t i = 0; i < side->tokens.count; i++) {
        const struct token *token = &side->tokens.at[i];
        struct barq_span span = check_span(side, token);
        if (span.start < open.end || span.end > close.start ||
            token->kind == TOKEN_PUNCT)
            continue;
        bool latin = (unsigned char)token->l2.at[0] < 0x80;
        enum look look =
            latin || token->l2.len < 3 ? LOOK_CAPITAL : look_of(check, token);
        if (look == LOOK_SMALL)
            return false;
        words++;
        capitals += look == LOOK_CAPITAL;
    }
    return words && words <= TITLE_WORDS &&
           (capitals * 2 >= words || (words <= TITLE_WORDS_BY_PLACE &&
                                      has_capital_there(check, open, close)));
}

static size_t count_titles(const struct check *check, const struct marks *ar)
{
    size_t count = 0;

    for (size_t i = 0; i + 1 < ar->count; i += 2)
        count += is_title(check, ar->at[i], ar->at[i + 1]);
    return count;
}

/* ---------------------------------------------------------------- reporting */

static struct barq_span span_of(const struct marks *marks)
{
    if (!marks->count)
        return (struct barq_span){ 0, 0 };
    return (struct barq_span){ marks->at[0].start,
                               marks->at[marks->count - 1].end };
}

static const char *find_fault(const struct check *check, const struct marks *ar,
                              const struct marks *en)
{
    size_t most = en->count + 2 * en->singles;

    if (ar->count % 2)
        return ar->count > most + 1 ? "quoted in the Arabic only" : NULL;
    if (en->count % 2)
        return ar->count ? "a quotation mark is missing in the English" : NULL;
    if (ar->count <= most)
        return NULL;
    size_t titles = count_titles(check, ar);
    /* One who marks a title in a text that marks none marks the others. */
    bool is_habit = !most && titles && ar->count > 2;
    return is_habit || ar->count - 2 * titles <= most
               ? NULL
               : "quoted in the Arabic only";
}

enum barq_status check_quotes(struct check *check, struct arena scratch)
{
    struct marks ar, en;

    if (!find_marks(check->side[CHECK_AR].raw, &ar, &scratch) ||
        !find_marks(check->side[CHECK_EN].raw, &en, &scratch))
        return fail_nomem(check->err, "for the quotation marks of a pair");
    const char *fault = find_fault(check, &ar, &en);
    const struct barq_finding finding = { .rule = BARQ_RULE_QUOTE,
                                          .ar = span_of(&ar),
                                          .en = span_of(&en),
                                          .note = fault };
    if (fault)
        check_report(check, &finding);
    return BARQ_OK;
}
