/*
 * cues.c - tables of words that matter to a check: tm/rules/cues.tsv and
 * capitals.tsv.
 *
 * A line is a kind, a language and an expression of up to five words.  It is
 * looked up as it stands (at L2), the longest first; then one word by its
 * stem, and then by how it begins or ends, which the table writes with a
 * star:
 *
 *   not    en  no longer      two words
 *   soft   en  refuse         and refused, refuses, by the stem
 *   soft   en  un*            unclear; but
 *   none   en  under*         the longer one counts: no cue in "underline"
 *
 * So an exception is a line as well, and no rule of the code.
 */
#include "check/cues.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/table.h"

#include <stdlib.h>
#include <string.h>

enum { CUE_BYTES_MOST = 160 };

static const char *const kind_names[CUE_KINDS] = {
    [CUE_NONE] = "none",     [CUE_NOT] = "not",         [CUE_NOR] = "nor",
    [CUE_WEAK] = "weak",     [CUE_MAY] = "may",         [CUE_MUST] = "must",
    [CUE_SOFT] = "soft",     [CUE_LIKE] = "like",       [CUE_BUT] = "but",
    [CUE_JUST] = "just",     [CUE_UP] = "up",           [CUE_DOWN] = "down",
    [CUE_TWICE] = "twice",   [CUE_CAPITAL] = "capital", [CUE_COMMON] = "common",
    [CUE_INSIDE] = "inside", [CUE_BARE] = "bare",
};

/* --------------------------------------------------------------- reading */

/* "not" or "soft:FAMILY" */
static bool read_kind(struct barq_text field, struct cue *cue)
{
    struct barq_text name = text_field(&field, ':');

    for (int i = 0; i < CUE_KINDS; i++)
        if (text_equal(name, text_of(kind_names[i]))) {
            cue->kind = (enum cue_kind)i;
            cue->family = field.len ? text_hash(field) : 0;
            return true;
        }
    return false;
}

/* Take the star off. */
static enum cue_form form_of(struct barq_text *text)
{
    if (text->len > 1 && text->at[text->len - 1] == '*') {
        text->len--;
        return CUE_BEGINS;
    }
    if (text->len > 1 && text->at[0] == '*') {
        *text = text_slice(*text, 1, text->len);
        return CUE_ENDS;
    }
    return CUE_WHOLE;
}

/* Negations themselves are few and written out, so that no stem of another
 * word is taken for one. */
static bool has_stem(const struct cue *cue)
{
    return cue->form == CUE_WHOLE &&
           (cue->kind == CUE_SOFT || cue->kind == CUE_LIKE ||
            cue->kind == CUE_MUST || cue->kind == CUE_UP ||
            cue->kind == CUE_DOWN || cue->kind == CUE_COMMON) &&
           !memchr(cue->text.at, ' ', cue->text.len);
}

/* Add the stem of a cue of one word, if it is another text. */
static enum barq_status add_stem(struct cues *cues,
                                 const struct lexicon *lexicon,
                                 struct arena *keep, struct arena scratch,
                                 struct barq_error *err)
{
    struct cue cue = cues->at[cues->count - 1];
    if (cue.form == CUE_EXACT)
        cue = cues->at[cues->count - 2];
    struct text_language language = { cue.lang, lexicon };
    struct tokens tokens;
    enum barq_status status =
        has_stem(&cue)
            ? text_tokens(language, cue.text, &tokens, keep, scratch, err)
            : BARQ_NOTHING;

    if (status)
        return status == BARQ_NOTHING ? BARQ_OK : status;
    if (tokens.count != 1)
        return BARQ_OK;
    cue.form = CUE_STEM;
    cue.text = tokens.at[0].l3;
    cues->at[cues->count++] = cue;
    return BARQ_OK;
}

/* Add it at L1, where that is another text: "that not" and "except" differ
 * in nothing but a hamza. */
static enum barq_status add_exact(struct cues *cues, struct cue cue,
                                  struct barq_text raw, struct arena *keep,
                                  struct arena scratch, struct barq_error *err)
{
    struct barq_text l2 = cue.text;
    enum barq_status status =
        text_fold(raw, TEXT_L1, &cue.text, keep, scratch, err);

    cue.form = CUE_EXACT;
    if (!status && !text_equal(cue.text, l2))
        cues->at[cues->count++] = cue;
    return status;
}

static enum barq_status add_line(struct cues *cues, const struct table *table,
                                 struct arena *keep, struct arena scratch,
                                 struct barq_error *err)
{
    struct cue cue = { .lang = table_lang(table->field[1]) };

    if (!read_kind(table->field[0], &cue))
        return table_fail(table, "no such kind of cue", err);
    if (!cue.lang || table->count > 3)
        return table_fail(table, "not a kind, ar or en, and an expression",
                          err);
    enum barq_status status =
        text_fold(table->field[2], TEXT_L2, &cue.text, keep, scratch, err);
    if (status)
        return status;
    cue.form = form_of(&cue.text);
    if (cue.text.len > CUE_BYTES_MOST)
        return table_fail(table, "an expression longer than 160 bytes", err);
    cues->at[cues->count++] = cue;
    return cue.form == CUE_WHOLE
               ? add_exact(cues, cue, table->field[2], keep, scratch, err)
               : BARQ_OK;
}

/* By form, language and text; then by kind, so that the order is one. */
static int compare(const void *a, const void *b)
{
    const struct cue *x = a, *y = b;
    size_t less = x->text.len < y->text.len ? x->text.len : y->text.len;

    if (x->form != y->form)
        return x->form < y->form ? -1 : 1;
    if (x->lang != y->lang)
        return x->lang < y->lang ? -1 : 1;
    int order = less ? memcmp(x->text.at, y->text.at, less) : 0;
    if (order || x->text.len != y->text.len)
        return order ? order : (x->text.len < y->text.len ? -1 : 1);
    return (int)x->kind - (int)y->kind;
}

