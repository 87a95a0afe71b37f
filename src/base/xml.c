#include "base/xml.h"

#include "base/error.h"
#include "base/utf8.h"
#include "base/xml_parts.h"
#include "base/xml_plain.h"

#include <errno.h>
#include <libxml/SAX2.h>
#include <stdlib.h>
#include <string.h>

/*
 * A pull reader over libxml2's push parser.  libxml2 has a pull reader of its
 * own, which makes a tree of every element first, and takes twice the time.
 *
 *     a piece of the file -> xmlParseChunk() -> handlers: what it says is
 *     xml_next(): the next of it, or another piece     noted in a queue
 *
 * What is plain beyond doubt (xml_plain.c), as most of a file is, is noted
 * without it, in a third of the time.  It gets all up to a tag inside of the
 * first element, and then waits.  As soon as anything is not plain, it is told
 * which elements are open now and goes on from there, up to the next tag:
 *
 *     <tmx>                                     libxml2
 *     <body><tu> ... </tu><tu><tuv><seg>        we
 *     libxml2 held <tmx> to be open: tell it <body><tu><tuv><seg>, in silence
 *     caf&#233; au lait</seg>                   libxml2
 *     </tuv></tu>                               we
 *     </body></tmx>, since the first element's  libxml2
 *     end is never plain
 *
 * So every error is libxml2's to find and to word.
 */
enum { WINDOW = 32 << 10, SNIFFED = 4, VAIN_MOST = 1000 };

/* ---------------------------------------------------------------- reading */

/* Read on until the window is full, behind what was not understood yet. */
static void read_on(struct xml *xml)
{
    size_t left = xml->window_len - xml->at;

    memmove(xml->window, xml->window + xml->at, left);
    size_t got = fread(xml->window + left, 1, WINDOW - left, xml->from);
    if (got < WINDOW - left) {
        if (ferror(xml->from))
            xml->read_errno = errno ? errno : EIO;
        xml->at_end = true;
    }
    xml->at = 0;
    xml->window_len = left + got;
    xml->window[xml->window_len] = 0;
}

static enum barq_status open_window(struct xml *xml, struct barq_error *err)
{
    xml->window = malloc(WINDOW + 1);
    if (!xml->window)
        return fail_nomem(err, "for an XML reader");
    read_on(xml);
    if (xml->read_errno)
        return fail(err, BARQ_E_INPUT, xml->read_errno, "%s: cannot read: %s",
                    xml->name, strerror(xml->read_errno));
    xml->may_be_plain =
        plain_begins((struct barq_text){ xml->window, xml->window_len });
    /* by the first bytes the encoding is guessed */
    return xml_parser_open(xml, xml->window_len < SNIFFED ? xml->window_len
                                                          : SNIFFED)
               ? BARQ_OK
               : fail_nomem(err, "for an XML reader");
}

enum barq_status xml_open(FILE *from, const char *name, struct xml **out,
                          struct barq_error *err)
{
    struct xml *xml = calloc(1, sizeof(*xml));

    if (!xml)
        return fail_nomem(err, "for an XML reader");
    xml->from = from;
    xml->name = name;
    enum barq_status status = open_window(xml, err);
    if (status)
        xml_close(xml);
    else
        *out = xml;
    return status;
}

void xml_close(struct xml *xml)
{
    if (!xml)
        return;
    xml_parser_close(xml);
    free(xml->window);
    free(xml->notes);
    free(xml->attributes);
    buf_release(&xml->bytes);
    free(xml);
}

int xml_line(const struct xml *xml)
{
    return xml->line;
}

static enum barq_status give_up(const struct xml *xml, struct barq_error *err)
{
    if (xml->failed)
        return fail_nomem(err, "for an XML reader");
    if (xml->read_errno)
        return fail(err, BARQ_E_INPUT, xml->read_errno, "%s: cannot read: %s",
                    xml->name, strerror(xml->read_errno));
    /* libxml2 would speak of extra content here */
    if (xml->at_end && xml->depth > 0 &&
        xml->error_code == XML_ERR_DOCUMENT_END)
        return fail(err, BARQ_E_INPUT, xml->error_code,
                    "%s:%d: ends before its last element is closed; is the "
                    "file whole?",
                    xml->name, xml->error_line);
    return fail(err, BARQ_E_INPUT, xml->error_code,
                "%s:%d: not well-formed: %s", xml->name, xml->error_line,
                xml->message);
}

