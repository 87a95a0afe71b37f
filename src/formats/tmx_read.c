#include "formats/tmx.h"

#include "base/error.h"
#include "base/utf8.h"
#include "base/xml.h"

#include <string.h>

/*
 * TMX 1.1 to 1.4b, read as a stream: what is kept is one <tu> at a time.
 *
 *   <tu creationid="Rana">          -> IN_TU
 *     <prop type="x-desk">world</>  -> IN_FIELD, back to IN_TU
 *     <tuv xml:lang="ar">           -> IN_TUV
 *       <seg>... <ph/> ...</seg>    -> IN_SEG, back to IN_TUV
 *
 * Of a segment the text counts: that of <hi> stays, the code inside <bpt>,
 * <ept>, <ph>, <it>, <ut> goes, and so does <sub>, which is another text.
 * A segment that lost something keeps its whole form beside it.
 *
 * Limits.  Not kept: properties of the header, the attributes srclang,
 * segtype, datatype and lastusagedate, variants in a third language.  A side
 * may have 1 MiB and a <tu> 16 MiB in all; what is larger is skipped.
 */

enum { SIDE_CEILING = 1 << 20, TU_CEILING = 16 << 20 };

/* What a <tu> of TU_CEILING bytes can need, made into units, twice over. */
#define READER_CEILING ((size_t)512 << 20)

enum place { OUTSIDE, IN_TU, IN_TUV, IN_FIELD, IN_SEG };

struct tmx {
    struct xml *xml;
    const char *name;
    const struct pair_sink *sink;
    struct arena all; /* empty between one <tu> and the next */
    struct arena arena;
    enum place place, back; /* back: where a field was met */
    int depth;              /* of elements that are open */
    int place_depth[IN_SEG + 1];
    int code_depth; /* of the inline code we are in; 0: none */
    bool has_codes, has_seg, too_large;
    size_t tu_bytes;
    struct tmx_tu tu;
    struct tmx_side side;                 /* the <tuv> being read ... */
    enum barq_lang lang;                  /* ... and its language */
    const struct tmx_prop **last_prop[2]; /* where the next goes: tu, tuv */
    struct tmx_prop *prop;                /* being read; NULL: a note */
    struct buf text, codes;
};

/* ---------------------------------------------------------------- parts */

static enum barq_status keep(struct tmx *t, struct barq_text from,
                             struct barq_text *to, struct barq_error *err)
{
    *to = (struct barq_text){ 0 };
    t->tu_bytes += from.len + 16; /* however short, it takes some room */
    if (t->tu_bytes > TU_CEILING)
        t->too_large = true;
    if (t->too_large || !from.at)
        return BARQ_OK;
    *to = arena_text(&t->arena, from);
    return to->at ? BARQ_OK : fail_nomem(err, "for a translation unit");
}

static enum barq_status keep_attribute(struct tmx *t, const char *name,
                                       struct barq_text *to,
                                       struct barq_error *err)
{
    return keep(t, xml_attribute(t->xml, name), to, err);
}

static enum barq_status keep_about(struct tmx *t, struct tmx_about *about,
                                   struct barq_error *err)
{
    enum barq_status status =
        keep_attribute(t, "creationid", &about->created_by, err);

    if (!status)
        status = keep_attribute(t, "changeid", &about->changed_by, err);
    if (!status)
        status = keep_attribute(t, "creationdate", &about->created, err);
    if (!status)
        status = keep_attribute(t, "changedate", &about->changed, err);
    if (!status)
        status = keep_attribute(t, "usagecount", &about->uses, err);
    return status;
}

static void enter(struct tmx *t, enum place place)
{
    t->place = place;
    t->place_depth[place] = t->depth;
}

static struct barq_text lang_attribute(struct tmx *t)
{
    struct barq_text tag = xml_attribute(t->xml, "xml:lang");

    return tag.at ? tag : xml_attribute(t->xml, "lang"); /* TMX 1.1 */
}

/* ------------------------------------------------------------ beginnings */

static enum barq_status begin_tu(struct tmx *t, struct barq_error *err)
{
    enter(t, IN_TU);
    t->arena = t->all;
    t->tu_bytes = 0;
    t->too_large = false;
    t->tu = (struct tmx_tu){ 0 };
    t->last_prop[0] = &t->tu.props;
    enum barq_status status = keep_about(t, &t->tu.about, err);
    return status ? status : keep_attribute(t, "tuid", &t->tu.id, err);
}

static enum barq_status begin_tuv(struct tmx *t, struct barq_error *err)
{
    enter(t, IN_TUV);
    t->side = (struct tmx_side){ 0 };
    t->last_prop[1] = &t->side.props;
    t->has_seg = false;
    t->lang = tmx_lang(lang_attribute(t));
    return keep_about(t, &t->side.about, err);
}

