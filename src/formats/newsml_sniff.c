/*
 * newsml_sniff.c - which XML is it, by its first element?
 *
 *   <?xml ...?> <!DOCTYPE nitf SYSTEM "nitf.dtd"> <nitf ...>     a story
 *   <newsMessage>, <newsItem>, <NewsML>                          a story
 *   <planningItem>, <conceptItem>, ...                           no text
 *   <?xml ...?> <rss ...>                                        another kind
 *
 * A file that is not wholly XML from its first byte on, white space and a
 * mark of byte order aside, is none: text may begin with anything else.
 */
#include "formats/newsml.h"

#include "base/utf8.h"
#include "formats/sniff.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* <!DOCTYPE name SYSTEM "..." [ ... ]> */
static const char *past_doctype(const char *at)
{
    const char *end = at + strcspn(at, "[>");

    return *end == '[' ? sniff_past(sniff_past(end, "]"), ">")
                       : sniff_past(at, ">");
}

/* To the first element; *declared: <?xml stood before it. */
static const char *find_root(const char *at, bool *declared)
{
    while (*at) {
        if (strncmp(at, "<?", 2) == 0) {
            *declared = *declared || strncmp(at, "<?xml", 5) == 0;
            at = sniff_past(at, "?>");
        } else if (strncmp(at, "<!--", 4) == 0) {
            at = sniff_past(at, "-->");
        } else if (strncmp(at, "<!", 2) == 0) {
            at = past_doctype(at);
        } else if ((unsigned char)*at <= ' ' ||
                   strchr("\xEF\xBB\xBF\xFE\xFF", *at)) {
            at++;
        } else {
            break;
        }
    }
    return at;
}

static bool is_named(const char *name, const char *const names[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

enum newsml_root newsml_sniff(struct barq_text bytes, char name[40])
{
    static const char *const stories[] = { "newsMessage", "newsItem", "NewsML",
                                           "nitf" };
    static const char *const empty[] = { "packageItem", "planningItem",
                                         "conceptItem", "knowledgeItem",
                                         "catalogItem" };
    struct beginning head;
    bool declared = false;
    size_t len = 0;

    sniff_beginning(bytes, &head);
    const char *at = find_root(head.at, &declared);
    name[0] = 0;
    if (*at != '<')
        return NEWSML_NONE;
    for (at++; (isalnum((unsigned char)*at) || strchr("_-.:", *at)) && *at;
         at++) {
        if (*at == ':')
            len = 0;
        else if (len < 39)
            name[len++] = *at;
    }
    name[len] = 0;
    if (is_named(name, stories, sizeof(stories) / sizeof(stories[0])))
        return NEWSML_STORY;
    if (is_named(name, empty, sizeof(empty) / sizeof(empty[0])))
        return NEWSML_EMPTY;
    return declared && len && strcasecmp(name, "html") != 0 ? NEWSML_OTHER
                                                            : NEWSML_NONE;
}