/* ------------------------------------------------------------------ plain */

/* The name as libxml2's dictionary has it. */
static const char *known_name(struct xml *xml, struct barq_text name)
{
    size_t first = (unsigned char)name.at[0];
    size_t last = (unsigned char)name.at[name.len - 1];
    size_t slot = (first + 3 * last + 7 * name.len) % NAMES;
    struct known_name *known = &xml->names[slot];

    if (known->len == name.len && memcmp(known->name, name.at, name.len) == 0)
        return known->name;
    *known = (struct known_name){ (const char *)xmlDictLookup(
                                      xml->parser->dict,
                                      (const xmlChar *)name.at, (int)name.len),
                                  name.len };
    if (!known->name) {
        known->len = 0;
        xml->failed = true;
    }
    return known->name;
}

/* The meaning of a text, kept. */
static struct stretch keep_meaning(struct xml *xml, struct barq_text raw)
{
    struct stretch stretch = xml_keep(xml, raw.at, raw.len);

    if (xml->failed)
        return stretch;
    stretch.len = plain_meaning(xml->bytes.at + stretch.at, raw.len);
    return stretch;
}

static void note_begin(struct xml *xml, const struct plain_token *token,
                       const char *name)
{
    struct note *note = xml_add_note(xml, BEGINS, name);

    for (size_t i = 0; note && i < token->attribute_count; i++)
        xml_add_attribute(
            xml, note,
            (struct attribute){
                .plain = known_name(xml, token->attributes[i].name),
                .value = keep_meaning(xml, token->attributes[i].value) });
    xml->open[xml->depth].name = name;
    xml->open[xml->depth++].line = xml->here - token->lines;
}

static void note_end(struct xml *xml, const char *name)
{
    xml_add_note(xml, ENDS, name);
    xml->depth--;
    if (xml->common > xml->depth)
        xml->common = xml->depth;
}

static void note_text(struct xml *xml, struct barq_text raw)
{
    struct stretch text = keep_meaning(xml, raw);
    struct note *note = xml_add_note(xml, SAYS, NULL);

    if (note)
        note->text = text;
}

/* The first element's end is libxml2's, and so is one of what is not open. */
static bool is_in_place(const struct xml *xml, enum plain_kind kind,
                        const char *name)
{
    if (kind == PLAIN_ENDS)
        return xml->depth > 1 && xml->open[xml->depth - 1].name == name;
    return name && xml->depth < XML_DEEPEST;
}

/* Note what is next in the window, if it is plain. */
static bool note_plain(struct xml *xml)
{
    struct plain_token token;
    const char *name = NULL;

    plain_scan(
        (struct barq_text){ xml->window + xml->at, xml->window_len - xml->at },
        &token);
    if (token.kind == PLAIN_NOT)
        return false;
    if (token.kind != PLAIN_SAYS) {
        name = known_name(xml, token.name);
        if (!is_in_place(xml, token.kind, name))
            return false;
    }
    xml->at += token.len;
    xml->here += token.lines;
    if (token.kind == PLAIN_SAYS)
        note_text(xml, token.text);
    else if (token.kind != PLAIN_ENDS)
        note_begin(xml, &token, name);
    if (token.kind == PLAIN_ENDS || token.kind == PLAIN_BEGINS_AND_ENDS)
        note_end(xml, name);
    return true;
}

/* ------------------------------------------------------------------ pieces */

/* Is all of the elements that are open known by name, and a tag the last that
 * libxml2 has read? */
static bool is_in_step(const struct xml *xml)
{
    return xml->at_tag && xml->depth > 0 && !xml->prefixed &&
           !xml->error_code && xml->may_be_plain;
}

/* libxml2 waits for more: may we?  Where that is asked in vain all the time, it
 * gets larger pieces instead. */
static void may_take_over(struct xml *xml)
{
    if (!is_in_step(xml)) {
        xml->may_be_plain = xml->may_be_plain && ++xml->in_vain < VAIN_MOST;
        return;
    }
    xml->plain = true;
    xml->in_vain = 0;
    xml->here = xmlSAX2GetLineNumber(xml->parser);
    xml->told = xml->common = xml->depth;
    for (int i = 0; i < xml->depth; i++)
        xml->open[i].told = xml->open[i].name;
}