static enum barq_status begin_note(struct tmx *t)
{
    t->back = t->place;
    enter(t, IN_FIELD);
    buf_clear(&t->text);
    t->prop = NULL;
    return BARQ_OK;
}

static enum barq_status begin_prop(struct tmx *t, struct barq_error *err)
{
    enum barq_lang own = tmx_lang(lang_attribute(t));
    enum barq_lang around = t->place == IN_TUV ? t->lang : BARQ_LANG_UNKNOWN;

    begin_note(t);
    t->prop = arena_new(&t->arena, struct tmx_prop, 1);
    if (!t->prop)
        return fail_nomem(err, "for a property");
    t->tu_bytes += sizeof(*t->prop);
    t->prop->lang = own ? own : around;
    return keep_attribute(t, "type", &t->prop->type, err);
}

static enum barq_status begin_seg(struct tmx *t)
{
    enter(t, IN_SEG);
    buf_clear(&t->text);
    buf_clear(&t->codes);
    t->code_depth = 0;
    t->has_codes = false;
    return BARQ_OK;
}

static bool is_code(const char *name)
{
    static const char *const codes[] = {
        "bpt", "ept", "ph", "it", "ut", "sub"
    };

    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
        if (strcmp(name, codes[i]) == 0)
            return true;
    return false;
}

static bool fits(const struct tmx *t)
{
    return t->codes.len < SIDE_CEILING && t->text.len < SIDE_CEILING;
}

/* An element inside <seg>: write its tag down, and mind whether its text is
 * the translator's or a program's. */
static enum barq_status begin_inline(struct tmx *t)
{
    const char *name = xml_name(t->xml), *key;
    struct barq_text value;

    t->has_codes = true;
    if (!t->code_depth && is_code(name))
        t->code_depth = t->depth;
    if (!fits(t))
        return BARQ_OK;
    buf_addf(&t->codes, "<%s", name);
    for (int i = 0; xml_attribute_at(t->xml, i, &key, &value); i++) {
        buf_addf(&t->codes, " %s=\"", key);
        buf_add_xml(&t->codes, value);
        buf_addc(&t->codes, '"');
    }
    buf_addc(&t->codes, '>');
    return BARQ_OK;
}

/* --------------------------------------------------------------- endings */

static enum barq_status keep_prop(struct tmx *t, struct barq_error *err)
{
    const struct tmx_prop ***last = &t->last_prop[t->back == IN_TUV];

    **last = t->prop;
    *last = &t->prop->next;
    return keep(t, (struct barq_text){ t->text.at, t->text.len },
                &t->prop->value, err);
}

/* Notes are joined by a line end. */
static enum barq_status keep_note(struct tmx *t, struct barq_error *err)
{
    struct barq_text *note = t->back == IN_TUV ? &t->side.note : &t->tu.note;
    struct barq_text before = *note;

    if (!before.len)
        return keep(t, (struct barq_text){ t->text.at, t->text.len }, note,
                    err);
    struct buf both = { 0 };
    buf_add(&both, before);
    buf_addc(&both, '\n');
    buf_add(&both, (struct barq_text){ t->text.at, t->text.len });
    enum barq_status status =
        both.failed
            ? fail_nomem(err, "for a note")
            : keep(t, (struct barq_text){ both.at, both.len }, note, err);
    buf_release(&both);
    return status;
}

static enum barq_status end_field(struct tmx *t, struct barq_error *err)
{
    t->place = t->back;
    if (t->text.failed)
        return fail_nomem(err, "for a property");
    return t->prop ? keep_prop(t, err) : keep_note(t, err);
}

static enum barq_status end_seg(struct tmx *t, struct barq_error *err)
{
    t->place = IN_TUV;
    if (!t->lang)
        return BARQ_OK;
    if (t->text.failed || t->codes.failed)
        return fail_nomem(err, "for a segment");
    if (!fits(t))
        t->too_large = true;
    if (t->has_seg) {
        t->sink->skip(t->sink->context, "second segments of one variant");
        return BARQ_OK;
    }
    t->has_seg = true;
    enum barq_status status = keep(
        t, (struct barq_text){ t->text.at, t->text.len }, &t->side.text, err);
    if (!status && t->has_codes)
        status = keep(t, (struct barq_text){ t->codes.at, t->codes.len },
                      &t->side.codes, err);
    return status;
}

static enum barq_status end_tuv(struct tmx *t)
{
    int which = t->lang == BARQ_EN;

