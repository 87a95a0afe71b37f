/*
 * xliff_read.c - what a person made of a draft in another tool: XLIFF 1.2 and
 * 2.x (OASIS), read as a stream, a segment at a time.
 *
 *   1.2   <trans-unit id approved> <source> <target state> <alt-trans>
 *   2.x   <unit> <segment state> <source> <target>
 *
 * Nothing enters the memory that nobody vouched for.  A target is taken when
 * its state says that a person is done with it (translated, signed-off,
 * reviewed, final, or approved="yes"), or when it is not what a machine or a
 * memory had offered, as an <alt-trans> of the file has it: then somebody typed
 * it, whatever the state says; tools that know no states leave them as they
 * were.  Everything else is left out, and counted by its reason; so is a copy
 * of the source in the place of a target.
 *
 * Units are of origin `reviewed`, under the headline or the name of the file's
 * `original`, with their neighbours.  What says translate="no" is passed over.
 *
 * Inline elements: what stands in <g>, <mrk>, <pc> is text, what stands in
 * <bpt>, <ept>, <ph>, <it> is code and goes; <x/>, <bx/>, <ph/> leave a space
 * if letters stand on both sides.
 *
 * Limits: <bin-unit>, <seg-source> and <ignorable> are passed over, so a unit
 * that another tool has cut into several is one unit; 64 KiB a side, as in the
 * memory.
 */
#include "formats/formats.h"

#include "base/error.h"
#include "base/utf8.h"
#include "base/xml.h"
#include "formats/tmx.h"
#include "formats/tmx_seg.h"
#include "text/chars.h"

#include <string.h>

enum { OFFERS_MOST = 8, NAME_MOST_BYTES = 1000 };

/* What text is being read into. */
enum place { NOWHERE, IN_SOURCE, IN_TARGET, IN_OFFER };

/* A segment with its target, if a person stands behind it. */
struct pair {
    struct buf source, target;
    bool wanted; /* is there one before this? */
    bool taken;  /* may it enter the memory? */
    int64_t position;
};

struct xliff {
    struct xml *xml;
    const char *name;
    const struct pair_sink *sink;
    bool second;             /* version 2 */
    enum barq_lang langs[2]; /* source and target */
    struct buf story;
    enum place place;
    int depth, place_depth, code_depth, alt_depth;
    bool gap; /* a code stood between letters */
    bool in_unit, approved, too_long;
    bool headline, named; /* this is one; the story is named by one */
    bool machine, done;   /* by state and qualifier */
    struct buf offers[OFFERS_MOST];
    size_t offer_count;
    struct pair now, last, before; /* `last` waits for its neighbour */
    int64_t position;
};

static struct barq_text text_in(const struct buf *buf)
{
    return text_trim((struct barq_text){ buf->at ? buf->at : "", buf->len });
}

/* ------------------------------------------------------------ attributes */

static bool is_one_of(struct barq_text text, const char *const *words)
{
    for (; text.at && *words; words++)
        if (text_equal(text, text_of(*words)))
            return true;
    return false;
}

static bool is_said(const struct xliff *x, const char *name, const char *value)
{
    struct barq_text said = xml_attribute(x->xml, name);

    return said.at && text_equal(said, text_of(value));
}

static void read_state(struct xliff *x)
{
    static const char *const done[] = { "translated", "signed-off", "reviewed",
                                        "final", NULL };
    static const char *const machine[] = { "leveraged-mt", "mt-suggestion",
                                           NULL };

    x->done = is_one_of(xml_attribute(x->xml, "state"), done);
    x->machine = is_one_of(xml_attribute(x->xml, "state-qualifier"), machine);
}

static enum barq_status read_langs(struct xliff *x, const char *source,
                                   const char *target, struct barq_error *err)
{
    const char *const names[2] = { source, target };

    for (int i = 0; i < 2; i++) {
        struct barq_text tag = xml_attribute(x->xml, names[i]);
        x->langs[i] = tag.at ? tmx_lang(tag) : BARQ_LANG_UNKNOWN;
    }
    if (x->langs[0] && x->langs[1] && x->langs[0] != x->langs[1])
        return BARQ_OK;
    return fail(err, BARQ_E_INPUT, 0,
                "%s:%d: is not between Arabic and English: %s and %s say so",
                x->name, xml_line(x->xml), source, target);
}

static enum barq_status check_root(struct xliff *x, struct barq_error *err)
{
    struct barq_text version = xml_attribute(x->xml, "version");

    if (strcmp(xml_name(x->xml), "xliff") != 0)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%d: is no XLIFF: it begins with <%s>, not <xliff>",
                    x->name, xml_line(x->xml), xml_name(x->xml));
    x->second = version.len && version.at[0] == '2';
    if (!x->second && (!version.len || strncmp(version.at, "1.", 2) != 0))
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%d: is XLIFF %.20s; versions 1.1 to 2.1 can be read",
                    x->name, xml_line(x->xml), version.len ? version.at : "?");
    return x->second ? read_langs(x, "srcLang", "trgLang", err) : BARQ_OK;
}

