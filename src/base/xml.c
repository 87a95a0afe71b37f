#include "base/xml.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/utf8.h"

#include <errno.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

/*
 * A pull reader over libxml2's push parser.  libxml2 has a pull reader of its
 * own, which makes a tree of every element first, and takes twice the time.
 *
 *     a piece of the file -> xmlParseChunk() -> handlers: what it says is
 *     xml_next(): the next of it, or another piece     noted in a queue
 *
 * The queue holds what one piece says and no more: notes of what happened, in
 * order; the attributes they have; and the text of both, in one string.  No
 * entity is ever stored, so none can be expanded; that a file declares some,
 * or uses what nobody declared, is noted like an event and then refused.
 */
enum { PIECE = 16 << 10, SNIFFED = 4, NOTES_FIRST = 256 };

enum kind { BEGINS, ENDS, SAYS, DECLARES_ENTITIES, USES_ENTITY, TOO_DEEP };

/* A string among xml->bytes, with a NUL behind it. */
struct stretch {
    size_t at, len;
};

struct note {
    enum kind kind;
    int line;
    const char *name; /* of an element, in libxml2's dictionary */
    struct stretch text;
    size_t first, end; /* its attributes */
};

struct attribute {
    const char *plain;   /* the name, in libxml2's dictionary; or NULL, ... */
    struct stretch name; /* ... and it is here, with a prefix */
    struct stretch value;
};

struct xml {
    xmlParserCtxtPtr parser;
    FILE *from;
    const char *name;
    bool at_end; /* `from` gave all that it has ... */
    bool over;   /* ... and the parser was told */
    bool failed; /* no room for a note */
    int depth;   /* of elements that have begun and not ended */
    bool deep, declared;
    struct note *notes;
    size_t next, note_count, note_room; /* next: to be read */
    struct attribute *attributes;
    size_t attribute_count, attribute_room;
    struct buf bytes;
    int line;          /* of the note that was read last */
    int read_errno;    /* why `from` gave out; 0 if it did not */
    int error_line;    /* of the first fatal error */
    int error_code;    /* libxml2's; 0 if there was none */
    char message[200]; /* its words, one line */
};

/* ------------------------------------------------------------------ notes */

static void fail_parser(struct xml *xml)
{
    xml->failed = true;
    xmlStopParser(xml->parser);
}

static struct stretch keep(struct xml *xml, const void *at, size_t len)
{
    struct stretch stretch = { xml->bytes.len, len };

    buf_add(&xml->bytes, (struct barq_text){ at, len });
    if (xml->bytes.failed)
        fail_parser(xml);
    else
        xml->bytes.len++; /* a buf has a NUL behind it */
    return stretch;
}

/* Twice the room in a list of `count` things; NULL: none, and it is noted. */
static void *twice(struct xml *xml, void *list, size_t *room, size_t size)
{
    size_t more = *room ? 2 * *room : NOTES_FIRST;
    void *at = realloc(list, more * size);

    if (at)
        *room = more;
    else
        fail_parser(xml);
    return at;
}

/* A new note, which counts once it is filled; NULL when there is no room. */
static struct note *add_note(struct xml *xml, enum kind kind, const void *name)
{
    if (xml->note_count == xml->note_room) {
        struct note *more =
            twice(xml, xml->notes, &xml->note_room, sizeof(*more));
        if (!more)
            return NULL;
        xml->notes = more;
    }
    struct note *note = &xml->notes[xml->note_count++];
    *note = (struct note){ .kind = kind,
                           .line = xmlSAX2GetLineNumber(xml->parser),
                           .name = name,
                           .first = xml->attribute_count,
                           .end = xml->attribute_count };
    return note;
}

/* "xml:lang", or "lang" if there is no prefix. */
static struct stretch keep_name(struct xml *xml, const char *prefix,
                                const char *name)
{
    size_t at = xml->bytes.len;

    if (!prefix)
        return keep(xml, name, strlen(name));
    buf_adds(&xml->bytes, prefix);
    buf_addc(&xml->bytes, ':');
    keep(xml, name, strlen(name));
    return (struct stretch){ at, xml->bytes.len - at - 1 };
}

static void add_attribute(struct xml *xml, struct note *note,
                          struct attribute attribute)
{
    if (xml->attribute_count == xml->attribute_room) {
        struct attribute *more =
            twice(xml, xml->attributes, &xml->attribute_room, sizeof(*more));
        if (!more)
            return;
        xml->attributes = more;
    }
    xml->attributes[xml->attribute_count++] = attribute;
    note->end = xml->attribute_count;
}

/* --------------------------------------------------------------- handlers */

/* libxml2's order: name, prefix, URI, and where the value begins and ends. */
enum { ATTRIBUTE_PARTS = 5, NAMESPACE_PARTS = 2 };

/* Namespaces are attributes like others: prefix and URI. */
static void add_namespaces(struct xml *xml, struct note *note, int count,
                           const xmlChar **parts)
{
    for (int i = 0; i < count; i++, parts += NAMESPACE_PARTS) {
        const char *prefix = (const char *)parts[0];
        const char *uri = parts[1] ? (const char *)parts[1] : "";
        struct stretch name = prefix ? keep_name(xml, "xmlns", prefix)
                                     : keep_name(xml, NULL, "xmlns");
        add_attribute(
            xml, note,
            (struct attribute){ NULL, name, keep(xml, uri, strlen(uri)) });
    }
}

