#include "base/xml.h"

#include "base/error.h"
#include "base/utf8.h"

#include <errno.h>
#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

/*
 * A pull reader over libxml2's.  Three things that it gets wrong for us are
 * put right here: <a/> has no end event, errors would go to standard error,
 * and entities are only refused once they are declared, not when they have
 * been expanded.
 */
struct xml {
    xmlTextReaderPtr reader;
    FILE *from;
    const char *name;
    bool ending;       /* the last event was the start of <a/> */
    bool at_end;       /* `from` gave all that it has */
    int unclosed;      /* how many elements have begun and not ended */
    int read_errno;    /* why `from` gave out; 0 if it did not */
    int error_line;    /* of the first fatal error */
    int error_code;    /* libxml2's; 0 if there was none */
    char message[200]; /* its words, one line */
};

static int read_bytes(void *context, char *to, int len)
{
    struct xml *xml = context;
    size_t got = fread(to, 1, (size_t)len, xml->from);

    if (!got && ferror(xml->from)) {
        xml->read_errno = errno ? errno : EIO;
        return -1;
    }
    xml->at_end = !got;
    return (int)got;
}

/* Keep the first fatal error: those that follow are its echoes. */
static void note_error(void *context, xmlErrorPtr error)
{
    struct xml *xml = context;

    if (xml->error_code || error->level < XML_ERR_FATAL)
        return;
    xml->error_code = error->code;
    xml->error_line = error->line;
    snprintf(xml->message, sizeof(xml->message), "%s",
             error->message ? error->message : "unknown");
    xml->message[strcspn(xml->message, "\n")] = 0;
}

enum barq_status xml_open(FILE *from, const char *name, struct xml **out,
                          struct barq_error *err)
{
    struct xml *xml = calloc(1, sizeof(*xml));

    if (!xml)
        return fail_nomem(err, "for an XML reader");
    xml->from = from;
    xml->name = name;
    xml->reader = xmlReaderForIO(read_bytes, NULL, xml, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    if (!xml->reader) {
        int cause = xml->read_errno;
        free(xml);
        return cause ? fail(err, BARQ_E_INPUT, cause, "%s: cannot read: %s",
                            name, strerror(cause))
                     : fail_nomem(err, "for an XML reader");
    }
    xmlTextReaderSetStructuredErrorHandler(xml->reader, note_error, xml);
    *out = xml;
    return BARQ_OK;
}

void xml_close(struct xml *xml)
{
    if (!xml)
        return;
    xmlFreeTextReader(xml->reader);
    free(xml);
}

int xml_line(const struct xml *xml)
{
    return xmlTextReaderGetParserLineNumber(xml->reader);
}

static enum barq_status give_up(const struct xml *xml, struct barq_error *err)
{
    if (xml->read_errno)
        return fail(err, BARQ_E_INPUT, xml->read_errno, "%s: cannot read: %s",
                    xml->name, strerror(xml->read_errno));
    /* libxml2 would speak of extra content here */
    if (xml->at_end && xml->unclosed > 0 &&
        xml->error_code == XML_ERR_DOCUMENT_END)
        return fail(err, BARQ_E_INPUT, xml->error_code,
                    "%s:%d: ends before its last element is closed; is the "
                    "file whole?",
                    xml->name, xml->error_line);
    if (!xml->error_code)
        return fail(err, BARQ_E_INPUT, 0, "%s:%d: cannot be read as XML",
                    xml->name, xml_line(xml));
    return fail(err, BARQ_E_INPUT, xml->error_code,
                "%s:%d: not well-formed: %s", xml->name, xml->error_line,
                xml->message);
}

/* A DOCTYPE may name a DTD, which is not fetched, or declare elements. */
static enum barq_status check_doctype(const struct xml *xml,
                                      struct barq_error *err)
{
    /* Not by way of xmlTextReaderCurrentDoc(): that makes the document ours
     * to free, which nobody would guess. */
    const xmlDtd *dtd = (const xmlDtd *)xmlTextReaderCurrentNode(xml->reader);

