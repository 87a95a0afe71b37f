/*
 * adapt_rules.c - the words of tm/rules/adapt.tsv.
 *
 *   name     ar  <Vision>          the number beside it is part of a name
 *   act      ar  <resolution>      the same, some words apart
 *   derived  en  doubled           is true of some numbers only
 *   number   english  seven  7     rows of words to put one for another:
 *   scale    english  million 1000000
 *   month    levantine <aylul> 9   a translation keeps to the row it is in
 *   weekday  english  Monday  1
 *
 * They are read when an adaptation is tried, which is seldom: some hundred
 * lines, in less time than it takes to judge one more unit.
 */
#include "match/adapt_steps.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/chars.h"
#include "text/table.h"

#include <strings.h>

static const char *const roles[ADAPT_ROLES] = {
    [ADAPT_NAME] = "name",       [ADAPT_ACT] = "act",
    [ADAPT_DERIVED] = "derived", [ADAPT_NUMBER] = "number",
    [ADAPT_SCALE] = "scale",     [ADAPT_MONTH] = "month",
    [ADAPT_WEEKDAY] = "weekday",
};

/* -------------------------------------------------------------- reading */

static bool read_role(struct barq_text name, enum adapt_role *role)
{
    for (int i = 0; i < ADAPT_ROLES; i++)
        if (text_equal(name, text_of(roles[i]))) {
            *role = (enum adapt_role)i;
            return true;
        }
    return false;
}

static bool read_number(struct barq_text text, int64_t *number)
{
    struct decimal d;

    if (!decimal_read(text, &d) || d.places)
        return false;
    *number = d.digits;
    return true;
}

/* The stem of a word, as that of a token is made. */
static enum barq_status read_stem(const struct lexicon *lexicon,
                                  struct adapt_word *word, struct arena *keep,
                                  struct arena scratch, struct barq_error *err)
{
    struct text_language language = { table_lang(word->form), lexicon };
    struct tokens tokens = { 0 };
    enum barq_status status =
        text_tokens(language, word->word, &tokens, keep, scratch, err);

    if (!status && tokens.count)
        word->stem = tokens.at[0].l3;
    return status;
}

static enum barq_status read_line(const struct lexicon *lexicon,
                                  const struct table *table,
                                  struct adapt_word *word, struct arena *keep,
                                  struct arena scratch, struct barq_error *err)
{
    *word =
        (struct adapt_word){ .form = table->field[1], .word = table->field[2] };
    if (!read_role(table->field[0], &word->role))
        return table_fail(table, "no role has this name", err);
    if (word->role <= ADAPT_DERIVED)
        return table_lang(word->form)
                   ? read_stem(lexicon, word, keep, scratch, err)
                   : table_fail(table, "the language is ar or en", err);
    return read_number(table->field[3], &word->number)
               ? BARQ_OK
               : table_fail(table, "a whole number must come last", err);
}

enum barq_status adapt_rules_read(const struct lexicon *lexicon,
                                  struct adapt_rules *out, struct arena *keep,
                                  struct arena scratch, struct barq_error *err)
{
    struct table table;
    enum barq_status status = table_open(&table, "rules/adapt.tsv", keep, err);

    if (status)
        return status;
    *out = (struct adapt_rules){ 0 };
    out->words = arena_new(keep, struct adapt_word, table_lines(&table) + 1);
    if (!out->words)
        return fail_nomem(err, "for the words of adaptation");
    while ((status = table_next(&table, 3, err)) == BARQ_OK) {
        status = read_line(lexicon, &table, &out->words[out->count], keep,
                           scratch, err);
        if (status)
            return status;
        out->count++;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* ------------------------------------------------------------ looking up */

const struct adapt_word *adapt_rules_find(const struct adapt_rules *rules,
                                          enum adapt_role role,
                                          struct barq_text form, int64_t number)
{
    for (size_t i = 0; i < rules->count; i++) {
        const struct adapt_word *word = &rules->words[i];
        if (word->role == role && word->number == number &&
            text_equal(word->form, form))
            return word;
    }
    return NULL;
}

bool adapt_rules_know(const struct adapt_rules *rules, enum adapt_role role,
                      enum barq_lang lang, const struct token *token)
{
    for (size_t i = 0; i < rules->count; i++) {
        const struct adapt_word *word = &rules->words[i];
        if (word->role == role && table_lang(word->form) == lang &&
            text_equal(word->stem, token->l3))
            return true;
    }
    return false;
}

/* Letters that Arabic writes to the word behind them: waw, feh, beh, lam,
 * kaf. */
static bool is_clitic(uint32_t c)
{
    return c == 0x0648 || c == 0x0641 || c == 0x0628 || c == 0x0644 ||
           c == 0x0643;
}

/* May a word begin at i? */
static bool begins_word(struct barq_text text, size_t i, bool arabic)
{
    uint32_t before = char_before(text, i);

    if (!char_is_letter(before))
        return true;
    if (!arabic || !is_clitic(before))
        return false;
    utf8_prev(text, &i);
    return !char_is_letter(char_before(text, i));
}

static bool stands_at(struct barq_text text, size_t i, struct barq_text word)
{
    if (i + word.len > text.len ||
        strncasecmp(text.at + i, word.at, word.len) != 0)
        return false;
    bool arabic = char_is_arabic(char_at(word, 0));
    return begins_word(text, i, arabic) &&
           !char_is_letter(char_at(text, i + word.len));
}

const struct adapt_word *adapt_rules_locate(const struct adapt_rules *rules,
                                            enum adapt_role role,
                                            int64_t number,
                                            struct barq_text text, size_t *at,
                                            struct text_span *span)
{
    const struct adapt_word *found = NULL;

    for (; *at < text.len && !found; utf8_next(text, at)) {
        for (size_t i = 0; i < rules->count; i++) {
            const struct adapt_word *word = &rules->words[i];
            if (word->role == role && word->number == number &&
                (!found || word->word.len > found->word.len) &&
                stands_at(text, *at, word->word))
                found = word;
        }
        if (found)
            break;
    }
    if (!found)
        return NULL;
    *span = (struct text_span){ *at, *at + found->word.len };
    *at = span->end;
    return found;
}