/* -------------------------------------------------------------- delivery */

static void clear_pair(struct pair *pair)
{
    buf_clear(&pair->source);
    buf_clear(&pair->target);
    pair->wanted = pair->taken = false;
}

static struct barq_text side_in(const struct xliff *x, const struct pair *pair,
                                enum barq_lang lang)
{
    if (!pair->wanted)
        return text_of("");
    return text_in(x->langs[0] == lang ? &pair->source : &pair->target);
}

/* The pair that waited; `now` is behind it. */
static enum barq_status deliver_last(struct xliff *x, struct barq_error *err)
{
    struct barq_unit unit = {
        .ar = side_in(x, &x->last, BARQ_AR),
        .en = side_in(x, &x->last, BARQ_EN),
        .origin = BARQ_REVIEWED,
        .confidence = 1,
        .story = text_in(&x->story),
        .position = x->last.position,
        .ar_before = side_in(x, &x->before, BARQ_AR),
        .en_before = side_in(x, &x->before, BARQ_EN),
        .ar_after = side_in(x, &x->now, BARQ_AR),
        .en_after = side_in(x, &x->now, BARQ_EN),
    };

    return x->last.taken ? x->sink->take(x->sink->context, &unit, err)
                         : BARQ_OK;
}

/* `now` becomes the one that waits. */
static enum barq_status move_on(struct xliff *x, struct barq_error *err)
{
    enum barq_status status = deliver_last(x, err);
    struct pair free = x->before;

    x->before = x->last;
    x->last = x->now;
    x->now = free;
    clear_pair(&x->now);
    return status;
}

static bool was_offered(const struct xliff *x)
{
    for (size_t i = 0; i < x->offer_count; i++)
        if (text_equal(text_in(&x->offers[i]), text_in(&x->now.target)))
            return true;
    return false;
}

/* Why the segment is left out, or NULL. */
static const char *objection(const struct xliff *x)
{
    if (!text_in(&x->now.source).len)
        return "segments without a source";
    if (!text_in(&x->now.target).len)
        return "segments without a translation";
    if (x->too_long)
        return "segments too long";
    if (x->done || x->approved)
        return NULL;
    if (was_offered(x))
        return x->machine ? "machine translations that nobody accepted"
                          : "suggestions that nobody accepted";
    return x->machine && !x->offer_count
               ? "machine translations that nobody accepted"
               : NULL;
}

/* A copy of the source that stands in for a target is none. */
static void drop_copy(struct xliff *x)
{
    if (!x->done && !x->approved &&
        text_equal(text_in(&x->now.source), text_in(&x->now.target)))
        buf_clear(&x->now.target);
}

static enum barq_status end_segment(struct xliff *x, struct barq_error *err)
{
    drop_copy(x);
    const char *why = objection(x);

    if (why)
        x->sink->skip(x->sink->context, why);
    x->now.taken = !why;
    x->now.wanted = text_in(&x->now.source).len > 0;
    x->now.position = x->position++;
    x->offer_count = 0;
    x->too_long = x->machine = x->done = false;
    return move_on(x, err);
}

/* The last segments of a file wait for none behind them. */
static enum barq_status end_file(struct xliff *x, struct barq_error *err)
{
    enum barq_status status = move_on(x, err);

    clear_pair(&x->before);
    clear_pair(&x->last);
    buf_clear(&x->story);
    x->position = 0;
    x->named = false;
    return status;
}

/* ---------------------------------------------------------------- events */

static struct buf *buf_of(struct xliff *x)
{
    switch (x->place) {
    case IN_SOURCE:
        return &x->now.source;
    case IN_TARGET:
        return &x->now.target;
    case IN_OFFER:
        return &x->offers[x->offer_count - 1];
    default:
        return NULL;
    }
}

static void enter(struct xliff *x, enum place place)
{
    x->place = place;
    x->place_depth = x->depth;
    x->code_depth = 0;
    x->gap = false;
    buf_clear(buf_of(x));
}

/* An element inside of text. */
static void begin_inline(struct xliff *x)
{
    static const char *const codes[] = {
        "bpt", "ept", "it", "ph", "sub", NULL
    };
    static const char *const marks[] = { "x",  "bx", "ex", "ph",
                                         "sc", "ec", "it", NULL };
    struct barq_text name = text_of(xml_name(x->xml));

    if (!x->code_depth && is_one_of(name, codes))
        x->code_depth = x->depth;
    x->gap = x->gap || is_one_of(name, marks);
}

static void begin_unit(struct xliff *x)
{
    x->in_unit = !is_said(x, "translate", "no");
    x->headline = is_said(x, "restype", "x-headline");
    x->approved = is_said(x, "approved", "yes");
    x->done = x->machine = x->too_long = false;
    x->offer_count = 0;
    clear_pair(&x->now);
    if (x->second)
        read_state(x);
}

