/*
 * xml.h - XML from strangers, an event at a time.
 *
 * No network, no DTD but the one in the file, no entities but the five that
 * every XML has: a file that declares its own is refused, since ten lines of
 * them can swell to gigabytes.  Nesting has a ceiling.  Memory use does not
 * grow with the file.
 */
#ifndef BASE_XML_H
#define BASE_XML_H

#include <stdio.h>

#include "barq.h"

/* The deepest nesting of elements that is read. */
enum { XML_DEEPEST = 100 };

enum xml_event {
    XML_START, /* an element begins; <a/> begins and ends */
    XML_END,
    XML_TEXT, /* character data; one run may come in several pieces */
    XML_DONE, /* the end of the file */
};

struct xml;

/* Read from `from`, which stays the caller's.  `name` is for messages, and
 * must outlive the reader. */
enum barq_status xml_open(FILE *from, const char *name, struct xml **out,
                          struct barq_error *err);
void xml_close(struct xml *xml);

/* Move to the next event.  BARQ_E_INPUT gives the line. */
enum barq_status xml_next(struct xml *xml, enum xml_event *event,
                          struct barq_error *err);

/* The line of the last event, for messages. */
int xml_line(const struct xml *xml);

/* Of XML_START and XML_END: the element's name without a prefix. */
const char *xml_name(const struct xml *xml);

/* Of XML_TEXT; valid until the next call on this reader. */
struct barq_text xml_text(const struct xml *xml);

/*
 * Of XML_START: an attribute by its name as written ("xml:lang"), .at NULL
 * if it is not there; or by number, false behind the last.  Values are valid
 * until the next call on this reader.
 */
struct barq_text xml_attribute(const struct xml *xml, const char *name);
bool xml_attribute_at(const struct xml *xml, int index, const char **name,
                      struct barq_text *value);

#endif
