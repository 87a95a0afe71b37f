#include "formats/tmx_seg.h"

#include "base/utf8.h"
#include "text/chars.h"

#include <string.h>

/*
 * Of a segment the text counts: that of <hi> stays, the code inside <bpt>,
 * <ept>, <ph>, <it>, <ut> goes, and so does <sub>, which is another text.
 *
 * A <ph>, <it> or <ut> may stand for a line break, and nothing in the file
 * says so: between two letters or digits it leaves a space, since two words
 * in one are worse than one in two.  <bpt> and <ept> wrap words, and leave
 * none.
 *
 *   the<ph>&lt;br/&gt;</ph>minister   -> the minister
 *   <bpt i="1"/>M<ept i="1"/>inister  -> Minister
 */

void tmx_seg_clear(struct tmx_seg *seg)
{
    buf_clear(&seg->text);
    buf_clear(&seg->codes);
    seg->has_codes = false;
    seg->code_depth = 0;
    seg->gap = false;
}

void tmx_seg_release(struct tmx_seg *seg)
{
    buf_release(&seg->text);
    buf_release(&seg->codes);
}

/* ---------------------------------------------------------------- elements */

enum code { NO_CODE, CODE, PARTING_CODE };

static enum code code_of(const char *name)
{
    static const struct {
        const char *name;
        enum code code;
    } codes[] = {
        { "bpt", CODE },        { "ept", CODE },        { "sub", CODE },
        { "ph", PARTING_CODE }, { "it", PARTING_CODE }, { "ut", PARTING_CODE },
    };

    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
        if (strcmp(name, codes[i].name) == 0)
            return codes[i].code;
    return NO_CODE;
}

/* The outermost code decides what becomes of the text. */
static void enter_code(struct tmx_seg *seg, enum code code, int depth)
{
    if (seg->code_depth || code == NO_CODE)
        return;
    seg->code_depth = depth;
    seg->gap = seg->gap || code == PARTING_CODE;
}

static bool codes_fit(const struct tmx_seg *seg)
{
    return seg->codes.len <= TMX_CODES_MOST;
}

void tmx_seg_begin(struct tmx_seg *seg, struct xml *xml, int depth)
{
    const char *key;
    struct barq_text value;

    if (!seg->has_codes) /* what stands before the first is text alone */
        buf_add_xml(&seg->codes,
                    (struct barq_text){ seg->text.at, seg->text.len });
    seg->has_codes = true;
    enter_code(seg, code_of(xml_name(xml)), depth);
    if (!codes_fit(seg))
        return;
    buf_addf(&seg->codes, "<%s", xml_name(xml));
    for (int i = 0; xml_attribute_at(xml, i, &key, &value); i++) {
        buf_addf(&seg->codes, " %s=\"", key);
        buf_add_xml(&seg->codes, value);
        buf_addc(&seg->codes, '"');
    }
    buf_addc(&seg->codes, '>');
}

void tmx_seg_end(struct tmx_seg *seg, const struct xml *xml, int depth)
{
    if (seg->code_depth == depth)
        seg->code_depth = 0;
    if (codes_fit(seg))
        buf_addf(&seg->codes, "</%s>", xml_name(xml));
}

/* -------------------------------------------------------------------- text */

static bool is_of_word(uint32_t c)
{
    return char_is_letter(c) || char_is_digit(c);
}

/* Marks that are not seen part no words: look past them. */
static bool ends_in_word(struct barq_text text)
{
    uint32_t c = 0;

    for (size_t i = text.len; i > 0;)
        if (!char_is_control(c = utf8_prev(text, &i)))
            break;
    return is_of_word(c);
}

static bool begins_with_word(struct barq_text text)
{
    uint32_t c = 0;

    for (size_t i = 0; i < text.len;)
        if (!char_is_control(c = utf8_next(text, &i)))
            break;
    return is_of_word(c);
}

static void add_text(struct tmx_seg *seg, struct barq_text text)
{
    struct barq_text before = { seg->text.at, seg->text.len };

    if (!text.len || before.len > TMX_TEXT_MOST)
        return;
    if (seg->gap && ends_in_word(before) && begins_with_word(text))
        buf_addc(&seg->text, ' ');
    seg->gap = false;
    buf_add(&seg->text, text);
}

void tmx_seg_text(struct tmx_seg *seg, const struct xml *xml)
{
    struct barq_text text = xml_text(xml);

    if (seg->has_codes && codes_fit(seg))
        buf_add_xml(&seg->codes, text);
    if (!seg->code_depth)
        add_text(seg, text);
}