static enum barq_status read_lines(struct cues *cues, struct table *table,
                                   const struct lexicon *lexicon,
                                   struct arena *keep, struct arena scratch,
                                   struct barq_error *err)
{
    enum barq_status status;

    while ((status = table_next(table, 3, err)) == BARQ_OK) {
        status = add_line(cues, table, keep, scratch, err);
        if (!status)
            status = add_stem(cues, lexicon, keep, scratch, err);
        if (status)
            return status;
    }
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

enum barq_status cues_read(struct cues *cues, const char *name,
                           const struct lexicon *lexicon, struct arena *keep,
                           struct arena scratch, struct barq_error *err)
{
    struct table table;
    enum barq_status status = table_open(&table, name, keep, err);

    if (status)
        return status;
    *cues = (struct cues){ arena_new(keep, struct cue, 3 * table_lines(&table)),
                           0 };
    if (!cues->at)
        return fail_nomem(err, "for the cues of checks");
    status = read_lines(cues, &table, lexicon, keep, scratch, err);
    if (!status && cues->count)
        qsort(cues->at, cues->count, sizeof(*cues->at), compare);
    return status;
}

/* ------------------------------------------------------------ looking up */

static const struct cue *find(const struct cues *cues, enum cue_form form,
                              enum barq_lang lang, struct barq_text text)
{
    const struct cue wanted = { .text = text, .lang = lang, .form = form };
    size_t low = 0, high = cues->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&cues->at[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const struct cue *cue = low < cues->count ? &cues->at[low] : NULL;
    return cue && cue->form == form && cue->lang == lang &&
                   text_equal(cue->text, text)
               ? cue
               : NULL;
}

/* Arabic without a conjunction that is written with the word. */
static struct barq_text without_and(enum barq_lang lang, struct barq_text key)
{
    bool leads = lang == BARQ_AR && key.len > 4 &&
                 (memcmp(key.at, "\xD9\x88", 2) == 0 ||
                  memcmp(key.at, "\xD9\x81", 2) == 0);

    return leads ? text_slice(key, 2, key.len) : key;
}

/* `count` tokens as one key at L1 or L2, the first without its conjunction
 * if `bare`; empty if it is too long. */
static struct barq_text join(const struct tokens *tokens, size_t i,
                             size_t count, enum cue_form form, bool bare,
                             char to[CUE_BYTES_MOST])
{
    size_t len = 0;

    for (size_t n = 0; n < count; n++) {
        const struct token *token = &tokens->at[i + n];
        struct barq_text key = form == CUE_EXACT ? token->l1 : token->l2;
        if (token->kind == TOKEN_NUMBER)
            key = text_of("#");
        if (n == 0 && bare)
            key = without_and(BARQ_AR, key);
        if (len + key.len + 1 > CUE_BYTES_MOST)
            return (struct barq_text){ "", 0 };
        if (n)
            to[len++] = ' ';
        memcpy(to + len, key.at, key.len);
        len += key.len;
    }
    return (struct barq_text){ to, len };
}

static const struct cue *find_whole(const struct cues *cues,
                                    enum barq_lang lang,
                                    const struct tokens *tokens, size_t i,
                                    size_t *count)
{
    size_t most = tokens->count - i;
    char to[CUE_BYTES_MOST];

    for (size_t n = most < CUE_WORDS_MOST ? most : CUE_WORDS_MOST; n; n--)
        for (int bare = 0; bare < (lang == BARQ_AR ? 2 : 1); bare++)
            for (int form = CUE_EXACT; form <= CUE_WHOLE; form++) {
                const struct cue *cue =
                    find(cues, (enum cue_form)form, lang,
                         join(tokens, i, n, (enum cue_form)form, bare, to));
                *count = n;
                if (cue)
                    return cue;
            }
    return NULL;
}

/* The longest beginning of the word, or end of it, that is a cue. */
static const struct cue *find_affix(const struct cues *cues,
                                    enum barq_lang lang, struct barq_text key)
{
    for (size_t len = key.len; len > 1; len--) {
        const struct cue *cue =
            find(cues, CUE_BEGINS, lang, text_slice(key, 0, len));
        if (!cue)
            cue = find(cues, CUE_ENDS, lang,
                       text_slice(key, key.len - len, key.len));
        if (cue)
            return cue;
    }
    return NULL;
}

const struct cue *cues_find(const struct cues *cues, enum barq_lang lang,
                            const struct tokens *tokens, size_t i,
                            size_t *count)
{
    const struct cue *cue = find_whole(cues, lang, tokens, i, count);
    const struct token *token = &tokens->at[i];

    if (cue || token->kind == TOKEN_PUNCT)
        return cue;
    *count = 1;
    cue = find(cues, CUE_STEM, lang, token->l3);
    if (!cue)
        cue = find_affix(cues, lang, token->l2);
    if (!cue)
        cue = find_affix(cues, lang, without_and(lang, token->l2));
    return cue;
}

bool cues_are_inside(const struct cues *cues, struct barq_text word)
{
    for (size_t i = 0; i < cues->count; i++) {
        const struct cue *cue = &cues->at[i];
        if (cue->kind != CUE_INSIDE || cue->form != CUE_EXACT)
            continue;
        for (size_t at = 0; at + cue->text.len <= word.len; at++)
            if (memcmp(word.at + at, cue->text.at, cue->text.len) == 0)
                return true;
    }
    return false;
}