/* Let libxml2 read up to the end of what may be a tag, or all there is. */
static void let_read(struct xml *xml)
{
    const char *at = xml->window + xml->at;
    size_t len = xml->window_len - xml->at;
    const char *end = xml->may_be_plain ? memchr(at, '>', len) : NULL;

    if (end)
        len = (size_t)(end - at) + 1;
    xml_parse(xml, len, !end && xml->at_end);
    if (end)
        may_take_over(xml);
}

/* Does the window end before what is next does?  Any tag ends in ">", and so
 * does the one behind a text. */
static bool is_cut(const struct xml *xml)
{
    return !xml->at_end && xml->at > 0 &&
           !memchr(xml->window + xml->at, '>', xml->window_len - xml->at);
}

/* What is plain from here on; false if it is libxml2's turn. */
static bool read_plain(struct xml *xml)
{
    while (!xml->failed && note_plain(xml))
        continue;
    if (xml->failed || xml->note_count)
        return true;
    if (is_cut(xml)) {
        read_on(xml);
        return true;
    }
    xml_catch_up(xml);
    return false;
}

/* What another piece of the file says; maybe nothing. */
static void read_piece(struct xml *xml)
{
    xml->next = xml->note_count = xml->attribute_count = 0;
    buf_clear(&xml->bytes);
    if (xml->plain && read_plain(xml))
        return;
    if (xml->at == xml->window_len && !xml->at_end)
        read_on(xml);
    while (!xml->plain && !xml->over && !xml->failed && !xml->error_code &&
           !xml->read_errno && (xml->at < xml->window_len || xml->at_end))
        let_read(xml);
}

/* What is noted and no event: a reason to read no further. */
static enum barq_status refuse(const struct xml *xml, const struct note *note,
                               struct barq_error *err)
{
    if (note->kind == TOO_DEEP)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%d: elements nested more than %d deep", xml->name,
                    note->line, XML_DEEPEST);
    if (note->kind == DECLARES_ENTITIES)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%d: declares entities of its own, which are not "
                    "expanded; write their text in their place",
                    xml->name, note->line);
    return fail(err, BARQ_E_INPUT, 0,
                "%s:%d: uses the entity &%s; which XML does not know; "
                "write the character in its place",
                xml->name, note->line, xml->bytes.at + note->text.at);
}

enum barq_status xml_next(struct xml *xml, enum xml_event *event,
                          struct barq_error *err)
{
    static const enum xml_event events[] = {
        [BEGINS] = XML_START, [ENDS] = XML_END, [SAYS] = XML_TEXT
    };

    *event = XML_DONE;
    while (xml->next == xml->note_count) {
        if (xml->failed || xml->error_code || xml->read_errno)
            return give_up(xml, err);
        if (xml->over)
            return BARQ_OK;
        read_piece(xml);
    }
    if (xml->failed)
        return give_up(xml, err);
    const struct note *note = &xml->notes[xml->next++];
    xml->line = note->line;
    if (note->kind > SAYS)
        return refuse(xml, note, err);
    *event = events[note->kind];
    return BARQ_OK;
}

/* ------------------------------------------------------------- what is read */

static const struct note *present(const struct xml *xml)
{
    return &xml->notes[xml->next - 1];
}

static struct barq_text text_at(const struct xml *xml, struct stretch stretch)
{
    return (struct barq_text){ xml->bytes.at + stretch.at, stretch.len };
}

const char *xml_name(const struct xml *xml)
{
    const char *name = present(xml)->name;

    return name ? name : "";
}

struct barq_text xml_text(const struct xml *xml)
{
    return text_at(xml, present(xml)->text);
}

static const char *attribute_name(const struct xml *xml,
                                  const struct attribute *a)
{
    return a->plain ? a->plain : xml->bytes.at + a->name.at;
}

struct barq_text xml_attribute(const struct xml *xml, const char *name)
{
    const struct note *note = present(xml);

    for (size_t i = note->first; i < note->end; i++) {
        const struct attribute *a = &xml->attributes[i];
        const char *own = attribute_name(xml, a);
        if (own[0] == name[0] && strcmp(own, name) == 0)
            return text_at(xml, a->value);
    }
    return (struct barq_text){ 0 };
}

bool xml_attribute_at(const struct xml *xml, int index, const char **name,
                      struct barq_text *value)
{
    const struct note *note = present(xml);
    size_t i = note->first + (size_t)index;

    if (i >= note->end)
        return false;
    *name = attribute_name(xml, &xml->attributes[i]);
    *value = text_at(xml, xml->attributes[i].value);
    return true;
}