/* The signature is libxml2's. NOLINTNEXTLINE(readability-function-size) */
static void on_start(void *context, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int namespaces, const xmlChar **spaces,
                     int attributes, int defaulted, const xmlChar **parts)
{
    struct xml *xml = context;
    struct note *note = add_note(xml, BEGINS, name);

    (void)prefix;
    (void)uri;
    (void)defaulted;
    if (!note)
        return;
    if (xml->depth++ >= XML_DEEPEST) {
        note->kind = TOO_DEEP;
        xmlStopParser(xml->parser);
        return;
    }
    add_namespaces(xml, note, namespaces, spaces);
    for (int i = 0; i < attributes; i++, parts += ATTRIBUTE_PARTS) {
        struct attribute a = { .plain = (const char *)parts[0] };
        if (parts[1]) {
            a.name = keep_name(xml, (const char *)parts[1], a.plain);
            a.plain = NULL;
        }
        a.value = keep(xml, parts[3], (size_t)(parts[4] - parts[3]));
        add_attribute(xml, note, a);
    }
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *uri)
{
    struct xml *xml = context;

    (void)prefix;
    (void)uri;
    xml->depth--;
    add_note(xml, ENDS, name);
}

/* Text comes in pieces of some hundred bytes, which are joined. */
static void on_text(void *context, const xmlChar *at, int len)
{
    struct xml *xml = context;
    struct note *last =
        xml->note_count ? &xml->notes[xml->note_count - 1] : NULL;

    if (last && last->kind == SAYS) {
        xml->bytes.len--; /* the NUL */
        last->text.len += keep(xml, at, (size_t)len).len;
        return;
    }
    struct stretch text = keep(xml, at, (size_t)len);
    struct note *note = add_note(xml, SAYS, NULL);
    if (note)
        note->text = text;
}

static xmlEntityPtr get_entity(void *context, const xmlChar *name)
{
    (void)context;
    return xmlGetPredefinedEntity(name);
}

static void on_reference(void *context, const xmlChar *name)
{
    struct xml *xml = context;
    struct stretch text = keep(xml, name, strlen((const char *)name));
    struct note *note = add_note(xml, USES_ENTITY, NULL);

    if (note)
        note->text = text;
    xmlStopParser(xml->parser);
}

/* The signature is libxml2's. */
static void on_entity(void *context, const xmlChar *name, int type,
                      const xmlChar *public_id, const xmlChar *system_id,
                      xmlChar *content)
{
    struct xml *xml = context;

    (void)name;
    (void)type;
    (void)public_id;
    (void)system_id;
    (void)content;
    if (!xml->declared)
        add_note(xml, DECLARES_ENTITIES, NULL);
    xml->declared = true;
    xmlStopParser(xml->parser);
}

/* Keep the first fatal error: those that follow are its echoes. */
static void on_error(void *context, xmlErrorPtr error)
{
    struct xml *xml = context;

    if (xml->error_code || error->level < XML_ERR_FATAL)
        return;
    xml->error_code = error->code;
    xml->error_line =
        error->line ? error->line : xmlSAX2GetLineNumber(xml->parser);
    snprintf(xml->message, sizeof(xml->message), "%s",
             error->message ? error->message : "unknown");
    xml->message[strcspn(xml->message, "\n")] = 0;
}

/* ---------------------------------------------------------------- reading */

static size_t read_bytes(struct xml *xml, char *to, size_t len)
{
    size_t got = fread(to, 1, len, xml->from);

    if (got < len) {
        if (ferror(xml->from))
            xml->read_errno = errno ? errno : EIO;
        xml->at_end = true;
    }
    return got;
}

enum barq_status xml_open(FILE *from, const char *name, struct xml **out,
                          struct barq_error *err)
{
    static const xmlSAXHandler handlers = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .reference = on_reference,
        .getEntity = get_entity,
        .entityDecl = on_entity,
        .serror = on_error,
    };
    struct xml *xml = calloc(1, sizeof(*xml));
    char first[SNIFFED]; /* by which the encoding is guessed */

    if (!xml)
        return fail_nomem(err, "for an XML reader");
    xml->from = from;
    xml->name = name;
    xmlSAXHandler copy = handlers;
    size_t got = read_bytes(xml, first, sizeof(first));
    xml->parser = xmlCreatePushParserCtxt(&copy, xml, first, (int)got, NULL);
    if (!xml->parser || xml->read_errno) {
        int cause = xml->read_errno;
        xml_close(xml);
        return cause ? fail(err, BARQ_E_INPUT, cause, "%s: cannot read: %s",
                            name, strerror(cause))
                     : fail_nomem(err, "for an XML reader");
    }
    /* NOENT: the five entities stand for themselves in attributes, too; there
     * are no others. */
    xmlCtxtUseOptions(xml->parser,
                      XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOENT);
    *out = xml;
    return BARQ_OK;
}

void xml_close(struct xml *xml)
{
    if (!xml)
        return;
    if (xml->parser) { /* the document holds entities that were declared */
        xmlFreeDoc(xml->parser->myDoc);
        xmlFreeParserCtxt(xml->parser);
    }
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

/* What goes wrong while letters are converted libxml2 tells no parser, but
 * prints, and goes on without the rest: so listen to all that it says. */
static void parse(struct xml *xml, const char *piece, size_t len)
{
    xmlStructuredErrorFunc heard = xmlStructuredError;
    void *by = xmlStructuredErrorContext;

    xmlSetStructuredErrorFunc(xml, on_error);
    xmlParseChunk(xml->parser, piece, (int)len, xml->at_end);
    xmlSetStructuredErrorFunc(by, heard);
}

/* What another piece of the file says; maybe nothing. */
static void read_piece(struct xml *xml)
{
    char piece[PIECE];

    xml->next = xml->note_count = xml->attribute_count = 0;
    buf_clear(&xml->bytes);
    size_t got = read_bytes(xml, piece, sizeof(piece));
    if (!xml->read_errno)
        parse(xml, piece, got);
    xml->over = xml->at_end;
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
        if (strcmp(attribute_name(xml, a), name) == 0)
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