    if (dtd && (dtd->entities || dtd->pentities))
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%d: declares entities of its own, which are not "
                    "expanded; write their text in their place",
                    xml->name, xml_line(xml));
    return BARQ_OK;
}

static enum barq_status begin(struct xml *xml, struct barq_error *err)
{
    if (xmlTextReaderDepth(xml->reader) >= XML_DEEPEST)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%d: elements nested more than %d deep", xml->name,
                    xml_line(xml), XML_DEEPEST);
    xml->ending = xmlTextReaderIsEmptyElement(xml->reader) == 1;
    xml->unclosed = xmlTextReaderDepth(xml->reader) + !xml->ending;
    return BARQ_OK;
}

/* What the node under the reader is to us; false: nothing. */
static bool event_of(int type, enum xml_event *event)
{
    switch (type) {
    case XML_READER_TYPE_ELEMENT:
        *event = XML_START;
        return true;
    case XML_READER_TYPE_END_ELEMENT:
        *event = XML_END;
        return true;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        *event = XML_TEXT;
        return true;
    default:
        return false;
    }
}

/* One node; *found says whether it is an event. */
static enum barq_status step(struct xml *xml, enum xml_event *event,
                             bool *found, struct barq_error *err)
{
    int got = xmlTextReaderRead(xml->reader);

    *found = true;
    *event = XML_DONE;
    if (got < 0 || xml->error_code || xml->read_errno)
        return give_up(xml, err);
    if (got == 0)
        return BARQ_OK;

    int type = xmlTextReaderNodeType(xml->reader);
    *found = event_of(type, event);
    if (type == XML_READER_TYPE_DOCUMENT_TYPE)
        return check_doctype(xml, err);
    if (type == XML_READER_TYPE_ENTITY_REFERENCE)
        return fail(err, BARQ_E_INPUT, 0,
                    "%s:%d: uses the entity &%s; which XML does not know; "
                    "write the character in its place",
                    xml->name, xml_line(xml), xml_name(xml));
    if (type == XML_READER_TYPE_END_ELEMENT)
        xml->unclosed = xmlTextReaderDepth(xml->reader);
    return type == XML_READER_TYPE_ELEMENT ? begin(xml, err) : BARQ_OK;
}

enum barq_status xml_next(struct xml *xml, enum xml_event *event,
                          struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    bool found = false;

    if (xml->ending) {
        xml->ending = false;
        *event = XML_END;
        return BARQ_OK;
    }
    while (!status && !found)
        status = step(xml, event, &found, err);
    return status;
}

static struct barq_text text_of_xml(const xmlChar *string)
{
    return text_of((const char *)string);
}

const char *xml_name(const struct xml *xml)
{
    const char *name = (const char *)xmlTextReaderConstLocalName(xml->reader);

    return name ? name : "";
}

struct barq_text xml_text(const struct xml *xml)
{
    return text_of_xml(xmlTextReaderConstValue(xml->reader));
}

struct barq_text xml_attribute(struct xml *xml, const char *name)
{
    struct barq_text value = { 0 };

    if (xmlTextReaderMoveToAttribute(xml->reader, (const xmlChar *)name) != 1)
        return value;
    value = text_of_xml(xmlTextReaderConstValue(xml->reader));
    xmlTextReaderMoveToElement(xml->reader);
    return value;
}

bool xml_attribute_at(struct xml *xml, int index, const char **name,
                      struct barq_text *value)
{
    if (xmlTextReaderMoveToAttributeNo(xml->reader, index) != 1)
        return false;
    *name = (const char *)xmlTextReaderConstName(xml->reader);
    *value = text_of_xml(xmlTextReaderConstValue(xml->reader));
    xmlTextReaderMoveToElement(xml->reader);
    return *name != NULL;
}
