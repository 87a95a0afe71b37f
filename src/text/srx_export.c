/*
 * srx_export.c - our own rules as SRX 2.0.
 *
 * tm/rules/export.srx says in regular expressions what the scanner does in
 * code; the words it needs are those of tm/rules/abbreviations.tsv, so that
 * both always know the same ones.  Where they go, a mark stands:
 *
 *   \b(?:@en.title@)\.   ->   \b(?:Mr|Mrs|...)\.
 *
 * A word is written so that it fits as it does in the table's own key: any
 * white space for a space, any alef for an alef.
 *
 * What regular expressions cannot say (a number that opens a sentence in the
 * middle of a block, quotes that are counted) is left out: the cuts differ
 * there.  The syntax is what ICU and Java have in common, with \u escapes
 * and no class of Java's that knows ASCII only.
 */
#include "text/srx.h"

#include "base/data.h"
#include "base/error.h"
#include "base/utf8.h"
#include "text/table.h"

enum {
    ALEF_MADDA = 0x0622,
    ALEF_HAMZA_ABOVE = 0x0623,
    ALEF_HAMZA_BELOW = 0x0625,
    ALEF = 0x0627,
};

static void add_character(struct buf *out, uint32_t c, struct barq_text raw)
{
    if (c == ALEF || c == ALEF_MADDA || c == ALEF_HAMZA_ABOVE ||
        c == ALEF_HAMZA_BELOW)
        buf_adds(out, "[\\u0622\\u0623\\u0625\\u0627]");
    else if (c == ' ')
        buf_adds(out, "\\s");
    else if (c < 0x80 && strchr(".\\|()[]{}*+?^$", (int)c))
        buf_addf(out, "\\%c", (char)c);
    else
        buf_add_xml(out, raw);
}

static void add_word(struct buf *out, struct barq_text word)
{
    for (size_t i = 0; i < word.len;) {
        size_t start = i;
        uint32_t c = utf8_next(word, &i);
        add_character(out, c, text_slice(word, start, i));
    }
}

/* All words of a mark "en.title", with | between them; a word that no text
 * has if there are none. */
static enum barq_status add_words(struct buf *out, struct table table,
                                  struct barq_text mark, struct barq_error *err)
{
    struct barq_text lang = text_field(&mark, '.');
    size_t before = out->len;
    enum barq_status status;

    while ((status = table_next(&table, 3, err)) == BARQ_OK) {
        if (!text_equal(table.field[0], lang) ||
            !text_equal(table.field[2], mark))
            continue;
        if (out->len > before)
            buf_addc(out, '|');
        add_word(out, table.field[1]);
    }
    if (out->len == before)
        buf_adds(out, "\\uFFFF");
    return status == BARQ_NOTHING ? BARQ_OK : status;
}

/* The template with its marks filled in. */
static enum barq_status fill(struct buf *out, const struct table *words,
                             struct barq_text template, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    while (template.len && !status) {
        buf_add(out, text_field(&template, '@'));
        if (template.len)
            status = add_words(out, *words, text_field(&template, '@'), err);
    }
    return status;
}

enum barq_status srx_export(struct buf *out, struct barq_error *err)
{
    struct block home;
    struct arena keep;
    struct table words;
    struct barq_text template;
    enum barq_status status = block_reserve(&home, TASK_CEILING, &keep, err);

    if (status)
        return status;
    status = data_file("rules/export.srx", &template, &keep, err);
    if (!status)
        status = table_open(&words, "rules/abbreviations.tsv", &keep, err);
    if (!status)
        status = fill(out, &words, template, err);
    block_release(home);
    return status;
}