static enum barq_status begin_file(struct xliff *x, struct barq_error *err)
{
    struct barq_text name = xml_attribute(x->xml, "original");

    buf_clear(&x->story);
    if (name.at && name.len <= NAME_MOST_BYTES)
        buf_add(&x->story, name);
    return x->second ? BARQ_OK
                     : read_langs(x, "source-language", "target-language", err);
}

static void begin_in_unit(struct xliff *x, const char *name)
{
    bool target = strcmp(name, "target") == 0;

    if (strcmp(name, "alt-trans") == 0) {
        x->alt_depth = x->depth;
    } else if (x->alt_depth) {
        if (target && x->offer_count < OFFERS_MOST) {
            x->offer_count++;
            enter(x, IN_OFFER);
        }
    } else if (target) {
        if (!x->second)
            read_state(x);
        enter(x, IN_TARGET);
    } else if (strcmp(name, "source") == 0) {
        enter(x, IN_SOURCE);
    }
}

static enum barq_status on_start(struct xliff *x, struct barq_error *err)
{
    const char *name = xml_name(x->xml);

    if (++x->depth == 1)
        return check_root(x, err);
    if (x->place != NOWHERE)
        begin_inline(x);
    else if (x->in_unit)
        begin_in_unit(x, name);
    else if (strcmp(name, "file") == 0)
        return begin_file(x, err);
    else if (strcmp(name, x->second ? "segment" : "trans-unit") == 0)
        begin_unit(x);
    return BARQ_OK;
}

/* A story is called by its headline, as the aligner calls it. */
static void name_story(struct xliff *x)
{
    struct barq_text headline = text_in(&x->now.source);

    buf_clear(&x->story);
    buf_add(&x->story, headline);
    x->named = true;
}

static enum barq_status on_end(struct xliff *x, struct barq_error *err)
{
    const char *name = xml_name(x->xml);
    enum barq_status status = BARQ_OK;

    if (x->place != NOWHERE && x->depth == x->place_depth) {
        if (x->place == IN_SOURCE && x->headline && !x->named)
            name_story(x);
        x->place = NOWHERE;
    } else if (x->depth == x->code_depth) {
        x->code_depth = 0;
    } else if (x->depth == x->alt_depth) {
        x->alt_depth = 0;
    } else if (x->in_unit && x->place == NOWHERE && !x->alt_depth &&
               strcmp(name, x->second ? "segment" : "trans-unit") == 0) {
        x->in_unit = false;
        status = end_segment(x, err);
    } else if (!x->in_unit && strcmp(name, "file") == 0) {
        status = end_file(x, err);
    }
    x->depth--;
    return status;
}

/* A code between two letters leaves a space. */
static void add_gap(struct xliff *x, struct buf *to, struct barq_text text)
{
    size_t at = 0;

    if (x->gap && to->len && text.len && to->at[to->len - 1] != ' ' &&
        char_is_letter(utf8_next(text, &at)))
        buf_addc(to, ' ');
    x->gap = false;
}

static void on_text(struct xliff *x)
{
    struct buf *to = buf_of(x);

    if (!to || x->code_depth)
        return;
    struct barq_text text = xml_text(x->xml);
    if (to->len + text.len > TMX_TEXT_MOST) {
        x->too_long = true;
        return;
    }
    add_gap(x, to, text);
    buf_add(to, text);
}

static bool has_failed(const struct xliff *x)
{
    bool failed =
        x->story.failed || x->now.source.failed || x->now.target.failed;

    for (size_t i = 0; i < x->offer_count; i++)
        failed = failed || x->offers[i].failed;
    return failed;
}

static enum barq_status read_events(struct xliff *x, struct barq_error *err)
{
    for (;;) {
        enum xml_event event = XML_TEXT;
        enum barq_status status = xml_next(x->xml, &event, err);
        if (status || event == XML_DONE)
            return status;
        if (event == XML_START)
            status = on_start(x, err);
        else if (event == XML_END)
            status = on_end(x, err);
        else
            on_text(x);
        if (!status && has_failed(x))
            status = fail_nomem(err, "for the XLIFF reader");
        if (status)
            return status;
    }
}

static void release(struct xliff *x)
{
    struct pair *const pairs[] = { &x->now, &x->last, &x->before };

    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        buf_release(&pairs[i]->source);
        buf_release(&pairs[i]->target);
    }
    for (size_t i = 0; i < OFFERS_MOST; i++)
        buf_release(&x->offers[i]);
    buf_release(&x->story);
    xml_close(x->xml);
}

enum barq_status xliff_read(FILE *from, const char *name,
                            const struct pair_sink *sink,
                            struct barq_error *err)
{
    struct xliff x = { .name = name, .sink = sink };
    enum barq_status status = xml_open(from, name, &x.xml, err);

    if (!status)
        status = read_events(&x, err);
    release(&x);
    return status;
}