    t->place = IN_TU;
    if (!t->lang)
        return BARQ_OK;
    if (t->tu.counts[which] == TMX_VARIANTS)
        t->sink->skip(t->sink->context,
                      "variants beyond the 32nd in one language");
    else
        t->tu.sides[which][t->tu.counts[which]++] = t->side;
    return BARQ_OK;
}

static enum barq_status end_tu(struct tmx *t, struct barq_error *err)
{
    t->place = OUTSIDE;
    if (t->too_large) {
        t->sink->skip(t->sink->context, "units too large");
        return BARQ_OK;
    }
    return tmx_take_tu(&t->tu, t->sink, t->arena, err);
}

static enum barq_status end_inline(struct tmx *t)
{
    if (t->code_depth == t->depth)
        t->code_depth = 0;
    if (fits(t))
        buf_addf(&t->codes, "</%s>", xml_name(t->xml));
    return BARQ_OK;
}

/* ---------------------------------------------------------------- events */

static enum barq_status check_root(struct tmx *t, struct barq_error *err)
{
    struct barq_text version = xml_attribute(t->xml, "version");

    if (strcmp(xml_name(t->xml), "tmx") != 0)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%d: is no TMX: it begins with <%s>, not <tmx>", t->name,
                    xml_line(t->xml), xml_name(t->xml));
    if (version.len && strncmp(version.at, "1.", 2) != 0)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%d: is TMX %.20s; versions 1.1 to 1.4 can be read",
                    t->name, xml_line(t->xml), version.at);
    return BARQ_OK;
}

static enum barq_status on_start(struct tmx *t, struct barq_error *err)
{
    const char *name = xml_name(t->xml);
    bool outer = t->place == IN_TU, inner = t->place == IN_TUV;

    if (++t->depth == 1)
        return check_root(t, err);
    if (t->place == IN_SEG)
        return begin_inline(t);
    if (t->place == OUTSIDE && strcmp(name, "tu") == 0)
        return begin_tu(t, err);
    if (outer && strcmp(name, "tuv") == 0)
        return begin_tuv(t, err);
    if (inner && strcmp(name, "seg") == 0)
        return begin_seg(t);
    if ((outer || inner) && strcmp(name, "prop") == 0)
        return begin_prop(t, err);
    if ((outer || inner) && strcmp(name, "note") == 0)
        return begin_note(t);
    return BARQ_OK;
}

/* The element that opened the present place ends. */
static enum barq_status leave(struct tmx *t, struct barq_error *err)
{
    switch (t->place) {
    case IN_FIELD:
        return end_field(t, err);
    case IN_SEG:
        return end_seg(t, err);
    case IN_TUV:
        return end_tuv(t);
    case IN_TU:
        return end_tu(t, err);
    default:
        return BARQ_OK;
    }
}

static enum barq_status on_end(struct tmx *t, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;

    if (t->place != OUTSIDE && t->depth == t->place_depth[t->place])
        status = leave(t, err);
    else if (t->place == IN_SEG)
        status = end_inline(t);
    t->depth--;
    return status;
}

static void on_text(struct tmx *t)
{
    struct barq_text text = xml_text(t->xml);

    if (t->place == IN_FIELD && t->text.len <= TU_CEILING)
        buf_add(&t->text, text);
    if (t->place != IN_SEG || !fits(t))
        return;
    buf_add_xml(&t->codes, text);
    if (!t->code_depth)
        buf_add(&t->text, text);
}

static enum barq_status read_events(struct tmx *t, struct barq_error *err)
{
    enum xml_event event = XML_TEXT;
    enum barq_status status;

    for (;;) {
        status = xml_next(t->xml, &event, err);
        if (status || event == XML_DONE)
            return status;
        if (event == XML_START)
            status = on_start(t, err);
        else if (event == XML_END)
            status = on_end(t, err);
        else
            on_text(t);
        if (status)
            return status;
    }
}

enum barq_status tmx_read(FILE *from, const char *name,
                          const struct pair_sink *sink, struct barq_error *err)
{
    struct block block = { 0 };
    struct arena all = { 0 };
    struct tmx *t;
    enum barq_status status = block_reserve(&block, READER_CEILING, &all, err);

    if (status)
        return status;
    t = arena_new(&all, struct tmx, 1);
    if (!t) {
        block_release(block);
        return fail_nomem(err, "for the TMX reader");
    }
    t->name = name;
    t->sink = sink;
    t->all = all;
    status = xml_open(from, name, &t->xml, err);
    if (!status)
        status = read_events(t, err);
    xml_close(t->xml);
    buf_release(&t->text);
    buf_release(&t->codes);
    block_release(block);
    return status;
}
